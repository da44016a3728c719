"""Group commit: appends of one agency that arrive in the same moment go into one transaction."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, InterfaceError, OperationalError, StoredEvent

from kinerja.clock import moment
from kinerja.log.datastore import LogDatastore


class CommandRepeated(IntegrityError):
    """The command was recorded before: its receipt says with what result."""


class VersionMoved(IntegrityError):
    """A stream that was written or that the decision depended on has moved meanwhile."""


@dataclass(frozen=True)
class Fence:
    """That a decision rests on there being no fact of certain topics behind a position."""

    position: int
    topics: tuple[str, ...]


@dataclass(frozen=True)
class CommandRecord:
    """What a command leaves beside its facts: its id, who gave it, the hash of its input, the versions it saw.

    ``fence``: what must not have been recorded meanwhile; None: nothing in particular. ``unplaced``: the receipt
    says neither where its facts stand nor when they were recorded.
    """

    command_id: UUID
    input_hmac: bytes
    seen: dict[UUID, int]
    given_by: UUID | None = None
    fence: Fence | None = None
    unplaced: bool = False


@dataclass(frozen=True)
class Appended:
    """Where the last fact of a command stands; without facts the head at that moment and no leaf."""

    position: int
    recorded_at: datetime
    leaf: bytes | None


@dataclass(frozen=True)
class Append:
    """The facts of one command, to be appended; ``now_us`` is the clock of its process."""

    facts: Sequence[StoredEvent]
    command: CommandRecord
    now_us: int


Outcome = Appended | Exception
"""What became of one append. After an InterfaceError or OperationalError only the receipt can tell."""
_LOST = (InterfaceError, OperationalError)

_APPEND = """
SELECT outcome, last_position, last_recorded_us, last_leaf
  FROM log.append_group(%s, %s::uuid[], %s::bigint[], %s::uuid[], %s::bytea[],
                        %s::int[], %s::uuid[], %s::bigint[], %s::text[], %s::bytea[],
                        %s::int[], %s::uuid[], %s::bigint[])
"""

_APPEND_FENCED = _APPEND.replace("append_group(", "append_fenced(%s, %s, ")
_APPEND_UNPLACED = _APPEND.replace("append_group(", "append_unplaced(")


def append_group(datastore: LogDatastore, agency: str, group: Sequence[Append]) -> list[Outcome]:
    """Append a group in one transaction; gives for each command, in order, where it stands or why it does not.

    Raises a PersistenceError when the database refused or lost the group as a whole.
    """
    with datastore.get_connection() as connection:
        rows = connection.execute(_APPEND, _arguments(agency, group), prepare=True).fetchall()
    return [_outcome(row, append) for row, append in zip(rows, group, strict=True)]


def append_fenced(datastore: LogDatastore, agency: str, append: Append, fence: Fence) -> Outcome:
    """Append one command by itself, unless what its fence names stands in the log by now."""
    arguments = [fence.position, list(fence.topics), *_arguments(agency, [append])]
    with datastore.get_connection() as connection:
        (row,) = connection.execute(_APPEND_FENCED, arguments).fetchall()
    return _outcome(row, append)


def append_unplaced(datastore: LogDatastore, agency: str, append: Append) -> Outcome:
    """Append one command by itself, with a receipt that leads nowhere; nothing says where it stands."""
    with datastore.get_connection() as connection:
        (row,) = connection.execute(_APPEND_UNPLACED, _arguments(agency, [append]), prepare=True).fetchall()
    return _outcome(row, append)


def _arguments(agency: str, group: Sequence[Append]) -> list[Any]:
    facts = [(place, fact) for place, append in enumerate(group, 1) for fact in append.facts]
    seen = [(place, *each) for place, append in enumerate(group, 1) for each in append.command.seen.items()]
    return [
        agency,
        [append.command.command_id for append in group],
        [append.now_us for append in group],
        [append.command.given_by for append in group],
        [append.command.input_hmac for append in group],
        [place for place, _ in facts],
        [fact.originator_id for _, fact in facts],
        [fact.originator_version for _, fact in facts],
        [fact.topic for _, fact in facts],
        [fact.state for _, fact in facts],
        [place for place, _, _ in seen],
        [stream for _, stream, _ in seen],
        [version for _, _, version in seen],
    ]


def _outcome(row: dict[str, Any], append: Append) -> Outcome:
    if row["outcome"] == "REPEATED":
        return CommandRepeated(f"command {append.command.command_id} was recorded before")
    if row["outcome"] == "MOVED":
        return VersionMoved(f"a stream of command {append.command.command_id} has moved")
    return Appended(row["last_position"], moment(row["last_recorded_us"]), row["last_leaf"])


def _appended(outcome: Outcome) -> Appended:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@dataclass
class _Waiting:
    """An append and, once it had its turn, what became of it."""

    append: Append
    outcome: Outcome | None = None


class GroupCommit:
    """Takes appends of one agency from any thread; whoever has the turn appends for all that wait.

    ``most`` is the number of commands that go into one transaction; 1: each has its own.
    """

    def __init__(self, datastore: LogDatastore, agency: str, most: int) -> None:
        self._datastore = datastore
        self._agency = agency
        self._most = most
        self._queue: deque[_Waiting] = deque()
        self._turn = threading.Lock()

    def append(self, append: Append) -> Appended:
        """Append and say where it stands. Raises CommandRepeated, VersionMoved or what the database raised."""
        if append.command.fence is not None:
            return _appended(append_fenced(self._datastore, self._agency, append, append.command.fence))
        if append.command.unplaced:
            return _appended(append_unplaced(self._datastore, self._agency, append))
        mine = _Waiting(append)
        self._queue.append(mine)
        with self._turn:
            while mine.outcome is None:
                self._append_for(self._next())
        return _appended(mine.outcome)

    def _next(self) -> list[_Waiting]:
        return [self._queue.popleft() for _ in range(min(self._most, len(self._queue)))]

    def _append_for(self, waiting: Sequence[_Waiting]) -> None:
        """Append for all; when the database refuses the group as a whole, each by itself, so that one harms one."""
        try:
            outcomes = append_group(self._datastore, self._agency, [each.append for each in waiting])
        except Exception as error:  # whatever it is, each who waits must learn of it
            if len(waiting) > 1 and not isinstance(error, _LOST):
                for each in waiting:
                    self._append_for([each])
                return
            outcomes = [error] * len(waiting)
        for each, outcome in zip(waiting, outcomes, strict=True):
            each.outcome = outcome
