"""The rules of domain.md, sections 3 to 5, written a second time: every expected value is computed by hand."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from importlib import resources
from itertools import permutations
from typing import Any
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Capacity, Letter
from kinerja.domain.assignments import NewAssignment
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.indicators import Indicator
from kinerja.domain.judgements import Choice, JudgedStream, Judgement, Scores, judge
from kinerja.domain.periods import (
    NewPeriod,
    RuleVersion,
    Window,
    add_months,
    last_of_month,
    months_between,
    windows_of,
)
from kinerja.domain.plan_contents import NewResult, PlanRevision, PlanSpan, Target, WorkResult
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import NewPosition, Position, officers_over
from kinerja.domain.progress import Expected, MonthlyReport
from kinerja.domain.progress_facts import Realization, Reporter
from kinerja.domain.ratings import BehaviorRating, Rating, RatingOf
from kinerja.domain.rules.bundles import RuleBundle, bundle_of, bundled, bundles
from kinerja.domain.rules.evaluation_input import (
    EvaluationInput,
    MonthInput,
    PublicInput,
    RatingInput,
    ResultInput,
    SegmentInput,
    TargetInput,
)
from kinerja.domain.rules.evaluator import Assessment, assess, number_class, predicate
from kinerja.domain.rules.gathering import Evidence, gather, months_judged
from kinerja.domain.rules.terms import Operator, SourceFact, Term, TermStatus, rounded
from kinerja.domain.standard_vocabulary import DegreeOfControl, Direction, IndicatorFamily, ReportingPeriod
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import (
    Aspect,
    AssignmentKind,
    Cadence,
    CoreValue,
    EvaluationKind,
    PositionKind,
    Predicate,
    RatingLevel,
    Relation,
)
from tests.domain.given import ACT, EXPLAINED

RULES = bundles()["indonesia-2025"]
ABOVE, MEETS, BELOW = RatingLevel.ABOVE, RatingLevel.MEETS, RatingLevel.BELOW
SUPERIOR, PEER, SUBORDINATE = Relation.SUPERIOR, Relation.PEER, Relation.SUBORDINATE
ALL_SIDES = (SUPERIOR, PEER, SUBORDINATE)
HIGHER, LOWER = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER
TOLD = SourceFact(stream=UUID(int=2), version=3)
VALUES = list(CoreValue)


# ── what is given ────────────────────────────────────────────────────────────────────────────────────


def month(number: int, amount: str | None = None, *, ratio: tuple[int, int] | None = None) -> MonthInput:
    """A month of 2025 with what was realised in it; nothing given: nothing reported."""
    first = date(2025, number, 1)
    if ratio is not None:
        return MonthInput(first, None, *ratio, TOLD)
    return MonthInput(first) if amount is None else MonthInput(first, Fraction(amount), source=TOLD)


def segment(
    target: str, *months: MonthInput, direction: Direction = HIGHER, cumulative: bool = False, ratio: bool = False,
    calendar_months: int | None = None, reported_months: int | None = None, plan_months: int = 12,
) -> SegmentInput:  # fmt: skip
    """A segment of as many months as report, and reports that cover the whole of it, unless it is said."""
    calendar_months = len(months) if calendar_months is None else calendar_months
    return SegmentInput(
        indicator="indicator/1",
        direction=direction,
        cumulative=cumulative,
        ratio=ratio,
        amount=Fraction(target),
        plan_months=plan_months,
        calendar_months=calendar_months,
        reported_months=calendar_months if reported_months is None else reported_months,
        months=months,
        source=TOLD,
    )


def result(*targets: Sequence[SegmentInput], weight: str = "100", additional: bool = False) -> ResultInput:
    kind = WorkResultKind.ADDITIONAL if additional else WorkResultKind.PRIMARY
    return ResultInput("result", kind, Fraction(weight), [TargetInput("target", target) for target in targets])


def reached(percent: str, *, weight: str = "100", additional: bool = False) -> ResultInput:
    """A result of which so many percent were reached in January."""
    return result([segment("100", month(1, percent))], weight=weight, additional=additional)


def missing(*, weight: str = "100", additional: bool = False) -> ResultInput:
    """A result on which nothing was reported though January asks for it."""
    return result([segment("100", month(1))], weight=weight, additional=additional)


def silent(*, weight: str = "100") -> ResultInput:
    """A result whose only indicator does not report in the window."""
    return result([segment("100", calendar_months=1)], weight=weight)


def rating(relation: Relation, *levels: RatingLevel) -> RatingInput:
    """One rater's seven levels; a single one stands for all seven."""
    seven = levels * 7 if len(levels) == 1 else levels
    return RatingInput(relation, dict(zip(VALUES, seven, strict=True)), TOLD)


def evaluation(
    results: Sequence[ResultInput] = (), ratings: Sequence[RatingInput] = (), asked: Sequence[Relation] = (SUPERIOR,)
) -> EvaluationInput:
    return EvaluationInput(results, ratings, frozenset(asked))


def heard(given: EvaluationInput, counts: Mapping[str, int]) -> EvaluationInput:
    """The same where citizens were asked, and each option was chosen so often in what is released."""
    return replace(given, public=PublicInput(counts, (TOLD,) if counts else ()))


def results_of(*results: ResultInput) -> Fraction | None:
    return assess(evaluation(results), RULES).results


def achieved(*segments: SegmentInput) -> Fraction | None:
    """Achievement in percent of the one target of the one result."""
    return results_of(result(segments))


def behavior_of(*ratings: RatingInput, asked: Sequence[Relation]) -> Fraction | None:
    return assess(evaluation([], ratings, asked), RULES).behavior


def ruled(purpose: str, **changes: Any) -> RuleBundle:
    """A rule version of its own: policy values are the agency's to change."""
    return replace(RULES, sets={**RULES.sets, purpose: {**RULES.sets[purpose], **changes}})


def terms(assessment: Assessment, label: str) -> list[Term]:
    return [term for term in assessment.terms if term.label == label]


def statuses(assessment: Assessment) -> dict[str, TermStatus]:
    """The status of each label; the last one where a label occurs more than once."""
    return {term.label: term.status for term in assessment.terms}


# ── E1: the predicate ────────────────────────────────────────────────────────────────────────────────

NINE_CELLS = [
    (ABOVE, BELOW, "kurang"),
    (ABOVE, MEETS, "baik"),
    (ABOVE, ABOVE, "sangat baik"),
    (MEETS, BELOW, "kurang"),
    (MEETS, MEETS, "baik"),
    (MEETS, ABOVE, "baik"),
    (BELOW, BELOW, "sangat kurang"),
    (BELOW, MEETS, "butuh perbaikan"),
    (BELOW, ABOVE, "butuh perbaikan"),
]


@pytest.mark.parametrize(("results", "behavior", "official"), NINE_CELLS)
def test_e1_each_of_the_nine_cells_has_its_predicate(
    results: RatingLevel, behavior: RatingLevel, official: str
) -> None:
    assert predicate(results, behavior, RULES).official == official


def test_e1_the_nine_cells_are_all_there_are() -> None:
    assert {(results, behavior) for results, behavior, _ in NINE_CELLS} == {
        (results, behavior) for results in RatingLevel for behavior in RatingLevel
    }


@pytest.mark.parametrize(("results", "behavior", "official"), NINE_CELLS)
def test_e1_the_suggested_predicate_is_the_cell_of_the_suggested_ratings(
    results: RatingLevel, behavior: RatingLevel, official: str
) -> None:
    percent = {ABOVE: "101", MEETS: "95", BELOW: "89"}[results]
    said = assess(evaluation([reached(percent)], [rating(SUPERIOR, behavior)]), RULES)
    assert (said.suggested_results, said.suggested_behavior) == (results, behavior)
    assert said.suggested_predicate is not None
    assert said.suggested_predicate.official == official


# ── E1: the number of PP 30/2019 ─────────────────────────────────────────────────────────────────────

