"""Indicators, their lineage and blame through GraphQL (A6, A7)."""

from typing import Any
from uuid import uuid4

import pytest

from kinerja.domain.vocabulary import RatingLevel
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import Town

MANUAL: dict[str, Any] = {
    "name": "Waktu respon pengaduan", "family": "TIME", "purpose": "Cepat tanggap",
    "definition": "Rata-rata hari kerja", "formula": "Jumlah hari dibagi jumlah pengaduan", "unit": "hari kerja",
    "dataSource": "SP4N", "reportingPeriod": "MONTHLY", "direction": "LOWER_IS_BETTER", "cumulative": False,
    "control": "HIGH", "task": "Menangani pengaduan",
}  # fmt: skip
DEFINE = """mutation M($input: DefineIndicatorInput!) { defineIndicator(input: $input) {
  indicator { code newestVersion manual { unit direction } } userErrors { rule path message } } }"""
REVISE = """mutation M($input: ReviseIndicatorInput!) { reviseIndicator(input: $input) {
  indicator { newestVersion version } userErrors { rule path } receipt { position } } }"""


@pytest.fixture
def authority(town: Town) -> Asker:
    return Asker(town.service, town.agency, town.ids["head"])


def definition(town: Town, **changes: Any) -> dict[str, Any]:
    standard = str(GlobalId("PerformanceStandard", town.agency, town.named("PerformanceStandard", "STD")))
    manual = {**MANUAL, **changes}
    return {
        "commandId": str(uuid4()), "code": "RESPON", "standardId": standard, "manual": manual,
        "effectiveOn": "2025-01-01",
    }  # fmt: skip


def test_a6_an_indicator_is_defined_with_its_manual(town: Town, authority: Asker) -> None:
    payload = authority.data(DEFINE, input=definition(town))["defineIndicator"]
    assert payload["userErrors"] == []
    assert payload["indicator"]["manual"] == {"unit": "hari kerja", "direction": "LOWER_IS_BETTER"}


def test_a6_a_bad_definition_is_refused_with_every_missing_part_named_at_once(town: Town, authority: Asker) -> None:
    bad = definition(town, unit=" ", direction=None, formula="{selesai} kali", dataSource="", numerator="selesai")
    del bad["manual"]["task"]
    payload = authority.data(DEFINE, input=bad)["defineIndicator"]
    assert payload["indicator"] is None
    assert {(error["rule"], error["path"][-1]) for error in payload["userErrors"]} == {
        ("A6.1", "unit"), ("A6.1", "direction"), ("A6.1", "dataSource"), ("A6.1", "task"), ("A6.2", "denominator"),
        ("A6.5", "formula"),
    }  # fmt: skip


def revise(town: Town, authority: Asker, effective_on: str, **changes: Any) -> dict[str, Any]:
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "RESPON")))
    given = {
        "commandId": str(uuid4()), "indicatorId": indicator, "manual": {**MANUAL, **changes},
        "effectiveOn": effective_on, "reason": "Tidak sesuai tugas", "legalBasis": "SK 5/2025",
    }  # fmt: skip
    payload: dict[str, Any] = authority.data(REVISE, input=given)["reviseIndicator"]
    return payload


def test_a7_the_lineage_says_who_when_why_and_before_and_after(town: Town, authority: Asker) -> None:
    authority.data(DEFINE, input=definition(town))
    first = revise(town, authority, "2025-04-01", definition="Rata-rata jam kerja", unit="jam kerja")
    second = revise(town, authority, "2025-07-01", definition="Median jam kerja", unit="jam kerja")
    query = """{ indicatorRevisions(first: 10) { totalCount nodes { indicator { code } number capacity reason
      legalBasis effectiveOn endsBefore decidedPosition decidedBy { name } letterNumber
      changes { field before after } } } }"""
    inspector = Asker(town.service, town.agency, town.ids["inspector"])
    newest, older = inspector.data(query)["indicatorRevisions"]["nodes"]
    assert [newest["number"], older["number"]] == [3, 2]
    assert newest["changes"] == [
        {"field": "definition", "before": "Rata-rata jam kerja", "after": "Median jam kerja"}
    ]
    assert older["changes"][-1] == {"field": "unit", "before": "hari kerja", "after": "jam kerja"}
    assert older["endsBefore"] == "2025-07-01"
    assert newest["decidedBy"] == {"name": "Pegawai head"}
    assert (newest["capacity"], newest["letterNumber"]) == ("MANDATED", "800/1/2025")
    assert newest["reason"] == "Tidak sesuai tugas"
    assert [older["decidedPosition"], newest["decidedPosition"]] == [
        first["receipt"]["position"], second["receipt"]["position"],
    ]  # fmt: skip


