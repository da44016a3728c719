"""The achievement of targets to date is what an evaluation would compute, exactly (C3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kinerja.application.indicators import DefineIndicator
from kinerja.application.plan_closing import ClosePlan
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plans import AddWorkResult, ApprovePlan, DraftPlan, SubmitPlan
from kinerja.application.progress import RealizationInput, ReportProgress, ReturnReport
from kinerja.domain.act import Act, Capacity
from kinerja.domain.ids import made_by, report_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.periods import Window, last_of_month, months_between
from kinerja.domain.plan_vocabulary import ClosingCause, WorkResultKind
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import Expected, MonthlyReport
from kinerja.domain.progress_facts import Realization, Reporter
from kinerja.domain.refusals import Refused
from kinerja.domain.rules.bundles import bundles
from kinerja.domain.rules.evaluator import assess
from kinerja.domain.rules.gathering import Evidence, gather, indicators_of
from kinerja.domain.rules.terms import rounded
from kinerja.domain.standard_vocabulary import Direction, ReportingPeriod
from kinerja.domain.vocabulary import Aspect, EvaluationKind
from kinerja.graphql.ids import GlobalId
from kinerja.log.group_commit import CommandRecord
from tests.conftest import Cluster, Databases
from tests.graphql.test_standards import asker
from tests.laws.test_as_of import a_town
from tests.people import Town, manual
from tests.services import as_input

RULES = bundles()["indonesia-2025"]
LAW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
FORMS: Sequence[dict[str, Any]] = (
    {},
    {"reporting_period": ReportingPeriod.QUARTERLY},
    {"cumulative": False, "direction": Direction.LOWER_IS_BETTER},
    {"cumulative": False, "numerator": "benar", "denominator": "semua"},
)
QUARTERLY = 1
PLANS = "{ plans(first: 2) { nodes { achievements { targetId through reported missing raw achievement } } } }"


@dataclass(frozen=True)
class Told:
    """What is reported of a target in a month; a ratio takes both numbers."""

    target: int
    month: int
    amount: Decimal
    of: int


TOLD = st.builds(Told, st.integers(0, 3), st.integers(1, 4), st.decimals(0, 900, places=2), st.integers(1, 50))
AMOUNTS = st.lists(st.decimals(Decimal("0.07"), 900, places=2), min_size=4, max_size=4)
REVISED = st.one_of(st.none(), st.tuples(st.integers(2, 4), st.integers(0, 3), st.decimals(1, 900, places=1)))


def plan_of(town: Town, amounts: Sequence[Decimal], revised: tuple[int, int, Decimal] | None = None) -> list[UUID]:
    """The member's approved plan with a target in an indicator of each form; gives their ids."""
    targets = tuple(
        TargetInput(indicator_id=define(town, number), aspect=Aspect.QUANTITY, amount=amount)
        for number, amount in enumerate(amounts)
    )
    draft = DraftPlan(
        position_id=town.named("Position", "MEMBER"),
        assignment_id=town.ids["assignment-member"],
        period_id=town.named("Period", "2025"),
    )
    town.give(draft, "member", "draft")
    result = ResultInput(kind=WorkResultKind.PRIMARY, title="Hasil", weight=Decimal(100), targets=targets)
    town.give(AddWorkResult(plan_id=town.plan(), result=result), "member", "result-member")
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit")
    town.give(ApprovePlan(plan_id=town.plan()), "officer", "approve")
    ids = [made_by(town.command_id("result-member"), f"target-{number}") for number in range(len(FORMS))]
    if revised is not None:
        month, number, amount = revised
        target = TargetInput(indicator_id=define(town, number), aspect=Aspect.QUANTITY, amount=amount)
        revise(town, month, ids[number], target)
    return ids


def define(town: Town, number: int) -> UUID:
    said = as_input(manual(**FORMS[number]))
    standard = town.named("PerformanceStandard", "STD")
    command = DefineIndicator(code=f"F{number}", standard_id=standard, manual=said, effective_on=date(2025, 1, 1))
    town.give(command, "admin", f"indicator-{number}")
    return town.named("Indicator", f"F{number}")


def revise(town: Town, month: int, target_id: UUID, target: TargetInput) -> None:
    command = RevisePlan(
        plan_id=town.plan(),
        effective_on=date(2025, month, 1),
        set_targets=(RevisedTarget(target_id=target_id, result_id=town.result(), target=target),),
        reason="anggaran",
        legal_basis="SK 1",
    )
    town.give(command, "officer", "revise")


