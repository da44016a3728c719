"""Past results against proposed targets: by the arithmetic of the evaluator, whatever the indicator reports (A4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kinerja.application.indicators import DefineIndicator
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plans import AddWorkResult, ApprovePlan, DraftPlan, SubmitPlan
from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.application.standards import BeginStandard, CollectStandardData, DraftStandard, ProposedTargetInput
from kinerja.domain.ids import made_by, report_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.periods import Window, months_between
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.report_months import MONTHS_OF
from kinerja.domain.rules.bundles import bundles
from kinerja.domain.rules.evaluation_input import SegmentInput
from kinerja.domain.rules.evaluator import assess
from kinerja.domain.rules.gathering import Evidence, gather, indicators_of
from kinerja.domain.standard_vocabulary import Direction, ReportingPeriod
from kinerja.domain.vocabulary import Aspect, EvaluationKind
from kinerja.graphql.ids import GlobalId
from tests.conftest import Cluster, Databases
from tests.graphql.test_standards import asker
from tests.laws.test_as_of import a_town
from tests.people import Town, manual
from tests.services import as_input

RULES = bundles()["indonesia-2025"]
JANUARY = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
QUARTER = Window(code="", kind=EvaluationKind.PERIODIC, starts_on=date(2025, 10, 1), ends_on=date(2025, 12, 31))
"""The quarter in which indicators of every reporting period report."""
FORMS: Sequence[dict[str, Any]] = (
    {},
    {"reporting_period": ReportingPeriod.QUARTERLY},
    {"reporting_period": ReportingPeriod.YEARLY},
    {"cumulative": False, "direction": Direction.LOWER_IS_BETTER},
    {
        "cumulative": False,
        "numerator": "benar",
        "denominator": "semua",
        "reporting_period": ReportingPeriod.QUARTERLY,
    },
)


@dataclass(frozen=True)
class Asked:
    """A plan from the first of a month on; the target of one form is set by a revision in July, or none is."""

    first_month: int
    late: int | None


def months_reported(number: int) -> list[int]:
    """The months of the quarter in which a form reports."""
    period = FORMS[number].get("reporting_period", ReportingPeriod.MONTHLY)
    return [month for month in (10, 11, 12) if month % MONTHS_OF[period] == 0]


def indicator(town: Town, number: int) -> UUID:
    command = DefineIndicator(
        code=f"F{number}",
        standard_id=town.named("PerformanceStandard", "STD"),
        manual=as_input(manual(**FORMS[number])),
        effective_on=date(2025, 1, 1),
    )
    town.give(command, "admin", f"indicator-{number}")
    return town.named("Indicator", f"F{number}")


def approved(town: Town, asked: Asked) -> None:
    """The member's approved plan with a target in an indicator of each form."""
    targets = [
        TargetInput(indicator_id=indicator(town, number), aspect=Aspect.QUANTITY, amount=Decimal(7))
        for number in range(len(FORMS))
    ]
    draft = DraftPlan(
        position_id=town.named("Position", "MEMBER"),
        assignment_id=town.ids["assignment-member"],
        period_id=town.named("Period", "2025"),
        starts_on=date(2025, asked.first_month, 1),
    )
    town.give(draft, "member", "draft")
    drafted = tuple(target for number, target in enumerate(targets) if number != asked.late)
    result = ResultInput(kind=WorkResultKind.PRIMARY, title="Hasil", weight=Decimal(100), targets=drafted)
    town.give(AddWorkResult(plan_id=town.plan(), result=result), "member", "result-member")
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit")
    town.give(ApprovePlan(plan_id=town.plan()), "officer", "approve")
    if asked.late is not None:
        set_in_july(town, targets[asked.late])


def set_in_july(town: Town, target: TargetInput) -> None:
    result = made_by(town.command_id("result-member"), "result")
    command = RevisePlan(
        plan_id=town.plan(),
        effective_on=date(2025, 7, 1),
        set_targets=(RevisedTarget(result_id=result, target=target),),
        reason="tugas baru",
        legal_basis="SK 1",
    )
    town.give(command, "officer", "revise")


def report(town: Town, amounts: Mapping[tuple[int, int], int]) -> None:
    """Report what is realised, by form and month: of a ratio, so many of ten."""
    plan = town.service.logs.of(town.agency).load(PerformancePlan, town.plan())
    targets = {target.indicator_id: target.id for target in plan.versions[-1].targets}
    for month in (10, 11, 12):
        lines = []
        for (number, of), amount in amounts.items():
            if of == month:
                said: dict[str, Any] = {"amount": Decimal(amount)}
                if FORMS[number].get("numerator"):
                    said = {"numerator": amount, "denominator": 10}
                lines.append(RealizationInput(target_id=targets[town.named("Indicator", f"F{number}")], **said))
        command = ReportProgress(plan_id=town.plan(), month=f"2025-{month}", lines=tuple(lines))
        town.give(command, "member", f"report-{month}")


