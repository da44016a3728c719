"""The impact of a version of an indicator on a plan and what was reported and judged by it (A7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinerja.application.agency_log import AgencyLog
from kinerja.domain.ids import evaluation_id, report_id
from kinerja.domain.impact import Difference, differences
from kinerja.domain.indicators import Indicator
from kinerja.domain.periods import Period, Window, last_of_month, months_between
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.rules.bundles import bundle_of
from kinerja.domain.rules.gathering import Evidence, indicators_of
from kinerja.domain.vocabulary import EvaluationKind


@dataclass(frozen=True)
class PlanImpact:
    """What would change in a plan to date, and in which of its reports and windows."""

    targets: Mapping[UUID, Difference]
    reports: Mapping[UUID, bool]
    evaluations: Mapping[UUID, bool]


def impact_on_plan(log: AgencyLog, plan_id: UUID, indicator_id: UUID, number: int) -> PlanImpact:
    """Recompute a plan, its reports and its windows with a version of an indicator, as if it had held all along.

    Nothing is stored.
    """
    plan = log.load(PerformancePlan, plan_id)
    period = log.load(Period, plan.span.period_id)
    rules = bundle_of(period.rules)
    evidence = _evidence(log, plan)

    def changed(window: Window) -> Mapping[UUID, Difference]:
        return differences(evidence, indicator_id, number, window, rules)

    told = {month: report for month, report in evidence.reports.items() if report.exists}
    to_date = changed(_months(plan.span.starts_on, last_of_month(max(told)))) if told else {}
    return PlanImpact(
        targets=to_date,
        reports={report.id: _any(changed(_months(month, last_of_month(month)))) for month, report in told.items()},
        evaluations={
            evaluation_id(log.agency, plan.id, window.code): _any(changed(window))
            for window in _covered(plan, period.windows)
        },
    )


def _any(found: Mapping[UUID, Difference]) -> bool:
    return any(difference.changes for difference in found.values())


def _covered(plan: PerformancePlan, windows: Sequence[Window]) -> list[Window]:
    """The windows of the period that the plan has a month of."""
    return [each for each in windows if each.starts_on <= plan.last_day and plan.span.starts_on <= each.ends_on]


def _months(starts_on: date, ends_on: date) -> Window:
    return Window(code="", kind=EvaluationKind.PERIODIC, starts_on=starts_on, ends_on=ends_on)


def _evidence(log: AgencyLog, plan: PerformancePlan) -> Evidence:
    months = months_between(plan.span.starts_on, plan.span.ends_on)
    ids = {month: report_id(log.agency, plan.id, f"{month:%Y-%m}") for month in months}
    return Evidence(
        plan=plan,
        indicators={id: log.load(Indicator, id) for id in sorted(indicators_of(plan))},
        reports={month: log.load(MonthlyReport, id) for month, id in ids.items()},
        ratings=[],
    )
