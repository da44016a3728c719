"""What nine elements come to: the index, its grade, the lowest elements and the sample (D6)."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from kinerja.domain import satisfaction
from kinerja.domain.answering import Answered
from kinerja.domain.cells import Cell, CellLine
from kinerja.domain.rules import skm
from kinerja.domain.rules.skm import satisfaction_policy
from kinerja.domain.rules.terms import rounded
from kinerja.domain.satisfaction import ELEMENTS, SCORES, SurveySums
from kinerja.domain.service_vocabulary import ServiceElement, ServiceGrade
from kinerja.domain.surveys import ElementScore, answered_by, form_faults

POLICY = satisfaction_policy()
EXAMPLE = ("3.40", "3.25", "3.10", "3.80", "3.35", "3.45", "3.50", "3.05", "3.20")
PUBLISHED_SAMPLES = {
    10: 10, 15: 14, 20: 19, 50: 44, 100: 80, 150: 108, 200: 132, 260: 155, 300: 169, 400: 196, 500: 217, 750: 254,
    1_000: 278, 1_500: 306, 2_000: 322, 3_000: 341, 4_000: 351, 5_000: 357, 7_000: 364, 10_000: 370, 20_000: 377,
    50_000: 381, 75_000: 382, 1_000_000: 384,
}  # fmt: skip
"""Krejcie and Morgan 1970, table 1."""
FORMS = st.lists(st.lists(st.sampled_from([1, 2, 3, 4]), min_size=9, max_size=9), min_size=1, max_size=40)


def sums(*means: str, answers: int = 100) -> SurveySums:
    """Sums of which these are the means."""
    totals = {element: Decimal(mean) * answers for element, mean in zip(ELEMENTS, means, strict=True)}
    return SurveySums(policy="skm-1", answers=answers, totals=totals)


def cell(*forms: list[int]) -> Cell:
    """A cell of forms."""
    totals = (sum(scores) for scores in zip(*forms, strict=True))
    lines = [
        CellLine(question=str(element), counts=(), total=Decimal(total))
        for element, total in zip(ELEMENTS, totals, strict=True)
    ]
    return Cell(group="RESPONDENTS", answers=len(forms), lines=tuple(lines))


def of_forms(*cells: Cell) -> SurveySums:
    """The sums over cells, of which there are some."""
    found = satisfaction.sums_of("skm-1", cells)
    assert found is not None
    return found


def test_d6_the_worked_example_is_83_61_and_good() -> None:
    example = sums(*EXAMPLE)
    assert satisfaction.index(example) == Decimal("83.61")
    assert satisfaction.grade_of(satisfaction.index(example), POLICY) is ServiceGrade.B
    assert satisfaction.lowest(example) == (
        ServiceElement.COMPLAINTS, ServiceElement.TIME, ServiceElement.FACILITIES,
    )  # fmt: skip


def test_d6_a_weight_of_0_11_is_another_policy_and_gives_82_78(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trap: a ninth has no decimals. An agency that published so follows a file of its own."""
    other = msgspec.structs.replace(POLICY, id="skm-0.11", weight="0.11")
    monkeypatch.setattr(satisfaction, "satisfaction_policy", {"skm-1": POLICY, "skm-0.11": other}.__getitem__)
    assert satisfaction.index(msgspec.structs.replace(sums(*EXAMPLE), policy="skm-0.11")) == Decimal("82.78")
    assert satisfaction.index(sums(*EXAMPLE)) == Decimal("83.61")


def test_d6_rounding_the_mean_first_would_turn_88_35_a_into_b() -> None:
    exact = sums(*["3.534"] * 9, answers=1000)
    assert satisfaction.index(exact) == Decimal("88.35")
    assert satisfaction.grade_of(Decimal("88.35"), POLICY) is ServiceGrade.A
    early = 25 * rounded(Fraction("3.534"))
    assert satisfaction.grade_of(early, POLICY) is ServiceGrade.B


def test_d6_the_index_is_classified_as_it_is_rounded_half_up_at_2_decimals() -> None:
    """An exact 88.305 is published as 88.31 and is A; a hair less is 88.30 and B."""
    reached = sums(*["3.5322"] * 9, answers=10_000)
    assert satisfaction.exact_index(reached) == Fraction("88.305")
    assert satisfaction.index(reached) == Decimal("88.31")
    missed = sums(*["3.5321"] * 9, answers=10_000)
    assert satisfaction.grade_of(satisfaction.index(missed), POLICY) is ServiceGrade.B


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("100.00", "A"), ("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"),
        ("64.99", "D"), ("25.00", "D"), ("24.75", "D"),
    ],
)  # fmt: skip
def test_d6_every_grade_begins_and_ends_at_its_bounds(index: str, grade: str) -> None:
    """Below 25 only a weight smaller than a ninth leads."""
    assert satisfaction.grade_of(Decimal(index), POLICY) is ServiceGrade[grade]


