"""Proposed revisions of plans as they are read."""

from typing import Any

from kinerja.domain.plan_contents import NewResult, RemovedTarget, SupportedResult, Target
from kinerja.domain.plan_revisions import PlanRevisionAnswered, PlanRevisionDecided, PlanRevisionProposed
from kinerja.projections.rows import Handlers, Rows, text_at, text_of
from kinerja.projections.tables import ID, Table, date, decimal, flag, moment, number, sealed, text, uuid

PLAN_REVISION_PROPOSALS = Table(
    "plan_revision_proposals",
    key=(ID,),
    columns=(
        uuid("plan_id"),
        uuid("employee_id"),
        number("number"),
        date("effective_on"),
        uuid("proposed_by", nullable=True),
        sealed("reason", nullable=True),
        text("legal_basis"),
        moment("proposed_at"),
        text("disposition", nullable=True),
        sealed("answer", nullable=True),
        moment("decided_at", nullable=True),
        uuid("decided_by", nullable=True),
        number("version"),
    ),
    indexes=(("plan_id", "proposed_at", "id"), ("proposed_at", "id")),
)
PLAN_REVISION_LINES = Table(
    "plan_revision_lines",
    key=(uuid("proposal_id"), number("number")),
    columns=(
        uuid("plan_id"),
        text("kind"),
        uuid("result_id"),
        sealed("title", nullable=True),
        text("result_kind", nullable=True),
        decimal("weight", nullable=True),
        uuid("target_id", nullable=True),
        uuid("indicator_id", nullable=True),
        text("aspect", nullable=True),
        decimal("amount", nullable=True),
        uuid("supports_plan_id", nullable=True),
        uuid("supports_result_id", nullable=True),
    ),
    append_only=True,
)
PLAN_REVISION_AGREEMENTS = Table(
    "plan_revision_agreements",
    key=(uuid("proposal_id"), uuid("owner_plan_id")),
    columns=(
        uuid("plan_id"),
        uuid("owner_id"),
        flag("agreed", nullable=True),
        moment("answered_at", nullable=True),
        uuid("answered_by", nullable=True),
        sealed("reason", nullable=True),
    ),
)
TABLES = (PLAN_REVISION_PROPOSALS, PLAN_REVISION_LINES, PLAN_REVISION_AGREEMENTS)
_NOTHING: dict[str, Any] = {
    "title": None,
    "result_kind": None,
    "weight": None,
    "target_id": None,
    "indicator_id": None,
    "aspect": None,
    "amount": None,
    "supports_plan_id": None,
    "supports_result_id": None,
}


def _propose(rows: Rows, fact: PlanRevisionProposed) -> None:
    rows.insert(
        PLAN_REVISION_PROPOSALS,
        id=fact.originator_id,
        plan_id=fact.plan_id,
        employee_id=fact.employee_id,
        number=fact.number,
        effective_on=fact.revision.effective_on,
        proposed_by=fact.act.by,
        reason=text_of(fact, "act.reason"),
        legal_basis=fact.act.legal_basis,
        proposed_at=fact.act.at,
        disposition=None,
        answer=None,
        decided_at=None,
        decided_by=None,
        version=fact.originator_version,
    )
    for place, line in enumerate(_lines(fact)):
        rows.insert(
            PLAN_REVISION_LINES,
            **_NOTHING | {"proposal_id": fact.originator_id, "plan_id": fact.plan_id, "number": place + 1} | line,
        )
    for owner in fact.owners:
        rows.insert(
            PLAN_REVISION_AGREEMENTS,
            proposal_id=fact.originator_id,
            owner_plan_id=owner.plan_id,
            plan_id=fact.plan_id,
            owner_id=owner.employee_id,
            agreed=None,
            answered_at=None,
            answered_by=None,
            reason=None,
        )


def _lines(fact: PlanRevisionProposed) -> list[dict[str, Any]]:
    revision = fact.revision
    added = [_added(fact, index, new) for index, new in enumerate(revision.added)]
    weights = [{"kind": "WEIGHT", "result_id": line.result_id, "weight": line.weight} for line in revision.weights]
    supports = [
        {"kind": "SUPPORT", "result_id": line.result_id, **_supported(line.supports)} for line in revision.supports
    ]
    removed = [{"kind": "REMOVAL", "result_id": id} for id in revision.removed]
    left = [_of_target(target, "TARGET_REMOVAL") for target in revision.removed_targets]
    return [*added, *(_target(target) for target in revision.targets), *weights, *supports, *removed, *left]


def _supported(supports: SupportedResult | None) -> dict[str, Any]:
    if supports is None:
        return {}
    return {"supports_plan_id": supports.plan_id, "supports_result_id": supports.result_id}


def _added(fact: PlanRevisionProposed, index: int, new: NewResult) -> dict[str, Any]:
    return {
        "kind": "RESULT",
        "result_id": new.result.id,
        "title": text_at(fact, f"revision.added[{index}].title", new.title),
        "result_kind": new.result.kind,
        "weight": new.result.weight,
        **_supported(new.result.supports),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        **_of_target(target, "TARGET"),
        "aspect": target.aspect,
        "amount": target.amount,
    }


def _of_target(target: Target | RemovedTarget, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "result_id": target.result_id,
        "target_id": target.id,
        "indicator_id": target.indicator_id,
    }


def _answer(rows: Rows, fact: PlanRevisionAnswered) -> None:
    rows.update(
        PLAN_REVISION_AGREEMENTS,
        {"proposal_id": fact.originator_id, "owner_plan_id": fact.owner_plan_id},
        agreed=fact.agreed,
        answered_at=fact.act.at,
        answered_by=fact.act.by,
        reason=text_of(fact, "act.reason"),
    )
    rows.update(PLAN_REVISION_PROPOSALS, {"id": fact.originator_id}, version=fact.originator_version)


def _decide(rows: Rows, fact: PlanRevisionDecided) -> None:
    rows.update(
        PLAN_REVISION_PROPOSALS,
        {"id": fact.originator_id},
        disposition=fact.disposition,
        answer=text_of(fact, "act.reason"),
        decided_at=fact.act.at,
        decided_by=fact.act.by,
        version=fact.originator_version,
    )


ON: Handlers = {
    PlanRevisionProposed: _propose,
    PlanRevisionAnswered: _answer,
    PlanRevisionDecided: _decide,
}
NOT_SHOWN = ()
