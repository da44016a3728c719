"""Transfers through GraphQL, and who was whose rater before and after, at any position (B1, B9)."""

import threading
from typing import Any
from uuid import uuid4

import pytest

from kinerja.application.batches import run_batch
from kinerja.domain.vocabulary import Role
from kinerja.graphql.ids import GlobalId, parse_global_id
from tests.asking import Asker
from tests.crowd import Crowd
from tests.people import Town

LETTER = {"number": "821/77/2025", "issuer": "Wali Kota", "issuedOn": "2025-06-20"}
MASS = """mutation M($input: TransferEmployeesInput!) { transferEmployees(input: $input) {
  userErrors { rule path } receipt { position } batch { id command items complete finished waiting } } }"""
ITEMS = """query Q($batch: ID!, $outcome: BatchOutcome) {
  batchItems(first: 50, where: {batchId: $batch, outcome: $outcome}) { totalCount nodes {
    item outcome concerns commandId refusals { rule } batch { id } } } }"""
OFFICERS = """query Q($employee: ID!, $day: Date!, $at: AsOf) {
  assignments(first: 9, validOn: $day, asOf: $at, where: {employeeId: $employee, valid: true}) {
    nodes { position { code } transferredFrom { position { code } } officers { employee { name } kind } } } }"""


@pytest.fixture
def crowd(town: Town) -> Crowd:
    return Crowd(town).settle(3, 0)


def asker(town: Town, who: str = "admin") -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


def id_of(town: Town, kind: str, code: str) -> str:
    """The global id of somebody, of a post, or of an assignment by its key."""
    found = town.named(kind, code) if kind == "Position" else town.ids[code]
    return str(GlobalId(kind, town.agency, found))


def move(town: Town, who: str, to: str) -> dict[str, str]:
    return {
        "assignmentId": id_of(town, "Assignment", f"assignment-{who}"),
        "positionId": id_of(town, "Position", who.upper()),
        "toPositionId": id_of(town, "Position", to),
    }


def asked(*transfers: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "commandId": str(uuid4()), "transfers": list(transfers), "startsOn": "2025-07-01", "letter": LETTER, **more
    }  # fmt: skip


def carry_out(town: Town, batch: str) -> None:
    parsed = parse_global_id(batch)
    assert parsed is not None
    run_batch(town.service.commands, town.agency, parsed.id, threading.Event())


def raters(town: Town, who: str, day: str, at: int | None = None) -> list[tuple[str, list[str]]]:
    """The posts somebody holds on a day, each with who appraises there."""
    basis = {"position": str(at)} if at else None
    employee = id_of(town, "Employee", who)
    nodes = asker(town, "member").data(OFFICERS, employee=employee, day=day, at=basis)["assignments"]["nodes"]
    return [(node["position"]["code"], [each["employee"]["name"] for each in node["officers"]]) for node in nodes]


def test_b1_who_was_whose_rater_before_and_after_a_mass_transfer_at_any_position(crowd: Crowd) -> None:
    """The officer and a member exchange posts, so that the one rates the other from July on."""
    town = crowd.town
    before = town.service.logs.of(town.agency).recorder.max_notification_id()
    made = asker(town).data(MASS, input=asked(move(town, "member", "OFFICER"), move(town, "officer", "MEMBER")))
    batch = made["transferEmployees"]["batch"]
    assert (batch["command"], batch["items"], batch["complete"], batch["waiting"]) == ("transferEmployee", 2, True, 2)
    carry_out(town, batch["id"])
    assert raters(town, "member", "2025-06-30") == [("MEMBER", ["Pegawai officer"])]
    assert raters(town, "officer", "2025-06-30") == [("OFFICER", ["Pegawai head"])]
    assert raters(town, "member", "2025-07-01") == [("OFFICER", ["Pegawai head"])]
    assert raters(town, "officer", "2025-07-01") == [("MEMBER", ["Pegawai member"])]
    assert raters(town, "second", "2025-07-01") == [("SECOND", ["Pegawai member"])]
    assert raters(town, "second", "2025-07-01", before) == [("SECOND", ["Pegawai officer"])], "as it was known then"
    assert raters(town, "officer", "2025-07-01", before) == [("OFFICER", ["Pegawai head"])]


