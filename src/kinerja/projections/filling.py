"""Filling: a whole log into the bare tables of a new generation, in large pages, each row by COPY.

The same handlers as the follower's say what each fact changes; what a page does to a table is worked out in
memory, with its history, so that no trigger runs and no index but the keys is kept meanwhile. Runs as the owner:
COPY does not go through row-level security, and nobody reads these tables yet.
"""

import contextlib
import gc
import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import psycopg

from kinerja.projections.digesting import PROCESSES, Digest, Digested, MadeDigester, in_a_thread, in_processes
from kinerja.projections.page_writing import PageWriter

_log = logging.getLogger(__name__)
PAGE = 5_000
LONG = 50_000
"""A log with so many facts is worth the start of processes that digest it."""
_AHEAD = PROCESSES + 1
_SAID_EVERY = 20
_GARBAGE = (2_000_000, 10, 10)
_HEADS = "SELECT agency, head FROM log.all_heads()"
_OPTIONS = "-c timezone=UTC -c synchronous_commit=off"
"""Nothing is lost by a crash: a generation that was not finished is thrown away, and its last commit waits."""
_REACHED = """
INSERT INTO tracking (agency, position, recorded_us, rights_position) VALUES (%s, %s, %s, %s)
ON CONFLICT (agency) DO UPDATE SET position = EXCLUDED.position, recorded_us = EXCLUDED.recorded_us,
                                   rights_position = GREATEST(tracking.rights_position, EXCLUDED.rights_position)
"""
_FORGET = "DELETE FROM texts WHERE agency = %s AND subject = %s AND category = %s"
_PLANNING = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
"""Rows are looked up by key in tables that were never analysed."""


class Filling:
    """Fills one schema from the log. ``filled`` is told the agency and how many facts came in with each page.

    ``make`` makes a digester, here or in another process; ``long`` facts make a log a long one.
    """

    def __init__(
        self,
        owner: str,
        make: MadeDigester,
        filled: Callable[[str, int], None] = lambda _agency, _facts: None,
        long: int = LONG,
    ) -> None:
        self._owner = owner
        self._make = make
        self._filled = filled
        self._long = long

    def fill(self, schema: str, until: int | None = None, page: int = PAGE) -> None:
        """Fill the tables of a schema with every agency's log, up to its present end or a position.

        Where a fact cannot be digested, its agency is filled up to the page before: the follower, who goes on
        from there, finds the fact and says so.
        """
        with contextlib.ExitStack() as stack:
            stack.enter_context(_seldom_collected())
            writing = stack.enter_context(self._connect(schema))
            goals = {
                agency: head if until is None else min(head, until)
                for agency, head in writing.execute(_HEADS).fetchall()
            }
            is_long = sum(goals.values()) >= self._long
            digest = stack.enter_context(in_processes(self._make) if is_long else in_a_thread(self._make))
            for agency, goal in goals.items():
                self._fill_agency(writing, agency, _pages(digest, agency, goal, page))

    def _connect(self, schema: str) -> psycopg.Connection[Any]:
        options = f"-c search_path={schema},public {_OPTIONS} {_PLANNING}"
        return psycopg.connect(self._owner, autocommit=True, application_name="kinerja-filling", options=options)

    def _fill_agency(self, writing: psycopg.Connection[Any], agency: str, pages: Iterator[Digested]) -> None:
        """Write page after page while the next ones are digested."""
        position = 0
        try:
            for number, page in enumerate(pages, 1):
                _write(writing, page)
                position = page.position
                self._filled(agency, page.facts)
                if number % _SAID_EVERY == 0:
                    _log.info("read models of %s are built up to position %s", agency, position)
        except psycopg.OperationalError:
            raise
        except Exception as error:
            _log.warning("filling of %s stops before position %s", agency, position, exc_info=error)


def _pages(digest: Digest, agency: str, goal: int, page: int) -> Iterator[Digested]:
    """The log of an agency in pages, in their order; the next ones are under way."""
    coming: deque[Future[Digested]] = deque()
    for after in range(0, goal, page):
        coming.append(digest(agency, after, min(after + page, goal)))
        if len(coming) > _AHEAD:
            yield coming.popleft().result()
    while coming:
        yield coming.popleft().result()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """A page is a million objects without cycles: looking for some among them takes a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*_GARBAGE)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _write(connection: psycopg.Connection[Any], page: Digested) -> None:
    """One page, with its position, in one transaction."""
    rows = page.rows
    with connection.transaction():
        writer = PageWriter(connection, rows.agency)
        for forgotten in rows.forgotten:
            connection.execute(_FORGET, [rows.agency, *forgotten])
        writer.copy("texts", ("id", "subject", "category", "content"), rows.texts)
        for appended in rows.appended:
            writer.append(appended)
        for changed in rows.tables:
            writer.write(changed)
        connection.execute(
            _REACHED,
            [rows.agency, page.position, page.recorded_us, rows.rights_position],
        )
