"""The national holidays of Indonesia, as a library knows them. Whoever uses them records what was used."""

from datetime import date

from kinerja.domain.holidays import NationalDays, NationalHoliday
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.calendars import NO_CALENDAR
from kinerja.domain.vocabulary import HolidayOrigin

FIRST_YEAR, LAST_YEAR = 2000, 2076
"""Moving holidays of later years are not known even as estimates."""


def national_days(year: int, *path: str | int) -> NationalDays:
    """Holidays and joint leave of a year. Refused B2.13, at the input ``path``, for one that is not known."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse(NO_CALENDAR, *path, year=year, first=FIRST_YEAR, last=LAST_YEAR)
    import holidays
    from holidays.version import __version__

    return NationalDays(
        year=year,
        source=f"holidays {__version__}, ID",
        days=(
            *_of(year, holidays.PUBLIC, HolidayOrigin.NATIONAL),
            *_of(year, holidays.GOVERNMENT, HolidayOrigin.JOINT_LEAVE),
        ),
    )


def _of(year: int, category: str, origin: HolidayOrigin) -> list[NationalHoliday]:
    from holidays.countries.indonesia import Indonesia

    found: dict[date, str] = Indonesia(years=year, expand=False, categories=(category,), language="id")
    return [NationalHoliday(day=day, name=name, origin=origin) for day, name in sorted(found.items())]
