"""Settings by environment, all named ``KINERJA_*``; the command line overrides some of them."""

import os
import re
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_folder() -> Path:
    """Where data lies unless said otherwise: outside anyone's home when we are root, for the database's account."""
    if os.geteuid() == 0:
        return Path("/var/lib/kinerja")
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "kinerja"


class Settings(BaseSettings):
    """What can be set. Nothing else of the environment changes how the service behaves, but ``OTEL_*`` its traces."""

    model_config = SettingsConfigDict(env_prefix="KINERJA_", extra="ignore")

    data_dir: Path = Field(default_factory=default_data_folder, description="Folder of database, keys and secrets.")
    database_url: SecretStr | None = Field(None, description="Service role of an external PostgreSQL 18.")
    owner_database_url: SecretStr | None = Field(None, description="Owner role of the same database.")
    host: str = Field("127.0.0.1", description="Address to serve on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to serve on.")
    master_key: SecretStr | None = Field(
        None, description="Key that wraps the data keys, 64 hex digits; else that of secrets.json in the data folder."
    )
    secrets_file: Path | None = Field(
        None, description="File of the secrets; else secrets.json in the data folder. The same for all processes."
    )
    tls_certificate: Path | None = Field(None, description="Certificate chain to serve HTTPS with, PEM.")
    tls_key: Path | None = Field(
        None, validate_default=True, description="Private key of that certificate, PEM, not encrypted."
    )
    jwks: str | None = Field(None, description="File or URL of the JWKS that tokens are verified against.")
    oidc: bool = Field(
        False, description="Whether the keys are those that the issuer publishes, by OpenID Connect discovery."
    )
    issuer: str = Field("https://kinerja.local", description="Issuer that tokens must name.")
    audience: str = Field("kinerja", description="Audience that tokens must name.")
    subject_claim: str = Field("sub", description="Claim of a token that names the person: a UUID.")
    agency_claim: str = Field("agency", description="Claim of a token that names the agency, by its code.")
    evidence_dir: Path | None = Field(
        None,
        description="Folder of the files of evidence; else evidence in the data folder. The same for all processes.",
    )
    evidence_megabytes: int = Field(20, ge=1, le=2_000, description="How large a file of evidence may be, in MB.")
    evidence_types: str = Field(
        "application/pdf,image/jpeg,image/png,image/webp,"
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        description="Media types of files of evidence, parted by commas.",
    )
    public_url: str | None = Field(
        None,
        description="Address under which citizens reach the service, such as https://kinerja.example.go.id; else that"
        " of the process.",
    )
    trusted_proxies: str = Field(
        "", description="Addresses or networks of proxies whose X-Forwarded-For is believed, parted by commas."
    )
    feedback_per_token: int = Field(
        10, ge=0, description="How often within an hour feedback may be sent with one token, per process; 0: ever."
    )
    feedback_per_address: int = Field(
        300, ge=0, description="How often within an hour one address may ask for or send feedback; 0: ever."
    )
    feedback_per_service: int = Field(
        2_000, ge=0, description="How often within an hour feedback may be sent on one service; 0: ever."
    )
    log_pool: int = Field(8, ge=1, description="Connections for commands.")
    group_commit: int = Field(
        64, ge=1, description="Commands of one moment that share a transaction; 1: each has its own."
    )
    read_pool: int = Field(8, ge=1, description="Connections for queries.")
    lanes: int = Field(4, ge=1, description="Connections for compiled reads.")
    compiled_reads: bool = Field(
        True, description="Whether queries are compiled; else the resolvers answer them all."
    )
    kept_answers: int = Field(
        64, ge=0, description="Megabytes of answers kept that are the same for everybody; 0: none is kept."
    )
    allowed_origins: str = Field(
        "", description="Origins of pages on other addresses that may ask, parted by commas; none unless given."
    )
    client_budget: int = Field(
        1_000_000, ge=0, description="Cost that one client may ask for within a minute, per process; 0: any."
    )
    agency_budget: int = Field(
        20_000_000, ge=0, description="Cost that all clients of an agency may ask for within a minute; 0: any."
    )
    trusted_documents: Path | None = Field(
        None, description="JSON file of documents by id, such as the manifest of a code generator."
    )
    trusted_only: bool = Field(False, description="Whether only those documents are accepted.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = Field(
        "INFO", description="Least severe log line that is written."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="Form of log lines; auto: text on a terminal, JSON elsewhere."
    )
    metrics_port: int | None = Field(None, ge=1, le=65535, description="Port of the metrics; none unless given.")
    metrics_host: str = Field("127.0.0.1", description="Address to serve metrics on.")

    @property
    def public_address(self) -> str:
        """What links for citizens begin with, without a slash at the end."""
        scheme = "http" if self.tls_certificate is None else "https"
        return (self.public_url or f"{scheme}://{self.host}:{self.port}").rstrip("/")

    @property
    def secrets_path(self) -> Path:
        """Where the secrets are."""
        return self.secrets_file or self.data_dir / "secrets.json"

    @property
    def evidence_path(self) -> Path:
        """Where the files of evidence are."""
        return self.evidence_dir or self.data_dir / "evidence"

    @field_validator("tls_key")
    @classmethod
    def _with_certificate(cls, value: Path | None, others: ValidationInfo) -> Path | None:
        if (value is None) != (others.data.get("tls_certificate") is None):
            raise ValueError("KINERJA_TLS_CERTIFICATE and KINERJA_TLS_KEY are given together or not at all")
        return value

    @model_validator(mode="after")
    def _one_source_of_keys(self) -> Self:
        if self.oidc and self.jwks is not None:
            raise ValueError("KINERJA_OIDC and KINERJA_JWKS are two sources of keys: give one")
        return self

    @field_validator("log_level", mode="before")
    @classmethod
    def _capital(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("master_key")
    @classmethod
    def _hex(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", value.get_secret_value()):
            raise ValueError("the master key has 64 hex digits")
        return value
