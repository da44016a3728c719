"""Plans through GraphQL, from the draft to the revision (B3, B8)."""

from typing import Any
from uuid import uuid4

from kinerja.application.plans import ApprovePlan, SubmitPlan
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import Town


def gid(town: Town, kind: str, id: Any) -> str:
    return str(GlobalId(kind, town.agency, id))


def give(asker: Asker, name: str, fields: str, given: dict[str, Any]) -> dict[str, Any]:
    """Give a command by its mutation."""
    input_type = f"{name[0].upper()}{name[1:]}Input"
    document = (
        f"mutation M($input: {input_type}!) {{ {name}(input: $input) {{ {fields} userErrors {{ rule path }} }} }}"
    )
    payload: dict[str, Any] = asker.data(document, input={"commandId": str(uuid4()), **given})[name]
    return payload


def test_b3_a_plan_from_draft_through_return_to_approval(town: Town) -> None:
    member = Asker(town.service, town.agency, town.ids["member"])
    officer = Asker(town.service, town.agency, town.ids["officer"])
    drafted = give(
        member,
        "draftPlan",
        "plan { id state startsOn endsOn newestVersion }",
        {
            "positionId": gid(town, "Position", town.named("Position", "MEMBER")),
            "assignmentId": gid(town, "Assignment", town.ids["assignment-member"]),
            "periodId": gid(town, "Period", town.named("Period", "2025")),
        },
    )["plan"]
    assert (drafted["state"], drafted["startsOn"], drafted["newestVersion"]) == ("DRAFT", "2025-01-01", 0)
    plan = {"planId": drafted["id"]}
    target = {
        "indicatorId": gid(town, "Indicator", town.named("Indicator", "IND")), "aspect": "QUANTITY", "amount": "1200",
    }  # fmt: skip
    result = {"kind": "PRIMARY", "title": "Permohonan dilayani", "weight": "60", "targets": [target]}
    give(member, "addWorkResult", "plan { id }", {**plan, "result": result})
    unbalanced = give(member, "submitPlan", "plan { state }", plan)
    assert unbalanced["userErrors"] == [{"rule": "B3.2", "path": ["planId"]}]
    give(member, "addWorkResult", "plan { id }", {**plan, "result": {**result, "weight": "40"}})
    assert give(member, "submitPlan", "plan { state }", plan)["plan"]["state"] == "SUBMITTED"
    assert give(officer, "returnPlan", "plan { state }", plan)["userErrors"] == [
        {"rule": "B3.11", "path": ["reason"]}
    ]
    returned = give(officer, "returnPlan", "plan { state returnReason }", {**plan, "reason": "Perjelas hasil"})
    assert returned["plan"] == {"state": "RETURNED", "returnReason": "Perjelas hasil"}
    give(member, "submitPlan", "plan { state }", plan)
    approved = give(
        officer, "approvePlan", "plan { state returnReason approvedBy { name } versions { number } }", plan
    )
    assert approved["plan"] == {
        "state": "APPROVED", "returnReason": None, "approvedBy": {"name": "Pegawai officer"},
        "versions": [{"number": 1}],
    }  # fmt: skip
    frozen = give(member, "addWorkResult", "plan { id }", {**plan, "result": result})
    assert frozen["userErrors"] == [{"rule": "B3.4", "path": ["planId"]}]


def test_b4_only_what_was_approved_before_is_reported_on(town: Town) -> None:
    town.draft()
    member = Asker(town.service, town.agency, town.ids["member"])
    line = {"targetId": gid(town, "Target", town.target()), "amount": "5"}
    given = {"planId": gid(town, "PerformancePlan", town.plan()), "month": "2025-01", "lines": [line]}
    early = give(member, "reportProgress", "report { state }", given)
    assert early["userErrors"] == [{"rule": "B3.10", "path": ["planId"]}]
    town.approve()
    assert give(member, "reportProgress", "report { state }", given)["report"] == {"state": "SUBMITTED"}


def test_b8_what_was_reported_keeps_its_version(town: Town) -> None:
    town.draft()
    town.approve()
    town.report("2025-04", "100")
    officer = Asker(town.service, town.agency, town.ids["officer"])
    target = {
        "indicatorId": gid(town, "Indicator", town.named("Indicator", "IND")), "aspect": "QUANTITY", "amount": "1500",
    }  # fmt: skip
    changed = {
        "targetId": gid(town, "Target", town.target()), "resultId": gid(town, "WorkResult", town.result()),
        "target": target,
    }  # fmt: skip
    given = {
        "planId": gid(town, "PerformancePlan", town.plan()), "setTargets": [changed], "reason": "anggaran",
        "legalBasis": "SK 4/2025",
    }  # fmt: skip
    reported = give(officer, "revisePlan", "plan { newestVersion }", {**given, "effectiveOn": "2025-04-01"})
    assert reported["userErrors"] == [{"rule": "B8.3", "path": ["effectiveOn"]}]
    fields = (
        "plan { newestVersion results { targets { effectiveOn endsBefore amount isNewest } } versions { reason } }"
    )
    plan = give(officer, "revisePlan", fields, {**given, "effectiveOn": "2025-05-01"})["plan"]
    assert plan["newestVersion"] == 2
    assert plan["results"][0]["targets"] == [
        {"effectiveOn": "2025-01-01", "endsBefore": "2025-05-01", "amount": "1200", "isNewest": False},
        {"effectiveOn": "2025-05-01", "endsBefore": None, "amount": "1500", "isNewest": True},
    ]
    assert [version["reason"] for version in plan["versions"]] == [None, "anggaran"]


