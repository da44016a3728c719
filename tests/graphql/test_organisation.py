"""The organisation through GraphQL (B1)."""

from datetime import date
from typing import Any
from uuid import uuid4

from kinerja.application.organisation import EndAssignment, StartAssignment
from kinerja.domain.vocabulary import AssignmentKind
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import LETTER, Town


def test_b1_who_held_a_post_on_a_day_is_one_query_also_for_days_to_come(town: Town) -> None:
    end = EndAssignment(
        position_id=town.named("Position", "OFFICER"),
        assignment_id=town.ids["assignment-officer"],
        last_day=date(2025, 6, 30),
        reason="pensiun",
    )
    town.give(end, "admin", "end")
    start = StartAssignment(
        employee_id=town.ids["second"],
        position_id=town.named("Position", "OFFICER"),
        kind=AssignmentKind.ACTING,
        starts_on=date(2025, 7, 1),
        ends_on=date(2025, 9, 30),
        letter=LETTER,
    )
    town.give(start, "admin", "acting")
    query = """query Q($p: ID!, $day: Date!) {
      assignments(first: 5, validOn: $day, where: {positionId: $p, valid: true}) {
      nodes { kind startsOn endsOn letterNumber employee { name } } } }"""
    position = str(GlobalId("Position", town.agency, town.named("Position", "OFFICER")))
    member = Asker(town.service, town.agency, town.ids["member"])

    def holders(day: str) -> list[tuple[str, str]]:
        nodes = member.data(query, p=position, day=day)["assignments"]["nodes"]
        return [(node["employee"]["name"], node["kind"]) for node in nodes]

    assert holders("2025-06-30") == [("Pegawai officer", "DEFINITIVE")]
    assert holders("2025-07-01") == [("Pegawai second", "ACTING")]
    assert holders("2025-10-01") == []


def test_b1_the_rater_on_a_day_follows_the_assignments(town: Town) -> None:
    """From 1 July the successor approves, the predecessor does not: rights are of now."""
    from kinerja.application.plans import ApprovePlan, SubmitPlan
    from kinerja.domain.act import Capacity
    from kinerja.domain.plans import PerformancePlan
    from kinerja.domain.refusals import Refused

    town.draft()
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit")
    last_day = date(2025, 5, 4)  # yesterday, on the test's clock
    end = EndAssignment(
        position_id=town.named("Position", "OFFICER"), assignment_id=town.ids["assignment-officer"], last_day=last_day
    )
    town.give(end, "admin", "end")
    town.assign("second", "OFFICER", "acting", AssignmentKind.ACTING)
    refused = None
    try:
        town.give(ApprovePlan(plan_id=town.plan()), "officer", "late")
    except Refused as error:
        refused = error.refusals[0].rule.id
    assert refused == "H6.1"
    town.give(ApprovePlan(plan_id=town.plan()), "second", "approve")
    log = town.service.logs.of(town.agency)
    (approval,) = [fact for fact in log.events.get(town.plan()) if type(fact).__name__ == "PlanApproved"]
    assert approval.act.capacity == Capacity.ACTING  # type: ignore[attr-defined]  # a PlanApproved
    assert approval.act.letter == LETTER  # type: ignore[attr-defined]  # a PlanApproved
    assert log.load(PerformancePlan, town.plan()).state == "APPROVED"


def test_b1_an_employee_is_registered_and_named_through_graphql(town: Town) -> None:
    document = """mutation M($input: RegisterEmployeeInput!) { registerEmployee(input: $input) {
      employee { id name nip tokenSubject } userErrors { rule path } } }"""
    admin = Asker(town.service, town.agency, town.ids["admin"])
    person = {"name": "Rahmi Putri", "nip": "199203042019032007", "employment": "CONTRACT"}
    given = {"commandId": str(uuid4()), "employee": person}
    employee = admin.data(document, input=given)["registerEmployee"]["employee"]
    assert (employee["name"], employee["nip"]) == ("Rahmi Putri", "199203042019032007")
    assert employee["tokenSubject"]
    wrong = {**given, "commandId": str(uuid4()), "employee": {**person, "nip": "12345"}}
    assert admin.data(document, input=wrong)["registerEmployee"]["userErrors"] == [{"rule": "B1.6", "path": ["nip"]}]


def test_b1_a_unit_knows_who_belongs_to_it_on_a_day_and_how_many(town: Town) -> None:
    town.first_quarter()
    query = """query Q($day: Date) { orgUnits(first: 9, validOn: $day) { nodes { code memberCount members {
      kind employee { name newestEvaluation { window predicate } } } } } }"""

    def units(who: str | None, day: str | None = None) -> dict[str, dict[str, Any]]:
        asker = Asker(town.service, town.agency, town.ids[who] if who else None)
        return {node["code"]: node for node in asker.data(query, day=day)["orgUnits"]["nodes"]}

    (unit,) = units("inspector").values()
    assert unit["memberCount"] == len(unit["members"]) == 4
    judged = {each["employee"]["name"]: each["employee"]["newestEvaluation"] for each in unit["members"]}
    assert judged["Pegawai member"] == {"window": "2025-Q1", "predicate": "GOOD"}
    (before,) = units("inspector", "2020-01-01").values()
    assert (before["memberCount"], before["members"]) == (0, [])
    (public,) = units(None).values()
    assert (public["memberCount"], public["members"]) == (None, None)
