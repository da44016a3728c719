"""Services, visits and complaints through GraphQL: who records, who sees, what is counted (C7)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.application.organisation import EndAssignment, EstablishOrgUnit, EstablishPosition
from kinerja.application.services import ReviseService
from kinerja.application.standards import ApproveStandard, DraftStandard
from kinerja.domain.refusals import Refused
from kinerja.domain.service_vocabulary import EncounterOutcome, RefusalGround
from kinerja.domain.standard_contents import ProcedureStep
from kinerja.domain.standard_vocabulary import TimeUnit
from kinerja.domain.vocabulary import OrgUnitKind, PositionKind, Role
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.graphql.test_standards import asker, give
from tests.offices import post, unit
from tests.people import Town
from tests.services import ONE_DAY, Desk, at

MONTHS = """{ serviceMonths(first: 9) { totalCount nodes { service { code } month officers received finished refused
  withdrawn meanMinutes medianMinutes meanDays meanWorkingDays limited within share complaints
  complaintsAnswered complaintsLimited complaintsWithin complaintsResolved meanAnswerDays
  meanAnswerWorkingDays } } }"""
VISITS = """{ serviceEncounters(first: 20) { nodes { reference receivedAt officer { id } outcome endedAt minutes days
  workingDays within corrected hands { officer { id } } } } }"""


def id_of(town: Town, kind: str, id: Any) -> str:
    return str(GlobalId(kind, town.agency, id))


def person(town: Town, who: str) -> str:
    return id_of(town, "Employee", town.ids[who])


def visits(town: Town, who: str) -> Any:
    return {each["reference"]: each for each in asker(town, who).data(VISITS)["serviceEncounters"]["nodes"]}


def months(town: Town, who: str) -> list[Any]:
    found = asker(town, who).data(MONTHS)["serviceMonths"]
    assert found["totalCount"] == len(found["nodes"])
    nodes: list[Any] = found["nodes"]
    return nodes


def refused(town: Town, call: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return [refusal.rule.id for refusal in caught.value.refusals]


def test_c7_a_service_is_registered_with_its_positions_and_limits_for_everybody_to_read(town: Town) -> None:
    made = give(
        town, "admin", "registerService", "service { code name timeLimit limitUnit positions { code } }",
        code="AKTA", name="Akta kelahiran", unitId=id_of(town, "OrgUnit", town.named("OrgUnit", "ROOT")),
        positionIds=[id_of(town, "Position", town.named("Position", "MEMBER"))],
        limit={"amount": "3", "unit": "WORKING_DAYS"},
    )  # fmt: skip
    service = {
        "code": "AKTA", "name": "Akta kelahiran", "timeLimit": "3", "limitUnit": "WORKING_DAYS",
        "positions": [{"code": "MEMBER"}],
    }  # fmt: skip
    assert made["service"] == service
    query = "{ services(first: 5) { nodes { code name timeLimit limitUnit positions { code } } } }"
    assert Asker(town.service, town.agency, None).data(query)["services"]["nodes"] == [service]


def test_c7_1_a_service_is_given_by_positions_of_its_unit_or_below(town: Town) -> None:
    town.give(
        EstablishOrgUnit(code="U1", name="U1", kind=OrgUnitKind.OFFICE, parent_id=town.named("OrgUnit", "ROOT")),
        "admin",
        "unit-U1",
    )
    made = give(
        town, "admin", "registerService", "service { id }", code="AKTA", name="Akta",
        unitId=id_of(town, "OrgUnit", town.named("OrgUnit", "U1")),
        positionIds=[id_of(town, "Position", town.named("Position", "MEMBER"))],
    )  # fmt: skip
    assert [error["rule"] for error in made["userErrors"]] == ["C7.1"]


@pytest.mark.parametrize(
    ("units", "expected"),
    [((TimeUnit.HOURS, TimeUnit.MINUTES), ("62", "MINUTES")), ((TimeUnit.WORKING_DAYS,) * 2, ("3", "WORKING_DAYS"))],
)
def test_c7_a_service_promises_what_the_steps_of_its_standard_sum_up_to(
    town: Town, units: tuple[TimeUnit, TimeUnit], expected: tuple[str, str]
) -> None:
    made = register_by_standard(town, units)
    assert (made["service"]["timeLimit"], made["service"]["limitUnit"]) == expected


def test_c7_2_steps_in_days_and_in_minutes_are_no_limit(town: Town) -> None:
    made = register_by_standard(town, (TimeUnit.MINUTES, TimeUnit.WORKING_DAYS))
    assert [error["rule"] for error in made["userErrors"]] == ["C7.2"]


def register_by_standard(town: Town, units: tuple[TimeUnit, TimeUnit]) -> Any:
    steps = tuple(
        ProcedureStep(name=f"langkah {number}", limit=Decimal(number), limit_unit=unit)
        for number, unit in enumerate(units, 1)
    )
    position = town.named("Position", "MEMBER")
    standard = DraftStandard(
        code="STD-AKTA", title="Standar", service="Akta", position_ids=(position,), steps=steps, legal_basis="Perwali"
    )
    town.give(standard, None, "standard-akta")
    town.give(ApproveStandard(standard_id=town.named("PerformanceStandard", "STD-AKTA")), "head", "approved-akta")
    return give(
        town, "admin", "registerService", "service { timeLimit limitUnit }", code="AKTA", name="Akta",
        unitId=id_of(town, "OrgUnit", town.named("OrgUnit", "ROOT")), positionIds=[id_of(town, "Position", position)],
        standardId=id_of(town, "PerformanceStandard", town.named("PerformanceStandard", "STD-AKTA")),
    )  # fmt: skip


def test_c7_a_member_may_not_register_a_service(town: Town) -> None:
    made = give(
        town, "member", "registerService", "service { id }", code="AKTA", name="Akta",
        unitId=id_of(town, "OrgUnit", town.named("OrgUnit", "ROOT")), positionIds=[],
    )  # fmt: skip
    assert [error["rule"] for error in made["userErrors"]] == ["H6.1"]


def test_c7_officers_and_administrators_record_visits_and_nobody_else(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-03-04 09:00")
    assert refused(town, lambda: desk.receive("A-2", "2025-03-04 09:00", "officer")) == ["H6.1"]
    assert refused(town, lambda: desk.finish("A-1", "2025-03-04 09:30", "inspector")) == ["H6.1"]
    assert refused(town, lambda: desk.receive("A-3", "2025-03-04 09:00", "admin")) == ["C7.5"]
    assert set(visits(town, "admin")) == {"A-1"}


def test_c7_colleagues_see_who_has_an_open_visit_and_not_whose_work_an_ended_one_was(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    desk.receive("A-2", "2025-03-04 10:00")
    seen = {who: visits(town, who) for who in ("member", "second", "officer", "head", "admin", "inspector")}
    assert {who: (found["A-1"]["officer"] or {}).get("id") for who, found in seen.items()} == {
        who: None if who == "second" else person(town, "member") for who in seen
    }
    assert seen["second"]["A-2"]["officer"] == {"id": person(town, "member")}
    assert {who: (found["A-1"]["minutes"], found["A-1"]["hands"] is None) for who, found in seen.items()} == {
        who: (None, True) if who == "second" else (40, False) for who in seen
    }


def test_c7_a_filter_by_officer_tells_colleagues_nothing_of_ended_visits(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    desk.receive("A-2", "2025-03-04 10:00")
    query = "query Q($id: ID!) { serviceEncounters(first: 9, where: {officerId: $id}) { nodes { reference } } }"
    found = asker(town, "second").data(query, id=person(town, "member"))["serviceEncounters"]["nodes"]
    assert found == [{"reference": "A-2"}]


def test_c7_nor_does_a_position_of_the_past_tell_whose_work_an_ended_visit_was(town: Town) -> None:
    desk = Desk(town).open()
    then = str(desk.receive("A-1", "2025-03-04 09:00").position)
    open_ = """query Q($at: LogPosition, $id: ID!) {
      shown: serviceEncounters(first: 9, asOf: {position: $at}) { nodes { officer { id } } }
      filtered: serviceEncounters(first: 9, asOf: {position: $at}, where: {officerId: $id}) { totalCount } }"""

    def seen(who: str) -> tuple[Any, int]:
        found = asker(town, who).data(open_, at=then, id=person(town, "member"))
        return found["shown"]["nodes"][0]["officer"], found["filtered"]["totalCount"]

    member = {"id": person(town, "member")}
    assert seen("second") == (member, 1), "while it is open, colleagues see who has it"
    desk.finish("A-1", "2025-03-04 09:40")
    assert seen("second") == (None, 0)
    assert seen("officer")[0] == member


def test_c7_who_does_not_give_the_service_sees_no_visit(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    town.register("stranger", "Orang Lain", "198501012010011077")
    assert visits(town, "stranger") == {}


def test_c7_a_former_officer_sees_nothing_of_the_colleagues_any_more(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-03-04 09:00")
    assert set(visits(town, "second")) == {"A-1"}
    end = EndAssignment(
        position_id=town.named("Position", "SECOND"),
        assignment_id=town.ids["assignment-second"],
        last_day=date(2025, 4, 30),
    )
    town.give(end, "admin", "second-leaves")
    assert visits(town, "second") == {}
    assert refused(town, lambda: desk.receive("A-2", "2025-03-04 09:00", "second")) == ["H6.1"]


def test_c7_a_visit_changes_hands_and_ends_in_the_last(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-05-04 09:00")
    desk.hand_over("A-1", "second")
    desk.finish("A-1", "2025-05-05 08:00", "second")
    found = visits(town, "admin")["A-1"]
    assert [hand["officer"]["id"] for hand in found["hands"]] == [person(town, "member"), person(town, "second")]
    assert (found["officer"]["id"], found["minutes"], found["days"], found["within"]) == (
        person(town, "second"), 23 * 60, 1, False,
    )  # fmt: skip
    query = "{ officerMonths(first: 9) { nodes { officer { id } finished meanMinutes share } } }"
    (month,) = asker(town, "second").data(query)["officerMonths"]["nodes"]
    assert month == {
        "officer": {"id": person(town, "second")}, "finished": 1, "meanMinutes": "1380.00", "share": "0.00",
    }  # fmt: skip
    assert asker(town, "member").data(query)["officerMonths"]["nodes"] == []
    assert len(asker(town, "officer").data(query)["officerMonths"]["nodes"]) == 1


def test_c7_5_it_is_handed_to_officers_of_the_service_only(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-03-04 09:00")
    assert refused(town, lambda: desk.hand_over("A-1", "officer")) == ["C7.5"]


def test_c7_a_list_is_recorded_once_however_often_it_is_sent(town: Town) -> None:
    desk = Desk(town).open()
    lines = [
        desk.line(f"A-{n}", "2025-03-04 09:00", "2025-03-04 09:30", who)
        for n, who in enumerate(["member", "second"] * 20)
    ]
    first = desk.record(*lines)
    assert first.facts == 40 * 2 + 2
    assert desk.record(*lines, key="again").facts == 0
    (month,) = months(town, "admin")
    assert (month["received"], month["finished"], month["officers"]) == (40, 40, 2)


def test_c7_a_list_ends_what_was_open(town: Town) -> None:
    desk = Desk(town).open()
    desk.record(desk.line("A-1", "2025-03-04 09:00"))
    assert visits(town, "admin")["A-1"]["outcome"] is None
    desk.record(desk.line("A-1", "2025-03-04 09:00", "2025-03-04 09:10", "second"), key="ended")
    found = visits(town, "admin")["A-1"]
    assert (found["outcome"], found["officer"]["id"]) == ("FINISHED", person(town, "second"))


def test_c7_a_list_names_all_that_is_wrong_in_it_and_records_nothing(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-03-04 09:00")
    bad = [
        desk.line("3275014101900001", "2025-03-04 09:00"),
        desk.line("A-1", "2025-03-04 09:01"),
        desk.line("A-2", "2025-03-04 09:00", "2025-03-04 08:00"),
        desk.line("A-3", "2025-03-04 09:00", None, "officer"),
        desk.line("A-4", "2025-03-04 09:00"),
    ]
    assert refused(town, lambda: desk.record(*bad)) == ["C7.4", "C7.10", "C7.7", "C7.5"]
    assert refused(town, desk.record) == ["C7.15"]
    assert refused(town, lambda: desk.record(bad[4], bad[4])) == ["C7.11"]
    assert set(visits(town, "admin")) == {"A-1"}


def test_c7_4_a_reference_that_is_a_number_of_a_citizen_is_refused_and_says_so(town: Town) -> None:
    desk = Desk(town).open()
    made = give(
        town, "member", "receiveEncounter", "encounter { id }", serviceId=id_of(town, "Service", desk.service),
        reference="3275.0141.0190.0001", receivedAt="2025-03-04T09:00:00+07:00",
    )  # fmt: skip
    assert [error["rule"] for error in made["userErrors"]] == ["C7.4"]


def test_c7_months_count_exactly_with_mean_median_and_share(town: Town) -> None:
    desk = Desk(town).open()
    for number, (begun, ended) in enumerate(
        [("09:00", "09:10"), ("09:00", "09:20"), ("09:00", "10:01"), ("09:00", "13:00")]
    ):
        desk.serve(f"A-{number}", f"2025-03-04 {begun}", f"2025-03-04 {ended}", ("member", "second")[number % 2])
    desk.receive("A-8", "2025-03-05 09:00")
    desk.finish("A-8", "2025-03-05 09:01", outcome=EncounterOutcome.REFUSED, ground=RefusalGround.INCOMPLETE)
    desk.receive("A-9", "2025-03-31 09:00")
    desk.finish("A-9", "2025-04-01 09:00", outcome=EncounterOutcome.WITHDRAWN)
    desk.complain("P-1", "2025-03-06 09:00", "A-3")
    desk.complain("P-2", "2025-03-06 09:00")
    desk.answer("P-1", "2025-03-11 23:59")  # the third working day after a Thursday
    desk.answer("P-2", "2025-03-12 00:00")
    march, april = months(town, "admin")
    assert march == {
        "service": {"code": "KTP"}, "month": "2025-03-01", "officers": 2, "received": 6, "finished": 4, "refused": 1,
        "withdrawn": 0, "meanMinutes": "82.75", "medianMinutes": "40.5", "meanDays": "0.00",
        "meanWorkingDays": "0.00",
        "limited": 4, "within": 2, "share": "50.00", "complaints": 2, "complaintsAnswered": 2,
        "complaintsLimited": 2, "complaintsWithin": 1, "complaintsResolved": 0, "meanAnswerDays": "5.50",
        "meanAnswerWorkingDays": "3.50",
    }  # fmt: skip
    assert (april["received"], april["finished"], april["withdrawn"], april["meanMinutes"]) == (0, 0, 1, None)


def took(town: Town, reference: str) -> tuple[int, int, bool]:
    found = visits(town, "admin")[reference]
    return found["days"], found["workingDays"], found["within"]


def test_c7_b2_a_limit_in_working_days_leaves_out_weekends_and_national_and_own_holidays(town: Town) -> None:
    desk = Desk(town).open(limit=ONE_DAY)
    desk.observe(date(2025, 3, 5))
    desk.serve("A-1", "2025-03-07 09:00", "2025-03-10 09:00")  # over a weekend
    desk.serve("A-2", "2025-03-27 09:00", "2025-04-08 09:00")  # over Idul Fitri with its joint leave
    desk.serve("A-3", "2025-03-04 09:00", "2025-03-06 23:59")  # over the agency's own day
    desk.serve("A-4", "2025-03-04 09:00", "2025-03-07 00:00")  # a midnight later
    assert {reference: took(town, reference) for reference in ("A-1", "A-2", "A-3", "A-4")} == {
        "A-1": (3, 1, True), "A-2": (12, 1, True), "A-3": (2, 1, True), "A-4": (3, 2, False),
    }  # fmt: skip
    assert [(each["meanDays"], each["meanWorkingDays"], each["share"]) for each in months(town, "admin")] == [
        ("2.67", "1.33", "66.67"),
        ("12.00", "1.00", "100.00"),
    ]
    query = "{ officerMonths(first: 9) { nodes { meanWorkingDays } } }"
    told = asker(town, "member").data(query)["officerMonths"]["nodes"]
    assert [each["meanWorkingDays"] for each in told] == ["1.33", "1.00"]


def test_c7_b2_what_was_counted_stays_when_the_calendar_changes_and_a_list_is_sent_again(town: Town) -> None:
    desk = Desk(town).open(limit=ONE_DAY)
    line = desk.line("A-1", "2025-03-04 09:00", "2025-03-06 09:00")
    desk.record(line)
    assert took(town, "A-1") == (2, 2, False)
    desk.observe(date(2025, 3, 5))
    assert desk.record(line, key="again").facts == 0
    assert desk.correct("A-1").facts == 0
    assert took(town, "A-1") == (2, 2, False)
    desk.correct("A-1", key="later", ended_at=at("2025-03-06 10:00"))
    assert took(town, "A-1") == (2, 1, True)


def test_b2_13_a_visit_of_a_year_without_a_calendar_is_not_ended(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-03-04 09:00")
    desk.correct("A-1", received_at=at("1999-03-04 09:00"))
    assert refused(town, lambda: desk.finish("A-1", "2025-03-04 09:10")) == ["B2.13"]


def test_c7_what_few_officers_did_is_not_for_everybody(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    seen = {who: len(months(town, who)) for who in ("admin", "inspector", "officer", "head", "member", "second")}
    assert seen == {"admin": 1, "inspector": 1, "officer": 1, "head": 1, "member": 0, "second": 0}


def test_c7_a_month_is_for_whom_all_work_who_ended_a_visit_in_it_whoever_gives_the_service_now(town: Town) -> None:
    """The posts that give a service change; whose work a month says something about does not."""
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    for who in ("aside", "clerk"):
        above = "HEAD" if who == "aside" else "ASIDE"
        post(town, who, "ROOT", above, PositionKind.ADMINISTRATIVE)
    town.give(
        ReviseService(service_id=desk.service, name="KTP", position_ids=(town.named("Position", "CLERK"),)),
        "admin",
        "revise",
    )
    assert [len(months(town, who)) for who in ("officer", "aside")] == [1, 0]


def test_c7_however_many_officers_the_months_are_not_for_every_employee(town: Town) -> None:
    desk = Desk(town).open()
    codes = [f"LOKET{number}" for number in range(5)]
    for number, code in enumerate(codes):
        post = EstablishPosition(
            code=code, title=code, kind=PositionKind.ADMINISTRATIVE, unit_id=town.named("OrgUnit", "ROOT"),
            reports_to=town.named("Position", "OFFICER"),
        )  # fmt: skip
        town.give(post, "admin", f"position-{code}")
        town.register(code, code, f"19850101201001103{number}")
        town.assign(code, code, f"assignment-{code}")
    revise = ReviseService(
        service_id=desk.service, name="KTP", position_ids=tuple(town.named("Position", code) for code in codes)
    )
    town.give(revise, "admin", "revise")
    for number, code in enumerate(codes[:4]):
        desk.serve(f"A-{number}", "2025-03-04 09:00", "2025-03-04 09:40", code)
    desk.serve("A-4", "2025-03-04 09:00", "2025-03-04 09:40", codes[4])
    assert [month["finished"] for month in months(town, "officer")] == [5]
    assert months(town, "member") == [], "before and after a visit the difference is that visit"


def test_c7_a_correction_moves_a_visit_to_another_month_and_one_by_mistake_counts_nowhere(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    desk.serve("A-2", "2025-03-04 09:00", "2025-03-04 09:40")
    desk.correct("A-1", received_at=at("2025-04-04 09:00"), ended_at=at("2025-04-04 09:30"))
    assert [(m["month"], m["received"], m["finished"]) for m in months(town, "admin")] == [
        ("2025-03-01", 1, 1),
        ("2025-04-01", 1, 1),
    ]
    desk.correct("A-1", key="gone", counts=False)
    assert [(m["month"], m["received"], m["finished"]) for m in months(town, "admin")] == [
        ("2025-03-01", 1, 1),
        ("2025-04-01", 0, 0),
    ]


def test_c7_what_counts_nowhere_is_brought_back_only_by_a_correction_that_says_so(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    desk.correct("A-1", counts=False)
    desk.correct("A-1", key="receipt", received_at=at("2025-03-04 08:00"))
    assert [(m["received"], m["finished"]) for m in months(town, "admin")] == [(0, 0)]
    desk.correct("A-1", key="back", counts=True)
    assert [(m["received"], m["finished"]) for m in months(town, "admin")] == [(1, 1)]


OFFICER_MONTHS = "{ officerMonths(first: 9) { nodes { officer { id } month finished meanMinutes } } }"


def officer_months(town: Town) -> dict[str, Any]:
    found = asker(town, "admin").data(OFFICER_MONTHS)["officerMonths"]["nodes"]
    return {each["officer"]["id"]: (each["month"], each["finished"]) for each in found if each["finished"]}


def test_c7_a_correction_moves_an_ended_visit_to_the_officer_whose_it_was(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    desk.serve("A-2", "2025-03-04 09:00", "2025-03-04 09:50")
    assert refused(town, lambda: desk.hand_over("A-1", "second")) == ["C7.8"]
    assert refused(town, lambda: desk.correct("A-1", key="no", officer_id=town.ids["officer"])) == ["C7.5"]
    desk.correct("A-1", officer_id=town.ids["second"])
    member, second = person(town, "member"), person(town, "second")
    assert officer_months(town) == {member: ("2025-03-01", 1), second: ("2025-03-01", 1)}
    (month,) = months(town, "admin")
    assert (month["finished"], month["officers"]) == (2, 2)
    found = visits(town, "admin")["A-1"]
    assert (found["officer"]["id"], found["minutes"], found["corrected"]) == (second, 40, "MISTYPED")
    assert [hand["officer"]["id"] for hand in found["hands"]] == [member, second]
    assert desk.correct("A-1", key="same", officer_id=town.ids["second"]).facts == 0
    desk.correct("A-1", key="april", ended_at=at("2025-04-01 09:00"), officer_id=town.ids["member"])
    desk.correct("A-2", key="gone", counts=False)
    assert officer_months(town) == {member: ("2025-04-01", 1)}


def test_c7_the_trail_of_a_mandate_over_units_holds_the_complaints_of_their_services_only(town: Town) -> None:
    unit(town, "OTHER")
    for number, (who, code) in enumerate((("here", "ROOT"), ("elsewhere", "OTHER"))):
        town.register(who, f"Pengawas {who}", f"19800101200501107{number}")
        town.grant(who, Role.INSPECTOR, (town.named("OrgUnit", code),))
    desk = Desk(town).open()
    desk.complain("P-1", "2025-03-06 09:00")
    trail = '{ auditTrail(first: 9, where: {kind: "%s"}) { totalCount } }'
    for kind, seen in (
        ("ComplaintReceived", {"here": 1, "elsewhere": 0, "inspector": 1}),
        ("ServiceRegistered", {"here": 1, "elsewhere": 1, "inspector": 1}),
    ):
        found = {who: asker(town, who).data(trail % kind)["auditTrail"]["totalCount"] for who in seen}
        assert found == seen, kind
