"""What the facts of a plan change in its results, their weights and targets, in a draft and by revisions."""

from datetime import date
from typing import Any
from uuid import UUID

from kinerja.domain.plan_contents import NewResult, ResultSupport, ResultWeight, SupportedResult, Target, WorkResult
from kinerja.domain.plan_draft_facts import TargetRemoved, TargetSet, WorkResultAdded, WorkResultRemoved
from kinerja.domain.plan_facts import PlanRevised
from kinerja.projections.plan_tables import RESULT_SUPPORTS, RESULT_WEIGHTS, TARGETS, WORK_RESULTS
from kinerja.projections.rows import Rows, text_at, text_of
from kinerja.projections.tables import Table

_FROM_THE_BEGINNING = date.min


def add_result(rows: Rows, fact: WorkResultAdded) -> None:
    """A result of a draft."""
    _insert_result(rows, fact.originator_id, fact.originator_version, fact.result, text_of(fact, "title"))
    _weigh(rows, fact.originator_id, fact.result, _FROM_THE_BEGINNING)
    _support(rows, fact.originator_id, fact.result.id, fact.result.supports, _FROM_THE_BEGINNING)


def remove_result(rows: Rows, fact: WorkResultRemoved) -> None:
    """A result that is taken out of a draft leaves nothing behind."""
    rows.delete(TARGETS, result_id=fact.result_id)
    rows.delete(RESULT_WEIGHTS, result_id=fact.result_id)
    rows.delete(RESULT_SUPPORTS, result_id=fact.result_id)
    rows.delete(WORK_RESULTS, id=fact.result_id)


def set_target(rows: Rows, fact: TargetSet) -> None:
    """A target of a draft."""
    _put_target(rows, fact.originator_id, fact.originator_version, fact.target)


def remove_target(rows: Rows, fact: TargetRemoved) -> None:
    """A target that is taken out of a draft leaves nothing behind."""
    rows.delete(TARGETS, id=fact.removed.id)


def revise_results(rows: Rows, fact: PlanRevised) -> None:
    """What reads otherwise from the revision on."""
    for index, new in enumerate(fact.added):
        _add_revised_result(rows, fact, index, new)
    for target in fact.targets:
        _end(rows, TARGETS, fact, id=target.id)
        _put_target(rows, fact.originator_id, fact.originator_version, target)
    for line in fact.weights:
        rows.update(WORK_RESULTS, {"id": line.result_id}, weight=line.weight)
        _reweigh(rows, fact, line)
    for change in fact.supports:
        _support_otherwise(rows, fact, change)
    for left in fact.removed_targets:
        _end(rows, TARGETS, fact, id=left.id)
    for removed in fact.removed:
        rows.update(WORK_RESULTS, {"id": removed}, ends_before=fact.effective_on)
        for table in (TARGETS, RESULT_WEIGHTS, RESULT_SUPPORTS):
            _end(rows, table, fact, result_id=removed)


def _end(rows: Rows, table: Table, fact: PlanRevised, **where: UUID) -> None:
    """The reading before ends where the revision begins; what is new has none."""
    rows.update(table, {**where, "is_newest": True}, ends_before=fact.effective_on, is_newest=False)


def _insert_result(rows: Rows, plan_id: UUID, place: int, result: WorkResult, title: UUID | None) -> None:
    """``place`` orders results and targets as they were added."""
    rows.insert(
        WORK_RESULTS,
        id=result.id,
        plan_id=plan_id,
        number=place,
        kind=result.kind,
        title=title,
        **_supported(result.supports),
        weight=result.weight,
        held_by=result.held_by,
        perspective=result.perspective,
        inherited_from=result.inherited_from.result_id if result.inherited_from else None,
        ends_before=None,
    )


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


def _add_revised_result(rows: Rows, fact: PlanRevised, index: int, new: NewResult) -> None:
    title = text_at(fact, f"added[{index}].title", new.title)
    _insert_result(rows, fact.originator_id, fact.originator_version, new.result, title)
    _weigh(rows, fact.originator_id, new.result, fact.effective_on)
    _support(rows, fact.originator_id, new.result.id, new.result.supports, fact.effective_on)


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
    _end(rows, RESULT_WEIGHTS, fact, result_id=line.result_id)
    rows.put(
        RESULT_WEIGHTS,
        result_id=line.result_id,
        effective_on=fact.effective_on,
        plan_id=fact.originator_id,
        weight=line.weight,
        ends_before=None,
        is_newest=True,
    )


def _supported(supports: SupportedResult | None) -> dict[str, Any]:
    return {
        "supports_plan_id": supports.plan_id if supports else None,
        "supports_result_id": supports.result_id if supports else None,
    }


def _support(
    rows: Rows, plan_id: UUID, result_id: UUID, supports: SupportedResult | None, effective_on: date
) -> None:
    if supports is not None:
        rows.put(
            RESULT_SUPPORTS,
            result_id=result_id,
            effective_on=effective_on,
            plan_id=plan_id,
            **_supported(supports),
            ends_before=None,
            is_newest=True,
        )


def _support_otherwise(rows: Rows, fact: PlanRevised, change: ResultSupport) -> None:
    rows.update(WORK_RESULTS, {"id": change.result_id}, **_supported(change.supports))
    _end(rows, RESULT_SUPPORTS, fact, result_id=change.result_id)
    _support(rows, fact.originator_id, change.result_id, change.supports, fact.effective_on)
