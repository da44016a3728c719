"""Leaves through GraphQL: who is away, and who may know why (B1)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from kinerja.application.organisation import EstablishOrgUnit, EstablishPosition
from kinerja.domain.vocabulary import AssignmentKind, OrgUnitKind, PositionKind, Role
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import Town

GRANT = """mutation M($input: GrantLeaveInput!) { grantLeave(input: $input) {
  userErrors { rule path } leave { id kind startsOn endsOn grantedUntil taken letterNumber employee { name } } } }"""
END = """mutation M($input: EndLeaveInput!) { endLeave(input: $input) {
  userErrors { rule path } leave { startsOn endsOn grantedUntil taken } } }"""
LEAVES = """query Q($where: LeaveFilter, $day: Date, $at: AsOf) {
  leaves(first: 9, where: $where, validOn: $day, asOf: $at) { nodes { kind endsOn employee { name } } } }"""
LETTER = {"number": "850/12/2025", "issuer": "Sekretaris Daerah", "issuedOn": "2025-03-01"}


def asker(town: Town, who: str = "admin") -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


def employee(town: Town, who: str = "member") -> str:
    return str(GlobalId("Employee", town.agency, town.ids[who]))


def grant(town: Town, by: str = "admin", **more: Any) -> Any:
    given = {
        "commandId": str(uuid4()), "employeeId": employee(town), "kind": "MATERNITY", "startsOn": "2025-04-01",
        "endsOn": "2025-06-30", "letter": LETTER, **more,
    }  # fmt: skip
    return asker(town, by).data(GRANT, input=given)["grantLeave"]


def end(town: Town, leave: str, last_day: str | None, by: str = "admin") -> Any:
    given = {"commandId": str(uuid4()), "employeeId": employee(town), "leaveId": leave, "lastDay": last_day}
    return asker(town, by).data(END, input=given)["endLeave"]


def seen(town: Town, who: str, **asked: Any) -> list[Any]:
    nodes: list[Any] = asker(town, who).data(LEAVES, **asked)["leaves"]["nodes"]
    return nodes


def test_b1_a_leave_is_granted_by_letter_and_ends_early(town: Town) -> None:
    leave = grant(town)["leave"]
    assert leave["kind"] == "MATERNITY"
    assert (leave["endsOn"], leave["taken"], leave["letterNumber"]) == ("2025-06-30", True, "850/12/2025")
    position = town.service.logs.of(town.agency).recorder.max_notification_id()
    ended = end(town, leave["id"], "2025-06-13")["leave"]
    assert ended == {"startsOn": "2025-04-01", "endsOn": "2025-06-13", "grantedUntil": "2025-06-30", "taken": True}
    assert [each["endsOn"] for each in seen(town, "admin")] == ["2025-06-13"]
    assert [each["endsOn"] for each in seen(town, "admin", at={"position": str(position)})] == ["2025-06-30"]


def test_b1_who_is_away_on_a_day_is_one_query(town: Town) -> None:
    leave = grant(town)["leave"]["id"]
    away = {"where": {"valid": True}}
    assert [len(seen(town, "admin", day=day, **away)) for day in ("2025-03-31", "2025-04-01", "2025-06-30")] == [
        0, 1, 1,
    ]  # fmt: skip
    assert end(town, leave, None)["leave"]["taken"] is False
    assert seen(town, "admin", day="2025-04-01", **away) == []
    assert len(seen(town, "admin", where={"kind": "MATERNITY"})) == 1, "it stays listed"
    assert grant(town)["userErrors"] == [], "and its days are free"


def test_b1_22_leaves_do_not_overlap(town: Town) -> None:
    grant(town)
    answer = grant(town, kind="ANNUAL", startsOn="2025-06-30", endsOn="2025-07-04")
    assert answer == {"userErrors": [{"rule": "B1.22", "path": ["startsOn"]}], "leave": None}


def test_b1_the_leaves_of_a_person_are_for_those_whom_they_concern(town: Town) -> None:
    """The employee, the appraising and the reviewing officer, administrators, oversight; not for a colleague."""
    grant(town)
    whole = [{"kind": "MATERNITY", "endsOn": "2025-06-30", "employee": {"name": "Pegawai member"}}]
    for who in ("member", "officer", "head", "admin", "inspector"):
        assert seen(town, who) == whole, who
    assert seen(town, "second") == []
    assert Asker(town.service, town.agency, None).data(LEAVES)["leaves"]["nodes"] == []
    through = "query Q($id: ID!) { node(id: $id) { ... on Employee { name leaves { kind } } } }"
    assert asker(town, "second").data(through, id=employee(town))["node"]["leaves"] == []
    assert asker(town, "member").data(through, id=employee(town))["node"]["leaves"] == [{"kind": "MATERNITY"}]


def test_b1_who_judges_no_longer_reads_no_more_leaves(town: Town) -> None:
    from kinerja.application.organisation import EndAssignment

    grant(town)
    last_day = EndAssignment(
        position_id=town.named("Position", "OFFICER"),
        assignment_id=town.ids["assignment-officer"],
        last_day=date(2025, 5, 4),  # yesterday, on the test's clock
    )
    town.give(last_day, "admin", "left")
    assert seen(town, "officer") == []
    assert len(seen(town, "head")) == 1, "who judges now"


def test_b1_a_mandate_reads_the_leaves_of_its_units_only(town: Town) -> None:
    town.give(EstablishOrgUnit(code="OTHER", name="Unit lain", kind=OrgUnitKind.SECTION), "admin", "other-unit")
    town.register("auditor", "Auditor Uji", "197001012005011008")
    town.grant("auditor", Role.AUDITOR, (town.named("OrgUnit", "OTHER"),))
    grant(town)
    assert seen(town, "auditor") == []
    elsewhere = EstablishPosition(
        code="ELSEWHERE", title="Jabatan lain", kind=PositionKind.ADMINISTRATIVE,
        unit_id=town.named("OrgUnit", "OTHER"),
    )  # fmt: skip
    town.give(elsewhere, "admin", "elsewhere")
    town.assign("member", "ELSEWHERE", "assignment-elsewhere", AssignmentKind.ACTING)
    assert len(seen(town, "auditor")) == 1


@pytest.mark.parametrize("who", ["member", "officer", "inspector"])
def test_b1_only_an_administrator_records_leaves(town: Town, who: str) -> None:
    assert [each["rule"] for each in grant(town, who)["userErrors"]] == ["H6.1"]
    leave = grant(town)["leave"]["id"]
    assert [each["rule"] for each in end(town, leave, None, who)["userErrors"]] == ["H6.1"]


def test_b1_who_is_on_leave_stays_the_rater_and_who_stands_in_is_one_too(town: Town) -> None:
    """A leave vacates no post: the daily acting official (Plh) judges beside the holder, by a letter."""
    officers = """query Q($id: ID!, $day: Date!) { assignments(first: 5, validOn: $day, where: {employeeId: $id}) {
      nodes { officers { employee { name } kind letterValidTo } } } }"""

    def raters(day: str) -> list[tuple[str, str]]:
        (node,) = asker(town).data(officers, id=employee(town), day=day)["assignments"]["nodes"]
        return [(each["employee"]["name"], each["kind"]) for each in node["officers"]]

    grant(town, employeeId=employee(town, "officer"), kind="SICK", startsOn="2025-05-01", endsOn="2025-05-31")
    assert raters("2025-05-10") == [("Pegawai officer", "DEFINITIVE")]
    start = """mutation M($input: StartAssignmentInput!) { startAssignment(input: $input) {
      userErrors { rule path } assignment { endsOn letterValidTo } } }"""
    stand_in = {
        "commandId": str(uuid4()), "employeeId": employee(town, "second"), "kind": "DAILY_ACTING",
        "positionId": str(GlobalId("Position", town.agency, town.named("Position", "OFFICER"))),
        "startsOn": "2025-05-05", "letter": {**LETTER, "validTo": "2025-05-31"},
    }  # fmt: skip
    made = asker(town).data(start, input=stand_in)["startAssignment"]
    assert made["assignment"] == {"endsOn": "2025-05-31", "letterValidTo": "2025-05-31"}
    assert raters("2025-05-10") == [("Pegawai officer", "DEFINITIVE"), ("Pegawai second", "DAILY_ACTING")]
    assert raters("2025-06-01") == [("Pegawai officer", "DEFINITIVE")]


CLOSE = """mutation M($input: ClosePlanInput!) { closePlan(input: $input) {
  userErrors { rule message ... on MissingStep { action } } plan { state closingCause } } }"""


@pytest.mark.parametrize(
    ("cause", "kind", "other"),
    [("UNPAID_LEAVE", "UNPAID", "STUDY_ASSIGNMENT"), ("STUDY_ASSIGNMENT", "STUDY_ASSIGNMENT", "UNPAID")],
)
def test_b3_20_a_plan_is_closed_for_a_leave_that_is_recorded(town: Town, cause: str, kind: str, other: str) -> None:
    town.draft()
    town.approve()
    plan = str(GlobalId("PerformancePlan", town.agency, town.plan()))
    given = {"planId": plan, "closedOn": "2025-03-31", "cause": cause, "reason": "menurut surat"}

    def close() -> Any:
        return asker(town).data(CLOSE, input={**given, "commandId": str(uuid4())})["closePlan"]

    (said,) = close()["userErrors"]
    assert (said["rule"], said["action"]) == ("B3.20", "grantLeave")
    grant(town, kind=other, startsOn="2025-01-02", endsOn="2025-04-14")
    grant(town, kind=kind, startsOn="2025-05-01", endsOn="2025-12-31")
    assert [each["rule"] for each in close()["userErrors"]] == ["B3.20"], "that begins a month too late"
    grant(town, kind=kind, startsOn="2025-04-15", endsOn="2025-04-30")
    assert close() == {"userErrors": [], "plan": {"state": "CLOSED", "closingCause": cause}}
