"""Performance dialogues through GraphQL (B6)."""

from typing import Any

from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import Town

SHOWN = "dialogue { id topic values summary recordedBy remark acknowledgedAt officer { name } version }"


def asker(town: Town, who: str) -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


def record(town: Town, who: str, **changes: Any) -> dict[str, Any]:
    given = {
        "planId": gid(town, "PerformancePlan", town.plan()), "heldOn": "2025-01-02", "topic": "EXPECTATIONS",
        "values": ["SERVICE_ORIENTED", "ADAPTIVE", "ADAPTIVE"], "summary": "Antrean paling lama 15 menit", **changes,
    }  # fmt: skip
    return give(asker(town, who), "recordDialogue", SHOWN, given)


def test_b6_expectations_are_clarified_and_acknowledged_by_both(town: Town) -> None:
    town.draft()
    made = record(town, "officer")["dialogue"]
    assert (made["values"], made["recordedBy"], made["acknowledgedAt"], made["officer"]) == (
        ["SERVICE_ORIENTED", "ADAPTIVE"], "OFFICER", None, {"name": "Pegawai officer"},
    )  # fmt: skip
    open_ = "{ performanceDialogues(where: {open: true}, first: 9) { nodes { id summary } } }"
    (waiting,) = asker(town, "member").data(open_)["performanceDialogues"]["nodes"]
    assert waiting == {"id": made["id"], "summary": "Antrean paling lama 15 menit"}
    given = {"dialogueId": made["id"], "remark": "Loket kedua dibuka Maret", "expectedVersion": 1}
    done = give(asker(town, "member"), "acknowledgeDialogue", SHOWN, given)["dialogue"]
    assert (done["remark"], done["version"]) == ("Loket kedua dibuka Maret", 2)
    assert done["acknowledgedAt"] is not None
    assert asker(town, "member").data(open_)["performanceDialogues"]["nodes"] == []


def test_b6_the_employee_may_record_it_as_well(town: Town) -> None:
    town.draft()
    made = record(town, "member", topic="PROGRESS")["dialogue"]
    assert (made["recordedBy"], made["officer"]) == ("EMPLOYEE", None)
    done = give(asker(town, "officer"), "acknowledgeDialogue", SHOWN, {"dialogueId": made["id"]})["dialogue"]
    assert (done["officer"], done["remark"]) == ({"name": "Pegawai officer"}, None)


def test_b6_only_the_two_take_part(town: Town) -> None:
    town.draft()
    id = record(town, "officer")["dialogue"]["id"]
    for who in ("second", "head", "admin", "inspector"):
        assert record(town, who)["userErrors"] == [{"rule": "H6.1", "path": []}]
        given = {"dialogueId": id}
        assert give(asker(town, who), "acknowledgeDialogue", SHOWN, given)["userErrors"][0]["rule"] == "H6.1"
    query = "query Q($id: ID!) { node(id: $id) { ... on PerformanceDialogue { summary } } }"
    assert asker(town, "second").data(query, id=id)["node"] is None
    assert asker(town, "inspector").data(query, id=id)["node"] == {"summary": "Antrean paling lama 15 menit"}


def test_b6_bad_input_names_the_field(town: Town) -> None:
    town.draft()
    assert record(town, "officer", heldOn="2026-01-01")["userErrors"] == [{"rule": "B6.1", "path": ["heldOn"]}]
    assert record(town, "officer", summary=" ")["userErrors"] == [{"rule": "B6.2", "path": ["summary"]}]
    unknown = str(GlobalId("PerformancePlan", town.agency, town.ids["member"]))
    assert record(town, "officer", planId=unknown)["userErrors"] == [{"rule": "H12.1", "path": ["planId"]}]
