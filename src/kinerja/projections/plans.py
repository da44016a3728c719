"""What the facts of a plan change in the tables of plans; its results and targets are written by ``plan_results``."""

from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Fact
from kinerja.domain.plan_contents import PlanState
from kinerja.domain.plan_draft_facts import (
    BehaviorExpectationSet,
    PlanAnnexSet,
    PlanDrafted,
    PlanSubmitted,
    TargetRemoved,
    TargetSet,
    WorkResultAdded,
    WorkResultRemoved,
)
from kinerja.domain.plan_facts import PlanApproved, PlanClosed, PlanReturned, PlanRevised
from kinerja.projections.plan_results import add_result, remove_result, remove_target, revise_results, set_target
from kinerja.projections.plan_tables import (
    BEHAVIOR_EXPECTATIONS,
    PLAN_ANNEX,
    PLAN_VERSIONS,
    PLANS,
    RESULT_SUPPORTS,
    RESULT_WEIGHTS,
    TARGETS,
    WORK_RESULTS,
)
from kinerja.projections.rows import Handler, Handlers, Rows, text_of

TABLES = (
    PLANS, PLAN_VERSIONS, WORK_RESULTS, RESULT_WEIGHTS, RESULT_SUPPORTS, TARGETS, BEHAVIOR_EXPECTATIONS, PLAN_ANNEX,
)  # fmt: skip


def _draft(rows: Rows, fact: PlanDrafted) -> None:
    rows.insert(
        PLANS,
        id=fact.originator_id,
        employee_id=fact.employee_id,
        assignment_id=fact.assignment_id,
        position_id=fact.position_id,
        unit_id=fact.unit_id,
        period_id=fact.period_id,
        starts_on=fact.starts_on,
        ends_on=fact.ends_on,
        state=PlanState.DRAFT,
        newest_version=0,
        drafted_at=fact.act.at,
        template_id=fact.template.template_id if fact.template else None,
        template_version=fact.template.number if fact.template else None,
        version=fact.originator_version,
    )


def _expect(rows: Rows, fact: BehaviorExpectationSet) -> None:
    rows.put(
        BEHAVIOR_EXPECTATIONS,
        plan_id=fact.originator_id,
        value=fact.value,
        expectation=text_of(fact, "expectation"),
    )
    _touch(rows, fact.originator_id, fact.originator_version)


def _annex(rows: Rows, fact: PlanAnnexSet) -> None:
    rows.put(PLAN_ANNEX, plan_id=fact.originator_id, part=fact.part, content=text_of(fact, "content"))
    _touch(rows, fact.originator_id, fact.originator_version)


def _submit(rows: Rows, fact: PlanSubmitted) -> None:
    rows.update(
        PLANS,
        {"id": fact.originator_id},
        state=PlanState.SUBMITTED,
        submitted_at=fact.act.at,
        return_reason=None,
        version=fact.originator_version,
    )


def _return(rows: Rows, fact: PlanReturned) -> None:
    rows.update(
        PLANS,
        {"id": fact.originator_id},
        state=PlanState.RETURNED,
        return_reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


def _approve(rows: Rows, fact: PlanApproved) -> None:
    rows.update(
        PLANS,
        {"id": fact.originator_id},
        state=fact.state,
        newest_version=1,
        approved_at=fact.act.at,
        approved_by=fact.act.by,
        version=fact.originator_version,
    )
    rows.insert(
        PLAN_VERSIONS,
        plan_id=fact.originator_id,
        number=1,
        effective_on=fact.effective_on,
        reason=None,
        **_decision(rows, fact.act),
    )


def _revise(rows: Rows, fact: PlanRevised) -> None:
    rows.update(
        PLANS,
        {"id": fact.originator_id},
        newest_version=fact.number,
        version=fact.originator_version,
    )
    rows.insert(
        PLAN_VERSIONS,
        plan_id=fact.originator_id,
        number=fact.number,
        effective_on=fact.effective_on,
        reason=text_of(fact, "act.reason"),
        **_decision(rows, fact.act),
    )
    revise_results(rows, fact)


def _close(rows: Rows, fact: PlanClosed) -> None:
    rows.update(
        PLANS,
        {"id": fact.originator_id},
        state=fact.state,
        closed_on=fact.closed_on,
        closing_cause=fact.cause,
        closing_reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


def _decision(rows: Rows, act: Act) -> dict[str, object]:
    """Who decided what, in which capacity, under which letter."""
    return {
        "decided_at": act.at,
        "decided_by": act.by,
        "capacity": act.capacity,
        "letter_number": act.letter.number if act.letter else None,
        "legal_basis": act.legal_basis,
        "decided_position": rows.position,
    }


def _drafting(handler: Handler) -> Handler:
    """The handler of a fact that changes what a draft has, which is another version of the plan."""

    def handle(rows: Rows, fact: Fact) -> None:
        handler(rows, fact)
        _touch(rows, fact.originator_id, fact.originator_version)

    return handle


def _touch(rows: Rows, plan_id: UUID, version: int) -> None:
    rows.update(PLANS, {"id": plan_id}, version=version)


ON: Handlers = {
    PlanDrafted: _draft,
    WorkResultAdded: _drafting(add_result),
    WorkResultRemoved: _drafting(remove_result),
    TargetSet: _drafting(set_target),
    TargetRemoved: _drafting(remove_target),
    BehaviorExpectationSet: _expect,
    PlanSubmitted: _submit,
    PlanReturned: _return,
    PlanApproved: _approve,
    PlanRevised: _revise,
    PlanAnnexSet: _annex,
    PlanClosed: _close,
}
NOT_SHOWN = ()
