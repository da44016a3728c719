"""Where a unit stands in the tree of its agency."""

from uuid import UUID

from kinerja.application.work import Work
from kinerja.domain.organisation import OrgUnit


def units_above(work: Work, unit_id: UUID | None) -> set[UUID]:
    """A unit and all above it."""
    found: set[UUID] = set()
    while unit_id is not None:
        found.add(unit_id)
        unit_id = work.load(OrgUnit, unit_id).parent_id
    return found
