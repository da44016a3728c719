"""Daily progress (progres harian): process and effort beside results (C1, C4)."""

import strawberry

from kinerja.application.daily_progress import CorrectDailyProgress, RecordDailyProgress
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.filtering import before, of, since
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan, WorkResult
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.daily_progress import DAILY_PROGRESS

_BY_DAY = Ordering(("day", "id"), ("date", "uuid"))


@readable(DAILY_PROGRESS, "What somebody did on a day for a plan.")
class DailyProgressEntry(Node):
    """Effort is recorded beside results; it is no result and counts in no evaluation."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan.")
    employee: Employee | None = edge("employee_id", "Who did it.")
    day: Date = column("The day, in the agency's time zone.")
    result: WorkResult | None = edge("result_id", "The result it serves; null: none in particular.")
    activity: str | None = text("What was done, and how; null when it is erased.")
    effort_minutes: int | None = column("Minutes it took, 1 to 1440; null: not measured.")
    obstacle: str | None = text("What stood in the way; null: nothing was said, or it is erased.")
    recorded_at: DateTime = column("When it was recorded.")
    corrected_at: DateTime | None = column("When it was last corrected; null: never.")
    reason: str | None = text("Why it was last corrected; null: never, or it is erased.")


@strawberry.input(description="Which entries.")
class DailyProgressFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    result_id: strawberry.ID | None = of("WorkResult", "For this result.")
    from_day: Date | None = since("day", "On this day or later.")
    before_day: Date | None = before("day", "Before this day.")


@strawberry.type(description="Daily progress.")
class DailyProgressQuery:
    """Root fields."""

    daily_progress: Connection[DailyProgressEntry] = list_field(
        DailyProgressEntry, "Daily entries that are for this viewer, by day.", _BY_DAY, DailyProgressFilter
    )


MUTATIONS = (
    Mutation(RecordDailyProgress, DailyProgressEntry, "entry", lambda made: made.id("entry")),
    Mutation(CorrectDailyProgress, DailyProgressEntry, "entry", lambda made: made.command.entry_id),
)
