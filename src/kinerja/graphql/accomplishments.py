"""Accomplishments and innovations of employees (C6)."""

from typing import Any

import strawberry

from kinerja.application.accomplishments import AcknowledgeAccomplishment, DeclineAccomplishment, RecordAccomplishment
from kinerja.domain.accomplishments import AccomplishmentState
from kinerja.domain.plan_vocabulary import AccomplishmentKind
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, counted, edge, many, node_id, readable, text
from kinerja.graphql.evidence import COUNTS, Evidence
from kinerja.graphql.filtering import Asking, Condition, having, of, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan, WorkResult
from kinerja.graphql.scalars import Date, DateTime
from kinerja.graphql.statements import relation
from kinerja.projections.accomplishments import ACCOMPLISHMENTS
from kinerja.projections.evidence import EVIDENCE

_BY_DAY = Ordering(("happened_on", "id"), ("date", "uuid"))


@readable(ACCOMPLISHMENTS, "An accomplishment (prestasi) or innovation (inovasi) that an employee recorded.")
class Accomplishment(Node):
    """Recorded by the employee, acknowledged or not by the officer."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan of that time.")
    employee: Employee | None = edge("employee_id", "Who achieved it.")
    kind: AccomplishmentKind = column("What it is.")
    state: AccomplishmentState = column("What the officer said of it.")
    happened_on: Date = column("The day; of what took longer, its last.")
    result: WorkResult | None = edge("result_id", "The work result that it serves; null: none in particular.")
    title: str | None = text("What it is called; null when it is erased.")
    evidence: list[Evidence] = many(
        "accomplishment_id", ("number",), "What proves it, in order; what was withdrawn stands there as withdrawn."
    )
    evidence_count: int = counted(
        lambda: Evidence, "accomplishment_id", "How much of its evidence counts; 0: it is unproven.", condition=COUNTS
    )
    recorded_at: DateTime = column("When it was recorded.")
    decided_at: DateTime | None = column("When it was last acknowledged or declined; null before.")
    decided_by: Employee | None = edge("decided_by", "Who did so; null before.")
    reason: str | None = text("Why; null when no reason was given, or when it is erased.")
    version: int = column("Version of the object.")
    text: str | None = text("What was done and what came of it; null when it is erased.", of="description")


def _unproven(_name: str, value: Any, asking: Asking) -> Condition:
    proof = f"SELECT FROM {relation(EVIDENCE, past=asking.past, alias='e')}"
    proof += " WHERE e.agency = t.agency AND e.accomplishment_id = t.id AND e.withdrawn_at IS NULL"
    return ("true" if value is None else f"{'NOT ' if value else ''}EXISTS ({proof})", {})


@strawberry.input(description="Which accomplishments.")
class AccomplishmentFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    kind: AccomplishmentKind | None = having("Of this kind.")
    state: AccomplishmentState | None = having("Of which the officer said this.")
    unproven: bool | None = that("true: only those that no evidence proves; false: only the others.", _unproven)


@strawberry.type(description="Accomplishments.")
class AccomplishmentsQuery:
    """Root fields."""

    accomplishments: Connection[Accomplishment] = list_field(
        Accomplishment,
        "Accomplishments and innovations for this viewer, by day.",
        _BY_DAY,
        AccomplishmentFilter,
    )


MUTATIONS = (
    Mutation(RecordAccomplishment, Accomplishment, "accomplishment", lambda made: made.id("accomplishment")),
    *(
        Mutation(command, Accomplishment, "accomplishment", lambda made: made.command.accomplishment_id)
        for command in (AcknowledgeAccomplishment, DeclineAccomplishment)
    ),
)
