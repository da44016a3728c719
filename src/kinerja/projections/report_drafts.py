"""Drafts of monthly reports as their writer reads them."""

from kinerja.domain.report_drafts import ReportDraftSaved, ReportDraftSubmitted
from kinerja.projections.rows import Handlers, Rows, text_at
from kinerja.projections.tables import ID, Table, date, decimal, moment, number, sealed, uuid

REPORT_DRAFTS = Table(
    "report_drafts",
    key=(ID,),
    columns=(uuid("plan_id"), uuid("employee_id"), date("month"), moment("saved_at"), number("version")),
    indexes=(("employee_id", "month", "id"), ("plan_id", "month")),
)
DRAFT_LINES = Table(
    "report_draft_lines",
    key=(uuid("draft_id"), number("number")),
    columns=(
        uuid("employee_id"),
        uuid("target_id"),
        decimal("amount", nullable=True),
        number("numerator", nullable=True),
        number("denominator", nullable=True),
        sealed("note", nullable=True),
    ),
)
TABLES = (REPORT_DRAFTS, DRAFT_LINES)


def _save(rows: Rows, fact: ReportDraftSaved) -> None:
    if not fact.lines:
        _end(rows, fact)
        return
    rows.put(
        REPORT_DRAFTS,
        id=fact.originator_id,
        plan_id=fact.plan_id,
        employee_id=fact.employee_id,
        month=fact.month,
        saved_at=fact.act.at,
        version=fact.originator_version,
    )
    rows.delete(DRAFT_LINES, draft_id=fact.originator_id)
    for index, line in enumerate(fact.lines):
        rows.put(
            DRAFT_LINES,
            draft_id=fact.originator_id,
            number=index + 1,
            employee_id=fact.employee_id,
            target_id=line.target_id,
            amount=line.amount,
            numerator=line.numerator,
            denominator=line.denominator,
            note=text_at(fact, f"lines[{index}].note", line.note),
        )


def _end(rows: Rows, fact: ReportDraftSaved | ReportDraftSubmitted) -> None:
    rows.delete(DRAFT_LINES, draft_id=fact.originator_id)
    rows.delete(REPORT_DRAFTS, id=fact.originator_id)


ON: Handlers = {ReportDraftSaved: _save, ReportDraftSubmitted: _end}
NOT_SHOWN = ()
