"""What was reached from person to unit to agency, and which part of it is absent (B5)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kinerja.application.indicators import DefineIndicator, IndicatorManualInput
from kinerja.application.plan_closing import ClosePlan
from kinerja.application.plan_inputs import TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan, WeightInput
from kinerja.application.plans import DraftPlan
from kinerja.application.progress import RealizationInput, ReportProgress, ReturnReport
from kinerja.domain.ids import report_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.periods import Period
from kinerja.domain.plan_vocabulary import ClosingCause, WorkResultKind
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.rules.bundles import bundle_of
from kinerja.domain.rules.evaluator import assess
from kinerja.domain.rules.gathering import Evidence, gather, indicators_of, months_judged
from kinerja.domain.rules.terms import rounded
from kinerja.domain.standard_vocabulary import Direction, ReportingPeriod
from kinerja.domain.vocabulary import Aspect, PositionKind
from kinerja.graphql.ids import GlobalId
from kinerja.service import service_on
from tests.asking import Asker
from tests.conftest import Cluster, Databases, TestClock
from tests.offices import add, begin, post, result_of, target_of, unit
from tests.people import Town, manual

UNITS = """query Q($unit: ID, $parent: ID, $window: String, $then: AsOf) {
  unitAchievements(first: 50, where: {unitId: $unit, parentId: $parent, window: $window}, asOf: $then) { nodes {
    unit { code } window people expected planned approved reported absent status achievement
    members { employee { name } presence achievement counted: countedIn { code } }
  } } }"""
PEOPLE = """query Q($window: String, $presence: Presence) {
  personAchievements(first: 100, where: {window: $window, presence: $presence}) { nodes {
    employee { name } plan { id } window presence achievement } } }"""


def of(town: Town, kind: str, id: UUID) -> str:
    return str(GlobalId(kind, town.agency, id))


def asked(town: Town, who: str | None, code: str, window: str = "2025-Q1", **variables: Any) -> Any:
    """What a unit reached, as somebody sees it; None when it is not for him."""
    unit_id = of(town, "OrgUnit", town.named("OrgUnit", code))
    asker = Asker(town.service, town.agency, town.ids[who] if who else None)
    found = asker.data(UNITS, unit=unit_id, window=window, **variables)["unitAchievements"]["nodes"]
    return found[0] if found else None


def counts(row: Any) -> tuple[int, ...]:
    return tuple(row[name] for name in ("people", "expected", "planned", "approved", "reported", "absent"))


def report(town: Town, who: str, name: str, month: str, amount: str, place: int = 0) -> None:
    line = RealizationInput(target_id=target_of(town, who, name, place), amount=Decimal(amount))
    town.give(
        ReportProgress(plan_id=town.plan(who), month=month, lines=(line,)), who, f"{who}-{name}-{place}-{month}"
    )


def quarter(town: Town, who: str, *amounts: str) -> None:
    for month, amount in zip(("2025-01", "2025-02", "2025-03"), amounts, strict=False):
        report(town, who, "A", month, amount)


@pytest.fixture
def office(town: Town) -> Town:
    """The town's root with four people; an office of a head, Ani and Budi; a section of a head and Cici below it."""
    unit(town, "DINAS")
    post(town, "kadis", "DINAS", "HEAD", PositionKind.HIGH_LEADERSHIP)
    post(town, "ani", "DINAS", "KADIS")
    post(town, "budi", "DINAS", "KADIS")
    unit(town, "SEKSI", "DINAS")
    post(town, "kasi", "SEKSI", "KADIS", PositionKind.ADMINISTRATIVE)
    post(town, "cici", "SEKSI", "KASI")
    begin(town, "kadis")
    add(town, "kadis", "A", "100", ("IND", "4800"))
    town.approve("kadis", "head")
    return town


def planned(town: Town, who: str, by: str = "kadis") -> None:
    """An approved plan of 100 a month that supports the head of the office."""
    begin(town, who)
    add(town, who, "A", "100", ("IND", "1200"), supports=("kadis", "A"))
    town.approve(who, by)


