"""Templates of plans through GraphQL (B9)."""

import threading
from datetime import date
from typing import Any
from uuid import uuid4

import msgspec

from kinerja.application.batches import ITEM_KINDS, run_batch
from kinerja.application.organisation import EndAssignment
from kinerja.application.plan_templates import DraftPlanFromTemplate
from kinerja.graphql.ids import parse_global_id
from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import Town


def asker(town: Town, who: str) -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


def define(town: Town, who: str = "admin", **changes: Any) -> dict[str, Any]:
    target = {
        "indicatorId": gid(town, "Indicator", town.named("Indicator", "IND")), "aspect": "QUANTITY", "amount": "1200",
    }  # fmt: skip
    given = {
        "code": "LOKET", "title": "Petugas loket",
        "results": [{"kind": "PRIMARY", "title": "Permohonan dilayani", "weight": "100", "targets": [target]}],
        "expectations": [{"value": "SERVICE_ORIENTED", "expectation": "Ramah"}], **changes,
    }  # fmt: skip
    shown = """template { id code version results { title weight targets { amount indicator { code } } }
      expectations { value expectation } }"""
    return give(asker(town, who), "definePlanTemplate", shown, given)


def drafted(town: Town, template: str, who: str = "admin", position: str = "MEMBER") -> dict[str, Any]:
    given = {
        "templateId": template, "positionId": gid(town, "Position", town.named("Position", position)),
        "periodId": gid(town, "Period", town.named("Period", "2025")),
    }  # fmt: skip
    shown = """plan { id state templateVersion employee { name } startsOn endsOn
      results { title heldBy targets { amount } } expectations { value expectation } }"""
    return give(asker(town, who), "draftPlanFromTemplate", shown, given)


def test_b9_a_plan_from_a_template_is_whole(town: Town) -> None:
    made = define(town)
    assert made["userErrors"] == []
    assert made["template"]["results"] == [
        {
            "title": "Permohonan dilayani", "weight": "100",
            "targets": [{"amount": "1200", "indicator": {"code": "IND"}}],
        }
    ]  # fmt: skip
    plan = drafted(town, made["template"]["id"])["plan"]
    del plan["id"]
    assert plan == {
        "state": "DRAFT", "templateVersion": 1, "employee": {"name": "Pegawai member"}, "startsOn": "2025-01-01",
        "endsOn": "2025-12-31",
        "results": [{"title": "Permohonan dilayani", "heldBy": "POST", "targets": [{"amount": "1200"}]}],
        "expectations": [{"value": "SERVICE_ORIENTED", "expectation": "Ramah"}],
    }  # fmt: skip
    again = drafted(town, made["template"]["id"])
    assert [error["rule"] for error in again["userErrors"]] == ["B3.12"], "what is there is not written over"


def test_b9_a_template_that_is_defined_anew_leaves_drafted_plans_alone(town: Town) -> None:
    template = define(town)["template"]["id"]
    first = drafted(town, template)["plan"]
    anew = define(town, title="Loket depan", expectations=[])["template"]
    assert (anew["version"], anew["expectations"]) == (2, [])
    query = (
        "query Q($id: ID!) { node(id: $id) { ... on PerformancePlan { templateVersion expectations { value } } } }"
    )
    assert asker(town, "member").data(query, id=first["id"])["node"] == {
        "templateVersion": 1, "expectations": [{"value": "SERVICE_ORIENTED"}],
    }  # fmt: skip
    assert drafted(town, template, position="SECOND")["plan"]["templateVersion"] == 2


def test_b9_a_plan_of_part_of_the_period_takes_its_months_share(town: Town) -> None:
    end = EndAssignment(
        position_id=town.named("Position", "MEMBER"),
        assignment_id=town.ids["assignment-member"],
        last_day=date(2025, 7, 14),
    )
    town.give(end, "admin", "end")
    plan = drafted(town, define(town)["template"]["id"])["plan"]
    assert (plan["endsOn"], plan["results"][0]["targets"]) == ("2025-06-30", [{"amount": "600.00"}])


def test_b9_5_a_vacant_post_gets_no_plan(town: Town) -> None:
    template = define(town)["template"]["id"]
    give(
        asker(town, "admin"), "establishPosition", "position { id }",
        {
            "code": "KOSONG", "title": "Kosong", "kind": "ADMINISTRATIVE",
            "unitId": gid(town, "OrgUnit", town.named("OrgUnit", "ROOT")),
            "reportsTo": gid(town, "Position", town.named("Position", "OFFICER")),
        },
    )  # fmt: skip
    assert drafted(town, template, position="KOSONG")["userErrors"] == [{"rule": "B9.5", "path": ["positionId"]}]


def test_b9_who_defines_a_template_and_who_drafts_from_it(town: Town) -> None:
    for who in ("member", "officer", "inspector"):
        assert define(town, who)["userErrors"] == [{"rule": "H6.1", "path": []}]
    template = define(town, "head")["template"]["id"]
    for who in ("second", "inspector", "head"):
        assert drafted(town, template, who)["userErrors"] == [{"rule": "H6.1", "path": []}]
    assert drafted(town, template, "officer")["plan"]["state"] == "DRAFT"
    anybody = asker(town, "second").data("{ planTemplates(first: 9) { nodes { code } } }")
    assert anybody["planTemplates"]["nodes"] == [{"code": "LOKET"}]


