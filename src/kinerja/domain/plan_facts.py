"""The facts of what is decided on a plan: returned, approved, revised, closed (B3, B8)."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from kinerja.domain.aggregate import About, Fact
from kinerja.domain.plan_contents import (
    NewResult,
    PlanRevision,
    PlanState,
    PlanVersion,
    RemovedTarget,
    ResultSupport,
    ResultWeight,
    Target,
    revised,
)
from kinerja.domain.plan_draft_facts import OF_PLAN
from kinerja.domain.plan_vocabulary import ClosingCause
from kinerja.domain.texts import TextCategory

if TYPE_CHECKING:
    from kinerja.domain.plans import PerformancePlan


class PlanReturned(Fact, frozen=True, kw_only=True):
    """The officer returned the plan to be improved; the reason says how."""

    label_id: ClassVar[str] = "Rencana SKP dikembalikan"
    label_en: ClassVar[str] = "Plan returned"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = OF_PLAN

    employee_id: UUID

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = PlanState.RETURNED


class PlanApproved(Fact, frozen=True, kw_only=True):
    """The officer approved the plan; its results and targets are frozen from here on."""

    label_id: ClassVar[str] = "Rencana SKP disetujui"
    label_en: ClassVar[str] = "Plan approved"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = OF_PLAN

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
        *OF_PLAN,
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
    about: ClassVar[tuple[About, ...]] = OF_PLAN

    employee_id: UUID
    closed_on: date
    cause: ClosingCause
    state: PlanState = PlanState.CLOSED
    """Where it stands from then on: one that is not approved yet still waits for that."""

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = self.state
        aggregate.closed_on = self.closed_on
