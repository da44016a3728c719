"""Ratings and evaluations of a generated agency: those of a quarter and of the year."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from examples.generating.organisation import YEAR
from examples.generating.plans import REPLAYED, Planning
from examples.generating.reports import Reporting
from examples.generating.writing import Writer
from kinerja.application.evaluations import sources_of
from kinerja.domain.act import Act
from kinerja.domain.evaluations import Evaluation, NewEvaluation
from kinerja.domain.ids import evaluation_id, rating_id
from kinerja.domain.judgements import Choice, judge
from kinerja.domain.ratings import BehaviorRating, Rating, RatingOf
from kinerja.domain.rules.bundles import bundle_of
from kinerja.domain.rules.evaluator import assess
from kinerja.domain.rules.gathering import Evidence, gather, months_judged
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation

WINDOWS = {6: f"{YEAR}-Q2", 12: f"{YEAR}"}
"""What is evaluated after which month: a quarter in the middle of the year, and the year."""
_LEVELS = (RatingLevel.ABOVE, RatingLevel.MEETS, RatingLevel.MEETS, RatingLevel.MEETS, RatingLevel.BELOW)
_SIDES = (Relation.SUPERIOR, Relation.SELF)
_AFTER_REPORTS = 100
"""Where the luck of ratings begins, behind that of the months."""


@dataclass(frozen=True)
class Evaluating:
    """The evaluations of everybody but the head of the agency, judged as the numbers suggest."""

    planning: Planning
    reporting: Reporting

    def write(self, writer: Writer, people: range, window: str) -> None:
        """The evaluations of a window: opened, rated by both sides, judged, delivered, accepted."""
        for number in people:
            self._open(writer, number, window)
        writer.flush()
        for relation in _SIDES:
            ratings = {number: self._rating(number, window, relation) for number in people}
            for number, rating in ratings.items():
                act = writer.act(self._rater(number, relation))
                self._save(rating, number, window, relation, act)
                writer.save(act, rating)
            writer.flush()
            for number, rating in ratings.items():
                act = writer.act(self._rater(number, relation))
                rating.finalize(act=act)
                writer.save(act, rating)
            writer.flush()
        self._judge_all(writer, people, window)

    def _evaluation(self, number: int, window: str) -> Evaluation:
        return Evaluation(evaluation_id(self.planning.shape.agency, self.planning.plan_id(number), window))

    def _open_with(self, evaluation: Evaluation, number: int, window: str, act: Act) -> None:
        period, span = self.planning.ground.period, self.planning.span(number)
        new = NewEvaluation(
            employee_id=span.employee_id, plan_id=self.planning.plan_id(number),
            position_id=span.position_id, unit_id=span.unit_id,
            period_id=period.id, window=period.window(window), rules=period.rules,
        )  # fmt: skip
        today = date(YEAR + 1, 1, 2)
        evaluation.open(act=act, new=new, plan_span=(span.starts_on, span.ends_on), today=today)

    def _open(self, writer: Writer, number: int, window: str) -> None:
        act = writer.act(self.planning.judge(number))
        evaluation = self._evaluation(number, window)
        self._open_with(evaluation, number, window, act)
        writer.save(act, evaluation)

    def _rating(self, number: int, window: str, relation: Relation) -> Rating:
        evaluation = self._evaluation(number, window).id
        rater = self._rater(number, relation)
        return Rating(rating_id(self.planning.shape.agency, evaluation, relation, rater))

    def _save(self, rating: Rating, number: int, window: str, relation: Relation, act: Act) -> None:
        chance = self.planning.shape.chance(
            number, _AFTER_REPORTS + 2 * list(WINDOWS.values()).index(window) + _SIDES.index(relation)
        )
        of = RatingOf(
            evaluation_id=self._evaluation(number, window).id, plan_id=self.planning.plan_id(number),
            employee_id=self.planning.shape.employee_id(number),
            rater_id=self._rater(number, relation), relation=relation,
        )  # fmt: skip
        levels = tuple(BehaviorRating(value=value, level=chance.choice(_LEVELS)) for value in CoreValue)
        rating.save(act=act, of=of, levels=levels, note=None)

    def _rated(self, number: int, window: str, relation: Relation) -> Rating:
        rating = self._rating(number, window, relation)
        self._save(rating, number, window, relation, REPLAYED)
        rating.finalize(act=REPLAYED)
        rating.collect_events()
        return rating

    def _judge_all(self, writer: Writer, people: range, window: str) -> None:
        evaluations = {number: self._opened(number, window) for number in people}
        for number, evaluation in evaluations.items():
            act = writer.act(self.planning.judge(number))
            self._judge_one(evaluation, number, act, writer.position)
            writer.save(act, evaluation)
        writer.flush()
        for number, evaluation in evaluations.items():
            act = writer.act(self.planning.judge(number))
            evaluation.deliver(act=act)
            writer.save(act, evaluation)
        writer.flush()
        for number, evaluation in evaluations.items():
            act = writer.act(self.planning.shape.employee_id(number))
            evaluation.accept(act=act, expected_hash=evaluation.content_hash or "")
            writer.save(act, evaluation)
        writer.flush()

    def _opened(self, number: int, window: str) -> Evaluation:
        evaluation = self._evaluation(number, window)
        self._open_with(evaluation, number, window, REPLAYED)
        evaluation.collect_events()
        return evaluation

    def _judge_one(self, evaluation: Evaluation, number: int, act: Act, position: int) -> None:
        evidence, rules = self._evidence(number, evaluation), bundle_of(evaluation.rules)
        assessment = assess(gather(evidence, evaluation.window, evaluation.asked), rules)
        choice = Choice(
            results_rating=assessment.suggested_results or RatingLevel.MEETS,
            behavior_rating=assessment.suggested_behavior or RatingLevel.MEETS,
            innovation=False,
        )
        judgement = judge(choice, assessment, sources_of(evidence), rules)
        evaluation.rate(act=act, judgement=judgement, basis_position=position)

    def _evidence(self, number: int, evaluation: Evaluation) -> Evidence:
        plan = self.planning.approved(number)
        window = evaluation.window.code
        indicators = self.planning.indicators(number)
        return Evidence(
            plan=plan,
            indicators={indicator.id: indicator for indicator in sorted(indicators, key=lambda each: each.id)},
            reports={
                month: self.reporting.reported(number, month.month)
                for month in months_judged(plan, evaluation.window)
            },
            ratings=[self._rated(number, window, relation) for relation in _SIDES],
        )

    def _rater(self, number: int, relation: Relation) -> UUID:
        superior = relation is Relation.SUPERIOR
        return self.planning.judge(number) if superior else self.planning.shape.employee_id(number)
