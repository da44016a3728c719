"""Time is an input: whoever needs it is given a clock. In the log it is an integer, µs since 1970."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present with an offset."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def system_clock() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def microseconds(at: datetime) -> int:
    """µs since 1970 of a time with an offset, exact."""
    return (at - _EPOCH) // _MICROSECOND


def moment(us: int) -> datetime:
    """The time, in UTC, of µs since 1970, exact."""
    return _EPOCH + us * _MICROSECOND
