"""What happens to a performance standard (A1, A2)."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from kinerja.domain.aggregate import About, Fact
from kinerja.domain.standard_contents import (
    ProcedureStep,
    ProposedTarget,
    StandardContent,
    StandardStage,
    StandardVersion,
)
from kinerja.domain.standard_vocabulary import Recommendation

if TYPE_CHECKING:
    from kinerja.domain.standards import PerformanceStandard


class StandardBegun(Fact, frozen=True, kw_only=True):
    """Work on a standard began with the collection of data."""

    label_id: ClassVar[str] = "Penyusunan standar kinerja dimulai"
    label_en: ClassVar[str] = "Standard begun"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    code: str
    title: str
    service: str

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.code = self.code
        aggregate.begun_as = (self.title, self.service)
        aggregate.begin_version(1)


class StandardDataCollected(Fact, frozen=True, kw_only=True):
    """Data for a standard was collected: what was found, and where."""

    label_id: ClassVar[str] = "Data standar kinerja dikumpulkan"
    label_en: ClassVar[str] = "Data of a standard collected"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    number: int
    datum: int
    source: str
    finding: str

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.collected = self.datum


class StandardDrafted(Fact, frozen=True, kw_only=True):
    """A version of a standard was drafted for a service and the positions that render it.

    ``taken_over``: it was worked out before the service was there, which knows nothing of the stages before.
    ``again``: it takes the place of a draft of the same version. ``led_back``: that draft had been checked; this one
    is consulted on and checked in its turn.
    """

    label_id: ClassVar[str] = "Standar kinerja disusun"
    label_en: ClassVar[str] = "Standard drafted"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "PerformanceStandard"),
        About("positions", "Position"),
    )
    class_version: ClassVar[int] = 2

    code: str
    number: int
    title: str
    service: str
    positions: tuple[UUID, ...]
    steps: tuple[ProcedureStep, ...]
    targets: tuple[ProposedTarget, ...]
    legal_basis: str
    taken_over: bool
    again: bool = False
    led_back: bool = False

    @staticmethod
    def upcast_v1_v2(content: dict[str, Any]) -> None:
        """Version 1 knew steps by their names only, and no other standards than those taken over."""
        content["steps"] = [{"name": name} for name in content.pop("procedure")]
        content |= {"number": 1, "targets": [], "taken_over": True}

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.code = self.code
        aggregate.number = self.number
        aggregate.taken_over = self.taken_over
        aggregate.drafted_as = StandardContent(
            title=self.title,
            service=self.service,
            positions=self.positions,
            steps=self.steps,
            targets=self.targets,
            legal_basis=self.legal_basis,
        )
        if self.led_back or aggregate.stage in (None, StandardStage.DATA_COLLECTION):
            aggregate.stage = StandardStage.DRAFT


class StandardConsultationOpened(Fact, frozen=True, kw_only=True):
    """The draft was laid open to those it concerns."""

    label_id: ClassVar[str] = "Konsultasi standar kinerja dibuka"
    label_en: ClassVar[str] = "Consultation on a standard opened"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "PerformanceStandard"),
        About("consultation_id", "Consultation"),
    )

    number: int
    consultation_id: UUID

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.stage = StandardStage.CONSULTATION
        aggregate.round += 1
        aggregate.opened_at = self.act.at


class StandardFeasibilityChecked(Fact, frozen=True, kw_only=True):
    """The targets were held against past results, as they were at a position; what follows, people decided."""

    label_id: ClassVar[str] = "Kelayakan standar kinerja diperiksa"
    label_en: ClassVar[str] = "Feasibility of a standard checked"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    number: int
    conclusion: str
    basis_position: int

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.stage = StandardStage.FEASIBILITY


class StandardApproved(Fact, frozen=True, kw_only=True):
    """The authority approved the standard."""

    label_id: ClassVar[str] = "Standar kinerja ditetapkan"
    label_en: ClassVar[str] = "Standard approved"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    number: int = 1

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.stage = StandardStage.APPROVED
        if aggregate.drafted_as is not None:
            aggregate.approved_as = StandardVersion(number=self.number, content=aggregate.drafted_as)


class StandardBroughtIntoForce(Fact, frozen=True, kw_only=True):
    """The standard holds from a date on; the version before holds until then."""

    label_id: ClassVar[str] = "Standar kinerja diberlakukan"
    label_en: ClassVar[str] = "Standard brought into force"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    effective_on: date
    number: int = 1

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.stage = StandardStage.IN_FORCE
        aggregate.effective_on = self.effective_on
        if aggregate.approved_as is not None:
            aggregate.in_force_from[self.effective_on] = aggregate.approved_as


class StandardEvaluated(Fact, frozen=True, kw_only=True):
    """It was looked at how a standard works, and said what is to become of it."""

    label_id: ClassVar[str] = "Standar kinerja dievaluasi"
    label_en: ClassVar[str] = "Standard evaluated"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    number: int
    finding: str
    recommendation: Recommendation

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.stage = StandardStage.EVALUATED


class StandardRevisionBegun(Fact, frozen=True, kw_only=True):
    """Work on another version began with the collection of data; the present one goes on holding."""

    label_id: ClassVar[str] = "Revisi standar kinerja dimulai"
    label_en: ClassVar[str] = "Revision of a standard begun"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    number: int

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.begin_version(self.number)


class StandardRetired(Fact, frozen=True, kw_only=True):
    """The standard holds to a last day and has no successor."""

    label_id: ClassVar[str] = "Standar kinerja dicabut"
    label_en: ClassVar[str] = "Standard retired"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    number: int
    last_day: date

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.stage = StandardStage.RETIRED
        aggregate.last_day = self.last_day
