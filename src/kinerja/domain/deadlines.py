"""Deadlines: local dates that are fixed in a fact, moved only by a fact, and whose passing is a fact (B2).

Each is a stream of its own with an id that follows from what it is for, so that it passes once.
"""

from datetime import date, datetime, tzinfo
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.calendars import (
    DEADLINE_NOT_LATER,
    DEADLINE_PASSED,
    DEADLINE_RUNS,
    EXTENDED_WITHOUT_REASON,
)
from kinerja.domain.rulebook.feedback import REQUEST_NOT_EXTENDED
from kinerja.domain.rulebook.periods import DEADLINE_DAYS
from kinerja.domain.vocabulary import DeadlineKind
from kinerja.domain.working_days import Calendar, end_of, working_days_after

MOST_DAYS = 60
"""Working days, at most, from the end of what is reported or judged to its deadline."""


class DeadlineDays(msgspec.Struct, frozen=True, kw_only=True):
    """How many working days each deadline of a period leaves, counted from the day before it begins to run.

    ``plan`` from the last day before the period, ``report`` from the last of its month, ``evaluation`` from the
    last of its window; ``grace`` from the day on which a report is due.
    """

    plan: int
    report: int
    grace: int
    evaluation: int

    @property
    def faults(self) -> list[Refusal]:
        """Why they are refused (B2.12): every count that is out of its bounds."""
        return [
            Refusal(DEADLINE_DAYS, (f"{name}Days",), {"least": _LEAST[name], "most": MOST_DAYS})
            for name, count in msgspec.structs.asdict(self).items()
            if not _LEAST[name] <= count <= MOST_DAYS
        ]


_LEAST = {"plan": 1, "report": 1, "grace": 0, "evaluation": 1}


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """By when: the local date, the last local date of the grace, and the moment at which that is over."""

    due_on: date
    grace_until: date
    passes_at: datetime


def due_by(day: date, grace_days: int, calendar: Calendar, zone: tzinfo) -> Due:
    """Due on a day, with so many working days of grace behind it."""
    grace_until = working_days_after(day, grace_days, calendar)
    return Due(due_on=day, grace_until=grace_until, passes_at=end_of(grace_until, zone))


class NewDeadline(msgspec.Struct, frozen=True, kw_only=True):
    """What a deadline is for and when it is. ``window`` is the code of a window, the month of a report, or the day
    until which feedback was asked for; then ``request_id`` is the request and ``employee_id`` who asked."""

    kind: DeadlineKind
    period_id: UUID
    window: str
    grace_days: int
    due: Due
    employee_id: UUID | None = None
    request_id: UUID | None = None


_OF_DEADLINE: tuple[About, ...] = (About("originator_id", "Deadline"), About("period_id", "Period"))
_OF_REQUEST: tuple[About, ...] = (About("employee_id", "Employee"), About("request_id", "FeedbackRequest"))


class DeadlineSet(Fact, frozen=True, kw_only=True):
    """A deadline was computed and fixed: days declared off afterwards do not move it."""

    label_id: ClassVar[str] = "Tenggat ditetapkan"
    label_en: ClassVar[str] = "Deadline set"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_DEADLINE, *_OF_REQUEST)

    kind: DeadlineKind
    period_id: UUID
    window: str
    grace_days: int
    due: Due
    employee_id: UUID | None = None
    request_id: UUID | None = None

    def apply(self, aggregate: "Deadline") -> None:
        aggregate.set_as = NewDeadline(
            kind=self.kind,
            period_id=self.period_id,
            window=self.window,
            grace_days=self.grace_days,
            due=self.due,
            employee_id=self.employee_id,
            request_id=self.request_id,
        )
        aggregate.due = self.due


class DeadlineExtended(Fact, frozen=True, kw_only=True):
    """A deadline was moved to a later day, with a reason."""

    label_id: ClassVar[str] = "Tenggat diperpanjang"
    label_en: ClassVar[str] = "Deadline extended"
    about: ClassVar[tuple[About, ...]] = _OF_DEADLINE

    period_id: UUID
    due: Due

    def apply(self, aggregate: "Deadline") -> None:
        aggregate.due = self.due


class DeadlinePassed(Fact, frozen=True, kw_only=True):
    """A deadline and its grace are over. Valid from the day on which it was due, recorded when it was seen."""

    label_id: ClassVar[str] = "Tenggat lewat"
    label_en: ClassVar[str] = "Deadline passed"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_DEADLINE, *_OF_REQUEST)

    kind: DeadlineKind
    period_id: UUID
    window: str
    due: Due
    employee_id: UUID | None = None
    request_id: UUID | None = None

    def apply(self, aggregate: "Deadline") -> None:
        aggregate.passed = True


class Deadline(Aggregate):
    """One deadline: as it was set, as it is now, and whether it passed."""

    set_as: NewDeadline
    due: Due
    passed = False

    def set(self, *, act: Act, new: NewDeadline) -> None:
        """Fix it. What was fixed before stays."""
        if not self.exists:
            said = {name: getattr(new, name) for name in new.__struct_fields__}
            self.trigger_event(DeadlineSet, act=act, **said)

    def extend(self, *, act: Act, due_on: date, calendar: Calendar, zone: tzinfo) -> None:
        """Move it to a later working day, with the same grace.

        Refused D1.11 where feedback was asked for, B2.14 once it is over, whether that is recorded or not; with all
        it violates of B2.15 and B2.16.
        """
        if self.set_as.request_id is not None:
            raise refuse(REQUEST_NOT_EXTENDED, "deadlineId")
        if self.due.due_on == due_on:
            return
        if self.passed or act.at >= self.due.passes_at:
            raise refuse(DEADLINE_PASSED, "deadlineId")
        refusals = []
        if due_on < self.due.due_on or not calendar.is_working(due_on):
            refusals.append(Refusal(DEADLINE_NOT_LATER, ("dueOn",), {"due_on": self.due.due_on.isoformat()}))
        if act.reason is None:
            refusals.append(Refusal(EXTENDED_WITHOUT_REASON, ("reason",)))
        raise_all(refusals)
        due = due_by(due_on, self.set_as.grace_days, calendar, zone)
        self.trigger_event(DeadlineExtended, act=act, period_id=self.set_as.period_id, due=due)

    def pass_(self, *, act: Act) -> None:
        """Record that it is over. Refused B2.17 before."""
        if self.passed:
            return
        if act.at < self.due.passes_at:
            raise refuse(DEADLINE_RUNS, "deadlineId", until=self.due.grace_until.isoformat())
        new = self.set_as
        self.trigger_event(
            DeadlinePassed,
            act=act,
            kind=new.kind,
            period_id=new.period_id,
            window=new.window,
            due=self.due,
            employee_id=new.employee_id,
            request_id=new.request_id,
        )

    def is_late(self, day: date) -> bool:
        """Whether what is done on a local day comes after the deadline and its grace."""
        return day > self.due.grace_until
