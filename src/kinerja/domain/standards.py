"""Performance standards per position and service (A1)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.organisation import CODE_TAKEN
from kinerja.domain.rulebook.standards import IN_FORCE_SINCE, STAGE_SKIPPED, STANDARD_APPLIES_TO_NOBODY


class StandardStage(StrEnum):
    """Where a standard stands."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    IN_FORCE = "IN_FORCE"


_NEXT_STAGE = {
    StandardStage.DRAFT: StandardStage.APPROVED,
    StandardStage.APPROVED: StandardStage.IN_FORCE,
}
"""The stages in their order; the table that later stages join."""
_ACTION = {StandardStage.APPROVED: "approveStandard", StandardStage.IN_FORCE: "bringStandardIntoForce"}


class NewStandard(msgspec.Struct, frozen=True, kw_only=True):
    """What a standard says."""

    code: str
    title: str
    service: str
    positions: tuple[UUID, ...]
    procedure: tuple[str, ...]
    legal_basis: str


class StandardDrafted(Fact, frozen=True, kw_only=True):
    """A standard was drafted for a service and the positions that render it."""

    label_id: ClassVar[str] = "Standar kinerja disusun"
    label_en: ClassVar[str] = "Standard drafted"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "PerformanceStandard"),
        About("positions", "Position"),
    )

    code: str
    title: str
    service: str
    positions: tuple[UUID, ...]
    procedure: tuple[str, ...]
    legal_basis: str

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.drafted_as = NewStandard(
            code=self.code,
            title=self.title,
            service=self.service,
            positions=self.positions,
            procedure=self.procedure,
            legal_basis=self.legal_basis,
        )
        aggregate.stage = StandardStage.DRAFT


class StandardApproved(Fact, frozen=True, kw_only=True):
    """The authority approved the standard."""

    label_id: ClassVar[str] = "Standar kinerja ditetapkan"
    label_en: ClassVar[str] = "Standard approved"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.stage = StandardStage.APPROVED


class StandardBroughtIntoForce(Fact, frozen=True, kw_only=True):
    """The standard holds from a date on."""

    label_id: ClassVar[str] = "Standar kinerja diberlakukan"
    label_en: ClassVar[str] = "Standard brought into force"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PerformanceStandard"),)

    effective_on: date

    def apply(self, aggregate: "PerformanceStandard") -> None:
        aggregate.stage = StandardStage.IN_FORCE
        aggregate.effective_on = self.effective_on


class PerformanceStandard(Aggregate):
    """A standard on its way from the draft into force."""

    drafted_as: NewStandard
    stage = StandardStage.DRAFT
    effective_on: date | None = None

    def draft(self, *, act: Act, standard: NewStandard) -> None:
        """Draft it. Refused B1.4 on a taken code, A1.2 when it applies to no position."""
        if self.exists:
            if self.drafted_as == standard:
                return
            raise refuse(CODE_TAKEN, "code", code=standard.code)
        if not standard.positions:
            raise refuse(STANDARD_APPLIES_TO_NOBODY, "positionIds")
        self.trigger_event(StandardDrafted, act=act, **msgspec.structs.asdict(standard))

    def approve(self, *, act: Act) -> None:
        """Approve it. Refused A1.1 when a stage before is missing."""
        if self.stage in (StandardStage.APPROVED, StandardStage.IN_FORCE):
            return
        self._must_precede(StandardStage.APPROVED)
        self.trigger_event(StandardApproved, act=act)

    def bring_into_force(self, *, act: Act, effective_on: date) -> None:
        """Let it hold from a date on. Refused A1.1 when it is not approved, A1.3 on another date."""
        if self.effective_on == effective_on:
            return
        if self.effective_on is not None:
            raise refuse(IN_FORCE_SINCE, "effectiveOn", effective_on=self.effective_on.isoformat())
        self._must_precede(StandardStage.IN_FORCE)
        self.trigger_event(StandardBroughtIntoForce, act=act, effective_on=effective_on)

    def _must_precede(self, stage: StandardStage) -> None:
        missing = _NEXT_STAGE.get(self.stage)
        if missing != stage:
            raise refuse(
                STAGE_SKIPPED,
                "standardId",
                stage=self.stage,
                missing=missing,
                action=_ACTION[missing] if missing else None,
            )
