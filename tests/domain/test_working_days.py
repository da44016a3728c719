"""Working days, local dates and the calendar they are counted over (B2)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from kinerja.application.national_holidays import national_days
from kinerja.domain.holidays import (
    HolidayCalendar,
    HolidayDeclared,
    HolidayWithdrawn,
    NationalDays,
    NationalHoliday,
    NationalHolidaysTaken,
    calendar_of,
)
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import DayKind, HolidayOrigin
from kinerja.domain.working_days import Calendar, end_of, local_date, working_days_after
from tests.domain.given import ACT, STREAM, given

JAKARTA, MAKASSAR, JAYAPURA = (ZoneInfo(f"Asia/{name}") for name in ("Jakarta", "Makassar", "Jayapura"))
FAIR = STREAM
"""The id of the agency's own day; which it is does not matter here."""


def of_years(*years: int) -> Calendar:
    """The national calendar of some years, as the library knows it."""
    taken = []
    for year in years:
        calendar = HolidayCalendar(STREAM)
        calendar.take(act=ACT, national=national_days(year))
        taken.append(calendar)
    return calendar_of(taken)


@pytest.mark.parametrize(
    ("after", "count", "expected"),
    [
        (date(2025, 3, 26), 1, date(2025, 3, 27)),
        (date(2025, 3, 27), 1, date(2025, 4, 8)),  # Nyepi, Idul Fitri and six days of joint leave
        (date(2025, 3, 31), 5, date(2025, 4, 14)),
        (date(2024, 3, 31), 5, date(2024, 4, 5)),  # the year before, Idul Fitri was ten days later
        (date(2024, 3, 31), 6, date(2024, 4, 16)),
        (date(2026, 3, 17), 1, date(2026, 3, 25)),
        (date(2025, 12, 24), 1, date(2025, 12, 29)),  # Christmas, joint leave, weekend
        (date(2025, 12, 31), 1, date(2026, 1, 2)),  # New Year
        (date(2025, 12, 31), 14, date(2026, 1, 22)),  # Isra Mikraj on 16 January
        (date(2025, 5, 3), 0, date(2025, 5, 3)),  # no day after a Saturday is that Saturday
    ],
)
def test_b2_working_days_are_counted_over_idul_fitri_and_the_end_of_the_year(
    after: date, count: int, expected: date
) -> None:
    assert working_days_after(after, count, of_years(2024, 2025, 2026)) == expected


def test_b2_a_day_that_is_declared_worked_is_whatever_else_it_is() -> None:
    saturday = date(2025, 3, 8)
    calendar = Calendar(off=frozenset({saturday}), worked=frozenset({saturday}))
    assert calendar.is_working(saturday)
    assert working_days_after(date(2025, 3, 7), 1, calendar) == saturday


DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 1))


@for_all(day=DAYS, count=st.integers(1, 60), off=st.sets(DAYS, max_size=20), worked=st.sets(DAYS, max_size=5))
def test_b2_as_many_working_days_lie_between_as_were_counted(
    day: date, count: int, off: set[date], worked: set[date]
) -> None:
    calendar = Calendar(off=frozenset(off), worked=frozenset(worked))
    found = working_days_after(day, count, calendar)
    passed = [day + timedelta(n) for n in range(1, (found - day).days + 1)]
    assert sum(calendar.is_working(each) for each in passed) == count
    assert calendar.is_working(found)


@for_all(day=DAYS, count=st.integers(1, 60), more=DAYS)
def test_b2_a_day_more_off_brings_nothing_forward(day: date, count: int, more: date) -> None:
    assert working_days_after(day, count, Calendar(off=frozenset({more}))) >= working_days_after(
        day, count, Calendar()
    )


# ── local dates ──────────────────────────────────────────────────────────────────────────────────────


def test_b2_the_same_moment_is_another_date_in_another_zone() -> None:
    moment = datetime(2025, 1, 31, 16, 30, tzinfo=UTC)
    dates = [local_date(moment, zone) for zone in (JAKARTA, MAKASSAR, JAYAPURA)]
    assert dates == [date(2025, 1, 31), date(2025, 2, 1), date(2025, 2, 1)]


def test_b2_a_day_is_over_at_its_local_midnight() -> None:
    day = date(2025, 12, 31)
    assert end_of(day, JAKARTA) == datetime(2025, 12, 31, 17, tzinfo=UTC)
    assert end_of(day, MAKASSAR) == datetime(2025, 12, 31, 16, tzinfo=UTC)
    assert end_of(day, JAYAPURA) == datetime(2025, 12, 31, 15, tzinfo=UTC)


