"""Complaints about services as they are read."""

from kinerja.domain.complaints import ComplaintAnswered, ComplaintEntered, ComplaintReceived, ComplaintResolved
from kinerja.domain.periods import first_of_month
from kinerja.domain.service_vocabulary import ComplaintState
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, date, flag, moment, number, text, uuid

COMPLAINTS = Table(
    "complaints",
    key=(ID,),
    columns=(
        uuid("service_id"),
        uuid("unit_id"),
        text("reference"),
        uuid("encounter_id", nullable=True),
        text("element"),
        moment("received_at"),
        date("received_month"),
        number("received_position"),
        flag("limited"),
        text("state"),
        moment("answered_at", nullable=True),
        number("answer_minutes", nullable=True),
        number("answer_days", nullable=True),
        number("answer_working_days", nullable=True),
        flag("answered_within", nullable=True),
        moment("resolved_at", nullable=True),
        number("resolution_minutes", nullable=True),
        number("resolution_days", nullable=True),
        number("resolution_working_days", nullable=True),
        text("outcome", nullable=True),
        number("version"),
    ),
    indexes=(
        ("received_at", "id"),
        ("service_id", "received_at", "id"),
        ("service_id", "received_month"),
        ("encounter_id",),
    ),
)
TABLES = (COMPLAINTS,)


def _receive(rows: Rows, fact: ComplaintReceived) -> None:
    rows.insert(
        COMPLAINTS,
        id=fact.originator_id,
        service_id=fact.service_id,
        unit_id=fact.unit_id,
        reference=fact.reference,
        encounter_id=fact.encounter_id,
        element=fact.element,
        received_at=fact.received_at,
        received_month=first_of_month(fact.received_on),
        received_position=rows.position,
        limited=fact.limit is not None,
        state=ComplaintState.RECEIVED,
        answered_at=None,
        answer_minutes=None,
        answer_days=None,
        answer_working_days=None,
        answered_within=None,
        resolved_at=None,
        resolution_minutes=None,
        resolution_days=None,
        resolution_working_days=None,
        outcome=None,
        version=fact.originator_version,
    )


def _answer(rows: Rows, fact: ComplaintAnswered) -> None:
    rows.update(
        COMPLAINTS,
        {"id": fact.originator_id},
        state=ComplaintState.ANSWERED,
        answered_at=fact.answered_at,
        answer_minutes=fact.minutes,
        answer_days=fact.days,
        answer_working_days=fact.working_days,
        answered_within=fact.within,
        version=fact.originator_version,
    )


def _resolve(rows: Rows, fact: ComplaintResolved) -> None:
    rows.update(
        COMPLAINTS,
        {"id": fact.originator_id},
        state=ComplaintState.RESOLVED,
        resolved_at=fact.resolved_at,
        resolution_minutes=fact.minutes,
        resolution_days=fact.days,
        resolution_working_days=fact.working_days,
        outcome=fact.outcome,
        version=fact.originator_version,
    )


ON: Handlers = {ComplaintReceived: _receive, ComplaintAnswered: _answer, ComplaintResolved: _resolve}
NOT_SHOWN = (ComplaintEntered,)
