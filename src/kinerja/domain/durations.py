"""How long something took, and whether that is within a promised time (C7).

Minutes and hours are those of the clock, whatever the opening times. A working day is a whole local day that begins
after the day of the receipt and is worked: what ends on the day of its receipt took 0, whether that day is worked or
not; days of the weekend, national holidays, joint leave and the agency's own holidays count for nothing. So something
with a limit of ``n`` working days may take until the end of the ``n``-th one after its receipt, as a deadline does.
"""

from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Annotated

import msgspec

from kinerja.domain.inputs import says
from kinerja.domain.standard_vocabulary import TimeUnit
from kinerja.domain.working_days import Calendar, local_date, working_days_between

_SECONDS = 60
_MINUTES = 60


class TimeLimit(msgspec.Struct, frozen=True, kw_only=True):
    """How long something may take."""

    amount: Annotated[Decimal, says("How long, above 0.")]
    unit: Annotated[TimeUnit, says("Unit of it.")]


class Elapsed(msgspec.Struct, frozen=True, kw_only=True):
    """How long something took: whole minutes of the clock, midnights of the agency's zone, and its working days."""

    minutes: int
    days: int
    working_days: int


def elapsed(begun_at: datetime, ended_at: datetime, zone: tzinfo, calendar: Calendar) -> Elapsed:
    """From one moment to a later one, over a calendar of all the years between."""
    begun_on, ended_on = local_date(begun_at, zone), local_date(ended_at, zone)
    return Elapsed(
        minutes=int((ended_at - begun_at).total_seconds()) // _SECONDS,
        days=(ended_on - begun_on).days,
        working_days=working_days_between(begun_on, ended_on, calendar),
    )


def is_within(took: Elapsed, limit: TimeLimit | None) -> bool | None:
    """Whether it took no longer than the limit; None without one."""
    if limit is None:
        return None
    if limit.unit == TimeUnit.WORKING_DAYS:
        return took.working_days <= limit.amount
    return took.minutes <= limit.amount * (_MINUTES if limit.unit == TimeUnit.HOURS else 1)


def limit_of_steps(limits: list[TimeLimit]) -> TimeLimit | None:
    """The limits of the steps of a procedure together; None without any, and where days meet minutes."""
    if not limits:
        return None
    in_days = {limit.unit == TimeUnit.WORKING_DAYS for limit in limits}
    if in_days == {True}:
        return TimeLimit(amount=sum((limit.amount for limit in limits), Decimal(0)), unit=TimeUnit.WORKING_DAYS)
    if in_days == {False}:
        minutes = (limit.amount * (_MINUTES if limit.unit == TimeUnit.HOURS else 1) for limit in limits)
        return TimeLimit(amount=sum(minutes, Decimal(0)), unit=TimeUnit.MINUTES)
    return None
