"""What an employee achieved or invented beyond the plan, and what the officer says of it (C6)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.plan_contents import PlanSpan
from kinerja.domain.plan_vocabulary import AccomplishmentKind
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.accomplishments import (
    ACHIEVED_LATER,
    ACHIEVED_OUTSIDE,
    DECLINED_WITHOUT_REASON,
    INNOVATION_UNPROVEN,
)
from kinerja.domain.texts import Text, TextCategory


class AccomplishmentState(StrEnum):
    """What the officer said of an accomplishment."""

    RECORDED = "RECORDED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    DECLINED = "DECLINED"


_OF_ACCOMPLISHMENT: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("plan_id", "PerformancePlan"),
    About("originator_id", "Accomplishment"),
)


class AccomplishmentRecorded(Fact, frozen=True, kw_only=True):
    """An employee recorded an own accomplishment or innovation."""

    label_id: ClassVar[str] = "Prestasi dicatat"
    label_en: ClassVar[str] = "Accomplishment recorded"
    personal: ClassVar[dict[str, TextCategory]] = {"title": TextCategory.WORK, "text": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_ACCOMPLISHMENT, About("result_id", "WorkResult"))

    employee_id: UUID
    plan_id: UUID
    kind: AccomplishmentKind
    happened_on: date
    result_id: UUID | None
    title: Text
    text: Text

    def apply(self, aggregate: "Accomplishment") -> None:
        aggregate.employee_id, aggregate.plan_id = self.employee_id, self.plan_id
        aggregate.kind = self.kind


class AccomplishmentAcknowledged(Fact, frozen=True, kw_only=True):
    """The officer acknowledged an accomplishment."""

    label_id: ClassVar[str] = "Prestasi diakui"
    label_en: ClassVar[str] = "Accomplishment acknowledged"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_ACCOMPLISHMENT

    employee_id: UUID
    plan_id: UUID

    def apply(self, aggregate: "Accomplishment") -> None:
        aggregate.state = AccomplishmentState.ACKNOWLEDGED


class AccomplishmentDeclined(Fact, frozen=True, kw_only=True):
    """The officer did not acknowledge an accomplishment."""

    label_id: ClassVar[str] = "Prestasi tidak diakui"
    label_en: ClassVar[str] = "Accomplishment declined"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_ACCOMPLISHMENT

    employee_id: UUID
    plan_id: UUID

    def apply(self, aggregate: "Accomplishment") -> None:
        aggregate.state = AccomplishmentState.DECLINED


class Achieved(msgspec.Struct, frozen=True, kw_only=True):
    """What was achieved, when, and for which result of the plan, if any."""

    kind: AccomplishmentKind
    happened_on: date
    result_id: UUID | None
    title: Text
    text: Text


class Accomplishment(Aggregate):
    """An accomplishment or innovation."""

    state = AccomplishmentState.RECORDED
    employee_id: UUID
    plan_id: UUID
    kind: AccomplishmentKind

    def record(self, *, act: Act, plan_id: UUID, span: PlanSpan, achieved: Achieved, today: date) -> None:
        """Record it. Refused with all of C6.1 and C6.2 that it violates."""
        if self.exists:
            return
        raise_all(_misdated(achieved.happened_on, span, today))
        self.trigger_event(
            AccomplishmentRecorded,
            act=act,
            employee_id=span.employee_id,
            plan_id=plan_id,
            **msgspec.structs.asdict(achieved),
        )

    def acknowledge(self, *, act: Act, proven: bool) -> None:
        """Acknowledge it. Refused C6.4 for an innovation that nothing proves."""
        if self.state == AccomplishmentState.ACKNOWLEDGED:
            return
        if self.kind == AccomplishmentKind.INNOVATION and not proven:
            raise refuse(INNOVATION_UNPROVEN, "accomplishmentId", action="attachEvidence")
        self.trigger_event(AccomplishmentAcknowledged, act=act, employee_id=self.employee_id, plan_id=self.plan_id)

    @property
    def rests_on_proof(self) -> bool:
        """Whether it is an innovation that was acknowledged because it is proven."""
        return self.kind == AccomplishmentKind.INNOVATION and self.state == AccomplishmentState.ACKNOWLEDGED

    def decline(self, *, act: Act) -> None:
        """Decline it; what was acknowledged may be thought over. Refused C6.3 without a reason."""
        if self.state == AccomplishmentState.DECLINED:
            return
        if act.reason is None:
            raise refuse(DECLINED_WITHOUT_REASON, "reason")
        self.trigger_event(AccomplishmentDeclined, act=act, employee_id=self.employee_id, plan_id=self.plan_id)


def _misdated(day: date, span: PlanSpan, today: date) -> list[Refusal]:
    faults = []
    if not span.starts_on <= day <= span.ends_on:
        faults.append(Refusal(ACHIEVED_OUTSIDE, ("happenedOn",), {"day": day}))
    if day > today:
        faults.append(Refusal(ACHIEVED_LATER, ("happenedOn",), {"day": day}))
    return faults
