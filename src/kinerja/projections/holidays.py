"""The holiday calendars of the agency as they are read."""

from kinerja.domain.holidays import HolidayDeclared, HolidayWithdrawn, NationalHolidaysTaken
from kinerja.domain.ids import holiday_id
from kinerja.domain.vocabulary import DayKind, HolidayOrigin
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, date, moment, number, text, uuid

HOLIDAY_CALENDARS = Table(
    "holiday_calendars",
    key=(ID,),
    columns=(
        number("year"),
        text("source", nullable=True),
        moment("taken_at", nullable=True),
        number("version"),
    ),
    indexes=(("year", "id"),),
)
HOLIDAYS = Table(
    "holidays",
    key=(ID,),
    columns=(
        uuid("calendar_id"),
        date("day"),
        text("name"),
        text("kind"),
        text("origin"),
        text("legal_basis", nullable=True),
        moment("declared_at"),
        uuid("declared_by", nullable=True),
    ),
    indexes=(("calendar_id", "day", "id"), ("day", "id")),
)
TABLES = (HOLIDAY_CALENDARS, HOLIDAYS)


def _take(rows: Rows, fact: NationalHolidaysTaken) -> None:
    rows.put(
        HOLIDAY_CALENDARS,
        id=fact.originator_id,
        year=fact.year,
        source=fact.source,
        taken_at=fact.act.at,
        version=fact.originator_version,
    )
    for origin in (HolidayOrigin.NATIONAL, HolidayOrigin.JOINT_LEAVE):
        rows.delete(HOLIDAYS, calendar_id=fact.originator_id, origin=origin)
    for holiday in fact.days:
        rows.insert(
            HOLIDAYS,
            id=holiday_id(rows.agency, holiday.origin, holiday.day),
            calendar_id=fact.originator_id,
            day=holiday.day,
            name=holiday.name,
            kind=DayKind.OFF,
            origin=holiday.origin,
            legal_basis=None,
            declared_at=fact.act.at,
            declared_by=None,
        )


def _declare(rows: Rows, fact: HolidayDeclared) -> None:
    _touch(rows, fact)
    rows.insert(
        HOLIDAYS,
        id=fact.holiday_id,
        calendar_id=fact.originator_id,
        day=fact.day,
        name=fact.name,
        kind=fact.kind,
        origin=HolidayOrigin.AGENCY,
        legal_basis=fact.act.legal_basis,
        declared_at=fact.act.at,
        declared_by=fact.act.by,
    )


def _withdraw(rows: Rows, fact: HolidayWithdrawn) -> None:
    _touch(rows, fact)
    rows.delete(HOLIDAYS, id=fact.holiday_id)


def _touch(rows: Rows, fact: HolidayDeclared | HolidayWithdrawn) -> None:
    """The calendar of the year, whether its national days are taken over or not."""
    known = ("year", "source", "taken_at")
    rows.put(
        HOLIDAY_CALENDARS,
        keep=known,
        id=fact.originator_id,
        year=fact.day.year,
        source=None,
        taken_at=None,
        version=fact.originator_version,
    )


ON: Handlers = {NationalHolidaysTaken: _take, HolidayDeclared: _declare, HolidayWithdrawn: _withdraw}
NOT_SHOWN = ()
