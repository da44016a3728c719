"""Performance dialogues: expectations clarified, progress talked over, acknowledged by both (B6)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.plan_vocabulary import DialogueSide, DialogueTopic
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.dialogues import DIALOGUE_AHEAD, DIALOGUE_WITHOUT_SUMMARY
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import CoreValue


class NewDialogue(msgspec.Struct, frozen=True, kw_only=True):
    """What was talked about, when, and which behaviours were clarified in particular."""

    plan_id: UUID
    employee_id: UUID
    held_on: date
    topic: DialogueTopic
    values: tuple[CoreValue, ...]
    summary: Text


_ABOUT: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("plan_id", "PerformancePlan"),
    About("originator_id", "PerformanceDialogue"),
)


class DialogueRecorded(Fact, frozen=True, kw_only=True):
    """A dialogue was recorded by one of the two, who acknowledges it by that."""

    label_id: ClassVar[str] = "Dialog kinerja dicatat"
    label_en: ClassVar[str] = "Performance dialogue recorded"
    personal: ClassVar[dict[str, TextCategory]] = {"summary": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    plan_id: UUID
    employee_id: UUID
    held_on: date
    topic: DialogueTopic
    values: tuple[CoreValue, ...]
    summary: Text
    recorded_by: DialogueSide

    def apply(self, aggregate: "PerformanceDialogue") -> None:
        aggregate.plan_id = self.plan_id
        aggregate.employee_id = self.employee_id
        aggregate.acknowledged_by = {self.recorded_by}


class DialogueAcknowledged(Fact, frozen=True, kw_only=True):
    """The other one acknowledged what was recorded, perhaps with a remark."""

    label_id: ClassVar[str] = "Dialog kinerja diakui"
    label_en: ClassVar[str] = "Performance dialogue acknowledged"
    personal: ClassVar[dict[str, TextCategory]] = {"remark": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    plan_id: UUID
    employee_id: UUID
    acknowledged_by: DialogueSide
    remark: Text | None

    def apply(self, aggregate: "PerformanceDialogue") -> None:
        aggregate.acknowledged_by = aggregate.acknowledged_by | {self.acknowledged_by}


class PerformanceDialogue(Aggregate):
    """One dialogue about a plan. It stays as it was recorded; what is seen otherwise is a remark, or another one."""

    plan_id: UUID
    employee_id: UUID
    acknowledged_by: set[DialogueSide] = set()

    def record(self, *, act: Act, new: NewDialogue, by: DialogueSide, today: date) -> None:
        """Record it. Refused B6.1 ahead of time, B6.2 without a summary."""
        if self.exists:
            return
        if new.held_on > today:
            raise refuse(DIALOGUE_AHEAD, "heldOn", today=today.isoformat())
        if not (new.summary.clear or "").strip():
            raise refuse(DIALOGUE_WITHOUT_SUMMARY, "summary")
        content = {name: getattr(new, name) for name in new.__struct_fields__}
        self.trigger_event(DialogueRecorded, act=act, **content, recorded_by=by)

    def acknowledge(self, *, act: Act, by: DialogueSide, remark: Text | None) -> None:
        """Acknowledge it; once is enough."""
        if by in self.acknowledged_by:
            return
        self.trigger_event(
            DialogueAcknowledged,
            act=act,
            plan_id=self.plan_id,
            employee_id=self.employee_id,
            acknowledged_by=by,
            remark=remark,
        )
