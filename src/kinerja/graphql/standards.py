"""Performance standards (A1)."""

from typing import Annotated

import strawberry

from kinerja.application.standards import ApproveStandard, BringStandardIntoForce, DraftStandard
from kinerja.domain.standards import StandardStage
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, node_id, readable
from kinerja.graphql.listing import Listing, list_field
from kinerja.graphql.node import Node, id_in
from kinerja.graphql.organisation import Position
from kinerja.graphql.paging import Ordering
from kinerja.graphql.reads import Condition, equals
from kinerja.graphql.scalars import Date, DateTime
from kinerja.graphql.statements import relation
from kinerja.projections.standards import STANDARD_POSITIONS, STANDARDS

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))
_IN_FORCE = "t.stage = 'IN_FORCE' AND t.effective_on <= %(valid_on)s"


async def _positions(root: "PerformanceStandard", info: Info) -> list[Position]:
    reads = info.context.reads
    link = relation(STANDARD_POSITIONS, past=reads.basis.past is not None, alias="l")
    condition = (
        f"EXISTS (SELECT FROM {link} WHERE l.agency = t.agency AND l.position_id = t.id"
        " AND l.standard_id = %(standard)s)"
    )
    return await reads.select(Position, [(condition, {"standard": root.row_id})], "t.code, t.id")


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
    approved_at: DateTime | None = column("When it was approved.")
    effective_on: Date | None = column("First day on which it holds; null before it is in force.")
    positions: list[Position] = strawberry.field(
        resolver=_positions, description="The positions it holds for, by code."
    )
    version: int = column("Version of the object.")

    @property
    def row_id(self) -> object:
        """The id inside."""
        return self.__dict__["_id"]


@strawberry.input(description="Which standards.")
class StandardFilter:
    """All conditions together."""

    position_id: strawberry.ID | None = strawberry.field(default=None, description="That hold for this position.")
    in_force: bool = strawberry.field(default=False, description="Only those in force on `validOn`.")
    code: str | None = strawberry.field(default=None, description="With this code.")


StandardWhere = Annotated[StandardFilter | None, strawberry.argument(description="Which ones; null: all.")]


def _for_position(position_id: str | None, info: Info) -> Condition:
    id = id_in(position_id, "Position", info)
    if id is None:
        return "true", {}
    link = relation(STANDARD_POSITIONS, past=info.context.reads.basis.past is not None, alias="l")
    condition = f"EXISTS (SELECT FROM {link} WHERE l.agency = t.agency AND l.standard_id = t.id"
    return f"{condition} AND l.position_id = %(position)s)", {"position": id}


@strawberry.type(description="Standards.")
class StandardsQuery:
    """Root fields."""

    @list_field(PerformanceStandard, "Standards, by code: which were in force for a position on a day is one query.")
    async def standards(self, info: Info, where: StandardWhere = None) -> Listing:
        wanted = where or StandardFilter()
        conditions: list[Condition] = [
            _for_position(wanted.position_id, info),
            equals("code", wanted.code, "text"),
            (_IN_FORCE if wanted.in_force else "true", {}),
        ]
        return Listing(PerformanceStandard, conditions, _BY_CODE)


NODES = (PerformanceStandard,)
MUTATIONS = (
    Mutation(DraftStandard, PerformanceStandard, "standard", lambda made: made.named("PerformanceStandard")),
    Mutation(ApproveStandard, PerformanceStandard, "standard", lambda made: made.command.standard_id),
    Mutation(BringStandardIntoForce, PerformanceStandard, "standard", lambda made: made.command.standard_id),
)
