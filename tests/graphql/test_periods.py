"""Periods through GraphQL: deadlines, lateness, units, closing, holidays (B2)."""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from kinerja.application.commands import Command, Request
from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.holidays import TakeNationalHolidays
from kinerja.application.organisation import EstablishOrgUnit, EstablishPosition
from kinerja.application.periods import ClosePeriod, OpenPeriod
from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.application.transfers import TransferEmployee
from kinerja.application.work import Actor, Reported, Work
from kinerja.domain.act import Act, Capacity
from kinerja.domain.holidays import HolidayCalendar, NationalDays, NationalHoliday
from kinerja.domain.ids import deadline_id, stream_id
from kinerja.domain.refusals import Refused
from kinerja.domain.transfers import Transfer
from kinerja.domain.vocabulary import Cadence, FunctionalLevel, HolidayOrigin, OrgUnitKind, PositionKind, RatingLevel
from kinerja.graphql.ids import GlobalId
from kinerja.identity.relations import Standing
from kinerja.log.group_commit import CommandRecord, VersionMoved
from tests.asking import Asker
from tests.graphql.test_standards import give
from tests.people import LETTER, Town

PERIOD = "period { id code state closedAt reason units { code } deadlines { kind window dueOn graceUntil } }"


def asker(town: Town, who: str | None) -> Asker:
    """Somebody of the town; None: the public."""
    return Asker(town.service, town.agency, None if who is None else town.ids[who])


def gid(town: Town, kind: str, id: UUID) -> str:
    return str(GlobalId(kind, town.agency, id))


def the_year(town: Town) -> str:
    return gid(town, "Period", town.named("Period", "2025"))


def deadline(town: Town, kind: str, window: str, period: str = "2025") -> str:
    id = deadline_id(town.agency, kind, town.named("Period", period), window)
    return gid(town, "Deadline", id)


def open_period(town: Town, code: str = "2026", year: int = 2026, who: str = "admin", **changes: Any) -> Any:
    given = {
        "code": code, "name": code, "startsOn": f"{year}-01-01", "endsOn": f"{year}-12-31", "cadence": "QUARTERLY",
        "rules": "indonesia-2025", **changes,
    }  # fmt: skip
    return give(town, who, "openPeriod", PERIOD, **given)


def rules(payload: Any) -> list[str]:
    return [error["rule"] for error in payload["userErrors"]]


def establish(town: Town, code: str, above: str) -> None:
    unit = EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.OFFICE, parent_id=town.named("OrgUnit", above))
    town.give(unit, "admin", f"unit-{code}")


# ── deadlines ────────────────────────────────────────────────────────────────────────────────────────


def test_b2_opening_a_period_fixes_its_deadlines(town: Town) -> None:
    opened = open_period(town)
    deadlines = opened["period"]["deadlines"]
    assert [each["dueOn"] for each in deadlines] == sorted(each["dueOn"] for each in deadlines)
    by = {(each["kind"], each["window"]): each for each in deadlines}
    assert len(by) == 1 + 12 + 5
    # 31 March 2026 is a Tuesday; 3 April is Good Friday
    assert by["REPORT", "2026-03"] == {
        "kind": "REPORT", "window": "2026-03", "dueOn": "2026-04-08", "graceUntil": "2026-04-13",
    }  # fmt: skip
    assert by["EVALUATION", "2026-Q4"]["dueOn"] == "2027-01-22"  # over the year's end, New Year and Isra Mikraj


def test_b2_a_period_sets_the_days_that_its_deadlines_leave(town: Town) -> None:
    opened = open_period(town, planDays=1, reportDays=10, graceDays=0, evaluationDays=60)
    by = {(each["kind"], each["window"]): each for each in opened["period"]["deadlines"]}
    assert by["PLAN", "2026"]["dueOn"] == "2026-01-02"
    assert by["REPORT", "2026-01"]["dueOn"] == by["REPORT", "2026-01"]["graceUntil"] == "2026-02-13"


def test_b2_12_and_13_days_and_years_out_of_bounds_are_refused(town: Town) -> None:
    assert rules(open_period(town, reportDays=0, graceDays=61)) == ["B2.12", "B2.12"]
    assert rules(open_period(town, "2199", 2199)) == ["B2.13"]
    assert rules(open_period(town, "1950", 1950)) == ["B2.13"]