def test_a7_blame_names_for_each_field_the_version_it_comes_from(town: Town, authority: Asker) -> None:
    authority.data(DEFINE, input=definition(town))
    revise(town, authority, "2025-04-01", unit="jam kerja")
    query = """{ indicators(first: 1, where: {code: "RESPON"}) {
      nodes { blame { field value version { number } } } } }"""
    (indicator,) = authority.data(query)["indicators"]["nodes"]
    blame = {line["field"]: (line["value"], line["version"]["number"]) for line in indicator["blame"]}
    assert blame["unit"] == ("jam kerja", 2)
    assert blame["definition"] == ("Rata-rata hari kerja", 1)
    assert blame["cumulative"] == ("false", 1)


def test_a7_the_public_sees_the_change_and_not_the_person(town: Town, authority: Asker) -> None:
    authority.data(DEFINE, input=definition(town))
    revise(town, authority, "2025-04-01", unit="jam kerja")
    query = "{ indicatorRevisions(first: 5) { nodes { reason decidedBy { name } changes { after } } } }"
    (revision,) = Asker(town.service, town.agency, None).data(query)["indicatorRevisions"]["nodes"]
    assert revision == {"reason": None, "decidedBy": None, "changes": [{"after": "jam kerja"}]}


def test_a10_an_earlier_result_keeps_the_version_it_used(town: Town, authority: Asker) -> None:
    town.first_quarter()
    member = Asker(town.service, town.agency, town.ids["member"])
    query = "{ evaluations(first: 1) { nodes { contentHash score { number derivation { exact } } } } }"
    before = member.data(query)
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))
    manual = {**MANUAL, "direction": "HIGHER_IS_BETTER", "cumulative": True}
    given = {
        "commandId": str(uuid4()), "indicatorId": indicator, "manual": manual, "effectiveOn": "2025-02-01",
        "reason": "uji", "legalBasis": "SK",
    }  # fmt: skip
    assert authority.data(REVISE, input=given)["reviseIndicator"]["userErrors"] == []
    assert member.data(query) == before


def test_a6_the_terms_of_a_formula_are_shown_with_what_they_stand_for(town: Town, authority: Asker) -> None:
    terms = [{"name": "hari", "meaning": "Jumlah hari kerja"}, {"name": "aduan", "meaning": "Jumlah pengaduan"}]
    made = definition(town, formula="{hari} / {aduan}", terms=terms)
    assert authority.data(DEFINE, input=made)["defineIndicator"]["userErrors"] == []
    query = """{ indicators(first: 1, where: {code: "RESPON"}) {
      nodes { manual { formula terms { name meaning } } blame { field value } } } }"""
    (indicator,) = authority.data(query)["indicators"]["nodes"]
    assert indicator["manual"] == {"formula": "{hari} / {aduan}", "terms": terms}
    blamed = {each["field"]: each["value"] for each in indicator["blame"]}
    assert blamed["terms"] == "hari: Jumlah hari kerja; aduan: Jumlah pengaduan"
    assert blamed["dataSource"] == "SP4N"


IMPACT = """query Q($id: ID!, $number: Int!, $after: ID, $asOf: AsOf) {
  indicatorImpact(id: $id, number: $number, limit: 1, afterPlanId: $after, asOf: $asOf) {
    totalPlans hasNextPage
    plans {
      plan { id } wouldChange targets { before after wouldChange }
      reports { report { month } wouldChange }
      evaluations {
        evaluation { window predicate } ratings { rating { relation } wouldChange }
        resultsRatingWouldChange wouldChange
      }
    }
  } }"""


