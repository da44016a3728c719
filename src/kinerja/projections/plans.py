"""What the facts of a plan change in the tables of plans."""

from datetime import date
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.plan_contents import NewResult, PlanState, ResultWeight, Target, WorkResult
from kinerja.domain.plan_facts import (
    BehaviorExpectationSet,
    PlanAnnexSet,
    PlanApproved,
    PlanClosed,
    PlanDrafted,
    PlanReturned,
    PlanRevised,
    PlanSubmitted,
    TargetSet,
    WorkResultAdded,
    WorkResultRemoved,
)
from kinerja.projections.plan_tables import (
    BEHAVIOR_EXPECTATIONS,
    PLAN_ANNEX,
    PLAN_VERSIONS,
    PLANS,
    RESULT_WEIGHTS,
    TARGETS,
    WORK_RESULTS,
)
from kinerja.projections.rows import Handlers, Rows, text_at, text_of

TABLES = (PLANS, PLAN_VERSIONS, WORK_RESULTS, RESULT_WEIGHTS, TARGETS, BEHAVIOR_EXPECTATIONS, PLAN_ANNEX)
_FROM_THE_BEGINNING = date.min


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


def _add_result(rows: Rows, fact: WorkResultAdded) -> None:
    _insert_result(rows, fact.originator_id, fact.originator_version, fact.result, text_of(fact, "title"))
    _weigh(rows, fact.originator_id, fact.result, _FROM_THE_BEGINNING)
    _touch(rows, fact.originator_id, fact.originator_version)


def _insert_result(rows: Rows, plan_id: UUID, place: int, result: WorkResult, title: UUID | None) -> None:
    """``place`` orders results and targets as they were added."""
    rows.insert(
        WORK_RESULTS,
        id=result.id,
        plan_id=plan_id,
        number=place,
        kind=result.kind,
        title=title,
        supports_plan_id=result.supports.plan_id if result.supports else None,
        supports_result_id=result.supports.result_id if result.supports else None,
        weight=result.weight,
        held_by=result.held_by,
        perspective=result.perspective,
        inherited_from=result.inherited_from.result_id if result.inherited_from else None,
    )


def _remove_result(rows: Rows, fact: WorkResultRemoved) -> None:
    rows.delete(TARGETS, result_id=fact.result_id)
    rows.delete(RESULT_WEIGHTS, result_id=fact.result_id)
    rows.delete(WORK_RESULTS, id=fact.result_id)
    _touch(rows, fact.originator_id, fact.originator_version)


def _set_target(rows: Rows, fact: TargetSet) -> None:
    _put_target(rows, fact.originator_id, fact.originator_version, fact.target)
    _touch(rows, fact.originator_id, fact.originator_version)


def _put_target(rows: Rows, plan_id: UUID, place: int, target: Target) -> None:
    rows.put(
        TARGETS,
        id=target.id,
        effective_on=target.effective_on,
        plan_id=plan_id,
        result_id=target.result_id,
        number=place,
        indicator_id=target.indicator_id,
        indicator_version=target.indicator_version,
        aspect=target.aspect,
        amount=target.amount,
        ends_before=None,
        is_newest=True,
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
        state=PlanState.APPROVED,
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
    for index, new in enumerate(fact.added):
        _add_revised_result(rows, fact, index, new)
    for target in fact.targets:
        # The reading before ends where the new one begins; a new target has none.
        rows.update(TARGETS, {"id": target.id, "is_newest": True}, ends_before=fact.effective_on, is_newest=False)
        _put_target(rows, fact.originator_id, fact.originator_version, target)
    for line in fact.weights:
        rows.update(WORK_RESULTS, {"id": line.result_id}, weight=line.weight)
        _reweigh(rows, fact, line)


def _close(rows: Rows, fact: PlanClosed) -> None:
    rows.update(
        PLANS,
        {"id": fact.originator_id},
        state=PlanState.CLOSED,
        closed_on=fact.closed_on,
        closing_cause=fact.cause,
        closing_reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


def _add_revised_result(rows: Rows, fact: PlanRevised, index: int, new: NewResult) -> None:
    title = text_at(fact, f"added[{index}].title", new.title)
    _insert_result(rows, fact.originator_id, fact.originator_version, new.result, title)
    _weigh(rows, fact.originator_id, new.result, fact.effective_on)


def _weigh(rows: Rows, plan_id: UUID, result: WorkResult, effective_on: date) -> None:
    rows.insert(
        RESULT_WEIGHTS,
        result_id=result.id,
        effective_on=effective_on,
        plan_id=plan_id,
        weight=result.weight,
        ends_before=None,
        is_newest=True,
    )


def _reweigh(rows: Rows, fact: PlanRevised, line: ResultWeight) -> None:
    """What it weighed before ends where it weighs otherwise."""
    before = {"result_id": line.result_id, "is_newest": True}
    rows.update(RESULT_WEIGHTS, before, ends_before=fact.effective_on, is_newest=False)
    rows.put(
        RESULT_WEIGHTS,
        result_id=line.result_id,
        effective_on=fact.effective_on,
        plan_id=fact.originator_id,
        weight=line.weight,
        ends_before=None,
        is_newest=True,
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


def _touch(rows: Rows, plan_id: UUID, version: int) -> None:
    rows.update(PLANS, {"id": plan_id}, version=version)


ON: Handlers = {
    PlanDrafted: _draft,
    WorkResultAdded: _add_result,
    WorkResultRemoved: _remove_result,
    TargetSet: _set_target,
    BehaviorExpectationSet: _expect,
    PlanSubmitted: _submit,
    PlanReturned: _return,
    PlanApproved: _approve,
    PlanRevised: _revise,
    PlanAnnexSet: _annex,
    PlanClosed: _close,
}
NOT_SHOWN = ()
