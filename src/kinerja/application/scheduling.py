"""The scheduler: the passing of every deadline becomes a fact, once, by any number of processes, also after a pause.

Collections whose last day is over are closed by it, and what was answered in them is released. The keys of what is
to be erased are deleted by it.

What is due is read from the read models, as a list of things to look at; whether it has passed is decided on its
stream. The command that records it has an id of its own, which nobody else can use, so that a second one finds
the receipt of the first.
"""

import logging
import threading
from typing import Any
from uuid import UUID

import psycopg

from kinerja.application.commands import Commands, Request
from kinerja.application.deadlines import PassDeadline
from kinerja.application.erasing import erase_due
from kinerja.application.holding import held
from kinerja.application.releasing import release_due
from kinerja.application.work import OPERATOR
from kinerja.domain.refusals import Refused
from kinerja.domain.rulebook.commands import COMMAND_ID_REUSED

_log = logging.getLogger(__name__)
_POLL_S = 5.0
_RETRY_S = 5.0
_SCHEDULER = UUID("5ced0b1e-7c1b-4d57-9a54-0b2d2b2b2b02")
_DUE = "SELECT agency, deadline FROM log.due_deadlines(%s)"


def pass_due(connection: psycopg.Connection[Any], commands: Commands, stopping: threading.Event) -> int:
    """Record every deadline that the clock has passed; gives how many were looked at.

    Nothing while another process is at it. One that cannot be recorded is logged and keeps no other from it.
    """
    with held(connection, _SCHEDULER) as mine:
        due = connection.execute(_DUE, [commands.clock()]).fetchall() if mine else []
        for number, (agency, deadline) in enumerate(due):
            if stopping.is_set():
                return number
            _pass(commands, agency, deadline)
        return len(due)


def _pass(commands: Commands, agency: str, deadline: UUID) -> None:
    command = PassDeadline(deadline_id=deadline)
    try:
        commands.execute(Request(agency, OPERATOR, commands.logs.secrets.own_id(deadline, "passed"), command))
    except Refused as refused:
        if refused.names(COMMAND_ID_REUSED):  # nobody but us can have: it must be looked into
            _log.exception("deadline %s of %s could not be recorded as passed", deadline, agency)
        else:  # extended, and the read models do not show it yet
            _log.info("deadline %s of %s is left alone: %s", deadline, agency, refused)
    except Exception:
        _log.exception("deadline %s of %s could not be recorded as passed", deadline, agency)


class SchedulerThread:
    """The scheduler at work in the background. The clock is that of the commands."""

    def __init__(self, service: str, commands: Commands, poll_s: float = _POLL_S) -> None:
        self._service = service
        self._commands = commands
        self._poll_s = poll_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)

    def start(self) -> None:
        """Begin to look for deadlines."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the one at hand and end; the rest is made up later."""
        self._stopping.set()
        self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether it is at work."""
        return self._thread.is_alive() and not self._stopping.is_set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._watch()
            except Exception:
                _log.exception("deadlines could not be looked at; trying again")
                self._stopping.wait(_RETRY_S)

    def _watch(self) -> None:
        with psycopg.connect(self._service, autocommit=True, application_name="kinerja-scheduler") as connection:
            while not self._stopping.is_set():
                pass_due(connection, self._commands, self._stopping)
                release_due(connection, self._commands, self._stopping)
                erase_due(connection, self._commands, self._stopping)
                self._stopping.wait(self._poll_s)