JUST_BELOW = Fraction(1, 10**30)
CLASSES = [
    (Fraction(120), True, Predicate.VERY_GOOD),
    (Fraction(120), False, Predicate.GOOD),
    (Fraction(110), True, Predicate.VERY_GOOD),
    (Fraction(110), False, Predicate.GOOD),
    (Fraction("109.999"), True, Predicate.GOOD),
    (110 - JUST_BELOW, True, Predicate.GOOD),
    (110 - JUST_BELOW, False, Predicate.GOOD),
    (Fraction(90), True, Predicate.GOOD),
    (Fraction(90), False, Predicate.GOOD),
    (90 - JUST_BELOW, True, Predicate.NEEDS_IMPROVEMENT),
    (Fraction("89.9"), True, Predicate.NEEDS_IMPROVEMENT),
    (Fraction("89.9"), False, Predicate.NEEDS_IMPROVEMENT),
    (Fraction(70), False, Predicate.NEEDS_IMPROVEMENT),
    (70 - JUST_BELOW, True, Predicate.POOR),
    (Fraction(50), False, Predicate.POOR),
    (50 - JUST_BELOW, True, Predicate.VERY_POOR),
    (Fraction(0), False, Predicate.VERY_POOR),
]


@pytest.mark.parametrize(("number", "innovation", "expected"), CLASSES)
def test_e1_a_number_has_its_class_on_both_sides_of_every_boundary(
    number: Fraction, innovation: bool, expected: Predicate
) -> None:
    assert number_class(number, innovation, RULES) == expected


WORKED = [
    (("105", "95"), (SUPERIOR,), "102", "102.00", Predicate.GOOD, Predicate.GOOD),
    (("105", "95"), ALL_SIDES, "101", "101.00", Predicate.GOOD, Predicate.GOOD),
    (("118", "112"), (SUPERIOR,), "116.2", "116.20", Predicate.GOOD, Predicate.VERY_GOOD),
    (("118", "112"), ALL_SIDES, "115.6", "115.60", Predicate.GOOD, Predicate.VERY_GOOD),
    (("92", "85"), (SUPERIOR,), "89.9", "89.90", Predicate.NEEDS_IMPROVEMENT, Predicate.NEEDS_IMPROVEMENT),
    (("92", "85"), ALL_SIDES, "89.2", "89.20", Predicate.NEEDS_IMPROVEMENT, Predicate.NEEDS_IMPROVEMENT),
    (("60", "120"), (SUPERIOR,), "78", "78.00", Predicate.NEEDS_IMPROVEMENT, Predicate.NEEDS_IMPROVEMENT),
    (("60", "120"), ALL_SIDES, "84", "84.00", Predicate.NEEDS_IMPROVEMENT, Predicate.NEEDS_IMPROVEMENT),
]


@pytest.mark.parametrize(("halves", "asked", "number", "shown", "plain", "proven"), WORKED)
def test_e1_the_worked_numbers_come_out(
    halves: tuple[str, str], asked: tuple[Relation, ...], number: str, shown: str, plain: Predicate, proven: Predicate
) -> None:
    results, behavior = halves
    rules = ruled("behavior", levels={"ABOVE": behavior, "MEETS": behavior, "BELOW": behavior})
    said = assess(evaluation([reached(results)], [rating(side, MEETS) for side in asked], asked), rules)
    assert (said.results, said.behavior, said.number) == (Fraction(results), Fraction(behavior), Fraction(number))
    for innovation, expected in ((False, plain), (True, proven)):
        choice = Choice(results_rating=MEETS, behavior_rating=MEETS, innovation=innovation)
        scores = judge(choice, said, (), rules).scores
        assert (str(scores.number_shown), scores.number_class) == (shown, expected)


NINETY_FIVE = (
    rating(SUPERIOR, ABOVE, BELOW, BELOW, MEETS, MEETS, MEETS, MEETS),  # 670
    rating(SUPERIOR, BELOW, BELOW, MEETS, MEETS, MEETS, MEETS, MEETS),  # 660, together 1330 of 14
)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ((SUPERIOR,), "102"),
        ((SUPERIOR, Relation.SELF), "102"),
        ((SUPERIOR, Relation.PUBLIC), "102"),
        ((SUPERIOR, PEER), "102"),
        ((SUPERIOR, SUBORDINATE), "102"),
        (ALL_SIDES, "101"),
        ((*ALL_SIDES, Relation.SELF, Relation.PUBLIC), "101"),
    ],
)
def test_e1_results_weigh_sixty_only_where_peers_and_subordinates_are_both_asked(
    asked: tuple[Relation, ...], number: str
) -> None:
    ratings = [replace(given, relation=side) for side in asked for given in NINETY_FIVE]
    said = assess(evaluation([reached("105")], ratings, asked), RULES)
    assert said.behavior == 95
    assert said.number == Fraction(number)


def test_e1_the_number_is_capped_at_120_and_its_raw_value_stays_in_the_tree() -> None:
    rules = ruled("behavior", levels={"ABOVE": "130", "MEETS": "100", "BELOW": "80"})
    said = assess(evaluation([reached("120")], [rating(SUPERIOR, ABOVE)]), rules)
    assert said.number == 120
    assert [term.value for term in terms(said, "WEIGHTED_NUMBER")] == ["123"]


def test_e1_the_number_is_classified_before_it_is_rounded() -> None:
    said = Assessment(None, None, Fraction("89.996"), None, None, None, ())
    scores = judge(Choice(results_rating=MEETS, behavior_rating=MEETS, innovation=True), said, (), RULES).scores
    assert (scores.number_shown, scores.number) == (Decimal("90.00"), "22499/250")
    assert scores.number_class == Predicate.NEEDS_IMPROVEMENT


def test_e1_the_official_choice_gives_the_predicate_and_the_number_stands_beside_it() -> None:
    said = assess(evaluation([reached("60")], [rating(SUPERIOR, BELOW)]), RULES)
    judged = judge(Choice(results_rating=ABOVE, behavior_rating=ABOVE, innovation=False), said, (), RULES)
    assert judged.predicate == Predicate.VERY_GOOD
    assert (judged.scores.number, judged.scores.number_class) == ("66", Predicate.POOR)
    assert judged.scores.suggested_predicate == Predicate.VERY_POOR
    assert judged.rules == RULES.version


# ── E1: the suggestion ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("120", ABOVE),
        ("100.0001", ABOVE),
        ("100", MEETS),
        ("99.9999", MEETS),
        ("90", MEETS),
        ("89.9999", BELOW),
        ("0", BELOW),
    ],
)
def test_e1_results_suggest_a_rating_on_both_sides_of_100_and_90(percent: str, expected: RatingLevel) -> None:
    assert assess(evaluation([reached(percent)]), RULES).suggested_results == expected


@pytest.mark.parametrize(
    ("levels", "total", "expected"),
    [
        ((ABOVE, MEETS, MEETS, MEETS, MEETS, MEETS, MEETS), 710, ABOVE),
        ((MEETS, MEETS, MEETS, MEETS, MEETS, MEETS, MEETS), 700, MEETS),
        ((ABOVE, ABOVE, BELOW, MEETS, MEETS, MEETS, MEETS), 700, MEETS),
        ((ABOVE, BELOW, BELOW, BELOW, BELOW, MEETS, MEETS), 630, MEETS),
        ((MEETS, BELOW, BELOW, BELOW, BELOW, MEETS, MEETS), 620, BELOW),
    ],
)
def test_e1_behaviour_suggests_a_rating_on_both_sides_of_100_and_90(
    levels: tuple[RatingLevel, ...], total: int, expected: RatingLevel
) -> None:
    said = assess(evaluation([], [rating(SUPERIOR, *levels)]), RULES)
    assert (said.behavior, said.suggested_behavior) == (Fraction(total, 7), expected)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("100.0001", ABOVE), ("100", MEETS), ("99.9999", MEETS), ("90", MEETS), ("89.9999", BELOW)],
)
def test_e1_behaviour_suggests_by_its_exact_number(number: str, expected: RatingLevel) -> None:
    rules = ruled("behavior", levels={"ABOVE": "110", "MEETS": number, "BELOW": "80"})
    assert assess(evaluation([], [rating(SUPERIOR, MEETS)]), rules).suggested_behavior == expected


def test_e1_nothing_is_suggested_where_a_half_is_absent() -> None:
    said = assess(evaluation([missing()], [rating(SUPERIOR, MEETS)]), RULES)
    assert (said.suggested_results, said.suggested_behavior, said.suggested_predicate) == (None, MEETS, None)


# ── C3: achievement ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("days", "raw", "bounded"),
    [
        ("3", "140", 120),
        ("4", "120", 120),
        ("5", "100", 100),
        ("6", "80", 80),
        ("8", "40", 40),
        ("10", "0", 0),
        ("11", "-20", 0),
    ],
)
def test_c3_fewer_days_than_the_target_are_better(days: str, raw: str, bounded: int) -> None:
    said = assess(evaluation([result([segment("5", month(1, days), direction=LOWER)])]), RULES)
    assert said.results == bounded
    assert [term.value for term in terms(said, "RAW_ACHIEVEMENT")] == [raw]


