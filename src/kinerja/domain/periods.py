"""Periods of evaluation, their windows and the rule version they pin (B2)."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.deadlines import DeadlineDays
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.periods import (
    CODE_IS_A_WINDOWS,
    EVALUATIONS_UNFINISHED,
    PERIOD_CLOSED,
    PERIOD_EXISTS,
    PERIOD_RUNS,
    PERIOD_WHOLE_MONTHS,
    PERIOD_WHOLE_QUARTERS,
    REOPENED_WITHOUT_REASON,
    WINDOW_UNKNOWN,
)
from kinerja.domain.vocabulary import Cadence, EvaluationKind, PeriodState

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
    """What a period is opened with. ``units`` empty: for the whole agency, else for these and all below them."""

    code: str
    name: str
    starts_on: date
    ends_on: date
    cadence: Cadence
    rules: RuleVersion
    units: tuple[UUID, ...] = ()
    days: DeadlineDays | None = None


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
    units: tuple[UUID, ...] = ()
    days: DeadlineDays | None = None

    @property
    def period(self) -> NewPeriod:
        """What it was opened with."""
        return NewPeriod(**{name: getattr(self, name) for name in NewPeriod.__struct_fields__})

    def apply(self, aggregate: "Period") -> None:
        aggregate.opened_with = self.period


class PeriodClosed(Fact, frozen=True, kw_only=True):
    """A period was closed: all its evaluations are finished."""

    label_id: ClassVar[str] = "Periode ditutup"
    label_en: ClassVar[str] = "Period closed"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Period"),)

    code: str

    def apply(self, aggregate: "Period") -> None:
        aggregate.state = PeriodState.CLOSED


class PeriodReopened(Fact, frozen=True, kw_only=True):
    """A closed period was opened again, with a reason."""

    label_id: ClassVar[str] = "Periode dibuka kembali"
    label_en: ClassVar[str] = "Period reopened"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Period"),)

    code: str

    def apply(self, aggregate: "Period") -> None:
        aggregate.state = PeriodState.OPEN


class Period(Aggregate):
    """A period, its windows and its pinned rules."""

    opened_with: NewPeriod
    state = PeriodState.OPEN

    def open(self, *, act: Act, period: NewPeriod) -> None:
        """Open it. Refused B2.1 on a taken code, with all it violates of B2.2, B2.3, B2.5 and B2.12."""
        if self.exists:
            if self.opened_with == period:
                return
            raise refuse(PERIOD_EXISTS, "code", code=period.code)
        raise_all(_misplaced(period))
        self.trigger_event(PeriodOpened, act=act, **msgspec.structs.asdict(period))

    def close(self, *, act: Act, today: date, unfinished: Mapping[str, int]) -> None:
        """Close it. ``unfinished`` counts the evaluations that were opened and not finished, by window.

        Refused B2.20 before it is over, B2.9 unless there is none.
        """
        if self.state == PeriodState.CLOSED:
            return
        refusals = []
        if today <= self.opened_with.ends_on:
            said = {"code": self.opened_with.code, "ends_on": self.opened_with.ends_on.isoformat()}
            refusals.append(Refusal(PERIOD_RUNS, ("periodId",), said))
        if unfinished:
            told = ", ".join(f"{window} ({count})" for window, count in sorted(unfinished.items()))
            counted = {"count": sum(unfinished.values()), "windows": told}
            refusals.append(Refusal(EVALUATIONS_UNFINISHED, ("periodId",), counted))
        raise_all(refusals)
        self.trigger_event(PeriodClosed, act=act, code=self.opened_with.code)

    def reopen(self, *, act: Act) -> None:
        """Open it again. Refused B2.10 without a reason."""
        if self.state == PeriodState.OPEN:
            return
        if act.reason is None:
            raise refuse(REOPENED_WITHOUT_REASON, "reason")
        self.trigger_event(PeriodReopened, act=act, code=self.opened_with.code)

    def must_be_open(self, *path: str) -> None:
        """Refused B2.8 once it is closed."""
        if self.is_closed:
            raise refuse(PERIOD_CLOSED, *path, code=self.opened_with.code, action="reopenPeriod")

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.state == PeriodState.CLOSED

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
    return refusals if period.days is None else refusals + period.days.faults


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
    first = first_of_month(starts_on)
    count = (ends_on.year - first.year) * 12 + ends_on.month - first.month + 1
    for number in range(count):
        yield add_months(first, number)
