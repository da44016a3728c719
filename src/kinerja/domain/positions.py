"""Positions, who holds them when, and who judges whom (B1)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act, Capacity, Letter
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.organisation import (
    ASSIGNMENT_PROLONGED,
    ASSIGNMENT_UNKNOWN,
    ASSIGNMENT_WINDOW,
    CODE_TAKEN,
    LEVEL_OF_FUNCTIONAL,
    POST_OCCUPIED,
)
from kinerja.domain.vocabulary import AssignmentKind, FunctionalLevel, PositionKind


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


class PositionEstablished(Fact, frozen=True, kw_only=True):
    """A position was established in a unit, below another position or at the top."""

    label_id: ClassVar[str] = "Jabatan dibentuk"
    label_en: ClassVar[str] = "Position established"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Position"), About("unit_id", "OrgUnit"))

    code: str
    title: str
    kind: PositionKind
    functional_level: FunctionalLevel | None
    unit_id: UUID
    reports_to: UUID | None

    def apply(self, aggregate: "Position") -> None:
        aggregate.established_as = NewPosition(
            code=self.code,
            title=self.title,
            kind=self.kind,
            functional_level=self.functional_level,
            unit_id=self.unit_id,
            reports_to=self.reports_to,
        )


class AssignmentStarted(Fact, frozen=True, kw_only=True):
    """Somebody took up a position."""

    label_id: ClassVar[str] = "Penugasan dimulai"
    label_en: ClassVar[str] = "Assignment started"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("originator_id", "Position"),
        About("assignment_id", "Assignment"),
    )

    assignment_id: UUID
    employee_id: UUID
    kind: AssignmentKind
    starts_on: date
    ends_on: date | None
    unit_id: UUID

    def apply(self, aggregate: "Position") -> None:
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


class Position(Aggregate):
    """A position and everybody who holds, held or will hold it."""

    established_as: "NewPosition"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.assignments: dict[UUID, Assignment] = {}

    def establish(self, *, act: Act, position: "NewPosition") -> None:
        """Establish the position. Refused B1.4 on a taken code, B1.10 on a level that does not fit the kind."""
        if self.exists:
            if self.established_as == position:
                return
            raise refuse(CODE_TAKEN, "code", code=position.code)
        if (position.kind == PositionKind.FUNCTIONAL) != (position.functional_level is not None):
            raise refuse(LEVEL_OF_FUNCTIONAL, "functionalLevel")
        self.trigger_event(PositionEstablished, act=act, **msgspec.structs.asdict(position))

    def assign(
        self, *, act: Act, assignment_id: UUID, employee_id: UUID, kind: AssignmentKind,
        starts_on: date, ends_on: date | None,
    ) -> None:  # fmt: skip
        """Let somebody hold the position. Refused B1.7 beside a definitive holder, B1.8 when it ends too early."""
        if assignment_id in self.assignments:
            return
        if ends_on is not None and ends_on < starts_on:
            raise refuse(ASSIGNMENT_WINDOW, "endsOn")
        if kind == AssignmentKind.DEFINITIVE and any(
            held.kind == AssignmentKind.DEFINITIVE and held.overlaps(starts_on, ends_on)
            for held in self.assignments.values()
        ):
            raise refuse(POST_OCCUPIED, "positionId")
        self.trigger_event(
            AssignmentStarted,
            act=act,
            assignment_id=assignment_id,
            employee_id=employee_id,
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            unit_id=self.unit_id,
        )

    def end(self, *, act: Act, assignment_id: UUID, last_day: date) -> None:
        """End an assignment after a last day. Refused B1.9 when unknown, B1.8 too early, B1.11 later than it ends."""
        assignment = self.assignments.get(assignment_id)
        if assignment is None:
            raise refuse(ASSIGNMENT_UNKNOWN, "assignmentId")
        if assignment.ends_on == last_day:
            return
        if last_day < assignment.starts_on:
            raise refuse(ASSIGNMENT_WINDOW, "lastDay")
        if assignment.ends_on is not None and last_day > assignment.ends_on:
            raise refuse(ASSIGNMENT_PROLONGED, "lastDay", ends_on=assignment.ends_on.isoformat())
        self.trigger_event(
            AssignmentEnded,
            act=act,
            assignment_id=assignment_id,
            employee_id=assignment.employee_id,
            last_day=last_day,
        )

    @property
    def unit_id(self) -> UUID:
        """The unit it belongs to."""
        return self.established_as.unit_id

    @property
    def reports_to(self) -> UUID | None:
        """The position above; None at the top."""
        return self.established_as.reports_to

    def holders_on(self, day: date) -> list[Assignment]:
        """Who holds the position on a day: the definitive holder first, then who acts."""
        held = [assignment for assignment in self.assignments.values() if assignment.holds_on(day)]
        return sorted(held, key=lambda assignment: _PRECEDENCE[assignment.kind])


class NewPosition(msgspec.Struct, frozen=True, kw_only=True):
    """What a position is established with."""

    code: str
    title: str
    kind: PositionKind
    functional_level: FunctionalLevel | None
    unit_id: UUID
    reports_to: UUID | None


_PRECEDENCE = {AssignmentKind.DEFINITIVE: 0, AssignmentKind.ACTING: 1, AssignmentKind.DAILY_ACTING: 2}
CAPACITY_OF = {
    AssignmentKind.DEFINITIVE: Capacity.DEFINITIVE,
    AssignmentKind.ACTING: Capacity.ACTING,
    AssignmentKind.DAILY_ACTING: Capacity.DAILY_ACTING,
}
"""In which capacity somebody acts who holds a position so."""


class Officer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who judges another: who, in which capacity, under which letter, from which position."""

    employee_id: UUID
    capacity: Capacity
    letter: Letter | None
    position_id: UUID


def officers_over(ratee: UUID, chain: Iterable[Position], day: date) -> Sequence[Officer]:
    """Who may judge the ratee on a day: all holders of the nearest position above that has one.

    ``chain`` leads upward from the position that the ratee's own reports to. A vacancy goes up, and so does
    a vacant position in which the ratee acts: who acts (Plt) for his own superior is judged one level higher.
    Empty at the top. The first is the appraising officer proper.
    """
    for position in chain:
        held_here = position.holders_on(day)
        holders = [held for held in held_here if held.employee_id != ratee]
        acts_above = any(held.employee_id == ratee and held.kind == AssignmentKind.ACTING for held in held_here)
        definitive = any(held.kind == AssignmentKind.DEFINITIVE for held in holders)
        if holders and (definitive or not acts_above):
            return [
                Officer(
                    employee_id=held.employee_id,
                    capacity=CAPACITY_OF[held.kind],
                    letter=held.letter,
                    position_id=position.id,
                )
                for held in holders
            ]
    return []
