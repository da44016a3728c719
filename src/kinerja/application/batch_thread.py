"""Batches at work in the background: any number of processes, each batch by one of them at a time."""

import logging
import threading

import psycopg

from kinerja.application.batches import run_batch
from kinerja.application.commands import Commands
from kinerja.application.holding import held

_log = logging.getLogger(__name__)
_POLL_S = 0.5
_RETRY_S = 2.0


class BatchThread:
    """Takes up every batch that is not finished, also those that another process left behind."""

    def __init__(self, service: str, commands: Commands) -> None:
        self._service = service
        self._commands = commands
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
                self._stopping.wait(_RETRY_S)
            self._stopping.wait(_POLL_S)

    def _take_up(self) -> None:
        with psycopg.connect(self._service, autocommit=True, application_name="kinerja-batches") as connection:
            while not self._stopping.is_set():
                for agency, batch in connection.execute("SELECT agency, batch FROM log.unfinished_batches()"):
                    with held(connection, batch) as mine:
                        if mine:
                            run_batch(self._commands, agency, batch, self._stopping)
                self._stopping.wait(_POLL_S)
