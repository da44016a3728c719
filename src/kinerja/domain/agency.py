"""The agency (instansi): the tenant, with its time zone, and the roles it grants by letter."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act, Letter
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.agency import (
    AGENCY_FOUNDED_TWICE,
    MANDATE_WITHOUT_END,
    ROLE_BEYOND_LETTER,
    ROLE_PROLONGED,
    ROLE_UNKNOWN,
    ROLE_WINDOW,
)
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import AgencyLevel, Role

_MANDATES = frozenset({Role.INSPECTOR, Role.AUDITOR})
"""Roles that read everything in scope, for a time."""


class AgencyFounded(Fact, frozen=True, kw_only=True):
    """An agency began to keep its log here."""

    label_id: ClassVar[str] = "Instansi didaftarkan"
    label_en: ClassVar[str] = "Agency founded"

    code: str
    name: str
    level: AgencyLevel
    time_zone: str

    def apply(self, aggregate: "Agency") -> None:
        aggregate.founded_as = (self.code, self.name, self.level)
        aggregate.time_zone = self.time_zone


class Agency(Aggregate):
    """One agency: its name and the time zone in which its dates are local."""

    founded_as: tuple[str, str, AgencyLevel]
    time_zone = "Asia/Jakarta"

    @property
    def name(self) -> str:
        """What it is called."""
        return self.founded_as[1]

    def found(self, *, act: Act, code: str, name: str, level: AgencyLevel, time_zone: str) -> None:
        """Begin the log of the agency. Refused B1.1 when it exists under other data."""
        if self.exists:
            if (self.founded_as, self.time_zone) == ((code, name, level), time_zone):
                return
            raise refuse(AGENCY_FOUNDED_TWICE, "code", code=code)
        self.trigger_event(AgencyFounded, act=act, code=code, name=name, level=level, time_zone=time_zone)


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A role as it was granted. ``units`` empty: the whole agency. ``ends_on`` is its last day."""

    id: UUID
    role: Role
    starts_on: date
    ends_on: date | None
    units: tuple[UUID, ...]
    letter: Letter

    def valid_on(self, day: date) -> bool:
        """Whether the role may be used on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class RoleGranted(Fact, frozen=True, kw_only=True):
    """Somebody was given a role by letter, for a time and a scope."""

    label_id: ClassVar[str] = "Peran diberikan"
    label_en: ClassVar[str] = "Role granted"
    personal: ClassVar[dict[str, TextCategory]] = {"holder_name": TextCategory.IDENTITY}
    subject_field: ClassVar[str | None] = "holder_id"
    about: ClassVar[tuple[About, ...]] = (About("holder_id", "Employee"),)

    grant_id: UUID
    holder_id: UUID
    holder_name: Text | None
    role: Role
    starts_on: date
    ends_on: date | None
    units: tuple[UUID, ...]

    @property
    def last_day(self) -> date | None:
        """The last day on which both the grant and its letter are valid; None: open."""
        ends = (self.ends_on, self.act.letter.valid_to if self.act.letter else None)
        return min((day for day in ends if day is not None), default=None)

    def apply(self, aggregate: "RoleHolder") -> None:
        letter = self.act.letter
        if letter is not None:
            aggregate.grants[self.grant_id] = Grant(
                id=self.grant_id,
                role=self.role,
                starts_on=self.starts_on,
                ends_on=self.last_day,
                units=self.units,
                letter=letter,
            )


class RoleRevoked(Fact, frozen=True, kw_only=True):
    """A role was taken back from a day on."""

    label_id: ClassVar[str] = "Peran dicabut"
    label_en: ClassVar[str] = "Role revoked"
    subject_field: ClassVar[str | None] = "holder_id"
    about: ClassVar[tuple[About, ...]] = (About("holder_id", "Employee"),)

    grant_id: UUID
    holder_id: UUID
    last_day: date

    def apply(self, aggregate: "RoleHolder") -> None:
        grant = aggregate.grants[self.grant_id]
        aggregate.grants[self.grant_id] = msgspec.structs.replace(grant, ends_on=self.last_day)


class RoleHolder(Aggregate):
    """The roles of one person: an employee, or somebody from outside such as an auditor."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.grants: dict[UUID, Grant] = {}

    def grant(
        self, *, act: Act, grant_id: UUID, holder_id: UUID, holder_name: Text | None, grant: "NewGrant"
    ) -> None:
        """Give a role. ``act.letter`` is the letter that grants it.

        Refused B1.2 when it ends before it starts, B1.25 when a mandate has no end, B1.26 beyond the letter.
        """
        if grant_id in self.grants:
            return
        grant = grant.under(act.letter)
        raise_all(list(_ungrantable(grant, act.letter)))
        self.trigger_event(
            RoleGranted,
            act=act,
            grant_id=grant_id,
            holder_id=holder_id,
            holder_name=holder_name,
            role=grant.role,
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
            units=grant.units,
        )

    def revoke(self, *, act: Act, grant_id: UUID, holder_id: UUID, last_day: date) -> None:
        """Take a role back after a last day. Refused B1.3 when it was never granted, B1.12 outside of its window."""
        grant = self.grants.get(grant_id)
        if grant is None:
            raise refuse(ROLE_UNKNOWN, "grantId")
        if grant.ends_on == last_day:
            return
        if last_day < grant.starts_on or (grant.ends_on is not None and last_day > grant.ends_on):
            raise refuse(ROLE_PROLONGED, "lastDay")
        self.trigger_event(RoleRevoked, act=act, grant_id=grant_id, holder_id=holder_id, last_day=last_day)

    def grants_on(self, role: Role, day: date) -> list[Grant]:
        """The grants of a role that are valid on a day."""
        return [grant for grant in self.grants.values() if grant.role == role and grant.valid_on(day)]


class NewGrant(msgspec.Struct, frozen=True, kw_only=True):
    """What a grant says beside its holder and its letter. ``ends_on`` None: as long as the letter is valid."""

    role: Role
    starts_on: date
    ends_on: date | None
    units: tuple[UUID, ...]

    def under(self, letter: Letter | None) -> "NewGrant":
        """The same with the last day that its letter names."""
        if self.ends_on is not None or letter is None:
            return self
        return msgspec.structs.replace(self, ends_on=letter.valid_to)


def _ungrantable(grant: NewGrant, letter: Letter | None) -> Iterator[Refusal]:
    if grant.ends_on is None and grant.role in _MANDATES:
        yield Refusal(MANDATE_WITHOUT_END, ("endsOn",))
    elif grant.ends_on is not None and grant.ends_on < grant.starts_on:
        yield Refusal(ROLE_WINDOW, ("endsOn",))
    elif letter is not None and not letter.covers(grant.starts_on, grant.ends_on or grant.starts_on):
        early = letter.valid_from is not None and grant.starts_on < letter.valid_from
        yield Refusal(ROLE_BEYOND_LETTER, ("startsOn" if early else "endsOn",))
