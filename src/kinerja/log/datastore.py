"""One pool of connections to the log for all agencies of a process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg import Connection
from psycopg.rows import DictRow, dict_row


class LogDatastore(PostgresDatastore):
    """The library's datastore on a connection string of ours, with the agency of each transaction set.

    Everything that reads the log passes ``scoped``: row-level security shows nothing without it.
    """

    def __init__(self, service: str, *, size: int = 8) -> None:
        self.pool = ConnectionPool(
            service,
            connection_class=Connection[DictRow],
            kwargs={"row_factory": dict_row, "autocommit": True, "application_name": "kinerja-log"},
            min_size=1,
            max_size=size,
            open=False,
            timeout=10,
            check=ConnectionPool.check_connection,
        )
        self.pool_open_timeout: float | None = None
        self.psycopg_type_adapters: dict[str, Any] = {}

    @contextmanager
    def scoped(
        self, agency: str, isolation: Literal["READ COMMITTED", "REPEATABLE READ"] = "READ COMMITTED"
    ) -> Iterator[Connection[DictRow]]:
        """A connection in a transaction that sees the rows of one agency only."""
        with self.get_connection() as connection, connection.transaction():
            if isolation == "REPEATABLE READ":
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.execute("SELECT set_config('kinerja.agency', %s, true)", [agency], prepare=True)
            yield connection