def test_b2_only_an_administrator_keeps_periods_deadlines_and_holidays(town: Town) -> None:
    until = deadline(town, "REPORT", "2025-12")
    refused = [
        open_period(town, who="officer"),
        give(town, "officer", "closePeriod", PERIOD, periodId=the_year(town)),
        give(town, "officer", "reopenPeriod", PERIOD, periodId=the_year(town), reason="ingin"),
        give(
            town, "officer", "extendDeadline", "deadline { dueOn }", deadlineId=until, dueOn="2026-03-02", reason="-"
        ),
        give(town, "officer", "declareHoliday", "holiday { day }", day="2025-06-02", name="Hari Jadi"),
        give(town, "officer", "withdrawHoliday", "calendar { year }", day="2025-06-02"),
        give(town, "officer", "takeNationalHolidays", "calendar { year }", year=2025),
    ]
    assert [rules(payload) for payload in refused] == [["H6.1"]] * len(refused)


def test_b2_everybody_reads_deadlines_and_who_is_logged_in_their_reasons(town: Town) -> None:
    query = """{ deadlines(first: 3, where: {kind: REPORT}) { nodes {
      period { code } window firstDueOn dueOn graceUntil passesAt extendedAt reason passedAt } } }"""
    give(
        town, "admin", "extendDeadline", "deadline { dueOn }",
        deadlineId=deadline(town, "REPORT", "2025-04"), dueOn="2025-05-15", reason="jaringan terputus",
    )  # fmt: skip
    member = asker(town, "member").data(query)["deadlines"]["nodes"]
    assert [node["window"] for node in member] == ["2025-01", "2025-02", "2025-03"]
    named = '{ deadlines(first: 3, where: {window: "2025-04"}) { nodes { firstDueOn dueOn graceUntil reason } } }'
    extended = {"firstDueOn": "2025-05-08", "dueOn": "2025-05-15", "graceUntil": "2025-05-20"}
    (shown,) = asker(town, "member").data(named)["deadlines"]["nodes"]
    assert shown == {**extended, "reason": "jaringan terputus"}
    (public,) = asker(town, None).data(named)["deadlines"]["nodes"]
    assert public == {**extended, "reason": None}


def test_b2_14_to_16_a_deadline_is_extended_while_it_runs_with_a_reason(town: Town) -> None:
    def extend(window: str, day: str, **given: Any) -> list[str]:
        id = deadline(town, "REPORT", window)
        return rules(give(town, "admin", "extendDeadline", "deadline { dueOn }", deadlineId=id, dueOn=day, **given))

    assert extend("2025-03", "2025-05-15", reason="bencana") == ["B2.14"]  # it is 5 May, and 17 April was its end
    assert extend("2025-04", "2025-05-12") == ["B2.15", "B2.16"]  # Waisak
    assert extend("2025-04", "2199-12-31", reason="lama sekali") == ["B2.13"]
    assert extend("2025-04", "2025-05-14", reason="bencana") == []


def test_b2_an_extension_into_a_year_that_nobody_counted_yet_takes_its_holidays_over(town: Town) -> None:
    extended = give(
        town, "admin", "extendDeadline", "receipt { version } deadline { dueOn version }",
        deadlineId=deadline(town, "EVALUATION", "2025"), dueOn="2027-03-16", reason="ditunda", expectedVersion=1,
    )  # fmt: skip
    assert extended["userErrors"] == []
    assert extended["receipt"]["version"] == extended["deadline"]["version"] == 2
    assert holidays(town, "2027-03-15", "2027-03-15")[0]["origin"] == "JOINT_LEAVE"


# ── lateness ─────────────────────────────────────────────────────────────────────────────────────────


def test_c1_a_report_says_when_it_was_due_and_whether_it_came_late(town: Town) -> None:
    town.draft()
    town.approve()
    town.report("2025-03", "100")
    town.report("2025-04", "100")  # due on 8 May, and it is 5 May
    query = """query Q($late: Boolean) {
      monthlyReports(first: 9, where: {late: $late}) { nodes { month dueOn late } } }"""

    def reports(late: bool | None, who: str = "member") -> Any:
        return asker(town, who).data(query, late=late)["monthlyReports"]["nodes"]

    march = {"month": "2025-03-01", "dueOn": "2025-04-14", "late": True}
    april = {"month": "2025-04-01", "dueOn": "2025-05-08", "late": False}
    assert reports(None) == [march, april]
    assert reports(True) == [march]
    assert reports(False, "officer") == [april]
    assert reports(None, "second") == []


