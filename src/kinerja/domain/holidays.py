"""The holiday calendar of an agency, year by year: the national days it took over, and its own (B2).

What was taken over stands in the log: another version of the national list changes nothing that was computed.
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.calendars import DAY_DECLARED, DAY_NOT_DECLARED
from kinerja.domain.vocabulary import DayKind, HolidayOrigin
from kinerja.domain.working_days import Calendar


class NationalHoliday(msgspec.Struct, frozen=True, kw_only=True):
    """A day that is free in the whole country."""

    day: date
    name: str
    origin: HolidayOrigin


class NationalDays(msgspec.Struct, frozen=True, kw_only=True):
    """The national holidays and joint leave of a year, and from where they are known."""

    year: int
    source: str
    days: tuple[NationalHoliday, ...]


class NationalHolidaysTaken(Fact, frozen=True, kw_only=True):
    """The national holidays of a year were taken over into the agency's calendar; they replace earlier ones."""

    label_id: ClassVar[str] = "Hari libur nasional diambil"
    label_en: ClassVar[str] = "National holidays taken over"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "HolidayCalendar"),)
    unlisted: ClassVar[frozenset[str]] = frozenset({"days"})

    year: int
    source: str
    days: tuple[NationalHoliday, ...]

    def apply(self, aggregate: "HolidayCalendar") -> None:
        aggregate.national = NationalDays(year=self.year, source=self.source, days=self.days)


class HolidayDeclared(Fact, frozen=True, kw_only=True):
    """The agency declared a day of its own: free, or worked although it would be free."""

    label_id: ClassVar[str] = "Hari libur ditetapkan"
    label_en: ClassVar[str] = "Holiday declared"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "HolidayCalendar"),
        About("holiday_id", "Holiday"),
    )

    holiday_id: UUID
    day: date
    name: str
    kind: DayKind

    def apply(self, aggregate: "HolidayCalendar") -> None:
        aggregate.declared = {**aggregate.declared, self.day: (self.name, self.kind)}


class HolidayWithdrawn(Fact, frozen=True, kw_only=True):
    """A day that the agency had declared is again what the week and the national calendar make it."""

    label_id: ClassVar[str] = "Penetapan hari libur dicabut"
    label_en: ClassVar[str] = "Holiday withdrawn"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "HolidayCalendar"),
        About("holiday_id", "Holiday"),
    )

    holiday_id: UUID
    day: date

    def apply(self, aggregate: "HolidayCalendar") -> None:
        aggregate.declared = {day: said for day, said in aggregate.declared.items() if day != self.day}


class HolidayCalendar(Aggregate):
    """One year of an agency's calendar. ``national`` is None until the national days are taken over."""

    national: NationalDays | None = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.declared: dict[date, tuple[str, DayKind]] = {}

    def take(self, *, act: Act, national: NationalDays) -> None:
        """Take over the national days, or a newer list of them. What was computed from the old one stays."""
        if self.national != national:
            self.trigger_event(NationalHolidaysTaken, act=act, **msgspec.structs.asdict(national))

    def declare(self, *, act: Act, holiday_id: UUID, day: date, name: str, kind: DayKind) -> None:
        """Declare a day. Refused B2.18 when it is declared otherwise."""
        known = self.declared.get(day)
        if known == (name, kind):
            return
        if known is not None:
            raise refuse(DAY_DECLARED, "day", day=day.isoformat(), name=known[0])
        self.trigger_event(HolidayDeclared, act=act, holiday_id=holiday_id, day=day, name=name, kind=kind)

    def withdraw(self, *, act: Act, holiday_id: UUID, day: date) -> None:
        """Take a declaration back. Refused B2.19 when the agency did not declare the day."""
        if day not in self.declared:
            raise refuse(DAY_NOT_DECLARED, "day", day=day.isoformat())
        self.trigger_event(HolidayWithdrawn, act=act, holiday_id=holiday_id, day=day)

    @property
    def off(self) -> set[date]:
        """The days that are free: by the nation or by the agency."""
        national = self.national.days if self.national is not None else ()
        return {each.day for each in national} | self._declared_as(DayKind.OFF)

    @property
    def worked(self) -> set[date]:
        """The days that the agency works although they would be free."""
        return self._declared_as(DayKind.WORKING)

    def _declared_as(self, kind: DayKind) -> set[date]:
        return {day for day, (_, declared) in self.declared.items() if declared == kind}


def calendar_of(years: Iterable[HolidayCalendar]) -> Calendar:
    """The working days of several years together."""
    known = list(years)
    return Calendar(
        off=frozenset(day for year in known for day in year.off),
        worked=frozenset(day for year in known for day in year.worked),
    )