@pytest.mark.parametrize(
    ("realised", "raw", "bounded"),
    [
        ("0", "0", "0"),
        ("1", "1/24", "1/24"),
        ("2400", "100", "100"),
        ("2880", "120", "120"),
        ("2881", "2881/24", "120"),
        ("3120", "130", "120"),
    ],
)
def test_c3_more_than_the_target_is_recorded_raw_and_capped_by_the_rule_alone(
    realised: str, raw: str, bounded: str
) -> None:
    said = assess(evaluation([result([segment("2400", month(1, realised))])]), RULES)
    assert said.results == Fraction(bounded)
    assert [term.value for term in terms(said, "RAW_ACHIEVEMENT")] == [raw]
    assert [term.value for term in terms(said, "ACHIEVEMENT")] == [bounded]


def test_c3_another_rule_version_caps_elsewhere() -> None:
    rules = ruled("achievement", cap="150")
    assert assess(evaluation([reached("130")]), rules).results == 130


def test_c3_a_cumulative_target_is_prorated_to_the_months_judged() -> None:
    months = month(1, "150"), month(2, "200"), month(3, "280")
    assert achieved(segment("2400", *months, cumulative=True)) == 105  # 630 of 2400 · 3/12 = 600


def test_c3_a_cumulative_target_is_prorated_over_the_months_of_the_plan() -> None:
    months = month(7, "150"), month(8, "150")
    assert achieved(segment("1200", *months, cumulative=True, plan_months=6)) == 75  # 300 of 1200 · 2/6 = 400


def test_c3_a_cumulative_cost_is_better_when_lower() -> None:
    months = month(1, "9000000"), month(2, "9000000"), month(3, "9000000")
    costs = segment("90000000", *months, direction=LOWER, cumulative=True)
    assert achieved(costs) == 80  # 27 of 22.5 million: (2 - 1.2) · 100


def test_c3_a_quarterly_report_of_a_cumulative_indicator_counts_for_three_months() -> None:
    assert achieved(segment("2400", month(3, "540"), cumulative=True, calendar_months=3)) == 90


def test_c3_a_cumulative_target_is_prorated_by_the_months_that_the_reports_cover() -> None:
    one_month = segment("2400", month(3, "540"), cumulative=True, calendar_months=1, reported_months=3)
    assert achieved(one_month) == 90  # of the 600 of a quarter, though the window is March alone
    half = segment("1200", month(12, "540"), cumulative=True, calendar_months=1, reported_months=6, plan_months=6)
    assert achieved(half) == 45  # 540 of the whole 1200
    uneven = segment("2400", month(3, "540"), cumulative=True, calendar_months=5, reported_months=3)
    assert achieved(uneven) == 90  # April and May are not reported yet


def test_c3_a_target_that_stands_alone_is_not_prorated() -> None:
    assert achieved(segment("100", month(3, "90"), calendar_months=1, reported_months=3)) == 90
    assert achieved(segment("5", month(12, "6"), direction=LOWER, calendar_months=3, reported_months=12)) == 80


def test_c3_segments_weigh_by_their_own_months_and_not_by_what_their_reports_cover() -> None:
    before = segment("1200", month(3, "240"), cumulative=True, calendar_months=4, reported_months=3)
    after = segment("1200", month(6, "300"), cumulative=True, calendar_months=1, reported_months=3)
    assert achieved(before, after) == 84  # (80 · 4 + 100 · 1) / 5


def test_e2_the_tree_says_how_many_months_were_judged_and_planned_and_who_told_it() -> None:
    given = segment("2400", month(3, "540"), cumulative=True, calendar_months=1, reported_months=3, plan_months=10)
    said = assess(evaluation([result([given])]), RULES)
    found = {term.label: term for term in said.terms}
    assert [(found[label].value, found[label].sources) for label in ("MONTHS_JUDGED", "MONTHS_PLANNED")] == [
        ("3", (TOLD,)),
        ("10", (TOLD,)),
    ]
    assert found["PRORATED_TARGET"].value == "720"


def test_c3_months_that_stand_alone_are_averaged_before_they_are_capped() -> None:
    assert achieved(segment("100", month(1, "0"), month(2, "180"))) == 90
    assert achieved(segment("5", month(1, "4"), month(2, "6"), month(3, "8"), direction=LOWER)) == 80


def test_c3_a_ratio_is_the_sum_of_numerators_over_the_sum_of_denominators() -> None:
    months = month(1, ratio=(1, 2)), month(2, ratio=(98, 98))
    said = assess(evaluation([result([segment("99", *months, ratio=True)])]), RULES)
    assert [term.value for term in terms(said, "REALIZATION")] == ["99"]  # the mean of the two would be 75
    assert said.results == 100


def test_c3_achievement_is_exact() -> None:
    assert achieved(segment("3", month(1, "1"), month(2, "1"), month(3, "2"))) == Fraction(400, 9)


# ── B8: revised targets, B3: results ─────────────────────────────────────────────────────────────────


def test_b8_a_target_revised_within_the_window_counts_each_segment_by_its_months() -> None:
    before = segment("100", month(1, "80"))
    after = segment("50", month(2, "40"), month(3, "60"))
    assert achieved(before, after) == Fraction(280, 3)  # (80 · 1 + 100 · 2) / 3


def test_b8_a_cumulative_target_revised_within_the_window_is_prorated_in_each_segment() -> None:
    before = segment("2400", month(1, "200"), cumulative=True)
    after = segment("3600", month(2, "200"), month(3, "250"), cumulative=True)
    assert achieved(before, after) == Fraction(250, 3)  # (200/200 · 1 + 450/600 · 2) / 3


def test_b8_a_segment_without_a_report_due_leaves_the_weight_to_the_others() -> None:
    assert achieved(segment("100", calendar_months=2), segment("50", month(3, "40"))) == 80


def test_b3_the_indicators_of_a_result_count_equally() -> None:
    assert results_of(result([segment("100", month(1, "120"))], [segment("100", month(1, "60"))])) == 90


def test_b3_results_count_by_their_weights() -> None:
    assert results_of(reached("120", weight="60"), reached("80", weight="40")) == 104
    assert results_of(reached("120", weight="12.5"), reached("80", weight="87.5")) == 85


def test_b3_additional_results_are_computed_and_do_not_count() -> None:
    said = assess(evaluation([reached("80"), reached("120", additional=True)]), RULES)
    assert said.results == 80
    assert [(term.value, term.parent is None) for term in terms(said, "RESULT")] == [("80", False), ("120", True)]


def test_b3_an_absent_additional_result_makes_nothing_else_absent() -> None:
    assert results_of(reached("80"), missing(additional=True)) == 80


# ── E1: ABSENT and NOT_APPLICABLE ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "given",
    [
        segment("2400", month(1, "200"), month(2), month(3, "200"), cumulative=True),
        segment("5", month(1, "5"), month(2), month(3, "5"), direction=LOWER),
        segment("99", month(1, ratio=(1, 2)), month(2), ratio=True),
    ],
)
def test_e1_absent_is_never_counted_as_zero(given: SegmentInput) -> None:
    said = assess(evaluation([result([given])], [rating(SUPERIOR, MEETS)]), RULES)
    assert (said.results, said.behavior, said.number) == (None, Fraction(100), None)
    found = statuses(said)
    for label in ("REALIZATION", "RAW_ACHIEVEMENT", "ACHIEVEMENT", "TARGET", "RESULT", "RESULTS", "NUMBER"):
        assert found[label] == TermStatus.ABSENT
    assert found["BEHAVIOR"] == TermStatus.PRESENT
    absent = [term for term in said.terms if term.status == TermStatus.ABSENT]
    assert [term.value for term in absent] == [None] * len(absent)
    assert {term.subject for term in absent if term.label == "MONTH"} == {"2025-02"}


def test_e1_a_reported_zero_is_present_and_counts() -> None:
    said = assess(evaluation([reached("0")], [rating(SUPERIOR, MEETS)]), RULES)
    assert (said.results, said.number) == (Fraction(0), Fraction(30))


def test_e1_one_absent_result_makes_the_total_absent() -> None:
    assert results_of(reached("100", weight="99"), missing(weight="1")) is None


def test_e1_one_absent_segment_makes_the_target_absent() -> None:
    assert achieved(segment("100", month(1, "80")), segment("50", month(2))) is None