def test_c1_a_report_within_an_extension_is_not_late(town: Town) -> None:
    """Not even in another zone: what counts is the agency's date."""
    town.draft()
    town.approve()
    town.service.clock.now = town.service.clock.now.replace(month=5, day=14, hour=16, minute=30)  # type: ignore[attr-defined]  # the test's own clock
    town.report("2025-04", "100")  # 23.30 in the west, the last day of the grace; the day after in the east
    query = "{ monthlyReports(first: 9) { nodes { late } } }"
    assert asker(town, "member").data(query)["monthlyReports"]["nodes"] == [{"late": False}]


def test_c1_what_a_load_reports_was_sent_on_the_day_that_it_names(town: Town) -> None:
    town.draft()
    town.approve()
    for month, day in (("2025-02", date(2025, 3, 12)), ("2025-03", date(2025, 4, 18))):
        line = RealizationInput(target_id=town.target(), amount=Decimal(100))
        command = ReportProgress(plan_id=town.plan(), month=month, lines=(line,))
        actor = Actor(None, Reported("dimuat", day, Standing.SELF))
        town.service.commands.execute(Request(town.agency, actor, town.command_id(month), command))
    query = "{ monthlyReports(first: 9) { nodes { month dueOn late } } }"
    assert asker(town, "member").data(query)["monthlyReports"]["nodes"] == [
        {"month": "2025-02-01", "dueOn": "2025-03-07", "late": False},
        {"month": "2025-03-01", "dueOn": "2025-04-14", "late": True},
    ]


# ── units and cadence ────────────────────────────────────────────────────────────────────────────────


def test_b2_7_another_cadence_in_the_same_year_for_the_same_unit_is_refused(town: Town) -> None:
    refused = open_period(town, "BULANAN", 2025, cadence="MONTHLY")
    assert rules(refused) == ["B2.7"]
    message = "mutation M($i: OpenPeriodInput!) { openPeriod(input: $i) { userErrors { message } } }"
    given = {
        "commandId": str(town.command_id("clash")), "code": "BULANAN", "name": "-", "startsOn": "2025-07-01",
        "endsOn": "2025-12-31", "cadence": "MONTHLY", "rules": "indonesia-2025",
    }  # fmt: skip
    (said,) = asker(town, "admin").data(message, i=given)["openPeriod"]["userErrors"]
    assert said["message"] == "The same unit is evaluated every quarter in period 2025 of that year."


def test_b2_7_units_apart_may_have_their_own_cadence_units_below_may_not(town: Town) -> None:
    for code, above in (("A", "ROOT"), ("B", "ROOT"), ("A1", "A")):
        establish(town, code, above)

    def opened(code: str, cadence: str, *units: str) -> Any:
        ids = [gid(town, "OrgUnit", town.named("OrgUnit", unit)) for unit in units]
        return open_period(town, code, cadence=cadence, unitIds=ids)

    first = opened("Q", "QUARTERLY", "A")
    assert first["period"]["units"] == [{"code": "A"}]
    assert rules(opened("M-B", "MONTHLY", "B")) == []
    assert rules(opened("M-A1", "MONTHLY", "A1")) == ["B2.7"]
    assert rules(opened("M-ROOT", "MONTHLY", "ROOT")) == ["B2.7"]
    assert rules(opened("M", "MONTHLY")) == ["B2.7"]
    assert rules(opened("Q-ROOT", "QUARTERLY", "ROOT")) == ["B2.7"]  # for B, which is evaluated every month


def test_b2_7_of_two_that_open_clashing_periods_at_once_one_is_refused(town: Town) -> None:
    given = {"name": "-", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "rules": "indonesia-2025"}
    outcomes: list[str] = []

    def attempt(cadence: Cadence) -> None:
        try:
            town.give(OpenPeriod(code=cadence, cadence=cadence, **given), "admin", cadence)  # type: ignore[arg-type]  # fields by name
            outcomes.append("opened")
        except Refused as refused:
            outcomes.append(str(refused))

    threads = [threading.Thread(target=attempt, args=(cadence,)) for cadence in Cadence]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["B2.7", "opened"]


