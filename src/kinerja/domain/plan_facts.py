"""The facts of a plan's life: drafted, submitted, approved, revised (B3, B8)."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from kinerja.domain.aggregate import About, Fact
from kinerja.domain.plan_contents import (
    NewResult,
    PlanRevision,
    PlanSpan,
    PlanState,
    PlanVersion,
    RemovedTarget,
    ResultSupport,
    ResultWeight,
    Target,
    TemplateOrigin,
    WorkResult,
    revised,
)
from kinerja.domain.plan_vocabulary import AnnexPart, ClosingCause
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import CoreValue

if TYPE_CHECKING:
    from kinerja.domain.plans import PerformancePlan


_OF_EMPLOYEE: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("originator_id", "PerformancePlan"),
)


class PlanDrafted(Fact, frozen=True, kw_only=True):
    """A plan was begun for an assignment and a period."""

    label_id: ClassVar[str] = "Rencana SKP disusun"
    label_en: ClassVar[str] = "Plan drafted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_EMPLOYEE, About("period_id", "Period"))

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
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

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
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

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
    about: ClassVar[tuple[About, ...]] = (*_OF_EMPLOYEE, About("target.indicator_id", "Indicator"))

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
    about: ClassVar[tuple[About, ...]] = (*_OF_EMPLOYEE, About("removed.indicator_id", "Indicator"))

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
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

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
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

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
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = PlanState.SUBMITTED


class PlanReturned(Fact, frozen=True, kw_only=True):
    """The officer returned the plan to be improved; the reason says how."""

    label_id: ClassVar[str] = "Rencana SKP dikembalikan"
    label_en: ClassVar[str] = "Plan returned"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = PlanState.RETURNED


class PlanApproved(Fact, frozen=True, kw_only=True):
    """The officer approved the plan; its results and targets are frozen from here on."""

    label_id: ClassVar[str] = "Rencana SKP disetujui"
    label_en: ClassVar[str] = "Plan approved"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID
    effective_on: date
    state: PlanState = PlanState.APPROVED
    """CLOSED where it had ended before it was approved."""

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = self.state
        baseline = PlanVersion(
            number=1,
            effective_on=self.effective_on,
            results=tuple(aggregate.results.values()),
            targets=tuple(aggregate.targets.values()),
        )
        aggregate.versions = [baseline]


class PlanRevised(Fact, frozen=True, kw_only=True):
    """An approved plan was revised from a day on; what was reported and judged before keeps its version."""

    label_id: ClassVar[str] = "Rencana SKP direvisi"
    label_en: ClassVar[str] = "Plan revised"
    personal: ClassVar[dict[str, TextCategory]] = {"added[].title": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        *_OF_EMPLOYEE,
        About("targets[].indicator_id", "Indicator"),
        About("removed_targets[].indicator_id", "Indicator"),
    )

    employee_id: UUID
    number: int
    effective_on: date
    added: tuple[NewResult, ...]
    targets: tuple[Target, ...]
    weights: tuple[ResultWeight, ...]
    supports: tuple[ResultSupport, ...] = ()
    removed: tuple[UUID, ...] = ()
    """Results that the plan no longer has; what was done for them before stays judged as it was."""
    removed_targets: tuple[RemovedTarget, ...] = ()
    """Targets that the plan no longer has, of results that it keeps; the same holds for them."""

    @property
    def revision(self) -> PlanRevision:
        """What was revised."""
        return PlanRevision(**{name: getattr(self, name) for name in PlanRevision.__struct_fields__})

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.versions = [*aggregate.versions, revised(aggregate.versions[-1], self.revision)]
        for index, new in enumerate(self.added):
            aggregate.titled[new.result.id] = (self, f"added[{index}].title")
        for target in self.targets:
            aggregate.set_by[target.id, target.effective_on] = self.originator_version


class PlanClosed(Fact, frozen=True, kw_only=True):
    """A plan ended before its last day; what was done until then is judged."""

    label_id: ClassVar[str] = "Rencana SKP ditutup"
    label_en: ClassVar[str] = "Plan closed"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID
    closed_on: date
    cause: ClosingCause
    state: PlanState = PlanState.CLOSED
    """Where it stands from then on: one that is not approved yet still waits for that."""

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = self.state
        aggregate.closed_on = self.closed_on