def test_b9_an_incomplete_template_names_all_that_is_wrong(town: Town) -> None:
    result = {"kind": "PRIMARY", "title": "x", "weight": "60", "targets": []}
    assert define(town, results=[result])["userErrors"] == [
        {"rule": "B3.3", "path": ["results", "0"]},
        {"rule": "B3.2", "path": ["results"]},
    ]


MASS = """mutation M($input: DraftPlansFromTemplateInput!) { draftPlansFromTemplate(input: $input) {
  userErrors { rule path } batch { id items complete } } }"""


def cohort(town: Town, who: str, template: str, *codes: str, **more: Any) -> dict[str, Any]:
    given = {
        "commandId": str(uuid4()), "templateId": template,
        "periodId": gid(town, "Period", town.named("Period", "2025")),
        "positionIds": [gid(town, "Position", town.named("Position", code)) for code in codes], **more,
    }  # fmt: skip
    payload: dict[str, Any] = asker(town, who).data(MASS, input=given)["draftPlansFromTemplate"]
    return payload


def carry_out(town: Town, batch: str) -> dict[str, Any]:
    parsed = parse_global_id(batch)
    assert parsed is not None
    run_batch(town.service.commands, town.agency, parsed.id, threading.Event())
    query = """query Q($id: ID!) {
      node(id: $id) { ... on Batch { finished done refused } }
      batchItems(first: 9, where: {batchId: $id}) { nodes { concerns outcome refusals { rule } } } }"""
    report: dict[str, Any] = asker(town, "admin").data(query, id=batch)
    return report


def test_b9_a_cohort_gets_its_plans_with_a_report_per_post_and_nobody_half(town: Town) -> None:
    template = define(town)["template"]["id"]
    town.draft("second")
    begun = cohort(town, "admin", template, "MEMBER", complete=False)["batch"]
    batch = cohort(town, "admin", template, "SECOND", "OFFICER", batchId=begun["id"])["batch"]
    assert (batch["id"], batch["items"], batch["complete"]) == (begun["id"], 3, True)
    report = carry_out(town, batch["id"])
    assert report["node"] == {"finished": True, "done": 2, "refused": 1}
    assert [(item["outcome"], item["refusals"]) for item in report["batchItems"]["nodes"]] == [
        ("DONE", []), ("REFUSED", [{"rule": "B3.12"}]), ("DONE", []),
    ]  # fmt: skip
    plans = asker(town, "admin").data(
        "{ plans(first: 9) { nodes { templateVersion results { targets { amount } } expectations { value } } } }"
    )["plans"]["nodes"]
    whole = {
        "templateVersion": 1, "results": [{"targets": [{"amount": "1200"}]}],
        "expectations": [{"value": "SERVICE_ORIENTED"}],
    }  # fmt: skip
    assert sorted(plans, key=str).count(whole) == 2
    assert carry_out(town, batch["id"]) == report, "taken up again, nothing is done twice"


def test_b9_a_cohort_is_drafted_from_one_version_however_long_it_takes(town: Town) -> None:
    """The template is defined anew while the first posts wait, and again before the batch is carried out."""
    template = define(town)["template"]["id"]
    begun = cohort(town, "admin", template, "MEMBER", complete=False)["batch"]
    assert define(town, expectations=[])["template"]["version"] == 2
    batch = cohort(town, "admin", template, "SECOND", batchId=begun["id"])["batch"]
    assert define(town, title="Loket depan")["template"]["version"] == 3
    assert carry_out(town, batch["id"])["node"] == {"finished": True, "done": 2, "refused": 0}
    plans = asker(town, "admin").data("{ plans(first: 9) { nodes { templateVersion expectations { value } } } }")
    first = {"templateVersion": 1, "expectations": [{"value": "SERVICE_ORIENTED"}]}
    assert plans["plans"]["nodes"] == [first, first]
    anew = cohort(town, "admin", template, "OFFICER")["batch"]
    carry_out(town, anew["id"])
    plans = asker(town, "admin").data("{ plans(first: 9) { nodes { templateVersion } } }")["plans"]["nodes"]
    assert sorted(plan["templateVersion"] for plan in plans) == [1, 1, 3]


def test_b9_an_item_from_before_its_version_was_kept_is_drafted_from_the_newest(town: Town) -> None:
    """And its command is the one that the same item was before."""
    template = define(town)["template"]["id"]
    define(town, expectations=[])
    position, period = town.named("Position", "MEMBER"), town.named("Period", "2025")
    parsed = parse_global_id(template)
    assert parsed is not None
    old = f'{{"template_id":"{parsed.id}","position_id":"{position}","period_id":"{period}"}}'
    item = msgspec.json.decode(old, type=ITEM_KINDS["draftPlanFromTemplate"].command)
    first = town.give(item, "admin", "item")
    before = DraftPlanFromTemplate(template_id=parsed.id, position_id=position, period_id=period)
    assert town.give(before, "admin", "item") == first
    (plan,) = asker(town, "admin").data("{ plans(first: 9) { nodes { templateVersion } } }")["plans"]["nodes"]
    assert plan == {"templateVersion": 2}


def test_b9_only_administrators_draft_for_a_cohort(town: Town) -> None:
    template = define(town)["template"]["id"]
    for who in ("member", "officer", "head", "inspector"):
        assert cohort(town, who, template, "MEMBER")["userErrors"] == [{"rule": "H6.1", "path": []}]
    assert cohort(town, "admin", template)["userErrors"] == [{"rule": "B9.1", "path": []}]