def test_b5_a_unit_of_which_nothing_is_there_is_absent_and_never_0(office: Town) -> None:
    row = asked(office, "kadis", "DINAS")
    assert counts(row) == (4, 4, 0, 0, 0, 4), "Ani, Budi, Cici and the head of the section"
    assert (row["status"], row["achievement"]) == ("ABSENT", None)


def test_b5_what_is_there_is_added_up_beside_what_is_not(office: Town) -> None:
    planned(office, "ani")
    planned(office, "kasi")
    begin(office, "budi")
    quarter(office, "ani", "90", "90", "90")
    quarter(office, "kasi", "50", "50")
    row = asked(office, "kadis", "DINAS")
    assert counts(row) == (4, 4, 3, 2, 1, 3)
    assert (row["status"], row["achievement"]) == ("PARTIAL", "90.00")
    members = {each["employee"]["name"]: (each["presence"], each["achievement"]) for each in row["members"]}
    assert members == {
        "Pegawai ani": ("PRESENT", "90.00"), "Pegawai budi": ("NOT_APPROVED", None), "Pegawai kasi": ("ABSENT", None),
    }  # fmt: skip
    assert all(each["counted"]["code"] == "DINAS" for each in row["members"])


def test_b5_heads_count_at_the_parent_up_to_the_agency(office: Town) -> None:
    for who, by in (("ani", "kadis"), ("budi", "kadis"), ("kasi", "kadis"), ("cici", "kasi")):
        planned(office, who, by)
    for who, amount in (("ani", "90"), ("budi", "100"), ("kasi", "110"), ("cici", "60"), ("kadis", "400")):
        quarter(office, who, amount, amount, amount)
    section, office_row, root = (asked(office, "admin", code) for code in ("SEKSI", "DINAS", "ROOT"))
    assert (counts(section), section["status"], section["achievement"]) == ((1, 1, 1, 1, 1, 0), "PRESENT", "60.00")
    assert (counts(office_row), office_row["achievement"]) == ((4, 4, 4, 4, 4, 0), "90.00")
    assert (counts(root), root["status"]) == ((9, 9, 5, 5, 5, 4), "PARTIAL")
    assert root["achievement"] == "92.00", "with the head of the office, at 100"
    assert {each["counted"]["code"] for each in root["members"]} == {"ROOT"}
    assert {each["employee"]["name"] for each in root["members"]} >= {"Pegawai kadis", "Pegawai head"}


def test_b5_each_plan_counts_by_the_months_it_covers(office: Town) -> None:
    planned(office, "ani")
    quarter(office, "ani", "120", "120", "120")
    office.give(
        DraftPlan(
            position_id=office.named("Position", "BUDI"), assignment_id=office.ids["assignment-budi"],
            period_id=office.named("Period", "2025"), starts_on=date(2025, 3, 1),
        ), "budi", "draft-budi",
    )  # fmt: skip
    add(office, "budi", "A", "100", ("IND", "1000"))
    office.approve("budi", "kadis")
    report(office, "budi", "A", "2025-03", "80")
    assert asked(office, "kadis", "DINAS")["achievement"] == "110.00", "(3 × 120 + 1 × 80) / 4"


def test_b5_a_window_in_which_nothing_is_reported_is_not_applicable(office: Town) -> None:
    define(office, "TAHUNAN", reporting_period=ReportingPeriod.YEARLY)
    begin(office, "cici")
    add(office, "cici", "A", "100", ("TAHUNAN", "10"))
    office.approve("cici", "kasi")
    row = asked(office, "admin", "SEKSI")
    assert (counts(row), row["status"], row["achievement"]) == ((1, 1, 1, 1, 0, 0), "NOT_APPLICABLE", None)
    assert asked(office, "admin", "SEKSI", "2025-Q4")["status"] == "ABSENT"