def test_b2_11_a_plan_is_drafted_in_a_period_of_its_unit_only(town: Town) -> None:
    establish(town, "A", "ROOT")
    only_a = open_period(town, "A-2026", unitIds=[gid(town, "OrgUnit", town.named("OrgUnit", "A"))])
    whole = open_period(town, "2026", unitIds=[gid(town, "OrgUnit", town.named("OrgUnit", "ROOT"))])

    def draft(period: Any) -> list[str]:
        return rules(
            give(
                town, "member", "draftPlan", "plan { id }",
                positionId=gid(town, "Position", town.named("Position", "MEMBER")),
                assignmentId=gid(town, "Assignment", town.ids["assignment-member"]), periodId=period["period"]["id"],
            )
        )  # fmt: skip

    assert draft(only_a) == ["B2.11"]
    assert draft(whole) == []


# ── closing ──────────────────────────────────────────────────────────────────────────────────────────


def over(town: Town, year: int = 2025) -> None:
    """It is the year after one."""
    town.service.clock.now = datetime(year + 1, 1, 2, 1, tzinfo=UTC)  # type: ignore[attr-defined]  # the test's own clock


def close(town: Town) -> Any:
    return give(town, "admin", "closePeriod", PERIOD, periodId=the_year(town))


def test_b2_20_a_period_is_closed_once_it_is_over(town: Town) -> None:
    town.first_quarter()
    assert rules(close(town)) == ["B2.20"]
    over(town)
    assert rules(close(town)) == []


def test_b2_9_what_was_never_opened_holds_no_period_open(town: Town) -> None:
    town.draft()
    town.approve()
    over(town)
    assert rules(close(town)) == []


def test_b2_9_a_period_is_closed_when_its_evaluations_are_finished(town: Town) -> None:
    town.first_quarter()
    over(town)
    town.draft("second")
    town.approve("second")
    town.open("2025-Q1", "second")
    message = "mutation M($i: ClosePeriodInput!) { closePeriod(input: $i) { userErrors { rule message path } } }"
    given = {"commandId": str(town.command_id("close")), "periodId": the_year(town)}
    (said,) = asker(town, "admin").data(message, i=given)["closePeriod"]["userErrors"]
    assert said == {
        "rule": "B2.9", "message": "1 evaluations of the period are not finished: 2025-Q1 (1).", "path": ["periodId"],
    }  # fmt: skip
    town.rate_behavior("2025-Q1", "officer", RatingLevel.MEETS, "second")
    town.judge("2025-Q1", RatingLevel.MEETS, RatingLevel.MEETS, "second", reason="tidak ada laporan")
    town.deliver("2025-Q1", "second")
    assert rules(close(town)) == ["B2.9"]
    town.accept("2025-Q1", "second")
    closed = close(town)
    assert (closed["period"]["state"], closed["userErrors"]) == ("CLOSED", [])
    assert closed["period"]["closedAt"]


def closing(town: Town, closed_on: str, key: str, cause: str = "RETIRED") -> Any:
    given = {"planId": gid(town, "PerformancePlan", town.plan()), "closedOn": closed_on, "cause": cause}
    return give(town, "admin", "closePlan", "plan { state }", **given, reason=key)


def stands(town: Town, who: str = "member") -> dict[str, tuple[str, bool]]:
    """How each evaluation of the member stands, for somebody, and whether it says when it was withdrawn."""
    query = "{ evaluations(first: 9) { nodes { window state withdrawnAt } } }"
    nodes = asker(town, who).data(query)["evaluations"]["nodes"]
    return {each["window"]: (each["state"], each["withdrawnAt"] is not None) for each in nodes}


