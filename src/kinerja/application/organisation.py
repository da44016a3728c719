"""Commands on units, positions, employees and assignments (B1)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import Code, MandatoryReason, Name, PositionId, Reason
from kinerja.application.work import Work
from kinerja.domain.act import Act, Letter
from kinerja.domain.assignments import NewAssignment
from kinerja.domain.ids import stream_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import Employee, NipClaim, OrgUnit
from kinerja.domain.positions import NewPosition, Position
from kinerja.domain.refusals import Refused, refused_within
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import AssignmentKind, Employment, FunctionalLevel, OrgUnitKind, PositionKind


class NewEmployee(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to be registered."""

    name: Annotated[str, says("Full name. Sealed for the person.", 1, 200)]
    nip: Annotated[str, says("NIP: 18 digits, no blanks. Sealed for the person.", 0, 40)]
    employment: Annotated[Employment, says("PNS or PPPK.")]


def register(work: Work, act: Act, new: NewEmployee) -> UUID:
    """Register somebody under a new random id and claim the NIP; gives the id."""
    employee_id = work.made("employee")
    work.find(Employee, employee_id).register(
        act=act, name=Text(new.name), nip=Text(new.nip), employment=new.employment
    )
    claimed = work.log.claim("NIP", new.nip)
    work.find(NipClaim, claimed).claim(act=act, employee_id=employee_id)
    return employee_id


class EstablishOrgUnit(Command, frozen=True, kw_only=True):
    """Establish an organisational unit."""

    action: ClassVar[str] = "establishOrgUnit"
    versioned: ClassVar[str | None] = "the unit with this code; 0 while there is none"

    code: Code
    name: Name
    kind: Annotated[OrgUnitKind, says("Kind of unit.")]
    parent_id: Annotated[UUID | None, refers("OrgUnit", "The unit above; null for the root.")] = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        if self.parent_id is not None:
            work.load(OrgUnit, self.parent_id, "parentId")
        unit = work.begun(OrgUnit, stream_id(work.agency, "OrgUnit", self.code))
        unit.establish(act=act, code=self.code, name=self.name, kind=self.kind, parent_id=self.parent_id)


class EstablishPosition(Command, frozen=True, kw_only=True):
    """Establish a position in a unit, below another position or at the top."""

    action: ClassVar[str] = "establishPosition"
    versioned: ClassVar[str | None] = "the position with this code; 0 while there is none"

    code: Code
    title: Annotated[str, says("Title of the position.", 1, 300)]
    kind: Annotated[PositionKind, says("Kind of position.")]
    functional_level: Annotated[
        FunctionalLevel | None, says("Level; for functional positions and only for them.")
    ] = None
    unit_id: Annotated[UUID, refers("OrgUnit", "The unit it belongs to.")]
    reports_to: Annotated[UUID | None, refers("Position", "The position above; null at the top.")] = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        work.load(OrgUnit, self.unit_id, "unitId")
        if self.reports_to is not None:
            work.load(Position, self.reports_to, "reportsTo")
        position = work.begun(Position, stream_id(work.agency, "Position", self.code))
        position.establish(act=act, position=NewPosition(**msgspec.structs.asdict(self)))


class RegisterEmployee(Command, frozen=True, kw_only=True):
    """Register a civil servant."""

    action: ClassVar[str] = "registerEmployee"

    employee: Annotated[NewEmployee, says("Who is registered.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        with refused_within("employee"):
            register(work, act, self.employee)


LastDay = Annotated[
    date | None,
    says("Last day; null: open, for an acting official (Plt, Plh) the last day on which the letter is valid."),
]


class RightAssignment(msgspec.Struct, frozen=True, kw_only=True):
    """What an assignment that was recorded in error should have been."""

    employee_id: Annotated[UUID, refers("Employee", "Who holds the position.")]
    position_id: PositionId
    kind: Annotated[AssignmentKind, says("How the position is held.")]
    starts_on: Annotated[date, says("First day.")]
    ends_on: LastDay = None


class StartAssignment(Command, frozen=True, kw_only=True):
    """Let an employee hold a position from a day on."""

    action: ClassVar[str] = "startAssignment"
    versioned: ClassVar[str | None] = "the position"

    employee_id: Annotated[UUID, refers("Employee", "Who holds the position.")]
    position_id: PositionId
    kind: Annotated[AssignmentKind, says("How the position is held.")]
    starts_on: Annotated[date, says("First day.")]
    ends_on: LastDay = None
    letter: Annotated[Letter, says("The letter of assignment.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), letter=self.letter, valid_on=self.starts_on)
        work.load(Employee, self.employee_id, "employeeId")
        position = work.target(Position, self.position_id, "positionId")
        position.assign(act=act, new=_new(work.made("assignment"), self))


class EndAssignment(Command, frozen=True, kw_only=True):
    """End an assignment after a last day."""

    action: ClassVar[str] = "endAssignment"
    versioned: ClassVar[str | None] = "the position"

    position_id: PositionId
    assignment_id: Annotated[UUID, refers("Assignment", "The assignment that ends.")]
    last_day: Annotated[date, says("Last day in the position.")]
    reason: Reason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason, valid_on=self.last_day)
        position = work.target(Position, self.position_id, "positionId")
        position.end(act=act, assignment_id=self.assignment_id, last_day=self.last_day)


class CorrectAssignment(Command, frozen=True, kw_only=True):
    """State that an assignment was recorded in error, and what is right.

    The wrong one stays visible and holds on no day from then on; what was decided on it stays as it was decided.
    """

    action: ClassVar[str] = "correctAssignment"
    versioned: ClassVar[str | None] = "the position of the assignment that is wrong"

    position_id: PositionId
    assignment_id: Annotated[UUID, refers("Assignment", "The assignment that was recorded in error.")]
    right: Annotated[RightAssignment | None, says("What is right; null: there was no assignment at all.")] = None
    letter: Annotated[Letter, says("The letter that the right assignment, or the correction, rests on.")]
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        valid_on = self.right.starts_on if self.right else None
        act = work.act(work.permit(), reason=self.reason, letter=self.letter, valid_on=valid_on)
        wrong = work.target(Position, self.position_id, "positionId")
        right_id = work.made("assignment")
        wrong.state_in_error(act=act, assignment_id=self.assignment_id, corrected_by=right_id if self.right else None)
        if self.right is not None:
            work.load(Employee, self.right.employee_id, "right", "employeeId")
            position = work.load(Position, self.right.position_id, "right", "positionId")
            try:
                position.assign(act=act, new=_new(right_id, self.right, corrects=self.assignment_id))
            except Refused as refused:
                raise Refused(*(refusal.within("right") for refusal in refused.refusals)) from None


def _new(id: UUID, said: StartAssignment | RightAssignment, corrects: UUID | None = None) -> NewAssignment:
    return NewAssignment(
        assignment_id=id,
        employee_id=said.employee_id,
        kind=said.kind,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        corrects=corrects,
    )
