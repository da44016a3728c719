"""Proposed revisions through GraphQL, closing, and what a new plan takes over (B3, B8)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from kinerja.application.organisation import EndAssignment, StartAssignment
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import AddWorkResult, ApprovePlan, DraftPlan, SubmitPlan
from kinerja.domain.plan_vocabulary import ResultHolder, WorkResultKind
from kinerja.domain.vocabulary import Aspect, AssignmentKind
from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import LETTER, Town

WHY = {"reason": "anggaran berubah", "legalBasis": "SK 10"}


def asker(town: Town, who: str) -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


@pytest.fixture
def cascade(town: Town) -> Town:
    """The member's one result supports a result of the head, who is not the member's officer."""
    town.draft("head", title="Layanan terpadu")
    town.approve("head", by=None)
    member = town.plan()
    town.give(
        DraftPlan(
            position_id=town.named("Position", "MEMBER"),
            assignment_id=town.ids["assignment-member"],
            period_id=town.named("Period", "2025"),
        ),
        "member",
        "draft-member",
    )
    result = ResultInput(
        kind=WorkResultKind.PRIMARY,
        title="Permohonan dilayani",
        weight=Decimal(100),
        supports_plan_id=town.plan("head"),
        supports_result_id=town.result("head"),
        targets=(target_of(town, "1200"),),
    )
    town.give(AddWorkResult(plan_id=member, result=result), "member", "result-member")
    town.approve()
    return town


def target_of(town: Town, amount: str) -> TargetInput:
    return TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(amount))


def moving(town: Town, amount: str = "1500", on: str = "2025-04-01") -> dict[str, Any]:
    """A revision that moves the member's target."""
    target = {"indicatorId": gid(town, "Indicator", town.named("Indicator", "IND")), "aspect": "QUANTITY"}
    line = {
        "targetId": gid(town, "Target", town.target()),
        "resultId": gid(town, "WorkResult", town.result()),
        "target": {**target, "amount": amount},
    }
    return {"planId": gid(town, "PerformancePlan", town.plan()), "effectiveOn": on, "setTargets": [line]}


def proposed(town: Town, who: str = "member", amount: str = "1500", on: str = "2025-04-01") -> str:
    made = give(asker(town, who), "proposePlanRevision", "proposal { id }", {**moving(town, amount, on), **WHY})
    assert made["userErrors"] == []
    id: str = made["proposal"]["id"]
    return id


def rules(payload: dict[str, Any]) -> list[str]:
    return [error["rule"] for error in payload["userErrors"]]


def test_b8_a_revision_that_touches_a_cascaded_target_needs_its_owner(cascade: Town) -> None:
    officer, head = asker(cascade, "officer"), asker(cascade, "head")
    direct = give(officer, "revisePlan", "plan { id }", {**moving(cascade), **WHY})
    assert rules(direct) == ["B8.5"], "without the owner it is only proposed"
    proposal = proposed(cascade)
    adopted = {"proposalId": proposal, "disposition": "ADOPTED"}
    assert rules(give(officer, "decidePlanRevision", "proposal { id }", adopted)) == ["B8.5"]
    (asked,) = head.data("{ planRevisionProposals(where: {open: true}, first: 9) { nodes { id reason } } }")[
        "planRevisionProposals"
    ]["nodes"]
    assert asked == {"id": proposal, "reason": "anggaran berubah"}, "who is asked to agree sees what"
    answer = {"proposalId": proposal, "ownerPlanId": gid(cascade, "PerformancePlan", cascade.plan("head"))}
    agreed = give(head, "answerPlanRevision", "proposal { agreements { agreed } }", {**answer, "agreed": True})
    assert agreed["proposal"] == {"agreements": [{"agreed": True}]}
    payload = give(
        officer,
        "decidePlanRevision",
        "proposal { disposition lines { kind amount } plan { newestVersion versions { number reason legalBasis } } }",
        adopted,
    )
    assert payload["proposal"] == {
        "disposition": "ADOPTED",
        "lines": [{"kind": "TARGET", "amount": "1500"}],
        "plan": {
            "newestVersion": 2,
            "versions": [
                {"number": 1, "reason": None, "legalBasis": None},
                {"number": 2, "reason": "anggaran berubah", "legalBasis": "SK 10"},
            ],
        },
    }


