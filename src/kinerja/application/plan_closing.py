"""The command that ends a plan before its last day (B3)."""

from datetime import date
from typing import Annotated, ClassVar

from kinerja.application.commands import Command
from kinerja.application.inputs import MandatoryReason, PlanId
from kinerja.application.plan_inputs import plan_and_authority, settled_until
from kinerja.application.work import Work
from kinerja.domain.inputs import says
from kinerja.domain.plan_vocabulary import ClosingCause


class ClosePlan(Command, frozen=True, kw_only=True):
    """End a plan after the last day of a month; what was done until then is judged by it."""

    action: ClassVar[str] = "closePlan"
    versioned: ClassVar[str | None] = "the plan"

    plan_id: PlanId
    closed_on: Annotated[date, says("Last day of the last month that is worked by it.")]
    cause: Annotated[ClosingCause, says("Why it ends.")]
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.close(
            act=work.act(authority, reason=self.reason, valid_on=self.closed_on),
            closed_on=self.closed_on,
            cause=self.cause,
            settled_until=settled_until(work, plan, self.closed_on),
        )
