"""What becomes of plans on transfers, leaves and the end of assignments, through GraphQL (B3, B8)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.application.indicators import DefineIndicator
from kinerja.application.organisation import EndAssignment
from kinerja.application.periods import OpenPeriod
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plans import AddWorkResult, DraftPlan, SubmitPlan
from kinerja.domain.plan_vocabulary import ResultHolder, WorkResultKind
from kinerja.domain.vocabulary import Aspect, Cadence
from tests.asking import Asker
from tests.graphql.test_plan_revisions import rules
from tests.graphql.test_plans import gid, give
from tests.graphql.test_transfers import move, plans_of, transferred
from tests.people import Town, manual


def asker(town: Town, who: str) -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


def plan_input(town: Town, who: str = "member") -> dict[str, str]:
    return {"planId": gid(town, "PerformancePlan", town.plan(who))}


def exchanged(town: Town, day: str) -> list[str]:
    """The member and the second exchange posts; the rules by which that is refused."""
    return transferred(town, "member", "SECOND", move(town, "second", "MEMBER"), day=day)


def close(town: Town, closed_on: str, cause: str = "TRANSFERRED", who: str = "member") -> dict[str, Any]:
    given = {**plan_input(town, who), "closedOn": closed_on, "cause": cause, "reason": "perlu"}
    return give(asker(town, "admin"), "closePlan", "plan { state closedOn }", given)


def drafting(town: Town, **more: Any) -> dict[str, Any]:
    given = {
        "positionId": gid(town, "Position", town.named("Position", "MEMBER")),
        "assignmentId": gid(town, "Assignment", town.ids["assignment-member"]),
        "periodId": gid(town, "Period", town.named("Period", "2025")),
        **more,
    }
    return give(asker(town, "member"), "draftPlan", "plan { id state startsOn endsOn }", given)


# ── closed before it is approved ─────────────────────────────────────────────────────────────────────


def test_b8_a_plan_that_waits_for_approval_is_approved_for_the_months_before_a_transfer(town: Town) -> None:
    town.draft()
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit")
    assert exchanged(town, "2025-03-01") == []
    assert [(plan["state"], plan["closedOn"]) for plan in plans_of(town, "member")] == [
        ("SUBMITTED", "2025-02-28"), ("DRAFT", None),
    ]  # fmt: skip
    given = plan_input(town)
    approved = give(asker(town, "officer"), "approvePlan", "plan { state closedOn newestVersion }", given)
    assert approved["plan"] == {"state": "CLOSED", "closedOn": "2025-02-28", "newestVersion": 1}
    line = {"targetId": gid(town, "Target", town.target()), "amount": "5"}
    member = asker(town, "member")
    january = give(member, "reportProgress", "report { state }", {**given, "month": "2025-01", "lines": [line]})
    assert january["report"] == {"state": "SUBMITTED"}
    march = give(member, "reportProgress", "report { state }", {**given, "month": "2025-03", "lines": [line]})
    assert rules(march) == ["C1.2"]
    annex = {**given, "part": "RESOURCES", "content": "x"}
    assert rules(give(member, "setPlanAnnex", "plan { id }", annex)) == ["B3.15"]


def test_b3_a_draft_that_was_closed_is_returned_and_completed(town: Town) -> None:
    town.draft()
    assert close(town, "2025-02-28")["plan"] == {"state": "DRAFT", "closedOn": "2025-02-28"}
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit")
    returned = {**plan_input(town), "reason": "perjelas"}
    assert give(asker(town, "officer"), "returnPlan", "plan { state }", returned)["plan"] == {"state": "RETURNED"}
    annex = {**plan_input(town), "part": "RESOURCES", "content": "Dua petugas"}
    assert rules(give(asker(town, "member"), "setPlanAnnex", "plan { id }", annex)) == []


def test_c6_1_what_was_achieved_behind_a_closed_plan_is_not_recorded_for_it(town: Town) -> None:
    town.draft()
    town.approve()
    close(town, "2025-02-28")
    said = {**plan_input(town), "kind": "ACCOMPLISHMENT", "title": "prestasi", "text": "uraian"}
    member = asker(town, "member")
    last = give(member, "recordAccomplishment", "accomplishment { state }", {**said, "happenedOn": "2025-02-28"})
    assert last["accomplishment"] == {"state": "RECORDED"}
    behind = give(member, "recordAccomplishment", "accomplishment { state }", {**said, "happenedOn": "2025-03-01"})
    assert rules(behind) == ["C6.1"]


def test_b7_a_target_of_a_closed_plan_is_not_shared(town: Town) -> None:
    town.draft()
    town.approve()
    town.draft("second")
    close(town, "2025-02-28")
    unit = gid(town, "OrgUnit", town.named("OrgUnit", "ROOT"))
    shares = [{"planId": plan_input(town, "second")["planId"], "share": "50"}, {"unitId": unit, "share": "50"}]
    given = {**plan_input(town), "targetId": gid(town, "Target", town.target()), "effectiveOn": "2025-02-01"}
    shared = give(asker(town, "member"), "shareTarget", "sharedTarget { id }", {**given, "shares": shares})
    assert rules(shared) == ["B3.15"]


# ── a further plan of the same assignment and period ─────────────────────────────────────────────────


def test_b3_12_behind_a_closed_plan_there_is_one_for_the_rest_of_the_period(town: Town) -> None:
    town.draft()
    town.approve()
    assert rules(drafting(town, startsOn="2025-07-01")) == ["B3.12"]
    close(town, "2025-03-31")
    assert rules(drafting(town, startsOn="2025-03-01")) == ["B3.9"], "no month lies in both"
    back = drafting(town, startsOn="2025-07-01", inheritFrom=[plan_input(town)["planId"]])
    assert back["plan"] == {
        "id": back["plan"]["id"], "state": "DRAFT", "startsOn": "2025-07-01", "endsOn": "2025-12-31",
    }  # fmt: skip
    assert rules(drafting(town)) == ["B3.12"], "the new one goes on"
    first, second = plans_of(town, "member")
    assert (first["state"], first["closedOn"], second["startsOn"]) == ("CLOSED", "2025-03-31", "2025-07-01")
    assert second["results"][0]["targets"] == [{"amount": "600.00"}]
    annex = {"planId": back["plan"]["id"], "part": "RESOURCES", "content": "x"}
    assert rules(give(asker(town, "member"), "setPlanAnnex", "plan { id }", annex)) == []


def test_b3_without_a_first_day_it_begins_behind_the_closed_plan(town: Town) -> None:
    town.draft()
    close(town, "2025-03-31")
    assert drafting(town)["plan"]["startsOn"] == "2025-04-01"


def test_b3_the_same_command_shows_its_plan_again(town: Town) -> None:
    town.draft()
    close(town, "2025-03-31")
    command = {"commandId": "00000000-0000-4000-8000-0000000000aa"}
    once, again = drafting(town, **command), drafting(town, **command)
    assert once["plan"] == again["plan"] is not None


def test_b8_a_transfer_closes_the_plan_that_goes_on(town: Town) -> None:
    town.draft()
    close(town, "2025-03-31")
    drafting(town, startsOn="2025-06-01")
    assert exchanged(town, "2025-09-01") == []
    assert [(plan["startsOn"], plan["closedOn"]) for plan in plans_of(town, "member")] == [
        ("2025-01-01", "2025-03-31"), ("2025-06-01", "2025-08-31"), ("2025-09-01", None),
    ]  # fmt: skip


# ── what a transfer is never refused for ─────────────────────────────────────────────────────────────


def add_target(town: Town, code: str, amount: str, on: date) -> None:
    """The member's plan gets a further target from a day on, of an indicator that holds from then on."""
    standard = town.named("PerformanceStandard", "STD")
    define = DefineIndicator(code=code, standard_id=standard, manual=manual(), effective_on=on)
    town.give(define, "admin", f"indicator-{code}")
    target = TargetInput(indicator_id=town.named("Indicator", code), aspect=Aspect.QUALITY, amount=Decimal(amount))
    revise = RevisePlan(
        plan_id=town.plan(),
        effective_on=on,
        set_targets=(RevisedTarget(result_id=town.result(), target=target),),
        reason="kerja tambahan",
        legal_basis="SK 11",
    )
    town.give(revise, "officer", f"revise-{code}")


