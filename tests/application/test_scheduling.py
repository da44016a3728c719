"""The scheduler: every deadline that passed is recorded once, by however many, after however long (B2)."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kinerja.application import deadlines
from kinerja.application.commands import Request
from kinerja.application.deadlines import ExtendDeadline, PassDeadline
from kinerja.application.holidays import DeclareHoliday
from kinerja.application.organisation import EstablishOrgUnit
from kinerja.application.scheduling import _SCHEDULER, SchedulerThread, pass_due
from kinerja.application.work import OPERATOR, Actor, Work
from kinerja.domain.act import Act, Capacity
from kinerja.domain.deadlines import Deadline, DeadlinePassed
from kinerja.domain.holidays import HolidayCalendar
from kinerja.domain.ids import calendar_id, deadline_id, made_by
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import DayKind, DeadlineKind, OrgUnitKind
from kinerja.graphql.ids import GlobalId
from kinerja.service import Service, service_on
from tests.asking import Asker
from tests.conftest import Cluster, Databases, TestClock
from tests.people import Town

_NEVER = threading.Event()


@pytest.fixture
def january(databases: Databases, town_template: str, cluster: Cluster) -> Iterator[Town]:
    """The small agency on 20 January 2025, before any of its deadlines."""
    clock = TestClock(datetime(2025, 1, 20, 1, 0, tzinfo=UTC))
    with databases(town_template) as database, service_on(database, cluster.secrets, clock) as service:
        yield Town(service).founded()


def move(service: Service, to: datetime) -> None:
    """Let the test's own clock jump."""
    assert isinstance(service.clock, TestClock)
    service.clock.now = to


def step(service: Service) -> int:
    with psycopg.connect(service.database.service, autocommit=True) as connection:
        return pass_due(connection, service.commands, _NEVER)


def follow(service: Service) -> None:
    follower = service.follower()
    follower.catch_up()
    follower.close()


def passed(service: Service, agency: str = "TST") -> list[DeadlinePassed]:
    """The facts, in the order of the log."""
    log = service.logs.of(agency)
    found = log.recorder.select_notifications(1, 1000, topics=["DeadlinePassed"])
    return [fact for fact in map(log.mapper.to_domain_event, found) if isinstance(fact, DeadlinePassed)]


def report_of(town: Town, month: str) -> UUID:
    return deadline_id(town.agency, DeadlineKind.REPORT, town.named("Period", "2025"), month)


def test_b2_a_deadline_passes_at_its_local_midnight(january: Town) -> None:
    service = january.service
    move(service, datetime(2025, 2, 3, 16, 59, 58, tzinfo=UTC))  # 23.59.58 of the day on which the plans are due
    assert step(service) == 0
    move(service, datetime(2025, 2, 3, 17, tzinfo=UTC))
    assert step(service) == 1
    (fact,) = passed(service)
    assert (fact.kind, fact.window, fact.due.due_on) == (DeadlineKind.PLAN, "2025", date(2025, 2, 3))
    assert (fact.act.valid_on, fact.act.capacity, fact.act.by) == (date(2025, 2, 3), Capacity.SYSTEM, None)


def test_b2_a_clock_that_jumps_over_three_deadlines_makes_up_all_of_them_once(january: Town) -> None:
    service = january.service
    now = datetime(2025, 3, 20, 1, tzinfo=UTC)
    move(service, now)
    assert step(service) == 3
    facts = passed(service)
    assert [(fact.kind.value, fact.window) for fact in facts] == [
        ("PLAN", "2025"), ("REPORT", "2025-01"), ("REPORT", "2025-02"),
    ]  # fmt: skip
    assert [fact.act.valid_on for fact in facts] == [date(2025, 2, 3), date(2025, 2, 7), date(2025, 3, 7)]
    assert all(timedelta(0) < fact.act.at - now < timedelta(minutes=1) for fact in facts)  # when it was seen
    assert step(service) == 3  # nobody followed: they are looked at again, and nothing is recorded
    assert passed(service) == facts
    follow(service)
    assert step(service) == 0


