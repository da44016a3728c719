"""Assignments that were recorded in error: corrected by a later fact, and never hidden (B1)."""

from typing import Any
from uuid import uuid4

import pytest

from kinerja.application.receipts import Receipt
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import Town
from tests.services import Desk

LETTER = {"number": "821/9/2025", "issuer": "Wali Kota", "issuedOn": "2025-05-02"}
CORRECT = """mutation M($input: CorrectAssignmentInput!) { correctAssignment(input: $input) {
  userErrors { rule path } assignment { id recordedInError correctionReason endsOn
    correctedBy { id startsOn kind letterNumber position { code } employee { name } corrects { id } } } } }"""
HELD = """query Q($id: ID!, $day: Date, $at: AsOf) { node(id: $id, validOn: $day, asOf: $at) { ... on Position {
  assignments { recordedInError correctionReason employee { name } officers { employee { name } } } } } }"""
RATERS = """query Q($id: ID!, $day: Date, $at: AsOf) { node(id: $id, validOn: $day, asOf: $at) { ... on Assignment {
  officers { employee { name } } } } }"""


def asker(town: Town, who: str | None = "admin") -> Asker:
    return Asker(town.service, town.agency, town.ids[who] if who else None)


def global_id(town: Town, kind: str, code: str) -> str:
    return str(GlobalId(kind, town.agency, town.named(kind, code) if kind == "Position" else town.ids[code]))


def head(town: Town) -> dict[str, str]:
    return {"position": str(town.service.logs.of(town.agency).recorder.max_notification_id())}


def correct(town: Town, right: dict[str, Any] | None, by: str = "admin", **more: Any) -> Any:
    """The officer's assignment was recorded in error."""
    given = {
        "commandId": str(uuid4()), "positionId": global_id(town, "Position", "OFFICER"),
        "assignmentId": global_id(town, "Assignment", "assignment-officer"), "right": right, "letter": LETTER,
        "reason": "tertukar dengan pegawai lain", **more,
    }  # fmt: skip
    return asker(town, by).data(CORRECT, input=given)["correctAssignment"]


def right(town: Town, who: str = "second", **more: Any) -> dict[str, Any]:
    """What it should have been: somebody else, from the same day."""
    return {
        "employeeId": global_id(town, "Employee", who), "positionId": global_id(town, "Position", "OFFICER"),
        "kind": "DEFINITIVE", "startsOn": "2024-12-01", **more,
    }  # fmt: skip


def raters(town: Town, day: str, at: dict[str, str] | None = None) -> list[str]:
    """Who appraises the member on a day."""
    id = global_id(town, "Assignment", "assignment-member")
    found = asker(town).data(RATERS, id=id, day=day, at=at)["node"]["officers"]
    return [each["employee"]["name"] for each in found]


def test_b1_a_wrong_rater_is_corrected_from_its_position_on_and_stays_visible(town: Town) -> None:
    before = head(town)
    answer = correct(town, right(town))
    wrong = answer["assignment"]
    assert answer["userErrors"] == []
    assert (wrong["recordedInError"], wrong["correctionReason"]) == (True, "tertukar dengan pegawai lain")
    corrected = wrong["correctedBy"]
    assert (corrected["employee"]["name"], corrected["startsOn"]) == ("Pegawai second", "2024-12-01")
    assert (corrected["letterNumber"], corrected["corrects"]["id"]) == ("821/9/2025", wrong["id"])
    assert raters(town, "2025-02-01") == ["Pegawai second"], "on any day that lies within"
    assert raters(town, "2025-02-01", before) == ["Pegawai officer"], "as it was known then"
    position = global_id(town, "Position", "OFFICER")
    listed = asker(town).data(HELD, id=position)["node"]["assignments"]
    assert [(each["employee"]["name"], each["recordedInError"]) for each in listed] in (
        [("Pegawai officer", True), ("Pegawai second", False)],
        [("Pegawai second", False), ("Pegawai officer", True)],
    )
    assert [each["officers"] for each in listed if each["recordedInError"]] == [[]]
    then = asker(town).data(HELD, id=position, at=before)["node"]["assignments"]
    assert [(each["employee"]["name"], each["recordedInError"]) for each in then] == [("Pegawai officer", False)]


def test_b1_wrong_dates_and_a_wrong_position_are_corrected_too(town: Town) -> None:
    dated = correct(town, right(town, "officer", startsOn="2025-03-01"))["assignment"]["correctedBy"]
    assert raters(town, "2025-02-28") == ["Pegawai head"], "vacant until then"
    assert raters(town, "2025-03-01") == ["Pegawai officer"]
    elsewhere = right(town, "officer", positionId=global_id(town, "Position", "MEMBER"), kind="DAILY_ACTING")
    moved = correct(town, {**elsewhere, "endsOn": "2025-12-31"}, assignmentId=dated["id"])["assignment"]
    assert moved["correctedBy"]["position"]["code"] == "MEMBER"
    assert raters(town, "2025-03-01") == ["Pegawai head"]


