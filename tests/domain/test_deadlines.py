"""Deadlines: fixed in a fact, moved by a fact, passed by a fact (B2)."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.deadlines import (
    Deadline,
    DeadlineDays,
    DeadlineExtended,
    DeadlinePassed,
    DeadlineSet,
    Due,
    NewDeadline,
    due_by,
)
from kinerja.domain.holidays import HolidayCalendar, calendar_of
from kinerja.domain.period_deadlines import deadlines_of
from kinerja.domain.vocabulary import Cadence, DayKind, DeadlineKind
from kinerja.domain.working_days import Calendar
from tests.domain.given import ACT, EXPLAINED, STREAM, given
from tests.domain.test_periods import YEAR
from tests.domain.test_working_days import JAKARTA, JAYAPURA, of_years

PERIOD = UUID(int=55)
DAYS = DeadlineDays(plan=20, report=5, grace=3, evaluation=14)
DUE = Due(due_on=date(2025, 2, 7), grace_until=date(2025, 2, 12), passes_at=datetime(2025, 2, 12, 17, tzinfo=UTC))
NEW = NewDeadline(kind=DeadlineKind.REPORT, period_id=PERIOD, window="2025-01", grace_days=3, due=DUE)
SET = DeadlineSet(act=ACT, kind=DeadlineKind.REPORT, period_id=PERIOD, window="2025-01", grace_days=3, due=DUE)
PASSED = DeadlinePassed(act=ACT, kind=DeadlineKind.REPORT, period_id=PERIOD, window="2025-01", due=DUE)


def at(moment: datetime, act: Act = EXPLAINED) -> Act:
    return msgspec.structs.replace(act, at=moment)


def extend(deadline: Deadline, due_on: date = date(2025, 2, 14), act: Act = EXPLAINED) -> None:
    deadline.extend(act=act, due_on=due_on, calendar=of_years(2025), zone=JAKARTA)


def dates(zone: ZoneInfo = JAKARTA, days: DeadlineDays = DAYS, calendar: Calendar | None = None) -> dict[str, Due]:
    """The deadlines of the year 2025 by kind and window."""
    period = msgspec.structs.replace(YEAR, days=days)
    found = deadlines_of(PERIOD, period, calendar or of_years(2025, 2026), zone)
    return {f"{each.kind} {each.window}": each.due for each in found}


# ── what a period sets ───────────────────────────────────────────────────────────────────────────────


def test_b2_a_year_has_a_deadline_for_its_plans_each_month_and_each_window() -> None:
    months = [f"REPORT 2025-{month:02}" for month in range(1, 13)]
    windows = [f"EVALUATION {window}" for window in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025")]
    assert list(dates()) == ["PLAN 2025", *months, *windows]


@pytest.mark.parametrize(
    ("what", "due_on", "grace_until"),
    [
        ("PLAN 2025", date(2025, 2, 3), date(2025, 2, 3)),
        ("REPORT 2025-01", date(2025, 2, 7), date(2025, 2, 12)),
        ("REPORT 2025-03", date(2025, 4, 14), date(2025, 4, 17)),  # over Idul Fitri
        ("REPORT 2025-12", date(2026, 1, 8), date(2026, 1, 13)),  # over the end of the year
        ("EVALUATION 2025-Q1", date(2025, 4, 28), date(2025, 4, 28)),
        ("EVALUATION 2025", date(2026, 1, 22), date(2026, 1, 22)),
    ],
)
def test_b2_deadlines_are_local_dates_in_working_days(what: str, due_on: date, grace_until: date) -> None:
    due = dates()[what]
    assert (due.due_on, due.grace_until) == (due_on, grace_until)


def test_b2_the_same_dates_end_at_another_moment_in_another_zone() -> None:
    west, east = dates(JAKARTA)["REPORT 2025-12"], dates(JAYAPURA)["REPORT 2025-12"]
    assert (west.due_on, west.grace_until) == (east.due_on, east.grace_until)
    assert west.passes_at - east.passes_at == timedelta(hours=2)
    assert east.passes_at == datetime(2026, 1, 13, 15, tzinfo=UTC)


def test_b2_a_period_that_says_no_days_sets_no_deadline() -> None:
    assert list(deadlines_of(PERIOD, YEAR, Calendar(), JAKARTA)) == []


def test_b2_a_monthly_period_is_evaluated_by_month() -> None:
    monthly = msgspec.structs.replace(YEAR, cadence=Cadence.MONTHLY, days=DAYS)
    found = [each.window for each in deadlines_of(PERIOD, monthly, Calendar(), JAKARTA)]
    assert found.count("2025-01") == 2  # its report and its evaluation
    assert len(found) == 1 + 12 + 13


# ── setting and extending ────────────────────────────────────────────────────────────────────────────


def test_b2_a_deadline_is_set_once() -> None:
    given(Deadline).when(lambda deadline: deadline.set(act=ACT, new=NEW)).then(SET)
    later = msgspec.structs.replace(NEW, due=due_by(date(2025, 2, 10), 3, of_years(2025), JAKARTA))
    given(Deadline, SET).when(lambda deadline: deadline.set(act=ACT, new=later)).then_nothing()


def test_b2_a_day_declared_off_afterwards_moves_no_deadline() -> None:
    """What is fixed moves by an extension only; what is computed from then on knows the day."""
    year = HolidayCalendar(STREAM)
    year.declare(act=ACT, holiday_id=STREAM, day=date(2025, 2, 7), name="Hari Jadi", kind=DayKind.OFF)
    newer = dates(calendar=calendar_of([year]))["REPORT 2025-01"]
    assert newer.due_on == date(2025, 2, 10)
    outcome = given(Deadline, SET).when(
        lambda deadline: deadline.set(act=ACT, new=msgspec.structs.replace(NEW, due=newer))
    )
    outcome.then_nothing()
    assert outcome.aggregate.due == DUE


def test_b2_an_extension_takes_the_grace_along() -> None:
    later = Due(
        due_on=date(2025, 2, 14), grace_until=date(2025, 2, 19), passes_at=datetime(2025, 2, 19, 17, tzinfo=UTC)
    )
    given(Deadline, SET).when(extend).then(DeadlineExtended(act=EXPLAINED, period_id=PERIOD, due=later))
    extended = DeadlineExtended(act=EXPLAINED, period_id=PERIOD, due=later)
    given(Deadline, SET, extended).when(extend).then_nothing()


def test_b2_16_a_deadline_is_not_extended_without_a_reason() -> None:
    given(Deadline, SET).when(lambda deadline: extend(deadline, act=ACT)).then_refused("B2.16")


@pytest.mark.parametrize(
    "day", [date(2025, 2, 6), date(2025, 2, 15), date(2025, 3, 31)], ids=["earlier", "Saturday", "holiday"]
)
def test_b2_15_a_deadline_moves_to_a_later_working_day(day: date) -> None:
    outcome = given(Deadline, SET).when(lambda deadline: extend(deadline, day))
    outcome.then_refused("B2.15")
    assert outcome.parameters == [{"due_on": "2025-02-07"}]


def test_b2_everything_wrong_with_an_extension_is_said_at_once() -> None:
    given(Deadline, SET).when(lambda deadline: extend(deadline, date(2025, 2, 8), ACT)).then_refused("B2.15", "B2.16")


def test_b2_14_what_is_over_is_not_extended_whether_it_is_recorded_or_not() -> None:
    last = DUE.passes_at - timedelta(microseconds=1)
    assert given(Deadline, SET).when(lambda deadline: extend(deadline, act=at(last))).rules == []
    given(Deadline, SET).when(lambda deadline: extend(deadline, act=at(DUE.passes_at))).then_refused("B2.14")
    given(Deadline, SET, PASSED).when(extend).then_refused("B2.14")


# ── passing ──────────────────────────────────────────────────────────────────────────────────────────


def test_b2_a_deadline_passes_at_the_local_midnight_after_its_grace_and_once() -> None:
    act = at(DUE.passes_at)
    given(Deadline, SET).when(lambda deadline: deadline.pass_(act=act)).then(msgspec.structs.replace(PASSED, act=act))
    given(Deadline, SET, PASSED).when(lambda deadline: deadline.pass_(act=act)).then_nothing()


def test_b2_17_a_deadline_does_not_pass_before_its_time() -> None:
    act = at(DUE.passes_at - timedelta(microseconds=1))
    outcome = given(Deadline, SET).when(lambda deadline: deadline.pass_(act=act))
    outcome.then_refused("B2.17")
    assert outcome.parameters == [{"until": "2025-02-12"}]


def test_b2_17_an_extended_deadline_passes_at_its_new_time() -> None:
    later = due_by(date(2025, 2, 14), 3, of_years(2025), JAKARTA)
    extended = DeadlineExtended(act=EXPLAINED, period_id=PERIOD, due=later)
    act = at(DUE.passes_at)
    given(Deadline, SET, extended).when(lambda deadline: deadline.pass_(act=act)).then_refused("B2.17")


def test_b2_what_comes_on_the_last_day_of_the_grace_is_not_late() -> None:
    deadline = given(Deadline, SET).when(lambda _: None).aggregate
    assert not deadline.is_late(date(2025, 2, 12))
    assert deadline.is_late(date(2025, 2, 13))


# ── of a request for feedback ────────────────────────────────────────────────────────────────────────

_SOMEBODYS = {"kind": DeadlineKind.FEEDBACK, "employee_id": UUID(int=40), "request_id": UUID(int=41)}
SET_FOR_REQUEST = msgspec.structs.replace(SET, **_SOMEBODYS)


def test_d1_the_day_of_a_request_is_set_and_passes_as_that_of_the_request() -> None:
    new = msgspec.structs.replace(NEW, **_SOMEBODYS)
    given(Deadline).when(lambda deadline: deadline.set(act=ACT, new=new)).then(SET_FOR_REQUEST)
    after = at(DUE.passes_at, ACT)
    given(Deadline, SET_FOR_REQUEST).when(lambda deadline: deadline.pass_(act=after)).then(
        msgspec.structs.replace(PASSED, act=after, **_SOMEBODYS)
    )


def test_d1_11_the_day_of_a_request_is_not_extended() -> None:
    outcome = given(Deadline, SET_FOR_REQUEST).when(extend)
    outcome.then_refused("D1.11")
    assert outcome.paths == [("deadlineId",)]
