"""Monthly reports and realizations (C1)."""

from typing import Any

import strawberry

from kinerja.application.progress import ReportProgress, ReturnReport, VerifyReport
from kinerja.domain.ids import report_id
from kinerja.domain.progress import ReportState
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, counted, edge, many, node_id, readable, text
from kinerja.graphql.evidence import COUNTS, Evidence
from kinerja.graphql.filtering import Asking, Condition, having, of, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import Date, DateTime, DecimalString
from kinerja.graphql.statements import relation
from kinerja.projections.evidence import EVIDENCE
from kinerja.projections.progress import MONTHLY_REPORTS, REALIZATIONS

_LINE = ("report_id", "target_id")
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
    evidence: list[Evidence] = many(
        _LINE, ("number",), "What proves it, in order; what was withdrawn stands there as withdrawn.", key=_LINE
    )
    evidence_count: int = counted(
        lambda: Evidence, _LINE, "How much of its evidence counts; 0: a claim without evidence.", key=_LINE,
        condition=COUNTS,
    )  # fmt: skip


@readable(MONTHLY_REPORTS, "The monthly report (laporan bulanan) of a plan.")
class MonthlyReport(Node):
    """A report; a correction changes what it says now, not what it said."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan.")
    employee: Employee | None = edge("employee_id", "Who reports.")
    month: Date = column("First day of the month.")
    state: ReportState = column("Where it stands.")
    reported_at: DateTime = column("When it was last sent.")
    verified_at: DateTime | None = column("When it was verified; null before.")
    verified_by: Employee | None = edge("verified_by", "Who verified it; null before.")
    reason: str | None = text("Why it was last returned or corrected; null when it was not, or when it is erased.")
    evidence: list[Evidence] = many(
        "report_id", ("number",), "All evidence of the report, of its lines and of lines that are no longer in it."
    )
    lines: list[Realization] = many("report_id", ("number", "target_id"), "What was realised, line by line.")
    version: int = column("Version of the object.")


def _unproven(_name: str, value: Any, asking: Asking) -> Condition:
    lines, proofs = (relation(table, past=asking.past, alias=table.name[:1]) for table in (REALIZATIONS, EVIDENCE))
    bare = (
        f"SELECT FROM {lines} WHERE r.agency = t.agency AND r.report_id = t.id AND NOT EXISTS (SELECT FROM {proofs}"
        " WHERE e.agency = r.agency AND e.report_id = r.report_id AND e.target_id = r.target_id"
        " AND e.withdrawn_at IS NULL)"
    )
    return ("true" if value is None else f"{'' if value else 'NOT '}EXISTS ({bare})", {})


@strawberry.input(description="Which reports.")
class MonthlyReportFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    month: Date | None = having("Of the month that begins on this day.", "date")
    state: ReportState | None = having("In this state.")
    unproven: bool | None = that(
        "true: only with a line that has no evidence of its own; false: only the others.", _unproven
    )


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
