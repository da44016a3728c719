"""Monthly reports and realizations (C1)."""

from typing import Any

import strawberry

from kinerja.application.progress import ReportProgress, ReturnReport, VerifyReport
from kinerja.domain.ids import report_id
from kinerja.domain.progress_facts import ReportState
from kinerja.domain.service_vocabulary import Figure
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.complaints import Complaint
from kinerja.graphql.declaring import column, counted, edge, many, node_id, readable, text
from kinerja.graphql.encounters import ServiceEncounter
from kinerja.graphql.evidence import COUNTS, Evidence
from kinerja.graphql.filtering import Asking, Condition, having, of, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import Date, DateTime, DecimalString, LogPosition
from kinerja.graphql.services import Service
from kinerja.graphql.statements import relation
from kinerja.graphql.views.counted_cases import COUNTED_CASES
from kinerja.projections.evidence import EVIDENCE
from kinerja.projections.progress import MEASUREMENTS, MONTHLY_REPORTS, REALIZATIONS

_LINE = ("report_id", "target_id")
_BY_MONTH = Ordering(("month", "id"), ("date", "uuid"))
_BY_MEASUREMENT = Ordering(("measurement_id", "counted_id"), ("uuid", "uuid"))


@readable(COUNTED_CASES, "A visit or complaint that a measurement counted, as it read then.")
class CountedCase:
    """What was corrected since reads otherwise now, and stays here as it was counted."""

    measurement: "Measurement | None" = edge("measurement_id", "The measurement.")
    encounter: ServiceEncounter | None = edge("encounter_id", "The visit; null for a complaint.")
    complaint: Complaint | None = edge("complaint_id", "The complaint; null for a visit.")
    minutes: int | None = column("Minutes that it took; null for a complaint without an answer.")
    days: int | None = column("Calendar days that it took; null for a complaint without an answer.")
    working_days: int | None = column(
        "Working days that it took; null for a complaint without an answer, and where none were counted."
    )
    within: bool | None = column("Whether that is within what was promised; null without a promise or an answer.")


@readable(MEASUREMENTS, "Where the numbers of a realization come from: what was counted of a service, and when.")
class Measurement(Node):
    """As it was reported. A later correction of a visit does not change it."""

    id: strawberry.ID = node_id()
    month: Date = column("First day of the month that was reported.")
    target_id: strawberry.ID = node_id("target_id", "The target, as the plan names it.", kind="Target")
    service: Service | None = edge("service_id", "The service.")
    figure: Figure = column("Which figure of it.")
    officer: Employee | None = edge("employee_id", "Whose work was counted; null: everybody's who gives the service.")
    first_month: Date = column("First day of the first month that was counted.")
    last_month: Date = column("First day of the last month that was counted.")
    at_position: LogPosition = column("Position of the log at which it was counted.")
    counted: int = column("How many visits, complaints or answers of citizens were counted.")
    hash: str = column(
        "SHA-256, hex, over the ids of visits or complaints, or of the cells in which feedback was released, 16 bytes"
        " each, in order; of surveys over their released cells, as JSON."
    )
    cases: list[CountedCase] = many(
        "measurement_id",
        ("counted_id",),
        "What was counted, the first 1,000; `countedCases` lists all. Empty for answers of citizens.",
    )


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
    measurement: Measurement | None = edge("measurement_id", "Where its numbers come from; null: they were typed in.")


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
    late: bool | None = having("true: only late ones; false: only those that were sent in time.", "boolean")
    unproven: bool | None = that(
        "true: only with a line that has no evidence of its own; false: only the others.", _unproven
    )


@strawberry.input(description="Which counted cases.")
class CountedCaseFilter:
    """All conditions together."""

    measurement_id: strawberry.ID | None = of("Measurement", "Of this measurement.")


@strawberry.type(description="Progress.")
class ProgressQuery:
    """Root fields."""

    monthly_reports: Connection[MonthlyReport] = list_field(
        MonthlyReport, "Monthly reports that are for this viewer, by month.", _BY_MONTH, MonthlyReportFilter
    )
    counted_cases: Connection[CountedCase] = list_field(
        CountedCase,
        "Which visits or complaints measurements counted: exactly those that were reported on.",
        _BY_MEASUREMENT,
        CountedCaseFilter,
    )


def _report(made: Any) -> Any:
    return report_id(made.agency, made.command.plan_id, made.command.month)


MUTATIONS = tuple(
    Mutation(command, MonthlyReport, "report", _report) for command in (ReportProgress, ReturnReport, VerifyReport)
)