def test_b1_everybody_of_a_mass_transfer_is_reported(crowd: Crowd) -> None:
    town = crowd.town
    transfers = [move(town, "p0", "P1"), move(town, "p1", "P0"), move(town, "p2", "SECOND")]
    batch = asker(town).data(MASS, input=asked(*transfers))["transferEmployees"]["batch"]["id"]
    carry_out(town, batch)
    items = asker(town).data(ITEMS, batch=batch)["batchItems"]["nodes"]
    assert [item["outcome"] for item in items] == ["DONE", "DONE", "REFUSED"]
    assert [item["concerns"] for item in items] == [each["assignmentId"] for each in transfers]
    assert [each["rule"] for each in items[2]["refusals"]] == ["B1.7"]
    assert items[0]["batch"]["id"] == batch
    refused = asker(town).data(ITEMS, batch=batch, outcome="REFUSED")["batchItems"]
    assert (refused["totalCount"], refused["nodes"][0]["item"]) == (1, 2)
    shown = asker(town).data(
        "query Q($id: ID!) { node(id: $id) { ... on Batch { finished waiting done refused refusals { item } } } }",
        id=batch,
    )["node"]
    assert shown == {"finished": True, "waiting": 0, "done": 2, "refused": 1, "refusals": [{"item": 2}]}
    receipt = "query Q($id: UUID!) { receipt(commandId: $id) { position } }"
    assert asker(town).data(receipt, id=items[0]["commandId"])["receipt"]["position"]
    assert asker(town).data(receipt, id=items[2]["commandId"])["receipt"] is None


def test_b9_the_report_of_a_batch_is_for_who_asked_for_it_and_for_oversight(crowd: Crowd) -> None:
    town = crowd.town
    batch = asker(town).data(MASS, input=asked(move(town, "p0", "P1")))["transferEmployees"]["batch"]["id"]
    carry_out(town, batch)
    assert asker(town, "inspector").data(ITEMS, batch=batch)["batchItems"]["totalCount"] == 1
    for other in ("p0", "officer", "head"):
        assert asker(town, other).data(ITEMS, batch=batch)["batchItems"]["totalCount"] == 0


def test_b9_a_mandate_over_units_holds_no_batch_whose_items_are_of_any(crowd: Crowd) -> None:
    town = crowd.town
    town.register("narrow", "Pengawas Sempit", "198001012005011077")
    town.grant("narrow", Role.INSPECTOR, (town.named("OrgUnit", "ROOT"),))
    batch = asker(town).data(MASS, input=asked(move(town, "p2", "SECOND")))["transferEmployees"]["batch"]["id"]
    carry_out(town, batch)
    trail = (
        '{ auditTrail(first: 9, where: {kind: "BatchItemRefused"}) { totalCount } batches(first: 9) { totalCount } }'
    )
    for who, seen in (("inspector", 1), ("narrow", 0)):
        found = asker(town, who).data(trail)
        assert (found["auditTrail"]["totalCount"], found["batches"]["totalCount"]) == (seen, seen), who
        assert asker(town, who).data(ITEMS, batch=batch)["batchItems"]["totalCount"] == seen, who


def test_b9_a_mass_transfer_is_sent_in_parts(crowd: Crowd) -> None:
    town = crowd.town
    first = asker(town).data(MASS, input=asked(move(town, "p0", "P1"), complete=False))["transferEmployees"]["batch"]
    assert (first["items"], first["complete"]) == (1, False)
    rest = asked(move(town, "p1", "P0"), batchId=first["id"])
    second = asker(town).data(MASS, input=rest)["transferEmployees"]["batch"]
    assert (second["id"], second["items"], second["complete"]) == (first["id"], 2, True)
    late = asker(town).data(MASS, input=asked(move(town, "p2", "P1"), batchId=first["id"]))["transferEmployees"]
    assert late["userErrors"] == [{"rule": "B9.2", "path": ["batchId"]}]


