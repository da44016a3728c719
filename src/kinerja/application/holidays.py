"""Commands on the holiday calendar of the agency (B2)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import Reason
from kinerja.application.national_holidays import national_days
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.holidays import HolidayCalendar, calendar_of
from kinerja.domain.ids import calendar_id, holiday_id
from kinerja.domain.inputs import says
from kinerja.domain.vocabulary import DayKind, HolidayOrigin
from kinerja.domain.working_days import Calendar


class TakeNationalHolidays(Command, frozen=True, kw_only=True):
    """Take the national holidays and joint leave of a year over into the agency's calendar.

    Opening a period does so by itself, for its year and the next; this brings a newer list in between. Deadlines that
    are set do not move.
    """

    action: ClassVar[str] = "takeNationalHolidays"
    versioned: ClassVar[str | None] = "the calendar of this year; 0 while there is none"

    year: Annotated[int, says("The year.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        calendar = work.begun(HolidayCalendar, calendar_id(work.agency, self.year))
        calendar.take(act=act, national=national_days(self.year, "year"))


class DeclareHoliday(Command, frozen=True, kw_only=True):
    """Declare a day of the agency: free, or worked although it would be free.

    It counts for what is computed from here on; deadlines that are set do not move.
    """

    action: ClassVar[str] = "declareHoliday"

    day: Annotated[date, says("The day.")]
    name: Annotated[str, says("What the day is, in the agency's language.", 1, 300)]
    kind: Annotated[DayKind, says("Whether it is free or worked.")] = DayKind.OFF
    legal_basis: Annotated[str | None, says("The decree it rests on.", 1, 500)] = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), legal_basis=self.legal_basis, valid_on=self.day)
        _calendar(work, self.day).declare(
            act=act, holiday_id=_own(work, self.day), day=self.day, name=self.name, kind=self.kind
        )


class WithdrawHoliday(Command, frozen=True, kw_only=True):
    """Take back what the agency declared of a day."""

    action: ClassVar[str] = "withdrawHoliday"

    day: Annotated[date, says("The day.")]
    reason: Reason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason, valid_on=self.day)
        _calendar(work, self.day).withdraw(act=act, holiday_id=_own(work, self.day), day=self.day)


def working_calendar(work: Work, act: Act, years: Sequence[int], *path: str | int) -> Calendar:
    """The working days of some years. National days that nobody took over yet are, by this command.

    Refused B2.13, at the input ``path``, where they are not known.
    """
    return calendar_of([_taken(work, act, year, path) for year in years])


def calendar_known_now(work: Work, act: Act, years: Sequence[int], *path: str | int) -> Calendar:
    """The working days of some years, by the national days as they are known now: a newer list is taken over.

    What was known a year ahead was provisional. Refused B2.13, at the input ``path``, where they are not known.
    """
    return calendar_of([_taken(work, act, year, path, newest=True) for year in years])


def _taken(work: Work, act: Act, year: int, path: tuple[str | int, ...], *, newest: bool = False) -> HolidayCalendar:
    calendar = work.find(HolidayCalendar, calendar_id(work.agency, year))
    if newest or calendar.national is None:
        calendar.take(act=act, national=national_days(year, *path))
    return calendar


def _calendar(work: Work, day: date) -> HolidayCalendar:
    return work.find(HolidayCalendar, calendar_id(work.agency, day.year))


def _own(work: Work, day: date) -> UUID:
    return holiday_id(work.agency, HolidayOrigin.AGENCY, day)
