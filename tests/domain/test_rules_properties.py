"""Laws of the evaluation that hold for all inputs, against a second, tiny writing of the arithmetic."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kinerja.domain.assignments import NewAssignment
from kinerja.domain.judgements import Choice, judge
from kinerja.domain.periods import NewPeriod, windows_of
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.positions import NewPosition, Position, officers_over
from kinerja.domain.rules.bundles import bundles
from kinerja.domain.rules.evaluation_input import (
    EvaluationInput,
    MonthInput,
    RatingInput,
    ResultInput,
    SegmentInput,
    TargetInput,
)
from kinerja.domain.rules.evaluator import Assessment, assess, number_class
from kinerja.domain.rules.terms import Operator, SourceFact, Term, TermStatus, rounded
from kinerja.domain.standard_vocabulary import Direction
from kinerja.domain.vocabulary import (
    AssignmentKind,
    Cadence,
    CoreValue,
    EvaluationKind,
    PositionKind,
    Predicate,
    RatingLevel,
    Relation,
)
from tests.domain.given import ACT

RULES = bundles()["indonesia-2025"]
LAW = settings(max_examples=50, deadline=None, database=None, derandomize=True)
ADDITIONAL, PRIMARY = WorkResultKind.ADDITIONAL, WorkResultKind.PRIMARY

# ── what is given ────────────────────────────────────────────────────────────────────────────────────

SOURCES = st.builds(SourceFact, stream=st.integers(1, 9).map(lambda n: UUID(int=n)), version=st.integers(1, 99))
AMOUNTS = st.decimals(0, 400, places=2).map(Fraction)
TARGETS = st.decimals(Decimal("0.01"), 300, places=2).map(Fraction)
LEVELS = st.fixed_dictionaries({value: st.sampled_from(RatingLevel) for value in CoreValue})
RATINGS = st.lists(st.builds(RatingInput, st.sampled_from(Relation), LEVELS, SOURCES), max_size=8)
ASKED = st.frozensets(st.sampled_from(Relation))


@st.composite
def months_of(draw: st.DrawFn, *, ratio: bool, complete: bool) -> list[MonthInput]:
    """The reporting months of a segment, some of them without a report unless they are complete."""
    made = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        first = date(2025, number, 1)
        if not complete and draw(st.integers(0, 15)) == 0:
            made.append(MonthInput(first))
        elif ratio:
            terms = draw(st.integers(0, 50)), draw(st.integers(1, 50))
            made.append(MonthInput(first, None, *terms, draw(SOURCES)))
        else:
            made.append(MonthInput(first, draw(AMOUNTS), source=draw(SOURCES)))
    return made


@st.composite
def segments(draw: st.DrawFn, *, complete: bool) -> SegmentInput:
    ratio = draw(st.booleans())
    months = draw(months_of(ratio=ratio, complete=complete))
    return SegmentInput(
        indicator="indicator/1",
        direction=draw(st.sampled_from(Direction)),
        cumulative=not ratio and draw(st.booleans()),
        ratio=ratio,
        amount=draw(TARGETS),
        plan_months=draw(st.integers(1, 12)),
        calendar_months=max(1, len(months)) + draw(st.integers(0, 2)),
        reported_months=max(1, len(months)) + draw(st.integers(0, 8)),
        months=months,
        source=draw(SOURCES),
    )


@st.composite
def results(draw: st.DrawFn, *, complete: bool) -> list[ResultInput]:
    """One to three primary results that weigh 100 together, and up to two additional ones."""
    shares = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    weights = [(PRIMARY, Fraction(100 * share, sum(shares))) for share in shares]
    weights += [(ADDITIONAL, Fraction(0))] * draw(st.integers(0, 2))
    targets = st.builds(TargetInput, st.just("target"), st.lists(segments(complete=complete), min_size=1, max_size=2))
    return [
        ResultInput(f"result {number}", kind, weight, draw(st.lists(targets, min_size=1, max_size=2)))
        for number, (kind, weight) in enumerate(weights)
    ]


ONE_OF_EACH = st.tuples(*(st.builds(RatingInput, st.just(relation), LEVELS, SOURCES) for relation in Relation))
EVALUATIONS = st.one_of(
    st.builds(EvaluationInput, results(complete=False), RATINGS, ASKED),
    st.builds(EvaluationInput, results(complete=True), ONE_OF_EACH, ASKED),
)
COMPLETE = st.builds(
    EvaluationInput,
    results(complete=True),
    st.just([RatingInput(Relation.SUPERIOR, dict.fromkeys(CoreValue, RatingLevel.MEETS), SourceFact(
        stream=UUID(int=1), version=1,
    ))]),
    st.just(frozenset({Relation.SUPERIOR})),
)  # fmt: skip


# ── the second writing ───────────────────────────────────────────────────────────────────────────────

Score = Fraction | None
APPLIES_NOT = "not applicable"
Part = Fraction | None | str
"""A score, None where it is absent, or that it does not apply."""


def weighed(parts: Sequence[tuple[Part, Fraction]]) -> Part:
    """The mean of what applies by its weights; absent as soon as one that applies is absent."""
    total, weight = Fraction(0), Fraction(0)
    applying = [(part, share) for part, share in parts if not isinstance(part, str)]
    for part, share in applying:
        if part is None:
            return None
        total, weight = total + part * share, weight + share
    return total / weight if applying else APPLIES_NOT


def evenly(parts: Sequence[Part]) -> Part:
    return weighed([(part, Fraction(1)) for part in parts])


def realised(segment: SegmentInput) -> Score:
    if any(month.source is None for month in segment.months):
        return None
    if segment.ratio:
        above = sum(month.numerator or 0 for month in segment.months)
        return Fraction(100 * above, sum(month.denominator or 0 for month in segment.months))
    total = sum((month.amount or Fraction(0) for month in segment.months), Fraction(0))
    return total if segment.cumulative else total / len(segment.months)


def achievement(segment: SegmentInput) -> Part:
    if not segment.months:
        return APPLIES_NOT
    reached = realised(segment)
    if reached is None:
        return None
    covered = Fraction(segment.reported_months, segment.plan_months) if segment.cumulative else 1
    share = reached / (segment.amount * covered)
    percent = 100 * share if segment.direction == Direction.HIGHER_IS_BETTER else 100 * (2 - share)
    return sorted([Fraction(0), percent, Fraction(120)])[1]


def of_result(result: ResultInput) -> Part:
    return evenly(
        [
            weighed([(achievement(segment), Fraction(segment.calendar_months)) for segment in target.segments])
            for target in result.targets
        ]
    )


def of_results(evaluation: EvaluationInput) -> Part:
    return weighed([(of_result(result), result.weight) for result in evaluation.results if result.kind == PRIMARY])


LEVEL_NUMBERS = {RatingLevel.ABOVE: Fraction(110), RatingLevel.MEETS: Fraction(100), RatingLevel.BELOW: Fraction(80)}
SHARES = {Relation.SUPERIOR: Fraction(60), Relation.PEER: Fraction(20), Relation.SUBORDINATE: Fraction(20)}


def of_relation(evaluation: EvaluationInput, relation: Relation, value: CoreValue) -> Part:
    if relation not in evaluation.asked:
        return APPLIES_NOT
    given = [LEVEL_NUMBERS[rating.levels[value]] for rating in evaluation.ratings if rating.relation == relation]
    return evenly(given) if given else None


def of_behavior(evaluation: EvaluationInput) -> Part:
    return evenly(
        [
            weighed([(of_relation(evaluation, relation, value), share) for relation, share in SHARES.items()])
            for value in CoreValue
        ]
    )


def of_number(evaluation: EvaluationInput) -> Score:
    work, behavior = of_results(evaluation), of_behavior(evaluation)
    if not isinstance(work, Fraction) or not isinstance(behavior, Fraction):
        return None
    tenths = 6 if evaluation.asked.issuperset({Relation.PEER, Relation.SUBORDINATE}) else 7
    return min(Fraction(120), (tenths * work + (10 - tenths) * behavior) / 10)


def score(part: Part) -> Score:
    return None if isinstance(part, str) else part


@LAW
@given(EVALUATIONS)
def test_e1_the_evaluator_agrees_with_the_second_writing_of_the_rules(evaluation: EvaluationInput) -> None:
    said = assess(evaluation, RULES)
    assert said.results == score(of_results(evaluation))
    assert said.behavior == score(of_behavior(evaluation))
    assert said.number == of_number(evaluation)


@LAW
@given(COMPLETE)
def test_e1_a_complete_evaluation_agrees_with_the_second_writing_of_the_rules(evaluation: EvaluationInput) -> None:
    said = assess(evaluation, RULES)
    assert (said.results, said.number) == (score(of_results(evaluation)), of_number(evaluation))
    assert said.behavior == 100


# ── E2: the tree ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Branch:
    """A term as it was stored, with its children put back below it."""

    term: Term
    children: list["Branch"]

    @property
    def value(self) -> Fraction:
        assert self.term.value is not None, f"{self.term.label} has no value"
        return Fraction(self.term.value)

    @property
    def weight(self) -> Fraction:
        assert self.term.weight is not None, f"{self.term.label} has no weight"
        return Fraction(self.term.weight)

    @property
    def applying(self) -> list["Branch"]:
        return [child for child in self.children if child.term.status != TermStatus.NOT_APPLICABLE]


def planted(terms: Sequence[Term]) -> list[Branch]:
    """All branches; the terms must stand in pre-order: a parent is the newest term or one of its ancestors."""
    branches: list[Branch] = []
    open_path: list[int] = []
    for index, term in enumerate(terms):
        branch = Branch(term, [])
        if term.parent is None:
            open_path = []
        else:
            assert term.parent in open_path
            open_path = open_path[: open_path.index(term.parent) + 1]
            branches[term.parent].children.append(branch)
        open_path.append(index)
        branches.append(branch)
    return branches


def mean(of: list[Branch]) -> Fraction:
    return sum((child.value for child in of), Fraction(0)) / len(of)


def weighted_mean(of: list[Branch]) -> Fraction:
    weight = sum((child.weight for child in of), Fraction(0))
    return sum((child.value * child.weight / weight for child in of), Fraction(0))


RECOMPUTED: dict[Operator, Callable[[list[Branch]], Fraction]] = {
    Operator.SUM: lambda of: sum((child.value for child in of), Fraction(0)),
    Operator.MEAN: mean,
    Operator.WEIGHTED_MEAN: weighted_mean,
    Operator.RATIO: lambda of: 100 * of[0].value / of[1].value,
    Operator.HIGHER_IS_BETTER: lambda of: 100 * of[0].value / of[1].value,
    Operator.LOWER_IS_BETTER: lambda of: 200 - 100 * of[0].value / of[1].value,
    Operator.BOUNDED: lambda of: sorted(child.value for child in of)[1],
    Operator.PRORATED: lambda of: of[0].value / of[2].value * of[1].value,
}
OPERANDS = {
    Operator.RATIO: 2,
    Operator.HIGHER_IS_BETTER: 2,
    Operator.LOWER_IS_BETTER: 2,
    Operator.BOUNDED: 3,
    Operator.PRORATED: 3,
}


def check(branch: Branch, parent: Branch | None) -> None:
    """A term with children follows from them, in value and in status."""
    status, operator = branch.term.status, branch.term.operator
    of = branch.applying
    lacking = [child for child in of if child.term.status != TermStatus.PRESENT]
    half = parent is not None and parent.term.label == "WEIGHTED_NUMBER"
    if status == TermStatus.PRESENT:
        assert not lacking
        assert len(of) == OPERANDS.get(operator, len(of))
        assert branch.value == RECOMPUTED[operator](of)
    elif status == TermStatus.ABSENT:
        assert branch.term.value is None
        assert lacking or (half and not of), "absent without an absent child"
    else:
        assert (status, branch.term.value, of) == (TermStatus.NOT_APPLICABLE, None, [])


def check_leaf(branch: Branch) -> None:
    """A term without children that has a value says where the value comes from."""
    term = branch.term
    if term.status != TermStatus.PRESENT:
        assert term.value is None
    elif term.operator == Operator.PARAMETER:
        assert term.parameter is not None
        assert branch.value == parameter(term.parameter)
    else:
        assert term.operator == Operator.FACT
        assert term.sources
        assert term.parameter is None or branch.value == parameter(term.parameter)


def parameter(path: str) -> Fraction:
    """What the rule version says under a path."""
    purpose, *keys = path.split(".")
    found = RULES.sets[purpose]
    for key in keys:
        found = found[key]
    assert isinstance(found, str)
    return Fraction(found)


@LAW
@given(EVALUATIONS)
def test_e2_every_term_follows_from_its_children_by_its_operator(evaluation: EvaluationInput) -> None:
    said = assess(evaluation, RULES)
    branches = planted(said.terms)
    for branch in branches:
        parent = None if branch.term.parent is None else branches[branch.term.parent]
        if branch.children:
            check(branch, parent)
        else:
            check_leaf(branch)


@LAW
@given(EVALUATIONS)
def test_e2_the_scores_are_those_of_the_tree(evaluation: EvaluationInput) -> None:
    said = assess(evaluation, RULES)
    found = {term.label: term.value for term in said.terms if term.label in ("RESULTS", "BEHAVIOR", "NUMBER")}
    expected = {"RESULTS": said.results, "BEHAVIOR": said.behavior, "NUMBER": said.number}
    assert found == {label: None if value is None else str(value) for label, value in expected.items()}


@LAW
@given(EVALUATIONS)
def test_e2_the_roots_are_the_number_the_additional_results_and_the_self_rating(evaluation: EvaluationInput) -> None:
    roots = [term.label for term in assess(evaluation, RULES).terms if term.parent is None]
    additional = sum(result.kind == ADDITIONAL for result in evaluation.results)
    own = ["SELF_RATING"] if Relation.SELF in evaluation.asked else []
    assert roots == ["NUMBER", *["RESULT"] * additional, *own]


@LAW
@given(EVALUATIONS)
def test_e2_the_self_rating_stands_on_seven_values_with_one_relation_each(evaluation: EvaluationInput) -> None:
    branches = planted(assess(evaluation, RULES).terms)
    values = [value for branch in branches if branch.term.label == "SELF_RATING" for value in branch.children]
    assert [(value.term.label, value.term.subject) for value in values] == [
        ("CORE_VALUE", str(value)) for value in CoreValue if Relation.SELF in evaluation.asked
    ]
    for value in values:
        assert [(child.term.label, child.term.subject) for child in value.children] == [("RELATION", "SELF")]


@LAW
@given(COMPLETE)
def test_e2_every_month_that_was_reported_is_named_with_its_source(evaluation: EvaluationInput) -> None:
    named = {term.sources[0] for term in assess(evaluation, RULES).terms if term.label == "MONTH"}
    told = {
        month.source
        for result in evaluation.results
        for target in result.targets
        for segment in target.segments
        for month in segment.months
    }
    assert named == told


@LAW
@given(EVALUATIONS)
def test_e4_the_same_inputs_are_judged_under_the_same_hash(evaluation: EvaluationInput) -> None:
    choice = Choice(results_rating=RatingLevel.MEETS, behavior_rating=RatingLevel.MEETS, innovation=False)
    first, second = (judge(choice, assess(evaluation, RULES), (), RULES).content_hash() for _ in range(2))
    assert first == second


# ── E1: laws of the scores ───────────────────────────────────────────────────────────────────────────


def scores_of(said: Assessment) -> tuple[Score, Score, Score]:
    return said.results, said.behavior, said.number


@LAW
@given(EVALUATIONS, st.data())
def test_d2_another_order_of_the_ratings_gives_the_same_number(
    evaluation: EvaluationInput, data: st.DataObject
) -> None:
    shuffled = replace(evaluation, ratings=data.draw(st.permutations(list(evaluation.ratings))))
    assert scores_of(assess(shuffled, RULES)) == scores_of(assess(evaluation, RULES))


@LAW
@given(EVALUATIONS, st.data())
def test_e1_another_order_of_the_results_gives_the_same_number(
    evaluation: EvaluationInput, data: st.DataObject
) -> None:
    shuffled = replace(evaluation, results=data.draw(st.permutations(evaluation.results)))
    assert scores_of(assess(shuffled, RULES)) == scores_of(assess(evaluation, RULES))


@LAW
@given(EVALUATIONS)
def test_b3_without_the_additional_results_the_number_is_the_same(evaluation: EvaluationInput) -> None:
    primary = replace(evaluation, results=[result for result in evaluation.results if result.kind == PRIMARY])
    assert scores_of(assess(primary, RULES)) == scores_of(assess(evaluation, RULES))


@LAW
@given(EVALUATIONS)
def test_d2_without_the_public_and_the_self_rating_the_number_is_the_same(evaluation: EvaluationInput) -> None:
    beside = {Relation.PUBLIC, Relation.SELF}
    without = replace(
        evaluation,
        ratings=[rating for rating in evaluation.ratings if rating.relation not in beside],
        asked=evaluation.asked - beside,
    )
    assert scores_of(assess(without, RULES)) == scores_of(assess(evaluation, RULES))


def without_month(evaluation: EvaluationInput, path: tuple[int, int, int, int]) -> EvaluationInput:
    """The same evaluation where nothing was reported in one month."""
    r, t, s, m = path
    result = evaluation.results[r]
    target = result.targets[t]
    segment = target.segments[s]
    months = [*segment.months[:m], MonthInput(segment.months[m].month), *segment.months[m + 1 :]]
    changed = replace(segment, months=months)
    segments_now = [*target.segments[:s], changed, *target.segments[s + 1 :]]
    targets = [*result.targets[:t], replace(target, segments=segments_now), *result.targets[t + 1 :]]
    results_now = [*evaluation.results[:r], replace(result, targets=targets), *evaluation.results[r + 1 :]]
    return replace(evaluation, results=results_now)


def months_in(evaluation: EvaluationInput) -> list[tuple[int, int, int, int]]:
    """The path of every month of the primary results."""
    return [
        (r, t, s, m)
        for r, result in enumerate(evaluation.results)
        if result.kind == PRIMARY
        for t, target in enumerate(result.targets)
        for s, segment in enumerate(target.segments)
        for m in range(len(segment.months))
    ]


@LAW
@given(COMPLETE, st.data())
def test_e1_any_missing_month_makes_results_and_number_absent(
    evaluation: EvaluationInput, data: st.DataObject
) -> None:
    paths = months_in(evaluation)
    assume(paths)
    said = assess(without_month(evaluation, data.draw(st.sampled_from(paths))), RULES)
    assert (said.results, said.number, said.suggested_results, said.suggested_predicate) == (None, None, None, None)
    assert said.behavior == 100


@LAW
@given(EVALUATIONS, st.sampled_from([Relation.SUPERIOR, Relation.PEER, Relation.SUBORDINATE]))
def test_d2_any_side_that_was_asked_and_gave_nothing_makes_behaviour_and_number_absent(
    evaluation: EvaluationInput, silent: Relation
) -> None:
    without = replace(
        evaluation,
        ratings=[rating for rating in evaluation.ratings if rating.relation != silent],
        asked=evaluation.asked | {silent},
    )
    said = assess(without, RULES)
    assert (said.behavior, said.number, said.suggested_behavior) == (None, None, None)


@LAW
@given(EVALUATIONS)
def test_e1_scores_lie_within_their_bounds(evaluation: EvaluationInput) -> None:
    said = assess(evaluation, RULES)
    assert said.results is None or 0 <= said.results <= 120
    assert said.behavior is None or 80 <= said.behavior <= 110
    assert said.number is None or 0 <= said.number <= 120


@LAW
@given(st.sampled_from(Direction), TARGETS, AMOUNTS, AMOUNTS)
def test_c3_more_never_counts_less_where_higher_is_better_nor_more_where_lower_is(
    direction: Direction, target: Fraction, one: Fraction, other: Fraction
) -> None:
    less, more = (achieved(direction, target, amount) for amount in sorted([one, other]))
    assert less <= more if direction == Direction.HIGHER_IS_BETTER else less >= more


@LAW
@given(st.sampled_from(Direction), TARGETS)
def test_c3_reaching_the_target_exactly_is_one_hundred(direction: Direction, target: Fraction) -> None:
    assert achieved(direction, target, target) == 100


def achieved(direction: Direction, target: Fraction, amount: Fraction) -> Fraction:
    """The results of one month with one target."""
    source = SourceFact(stream=UUID(int=1), version=1)
    months = [MonthInput(date(2025, 1, 1), amount, source=source)]
    segment = SegmentInput("indicator/1", direction, False, False, target, 12, 1, 1, months, source)
    result = ResultInput("result", PRIMARY, Fraction(100), [TargetInput("target", [segment])])
    results = assess(EvaluationInput([result], [], frozenset()), RULES).results
    assert results is not None
    return results


def classed(number: Fraction, innovation: bool) -> Predicate:
    """The classes of article 41, in words of their own."""
    if number < 50:
        return Predicate.VERY_POOR
    if number < 70:
        return Predicate.POOR
    if number < 90:
        return Predicate.NEEDS_IMPROVEMENT
    return Predicate.VERY_GOOD if number >= 110 and innovation else Predicate.GOOD


@LAW
@given(st.fractions(0, 120, max_denominator=10**6), st.booleans())
def test_e1_every_number_has_the_class_of_article_41(number: Fraction, innovation: bool) -> None:
    assert number_class(number, innovation, RULES) == classed(number, innovation)


@LAW
@given(st.sampled_from([50, 70, 90, 110]), st.fractions(Fraction(-1, 100), Fraction(1, 100)), st.booleans())
def test_e1_numbers_beside_a_boundary_have_the_class_of_their_unrounded_value(
    boundary: int, distance: Fraction, innovation: bool
) -> None:
    number = boundary + distance
    assert number_class(number, innovation, RULES) == classed(number, innovation)


@LAW
@given(st.one_of(st.decimals(-200, 200, places=6), st.integers(-40_000, 40_000).map(lambda n: Decimal(n) / 200)))
def test_e2_rounding_is_half_up_away_from_zero(value: Decimal) -> None:
    assert rounded(Fraction(value)) == value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@LAW
@given(st.fractions(-200, 200))
def test_e2_rounding_moves_a_number_by_half_a_hundredth_at_most(value: Fraction) -> None:
    shown = rounded(value)
    assert abs(Fraction(shown) - value) <= Fraction(1, 200)
    assert shown.as_tuple().exponent == -2


# ── B2: windows ──────────────────────────────────────────────────────────────────────────────────────


@LAW
@given(st.integers(2000, 2099), st.sampled_from(Cadence), st.integers(0, 3), st.integers(1, 4))
def test_b2_the_windows_of_a_period_follow_one_another_and_cover_it(
    year: int, cadence: Cadence, skipped: int, quarters: int
) -> None:
    assume(skipped + quarters <= 4)
    starts_on = date(year, 3 * skipped + 1, 1)
    after = date(year + (skipped + quarters) // 4, 3 * (skipped + quarters) % 12 + 1, 1)
    ends_on = after - timedelta(days=1)
    period = NewPeriod(code="P", name="P", starts_on=starts_on, ends_on=ends_on, cadence=cadence, rules=RULES.version)
    *parts, whole = windows_of(period)
    assert (whole.code, whole.kind, whole.starts_on, whole.ends_on) == (
        "P",
        EvaluationKind.ANNUAL,
        starts_on,
        ends_on,
    )
    assert len(parts) == (3 * quarters if cadence == Cadence.MONTHLY else quarters)
    next_days = [part.ends_on + timedelta(days=1) for part in parts]
    assert [starts_on, *next_days] == [*(part.starts_on for part in parts), after]
    assert {part.kind for part in parts} == {EvaluationKind.PERIODIC}
    assert len({part.code for part in parts}) == len(parts)


# ── B1: who is over whom ─────────────────────────────────────────────────────────────────────────────

RATEE = UUID(int=1)
DAY = date(2025, 6, 15)
KINDS = [AssignmentKind.DEFINITIVE, AssignmentKind.ACTING, AssignmentKind.DAILY_ACTING]
Spell = tuple[int, AssignmentKind, int, int | None]
SPELLS = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(KINDS), st.integers(-3, 3), st.one_of(st.none(), st.integers(0, 3))),
    max_size=3,
    unique_by=lambda spell: spell[1],
)


def post(number: int, spells: Sequence[Spell]) -> Position:
    """A position whose holders begin and end within days of the day that is asked for."""
    position = Position(UUID(int=100 + number))
    new = NewPosition(
        code=str(number),
        title="Kepala",
        kind=PositionKind.ADMINISTRATIVE,
        functional_level=None,
        unit_id=UUID(int=9),
        reports_to=None,
    )
    position.establish(act=ACT, position=new)
    for index, (employee, kind, begins, lasts) in enumerate(spells):
        starts_on = DAY + timedelta(days=begins)
        position.assign(
            act=ACT,
            new=NewAssignment(
                assignment_id=UUID(int=1000 + index),
                employee_id=UUID(int=employee),
                kind=kind,
                starts_on=starts_on,
                ends_on=_end_of(kind, starts_on, lasts),
            ),
        )
    return position


def _end_of(kind: AssignmentKind, starts_on: date, lasts: int | None) -> date | None:
    """Who acts needs a last day; a far one stands for none."""
    if lasts is None:
        return None if kind == AssignmentKind.DEFINITIVE else date(2099, 12, 31)
    return starts_on + timedelta(days=lasts)


def holds_on_day(spell: Spell) -> bool:
    _, _, begins, lasts = spell
    return begins <= 0 and (lasts is None or begins + lasts >= 0)


def present(spell: Spell) -> bool:
    """Whether somebody else than the ratee holds the post on the day."""
    return spell[0] != RATEE.int and holds_on_day(spell)


def raised(spells: Sequence[Spell]) -> bool:
    """Whether the ratee acts (Plt) in the post on the day, which nobody else holds definitively then."""
    acts = any(spell[:2] == (RATEE.int, AssignmentKind.ACTING) and holds_on_day(spell) for spell in spells)
    return acts and not any(spell[1] == AssignmentKind.DEFINITIVE and present(spell) for spell in spells)


@LAW
@given(st.lists(SPELLS, max_size=4))
def test_b1_the_officers_are_all_others_in_the_nearest_post_that_has_any_and_is_not_acted_in_by_the_ratee(
    chain: list[list[Spell]],
) -> None:
    officers = officers_over(RATEE, [post(number, spells) for number, spells in enumerate(chain)], DAY)
    held = [
        (number, [spell for spell in spells if present(spell) and not raised(spells)])
        for number, spells in enumerate(chain)
    ]
    number, nearest = next(((number, spells) for number, spells in held if spells), (0, []))
    by_rank = sorted(nearest, key=lambda spell: KINDS.index(spell[1]))
    assert [(officer.employee_id.int, officer.capacity, officer.position_id.int) for officer in officers] == [
        (employee, kind.name, 100 + number) for employee, kind, _, _ in by_rank
    ]


@LAW
@given(st.lists(SPELLS, max_size=4))
def test_b1_nobody_is_an_officer_over_himself(chain: list[list[Spell]]) -> None:
    officers = officers_over(RATEE, [post(number, spells) for number, spells in enumerate(chain)], DAY)
    assert RATEE not in {officer.employee_id for officer in officers}


@LAW
@given(EVALUATIONS)
def test_e2_a_tree_is_read_back_as_it_was_stored(evaluation: EvaluationInput) -> None:
    terms = assess(evaluation, RULES).terms
    assert msgspec.json.decode(msgspec.json.encode(terms), type=tuple[Term, ...]) == terms