def test_e1_a_rule_version_may_leave_absent_results_out() -> None:
    rules = ruled("achievement", absent_is_renormalised=True)
    given = [reached("80", weight="30"), missing(weight="70")]
    assert assess(evaluation(given), rules).results == 80
    assert assess(evaluation([missing()]), rules).results is None


def test_e1_an_indicator_that_does_not_report_in_the_window_is_scaled_away() -> None:
    said = assess(evaluation([result([segment("100", month(1, "60"))], [segment("5", calendar_months=1)])]), RULES)
    assert said.results == 60
    assert [term.status for term in terms(said, "TARGET")] == [TermStatus.PRESENT, TermStatus.NOT_APPLICABLE]


def test_e1_a_result_that_does_not_report_in_the_window_leaves_its_weight_to_the_others() -> None:
    assert results_of(reached("120", weight="30"), reached("60", weight="10"), silent(weight="60")) == 105


def test_e1_without_any_result_that_applies_there_is_no_number() -> None:
    said = assess(evaluation([silent()], [rating(SUPERIOR, MEETS)]), RULES)
    assert (said.results, said.behavior, said.number) == (None, Fraction(100), None)
    assert said.suggested_predicate is None


# ── D2: behaviour as a number ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("level", "number"), [(ABOVE, 110), (MEETS, 100), (BELOW, 80)])
def test_d2_a_level_has_its_number(level: RatingLevel, number: int) -> None:
    assert behavior_of(rating(SUPERIOR, level), asked=[SUPERIOR]) == number


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (ALL_SIDES, Fraction(102)),  # (110 · 60 + 80 · 20 + 100 · 20) / 100
        ((SUPERIOR, PEER), Fraction("102.5")),  # (110 · 60 + 80 · 20) / 80
        ((SUPERIOR, SUBORDINATE), Fraction("107.5")),  # (110 · 60 + 100 · 20) / 80
        ((PEER, SUBORDINATE), Fraction(90)),  # (80 · 20 + 100 · 20) / 40
        ((SUPERIOR,), Fraction(110)),
        ((PEER,), Fraction(80)),
    ],
)
def test_d2_relations_weigh_60_20_20_scaled_to_those_that_were_asked(
    asked: tuple[Relation, ...], expected: Fraction
) -> None:
    given = rating(SUPERIOR, ABOVE), rating(PEER, BELOW), rating(SUBORDINATE, MEETS)
    assert behavior_of(*given, asked=asked) == expected


def test_d2_the_raters_of_a_relation_are_averaged() -> None:
    given = rating(SUPERIOR, MEETS), rating(PEER, ABOVE), rating(PEER, BELOW), rating(PEER, BELOW)
    assert behavior_of(*given, asked=[SUPERIOR, PEER]) == Fraction(195, 2)  # (100 · 60 + 90 · 20) / 80


def test_d2_behaviour_is_the_mean_over_the_seven_values() -> None:
    given = rating(SUPERIOR, ABOVE, ABOVE, ABOVE, MEETS, MEETS, MEETS, BELOW)
    assert behavior_of(given, asked=[SUPERIOR]) == Fraction(710, 7)


def test_d2_a_relation_that_nobody_was_asked_for_does_not_apply() -> None:
    said = assess(evaluation([], [rating(SUPERIOR, MEETS)]), RULES)
    found = {(term.subject, term.status) for term in terms(said, "RELATION")}
    assert found == {
        ("SUPERIOR", TermStatus.PRESENT),
        ("PEER", TermStatus.NOT_APPLICABLE),
        ("SUBORDINATE", TermStatus.NOT_APPLICABLE),
    }


@pytest.mark.parametrize("silent_side", ALL_SIDES)
def test_d2_a_relation_that_was_asked_and_gave_nothing_is_absent_and_not_zero(silent_side: Relation) -> None:
    given = [rating(side, MEETS) for side in ALL_SIDES if side != silent_side]
    said = assess(evaluation([reached("100")], given, ALL_SIDES), RULES)
    assert (said.results, said.behavior, said.number) == (Fraction(100), None, None)
    assert said.suggested_behavior is None
    absent = {term.subject for term in terms(said, "RELATION") if term.status == TermStatus.ABSENT}
    assert absent == {silent_side}


@pytest.mark.parametrize("version", ["indonesia-2025", "indonesia-2026"])
@pytest.mark.parametrize("counts", [{}, {"1": 10}, {"1": 3, "4": 12}])
def test_d2_the_public_weighs_nothing_unless_the_rule_version_says_so(version: str, counts: dict[str, int]) -> None:
    without = evaluation([reached("100")], [rating(SUPERIOR, MEETS)])
    said = [assess(given, bundles()[version]) for given in (without, heard(without, counts))]
    assert said[0].behavior == 100
    assert replace(said[0], terms=()) == replace(said[1], terms=())
    assert said[1].terms[: len(said[0].terms)] == said[0].terms
    beside = [(term.label, term.parent, term.status.name) for term in said[1].terms[len(said[0].terms) :]]
    status, end = "PRESENT" if counts else "SUPPRESSED", len(said[0].terms)
    shown = [("PUBLIC_RATING", None, status), ("RELATION", end, status)]
    assert beside == (shown if version == "indonesia-2026" else [])


@pytest.mark.parametrize(
    ("counts", "behavior", "number"),
    [
        ({"4": 10}, Fraction(110), Fraction(103)),
        ({"1": 10}, Fraction(740, 7), Fraction(712, 7)),  # 110 by 60 and 80 by 10, over 70; 70 and three tenths of it
        ({"1": 1, "2": 2, "3": 3, "4": 5}, Fraction(8370, 77), Fraction(7901, 77)),  # citizens: 1110 / 11
        ({}, Fraction(110), Fraction(103)),
    ],
)
def test_d2_a_rule_version_can_give_the_public_a_weight(
    counts: dict[str, int], behavior: Fraction, number: Fraction
) -> None:
    weights = {"SUPERIOR": "60", "PEER": "20", "SUBORDINATE": "10", "PUBLIC": "10"}
    rules = ruled("behavior", relations=weights, public={"1": "80", "2": "90", "3": "100", "4": "110"})
    said = assess(heard(evaluation([reached("100")], [rating(SUPERIOR, ABOVE)]), counts), rules)
    assert (said.behavior, said.number) == (behavior, number)
    sides = {
        (term.status, term.weight, term.parameter) for term in terms(said, "RELATION") if term.subject == "PUBLIC"
    }
    told = (TermStatus.PRESENT, "10", "behavior.public") if counts else (TermStatus.SUPPRESSED, "10", None)
    assert sides == {told}


@pytest.mark.parametrize("public", [None, {"1": "80", "2": "90", "3": "100"}, {"1": "80", "5": "110"}])
def test_d2_a_rule_version_that_weighs_the_public_has_a_number_for_whatever_citizens_say(public: Any) -> None:
    behavior = {**RULES.sets["behavior"], "relations": {"SUPERIOR": "60", "PUBLIC": "10"}}
    sets = {"behavior": behavior if public is None else {**behavior, "public": public}}
    with pytest.raises(ValueError, match="has not one number for each"):
        bundled({"id": "of-a-town", "title": "", "sets": {"behavior": "behavior"}}, sets)


def test_d2_a_public_that_was_not_asked_does_not_apply() -> None:
    rules = ruled("behavior", relations={"SUPERIOR": "60", "PUBLIC": "10"})
    said = assess(evaluation([], [rating(SUPERIOR, ABOVE)]), rules)
    assert said.behavior == 110
    assert {(term.subject, term.status) for term in terms(said, "RELATION")} == {
        ("SUPERIOR", TermStatus.PRESENT),
        ("PUBLIC", TermStatus.NOT_APPLICABLE),
    }


@pytest.mark.parametrize(("level", "number"), [(ABOVE, "110"), (MEETS, "100"), (BELOW, "80")])
def test_d2_the_self_rating_counts_nothing_and_is_shown_beside(level: RatingLevel, number: str) -> None:
    given = [rating(SUPERIOR, MEETS), rating(Relation.SELF, level)]
    said = assess(evaluation([reached("100")], given, [SUPERIOR, Relation.SELF]), RULES)
    assert (said.behavior, said.number) == (Fraction(100), Fraction(100))
    assert [(term.value, term.parent) for term in terms(said, "SELF_RATING")] == [(number, None)]


