"""Commands on leaves (B1)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import Reason
from kinerja.application.work import Work
from kinerja.domain.act import Letter
from kinerja.domain.ids import leaves_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.leaves import Leave, Leaves
from kinerja.domain.organisation import Employee
from kinerja.domain.vocabulary import LeaveKind

EmployeeId = Annotated[UUID, refers("Employee", "The employee.")]


class GrantLeave(Command, frozen=True, kw_only=True):
    """Record the leave that an employee was granted by letter."""

    action: ClassVar[str] = "grantLeave"

    employee_id: EmployeeId
    kind: Annotated[LeaveKind, says("Why the employee is away.")]
    starts_on: Annotated[date, says("First day.")]
    ends_on: Annotated[date, says("Last day.")]
    letter: Annotated[Letter, says("The letter that grants it.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), letter=self.letter, valid_on=self.starts_on)
        work.load(Employee, self.employee_id, "employeeId")
        leave = Leave(kind=self.kind, starts_on=self.starts_on, ends_on=self.ends_on)
        leaves = work.find(Leaves, leaves_id(work.agency, self.employee_id))
        leaves.grant(act=act, leave_id=work.made("leave"), employee_id=self.employee_id, leave=leave)


class EndLeave(Command, frozen=True, kw_only=True):
    """End a leave earlier than it was granted for, or state that it was not taken at all."""

    action: ClassVar[str] = "endLeave"

    employee_id: EmployeeId
    leave_id: Annotated[UUID, refers("Leave", "The leave.")]
    last_day: Annotated[date | None, says("Last day away; null: it was not taken at all.")] = None
    reason: Reason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason, valid_on=self.last_day)
        leaves = work.find(Leaves, leaves_id(work.agency, self.employee_id))
        leaves.end(act=act, leave_id=self.leave_id, last_day=self.last_day)
