"""Continuous feedback on a result or a behaviour (D1)."""

from uuid import UUID

import pytest

from kinerja.domain.feedback import Feedback, FeedbackGiven, FeedbackOn
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, Relation
from tests.domain.given import ACT, given

EMPLOYEE, PLAN, RESULT = UUID(int=40), UUID(int=70), UUID(int=101)


def on(result_id: UUID | None, value: CoreValue | None) -> FeedbackOn:
    return FeedbackOn(employee_id=EMPLOYEE, plan_id=PLAN, result_id=result_id, value=value)


def give(feedback: Feedback, of: FeedbackOn, relation: Relation = Relation.SUPERIOR) -> None:
    feedback.give(act=ACT, of=of, relation=relation, text=Text("berkas rapi"))


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
