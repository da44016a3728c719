"""Our recorder: the library's contract over one table for all agencies, positions dense in commit order."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

import psycopg
from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection
from psycopg.rows import DictRow

from kinerja.clock import Clock, microseconds, moment
from kinerja.log.datastore import LogDatastore


class CommandRepeated(IntegrityError):
    """The command was recorded before: its receipt says with what result."""


class VersionMoved(IntegrityError):
    """A stream that was written or that the decision depended on has moved meanwhile."""


@dataclass(frozen=True)
class CommandRecord:
    """What a command leaves beside its facts: its id, who gave it, the hash of its input, the versions it saw."""

    command_id: UUID
    input_hmac: bytes
    seen: dict[UUID, int]
    given_by: UUID | None = None


@dataclass(frozen=True)
class Appended:
    """Where the last fact of a command stands; without facts the head at that moment and no leaf."""

    position: int
    recorded_at: datetime
    leaf: bytes | None


_APPEND = """
SELECT last_position, last_recorded_us, last_leaf
  FROM log.append(%s, %s, %s, %s, %s, %s::uuid[], %s::bigint[], %s::text[], %s::bytea[], %s::uuid[], %s::bigint[])
"""
_HEAD = "SELECT position FROM log.heads WHERE agency = %s"
_SELECT = "SELECT originator_id, originator_version, topic, state FROM log.facts WHERE agency = %s"


class AgencyRecorder(PostgresApplicationRecorder):
    """The recorder of one agency's log over the shared datastore.

    Unlike the library's it never retries an append by itself: after a lost connection only the receipt
    can tell whether the command was recorded.
    """

    datastore: LogDatastore

    def __init__(self, datastore: LogDatastore, agency: str, clock: Clock) -> None:
        # The library's own initialiser would look for its composite types and prepare its own tables.
        self.datastore = datastore
        self.agency = agency
        self._clock = clock
        self._thread = threading.local()

    @contextmanager
    def snapshot(self) -> Iterator[int]:
        """Read everything of this thread from one snapshot meanwhile; gives its head position."""
        with self.datastore.scoped(self.agency, isolation="REPEATABLE READ") as connection:
            head = connection.execute(_HEAD, [self.agency], prepare=True).fetchone()
            self._thread.snapshot = connection
            try:
                yield head["position"] if head else 0
            finally:
                del self._thread.snapshot

    @contextmanager
    def _reading(self) -> Iterator[Connection[DictRow]]:
        connection = getattr(self._thread, "snapshot", None)
        if connection is not None:
            yield connection
            return
        with self.datastore.scoped(self.agency) as fresh:
            yield fresh

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, command: CommandRecord | None = None, **_: Any
    ) -> Sequence[int] | None:
        """Append facts and receipt in one transaction and return the positions.

        Raises CommandRepeated, VersionMoved; an OperationalError leaves open whether it was recorded.
        """
        if command is None:
            raise ValueError("facts are appended by a command: pass command=CommandRecord(...)")
        with self.datastore.get_connection() as connection:
            try:
                row = connection.execute(_APPEND, self._arguments(stored_events, command), prepare=True)
            except psycopg.IntegrityError as error:
                _explain(error)
            last = row.fetchone()
        assert last is not None  # noqa: S101 - the function returns one row or raises
        position: int = last["last_position"]
        self._thread.appended = Appended(position, moment(last["last_recorded_us"]), last["last_leaf"])
        return range(position - len(stored_events) + 1, position + 1)

    @property
    def last_appended(self) -> Appended:
        """Where the last append of this thread stands."""
        appended: Appended = self._thread.appended
        return appended

    def _arguments(self, facts: Sequence[StoredEvent], command: CommandRecord) -> list[Any]:
        return [
            self.agency,
            microseconds(self._clock()),
            command.command_id,
            command.given_by,
            command.input_hmac,
            [fact.originator_id for fact in facts],
            [fact.originator_version for fact in facts],
            [fact.topic for fact in facts],
            [fact.state for fact in facts],
            list(command.seen.keys()),
            list(command.seen.values()),
        ]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The facts of one stream in the order of their versions."""
        query = f"{_SELECT} AND originator_id = %s AND originator_version > %s AND originator_version <= %s"
        query += f" ORDER BY originator_version {'DESC' if desc else 'ASC'} LIMIT %s"
        bounds = [self.agency, originator_id, gt or 0, lte if lte is not None else 2**62, limit]
        with self._reading() as connection:
            return [_stored(row) for row in connection.execute(query.encode(), bounds, prepare=True)]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """The facts of the agency in the order of their positions."""
        first = (start or 0) if inclusive_of_start else (start or 0) + 1
        query = (
            "SELECT position, originator_id, originator_version, topic, state FROM log.facts"
            " WHERE agency = %s AND position >= %s AND position <= %s"
            " AND (cardinality(%s::text[]) = 0 OR topic = ANY(%s)) ORDER BY position LIMIT %s"
        )
        wanted = list(topics)
        bounds = [self.agency, first, stop if stop is not None else 2**62, wanted, wanted, limit]
        with self._reading() as connection:
            return [
                Notification(
                    id=row["position"],
                    originator_id=row["originator_id"],
                    originator_version=row["originator_version"],
                    topic=row["topic"],
                    state=row["state"],
                )
                for row in connection.execute(query.encode(), bounds, prepare=True)
            ]

    def max_notification_id(self) -> int | None:
        """The position of the newest fact; None while there is none."""
        with self._reading() as connection:
            row = connection.execute(_HEAD, [self.agency], prepare=True).fetchone()
        return row["position"] or None if row else None


def _stored(row: DictRow) -> StoredEvent:
    return StoredEvent(row["originator_id"], row["originator_version"], row["topic"], row["state"])


def _explain(error: psycopg.IntegrityError) -> NoReturn:
    """Say which of the three things happened that the append function refuses."""
    if error.diag.constraint_name == "receipts_command":
        raise CommandRepeated(str(error)) from error
    if error.diag.constraint_name == "facts_stream" or error.sqlstate == "23000":
        raise VersionMoved(str(error)) from error
    raise error
