"""Leave of an employee: its kind, its days, its letter (B1)."""

from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.periods import last_of_month
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.leaves import LEAVE_OVERLAPS, LEAVE_PROLONGED, LEAVE_UNKNOWN, LEAVE_WINDOW
from kinerja.domain.vocabulary import LeaveKind

_ABOUT = (About("employee_id", "Employee"), About("leave_id", "Leave"))


class Leave(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is away from a first to a last day."""

    kind: LeaveKind
    starts_on: date
    ends_on: date

    def overlaps(self, starts_on: date, ends_on: date) -> bool:
        """Whether any day lies within both."""
        return self.starts_on <= ends_on and starts_on <= self.ends_on


class LeaveGranted(Fact, frozen=True, kw_only=True):
    """An employee was granted leave by letter."""

    label_id: ClassVar[str] = "Cuti diberikan"
    label_en: ClassVar[str] = "Leave granted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    leave_id: UUID
    employee_id: UUID
    kind: LeaveKind
    starts_on: date
    ends_on: date

    def apply(self, aggregate: "Leaves") -> None:
        aggregate.employee_id = self.employee_id
        aggregate.leaves[self.leave_id] = Leave(kind=self.kind, starts_on=self.starts_on, ends_on=self.ends_on)


class LeaveEnded(Fact, frozen=True, kw_only=True):
    """A leave ended earlier than it was granted for, or was not taken at all."""

    label_id: ClassVar[str] = "Cuti berakhir lebih awal"
    label_en: ClassVar[str] = "Leave ended early"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    leave_id: UUID
    employee_id: UUID
    last_day: date | None
    """None: it was not taken at all."""

    def apply(self, aggregate: "Leaves") -> None:
        if self.last_day is None:
            del aggregate.leaves[self.leave_id]
            aggregate.not_taken.add(self.leave_id)
        else:
            leave = aggregate.leaves[self.leave_id]
            aggregate.leaves[self.leave_id] = msgspec.structs.replace(leave, ends_on=self.last_day)


class Leaves(Aggregate):
    """All leaves of one employee. A leave vacates no position: who stands in (Plh) is assigned by a letter."""

    employee_id: UUID

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.leaves: dict[UUID, Leave] = {}
        self.not_taken: set[UUID] = set()

    def follows(self, kind: LeaveKind, day: date) -> bool:
        """Whether a leave of a kind keeps the employee away in the month after a day: its first or before, and on."""
        next_month = last_of_month(day + timedelta(days=1))
        return any(
            leave.kind == kind and leave.starts_on <= next_month and leave.ends_on > day
            for leave in self.leaves.values()
        )

    def grant(self, *, act: Act, leave_id: UUID, employee_id: UUID, leave: Leave) -> None:
        """Grant a leave. Refused B1.21 when it ends too early, B1.22 beside another one."""
        if leave.ends_on < leave.starts_on:
            raise refuse(LEAVE_WINDOW, "endsOn")
        for other in self.leaves.values():
            if other.overlaps(leave.starts_on, leave.ends_on):
                starts_on, ends_on = other.starts_on.isoformat(), other.ends_on.isoformat()
                raise refuse(LEAVE_OVERLAPS, "startsOn", starts_on=starts_on, ends_on=ends_on)
        self.trigger_event(
            LeaveGranted, act=act, leave_id=leave_id, employee_id=employee_id, **msgspec.structs.asdict(leave)
        )

    def end(self, *, act: Act, leave_id: UUID, last_day: date | None) -> None:
        """End a leave early; without a last day it was not taken at all.

        Refused B1.23 when unknown, B1.21 before its first day, B1.24 later than it ends.
        """
        leave = self.leaves.get(leave_id)
        if leave is None:
            if last_day is None and leave_id in self.not_taken:
                return
            raise refuse(LEAVE_UNKNOWN, "leaveId")
        if last_day == leave.ends_on:
            return
        if last_day is not None and last_day < leave.starts_on:
            raise refuse(LEAVE_WINDOW, "lastDay")
        if last_day is not None and last_day > leave.ends_on:
            raise refuse(LEAVE_PROLONGED, "lastDay", ends_on=leave.ends_on.isoformat())
        self.trigger_event(LeaveEnded, act=act, leave_id=leave_id, employee_id=self.employee_id, last_day=last_day)
