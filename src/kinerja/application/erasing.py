"""Erasing what citizens said in words: a step of the service's own, taken until it is done (D5, H7).

That it is to be erased is a fact; which keys are still there is looked up, so that a step that was interrupted is
taken again, and one that was taken finds nothing to do.
"""

import logging
import threading
from typing import Any
from uuid import UUID

import psycopg

from kinerja.application.agency_log import AgencyLog
from kinerja.application.commands import Commands
from kinerja.application.holding import held
from kinerja.domain.ids import releases_id
from kinerja.domain.releasing import Releases

_log = logging.getLogger(__name__)
_ERASER = UUID("5ced0b1e-7c1b-4d57-9a54-0b2d2b2b2b07")
_DUE = "SELECT agency, stream, collection, released FROM log.due_erasures()"


def erase_due(connection: psycopg.Connection[Any], commands: Commands, stopping: threading.Event) -> int:
    """Delete the keys of all words that are to be erased; gives how many were looked at.

    Nothing while another process is at it. One that fails is logged and keeps no other from it.
    """
    with held(connection, _ERASER) as mine:
        due = connection.execute(_DUE).fetchall() if mine else []
        for number, (agency, stream, collection, released) in enumerate(due):
            if stopping.is_set():
                return number
            _erase(commands, agency, stream, collection if released else None)
        return len(due)


def _erase(commands: Commands, agency: str, stream: UUID, released_from: UUID | None) -> None:
    """Words that were released are sealed twice: in their own stream, and in that of the answer."""
    try:
        log = commands.logs.of(agency)
        answer = _answer_of(log, released_from, stream) if released_from is not None else None
        commands.logs.keys.erase(agency, [stream] if answer is None else [answer, stream])
    except Exception:
        _log.exception("words of %s could not be erased; trying again", agency)


def _answer_of(log: AgencyLog, collection_id: UUID, comment: UUID) -> UUID | None:
    """The answer that released words came with: nothing leads there but trying each."""
    released = log.load(Releases, releases_id(log.agency, collection_id)).released
    return next((id for id in released if log.claim("Comment", str(id)) == comment), None)