def test_d2_a_missing_self_rating_makes_nothing_else_absent() -> None:
    said = assess(evaluation([reached("100")], [rating(SUPERIOR, MEETS)], [SUPERIOR, Relation.SELF]), RULES)
    assert said.number == 100
    assert [term.status for term in terms(said, "SELF_RATING")] == [TermStatus.ABSENT]


def test_e2_the_self_rating_is_told_by_value_as_that_of_the_others_is() -> None:
    given = [rating(SUPERIOR, MEETS), rating(Relation.SELF, ABOVE, ABOVE, ABOVE, MEETS, MEETS, MEETS, BELOW)]
    said = assess(evaluation([reached("100")], given, [SUPERIOR, Relation.SELF]), RULES)
    [root] = [index for index, term in enumerate(said.terms) if term.label == "SELF_RATING"]
    values = [index for index, term in enumerate(said.terms) if term.parent == root]
    below = [[(term.label, term.subject) for term in said.terms if term.parent == index] for index in values]
    assert said.terms[root].value == "710/7"
    assert [(said.terms[index].label, said.terms[index].subject) for index in values] == [
        ("CORE_VALUE", value.name) for value in VALUES
    ]
    assert [said.terms[index].value for index in values] == ["110", "110", "110", "100", "100", "100", "80"]
    assert below == [[("RELATION", "SELF")]] * 7


# ── E2: rounding and the rule version ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2.345", "2.35"),
        ("-2.345", "-2.35"),
        ("2.3449999", "2.34"),
        ("-2.3449999", "-2.34"),
        ("2.3450001", "2.35"),
        ("2.335", "2.34"),
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("25/12", "2.08"),
        ("2/3", "0.67"),
        ("89.9", "89.90"),
        ("120", "120.00"),
    ],
)
def test_e2_a_number_is_rounded_half_up_once(value: str, shown: str) -> None:
    assert str(rounded(Fraction(value))) == shown


@pytest.mark.parametrize(("digits", "shown"), [(0, "3"), (1, "2.5"), (3, "2.500")])
def test_e2_a_number_is_rounded_to_the_digits_asked_for(digits: int, shown: str) -> None:
    assert str(rounded(Fraction("2.5"), digits)) == shown


def test_e2_the_default_rule_version_says_what_the_rules_say() -> None:
    achievement, behavior, number = (RULES.sets[name] for name in ("achievement", "behavior", "number"))
    assert (achievement["floor"], achievement["cap"], achievement["absent_is_renormalised"]) == ("0", "120", False)
    assert achievement["suggestion"] == {"upper": "100", "lower": "90"}
    assert behavior["suggestion"] == {"upper": "100", "lower": "90"}
    assert behavior["levels"] == {"ABOVE": "110", "MEETS": "100", "BELOW": "80"}
    assert behavior["relations"] == {"SUPERIOR": "60", "PEER": "20", "SUBORDINATE": "20"}
    assert Fraction(number["weights"]["alone"]) == Fraction(7, 10)
    assert Fraction(number["weights"]["with_peers_and_subordinates"]) == Fraction(6, 10)
    assert {RULES.sets[name]["id"] for name in RULES.sets} == {
        "achievement-1", "behavior-1", "permenpanrb-6-2022", "pp-30-2019", "measures-1",
    }  # fmt: skip


def test_c5_off_track_is_below_80_of_what_was_planned_to_date_and_a_parameter_of_the_rule_version() -> None:
    assert Fraction(RULES.sets["measures"]["off_track_below"]) == 80


def test_e2_the_hash_of_a_rule_version_covers_everything_it_says() -> None:
    folder = resources.files("kinerja.domain.rules") / "data"

    def read(name: str) -> dict[str, Any]:
        return tomllib.loads((folder / f"{name}.toml").read_text())

    names = read("indonesia-2025")["sets"]
    said = {"id": "indonesia-2025", "sets": {purpose: read(name) for purpose, name in names.items()}}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
    assert RULES.version == RuleVersion(id="indonesia-2025", hash=sha256(canonical.encode()).hexdigest())
    assert bundle_of(RULES.version) == RULES


@pytest.mark.parametrize(
    "version",
    [RuleVersion(id="indonesia-2025", hash="0" * 64), RuleVersion(id="indonesia-1999", hash=RULES.version.hash)],
)
def test_e2_a_rule_version_that_says_something_else_is_not_known(version: RuleVersion) -> None:
    with pytest.raises(LookupError):
        bundle_of(version)


# ── E4: the hash of a judgement ──────────────────────────────────────────────────────────────────────

TERM = Term(
    parent=None,
    label="NUMBER",
    operator=Operator.BOUNDED,
    status=TermStatus.PRESENT,
    value="102",
    weight="1",
    subject="a",
    parameter="number.cap",
    sources=(TOLD,),
)
STREAM = JudgedStream(kind="Rating", stream=UUID(int=5), version=2)
SCORES = Scores(
    results="105",
    behavior="95",
    number="102",
    number_shown=Decimal("102.00"),
    number_class=Predicate.GOOD,
    suggested_results=ABOVE,
    suggested_behavior=MEETS,
    suggested_predicate=Predicate.GOOD,
)
JUDGEMENT = Judgement(
    results_rating=ABOVE,
    behavior_rating=MEETS,
    innovation=False,
    predicate=Predicate.GOOD,
    scores=SCORES,
    rules=RuleVersion(id="r", hash="h"),
    sources=(STREAM,),
    terms=(TERM,),
)
OTHER_SCORES: Mapping[str, object] = {
    "results": "105/2",
    "behavior": None,
    "number": "101",
    "number_shown": Decimal("102.0"),
    "number_class": Predicate.VERY_GOOD,
    "suggested_results": None,
    "suggested_behavior": BELOW,
    "suggested_predicate": Predicate.POOR,
}
OTHER_TERMS: Mapping[str, object] = {
    "parent": 0,
    "label": "RESULTS",
    "operator": Operator.SUM,
    "status": TermStatus.ABSENT,
    "value": None,
    "weight": "2",
    "subject": "b",
    "parameter": None,
    "sources": (),
}
OTHER_STREAMS: Mapping[str, object] = {"kind": "MonthlyReport", "stream": UUID(int=6), "version": 3}
OTHER_RULES: Mapping[str, object] = {"id": "s", "hash": "i"}
OTHER_PLAIN: Mapping[str, object] = {
    "results_rating": MEETS,
    "behavior_rating": ABOVE,
    "innovation": True,
    "predicate": Predicate.VERY_GOOD,
}


def with_one_field_changed() -> list[tuple[str, Judgement]]:
    change = msgspec.structs.replace
    changed = [(field, change(JUDGEMENT, **{field: value})) for field, value in OTHER_PLAIN.items()]
    for field, value in OTHER_SCORES.items():
        changed.append((f"scores.{field}", change(JUDGEMENT, scores=change(SCORES, **{field: value}))))
    for field, value in OTHER_RULES.items():
        changed.append((f"rules.{field}", change(JUDGEMENT, rules=change(JUDGEMENT.rules, **{field: value}))))
    for field, value in OTHER_STREAMS.items():
        changed.append((f"sources.{field}", change(JUDGEMENT, sources=(change(STREAM, **{field: value}),))))
    for field, value in OTHER_TERMS.items():
        changed.append((f"terms.{field}", change(JUDGEMENT, terms=(change(TERM, **{field: value}),))))
    changed.append(("no source", change(JUDGEMENT, sources=())))
    changed.append(("a term more", change(JUDGEMENT, terms=(TERM, TERM))))
    return changed


@pytest.mark.parametrize(("field", "changed"), with_one_field_changed())
def test_e4_the_content_hash_changes_with_any_field(field: str, changed: Judgement) -> None:
    assert changed.content_hash() != JUDGEMENT.content_hash()


def test_e4_no_two_changes_have_the_same_content_hash() -> None:
    hashes = {changed.content_hash() for _, changed in with_one_field_changed()}
    assert len(hashes) == len(with_one_field_changed())


@pytest.mark.parametrize(
    ("struct", "changed"),
    [
        (Judgement, {*OTHER_PLAIN, "scores", "rules", "sources", "terms"}),
        (Scores, set(OTHER_SCORES)),
        (RuleVersion, set(OTHER_RULES)),
        (JudgedStream, set(OTHER_STREAMS)),
        (Term, set(OTHER_TERMS)),
    ],
)
def test_e4_every_field_of_a_judgement_was_tried(struct: type[msgspec.Struct], changed: set[str]) -> None:
    assert set(struct.__struct_fields__) == changed