def test_b9_3_only_who_began_a_batch_adds_to_it(crowd: Crowd) -> None:
    town = crowd.town
    town.grant("head", Role.PERFORMANCE_ADMINISTRATOR)
    batch = asker(town).data(MASS, input=asked(move(town, "p0", "P1"), complete=False))["transferEmployees"]["batch"]
    other = asker(town, "head").data(MASS, input=asked(move(town, "p1", "P0"), batchId=batch["id"]))
    assert other["transferEmployees"]["userErrors"] == [{"rule": "B9.3", "path": ["batchId"]}]


def test_b9_1_a_mass_transfer_of_nobody_is_refused(crowd: Crowd) -> None:
    answer = asker(crowd.town).data(MASS, input=asked())["transferEmployees"]
    assert [each["rule"] for each in answer["userErrors"]] == ["B9.1"]


SINGLE = """mutation M($input: TransferEmployeeInput!) { transferEmployee(input: $input) {
  userErrors { rule path } assignment {
    startsOn endsOn letterNumber position { code } employee { name } transferredFrom { id endsOn } } } }"""


def single(town: Town, transfer: dict[str, str], who: str = "admin", **more: Any) -> Any:
    given = {
        "commandId": str(uuid4()), "transfer": transfer, "startsOn": "2025-07-01", "letter": LETTER, **more
    }  # fmt: skip
    return asker(town, who).data(SINGLE, input=given)["transferEmployee"]


def test_b1_one_employee_is_transferred_and_the_new_assignment_names_the_old_one(crowd: Crowd) -> None:
    town = crowd.town
    crowd._establish("V0")
    answer = single(town, move(town, "p0", "V0"), reason="kebutuhan organisasi")
    assert answer["userErrors"] == []
    old = {"id": id_of(town, "Assignment", "assignment-p0"), "endsOn": "2025-06-30"}
    assert answer["assignment"] == {
        "startsOn": "2025-07-01", "endsOn": None, "letterNumber": "821/77/2025", "position": {"code": "V0"},
        "employee": {"name": "Pegawai ke-0"}, "transferredFrom": old,
    }  # fmt: skip


def test_b1_two_employees_exchange_posts_in_one_command(crowd: Crowd) -> None:
    town = crowd.town
    assert single(town, move(town, "p0", "P1"))["userErrors"] == [
        {"rule": "B1.7", "path": ["transfer", "toPositionId"]}
    ]
    answer = single(town, move(town, "p0", "P1"), together=[move(town, "p1", "P0")])
    assert answer["userErrors"] == []
    assert raters(town, "p1", "2025-07-01") == [("P0", ["Pegawai officer"])]


def test_b1_17_only_a_definitive_assignment_is_transferred(crowd: Crowd) -> None:
    from kinerja.domain.vocabulary import AssignmentKind

    town = crowd.town
    town.assign("p0", "P1", "assignment-acting", AssignmentKind.ACTING)
    transfer = {**move(town, "p1", "P2"), "assignmentId": id_of(town, "Assignment", "assignment-acting")}
    assert single(town, transfer)["userErrors"] == [{"rule": "B1.17", "path": ["transfer", "assignmentId"]}]


def test_b1_18_a_transfer_leads_to_another_position(crowd: Crowd) -> None:
    assert single(crowd.town, move(crowd.town, "p0", "P0"))["userErrors"] == [
        {"rule": "B1.18", "path": ["transfer", "toPositionId"]}
    ]


def test_b1_19_what_refuses_the_one_refuses_the_other(crowd: Crowd) -> None:
    town = crowd.town
    unknown = {**move(town, "p1", "P0"), "assignmentId": id_of(town, "Assignment", "assignment-p2")}
    answer = single(town, move(town, "p0", "P1"), together=[unknown])
    assert answer["userErrors"] == [{"rule": "B1.19", "path": ["together", "0"]}]
    assert raters(town, "p0", "2025-07-01") == [("P0", ["Pegawai officer"])]


