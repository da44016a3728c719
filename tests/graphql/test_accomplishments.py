"""Own accomplishments and innovations through GraphQL, with proof (C6)."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.asking import Asker
from tests.graphql.test_evidence import id_of, plan
from tests.graphql.test_standards import asker, give
from tests.people import Town

SHOWN = """accomplishment { id kind state happenedOn title text evidenceCount evidence { number title link } reason
  result { title } plan { id } employee { name } recordedAt decidedAt decidedBy { name } version }"""


@pytest.fixture
def approved(town: Town) -> Town:
    """The member has an approved plan."""
    town.draft()
    town.approve()
    return town


def record(town: Town, who: str = "member", **changes: Any) -> Mapping[str, Any]:
    given = {
        "planId": plan(town), "kind": "INNOVATION", "happenedOn": "2025-03-14", "title": "Antrean daring",
        "text": "Waktu tunggu turun dari 40 menjadi 12 menit.", **changes,
    }  # fmt: skip
    return give(town, who, "recordAccomplishment", SHOWN, **given)


def prove(town: Town, id: str, who: str = "member", **changes: Any) -> Mapping[str, Any]:
    given = {"accomplishmentId": id, "title": "Foto antrean", "link": "https://arsip.example.go.id/foto", **changes}
    return give(
        town, who, "attachEvidence", "evidence { id number accomplishment { title } report { month } }", **given
    )


def unproven(town: Town, who: str = "officer", *, value: bool | None = True) -> list[str]:
    query = (
        "query Q($unproven: Boolean) { accomplishments(first: 9, where: {unproven: $unproven}) { nodes { title } } }"
    )
    return [node["title"] for node in asker(town, who).data(query, unproven=value)["accomplishments"]["nodes"]]


def test_c6_an_employee_records_an_own_innovation(approved: Town) -> None:
    result = id_of(approved, "WorkResult", approved.result())
    made = record(approved, resultId=result)["accomplishment"]
    assert made | {"id": "", "recordedAt": ""} == {
        "id": "", "kind": "INNOVATION", "state": "RECORDED", "happenedOn": "2025-03-14", "title": "Antrean daring",
        "text": "Waktu tunggu turun dari 40 menjadi 12 menit.", "evidenceCount": 0, "evidence": [], "reason": None,
        "result": {"title": "Permohonan dilayani"}, "plan": {"id": plan(approved)},
        "employee": {"name": "Pegawai member"}, "recordedAt": "", "decidedAt": None, "decidedBy": None, "version": 1,
    }  # fmt: skip
    of_plan = "query Q($id: ID!) { node(id: $id) { ... on PerformancePlan { accomplishments { title state } } } }"
    found = asker(approved, "officer").data(of_plan, id=plan(approved))["node"]
    assert found == {"accomplishments": [{"title": "Antrean daring", "state": "RECORDED"}]}


def test_c6_what_nothing_proves_is_visible_as_unproven(approved: Town) -> None:
    id = record(approved)["accomplishment"]["id"]
    record(approved, kind="ACCOMPLISHMENT", title="Juara layanan")
    assert sorted(unproven(approved)) == ["Antrean daring", "Juara layanan"]
    made = prove(approved, id)["evidence"]
    assert (made["number"], made["accomplishment"], made["report"]) == (1, {"title": "Antrean daring"}, None)
    assert unproven(approved) == ["Juara layanan"]
    assert unproven(approved, value=False) == ["Antrean daring"]
    give(approved, "member", "withdrawEvidence", "evidence { id }", evidenceId=made["id"], reason="foto lain")
    assert sorted(unproven(approved)) == ["Antrean daring", "Juara layanan"]


def test_c6_4_the_officer_acknowledges_an_innovation_once_it_is_proven(approved: Town) -> None:
    id = record(approved)["accomplishment"]["id"]
    refused = give(approved, "officer", "acknowledgeAccomplishment", SHOWN, accomplishmentId=id)
    assert refused["userErrors"] == [{"rule": "C6.4", "action": "attachEvidence"}]
    evidence = prove(approved, id)["evidence"]["id"]
    give(approved, "member", "withdrawEvidence", "evidence { id }", evidenceId=evidence, reason="keliru")
    refused = give(approved, "officer", "acknowledgeAccomplishment", SHOWN, accomplishmentId=id)
    assert refused["userErrors"] == [{"rule": "C6.4", "action": "attachEvidence"}], "it was withdrawn"
    prove(approved, id)
    done = give(approved, "officer", "acknowledgeAccomplishment", SHOWN, accomplishmentId=id, reason="terbukti")
    shown = done["accomplishment"]
    assert (shown["state"], shown["reason"], shown["decidedBy"]) == (
        "ACKNOWLEDGED",
        "terbukti",
        {"name": "Pegawai officer"},
    )


def test_c2_11_the_only_proof_of_an_acknowledged_innovation_is_not_withdrawn(approved: Town) -> None:
    def withdraw(evidence: str) -> Any:
        return give(approved, "member", "withdrawEvidence", "evidence { id }", evidenceId=evidence, reason="keliru")[
            "userErrors"
        ]

    id = record(approved)["accomplishment"]["id"]
    first = prove(approved, id)["evidence"]["id"]
    give(approved, "officer", "acknowledgeAccomplishment", SHOWN, accomplishmentId=id)
    assert withdraw(first) == [{"rule": "C2.22", "action": "attachEvidence"}]
    second = prove(approved, id, link="https://arsip.example.go.id/lain")["evidence"]["id"]
    assert withdraw(first) == []
    assert withdraw(second) == [{"rule": "C2.22", "action": "attachEvidence"}]
    give(approved, "officer", "declineAccomplishment", SHOWN, accomplishmentId=id, reason="keliru diakui")
    assert withdraw(second) == []


def test_c6_3_declining_needs_a_reason(approved: Town) -> None:
    id = record(approved)["accomplishment"]["id"]
    refused = give(approved, "officer", "declineAccomplishment", SHOWN, accomplishmentId=id)
    assert refused["userErrors"] == [{"rule": "C6.3"}]
    done = give(approved, "officer", "declineAccomplishment", SHOWN, accomplishmentId=id, reason="sudah lama dipakai")
    assert (done["accomplishment"]["state"], done["accomplishment"]["reason"]) == ("DECLINED", "sudah lama dipakai")


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"happenedOn": "2024-12-31"}, ["C6.1"]),
        ({"happenedOn": "2025-05-06"}, ["C6.2"]),
        ({"happenedOn": "2026-02-01"}, ["C6.1", "C6.2"]),
    ],
)
def test_c6_1_c6_2_its_day_lies_in_the_plan_and_has_come(
    approved: Town, changes: dict[str, str], rules: list[str]
) -> None:
    assert [each["rule"] for each in record(approved, **changes)["userErrors"]] == rules


def test_c6_it_serves_a_result_of_the_plan_and_the_plan_is_approved(approved: Town) -> None:
    other = id_of(approved, "WorkResult", approved.plan())
    assert record(approved, resultId=other)["userErrors"] == [{"rule": "B3.8"}]
    approved.draft("second")
    draft = id_of(approved, "PerformancePlan", approved.plan("second"))
    assert record(approved, "second", planId=draft)["userErrors"] == [{"rule": "B3.10", "action": "approvePlan"}]


@pytest.mark.parametrize("who", ["second", "officer", "head", "admin", "inspector"])
def test_c6_nobody_else_records_or_proves_it(approved: Town, who: str) -> None:
    assert record(approved, who)["userErrors"] == [{"rule": "H6.1"}]
    id = record(approved)["accomplishment"]["id"]
    assert prove(approved, id, who)["userErrors"] == [{"rule": "H6.1"}]


@pytest.mark.parametrize("who", ["member", "second", "head", "admin", "inspector"])
def test_c6_nobody_but_the_officer_judges_it(approved: Town, who: str) -> None:
    id = record(approved)["accomplishment"]["id"]
    for mutation in ("acknowledgeAccomplishment", "declineAccomplishment"):
        refused = give(approved, who, mutation, SHOWN, accomplishmentId=id, reason="demikian")
        assert refused["userErrors"] == [{"rule": "H6.1"}], mutation


@pytest.mark.parametrize(
    ("who", "seen"),
    [("member", 1), ("officer", 1), ("head", 1), ("admin", 1), ("inspector", 1), ("second", 0), (None, 0)],
)
def test_c6_an_accomplishment_is_for_those_who_read_the_plan(approved: Town, who: str | None, seen: int) -> None:
    record(approved)
    viewer = Asker(approved.service, approved.agency, approved.ids[who] if who else None)
    assert viewer.data("{ accomplishments(first: 9) { totalCount } }")["accomplishments"]["totalCount"] == seen