def test_b8_5_a_target_is_not_moved_away_from_a_cascaded_result_without_its_owner(cascade: Town) -> None:
    officer = asker(cascade, "officer")
    moved_away = moving(cascade)
    target = moved_away["setTargets"][0]["target"]
    own = {"kind": "ADDITIONAL", "title": "Lembur", "weight": "0", "targets": [target]}
    added = {"planId": moved_away["planId"], "effectiveOn": "2025-03-01", "addResults": [own], **WHY}
    plan = give(officer, "revisePlan", "plan { results { id } }", added)["plan"]
    moved_away["setTargets"][0]["resultId"] = plan["results"][1]["id"]
    assert rules(give(officer, "revisePlan", "plan { id }", {**moved_away, **WHY})) == ["B8.5"]


def answering(town: Town, who: str, proposal: str, *, agreed: bool = True) -> dict[str, Any]:
    """What comes of the answer for the head's plan."""
    given = {"proposalId": proposal, "ownerPlanId": gid(town, "PerformancePlan", town.plan("head")), "agreed": agreed}
    wanted = "proposal { agreements { agreed owner { name } answeredBy { name } } }"
    return give(asker(town, who), "answerPlanRevision", wanted, {**given, "reason": "dihitung dengan target lama"})


def leaves(town: Town, who: str) -> None:
    """Somebody left the post yesterday."""
    position, assignment = town.named("Position", who.upper()), town.ids[f"assignment-{who}"]
    last_day = EndAssignment(position_id=position, assignment_id=assignment, last_day=date(2025, 1, 1))
    town.give(last_day, "admin", f"leave-{who}")


def enters(town: Town, who: str, position: str, kind: AssignmentKind = AssignmentKind.DEFINITIVE) -> None:
    """Somebody new takes over a post."""
    town.register(who, f"Pegawai {who}", f"1985010120100111{len(who):02d}")
    town.give(
        StartAssignment(
            employee_id=town.ids[who], position_id=town.named("Position", position), kind=kind,
            starts_on=date(2025, 1, 2), ends_on=None if kind == AssignmentKind.DEFINITIVE else date(2025, 12, 31),
            letter=LETTER,
        ), "admin", f"enter-{who}",
    )  # fmt: skip


@pytest.mark.parametrize("kind", [AssignmentKind.DEFINITIVE, AssignmentKind.ACTING])
def test_b8_5_who_holds_the_post_today_answers_and_no_longer_the_former_head(
    cascade: Town, kind: AssignmentKind
) -> None:
    proposal = proposed(cascade)
    query = "query Q($id: ID!) { node(id: $id) { id } }"
    leaves(cascade, "head")
    enters(cascade, "heir", "HEAD", kind)
    assert rules(answering(cascade, "head", proposal)) == ["H6.1"]
    assert asker(cascade, "head").data(query, id=proposal)["node"] is None, "rights are those of now"
    assert asker(cascade, "heir").data(query, id=proposal)["node"] == {"id": proposal}
    declined = answering(cascade, "heir", proposal, agreed=False)["proposal"]["agreements"]
    heir = {"name": "Pegawai heir"}
    assert declined == [{"agreed": False, "owner": {"name": "Pegawai head"}, "answeredBy": heir}]
    adopted = {"proposalId": proposal, "disposition": "ADOPTED"}
    officer = asker(cascade, "officer")
    assert rules(give(officer, "decidePlanRevision", "proposal { id }", adopted)) == ["B8.5"]
    (agreed,) = answering(cascade, "heir", proposal)["proposal"]["agreements"]
    assert agreed["agreed"]
    assert rules(give(officer, "decidePlanRevision", "proposal { id }", adopted)) == []
    (asked,) = agreements(cascade, proposed(cascade, amount="1600", on="2025-05-01"))
    assert asked["owner"] == heir, "the successor is asked for what the predecessor left"


def test_b8_5_where_nobody_is_left_above_nobody_has_to_agree(cascade: Town) -> None:
    proposal = proposed(cascade)
    leaves(cascade, "head")
    adopted = {"proposalId": proposal, "disposition": "ADOPTED"}
    assert rules(give(asker(cascade, "officer"), "decidePlanRevision", "proposal { id }", adopted)) == []
    assert agreements(cascade, proposed(cascade, amount="1600", on="2025-05-01")) == []


