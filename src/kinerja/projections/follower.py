"""The follower: brings every agency's read models up to its log, page by page, each page one transaction.

The tracking row of an agency is the lease. Any number of processes may follow; who dies in mid-page loses
nothing, because rows and position commit together. A fact that a handler cannot digest stops its agency,
loudly, and no other. A generation that another version of the service built is left alone: its mark is looked
at under the lease.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import psycopg

from kinerja.log.mapper import FactMapper, PlacedText
from kinerja.log.sealing import KeyRing
from kinerja.projections.facts import texts_shown, write_fact
from kinerja.projections.listening import Listener, Nobody
from kinerja.projections.live_rows import LiveRows
from kinerja.projections.recorded import Recorded, read_page
from kinerja.projections.rows import Handler
from kinerja.projections.store import read_model_version

_log = logging.getLogger(__name__)
PAGE = 500
_NO_END = 2**62
_PREPARED = 500
"""Statements for each number of rows that go together."""

_LAGGING = """
SELECT obj_description(to_regnamespace(%s), 'pg_namespace'), array(SELECT agency FROM log.lagging(%s))
"""
# The mark is that of the schema in which the locked row lies, whatever it is called by now.
_CLAIM = """
SELECT t.position, obj_description(c.relnamespace, 'pg_namespace')
  FROM tracking t JOIN pg_class c ON c.oid = t.tableoid
 WHERE t.agency = %s FOR UPDATE OF t SKIP LOCKED
"""
_ADVANCE = """
UPDATE tracking SET position = %s, recorded_us = %s, rights_position = coalesce(%s, rights_position) WHERE agency = %s
"""
_STALL = """
UPDATE tracking SET stalled_position = %s, stalled_topic = %s, stalled_error = %s WHERE agency = %s
"""
_TEXT = """
INSERT INTO texts (agency, id, subject, category, content) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


class OtherGeneration(Exception):
    """The read models were built by another version of the service: only that one writes them."""


