"""Plans are approved by indicators of standards that were approved and still hold, through GraphQL (B4)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.application.indicators import DefineIndicator
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import AddWorkResult, DraftPlan, SetTarget, SubmitPlan
from kinerja.application.standards import ApproveStandard, DraftStandard, EvaluateStandard, RetireStandard
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.standard_vocabulary import Recommendation
from kinerja.domain.vocabulary import Aspect
from tests.asking import Asker
from tests.graphql.test_plans import gid
from tests.people import Town, manual

BECAUSE = {"reason": "anggaran berubah", "legalBasis": "SK 10"}


@pytest.fixture
def new_standard(town: Town) -> Town:
    """A standard that waits for approval, with an indicator of its own."""
    draft = DraftStandard(
        code="BARU",
        title="Standar baru",
        service="Layanan baru",
        position_ids=(town.named("Position", "MEMBER"),),
        legal_basis="Perwali 2/2025",
    )
    town.give(draft, None, "new-standard")
    define = DefineIndicator(
        code="BARU-1",
        standard_id=town.named("PerformanceStandard", "BARU"),
        manual=manual(name="Berkas diarsipkan"),
        effective_on=date(2025, 1, 1),
    )
    town.give(define, "admin", "new-indicator")
    return town


def target(town: Town, code: str) -> TargetInput:
    return TargetInput(indicator_id=town.named("Indicator", code), aspect=Aspect.QUANTITY, amount=Decimal(12))


def give(town: Town, name: str, who: str = "officer", **given: Any) -> list[Any]:
    """The errors of a command on the member's plan, or on what is given."""
    document = f"""mutation M($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {{
      userErrors {{ rule path message ... on MissingStep {{ action }} }} }} }}"""
    command = {"commandId": str(town.command_id(f"{name}-{given}")), **given}
    errors: list[Any] = Asker(town.service, town.agency, town.ids[who]).data(document, input=command)[name][
        "userErrors"
    ]
    return errors


def plan(town: Town) -> dict[str, Any]:
    return {"planId": gid(town, "PerformancePlan", town.plan())}


def submitted(town: Town, code: str) -> None:
    """The member's plan with one target more, in an indicator."""
    town.draft()
    more = SetTarget(plan_id=town.plan(), result_id=town.result(), target=target(town, code))
    town.give(more, "member", f"more-{code}")
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit")


def retired(town: Town, last_day: date) -> None:
    """The standard in force ends."""
    standard = town.named("PerformanceStandard", "STD")
    town.give(
        EvaluateStandard(standard_id=standard, finding="usang", recommendation=Recommendation.RETIRE),
        "admin",
        "evaluate",
    )
    town.give(RetireStandard(standard_id=standard, last_day=last_day, reason="usang"), "head", "retire")


def revising(town: Town, code: str, amount: str = "9") -> dict[str, Any]:
    given = {"indicatorId": gid(town, "Indicator", town.named("Indicator", code)), "aspect": "TIME", "amount": amount}
    line = {"resultId": gid(town, "WorkResult", town.result()), "target": given}
    return {**plan(town), "effectiveOn": "2025-06-01", "setTargets": [line], **BECAUSE}


def test_b4_1_a_plan_waits_for_the_standards_of_its_indicators(new_standard: Town) -> None:
    """It is drafted and submitted all the same; approved standards need not be in force yet."""
    town = new_standard
    submitted(town, "BARU-1")
    (error,) = give(town, "approvePlan", **plan(town))
    assert error == {
        "rule": "B4.1",
        "path": ["planId"],
        "message": "The standard of the indicator “Berkas diarsipkan” was never approved.",
        "action": "approveStandard",
    }
    approve = ApproveStandard(standard_id=town.named("PerformanceStandard", "BARU"))
    town.give(approve, "head", "approve-new-standard")
    assert give(town, "approvePlan", **plan(town)) == []


@pytest.mark.parametrize(("last_day", "rules"), [(date(2025, 1, 31), ["B4.2"]), (date(2025, 2, 1), [])])
def test_b4_2_a_plan_is_approved_by_standards_that_hold_on_its_first_day(
    town: Town, last_day: date, rules: list[str]
) -> None:
    draft = DraftPlan(
        position_id=town.named("Position", "MEMBER"),
        assignment_id=town.ids["assignment-member"],
        period_id=town.named("Period", "2025"),
        starts_on=date(2025, 2, 1),
    )
    town.give(draft, "member", "draft")
    result = ResultInput(
        kind=WorkResultKind.PRIMARY, title="Dilayani", weight=Decimal(100), targets=(target(town, "IND"),)
    )
    town.give(AddWorkResult(plan_id=town.plan(), result=result), "member", "result")
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit")
    retired(town, last_day)
    assert [each["rule"] for each in give(town, "approvePlan", **plan(town))] == rules


def test_b4_2_a_target_behind_the_last_day_of_its_standard_is_not_brought_in(town: Town) -> None:
    town.draft()
    town.approve()
    retired(town, date(2025, 5, 31))
    (error,) = give(town, "revisePlan", **revising(town, "IND"))
    assert (error["rule"], error["message"]) == (
        "B4.2", "The standard of the indicator “Permohonan selesai” holds to 2025-05-31 only.",
    )  # fmt: skip
    known = revising(town, "IND")
    known["setTargets"][0]["targetId"] = gid(town, "Target", town.target())
    assert give(town, "revisePlan", **known) == [], "what was approved goes on, also with another amount"


def test_b4_2_a_target_on_the_last_day_of_its_standard_is_brought_in(town: Town) -> None:
    town.draft()
    town.approve()
    retired(town, date(2025, 6, 1))
    assert give(town, "revisePlan", **revising(town, "IND")) == []


def test_b4_1_a_revision_is_proposed_and_not_adopted_before_the_standard_is_approved(new_standard: Town) -> None:
    town = new_standard
    town.draft()
    town.approve()
    assert [each["rule"] for each in give(town, "revisePlan", **revising(town, "BARU-1"))] == ["B4.1"]
    assert give(town, "proposePlanRevision", "member", **revising(town, "BARU-1")) == []
    query = "{ planRevisionProposals(first: 1) { nodes { id } } }"
    member = Asker(town.service, town.agency, town.ids["member"])
    (proposal,) = member.data(query)["planRevisionProposals"]["nodes"]
    adopt = {"proposalId": proposal["id"], "disposition": "ADOPTED", "reason": "disetujui"}
    assert [each["rule"] for each in give(town, "decidePlanRevision", **adopt)] == ["B4.1"]
    approve = ApproveStandard(standard_id=town.named("PerformanceStandard", "BARU"))
    town.give(approve, "head", "approve-new-standard")
    assert give(town, "decidePlanRevision", **adopt) == []