def propose(town: Town, amounts: Sequence[int]) -> str:
    """The id of a standard that proposes a target in the indicator of each form."""
    town.give(BeginStandard(code="BARU", title="Baru", service="Layanan"), "admin", "begin")
    standard = town.named("PerformanceStandard", "BARU")
    town.give(CollectStandardData(standard_id=standard, source="SIAK", finding="data"), "admin", "collect")
    targets = tuple(
        ProposedTargetInput(indicator_id=town.named("Indicator", f"F{number}"), amount=Decimal(amount))
        for number, amount in enumerate(amounts)
    )
    draft = DraftStandard(
        code="BARU",
        title="Baru",
        service="Layanan",
        position_ids=(town.named("Position", "MEMBER"),),
        targets=targets,
        legal_basis="Perwali 2/2025",
    )
    town.give(draft, "admin", "draft-standard")
    return str(GlobalId("PerformanceStandard", town.agency, standard))


def past_results(town: Town, standard: str) -> dict[str, Any]:
    """Whether the one person would have met each target, by the code of its indicator."""
    query = """query Q($id: ID!) { node(id: $id) { ... on PerformanceStandard { newest {
      pastResults { indicator { code } startsOn people met } } } } }"""
    found = asker(town, "admin").data(query, id=standard)["node"]["newest"]["pastResults"]
    assert {(row["startsOn"], row["people"]) for row in found} == {("2025-10-01", 1)}
    return {row["indicator"]["code"]: row["met"] == 1 for row in found}


def evaluated(town: Town, proposed: Sequence[int]) -> dict[str, bool]:
    """Whether the evaluator would have given 100 percent or more in the quarter, for the proposed amounts."""
    log = town.service.logs.of(town.agency)
    plan = log.load(PerformancePlan, town.plan())
    months = months_between(plan.span.starts_on, plan.span.ends_on)
    reports = {month: log.load(MonthlyReport, report_id(town.agency, plan.id, f"{month:%Y-%m}")) for month in months}
    indicators = {id: log.load(Indicator, id) for id in indicators_of(plan)}
    amounts = {town.named("Indicator", f"F{number}"): amount for number, amount in enumerate(proposed)}
    targets = {str(target.id): target.indicator_id for target in plan.versions[-1].targets}
    gathered = gather(Evidence(plan, indicators, reports, []), QUARTER, ())
    (result,) = gathered.results
    asked = [
        replace(target, segments=[_asking(each, amounts[targets[target.id]]) for each in target.segments])
        for target in result.targets
    ]
    terms = assess(replace(gathered, results=[replace(result, targets=asked)]), RULES).terms
    achieved = {targets[term.subject or ""]: term.value for term in terms if term.label == "TARGET"}
    codes = {town.named("Indicator", f"F{number}"): f"F{number}" for number in range(len(FORMS))}
    return {codes[id]: Fraction(value or 0) >= 100 for id, value in achieved.items()}


def _asking(segment: SegmentInput, amount: int) -> SegmentInput:
    """A segment of the same months whose target is what is proposed, for a plan what falls to it of a year."""
    of_plan = Fraction(amount * segment.plan_months, 12) if segment.cumulative else Fraction(amount)
    assert not segment.earlier
    return replace(segment, amount=of_plan)


REALIZED = st.fixed_dictionaries(
    {(number, month): st.integers(0, 10) for number in range(len(FORMS)) for month in months_reported(number)}
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(
    asked=st.builds(Asked, st.integers(1, 6), st.one_of(st.none(), st.integers(0, len(FORMS) - 1))),
    proposed=st.lists(st.integers(1, 30), min_size=len(FORMS), max_size=len(FORMS)),
    realized=REALIZED,
)
def test_a4_a_person_would_have_met_what_the_evaluator_gives_100_percent_for(
    asked: Asked, proposed: list[int], realized: dict[tuple[int, int], int],
    databases: Databases, town_template: str, cluster: Cluster,
) -> None:  # fmt: skip
    with a_town(databases, town_template, cluster, JANUARY) as town:
        approved(town, asked)
        report(town, realized)
        standard = propose(town, proposed)
        assert past_results(town, standard) == evaluated(town, proposed)


@pytest.mark.parametrize(
    ("proposed", "reached"),
    [
        (40, {"F0": True, "F1": True, "F2": False}),  # a quarter of 40 is 10, the whole of it is 40
        (41, {"F0": False, "F1": False, "F2": False}),
        (10, {"F0": True, "F1": True, "F2": True}),
        (11, {"F0": True, "F1": True, "F2": False}),
    ],
)
def test_a4_a_report_is_held_against_the_months_it_covers(
    proposed: int, reached: dict[str, bool], databases: Databases, town_template: str, cluster: Cluster
) -> None:
    """By month 10 in three reports, by quarter 10 in one, by year 10 in one."""
    realized = {(0, 10): 3, (0, 11): 3, (0, 12): 4, (1, 12): 10, (2, 12): 10, (3, 10): 1, (4, 12): 5}
    with a_town(databases, town_template, cluster, JANUARY) as town:
        approved(town, Asked(1, None))
        report(town, realized)
        found = past_results(town, propose(town, [proposed] * len(FORMS)))
        assert {code: found[code] for code in reached} == reached
