"""What a new plan takes over: the results of the post from its predecessor, the own ones of the person (B8)."""

from typing import NamedTuple
from uuid import UUID

import msgspec

from kinerja.application.cascade import misplaced
from kinerja.application.plan_spans import in_proportion, months_of
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.indicators import Indicator
from kinerja.domain.plan_contents import NewResult, PlanSpan, ResultOrigin, Target, WorkResult
from kinerja.domain.plan_vocabulary import ResultHolder
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.plan_revisions import INHERITS_NOTHING
from kinerja.domain.texts import Text


class _Heir(NamedTuple):
    """The plan that takes over and the earlier one; ``number`` tells several earlier ones of a command apart."""

    work: Work
    plan: PerformancePlan
    earlier: PerformancePlan
    number: int


def inherit(work: Work, act: Act, plan: PerformancePlan, earlier: PerformancePlan, number: int) -> None:
    """Add the results of an earlier plan to a draft. Refused B8.9 when it is of another post and another person.

    Targets of a cumulative indicator are for the whole span of a plan: they are taken over in proportion to the
    months, to 2 decimals, half up. A target is left out whose indicator does not hold on the plan's first day, or of
    which nothing remains; and which leader's result is supported, where the plan may not support that.
    """
    heir = _Heir(work, plan, earlier, number)
    taken = _taken(plan.span, earlier.span)
    newest = earlier.versions[-1] if earlier.versions else None
    results = newest.results if newest else tuple(earlier.results.values())
    targets = newest.targets if newest else tuple(earlier.targets.values())
    for result in results:
        if result.held_by in taken:
            new = _result(heir, result)
            plan.add_result(act=act, new=new)
            for target in targets:
                taken_over = _target(heir, target, new.result.id) if target.result_id == result.id else None
                if taken_over is not None:
                    plan.set_target(act=act, target=taken_over)


def _taken(span: PlanSpan, earlier: PlanSpan) -> set[ResultHolder]:
    """What goes over: with the post its results, with the person the own ones."""
    taken = set()
    if earlier.position_id == span.position_id:
        taken.add(ResultHolder.POST)
    if earlier.employee_id == span.employee_id:
        taken.add(ResultHolder.PERSON)
    if not taken or earlier.period_id != span.period_id:
        raise refuse(INHERITS_NOTHING, "inheritFrom")
    return taken


def _result(heir: _Heir, result: WorkResult) -> NewResult:
    title = heir.work.log.clear_text(*heir.earlier.titled[result.id])
    origin = ResultOrigin(plan_id=heir.earlier.id, result_id=result.id)
    supports = result.supports if result.supports and not misplaced(heir.work, heir.plan, result.supports) else None
    return NewResult(
        result=msgspec.structs.replace(result, id=_made(heir, result.id), supports=supports, inherited_from=origin),
        title=Text(title if title is not None else "-"),
    )


def _target(heir: _Heir, target: Target, result_id: UUID) -> Target | None:
    indicator = heir.work.load(Indicator, target.indicator_id)
    if not indicator.holds_on(heir.plan.span.starts_on):
        return None
    version = indicator.version_on(heir.plan.span.starts_on)
    amount = target.amount
    if version.manual.cumulative:
        amount = in_proportion(amount, heir.plan.span, _months(heir))
    if not amount:
        return None
    return msgspec.structs.replace(
        target,
        id=_made(heir, target.id),
        result_id=result_id,
        indicator_version=version.number,
        amount=amount,
        effective_on=heir.plan.span.starts_on,
    )


def _months(heir: _Heir) -> int:
    return months_of(heir.earlier.span.starts_on, heir.earlier.span.ends_on)


def _made(heir: _Heir, id: UUID) -> UUID:
    return heir.work.made(f"inherited-{heir.number}-{id}")
