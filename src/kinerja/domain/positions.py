"""Positions, who holds them when, and who judges whom (B1)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act, Capacity, Letter
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.assignments import (
    Assignment,
    AssignmentEnded,
    AssignmentStarted,
    AssignmentStatedInError,
    NewAssignment,
)
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.organisation import (
    ACTING_BEYOND_LETTER,
    ACTING_WITHOUT_END,
    ASSIGNMENT_IN_ERROR,
    ASSIGNMENT_PROLONGED,
    ASSIGNMENT_UNKNOWN,
    ASSIGNMENT_WINDOW,
    CODE_TAKEN,
    CORRECTION_WITHOUT_REASON,
    LEVEL_OF_FUNCTIONAL,
    POST_OCCUPIED,
)
from kinerja.domain.vocabulary import AssignmentKind, FunctionalLevel, PositionKind


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


class Position(Aggregate):
    """A position and everybody who holds, held or will hold it."""

    established_as: "NewPosition"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.assignments: dict[UUID, Assignment] = {}
        """Those that were recorded in error are not among them."""
        self.in_error: set[UUID] = set()
        self.held_ever: dict[UUID, None] = {}
        """Every employee of any assignment to it, also of those in error: what was done meanwhile was done."""

    def establish(self, *, act: Act, position: "NewPosition") -> None:
        """Establish the position. Refused B1.4 on a taken code, B1.10 on a level that does not fit the kind."""
        if self.exists:
            if self.established_as == position:
                return
            raise refuse(CODE_TAKEN, "code", code=position.code)
        if (position.kind == PositionKind.FUNCTIONAL) != (position.functional_level is not None):
            raise refuse(LEVEL_OF_FUNCTIONAL, "functionalLevel")
        self.trigger_event(PositionEstablished, act=act, **msgspec.structs.asdict(position))

    def assign(self, *, act: Act, new: NewAssignment) -> None:
        """Let somebody hold the position, by the letter of the act.

        Refused B1.8 when it ends too early, B1.13 and B1.14 when an acting official's days are not those of the
        letter, B1.7 beside a definitive holder, B1.15 when just this one was recorded in error.
        """
        if new.assignment_id in self.assignments:
            return
        new = new.under(act.letter)
        raise_all(list(self._unassignable(new, act.letter)))
        self.trigger_event(AssignmentStarted, act=act, unit_id=self.unit_id, **msgspec.structs.asdict(new))

    def end(self, *, act: Act, assignment_id: UUID, last_day: date) -> None:
        """End an assignment after a last day. Refused as ``held`` is, B1.8 too early, B1.11 later than it ends."""
        assignment = self.held(assignment_id)
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

    def state_in_error(self, *, act: Act, assignment_id: UUID, corrected_by: UUID | None) -> None:
        """State that an assignment was recorded in error. Refused as ``held`` is, B1.16 without a reason."""
        assignment = self.held(assignment_id)
        if act.reason is None:
            raise refuse(CORRECTION_WITHOUT_REASON, "reason")
        self.trigger_event(
            AssignmentStatedInError,
            act=act,
            assignment_id=assignment_id,
            employee_id=assignment.employee_id,
            corrected_by=corrected_by,
        )

    def held(self, assignment_id: UUID) -> Assignment:
        """An assignment to the position. Refused B1.9 when unknown, B1.15 when it was recorded in error."""
        assignment = self.assignments.get(assignment_id)
        if assignment is None:
            if assignment_id in self.in_error:
                raise refuse(ASSIGNMENT_IN_ERROR, "assignmentId")
            raise refuse(ASSIGNMENT_UNKNOWN, "assignmentId")
        return assignment

    def _unassignable(self, new: NewAssignment, letter: Letter | None) -> Iterator[Refusal]:
        if new.assignment_id in self.in_error:
            yield Refusal(ASSIGNMENT_IN_ERROR)
        if new.ends_on is not None and new.ends_on < new.starts_on:
            yield Refusal(ASSIGNMENT_WINDOW, ("endsOn",))
        elif new.kind == AssignmentKind.DEFINITIVE:
            if any(_occupies(held, new) for held in self.assignments.values()):
                yield Refusal(POST_OCCUPIED, ("positionId",))
        elif new.ends_on is None:
            yield Refusal(ACTING_WITHOUT_END, ("endsOn",))
        elif letter is not None and not letter.covers(new.starts_on, new.ends_on):
            early = letter.valid_from is not None and new.starts_on < letter.valid_from
            yield Refusal(ACTING_BEYOND_LETTER, ("startsOn" if early else "endsOn",))

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

    def officers_on(self, day: date) -> list["Officer"]:
        """The same as officers: in which capacity each acts, and under which letter."""
        return [
            Officer(
                employee_id=held.employee_id,
                capacity=CAPACITY_OF[held.kind],
                letter=held.letter,
                position_id=self.id,
            )
            for held in self.holders_on(day)
        ]


class NewPosition(msgspec.Struct, frozen=True, kw_only=True):
    """What a position is established with."""

    code: str
    title: str
    kind: PositionKind
    functional_level: FunctionalLevel | None
    unit_id: UUID
    reports_to: UUID | None


def _occupies(held: Assignment, new: NewAssignment) -> bool:
    return held.kind == AssignmentKind.DEFINITIVE and held.overlaps(new.starts_on, new.ends_on)


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
        held_here = position.officers_on(day)
        holders = [held for held in held_here if held.employee_id != ratee]
        acts_above = any(held.employee_id == ratee and held.capacity == Capacity.ACTING for held in held_here)
        definitive = any(held.capacity == Capacity.DEFINITIVE for held in holders)
        if holders and (definitive or not acts_above):
            return holders
    return []
