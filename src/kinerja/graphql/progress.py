"""Monthly reports and realizations (C1)."""

from typing import Any

import strawberry

from kinerja.application.progress import ReportProgress, ReturnReport, VerifyReport
from kinerja.domain.ids import report_id
from kinerja.domain.progress import ReportState
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable, text
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import Date, DateTime, DecimalString
from kinerja.projections.progress import MONTHLY_REPORTS, REALIZATIONS

_BY_MONTH = Ordering(("month", "id"), ("date", "uuid"))


@readable(REALIZATIONS, "What was realised of one target in one month.")
class Realization:
    """In the indicator's unit, or the two terms of a ratio."""

    month: Date = column("First day of the month.")
    target_id: strawberry.ID = node_id("target_id", "The target, as the plan names it.", kind="Target")
    amount: DecimalString | None = column("In the indicator's unit; null for a ratio.")
    numerator: int | None = column("Count above the line; null unless it is a ratio.")
    denominator: int | None = column("Count below the line; null unless it is a ratio.")
    note: str | None = text("What was said about it; null when nothing was, or when it is erased.")


@readable(MONTHLY_REPORTS, "The monthly report (laporan bulanan) of a plan.")
class MonthlyReport(Node):
    """A report; a correction changes what it says now, not what it said."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan.")
    employee: Employee | None = edge("employee_id", "Who reports.")
    month: Date = column("First day of the month.")
    state: ReportState = column("Where it stands.")
    reported_at: DateTime = column("When it was last sent.")
    due_on: Date | None = column("When it was due, in the agency's time zone; null without a deadline.")
    late: bool | None = column(
        "Whether it was first sent after that day and the grace; a return changes nothing. Null without a deadline."
    )
    verified_at: DateTime | None = column("When it was verified; null before.")
    verified_by: Employee | None = edge("verified_by", "Who verified it; null before.")
    reason: str | None = text("Why it was last returned or corrected; null when it was not, or when it is erased.")
    lines: list[Realization] = many("report_id", ("number", "target_id"), "What was realised, line by line.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which reports.")
class MonthlyReportFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    month: Date | None = having("Of the month that begins on this day.", "date")
    state: ReportState | None = having("In this state.")
    late: bool | None = having("true: only late ones; false: only those that were sent in time.", "boolean")


@strawberry.type(description="Progress.")
class ProgressQuery:
    """Root fields."""

    monthly_reports: Connection[MonthlyReport] = list_field(
        MonthlyReport, "Monthly reports that are for this viewer, by month.", _BY_MONTH, MonthlyReportFilter
    )


def _report(made: Any) -> Any:
    return report_id(made.agency, made.command.plan_id, made.command.month)


MUTATIONS = tuple(
    Mutation(command, MonthlyReport, "report", _report) for command in (ReportProgress, ReturnReport, VerifyReport)
)
