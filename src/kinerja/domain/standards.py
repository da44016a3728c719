"""Performance standards per position and service, from the first data to the revision (A1, A2)."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.inputs import says
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.organisation import CODE_TAKEN
from kinerja.domain.rulebook.standards import (
    HALF_TIME_LIMIT,
    IN_FORCE_SINCE,
    NOTHING_COLLECTED,
    REVISION_WITHOUT_REASON,
    STAGE_SKIPPED,
    STANDARD_APPLIES_TO_NOBODY,
    STANDARD_BACKDATED,
    STEP_WITHOUT_NAME,
)
from kinerja.domain.vocabulary import Recommendation, TimeUnit


class StandardStage(StrEnum):
    """Where the newest version of a standard stands."""

    DATA_COLLECTION = "DATA_COLLECTION"
    DRAFT = "DRAFT"
    CONSULTATION = "CONSULTATION"
    FEASIBILITY = "FEASIBILITY"
    APPROVED = "APPROVED"
    IN_FORCE = "IN_FORCE"
    EVALUATED = "EVALUATED"
    RETIRED = "RETIRED"


_WAY = (
    StandardStage.DATA_COLLECTION,
    StandardStage.DRAFT,
    StandardStage.CONSULTATION,
    StandardStage.FEASIBILITY,
    StandardStage.APPROVED,
    StandardStage.IN_FORCE,
    StandardStage.EVALUATED,
)
_WAY_OF_TAKEN_OVER = (
    StandardStage.DRAFT,
    StandardStage.APPROVED,
    StandardStage.IN_FORCE,
    StandardStage.EVALUATED,
)
"""Of a version that was worked out before the service was there."""
_ACTION = {
    StandardStage.DATA_COLLECTION: "reviseStandard",
    StandardStage.DRAFT: "draftStandard",
    StandardStage.CONSULTATION: "openConsultation",
    StandardStage.FEASIBILITY: "checkFeasibility",
    StandardStage.APPROVED: "approveStandard",
    StandardStage.IN_FORCE: "bringStandardIntoForce",
    StandardStage.EVALUATED: "evaluateStandard",
}
"""The command that leads into a stage."""


def transitions(*, taken_over: bool = False) -> dict[StandardStage, StandardStage]:
    """The table of stages: from each the only next one. After EVALUATED comes a revision, or RETIRED."""
    way = _WAY_OF_TAKEN_OVER if taken_over else _WAY
    return dict(pairwise(way)) | {StandardStage.EVALUATED: StandardStage.DATA_COLLECTION}


class ProcedureStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the procedure and how long it may take."""

    name: Annotated[str, says("What is done.", 0, 300)]
    limit: Annotated[Decimal | None, says("How long it may take, above 0; null: no limit of its own.")] = None
    limit_unit: Annotated[TimeUnit | None, says("Unit of the limit; null without one.")] = None


class ProposedTarget(msgspec.Struct, frozen=True, kw_only=True):
    """What the standard promises, in an indicator."""

    indicator_id: UUID
    amount: Decimal


class StandardContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a version of a standard says."""

    title: str
    service: str
    positions: tuple[UUID, ...]
    steps: tuple[ProcedureStep, ...]
    targets: tuple[ProposedTarget, ...]
    legal_basis: str


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
    ``again``: it takes the place of a draft of the same version.
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
        if aggregate.stage in (None, StandardStage.DATA_COLLECTION):
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


class PerformanceStandard(Aggregate):
    """A standard: its newest version on its way into force, and since when the one before holds."""

    code: str
    begun_as: tuple[str, str] | None = None
    number = 0
    stage: StandardStage | None = None
    taken_over = False
    collected = 0
    drafted_as: StandardContent | None = None
    effective_on: date | None = None
    """First day of the newest version that was brought into force."""
    last_day: date | None = None

    @property
    def is_checked(self) -> bool:
        """Whether its feasibility was checked, so that it waits for approval."""
        return self.stage == StandardStage.FEASIBILITY

    def begin_version(self, number: int) -> None:
        """Stand at the beginning of a version."""
        self.number = number
        self.stage = StandardStage.DATA_COLLECTION
        self.taken_over = False
        self.collected = 0

    def begin(self, *, act: Act, code: str, title: str, service: str) -> None:
        """Begin to work on it. Refused B1.4 on a taken code."""
        if self.exists:
            if self.begun_as == (title, service):
                return
            raise refuse(CODE_TAKEN, "code", code=code)
        self.trigger_event(StandardBegun, act=act, code=code, title=title, service=service)

    def collect(self, *, act: Act, source: str, finding: str) -> None:
        """Record what was found. Refused A2.1 once it is drafted."""
        if self.stage != StandardStage.DATA_COLLECTION:
            raise self._skipped()
        self.trigger_event(
            StandardDataCollected,
            act=act,
            number=self.number,
            datum=self.collected + 1,
            source=source,
            finding=finding,
        )

    def draft(self, *, act: Act, code: str, content: StandardContent, taken_over: bool = False) -> None:
        """Draft a version, or draft it anew while those it concerns are heard.

        Refused A2.1 when it is approved already, A2.2 before anything was collected, and A1.2, A1.5 and A1.6 for
        content that is no standard; B1.4 when another one that was taken over has the code.
        """
        if taken_over and self.exists:
            if self.drafted_as == content:
                return
            raise refuse(CODE_TAKEN, "code", code=code)
        if self.exists and self.drafted_as == content and self.stage != StandardStage.DATA_COLLECTION:
            return
        if not taken_over:
            self._must_be_open_to_drafts()
        raise_all(_lacking(content))
        self.trigger_event(
            StandardDrafted,
            act=act,
            code=code,
            number=max(self.number, 1),
            taken_over=taken_over,
            again=self.stage in (StandardStage.DRAFT, StandardStage.CONSULTATION),
            **{name: getattr(content, name) for name in StandardContent.__struct_fields__},
        )

    def open_consultation(self, *, act: Act, consultation_id: UUID) -> None:
        """Lay the draft open. Refused A2.1 when a stage before is missing."""
        if self.stage == StandardStage.CONSULTATION:
            return
        self._must_come_next(StandardStage.CONSULTATION)
        self.trigger_event(StandardConsultationOpened, act=act, number=self.number, consultation_id=consultation_id)

    def check_feasibility(self, *, act: Act, conclusion: str, basis_position: int) -> None:
        """Say what the past results say about the targets. Refused A2.1 when a stage before is missing."""
        self._must_come_next(StandardStage.FEASIBILITY)
        self.trigger_event(
            StandardFeasibilityChecked,
            act=act,
            number=self.number,
            conclusion=conclusion,
            basis_position=basis_position,
        )

    def approve(self, *, act: Act) -> None:
        """Approve it. Refused A2.1 when a stage before is missing."""
        if self.stage in (StandardStage.APPROVED, StandardStage.IN_FORCE):
            return
        self._must_come_next(StandardStage.APPROVED)
        self.trigger_event(StandardApproved, act=act, number=self.number)

    def bring_into_force(self, *, act: Act, effective_on: date) -> None:
        """Let it hold from a date on. Refused A2.1 when it is not approved, A1.3 on another date, A1.4 too early."""
        if self.stage == StandardStage.IN_FORCE and self.effective_on is not None:
            if self.effective_on == effective_on:
                return
            raise refuse(IN_FORCE_SINCE, "effectiveOn", effective_on=self.effective_on.isoformat())
        self._must_come_next(StandardStage.IN_FORCE)
        if self.effective_on is not None and effective_on <= self.effective_on:
            raise refuse(STANDARD_BACKDATED, "effectiveOn", effective_on=self.effective_on.isoformat())
        self.trigger_event(StandardBroughtIntoForce, act=act, effective_on=effective_on, number=self.number)

    def evaluate(self, *, act: Act, finding: str, recommendation: Recommendation) -> None:
        """Say how it works and what is to become of it, as often as is asked. Refused A2.1 before it is in force."""
        if self.stage != StandardStage.EVALUATED:
            self._must_come_next(StandardStage.EVALUATED)
        self.trigger_event(
            StandardEvaluated, act=act, number=self.number, finding=finding, recommendation=recommendation
        )

    def revise(self, *, act: Act) -> None:
        """Begin another version. Refused A2.1 before it is evaluated, A2.3 without a reason."""
        if self.stage != StandardStage.EVALUATED:
            raise self._skipped()
        if act.reason is None:
            raise refuse(REVISION_WITHOUT_REASON, "reason")
        self.trigger_event(StandardRevisionBegun, act=act, number=self.number + 1)

    def retire(self, *, act: Act, last_day: date) -> None:
        """Let it hold to a last day. Refused A2.1 before it is evaluated, A2.3 without a reason, A1.4 too early."""
        if self.last_day == last_day:
            return
        if self.stage != StandardStage.EVALUATED or self.effective_on is None:
            raise self._skipped()
        refusals = [Refusal(REVISION_WITHOUT_REASON, ("reason",))] if act.reason is None else []
        if last_day < self.effective_on:
            before = (self.effective_on - timedelta(days=1)).isoformat()
            refusals.append(Refusal(STANDARD_BACKDATED, ("lastDay",), {"effective_on": before}))
        raise_all(refusals)
        self.trigger_event(StandardRetired, act=act, number=self.number, last_day=last_day)

    def _must_be_open_to_drafts(self) -> None:
        if self.stage in (StandardStage.DRAFT, StandardStage.CONSULTATION):
            return
        self._must_come_next(StandardStage.DRAFT)
        if not self.collected:
            raise refuse(NOTHING_COLLECTED, "standardId", action="collectStandardData")

    def _must_come_next(self, stage: StandardStage) -> None:
        if self.stage is None or transitions(taken_over=self.taken_over).get(self.stage) != stage:
            raise self._skipped()

    def _skipped(self) -> Exception:
        """That another stage comes next."""
        missing = transitions(taken_over=self.taken_over).get(self.stage) if self.stage else None
        action = _ACTION.get(missing) if missing else None
        return refuse(STAGE_SKIPPED, "standardId", stage=self.stage, missing=missing, action=action)


def _lacking(content: StandardContent) -> list[Refusal]:
    refusals = [] if content.positions else [Refusal(STANDARD_APPLIES_TO_NOBODY, ("positionIds",))]
    for index, step in enumerate(content.steps):
        said = {"number": index + 1}
        if not step.name.strip():
            refusals.append(Refusal(STEP_WITHOUT_NAME, ("steps", index, "name"), said))
        if (step.limit is None) != (step.limit_unit is None) or (step.limit is not None and step.limit <= 0):
            refusals.append(Refusal(HALF_TIME_LIMIT, ("steps", index, "limit"), said))
    return refusals
