"""Commands on templates of plans, and the plan that is drafted from one (B9)."""

from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, Code, Name, PositionId
from kinerja.application.periods import PeriodId, must_cover
from kinerja.application.plan_inputs import TargetInput
from kinerja.application.plan_spans import in_proportion, months_of, whole_months_of
from kinerja.application.work import Ratee, Work
from kinerja.domain.act import Act
from kinerja.domain.assignments import Assignment
from kinerja.domain.ids import plan_id, stream_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import Period
from kinerja.domain.plan_contents import NewResult, PlanSpan, Target, TemplateOrigin, WorkResult
from kinerja.domain.plan_templates import (
    PlanTemplate,
    TemplateContent,
    TemplateExpectation,
    TemplateResult,
    TemplateTarget,
)
from kinerja.domain.plan_vocabulary import ResultHolder, WorkResultKind
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Position
from kinerja.domain.refusals import inputs_named, refuse, refused_at
from kinerja.domain.rulebook.plan_templates import NOBODY_HOLDS
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import AssignmentKind

TemplateId = Annotated[UUID, refers("PlanTemplate", "The template.")]


class TemplateResultInput(msgspec.Struct, frozen=True, kw_only=True):
    """A result of the template with its targets."""

    kind: Annotated[WorkResultKind, says("Primary results count by weight, additional ones do not.")]
    title: Annotated[str, says("What is to come about.", 1, NOTE_LENGTH)]
    weight: Annotated[Decimal, says("Weight in percent; 0 for an additional result.")]
    held_by: Annotated[ResultHolder, says("Whether it stays with the post or goes along with the person.")] = (
        ResultHolder.POST
    )
    targets: Annotated[tuple[TargetInput, ...], says("Its targets, at least one; for a plan over the whole period.")]


class DefinePlanTemplate(Command, frozen=True, kw_only=True):
    """Define a template of plans, or define it anew. Plans that were drafted from it stay as they are."""

    action: ClassVar[str] = "definePlanTemplate"
    versioned: ClassVar[str | None] = "the template with this code; 0 while there is none"

    code: Code
    title: Name
    results: Annotated[tuple[TemplateResultInput, ...], says("The results; the weights sum to 100.")]
    expectations: Annotated[
        tuple[TemplateExpectation, ...], says("What is expected of behaviours in particular.")
    ] = ()

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        for place, result in enumerate(self.results):
            for line, target in enumerate(result.targets):
                work.load(Indicator, target.indicator_id, "results", place, "targets", line, "indicatorId")
        template = work.begun(PlanTemplate, stream_id(work.agency, "PlanTemplate", self.code))
        template.define(
            act=act,
            content=TemplateContent(
                code=self.code,
                title=self.title,
                results=tuple(_template_result(result) for result in self.results),
                expectations=self.expectations,
            ),
        )


class DraftPlanFromTemplate(Command, frozen=True, kw_only=True):
    """Draft the plan of whoever holds a post from a template: whole, or not at all."""

    action: ClassVar[str] = "draftPlanFromTemplate"

    template_id: TemplateId
    position_id: PositionId
    period_id: PeriodId

    def decide(self, work: Work) -> None:
        position = work.load(Position, self.position_id, "positionId")
        period = work.load(Period, self.period_id, "periodId")
        period.must_be_open("periodId")
        must_cover(work, period, position.unit_id)
        assignment = _definitive(position, period)
        act = work.act(work.permit(Ratee(assignment.employee_id, position.id)))
        template = work.load(PlanTemplate, self.template_id, "templateId")
        plan = work.begun(PerformancePlan, plan_id(work.agency, assignment.id, period.id))
        number = self.number_of(template)
        origin = TemplateOrigin(template_id=template.id, number=number)
        with inputs_named({"assignmentId": ("positionId",), "startsOn": ("periodId",)}):
            plan.draft(act=act, span=whole_months_of(position, assignment, period), template=origin)
        with refused_at("templateId"):
            _fill(work, act, plan, period, template.contents[number])

    def number_of(self, template: PlanTemplate) -> int:
        """The version that the plan is drafted from."""
        return template.number


class DraftPlanOfCohort(DraftPlanFromTemplate, frozen=True, kw_only=True):
    """The same as an item of a batch: all plans of a cohort are drafted from one version, however long it takes."""

    number: int | None = None
    """The version when the batch was accepted; None in batches from before it was kept: the newest."""

    def number_of(self, template: PlanTemplate) -> int:
        """The version that the plan is drafted from."""
        return super().number_of(template) if self.number is None else self.number


def _definitive(position: Position, period: Period) -> Assignment:
    """Who held the post last in the period. Refused B9.5 when nobody did."""
    held = [
        assignment
        for assignment in position.assignments.values()
        if assignment.kind == AssignmentKind.DEFINITIVE
        and assignment.overlaps(period.opened_with.starts_on, period.opened_with.ends_on)
    ]
    if not held:
        raise refuse(NOBODY_HOLDS, "positionId")
    return max(held, key=lambda assignment: assignment.starts_on)


def _fill(work: Work, act: Act, plan: PerformancePlan, period: Period, content: TemplateContent) -> None:
    for place, result in enumerate(content.results):
        made = WorkResult(
            id=work.made(f"result-{place}"),
            kind=result.kind,
            supports=None,
            weight=result.weight,
            held_by=result.held_by,
        )
        plan.add_result(act=act, new=NewResult(result=made, title=Text(result.title)))
        for line, target in enumerate(result.targets):
            ids = (work.made(f"target-{place}-{line}"), made.id)
            plan.set_target(act=act, target=_target(work, plan.span, period, target, ids))
    for each in content.expectations:
        plan.set_expectation(act=act, value=each.value, expectation=Text(each.expectation))


def _target(work: Work, span: PlanSpan, period: Period, given: TemplateTarget, ids: tuple[UUID, UUID]) -> Target:
    """A target of the template in a plan: of a cumulative indicator in proportion to the months."""
    id, result_id = ids
    version = work.load(Indicator, given.indicator_id).version_on(span.starts_on)
    months = months_of(period.opened_with.starts_on, period.opened_with.ends_on)
    return Target(
        id=id,
        result_id=result_id,
        indicator_id=given.indicator_id,
        indicator_version=version.number,
        aspect=given.aspect,
        amount=in_proportion(given.amount, span, months) if version.manual.cumulative else given.amount,
        effective_on=span.starts_on,
    )


def _template_result(given: TemplateResultInput) -> TemplateResult:
    return TemplateResult(
        kind=given.kind,
        title=given.title,
        weight=given.weight,
        held_by=given.held_by,
        targets=tuple(TemplateTarget(**msgspec.structs.asdict(target)) for target in given.targets),
    )
