"""Drafts of monthly reports (C1)."""

import strawberry

from kinerja.application.report_drafts import SaveReport, SubmitReport
from kinerja.domain.ids import report_draft_id, report_id
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable, text
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.progress import MonthlyReport
from kinerja.graphql.scalars import Date, DateTime, DecimalString
from kinerja.projections.report_drafts import DRAFT_LINES, REPORT_DRAFTS

_BY_MONTH = Ordering(("month", "id"), ("date", "uuid"))


@readable(DRAFT_LINES, "What the draft of a report says of one target.")
class DraftRealization:
    """As it was typed in, finished or not; the numbers of a report are checked when it is submitted."""

    number: int = column("Its place in the draft, from 1.")
    target_id: strawberry.ID = node_id("target_id", "The target, as the plan names it.", kind="Target")
    amount: DecimalString | None = column("In the indicator's unit; null while it is open, and for a ratio.")
    numerator: int | None = column("Count above the line; null while it is open, and unless it is a ratio.")
    denominator: int | None = column("Count below the line; null while it is open, and unless it is a ratio.")
    note: str | None = text("What is to be said about it; null when nothing is, or when it is erased.")


@readable(REPORT_DRAFTS, "The draft of a monthly report: for its writer alone, until it is submitted.")
class MonthlyReportDraft(Node):
    """It counts nowhere, keeps no deadline, and is there no more once it is submitted."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan.")
    employee: Employee | None = edge("employee_id", "Who writes it.")
    month: Date = column("First day of the month.")
    saved_at: DateTime = column("When it was last saved.")
    lines: list[DraftRealization] = many("draft_id", ("number",), "What it says, line by line.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which drafts.")
class MonthlyReportDraftFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    month: Date | None = having("Of the month that begins on this day.", "date")


@strawberry.type(description="Drafts of reports.")
class ReportDraftQuery:
    """Root fields."""

    monthly_report_drafts: Connection[MonthlyReportDraft] = list_field(
        MonthlyReportDraft,
        "The viewer's own drafts of monthly reports, by month.",
        _BY_MONTH,
        MonthlyReportDraftFilter,
    )


MUTATIONS = (
    Mutation(
        SaveReport,
        MonthlyReportDraft,
        "draft",
        lambda made: report_draft_id(made.agency, made.command.plan_id, made.command.month),
    ),
    Mutation(
        SubmitReport,
        MonthlyReport,
        "report",
        lambda made: report_id(made.agency, made.command.plan_id, made.command.month),
    ),
)
