"""Requests for feedback: asked, met, declined, expired (D1)."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.feedback import FeedbackOn
from kinerja.domain.feedback_requests import (
    FeedbackRequest,
    FeedbackRequestDeclined,
    FeedbackRequested,
    FeedbackRequestExpired,
    FeedbackRequestMet,
)
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue
from tests.domain.given import ACT, EXPLAINED, Outcome, given

EMPLOYEE, PLAN, RESULT, ASKED, FEEDBACK = (UUID(int=n) for n in (40, 70, 101, 7, 200))
TODAY, DUE = date(2025, 1, 6), date(2025, 1, 20)
ON = FeedbackOn(employee_id=EMPLOYEE, plan_id=PLAN, result_id=RESULT, value=None)
REQUESTED = FeedbackRequested(
    act=ACT, employee_id=EMPLOYEE, plan_id=PLAN, asked_id=ASKED, result_id=RESULT, value=None,
    text=Text("kecepatan?"), due_on=DUE,
)  # fmt: skip
MET = FeedbackRequestMet(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN, feedback_id=FEEDBACK)
DECLINED = FeedbackRequestDeclined(act=EXPLAINED, employee_id=EMPLOYEE, plan_id=PLAN)
EXPIRED = FeedbackRequestExpired(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN)
Command = Callable[[FeedbackRequest], None]


def ask(on: FeedbackOn = ON, asked_id: UUID = ASKED, due_on: date = DUE) -> Command:
    return lambda request: request.ask(
        act=ACT, on=on, asked_id=asked_id, text=Text("kecepatan?"), due_on=due_on, today=TODAY
    )


def meet(today: date = TODAY, by: UUID = ASKED) -> Command:
    act = msgspec.structs.replace(ACT, by=by)
    return lambda request: request.meet(act=act, feedback_id=FEEDBACK, today=today)


def decline(request: FeedbackRequest) -> None:
    request.decline(act=EXPLAINED, today=TODAY)


def asked() -> Callable[[Command], Outcome[FeedbackRequest]]:
    return given(FeedbackRequest, REQUESTED).when


def test_d1_feedback_is_asked_for() -> None:
    given(FeedbackRequest).when(ask()).then(REQUESTED)


def test_d1_what_was_asked_for_is_asked_once() -> None:
    asked()(ask()).then_nothing()


@pytest.mark.parametrize(("result_id", "value"), [(None, None), (RESULT, CoreValue.LOYAL)], ids=["neither", "both"])
def test_d1_1_a_request_is_about_one_result_or_one_value(result_id: UUID | None, value: CoreValue | None) -> None:
    on = msgspec.structs.replace(ON, result_id=result_id, value=value)
    given(FeedbackRequest).when(ask(on=on)).then_refused("D1.1")


def test_d1_4_nobody_asks_oneself() -> None:
    outcome = given(FeedbackRequest).when(ask(asked_id=EMPLOYEE))
    outcome.then_refused("D1.4")
    assert outcome.paths == [("askedId",)]


@pytest.mark.parametrize("due_on", [TODAY, date(2025, 3, 7)], ids=["today", "in 60 days"])
def test_d1_a_request_is_open_until_a_day_within_its_bounds(due_on: date) -> None:
    given(FeedbackRequest).when(ask(due_on=due_on)).then(msgspec.structs.replace(REQUESTED, due_on=due_on))


@pytest.mark.parametrize("due_on", [date(2025, 1, 5), date(2025, 3, 8)], ids=["yesterday", "in 61 days"])
def test_d1_5_a_request_is_open_neither_until_yesterday_nor_for_ever(due_on: date) -> None:
    outcome = given(FeedbackRequest).when(ask(due_on=due_on))
    outcome.then_refused("D1.5")
    assert (outcome.paths, outcome.parameters) == ([("dueOn",)], [{"most": 60}])


@pytest.mark.parametrize("today", [TODAY, DUE], ids=["at once", "on its last day"])
def test_d1_a_request_is_met_by_who_was_asked(today: date) -> None:
    asked()(meet(today)).then(MET)


def test_d1_6_a_request_is_not_met_after_its_day() -> None:
    asked()(meet(date(2025, 1, 21))).then_refused("D1.6")


@pytest.mark.parametrize("end", [MET, DECLINED, EXPIRED], ids=["met", "declined", "expired"])
def test_d1_6_a_request_that_is_over_is_not_met(end: FeedbackRequestMet) -> None:
    outcome = given(FeedbackRequest, REQUESTED, end).when(meet())
    outcome.then_refused("D1.6")
    assert outcome.paths == [("requestId",)]


def test_d1_7_a_request_is_met_by_nobody_else() -> None:
    asked()(meet(by=UUID(int=9))).then_refused("D1.7")


def test_d1_a_request_is_declined_for_a_reason() -> None:
    asked()(decline).then(DECLINED)


def test_d1_what_was_declined_is_declined_once() -> None:
    given(FeedbackRequest, REQUESTED, DECLINED).when(decline).then_nothing()


def test_d1_9_a_request_is_not_declined_without_a_reason() -> None:
    outcome = asked()(lambda request: request.decline(act=ACT, today=TODAY))
    outcome.then_refused("D1.9")
    assert outcome.paths == [("reason",)]


@pytest.mark.parametrize("end", [MET, EXPIRED], ids=["met", "expired"])
def test_d1_6_a_request_that_is_over_is_not_declined(end: FeedbackRequestMet) -> None:
    given(FeedbackRequest, REQUESTED, end).when(decline).then_refused("D1.6")


def test_d1_a_request_expires() -> None:
    asked()(lambda request: request.expire(act=ACT)).then(EXPIRED)


@pytest.mark.parametrize("end", [MET, DECLINED, EXPIRED], ids=["met", "declined", "expired"])
def test_d1_a_request_that_is_over_does_not_expire(end: FeedbackRequestMet) -> None:
    given(FeedbackRequest, REQUESTED, end).when(lambda request: request.expire(act=ACT)).then_nothing()
