"""Complaints about services as they are read."""

import datetime

from kinerja.domain.complaint_books import ComplaintEntered
from kinerja.domain.complaint_facts import (
    Answer,
    ComplaintAnswered,
    ComplaintCorrected,
    ComplaintReceived,
    ComplaintResolved,
    NewComplaint,
    Resolution,
)
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
        date("answered_month", nullable=True),
        date("resolved_month", nullable=True),
        uuid("employee_id", nullable=True),
        uuid("position_id", nullable=True),
        flag("counts"),
        text("corrected", nullable=True),
        number("version"),
    ),
    indexes=(
        ("received_at", "id"),
        ("service_id", "received_at", "id"),
        ("service_id", "received_month"),
        ("service_id", "answered_month"),
        ("service_id", "resolved_month"),
        ("employee_id", "received_at", "id"),
        ("encounter_id",),
    ),
)
COMPLAINT_STEPS = Table(
    "complaint_steps",
    key=(uuid("complaint_id"), text("step"), number("counted_at")),
    columns=(
        uuid("service_id"),
        date("month", nullable=True),
        flag("counts"),
        flag("limited"),
        number("minutes", nullable=True),
        number("days", nullable=True),
        number("working_days", nullable=True),
        flag("within", nullable=True),
    ),
    indexes=(("service_id", "month"),),
    append_only=True,
)
"""Each step of a complaint as it was recorded and corrected, each at a position of the log: what was counted then."""
TABLES = (COMPLAINTS, COMPLAINT_STEPS)
_OF_ANSWER = (
    "answered_at", "answered_month", "answer_minutes", "answer_days", "answer_working_days", "answered_within",
)  # fmt: skip
_OF_RESOLUTION = (
    "resolved_at", "resolved_month", "resolution_minutes", "resolution_days", "resolution_working_days", "outcome",
)  # fmt: skip
_Fact = ComplaintReceived | ComplaintAnswered | ComplaintResolved | ComplaintCorrected


def _receive(rows: Rows, fact: ComplaintReceived) -> None:
    rows.insert(
        COMPLAINTS,
        id=fact.originator_id,
        service_id=fact.service_id,
        unit_id=fact.unit_id,
        reference=fact.reference,
        **_received(fact),
        limited=fact.limit is not None,
        **_answered(None),
        **_resolved(None),
        state=ComplaintState.RECEIVED,
        employee_id=None,
        position_id=None,
        counts=True,
        corrected=None,
        version=fact.originator_version,
    )
    _add_step(rows, fact, ComplaintState.RECEIVED, fact.received_on, limited=fact.limit is not None)


def _answer(rows: Rows, fact: ComplaintAnswered) -> None:
    rows.update(
        COMPLAINTS,
        {"id": fact.originator_id},
        state=ComplaintState.ANSWERED,
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        **_answered(fact),
        version=fact.originator_version,
    )
    _add_step(rows, fact, ComplaintState.ANSWERED, fact.answered_on, **_time(fact), within=fact.within)


def _resolve(rows: Rows, fact: ComplaintResolved) -> None:
    rows.update(
        COMPLAINTS,
        {"id": fact.originator_id},
        state=ComplaintState.RESOLVED,
        **_resolved(fact),
        version=fact.originator_version,
    )
    _add_step(rows, fact, ComplaintState.RESOLVED, fact.resolved_on, **_time(fact))


def _correct(rows: Rows, fact: ComplaintCorrected) -> None:
    received, answer, resolution, counts = fact.received, fact.answer, fact.resolution, fact.counts
    rows.update(
        COMPLAINTS,
        {"id": fact.originator_id},
        **_received(received),
        **_answered(answer),
        **_resolved(resolution),
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        counts=counts,
        corrected=fact.cause,
        version=fact.originator_version,
    )
    limited = received.limit is not None
    _add_step(rows, fact, ComplaintState.RECEIVED, received.received_on, counts=counts, limited=limited)
    if answer is not None:
        day, within = answer.answered_on, answer.within
        _add_step(rows, fact, ComplaintState.ANSWERED, day, **_time(answer), counts=counts, within=within)
    if resolution is not None:
        _add_step(rows, fact, ComplaintState.RESOLVED, resolution.resolved_on, **_time(resolution), counts=counts)


def _received(received: ComplaintReceived | NewComplaint) -> dict[str, object]:
    return {
        "encounter_id": received.encounter_id,
        "element": received.element,
        "received_at": received.received_at,
        "received_month": first_of_month(received.received_on),
    }


def _answered(answer: ComplaintAnswered | Answer | None) -> dict[str, object]:
    if answer is None:
        return dict.fromkeys(_OF_ANSWER)
    return {
        "answered_at": answer.answered_at,
        "answered_month": _month(answer.answered_on),
        "answer_minutes": answer.minutes,
        "answer_days": answer.days,
        "answer_working_days": answer.working_days,
        "answered_within": answer.within,
    }


def _resolved(resolution: ComplaintResolved | Resolution | None) -> dict[str, object]:
    if resolution is None:
        return dict.fromkeys(_OF_RESOLUTION)
    return {
        "resolved_at": resolution.resolved_at,
        "resolved_month": _month(resolution.resolved_on),
        "resolution_minutes": resolution.minutes,
        "resolution_days": resolution.days,
        "resolution_working_days": resolution.working_days,
        "outcome": resolution.outcome,
    }


def _month(day: datetime.date | None) -> datetime.date | None:
    return None if day is None else first_of_month(day)


def _add_step(rows: Rows, fact: _Fact, step: ComplaintState, day: datetime.date | None, **said: object) -> None:
    known = {"counts": True, "limited": False, "within": None, **_time(None), **said}
    rows.insert(
        COMPLAINT_STEPS,
        complaint_id=fact.originator_id,
        step=step,
        counted_at=rows.position,
        service_id=fact.service_id,
        month=_month(day),
        **known,
    )


def _time(of: ComplaintAnswered | ComplaintResolved | Answer | Resolution | None) -> dict[str, object]:
    return {name: getattr(of, name) if of is not None else None for name in ("minutes", "days", "working_days")}


ON: Handlers = {
    ComplaintReceived: _receive,
    ComplaintAnswered: _answer,
    ComplaintResolved: _resolve,
    ComplaintCorrected: _correct,
}
NOT_SHOWN = (ComplaintEntered,)
