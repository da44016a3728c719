"""Proposals on indicators as they are read."""

from kinerja.domain.inputs import camel
from kinerja.domain.proposals import IndicatorProposalDecided, IndicatorProposed
from kinerja.projections.rows import Handlers, Rows, as_json, text_of
from kinerja.projections.tables import ID, Table, document, moment, number, sealed, text, uuid

INDICATOR_PROPOSALS = Table(
    "indicator_proposals",
    key=(ID,),
    columns=(
        uuid("indicator_id"),
        number("indicator_version"),
        text("kind"),
        uuid("proposed_by"),
        sealed("reason", nullable=True),
        moment("proposed_at"),
        document("changes"),
        text("disposition", nullable=True),
        sealed("answer", nullable=True),
        moment("decided_at", nullable=True),
        uuid("decided_by", nullable=True),
        number("version"),
    ),
    indexes=(("indicator_id", "proposed_at", "id"), ("proposed_by", "proposed_at"), ("proposed_at", "id")),
)
TABLES = (INDICATOR_PROPOSALS,)


def _propose(rows: Rows, fact: IndicatorProposed) -> None:
    rows.insert(
        INDICATOR_PROPOSALS,
        id=fact.originator_id,
        indicator_id=fact.indicator_id,
        indicator_version=fact.indicator_version,
        kind=fact.kind,
        proposed_by=fact.proposed_by,
        reason=text_of(fact, "act.reason"),
        proposed_at=fact.act.at,
        changes=as_json(
            [{"field": camel(each.field), "before": each.before, "after": each.after} for each in fact.changes]
        ),
        disposition=None,
        answer=None,
        decided_at=None,
        decided_by=None,
        version=fact.originator_version,
    )


def _decide(rows: Rows, fact: IndicatorProposalDecided) -> None:
    rows.update(
        INDICATOR_PROPOSALS,
        {"id": fact.originator_id},
        disposition=fact.disposition,
        answer=text_of(fact, "act.reason"),
        decided_at=fact.act.at,
        decided_by=fact.act.by,
        version=fact.originator_version,
    )


ON: Handlers = {IndicatorProposed: _propose, IndicatorProposalDecided: _decide}
NOT_SHOWN = ()
