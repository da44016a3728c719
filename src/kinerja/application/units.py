"""Where a unit stands in the tree of its agency."""

from typing import Protocol, TypeVar
from uuid import UUID

from kinerja.domain.aggregate import Aggregate
from kinerja.domain.organisation import OrgUnit

A = TypeVar("A", bound=Aggregate)


class Loads(Protocol):
    """What aggregates are loaded from: a command at work, or the log."""

    def load(self, aggregate_type: type[A], id: UUID, /) -> A:
        """The aggregate."""


def units_above(of: Loads, unit_id: UUID | None) -> set[UUID]:
    """A unit and all above it."""
    found: set[UUID] = set()
    while unit_id is not None:
        found.add(unit_id)
        unit_id = of.load(OrgUnit, unit_id).parent_id
    return found