def test_b8_a_transfer_is_not_refused_for_an_indicator_that_holds_later(town: Town) -> None:
    town.draft()
    town.approve()
    town.draft("second")
    add_target(town, "LATER", "10", date(2025, 7, 1))
    assert exchanged(town, "2025-06-01") == []
    heir = plans_of(town, "second")[-1]
    assert (heir["startsOn"], heir["results"][0]["targets"]) == ("2025-06-01", [{"amount": "700.00"}])


def test_b8_a_transfer_is_not_refused_where_nothing_remains_of_a_target(town: Town) -> None:
    town.draft()
    town.approve()
    town.draft("second")
    add_target(town, "TINY", "0.05", date(2025, 2, 1))
    assert exchanged(town, "2025-12-01") == []
    assert plans_of(town, "second")[-1]["results"][0]["targets"] == [{"amount": "100.00"}]


SUPPORTS = """query Q($employee: ID!) { plans(where: {employeeId: $employee}, first: 9) { nodes {
  results { heldBy supportedResult { title } } } } }"""


def test_b5_1_what_a_new_plan_may_not_support_is_left_out_and_the_rest_kept(town: Town) -> None:
    """The member takes the head's post: the own result supports nothing there; that of the post still does."""
    town.draft("head", title="Layanan terpadu")
    town.give(
        DraftPlan(
            position_id=town.named("Position", "MEMBER"),
            assignment_id=town.ids["assignment-member"],
            period_id=town.named("Period", "2025"),
        ),
        "member",
        "draft-member",
    )
    target = TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(12))
    for held_by in ResultHolder:
        result = ResultInput(
            kind=WorkResultKind.PRIMARY, title="Dilayani", weight=Decimal(50), held_by=held_by, targets=(target,),
            supports_plan_id=town.plan("head"), supports_result_id=town.result("head"),
        )  # fmt: skip
        town.give(AddWorkResult(plan_id=town.plan(), result=result), "member", f"add-{held_by}")
    assert transferred(town, "member", "HEAD", move(town, "head", "MEMBER")) == []
    shown = {}
    for who in ("member", "head"):
        employee = gid(town, "Employee", town.ids[who])
        new = asker(town, "admin").data(SUPPORTS, employee=employee)["plans"]["nodes"][-1]
        shown[who] = {result["heldBy"]: result["supportedResult"] for result in new["results"]}
    assert shown["member"] == {"POST": None, "PERSON": None}
    assert shown["head"] == {"POST": {"title": "Layanan terpadu"}}


