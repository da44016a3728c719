"""Leaves as they are read."""

from kinerja.domain.leaves import LeaveEnded, LeaveGranted
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, date, flag, text, uuid

LEAVES = Table(
    "leaves",
    key=(ID,),
    columns=(
        uuid("employee_id"),
        text("kind"),
        date("starts_on"),
        date("ends_on"),
        date("granted_until"),
        flag("taken"),
        text("letter_number", nullable=True),
        text("letter_issuer", nullable=True),
        date("letter_date", nullable=True),
    ),
    indexes=(("employee_id", "starts_on", "id"), ("starts_on", "id")),
)
TABLES = (LEAVES,)


def _grant(rows: Rows, fact: LeaveGranted) -> None:
    letter = fact.act.letter
    rows.insert(
        LEAVES,
        id=fact.leave_id,
        employee_id=fact.employee_id,
        kind=fact.kind,
        starts_on=fact.starts_on,
        ends_on=fact.ends_on,
        granted_until=fact.ends_on,
        taken=True,
        letter_number=letter.number if letter else None,
        letter_issuer=letter.issuer if letter else None,
        letter_date=letter.issued_on if letter else None,
    )


def _end(rows: Rows, fact: LeaveEnded) -> None:
    if fact.last_day is None:
        rows.update(LEAVES, {"id": fact.leave_id}, taken=False)
    else:
        rows.update(LEAVES, {"id": fact.leave_id}, ends_on=fact.last_day)


ON: Handlers = {LeaveGranted: _grant, LeaveEnded: _end}
NOT_SHOWN = ()
