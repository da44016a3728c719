"""Daily progress: what was done on a day and how much effort it took, beside the results (C1, C4)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.daily_progress import (
    CORRECTION_WITHOUT_REASON,
    EFFORT_OF_A_DAY,
    ENTRY_AHEAD,
    ENTRY_EMPTY,
    ENTRY_OUTSIDE_PLAN,
    ENTRY_UNKNOWN,
)
from kinerja.domain.texts import Text, TextCategory

_MINUTES_OF_A_DAY = 24 * 60


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What was done on a day. ``result_id`` None: for no result of the plan in particular."""

    day: date
    result_id: UUID | None
    activity: Text
    effort_minutes: int | None
    obstacle: Text | None


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """Whose entries they are: one stream for each plan and month, so that streams stay short."""

    plan_id: UUID
    employee_id: UUID


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """Within which days an entry may lie."""

    starts_on: date
    ends_on: date
    today: date


_ABOUT: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("plan_id", "PerformancePlan"),
    About("entry_id", "DailyProgressEntry"),
)
_TEXTS = {"entry.activity": TextCategory.WORK, "entry.obstacle": TextCategory.WORK}


class DailyProgressRecorded(Fact, frozen=True, kw_only=True):
    """The employee recorded what was done on a day."""

    label_id: ClassVar[str] = "Progres harian dicatat"
    label_en: ClassVar[str] = "Daily progress recorded"
    personal: ClassVar[dict[str, TextCategory]] = _TEXTS
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    plan_id: UUID
    employee_id: UUID
    entry_id: UUID
    entry: Entry

    def apply(self, aggregate: "DailyProgress") -> None:
        aggregate.told[self.entry_id] = (self.entry.day, self.entry.effort_minutes)


class DailyProgressCorrected(Fact, frozen=True, kw_only=True):
    """The employee corrected an entry; what it said stays in the log."""

    label_id: ClassVar[str] = "Progres harian diperbaiki"
    label_en: ClassVar[str] = "Daily progress corrected"
    personal: ClassVar[dict[str, TextCategory]] = _TEXTS
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    plan_id: UUID
    employee_id: UUID
    entry_id: UUID
    entry: Entry

    def apply(self, aggregate: "DailyProgress") -> None:
        aggregate.told[self.entry_id] = (self.entry.day, self.entry.effort_minutes)


class DailyProgress(Aggregate):
    """The entries of one plan in one month: of each the day and the effort."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.told: dict[UUID, tuple[date, int | None]] = {}

    def record(self, *, act: Act, journal: Journal, entry_id: UUID, entry: Entry, bounds: Bounds) -> None:
        """Record an entry. Refused with all of C1.14, C1.15, C1.16 and C4.1 that it violates."""
        if entry_id in self.told:
            return
        raise_all(self._faults(entry_id, entry, bounds))
        self.trigger_event(
            DailyProgressRecorded, act=act, entry_id=entry_id, entry=entry, **msgspec.structs.asdict(journal)
        )

    def correct(self, *, act: Act, journal: Journal, entry_id: UUID, entry: Entry, bounds: Bounds) -> None:
        """Correct an entry within its month. Refused C1.17 unknown, C1.18 without a reason, and as above."""
        if entry_id not in self.told:
            raise refuse(ENTRY_UNKNOWN, "entryId")
        faults = [] if act.reason is not None else [Refusal(CORRECTION_WITHOUT_REASON, ("reason",))]
        raise_all(faults + self._faults(entry_id, entry, bounds))
        self.trigger_event(
            DailyProgressCorrected, act=act, entry_id=entry_id, entry=entry, **msgspec.structs.asdict(journal)
        )

    def _faults(self, entry_id: UUID, entry: Entry, bounds: Bounds) -> list[Refusal]:
        faults = []
        if not bounds.starts_on <= entry.day <= bounds.ends_on:
            faults.append(Refusal(ENTRY_OUTSIDE_PLAN, ("day",), {"day": entry.day.isoformat()}))
        if entry.day > bounds.today:
            faults.append(Refusal(ENTRY_AHEAD, ("day",), {"today": bounds.today.isoformat()}))
        if not (entry.activity.clear or "").strip():
            faults.append(Refusal(ENTRY_EMPTY, ("activity",)))
        total = self._effort_beside(entry_id, entry.day) + (entry.effort_minutes or 0)
        if (entry.effort_minutes is not None and entry.effort_minutes <= 0) or total > _MINUTES_OF_A_DAY:
            faults.append(Refusal(EFFORT_OF_A_DAY, ("effortMinutes",), {"total": total}))
        return faults

    def _effort_beside(self, entry_id: UUID, day: date) -> int:
        """The effort of the other entries of a day."""
        return sum(
            minutes or 0 for id, (told_day, minutes) in self.told.items() if told_day == day and id != entry_id
        )
