"""The log of one agency as an application of the library, and the logs of all agencies of a process."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar, cast
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, Mapper
from eventsourcing.utils import Environment, EnvType

from kinerja.clock import Clock
from kinerja.domain.aggregate import Aggregate, Fact
from kinerja.log.datastore import LogDatastore
from kinerja.log.kept_streams import KeptStreams
from kinerja.log.mapper import FactMapper, texts_of
from kinerja.log.recorder import AgencyRecorder, Seen
from kinerja.log.sealing import KeyRing, Secrets

_KEPT_BYTES = 8_000_000
_PER_STREAM = 500
"""Bytes that a kept stream takes besides its payloads, also one in which nothing is: guessed ids fill no memory."""
A = TypeVar("A", bound=Aggregate)
B = TypeVar("B", bound=Fact)


class AgencyLog(Application[UUID]):
    """The library's application over our recorder and mapper, for one agency."""

    recorder: AgencyRecorder
    mapper: FactMapper

    def __init__(self, agency: str, logs: "AgencyLogs") -> None:
        self.agency = agency
        self._logs = logs
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:  # noqa: ARG002 - the library's signature
        """Nothing of the library is configured by the process environment; settings have one place."""
        return Environment(name, {})

    def construct_mapper(self) -> Mapper[UUID]:
        """Our mapper: typed facts, sealed texts."""
        return FactMapper(self.agency, self._logs.keys, self._logs.fact_types)

    def construct_recorder(self) -> ApplicationRecorder:
        """Our recorder over the pool of all agencies."""
        return AgencyRecorder(self._logs.datastore, self.agency, self._logs.clock, self._logs.group)

    @property
    def secrets(self) -> Secrets:
        """The secrets of the installation."""
        return self._logs.secrets

    def claim(self, kind: str, value: str) -> UUID:
        """The stream that claims something secret but unique, such as a NIP; its id is a keyed hash."""
        return UUID(bytes=self._logs.secrets.claim(self.agency, kind, value)[:16], version=5)

    def clear_text(self, fact: Fact, path: str) -> str | None:
        """The text at a path of a fact that was read; None when its key was erased."""
        placed = next(placed for placed in texts_of(self.agency, fact) if placed.path == path)
        sealed = placed.text.sealed
        return placed.text.clear if sealed is None else self.mapper.keys.open(placed.key, sealed, placed.place)

    def load(self, aggregate_type: type[A], id: UUID, version: int | None = None) -> A:
        """The aggregate as its stream left it, up to a version if given; empty when there is none."""
        head = self.recorder.head_seen
        if head is None or version is not None:
            return aggregate_type.from_facts(id, self._read(id, version)[0])
        facts = self._logs.kept.find(self.agency, id, head)
        if facts is None:
            facts, size = self._read(id)
            self._logs.kept.keep(self.agency, id, head, facts, size + _PER_STREAM)
        return aggregate_type.from_facts(id, facts)

    def load_as_of(self, aggregate_type: type[A], id: UUID, position: int) -> A:
        """The aggregate as it was at a position of the log; empty when there was none."""
        stored = self.recorder.select_events_until(id, position)
        return aggregate_type.from_facts(id, tuple(self.mapper.to_domain_event(event) for event in stored))

    def unended(self, begun: type[Fact], ended: Sequence[type[Fact]]) -> list[Fact]:
        """The facts of a type that began a stream, where none of others is in it yet; in the order of the log."""
        stored = self.recorder.select_unended(begun.__name__, [each.__name__ for each in ended])
        return [self.mapper.to_domain_event(event) for event in stored]

    def with_last(self, begun: type[B], naming: UUID) -> list[tuple[B, Fact]]:
        """The facts of a type that began streams and name an id, each with the newest fact of its stream."""
        stored = self.recorder.select_with_last(begun.__name__, naming)
        read = self.mapper.to_domain_event
        return [(cast(B, read(first)), read(last)) for first, last in stored]

    @contextmanager
    def deciding(self, command_id: UUID) -> Iterator[Seen]:
        """What a command of this thread loads comes from one snapshot, and from memory where it is there."""
        since = self._logs.kept.position(self.agency)
        with self.recorder.snapshot(command_id, since) as seen:
            self._logs.kept.advance(self.agency, seen.head, seen.changed)
            yield seen

    def _read(self, id: UUID, version: int | None = None) -> tuple[tuple[Fact, ...], int]:
        """The facts of a stream, and the size of their payloads."""
        stored = self.recorder.select_events(id, lte=version)
        facts = tuple(self.mapper.to_domain_event(event) for event in stored)
        return facts, sum(len(event.state) for event in stored)


class AgencyLogs:
    """The logs of all agencies over one pool, one key ring and one clock.

    ``group``: how many commands of one moment share a transaction.
    """

    def __init__(
        self,
        datastore: LogDatastore,
        secrets: Secrets,
        fact_types: Mapping[str, type[Fact]],
        clock: Clock,
        group: int = 1,
    ) -> None:
        self.datastore = datastore
        self.secrets = secrets
        self.keys = KeyRing(datastore, secrets.master)
        self.fact_types = fact_types
        self.clock = clock
        self.group = group
        self.kept = KeptStreams(_KEPT_BYTES)
        self._logs: dict[str, AgencyLog] = {}

    def of(self, agency: str) -> AgencyLog:
        """The log of an agency, whether anything is in it or not."""
        if agency not in self._logs:
            self._logs[agency] = AgencyLog(agency, self)
        return self._logs[agency]

    def open(self, agency: str) -> None:
        """Make the head of an agency's log, unless it is there."""
        with self.datastore.scoped(agency) as connection:
            connection.execute("SELECT log.open(%s)", [agency])

    def agencies(self) -> list[str]:
        """The codes of all agencies that have a log."""
        return list(self.heads())

    def heads(self) -> dict[str, int]:
        """The position at which each agency's log stands."""
        with self.datastore.get_connection() as connection:
            return {
                row["agency"]: row["head"] for row in connection.execute("SELECT agency, head FROM log.all_heads()")
            }
