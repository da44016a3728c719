"""The evaluation of a plan over a window: opened, rated, delivered, accepted (E1, E4)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Fact
from kinerja.domain.evaluation_facts import (
    FINISHING,
    EvaluationAccepted,
    EvaluationDelivered,
    EvaluationOpened,
    EvaluationRated,
    EvaluationWithdrawn,
)
from kinerja.domain.evaluations import Evaluation, NewEvaluation
from kinerja.domain.judgements import Choice, JudgedStream, Judgement, Scores, judge
from kinerja.domain.periods import RuleVersion, Window
from kinerja.domain.plan_vocabulary import ClosingCause
from kinerja.domain.rules.bundles import bundles
from kinerja.domain.rules.evaluator import Assessment
from kinerja.domain.rules.terms import Operator, Term, TermStatus
from kinerja.domain.vocabulary import EvaluationKind, Predicate, RatingLevel, Relation
from tests.domain.given import ACT, EXPLAINED, given

ABOVE, MEETS, BELOW = RatingLevel.ABOVE, RatingLevel.MEETS, RatingLevel.BELOW
EMPLOYEE, PLAN, POST, UNIT, PERIOD = (UUID(int=number) for number in (40, 70, 30, 31, 32))
RULES = RuleVersion(id="indonesia-2025", hash="ab" * 32)
QUARTER = Window(code="2025-Q1", kind=EvaluationKind.PERIODIC, starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 31))
YEAR = Window(code="2025", kind=EvaluationKind.ANNUAL, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
WHOLE_YEAR = (date(2025, 1, 1), date(2025, 12, 31))
DAY = timedelta(days=1)


def new(window: Window = QUARTER) -> NewEvaluation:
    return NewEvaluation(
        employee_id=EMPLOYEE,
        plan_id=PLAN,
        position_id=POST,
        unit_id=UNIT,
        period_id=PERIOD,
        window=window,
        rules=RULES,
    )


def opened(window: Window = QUARTER) -> EvaluationOpened:
    return EvaluationOpened(
        act=ACT,
        employee_id=EMPLOYEE,
        plan_id=PLAN,
        position_id=POST,
        unit_id=UNIT,
        period_id=PERIOD,
        window=window,
        rules=RULES,
        asked=(Relation.SUPERIOR, Relation.SELF),
    )


TERM = Term(parent=None, label="number", operator=Operator.WEIGHTED_MEAN, status=TermStatus.PRESENT, value="102")
SOURCE = JudgedStream(kind="PerformancePlan", stream=PLAN, version=4)
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


def judgement(results: RatingLevel = ABOVE, behavior: RatingLevel = MEETS, scores: Scores = SCORES) -> Judgement:
    return Judgement(
        results_rating=results,
        behavior_rating=behavior,
        innovation=False,
        predicate=Predicate.GOOD,
        scores=scores,
        rules=RULES,
        sources=(SOURCE,),
        terms=(TERM,),
    )


JUDGEMENT = judgement()
HASH = JUDGEMENT.content_hash()
OTHER_HASH = "0" * 64


def rated(content: Judgement = JUDGEMENT, act: Act = ACT) -> EvaluationRated:
    return EvaluationRated(
        act=act,
        employee_id=EMPLOYEE,
        plan_id=PLAN,
        basis_position=17,
        judgement=content,
        content_hash=content.content_hash(),
    )


DELIVERED = EvaluationDelivered(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN, content_hash=HASH)
ACCEPTED = EvaluationAccepted(
    act=ACT,
    employee_id=EMPLOYEE,
    plan_id=PLAN,
    content_hash=HASH,
    predicate=JUDGEMENT.predicate,
    number=JUDGEMENT.scores.number_shown,
)
AS_OPENED: tuple[Fact, ...] = (opened(),)
AS_RATED = (*AS_OPENED, rated())
AS_DELIVERED = (*AS_RATED, DELIVERED)
AS_ACCEPTED = (*AS_DELIVERED, ACCEPTED)


def open_(
    evaluation: Evaluation, window: Window = QUARTER, span: tuple[date, date] = WHOLE_YEAR,
    today: date = date(2026, 1, 5),
) -> None:  # fmt: skip
    evaluation.open(act=ACT, new=new(window), plan_span=span, today=today)


def rate(evaluation: Evaluation, content: Judgement = JUDGEMENT, act: Act = ACT) -> None:
    evaluation.rate(act=act, judgement=content, basis_position=17)


def deliver(evaluation: Evaluation) -> None:
    evaluation.deliver(act=ACT)


def accept(evaluation: Evaluation, expected_hash: str = HASH) -> None:
    evaluation.accept(act=ACT, expected_hash=expected_hash)


# ── opening ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("window", [QUARTER, YEAR], ids=["periodic", "annual"])
def test_e1_an_evaluation_is_opened_and_asks_superior_and_self(window: Window) -> None:
    given(Evaluation).when(lambda evaluation: open_(evaluation, window)).then(opened(window))


def test_e1_an_evaluation_may_ask_other_sides_too() -> None:
    asked = (Relation.SUPERIOR, Relation.PEER, Relation.SUBORDINATE, Relation.SELF)
    wide = msgspec.structs.replace(new(), asked=asked)
    given(Evaluation).when(
        lambda evaluation: evaluation.open(act=ACT, new=wide, plan_span=WHOLE_YEAR, today=date(2025, 4, 1))
    ).then(msgspec.structs.replace(opened(), asked=asked))


def test_e1_an_evaluation_that_was_opened_records_nothing() -> None:
    given(Evaluation, *AS_OPENED).when(open_).then_nothing()


@pytest.mark.parametrize("today", [date(2025, 1, 1), date(2025, 3, 30), date(2025, 3, 31)])
def test_e1_1_an_evaluation_is_not_opened_before_its_window_has_ended(today: date) -> None:
    outcome = given(Evaluation).when(lambda evaluation: open_(evaluation, today=today))
    outcome.then_refused("E1.1")
    assert outcome.paths == [("window",)]


def test_e1_1_an_evaluation_is_opened_the_day_after_its_window() -> None:
    given(Evaluation).when(lambda evaluation: open_(evaluation, today=date(2025, 4, 1))).then(opened())


@pytest.mark.parametrize(
    "span",
    [(QUARTER.starts_on + DAY, QUARTER.ends_on), (QUARTER.starts_on, QUARTER.ends_on - DAY)],
    ids=["begins a day late", "ends a day early"],
)
def test_e1_2_a_periodic_window_is_covered_entirely(span: tuple[date, date]) -> None:
    outcome = given(Evaluation).when(lambda evaluation: open_(evaluation, span=span))
    outcome.then_refused("E1.2")
    assert outcome.paths == [("window",)]


@pytest.mark.parametrize(
    "span",
    [(QUARTER.starts_on, QUARTER.ends_on), (QUARTER.starts_on - DAY, QUARTER.ends_on + DAY)],
    ids=["exactly", "and more"],
)
def test_e1_2_a_plan_that_covers_a_periodic_window_is_evaluated(span: tuple[date, date]) -> None:
    given(Evaluation).when(lambda evaluation: open_(evaluation, span=span)).then(opened())


@pytest.mark.parametrize(
    "span",
    [
        (YEAR.starts_on - 60 * DAY, YEAR.starts_on - DAY),
        (YEAR.ends_on + DAY, YEAR.ends_on + 60 * DAY),
        (date(2025, 4, 1), date(2025, 3, 31)),
    ],
    ids=["before", "after", "never begun"],
)
def test_e1_2_a_plan_outside_the_annual_window_is_not_evaluated(span: tuple[date, date]) -> None:
    outcome = given(Evaluation).when(lambda evaluation: open_(evaluation, YEAR, span))
    outcome.then_refused("E1.2")
    assert outcome.paths == [("window",)]


@pytest.mark.parametrize(
    "span",
    [
        (YEAR.starts_on, YEAR.starts_on),
        (YEAR.ends_on, YEAR.ends_on),
        (date(2025, 4, 1), date(2025, 9, 30)),
        WHOLE_YEAR,
    ],
    ids=["first day", "last day", "a part", "whole"],
)
def test_e1_2_the_annual_window_is_covered_in_part_or_entirely(span: tuple[date, date]) -> None:
    given(Evaluation).when(lambda evaluation: open_(evaluation, YEAR, span)).then(opened(YEAR))


# ── rating ───────────────────────────────────────────────────────────────────────────────────────────


def test_e1_an_evaluation_is_rated_and_stores_its_judgement_and_its_hash() -> None:
    given(Evaluation, *AS_OPENED).when(rate).then(rated())


@pytest.mark.parametrize("facts", [AS_RATED, AS_DELIVERED, AS_ACCEPTED], ids=["rated", "delivered", "accepted"])
def test_e1_an_evaluation_that_was_rated_so_records_nothing(facts: tuple[Fact, ...]) -> None:
    given(Evaluation, *facts).when(rate).then_nothing()


@pytest.mark.parametrize("facts", [AS_RATED, AS_DELIVERED, AS_ACCEPTED], ids=["rated", "delivered", "accepted"])
def test_e1_5_a_rating_is_never_edited_in_place(facts: tuple[Fact, ...]) -> None:
    outcome = given(Evaluation, *facts).when(lambda evaluation: rate(evaluation, judgement(MEETS, MEETS), EXPLAINED))
    outcome.then_refused("E1.5")
    assert outcome.paths == [("evaluationId",)]


ABSENT = msgspec.structs.replace(SCORES, suggested_results=None, suggested_behavior=None, suggested_predicate=None)
DEPARTURES = pytest.mark.parametrize(
    "content",
    [
        judgement(MEETS, MEETS),
        judgement(BELOW, MEETS),
        judgement(ABOVE, ABOVE),
        judgement(ABOVE, BELOW),
        judgement(scores=ABSENT),
        judgement(scores=msgspec.structs.replace(SCORES, suggested_results=None)),
        judgement(scores=msgspec.structs.replace(SCORES, suggested_behavior=None)),
    ],
    ids=[
        "results lower",
        "results two lower",
        "behaviour higher",
        "behaviour lower",
        "no suggestion",
        "none of results",
        "none of behaviour",
    ],
)


@DEPARTURES
def test_e1_4_a_choice_that_differs_from_the_suggestion_needs_a_reason(content: Judgement) -> None:
    outcome = given(Evaluation, *AS_OPENED).when(lambda evaluation: rate(evaluation, content))
    outcome.then_refused("E1.4")
    assert outcome.paths == [("reason",)]


@DEPARTURES
def test_e1_4_the_officer_departs_from_the_suggestion_with_a_reason(content: Judgement) -> None:
    given(Evaluation, *AS_OPENED).when(lambda evaluation: rate(evaluation, content, EXPLAINED)).then(
        rated(content, EXPLAINED)
    )


@pytest.mark.parametrize(
    ("facts", "judged"),
    [((), False), (AS_OPENED, False), (AS_RATED, True), (AS_DELIVERED, True), (AS_ACCEPTED, True)],
    ids=["none", "opened", "rated", "delivered", "accepted"],
)
def test_b8_a_window_is_judged_once_its_evaluation_is_rated(facts: tuple[Fact, ...], judged: bool) -> None:
    assert given(Evaluation, *facts).when(lambda _: None).aggregate.is_judged is judged


# ── delivering and accepting ─────────────────────────────────────────────────────────────────────────


def test_e1_a_rated_evaluation_is_delivered_under_its_hash() -> None:
    given(Evaluation, *AS_RATED).when(deliver).then(DELIVERED)


@pytest.mark.parametrize("facts", [AS_DELIVERED, AS_ACCEPTED], ids=["delivered", "accepted"])
def test_e1_a_delivered_evaluation_is_not_delivered_again(facts: tuple[Fact, ...]) -> None:
    given(Evaluation, *facts).when(deliver).then_nothing()


def test_e1_6_an_evaluation_is_not_delivered_before_it_is_rated() -> None:
    outcome = given(Evaluation, *AS_OPENED).when(deliver)
    outcome.then_refused("E1.6")
    assert outcome.paths == [("evaluationId",)]
    assert outcome.parameters == [{"state": "OPENED", "action": "rateEvaluation"}]


def test_e1_a_delivered_evaluation_is_accepted_as_it_reads() -> None:
    given(Evaluation, *AS_DELIVERED).when(accept).then(ACCEPTED)


def test_e1_an_accepted_evaluation_is_not_accepted_again() -> None:
    given(Evaluation, *AS_ACCEPTED).when(accept).then_nothing()


@pytest.mark.parametrize(
    ("facts", "state", "action"),
    [(AS_OPENED, "OPENED", "rateEvaluation"), (AS_RATED, "RATED", "deliverEvaluation")],
    ids=["opened", "rated"],
)
def test_e1_6_an_evaluation_is_not_accepted_before_it_is_delivered(
    facts: tuple[Fact, ...], state: str, action: str
) -> None:
    outcome = given(Evaluation, *facts).when(accept)
    outcome.then_refused("E1.6")
    assert outcome.paths == [("evaluationId",)]
    assert outcome.parameters == [{"state": state, "action": action}]


@pytest.mark.parametrize("expected", [HASH, OTHER_HASH, ""])
def test_e1_6_whatever_was_read_of_an_opened_evaluation_the_rating_is_what_is_missing(expected: str) -> None:
    outcome = given(Evaluation, *AS_OPENED).when(lambda evaluation: accept(evaluation, expected))
    outcome.then_refused("E1.6")
    assert outcome.parameters == [{"state": "OPENED", "action": "rateEvaluation"}]


@pytest.mark.parametrize("expected", [OTHER_HASH, "", HASH.upper(), HASH[:-1]])
@pytest.mark.parametrize("facts", [AS_RATED, AS_DELIVERED, AS_ACCEPTED], ids=["rated", "delivered", "accepted"])
def test_e1_7_what_is_accepted_is_what_was_read(facts: tuple[Fact, ...], expected: str) -> None:
    outcome = given(Evaluation, *facts).when(lambda evaluation: accept(evaluation, expected))
    outcome.then_refused("E1.7")
    assert outcome.paths == [("expectedContentHash",)]


# ── the judgement ────────────────────────────────────────────────────────────────────────────────────

BUNDLE = bundles()["indonesia-2025"]


LAST_DAY = QUARTER.starts_on - DAY
WITHDRAWN = EvaluationWithdrawn(
    act=EXPLAINED, employee_id=EMPLOYEE, plan_id=PLAN, closed_on=LAST_DAY, cause=ClosingCause.RETIRED
)
AS_WITHDRAWN = (*AS_OPENED, WITHDRAWN)


def withdraw(evaluation: Evaluation, closed_on: date = LAST_DAY, starts_on: date = date(2024, 1, 1)) -> None:
    evaluation.withdraw(act=EXPLAINED, starts_on=starts_on, closed_on=closed_on, cause=ClosingCause.RETIRED)


def test_e1_an_evaluation_is_withdrawn_when_its_plan_ends_before_its_window() -> None:
    given(Evaluation, *AS_OPENED).when(withdraw).then(WITHDRAWN)
    given(Evaluation, *AS_WITHDRAWN).when(withdraw).then_nothing()


def test_e1_an_evaluation_whose_window_has_begun_is_judged_on_what_is_left() -> None:
    given(Evaluation, *AS_OPENED).when(lambda each: withdraw(each, QUARTER.starts_on)).then_nothing()


def test_e1_an_evaluation_of_a_plan_that_never_began_is_withdrawn() -> None:
    closed_on = date(2025, 2, 28)
    never_began = msgspec.structs.replace(WITHDRAWN, closed_on=closed_on)
    given(Evaluation, *AS_OPENED).when(lambda each: withdraw(each, closed_on, closed_on + DAY)).then(never_began)


@pytest.mark.parametrize("facts", [(), AS_RATED, AS_DELIVERED, AS_ACCEPTED], ids=str)
def test_e1_what_is_not_opened_or_is_judged_is_not_withdrawn(facts: tuple[Fact, ...]) -> None:
    given(Evaluation, *facts).when(withdraw).then_nothing()


def test_e1_8_a_withdrawn_evaluation_takes_no_step_any_more() -> None:
    for step in (open_, rate, deliver, accept):
        given(Evaluation, *AS_WITHDRAWN).when(step).then_refused("E1.8")


def test_b2_9_a_withdrawn_evaluation_is_finished() -> None:
    assert EvaluationWithdrawn in FINISHING
    assert not given(Evaluation, *AS_WITHDRAWN).when(lambda _: None).aggregate.is_judged


def assessment(results: str | None, behavior: str | None, number: str | None) -> Assessment:
    return Assessment(
        results=None if results is None else Fraction(results),
        behavior=None if behavior is None else Fraction(behavior),
        number=None if number is None else Fraction(number),
        suggested_results=None if results is None else ABOVE,
        suggested_behavior=None if behavior is None else MEETS,
        suggested_predicate=None if results is None or behavior is None else Predicate.GOOD,
        terms=(TERM,),
    )


def test_e1_a_judgement_stores_the_choice_the_numbers_the_suggestion_and_the_rules() -> None:
    choice = Choice(results_rating=MEETS, behavior_rating=MEETS, innovation=True)
    assert judge(choice, assessment("316/3", "95", "3068/30"), [SOURCE], BUNDLE) == Judgement(
        results_rating=MEETS,
        behavior_rating=MEETS,
        innovation=True,
        predicate=Predicate.GOOD,
        scores=msgspec.structs.replace(SCORES, results="316/3", number="1534/15", number_shown=Decimal("102.27")),
        rules=BUNDLE.version,
        sources=(SOURCE,),
        terms=(TERM,),
    )


def test_e1_what_is_absent_stays_absent_in_a_judgement() -> None:
    choice = Choice(results_rating=MEETS, behavior_rating=MEETS, innovation=False)
    assert judge(choice, assessment(None, "95", None), [], BUNDLE).scores == Scores(
        results=None,
        behavior="95",
        number=None,
        number_shown=None,
        number_class=None,
        suggested_results=None,
        suggested_behavior=MEETS,
        suggested_predicate=None,
    )


@pytest.mark.parametrize(
    ("results", "behavior", "predicate"),
    [
        (ABOVE, BELOW, Predicate.POOR),
        (ABOVE, MEETS, Predicate.GOOD),
        (ABOVE, ABOVE, Predicate.VERY_GOOD),
        (MEETS, BELOW, Predicate.POOR),
        (MEETS, MEETS, Predicate.GOOD),
        (MEETS, ABOVE, Predicate.GOOD),
        (BELOW, BELOW, Predicate.VERY_POOR),
        (BELOW, MEETS, Predicate.NEEDS_IMPROVEMENT),
        (BELOW, ABOVE, Predicate.NEEDS_IMPROVEMENT),
    ],
)
def test_e1_the_predicate_follows_from_the_choice_by_the_nine_cells(
    results: RatingLevel, behavior: RatingLevel, predicate: Predicate
) -> None:
    choice = Choice(results_rating=results, behavior_rating=behavior, innovation=False)
    assert judge(choice, assessment("50", "50", "50"), [SOURCE], BUNDLE).predicate == predicate


@pytest.mark.parametrize(("innovation", "expected"), [(True, Predicate.VERY_GOOD), (False, Predicate.GOOD)])
def test_e1_the_number_stands_beside_the_predicate_where_they_differ(innovation: bool, expected: Predicate) -> None:
    choice = Choice(results_rating=BELOW, behavior_rating=BELOW, innovation=innovation)
    said = judge(choice, assessment("118", "112", "116.2"), [SOURCE], BUNDLE)
    assert (said.predicate, said.scores.number_class) == (Predicate.VERY_POOR, expected)


def test_e1_the_number_is_classified_before_it_is_rounded() -> None:
    choice = Choice(results_rating=MEETS, behavior_rating=MEETS, innovation=False)
    scores = judge(choice, assessment("90", "90", "89.999"), [SOURCE], BUNDLE).scores
    assert (scores.number_shown, scores.number_class) == (Decimal("90.00"), Predicate.NEEDS_IMPROVEMENT)


def test_e4_the_same_content_has_the_same_hash() -> None:
    assert judgement().content_hash() == HASH
    assert len(HASH) == 64
    assert HASH.islower()


@pytest.mark.parametrize(
    "other",
    [
        judgement(MEETS),
        judgement(ABOVE, ABOVE),
        judgement(scores=msgspec.structs.replace(SCORES, number="102/1")),
        msgspec.structs.replace(JUDGEMENT, innovation=True),
        msgspec.structs.replace(JUDGEMENT, predicate=Predicate.VERY_GOOD),
        msgspec.structs.replace(JUDGEMENT, rules=RuleVersion(id="indonesia-2025", hash="cd" * 32)),
        msgspec.structs.replace(JUDGEMENT, sources=(msgspec.structs.replace(SOURCE, version=5),)),
        msgspec.structs.replace(JUDGEMENT, terms=(msgspec.structs.replace(TERM, value="103"),)),
    ],
    ids=["results", "behaviour", "scores", "innovation", "predicate", "rules", "sources", "terms"],
)
def test_e4_the_hash_covers_everything_a_judgement_says(other: Judgement) -> None:
    assert other.content_hash() != HASH
