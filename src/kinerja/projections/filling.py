"""Filling: a whole log into the bare tables of a new generation, in large pages, each row by COPY.

The same handlers as the follower's say what each fact changes; what a page does to a table is worked out in
memory, with its history, so that no trigger runs and no index but the keys is kept meanwhile. Runs as the owner:
COPY does not go through row-level security, and nobody reads these tables yet.
"""

import gc
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg

from kinerja.log.mapper import FactMapper, texts_of
from kinerja.log.sealing import KeyRing
from kinerja.projections.audit import enter
from kinerja.projections.cells import line_of, text_cell, uuid_cell
from kinerja.projections.page_rows import PageRows
from kinerja.projections.page_writing import PageWriter
from kinerja.projections.recorded import Recorded, read_page
from kinerja.projections.rows import Handler

_log = logging.getLogger(__name__)
PAGE = 5_000
_SAID_EVERY = 20
_GARBAGE = (2_000_000, 10, 10)
_HEADS = "SELECT agency, head FROM log.all_heads()"
_OPTIONS = "-c timezone=UTC -c synchronous_commit=off"
"""Nothing is lost by a crash: a generation that was not finished is thrown away, and its last commit waits."""
_PLANNING = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
"""Rows are looked up by key in tables that were never analysed."""


class Filling:
    """Fills one schema from the log. ``filled`` is told the agency and how many facts came in with each page."""

    def __init__(
        self,
        owner: str,
        keys: KeyRing,
        mapper_of: Callable[[str], FactMapper],
        handlers: Mapping[str, Handler],
        filled: Callable[[str, int], None] = lambda _agency, _facts: None,
    ) -> None:
        self._owner = owner
        self._keys = keys
        self._mapper_of = mapper_of
        self._handlers = handlers
        self._filled = filled

    def fill(self, schema: str, until: int | None = None, page: int = PAGE) -> None:
        """Fill the tables of a schema with every agency's log, up to its present end or a position.

        Where a fact cannot be digested, its agency is filled up to the page before: the follower, who goes on
        from there, finds the fact and says so.
        """
        with (
            _seldom_collected(),
            self._connect(schema) as reading,
            self._connect(schema) as writing,
            ThreadPoolExecutor(1) as writer,
        ):
            for agency, head in reading.execute(_HEADS).fetchall():
                goal = head if until is None else min(head, until)
                pages = self._pages(reading, agency, goal, page)
                self._fill_agency(pages, agency, lambda *done: writer.submit(_write, writing, *done))

    def _connect(self, schema: str) -> psycopg.Connection[Any]:
        options = f"-c search_path={schema},public {_OPTIONS} {_PLANNING}"
        return psycopg.connect(self._owner, autocommit=True, application_name="kinerja-filling", options=options)

    def _pages(
        self, connection: psycopg.Connection[Any], agency: str, head: int, page: int
    ) -> Iterator[Sequence[Recorded]]:
        """The log of an agency in pages; the next is read while one is worked on."""
        mapper = self._mapper_of(agency)
        with ThreadPoolExecutor(1) as reader:
            coming = reader.submit(read_page, connection, mapper, agency, (0, head), page)
            while batch := coming.result():
                coming = reader.submit(read_page, connection, mapper, agency, (batch[-1].position, head), page)
                yield batch

    def _fill_agency(
        self,
        pages: Iterator[Sequence[Recorded]],
        agency: str,
        write: Callable[[PageRows, Recorded, int], "Future[int]"],
    ) -> None:
        """Digest a page while the one before is written."""
        position, under_way = 0, None
        try:
            for number, batch in enumerate(pages, 1):
                digested = self._digest(agency, batch)
                self._finish(agency, under_way)
                under_way = write(digested, batch[-1], len(batch))
                position = batch[-1].position
                if number % _SAID_EVERY == 0:
                    _log.info("read models of %s are built up to position %s", agency, position)
            self._finish(agency, under_way)
        except psycopg.OperationalError:
            raise
        except Exception as error:
            _log.warning("filling of %s stops before position %s", agency, position, exc_info=error)

    def _finish(self, agency: str, under_way: "Future[int] | None") -> None:
        if under_way is not None:
            self._filled(agency, under_way.result())

    def _digest(self, agency: str, batch: Sequence[Recorded]) -> PageRows:
        """Everything the facts of a page change."""
        rows = PageRows(agency)
        found = [list(texts_of(agency, recorded.fact)) for recorded in batch]
        self._keys.warm(placed.key for of_fact in found for placed in of_fact)
        for recorded, texts in zip(batch, found, strict=True):
            for placed in texts:
                clear = self._keys.open(placed.key, placed.text.sealed or "", placed.place)
                if clear is not None:
                    of, category = uuid_cell(placed.key.subject), str(placed.key.category)
                    rows.texts.append(line_of([uuid_cell(placed.id), of, category, text_cell(clear)]))
            rows.position = recorded.position
            handler = self._handlers.get(type(recorded.fact).__name__)
            if handler is not None:
                handler(rows, recorded.fact)
            enter(rows, recorded.fact, recorded.recorded_at)
        return rows


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """A page is a million objects without cycles: looking for some among them takes a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*_GARBAGE)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _write(connection: psycopg.Connection[Any], rows: PageRows, last: Recorded, facts: int) -> int:
    """One page, with its position, in one transaction."""
    with connection.transaction():
        writer = PageWriter(connection, rows.agency)
        writer.copy("texts", ("id", "subject", "category", "content"), rows.texts)
        for appended in rows.appended:
            writer.append(appended)
        for changed in rows.tables:
            writer.write(changed)
        connection.execute(
            "INSERT INTO tracking (agency, position, recorded_us) VALUES (%s, %s, %s)"
            " ON CONFLICT (agency) DO UPDATE SET position = EXCLUDED.position, recorded_us = EXCLUDED.recorded_us",
            [rows.agency, last.position, last.recorded_us],
        )
    return facts