def test_b2_nobody_keeps_a_deadline_from_passing_by_using_its_command_id_first(january: Town) -> None:
    """Its id is public. What follows from it by a rule that everybody knows is no command id of ours."""
    service, deadline = january.service, report_of(january, "2025-01")
    unit = EstablishOrgUnit(code="X", name="X", kind=OrgUnitKind.SECTION)
    admin = Actor(january.ids["admin"])
    service.commands.execute(Request(january.agency, admin, made_by(deadline, "passed"), unit))
    move(service, datetime(2025, 2, 20, 1, tzinfo=UTC))
    assert step(service) == 2
    assert [fact.window for fact in passed(service)] == ["2025", "2025-01"]


def test_b2_a_deadline_whose_command_id_is_taken_all_the_same_is_an_error(
    january: Town, caplog: pytest.LogCaptureFixture
) -> None:
    service, deadline = january.service, report_of(january, "2025-01")
    unit = EstablishOrgUnit(code="X", name="X", kind=OrgUnitKind.SECTION)
    taken = service.logs.secrets.own_id(deadline, "passed")
    service.commands.execute(Request(january.agency, Actor(january.ids["admin"]), taken, unit))
    move(service, datetime(2025, 2, 20, 1, tzinfo=UTC))
    step(service)
    (record,) = [each for each in caplog.records if str(deadline) in each.getMessage()]
    assert (record.levelname, "left alone" in record.getMessage()) == ("ERROR", False)


