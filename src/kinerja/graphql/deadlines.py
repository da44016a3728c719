"""Deadlines and their passing (B2)."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from kinerja.application.deadlines import ExtendDeadline
from kinerja.domain.vocabulary import DeadlineKind
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.filtering import EVERYTHING, Asking, Condition, having, of, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.deadlines import DEADLINES

if TYPE_CHECKING:
    from kinerja.graphql.periods import Period

_BY_DAY = Ordering(("due_on", "id"), ("date", "uuid"))


@readable(DEADLINES, "By when something of a period has to be done: a local date of the agency.")
class Deadline(Node):
    """Fixed when the period was opened; it moves by an extension only."""

    id: strawberry.ID = node_id()
    period: Annotated["Period", strawberry.lazy("kinerja.graphql.periods")] = edge(
        "period_id", "The period.", always=True
    )
    kind: DeadlineKind = column("What has to be done.")
    window: str = column(
        "For what: the code of the window of an evaluation or of the period, the month (2025-01) of a report.",
        of="window_code",
    )
    first_due_on: Date = column("The last day, as it was computed first.")
    due_on: Date = column("The last day, in the agency's time zone.")
    grace_until: Date = column("The last day of the grace: what comes until its end is not late.")
    passes_at: DateTime = column("The moment at which the grace is over: the local midnight behind its last day.")
    extended_at: DateTime | None = column("When it was last extended; null when it never was.")
    reason: str | None = text("Why it was last extended; null when it never was, or when the reason is erased.")
    passed_at: DateTime | None = column(
        "When it was recorded that it passed: soon after `passesAt`, later where the service was not running; null"
        " while that is not recorded."
    )
    version: int = column("Version of the object.")


def _passed(_name: str, value: Any, _asking: Asking) -> Condition:
    return EVERYTHING if value is None else (f"t.passed_at IS {'NOT ' if value else ''}NULL", {})


@strawberry.input(description="Which deadlines.")
class DeadlineFilter:
    """All conditions together."""

    period_id: strawberry.ID | None = of("Period", "Of this period.")
    kind: DeadlineKind | None = having("For this.")
    window: str | None = having("For the window, or the month, with this code.", column="window_code")
    passed: bool | None = that("true: only those whose passing is recorded; false: only the others.", _passed)


@strawberry.type(description="Deadlines.")
class DeadlinesQuery:
    """Root fields."""

    deadlines: Connection[Deadline] = list_field(Deadline, "Deadlines, by day.", _BY_DAY, DeadlineFilter)


MUTATIONS = (Mutation(ExtendDeadline, Deadline, "deadline", lambda made: made.command.deadline_id),)
