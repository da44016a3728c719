"""Continuous feedback (D1)."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from kinerja.application.feedback import AnswerFeedback, GiveFeedback
from kinerja.domain.act import Capacity
from kinerja.domain.vocabulary import CoreValue, Relation
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable, text
from kinerja.graphql.evidence import Evidence
from kinerja.graphql.filtering import EVERYTHING, Asking, Condition, having, of, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan, WorkResult
from kinerja.graphql.scalars import DateTime
from kinerja.projections.feedback import FEEDBACK

if TYPE_CHECKING:
    from kinerja.graphql.feedback_requests import FeedbackRequest

_BY_TIME = Ordering(("given_at", "id"), ("timestamptz", "uuid"))


@readable(FEEDBACK, "Feedback (umpan balik) on a result or a behaviour.")
class Feedback(Node):
    """About exactly one result or one value."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan it is on.")
    employee: Employee | None = edge("employee_id", "Whom it is for.")
    giver: Employee | None = edge("giver_id", "Who gave it.")
    relation: Relation = column("From which side, by the posts of that day.")
    capacity: Capacity = column("In which capacity it was given.")
    position: Position | None = edge("position_id", "The giver's post; null: it was given from none in particular.")
    request: Annotated["FeedbackRequest", strawberry.lazy("kinerja.graphql.feedback_requests")] | None = edge(
        "request_id", "The request that it meets; null when nobody asked, or when it is not for this viewer."
    )
    result: WorkResult | None = edge("result_id", "The result it is about; null when it is about a value.")
    value: CoreValue | None = column("The value it is about; null when it is about a result.")
    evidence: list[Evidence] = many(
        "feedback_id", ("number",), "What proves it, in order; what was withdrawn stands there as withdrawn."
    )
    given_at: DateTime = column("When it was given.")
    answer: str | None = text("What the employee answered; null when nothing, or when it is erased.")
    answered_at: DateTime | None = column("When the employee answered; null while that is open.")
    version: int = column("Version of the object.")
    text: str | None = text("What was said; null when it is erased.")


def _requested(_name: str, value: Any, _asking: Asking) -> Condition:
    return EVERYTHING if value is None else (f"t.request_id IS {'NOT ' if value else ''}NULL", {})


@strawberry.input(description="Which feedback.")
class FeedbackFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "On this plan.")
    employee_id: strawberry.ID | None = of("Employee", "For this employee.")
    giver_id: strawberry.ID | None = of("Employee", "Given by this employee.")
    relation: Relation | None = having("From this side.")
    result_id: strawberry.ID | None = of("WorkResult", "About this result.")
    requested: bool | None = that("true: only what was asked for; false: only the other.", _requested)


@strawberry.type(description="Feedback.")
class FeedbackQuery:
    """Root fields."""

    feedback: Connection[Feedback] = list_field(
        Feedback, "Feedback that is for this viewer, or by this viewer, by time.", _BY_TIME, FeedbackFilter
    )


MUTATIONS = (
    Mutation(GiveFeedback, Feedback, "feedback", lambda made: made.id("feedback")),
    Mutation(AnswerFeedback, Feedback, "feedback", lambda made: made.command.feedback_id),
)