def test_b8_5_the_successor_who_appraises_revises_what_supported_the_former_heads_plan(cascade: Town) -> None:
    leaves(cascade, "head")
    leaves(cascade, "officer")
    enters(cascade, "heir", "HEAD")
    revised = give(asker(cascade, "heir"), "revisePlan", "plan { newestVersion }", {**moving(cascade), **WHY})
    assert revised["plan"] == {"newestVersion": 2}, "the section is vacant: the head is its members' officer"


def agreements(town: Town, proposal: str) -> Any:
    query = "query Q($id: ID!) { node(id: $id) { ... on PlanRevisionProposal { agreements { owner { name } } } } }"
    return asker(town, "admin").data(query, id=proposal)["node"]["agreements"]


def test_b8_the_employee_the_officer_and_an_administrator_propose_and_nobody_else(cascade: Town) -> None:
    for who in ("member", "officer", "admin"):
        proposed(cascade, who)
    for who in ("second", "head", "inspector"):
        refused = give(asker(cascade, who), "proposePlanRevision", "proposal { id }", {**moving(cascade), **WHY})
        assert rules(refused) == ["H6.1"]


def test_b8_only_the_owner_answers_and_only_the_officer_decides(cascade: Town) -> None:
    proposal = proposed(cascade)
    answer = {
        "proposalId": proposal, "agreed": True,
        "ownerPlanId": gid(cascade, "PerformancePlan", cascade.plan("head")),
    }  # fmt: skip
    for who in ("member", "officer", "admin"):
        assert rules(give(asker(cascade, who), "answerPlanRevision", "proposal { id }", answer)) == ["H6.1"]
    decision = {"proposalId": proposal, "disposition": "DECLINED", "reason": "belum perlu"}
    for who in ("member", "second", "admin", "head"):
        assert rules(give(asker(cascade, who), "decidePlanRevision", "proposal { id }", decision)) == ["H6.1"]
    decided = give(asker(cascade, "officer"), "decidePlanRevision", "proposal { disposition answer }", decision)
    assert decided["proposal"] == {"disposition": "DECLINED", "answer": "belum perlu"}


def test_b8_a_proposal_is_for_those_of_the_plan_and_for_whom_it_asks(cascade: Town) -> None:
    proposal = proposed(cascade)
    query = "query Q($id: ID!) { node(id: $id) { ... on PlanRevisionProposal { id lines { kind } } } }"
    seen = {
        who: asker(cascade, who).data(query, id=proposal)["node"] is not None
        for who in ("member", "officer", "head", "admin", "inspector")
    }
    assert seen == dict.fromkeys(seen, True)
    stranger = Asker(cascade.service, cascade.agency, uuid4())
    assert stranger.data(query, id=proposal)["node"] is None
    assert asker(cascade, "second").data(query, id=proposal)["node"] is None
    cascade.draft("second", title="Layanan terpadu")
    cascade.approve("second")
    unasked = give(
        asker(cascade, "second"), "proposePlanRevision", "proposal { id }",
        {
            "planId": gid(cascade, "PerformancePlan", cascade.plan("second")), "effectiveOn": "2025-04-01", **WHY,
            "addResults": [{"kind": "ADDITIONAL", "title": "Lembur", "weight": "0", "targets": [
                {"indicatorId": gid(cascade, "Indicator", cascade.named("Indicator", "IND")), "aspect": "QUANTITY",
                 "amount": "10"}]}],
        },
    )  # fmt: skip
    assert asker(cascade, "member").data(query, id=unasked["proposal"]["id"])["node"] is None
    added = "query Q($id: ID!) { node(id: $id) { ... on PlanRevisionProposal { lines { kind title weight } } } }"
    assert asker(cascade, "officer").data(added, id=unasked["proposal"]["id"])["node"]["lines"] == [
        {"kind": "RESULT", "title": "Lembur", "weight": "0"},
        {"kind": "TARGET", "title": None, "weight": None},
    ]
    adopted = {"proposalId": unasked["proposal"]["id"], "disposition": "ADOPTED"}
    results = "proposal { plan { results { title } } lines { result { title } } }"
    payload = give(asker(cascade, "officer"), "decidePlanRevision", results, adopted)["proposal"]
    assert payload["plan"]["results"] == [{"title": "Layanan terpadu"}, {"title": "Lembur"}]
    assert payload["lines"][0] == {"result": {"title": "Lembur"}}