def test_b1_an_assignment_that_never_was_is_corrected_by_none(town: Town) -> None:
    assert correct(town, None)["assignment"]["correctedBy"] is None
    assert raters(town, "2025-05-05") == ["Pegawai head"]


def test_b1_what_the_wrong_rater_judged_stays_as_it_was_judged(town: Town) -> None:
    town.first_quarter()
    query = "{ evaluations(first: 1) { nodes { predicate ratedBy { name } contentHash state } } }"
    before = asker(town).data(query)["evaluations"]["nodes"]
    assert before[0]["ratedBy"] == {"name": "Pegawai officer"}
    correct(town, right(town))
    assert asker(town).data(query)["evaluations"]["nodes"] == before


def test_b1_who_was_assigned_in_error_has_no_rights_any_more_and_who_is_right_has_them(town: Town) -> None:
    from kinerja.domain.refusals import Refused

    town.draft()
    town.give(submit(town), "member", "submit")
    correct(town, right(town))
    plans = "{ plans(first: 5) { nodes { state } } }"
    assert asker(town, "officer").data(plans)["plans"]["nodes"] == []
    assert asker(town, "second").data(plans)["plans"]["nodes"] == [{"state": "SUBMITTED"}]
    with pytest.raises(Refused) as refused:
        approve(town, "officer")
    assert [each.rule.id for each in refused.value.refusals] == ["H6.1"]
    assert approve(town, "second").facts == 1


def submit(town: Town) -> Any:
    from kinerja.application.plans import SubmitPlan

    return SubmitPlan(plan_id=town.plan())


def approve(town: Town, by: str) -> Receipt:
    from kinerja.application.plans import ApprovePlan

    return town.give(ApprovePlan(plan_id=town.plan()), by, f"approve-by-{by}")


def test_b1_the_reason_of_a_correction_is_for_the_person_and_for_oversight(town: Town) -> None:
    correct(town, right(town))
    position = global_id(town, "Position", "OFFICER")

    def reason(who: str) -> list[str | None]:
        listed = asker(town, who).data(HELD, id=position)["node"]["assignments"]
        return [each["correctionReason"] for each in listed if each["recordedInError"]]

    for who in ("officer", "admin", "inspector"):
        assert reason(who) == ["tertukar dengan pegawai lain"], who
    assert reason("member") == [None]
    assert asker(town, None).data(HELD, id=position)["node"]["assignments"] is None


def test_b1_7_the_right_assignment_keeps_the_rules(town: Town) -> None:
    taken = right(town, positionId=global_id(town, "Position", "HEAD"))
    assert correct(town, taken)["userErrors"] == [{"rule": "B1.7", "path": ["right", "positionId"]}]
    assert correct(town, right(town, kind="ACTING"))["userErrors"] == [{"rule": "B1.13", "path": ["right", "endsOn"]}]
    assert raters(town, "2025-02-01") == ["Pegawai officer"], "nothing was recorded"


def test_b1_15_what_was_corrected_is_not_corrected_again(town: Town) -> None:
    correct(town, right(town))
    assert correct(town, None)["userErrors"] == [{"rule": "B1.15", "path": ["assignmentId"]}]


def test_b1_16_a_correction_needs_a_reason(town: Town) -> None:
    assert correct(town, None, reason=None)["userErrors"] == [{"rule": "B1.16", "path": ["reason"]}]


@pytest.mark.parametrize("who", ["officer", "second", "inspector"])
def test_b1_only_an_administrator_corrects_an_assignment(town: Town, who: str) -> None:
    assert [each["rule"] for each in correct(town, right(town), who)["userErrors"]] == ["H6.1"]


def test_b1_who_holds_a_post_in_error_gives_its_service_no_more(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-03-04 09:00")
    query = "{ serviceEncounters(first: 5) { totalCount } }"
    assert asker(town, "second").data(query)["serviceEncounters"]["totalCount"] == 1
    wrong = {
        "positionId": global_id(town, "Position", "SECOND"),
        "assignmentId": global_id(town, "Assignment", "assignment-second"),
    }
    assert correct(town, None, **wrong)["userErrors"] == []
    assert asker(town, "second").data(query)["serviceEncounters"]["totalCount"] == 0


def test_b1_who_held_a_post_in_error_counts_neither_in_the_roll_up_nor_in_the_matrix(town: Town) -> None:
    query = """{ unitAchievements(first: 1, where: {window: "2025-Q1"}) { nodes { people expected } }
      roleResultRows(first: 9) { nodes { position { code } employee { name } } } }"""

    def seen() -> tuple[int, int, set[str]]:
        found = asker(town).data(query)
        (unit,) = found["unitAchievements"]["nodes"]
        held = {each["position"]["code"] for each in found["roleResultRows"]["nodes"] if each["employee"]}
        return unit["people"], unit["expected"], held

    assert seen() == (4, 4, {"HEAD", "OFFICER", "MEMBER", "SECOND"})
    correct(town, None)
    assert seen() == (3, 3, {"HEAD", "MEMBER", "SECOND"})
