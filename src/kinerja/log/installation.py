"""The secrets of an installation: read or made once, and the same for every process on its database."""

from dataclasses import replace
from uuid import UUID

import psycopg

from kinerja.domain.texts import TextCategory
from kinerja.log.data_keys import KeyName
from kinerja.log.sealing import SECRET_BYTES, Secrets
from kinerja.operating import OperatorError
from kinerja.settings import Settings

_IN_USE = """
SELECT EXISTS (SELECT FROM log.installation) OR EXISTS (SELECT FROM log.data_keys) OR EXISTS (SELECT FROM log.heads)
"""
_RECORDED = "SELECT master, claims, receipts FROM log.installation"
_SAMPLE = "SELECT agency, subject, category, wrapped FROM log.data_keys LIMIT 1"


def installed_secrets(settings: Settings, owner: str) -> Secrets:
    """The secrets of the settings, made on the first start of an installation, once its log has its tables.

    Raises OperatorError when the database is that of an installation with other secrets: nothing is written then.
    """
    with psycopg.connect(owner) as connection:
        connection.execute("LOCK TABLE log.installation IN EXCLUSIVE MODE")
        if not settings.secrets_path.exists():
            _make_unless_in_use(connection, settings)
        secrets = configured_secrets(settings)
        _agree(connection, secrets, settings)
    return secrets


def configured_secrets(settings: Settings) -> Secrets:
    """The secrets as file and environment give them. Raises OperatorError when the file is not there or not one."""
    path = settings.secrets_path
    if not path.exists():
        raise OperatorError(f"There are no secrets at {path}: put the secrets.json of this installation there.")
    try:
        secrets = Secrets.load_or_create(path)
        if not all(len(secret) == SECRET_BYTES for secret in (secrets.master, secrets.claims, secrets.receipts)):
            raise ValueError("a secret of another length")
    except (AttributeError, TypeError, ValueError):  # what it holds is not to be quoted
        raise OperatorError(f"{path} does not hold the three secrets: put back the one that was backed up.") from None
    if settings.master_key is not None:
        secrets = replace(secrets, master=bytes.fromhex(settings.master_key.get_secret_value()))
    return secrets


def make_secrets(settings: Settings) -> Secrets:
    """Make the secrets of a new installation, once. Raises OperatorError when there are some."""
    if settings.secrets_path.exists():
        raise OperatorError(f"There are secrets at {settings.secrets_path} already; they are never replaced.")
    return Secrets.load_or_create(settings.secrets_path)


def differing(connection: psycopg.Connection, secrets: Secrets) -> list[str]:
    """The names of the secrets that are not those of the installation; asked as its owner."""
    recorded = connection.execute(_RECORDED).fetchone()
    if recorded is not None:
        ours = secrets.fingerprints()
        return [name for name, theirs in zip(ours, recorded, strict=True) if ours[name] != theirs]
    sample = connection.execute(_SAMPLE).fetchone()
    return [] if sample is None or opens(secrets, *sample) else ["master"]


def opens(secrets: Secrets, agency: str, subject: UUID, category: str, wrapped: bytes) -> bool:
    """Whether the master key opens a data key."""
    return secrets.opens(KeyName(agency, subject, TextCategory(category)), bytes(wrapped))


def _make_unless_in_use(connection: psycopg.Connection, settings: Settings) -> None:
    row = connection.execute(_IN_USE).fetchone()
    if row is not None and row[0]:
        raise OperatorError(
            f"The database is in use, but its secrets are not at {settings.secrets_path}: put the secrets.json of"
            " this installation there, or name it by KINERJA_SECRETS_FILE. New ones would open none of its texts."
        )
    Secrets.load_or_create(settings.secrets_path)


def _agree(connection: psycopg.Connection, secrets: Secrets, settings: Settings) -> None:
    """Compare with what the installation was made with; the first process records it."""
    others = differing(connection, secrets)
    if others:
        raise OperatorError(
            f"The secrets at {settings.secrets_path} are not those of this installation ({', '.join(others)})."
            " Put its own there, or name them by KINERJA_SECRETS_FILE and KINERJA_MASTER_KEY. Nothing was written."
        )
    marks = secrets.fingerprints()
    statement = "INSERT INTO log.installation (master, claims, receipts) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
    connection.execute(statement, [marks["master"], marks["claims"], marks["receipts"]])
