"""Digesting: what a page of facts changes in the read models, worked out in memory.

It takes most of the time of filling. For a long log it is done by processes of its own, which digest the next pages
while the one before is written.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import psycopg

from kinerja.log.mapper import FactMapper
from kinerja.log.sealing import KeyRing
from kinerja.projections.cells import line_of, text_cell, uuid_cell
from kinerja.projections.facts import texts_shown, write_fact
from kinerja.projections.page_rows import PageRows
from kinerja.projections.recorded import read_page
from kinerja.projections.rows import Handler

PROCESSES = 2
"""With one that writes and the database, as much as two CPUs do; on more it is no slower."""
_AT_ONCE = 250
"""Facts that are in memory at the same time: an explained evaluation alone is thousands of objects."""
Digest = Callable[[str, int, int], "Future[Digested]"]
"""Asks for the page of an agency after one position and up to another."""


@dataclass(frozen=True)
class Digested:
    """All that a page of facts changes; when its last fact was recorded, in microseconds."""

    rows: PageRows
    facts: int
    position: int
    recorded_us: int


class Digester:
    """Reads pages of the log as the owner, and works out what they change."""

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        keys: KeyRing,
        mapper_of: Callable[[str], FactMapper],
        handlers: Mapping[str, Handler],
    ) -> None:
        self._connection = connection
        self._keys = keys
        self._mapper_of = mapper_of
        self._handlers = handlers

    def digest(self, agency: str, after: int, until: int) -> Digested:
        """The page after one position and up to another. Raises ValueError when a position is missing."""
        rows, recorded_us = PageRows(agency), 0
        for start in range(after, until, _AT_ONCE):
            recorded_us = self._digest(rows, start, min(start + _AT_ONCE, until))
        return Digested(rows, until - after, until, recorded_us)

    def _digest(self, rows: PageRows, after: int, until: int) -> int:
        """A part of a page; says when its last fact was recorded."""
        batch = read_page(self._connection, self._mapper_of(rows.agency), rows.agency, (after, until), until - after)
        if len(batch) != until - after:
            raise ValueError(f"the log of {rows.agency} has a hole between positions {after} and {until}")
        found = [texts_shown(rows.agency, recorded.fact) for recorded in batch]
        self._keys.warm(placed.key for of_fact in found for placed in of_fact)
        for recorded, texts in zip(batch, found, strict=True):
            for placed in texts:
                clear = self._keys.open(placed.key, placed.text.sealed or "", placed.place)
                if clear is not None:
                    of, category = uuid_cell(placed.key.subject), str(placed.key.category)
                    rows.texts.append(line_of([uuid_cell(placed.id), of, category, text_cell(clear)]))
            write_fact(rows, recorded, self._handlers)
        return batch[-1].recorded_us


MadeDigester = Callable[[], contextlib.AbstractContextManager[Digester]]
"""Makes a digester, for as long as the context lasts."""


@contextlib.contextmanager
def in_a_thread(make: MadeDigester) -> Iterator[Digest]:
    """Digest in this process, beside the thread that writes."""
    with make() as digester, ThreadPoolExecutor(1, "digesting") as thread:
        yield lambda *page: thread.submit(digester.digest, *page)


@contextlib.contextmanager
def in_processes(make: MadeDigester) -> Iterator[Digest]:
    """Digest in processes of their own, each of which makes its digester itself."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, initializer=_begin, initargs=(make,)) as processes:
        yield lambda *page: processes.submit(_digest, *page)


_OWN = contextlib.ExitStack()
_DIGESTERS: list[Digester] = []
"""The digester of this process, when digesting is all it does."""


def _begin(make: MadeDigester) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks is the one to be interrupted
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _DIGESTERS.append(_OWN.enter_context(make()))
    gc.disable()  # what is digested has no cycles


def _end_with_parent() -> None:
    """A parent that is killed cannot stop us: without this we would wait for its pages for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _digest(*page: Any) -> Digested:
    return _DIGESTERS[0].digest(*page)
