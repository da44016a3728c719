"""Where a unit stands in the tree of its agency."""

from typing import TYPE_CHECKING
from uuid import UUID

from kinerja.domain.organisation import OrgUnit

if TYPE_CHECKING:
    from kinerja.application.work import Work


def units_above(work: "Work", unit_id: UUID | None) -> set[UUID]:
    """A unit and all above it."""
    found: set[UUID] = set()
    while unit_id is not None:
        found.add(unit_id)
        unit_id = work.load(OrgUnit, unit_id).parent_id
    return found
