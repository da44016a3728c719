"""Commands on requests for feedback (D1)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.feedback import feedback_on
from kinerja.application.inputs import NOTE_LENGTH, MandatoryReason
from kinerja.application.plan_inputs import plan_and_authority
from kinerja.application.work import Named, Work
from kinerja.domain.act import Act
from kinerja.domain.deadlines import Deadline, Due, NewDeadline
from kinerja.domain.feedback_requests import FeedbackRequest
from kinerja.domain.ids import deadline_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import Employee
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, DeadlineKind
from kinerja.domain.working_days import end_of


class RequestFeedback(Command, frozen=True, kw_only=True):
    """Ask somebody of the agency for feedback on a result or value of the own plan, until a day.

    Who is asked reads the request and the result it is about; nothing else of the plan.
    """

    action: ClassVar[str] = "requestFeedback"

    plan_id: Annotated[UUID, refers("PerformancePlan", "The own plan.")]
    asked_id: Annotated[UUID, refers("Employee", "Who is asked, of whatever unit.")]
    result_id: Annotated[UUID | None, refers("WorkResult", "The result it is about; else null.")] = None
    value: Annotated[CoreValue | None, says("The core value it is about; else null.")] = None
    text: Annotated[str | None, says("What one would like to hear about. Sealed.", 1, NOTE_LENGTH)] = None
    due_on: Annotated[date, says("The last day on which it can be given; today, or within 60 days.")]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id, versioned=False)
        work.load(Employee, self.asked_id, "askedId")
        act = work.act(authority)
        request = work.begun(FeedbackRequest, work.made("request"))
        request.ask(
            act=act,
            on=feedback_on(plan, self.result_id, self.value),
            asked_id=self.asked_id,
            text=Text(self.text) if self.text is not None else None,
            due_on=self.due_on,
            today=work.today,
        )
        _set_deadline(work, act, plan, request)


class DeclineFeedbackRequest(Command, frozen=True, kw_only=True):
    """Give no feedback although one was asked, and say why. Who asked reads the reason."""

    action: ClassVar[str] = "declineFeedbackRequest"
    versioned: ClassVar[str | None] = "the request"

    request_id: Annotated[UUID, refers("FeedbackRequest", "The request.")]
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        request = work.target(FeedbackRequest, self.request_id, "requestId")
        authority = work.permit(officers=[Named(request.asked_id)])
        request.decline(act=work.act(authority, reason=self.reason), today=work.today)


def _set_deadline(work: Work, act: Act, plan: PerformancePlan, request: FeedbackRequest) -> None:
    day = request.due_on
    id = deadline_id(work.agency, DeadlineKind.FEEDBACK, request.id, day.isoformat())
    new = NewDeadline(
        kind=DeadlineKind.FEEDBACK,
        period_id=plan.span.period_id,
        window=day.isoformat(),
        grace_days=0,
        due=Due(due_on=day, grace_until=day, passes_at=end_of(day, work.zone)),
        employee_id=plan.employee_id,
        request_id=request.id,
    )
    work.find(Deadline, id).set(act=act, new=new)
