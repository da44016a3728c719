"""The register of services as it is read."""

from uuid import UUID

from kinerja.domain.durations import TimeLimit
from kinerja.domain.services import ServiceRegistered, ServiceRevised, ServiceTerms
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, decimal, number, text, uuid, uuids

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
TABLES = (SERVICES, SERVICE_POSITIONS)


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


ON: Handlers = {ServiceRegistered: _register, ServiceRevised: _revise}
NOT_SHOWN = ()