def test_b2_9_a_plan_that_is_closed_late_withdraws_what_was_opened_for_later_windows(town: Town) -> None:
    town.first_quarter()
    clock: Any = town.service.clock
    clock.now = clock.now.replace(year=2026, month=1, day=5)
    for window in ("2025-Q2", "2025"):
        town.open(window)
    assert rules(closing(town, "2025-03-31", "pensiun")) == []
    assert stands(town) == {
        "2025-Q1": ("ACCEPTED", False), "2025-Q2": ("WITHDRAWN", True), "2025": ("OPENED", False),
    }  # fmt: skip
    evaluation = {"evaluationId": gid(town, "Evaluation", town.evaluation("2025-Q2"))}
    rating = {"resultsRating": "MEETS", "behaviorRating": "MEETS", "reason": "menurut bukti"}
    refused = [
        give(town, "officer", "rateEvaluation", "evaluation { id }", **evaluation, **rating),
        give(town, "officer", "deliverEvaluation", "evaluation { id }", **evaluation),
        give(town, "member", "finalizeRating", "rating { id }", **evaluation),
        give(
            town, "admin", "openEvaluation", "evaluation { id }", planId=gid(town, "PerformancePlan", town.plan()),
            window="2025-Q2",
        ),
    ]  # fmt: skip
    assert [rules(each) for each in refused] == [["E1.8"]] * len(refused)
    assert rules(close(town)) == ["B2.9"], "the year is judged to the last month"
    town.rate_behavior("2025", "officer", RatingLevel.MEETS)
    town.judge("2025", RatingLevel.MEETS, RatingLevel.MEETS, reason="menurut bukti")
    town.deliver("2025")
    town.accept("2025")
    assert rules(close(town)) == []


def test_b2_9_a_transfer_that_is_recorded_late_withdraws_them_too(town: Town) -> None:
    town.first_quarter()
    clock: Any = town.service.clock
    clock.now = clock.now.replace(month=7, day=5)
    town.open("2025-Q2")
    office = EstablishPosition(
        code="BARU", title="Jabatan baru", kind=PositionKind.FUNCTIONAL, unit_id=town.named("OrgUnit", "ROOT"),
        functional_level=FunctionalLevel.AHLI_PERTAMA, reports_to=town.named("Position", "HEAD"),
    )  # fmt: skip
    town.give(office, "admin", "position-BARU")
    transfer = Transfer(
        assignment_id=town.ids["assignment-member"], position_id=town.named("Position", "MEMBER"),
        to_position_id=town.named("Position", "BARU"),
    )  # fmt: skip
    moved = TransferEmployee(transfer=transfer, starts_on=date(2025, 4, 1), letter=LETTER)
    town.give(moved, "admin", "transfer")
    assert stands(town)["2025-Q2"] == ("WITHDRAWN", True)
    over(town)
    assert rules(close(town)) == []


def test_b2_8_nothing_of_a_closed_period_changes_until_it_is_reopened(town: Town) -> None:
    town.first_quarter()
    over(town)
    assert rules(close(town)) == []
    plan = gid(town, "PerformancePlan", town.plan())
    line = {"targetId": gid(town, "Target", town.target()), "amount": "1"}

    def attempts() -> list[list[str]]:
        return [
            rules(give(town, "admin", "openEvaluation", "evaluation { id }", planId=plan, window="2025")),
            rules(
                give(town, "member", "reportProgress", "report { id }", planId=plan, month="2025-04", lines=[line])
            ),
            rules(give(town, "officer", "verifyReport", "report { id }", planId=plan, month="2025-03")),
            rules(
                give(
                    town, "officer", "revisePlan", "plan { id }",
                    planId=plan, effectiveOn="2025-07-01", reason="-", legalBasis="-",
                )
            ),
            rules(
                give(
                    town, "second", "draftPlan", "plan { id }",
                    positionId=gid(town, "Position", town.named("Position", "SECOND")),
                    assignmentId=gid(town, "Assignment", town.ids["assignment-second"]), periodId=the_year(town),
                )
            ),
            rules(
                give(
                    town, "admin", "extendDeadline", "deadline { id }",
                    deadlineId=deadline(town, "REPORT", "2025-12"), dueOn="2026-02-02", reason="-",
                )
            ),
            rules(give(town, "officer", "giveFeedback", "feedback { id }", planId=plan, value="LOYAL", text="baik")),
        ]  # fmt: skip

    assert attempts() == [["B2.8"]] * 7
    unexplained = give(town, "admin", "reopenPeriod", PERIOD, periodId=the_year(town))
    assert rules(unexplained) == ["B2.10"]
    reopened = give(town, "admin", "reopenPeriod", PERIOD, periodId=the_year(town), reason="keliru ditutup")
    assert (reopened["period"]["state"], reopened["period"]["closedAt"]) == ("OPEN", None)
    assert reopened["period"]["reason"] == "keliru ditutup"
    assert ["B2.8"] not in attempts()


