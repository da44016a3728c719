"""Carry out a batch and kill this process behind so many commands; run in a process of its own."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

from kinerja.application.batches import run_batch
from kinerja.application.commands import Commands, Request
from kinerja.application.receipts import Receipt
from kinerja.database.connections import Database
from kinerja.log.sealing import Secrets
from kinerja.service import service_on


class Killed(Commands):
    """Commands of a process that dies behind the last of them, before it has its receipt."""

    left = 0

    def execute(self, request: Request) -> Receipt:
        """Carry it out, and die when it was the last."""
        receipt = super().execute(request)
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return receipt


def main(owner: str, service: str, folder: str, agency: str, batch: str, commands: str) -> None:
    """Die in the middle of a batch."""
    with service_on(Database(owner, service), Secrets.load_or_create(Path(folder) / "secrets.json")) as running:
        killed: Any = Killed(running.logs, running.clock)
        killed.left = int(commands)
        run_batch(killed, agency, UUID(batch), threading.Event())


if __name__ == "__main__":
    main(*sys.argv[1:])
