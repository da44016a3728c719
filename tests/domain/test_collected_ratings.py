"""What colleagues and subordinates said together counts by its weight, or nowhere where too few said it (D2, D4)."""

from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from kinerja.domain.rules.evaluation_input import CollectedInput
from kinerja.domain.rules.evaluator import Assessment, assess
from kinerja.domain.rules.terms import SourceFact, TermStatus
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation
from tests.domain.test_rules_law import RULES, evaluation, rating, reached, terms

MEETS, ABOVE = RatingLevel.MEETS, RatingLevel.ABOVE
SUPERIOR, PEER, SUBORDINATE = Relation.SUPERIOR, Relation.PEER, Relation.SUBORDINATE
RELEASED = SourceFact(stream=UUID(int=9), version=1)


def told(mean: str) -> CollectedInput:
    return CollectedInput(dict.fromkeys(CoreValue, Fraction(mean)), RELEASED)


def assessed(level: RatingLevel = MEETS, /, **collected: CollectedInput | None) -> Assessment:
    """The superior's level, and what the sides said that were asked anonymously; None: too few."""
    given = evaluation([reached("100")], [rating(SUPERIOR, level)], [SUPERIOR])
    return assess(replace(given, collected={Relation[side]: said for side, said in collected.items()}), RULES)


@pytest.mark.parametrize(
    ("collected", "behavior"),
    [
        ({"PEER": told("90")}, Fraction(195, 2)),  # (100 by 60 and 90 by 20) over 80
        ({"PEER": told("90"), "SUBORDINATE": told("110")}, Fraction(100)),
        ({"PEER": told("90"), "SUBORDINATE": None}, Fraction(195, 2)),
        ({"PEER": None, "SUBORDINATE": None}, Fraction(100)),
        ({"PEER": told("271/3")}, Fraction(Fraction(6000) + 20 * Fraction(271, 3)) / 80),
    ],
)
def test_d2_sides_that_are_told_weigh_20_each_and_those_of_too_few_are_scaled_away(
    collected: dict[str, CollectedInput | None], behavior: Fraction
) -> None:
    assert assessed(**collected).behavior == behavior


def test_d4_a_side_of_too_few_is_suppressed_with_its_weight_and_without_a_value_or_a_source() -> None:
    said = assessed(PEER=None)
    suppressed = [term for term in terms(said, "RELATION") if term.subject == "PEER"]
    assert {(term.status, term.value, term.weight, term.sources) for term in suppressed} == {
        (TermStatus.SUPPRESSED, None, "20", ()),
    }


def test_e2_a_side_that_is_told_names_the_fact_that_released_it_and_no_rater() -> None:
    said = assessed(PEER=told("96"))
    of_peers = [term for term in terms(said, "RELATION") if term.subject == "PEER"]
    assert {(term.status, term.value, term.sources) for term in of_peers} == {(TermStatus.PRESENT, "96", (RELEASED,))}
    assert len(terms(said, "LEVEL")) == len(CoreValue)


def test_d2_the_number_is_60_40_where_both_sides_were_asked_also_where_too_few_of_them_answered() -> None:
    both, one = assessed(ABOVE, PEER=None, SUBORDINATE=None), assessed(ABOVE, PEER=None)
    assert (both.number, one.number) == (Fraction(104), Fraction(103))


def test_d2_where_nobody_is_told_at_all_there_is_no_behaviour_and_no_number() -> None:
    given = replace(evaluation([reached("100")], [], []), collected={PEER: None})
    said = assess(given, RULES)
    assert (said.behavior, said.number, said.suggested_behavior) == (None, None, None)
    assert terms(said, "CORE_VALUE")[0].status == TermStatus.SUPPRESSED


@over(st.sampled_from(RatingLevel), st.fractions(80, 110), st.booleans())
def test_d4_the_number_is_the_same_whatever_too_few_said_and_whether_anybody_did(
    level: RatingLevel, mean: Fraction, with_peers: bool
) -> None:
    peers = {"PEER": CollectedInput(dict.fromkeys(CoreValue, mean), RELEASED)} if with_peers else {}
    alone, also = assessed(level, **peers), assessed(level, SUBORDINATE=None, **peers)
    assert alone.behavior == also.behavior
