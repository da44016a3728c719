"""Refusals name the input that they concern, at its place in the command."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kinerja.application.commands import Command
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import AddWorkResult
from kinerja.application.report_drafts import SubmitReport
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.vocabulary import Aspect
from tests.graphql.test_plan_revisions import WHY, asker
from tests.graphql.test_plan_templates import define, drafted
from tests.graphql.test_plans import gid, give
from tests.paths import leads_to_an_input
from tests.people import Town

NOBODY = UUID(int=7)


def target(town: Town, amount: str = "1200", indicator: UUID | None = None) -> dict[str, Any]:
    id = indicator or town.named("Indicator", "IND")
    return {"indicatorId": gid(town, "Indicator", id), "aspect": "QUANTITY", "amount": amount}


def extra(*targets: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"kind": "ADDITIONAL", "title": "Lembur", "weight": "0", "targets": list(targets), **more}


def faults(payload: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(error["rule"], error["path"]) for error in payload["userErrors"]]


def test_b3_an_added_result_is_refused_where_it_is_wrong(town: Town) -> None:
    town.draft()
    plan = {"planId": gid(town, "PerformancePlan", town.plan())}

    def add(result: dict[str, Any]) -> list[tuple[str, list[str]]]:
        return faults(give(asker(town, "member"), "addWorkResult", "plan { id }", {**plan, "result": result}))

    whole, result = target(town), ["result"]
    assert add(extra(whole, target(town, "0"))) == [("B3.5", [*result, "targets", "1", "amount"])]
    assert add(extra(whole, target(town, indicator=NOBODY))) == [("H12.1", [*result, "targets", "1", "indicatorId"])]
    assert add(extra(whole, weight="1")) == [("B3.6", [*result, "weight"])]
    assert add(extra(whole, perspective="SERVICE_USERS")) == [("B3.14", [*result, "perspective"])]
    supported = gid(town, "PerformancePlan", town.plan())
    assert add(extra(whole, supportsPlanId=supported)) == [("B3.13", [*result, "supportsResultId"])]
    one = {"resultId": gid(town, "WorkResult", town.result()), "target": target(town, "0")}
    zero = give(asker(town, "member"), "setTarget", "plan { id }", {**plan, **one})
    assert faults(zero) == [("B3.5", ["target", "amount"])]


def test_b8_a_revision_is_refused_where_it_is_wrong(town: Town) -> None:
    town.draft()
    town.approve()
    result = gid(town, "WorkResult", town.result())
    plan = {"planId": gid(town, "PerformancePlan", town.plan()), "effectiveOn": "2025-05-01", **WHY}

    def revise(**what: Any) -> list[tuple[str, list[str]]]:
        return faults(give(asker(town, "officer"), "revisePlan", "plan { id }", {**plan, **what}))

    whole, zero, unknown = target(town), target(town, "0"), target(town, indicator=NOBODY)
    added = ["addResults", "1", "targets", "1"]
    assert revise(addResults=[extra(whole), extra(whole, zero)], setTargets=[
        {"resultId": result, "target": whole}, {"resultId": result, "target": zero},
    ]) == [("B3.5", [*added, "amount"]), ("B3.5", ["setTargets", "1", "target", "amount"])]  # fmt: skip
    assert revise(addResults=[extra(whole), extra(whole, unknown)]) == [("H12.1", [*added, "indicatorId"])]
    set_last = {"setTargets": [{"resultId": result, "target": unknown}]}
    assert revise(**set_last) == [("H12.1", ["setTargets", "0", "target", "indicatorId"])]
    assert revise(addResults=[extra(whole), extra(whole, weight="1")]) == [("B3.6", ["addResults", "1", "weight"])]
    of_nobody = gid(town, "WorkResult", NOBODY)
    unknown_result = {"resultId": of_nobody, "target": whole}
    assert revise(removeResults=[of_nobody]) == [("B3.8", ["removeResults", "0"])]
    assert revise(setTargets=[unknown_result]) == [("B3.8", ["setTargets", "0", "resultId"])]
    half = {"resultId": result, "supportsResultId": result}
    assert revise(supports=[half]) == [("B3.13", ["supports", "0", "supportsResultId"])]


def test_b9_a_template_names_the_indicator_that_is_unknown_and_a_draft_the_post(town: Town) -> None:
    result = {**extra(target(town), target(town, indicator=NOBODY)), "kind": "PRIMARY", "weight": "100"}
    assert faults(define(town, results=[result])) == [("H12.1", ["results", "0", "targets", "1", "indicatorId"])]
    template = define(town)["template"]["id"]
    assert faults(drafted(town, template)) == []
    assert faults(drafted(town, template)) == [("B3.12", ["positionId"])]


def test_b3_5_a_template_of_whose_target_nothing_falls_to_the_plan_is_refused_as_a_whole(town: Town) -> None:
    ended = {"positionId": gid(town, "Position", town.named("Position", "MEMBER")), "lastDay": "2025-01-31"}
    ended["assignmentId"] = gid(town, "Assignment", town.ids["assignment-member"])
    assert faults(give(asker(town, "admin"), "endAssignment", "assignment { id }", ended)) == []
    small = {**extra(target(town, "0.01")), "kind": "PRIMARY", "weight": "100"}
    assert faults(drafted(town, define(town, results=[small])["template"]["id"])) == [("B3.5", ["templateId"])]


def test_b7_a_sharing_names_the_share_whose_plan_is_unknown(town: Town) -> None:
    town.draft()
    town.approve()
    named = [{"planId": gid(town, "PerformancePlan", id), "share": "50"} for id in (town.plan(), NOBODY)]
    given = {
        "planId": gid(town, "PerformancePlan", town.plan()), "targetId": gid(town, "Target", town.target()),
        "effectiveOn": "2025-01-01", "shares": named,
    }  # fmt: skip
    shared = give(asker(town, "member"), "shareTarget", "sharedTarget { id }", given)
    assert faults(shared) == [("H12.1", ["shares", "1", "planId"])]


ADDING = AddWorkResult(
    plan_id=NOBODY,
    result=ResultInput(
        kind=WorkResultKind.ADDITIONAL, title="x", weight=Decimal(0),
        targets=(TargetInput(indicator_id=NOBODY, aspect=Aspect.QUANTITY, amount=Decimal(0)),),
    ),
)  # fmt: skip
SUBMITTING = SubmitReport(plan_id=NOBODY, month="2025-01")


@pytest.mark.parametrize(
    ("command", "path", "leads"),
    [
        (ADDING, (), True),
        (ADDING, ("commandId",), True),
        (ADDING, ("result", "targets", 0, "amount"), True),
        (ADDING, ("result", "targets", 1, "amount"), False),
        (ADDING, ("result", "targets", "0", "amount"), False),
        (ADDING, ("result", "targets", "amount"), False),
        (ADDING, ("result.weight",), False),
        (ADDING, ("amount",), False),
        (ADDING, ("planId", "amount"), False),
        (SUBMITTING, ("lines", 4, "amount"), True),
        (SUBMITTING, ("lines", 4, "weight"), False),
    ],
)
def test_h12_a_path_leads_to_an_input_or_it_does_not(
    command: Command, path: tuple[str | int, ...], leads: bool
) -> None:
    assert leads_to_an_input(path, command) is leads
