"""Continuous feedback on a result or a behaviour (D1)."""

from uuid import UUID

import msgspec
import pytest

from kinerja.domain.feedback import Feedback, FeedbackAnswered, FeedbackGiven, FeedbackOn, GivenFrom
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, Relation
from tests.domain.given import ACT, given

EMPLOYEE, PLAN, RESULT = UUID(int=40), UUID(int=70), UUID(int=101)


def on(result_id: UUID | None, value: CoreValue | None) -> FeedbackOn:
    return FeedbackOn(employee_id=EMPLOYEE, plan_id=PLAN, result_id=result_id, value=value)


def give(feedback: Feedback, of: FeedbackOn, relation: Relation = Relation.SUPERIOR) -> None:
    feedback.give(act=ACT, of=of, origin=GivenFrom(relation=relation), text=Text("berkas rapi"))


def feedback_given(
    result_id: UUID | None, value: CoreValue | None, relation: Relation = Relation.SUPERIOR
) -> FeedbackGiven:
    return FeedbackGiven(
        act=ACT,
        employee_id=EMPLOYEE,
        plan_id=PLAN,
        relation=relation,
        result_id=result_id,
        value=value,
        text=Text("berkas rapi"),
    )


@pytest.mark.parametrize("relation", Relation)
def test_d1_feedback_is_given_on_a_result_from_every_side(relation: Relation) -> None:
    given(Feedback).when(lambda feedback: give(feedback, on(RESULT, None), relation)).then(
        feedback_given(RESULT, None, relation)
    )


@pytest.mark.parametrize("value", CoreValue)
def test_d1_feedback_is_given_on_each_of_the_seven_values(value: CoreValue) -> None:
    given(Feedback).when(lambda feedback: give(feedback, on(None, value))).then(feedback_given(None, value))


def test_d1_feedback_that_was_given_records_nothing() -> None:
    given(Feedback, feedback_given(RESULT, None)).when(
        lambda feedback: give(feedback, on(RESULT, None))
    ).then_nothing()


@pytest.mark.parametrize(("result_id", "value"), [(None, None), (RESULT, CoreValue.LOYAL)], ids=["neither", "both"])
def test_d1_1_feedback_is_about_one_result_or_one_value(result_id: UUID | None, value: CoreValue | None) -> None:
    outcome = given(Feedback).when(lambda feedback: give(feedback, on(result_id, value)))
    outcome.then_refused("D1.1")
    assert outcome.paths == [("resultId",)]


def test_d1_2_nobody_gives_feedback_on_the_own_plan() -> None:
    mine = msgspec.structs.replace(ACT, by=EMPLOYEE)
    origin = GivenFrom(relation=Relation.SERVED)
    outcome = given(Feedback).when(
        lambda feedback: feedback.give(act=mine, of=on(RESULT, None), origin=origin, text=Text("rapi"))
    )
    outcome.then_refused("D1.2")
    assert outcome.paths == [("planId",)]


def test_d1_feedback_says_from_which_post_it_came_and_which_request_it_meets() -> None:
    origin = GivenFrom(relation=Relation.PEER, position_id=UUID(int=55), request_id=UUID(int=56))
    said = feedback_given(RESULT, None, Relation.PEER)
    given(Feedback).when(
        lambda feedback: feedback.give(act=ACT, of=on(RESULT, None), origin=origin, text=Text("berkas rapi"))
    ).then(msgspec.structs.replace(said, position_id=UUID(int=55), request_id=UUID(int=56)))


ANSWERED = FeedbackAnswered(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN, text=Text("terima kasih"))


def test_d1_feedback_is_answered() -> None:
    given(Feedback, feedback_given(RESULT, None)).when(
        lambda feedback: feedback.answer(act=ACT, text=Text("terima kasih"))
    ).then(ANSWERED)


def test_d1_10_feedback_is_answered_once() -> None:
    outcome = given(Feedback, feedback_given(RESULT, None), ANSWERED).when(
        lambda feedback: feedback.answer(act=ACT, text=Text("sekali lagi"))
    )
    outcome.then_refused("D1.10")
    assert outcome.paths == [("feedbackId",)]
