"""The envelope of every fact: who did it, in which capacity, under which letter, why and when."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from kinerja.domain.inputs import says
from kinerja.domain.texts import Text


class Capacity(StrEnum):
    """In which capacity somebody acted."""

    DEFINITIVE = "DEFINITIVE"
    """In the own post."""
    ACTING = "ACTING"
    """As acting official (Plt) of a vacant post."""
    DAILY_ACTING = "DAILY_ACTING"
    """As daily acting official (Plh) of an absent holder."""
    DELEGATED = "DELEGATED"
    """On behalf of somebody, by delegation."""
    MANDATED = "MANDATED"
    """By a role granted in a letter: administrator, standard authority, inspector, auditor."""
    SYSTEM = "SYSTEM"
    """The service itself or its operator."""
    PUBLIC = "PUBLIC"
    """A citizen, without login."""
    ANONYMOUS = "ANONYMOUS"
    """Somebody whose identity is sealed under the key of the collection."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """The letter that empowers: its number, who issued it and from when until when it is valid."""

    number: Annotated[str, says("Number of the letter, as written on it.", 1, 100)]
    issuer: Annotated[str, says("The office that issued the letter.", 1, 200)]
    issued_on: Annotated[date, says("Date of the letter.")]
    valid_from: Annotated[date | None, says("First day of its validity; null: from its date.")] = None
    valid_to: Annotated[date | None, says("Last day of its validity; null: open.")] = None

    def covers(self, first_day: date, last_day: date) -> bool:
        """Whether it says it is valid on all of these days; it may take effect before it is issued."""
        begun = self.valid_from is None or self.valid_from <= first_day
        return begun and (self.valid_to is None or last_day <= self.valid_to)


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who did it, in which capacity and why. ``at`` is the time of the command, always with an offset.

    ``by`` is None for SYSTEM, PUBLIC and ANONYMOUS; ``giver`` holds the sealed identity of ANONYMOUS.
    ``cause`` is the position of the fact that led to this one; ``valid_on`` the date from which the fact
    holds where that is not the day of ``at``. ``reason`` is sealed for the person the fact is about.
    """

    by: UUID | None = None
    capacity: Capacity
    on_behalf_of: UUID | None = None
    giver: Text | None = None
    letter: Letter | None = None
    reason: Text | None = None
    legal_basis: str | None = None
    command_id: UUID
    cause: int | None = None
    at: datetime
    valid_on: date | None = None
