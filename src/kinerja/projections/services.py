"""Services, visits and what officers ended of them, as they are read."""

from uuid import UUID

from kinerja.domain.durations import TimeLimit
from kinerja.domain.encounters import (
    EncounterCorrected,
    EncounterEnded,
    EncounterHandedOver,
    EncounterReceived,
    Ending,
)
from kinerja.domain.periods import first_of_month
from kinerja.domain.services import ServiceRegistered, ServiceRevised, ServiceTerms
from kinerja.domain.tallies import EncountersCounted
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, date, decimal, flag, moment, number, text, uuid, uuids

SERVICES = Table(
    "services",
    key=(ID,),
    columns=(
        text("code"),
        text("name"),
        uuid("unit_id"),
        uuid("standard_id", nullable=True),
        uuids("positions"),
        decimal("time_limit", nullable=True),
        text("limit_unit", nullable=True),
        decimal("complaint_limit", nullable=True),
        text("complaint_limit_unit", nullable=True),
        number("version"),
    ),
    indexes=(("code", "id"), ("unit_id", "code"), ("standard_id", "code")),
)
SERVICE_POSITIONS = Table(
    "service_positions",
    key=(uuid("service_id"), uuid("position_id")),
    columns=(number("place"),),
    indexes=(("position_id",),),
)
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
        flag("within", nullable=True),
        flag("counts"),
        text("corrected", nullable=True),
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
ENCOUNTER_TALLIES = Table(
    "encounter_tallies",
    key=(uuid("service_id"), date("month"), uuid("employee_id"), uuid("position_id")),
    columns=(
        uuid("unit_id"),
        number("finished"),
        number("refused"),
        number("withdrawn"),
        number("minutes"),
        number("days"),
        number("limited"),
        number("within"),
    ),
    indexes=(("employee_id", "month"),),
)
ENCOUNTER_COUNTS = Table(
    "encounter_counts",
    key=(uuid("service_id"), date("month"), uuid("encounter_id"), number("counted_at")),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        text("outcome", nullable=True),
        number("minutes", nullable=True),
        number("days", nullable=True),
        flag("within", nullable=True),
    ),
    append_only=True,
)
"""What was counted, and what was taken out again (without an outcome), each at a position of the log."""
TABLES = (SERVICES, SERVICE_POSITIONS, ENCOUNTERS, ENCOUNTER_HANDS, ENCOUNTER_TALLIES, ENCOUNTER_COUNTS)


def _register(rows: Rows, fact: ServiceRegistered) -> None:
    rows.insert(
        SERVICES,
        id=fact.originator_id,
        code=fact.code,
        unit_id=fact.unit_id,
        **_terms(fact.terms),
        version=fact.originator_version,
    )
    _put_positions(rows, fact.originator_id, fact.terms)


def _revise(rows: Rows, fact: ServiceRevised) -> None:
    rows.update(SERVICES, {"id": fact.originator_id}, **_terms(fact.terms), version=fact.originator_version)
    rows.delete(SERVICE_POSITIONS, service_id=fact.originator_id)
    _put_positions(rows, fact.originator_id, fact.terms)


def _terms(terms: ServiceTerms) -> dict[str, object]:
    time_limit, limit_unit = _limit(terms.limit)
    complaint_limit, complaint_unit = _limit(terms.complaint_limit)
    return {
        "name": terms.name,
        "standard_id": terms.standard_id,
        "positions": terms.positions,
        "time_limit": time_limit,
        "limit_unit": limit_unit,
        "complaint_limit": complaint_limit,
        "complaint_limit_unit": complaint_unit,
    }


def _limit(limit: TimeLimit | None) -> tuple[object, object]:
    return (None, None) if limit is None else (limit.amount, limit.unit)


def _put_positions(rows: Rows, service_id: UUID, terms: ServiceTerms) -> None:
    for place, position_id in enumerate(dict.fromkeys(terms.positions)):
        rows.put(SERVICE_POSITIONS, service_id=service_id, position_id=position_id, place=place)


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


def _put_in_hands(rows: Rows, fact: EncounterReceived | EncounterHandedOver, since: object) -> None:
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
        **_ended(fact.ending),
        counts=fact.counts,
        corrected=fact.cause,
        version=fact.originator_version,
    )


def _ended(ending: Ending | None) -> dict[str, object]:
    if ending is None:
        return dict.fromkeys(("outcome", "ground", "ended_at", "ended_month", "minutes", "days", "within"))
    return {
        "outcome": ending.outcome,
        "ground": ending.ground,
        "ended_at": ending.ended_at,
        "ended_month": first_of_month(ending.ended_on),
        "minutes": ending.minutes,
        "days": ending.days,
        "within": ending.within,
    }


def _count(rows: Rows, fact: EncountersCounted) -> None:
    totals = fact.totals
    rows.put(
        ENCOUNTER_TALLIES,
        service_id=fact.service_id,
        month=fact.month,
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        unit_id=fact.unit_id,
        finished=totals.finished,
        refused=totals.refused,
        withdrawn=totals.withdrawn,
        minutes=totals.minutes,
        days=totals.days,
        limited=totals.limited,
        within=totals.within,
    )
    for each in fact.counted:
        said = {"outcome": each.outcome, "minutes": each.minutes, "days": each.days, "within": each.within}
        _add_count(rows, fact, each.encounter_id, said)
    for encounter_id in fact.dropped:
        _add_count(rows, fact, encounter_id, dict.fromkeys(("outcome", "minutes", "days", "within")))


def _add_count(rows: Rows, fact: EncountersCounted, encounter_id: UUID, said: dict[str, object]) -> None:
    rows.insert(
        ENCOUNTER_COUNTS,
        service_id=fact.service_id,
        month=fact.month,
        encounter_id=encounter_id,
        counted_at=rows.position,
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        **said,
    )


ON: Handlers = {
    ServiceRegistered: _register,
    ServiceRevised: _revise,
    EncounterReceived: _receive,
    EncounterHandedOver: _hand_over,
    EncounterEnded: _end,
    EncounterCorrected: _correct,
    EncountersCounted: _count,
}
NOT_SHOWN = ()