def test_e4_the_content_hash_is_sha256_over_canonical_json() -> None:
    plain = msgspec.to_builtins(JUDGEMENT)
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert JUDGEMENT.content_hash() == sha256(canonical.encode()).hexdigest()


# ── B2: windows ──────────────────────────────────────────────────────────────────────────────────────


def period(cadence: Cadence, starts_on: date, ends_on: date, code: str = "2025") -> NewPeriod:
    return NewPeriod(
        code=code, name="Tahun", starts_on=starts_on, ends_on=ends_on, cadence=cadence, rules=RULES.version
    )


def test_b2_a_monthly_period_has_twelve_months_and_the_year() -> None:
    windows = windows_of(period(Cadence.MONTHLY, date(2025, 1, 1), date(2025, 12, 31)))
    last_days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    months = [
        Window(
            code=f"2025-{number:02}",
            kind=EvaluationKind.PERIODIC,
            starts_on=date(2025, number, 1),
            ends_on=date(2025, number, last_day),
        )
        for number, last_day in enumerate(last_days, start=1)
    ]
    year = Window(code="2025", kind=EvaluationKind.ANNUAL, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    assert list(windows) == [*months, year]


def test_b2_a_quarterly_period_has_four_quarters_and_the_year() -> None:
    windows = windows_of(period(Cadence.QUARTERLY, date(2025, 1, 1), date(2025, 12, 31)))
    assert [(window.code, window.starts_on.isoformat(), window.ends_on.isoformat()) for window in windows] == [
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q2", "2025-04-01", "2025-06-30"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ]
    assert [window.kind for window in windows] == [EvaluationKind.PERIODIC] * 4 + [EvaluationKind.ANNUAL]


def test_b2_a_period_may_be_a_part_of_the_year() -> None:
    half = period(Cadence.QUARTERLY, date(2025, 4, 1), date(2025, 9, 30), "2025-half")
    assert [window.code for window in windows_of(half)] == ["2025-Q2", "2025-Q3", "2025-half"]


def test_b2_months_know_leap_years_and_the_turn_of_the_year() -> None:
    assert last_of_month(date(2024, 2, 3)) == date(2024, 2, 29)
    assert last_of_month(date(2025, 2, 3)) == date(2025, 2, 28)
    assert (add_months(date(2025, 11, 1), 2), add_months(date(2025, 1, 1), -1)) == (
        date(2026, 1, 1),
        date(2024, 12, 1),
    )


def test_b2_months_between_two_days_include_both_ends() -> None:
    firsts = [date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1)]
    assert list(months_between(date(2024, 12, 31), date(2025, 2, 1))) == firsts
    assert list(months_between(date(2025, 2, 1), date(2025, 1, 31))) == []


# ── B1: who is over whom ─────────────────────────────────────────────────────────────────────────────

RATEE, HEAD, CHIEF, DEPUTY = (UUID(int=number) for number in (101, 102, 103, 104))
SECTION, OFFICE, AGENCY = (UUID(int=number) for number in (201, 202, 203))
LETTER = Letter(number="800/1/2025", issuer="BKPSDM", issued_on=date(2025, 2, 1))
DEFINITIVE, ACTING, DAILY = AssignmentKind.DEFINITIVE, AssignmentKind.ACTING, AssignmentKind.DAILY_ACTING
DAY = date(2025, 6, 15)
Held = tuple[UUID, AssignmentKind, date, date | None]


def post(id: UUID, *holders: Held) -> Position:
    """A position with its holders, in the order in which they took it up."""
    position = Position(id)
    new = NewPosition(
        code=str(id.int),
        title="Kepala",
        kind=PositionKind.ADMINISTRATIVE,
        functional_level=None,
        unit_id=UUID(int=9),
        reports_to=None,
    )
    position.establish(act=ACT, position=new)
    for number, (employee, kind, starts_on, ends_on) in enumerate(holders):
        position.assign(
            act=ACT if kind == DEFINITIVE else msgspec.structs.replace(ACT, letter=LETTER),
            new=NewAssignment(
                assignment_id=UUID(int=1000 + number),
                employee_id=employee,
                kind=kind,
                starts_on=starts_on,
                ends_on=ends_on if kind == DEFINITIVE else ends_on or date(2025, 12, 31),
            ),
        )
    return position


def holds(employee: UUID, kind: AssignmentKind = DEFINITIVE, until: date | None = None) -> Held:
    return employee, kind, date(2025, 1, 1), until


def over(*chain: Position, day: date = DAY) -> list[tuple[UUID, UUID]]:
    """Who may judge the ratee, and from which post."""
    return [(officer.employee_id, officer.position_id) for officer in officers_over(RATEE, chain, day)]


def test_b1_the_direct_superior_is_the_appraising_officer() -> None:
    assert over(post(SECTION, holds(HEAD)), post(OFFICE, holds(CHIEF))) == [(HEAD, SECTION)]


def test_b1_a_vacancy_goes_up() -> None:
    assert over(post(SECTION), post(OFFICE, holds(CHIEF))) == [(CHIEF, OFFICE)]
    assert over(post(SECTION), post(OFFICE), post(AGENCY, holds(DEPUTY))) == [(DEPUTY, AGENCY)]


def test_b1_the_superior_of_a_day_is_who_held_the_post_that_day() -> None:
    left = (HEAD, DEFINITIVE, date(2025, 3, 1), date(2025, 6, 15))
    came = (DEPUTY, DEFINITIVE, date(2025, 7, 1), None)
    chain = post(SECTION, left, came), post(OFFICE, holds(CHIEF))
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 6, 15), date(2025, 6, 16), date(2025, 7, 1)]
    assert [over(*chain, day=day) for day in days] == [
        [(CHIEF, OFFICE)],
        [(HEAD, SECTION)],
        [(HEAD, SECTION)],
        [(CHIEF, OFFICE)],
        [(DEPUTY, SECTION)],
    ]


@pytest.mark.parametrize("kind", [ACTING, DAILY])
def test_b1_who_acts_in_the_post_of_his_own_superior_is_judged_one_level_higher(kind: AssignmentKind) -> None:
    assert over(post(SECTION, holds(RATEE, kind)), post(OFFICE, holds(CHIEF))) == [(CHIEF, OFFICE)]


@pytest.mark.parametrize("beside", [ACTING, DAILY])
def test_b1_who_acts_for_his_superior_is_raised_above_all_who_act_beside_him(beside: AssignmentKind) -> None:
    shared = post(SECTION, holds(RATEE, ACTING), holds(HEAD, beside))
    assert over(shared, post(OFFICE, holds(CHIEF))) == [(CHIEF, OFFICE)]
    assert over(shared) == []


@pytest.mark.parametrize("kind", [ACTING, DAILY])
def test_b1_who_acts_beside_a_definitive_superior_is_judged_by_him(kind: AssignmentKind) -> None:
    shared = post(SECTION, holds(RATEE, kind), holds(HEAD))
    assert over(shared, post(OFFICE, holds(CHIEF))) == [(HEAD, SECTION)]


def test_b1_who_acts_in_two_posts_above_him_is_raised_above_both() -> None:
    chain = post(SECTION, holds(RATEE, ACTING), holds(HEAD, DAILY)), post(OFFICE, holds(RATEE, ACTING))
    assert over(*chain, post(AGENCY, holds(DEPUTY))) == [(DEPUTY, AGENCY)]


def test_b1_who_acts_in_the_superiors_post_below_a_vacancy_is_judged_above_it() -> None:
    chain = post(SECTION, holds(RATEE, ACTING)), post(OFFICE), post(AGENCY, holds(DEPUTY))
    assert over(*chain) == [(DEPUTY, AGENCY)]


def test_b1_who_acted_is_judged_by_the_superior_again_when_that_has_ended() -> None:
    acted = holds(RATEE, ACTING, date(2025, 6, 14))
    came = (HEAD, DEFINITIVE, date(2025, 6, 15), None)
    chain = post(SECTION, acted, came), post(OFFICE, holds(CHIEF))
    assert over(*chain, day=date(2025, 6, 14)) == [(CHIEF, OFFICE)]
    assert over(*chain, day=date(2025, 6, 15)) == [(HEAD, SECTION)]


@pytest.mark.parametrize("chain", [(), (post(SECTION),), (post(SECTION, holds(RATEE, ACTING)), post(OFFICE))])
def test_b1_at_the_top_there_is_no_officer(chain: tuple[Position, ...]) -> None:
    assert over(*chain) == []


