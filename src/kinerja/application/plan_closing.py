"""The command that ends a plan before its last day, and what goes with the plan (B3)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import MandatoryReason, PlanId
from kinerja.application.plan_inputs import plan_and_authority, settled_until
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import evaluation_id, leaves_id
from kinerja.domain.inputs import says
from kinerja.domain.leaves import Leaves
from kinerja.domain.periods import Period
from kinerja.domain.plan_vocabulary import ClosingCause
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.refusals import Words, refuse
from kinerja.domain.rulebook.plans import CLOSED_WITHOUT_LEAVE
from kinerja.domain.vocabulary import LeaveKind


class ClosePlan(Command, frozen=True, kw_only=True):
    """End a plan after the last day of a month; what was done until then is judged by it."""

    action: ClassVar[str] = "closePlan"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    closed_on: Annotated[date, says("Last day of the last month that is worked by it.")]
    cause: Annotated[
        ClosingCause, says("Why it ends; for unpaid leave or a study assignment the leave is recorded first.")
    ]
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        if self.cause in _LEAVE_OF:
            self._require_leave(work, plan.employee_id, _LEAVE_OF[self.cause])
        act = work.act(authority, reason=self.reason, valid_on=self.closed_on)
        close(work, act, plan, self.closed_on, self.cause)

    def _require_leave(self, work: Work, employee_id: UUID, kind: LeaveKind) -> None:
        """Refused B3.20 unless the leave that it is closed for was recorded."""
        leaves = work.find(Leaves, leaves_id(work.agency, employee_id))
        if not leaves.follows(kind, self.closed_on):
            cause = Words(self.cause.official, self.cause.replace("_", " ").lower())
            raise refuse(CLOSED_WITHOUT_LEAVE, "cause", cause=cause, action="grantLeave")


def close(work: Work, act: Act, plan: PerformancePlan, closed_on: date, cause: ClosingCause) -> None:
    """End a plan, and withdraw the evaluations that were opened for windows after its end: nobody could rate them."""
    settled = settled_until(work, plan, closed_on)
    plan.close(act=act, closed_on=closed_on, cause=cause, settled_until=settled)
    for window in work.load(Period, plan.span.period_id).windows:
        evaluation = work.find(Evaluation, evaluation_id(work.agency, plan.id, window.code))
        evaluation.withdraw(act=act, starts_on=plan.span.starts_on, closed_on=closed_on, cause=cause)


_LEAVE_OF = {
    ClosingCause.UNPAID_LEAVE: LeaveKind.UNPAID,
    ClosingCause.STUDY_ASSIGNMENT: LeaveKind.STUDY_ASSIGNMENT,
}
"""The leave that a cause rests on."""
