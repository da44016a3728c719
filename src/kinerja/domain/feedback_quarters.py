"""The quarters in which feedback on visits is collected, and what is asked (D5). Pure."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.periods import add_months, months_between
from kinerja.domain.rules.voices import VoicePolicy

_MONTHS = 3
SATISFACTION = "SATISFACTION"
"""The one question: how satisfied somebody is."""
LEVELS = ("1", "2", "3", "4")
"""Its options, from not satisfied to very satisfied."""
NUMBERS = tuple(map(Decimal, LEVELS))
_PARTED = "/"


class Quarter(msgspec.Struct, frozen=True, kw_only=True):
    """A quarter of a calendar year: its code, such as 2025-Q1, its first and its last day."""

    code: str
    starts_on: date
    ends_on: date

    def closes_on(self, policy: VoicePolicy) -> date:
        """The last day on which feedback on its visits is taken."""
        return self.ends_on + timedelta(days=policy.feedback_days)


def quarter_of(day: date) -> Quarter:
    """The quarter that a day lies in."""
    number = (day.month - 1) // _MONTHS
    first = date(day.year, number * _MONTHS + 1, 1)
    last = add_months(first, _MONTHS) - timedelta(days=1)
    return Quarter(code=f"{day.year}-Q{number + 1}", starts_on=first, ends_on=last)


def quarters_before(day: date, back: int) -> list[Quarter]:
    """The quarter of a day and so many before it, the latest first."""
    first = quarter_of(day).starts_on
    return [quarter_of(add_months(first, -_MONTHS * number)) for number in range(back + 1)]


def quarters_within(starts_on: date, ends_on: date) -> list[Quarter]:
    """The quarters that lie within two days, the earliest first."""
    firsts = (first for first in months_between(starts_on, ends_on) if first.month % _MONTHS == 1)
    quarters = (quarter_of(first) for first in firsts)
    return [each for each in quarters if starts_on <= each.starts_on and each.ends_on <= ends_on]


def group_of(officer: ServiceOfficer) -> str:
    """The group that an answer about an officer's service is released in."""
    return f"{officer.employee_id}{_PARTED}{officer.position_id}"


def officer_of(group: str) -> ServiceOfficer | None:
    """Whose service a group is about; None where it is of several."""
    employee, parted, position = group.partition(_PARTED)
    if not parted:
        return None
    return msgspec.convert({"employee_id": employee, "position_id": position}, ServiceOfficer)
