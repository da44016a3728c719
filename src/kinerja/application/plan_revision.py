"""The command that revises an approved plan (B8)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import MandatoryBasis, MandatoryReason, PlanId
from kinerja.application.plans import (
    ResultId,
    ResultInput,
    TargetInput,
    leaders_of,
    new_result,
    plan_and_authority,
    target_from,
)
from kinerja.application.work import Work
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import evaluation_id, report_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import Period, last_of_month, months_between
from kinerja.domain.plan_contents import PlanRevision, ResultWeight
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import MonthlyReport


class RevisedTarget(msgspec.Struct, frozen=True, kw_only=True):
    """A target as it reads from a revision on: a new one of a result, or another value of an existing one."""

    target_id: Annotated[UUID | None, refers("Target", "The target that changes; null for a new one.")] = None
    result_id: ResultId
    target: Annotated[TargetInput, says("What it reads.")]


class WeightInput(msgspec.Struct, frozen=True, kw_only=True):
    """What a result weighs from a revision on."""

    result_id: ResultId
    weight: Annotated[Decimal, says("Weight in percent.")]


class RevisePlan(Command, frozen=True, kw_only=True):
    """Revise an approved plan from the first of a month on; what was reported or judged keeps its version."""

    action: ClassVar[str] = "revisePlan"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    effective_on: Annotated[date, says("First day of the revised plan: the first of a month.")]
    add_results: Annotated[tuple[ResultInput, ...], says("Results to add, with their targets.")] = ()
    set_targets: Annotated[tuple[RevisedTarget, ...], says("Targets to add or to change.")] = ()
    weights: Annotated[tuple[WeightInput, ...], says("Weights to change.")] = ()
    reason: MandatoryReason = None
    legal_basis: MandatoryBasis = None

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.must_be_approved()
        act = work.act(authority, reason=self.reason, legal_basis=self.legal_basis, valid_on=self.effective_on)
        revision = self._revision(work, plan)
        plan.revise(
            act=act,
            revision=revision,
            settled_until=_settled_until(work, plan, self.effective_on),
            supported=leaders_of(work, (new.result for new in revision.added)),
        )

    def _revision(self, work: Work, plan: PerformancePlan) -> PlanRevision:
        added = tuple(
            new_result(work, plan, result, f"result-{index}") for index, result in enumerate(self.add_results)
        )
        targets = [
            target_from(work, target, work.made(f"target-{index}-{line}"), new.result.id, self.effective_on)
            for index, (result, new) in enumerate(zip(self.add_results, added, strict=True))
            for line, target in enumerate(result.targets)
        ]
        targets += [
            target_from(
                work,
                line.target,
                line.target_id or work.made(f"set-{index}"),
                line.result_id,
                self.effective_on,
            )
            for index, line in enumerate(self.set_targets)
        ]
        weights = tuple(ResultWeight(result_id=line.result_id, weight=line.weight) for line in self.weights)
        return PlanRevision(effective_on=self.effective_on, added=added, targets=tuple(targets), weights=weights)


def _settled_until(work: Work, plan: PerformancePlan, effective_on: date) -> date | None:
    """The last day, from a date on, that was reported on or judged; None when nothing was."""
    period = work.load(Period, plan.span.period_id)
    judged = [
        window.ends_on
        for window in period.windows
        if work.find(Evaluation, evaluation_id(work.agency, plan.id, window.code)).is_judged
    ]
    reported = [
        last_of_month(month)
        for month in months_between(max(effective_on, plan.span.starts_on), plan.span.ends_on)
        if work.find(MonthlyReport, report_id(work.agency, plan.id, f"{month:%Y-%m}")).exists
    ]
    return max([*judged, *reported], default=None)