def test_b5_a_plan_that_was_closed_before_the_window_is_expected_no_more(office: Town) -> None:
    """Whether it was approved or not: it is neither planned nor approved in a later window."""
    planned(office, "ani")
    begin(office, "budi")
    for who in ("ani", "budi"):
        office.give(
            ClosePlan(
                plan_id=office.plan(who), closed_on=date(2025, 3, 31), cause=ClosingCause.DISMISSED, reason="SK"
            ), "admin", f"close-{who}",
        )  # fmt: skip
    assert counts(asked(office, "admin", "DINAS")) == (4, 4, 2, 1, 0, 4)
    later = asked(office, "admin", "DINAS", "2025-Q2")
    assert counts(later) == (4, 2, 0, 0, 0, 2), "the head of the section and Cici"
    presence = {each["employee"]["name"]: each["presence"] for each in later["members"]}
    assert (presence["Pegawai ani"], presence["Pegawai budi"]) == ("NOT_APPLICABLE", "NOT_APPLICABLE")


def test_b5_as_of_then_what_was_reported_later_is_absent(office: Town) -> None:
    planned(office, "cici", "kasi")
    quarter(office, "cici", "90", "90")
    basis = Asker(office.service, office.agency, office.ids["admin"]).ask("{ agency { code } }")["extensions"][
        "basis"
    ]
    report(office, "cici", "A", "2025-03", "90")
    assert asked(office, "admin", "SEKSI")["achievement"] == "90.00"
    then = asked(office, "admin", "SEKSI", then={"position": basis["position"]})
    assert (then["status"], then["achievement"], then["absent"]) == ("ABSENT", None, 1)


def test_b5_a_returned_report_is_absent(office: Town) -> None:
    planned(office, "cici", "kasi")
    quarter(office, "cici", "90", "90", "90")
    office.give(ReturnReport(plan_id=office.plan("cici"), month="2025-03", reason="periksa"), "kasi", "return")
    assert asked(office, "admin", "SEKSI")["status"] == "ABSENT"


@pytest.mark.parametrize(
    ("who", "code", "seen"),
    [
        ("kadis", "DINAS", True), ("kadis", "SEKSI", True), ("head", "DINAS", True), ("kasi", "SEKSI", True),
        ("kasi", "DINAS", False), ("ani", "DINAS", False), ("member", "SEKSI", False), ("admin", "SEKSI", True),
        ("inspector", "SEKSI", True), ("ani", "ROOT", False), ("head", "ROOT", True), ("kadis", "ROOT", False),
        (None, "ROOT", False),
    ],
)  # fmt: skip
def test_b5_what_was_reached_and_by_how_many_is_for_leaders_and_oversight(
    office: Town, who: str | None, code: str, seen: bool
) -> None:
    planned(office, "cici", "kasi")
    quarter(office, "cici", "90", "90", "90")
    row = asked(office, who, code)
    assert (row is not None) == seen
    if row is not None:
        assert row["achievement"] == "90.00"
        assert row["status"] in ("PRESENT", "PARTIAL")


def test_b5_who_is_absent_is_for_those_who_read_the_plans(office: Town) -> None:
    def absent(who: str) -> set[str]:
        asker = Asker(office.service, office.agency, office.ids[who])
        rows = asker.data(PEOPLE, window="2025-Q1", presence="NO_PLAN")["personAchievements"]["nodes"]
        return {row["employee"]["name"] for row in rows}

    assert absent("kadis") == {"Pegawai ani", "Pegawai budi", "Pegawai kasi", "Pegawai cici"}
    assert absent("ani") == {"Pegawai ani"}
    assert len(absent("admin")) == 8


