"""One pool of connections to the log for all agencies of a process."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import psycopg
from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg import Connection, sql
from psycopg.rows import DictRow, dict_row

# One round trip: sent without parameters, several statements may go together.
_BEGIN = {
    "READ COMMITTED": sql.SQL("BEGIN; SELECT set_config('kinerja.agency', {agency}, true)"),
    "REPEATABLE READ": sql.SQL(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT set_config('kinerja.agency', {agency}, true)"
    ),
}


_PLANS = "-c plan_cache_mode=force_generic_plan"
"""Everything in the log is looked up by key: one plan serves all values, and none is made twice."""


class LogDatastore(PostgresDatastore):
    """The library's datastore on a connection string of ours, with the agency of each transaction set.

    Everything that reads the log passes ``scoped``: row-level security shows nothing without it.
    """

    def __init__(self, service: str, *, size: int = 8) -> None:
        self.pool = ConnectionPool(
            service,
            connection_class=Connection[DictRow],
            kwargs={
                "row_factory": dict_row,
                "autocommit": True,
                "application_name": "kinerja-log",
                "options": _PLANS,
            },
            min_size=1,
            max_size=size,
            open=False,
            timeout=10,
        )
        self.pool_open_timeout: float | None = None
        self.psycopg_type_adapters: dict[str, Any] = {}

    @contextmanager
    def scoped(
        self, agency: str, isolation: Literal["READ COMMITTED", "REPEATABLE READ"] = "READ COMMITTED"
    ) -> Iterator[Connection[DictRow]]:
        """A connection in a transaction that sees the rows of one agency only."""
        with contextlib.ExitStack() as stack:
            connection = self._begun(stack, _BEGIN[isolation].format(agency=sql.Literal(agency)))
            try:
                yield connection
            except BaseException:
                with contextlib.suppress(psycopg.OperationalError):
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _begun(self, stack: contextlib.ExitStack, begin: sql.Composed) -> Connection[DictRow]:
        """A connection on which a transaction was begun: another one where the first had died in the pool."""
        connection = stack.enter_context(self.get_connection())
        try:
            connection.execute(begin)
        except psycopg.OperationalError:
            self.pool.check()
            connection = stack.enter_context(self.get_connection())
            connection.execute(begin)
        return connection
