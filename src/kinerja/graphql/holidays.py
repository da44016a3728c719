"""The holiday calendars of the agency (B2)."""

from typing import Any

import strawberry

from kinerja.application.holidays import DeclareHoliday, TakeNationalHolidays, WithdrawHoliday
from kinerja.domain.ids import calendar_id, holiday_id
from kinerja.domain.vocabulary import DayKind, HolidayOrigin
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable
from kinerja.graphql.filtering import Asking, Condition, having, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.holidays import HOLIDAY_CALENDARS, HOLIDAYS

_BY_YEAR = Ordering(("year", "id"), ("bigint", "uuid"))
_BY_DAY = Ordering(("day", "id"), ("date", "uuid"))


@readable(HOLIDAY_CALENDARS, "A year of the agency's holiday calendar.")
class HolidayCalendar(Node):
    """What working days are counted over, beside Saturdays and Sundays."""

    id: strawberry.ID = node_id()
    year: int = column("The year.")
    source: str | None = column("From where the national days are known; null while they are not taken over.")
    taken_at: DateTime | None = column("When the national days were taken over; null while they are not.")
    holidays: list["Holiday"] = many("calendar_id", ("day", "id"), "Its days, by date.")
    version: int = column("Version of the object.")


@readable(HOLIDAYS, "A day that is free, or that is worked although it would be free.")
class Holiday(Node):
    """What the agency declared goes before what is national."""

    id: strawberry.ID = node_id()
    calendar: HolidayCalendar = edge("calendar_id", "The year it is in.", always=True)
    day: Date = column("The day.")
    name: str = column("What the day is, in Indonesian or in the agency's language.")
    kind: DayKind = column("Whether it is free or worked.")
    origin: HolidayOrigin = column("Who made it so.")
    legal_basis: str | None = column("The decree it rests on; null when none was named, and for national days.")
    declared_at: DateTime = column("When it was declared, or taken over.")
    declared_by: Employee | None = edge(
        "declared_by", "Who declared it; null for a national day, or when it is not for this viewer."
    )


def _since(_name: str, value: Any, _asking: Asking) -> Condition:
    return "t.day >= %(first_day)s::date", {"first_day": value}


def _until(_name: str, value: Any, _asking: Asking) -> Condition:
    return "t.day <= %(last_day)s::date", {"last_day": value}


@strawberry.input(description="Which days.")
class HolidayFilter:
    """All conditions together."""

    first_day: Date | None = that("From this day on.", _since)
    last_day: Date | None = that("To this day, inclusive.", _until)
    kind: DayKind | None = having("Free or worked.")
    origin: HolidayOrigin | None = having("Made so by this.")


@strawberry.input(description="Which years.")
class HolidayCalendarFilter:
    """All conditions together."""

    year: int | None = having("This year.", "bigint")


@strawberry.type(description="Holidays.")
class HolidaysQuery:
    """Root fields."""

    holiday_calendars: Connection[HolidayCalendar] = list_field(
        HolidayCalendar, "The agency's holiday calendars, by year.", _BY_YEAR, HolidayCalendarFilter
    )
    holidays: Connection[Holiday] = list_field(
        Holiday, "National holidays, joint leave and the agency's own days, by date.", _BY_DAY, HolidayFilter
    )


MUTATIONS = (
    Mutation(
        TakeNationalHolidays,
        HolidayCalendar,
        "calendar",
        lambda made: calendar_id(made.agency, made.command.year),
    ),
    Mutation(
        DeclareHoliday,
        Holiday,
        "holiday",
        lambda made: holiday_id(made.agency, HolidayOrigin.AGENCY, made.command.day),
    ),
    Mutation(
        WithdrawHoliday, HolidayCalendar, "calendar", lambda made: calendar_id(made.agency, made.command.day.year)
    ),
)