def test_b2_two_schedulers_at_once_record_each_deadline_once(january: Town, cluster: Cluster) -> None:
    """Each with its own connections and memory, as two processes have; no lock keeps the two commands apart."""
    move(january.service, datetime(2025, 12, 1, tzinfo=UTC))
    clock = TestClock(datetime(2025, 12, 1, tzinfo=UTC))
    with service_on(january.service.database, cluster.secrets, clock) as other:
        together = threading.Barrier(2)
        errors: list[Exception] = []

        def at_once(service: Service) -> None:
            together.wait()
            try:
                with psycopg.connect(service.database.service, autocommit=True) as connection:
                    due = connection.execute("SELECT agency, deadline FROM log.due_deadlines(%s)", [clock()])
                    for agency, id in due.fetchall():
                        request = Request(
                            agency,
                            OPERATOR,
                            service.logs.secrets.own_id(id, "passed"),
                            PassDeadline(deadline_id=id),
                        )
                        service.commands.execute(request)
            except Exception as error:
                errors.append(error)

        threads = [threading.Thread(target=at_once, args=(each,)) for each in (january.service, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert errors == []
    windows = [(fact.kind, fact.window) for fact in passed(january.service)]
    assert len(windows) == len(set(windows)) == 1 + 10 + 3


def test_b2_while_one_process_is_at_it_another_leaves_it_alone_and_takes_over_when_it_is_gone(january: Town) -> None:
    service = january.service
    move(service, datetime(2025, 3, 20, 1, tzinfo=UTC))
    threads = [SchedulerThread(service.database.service, service.commands, poll_s=0.05) for _ in range(2)]
    holder = _holding(service)
    for thread in threads:
        thread.start()
    threading.Event().wait(0.3)
    assert passed(service) == []
    assert all(thread.alive for thread in threads)
    holder.close()  # as when its process dies: the database lets go of what it held
    _until(lambda: len(passed(service)) == 3)
    for thread in threads:
        thread.stop()
    assert len(passed(service)) == 3
    assert not any(thread.alive for thread in threads)


def _holding(service: Service) -> psycopg.Connection[Any]:
    """A connection that holds what one scheduler holds at a time."""
    connection = psycopg.connect(service.database.service, autocommit=True)
    connection.execute("SELECT pg_advisory_lock(%s)", [_SCHEDULER.int & (2**63 - 1)])
    return connection


def _until(reached: Any) -> None:
    for _ in range(200):
        if reached():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never came to that")


def test_b2_an_extended_deadline_passes_at_its_new_time_only(january: Town) -> None:
    service = january.service
    january.give(
        ExtendDeadline(deadline_id=report_of(january, "2025-01"), due_on=date(2025, 3, 3), reason="bencana"),
        "admin",
        "extend",
    )
    move(service, datetime(2025, 2, 20, 1, tzinfo=UTC))
    assert step(service) == 2  # the read models do not show the extension yet: it is looked at and left alone
    assert [fact.kind for fact in passed(service)] == [DeadlineKind.PLAN]
    follow(service)
    assert step(service) == 0
    move(service, datetime(2025, 3, 6, 17, tzinfo=UTC))
    assert step(service) == 1
    assert passed(service)[-1].act.valid_on == date(2025, 3, 3)


def test_b2_17_only_the_service_records_a_passing_and_only_after_it(january: Town) -> None:
    command = PassDeadline(deadline_id=report_of(january, "2025-01"))
    with pytest.raises(Refused, match=r"^B2\.17$"):
        january.give(command, None, "too early")
    with pytest.raises(Refused, match=r"^H6\.1$"):
        january.give(command, "admin", "not mine")


def test_b2_a_day_declared_off_after_a_deadline_was_fixed_does_not_move_its_passing(january: Town) -> None:
    declare = DeclareHoliday(day=date(2025, 2, 3), name="Hari Jadi", kind=DayKind.OFF)
    january.give(declare, "admin", "declare")
    move(january.service, datetime(2025, 2, 3, 17, tzinfo=UTC))
    assert step(january.service) == 1


def test_b2_one_that_cannot_be_recorded_keeps_no_other_from_it(
    january: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And what a kind leads to is decided in one transaction with the passing: both or nothing."""

    def choke(work: Work, deadline: Deadline, act: Act) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr(deadlines, "CONSEQUENCES", {DeadlineKind.REPORT: choke})
    move(january.service, datetime(2025, 3, 20, 1, tzinfo=UTC))
    assert step(january.service) == 3
    assert [fact.kind for fact in passed(january.service)] == [DeadlineKind.PLAN]
    assert "could not be recorded" in caplog.text
    monkeypatch.setattr(deadlines, "CONSEQUENCES", {DeadlineKind.REPORT: _declare_the_day_after})
    follow(january.service)
    assert step(january.service) == 2
    declared = january.service.logs.of(january.agency).load(HolidayCalendar, calendar_id(january.agency, 2025))
    assert set(declared.declared) == {date(2025, 2, 8), date(2025, 3, 8)}


def _declare_the_day_after(work: Work, deadline: Deadline, act: Act) -> None:
    """Something to see: what really follows is the affair of each kind."""
    calendar = work.find(HolidayCalendar, calendar_id(work.agency, 2025))
    day = deadline.due.due_on + timedelta(1)
    calendar.declare(act=act, holiday_id=deadline.id, day=day, name="-", kind=DayKind.OFF)


def test_b2_the_passing_is_read_and_as_of_before_it_is_not(january: Town) -> None:
    before = january.service.logs.of(january.agency).recorder.max_notification_id()
    move(january.service, datetime(2025, 3, 20, 1, tzinfo=UTC))
    step(january.service)
    ask = Asker(january.service, january.agency, january.ids["member"])
    query = """query Q($asOf: AsOf) {
      deadlines(first: 20, where: {passed: true}, asOf: $asOf) { nodes { window passedAt version } } }"""
    now = ask.data(query)["deadlines"]["nodes"]
    assert [node["window"] for node in now] == ["2025", "2025-01", "2025-02"]
    assert ask.data(query, asOf={"position": str(before)})["deadlines"]["nodes"] == []


def test_b2_a_passing_stands_in_the_audit_trail_of_its_period(january: Town) -> None:
    move(january.service, datetime(2025, 2, 4, tzinfo=UTC))
    step(january.service)
    trail = Asker(january.service, january.agency, january.ids["inspector"])
    period = str(GlobalId("Period", january.agency, january.named("Period", "2025")))
    query = """{ auditTrail(first: 5, where: {kind: "DeadlinePassed"}) {
      nodes { label capacity validOn links { objectKind objectId } } } }"""
    (entry,) = trail.data(query)["auditTrail"]["nodes"]
    assert (entry["label"], entry["capacity"], entry["validOn"]) == ("Deadline passed", "SYSTEM", "2025-02-03")
    assert {"objectKind": "Period", "objectId": period} in entry["links"]
