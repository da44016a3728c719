"""Standards as they are read."""

from kinerja.domain.standards import StandardApproved, StandardBroughtIntoForce, StandardDrafted, StandardStage
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, date, moment, number, text, texts, uuid

STANDARDS = Table(
    "standards",
    key=(ID,),
    columns=(
        text("code"),
        text("title"),
        text("service"),
        texts("procedure"),
        text("legal_basis"),
        text("stage"),
        moment("drafted_at"),
        moment("approved_at", nullable=True),
        date("effective_on", nullable=True),
        number("version"),
    ),
    indexes=(("code",), ("effective_on", "id")),
)
STANDARD_POSITIONS = Table(
    "standard_positions",
    key=(uuid("standard_id"), uuid("position_id")),
    columns=(),
    indexes=(("position_id", "standard_id"),),
)
TABLES = (STANDARDS, STANDARD_POSITIONS)


def _draft(rows: Rows, fact: StandardDrafted) -> None:
    rows.insert(
        STANDARDS,
        id=fact.originator_id,
        code=fact.code,
        title=fact.title,
        service=fact.service,
        procedure=fact.procedure,
        legal_basis=fact.legal_basis,
        stage=StandardStage.DRAFT,
        drafted_at=fact.act.at,
        version=fact.originator_version,
    )
    for position_id in fact.positions:
        rows.insert(STANDARD_POSITIONS, standard_id=fact.originator_id, position_id=position_id)


def _approve(rows: Rows, fact: StandardApproved) -> None:
    rows.update(
        STANDARDS,
        {"id": fact.originator_id},
        stage=StandardStage.APPROVED,
        approved_at=fact.act.at,
        version=fact.originator_version,
    )


def _bring_into_force(rows: Rows, fact: StandardBroughtIntoForce) -> None:
    rows.update(
        STANDARDS,
        {"id": fact.originator_id},
        stage=StandardStage.IN_FORCE,
        effective_on=fact.effective_on,
        version=fact.originator_version,
    )


ON: Handlers = {
    StandardDrafted: _draft,
    StandardApproved: _approve,
    StandardBroughtIntoForce: _bring_into_force,
}
NOT_SHOWN = ()
