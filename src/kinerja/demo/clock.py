"""The story clock: lets the past year of a story be told. Only a demo data folder may run on it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_OFFICE_OPENS = time(8, 0)
MIDNIGHT = time(0, 0)
_STEP = timedelta(seconds=1)


class StoryClock:
    """Stands still until it is told a later day, and moves a second with every step."""

    def __init__(self) -> None:
        self._now = datetime(2024, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The present of the story."""
        return self._now

    def step(self, day: date, zone: str, hour: time = _OFFICE_OPENS) -> None:
        """Move to an hour of a day in a zone, or a second on when it is that late already."""
        at = datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)
        self._now = max(at, self._now + _STEP)

    def rewind(self) -> None:
        """Begin another city's story: its log is its own, so its year may begin again."""
        self._now = datetime(2024, 1, 1, tzinfo=UTC)
