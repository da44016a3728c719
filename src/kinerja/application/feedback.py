"""Commands on feedback (D1)."""

from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH
from kinerja.application.plan_inputs import must_be_open
from kinerja.application.work import Authority, Ratee, Work
from kinerja.domain.feedback import Feedback, FeedbackOn, GivenFrom
from kinerja.domain.feedback_requests import FeedbackRequest
from kinerja.domain.ids import plan_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Position
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.feedback import FEEDBACK_ON_ONE_PLAN, OF_ANOTHER_REQUEST, POST_NOT_HELD
from kinerja.domain.rulebook.plans import RESULT_UNKNOWN
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, Relation
from kinerja.identity.relations import Standing

FeedbackId = Annotated[UUID, refers("Feedback", "The feedback.")]


class GiveFeedback(Command, frozen=True, kw_only=True):
    """Give feedback on a result or a behaviour of somebody else's plan, asked for or not.

    From which side follows from posts of today: SUPERIOR by who appraises the plan; from the post that `positionId`
    names, SUBORDINATE where it reports to the plan's post, PEER where both report to the same one; else SERVED. It is
    named: whom it is for, those who judge that employee and those who oversee read who gave it.
    """

    action: ClassVar[str] = "giveFeedback"

    plan_id: Annotated[
        UUID | None, refers("PerformancePlan", "The plan; null: that of the request, or of the assignment.")
    ] = None
    request_id: Annotated[
        UUID | None, refers("FeedbackRequest", "The request that it meets, which says plan, result and value.")
    ] = None
    assignment_id: Annotated[
        UUID | None, refers("Assignment", "With `periodId`: whose plan, where the plan itself is not known.")
    ] = None
    period_id: Annotated[UUID | None, refers("Period", "With `assignmentId`: the plan of which period.")] = None
    position_id: Annotated[
        UUID | None, refers("Position", "The own post from which it is given; null: from none in particular.")
    ] = None
    result_id: Annotated[UUID | None, refers("WorkResult", "The result it is about; else null.")] = None
    value: Annotated[CoreValue | None, says("The core value it is about; else null.")] = None
    text: Annotated[str, says("What is said. Sealed.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        request = self._request(work)
        plan, path = self._plan(work, request)
        origin, authority = given_from(work, plan, self.position_id)
        must_be_open(work, plan, path)
        act, feedback_id = work.act(authority), work.made("feedback")
        if request is not None:
            self._must_be_asked(request)
            request.meet(act=act, feedback_id=feedback_id, today=work.today)
        of = request.on if request is not None else self._on(plan)
        origin = msgspec.structs.replace(origin, request_id=self.request_id)
        work.begun(Feedback, feedback_id).give(act=act, of=of, origin=origin, text=Text(self.text))

    def _request(self, work: Work) -> FeedbackRequest | None:
        return None if self.request_id is None else work.load(FeedbackRequest, self.request_id, "requestId")

    def _plan(self, work: Work, request: FeedbackRequest | None) -> tuple[PerformancePlan, str]:
        """The plan, and which input says it. Refused D1.12 when none or several do, H12.1."""
        if request is not None and (self.assignment_id, self.period_id) == (None, None):
            return work.load(PerformancePlan, request.on.plan_id), "requestId"
        if request is None and self.plan_id is not None and (self.assignment_id, self.period_id) == (None, None):
            return work.load(PerformancePlan, self.plan_id, "planId"), "planId"
        if request is None and self.plan_id is None and self.assignment_id and self.period_id:
            id = plan_id(work.agency, self.assignment_id, self.period_id)
            return work.load(PerformancePlan, id, "assignmentId"), "assignmentId"
        raise refuse(FEEDBACK_ON_ONE_PLAN, "planId")

    def _must_be_asked(self, request: FeedbackRequest) -> None:
        """Refused D1.8 where the input says another plan, result or value than the request."""
        said = {
            "planId": (self.plan_id, request.on.plan_id),
            "resultId": (self.result_id, request.on.result_id),
            "value": (self.value, request.on.value),
        }
        raise_all(
            [
                Refusal(OF_ANOTHER_REQUEST, (name,))
                for name, (stated, asked) in said.items()
                if stated is not None and stated != asked
            ]
        )

    def _on(self, plan: PerformancePlan) -> FeedbackOn:
        return feedback_on(plan, self.result_id, self.value)


class AnswerFeedback(Command, frozen=True, kw_only=True):
    """Answer feedback on the own plan, once. Who gave it reads the answer, and whoever reads the feedback."""

    action: ClassVar[str] = "answerFeedback"
    versioned: ClassVar[str | None] = "the feedback"

    feedback_id: FeedbackId
    text: Annotated[str, says("What is answered. Sealed.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        feedback = work.target(Feedback, self.feedback_id, "feedbackId")
        plan = work.load(PerformancePlan, feedback.plan_id)
        authority = work.permit(Ratee(plan.employee_id, plan.span.position_id))
        must_be_open(work, plan, "feedbackId")
        feedback.answer(act=work.act(authority), text=Text(self.text))


def feedback_on(plan: PerformancePlan, result_id: UUID | None, value: CoreValue | None) -> FeedbackOn:
    """What feedback on a plan is about. Refused B3.8 when the plan has no such result."""
    if result_id is not None and not plan.has_result(result_id):
        raise refuse(RESULT_UNKNOWN, "resultId")
    return FeedbackOn(employee_id=plan.employee_id, plan_id=plan.id, result_id=result_id, value=value)


def given_from(work: Work, plan: PerformancePlan, position_id: UUID | None) -> tuple[GivenFrom, Authority]:
    """From which side of a plan's post the one who gives the command stands today, and on whose authority.

    Refused H6.1, D1.3 when the post is another's.
    """
    ratee = Ratee(plan.employee_id, plan.span.position_id)
    superior = next((each for each in work.officers(ratee) if each.employee_id == work.subject), None)
    if superior is not None:
        authority = work.permit(ratee, only=Standing.APPRAISER)
        return GivenFrom(relation=Relation.SUPERIOR, position_id=superior.position_id), authority
    authority = work.permit(ratee, only=Standing.EMPLOYEE)
    if position_id is None:
        return GivenFrom(relation=Relation.SERVED), authority
    own = work.load(Position, position_id, "positionId")
    held = next((each for each in own.officers_on(work.today) if each.employee_id == work.subject), None)
    if held is None:
        raise refuse(POST_NOT_HELD, "positionId")
    relation = _relation(own, work.load(Position, plan.span.position_id))
    return GivenFrom(relation=relation, position_id=own.id), Authority(held.capacity, held.letter)


def _relation(own: Position, rated: Position) -> Relation:
    """From which side of another post a post stands that is not above it."""
    if own.reports_to == rated.id:
        return Relation.SUBORDINATE
    if own.reports_to is not None and own.reports_to == rated.reports_to:
        return Relation.PEER
    return Relation.SERVED