def test_b5_what_supports_a_leaders_result_counts_toward_it_by_its_weight(office: Town) -> None:
    begin(office, "ani")
    add(office, "ani", "A", "60", ("IND", "1200"), supports=("kadis", "A"))
    add(office, "ani", "B", "40", ("IND", "1200"))
    add(office, "ani", "C", "0", ("IND", "1200"), supports=("kadis", "A"), kind=WorkResultKind.ADDITIONAL)
    office.approve("ani", "kadis")
    planned(office, "budi")
    planned(office, "cici", "kasi")
    for name, amount in (("A", "60"), ("B", "20"), ("C", "120")):
        for month in ("2025-01", "2025-02", "2025-03"):
            report(office, "ani", name, month, amount)
    quarter(office, "cici", "100", "100", "100")
    query = """query Q($id: ID!) { supportAchievements(first: 5, where: {resultId: $id, window: "2025-Q1"}) {
      nodes { supporting reported absent status achievement } } }"""
    result = of(office, "WorkResult", result_of(office, "kadis", "A"))
    (row,) = Asker(office.service, office.agency, office.ids["kadis"]).data(query, id=result)["supportAchievements"][
        "nodes"
    ]
    assert row == {"supporting": 4, "reported": 3, "absent": 1, "status": "PARTIAL", "achievement": "85.00"}
    member = Asker(office.service, office.agency, office.ids["ani"])
    assert member.data(query, id=result)["supportAchievements"]["nodes"] == [], "of few it would say whose it is"


# ── the law: SQL reaches what the evaluator reaches ──────────────────────────────────────────────────────────────


def define(town: Town, code: str, **changes: Any) -> None:
    said = IndicatorManualInput(**msgspec.structs.asdict(manual(**changes)))
    standard = town.named("PerformanceStandard", "STD")
    command = DefineIndicator(code=code, standard_id=standard, manual=said, effective_on=date(2025, 1, 1))
    town.give(command, "admin", f"indicator-{code}")


_LOWER = Direction.LOWER_IS_BETTER
KINDS: dict[str, dict[str, Any]] = {
    "IND": {},
    "RATA": {"cumulative": False, "direction": _LOWER},
    "TRIWULAN": {"reporting_period": ReportingPeriod.QUARTERLY},
    "TAHUNAN": {"reporting_period": ReportingPeriod.YEARLY, "direction": _LOWER},
    "RASIO": {"cumulative": False, "numerator": "tepat", "denominator": "semua"},
    "RASIO-TW": {"cumulative": False, "numerator": "tepat", "denominator": "semua", "direction": _LOWER,
                 "reporting_period": ReportingPeriod.QUARTERLY},
}  # fmt: skip
_AFTER = datetime(2026, 1, 9, 1, 0, tzinfo=UTC)
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
POSITIVE = st.decimals("0.01", "999", places=2).map(str)


@st.composite
def years(draw: st.DrawFn) -> dict[str, Any]:
    """A plan of two or three results, a revision in its course, and the reports of a year with gaps."""
    codes = st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3)
    return {
        "first": draw(codes),
        "second": draw(codes),
        "weight": draw(st.sampled_from(["33.33", "50", "70.01"])),
        "amounts": draw(st.lists(POSITIVE, min_size=12, max_size=12)),
        "terms": draw(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 90)), min_size=12, max_size=12)),
        "revised": draw(st.sampled_from([None, 4, 5, 8, 11])),
        "weight_then": draw(st.sampled_from(["10", "66.67"])),
        "missing": draw(st.sampled_from([None, None, "2025-02", "2025-09"])),
        "targets": draw(st.lists(POSITIVE, min_size=6, max_size=6)),
    }


def live(town: Town, who: str, year: dict[str, Any]) -> None:
    """Play somebody's year, its revision before the reports of the months that it changes."""
    begin(town, who)
    targets = iter(year["targets"])
    rest = str(100 - Decimal(year["weight"]))
    for name, codes, weight in (("A", year["first"], year["weight"]), ("B", year["second"], rest)):
        add(town, who, name, weight, *((code, next(targets)) for code in codes))
    town.approve(who)
    for number, month in enumerate(MONTHS):
        if year["revised"] == number + 1:
            revise(town, who, year)
        if month != year["missing"]:
            tell(town, who, year, number)


