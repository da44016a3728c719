"""What a result may support, looked up in the plans, positions and sharings around it (B5)."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from kinerja.application.work import Work
from kinerja.domain.cascade import misplaced_support, supported_plans
from kinerja.domain.ids import shared_target_id
from kinerja.domain.plan_contents import SupportedResult
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Officer, Position, officers_over
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.plans import HALF_SUPPORT, RESULT_UNKNOWN
from kinerja.domain.shared_targets import SharedTarget


def support(
    work: Work, plan: PerformancePlan, leaders_plan: UUID | None, leaders_result: UUID | None
) -> SupportedResult | None:
    """What a result of a plan supports; None when nothing is named.

    Refused B3.13 when half is named, B3.8 when the leader's plan has no such result, and with all it violates of
    B5.1 to B5.3.
    """
    if (leaders_plan is None) != (leaders_result is None):
        raise refuse(HALF_SUPPORT, "supportsResultId")
    if leaders_plan is None or leaders_result is None:
        return None
    leader = work.load(PerformancePlan, leaders_plan, "supportsPlanId")
    if not leader.has_result(leaders_result):
        raise refuse(RESULT_UNKNOWN, "supportsResultId")
    supported = SupportedResult(plan_id=leader.id, result_id=leaders_result)
    raise_all(misplaced(work, plan, supported))
    return supported


def misplaced(work: Work, plan: PerformancePlan, supported: SupportedResult) -> list[Refusal]:
    """All of B5.1 to B5.3 that a result of a plan would violate if it supported a leader's result."""
    leader = work.load(PerformancePlan, supported.plan_id)
    return misplaced_support(
        plan.span,
        leader.span,
        chain={position.id for position in positions_above(work, plan.span.position_id)},
        invited=_is_invited(work, plan, leader, supported.result_id),
        leads_back=_leads_back(work, plan, leader),
    )


def answering(work: Work, plan: PerformancePlan, leader: PerformancePlan) -> Sequence[Officer]:
    """Who answers today, as its owner, for a leader's result that a plan supports: who holds the leader's post.

    That is not always who made the leader's plan: a successor answers for what the predecessor left. Where nobody
    holds the post, or only the plan's own employee acts in it, who is above does; empty at the top.
    """
    post = work.load(Position, leader.span.position_id)
    return officers_over(plan.employee_id, (post, *positions_above(work, post.id)), work.today)


def positions_above(work: Work, position_id: UUID) -> Iterator[Position]:
    """The positions above one, the nearest first."""
    above = work.load(Position, position_id).reports_to
    while above is not None:
        position = work.load(Position, above)
        yield position
        above = position.reports_to


def _is_invited(work: Work, plan: PerformancePlan, leader: PerformancePlan, result_id: UUID) -> bool:
    """Whether a target of the leader's result is shared with the plan, by its id or as one of its unit."""
    held = {target.id for version in leader.versions for target in version.targets if target.result_id == result_id}
    sharings = (work.find(SharedTarget, shared_target_id(work.agency, id)) for id in sorted(held))
    return any(shared.is_shared_with(plan.id, plan.span.unit_id) for shared in sharings)


def _leads_back(work: Work, plan: PerformancePlan, leader: PerformancePlan) -> bool:
    """Whether the leader's plan is the plan itself or one that supports it, through whatever plans."""
    seen: set[UUID] = set()
    waiting = {leader.id}
    while waiting:
        id = waiting.pop()
        if id == plan.id:
            return True
        seen.add(id)
        waiting |= supported_plans(work.load(PerformancePlan, id)) - seen
    return False
