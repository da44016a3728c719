"""From aggregates to what an evaluation is judged on: pure, so that a replay gathers the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from kinerja.domain.collecting import Collection
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.indicators import Indicator
from kinerja.domain.periods import Window, add_months, months_between
from kinerja.domain.plan_contents import Target
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.ratings import Rating, RatingState
from kinerja.domain.releasing import Releases
from kinerja.domain.report_months import MONTHS_OF, reports_in
from kinerja.domain.rules.evaluation_input import (
    CollectedInput,
    EarlierPart,
    EvaluationInput,
    MonthInput,
    RatingInput,
    ResultInput,
    SegmentInput,
    TargetInput,
)
from kinerja.domain.rules.terms import SourceFact
from kinerja.domain.vocabulary import CoreValue, Relation


@dataclass(frozen=True)
class Evidence:
    """The aggregates an evaluation rests on: reports by the first day of their month.

    ``collection`` and ``releases``: what colleagues and subordinates were asked, and what of it was released; None
    where nobody was asked.
    """

    plan: PerformancePlan
    indicators: Mapping[UUID, Indicator]
    reports: Mapping[date, MonthlyReport]
    ratings: Sequence[Rating]
    collection: Collection | None = None
    releases: Releases | None = None


def months_judged(plan: PerformancePlan, window: Window) -> list[date]:
    """The months of a window that the plan covers."""
    starts_on = max(window.starts_on, plan.span.starts_on)
    return list(months_between(starts_on, min(window.ends_on, plan.last_day)))


def indicators_of(plan: PerformancePlan) -> set[UUID]:
    """Every indicator that any version of the plan is measured by."""
    return {target.indicator_id for version in plan.versions for target in version.targets}


def targets_in(plan: PerformancePlan, month: date) -> Sequence[Target]:
    """The targets that hold in a month of the plan."""
    return plan.version_on(month).targets


def gather(evidence: Evidence, window: Window, asked: Iterable[Relation]) -> EvaluationInput:
    """What an evaluation of the window is judged on, by the plan's version at the end of the window."""
    months = months_judged(evidence.plan, window)
    version = evidence.plan.version_on(months[-1])
    results = [
        ResultInput(
            id=str(result.id),
            kind=result.kind,
            weight=Fraction(result.weight),
            targets=[
                TargetInput(str(target.id), _segments(evidence, target.id, months))
                for target in version.targets
                if target.result_id == result.id
            ],
        )
        for result in version.results
    ]
    return EvaluationInput(results, _ratings(evidence.ratings), frozenset(asked), _collected(evidence))


def _collected(evidence: Evidence) -> dict[Relation, CollectedInput | None]:
    """What each side said together that was asked anonymously; None for too few, and where the contract keeps it
    from somebody who reads the score: nobody is to work it out."""
    collection, releases = evidence.collection, evidence.releases
    if collection is None or releases is None:
        return {}
    source = SourceFact(stream=releases.id, version=releases.version)
    told = collection.contract.in_scores
    means = {relation: releases.means(relation) if told else {} for relation in collection.asked.relations}
    return {
        relation: CollectedInput({CoreValue[value]: mean for value, mean in said.items()}, source) if said else None
        for relation, said in means.items()
    }


def _ratings(ratings: Iterable[Rating]) -> list[RatingInput]:
    """The ratings that are final; what is only saved does not count."""
    return [
        RatingInput(rating.of.relation, rating.levels, SourceFact(stream=rating.id, version=rating.told_by))
        for rating in sorted(ratings, key=lambda rating: rating.id)
        if rating.state == RatingState.FINAL
    ]


def _segments(evidence: Evidence, target_id: UUID, months: Sequence[date]) -> list[SegmentInput]:
    """The months judged, split where the target was revised."""
    readings: dict[date, tuple[Target, list[date]]] = {}
    for month in months:
        reading = _reading(evidence.plan, target_id, month)
        if reading is not None:
            readings.setdefault(reading.effective_on, (reading, []))[1].append(month)
    return [_segment(evidence, target, covered) for target, covered in readings.values()]


def _reading(plan: PerformancePlan, target_id: UUID, month: date) -> Target | None:
    """How the target read in a month; None before it was set."""
    return next((target for target in targets_in(plan, month) if target.id == target_id), None)


def _segment(evidence: Evidence, target: Target, months: Sequence[date]) -> SegmentInput:
    indicator = evidence.indicators[target.indicator_id]
    manual = indicator.versions[target.indicator_version - 1].manual
    span = evidence.plan.span
    reporting = [month for month in months if reports_in(manual, month)]
    covered = _covered(evidence.plan, manual, target.id, reporting)
    set_by = evidence.plan.set_by[target.id, target.effective_on]
    return SegmentInput(
        indicator=f"{indicator.id}/{target.indicator_version}",
        direction=manual.direction,
        cumulative=manual.cumulative,
        ratio=manual.is_ratio,
        amount=Fraction(target.amount),
        plan_months=len(list(months_between(span.starts_on, span.ends_on))),
        calendar_months=len(months),
        reported_months=covered.pop(target.effective_on, (target, 0))[1],
        months=[_month(evidence, target.id, month) for month in reporting],
        source=SourceFact(stream=evidence.plan.id, version=set_by),
        earlier=[_earlier(evidence.plan, reading, count) for reading, count in covered.values()],
    )


def _covered(
    plan: PerformancePlan, manual: IndicatorManual, target_id: UUID, reporting: Sequence[date]
) -> dict[date, tuple[Target, int]]:
    """The months that reports cover, counted by how the target read in them; none before it was set."""
    counted: dict[date, tuple[Target, int]] = {}
    for report in reporting:
        first = add_months(report, 1 - MONTHS_OF[manual.reporting_period])
        for month in months_between(max(first, plan.span.starts_on), report):
            reading = _reading(plan, target_id, month)
            if reading is not None:
                counted[reading.effective_on] = (reading, counted.get(reading.effective_on, (reading, 0))[1] + 1)
    return counted


def _earlier(plan: PerformancePlan, reading: Target, months: int) -> EarlierPart:
    set_by = plan.set_by[reading.id, reading.effective_on]
    return EarlierPart(Fraction(reading.amount), months, SourceFact(stream=plan.id, version=set_by))


def _month(evidence: Evidence, target_id: UUID, month: date) -> MonthInput:
    report = evidence.reports.get(month)
    line = report.counted.get(target_id) if report is not None else None
    if report is None or line is None:
        return MonthInput(month)
    return MonthInput(
        month,
        None if line.amount is None else Fraction(line.amount),
        line.numerator,
        line.denominator,
        SourceFact(stream=report.id, version=report.told_by[target_id]),
    )