def decided(town: Town, command: Command, key: str) -> Work:
    """A command that is decided and not appended yet."""
    log = town.service.logs.of(town.agency)
    request = Request(town.agency, Actor(town.ids["admin"]), town.command_id(key), command)
    work = Work(log, request, town.service.clock())
    with log.deciding(request.command_id) as seen:
        work.basis_position = seen.head
        command.decide(work)
    return work


def test_b2_9_an_evaluation_opened_while_a_period_is_being_closed_is_not_overlooked(town: Town) -> None:
    town.draft()
    town.approve()
    over(town)
    command = ClosePeriod(period_id=town.named("Period", "2025"))
    closing = decided(town, command, "closing")
    town.open("2025-Q1")
    with pytest.raises(VersionMoved):
        closing.commit(b"")
    with pytest.raises(Refused, match=r"^B2\.9$"):
        town.give(command, "admin", "closing")


def test_b2_8_an_evaluation_is_not_opened_in_a_period_that_is_closed_meanwhile(town: Town) -> None:
    town.draft()
    town.approve()
    command = OpenEvaluation(plan_id=town.plan(), window="2025-Q1")
    over(town)
    opening = decided(town, command, "opening")
    town.give(ClosePeriod(period_id=town.named("Period", "2025")), "admin", "close")
    with pytest.raises(VersionMoved):
        opening.commit(b"")
    with pytest.raises(Refused, match=r"^B2\.8$"):
        town.give(command, "admin", "opening")


def test_b2_9_evaluations_of_another_period_do_not_hold_one_open(town: Town) -> None:
    town.draft()
    town.approve()
    town.open("2025-Q1")
    other = open_period(town, "2026")["period"]["id"]
    over(town, 2026)
    assert rules(give(town, "admin", "closePeriod", PERIOD, periodId=other)) == []


# ── holidays ─────────────────────────────────────────────────────────────────────────────────────────

HOLIDAYS = """query Q($from: Date, $to: Date) {
  holidays(first: 50, where: {firstDay: $from, lastDay: $to}) {
    nodes { day name kind origin legalBasis declaredBy { id } calendar { year source } } } }"""


def holidays(town: Town, first: str, last: str, who: str | None = "member") -> Any:
    return asker(town, who).data(HOLIDAYS, **{"from": first, "to": last})["holidays"]["nodes"]


def test_b2_the_national_days_are_there_since_the_first_period(town: Town) -> None:
    days = holidays(town, "2025-04-01", "2025-04-10")
    assert [(each["day"], each["origin"]) for each in days] == [
        ("2025-04-01", "NATIONAL"), ("2025-04-02", "JOINT_LEAVE"), ("2025-04-03", "JOINT_LEAVE"),
        ("2025-04-04", "JOINT_LEAVE"), ("2025-04-07", "JOINT_LEAVE"),
    ]  # fmt: skip
    assert days[0]["calendar"]["source"].startswith("holidays ")


def test_b2_18_and_19_an_agency_declares_its_own_day_and_withdraws_it(town: Town) -> None:
    def declare(**given: Any) -> list[str]:
        said = {"day": "2026-01-05", "name": "Hari Jadi Kota", **given}
        return rules(give(town, "admin", "declareHoliday", "holiday { name }", **said))

    assert declare(legalBasis="SK 5/2025") == []
    assert declare(name="Hari Pasar") == ["B2.18"]
    (shown,) = holidays(town, "2026-01-05", "2026-01-05")
    assert (shown["name"], shown["kind"], shown["origin"]) == ("Hari Jadi Kota", "OFF", "AGENCY")
    assert (shown["legalBasis"], shown["declaredBy"] is None) == ("SK 5/2025", False)
    (public,) = holidays(town, "2026-01-05", "2026-01-05", None)
    assert public["declaredBy"] is None
    by = {each["window"]: each["dueOn"] for each in open_period(town, reportDays=1)["period"]["deadlines"]}
    assert by["2026-01"] == "2026-02-02"
    before = {each["window"]: each["dueOn"] for each in _reports(town, "2025")}
    assert before["2025-12"] == "2026-01-08"  # it was fixed before the day was declared
    assert rules(give(town, "admin", "withdrawHoliday", "calendar { year }", day="2026-01-05")) == []
    assert rules(give(town, "admin", "withdrawHoliday", "calendar { year }", day="2026-01-05")) == ["B2.19"]
    assert holidays(town, "2026-01-05", "2026-01-05") == []


