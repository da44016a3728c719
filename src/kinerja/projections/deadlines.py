"""Deadlines as they are read; the scheduler finds here what is over."""

from kinerja.domain.deadlines import DeadlineExtended, DeadlinePassed, DeadlineSet
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, uuid

DEADLINES = Table(
    "deadlines",
    key=(ID,),
    columns=(
        uuid("period_id"),
        uuid("employee_id", nullable=True),
        text("kind"),
        text("window_code"),
        date("first_due_on"),
        date("due_on"),
        date("grace_until"),
        moment("passes_at"),
        moment("extended_at", nullable=True),
        sealed("reason", nullable=True),
        moment("passed_at", nullable=True),
        number("version"),
    ),
    indexes=(("period_id", "due_on", "id"), ("due_on", "id"), ("passes_at",)),
)
TABLES = (DEADLINES,)


def _set(rows: Rows, fact: DeadlineSet) -> None:
    rows.insert(
        DEADLINES,
        id=fact.originator_id,
        period_id=fact.period_id,
        employee_id=fact.employee_id,
        kind=fact.kind,
        window_code=fact.window,
        first_due_on=fact.due.due_on,
        due_on=fact.due.due_on,
        grace_until=fact.due.grace_until,
        passes_at=fact.due.passes_at,
        extended_at=None,
        reason=None,
        passed_at=None,
        version=fact.originator_version,
    )


def _extend(rows: Rows, fact: DeadlineExtended) -> None:
    rows.update(
        DEADLINES,
        {"id": fact.originator_id},
        due_on=fact.due.due_on,
        grace_until=fact.due.grace_until,
        passes_at=fact.due.passes_at,
        extended_at=fact.act.at,
        reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


def _pass(rows: Rows, fact: DeadlinePassed) -> None:
    rows.update(DEADLINES, {"id": fact.originator_id}, passed_at=fact.act.at, version=fact.originator_version)


ON: Handlers = {DeadlineSet: _set, DeadlineExtended: _extend, DeadlinePassed: _pass}
NOT_SHOWN = ()
