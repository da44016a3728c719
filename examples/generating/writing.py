"""Writing facts in batches: each command with its receipt, many commands in one transaction."""

import queue
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from kinerja.application.agency_log import AgencyLog
from kinerja.clock import microseconds
from kinerja.domain.act import Act, Capacity
from kinerja.domain.aggregate import Aggregate
from kinerja.log.group_commit import Append, Appended, CommandRecord, append_group

_BATCH = 2_000
_WAITING = 4
_BETWEEN = timedelta(milliseconds=20)
_OFFICE_OPENS_UTC = 1


@dataclass
class Calendar:
    """The time of the story: office hours of a day, and twenty milliseconds more with every command."""

    now: datetime = datetime(2024, 1, 1, tzinfo=UTC)

    def go_to(self, year: int, month: int, day: int) -> None:
        """Go to the morning of a day, unless it is later already."""
        self.now = max(self.now, datetime(year, month, day, _OFFICE_OPENS_UTC, tzinfo=UTC))

    def tick(self) -> datetime:
        """The time of the next command."""
        self.now += _BETWEEN
        return self.now


@dataclass
class Writer:
    """Appends what aggregates decided, in the background, in batches. ``flush`` before a stream goes on.

    A batch is one group commit, which refuses a stream that two of its commands write.
    """

    log: AgencyLog
    calendar: Calendar
    chance: random.Random
    told: Callable[[int], None] = lambda _: None
    position: int = 0
    _facts: int = 0
    _batch: list[Append] = field(default_factory=list)
    _queue: "queue.Queue[list[Append] | None]" = field(default_factory=lambda: queue.Queue(_WAITING))
    _failure: Exception | None = None

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def act(self, by: UUID | None, capacity: Capacity = Capacity.DEFINITIVE) -> Act:
        """The envelope of the next command."""
        command_id = UUID(int=self.chance.getrandbits(128), version=4)
        return Act(by=by, capacity=capacity, command_id=command_id, at=self.calendar.tick())

    def save(self, act: Act, *aggregates: Aggregate) -> None:
        """Append what aggregates decided in one command."""
        facts = [self.log.mapper.to_stored_event(fact) for each in aggregates for fact in each.collect_events()]
        record = CommandRecord(act.command_id, act.command_id.bytes, {}, act.by)
        self._batch.append(Append(facts, record, microseconds(act.at)))
        self._facts += len(facts)
        self.position += len(facts)
        if self._facts >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """End the batch."""
        if self._failure is not None:
            raise self._failure
        if self._batch:
            self._queue.put(self._batch)
        self._batch, self._facts = [], 0

    def close(self) -> None:
        """Wait until everything is appended."""
        self.flush()
        self._queue.put(None)
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def _write(self) -> None:
        while (batch := self._queue.get()) is not None:
            if self._failure is None:
                try:
                    self._append(batch)
                except Exception as error:  # told to whoever writes next
                    self._failure = error

    def _append(self, batch: list[Append]) -> None:
        for outcome in append_group(self.log.recorder.datastore, self.log.agency, batch):
            if not isinstance(outcome, Appended):
                raise outcome
        self.told(sum(len(append.facts) for append in batch))
