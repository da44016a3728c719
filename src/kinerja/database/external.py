"""An external PostgreSQL: whether it is one that the service can work on, said in a sentence when it is not."""

from typing import Any

import psycopg

from kinerja.database.cluster import SERVICE
from kinerja.database.connections import Database
from kinerja.operating import OperatorError
from kinerja.settings import Settings

LEAST_VERSION = 180000
"""As ``server_version_num`` counts: PostgreSQL 18."""
_SEE = "docs/operating.md has the statements."
_CONNECT_TIMEOUT_S = 10

_OWNER = """
SELECT current_user, has_database_privilege(current_database(), 'CREATE'), has_schema_privilege('public', 'CREATE')
"""
_SERVICE = "SELECT current_user, pg_has_role(oid, 'USAGE') FROM pg_roles WHERE rolname = %s"
_PLACE = "SELECT current_database(), pg_postmaster_start_time()"


def configured(settings: Settings) -> Database | None:
    """The external database of the settings; None when the embedded one is meant."""
    if settings.database_url is None:
        return None
    service = settings.database_url.get_secret_value()
    owner = settings.owner_database_url.get_secret_value() if settings.owner_database_url else service
    return Database(owner=owner, service=service)


def must_be_usable(database: Database) -> None:
    """Connect as both roles and look whether each can do its work. Raises OperatorError."""
    owner_setting = "KINERJA_OWNER_DATABASE_URL" if database.owner != database.service else "KINERJA_DATABASE_URL"
    with connected(database.owner, owner_setting) as owner, connected(database.service) as service:
        must_be_supported(owner.info.server_version)
        if owner.execute(_PLACE).fetchone() != service.execute(_PLACE).fetchone():
            raise OperatorError("KINERJA_DATABASE_URL and KINERJA_OWNER_DATABASE_URL name two different databases.")
        _owner_may_create(owner, owner_setting)
        _service_is_one(service, alone=database.owner == database.service)


def must_be_supported(server_version: int) -> None:
    """Refuse a server before PostgreSQL 18, by its ``server_version_num``. Raises OperatorError."""
    if server_version < LEAST_VERSION:
        raise OperatorError(
            f"The database is PostgreSQL {server_version // 10000}; the service needs 18 or newer."
            " Upgrade the server, or leave KINERJA_DATABASE_URL out to use the embedded one."
        )


def connected(url: str, setting: str = "KINERJA_DATABASE_URL") -> psycopg.Connection[Any]:
    """A connection. Raises OperatorError that names the setting and never quotes a connection string."""
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=_CONNECT_TIMEOUT_S, application_name="kinerja")
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split())
        raise OperatorError(f"The database of {setting} cannot be used: {said}") from None
    except psycopg.ProgrammingError:
        raise OperatorError(
            f"{setting} is no connection string: write postgresql://role:password@host/database or 'host=… user=…'."
        ) from None


def _owner_may_create(owner: psycopg.Connection[Any], setting: str) -> None:
    ((user, database, public),) = owner.execute(_OWNER).fetchall()
    if not (database and public):
        raise OperatorError(
            f"The role {user} of {setting} may not create schemas in the database: make it the owner of it. {_SEE}"
        )


def _service_is_one(service: psycopg.Connection[Any], *, alone: bool) -> None:
    """The log grants its rights to one role: the service is it, unless it works alone, as the owner."""
    row = service.execute(_SERVICE, [SERVICE]).fetchone()
    if row is None:
        raise OperatorError(
            f"The server has no role {SERVICE}, to which the log grants its rights: create it. {_SEE}"
        )
    user, member = row
    if not (member or alone):
        raise OperatorError(f"The role {user} of KINERJA_DATABASE_URL is not {SERVICE}: connect as that role. {_SEE}")
