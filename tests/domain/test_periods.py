"""Periods of evaluation, their windows and their rules (B2)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.deadlines import DeadlineDays
from kinerja.domain.periods import (
    NewPeriod,
    Period,
    PeriodClosed,
    PeriodOpened,
    PeriodReopened,
    RuleVersion,
    Window,
    add_months,
    first_of_month,
    last_of_month,
    months_between,
    windows_of,
)
from kinerja.domain.vocabulary import Cadence, EvaluationKind
from tests.domain.given import ACT, EXPLAINED, given

RULES = RuleVersion(id="indonesia-2025", hash="ab" * 32)
YEAR = NewPeriod(
    code="2025",
    name="Tahun 2025",
    starts_on=date(2025, 1, 1),
    ends_on=date(2025, 12, 31),
    cadence=Cadence.QUARTERLY,
    rules=RULES,
)
OPENED = PeriodOpened(
    act=ACT,
    code="2025",
    name="Tahun 2025",
    starts_on=date(2025, 1, 1),
    ends_on=date(2025, 12, 31),
    cadence=Cadence.QUARTERLY,
    rules=RULES,
)

DAYS = DeadlineDays(plan=20, report=5, grace=3, evaluation=14)
CLOSED = PeriodClosed(act=ACT, code="2025")
REOPENED = PeriodReopened(act=EXPLAINED, code="2025")


def days(starts_on: date, ends_on: date, cadence: Cadence = Cadence.QUARTERLY) -> NewPeriod:
    return msgspec.structs.replace(YEAR, starts_on=starts_on, ends_on=ends_on, cadence=cadence)


def open_(period: Period, new: NewPeriod = YEAR) -> None:
    period.open(act=ACT, period=new)


# ── opening ──────────────────────────────────────────────────────────────────────────────────────────


def test_b2_a_period_is_opened_and_pins_its_rules() -> None:
    outcome = given(Period).when(open_)
    outcome.then(OPENED)
    assert outcome.aggregate.rules == RULES


def test_b2_a_period_that_is_open_with_the_same_data_records_nothing() -> None:
    given(Period, OPENED).when(open_).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(YEAR, name="Tahun Dua Ribu Dua Puluh Lima"),
        msgspec.structs.replace(YEAR, starts_on=date(2025, 4, 1)),
        msgspec.structs.replace(YEAR, ends_on=date(2025, 9, 30)),
        msgspec.structs.replace(YEAR, cadence=Cadence.MONTHLY),
        msgspec.structs.replace(YEAR, rules=RuleVersion(id="indonesia-2025", hash="cd" * 32)),
    ],
    ids=["name", "first day", "last day", "cadence", "rules"],
)
def test_b2_1_a_period_is_not_opened_again_with_other_data(other: NewPeriod) -> None:
    outcome = given(Period, OPENED).when(lambda period: open_(period, other))
    outcome.then_refused("B2.1")
    assert outcome.paths == [("code",)]


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2025, 1, 2), date(2025, 12, 31)),
        (date(2024, 12, 31), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 12, 30)),
        (date(2025, 1, 1), date(2025, 12, 1)),
        (date(2025, 1, 1), date(2026, 1, 31)),
        (date(2025, 3, 1), date(2025, 2, 28)),
        (date(2024, 1, 1), date(2024, 2, 28)),
    ],
    ids=["second of a month", "last of a month", "a day early", "first of a month", "two years", "backwards", "leap"],
)
def test_b2_2_a_period_consists_of_whole_months_of_a_year(starts_on: date, ends_on: date) -> None:
    outcome = given(Period).when(lambda period: open_(period, days(starts_on, ends_on, Cadence.MONTHLY)))
    outcome.then_refused("B2.2")
    assert outcome.paths == [("startsOn",)]


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2025, 1, 1), date(2025, 12, 31)),
        (date(2025, 2, 1), date(2025, 2, 28)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2025, 5, 1), date(2025, 12, 31)),
    ],
)
def test_b2_2_a_monthly_period_may_start_in_any_month(starts_on: date, ends_on: date) -> None:
    new = days(starts_on, ends_on, Cadence.MONTHLY)
    given(Period).when(lambda period: open_(period, new)).then(
        msgspec.structs.replace(OPENED, starts_on=starts_on, ends_on=ends_on, cadence=Cadence.MONTHLY)
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2025, 2, 1), date(2025, 12, 31)),
        (date(2025, 3, 1), date(2025, 12, 31)),
        (date(2025, 1, 1), date(2025, 11, 30)),
        (date(2025, 1, 1), date(2025, 10, 31)),
    ],
)
def test_b2_3_a_quarterly_period_consists_of_whole_quarters(starts_on: date, ends_on: date) -> None:
    outcome = given(Period).when(lambda period: open_(period, days(starts_on, ends_on)))
    outcome.then_refused("B2.3")
    assert outcome.paths == [("startsOn",)]


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2025, 1, 1), date(2025, 3, 31)),
        (date(2025, 4, 1), date(2025, 9, 30)),
        (date(2025, 7, 1), date(2025, 12, 31)),
        (date(2025, 10, 1), date(2025, 12, 31)),
    ],
)
def test_b2_3_a_quarterly_period_starts_and_ends_with_a_quarter(starts_on: date, ends_on: date) -> None:
    given(Period).when(lambda period: open_(period, days(starts_on, ends_on))).then(
        msgspec.structs.replace(OPENED, starts_on=starts_on, ends_on=ends_on)
    )


def test_b2_everything_wrong_with_the_days_is_said_at_once() -> None:
    outcome = given(Period).when(lambda period: open_(period, days(date(2025, 2, 2), date(2025, 12, 31))))
    outcome.then_refused("B2.2", "B2.3")
    assert outcome.paths == [("startsOn",), ("startsOn",)]


def coded(code: str, cadence: Cadence) -> NewPeriod:
    return msgspec.structs.replace(YEAR, code=code, cadence=cadence)


@pytest.mark.parametrize(
    ("code", "cadence"),
    [
        ("2025-Q1", Cadence.QUARTERLY),
        ("2025-Q4", Cadence.QUARTERLY),
        ("2025-01", Cadence.MONTHLY),
        ("2025-12", Cadence.MONTHLY),
    ],
)
def test_b2_5_the_code_of_a_period_is_not_that_of_one_of_its_windows(code: str, cadence: Cadence) -> None:
    outcome = given(Period).when(lambda period: open_(period, coded(code, cadence)))
    outcome.then_refused("B2.5")
    assert outcome.paths == [("code",)]
    assert outcome.parameters == [{"code": code}]


@pytest.mark.parametrize(
    ("code", "cadence"),
    [
        ("2025-Q1", Cadence.MONTHLY),
        ("2025-01", Cadence.QUARTERLY),
        ("2024-Q1", Cadence.QUARTERLY),
        ("2025-Q5", Cadence.QUARTERLY),
        ("2025-q1", Cadence.QUARTERLY),
    ],
)
def test_b2_5_the_code_of_a_period_may_be_any_other(code: str, cadence: Cadence) -> None:
    outcome = given(Period).when(lambda period: open_(period, coded(code, cadence)))
    outcome.then(msgspec.structs.replace(OPENED, code=code, cadence=cadence))
    codes = [window.code for window in outcome.aggregate.windows]
    assert len(set(codes)) == len(codes)


def test_b2_5_the_quarters_of_a_part_of_the_year_alone_are_taken() -> None:
    rest = msgspec.structs.replace(coded("2025-Q1", Cadence.QUARTERLY), starts_on=date(2025, 4, 1))
    given(Period).when(lambda period: open_(period, rest)).then(
        msgspec.structs.replace(OPENED, code="2025-Q1", starts_on=date(2025, 4, 1))
    )


def test_b2_everything_wrong_with_days_and_code_is_said_at_once() -> None:
    wrong = msgspec.structs.replace(coded("2025-Q1", Cadence.QUARTERLY), ends_on=date(2025, 11, 29))
    outcome = given(Period).when(lambda period: open_(period, wrong))
    outcome.then_refused("B2.2", "B2.3")
    assert outcome.paths == [("startsOn",), ("startsOn",)]


def test_b2_days_at_the_end_of_time_are_refused_like_others() -> None:
    endless = msgspec.structs.replace(coded("X", Cadence.QUARTERLY), ends_on=date(9999, 12, 31))
    given(Period).when(lambda period: open_(period, endless)).then_refused("B2.2")


def test_b2_a_period_may_be_limited_to_units_and_set_deadlines() -> None:
    limited = msgspec.structs.replace(YEAR, units=(UUID(int=3),), days=DAYS)
    given(Period).when(lambda period: open_(period, limited)).then(
        msgspec.structs.replace(OPENED, units=(UUID(int=3),), days=DAYS)
    )


@pytest.mark.parametrize(
    ("name", "count", "fits"),
    [
        ("plan", 0, False), ("plan", 1, True), ("plan", 60, True), ("plan", 61, False),
        ("report", 0, False), ("report", 1, True), ("grace", -1, False), ("grace", 0, True), ("grace", 61, False),
        ("evaluation", 0, False), ("evaluation", 60, True),
    ],
)  # fmt: skip
def test_b2_12_a_deadline_leaves_so_many_working_days(name: str, count: int, fits: bool) -> None:
    days = msgspec.structs.replace(DAYS, **{name: count})
    outcome = given(Period).when(lambda period: open_(period, msgspec.structs.replace(YEAR, days=days)))
    assert outcome.rules == ([] if fits else ["B2.12"])
    if not fits:
        assert outcome.paths == [(f"{name}Days",)]


def test_b2_12_every_count_out_of_bounds_is_said_at_once() -> None:
    days = DeadlineDays(plan=0, report=0, grace=99, evaluation=14)
    outcome = given(Period).when(lambda period: open_(period, msgspec.structs.replace(YEAR, days=days)))
    outcome.then_refused("B2.12", "B2.12", "B2.12")


# ── closing ──────────────────────────────────────────────────────────────────────────────────────────

AFTER = date(2026, 1, 1)


def test_b2_a_period_without_unfinished_evaluations_is_closed_once() -> None:
    given(Period, OPENED).when(lambda period: period.close(act=ACT, today=AFTER, unfinished={})).then(CLOSED)
    given(Period, OPENED, CLOSED).when(
        lambda period: period.close(act=ACT, today=AFTER, unfinished={})
    ).then_nothing()


@pytest.mark.parametrize(("today", "refused"), [(date(2025, 12, 31), True), (AFTER, False)])
def test_b2_20_a_period_is_closed_once_it_is_over(today: date, refused: bool) -> None:
    outcome = given(Period, OPENED).when(lambda period: period.close(act=ACT, today=today, unfinished={}))
    if refused:
        outcome.then_refused("B2.20")
    else:
        outcome.then(CLOSED)


def test_b2_20_all_that_keeps_a_period_open_is_said_at_once() -> None:
    early = given(Period, OPENED).when(
        lambda period: period.close(act=ACT, today=date(2025, 5, 1), unfinished={"2025-Q1": 1})
    )
    early.then_refused("B2.20", "B2.9")


def test_b2_9_a_period_is_not_closed_over_unfinished_evaluations() -> None:
    outcome = given(Period, OPENED).when(
        lambda period: period.close(act=ACT, today=AFTER, unfinished={"2025-Q2": 1, "2025": 12})
    )
    outcome.then_refused("B2.9")
    assert outcome.parameters == [{"count": 13, "windows": "2025 (12), 2025-Q2 (1)"}]


def test_b2_8_a_closed_period_takes_nothing_until_it_is_reopened() -> None:
    given(Period, OPENED).when(lambda period: period.must_be_open("planId")).then_nothing()
    closed = given(Period, OPENED, CLOSED).when(lambda period: period.must_be_open("planId"))
    closed.then_refused("B2.8")
    assert closed.parameters == [{"code": "2025", "action": "reopenPeriod"}]
    given(Period, OPENED, CLOSED, REOPENED).when(lambda period: period.must_be_open("planId")).then_nothing()


def test_b2_10_a_period_is_reopened_with_a_reason_only() -> None:
    given(Period, OPENED, CLOSED).when(lambda period: period.reopen(act=EXPLAINED)).then(REOPENED)
    given(Period, OPENED, CLOSED).when(lambda period: period.reopen(act=ACT)).then_refused("B2.10")
    given(Period, OPENED).when(lambda period: period.reopen(act=ACT)).then_nothing()


@pytest.mark.parametrize("later", [(), (0,), (0, 1)], ids=["open", "closed", "reopened"])
def test_b2_1_the_rule_version_is_pinned_for_good(later: tuple[int, ...]) -> None:
    """No fact of a period can change it: another version is another period."""
    facts = [(CLOSED, REOPENED)[place] for place in later]
    other = msgspec.structs.replace(YEAR, rules=RuleVersion(id="indonesia-2026", hash="ef" * 32))
    outcome = given(Period, OPENED, *facts).when(lambda period: open_(period, other))
    outcome.then_refused("B2.1")
    assert outcome.aggregate.rules == RULES


# ── windows ──────────────────────────────────────────────────────────────────────────────────────────


def window(code: str, kind: EvaluationKind, starts_on: date, ends_on: date) -> Window:
    return Window(code=code, kind=kind, starts_on=starts_on, ends_on=ends_on)


def test_b2_a_quarterly_year_has_a_window_for_each_quarter_and_one_for_the_year() -> None:
    period = given(Period, OPENED).when(lambda _: None).aggregate
    assert period.windows == [
        window("2025-Q1", EvaluationKind.PERIODIC, date(2025, 1, 1), date(2025, 3, 31)),
        window("2025-Q2", EvaluationKind.PERIODIC, date(2025, 4, 1), date(2025, 6, 30)),
        window("2025-Q3", EvaluationKind.PERIODIC, date(2025, 7, 1), date(2025, 9, 30)),
        window("2025-Q4", EvaluationKind.PERIODIC, date(2025, 10, 1), date(2025, 12, 31)),
        window("2025", EvaluationKind.ANNUAL, date(2025, 1, 1), date(2025, 12, 31)),
    ]


def test_b2_a_monthly_period_has_a_window_for_each_month_and_one_for_the_whole() -> None:
    assert windows_of(days(date(2024, 1, 1), date(2024, 3, 31), Cadence.MONTHLY)) == [
        window("2024-01", EvaluationKind.PERIODIC, date(2024, 1, 1), date(2024, 1, 31)),
        window("2024-02", EvaluationKind.PERIODIC, date(2024, 2, 1), date(2024, 2, 29)),
        window("2024-03", EvaluationKind.PERIODIC, date(2024, 3, 1), date(2024, 3, 31)),
        window("2025", EvaluationKind.ANNUAL, date(2024, 1, 1), date(2024, 3, 31)),
    ]


def test_b2_a_period_from_july_begins_with_the_third_quarter() -> None:
    codes = [window.code for window in windows_of(days(date(2025, 7, 1), date(2025, 12, 31)))]
    assert codes == ["2025-Q3", "2025-Q4", "2025"]


@pytest.mark.parametrize("code", ["2025-Q1", "2025-Q4", "2025"])
def test_b2_a_window_is_found_by_its_code(code: str) -> None:
    period = given(Period, OPENED).when(lambda _: None).aggregate
    assert period.window(code).code == code


@pytest.mark.parametrize("code", ["2025-Q0", "2025-Q5", "2024-Q1", "2025-01", ""])
def test_b2_4_a_period_has_no_other_window(code: str) -> None:
    outcome = given(Period, OPENED).when(lambda period: period.window(code))
    outcome.then_refused("B2.4")
    assert outcome.paths == [("window",)]


# ── months ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2025, 1, 1), date(2025, 1, 1), date(2025, 1, 31)),
        (date(2025, 2, 28), date(2025, 2, 1), date(2025, 2, 28)),
        (date(2024, 2, 28), date(2024, 2, 1), date(2024, 2, 29)),
        (date(2025, 12, 31), date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_b2_a_month_has_a_first_and_a_last_day(day: date, first: date, last: date) -> None:
    assert first_of_month(day) == first
    assert last_of_month(day) == last


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, date(2025, 11, 1)),
        (1, date(2025, 12, 1)),
        (2, date(2026, 1, 1)),
        (14, date(2027, 1, 1)),
        (-11, date(2024, 12, 1)),
    ],
)
def test_b2_months_are_counted_across_years(months: int, expected: date) -> None:
    assert add_months(date(2025, 11, 1), months) == expected


def test_b2_the_months_between_two_days_include_both_ends() -> None:
    assert list(months_between(date(2025, 11, 30), date(2026, 1, 1))) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]
    assert list(months_between(date(2025, 2, 1), date(2025, 1, 31))) == []
