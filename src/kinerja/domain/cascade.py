"""The cascade of plans: which leader's result a result may support (B5)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from kinerja.domain.plan_contents import PlanRevision, PlanSpan, ResultSupport, SupportedResult, WorkResult
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.cascade import NOT_IN_CHAIN, OTHER_PERIOD, RESULT_GONE, SUPPORTS_ITSELF
from kinerja.domain.rulebook.plans import LEADER_UNAPPROVED

if TYPE_CHECKING:
    from kinerja.domain.plans import PerformancePlan

Supporting = Sequence[WorkResult] | Sequence[ResultSupport]
"""What says which leader's result is supported."""


def misplaced_support(
    span: PlanSpan, leader: PlanSpan, *, chain: Collection[UUID], invited: bool, leads_back: bool
) -> list[Refusal]:
    """All that is wrong with a plan's support of a leader's plan: B5.1, B5.2 and B5.3.

    ``chain`` are the positions above the plan's own, ``invited`` that the owner of the result shared a target of it
    with the plan, ``leads_back`` that the leader's plan is the plan itself or supports it, through whatever plans.
    """
    refusals = []
    if leads_back:
        refusals.append(Refusal(SUPPORTS_ITSELF, ("supportsResultId",)))
    elif leader.position_id not in chain and not invited:
        refusals.append(Refusal(NOT_IN_CHAIN, ("supportsResultId",)))
    if leader.period_id != span.period_id:
        refusals.append(Refusal(OTHER_PERIOD, ("supportsPlanId",)))
    return refusals


def unsupported(revision: PlanRevision, leaders: Sequence["PerformancePlan"]) -> list[Refusal]:
    """B3.7 and B5.4: what a revision newly supports is not approved, or not there on its first day."""
    return [
        *_unsupported([new.result for new in revision.added], leaders, ("addResults",), revision.effective_on),
        *_unsupported(revision.supports, leaders, ("supports",), revision.effective_on),
    ]


def _unsupported(
    results: Supporting, leaders: Sequence["PerformancePlan"], path: tuple[str | int, ...], day: date
) -> list[Refusal]:
    named = {result.supports.plan_id for result in results if result.supports}
    waiting = any(leader.id in named and not leader.versions for leader in leaders)
    refusals = [Refusal(LEADER_UNAPPROVED, path, {"action": "approvePlan"})] if waiting else []
    return refusals + lost_supports(results, leaders, path, day)


def lost_supports(
    results: Supporting, leaders: Sequence["PerformancePlan"], path: tuple[str | int, ...], day: date
) -> list[Refusal]:
    """B5.4 when a result supports from a day on what is not in the newest version of an approved leader's plan, or
    a plan that has ended by then."""
    held = {
        SupportedResult(plan_id=leader.id, result_id=result.id)
        for leader in leaders
        if leader.versions and leader.last_day >= day
        for result in leader.versions[-1].results
    }
    approved = {leader.id for leader in leaders if leader.versions}
    lost = any(
        result.supports and result.supports.plan_id in approved and result.supports not in held for result in results
    )
    return [Refusal(RESULT_GONE, path)] if lost else []


def supported_plans(plan: "PerformancePlan") -> set[UUID]:
    """The plans whose results the results of a plan support: those of its draft and of every version."""
    later = (result for version in plan.versions for result in version.results)
    return {result.supports.plan_id for result in (*plan.results.values(), *later) if result.supports}
