"""Temporary tables, in which a load rehearses and an export numbers what has no code."""

from typing import Any

from psycopg import Connection, errors

from kinerja.operating import OperatorError


def make_temporary(connection: Connection[Any], statements: str) -> None:
    """Make temporary tables. Raises OperatorError when the service's role may not."""
    try:
        connection.execute(statements.encode())
    except errors.InsufficientPrivilege:
        role, database = connection.info.user, connection.info.dbname
        raise OperatorError(
            f"{role} may make no temporary tables. As the owner: GRANT TEMPORARY ON DATABASE {database} TO {role}"
        ) from None