# ── the days of a transfer ───────────────────────────────────────────────────────────────────────────


def test_b8_a_transfer_on_the_first_day_ends_the_old_plan_before_it_began(town: Town) -> None:
    town.draft()
    town.approve()
    assert exchanged(town, "2025-01-01") == []
    old, new = plans_of(town, "member")
    assert (old["state"], old["startsOn"], old["closedOn"]) == ("CLOSED", "2025-01-01", "2024-12-31")
    assert (new["position"]["code"], new["state"], new["startsOn"]) == ("SECOND", "DRAFT", "2025-01-01")
    line = {"targetId": gid(town, "Target", town.target()), "amount": "5"}
    given = {**plan_input(town), "month": "2025-01", "lines": [line]}
    assert rules(give(asker(town, "member"), "reportProgress", "report { state }", given)) == ["C1.2"]
    counted = asker(town, "member").data(
        "query Q($id: ID!) { node(id: $id) { ... on PerformancePlan { achievements { achievement } } } }",
        id=plan_input(town)["planId"],
    )["node"]["achievements"]
    assert [each["achievement"] for each in counted] in ([], [None])


def test_b8_a_transfer_in_december_looks_at_the_next_year_too(town: Town) -> None:
    town.draft()
    open_next = OpenPeriod(
        code="2026",
        name="Tahun 2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        cadence=Cadence.QUARTERLY,
        rules="indonesia-2025",
    )
    town.give(open_next, "admin", "period-2026")
    draft = DraftPlan(
        position_id=town.named("Position", "MEMBER"),
        assignment_id=town.ids["assignment-member"],
        period_id=town.named("Period", "2026"),
    )
    town.give(draft, "member", "draft-2026")
    assert exchanged(town, "2025-12-01") == []
    shown = [
        (plan["position"]["code"], plan["state"], plan["startsOn"], plan["closedOn"])
        for plan in plans_of(town, "member")
    ]
    assert sorted(shown, key=lambda each: (each[2], each[0])) == [
        ("MEMBER", "DRAFT", "2025-01-01", "2025-11-30"),
        ("SECOND", "DRAFT", "2025-12-01", None),
        ("MEMBER", "CLOSED", "2026-01-01", "2025-12-31"),
        ("SECOND", "DRAFT", "2026-01-01", None),
    ]


