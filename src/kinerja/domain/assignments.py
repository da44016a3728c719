"""That somebody holds a position: what is recorded of it (B1)."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Letter
from kinerja.domain.aggregate import About, Fact
from kinerja.domain.vocabulary import AssignmentKind

if TYPE_CHECKING:
    from kinerja.domain.positions import Position


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody holds a position from a first to a last day; ``ends_on`` None: open."""

    id: UUID
    employee_id: UUID
    kind: AssignmentKind
    starts_on: date
    ends_on: date | None
    letter: Letter | None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies within the assignment."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether any day lies within both."""
        starts_before_other_ends = ends_on is None or self.starts_on <= ends_on
        return starts_before_other_ends and (self.ends_on is None or starts_on <= self.ends_on)


class NewAssignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment that is to start. ``ends_on`` None: open, or for who acts as long as the letter is valid."""

    assignment_id: UUID
    employee_id: UUID
    kind: AssignmentKind
    starts_on: date
    ends_on: date | None
    transferred_from: UUID | None = None
    corrects: UUID | None = None

    def under(self, letter: Letter | None) -> "NewAssignment":
        """The same with the last day that the letter of an acting official (Plt, Plh) names."""
        if self.kind == AssignmentKind.DEFINITIVE or self.ends_on is not None or letter is None:
            return self
        return msgspec.structs.replace(self, ends_on=letter.valid_to)


class AssignmentStarted(Fact, frozen=True, kw_only=True):
    """Somebody took up a position."""

    label_id: ClassVar[str] = "Penugasan dimulai"
    label_en: ClassVar[str] = "Assignment started"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("originator_id", "Position"),
        About("assignment_id", "Assignment"),
        About("transferred_from", "Assignment"),
        About("corrects", "Assignment"),
    )

    assignment_id: UUID
    employee_id: UUID
    kind: AssignmentKind
    starts_on: date
    ends_on: date | None
    unit_id: UUID
    transferred_from: UUID | None = None
    """The assignment that it continues, when it began with a transfer."""
    corrects: UUID | None = None
    """The assignment that was recorded in error and stands corrected by this one."""

    def apply(self, aggregate: "Position") -> None:
        aggregate.held_ever[self.employee_id] = None
        aggregate.assignments[self.assignment_id] = Assignment(
            id=self.assignment_id,
            employee_id=self.employee_id,
            kind=self.kind,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            letter=self.act.letter,
        )


class AssignmentEnded(Fact, frozen=True, kw_only=True):
    """Somebody left a position after a last day."""

    label_id: ClassVar[str] = "Penugasan berakhir"
    label_en: ClassVar[str] = "Assignment ended"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("originator_id", "Position"),
        About("assignment_id", "Assignment"),
    )

    assignment_id: UUID
    employee_id: UUID
    last_day: date

    def apply(self, aggregate: "Position") -> None:
        assignment = aggregate.assignments[self.assignment_id]
        aggregate.assignments[self.assignment_id] = msgspec.structs.replace(assignment, ends_on=self.last_day)


class AssignmentStatedInError(Fact, frozen=True, kw_only=True):
    """An assignment was stated to have been recorded in error; it stays visible, and holds on no day."""

    label_id: ClassVar[str] = "Penugasan dinyatakan keliru dicatat"
    label_en: ClassVar[str] = "Assignment stated to be recorded in error"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("originator_id", "Position"),
        About("assignment_id", "Assignment"),
        About("corrected_by", "Assignment"),
    )

    assignment_id: UUID
    employee_id: UUID
    corrected_by: UUID | None
    """The assignment that is right; None: there was none."""

    def apply(self, aggregate: "Position") -> None:
        del aggregate.assignments[self.assignment_id]
        aggregate.in_error.add(self.assignment_id)
