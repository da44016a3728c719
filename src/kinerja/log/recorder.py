"""Our recorder: the library's contract over one table for all agencies, positions dense in commit order."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection
from psycopg.rows import DictRow
from psycopg.sql import Literal

from kinerja.clock import Clock, microseconds
from kinerja.log.datastore import LogDatastore
from kinerja.log.group_commit import Append, Appended, CommandRecord, GroupCommit

# Where the log stands, which streams moved since, and the receipt of a command if it has one.
_SEEN = """
SELECT h.position AS head,
       ARRAY(SELECT originator_id FROM log.facts
              WHERE agency = %(agency)s AND position > %(since)s ORDER BY position LIMIT %(most)s) AS changed,
       r.command_id, r.position, r.recorded_us, r.leaf, r.stream, r.version, r.facts, r.given_by, r.input_hmac
  FROM log.heads h LEFT JOIN log.receipts r ON r.agency = h.agency AND r.command_id = %(command)s
 WHERE h.agency = %(agency)s
"""
_MOST_CHANGES = 2_000
_HEAD = "SELECT position FROM log.heads WHERE agency = %s"
_SELECT = "SELECT originator_id, originator_version, topic, state FROM log.facts WHERE agency = %s"


@dataclass(frozen=True)
class Seen:
    """What a command begins with: the head of its snapshot, the streams that moved since a position (None: too
    many to say), and its receipt where it was recorded before.
    """

    head: int
    changed: list[UUID] | None
    receipt: DictRow | None


class AgencyRecorder(PostgresApplicationRecorder):
    """The recorder of one agency's log over the shared datastore. ``group``: commands that share a transaction.

    Unlike the library's it never retries an append by itself: after a lost connection only the receipt
    can tell whether the command was recorded.
    """

    datastore: LogDatastore

    def __init__(self, datastore: LogDatastore, agency: str, clock: Clock, group: int = 1) -> None:
        # The library's own initialiser would look for its composite types and prepare its own tables.
        self.datastore = datastore
        self.agency = agency
        self._clock = clock
        self._group = GroupCommit(datastore, agency, group)
        self._thread = threading.local()

    @contextmanager
    def snapshot(self, command_id: UUID, since: int) -> Iterator[Seen]:
        """Read everything of this thread from one snapshot meanwhile; gives what a command begins with.

        ``since`` is the position from which on changed streams are asked for.
        """
        with self.datastore.scoped(self.agency, isolation="REPEATABLE READ") as connection:
            asked = {"agency": self.agency, "command": command_id, "since": since, "most": _MOST_CHANGES}
            row = connection.execute(_SEEN, asked, prepare=True).fetchone()
            seen = Seen(0, None, None) if row is None else _seen(row)
            self._thread.snapshot, self._thread.head = connection, seen.head
            try:
                yield seen
            finally:
                del self._thread.snapshot, self._thread.head

    @property
    def head_seen(self) -> int | None:
        """The head of this thread's snapshot; None outside of one."""
        return getattr(self._thread, "head", None)

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
        """Append facts and receipt, in one transaction with what others append, and return the positions.

        Raises CommandRepeated, VersionMoved; an OperationalError leaves open whether it was recorded.
        """
        if command is None:
            raise ValueError("facts are appended by a command: pass command=CommandRecord(...)")
        appended = self._group.append(Append(stored_events, command, microseconds(self._clock())))
        self._thread.appended = appended
        return range(appended.position - len(stored_events) + 1, appended.position + 1)

    @property
    def last_appended(self) -> Appended:
        """Where the last append of this thread stands."""
        appended: Appended = self._thread.appended
        return appended

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
        return self._stored(query, [self.agency, originator_id, gt or 0, lte if lte is not None else 2**62, limit])

    def select_events_until(self, originator_id: UUID, position: int) -> Sequence[StoredEvent]:
        """The facts of one stream up to a position of the log, in the order of their versions."""
        query = f"{_SELECT} AND originator_id = %s AND position <= %s ORDER BY originator_version"
        return self._stored(query, [self.agency, originator_id, position])

    def _stored(self, query: str, bounds: Sequence[object]) -> Sequence[StoredEvent]:
        with self._reading() as connection:
            return [_stored(row) for row in connection.execute(query.encode(), bounds, prepare=True)]

    def select_unended(self, begun: str, ended: Sequence[str]) -> Sequence[StoredEvent]:
        """The facts with a topic in whose streams none with certain others stands, in the order of the log."""
        query = (
            "SELECT originator_id, originator_version, topic, state FROM log.facts b"
            f" WHERE agency = %s AND topic = {Literal(begun).as_string()} AND NOT EXISTS"
            " (SELECT FROM log.facts e WHERE e.agency = b.agency AND e.originator_id = b.originator_id"
            " AND e.topic = ANY(%s)) ORDER BY position"
        )
        with self._reading() as connection:
            return [_stored(row) for row in connection.execute(query.encode(), [self.agency, list(ended)])]

    def select_with_last(self, begun: str, naming: UUID) -> Sequence[tuple[StoredEvent, StoredEvent]]:
        """The facts with a topic in whose payload an id stands, each with the newest of its stream; in order."""
        query = (
            "SELECT b.originator_id, b.originator_version, b.topic, b.state,"
            " l.originator_version AS last_version, l.topic AS last_topic, l.state AS last_state FROM log.facts b"
            " CROSS JOIN LATERAL (SELECT e.originator_version, e.topic, e.state FROM log.facts e"
            " WHERE e.agency = b.agency AND e.originator_id = b.originator_id"
            " ORDER BY e.originator_version DESC LIMIT 1) l"
            f" WHERE b.agency = %s AND b.topic = {Literal(begun).as_string()}"
            " AND position(%s::bytea IN b.state) > 0 ORDER BY b.position"
        )
        with self._reading() as connection:
            found = connection.execute(query.encode(), [self.agency, str(naming).encode()])
            return [(_stored(row), _last(row)) for row in found]

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


def _seen(row: DictRow) -> Seen:
    changed = row["changed"] if len(row["changed"]) < _MOST_CHANGES else None
    return Seen(row["head"], changed, row if row["command_id"] is not None else None)


def _stored(row: DictRow) -> StoredEvent:
    return StoredEvent(row["originator_id"], row["originator_version"], row["topic"], row["state"])


def _last(row: DictRow) -> StoredEvent:
    return StoredEvent(row["originator_id"], row["last_version"], row["last_topic"], row["last_state"])
