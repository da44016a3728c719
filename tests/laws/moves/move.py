"""One thing that somebody of the town may do, and the command that it comes to."""

from dataclasses import dataclass
from typing import NamedTuple

from kinerja.application.commands import Command
from kinerja.domain.vocabulary import RatingLevel

MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04")
LEVELS = tuple(RatingLevel)


@dataclass(frozen=True)
class Move:
    """It may well be refused."""

    kind: str
    who: str
    month: str
    number: int
    level: RatingLevel


class Given(NamedTuple):
    """A command by somebody, None for the operator. ``key`` names it where other moves speak of what it made."""

    by: str | None
    command: Command
    key: str | None = None
