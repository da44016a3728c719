"""Facts of streams that were loaded lately, kept between commands and valid at one position of each log."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kinerja.domain.aggregate import Fact


@dataclass(frozen=True, slots=True)
class _Kept:
    """The facts of a stream, as they stood at a position and still stand; ``size`` is that of their payloads."""

    loaded_at: int
    facts: tuple[Fact, ...]
    size: int


class KeptStreams:
    """What is known of the streams of all agencies, in at most ``most`` bytes of payloads; the oldest go first.

    Each agency's streams are known at one position. Whoever reads the log at a later one says first which
    streams changed up to there; whoever reads at an earlier one gets only what stood already then.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[tuple[str, UUID], _Kept] = OrderedDict()
        self._positions: dict[str, int] = {}
        self._lock = threading.Lock()

    def position(self, agency: str) -> int:
        """The position at which the agency's streams are known."""
        return self._positions.get(agency, 0)

    def advance(self, agency: str, head: int, changed: Iterable[UUID] | None) -> None:
        """The log stands at ``head``; ``changed`` moved since the position known before; None: too many to say."""
        with self._lock:
            if head <= self.position(agency):
                return
            gone = [key for key in self._kept if key[0] == agency] if changed is None else changed
            for each in gone:
                self._drop(each if isinstance(each, tuple) else (agency, each))
            self._positions[agency] = head

    def find(self, agency: str, stream: UUID, head: int) -> tuple[Fact, ...] | None:
        """The facts of a stream at a head; None when that is not known."""
        with self._lock:
            kept = self._kept.get((agency, stream))
            if kept is None or not kept.loaded_at <= head <= self.position(agency):
                return None
            self._kept.move_to_end((agency, stream))
            return kept.facts

    def keep(self, agency: str, stream: UUID, head: int, facts: tuple[Fact, ...], size: int) -> None:
        """Remember a stream as it was read at a head, unless the log is known further by now."""
        with self._lock:
            if head != self.position(agency) or size > self._most:
                return
            self._drop((agency, stream))
            self._kept[agency, stream] = _Kept(head, facts, size)
            self._size += size
            while self._size > self._most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: tuple[str, UUID]) -> None:
        kept = self._kept.pop(key, None)
        self._size -= kept.size if kept is not None else 0
