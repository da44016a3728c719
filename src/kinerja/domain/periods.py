"""Periods of evaluation, their windows and the rule version they pin (B2)."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.periods import (
    CODE_IS_A_WINDOWS,
    PERIOD_EXISTS,
    PERIOD_WHOLE_MONTHS,
    PERIOD_WHOLE_QUARTERS,
    WINDOW_UNKNOWN,
)
from kinerja.domain.vocabulary import Cadence, EvaluationKind

_MONTHS_OF_QUARTER = 3


class RuleVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle of rule sets by id and hash: what a period pins and a result stores."""

    id: str
    hash: str


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a period that is evaluated: whole months, both days inclusive."""

    code: str
    kind: EvaluationKind
    starts_on: date
    ends_on: date


class NewPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """What a period is opened with."""

    code: str
    name: str
    starts_on: date
    ends_on: date
    cadence: Cadence
    rules: RuleVersion


class PeriodOpened(Fact, frozen=True, kw_only=True):
    """A period of evaluation was opened; its rule version is pinned."""

    label_id: ClassVar[str] = "Periode dibuka"
    label_en: ClassVar[str] = "Period opened"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Period"),)

    code: str
    name: str
    starts_on: date
    ends_on: date
    cadence: Cadence
    rules: RuleVersion

    def apply(self, aggregate: "Period") -> None:
        aggregate.opened_with = NewPeriod(
            code=self.code,
            name=self.name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            cadence=self.cadence,
            rules=self.rules,
        )


class Period(Aggregate):
    """A period, its windows and its pinned rules."""

    opened_with: NewPeriod

    def open(self, *, act: Act, period: NewPeriod) -> None:
        """Open it. Refused B2.1 on a taken code, B2.2, B2.3 and B2.5 on days or a code that do not fit."""
        if self.exists:
            if self.opened_with == period:
                return
            raise refuse(PERIOD_EXISTS, "code", code=period.code)
        raise_all(_misplaced(period))
        self.trigger_event(PeriodOpened, act=act, **msgspec.structs.asdict(period))

    @property
    def rules(self) -> RuleVersion:
        """The rule version every result of this period is judged by."""
        return self.opened_with.rules

    @property
    def windows(self) -> Sequence[Window]:
        """What is evaluated in this period: each month or quarter, then the whole."""
        return windows_of(self.opened_with)

    def window(self, code: str) -> Window:
        """One window by its code, such as 2025-Q1 or 2025. Refused B2.4 when there is none."""
        for window in self.windows:
            if window.code == code:
                return window
        known = ", ".join(window.code for window in self.windows)
        raise refuse(WINDOW_UNKNOWN, "window", window=code, windows=known)


def windows_of(period: NewPeriod) -> Sequence[Window]:
    """Each month or quarter of the period by its cadence, then the whole period."""
    step = 1 if period.cadence == Cadence.MONTHLY else _MONTHS_OF_QUARTER
    firsts = list(months_between(period.starts_on, period.ends_on))[::step]
    parts = [
        Window(
            code=_window_code(first, period.cadence),
            kind=EvaluationKind.PERIODIC,
            starts_on=first,
            ends_on=last_of_month(add_months(first, step - 1)),
        )
        for first in firsts
    ]
    whole = Window(
        code=period.code,
        kind=EvaluationKind.ANNUAL,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
    )
    return [*parts, whole]


def _window_code(first: date, cadence: Cadence) -> str:
    if cadence == Cadence.MONTHLY:
        return f"{first:%Y-%m}"
    return f"{first.year}-Q{(first.month - 1) // _MONTHS_OF_QUARTER + 1}"


def _misplaced(period: NewPeriod) -> list[Refusal]:
    refusals = []
    whole = period.starts_on.day == 1 and period.ends_on == last_of_month(period.ends_on)
    if not whole or period.ends_on < period.starts_on or period.starts_on.year != period.ends_on.year:
        refusals.append(Refusal(PERIOD_WHOLE_MONTHS, ("startsOn",)))
    starts_quarter = period.starts_on.month % _MONTHS_OF_QUARTER == 1
    ends_quarter = period.ends_on.month % _MONTHS_OF_QUARTER == 0
    if period.cadence == Cadence.QUARTERLY and not (starts_quarter and ends_quarter):
        refusals.append(Refusal(PERIOD_WHOLE_QUARTERS, ("startsOn",)))
    if not refusals and any(window.code == period.code for window in windows_of(period)[:-1]):
        refusals.append(Refusal(CODE_IS_A_WINDOWS, ("code",), {"code": period.code}))
    return refusals


# ── months ───────────────────────────────────────────────────────────────────────────────────────────


def first_of_month(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(first: date, months: int) -> date:
    """The first of the month that many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def months_between(starts_on: date, ends_on: date) -> Iterator[date]:
    """The firsts of all months that the two days enclose, both inclusive."""
    month = first_of_month(starts_on)
    while month <= ends_on:
        yield month
        month = add_months(month, 1)
