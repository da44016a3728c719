"""Leaves (cuti), for those whom they concern."""

import strawberry

from kinerja.application.leaves import EndLeave, GrantLeave
from kinerja.domain.vocabulary import LeaveKind
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable
from kinerja.graphql.filtering import Condition, having, of, when_true
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date
from kinerja.projections.leaves import LEAVES

_AWAY: Condition = ("t.taken AND t.starts_on <= %(valid_on)s AND t.ends_on >= %(valid_on)s", {})
_BY_START = Ordering(("starts_on", "id"), ("date", "uuid"))


@readable(LEAVES, "A leave (cuti) or study assignment of an employee; read by those whom it concerns.")
class Leave(Node):
    """Its kind may say something about somebody's health: nothing of it is for everybody."""

    id: strawberry.ID = node_id()
    employee: Employee | None = edge("employee_id", "Who is away.")
    kind: LeaveKind = column("Why.")
    starts_on: Date = column("First day.")
    ends_on: Date = column("Last day; earlier than granted when it ended early.")
    granted_until: Date = column("Last day as it was granted.")
    taken: bool = column("False when it was stated afterwards that it was not taken at all.")
    letter_number: str | None = column("Number of the letter that granted it; null without one.")
    letter_issuer: str | None = column("Who issued the letter; null without one.")
    letter_date: Date | None = column("Date of the letter; null without one.")


@strawberry.input(description="Which leaves.")
class LeaveFilter:
    """All conditions together."""

    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    kind: LeaveKind | None = having("Of this kind.")
    valid: bool = when_true("Only of those who are away on `validOn`; else all, past and to come.", _AWAY)


@strawberry.type(description="Leaves.")
class LeavesQuery:
    """Root fields."""

    leaves: Connection[Leave] = list_field(
        Leave, "Leaves that are for this viewer, by first day.", _BY_START, LeaveFilter
    )


MUTATIONS = (
    Mutation(GrantLeave, Leave, "leave", lambda made: made.id("leave")),
    Mutation(EndLeave, Leave, "leave", lambda made: made.command.leave_id),
)