def test_b8_11_a_proposal_changes_something(cascade: Town) -> None:
    member = asker(cascade, "member")
    same = {**moving(cascade, "1200"), **WHY, "setTargets": []}
    assert rules(give(member, "proposePlanRevision", "proposal { id }", same)) == ["B8.11"]


def test_b8_6_a_proposal_of_an_earlier_version_is_not_adopted(town: Town) -> None:
    town.draft()
    town.approve()
    proposal, officer = proposed(town), asker(town, "officer")
    assert rules(give(officer, "revisePlan", "plan { id }", {**moving(town), **WHY})) == []
    adopted = {"proposalId": proposal, "disposition": "ADOPTED"}
    assert rules(give(officer, "decidePlanRevision", "proposal { id }", adopted)) == ["B8.6"]


# ── a leader who is succeeded, and what supported the former one ─────────────────────────────────────

CELLS = """query Q($unit: ID!, $period: ID!, $day: Date, $then: AsOf) {
  roleResultMatrices(first: 1, where: {unitId: $unit, periodId: $period}, validOn: $day, asOf: $then) {
    nodes { rows { position { code } cells { support supports { id } } } } } }"""


def cells(town: Town, day: str, who: str = "member", **then: Any) -> list[tuple[str, str | None]]:
    """Whether somebody's results support something on a day, and which result by its id."""
    given = {"unit": gid(town, "OrgUnit", town.named("OrgUnit", "ROOT")),
             "period": gid(town, "Period", town.named("Period", "2025")), "day": day, **then}  # fmt: skip
    (matrix,) = asker(town, "admin").data(CELLS, **given)["roleResultMatrices"]["nodes"]
    (row,) = [row for row in matrix["rows"] if row["position"]["code"] == who.upper()]
    return [(cell["support"], cell["supports"] and cell["supports"]["id"]) for cell in row["cells"]]


def succeeded(town: Town) -> str:
    """The head retires after June, and the heir's plan begins in July; gives the id of the heir's result."""
    end = EndAssignment(
        position_id=town.named("Position", "HEAD"), assignment_id=town.ids["assignment-head"],
        last_day=date(2025, 6, 30),
    )  # fmt: skip
    town.give(end, "admin", "retired")
    closed = {"planId": gid(town, "PerformancePlan", town.plan("head")), "closedOn": "2025-06-30", "cause": "RETIRED"}
    assert rules(give(asker(town, "admin"), "closePlan", "plan { id }", {**closed, "reason": "pensiun"})) == []
    town.register("heir", "Pegawai heir", "198501012010011177")
    start = StartAssignment(
        employee_id=town.ids["heir"], position_id=town.named("Position", "HEAD"), kind=AssignmentKind.DEFINITIVE,
        starts_on=date(2025, 7, 1), ends_on=None, letter=LETTER,
    )  # fmt: skip
    town.give(start, "admin", "assignment-heir")
    town.ids["assignment-heir"] = _assignment(town, "assignment-heir")
    town.service.clock.now = datetime(2025, 7, 1, 2, tzinfo=UTC)  # type: ignore[attr-defined]  # the test's own clock
    draft = DraftPlan(
        position_id=town.named("Position", "HEAD"), assignment_id=town.ids["assignment-heir"],
        period_id=town.named("Period", "2025"), starts_on=date(2025, 7, 1),
    )  # fmt: skip
    town.give(draft, "heir", "draft-heir")
    result = ResultInput(
        kind=WorkResultKind.PRIMARY, title="Layanan terpadu", weight=Decimal(100), targets=(target_of(town, "600"),)
    )
    town.give(AddWorkResult(plan_id=town.plan("heir"), result=result), "heir", "result-heir")
    town.approve("heir", by=None)
    return gid(town, "WorkResult", town.result("heir"))


def pointing(town: Town, leader: str | None = "heir", on: str = "2025-08-01") -> dict[str, Any]:
    """A revision that lets the member's result support a leader's one, or none."""
    line = {"resultId": gid(town, "WorkResult", town.result())}
    if leader is not None:
        line["supportsPlanId"] = gid(town, "PerformancePlan", town.plan(leader))
        line["supportsResultId"] = gid(town, "WorkResult", town.result(leader))
    return {"planId": gid(town, "PerformancePlan", town.plan()), "effectiveOn": on, "supports": [line], **WHY}


