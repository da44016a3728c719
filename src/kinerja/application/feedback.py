"""Commands on feedback (D1)."""

from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, PlanId
from kinerja.application.plan_inputs import plan_and_authority
from kinerja.application.work import Work
from kinerja.domain.feedback import Feedback, FeedbackOn
from kinerja.domain.inputs import refers, says
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.plans import RESULT_UNKNOWN
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, Relation


class GiveFeedback(Command, frozen=True, kw_only=True):
    """Give feedback, as the superior, on a result or a behaviour."""

    action: ClassVar[str] = "giveFeedback"

    plan_id: PlanId
    result_id: Annotated[UUID | None, refers("WorkResult", "The result it is about; else null.")] = None
    value: Annotated[CoreValue | None, says("The core value it is about; else null.")] = None
    text: Annotated[str, says("What is said. Sealed.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id, versioned=False)
        if self.result_id is not None and not plan.has_result(self.result_id):
            raise refuse(RESULT_UNKNOWN, "resultId")
        work.begun(Feedback, work.made("feedback")).give(
            act=work.act(authority),
            of=FeedbackOn(employee_id=plan.employee_id, plan_id=plan.id, result_id=self.result_id, value=self.value),
            relation=Relation.SUPERIOR,
            text=Text(self.text),
        )