def report_of_old(town: Town, ids: Sequence[UUID], told: Told) -> None:
    """A report as it could once be sent, in whichever month: its fact stays."""
    month = date(2025, told.month, 1)
    log = town.service.logs.of(town.agency)
    id = report_id(town.agency, town.plan(), f"{month:%Y-%m}")
    made = log.load(MonthlyReport, id)
    member = town.ids["member"]
    act = Act(by=member, capacity=Capacity.DEFINITIVE, command_id=uuid4(), at=town.service.clock())
    made.report(
        act=act,
        by=Reporter(employee_id=member, plan_id=town.plan(), month=month),
        lines=(Realization(target_id=ids[told.target], amount=told.amount),),
        expected={ids[told.target]: Expected(is_ratio=False)},
    )
    log.save(made, command=CommandRecord(command_id=act.command_id, input_hmac=bytes(32), given_by=member, seen={}))


def report(town: Town, ids: Sequence[UUID], told: Told, key: str = "") -> None:
    numbers: dict[str, Any] = {"amount": told.amount}
    if FORMS[told.target].get("numerator"):
        numbers = {"numerator": int(told.amount), "denominator": told.of}
    line = RealizationInput(target_id=ids[told.target], **numbers)
    command = ReportProgress(plan_id=town.plan(), month=f"2025-{told.month:02}", lines=(line,))
    town.give(command, "member", f"report-{told.target}-{told.month}{key}")


def evaluated(town: Town, target: UUID, through: date) -> Fraction | None:
    """What the evaluator makes of a target up to a month."""
    log = town.service.logs.of(town.agency)
    plan = log.load(PerformancePlan, town.plan())
    months = months_between(plan.span.starts_on, plan.span.ends_on)
    reports = {month: log.load(MonthlyReport, report_id(town.agency, plan.id, f"{month:%Y-%m}")) for month in months}
    indicators = {id: log.load(Indicator, id) for id in indicators_of(plan)}
    window = Window(code="", kind=EvaluationKind.PERIODIC, starts_on=date(2025, 1, 1), ends_on=last_of_month(through))
    terms = assess(gather(Evidence(plan, indicators, reports, []), window, ()), RULES).terms
    (term,) = (term for term in terms if term.label == "TARGET" and term.subject == str(target))
    return None if term.value is None else Fraction(term.value)


def achievements(town: Town, who: str = "member") -> list[Any]:
    (plan,) = asker(town, who).data(PLANS)["plans"]["nodes"]
    found: list[Any] = plan["achievements"]
    return found


@LAW
@given(amounts=AMOUNTS, revised=REVISED, told=st.lists(TOLD, max_size=14, unique_by=lambda it: (it.target, it.month)))
def test_c3_the_achievement_to_date_is_what_the_evaluator_computes(
    amounts: list[Decimal], revised: tuple[int, int, Decimal] | None, told: list[Told],
    databases: Databases, town_template: str, cluster: Cluster,
) -> None:  # fmt: skip
    with a_town(databases, town_template, cluster) as town:
        ids = plan_of(town, amounts, revised)
        for each in told:
            (report_of_old if each.target == QUARTERLY and each.month % 3 else report)(town, ids, each)
        found = {shown["targetId"]: shown for shown in achievements(town)}
        assert len(found) == len(ids)
        for target in ids:
            shown = found[str(GlobalId("Target", town.agency, target))]
            if shown["through"] is None:
                assert (shown["reported"], shown["achievement"]) == (0, None)
                continue
            exact = evaluated(town, target, date.fromisoformat(shown["through"]))
            assert shown["achievement"] == (None if exact is None else str(rounded(exact)))


def test_c3_above_the_cap_is_recorded_and_shown_and_lower_is_better(town: Town) -> None:
    ids = plan_of(town, [Decimal(1200), Decimal(1200), Decimal(5), Decimal(90)])
    for month, days in ((1, "4"), (2, "6"), (3, "4")):
        report(town, ids, Told(0, month, Decimal(130), 1))
        report(town, ids, Told(2, month, Decimal(days), 1))
        report(town, ids, Told(3, month, Decimal(9), 10))
    cumulative, quarterly, lower, ratio = achievements(town)
    assert (cumulative["raw"], cumulative["achievement"]) == ("130.00", "120.00")
    assert (quarterly["raw"], quarterly["reported"], quarterly["through"]) == (None, 0, None)
    assert (lower["raw"], lower["through"]) == ("106.67", "2025-03-01")
    assert (ratio["raw"], ratio["achievement"]) == ("100.00", "100.00")


