"""Batches at work in the background: any number of processes, each batch by one of them at a time.

A batch that fails keeps no other from its turn: it is logged and taken up again after a pause, ever longer.
"""

import logging
import threading
import time
from typing import Any
from uuid import UUID

import psycopg

from kinerja.application.batches import run_batch
from kinerja.application.commands import Commands
from kinerja.application.holding import held

_log = logging.getLogger(__name__)
_POLL_S = 0.5
_RETRY_S = 2.0
_LONGEST_RETRY_S = 120.0


class Pauses:
    """How long what failed is left alone: ``shortest`` at first, twice as long after every failure."""

    def __init__(self, shortest: float, longest: float) -> None:
        self._shortest = shortest
        self._longest = longest
        self._of: dict[UUID, tuple[float, float]] = {}

    def are_over(self, id: UUID, now: float) -> bool:
        """Whether it may be tried."""
        return id not in self._of or now >= self._of[id][1]

    def lengthen(self, id: UUID, now: float) -> float:
        """It failed: gives the pause from now on, in seconds."""
        pause = min(2 * self._of[id][0], self._longest) if id in self._of else self._shortest
        self._of[id] = (pause, now + pause)
        return pause

    def end(self, id: UUID) -> None:
        """It succeeded."""
        self._of.pop(id, None)


class BatchThread:
    """Takes up every batch that is not finished, also those that another process left behind."""

    def __init__(self, service: str, commands: Commands) -> None:
        self._service = service
        self._commands = commands
        self._pauses = Pauses(_RETRY_S, _LONGEST_RETRY_S)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="batches", daemon=True)

    def start(self) -> None:
        """Begin to look for batches."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the item at hand and end; the rest is taken up later."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._take_up()
            except Exception:
                _log.exception("batches could not be taken up; trying again")
                self._pauses = Pauses(_RETRY_S, _LONGEST_RETRY_S)  # what failed meanwhile may have failed of that
                self._stopping.wait(_RETRY_S)
            self._stopping.wait(_POLL_S)

    def _take_up(self) -> None:
        with psycopg.connect(self._service, autocommit=True, application_name="kinerja-batches") as connection:
            while not self._stopping.is_set():
                for agency, batch in connection.execute("SELECT agency, batch FROM log.unfinished_batches()"):
                    if self._pauses.are_over(batch, time.monotonic()):
                        self._one(connection, agency, batch)
                self._stopping.wait(_POLL_S)

    def _one(self, connection: psycopg.Connection[Any], agency: str, batch: UUID) -> None:
        with held(connection, batch) as mine:
            if not mine:
                return
            try:
                run_batch(self._commands, agency, batch, self._stopping)
            except Exception:
                pause = self._pauses.lengthen(batch, time.monotonic())
                _log.exception("batch %s of %s failed; trying again in %.0f s", batch, agency, pause)
            else:
                self._pauses.end(batch)
