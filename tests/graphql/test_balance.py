"""The balance of a plan and of a unit between the families of indicators (A9)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from kinerja.application.indicators import DefineIndicator, IndicatorManualInput
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import AddWorkResult
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.standard_vocabulary import IndicatorFamily
from kinerja.domain.vocabulary import Aspect
from kinerja.graphql.ids import GlobalId
from tests import offices
from tests.asking import Asker
from tests.people import Town, manual

BALANCE = "balance { family targets share warning }"


def define(town: Town, code: str, family: IndicatorFamily) -> None:
    given = IndicatorManualInput(**msgspec.structs.asdict(manual(family=family)))
    standard = town.named("PerformanceStandard", "STD")
    command = DefineIndicator(code=code, standard_id=standard, manual=given, effective_on=date(2025, 1, 1))
    town.give(command, "admin", f"indicator-{code}")


def add(town: Town, key: str, weight: str, *codes: str) -> None:
    targets = tuple(
        TargetInput(indicator_id=town.named("Indicator", code), aspect=Aspect.QUALITY, amount=Decimal(1))
        for code in codes
    )
    result = ResultInput(kind=WorkResultKind.PRIMARY, title="Hasil", weight=Decimal(weight), targets=targets)
    town.give(AddWorkResult(plan_id=town.plan(), result=result), "member", key)


def asked(town: Town, who: str = "member") -> Any:
    plan = str(GlobalId("PerformancePlan", town.agency, town.plan()))
    query = f"query Q($id: ID!) {{ node(id: $id) {{ ... on PerformancePlan {{ {BALANCE} }} }} }}"
    return Asker(town.service, town.agency, town.ids[who]).data(query, id=plan)["node"]


def test_a9_a_plan_of_amounts_only_is_warned_about(town: Town) -> None:
    town.draft()
    rows = asked(town)["balance"]
    assert [row["family"] for row in rows] == [family.value for family in IndicatorFamily]
    assert rows[0] == {"family": "QUANTITY", "targets": 1, "share": "100.00", "warning": False}
    assert [row["family"] for row in rows if row["warning"]] == ["QUALITY", "SATISFACTION"]


@pytest.mark.parametrize("weights", [("60", "40"), ("33.5", "66.5")])
def test_a9_the_targets_of_a_result_share_its_weight_equally(town: Town, weights: tuple[str, str]) -> None:
    """Recomputed here from the weights: a result of three targets, one of two."""
    town.draft()
    for code, family in (("MUTU", IndicatorFamily.QUALITY), ("IKM", IndicatorFamily.SATISFACTION)):
        define(town, code, family)
    first, second = weights
    add(town, "first", first, "IND", "MUTU", "IKM")
    add(town, "second", second, "MUTU", "MUTU")
    shares = {row["family"]: Fraction(row["share"]) for row in asked(town)["balance"]}
    expected = {
        "QUANTITY": 100 + Fraction(first) / 3, "QUALITY": Fraction(first) / 3 + Fraction(second),
        "SATISFACTION": Fraction(first) / 3, "TIME": Fraction(0), "COST": Fraction(0),
    }  # fmt: skip
    assert all(abs(shares[family] - share) <= Fraction(1, 200) for family, share in expected.items())
    assert not any(row["warning"] for row in asked(town)["balance"])


def test_a9_the_balance_of_a_unit_is_the_mean_of_its_approved_plans(town: Town) -> None:
    town.draft()
    unit = str(GlobalId("OrgUnit", town.agency, town.named("OrgUnit", "ROOT")))
    query = """query Q($id: ID!) { node(id: $id) { ... on OrgUnit {
      balance { period { code } family plans targets share warnings } } } }"""
    admin, member = (Asker(town.service, town.agency, town.ids[who]) for who in ("admin", "second"))
    assert admin.data(query, id=unit)["node"]["balance"] == [], "a draft is no plan yet"
    town.approve()
    rows = admin.data(query, id=unit)["node"]["balance"]
    assert member.data(query, id=unit)["node"]["balance"] == [], "of one plan it would say whose it is"
    assert rows[0] == {
        "period": {"code": "2025"}, "family": "QUANTITY", "plans": 1, "targets": 1, "share": "100.00", "warnings": 0,
    }  # fmt: skip
    assert [row["warnings"] for row in rows] == [0, 1, 0, 0, 1]
    nobody = Asker(town.service, town.agency, None)
    assert nobody.data(query, id=unit)["node"]["balance"] is None


UNIT = """query Q($id: ID!) { node(id: $id) { ... on OrgUnit { balance { family plans share } } } }"""


def of_unit(town: Town, who: str) -> Any:
    unit = str(GlobalId("OrgUnit", town.agency, town.named("OrgUnit", "ROOT")))
    return Asker(town.service, town.agency, town.ids[who]).data(UNIT, id=unit)["node"]["balance"]


def test_a9_the_balance_of_a_unit_is_for_who_leads_it_however_many_plans_it_has(town: Town) -> None:
    """Before and after an approval the difference is the plan that was approved."""
    for number in range(4):
        offices.post(town, f"rekan{number}", "ROOT", "OFFICER")
    for who in ("member", "second", *(f"rekan{number}" for number in range(4))):
        town.draft(who)
        town.approve(who)
    seen = {who: len(of_unit(town, who)) for who in ("admin", "inspector", "head", "officer", "member")}
    assert seen == {"admin": 5, "inspector": 5, "head": 5, "officer": 0, "member": 0}
    assert of_unit(town, "head")[0] == {"family": "QUANTITY", "plans": 6, "share": "100.00"}


def test_a9_the_mean_of_a_unit_is_rounded_once_at_the_end(town: Town) -> None:
    """33.335 and 33.33 are 33.3325: rounded before, they were 33.34."""
    define(town, "MUTU", IndicatorFamily.QUALITY)
    define(town, "IKM", IndicatorFamily.SATISFACTION)
    for who, half in (("member", ("IND", "MUTU")), ("second", ("IKM", "MUTU"))):
        offices.begin(town, who)
        other = "IKM" if who == "member" else "IND"
        offices.add(town, who, "half", "66.67", *((code, "1") for code in half))
        offices.add(town, who, "rest", "33.33", (other, "1"))
        town.approve(who)
    shares = {row["family"]: row["share"] for row in of_unit(town, "admin")}
    assert shares["QUANTITY"] == "33.33"


def test_a9_the_balance_of_a_plan_is_for_those_who_may_read_the_plan(town: Town) -> None:
    town.draft()
    assert asked(town, "second") is None
    assert asked(town, "officer")["balance"]
