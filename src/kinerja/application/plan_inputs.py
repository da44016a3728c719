"""What a plan is filled with, as commands say it (B3)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec

from kinerja.application.cascade import support
from kinerja.application.inputs import NOTE_LENGTH
from kinerja.application.work import Authority, Ratee, Work
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import evaluation_id, report_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import Period, last_of_month, months_between
from kinerja.domain.plan_contents import NewResult, ResultSupport, Target, WorkResult
from kinerja.domain.plan_vocabulary import Perspective, ResultHolder, WorkResultKind
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Position
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.plans import PERSPECTIVE_OF_LEADERS
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Aspect, PositionKind

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
    held_by: Annotated[ResultHolder, says("Whether it stays with the post or goes along with the person.")] = (
        ResultHolder.POST
    )
    perspective: Annotated[
        Perspective | None, says("From where it is looked at; for high leadership posts only.")
    ] = None
    targets: Annotated[tuple[TargetInput, ...], says("Its targets.")] = ()


def plan_and_authority(
    work: Work, id: UUID, *, versioned: bool = True, path: str = "planId"
) -> tuple[PerformancePlan, Authority]:
    """The plan that a command changes, or something of it, and on whose authority. Refused H12.1, H12.2, H6.1, B2.8.

    ``versioned``: the version that a client expects is the plan's. ``path``: where the input names what it changes.
    """
    plan = (work.target if versioned else work.load)(PerformancePlan, id, path)
    authority = work.permit(Ratee(plan.employee_id, plan.span.position_id))
    must_be_open(work, plan, path)
    return plan, authority


def must_be_open(work: Work, plan: PerformancePlan, path: str = "planId") -> None:
    """Refused B2.8 once the period of a plan is closed."""
    work.load(Period, plan.span.period_id).must_be_open(path)


def new_result(work: Work, plan: PerformancePlan, given: ResultInput, what: str) -> NewResult:
    """A result to be added, with an id made from ``what`` it is. Refused B3.14, and when it cannot support what it
    names."""
    if given.perspective is not None:
        position = work.load(Position, plan.span.position_id)
        if position.established_as.kind != PositionKind.HIGH_LEADERSHIP:
            raise refuse(PERSPECTIVE_OF_LEADERS, "perspective")
    supports = support(work, plan, given.supports_plan_id, given.supports_result_id)
    result = WorkResult(
        id=work.made(what),
        kind=given.kind,
        supports=supports,
        weight=given.weight,
        held_by=given.held_by,
        perspective=given.perspective,
    )
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


def leaders_of(work: Work, results: Iterable[WorkResult | ResultSupport]) -> list[PerformancePlan]:
    """The leaders' plans that results support."""
    supported = {result.supports.plan_id for result in results if result.supports}
    return [work.load(PerformancePlan, id, "planId") for id in sorted(supported)]


def settled_until(work: Work, plan: PerformancePlan, effective_on: date) -> date | None:
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