def test_c3_what_was_once_reported_in_a_month_in_which_the_indicator_is_not_is_not_shown_as_reported(
    town: Town,
) -> None:
    ids = plan_of(town, [Decimal(1200), Decimal(1200), Decimal(5), Decimal(90)])
    report_of_old(town, ids, Told(QUARTERLY, 2, Decimal(500), 1))
    shown = achievements(town)[QUARTERLY]
    assert (shown["reported"], shown["through"], shown["achievement"]) == (0, None, None)
    report(town, ids, Told(QUARTERLY, 3, Decimal(330), 1))
    report_of_old(town, ids, Told(QUARTERLY, 4, Decimal(500), 1))
    shown = achievements(town)[QUARTERLY]
    assert (shown["reported"], shown["through"], shown["raw"]) == (1, "2025-03-01", "110.00")


def refused(town: Town, ids: Sequence[UUID], told: Told, key: str = "") -> list[tuple[str, Any]]:
    with pytest.raises(Refused) as caught:
        report(town, ids, told, key)
    return [(refusal.rule.id, refusal.parameters.get("next")) for refusal in caught.value.refusals]


def test_c1_21_a_quarterly_indicator_is_reported_for_the_quarter_and_a_month_before_says_so(
    town: Town,
) -> None:
    ids = plan_of(town, [Decimal(1200), Decimal(1200), Decimal(5), Decimal(90)])
    assert refused(town, ids, Told(QUARTERLY, 1, Decimal(9), 1)) == [("C1.21", "2025-03")]
    assert refused(town, ids, Told(QUARTERLY, 4, Decimal(9), 1)) == [("C1.21", "2025-06")]
    report(town, ids, Told(QUARTERLY, 3, Decimal(300), 1))
    assert achievements(town)[QUARTERLY]["achievement"] == "100.00"


def test_c1_22_where_the_plan_ends_before_the_month_of_the_report_the_target_is_not_judged_in_it(town: Town) -> None:
    ids = plan_of(town, [Decimal(1200), Decimal(1200), Decimal(5), Decimal(90)])
    closed = ClosePlan(
        plan_id=town.plan(), closed_on=date(2025, 4, 30), cause=ClosingCause.TRANSFERRED, reason="mutasi"
    )
    town.give(closed, "admin", "close")
    assert refused(town, ids, Told(QUARTERLY, 4, Decimal(9), 1)) == [("C1.22", "2025-06")]
    report(town, ids, Told(QUARTERLY, 3, Decimal(300), 1))
    report(town, ids, Told(0, 4, Decimal(100), 1))
    shown = achievements(town)[QUARTERLY]
    assert (shown["achievement"], shown["missing"]) == ("100.00", 0)
    assert evaluated(town, ids[QUARTERLY], date(2025, 4, 1)) == 100


def test_c3_a_month_that_is_missing_or_returned_is_absent_and_not_nought(town: Town) -> None:
    ids = plan_of(town, [Decimal(1200), Decimal(1200), Decimal(5), Decimal(90)])
    for month in (1, 2, 3):
        report(town, ids, Told(0, month, Decimal(100), 1))
    assert achievements(town)[0]["achievement"] == "100.00"
    town.give(ReturnReport(plan_id=town.plan(), month="2025-02", reason="periksa"), "officer", "return")
    shown = achievements(town)[0]
    assert (shown["achievement"], shown["missing"], shown["reported"]) == (None, 1, 2)


def test_c3_the_achievement_is_for_those_who_read_the_plan_and_stands_at_each_target_too(town: Town) -> None:
    ids = plan_of(town, [Decimal(1200), Decimal(1200), Decimal(5), Decimal(90)])
    report(town, ids, Told(0, 1, Decimal(100), 1))
    query = "{ plans(first: 2) { nodes { results { targets { achievement { achievement } } } } } }"
    seen = {
        who: [
            target["achievement"]["achievement"]
            for plan in asker(town, who).data(query)["plans"]["nodes"]
            for result in plan["results"]
            for target in result["targets"]
        ][:1]
        for who in ("member", "officer", "head", "inspector", "second")
    }
    assert seen == {who: [] if who == "second" else ["100.00"] for who in seen}
