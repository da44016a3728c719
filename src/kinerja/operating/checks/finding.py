"""What a check found, and what it looks at."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import psycopg

from kinerja.clock import Clock
from kinerja.settings import Settings


class State(StrEnum):
    """How it stands. ``WRONG`` makes the exit code 1."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's table: what was looked at, how it stands, what was seen, what to do."""

    check: str
    state: State
    seen: str
    to_do: str = ""


@dataclass(frozen=True)
class Scene:
    """An installation whose database answers: both connections read only, the owner's sees all agencies."""

    settings: Settings
    clock: Clock
    owner: psycopg.Connection[Any]
    service: psycopg.Connection[Any]

    @property
    def one_role(self) -> bool:
        """Whether the service works as the owner."""
        return self.role(self.owner) == self.role(self.service)

    @staticmethod
    def role(connection: psycopg.Connection[Any]) -> str:
        """The role of a connection."""
        return connection.info.user


def ok(check: str, seen: str) -> Finding:
    """Nothing to do."""
    return Finding(check, State.OK, seen)


def warning(check: str, seen: str, to_do: str) -> Finding:
    """It works, but something should be done."""
    return Finding(check, State.WARNING, seen, to_do)


def wrong(check: str, seen: str, to_do: str) -> Finding:
    """It does not work, or data is at risk."""
    return Finding(check, State.WRONG, seen, to_do)
