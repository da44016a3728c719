"""Commands on evaluations (E1), and the evidence they are judged on."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, EvaluationId, PlanId
from kinerja.application.public_sides import public_sides
from kinerja.application.work import Authority, Ratee, Work
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.collecting import Collection
from kinerja.domain.evaluations import Evaluation, NewEvaluation
from kinerja.domain.ids import evaluation_id, rating_collection_id, rating_id, releases_id, report_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import says
from kinerja.domain.judgements import Choice, JudgedStream, Judgement, judge
from kinerja.domain.periods import Period
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.ratings import Rating
from kinerja.domain.refusals import inputs_named, refuse
from kinerja.domain.releasing import Releases
from kinerja.domain.rulebook.anonymity import NOT_RELEASED_YET
from kinerja.domain.rulebook.evaluations import SUPERIOR_ABSENT
from kinerja.domain.rules.bundles import bundle_of
from kinerja.domain.rules.evaluator import assess
from kinerja.domain.rules.gathering import Evidence, gather, indicators_of, months_judged
from kinerja.domain.vocabulary import RatingLevel, Relation

Find = Callable[[type[Any], UUID], Any]
"""Gives the aggregate of a type and id: the newest while judging, the one judged on a replay."""


class OpenEvaluation(Command, frozen=True, kw_only=True):
    """Open the evaluation of a plan over a window that has ended."""

    action: ClassVar[str] = "openEvaluation"
    versioned: ClassVar[str | None] = "the evaluation of this plan and window; 0 while there is none"

    plan_id: PlanId
    window: Annotated[str, says("Code of the window, such as 2025-Q1 or 2025.", 0, 20)]

    def decide(self, work: Work) -> None:
        plan = work.load(PerformancePlan, self.plan_id, "planId")
        act = work.act(work.permit(Ratee(plan.employee_id, plan.span.position_id)))
        plan.must_be_approved()
        period = work.load(Period, plan.span.period_id)
        period.must_be_open("planId")
        new = NewEvaluation(
            employee_id=plan.employee_id,
            plan_id=plan.id,
            position_id=plan.span.position_id,
            unit_id=plan.span.unit_id,
            period_id=period.id,
            window=period.window(self.window),
            rules=period.rules,
        )
        evaluation = work.begun(Evaluation, evaluation_id(work.agency, plan.id, self.window))
        span = (plan.span.starts_on, plan.last_day)
        with inputs_named({"evaluationId": ("window",)}):
            evaluation.open(act=act, new=new, plan_span=span, today=work.today)


class RateEvaluation(Command, frozen=True, kw_only=True):
    """Judge results and behaviour; predicate and number follow under the pinned rule version."""

    action: ClassVar[str] = "rateEvaluation"
    versioned: ClassVar[str | None] = "the evaluation"

    evaluation_id: EvaluationId
    results_rating: Annotated[RatingLevel, says("The officer's rating of the results.")]
    behavior_rating: Annotated[RatingLevel, says("The officer's rating of the behaviour.")]
    innovation: Annotated[bool, says("Whether a new idea is proven.")] = False
    reason: Annotated[
        str | None,
        says("Why a rating departs from the suggestion; refused without, if one does. Sealed.", 1, NOTE_LENGTH),
    ] = None

    def decide(self, work: Work) -> None:
        evaluation, authority = _evaluation(work, self.evaluation_id)
        evaluation.must_stand()
        evidence = _evidence(work, evaluation)
        choice = Choice(
            results_rating=self.results_rating,
            behavior_rating=self.behavior_rating,
            innovation=self.innovation,
        )
        evaluation.rate(
            act=work.act(authority, reason=self.reason),
            judgement=judgement_of(evaluation, evidence, choice),
            basis_position=work.basis_position,
        )


class DeliverEvaluation(Command, frozen=True, kw_only=True):
    """Hand the rated evaluation to the employee."""

    action: ClassVar[str] = "deliverEvaluation"
    versioned: ClassVar[str | None] = "the evaluation"

    evaluation_id: EvaluationId

    def decide(self, work: Work) -> None:
        evaluation, authority = _evaluation(work, self.evaluation_id)
        evaluation.deliver(act=work.act(authority))


class AcceptEvaluation(Command, frozen=True, kw_only=True):
    """Accept the delivered evaluation as it reads; it is final."""

    action: ClassVar[str] = "acceptEvaluation"
    versioned: ClassVar[str | None] = "the evaluation"

    evaluation_id: EvaluationId
    expected_content_hash: Annotated[
        str, says("The content hash that was seen: what is signed is what was read.", 0, 64)
    ]

    def decide(self, work: Work) -> None:
        evaluation, authority = _evaluation(work, self.evaluation_id)
        evaluation.accept(act=work.act(authority), expected_hash=self.expected_content_hash)


def judgement_of(evaluation: Evaluation, evidence: Evidence, choice: Choice) -> Judgement:
    """The judgement on a body of evidence under the rule version of the evaluation; pure."""
    rules = bundle_of(evaluation.rules)
    given = gather(evidence, evaluation.window, evaluation.asked)
    return judge(choice, assess(given, rules), sources_of(evidence), rules)


def sources_of(evidence: Evidence) -> list[JudgedStream]:
    """Every stream of the evidence that exists, as it stands, in a fixed order."""
    aggregates: Sequence[Aggregate] = [
        evidence.plan,
        *evidence.indicators.values(),
        *evidence.reports.values(),
        *evidence.ratings,
        *(each for each in (evidence.collection, evidence.releases) if each is not None),
        *(each for asked in evidence.public for each in asked),
    ]
    streams = [
        JudgedStream(kind=type(aggregate).__name__, stream=aggregate.id, version=aggregate.version)
        for aggregate in aggregates
        if aggregate.exists
    ]
    return sorted(streams, key=lambda stream: (stream.kind, str(stream.stream)))


def evidence_of(
    agency: str, evaluation: Evaluation, ratings: Sequence[UUID], public: Sequence[UUID], find: Find
) -> Evidence:
    """The evidence of an evaluation: its plan, indicators, reports, the given ratings and what was collected.

    ``public``: the collections in which citizens were asked.
    """
    collection: Collection = find(Collection, rating_collection_id(agency, evaluation.id))
    releases: Releases = find(Releases, releases_id(agency, collection.id))
    plan: PerformancePlan = find(PerformancePlan, evaluation.plan_id)
    months: list[date] = months_judged(plan, evaluation.window)
    return Evidence(
        plan=plan,
        indicators={id: find(Indicator, id) for id in sorted(indicators_of(plan))},
        reports={month: find(MonthlyReport, report_id(agency, plan.id, f"{month:%Y-%m}")) for month in months},
        ratings=[find(Rating, id) for id in ratings],
        collection=collection if collection.exists else None,
        releases=releases if collection.exists else None,
        public=[(find(Collection, id), find(Releases, releases_id(agency, id))) for id in sorted(public)],
    )


def _evaluation(work: Work, id: UUID) -> tuple[Evaluation, Authority]:
    evaluation = work.target(Evaluation, id, "evaluationId")
    return evaluation, work.permit(Ratee(evaluation.employee_id, evaluation.position_id))


def _evidence(work: Work, evaluation: Evaluation) -> Evidence:
    """What is judged now. Refused E1.3 while no superior's rating is final, D4.8 while raters are being asked."""
    ratee = Ratee(evaluation.employee_id, evaluation.position_id)
    superiors = [
        rating_id(work.agency, evaluation.id, Relation.SUPERIOR, officer.employee_id)
        for officer in work.officers(ratee)
    ]
    own = rating_id(work.agency, evaluation.id, Relation.SELF, evaluation.employee_id)
    if not any(work.find(Rating, id).is_final for id in superiors):
        raise refuse(SUPERIOR_ABSENT, "evaluationId", action="finalizeRating")
    evidence = evidence_of(work.agency, evaluation, [*superiors, own], public_sides(work, evaluation), work.find)
    if evidence.releases is not None and not evidence.releases.last:
        raise refuse(NOT_RELEASED_YET, "evaluationId", action="closeCollection")
    return evidence
