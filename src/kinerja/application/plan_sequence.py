"""The plans of an assignment for a period: one, and a further one behind each that was closed (B3)."""

from datetime import date
from uuid import UUID

from kinerja.application.work import Work
from kinerja.domain.ids import following_plan_id, plan_id
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Position


def plans_of(work: Work, assignment_id: UUID, period_id: UUID) -> list[PerformancePlan]:
    """In order; all but the last are closed. Empty before the first is drafted."""
    plans: list[PerformancePlan] = []
    plan = work.find(PerformancePlan, plan_id(work.agency, assignment_id, period_id))
    while plan.exists:
        plans.append(plan)
        if plan.closed_on is None:
            break
        plan = work.find(PerformancePlan, following_plan_id(work.agency, plan.id))
    return plans


def plan_to_draft(work: Work, assignment_id: UUID, period_id: UUID) -> tuple[PerformancePlan, date | None]:
    """The plan that is to be drafted, or goes on; and the last day that was worked by an earlier one, if any was.

    Refused H12.2 when the client has seen another version of it.
    """
    earlier = plans_of(work, assignment_id, period_id)
    if not earlier:
        return work.begun(PerformancePlan, plan_id(work.agency, assignment_id, period_id)), None
    if earlier[-1].closed_on is None:
        return work.expected(earlier[-1]), None
    worked = [plan.last_day for plan in earlier if plan.last_day >= plan.span.starts_on]
    return work.begun(PerformancePlan, following_plan_id(work.agency, earlier[-1].id)), max(worked, default=None)


def assigned_until(work: Work, plan: PerformancePlan) -> date | None:
    """The last day of the assignment that a plan is for; None while it has none."""
    assignment = work.load(Position, plan.span.position_id).assignments.get(plan.span.assignment_id)
    return assignment.ends_on if assignment is not None else None