class Follower:
    """Follows the log into one schema of read models, to its end or ``until`` a position.

    ``reached`` is told how far an agency has come, ``listener`` what was done.
    """

    def __init__(  # noqa: PLR0913 - the parts of a follower, put together in one place
        self,
        service: str,
        keys: KeyRing,
        mapper_of: Callable[[str], FactMapper],
        handlers: Mapping[str, Handler],
        *,
        schema: str = "read",
        until: int | None = None,
        reached: Callable[[str, int], None] = lambda _agency, _position: None,
        listener: Listener | None = None,
    ) -> None:  # fmt: skip
        self._service = service
        self._keys = keys
        self._mapper_of = mapper_of
        self._handlers = handlers
        self._schema = schema
        self._until = until if until is not None else _NO_END
        self._reached = reached
        self._listener = listener or Nobody()
        self._connection: psycopg.Connection[Any] | None = None

    def step(self, page: int = PAGE) -> int:
        """Bring the agency that lags most forward by a page; gives the number of facts, 0 when all is level.

        Raises OtherGeneration.
        """
        connection = self._connected()
        ((mark, lagging),) = connection.execute(_LAGGING, [self._schema, self._schema]).fetchall()
        self._must_be_ours(mark)
        for agency in lagging:
            followed = self._follow(connection, agency, page)
            if followed:
                return followed
        return 0

    def catch_up(self) -> int:
        """Follow until nothing lags; gives the number of facts."""
        total = 0
        while followed := self.step():
            total += followed
        return total

    def forgive(self) -> None:
        """Try stalled agencies again: this process may know what the one before did not."""
        connection = self._connected()
        for (agency,) in connection.execute("SELECT agency FROM log.all_heads()").fetchall():
            with connection.transaction():
                if self._lease(connection, agency) is None:
                    continue
                connection.execute(
                    "UPDATE tracking SET stalled_position = NULL, stalled_topic = NULL, stalled_error = NULL"
                    " WHERE agency = %s AND stalled_position IS NOT NULL",
                    [agency],
                )

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(
                self._service,
                autocommit=True,
                application_name="kinerja-follower",
                options=f"-c search_path={self._schema},public -c timezone=UTC",
            )
            self._connection.prepared_max = _PREPARED
        return self._connection

    @staticmethod
    def _scope(connection: psycopg.Connection[Any], agency: str) -> None:
        connection.execute("SELECT set_config('kinerja.agency', %s, true)", [agency], prepare=True)

    def _follow(self, connection: psycopg.Connection[Any], agency: str, page: int) -> int:
        began = time.perf_counter()
        try:
            with connection.pipeline(), connection.transaction():
                batch = self._claim(connection, agency, page)
                if batch:
                    self._apply(connection, agency, batch)
        except (psycopg.OperationalError, OtherGeneration):
            raise
        except Exception as error:  # whichever fact it was is found one by one
            _log.warning("a page of %s failed; following it fact by fact", agency, exc_info=error)
            return self._follow_singly(connection, agency)
        if batch:
            self._reached(agency, batch[-1].position)
            self._listener.page(agency, batch[-1].position, len(batch), time.perf_counter() - began)
        return len(batch)

    def _follow_singly(self, connection: psycopg.Connection[Any], agency: str) -> int:
        """One fact in its own transaction; marks the agency stalled when that fact is the poisoned one."""
        recorded: Recorded | None = None
        began = time.perf_counter()
        try:
            with connection.transaction():
                batch = self._claim(connection, agency, 1)
                if not batch:
                    return 0
                recorded = batch[0]
                self._apply(connection, agency, batch)
        except (psycopg.OperationalError, OtherGeneration):
            raise
        except Exception as error:
            self._stall(connection, agency, recorded, error)
            return 0
        self._reached(agency, recorded.position)
        self._listener.page(agency, recorded.position, 1, time.perf_counter() - began)
        return 1

    def _claim(self, connection: psycopg.Connection[Any], agency: str, page: int) -> Sequence[Recorded]:
        """Take the lease of an agency and read its next facts; empty when another process has the lease."""
        position = self._first_lease(connection, agency)
        if position is None:
            return []
        return read_page(connection, self._mapper_of(agency), agency, (position, self._until), page)

    def _lease(self, connection: psycopg.Connection[Any], agency: str) -> int | None:
        """Lock the tracking row of an agency and give its position; None when it is not there or held by another.

        Until the transaction ends no swap can happen. Raises OtherGeneration.
        """
        self._scope(connection, agency)
        row = connection.execute(_CLAIM, [agency], prepare=True).fetchone()
        if row is None:
            return None
        position, mark = row
        self._must_be_ours(mark)
        return int(position)

    def _first_lease(self, connection: psycopg.Connection[Any], agency: str) -> int | None:
        """The lease of an agency that may have no tracking row yet."""
        position = self._lease(connection, agency)
        if position is None:
            connection.execute("INSERT INTO tracking (agency) VALUES (%s) ON CONFLICT DO NOTHING", [agency])
            position = self._lease(connection, agency)
        return position

    @staticmethod
    def _must_be_ours(mark: str | None) -> None:
        if mark != read_model_version():
            raise OtherGeneration(f"the read models are of version {mark}, this process is of {read_model_version()}")

    def _apply(self, connection: psycopg.Connection[Any], agency: str, batch: Sequence[Recorded]) -> None:
        """Write everything that a page changes, and its position."""
        texts = [texts_shown(agency, recorded.fact) for recorded in batch]
        self._keys.warm(placed.key for of_fact in texts for placed in of_fact)
        rows = LiveRows(connection.cursor(), agency)
        for recorded, of_fact in zip(batch, texts, strict=True):
            self._open(connection, agency, of_fact)
            write_fact(rows, recorded, self._handlers)
        rows.flush()
        self._advance(connection, agency, batch[-1], rows.rights_position or None)

    def _open(self, connection: psycopg.Connection[Any], agency: str, texts: Sequence[PlacedText]) -> None:
        """The texts of a fact in clear, but for those whose key is gone."""
        for placed in texts:
            clear = self._keys.open(placed.key, placed.text.sealed or "", placed.place)
            if clear is not None:
                row = [agency, placed.id, placed.key.subject, str(placed.key.category), clear]
                connection.execute(_TEXT, row, prepare=True)

    @staticmethod
    def _advance(connection: psycopg.Connection[Any], agency: str, last: Recorded, rights: int | None) -> None:
        """Move the tracking row on, and with it the last position that changed rights, unless none did."""
        connection.execute(_ADVANCE, [last.position, last.recorded_us, rights, agency], prepare=True)

    def _stall(
        self, connection: psycopg.Connection[Any], agency: str, recorded: Recorded | None, error: Exception
    ) -> None:
        position = recorded.position if recorded else None
        topic = type(recorded.fact).__name__ if recorded else None
        fields = {"agency": agency, "position": position, "fact": topic}
        _log.critical(
            "agency %s is stalled at position %s by %s", *fields.values(), exc_info=error, extra={"fields": fields}
        )
        self._listener.stalled()
        with connection.transaction():
            reached = self._first_lease(connection, agency)
            if reached is None:
                return  # another process is at it, and will find the same
            position = position or reached + 1
            # The kind of error only: its text could quote a row.
            connection.execute(_STALL, [position, topic, type(error).__name__, agency])
