"""Requests for feedback (D1)."""

import strawberry

from kinerja.application.feedback_requests import DeclineFeedbackRequest, RequestFeedback
from kinerja.domain.vocabulary import CoreValue, FeedbackRequestState
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.feedback import Feedback
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan, WorkResult
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.feedback_requests import FEEDBACK_REQUESTS

_BY_TIME = Ordering(("asked_at", "id"), ("timestamptz", "uuid"))


@readable(FEEDBACK_REQUESTS, "A request for feedback (permintaan umpan balik): for both sides, and who oversees.")
class FeedbackRequest(Node):
    """About exactly one result or one value of the own plan."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan of who asks.")
    employee: Employee | None = edge("employee_id", "Who asks.")
    asked: Employee | None = edge("asked_id", "Who is asked.")
    result: WorkResult | None = edge("result_id", "The result it is about; null when it is about a value.")
    value: CoreValue | None = column("The value it is about; null when it is about a result.")
    state: FeedbackRequestState = column("What became of it.")
    due_on: Date = column("The last day on which it can be met, in the agency's time zone.")
    asked_at: DateTime = column("When it was made.")
    feedback: Feedback | None = edge("feedback_id", "The feedback that met it; null while there is none.")
    reason: str | None = text("Why it was declined; null unless it was, or when it is erased.")
    settled_at: DateTime | None = column("When it was met, declined or recorded as expired; null while it is open.")
    version: int = column("Version of the object.")
    text: str | None = text("What one would like to hear about; null when nothing was said, or when it is erased.")


@strawberry.input(description="Which requests for feedback.")
class FeedbackRequestFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "On this plan.")
    employee_id: strawberry.ID | None = of("Employee", "Made by this employee.")
    asked_id: strawberry.ID | None = of("Employee", "Asking this employee.")
    state: FeedbackRequestState | None = having("Of which this became.")


@strawberry.type(description="Requests for feedback.")
class FeedbackRequestsQuery:
    """Root fields."""

    feedback_requests: Connection[FeedbackRequest] = list_field(
        FeedbackRequest,
        "Requests for feedback that are for this viewer, by time.",
        _BY_TIME,
        FeedbackRequestFilter,
    )


MUTATIONS = (
    Mutation(RequestFeedback, FeedbackRequest, "request", lambda made: made.id("request")),
    Mutation(DeclineFeedbackRequest, FeedbackRequest, "request", lambda made: made.command.request_id),
)
