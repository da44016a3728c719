"""The impact of a version of an indicator on a plan and what was reported and judged by it (A7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from kinerja.application.agency_log import AgencyLog
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.ids import evaluation_id, report_id
from kinerja.domain.impact import Difference, Impact, impact_on
from kinerja.domain.indicators import Indicator
from kinerja.domain.periods import Period, Window, last_of_month, months_between
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.rules.bundles import bundle_of
from kinerja.domain.rules.gathering import Evidence, indicators_of
from kinerja.domain.vocabulary import EvaluationKind

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True)
class PlanImpact:
    """What would change in a plan to date, in which of its reports, and in which evaluations of its windows."""

    targets: Mapping[UUID, Difference]
    reports: Mapping[UUID, bool]
    evaluations: Mapping[UUID, Impact]


@dataclass(frozen=True)
class LogAsOf:
    """The log of an agency as it was at a position."""

    log: AgencyLog
    position: int

    def load(self, aggregate_type: type[A], id: UUID) -> A:
        """The aggregate as it was then; empty when there was none."""
        return self.log.load_as_of(aggregate_type, id, self.position)


def impact_on_plan(log: LogAsOf, plan_id: UUID, indicator_id: UUID, number: int) -> PlanImpact:
    """Recompute an approved plan, its reports and its windows with a version of an indicator.

    As if that version had held all along. Nothing is stored.
    """
    plan = log.load(PerformancePlan, plan_id)
    period = log.load(Period, plan.span.period_id)
    rules = bundle_of(period.rules)
    evidence = _evidence(log, plan)

    def impact(window: Window) -> Impact:
        return impact_on(evidence, indicator_id, number, window, rules)

    told = {month: report for month, report in evidence.reports.items() if report.exists}
    to_date = impact(_months(plan.span.starts_on, last_of_month(max(told)))).targets if told else {}
    return PlanImpact(
        targets=to_date,
        reports={report.id: impact(_months(month, last_of_month(month))).changes for month, report in told.items()},
        evaluations={
            evaluation_id(log.log.agency, plan.id, window.code): impact(window)
            for window in _covered(plan, period.windows)
        },
    )


def _covered(plan: PerformancePlan, windows: Sequence[Window]) -> list[Window]:
    """The windows of the period that the plan has a month of."""
    return [each for each in windows if each.starts_on <= plan.last_day and plan.span.starts_on <= each.ends_on]


def _months(starts_on: date, ends_on: date) -> Window:
    return Window(code="", kind=EvaluationKind.PERIODIC, starts_on=starts_on, ends_on=ends_on)


def _evidence(log: LogAsOf, plan: PerformancePlan) -> Evidence:
    months = months_between(plan.span.starts_on, plan.span.ends_on)
    ids = {month: report_id(log.log.agency, plan.id, f"{month:%Y-%m}") for month in months}
    return Evidence(
        plan=plan,
        indicators={id: log.load(Indicator, id) for id in sorted(indicators_of(plan))},
        reports={month: log.load(MonthlyReport, id) for month, id in ids.items()},
        ratings=[],
    )