def _reports(town: Town, period: str) -> Any:
    query = """query Q($id: ID!) {
      deadlines(first: 20, where: {periodId: $id, kind: REPORT, passed: false}) { nodes { window dueOn } } }"""
    return asker(town, "member").data(query, id=gid(town, "Period", town.named("Period", period)))["deadlines"][
        "nodes"
    ]


def test_b2_a_deadline_computed_after_the_declaration_knows_the_day(town: Town) -> None:
    give(town, "admin", "declareHoliday", "holiday { name }", day="2026-02-02", name="Hari Jadi")
    give(town, "admin", "declareHoliday", "holiday { name }", day="2026-02-07", name="Ganti", kind="WORKING")
    open_period(town)
    found = {each["window"]: each["dueOn"] for each in _reports(town, "2026")}
    assert found["2026-01"] == "2026-02-07"  # a Saturday that is worked for the Monday that is not


def take_of_old(town: Town, year: int, *days: date) -> None:
    """A list that was taken over when less was known of the year: its fact stays."""
    log = town.service.logs.of(town.agency)
    calendar = log.load(HolidayCalendar, stream_id(town.agency, "HolidayCalendar", year))
    act = Act(by=town.ids["admin"], capacity=Capacity.DEFINITIVE, command_id=uuid4(), at=town.service.clock())
    known = tuple(
        NationalHoliday(day=day, name="Hari besar (perkiraan)", origin=HolidayOrigin.NATIONAL) for day in days
    )
    calendar.take(act=act, national=NationalDays(year=year, source="holidays 0.1, ID", days=known))
    log.save(calendar, command=CommandRecord(command_id=act.command_id, input_hmac=bytes(32), seen={}))


def test_b2_a_period_counts_over_the_national_days_as_they_are_known_when_it_is_opened(town: Town) -> None:
    take_of_old(town, 2026, date(2026, 2, 2), date(2026, 2, 3))
    take_of_old(town, 2027, date(2027, 1, 4), date(2027, 1, 5))
    assert [each["day"] for each in holidays(town, "2026-01-01", "2026-02-10")] == ["2026-02-02", "2026-02-03"]
    before = _reports(town, "2025")
    open_period(town, reportDays=1)
    found = {each["window"]: each["dueOn"] for each in _reports(town, "2026")}
    assert (found["2026-01"], found["2026-12"]) == ("2026-02-02", "2027-01-04")
    assert "2026-01-01" in [each["day"] for each in holidays(town, "2026-01-01", "2026-02-10")]
    assert _reports(town, "2025") == before
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    town.give(TakeNationalHolidays(year=2026), "admin", "known")
    assert town.service.logs.of(town.agency).recorder.max_notification_id() == head, "the list is the current one"


def test_b2_a_newer_national_list_replaces_the_rows_and_moves_no_deadline(town: Town) -> None:
    before = _reports(town, "2025")
    year = stream_id(town.agency, "HolidayCalendar", 2025)
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    town.give(TakeNationalHolidays(year=2025), "admin", "again")  # the same list: nothing to record
    assert town.service.logs.of(town.agency).recorder.max_notification_id() == head
    assert len(holidays(town, "2025-01-01", "2025-12-31")) == 28
    shown = give(town, "admin", "takeNationalHolidays", "calendar { id year holidays { day } }", year=2030)
    assert shown["calendar"]["year"] == 2030
    assert gid(town, "HolidayCalendar", year) != shown["calendar"]["id"]
    assert _reports(town, "2025") == before
    assert rules(give(town, "admin", "takeNationalHolidays", "calendar { id }", year=3000)) == ["B2.13"]
