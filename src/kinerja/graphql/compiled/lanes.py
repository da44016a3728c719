"""Lanes: connections that carry one statement at a time, over libpq's own pipeline and the event loop."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import Any

import psycopg
from psycopg import pq

from kinerja.graphql.compiled.statements import Statement
from kinerja.graphql.limits import MOST_SECONDS_OF_STATEMENT

_MOST_PREPARED = 1_000_000
"""Bytes of SQL that a lane keeps prepared; what was not asked for longest goes first."""
_FLUSHED = 0
_CANCELED = b"57014"
_SCOPE = b"SELECT set_config('kinerja.agency', $1, false)"
_OPTIONS = (
    "-c search_path={schema},public -c timezone=UTC -c default_transaction_read_only=on -c jit=off"
    " -c statement_timeout={seconds}s"
)


Row = tuple[bytes | None, ...]


class LaneFailed(Exception):
    """The statement gave no row; the ordinary resolvers answer, and say what is wrong if they cannot."""


class StatementTooSlow(LaneFailed):
    """The statement ran longer than one may."""


class Lanes:
    """A few lanes; who finds none free waits for the first that is."""

    def __init__(self, url: str, size: int, schema: str = "read") -> None:
        self._url = url
        self._options = _OPTIONS.format(schema=schema, seconds=MOST_SECONDS_OF_STATEMENT)
        self._free: asyncio.LifoQueue[_Lane | None] = asyncio.LifoQueue()
        self._size = size
        self._all: set[_Lane] = set()

    def open(self) -> None:
        """Let so many be used; each connects when it is first needed."""
        for _ in range(self._size):
            self._free.put_nowait(None)

    async def close(self) -> None:
        """Close every connection."""
        for lane in list(self._all):
            await lane.close()
        self._all.clear()

    async def ask(self, agency: str, statement: Statement, parameters: Sequence[bytes | None]) -> Row:
        """The one row of a statement, its columns as bytes. Raises LaneFailed."""
        lane = await self._free.get()
        try:
            if lane is None or lane.broken:
                lane = await self._connected(lane)
            return await lane.ask(agency, statement, parameters)
        except psycopg.Error as error:
            raise LaneFailed(type(error).__name__) from error
        finally:
            self._give_back(lane)

    def _give_back(self, lane: "_Lane | None") -> None:
        """A lane whose client went away in the middle is busy until its answer came."""
        if lane is not None and lane.busy is not None and not lane.broken:
            lane.busy.add_done_callback(partial(self._free_again, lane))
        else:
            self._free.put_nowait(lane)

    def _free_again(self, lane: "_Lane", answered: "asyncio.Future[Row]") -> None:
        answered.exception()  # nobody waits for it any more
        self._free.put_nowait(lane)

    async def _connected(self, broken: "_Lane | None") -> "_Lane":
        if broken is not None:
            self._all.discard(broken)
            await broken.close()
        connection = await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, application_name="kinerja-lane", options=self._options, connect_timeout=10
        )
        lane = _Lane(connection)
        self._all.add(lane)
        return lane


class _Lane:
    """One connection in pipeline mode: what is sent for a request goes in one message, and one answer comes back."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self._connection = connection
        self._pg = connection.pgconn
        self._pg.nonblocking = 1
        self._pg.enter_pipeline_mode()
        self._prepared: OrderedDict[bytes, int] = OrderedDict()
        self._bytes_prepared = 0
        self._agency: str | None = None
        self._row: Row | None = None
        self._loop = asyncio.get_running_loop()
        self._socket = self._pg.socket
        self._loop.add_reader(self._socket, self._readable)
        self.busy: asyncio.Future[Row] | None = None
        self.broken = False

    async def ask(self, agency: str, statement: Statement, parameters: Sequence[bytes | None]) -> Row:
        """Send a statement and wait for its row. Raises LaneFailed."""
        self.busy = answered = self._loop.create_future()
        self._row = None
        try:
            self._send(agency, statement, parameters)
        except psycopg.Error as error:
            self._break(type(error).__name__)
        return await asyncio.shield(answered)

    async def close(self) -> None:
        """Close the connection."""
        self._break("closed")
        await self._connection.close()

    def _send(self, agency: str, statement: Statement, parameters: Sequence[bytes | None]) -> None:
        if agency != self._agency:
            self._agency = agency
            self._pg.send_query_params(_SCOPE, [agency.encode()])
        if statement.name in self._prepared:
            self._prepared.move_to_end(statement.name)
        else:
            self._prepare(statement)
        self._pg.send_query_prepared(statement.name, parameters)
        self._pg.pipeline_sync()
        self._flush()

    def _prepare(self, statement: Statement) -> None:
        size = len(statement.sql)
        while self._prepared and self._bytes_prepared + size > _MOST_PREPARED:
            oldest, freed = self._prepared.popitem(last=False)
            self._bytes_prepared -= freed
            self._pg.send_query_params(b"DEALLOCATE " + oldest, [])
        self._pg.send_prepare(statement.name, statement.sql)
        self._prepared[statement.name] = size
        self._bytes_prepared += size

    def _flush(self) -> None:
        if not self.broken and self._pg.flush() != _FLUSHED:
            self._loop.call_later(0.001, self._flush)

    def _readable(self) -> None:
        try:
            self._pg.consume_input()
            while self.busy is not None and not self._pg.is_busy():
                result = self._pg.get_result()
                if result is not None:  # None only parts the results of one command from the next one's
                    self._take(result)
        except psycopg.Error as error:
            self._break(type(error).__name__)

    def _take(self, result: pq.abc.PGresult) -> None:
        match result.status:
            case pq.ExecStatus.PIPELINE_SYNC:
                self._finish()
            case pq.ExecStatus.TUPLES_OK if result.ntuples:
                self._row = tuple(result.get_value(0, column) for column in range(result.nfields))
            case pq.ExecStatus.TUPLES_OK | pq.ExecStatus.COMMAND_OK:
                self._row = None
            case status:
                # What is prepared and set by now is not known: the next request gets a new connection.
                too_slow = result.error_field(pq.DiagnosticField.SQLSTATE) == _CANCELED
                self._break(pq.ExecStatus(status).name, StatementTooSlow if too_slow else LaneFailed)

    def _finish(self) -> None:
        answered, self.busy = self.busy, None
        if answered is None or answered.done():
            return
        if self._row is None:
            answered.set_exception(LaneFailed("no row"))
        else:
            answered.set_result(self._row)

    def _break(self, why: str, kind: type[LaneFailed] = LaneFailed) -> None:
        if self.broken:
            return
        self.broken = True
        self._loop.remove_reader(self._socket)
        answered, self.busy = self.busy, None
        if answered is not None and not answered.done():
            answered.set_exception(kind(why))