@pytest.mark.parametrize("who", ["officer", "p0", "inspector"])
def test_b1_only_an_administrator_transfers(crowd: Crowd, who: str) -> None:
    town = crowd.town
    assert [each["rule"] for each in single(town, move(town, "p0", "P1"), who)["userErrors"]] == ["H6.1"]
    mass = asker(town, who).data(MASS, input=asked(move(town, "p0", "P1")))["transferEmployees"]
    assert [each["rule"] for each in mass["userErrors"]] == ["H6.1"]


def test_b1_the_right_to_judge_goes_over_with_the_post(crowd: Crowd) -> None:
    """From yesterday on, on the clock of the test: the new holder reads the plans below, the old one does not."""
    town = crowd.town
    town.draft("second")
    answer = single(
        town, move(town, "officer", "MEMBER"), together=[move(town, "member", "OFFICER")], startsOn="2025-05-04"
    )
    assert answer["userErrors"] == []
    plans = "{ plans(first: 5) { nodes { employee { name } } } }"
    seen = {who: asker(town, who).data(plans)["plans"]["nodes"] for who in ("member", "officer")}
    assert seen == {"member": [{"employee": {"name": "Pegawai second"}}], "officer": []}


PLANS = """query Q($employee: ID!) { plans(where: {employeeId: $employee}, first: 9) { nodes {
  position { code } state startsOn closedOn closingCause
  results { title heldBy inheritedFrom { title } targets { amount } } } } }"""


def transferred(town: Town, who: str, to: str, *together: dict[str, str], day: str = "2025-07-01") -> list[str]:
    asked = {
        "commandId": str(uuid4()), "transfer": move(town, who, to), "together": list(together), "startsOn": day,
        "letter": LETTER,
    }  # fmt: skip
    document = (
        "mutation M($input: TransferEmployeeInput!) { transferEmployee(input: $input) { userErrors { rule } } }"
    )
    payload = asker(town).data(document, input=asked)["transferEmployee"]
    return [error["rule"] for error in payload["userErrors"]]


def plans_of(town: Town, who: str) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = asker(town).data(PLANS, employee=id_of(town, "Employee", who))["plans"]["nodes"]
    return nodes


def test_b8_a_transfer_closes_the_old_plan_and_drafts_the_new_one(town: Town) -> None:
    town.draft()
    town.approve()
    town.draft("second", title="Arsip tertib")
    town.approve("second")
    assert transferred(town, "member", "SECOND", move(town, "second", "MEMBER")) == []
    old, new = plans_of(town, "member")
    assert (old["position"]["code"], old["state"], old["closedOn"], old["closingCause"]) == (
        "MEMBER", "CLOSED", "2025-06-30", "TRANSFERRED",
    )  # fmt: skip
    assert (new["position"]["code"], new["state"], new["startsOn"]) == ("SECOND", "DRAFT", "2025-07-01")
    assert new["results"] == [
        {
            "title": "Arsip tertib", "heldBy": "POST", "inheritedFrom": {"title": "Arsip tertib"},
            "targets": [{"amount": "600.00"}],
        }
    ], "the results of the post, for the months that are left"  # fmt: skip
    assert [plan["position"]["code"] for plan in plans_of(town, "second")] == ["SECOND", "MEMBER"]


def test_b8_a_transfer_in_the_middle_of_a_month_leaves_that_month_to_the_old_plan(town: Town) -> None:
    town.draft()
    assert transferred(town, "member", "SECOND", move(town, "second", "MEMBER"), day="2025-03-17") == []
    old, new = plans_of(town, "member")
    assert (old["closedOn"], new["startsOn"]) == ("2025-03-31", "2025-04-01")


def test_b8_without_a_plan_a_transfer_drafts_none(town: Town) -> None:
    assert transferred(town, "member", "SECOND", move(town, "second", "MEMBER")) == []
    assert plans_of(town, "member") == []


def test_b8_what_was_reported_after_the_day_keeps_its_plan(town: Town) -> None:
    town.draft()
    town.approve()
    town.report("2025-01", "100")
    assert transferred(town, "member", "SECOND", move(town, "second", "MEMBER"), day="2025-01-02") == []
    assert plans_of(town, "member")[0]["closedOn"] == "2025-01-31"
