"""Commands on performance plans (B3, B8)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, MandatoryReason, PlanId, PositionId
from kinerja.application.periods import PeriodId, must_cover
from kinerja.application.plan_inheritance import inherit
from kinerja.application.plan_inputs import (
    ResultId,
    ResultInput,
    TargetInput,
    leaders_of,
    new_result,
    plan_and_authority,
    target_from,
)
from kinerja.application.plan_measures import not_approved
from kinerja.application.plan_sequence import assigned_until, plan_to_draft
from kinerja.application.plan_spans import span_of
from kinerja.application.work import Ratee, Work
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import Period
from kinerja.domain.plan_vocabulary import AnnexPart
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Position
from kinerja.domain.refusals import inputs_named, refuse, refused_within
from kinerja.domain.rulebook.organisation import ASSIGNMENT_UNKNOWN
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue


class DraftPlan(Command, frozen=True, kw_only=True):
    """Begin the plan of an assignment for a period; for the rest of the period, where an earlier one was closed."""

    action: ClassVar[str] = "draftPlan"
    versioned: ClassVar[str | None] = "the plan of this assignment and period; 0 while there is none but closed ones"

    position_id: PositionId
    assignment_id: Annotated[UUID, refers("Assignment", "The assignment it is for.")]
    period_id: PeriodId
    starts_on: Annotated[
        date | None, says("First day; null: the earliest that period, assignment and closed plans let.")
    ] = None
    ends_on: Annotated[date | None, says("Last day; null: the earlier of period and assignment.")] = None
    inherit_from: Annotated[
        tuple[UUID, ...],
        refers(
            "PerformancePlan", "Earlier plans of the period: the post's, for its results; the person's, for the own."
        ),
    ] = ()

    def decide(self, work: Work) -> None:
        position = work.load(Position, self.position_id, "positionId")
        assignment = position.assignments.get(self.assignment_id)
        if assignment is None:
            raise refuse(ASSIGNMENT_UNKNOWN, "assignmentId")
        act = work.act(work.permit(Ratee(assignment.employee_id, position.id)))
        period = work.load(Period, self.period_id, "periodId")
        period.must_be_open("periodId")
        must_cover(work, period, position.unit_id)
        plan, after = plan_to_draft(work, assignment.id, period.id)
        is_new = not plan.exists
        plan.draft(act=act, span=span_of(position, assignment, period, (self.starts_on, self.ends_on), after=after))
        for number, id in enumerate(dict.fromkeys(self.inherit_from) if is_new else ()):
            inherit(work, act, plan, work.load(PerformancePlan, id, "inheritFrom"), number)


class AddWorkResult(Command, frozen=True, kw_only=True):
    """Add a result with its targets to a draft."""

    action: ClassVar[str] = "addWorkResult"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    result: Annotated[ResultInput, says("The result.")]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        act = work.act(authority)
        with refused_within("result"):
            new = new_result(work, plan, self.result, "result")
        with inputs_named({"weight": ("result", "weight")}):
            plan.add_result(act=act, new=new)
        for index, target in enumerate(self.result.targets):
            with refused_within("result", "targets", index):
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
        if self.target_id is not None:
            plan.must_have_target(self.target_id, "targetId")
        id = self.target_id or work.made("target")
        with refused_within("target"):
            target = target_from(work, self.target, id, self.result_id, plan.span.starts_on)
        with inputs_named({"amount": ("target", "amount")}):
            plan.set_target(act=work.act(authority), target=target)


class RemoveTarget(Command, frozen=True, kw_only=True):
    """Take a target out of a draft; its result stays."""

    action: ClassVar[str] = "removeTarget"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    target_id: Annotated[UUID, refers("Target", "The target.")]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.remove_target(act=work.act(authority), target_id=self.target_id)


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


class SetPlanAnnex(Command, frozen=True, kw_only=True):
    """Set a part of the annex of a plan."""

    action: ClassVar[str] = "setPlanAnnex"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    part: Annotated[AnnexPart, says("Which part.")]
    content: Annotated[str, says("What it says. Sealed.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.set_annex(act=work.act(authority), part=self.part, content=Text(self.content))


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
        plan.approve(
            act=work.act(authority),
            supported=leaders_of(work, plan.results.values()),
            assigned_until=assigned_until(work, plan),
            unfit=not_approved(work, plan.targets.values()),
        )
