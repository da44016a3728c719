"""Commands on performance plans (B3, B8)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, MandatoryReason, PlanId, PositionId
from kinerja.application.periods import PeriodId, must_cover
from kinerja.application.work import Authority, Ratee, Work
from kinerja.domain.ids import plan_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import Period, first_of_month, last_of_month
from kinerja.domain.plan_contents import (
    NewResult,
    PlanSpan,
    SupportedResult,
    Target,
    WorkResult,
)
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Assignment, Position
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.organisation import ASSIGNMENT_UNKNOWN
from kinerja.domain.rulebook.plans import HALF_SUPPORT, PLAN_SPAN, RESULT_UNKNOWN
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Aspect, CoreValue, WorkResultKind

ResultId = Annotated[UUID, refers("WorkResult", "The work result.")]


class TargetInput(msgspec.Struct, frozen=True, kw_only=True):
    """A target: what is to be reached in an indicator."""

    indicator_id: Annotated[UUID, refers("Indicator", "The indicator it is measured by.")]
    aspect: Annotated[Aspect, says("The aspect of the result.")]
    amount: Annotated[
        Decimal,
        says("What is to be reached, in the indicator's unit; cumulative ones for the plan's whole span."),
    ]


class ResultInput(msgspec.Struct, frozen=True, kw_only=True):
    """A work result with its targets."""

    kind: Annotated[WorkResultKind, says("Primary results count by weight, additional ones do not.")]
    title: Annotated[str, says("What is to come about. Sealed.", 1, NOTE_LENGTH)]
    supports_plan_id: Annotated[UUID | None, refers("PerformancePlan", "The leader's plan it supports.")] = None
    supports_result_id: Annotated[UUID | None, refers("WorkResult", "The leader's result it supports.")] = None
    weight: Annotated[Decimal, says("Weight in percent; 0 for an additional result.")]
    targets: Annotated[tuple[TargetInput, ...], says("Its targets.")] = ()


class DraftPlan(Command, frozen=True, kw_only=True):
    """Begin the plan of an assignment for a period."""

    action: ClassVar[str] = "draftPlan"
    versioned: ClassVar[str | None] = "the plan of this assignment and period; 0 while there is none"

    position_id: PositionId
    assignment_id: Annotated[UUID, refers("Assignment", "The assignment it is for.")]
    period_id: PeriodId
    starts_on: Annotated[date | None, says("First day; null: the later of period and assignment.")] = None
    ends_on: Annotated[date | None, says("Last day; null: the earlier of period and assignment.")] = None

    def decide(self, work: Work) -> None:
        position = work.load(Position, self.position_id, "positionId")
        assignment = position.assignments.get(self.assignment_id)
        if assignment is None:
            raise refuse(ASSIGNMENT_UNKNOWN, "assignmentId")
        act = work.act(work.permit(Ratee(assignment.employee_id, position.id)))
        period = work.load(Period, self.period_id, "periodId")
        period.must_be_open("periodId")
        must_cover(work, period, position.unit_id)
        plan = work.begun(PerformancePlan, plan_id(work.agency, assignment.id, period.id))
        plan.draft(act=act, span=self._span(position, assignment, period))

    def _span(self, position: Position, assignment: Assignment, period: Period) -> PlanSpan:
        """The days of the plan. Refused B3.9 unless whole months within period and assignment."""
        earliest = max(period.opened_with.starts_on, assignment.starts_on)
        latest = min(period.opened_with.ends_on, assignment.ends_on or date.max)
        starts_on, ends_on = self.starts_on or earliest, self.ends_on or latest
        whole = starts_on == first_of_month(starts_on) and ends_on == last_of_month(ends_on)
        if not (whole and earliest <= starts_on < ends_on <= latest):
            raise refuse(PLAN_SPAN, "startsOn")
        return PlanSpan(
            employee_id=assignment.employee_id,
            assignment_id=assignment.id,
            position_id=position.id,
            unit_id=position.unit_id,
            period_id=period.id,
            starts_on=starts_on,
            ends_on=ends_on,
        )


class AddWorkResult(Command, frozen=True, kw_only=True):
    """Add a result with its targets to a draft."""

    action: ClassVar[str] = "addWorkResult"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    result: Annotated[ResultInput, says("The result.")]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        act = work.act(authority)
        new = new_result(work, self.result, "result")
        plan.add_result(act=act, new=new)
        for index, target in enumerate(self.result.targets):
            made = target_from(work, target, work.made(f"target-{index}"), new.result.id, plan.span.starts_on)
            plan.set_target(act=act, target=made)


class RemoveWorkResult(Command, frozen=True, kw_only=True):
    """Take a result and its targets out of a draft."""

    action: ClassVar[str] = "removeWorkResult"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    result_id: ResultId

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.remove_result(act=work.act(authority), result_id=self.result_id)


class SetTarget(Command, frozen=True, kw_only=True):
    """Set a target of a draft: a new one of a result, or another value of an existing one."""

    action: ClassVar[str] = "setTarget"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    target_id: Annotated[UUID | None, refers("Target", "The target that changes; null for a new one.")] = None
    result_id: ResultId
    target: Annotated[TargetInput, says("What it reads.")]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        id = self.target_id or work.made("target")
        target = target_from(work, self.target, id, self.result_id, plan.span.starts_on)
        plan.set_target(act=work.act(authority), target=target)


class SetBehaviorExpectation(Command, frozen=True, kw_only=True):
    """Say what is expected of a behaviour in particular."""

    action: ClassVar[str] = "setBehaviorExpectation"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    value: Annotated[CoreValue, says("The value.")]
    expectation: Annotated[str, says("What is expected. Sealed.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.set_expectation(act=work.act(authority), value=self.value, expectation=Text(self.expectation))


class SubmitPlan(Command, frozen=True, kw_only=True):
    """Submit a plan for approval."""

    action: ClassVar[str] = "submitPlan"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.submit(act=work.act(authority))


class ReturnPlan(Command, frozen=True, kw_only=True):
    """Return a submitted plan to be improved."""

    action: ClassVar[str] = "returnPlan"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.return_(act=work.act(authority, reason=self.reason))


class ApprovePlan(Command, frozen=True, kw_only=True):
    """Approve a submitted plan; its results and targets are frozen from here on."""

    action: ClassVar[str] = "approvePlan"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.approve(act=work.act(authority), supported=leaders_of(work, plan.results.values()))


def plan_and_authority(work: Work, id: UUID) -> tuple[PerformancePlan, Authority]:
    """The plan a command changes and on whose authority. Refused H12.1, H12.2, H6.1, B2.8."""
    plan = work.target(PerformancePlan, id, "planId")
    authority = work.permit(Ratee(plan.employee_id, plan.span.position_id))
    work.load(Period, plan.span.period_id).must_be_open("planId")
    return plan, authority


def new_result(work: Work, given: ResultInput, what: str) -> NewResult:
    """A result to be added, with an id made from ``what`` it is. Refused when half of what it supports is named."""
    supports = None
    if (given.supports_plan_id is None) != (given.supports_result_id is None):
        raise refuse(HALF_SUPPORT, "supportsResultId")
    if given.supports_plan_id is not None and given.supports_result_id is not None:
        leader = work.load(PerformancePlan, given.supports_plan_id, "supportsPlanId")
        if not leader.has_result(given.supports_result_id):
            raise refuse(RESULT_UNKNOWN, "supportsResultId")
        supports = SupportedResult(plan_id=leader.id, result_id=given.supports_result_id)
    result = WorkResult(id=work.made(what), kind=given.kind, supports=supports, weight=given.weight)
    return NewResult(result=result, title=Text(given.title))


def target_from(work: Work, given: TargetInput, id: UUID, result_id: UUID, effective_on: date) -> Target:
    """The target under the version of its indicator that is in force on its first day."""
    indicator = work.load(Indicator, given.indicator_id, "indicatorId")
    return Target(
        id=id,
        result_id=result_id,
        indicator_id=indicator.id,
        indicator_version=indicator.version_on(effective_on).number,
        aspect=given.aspect,
        amount=given.amount,
        effective_on=effective_on,
    )


def leaders_of(work: Work, results: Iterable[WorkResult]) -> list[PerformancePlan]:
    """The leaders' plans that results support."""
    supported = {result.supports.plan_id for result in results if result.supports}
    return [work.load(PerformancePlan, id, "planId") for id in sorted(supported)]
