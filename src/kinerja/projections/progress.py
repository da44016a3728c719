"""Monthly reports and realizations as they are read."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from kinerja.domain.ids import measurement_id
from kinerja.domain.progress_facts import (
    ProgressCorrected,
    ProgressReported,
    Realization,
    ReportReturned,
    ReportState,
    ReportVerified,
)
from kinerja.projections.rows import Handlers, Rows, text_at, text_of
from kinerja.projections.tables import ID, Table, date, decimal, flag, moment, number, sealed, text, uuid, uuids

MONTHLY_REPORTS = Table(
    "monthly_reports",
    key=(ID,),
    columns=(
        uuid("plan_id"),
        uuid("employee_id"),
        date("month"),
        text("state"),
        moment("reported_at"),
        date("due_on", nullable=True),
        flag("late", nullable=True),
        moment("verified_at", nullable=True),
        uuid("verified_by", nullable=True),
        sealed("reason", nullable=True),
        number("version"),
    ),
    indexes=(("plan_id", "month"), ("employee_id", "month", "id")),
)
REALIZATIONS = Table(
    "realizations",
    key=(uuid("report_id"), uuid("target_id")),
    columns=(
        uuid("plan_id"),
        date("month"),
        number("number"),
        decimal("amount", nullable=True),
        number("numerator", nullable=True),
        number("denominator", nullable=True),
        sealed("note", nullable=True),
        uuid("measurement_id", nullable=True),
        flag("counts"),
    ),
    indexes=(("report_id", "number"), ("target_id", "month")),
)
MEASUREMENTS = Table(
    "measurements",
    key=(ID,),
    columns=(
        uuid("plan_id"),
        uuid("target_id"),
        date("month"),
        uuid("service_id"),
        text("figure"),
        uuid("employee_id", nullable=True),
        uuid("position_id", nullable=True),
        date("first_month"),
        date("last_month"),
        number("at_position"),
        number("counted"),
        text("hash"),
        uuids("running"),
    ),
    indexes=(("plan_id", "month", "target_id"),),
    append_only=True,
)
"""Stays when a later report says otherwise."""
_MOST_LINES = 1000
"""Lines are ordered as they were first told: by the fact that told them, then by their place in it."""
TABLES = (MONTHLY_REPORTS, REALIZATIONS, MEASUREMENTS)


def _report(rows: Rows, fact: ProgressReported) -> None:
    is_first = fact.originator_version == 1
    (rows.insert if is_first else rows.put)(
        MONTHLY_REPORTS,
        id=fact.originator_id,
        plan_id=fact.plan_id,
        employee_id=fact.employee_id,
        month=fact.month,
        state=ReportState.SUBMITTED,
        reported_at=fact.act.at,
        due_on=fact.due_on,
        late=fact.late,
        verified_at=None,
        verified_by=None,
        reason=None,
        version=fact.originator_version,
    )
    if fact.replaces:
        rows.delete(REALIZATIONS, report_id=fact.originator_id)
    _write_lines(rows, rows.insert if is_first else partial(rows.put, keep=("number",)), fact)


def _correct(rows: Rows, fact: ProgressCorrected) -> None:
    rows.update(
        MONTHLY_REPORTS,
        {"id": fact.originator_id},
        state=ReportState.SUBMITTED,
        reported_at=fact.act.at,
        verified_at=None,
        verified_by=None,
        reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )
    _write_lines(rows, partial(rows.put, keep=("number",)), fact)


def _write_lines(rows: Rows, write: Callable[..., None], fact: ProgressReported | ProgressCorrected) -> None:
    """Lines keep the place in which they were first told; those of a first report are new, which is less work."""
    for index, line in enumerate(fact.lines):
        write(
            REALIZATIONS,
            report_id=fact.originator_id,
            target_id=line.target_id,
            plan_id=fact.plan_id,
            month=fact.month,
            number=fact.originator_version * _MOST_LINES + index,
            amount=line.amount,
            numerator=line.numerator,
            denominator=line.denominator,
            note=text_at(fact, f"lines[{index}].note", line.note),
            measurement_id=_measure(rows, fact, line),
            counts=True,
        )


def _measure(rows: Rows, fact: ProgressReported | ProgressCorrected, line: Realization) -> UUID | None:
    """Keep where a line's numbers come from; None when they were typed in."""
    measured = line.measured
    if measured is None:
        return None
    id = measurement_id(fact.originator_id, line.target_id, fact.originator_version)
    rows.insert(
        MEASUREMENTS,
        id=id,
        plan_id=fact.plan_id,
        target_id=line.target_id,
        month=fact.month,
        service_id=measured.service_id,
        figure=measured.figure,
        employee_id=measured.officer.employee_id if measured.officer else None,
        position_id=measured.officer.position_id if measured.officer else None,
        first_month=measured.first_month,
        last_month=measured.last_month,
        at_position=measured.position,
        counted=measured.counted,
        hash=measured.hash,
        running=list(measured.running),
    )
    return id


def _return(rows: Rows, fact: ReportReturned) -> None:
    rows.update(
        MONTHLY_REPORTS,
        {"id": fact.originator_id},
        state=ReportState.RETURNED,
        verified_at=None,
        verified_by=None,
        reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )
    rows.update(REALIZATIONS, {"report_id": fact.originator_id}, counts=False)


def _verify(rows: Rows, fact: ReportVerified) -> None:
    rows.update(
        MONTHLY_REPORTS,
        {"id": fact.originator_id},
        state=ReportState.VERIFIED,
        verified_at=fact.act.at,
        verified_by=fact.act.by,
        version=fact.originator_version,
    )


ON: Handlers = {
    ProgressReported: _report,
    ProgressCorrected: _correct,
    ReportReturned: _return,
    ReportVerified: _verify,
}
NOT_SHOWN = ()
