"""Visits to services as they are read."""

from kinerja.domain.encounter_facts import (
    EncounterCorrected,
    EncounterEnded,
    EncounterHandedOver,
    EncounterReceived,
    Ending,
    FeedbackTokenIssued,
)
from kinerja.domain.periods import first_of_month
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, date, flag, moment, number, text, uuid

ENCOUNTERS = Table(
    "service_encounters",
    key=(ID,),
    columns=(
        uuid("service_id"),
        uuid("unit_id"),
        text("reference"),
        moment("received_at"),
        date("received_month"),
        uuid("employee_id"),
        uuid("position_id"),
        text("outcome", nullable=True),
        text("ground", nullable=True),
        moment("ended_at", nullable=True),
        date("ended_month", nullable=True),
        number("minutes", nullable=True),
        number("days", nullable=True),
        number("working_days", nullable=True),
        flag("within", nullable=True),
        flag("counts"),
        text("corrected", nullable=True),
        moment("token_issued_at", nullable=True),
        number("version"),
    ),
    indexes=(
        ("received_at", "id"),
        ("service_id", "received_at", "id"),
        ("service_id", "received_month"),
        ("service_id", "ended_month"),
        ("employee_id", "received_at", "id"),
    ),
)
ENCOUNTER_HANDS = Table(
    "encounter_hands",
    key=(uuid("encounter_id"), number("number")),
    columns=(uuid("employee_id"), uuid("position_id"), uuid("unit_id"), moment("since")),
    append_only=True,
)
_OF_ENDING = ("outcome", "ground", "ended_at", "ended_month", "minutes", "days", "working_days", "within")
TABLES = (ENCOUNTERS, ENCOUNTER_HANDS)


def _receive(rows: Rows, fact: EncounterReceived) -> None:
    rows.insert(
        ENCOUNTERS,
        id=fact.originator_id,
        service_id=fact.service_id,
        unit_id=fact.unit_id,
        reference=fact.reference,
        received_at=fact.received_at,
        received_month=first_of_month(fact.received_on),
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        **_ended(None),
        counts=True,
        corrected=None,
        token_issued_at=None,
        version=fact.originator_version,
    )
    _put_in_hands(rows, fact, fact.received_at)


def _hand_over(rows: Rows, fact: EncounterHandedOver) -> None:
    rows.update(
        ENCOUNTERS,
        {"id": fact.originator_id},
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        version=fact.originator_version,
    )
    _put_in_hands(rows, fact, fact.handed_at)


def _put_in_hands(
    rows: Rows, fact: EncounterReceived | EncounterHandedOver | EncounterCorrected, since: object
) -> None:
    rows.insert(
        ENCOUNTER_HANDS,
        encounter_id=fact.originator_id,
        number=fact.originator_version,
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        unit_id=fact.unit_id,
        since=since,
    )


def _end(rows: Rows, fact: EncounterEnded) -> None:
    rows.update(ENCOUNTERS, {"id": fact.originator_id}, **_ended(fact.ending), version=fact.originator_version)


def _correct(rows: Rows, fact: EncounterCorrected) -> None:
    rows.update(
        ENCOUNTERS,
        {"id": fact.originator_id},
        received_at=fact.received_at,
        received_month=first_of_month(fact.received_on),
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        **_ended(fact.ending),
        counts=fact.counts,
        corrected=fact.cause,
        version=fact.originator_version,
    )
    if fact.handed_at is not None:
        _put_in_hands(rows, fact, fact.handed_at)


def _issue_token(rows: Rows, fact: FeedbackTokenIssued) -> None:
    rows.update(ENCOUNTERS, {"id": fact.originator_id}, token_issued_at=fact.act.at, version=fact.originator_version)


def _ended(ending: Ending | None) -> dict[str, object]:
    if ending is None:
        return dict.fromkeys(_OF_ENDING)
    return {
        "outcome": ending.outcome,
        "ground": ending.ground,
        "ended_at": ending.ended_at,
        "ended_month": first_of_month(ending.ended_on),
        "minutes": ending.minutes,
        "days": ending.days,
        "working_days": ending.working_days,
        "within": ending.within,
    }


ON: Handlers = {
    EncounterReceived: _receive,
    EncounterHandedOver: _hand_over,
    EncounterEnded: _end,
    EncounterCorrected: _correct,
    FeedbackTokenIssued: _issue_token,
}
NOT_SHOWN = ()
