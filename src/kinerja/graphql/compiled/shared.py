"""Answers that are the same for everybody who may ask: kept for as long as the read models stand where they stood."""

from collections.abc import Sequence
from dataclasses import dataclass

from cachetools import LRUCache

from kinerja.graphql.compiled.statements import Statement, statement_of_position

_SHARE_OF_ONE = 100
"""So many of the largest answers that are kept find room."""
_PERSONAL = frozenset(
    {
        "viewer", "held", "appraised", "reviewed", "raised_employees", "raised_positions", "spared_employees",
        "spared_positions", "mandated", "whole_agency", "teams", "team_units",
    }
)  # fmt: skip
"""Parameters that say who asks. What is asked without them is answered alike to all of the same standings."""

POSITION = statement_of_position()
"""Where the read models stand, in the columns that every statement begins with."""
Key = tuple[str, bytes, tuple[bytes | None, ...]]


@dataclass(frozen=True)
class Found:
    """What a statement gave: where the read models stood, and the JSON of ``data``."""

    position: bytes | None
    recorded_us: bytes | None
    rights_position: bytes | None
    generation: bytes | None
    """Of the read models: one that was rebuilt may show less at the same position, where keys were destroyed."""
    data: bytes | None

    @property
    def moment(self) -> tuple[bytes | None, ...]:
        """While this is the same, so is every answer."""
        return (self.position, self.rights_position, self.generation)


class SharedAnswers:
    """By what was asked. An answer holds at one position: whether that is still the present one, PostgreSQL says."""

    def __init__(self, most_bytes: int) -> None:
        self._largest = most_bytes // _SHARE_OF_ONE
        self._kept: LRUCache[Key, Found] = LRUCache(most_bytes, getsizeof=_size)
        self._reached: dict[str, int] = {}

    def may_keep(self, statement: Statement) -> bool:
        """Whether a statement gives the same to everybody it is asked for, and there is room for any."""
        return self._largest > 0 and _PERSONAL.isdisjoint(statement.parameters)

    def keep(self, agency: str, statement: Statement, parameters: Sequence[bytes | None], found: Found) -> None:
        """Keep an answer, unless it is too large."""
        if found.data is not None and found.position is not None and _size(found) <= self._largest:
            self._kept[agency, statement.name, tuple(parameters)] = found

    def reached(self, agency: str, position: bytes | None) -> None:
        """Remember where the read models were seen to stand."""
        if position is not None:
            self._reached[agency] = max(self._reached.get(agency, 0), int(position))

    def worth_asking(self, agency: str, statement: Statement, parameters: Sequence[bytes | None]) -> Found | None:
        """The answer that is kept, unless the read models are known to have moved on since."""
        found = self._kept.get((agency, statement.name, tuple(parameters)))
        if found is None or int(found.position or 0) < self._reached.get(agency, 0):
            return None
        return found


def _size(found: Found) -> int:
    return len(found.data or b"") + 500