def test_b5_a_gap_that_a_succeeded_leader_leaves_is_mended_from_a_day_on(cascade: Town) -> None:
    former = gid(cascade, "WorkResult", cascade.result("head"))
    own = succeeded(cascade)
    assert cells(cascade, "2025-06-30") == [("SUPPORTS", former)]
    assert cells(cascade, "2025-07-01") == [("LOST", former)], "the plan was closed, though planned to the end"
    before = asker(cascade, "admin").ask("{ agency { code } }")["extensions"]["basis"]["position"]
    proposal = give(asker(cascade, "member"), "proposePlanRevision",
                    "proposal { id lines { kind supports { id } } agreements { owner { name } } }",
                    pointing(cascade))["proposal"]  # fmt: skip
    assert proposal["lines"] == [{"kind": "SUPPORT", "supports": None}], "the leader's result is not the member's yet"
    assert proposal["agreements"] == [{"owner": {"name": "Pegawai heir"}}], "one post is asked once"
    answer = {"proposalId": proposal["id"], "agreed": True,
              "ownerPlanId": gid(cascade, "PerformancePlan", cascade.plan("heir"))}  # fmt: skip
    assert rules(give(asker(cascade, "heir"), "answerPlanRevision", "proposal { id }", answer)) == []
    adopted = {"proposalId": proposal["id"], "disposition": "ADOPTED"}
    wanted = "proposal { plan { newestVersion results { supportedResult { id } } } lines { supports { id } } }"
    plan = give(asker(cascade, "officer"), "decidePlanRevision", wanted, adopted)["proposal"]["plan"]
    assert plan["newestVersion"] == 2
    shown = "query Q($id: ID!) { node(id: $id) { ... on PerformancePlan { results { supportedResult { id } } } } }"
    id = gid(cascade, "PerformancePlan", cascade.plan())
    assert asker(cascade, "member").data(shown, id=id)["node"]["results"] == [{"supportedResult": {"id": own}}]
    days = ("2025-06-30", "2025-07-31", "2025-08-01", "2025-12-31")
    assert [cells(cascade, day) for day in days] == [
        [("SUPPORTS", former)], [("LOST", former)], [("SUPPORTS", own)], [("SUPPORTS", own)]
    ]  # fmt: skip
    assert cells(cascade, "2025-08-01", then={"position": before}) == [("LOST", former)], "so it was known then"
    assert supporting(cascade, "head") == {"2025-Q1": 1, "2025-Q2": 1}
    assert supporting(cascade, "heir") == {"2025-Q3": 1, "2025-Q4": 1, "2025": 1}


def supporting(town: Town, who: str) -> dict[str, int]:
    """How many results support that of a leader, by window; windows without any are not there."""
    query = """query Q($id: ID!) { supportAchievements(first: 9, where: {resultId: $id}) {
      nodes { window supporting } } }"""
    found = asker(town, "admin").data(query, id=gid(town, "WorkResult", town.result(who)))
    return {each["window"]: each["supporting"] for each in found["supportAchievements"]["nodes"]}


def test_b5_a_revision_supports_what_a_draft_may_support_and_nothing_else(cascade: Town) -> None:
    officer = asker(cascade, "officer")
    assert rules(give(officer, "revisePlan", "plan { id }", pointing(cascade, "member"))) == ["B5.3"]
    cascade.draft("second", title="Layanan terpadu")
    assert rules(give(officer, "revisePlan", "plan { id }", pointing(cascade, "second"))) == ["B5.1"]
    half = pointing(cascade, "head")
    del half["supports"][0]["supportsPlanId"]
    assert rules(give(officer, "revisePlan", "plan { id }", half)) == ["B3.13"]
    succeeded(cascade)
    ended = give(officer, "proposePlanRevision", "proposal { id }", pointing(cascade, "head", "2025-09-01"))
    assert rules(ended) == ["B8.11"], "it supports that already"


def test_b5_4_what_ended_with_its_plan_is_not_supported_anew(cascade: Town) -> None:
    succeeded(cascade)
    officer, heir = asker(cascade, "heir"), asker(cascade, "heir")
    leaves(cascade, "officer")
    assert rules(give(heir, "revisePlan", "plan { id }", pointing(cascade))) == []
    again = pointing(cascade, "head", "2025-09-01")
    assert rules(give(officer, "revisePlan", "plan { id }", again)) == ["B5.4"]


