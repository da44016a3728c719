"""A rehearsal of commands: decided by the real aggregates on the real log, recorded nowhere.

What a rehearsed command would append stands in temporary tables of one connection, over the log. Nothing is locked,
nothing is left behind, and memory does not grow with what is rehearsed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from psycopg import Connection
from psycopg.rows import DictRow, dict_row

from kinerja.application.agency_log import AgencyLog, AgencyLogs
from kinerja.application.commands import Commands, Request
from kinerja.application.inputs import misfits
from kinerja.application.work import Work
from kinerja.domain.refusals import raise_all
from kinerja.loading.temporary import make_temporary
from kinerja.log.data_keys import KeyName
from kinerja.log.group_commit import Appended, CommandRecord
from kinerja.log.recorder import AgencyRecorder
from kinerja.log.sealing import KeyRing

_TABLES = """
CREATE TEMPORARY TABLE rehearsed_facts (
    stream uuid NOT NULL, version bigint NOT NULL, topic text NOT NULL, state bytea NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE TEMPORARY TABLE rehearsed_receipts (command_id uuid PRIMARY KEY, stream uuid);
CREATE TEMPORARY TABLE marks (
    kind text, key text, file text NOT NULL, line bigint NOT NULL, PRIMARY KEY (kind, key)
);
SET synchronous_commit = off
"""
_SELECT = """
SELECT originator_id, originator_version, topic, state FROM log.facts
 WHERE agency = %s AND originator_id = %s AND originator_version > %s AND originator_version <= %s
UNION ALL
SELECT stream, version, topic, state FROM pg_temp.rehearsed_facts
 WHERE stream = %s AND version > %s AND version <= %s
 ORDER BY originator_version
"""
_INSERT = """
INSERT INTO pg_temp.rehearsed_facts
SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::bytea[])
"""
_NO_END = 2**62


class _Recorder(AgencyRecorder):
    """Reads the log and what was rehearsed before; appends to the rehearsal alone."""

    def __init__(self, logs: "RehearsalLogs", agency: str) -> None:
        super().__init__(logs.datastore, agency, logs.clock)
        self._connection = logs.connection

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The facts of a stream, recorded or rehearsed, in the order of their versions."""
        bounds = [originator_id, gt or 0, lte if lte is not None else _NO_END]
        rows = self._connection.execute(_SELECT, [self.agency, *bounds, *bounds], prepare=True).fetchall()
        found = [StoredEvent(*row.values()) for row in rows]
        return (found[::-1] if desc else found)[:limit]

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, command: CommandRecord | None = None, **_: Any
    ) -> Sequence[int] | None:
        """Keep facts and receipt for what is rehearsed next."""
        assert command is not None  # noqa: S101 - a unit of work always passes one
        columns = [
            [fact.originator_id for fact in stored_events],
            [fact.originator_version for fact in stored_events],
            [fact.topic for fact in stored_events],
            [fact.state for fact in stored_events],
        ]
        self._connection.execute(_INSERT, columns, prepare=True)
        stream = stored_events[-1].originator_id if stored_events else None
        receipt = "INSERT INTO pg_temp.rehearsed_receipts VALUES (%s, %s)"
        self._connection.execute(receipt, [command.command_id, stream], prepare=True)
        self._thread.appended = Appended(0, self._clock(), None)
        return range(len(stored_events))


class _Unsealed(KeyRing):
    """Makes no keys: a rehearsal keeps no texts."""

    def seal(self, name: KeyName, clear: str, place: str) -> str:  # noqa: ARG002 - the ring's signature
        """Nothing of the text."""
        return ""


class _Log(AgencyLog):
    """The log of an agency with the rehearsal on top."""

    def construct_recorder(self) -> ApplicationRecorder:
        """The recorder of the rehearsal."""
        assert isinstance(self._logs, RehearsalLogs)  # noqa: S101 - made by it
        return _Recorder(self._logs, self.agency)


class RehearsalLogs(AgencyLogs):
    """The logs of a process with a rehearsal on top, over one connection."""

    def __init__(self, logs: AgencyLogs, connection: Connection[DictRow]) -> None:
        super().__init__(logs.datastore, logs.secrets, logs.fact_types, logs.clock)
        self.keys = _Unsealed(logs.datastore, logs.secrets.master)
        self.connection = connection

    def of(self, agency: str) -> AgencyLog:
        """The log of an agency, and what was rehearsed on it."""
        if agency not in self._logs:
            self._logs[agency] = _Log(agency, self)
        return self._logs[agency]


class Rehearsal:
    """Rehearses commands of one agency, and remembers which lines wait for which."""

    def __init__(self, commands: Commands, connection: Connection[DictRow], agency: str) -> None:
        self._log = RehearsalLogs(commands.logs, connection).of(agency)
        self._commands = commands
        self.connection = connection

    def decide(self, request: Request) -> None:
        """Decide a command on the log and on what was rehearsed before. Raises Refused."""
        raise_all(list(misfits(request.command)))
        work = Work(self._log, request, self._commands.clock())
        request.command.decide(work)
        work.commit(b"")

    def rehearsed(self, ids: Sequence[UUID]) -> Mapping[UUID, UUID | None]:
        """The streams that rehearsed commands changed, by the ids of these commands."""
        query = "SELECT command_id, stream FROM pg_temp.rehearsed_receipts WHERE command_id = ANY(%s)"
        rows = self.connection.execute(query, [list(ids)], prepare=True)
        return {row["command_id"]: row["stream"] for row in rows}

    def remember(self, kind: str, keys: Mapping[str, int], file: str) -> Mapping[str, tuple[str, int]]:
        """Remember the lines of keys of a kind; gives those that were remembered before, each with file and line."""
        lines = {key.replace("\x00", ""): line for key, line in keys.items()}
        made = self.connection.execute(
            "INSERT INTO pg_temp.marks SELECT %s, key, %s, line"
            " FROM unnest(%s::text[], %s::bigint[]) AS new (key, line)"
            " ON CONFLICT DO NOTHING RETURNING key",
            [kind, file, list(lines), list(lines.values())],
            prepare=True,
        )
        added = {row["key"] for row in made}
        return self.remembered(kind, lines.keys() - added) if len(added) < len(lines) else {}

    def remembered(self, kind: str, keys: Iterable[str]) -> Mapping[str, tuple[str, int]]:
        """Which of the keys are remembered, each with file and line."""
        query = "SELECT key, file, line FROM pg_temp.marks WHERE kind = %s AND key = ANY(%s)"
        wanted = [key.replace("\x00", "") for key in keys]
        rows = self.connection.execute(query, [kind, wanted], prepare=True)
        return {row["key"]: (row["file"], row["line"]) for row in rows}


@contextmanager
def rehearsing(commands: Commands, service: str, agency: str) -> Iterator[Rehearsal]:
    """A rehearsal on the log of an agency; gone without a trace at the end."""
    with psycopg.connect(
        service, autocommit=True, row_factory=dict_row, application_name="kinerja-rehearsal"
    ) as connection:
        connection.execute("SELECT set_config('kinerja.agency', %s, false)", [agency])
        make_temporary(connection, _TABLES)
        yield Rehearsal(commands, connection, agency)