@for_all(day=DAYS, zone=st.sampled_from([JAKARTA, MAKASSAR, JAYAPURA]))
def test_b2_a_day_ends_where_the_next_begins(day: date, zone: ZoneInfo) -> None:
    end = end_of(day, zone)
    assert local_date(end - timedelta(microseconds=1), zone) == day
    assert local_date(end, zone) == day + timedelta(1)


# ── the calendar of a year ───────────────────────────────────────────────────────────────────────────

IDUL_FITRI = NationalHoliday(day=date(2025, 3, 31), name="Idul Fitri", origin=HolidayOrigin.NATIONAL)
LEAVE = NationalHoliday(day=date(2025, 4, 2), name="Cuti Bersama", origin=HolidayOrigin.JOINT_LEAVE)
TAKEN = NationalHolidaysTaken(act=ACT, year=2025, source="a list", days=(IDUL_FITRI,))
DECLARED = HolidayDeclared(act=ACT, holiday_id=FAIR, day=date(2025, 6, 15), name="Hari Jadi", kind=DayKind.OFF)
WITHDRAWN = HolidayWithdrawn(act=ACT, holiday_id=FAIR, day=date(2025, 6, 15))


def declare(calendar: HolidayCalendar, name: str = "Hari Jadi", kind: DayKind = DayKind.OFF) -> None:
    calendar.declare(act=ACT, holiday_id=FAIR, day=date(2025, 6, 15), name=name, kind=kind)


def withdraw(calendar: HolidayCalendar) -> None:
    calendar.withdraw(act=ACT, holiday_id=FAIR, day=date(2025, 6, 15))


def take(calendar: HolidayCalendar, *days: NationalHoliday) -> None:
    calendar.take(act=ACT, national=NationalDays(year=2025, source="a list", days=days))


def test_b2_the_national_days_are_taken_over_once() -> None:
    given(HolidayCalendar).when(lambda calendar: take(calendar, IDUL_FITRI)).then(TAKEN)
    given(HolidayCalendar, TAKEN).when(lambda calendar: take(calendar, IDUL_FITRI)).then_nothing()


def test_b2_a_newer_list_replaces_the_older() -> None:
    outcome = given(HolidayCalendar, TAKEN).when(lambda calendar: take(calendar, LEAVE))
    outcome.then(NationalHolidaysTaken(act=ACT, year=2025, source="a list", days=(LEAVE,)))
    assert outcome.aggregate.off == {LEAVE.day}


def test_b2_an_agency_declares_a_day_and_takes_it_back() -> None:
    declared = given(HolidayCalendar, TAKEN).when(declare)
    declared.then(DECLARED)
    assert declared.aggregate.off == {IDUL_FITRI.day, date(2025, 6, 15)}
    withdrawn = given(HolidayCalendar, TAKEN, DECLARED).when(withdraw)
    withdrawn.then(WITHDRAWN)
    assert withdrawn.aggregate.off == {IDUL_FITRI.day}


def test_b2_a_day_that_is_declared_so_already_records_nothing() -> None:
    given(HolidayCalendar, DECLARED).when(declare).then_nothing()


@pytest.mark.parametrize(("name", "kind"), [("Pasar Malam", DayKind.OFF), ("Hari Jadi", DayKind.WORKING)])
def test_b2_18_a_day_is_not_declared_twice_in_two_ways(name: str, kind: DayKind) -> None:
    given(HolidayCalendar, DECLARED).when(lambda calendar: declare(calendar, name, kind)).then_refused("B2.18")
    given(HolidayCalendar, DECLARED, WITHDRAWN).when(lambda calendar: declare(calendar, name, kind)).then(
        HolidayDeclared(act=ACT, holiday_id=FAIR, day=date(2025, 6, 15), name=name, kind=kind)
    )


def test_b2_19_only_what_the_agency_declared_is_withdrawn() -> None:
    given(HolidayCalendar, TAKEN).when(withdraw).then_refused("B2.19")
    given(HolidayCalendar, DECLARED, WITHDRAWN).when(withdraw).then_refused("B2.19")


def test_b2_the_national_list_knows_holidays_and_joint_leave() -> None:
    days = {each.day: each for each in national_days(2025).days}
    assert days[date(2025, 4, 1)].origin == HolidayOrigin.NATIONAL
    assert days[date(2025, 4, 7)].origin == HolidayOrigin.JOINT_LEAVE
    assert len(days) == len(national_days(2025).days)


@pytest.mark.parametrize("year", [1999, 2077, 9999, 0])
def test_b2_13_there_is_no_calendar_of_other_years(year: int) -> None:
    with pytest.raises(Refused, match=r"^B2\.13$"):
        national_days(year)
