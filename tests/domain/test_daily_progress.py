"""Daily progress: what was done and how much effort it took (C1, C4)."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.daily_progress import (
    Bounds,
    DailyProgress,
    DailyProgressCorrected,
    DailyProgressRecorded,
    Entry,
    Journal,
)
from kinerja.domain.texts import Text
from tests.domain.given import ACT, EXPLAINED, given

PLAN, EMPLOYEE, E1, E2 = UUID(int=60), UUID(int=40), UUID(int=1001), UUID(int=1002)
JOURNAL = Journal(plan_id=PLAN, employee_id=EMPLOYEE)
TODAY = date(2025, 3, 20)
BOUNDS = Bounds(starts_on=date(2025, 3, 1), ends_on=date(2025, 12, 31), today=TODAY)
ENTRY = Entry(day=TODAY, result_id=None, activity=Text("Verifikasi 40 berkas"), effort_minutes=90, obstacle=None)
replace = msgspec.structs.replace
Command = Callable[[DailyProgress], None]


def recorded(entry: Entry = ENTRY, id: UUID = E1) -> DailyProgressRecorded:
    return DailyProgressRecorded(act=ACT, plan_id=PLAN, employee_id=EMPLOYEE, entry_id=id, entry=entry)


def record(entry: Entry = ENTRY, id: UUID = E1) -> Command:
    return lambda it: it.record(act=ACT, journal=JOURNAL, entry_id=id, entry=entry, bounds=BOUNDS)


def correct(entry: Entry, act: Act = EXPLAINED, id: UUID = E1) -> Command:
    return lambda it: it.correct(act=act, journal=JOURNAL, entry_id=id, entry=entry, bounds=BOUNDS)


def test_c1_an_entry_is_recorded_on_its_day_or_later() -> None:
    given(DailyProgress).when(record()).then(recorded())
    earlier = replace(ENTRY, day=date(2025, 3, 1))
    given(DailyProgress).when(record(earlier)).then(recorded(earlier))
    given(DailyProgress, recorded()).when(record()).then_nothing()


def test_c1_14_an_entry_is_not_ahead_of_its_day() -> None:
    given(DailyProgress).when(record(replace(ENTRY, day=date(2025, 3, 21)))).then_refused("C1.14")


@pytest.mark.parametrize(("day", "rules"), [(date(2025, 2, 28), ["C1.15"]), (date(2026, 1, 1), ["C1.15", "C1.14"])])
def test_c1_15_an_entry_lies_within_the_plan(day: date, rules: list[str]) -> None:
    given(DailyProgress).when(record(replace(ENTRY, day=day))).then_refused(*rules)


@pytest.mark.parametrize("nothing", ["", " \t"])
def test_c1_16_an_entry_says_what_was_done(nothing: str) -> None:
    given(DailyProgress).when(record(replace(ENTRY, activity=Text(nothing)))).then_refused("C1.16")


@pytest.mark.parametrize("minutes", [0, -1, 1441])
def test_c4_1_effort_is_of_a_day(minutes: int) -> None:
    given(DailyProgress).when(record(replace(ENTRY, effort_minutes=minutes))).then_refused("C4.1")


def test_c4_1_the_entries_of_a_day_stay_within_it_together() -> None:
    long = replace(ENTRY, effort_minutes=1350)
    given(DailyProgress, recorded()).when(record(long, E2)).then(recorded(long, E2))
    longer = replace(ENTRY, effort_minutes=1351)
    given(DailyProgress, recorded()).when(record(longer, E2)).then_refused("C4.1")
    other_day = replace(longer, day=date(2025, 3, 19))
    given(DailyProgress, recorded()).when(record(other_day, E2)).then(recorded(other_day, E2))


def test_c4_effort_need_not_be_measured() -> None:
    unmeasured = replace(ENTRY, effort_minutes=None)
    given(DailyProgress).when(record(unmeasured)).then(recorded(unmeasured))


def test_c1_a_correction_is_a_later_fact() -> None:
    better = replace(ENTRY, effort_minutes=1440)
    fact = DailyProgressCorrected(act=EXPLAINED, plan_id=PLAN, employee_id=EMPLOYEE, entry_id=E1, entry=better)
    given(DailyProgress, recorded()).when(correct(better)).then(fact)


def test_c1_17_only_what_was_recorded_is_corrected() -> None:
    given(DailyProgress, recorded()).when(correct(ENTRY, id=E2)).then_refused("C1.17")


def test_c1_18_a_correction_says_why() -> None:
    given(DailyProgress, recorded()).when(correct(ENTRY, act=ACT)).then_refused("C1.18")