def test_d6_the_weight_of_an_element_is_exactly_a_ninth() -> None:
    assert skm.NEWEST == "skm-1"
    assert POLICY.exact_weight == Fraction(1, 9)
    assert POLICY.exact_weight * len(ELEMENTS) == 1


def test_d6_equal_means_are_named_in_the_order_of_the_elements() -> None:
    assert satisfaction.lowest(sums(*["3"] * 9)) == ELEMENTS[:3]
    assert satisfaction.lowest(sums("3", "3", "3", "3", "3", "3", "3", "2", "2")) == (
        ELEMENTS[7], ELEMENTS[8], ELEMENTS[0],
    )  # fmt: skip


@pytest.mark.parametrize(("population", "size"), PUBLISHED_SAMPLES.items())
def test_d6_the_size_of_a_sample_is_that_of_the_published_table(population: int, size: int) -> None:
    assert satisfaction.sample_size(population, POLICY) == size


def test_d6_of_one_who_was_served_one_is_asked() -> None:
    assert satisfaction.sample_size(1, POLICY) == 1


def test_d6_nothing_released_has_no_sums() -> None:
    assert satisfaction.sums_of("skm-1", ()) is None


def test_d6_several_surveys_count_by_answers_or_alike_each_rounded_once() -> None:
    small, large = sums(*["2"] * 9, answers=5), sums(*["4"] * 9, answers=10)
    assert satisfaction.respondent_weighted([small, large]) == Decimal("83.33")
    assert satisfaction.mean_of_services([small, large]) == Decimal("75.00")
    assert satisfaction.change(large, small) == Decimal("50.00")


def test_d6_the_mean_of_services_is_rounded_once() -> None:
    """Each rounded by itself, 66.67 and 66.67 and 66.66 would come to another sum."""
    thirds = [sums(*["3"] * 6, "2", "2", "2", answers=7)] * 3
    assert satisfaction.mean_of_services(thirds) == rounded(satisfaction.exact_index(thirds[0]))


@law(FORMS)
def test_d6_the_index_lies_between_25_and_100(forms: list[list[int]]) -> None:
    assert 25 <= satisfaction.index(of_forms(cell(*forms))) <= 100


@law(FORMS, st.randoms(use_true_random=False), st.integers(1, 40))
def test_d6_neither_order_nor_cells_change_the_index(forms: list[list[int]], random: object, cut: int) -> None:
    whole = of_forms(cell(*forms))
    mixed = list(forms)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # a Random of hypothesis
    parts = [part for part in (mixed[:cut], mixed[cut:]) if part]
    apart = of_forms(*(cell(*part) for part in reversed(parts)))
    assert apart == whole
    assert satisfaction.exact_index(apart) == satisfaction.exact_index(whole)


@law(FORMS)
def test_d6_one_survey_is_the_same_alone_and_in_either_mean(forms: list[list[int]]) -> None:
    alone = of_forms(cell(*forms))
    assert satisfaction.respondent_weighted([alone]) == satisfaction.index(alone)
    assert satisfaction.mean_of_services([alone]) == satisfaction.index(alone)


# ── forms ────────────────────────────────────────────────────────────────────────────────────────────


def scored(*scores: int) -> tuple[ElementScore, ...]:
    return tuple(ElementScore(element=e, score=s) for e, s in zip(ELEMENTS, scores, strict=False))


def test_d6_a_complete_form_is_an_answer_in_the_order_of_the_questions() -> None:
    form = tuple(reversed(scored(1, 2, 3, 4, 1, 2, 3, 4, 1)))
    assert form_faults(form, ("answers",)) == []
    assert answered_by(form, [str(e) for e in ELEMENTS], SCORES) == Answered(
        group="RESPONDENTS", options=(0, 1, 2, 3, 0, 1, 2, 3, 0)
    )


def test_d6_1_every_missing_element_is_named_at_once() -> None:
    faults = form_faults(scored(4, 4, 4, 4, 4, 4, 4), ("answers",))
    assert [(fault.rule.id, str(fault.parameters["element"])) for fault in faults] == [
        ("D6.1", "penanganan pengaduan (U8)"),
        ("D6.1", "sarana dan prasarana (U9)"),
    ]


def test_d6_2_d6_3_an_element_twice_and_a_score_that_there_is_not_are_refused_where_they_stand() -> None:
    form = (*scored(1, 2, 3, 4, 1, 2, 3, 0, 5), ElementScore(element=ELEMENTS[0], score=1))
    faults = form_faults(form, ("answers",))
    assert [(fault.rule.id, fault.path) for fault in faults] == [
        ("D6.3", ("answers", 7, "score")),
        ("D6.3", ("answers", 8, "score")),
        ("D6.2", ("answers", 9, "element")),
    ]
