"""What an employee achieved or invented beyond the plan, and what the officer says of it (C6)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.plan_contents import PlanSpan
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.achievements import (
    ACHIEVED_LATER,
    ACHIEVED_OUTSIDE,
    DECLINED_WITHOUT_REASON,
    INNOVATION_UNPROVEN,
)
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import AchievementKind


class AchievementState(StrEnum):
    """What the officer said of an achievement."""

    RECORDED = "RECORDED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    DECLINED = "DECLINED"


_OF_ACHIEVEMENT: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("plan_id", "PerformancePlan"),
    About("originator_id", "Achievement"),
)


class AchievementRecorded(Fact, frozen=True, kw_only=True):
    """An employee recorded an own achievement or innovation."""

    label_id: ClassVar[str] = "Prestasi dicatat"
    label_en: ClassVar[str] = "Achievement recorded"
    personal: ClassVar[dict[str, TextCategory]] = {"title": TextCategory.WORK, "text": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_ACHIEVEMENT, About("result_id", "WorkResult"))

    employee_id: UUID
    plan_id: UUID
    kind: AchievementKind
    happened_on: date
    result_id: UUID | None
    title: Text
    text: Text

    def apply(self, aggregate: "Achievement") -> None:
        aggregate.employee_id, aggregate.plan_id = self.employee_id, self.plan_id
        aggregate.kind = self.kind


class AchievementAcknowledged(Fact, frozen=True, kw_only=True):
    """The officer acknowledged an achievement."""

    label_id: ClassVar[str] = "Prestasi diakui"
    label_en: ClassVar[str] = "Achievement acknowledged"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_ACHIEVEMENT

    employee_id: UUID
    plan_id: UUID

    def apply(self, aggregate: "Achievement") -> None:
        aggregate.state = AchievementState.ACKNOWLEDGED


class AchievementDeclined(Fact, frozen=True, kw_only=True):
    """The officer did not acknowledge an achievement."""

    label_id: ClassVar[str] = "Prestasi tidak diakui"
    label_en: ClassVar[str] = "Achievement declined"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_ACHIEVEMENT

    employee_id: UUID
    plan_id: UUID

    def apply(self, aggregate: "Achievement") -> None:
        aggregate.state = AchievementState.DECLINED


class Achieved(msgspec.Struct, frozen=True, kw_only=True):
    """What was achieved, when, and for which result of the plan, if any."""

    kind: AchievementKind
    happened_on: date
    result_id: UUID | None
    title: Text
    text: Text


class Achievement(Aggregate):
    """An achievement or innovation."""

    state = AchievementState.RECORDED
    employee_id: UUID
    plan_id: UUID
    kind: AchievementKind

    def record(self, *, act: Act, plan_id: UUID, span: PlanSpan, achieved: Achieved, today: date) -> None:
        """Record it. Refused with all of C6.1 and C6.2 that it violates."""
        if self.exists:
            return
        raise_all(_misdated(achieved.happened_on, span, today))
        self.trigger_event(
            AchievementRecorded,
            act=act,
            employee_id=span.employee_id,
            plan_id=plan_id,
            **msgspec.structs.asdict(achieved),
        )

    def acknowledge(self, *, act: Act, proven: bool) -> None:
        """Acknowledge it. Refused C6.4 for an innovation that nothing proves."""
        if self.state == AchievementState.ACKNOWLEDGED:
            return
        if self.kind == AchievementKind.INNOVATION and not proven:
            raise refuse(INNOVATION_UNPROVEN, "achievementId", action="attachEvidence")
        self.trigger_event(AchievementAcknowledged, act=act, employee_id=self.employee_id, plan_id=self.plan_id)

    def decline(self, *, act: Act) -> None:
        """Decline it; what was acknowledged may be thought over. Refused C6.3 without a reason."""
        if self.state == AchievementState.DECLINED:
            return
        if act.reason is None:
            raise refuse(DECLINED_WITHOUT_REASON, "reason")
        self.trigger_event(AchievementDeclined, act=act, employee_id=self.employee_id, plan_id=self.plan_id)


def _misdated(day: date, span: PlanSpan, today: date) -> list[Refusal]:
    faults = []
    if not span.starts_on <= day <= span.ends_on:
        faults.append(Refusal(ACHIEVED_OUTSIDE, ("happenedOn",), {"day": day}))
    if day > today:
        faults.append(Refusal(ACHIEVED_LATER, ("happenedOn",), {"day": day}))
    return faults
