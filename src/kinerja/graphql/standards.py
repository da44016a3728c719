"""Performance standards (A1)."""

from typing import Any

import strawberry

from kinerja.application.standards import ApproveStandard, BringStandardIntoForce, DraftStandard
from kinerja.domain.standards import StandardStage
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, linked, node_id, readable
from kinerja.graphql.filtering import Asking, Condition, having, id_in, that, when_true
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime
from kinerja.graphql.statements import relation
from kinerja.projections.standards import STANDARD_POSITIONS, STANDARDS

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))
_IN_FORCE = "t.stage = 'IN_FORCE' AND t.effective_on <= %(valid_on)s"


@readable(STANDARDS, "A performance standard: procedure, legal basis and the positions it holds for.")
class PerformanceStandard(Node):
    """A standard."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    title: str = column("Title.")
    service: str = column("The service it is about.")
    procedure: list[str] = column("The steps of the procedure, in order.")
    legal_basis: str = column("The regulation it rests on.")
    stage: StandardStage = column("Where it stands.")
    drafted_at: DateTime = column("When it was drafted.")
    approved_at: DateTime | None = column("When it was approved; null before.")
    effective_on: Date | None = column(
        "First day on which it holds, which may be to come; null before it is brought into force."
    )
    positions: list[Position] = linked(
        STANDARD_POSITIONS, "standard_id", "position_id", ("code", "id"), "The positions it holds for, by code."
    )
    version: int = column("Version of the object.")


def _for_position(_name: str, value: Any, asking: Asking) -> Condition:
    link = relation(STANDARD_POSITIONS, past=asking.past, alias="l")
    condition = f"EXISTS (SELECT FROM {link} WHERE l.agency = t.agency AND l.standard_id = t.id"
    return f"{condition} AND l.position_id = %(position)s)", {"position": id_in(value, "Position", asking.agency)}


@strawberry.input(description="Which standards.")
class StandardFilter:
    """All conditions together."""

    position_id: strawberry.ID | None = that("That hold for this position.", _for_position)
    in_force: bool = when_true("Only those in force on `validOn`.", (_IN_FORCE, {}))
    code: str | None = having("With this code.")


@strawberry.type(description="Standards.")
class StandardsQuery:
    """Root fields."""

    standards: Connection[PerformanceStandard] = list_field(
        PerformanceStandard,
        "Standards, by code: which were in force for a position on a day is one query.",
        _BY_CODE,
        StandardFilter,
    )


MUTATIONS = (
    Mutation(DraftStandard, PerformanceStandard, "standard", lambda made: made.named("PerformanceStandard")),
    Mutation(ApproveStandard, PerformanceStandard, "standard", lambda made: made.command.standard_id),
    Mutation(BringStandardIntoForce, PerformanceStandard, "standard", lambda made: made.command.standard_id),
)
