"""Ratings of behaviour by the sides that are asked (D2)."""

from uuid import UUID

import pytest

from kinerja.domain.ratings import BehaviorRating, Rating, RatingFinalized, RatingOf, RatingSaved
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation
from tests.domain.given import ACT, given

EVALUATION, PLAN, EMPLOYEE, RATER = UUID(int=80), UUID(int=70), UUID(int=40), UUID(int=41)
OF = RatingOf(
    evaluation_id=EVALUATION, plan_id=PLAN, employee_id=EMPLOYEE, rater_id=RATER, relation=Relation.SUPERIOR
)
Levels = tuple[BehaviorRating, ...]


def level(value: CoreValue, level: RatingLevel = RatingLevel.MEETS) -> BehaviorRating:
    return BehaviorRating(value=value, level=level)


ALL = tuple(level(value) for value in CoreValue)
SOME = (level(CoreValue.LOYAL), level(CoreValue.ADAPTIVE, RatingLevel.ABOVE))


def saved(levels: Levels, note: Text | None = None) -> RatingSaved:
    return RatingSaved(
        act=ACT,
        evaluation_id=EVALUATION,
        plan_id=PLAN,
        employee_id=EMPLOYEE,
        rater_id=RATER,
        relation=Relation.SUPERIOR,
        levels=levels,
        note=note,
    )


FINALIZED = RatingFinalized(
    act=ACT,
    evaluation_id=EVALUATION,
    plan_id=PLAN,
    employee_id=EMPLOYEE,
    rater_id=RATER,
    relation=Relation.SUPERIOR,
)


def save(rating: Rating, levels: Levels, note: Text | None = None) -> None:
    rating.save(act=ACT, of=OF, levels=levels, note=note)


def finalize(rating: Rating) -> None:
    rating.finalize(act=ACT)


# ── saving ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("levels", [SOME, ALL], ids=["some values", "all seven"])
@pytest.mark.parametrize("note", [None, Text("selalu siap")])
def test_d2_levels_are_saved(levels: Levels, note: Text | None) -> None:
    given(Rating).when(lambda rating: save(rating, levels, note)).then(saved(levels, note))


def test_d2_saved_levels_change_while_they_are_not_final() -> None:
    given(Rating, saved(SOME)).when(lambda rating: save(rating, ALL)).then(saved(ALL))


def test_d2_levels_that_were_saved_record_nothing() -> None:
    given(Rating, saved(SOME)).when(lambda rating: save(rating, SOME)).then_nothing()


def test_d2_levels_in_another_order_record_nothing() -> None:
    given(Rating, saved(SOME)).when(lambda rating: save(rating, SOME[::-1])).then_nothing()


def test_d2_a_note_is_saved_beside_the_same_levels() -> None:
    note = Text("selalu siap")
    given(Rating, saved(SOME)).when(lambda rating: save(rating, SOME, note)).then(saved(SOME, note))


def test_d2_1_a_final_rating_does_not_change() -> None:
    below = (level(CoreValue.LOYAL, RatingLevel.BELOW), *ALL[1:])
    outcome = given(Rating, saved(ALL), FINALIZED).when(lambda rating: save(rating, below))
    outcome.then_refused("D2.1")
    assert outcome.paths == [("evaluationId",)]


def test_d2_3_a_value_is_rated_once() -> None:
    twice = (*SOME, level(CoreValue.LOYAL, RatingLevel.BELOW))
    outcome = given(Rating).when(lambda rating: save(rating, twice))
    outcome.then_refused("D2.3")
    assert outcome.paths == [("levels", 2, "value")]


def test_d2_3_every_repeated_value_is_said_at_once() -> None:
    twice = (*SOME, *SOME, SOME[0])
    outcome = given(Rating).when(lambda rating: save(rating, twice))
    outcome.then_refused("D2.3", "D2.3", "D2.3")
    assert outcome.paths == [("levels", 2, "value"), ("levels", 3, "value"), ("levels", 4, "value")]


# ── finality ─────────────────────────────────────────────────────────────────────────────────────────


def test_d2_a_rating_of_all_seven_values_is_made_final() -> None:
    given(Rating, saved(ALL)).when(finalize).then(FINALIZED)


def test_d2_a_final_rating_is_not_made_final_again() -> None:
    given(Rating, saved(ALL), FINALIZED).when(finalize).then_nothing()


def test_d2_4_nothing_is_made_final_before_it_was_saved() -> None:
    outcome = given(Rating).when(finalize)
    outcome.then_refused("D2.4")
    assert outcome.paths == [("evaluationId",)]


@pytest.mark.parametrize("value", CoreValue)
def test_d2_2_a_rating_that_lacks_a_value_is_not_made_final(value: CoreValue) -> None:
    six = tuple(line for line in ALL if line.value != value)
    outcome = given(Rating, saved(six)).when(finalize)
    outcome.then_refused("D2.2")
    assert outcome.paths == [("evaluationId",)]


def test_d2_2_every_missing_value_is_said_at_once() -> None:
    outcome = given(Rating, saved(SOME)).when(finalize)
    outcome.then_refused(*["D2.2"] * 5)
    assert outcome.paths == [("evaluationId",)] * 5


def test_d2_2_only_what_was_saved_last_counts() -> None:
    given(Rating, saved(ALL), saved(ALL[1:])).when(finalize).then_refused("D2.2")


def test_d2_a_saved_rating_does_not_count_and_a_final_one_does() -> None:
    assert not given(Rating, saved(ALL)).when(lambda _: None).aggregate.is_final
    assert given(Rating, saved(ALL), FINALIZED).when(lambda _: None).aggregate.is_final


def test_e2_a_rating_names_the_fact_that_told_its_levels() -> None:
    assert given(Rating, saved(SOME), saved(ALL), FINALIZED).when(lambda _: None).aggregate.told_by == 2
