"""Settings by environment, all named ``KINERJA_*``; the command line overrides some of them."""

import os
import re
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
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
    jwks: str | None = Field(None, description="File or URL of the JWKS that tokens are verified against.")
    issuer: str = Field("https://kinerja.local", description="Issuer that tokens must name.")
    audience: str = Field("kinerja", description="Audience that tokens must name.")
    log_pool: int = Field(8, ge=1, description="Connections for commands.")
    read_pool: int = Field(8, ge=1, description="Connections for queries.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = Field(
        "INFO", description="Least severe log line that is written."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="Form of log lines; auto: text on a terminal, JSON elsewhere."
    )
    metrics_port: int | None = Field(None, ge=1, le=65535, description="Port of the metrics; none unless given.")
    metrics_host: str = Field("127.0.0.1", description="Address to serve metrics on.")

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