def test_b8_the_new_plan_begins_behind_what_was_reported_on_the_old_one(town: Town) -> None:
    town.draft()
    town.approve()
    for month in ("2025-03", "2025-04", "2025-05"):
        town.report(month, "100")
    assert exchanged(town, "2025-03-01") == []
    old, new = plans_of(town, "member")
    assert (old["closedOn"], new["startsOn"]) == ("2025-05-31", "2025-06-01")


@pytest.mark.parametrize("closed_on", ["2025-02-28", "2025-03-31"])
def test_b3_19_a_plan_that_outlasts_its_assignment_is_closed_before_it_is_approved(
    town: Town, closed_on: str
) -> None:
    town.draft()
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit")
    last_day = EndAssignment(
        position_id=town.named("Position", "MEMBER"),
        assignment_id=town.ids["assignment-member"],
        last_day=date(2025, 3, 15),
    )
    town.give(last_day, "admin", "leave")
    officer = asker(town, "officer")
    assert rules(give(officer, "approvePlan", "plan { id }", plan_input(town))) == ["B3.19"]
    close(town, closed_on, "RETIRED")
    approved = give(officer, "approvePlan", "plan { state }", plan_input(town))
    assert approved["plan"] == {"state": "CLOSED"}


# ── what is counted ──────────────────────────────────────────────────────────────────────────────────

PEOPLE = """query Q($employee: ID!, $window: String!) {
  personAchievements(first: 9, where: {employeeId: $employee, window: $window}) { nodes {
    plan { startsOn } presence } } }"""
ROWS = """query Q($day: Date!) { roleResultRows(first: 9, validOn: $day) { nodes {
  employee { name } plan { startsOn } } } }"""


def counted(town: Town, window: str) -> list[tuple[str, str]]:
    employee = gid(town, "Employee", town.ids["member"])
    found = asker(town, "admin").data(PEOPLE, employee=employee, window=window)["personAchievements"]["nodes"]
    return sorted((each["plan"]["startsOn"], each["presence"]) for each in found)


def test_b3_each_of_two_plans_of_an_assignment_counts_in_its_months(town: Town) -> None:
    town.draft()
    town.approve()
    close(town, "2025-03-31")
    before = {window: counted(town, window) for window in ("2025-Q1", "2025-Q2", "2025-Q3")}
    assert before == {
        "2025-Q1": [("2025-01-01", "ABSENT")],
        "2025-Q2": [("2025-01-01", "NOT_APPLICABLE")],
        "2025-Q3": [("2025-01-01", "NOT_APPLICABLE")],
    }
    drafting(town, startsOn="2025-07-01")
    assert counted(town, "2025-Q2") == [("2025-01-01", "NOT_APPLICABLE")]
    assert counted(town, "2025-Q3") == [("2025-07-01", "NOT_APPROVED")]
    assert counted(town, "2025") == [("2025-01-01", "ABSENT"), ("2025-07-01", "NOT_APPROVED")]
    for day, first in (("2025-03-01", "2025-01-01"), ("2025-08-01", "2025-07-01")):
        nodes = asker(town, "admin").data(ROWS, day=day)["roleResultRows"]["nodes"]
        plans = [node["plan"] for node in nodes if (node["employee"] or {}).get("name") == "Pegawai member"]
        assert plans == [{"startsOn": first}]


def test_b3_a_plan_that_never_began_counts_nowhere(town: Town) -> None:
    town.draft()
    town.approve()
    close(town, "2024-12-31")
    drafting(town, startsOn="2025-04-01")
    assert counted(town, "2025") == [("2025-04-01", "NOT_APPROVED")]