def taking(town: Town, target: Any) -> dict[str, Any]:
    """A target for the member's one result, under an id that is given."""
    amount = {
        "indicatorId": gid(town, "Indicator", town.named("Indicator", "IND")), "aspect": "QUANTITY", "amount": "1500",
    }  # fmt: skip
    return {
        "targetId": gid(town, "Target", target), "resultId": gid(town, "WorkResult", town.result()), "target": amount,
    }  # fmt: skip


def targets_of(town: Town, who: str) -> Any:
    query = "{ plans(first: 5) { nodes { results { targets { targetId amount } } } } }"
    (plan,) = Asker(town.service, town.agency, town.ids[who]).data(query)["plans"]["nodes"]
    return plan["results"][0]["targets"]


def test_b3_18_a_target_of_somebody_else_is_not_taken_into_a_draft(town: Town) -> None:
    town.draft("second")
    town.approve("second")
    town.draft()
    before = targets_of(town, "second")
    member = Asker(town.service, town.agency, town.ids["member"])
    given = {"planId": gid(town, "PerformancePlan", town.plan()), **taking(town, town.target("second"))}
    refused = give(member, "setTarget", "plan { id }", given)
    assert refused["userErrors"] == [{"rule": "B3.18", "path": ["targetId"]}]
    own = give(member, "setTarget", "plan { id }", {**given, **taking(town, town.target())})
    assert own["userErrors"] == []
    assert targets_of(town, "second") == before


def test_b3_18_a_target_of_somebody_else_is_not_taken_by_a_revision(town: Town) -> None:
    for who in ("second", "member"):
        town.draft(who)
        town.approve(who)
    before = targets_of(town, "second")
    given = {
        "planId": gid(town, "PerformancePlan", town.plan()), "effectiveOn": "2025-05-01", "reason": "anggaran",
        "legalBasis": "SK 4/2025",
    }  # fmt: skip
    for who, name in (("officer", "revisePlan"), ("member", "proposePlanRevision")):
        person = Asker(town.service, town.agency, town.ids[who])
        refused = give(
            person, name, "receipt { position }", {**given, "setTargets": [taking(town, town.target("second"))]}
        )
        assert refused["userErrors"] == [{"rule": "B3.18", "path": ["setTargets", "0", "targetId"]}]
        own = give(person, name, "receipt { position }", {**given, "setTargets": [taking(town, town.target())]})
        assert own["userErrors"] == []
        given["effectiveOn"] = "2025-06-01"
    assert targets_of(town, "second") == before


def test_b2_a_period_shows_its_windows_in_order_and_the_rules_it_pins(town: Town) -> None:
    query = "{ periods(first: 1) { nodes { rulesId rulesHash windows { code kind startsOn endsOn } } } }"
    (period,) = Asker(town.service, town.agency, None).data(query)["periods"]["nodes"]
    assert period["rulesId"] == "indonesia-2025"
    assert len(period["rulesHash"]) == 64
    assert [window["code"] for window in period["windows"]] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025"]


def test_h6_6_where_nobody_is_above_the_refusal_says_so_and_what_to_do(town: Town) -> None:
    town.draft("head")
    town.give(SubmitPlan(plan_id=town.plan("head")), "head", "submit-head")
    given = {"planId": gid(town, "PerformancePlan", town.plan("head"))}
    document = """mutation M($input: ApprovePlanInput!) { approvePlan(input: $input) {
      userErrors { __typename rule message hint ... on MissingStep { action } } } }"""
    for who in ("head", "officer", "admin"):
        asker = Asker(town.service, town.agency, town.ids[who])
        said = asker.data(document, input={**given, "commandId": str(uuid4())})["approvePlan"]["userErrors"]
        assert [(each["__typename"], each["rule"], each["action"]) for each in said] == [
            ("MissingStep", "H6.6", "startAssignment")
        ]
        assert "Nobody is above this post" in said[0]["message"]
        assert "operator" in said[0]["hint"]
    town.draft("member")
    below = {"planId": gid(town, "PerformancePlan", town.plan())}
    refused = Asker(town.service, town.agency, town.ids["head"]).data(
        document, input={**below, "commandId": str(uuid4())}
    )["approvePlan"]["userErrors"]
    assert [each["rule"] for each in refused] == ["H6.1"], "somebody is above: the officer"
    town.give(ApprovePlan(plan_id=town.plan("head")), None, "approve-head")
