"""Continuous feedback (D1)."""

from typing import Annotated

import strawberry

from kinerja.application.feedback import GiveFeedback
from kinerja.domain.act import Capacity
from kinerja.domain.vocabulary import CoreValue, Relation
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.listing import Listing, list_field
from kinerja.graphql.node import Node, only
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Ordering
from kinerja.graphql.plans import PerformancePlan, WorkResult
from kinerja.graphql.scalars import DateTime
from kinerja.projections.feedback import FEEDBACK

_BY_TIME = Ordering(("given_at", "id"), ("timestamptz", "uuid"))


@readable(FEEDBACK, "Feedback (umpan balik) on a result or a behaviour.")
class Feedback(Node):
    """About exactly one result or one value."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan it is on.")
    employee: Employee | None = edge("employee_id", "Whom it is for.")
    giver: Employee | None = edge("giver_id", "Who gave it.")
    relation: Relation = column("From which side.")
    capacity: Capacity = column("In which capacity it was given.")
    result: WorkResult | None = edge("result_id", "The result it is about; null when it is about a value.")
    value: CoreValue | None = column("The value it is about; null when it is about a result.")
    text: str | None = text("What was said; null when it is erased.")
    given_at: DateTime = column("When it was given.")


@strawberry.input(description="Which feedback.")
class FeedbackFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = strawberry.field(default=None, description="On this plan.")
    employee_id: strawberry.ID | None = strawberry.field(default=None, description="For this employee.")


FeedbackWhere = Annotated[FeedbackFilter | None, strawberry.argument(description="Which; null: all.")]


@strawberry.type(description="Feedback.")
class FeedbackQuery:
    """Root fields."""

    @list_field(Feedback, "Feedback that is for this viewer, by time.")
    async def feedback(self, info: Info, where: FeedbackWhere = None) -> Listing:
        wanted = where or FeedbackFilter()
        conditions = [
            only("plan_id", wanted.plan_id, "PerformancePlan", info),
            only("employee_id", wanted.employee_id, "Employee", info),
        ]
        return Listing(Feedback, conditions, _BY_TIME)


NODES = (Feedback,)
MUTATIONS = (Mutation(GiveFeedback, Feedback, "feedback", lambda made: made.id("feedback")),)