def test_a7_the_impact_of_a_revision_names_what_would_change_and_stores_nothing(town: Town, authority: Asker) -> None:
    """100 permits a month of 1,200 a year are 100 %; were they not added up, a month of 1,200 would be asked for."""
    town.draft()
    town.approve()
    for month in ("2025-01", "2025-02", "2025-03"):
        town.report(month, "100")
    town.open("2025-Q1")
    town.rate_behavior("2025-Q1", "officer", RatingLevel.MEETS)
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))
    revise_measured(town, authority, {"unit": "berkas"}, {"cumulative": False})
    officer = Asker(town.service, town.agency, town.ids["officer"])
    words = officer.data(IMPACT, id=indicator, number=2)["indicatorImpact"]
    assert (words["totalPlans"], words["hasNextPage"]) == (1, False)
    (plan,) = words["plans"]
    assert plan["targets"] == [{"before": "100.00", "after": "100.00", "wouldChange": False}]
    assert not plan["wouldChange"]
    before = town.service.logs.of("TST").recorder.max_notification_id()
    (plan,) = officer.data(IMPACT, id=indicator, number=3)["indicatorImpact"]["plans"]
    assert plan["targets"] == [{"before": "100.00", "after": "8.33", "wouldChange": True}]
    assert [report["wouldChange"] for report in plan["reports"]] == [True, True, True]
    (evaluation,) = plan["evaluations"]
    assert evaluation == {
        "evaluation": {"window": "2025-Q1", "predicate": None},
        "ratings": [{"rating": {"relation": "SUPERIOR"}, "wouldChange": False}],
        "resultsRatingWouldChange": True,
        "wouldChange": True,
    }
    assert town.service.logs.of("TST").recorder.max_notification_id() == before, "nothing is recorded"
    assert officer.data(IMPACT, id=indicator, number=4)["indicatorImpact"] is None, "there is no such version"
    second = Asker(town.service, town.agency, town.ids["second"])
    assert second.data(IMPACT, id=indicator, number=3)["indicatorImpact"]["plans"] == [], "plans of others are theirs"
    beyond = officer.data(IMPACT, id=indicator, number=3, after=plan["plan"]["id"])["indicatorImpact"]
    assert (beyond["totalPlans"], beyond["plans"]) == (1, [])


def test_a7_a_draft_measures_nothing_and_does_not_stand_in_the_way(town: Town, authority: Asker) -> None:
    town.draft()
    town.approve()
    town.draft("second")
    town.report("2025-01", "100")
    revise_measured(town, authority, {"cumulative": False})
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))
    impact = Asker(town.service, town.agency, town.ids["officer"]).data(IMPACT, id=indicator, number=2)
    assert impact["indicatorImpact"]["totalPlans"] == 1
    (plan,) = impact["indicatorImpact"]["plans"]
    assert plan["plan"]["id"] == str(GlobalId("PerformancePlan", town.agency, town.plan()))
    assert plan["wouldChange"]


def test_a7_the_impact_as_of_a_position_is_that_of_then(town: Town, authority: Asker) -> None:
    """50 of the 100 that fall to January are 50 %; corrected to 100, they are 100 %."""
    town.draft()
    town.approve()
    town.report("2025-01", "50")
    revise_measured(town, authority, {"cumulative": False})
    officer = Asker(town.service, town.agency, town.ids["officer"])
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))
    then = officer.data(IMPACT, id=indicator, number=2)
    position = str(town.service.logs.of(town.agency).recorder.max_notification_id())
    town.report("2025-01", "100", key="-again")
    now = officer.data(IMPACT, id=indicator, number=2)
    shown = [each["indicatorImpact"]["plans"][0]["targets"][0]["before"] for each in (then, now)]
    assert shown == ["50.00", "100.00"]
    assert officer.data(IMPACT, id=indicator, number=2, asOf={"position": position}) == then
    before_revision = {"position": str(int(position) - 1)}
    assert officer.data(IMPACT, id=indicator, number=2, asOf=before_revision) == {"indicatorImpact": None}


def revise_measured(town: Town, authority: Asker, *revisions: dict[str, Any]) -> None:
    """Revise the indicator that plans are measured by, from June on, a month apart."""
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))
    manual = asked_manual(town, indicator)
    for month, changes in enumerate(revisions, start=6):
        given = {
            "commandId": str(uuid4()), "indicatorId": indicator, "manual": {**manual, **changes},
            "effectiveOn": f"2025-0{month}-01", "reason": "Uji", "legalBasis": "SK 5/2025",
        }  # fmt: skip
        assert authority.data(REVISE, input=given)["reviseIndicator"]["userErrors"] == []


def asked_manual(town: Town, indicator: str) -> dict[str, Any]:
    """The manual of an indicator as an input."""
    fields = (
        "name family purpose definition formula unit dataSource reportingPeriod direction cumulative control task"
    )
    query = f"query Q($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ manual {{ {fields} }} }} }} }}"
    found: dict[str, Any] = Asker(town.service, town.agency, town.ids["head"]).data(query, id=indicator)["node"]
    manual: dict[str, Any] = found["manual"]
    return manual
