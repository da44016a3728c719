"""Standards through GraphQL (A1)."""

from typing import Any
from uuid import uuid4

from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import Town


def test_a1_which_standards_were_in_force_for_a_post_on_a_day_is_one_query(town: Town) -> None:
    member = Asker(town.service, town.agency, town.ids["member"])
    query = """query Q($position: ID!, $day: Date!) {
      standards(first: 5, validOn: $day, where: {positionId: $position, inForce: true}) {
        totalCount nodes { code procedure legalBasis effectiveOn positions { code } } } }"""

    def on(day: str, post: str) -> Any:
        position = str(GlobalId("Position", town.agency, town.named("Position", post)))
        return member.data(query, position=position, day=day)["standards"]

    (standard,) = on("2025-01-01", "MEMBER")["nodes"]
    assert standard["procedure"] == ["terima", "proses"]
    assert standard["positions"] == [{"code": "MEMBER"}]
    assert on("2024-12-31", "MEMBER")["totalCount"] == 0
    assert on("2025-01-01", "HEAD")["totalCount"] == 0


def test_a1_a_standard_is_drafted_approved_and_brought_into_force_in_that_order(town: Town) -> None:
    admin = Asker(town.service, town.agency, town.ids["admin"])
    head = Asker(town.service, town.agency, town.ids["head"])
    draft = """mutation M($input: DraftStandardInput!) {
      draftStandard(input: $input) { standard { id stage } userErrors { rule } } }"""
    position = str(GlobalId("Position", town.agency, town.named("Position", "SECOND")))
    given = {
        "commandId": str(uuid4()), "code": "BARU", "title": "Standar Baru", "service": "Layanan",
        "positionIds": [position], "legalBasis": "Perwali 2/2025",
    }  # fmt: skip
    standard = admin.data(draft, input=given)["draftStandard"]["standard"]
    assert standard["stage"] == "DRAFT"
    force = """mutation M($input: BringStandardIntoForceInput!) { bringStandardIntoForce(input: $input) {
      standard { stage effectiveOn } userErrors { __typename rule ... on MissingStep { action } } } }"""
    when = {"commandId": str(uuid4()), "standardId": standard["id"], "effectiveOn": "2025-06-01"}
    skipped = head.data(force, input=when)["bringStandardIntoForce"]
    assert skipped["userErrors"] == [{"__typename": "MissingStep", "rule": "A1.1", "action": "approveStandard"}]
    approve = """mutation M($input: ApproveStandardInput!) {
      approveStandard(input: $input) { standard { stage approvedAt } userErrors { rule } } }"""
    command = {"commandId": str(uuid4()), "standardId": standard["id"]}
    assert admin.data(approve, input=command)["approveStandard"]["userErrors"] == [{"rule": "H6.1"}]
    assert head.data(approve, input=command)["approveStandard"]["standard"]["stage"] == "APPROVED"
    held = head.data(force, input=when)["bringStandardIntoForce"]
    assert held["standard"] == {"stage": "IN_FORCE", "effectiveOn": "2025-06-01"}
