"""Working days, counted over a calendar that is passed in; local dates and the moments at which they end (B2)."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import msgspec

SATURDAY, SUNDAY = 5, 6
_DAY = timedelta(days=1)


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Which days are worked: those of the week, but for days ``off``, and the days ``worked`` all the same."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    """Days of the week that are free, counted from Monday as 0."""

    def is_working(self, day: date) -> bool:
        """Whether a day is worked. What is declared to be worked is, whatever else is said of it."""
        if day in self.worked:
            return True
        return day.weekday() not in self.weekend and day not in self.off


def working_days_after(day: date, count: int, calendar: Calendar) -> date:
    """The ``count``-th working day after a day; the day itself, worked or not, for 0."""
    found = day
    for _ in range(count):
        found += _DAY
        while not calendar.is_working(found):
            found += _DAY
    return found


def working_days_between(day: date, until: date, calendar: Calendar) -> int:
    """How many working days come after a day, up to another with that one; 0 where the other is not later."""
    return sum(calendar.is_working(day + _DAY * passed) for passed in range(1, (until - day).days + 1))


def local_date(at: datetime, zone: tzinfo) -> date:
    """The date of a moment where the zone is; the same moment is another date elsewhere."""
    return at.astimezone(zone).date()


def end_of(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a local day is over: the midnight behind it."""
    return datetime.combine(day + _DAY, time(), zone).astimezone(UTC)
