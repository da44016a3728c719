"""Agencies and role grants as they are read."""

from kinerja.domain.agency import AgencyFounded, RoleGranted, RoleRevoked
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, sealed, text, uuid, uuids

AGENCIES = Table(
    "agencies",
    key=(ID,),
    columns=(text("code"), text("name"), text("level"), text("time_zone"), moment("founded_at")),
)
ROLE_GRANTS = Table(
    "role_grants",
    key=(ID,),
    columns=(
        uuid("holder_id"),
        sealed("holder_name", nullable=True),
        text("role"),
        date("starts_on"),
        date("ends_on", nullable=True),
        uuids("units"),
        text("letter_number", nullable=True),
        text("letter_issuer", nullable=True),
        date("letter_date", nullable=True),
    ),
    indexes=(("holder_id", "role"), ("role", "starts_on", "id")),
)
ROLE_GRANT_UNITS = Table(
    "role_grant_units",
    key=(uuid("grant_id"), uuid("unit_id")),
    columns=(),
    indexes=(("unit_id", "grant_id"),),
)
TABLES = (AGENCIES, ROLE_GRANTS, ROLE_GRANT_UNITS)


def _found(rows: Rows, fact: AgencyFounded) -> None:
    rows.insert(
        AGENCIES,
        id=fact.originator_id,
        code=fact.code,
        name=fact.name,
        level=fact.level,
        time_zone=fact.time_zone,
        founded_at=fact.act.at,
    )


def _grant(rows: Rows, fact: RoleGranted) -> None:
    letter = fact.act.letter
    rows.insert(
        ROLE_GRANTS,
        id=fact.grant_id,
        holder_id=fact.holder_id,
        holder_name=text_of(fact, "holder_name"),
        role=fact.role,
        starts_on=fact.starts_on,
        ends_on=fact.last_day,
        units=fact.units,
        letter_number=letter.number if letter else None,
        letter_issuer=letter.issuer if letter else None,
        letter_date=letter.issued_on if letter else None,
    )
    for unit_id in dict.fromkeys(fact.units):
        rows.insert(ROLE_GRANT_UNITS, grant_id=fact.grant_id, unit_id=unit_id)


def _revoke(rows: Rows, fact: RoleRevoked) -> None:
    rows.update(ROLE_GRANTS, {"id": fact.grant_id}, ends_on=fact.last_day)


ON: Handlers = {AgencyFounded: _found, RoleGranted: _grant, RoleRevoked: _revoke}
NOT_SHOWN = ()