def revise(town: Town, who: str, year: dict[str, Any]) -> None:
    target = TargetInput(
        indicator_id=town.named("Indicator", year["first"][0]), aspect=Aspect.QUALITY,
        amount=Decimal(year["targets"][0]) * 2,
    )  # fmt: skip
    first, second = (result_of(town, who, name) for name in "AB")
    then = Decimal(year["weight_then"])
    command = RevisePlan(
        plan_id=town.plan(who), effective_on=date(2025, year["revised"], 1),
        set_targets=(RevisedTarget(target_id=target_of(town, who, "A"), result_id=first, target=target),),
        weights=(WeightInput(result_id=first, weight=then), WeightInput(result_id=second, weight=100 - then)),
        reason="perubahan anggaran", legal_basis="SK 1",
    )  # fmt: skip
    town.give(command, "officer", f"revise-{who}")


def tell(town: Town, who: str, year: dict[str, Any], number: int) -> None:
    told = tuple(lines(town, who, year, number))
    if told:
        command = ReportProgress(plan_id=town.plan(who), month=MONTHS[number], lines=told)
        town.give(command, who, f"report-{who}-{number}")


def lines(town: Town, who: str, year: dict[str, Any], number: int) -> Iterator[RealizationInput]:
    """What is reported in a month: of a ratio its two terms, of an indicator that does not report then nothing."""
    every = {ReportingPeriod.QUARTERLY: 3, ReportingPeriod.YEARLY: 12}
    for name, codes in (("A", year["first"]), ("B", year["second"])):
        for place, code in enumerate(codes):
            kind, id = KINDS[code], target_of(town, who, name, place)
            if (number + 1) % every.get(kind.get("reporting_period", ReportingPeriod.MONTHLY), 1):
                continue
            if "numerator" in kind:
                numerator, denominator = year["terms"][number]
                yield RealizationInput(target_id=id, amount=None, numerator=numerator, denominator=denominator)
            else:
                yield RealizationInput(target_id=id, amount=Decimal(year["amounts"][number]))


def expected(town: Town, who: str, window_code: str) -> Fraction | None:
    """What an evaluation of the window would say of the results, exactly, from the log."""
    log = town.service.logs.of(town.agency)
    plan = log.load(PerformancePlan, town.plan(who))
    period = log.load(Period, plan.span.period_id)
    window = period.window(window_code)
    months = months_judged(plan, window)
    reports = {m: log.load(MonthlyReport, report_id(town.agency, plan.id, f"{m:%Y-%m}")) for m in months}
    evidence = Evidence(
        plan, {id: log.load(Indicator, id) for id in indicators_of(plan)},
        {month: report for month, report in reports.items() if report.exists}, (),
    )  # fmt: skip
    return assess(gather(evidence, window, ()), bundle_of(period.rules)).results


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(years(), years())
def test_b5_sql_reaches_what_the_evaluator_reaches(
    databases: Databases, town_template: str, cluster: Cluster, one: dict[str, Any], other: dict[str, Any]
) -> None:
    """For every window of a year: the same number to the last digit that is shown, and absent where it is absent;
    of the unit the mean of what is there."""
    with databases(town_template) as database, service_on(database, cluster.secrets, TestClock(_AFTER)) as service:
        town = Town(service).founded()
        for code, kind in KINDS.items():
            if code != "IND":
                define(town, code, **kind)
        live(town, "member", one)
        live(town, "second", other)
        asker = Asker(service, town.agency, town.ids["admin"])
        found = asker.data(PEOPLE)["personAchievements"]["nodes"]
        reached = {(row["plan"]["id"], row["window"]): row for row in found if row["plan"]}
        for window in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025"):
            exact = {who: expected(town, who, window) for who in ("member", "second")}
            for who, value in exact.items():
                row = reached[of(town, "PerformancePlan", town.plan(who)), window]
                assert row["achievement"] == (None if value is None else str(rounded(value))), (window, value)
                assert row["presence"] in (("ABSENT", "NOT_APPLICABLE") if value is None else ("PRESENT",))
            there = [value for value in exact.values() if value is not None]
            mean = str(rounded(sum(there, Fraction(0)) / len(there))) if there else None
            assert asked(town, "admin", "ROOT", window)["achievement"] == mean
