"""Disclosures as they are read: that somebody broke the glass of a collection. What was seen stands nowhere."""

from kinerja.domain.disclosing import GlassBroken
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, uuid

DISCLOSURES = Table(
    "disclosures",
    key=(ID,),
    columns=(
        uuid("collection_id"),
        uuid("unit_id"),
        uuid("employee_id", nullable=True),
        uuid("inspector_id"),
        sealed("reason"),
        text("case_number"),
        text("case_issuer"),
        date("case_date"),
        text("mandate_number"),
        moment("broken_at"),
        date("until", nullable=True),
        number("version"),
    ),
    indexes=(("broken_at", "id"), ("collection_id", "broken_at"), ("inspector_id", "broken_at")),
)
TABLES = (DISCLOSURES,)


def _break(rows: Rows, fact: GlassBroken) -> None:
    rows.insert(
        DISCLOSURES,
        id=fact.originator_id,
        collection_id=fact.collection_id,
        unit_id=fact.unit_id,
        employee_id=fact.employee_id,
        inspector_id=fact.act.by,
        reason=text_of(fact, "act.reason"),
        case_number=fact.case.number,
        case_issuer=fact.case.issuer,
        case_date=fact.case.issued_on,
        mandate_number=fact.act.letter.number if fact.act.letter else "",
        broken_at=fact.act.at,
        until=fact.until,
        version=fact.originator_version,
    )


ON: Handlers = {GlassBroken: _break}
NOT_SHOWN = ()
