"""The facts of a plan up to its submission: drafted, filled, submitted (B3)."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from kinerja.domain.aggregate import About, Fact
from kinerja.domain.plan_contents import (
    PlanSpan,
    PlanState,
    RemovedTarget,
    Target,
    TemplateOrigin,
    WorkResult,
)
from kinerja.domain.plan_vocabulary import AnnexPart
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import CoreValue

if TYPE_CHECKING:
    from kinerja.domain.plans import PerformancePlan


OF_PLAN: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("originator_id", "PerformancePlan"),
)


class PlanDrafted(Fact, frozen=True, kw_only=True):
    """A plan was begun for an assignment and a period."""

    label_id: ClassVar[str] = "Rencana SKP disusun"
    label_en: ClassVar[str] = "Plan drafted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*OF_PLAN, About("period_id", "Period"))

    employee_id: UUID
    assignment_id: UUID
    position_id: UUID
    unit_id: UUID
    period_id: UUID
    starts_on: date
    ends_on: date
    template: TemplateOrigin | None = None

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.span = PlanSpan(**{name: getattr(self, name) for name in PlanSpan.__struct_fields__})
        aggregate.state = PlanState.DRAFT


class WorkResultAdded(Fact, frozen=True, kw_only=True):
    """A result was added to a draft."""

    label_id: ClassVar[str] = "Hasil kerja ditambahkan"
    label_en: ClassVar[str] = "Work result added"
    personal: ClassVar[dict[str, TextCategory]] = {"title": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = OF_PLAN

    employee_id: UUID
    result: WorkResult
    title: Text

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.results[self.result.id] = self.result
        aggregate.titled[self.result.id] = (self, "title")


class WorkResultRemoved(Fact, frozen=True, kw_only=True):
    """A result was taken out of a draft, with its targets."""

    label_id: ClassVar[str] = "Hasil kerja dihapus dari rancangan"
    label_en: ClassVar[str] = "Work result removed"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = OF_PLAN

    employee_id: UUID
    result_id: UUID

    def apply(self, aggregate: "PerformancePlan") -> None:
        del aggregate.results[self.result_id]
        aggregate.targets = {
            id: target for id, target in aggregate.targets.items() if target.result_id != self.result_id
        }


class TargetSet(Fact, frozen=True, kw_only=True):
    """A target was set for a result of a draft."""

    label_id: ClassVar[str] = "Target ditetapkan"
    label_en: ClassVar[str] = "Target set"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*OF_PLAN, About("target.indicator_id", "Indicator"))

    employee_id: UUID
    target: Target

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.targets[self.target.id] = self.target
        aggregate.set_by[self.target.id, self.target.effective_on] = self.originator_version


class TargetRemoved(Fact, frozen=True, kw_only=True):
    """A target was taken out of a draft."""

    label_id: ClassVar[str] = "Target dihapus dari rancangan"
    label_en: ClassVar[str] = "Target removed"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*OF_PLAN, About("removed.indicator_id", "Indicator"))

    employee_id: UUID
    removed: RemovedTarget

    def apply(self, aggregate: "PerformancePlan") -> None:
        del aggregate.targets[self.removed.id]


class BehaviorExpectationSet(Fact, frozen=True, kw_only=True):
    """The leader said what is expected of a behaviour in particular."""

    label_id: ClassVar[str] = "Ekspektasi khusus ditetapkan"
    label_en: ClassVar[str] = "Behaviour expectation set"
    personal: ClassVar[dict[str, TextCategory]] = {"expectation": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = OF_PLAN

    employee_id: UUID
    value: CoreValue
    expectation: Text

    def apply(self, aggregate: "PerformancePlan") -> None:
        """Expectations are read, not decided upon."""


class PlanAnnexSet(Fact, frozen=True, kw_only=True):
    """A part of the annex of a plan was set."""

    label_id: ClassVar[str] = "Lampiran SKP ditetapkan"
    label_en: ClassVar[str] = "Annex of the plan set"
    personal: ClassVar[dict[str, TextCategory]] = {"content": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = OF_PLAN

    employee_id: UUID
    part: AnnexPart
    content: Text

    def apply(self, aggregate: "PerformancePlan") -> None:
        """The annex is read, not decided upon."""


class PlanSubmitted(Fact, frozen=True, kw_only=True):
    """The employee submitted the plan for approval."""

    label_id: ClassVar[str] = "Rencana SKP diajukan"
    label_en: ClassVar[str] = "Plan submitted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = OF_PLAN

    employee_id: UUID

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = PlanState.SUBMITTED
