"""The organisation through GraphQL (B1)."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from kinerja.application.organisation import EndAssignment, StartAssignment
from kinerja.demo.folder import Folder
from kinerja.demo.run import examples_folder
from kinerja.domain.ids import made_by
from kinerja.domain.positions import Position, officers_over
from kinerja.domain.vocabulary import AssignmentKind, Role
from kinerja.graphql.ids import GlobalId, parse_global_id
from kinerja.service import Service
from tests.asking import Asker
from tests.people import END_OF_YEAR, LETTER, Town


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
    refused = admin.data(document, input=wrong)["registerEmployee"]["userErrors"]
    assert refused == [{"rule": "B1.6", "path": ["employee", "nip"]}]


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


OFFICERS = """query Q($employee: ID!, $day: Date) {
  assignments(first: 5, validOn: $day, where: {employeeId: $employee, valid: true}) {
    nodes { position { code } officers {
      employee { name } kind letterNumber assignment { officers { employee { name } } } } } } }"""


def officers_of(town: Town, who: str, day: str, position: str | None = None) -> list[tuple[str, str, list[str]]]:
    """Who appraises somebody on a day: name, how the post is held, and their own officers."""
    member = Asker(town.service, town.agency, town.ids["member"])
    employee = str(GlobalId("Employee", town.agency, town.ids[who]))
    nodes = member.data(OFFICERS, employee=employee, day=day)["assignments"]["nodes"]
    held = [node for node in nodes if position is None or node["position"]["code"] == position]
    return [
        (
            officer["employee"]["name"],
            officer["kind"],
            [above["employee"]["name"] for above in officer["assignment"]["officers"]],
        )
        for node in held
        for officer in node["officers"]
    ]


def acting(town: Town, who: str, position: str, starts_on: date, ends_on: date = END_OF_YEAR) -> None:
    start = StartAssignment(
        employee_id=town.ids[who], position_id=town.named("Position", position), kind=AssignmentKind.ACTING,
        starts_on=starts_on, ends_on=ends_on, letter=LETTER,
    )  # fmt: skip
    town.give(start, "admin", f"acting-{who}-{position}-{starts_on}")


def leaves(town: Town, who: str, last_day: date) -> None:
    end = EndAssignment(
        position_id=town.named("Position", who.upper()),
        assignment_id=town.ids[f"assignment-{who}"],
        last_day=last_day,
    )
    town.give(end, "admin", f"leaves-{who}")


def test_b1_who_was_whose_rater_on_a_day_is_one_query(town: Town) -> None:
    leaves(town, "officer", date(2025, 6, 30))
    acting(town, "second", "OFFICER", date(2025, 7, 1), date(2025, 9, 30))
    assert officers_of(town, "member", "2025-06-30") == [("Pegawai officer", "DEFINITIVE", ["Pegawai head"])]
    assert officers_of(town, "member", "2025-07-01") == [("Pegawai second", "ACTING", ["Pegawai head"])]
    assert officers_of(town, "member", "2025-10-01") == [("Pegawai head", "DEFINITIVE", [])], "a vacancy goes up"
    assert officers_of(town, "head", "2025-10-01") == [], "at the top"


def test_b1_who_acts_for_the_own_superior_is_rated_one_level_higher(town: Town) -> None:
    leaves(town, "officer", date(2025, 6, 30))
    acting(town, "member", "OFFICER", date(2025, 7, 1))
    assert officers_of(town, "member", "2025-07-01", "MEMBER") == [("Pegawai head", "DEFINITIVE", [])]
    assert officers_of(town, "second", "2025-07-01") == [("Pegawai member", "ACTING", ["Pegawai head"])]


def test_b1_the_rater_of_then_is_shown_as_of_then_and_the_correction_since(town: Town) -> None:
    """A wrong assignment is ended by a later fact; as of the position before it is still the one that was known."""
    acting(town, "second", "HEAD", date(2025, 7, 1))
    wrong = town.service.logs.of("TST").recorder.max_notification_id()
    member = Asker(town.service, town.agency, town.ids["member"])
    query = """query Q($employee: ID!, $at: LogPosition) {
      assignments(
        first: 5, validOn: "2025-07-05", asOf: {position: $at}, where: {employeeId: $employee, valid: true}
      ) {
        nodes { officers { employee { name } kind } } } }"""
    ended = made_by(town.command_id("acting-second-HEAD-2025-07-01"), "assignment")
    end = EndAssignment(
        position_id=town.named("Position", "HEAD"), assignment_id=ended, last_day=date(2025, 7, 1), reason="keliru"
    )
    town.give(end, "admin", "correction")
    officer = str(GlobalId("Employee", town.agency, town.ids["officer"]))
    then = member.data(query, employee=officer, at=str(wrong))["assignments"]["nodes"][0]["officers"]
    assert [each["kind"] for each in then] == ["DEFINITIVE", "ACTING"]
    assert [each[1] for each in officers_of(town, "officer", "2025-07-05")] == ["DEFINITIVE"]


def test_b1_the_scope_of_a_role_is_shown(town: Town) -> None:
    town.grant("second", Role.AUDITOR, (town.named("OrgUnit", "ROOT"),))
    query = "{ roleGrants(first: 9) { nodes { role units { code } } } }"
    grants = Asker(town.service, town.agency, town.ids["member"]).data(query)["roleGrants"]["nodes"]
    assert {"role": "AUDITOR", "units": [{"code": "ROOT"}]} in grants
    assert {"role": "STANDARD_AUTHORITY", "units": []} in grants


def test_b1_the_roles_that_hold_on_a_day_are_one_query(town: Town) -> None:
    query = "query Q($day: Date!) { roleGrants(first: 9, validOn: $day, where: {valid: true}) { nodes { role } } }"
    member = Asker(town.service, town.agency, town.ids["member"])

    def roles(day: str) -> set[str]:
        return {node["role"] for node in member.data(query, day=day)["roleGrants"]["nodes"]}

    assert "INSPECTOR" in roles("2025-05-05")
    assert roles("2024-11-30") == set()


@pytest.mark.parametrize("day", ["2025-01-02", "2025-06-30", "2025-10-15", "2026-02-01"])
def test_b1_the_raters_that_are_shown_are_those_the_domain_finds(sawahlunto: Service, day: str) -> None:
    """Every assignment of a city that holds on a day, against the rule that commands are permitted by."""
    log = sawahlunto.logs.of("SWL")
    query = """query Q($day: Date!, $after: String) {
      assignments(first: 50, validOn: $day, after: $after, where: {valid: true}) {
        pageInfo { hasNextPage } nodes { employee { id } position { id } officers { employee { id } kind } } } }"""
    page = Asker(sawahlunto, "SWL", employee_of(sawahlunto, "E03")).data(query, day=day)["assignments"]
    assert not page["pageInfo"]["hasNextPage"]

    def chain(position_id: UUID) -> Iterator[Position]:
        above = log.load(Position, position_id).reports_to
        while above is not None:
            position = log.load(Position, above)
            yield position
            above = position.reports_to

    for node in page["nodes"]:
        ratee, position = (inner(node[each]["id"]) for each in ("employee", "position"))
        expected = officers_over(ratee, chain(position), date.fromisoformat(day))
        shown = [(inner(each["employee"]["id"]), each["kind"]) for each in node["officers"]]
        assert sorted(shown) == sorted((each.employee_id, each.capacity.value) for each in expected)
        assert [kind for _, kind in shown] == [each.capacity.value for each in expected]
    assert any(node["officers"] for node in page["nodes"])


def inner(id: str) -> UUID:
    """The id inside a global one."""
    parsed = parse_global_id(id)
    assert parsed is not None
    return parsed.id


def employee_of(service: Service, code: str) -> UUID:
    folder = Folder(examples_folder() / "sawahlunto", service.logs)
    return folder.employees[code]