def test_b8_a_result_is_removed_from_a_day_on(town: Town) -> None:
    town.draft()
    town.approve()
    officer, plan = asker(town, "officer"), gid(town, "PerformancePlan", town.plan())
    extra = {
        "kind": "ADDITIONAL",
        "title": "Lembur",
        "weight": "0",
        "targets": [
            {
                "indicatorId": gid(town, "Indicator", town.named("Indicator", "IND")),
                "aspect": "QUANTITY",
                "amount": "10",
            }
        ],
    }
    wanted = "plan { results { id endsBefore targets { effectiveOn endsBefore isNewest } } balance { targets } }"
    added = give(officer, "revisePlan", wanted,
                 {"planId": plan, "effectiveOn": "2025-02-01", "addResults": [extra], **WHY})["plan"]  # fmt: skip
    gone = {"planId": plan, "effectiveOn": "2025-04-01", "removeResults": [added["results"][1]["id"]], **WHY}
    assert rules(give(asker(town, "member"), "revisePlan", "plan { id }", gone)) == ["H6.1"]
    removed = give(officer, "revisePlan", wanted, gone)["plan"]
    assert removed["results"][1]["endsBefore"] == "2025-04-01"
    assert removed["results"][1]["targets"] == [
        {"effectiveOn": "2025-02-01", "endsBefore": "2025-04-01", "isNewest": False}
    ]
    assert (removed["results"][0]["endsBefore"], removed["results"][0]["targets"][0]["isNewest"]) == (None, True)
    assert sum(each["targets"] for each in removed["balance"]) == 1
    assert [len(cells(town, day)) for day in ("2025-01-31", "2025-03-31", "2025-04-01")] == [1, 2, 1]
    only = {"planId": plan, "effectiveOn": "2025-05-01", "removeResults": [removed["results"][0]["id"]], **WHY}
    assert rules(give(officer, "revisePlan", "plan { id }", only)) == ["B3.2"]


# ── closing, and what follows ────────────────────────────────────────────────────────────────────────

CLOSED = {"closedOn": "2025-01-31", "cause": "TRANSFERRED", "reason": "mutasi"}


def test_b3_a_plan_is_closed_with_a_reason_and_judged_to_its_last_month(town: Town) -> None:
    town.draft()
    town.approve()
    given = {"planId": gid(town, "PerformancePlan", town.plan())}
    for who in ("member", "second", "head"):
        assert rules(give(asker(town, who), "closePlan", "plan { id }", {**given, **CLOSED})) == ["H6.1"]
    closed = give(
        asker(town, "admin"), "closePlan", "plan { state closedOn closingCause closingReason endsOn }",
        {**given, **CLOSED},
    )["plan"]  # fmt: skip
    assert closed == {
        "state": "CLOSED", "closedOn": "2025-01-31", "closingCause": "TRANSFERRED", "closingReason": "mutasi",
        "endsOn": "2025-12-31",
    }  # fmt: skip
    line = {"targetId": gid(town, "Target", town.target()), "amount": "5"}
    member = asker(town, "member")
    january = give(member, "reportProgress", "report { state }", {**given, "month": "2025-01", "lines": [line]})
    assert january["report"] == {"state": "SUBMITTED"}, "the last month is still reported"
    february = give(member, "reportProgress", "report { state }", {**given, "month": "2025-02", "lines": [line]})
    assert rules(february) == ["C1.2"]
    revised = give(asker(town, "officer"), "revisePlan", "plan { id }", {**moving(town), **WHY})
    assert rules(revised) == ["B3.15"]


def test_b8_the_posts_results_are_inherited_and_the_persons_go_along(town: Town) -> None:
    """The member leaves in July; the second takes the post, and takes an own result along."""
    town.draft()
    second = own_and_of_the_post(town)
    new = moved(town, "member", "second")
    plan = give(
        asker(town, "second"), "draftPlan",
        "plan { results { title heldBy weight inheritedFrom { title } targets { amount effectiveOn } } }",
        {
            "positionId": gid(town, "Position", town.named("Position", "MEMBER")),
            "assignmentId": gid(town, "Assignment", new),
            "periodId": gid(town, "Period", town.named("Period", "2025")),
            "inheritFrom": [gid(town, "PerformancePlan", town.plan()), gid(town, "PerformancePlan", second)],
        },
    )  # fmt: skip
    assert plan["userErrors"] == []
    assert plan["plan"]["results"] == [
        {
            "title": "Permohonan dilayani", "heldBy": "POST", "weight": "100", "inheritedFrom": None,
            "targets": [{"amount": "600.00", "effectiveOn": "2025-07-01"}],
        },
        {
            "title": "Inovasi antrean", "heldBy": "PERSON", "weight": "40",
            "inheritedFrom": {"title": "Inovasi antrean"},
            "targets": [{"amount": "50.00", "effectiveOn": "2025-07-01"}],
        },
    ]  # fmt: skip
    strange = give(
        asker(town, "second"), "draftPlan", "plan { id }",
        {
            "positionId": gid(town, "Position", town.named("Position", "SECOND")),
            "assignmentId": gid(town, "Assignment", town.ids["assignment-back"]),
            "periodId": gid(town, "Period", town.named("Period", "2025")),
            "inheritFrom": [gid(town, "PerformancePlan", town.plan())],
        },
    )  # fmt: skip
    assert rules(strange) == ["B8.9"]


