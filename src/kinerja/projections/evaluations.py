"""Evaluations and the terms that explain them, as they are read. Nothing here recomputes a judgement."""

from fractions import Fraction

from kinerja.domain.evaluation_facts import (
    EvaluationAccepted,
    EvaluationDelivered,
    EvaluationOpened,
    EvaluationRated,
    EvaluationState,
    EvaluationWithdrawn,
)
from kinerja.domain.rules.terms import rounded
from kinerja.projections.packing import pack
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import (
    ID,
    Table,
    date,
    decimal,
    flag,
    moment,
    number,
    packed,
    sealed,
    text,
    texts,
    uuid,
)

EVALUATIONS = Table(
    "evaluations",
    key=(ID,),
    columns=(
        uuid("employee_id"),
        uuid("plan_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("period_id"),
        text("window_code"),
        text("kind"),
        date("starts_on"),
        date("ends_on"),
        text("state"),
        texts("asked"),
        text("rules_id"),
        text("rules_hash"),
        moment("opened_at"),
        moment("rated_at", nullable=True),
        uuid("rated_by", nullable=True),
        text("capacity", nullable=True),
        text("results_rating", nullable=True),
        text("behavior_rating", nullable=True),
        flag("innovation", nullable=True),
        text("predicate", nullable=True),
        sealed("reason", nullable=True),
        decimal("results_score", nullable=True),
        decimal("behavior_score", nullable=True),
        decimal("number", nullable=True),
        text("number_class", nullable=True),
        text("suggested_results", nullable=True),
        text("suggested_behavior", nullable=True),
        text("suggested_predicate", nullable=True),
        number("basis_position", nullable=True),
        text("content_hash", nullable=True),
        number("judged_position", nullable=True),
        moment("delivered_at", nullable=True),
        moment("accepted_at", nullable=True),
        moment("withdrawn_at", nullable=True),
        number("version"),
    ),
    indexes=(
        ("employee_id", "ends_on", "id"),
        ("plan_id", "ends_on", "kind"),
        ("unit_id", "ends_on", "id"),
        ("period_id", "ends_on", "id"),
        ("ends_on", "id"),
    ),
)
EXPLANATIONS = Table(
    "explanations",
    key=(number("judged_position"),),
    columns=(uuid("evaluation_id"), packed("terms")),
    append_only=True,
)
"""The terms of each judgement, by its position in the log: by far the longest part, and it never changes."""
TABLES = (EVALUATIONS, EXPLANATIONS)


def _open(rows: Rows, fact: EvaluationOpened) -> None:
    rows.insert(
        EVALUATIONS,
        id=fact.originator_id,
        employee_id=fact.employee_id,
        plan_id=fact.plan_id,
        position_id=fact.position_id,
        unit_id=fact.unit_id,
        period_id=fact.period_id,
        window_code=fact.window.code,
        kind=fact.window.kind,
        starts_on=fact.window.starts_on,
        ends_on=fact.window.ends_on,
        state=EvaluationState.OPENED,
        asked=fact.asked,
        rules_id=fact.rules.id,
        rules_hash=fact.rules.hash,
        opened_at=fact.act.at,
        version=fact.originator_version,
    )


def _rate(rows: Rows, fact: EvaluationRated) -> None:
    judgement, scores = fact.judgement, fact.judgement.scores
    rows.update(
        EVALUATIONS,
        {"id": fact.originator_id},
        state=EvaluationState.RATED,
        rated_at=fact.act.at,
        rated_by=fact.act.by,
        capacity=fact.act.capacity,
        results_rating=judgement.results_rating,
        behavior_rating=judgement.behavior_rating,
        innovation=judgement.innovation,
        predicate=judgement.predicate,
        reason=text_of(fact, "act.reason"),
        results_score=_shown(scores.results),
        behavior_score=_shown(scores.behavior),
        number=scores.number_shown,
        number_class=scores.number_class,
        suggested_results=scores.suggested_results,
        suggested_behavior=scores.suggested_behavior,
        suggested_predicate=scores.suggested_predicate,
        basis_position=fact.basis_position,
        content_hash=fact.content_hash,
        judged_position=rows.position,
        version=fact.originator_version,
    )
    rows.insert(
        EXPLANATIONS,
        judged_position=rows.position,
        evaluation_id=fact.originator_id,
        terms=pack(judgement.terms),
    )


def _deliver(rows: Rows, fact: EvaluationDelivered) -> None:
    rows.update(
        EVALUATIONS,
        {"id": fact.originator_id},
        state=EvaluationState.DELIVERED,
        delivered_at=fact.act.at,
        version=fact.originator_version,
    )


def _accept(rows: Rows, fact: EvaluationAccepted) -> None:
    rows.update(
        EVALUATIONS,
        {"id": fact.originator_id},
        state=EvaluationState.ACCEPTED,
        accepted_at=fact.act.at,
        version=fact.originator_version,
    )


def _withdraw(rows: Rows, fact: EvaluationWithdrawn) -> None:
    rows.update(
        EVALUATIONS,
        {"id": fact.originator_id},
        state=EvaluationState.WITHDRAWN,
        withdrawn_at=fact.act.at,
        version=fact.originator_version,
    )


def _shown(exact: str | None) -> object:
    return None if exact is None else rounded(Fraction(exact))


ON: Handlers = {
    EvaluationOpened: _open,
    EvaluationRated: _rate,
    EvaluationDelivered: _deliver,
    EvaluationAccepted: _accept,
    EvaluationWithdrawn: _withdraw,
}
NOT_SHOWN = ()
