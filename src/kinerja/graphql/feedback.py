"""Continuous feedback (D1)."""

import strawberry

from kinerja.application.feedback import GiveFeedback
from kinerja.domain.act import Capacity
from kinerja.domain.vocabulary import CoreValue, Relation
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.filtering import of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
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

    plan_id: strawberry.ID | None = of("PerformancePlan", "On this plan.")
    employee_id: strawberry.ID | None = of("Employee", "For this employee.")


@strawberry.type(description="Feedback.")
class FeedbackQuery:
    """Root fields."""

    feedback: Connection[Feedback] = list_field(
        Feedback, "Feedback that is for this viewer, by time.", _BY_TIME, FeedbackFilter
    )


MUTATIONS = (Mutation(GiveFeedback, Feedback, "feedback", lambda made: made.id("feedback")),)