def own_and_of_the_post(town: Town) -> UUID:
    """The plan of the second, with a result of the post and one of the person."""
    draft = DraftPlan(
        position_id=town.named("Position", "SECOND"),
        assignment_id=town.ids["assignment-second"],
        period_id=town.named("Period", "2025"),
    )
    town.give(draft, "second", "draft-second")
    for key, title, weight, holder in (
        ("post", "Arsip tertib", "60", ResultHolder.POST),
        ("own", "Inovasi antrean", "40", ResultHolder.PERSON),
    ):
        result = ResultInput(
            kind=WorkResultKind.PRIMARY,
            title=title,
            weight=Decimal(weight),
            held_by=holder,
            targets=(target_of(town, "100"),),
        )
        town.give(AddWorkResult(plan_id=town.plan("second"), result=result), "second", f"result-second-{key}")
    town.give(SubmitPlan(plan_id=town.plan("second")), "second", "submit")
    town.give(ApprovePlan(plan_id=town.plan("second")), "officer", "approve")
    return town.plan("second")


def moved(town: Town, out: str, into: str) -> UUID:
    """Somebody takes over the post of another on the first of July; gives the new assignment."""
    for who in (out, into):
        end = EndAssignment(
            position_id=town.named("Position", who.upper()),
            assignment_id=town.ids[f"assignment-{who}"],
            last_day=date(2025, 6, 30),
        )
        town.give(end, "admin", f"end-{who}")
    for key, position in (("moved", out), ("back", into)):
        start = StartAssignment(
            employee_id=town.ids[into],
            position_id=town.named("Position", position.upper()),
            kind=AssignmentKind.DEFINITIVE if key == "moved" else AssignmentKind.ACTING,
            starts_on=date(2025, 7, 1),
            ends_on=None if key == "moved" else date(2025, 12, 31),
            letter=LETTER,
        )
        receipt = town.give(start, "admin", key)
        assert receipt.facts == 1
        town.ids[f"assignment-{key}"] = _assignment(town, key)
    return town.ids["assignment-moved"]


def _assignment(town: Town, key: str) -> UUID:
    from kinerja.domain.ids import made_by

    return made_by(town.command_id(key), "assignment")


def test_b3_14_a_perspective_is_for_high_leaders_only(town: Town) -> None:
    town.draft()
    given = {
        "planId": gid(town, "PerformancePlan", town.plan()),
        "result": {"kind": "ADDITIONAL", "title": "Lain", "weight": "0", "perspective": "BUDGET", "targets": []},
    }
    assert rules(give(asker(town, "member"), "addWorkResult", "plan { id }", given)) == ["B3.14"]


def test_b3_the_annex_of_a_plan(town: Town) -> None:
    town.draft()
    plan = {"planId": gid(town, "PerformancePlan", town.plan())}
    for part, content in (("RESOURCES", "Dua petugas"), ("RESOURCES", "Tiga petugas"), ("CONSEQUENCES", "Bimbingan")):
        payload = give(
            asker(town, "officer"), "setPlanAnnex", "plan { annex { part content } }",
            {**plan, "part": part, "content": content},
        )  # fmt: skip
    assert payload["plan"]["annex"] == [
        {"part": "CONSEQUENCES", "content": "Bimbingan"},
        {"part": "RESOURCES", "content": "Tiga petugas"},
    ]
    refused = give(
        asker(town, "second"), "setPlanAnnex", "plan { id }", {**plan, "part": "RESOURCES", "content": "x"}
    )
    assert rules(refused) == ["H6.1"]
