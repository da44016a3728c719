"""Surveys of services: opened once for each round, followed up in versions (D6)."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.service_vocabulary import ServiceElement
from kinerja.domain.surveys import (
    FollowUpItem,
    FollowUpPlanPublished,
    SatisfactionSurvey,
    SurveyBook,
    SurveyEntered,
    SurveyOpened,
    SurveyTerms,
    most_days,
)
from tests.domain.given import ACT, EXPLAINED, given

SERVICE, UNIT, COLLECTION = UUID(int=2), UUID(int=3), UUID(int=4)
OPENED, CLOSES = date(2025, 1, 6), date(2025, 2, 28)
TERMS = SurveyTerms(service_id=SERVICE, unit_id=UNIT, round="2025-S1", population=1000, policy="skm-1")
OPEN: dict[str, Any] = {
    "act": ACT,
    "collection_id": COLLECTION,
    "terms": TERMS,
    "opened_on": OPENED,
    "closes_on": CLOSES,
}
opened = SurveyOpened(
    act=ACT, collection_id=COLLECTION, service_id=SERVICE, terms=TERMS, opened_on=OPENED, closes_on=CLOSES
)
ITEM = FollowUpItem(element=ServiceElement.TIME, action="Loket ditambah", due_on=OPENED, unit_id=UNIT)
published = FollowUpPlanPublished(act=ACT, number=1, items=(ITEM,))
OTHER = msgspec.structs.replace(ITEM, action="Loket ditambah dua")


def opening(**changes: Any) -> Callable[[SatisfactionSurvey], None]:
    return lambda survey: survey.open(**{**OPEN, **changes})


def test_d6_a_survey_is_opened() -> None:
    given(SatisfactionSurvey).when(opening()).then(opened)


def test_d6_opened_again_as_it_is_it_stays_also_by_a_newer_policy() -> None:
    newer = msgspec.structs.replace(TERMS, policy="skm-2")
    same: tuple[dict[str, Any], ...] = ({}, {"opened_on": date(2025, 1, 9)}, {"terms": newer})
    for changes in same:
        given(SatisfactionSurvey, opened).when(opening(**changes)).then_nothing()


def test_d6_5_a_round_is_opened_in_one_way() -> None:
    other = msgspec.structs.replace(TERMS, population=None)
    others: tuple[dict[str, Any], ...] = ({"terms": other}, {"closes_on": date(2025, 3, 1)})
    for changes in others:
        outcome = given(SatisfactionSurvey, opened).when(opening(**changes))
        outcome.then_refused("D6.5")


def test_d6_6_a_population_is_at_least_one_or_not_known() -> None:
    nobody = msgspec.structs.replace(TERMS, population=0)
    given(SatisfactionSurvey).when(opening(terms=nobody)).then_refused("D6.6")
    one = msgspec.structs.replace(TERMS, population=1)
    assert given(SatisfactionSurvey).when(opening(terms=one)).rules == []


def test_d6_a_follow_up_plan_is_published_and_the_same_once() -> None:
    def publish(survey: SatisfactionSurvey) -> None:
        survey.publish(act=ACT, items=(ITEM,), today=OPENED)

    given(SatisfactionSurvey, opened).when(publish).then(published)
    given(SatisfactionSurvey, opened, published).when(publish).then_nothing()


def test_d6_8_a_follow_up_plan_says_something() -> None:
    outcome = given(SatisfactionSurvey, opened).when(lambda s: s.publish(act=ACT, items=(), today=OPENED))
    outcome.then_refused("D6.8")


def test_d6_9_a_due_date_is_not_over() -> None:
    outcome = given(SatisfactionSurvey, opened).when(
        lambda s: s.publish(act=ACT, items=(ITEM, OTHER), today=date(2025, 1, 7))
    )
    outcome.then_refused("D6.9", "D6.9")
    assert outcome.paths == [("items", 0, "dueOn"), ("items", 1, "dueOn")]


def test_d6_10_a_plan_is_replaced_with_a_reason_as_a_next_version() -> None:
    before = given(SatisfactionSurvey, opened, published)
    before.when(lambda s: s.publish(act=ACT, items=(OTHER,), today=OPENED)).then_refused("D6.10")
    again = FollowUpPlanPublished(act=EXPLAINED, number=2, items=(OTHER,))
    before = given(SatisfactionSurvey, opened, published)
    before.when(lambda s: s.publish(act=EXPLAINED, items=(OTHER,), today=OPENED)).then(again)


def test_d6_a_survey_is_entered_into_the_book_of_its_service_once() -> None:
    entered = SurveyEntered(act=ACT, service_id=SERVICE, survey_id=UUID(int=5))

    def enter(book: SurveyBook) -> None:
        book.enter(act=ACT, service_id=SERVICE, survey_id=UUID(int=5))

    given(SurveyBook).when(enter).then(entered)
    given(SurveyBook, entered).when(enter).then_nothing()


@pytest.mark.parametrize(
    ("round", "days"), [("2025", 366), ("2025-S1", 184), ("2025-S2", 184), ("2025-Q4", 92), ("2025-12", 92)]
)
def test_d6_a_survey_is_open_as_long_as_its_round_asks_for(round: str, days: int) -> None:
    assert most_days(round, voice_policy("voices-1")) == days
