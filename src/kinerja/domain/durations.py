"""How long something took, and whether that is within a promised time (C7).

The one place to change when the working calendar of an agency counts: today a day is a day of the calendar and a
minute one of the clock, whatever the unit of the limit says about opening times.
"""

from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Annotated

import msgspec

from kinerja.domain.inputs import says
from kinerja.domain.standard_vocabulary import TimeUnit

_SECONDS = 60
_MINUTES = 60


class TimeLimit(msgspec.Struct, frozen=True, kw_only=True):
    """How long something may take."""

    amount: Annotated[Decimal, says("How long, above 0.")]
    unit: Annotated[TimeUnit, says("Unit of it.")]


class Elapsed(msgspec.Struct, frozen=True, kw_only=True):
    """How long something took: whole minutes that passed, and midnights of the agency's zone."""

    minutes: int
    days: int


def elapsed(begun_at: datetime, ended_at: datetime, zone: tzinfo) -> Elapsed:
    """From one moment to a later one."""
    return Elapsed(
        minutes=int((ended_at - begun_at).total_seconds()) // _SECONDS,
        days=(ended_at.astimezone(zone).date() - begun_at.astimezone(zone).date()).days,
    )


def is_within(took: Elapsed, limit: TimeLimit | None) -> bool | None:
    """Whether it took no longer than the limit; None without one."""
    if limit is None:
        return None
    if limit.unit == TimeUnit.WORKING_DAYS:
        return took.days <= limit.amount
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