def test_b1_nobody_judges_himself() -> None:
    chain = post(SECTION, holds(RATEE)), post(OFFICE, holds(RATEE, ACTING))
    assert over(*chain) == []


@pytest.mark.parametrize(
    "holders",
    [
        (holds(DEPUTY, DAILY), holds(CHIEF, ACTING), holds(HEAD)),
        (holds(HEAD), holds(CHIEF, ACTING), holds(DEPUTY, DAILY)),
        (holds(CHIEF, ACTING), holds(HEAD), holds(DEPUTY, DAILY)),
    ],
)
def test_b1_the_definitive_holder_comes_before_who_acts(holders: tuple[Held, ...]) -> None:
    officers = officers_over(RATEE, [post(SECTION, *holders)], DAY)
    assert [(officer.employee_id, officer.capacity, officer.letter) for officer in officers] == [
        (HEAD, Capacity.DEFINITIVE, None),
        (CHIEF, Capacity.ACTING, LETTER),
        (DEPUTY, Capacity.DAILY_ACTING, LETTER),
    ]


# ── from the aggregates to what is judged ────────────────────────────────────────────────────────────

PLAN, RESULT, TARGET, INDICATOR, EXTRA = (UUID(int=number) for number in (301, 302, 303, 304, 305))
YEAR = Window(code="2025", kind=EvaluationKind.ANNUAL, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
QUARTER = Window(code="2025-Q1", kind=EvaluationKind.PERIODIC, starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 31))
JANUARY = Window(code="2025-01", kind=EvaluationKind.PERIODIC, starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 31))


def indicator(
    *, direction: Direction = HIGHER, cumulative: bool = False, every: ReportingPeriod = ReportingPeriod.MONTHLY
) -> Indicator:
    manual = IndicatorManual(
        name="KTP-el selesai",
        family=IndicatorFamily.QUANTITY,
        purpose="purpose",
        definition="definition",
        formula="formula",
        unit="KTP-el",
        data_source="register",
        reporting_period=every,
        direction=direction,
        cumulative=cumulative,
        control=DegreeOfControl.HIGH,
        task="task",
    )
    made = Indicator(INDICATOR)
    made.define(act=ACT, code="I", standard_id=UUID(int=8), manual=manual, effective_on=date(2025, 1, 1))
    return made


def target(amount: str, effective_on: date = date(2025, 1, 1)) -> Target:
    return Target(
        id=TARGET,
        result_id=RESULT,
        indicator_id=INDICATOR,
        indicator_version=1,
        aspect=Aspect.QUANTITY,
        amount=Decimal(amount),
        effective_on=effective_on,
    )


def plan(amount: str, starts_on: date = date(2025, 1, 1), ends_on: date = date(2025, 12, 31)) -> PerformancePlan:
    """An approved plan with one result and one target."""
    made = PerformancePlan(PLAN)
    span = PlanSpan(
        employee_id=RATEE,
        assignment_id=UUID(int=1),
        position_id=SECTION,
        unit_id=UUID(int=9),
        period_id=UUID(int=10),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    made.draft(act=ACT, span=span)
    only = WorkResult(id=RESULT, kind=WorkResultKind.PRIMARY, supports=None, weight=Decimal(100))
    made.add_result(act=ACT, new=NewResult(result=only, title=Text("KTP-el")))
    made.set_target(act=ACT, target=target(amount, starts_on))
    made.submit(act=ACT)
    made.approve(act=ACT, supported=[])
    return made


def revised(made: PerformancePlan, amount: str, effective_on: date) -> PerformancePlan:
    revision = PlanRevision(effective_on=effective_on, targets=(target(amount, effective_on),))
    made.revise(act=EXPLAINED, revision=revision, settled_until=None, supported=[])
    return made


AN_AMOUNT = Expected(is_ratio=False)


def reports(amounts: Mapping[int, str]) -> dict[date, MonthlyReport]:
    """The reports of months of 2025, with what each realised."""
    made = {}
    for number, amount in amounts.items():
        first = date(2025, number, 1)
        made[first] = MonthlyReport(UUID(int=400 + number))
        line = Realization(target_id=TARGET, amount=Decimal(amount))
        by = Reporter(employee_id=RATEE, plan_id=PLAN, month=first)
        made[first].report(act=ACT, by=by, lines=(line,), expected={TARGET: AN_AMOUNT})
    return made


def evidence(
    made: PerformancePlan, amounts: Mapping[int, str], of: Indicator, ratings: Sequence[Rating] = ()
) -> Evidence:
    return Evidence(plan=made, indicators={INDICATOR: of}, reports=reports(amounts), ratings=ratings)


def judged(given: Evidence, window: Window) -> Assessment:
    return assess(gather(given, window, [SUPERIOR]), RULES)


def test_b8_a_plan_revised_within_the_window_is_judged_month_by_month_on_the_target_of_the_month() -> None:
    given = revised(plan("100"), "50", date(2025, 2, 1))
    said = judged(evidence(given, {1: "80", 2: "40", 3: "60"}, indicator()), QUARTER)
    assert said.results == Fraction(280, 3)  # January 80, February and March 100


def test_b8_what_was_judged_before_a_revision_keeps_the_target_it_had() -> None:
    given = revised(plan("100"), "50", date(2025, 4, 1))
    assert judged(evidence(given, {1: "80", 2: "80", 3: "80"}, indicator()), QUARTER).results == 80


def test_b8_the_year_counts_the_months_before_and_after_a_revision() -> None:
    given = revised(plan("1200"), "2400", date(2025, 10, 1))
    amounts = dict.fromkeys(range(1, 13), "100")
    said = judged(evidence(given, amounts, indicator(cumulative=True)), YEAR)
    assert said.results == Fraction("87.5")  # 900 of 900 over nine months, 300 of 600 over three


def test_b8_a_plan_from_mid_year_on_is_judged_over_its_own_months() -> None:
    given = plan("600", date(2025, 7, 1))
    assert months_judged(given, YEAR) == [date(2025, number, 1) for number in range(7, 13)]
    amounts = dict.fromkeys(range(7, 13), "90")
    assert judged(evidence(given, amounts, indicator(cumulative=True)), YEAR).results == 90  # 540 of 600


def test_b8_a_plan_to_mid_year_is_judged_to_its_last_month() -> None:
    given = plan("600", ends_on=date(2025, 6, 30))
    amounts = dict.fromkeys(range(1, 7), "90")
    assert judged(evidence(given, amounts, indicator(cumulative=True)), YEAR).results == 90


def test_c3_a_cumulative_target_of_a_year_is_judged_by_the_quarter() -> None:
    given = evidence(plan("2400"), {1: "150", 2: "200", 3: "280"}, indicator(cumulative=True))
    assert judged(given, QUARTER).results == 105


# A window shorter than the reporting period of an indicator: the report that falls into it is judged by what it
# covers, so that who keeps pace with the target has 100 in every window in which a report is due.

EVERY = {ReportingPeriod.MONTHLY: 1, ReportingPeriod.QUARTERLY: 3, ReportingPeriod.YEARLY: 12}
SPANS = [(first, 12) for first in range(1, 13)] + [(1, 8), (1, 6), (2, 11), (3, 3), (5, 7)]


def kept_pace(first: int, last: int, every: int) -> dict[int, str]:
    """Ten a month from one month to another, told in the last month of each reporting period."""
    told: dict[int, str] = {}
    since = 0
    for number in range(first, last + 1):
        since += 10
        if number % every == 0:
            told[number], since = str(since), 0
    return told


def test_c3_keeping_pace_is_told_in_the_last_month_of_a_reporting_period() -> None:
    assert kept_pace(2, 12, 3) == {3: "20", 6: "30", 9: "30", 12: "30"}
    assert kept_pace(7, 12, 12) == {12: "60"}


@pytest.mark.parametrize("cadence", Cadence)
@pytest.mark.parametrize("every", ReportingPeriod)
@pytest.mark.parametrize(("first", "last"), SPANS)
def test_c3_who_keeps_pace_with_a_cumulative_target_has_100_in_every_window_with_a_report(
    first: int, last: int, every: ReportingPeriod, cadence: Cadence
) -> None:
    told = kept_pace(first, last, EVERY[every])
    spanned = plan(str(10 * (last - first + 1)), date(2025, first, 1), last_of_month(date(2025, last, 1)))
    given = evidence(spanned, told, indicator(cumulative=True, every=every))
    for window in windows_of(period(cadence, date(2025, 1, 1), date(2025, 12, 31))):
        if window.starts_on.month <= last and window.ends_on.month >= first:
            due = [number for number in told if window.starts_on.month <= number <= window.ends_on.month]
            assert judged(given, window).results == (100 if due else None), window.code


@pytest.mark.parametrize(
    ("every", "window", "amount", "expected"),
    [
        (ReportingPeriod.QUARTERLY, "2025-03", "540", 90),  # of 2400 · 3/12 = 600
        (ReportingPeriod.YEARLY, "2025-12", "2160", 90),  # of 2400
        (ReportingPeriod.YEARLY, "2025-12", "2400", 100),
    ],
)
def test_c3_a_monthly_window_judges_a_longer_report_by_what_it_covers(
    every: ReportingPeriod, window: str, amount: str, expected: int
) -> None:
    [only] = [
        found
        for found in windows_of(period(Cadence.MONTHLY, date(2025, 1, 1), date(2025, 12, 31)))
        if found.code == window
    ]
    given = evidence(plan("2400"), {only.starts_on.month: amount}, indicator(cumulative=True, every=every))
    assert judged(given, only).results == expected


def test_c3_a_quarterly_window_judges_a_yearly_report_by_the_year() -> None:
    last = Window(
        code="2025-Q4", kind=EvaluationKind.PERIODIC, starts_on=date(2025, 10, 1), ends_on=date(2025, 12, 31)
    )
    given = evidence(plan("2400"), {12: "2160"}, indicator(cumulative=True, every=ReportingPeriod.YEARLY))
    assert judged(given, last).results == 90


@pytest.mark.parametrize(
    ("every", "starts_on", "expected"),
    [
        (ReportingPeriod.MONTHLY, date(2025, 1, 1), (3, 3)),
        (ReportingPeriod.QUARTERLY, date(2025, 1, 1), (3, 3)),
        (ReportingPeriod.QUARTERLY, date(2025, 2, 1), (2, 2)),
        (ReportingPeriod.QUARTERLY, date(2025, 3, 1), (1, 1)),
        (ReportingPeriod.YEARLY, date(2025, 1, 1), (3, 0)),
    ],
)
def test_c1_a_report_covers_its_reporting_period_as_far_as_the_plan_goes(
    every: ReportingPeriod, starts_on: date, expected: tuple[int, int]
) -> None:
    given = gather(evidence(plan("100", starts_on), {}, indicator(every=every)), QUARTER, [SUPERIOR])
    (only,) = given.results[0].targets[0].segments
    assert (only.calendar_months, only.reported_months) == expected


def test_c3_a_month_without_a_report_is_absent() -> None:
    given = evidence(plan("100"), {1: "100", 3: "100"}, indicator())
    assert judged(given, QUARTER).results is None
    assert judged(given, JANUARY).results == 100


def test_c1_a_returned_report_is_absent_until_it_is_sent_again() -> None:
    given = evidence(plan("100"), {1: "90"}, indicator())
    report = given.reports[date(2025, 1, 1)]
    by = Reporter(employee_id=RATEE, plan_id=PLAN, month=date(2025, 1, 1))
    report.return_(act=EXPLAINED, by=by)
    assert judged(given, JANUARY).results is None
    line = Realization(target_id=TARGET, amount=Decimal("95"))
    report.report(act=ACT, by=by, lines=(line,), expected={TARGET: AN_AMOUNT})
    assert judged(given, JANUARY).results == 95


@pytest.mark.parametrize(
    ("every", "reporting"),
    [
        (ReportingPeriod.MONTHLY, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
        (ReportingPeriod.QUARTERLY, [3, 6, 9, 12]),
        (ReportingPeriod.YEARLY, [12]),
    ],
)
def test_c1_an_indicator_reports_in_the_last_month_of_its_reporting_period(
    every: ReportingPeriod, reporting: list[int]
) -> None:
    given = gather(evidence(plan("100"), {}, indicator(every=every)), YEAR, [SUPERIOR])
    (only,) = given.results[0].targets[0].segments
    assert [entry.month.month for entry in only.months] == reporting
    assert (only.calendar_months, only.reported_months, only.plan_months) == (12, 12, 12)


def test_e1_a_quarterly_indicator_does_not_apply_to_january_and_counts_in_the_quarter() -> None:
    given = evidence(plan("100"), {3: "90"}, indicator(every=ReportingPeriod.QUARTERLY))
    assert statuses(judged(given, JANUARY))["RESULT"] == TermStatus.NOT_APPLICABLE
    assert judged(given, QUARTER).results == 90


RATING = UUID(int=501)


def rated(level: RatingLevel, id: UUID = RATING) -> Rating:
    """The superior's rating, saved and not final."""
    made = Rating(id)
    of = RatingOf(
        evaluation_id=UUID(int=502), plan_id=PLAN, employee_id=RATEE, rater_id=HEAD, relation=Relation.SUPERIOR
    )
    levels = tuple(BehaviorRating(value=value, level=level) for value in VALUES)
    made.save(act=ACT, of=of, levels=levels, note=None)
    return made


def test_d2_a_saved_rating_counts_only_once_it_is_final() -> None:
    given = rated(BELOW)
    basis = evidence(plan("100"), {1: "100"}, indicator(), [given])
    assert judged(basis, JANUARY).behavior is None
    given.finalize(act=ACT)
    said = judged(basis, JANUARY)
    assert (said.behavior, said.number) == (Fraction(80), Fraction(94))


def test_e4_ratings_found_in_another_order_are_judged_under_the_same_hash() -> None:
    given = [rated(level, UUID(int=number)) for number, level in ((503, ABOVE), (501, BELOW), (502, MEETS))]
    for each in given:
        each.finalize(act=ACT)
    choice = Choice(results_rating=MEETS, behavior_rating=MEETS, innovation=False)
    said = [
        judged(evidence(plan("100"), {1: "100"}, indicator(), list(order)), JANUARY) for order in permutations(given)
    ]
    assert len({judge(choice, each, (), RULES).content_hash() for each in said}) == 1
    assert [term.sources[0].stream.int for term in terms(said[0], "LEVEL")] == [501, 502, 503] * 7


def test_c1_what_joins_a_report_later_is_judged_with_it_and_names_its_own_fact() -> None:
    basis = evidence(plan("100"), {1: "90"}, indicator())
    report = basis.reports[date(2025, 1, 1)]
    by = Reporter(employee_id=RATEE, plan_id=PLAN, month=date(2025, 1, 1))
    other = Realization(target_id=EXTRA, amount=Decimal(5))
    report.report(act=ACT, by=by, lines=(other,), expected={TARGET: AN_AMOUNT, EXTRA: AN_AMOUNT})
    said = judged(basis, JANUARY)
    assert said.results == 90
    assert [term.sources for term in terms(said, "MONTH")] == [(SourceFact(stream=report.id, version=1),)]


def test_e2_each_fact_in_the_tree_names_the_stream_and_version_that_told_it() -> None:
    rating_given = rated(MEETS)
    rating_given.finalize(act=ACT)
    given = revised(plan("100"), "50", date(2025, 2, 1))
    basis = evidence(given, {1: "80", 2: "40", 3: "60"}, indicator(), [rating_given])
    for first, report in basis.reports.items():  # a later fact of the stream that tells no number
        report.verify(act=ACT, by=Reporter(employee_id=RATEE, plan_id=PLAN, month=first))
    said = judged(basis, QUARTER)
    told = {label: [term.sources for term in terms(said, label)] for label in ("MONTH", "TARGET_AMOUNT", "LEVEL")}
    assert told["MONTH"] == [(SourceFact(stream=UUID(int=400 + number), version=1),) for number in (1, 2, 3)]
    # the plan: 1 drafted, 2 result, 3 target, 4 submitted, 5 approved, 6 revised
    assert told["TARGET_AMOUNT"] == [(SourceFact(stream=PLAN, version=version),) for version in (3, 6)]
    assert told["LEVEL"] == [(SourceFact(stream=UUID(int=501), version=1),)] * 7


def test_c3_a_quarterly_report_over_a_revision_is_judged_by_what_held_in_each_of_its_months() -> None:
    """January on 1200 a year is 100, February and March on 2400 a year are 400: 500 is on pace."""
    given = evidence(
        revised(plan("1200"), "2400", date(2025, 2, 1)),
        {3: "500"},
        indicator(cumulative=True, every=ReportingPeriod.QUARTERLY),
    )
    assert judged(given, QUARTER).results == 100
