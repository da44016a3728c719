"""Units, positions, employees and who holds which position when (B1)."""

import re
from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.organisation import (
    CODE_TAKEN,
    NIP_FORM,
    NIP_TAKEN,
)
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import Employment, OrgUnitKind

_NIP = re.compile(r"[0-9]{18}")


# ── units ────────────────────────────────────────────────────────────────────────────────────────────


class OrgUnitEstablished(Fact, frozen=True, kw_only=True):
    """An organisational unit was established."""

    label_id: ClassVar[str] = "Unit kerja dibentuk"
    label_en: ClassVar[str] = "Organisational unit established"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "OrgUnit"),)

    code: str
    name: str
    kind: OrgUnitKind
    parent_id: UUID | None

    def apply(self, aggregate: "OrgUnit") -> None:
        aggregate.established_as = (self.code, self.name, self.kind, self.parent_id)


class OrgUnit(Aggregate):
    """A unit of the agency's tree; the root has no parent."""

    established_as: tuple[str, str, OrgUnitKind, UUID | None]

    def establish(self, *, act: Act, code: str, name: str, kind: OrgUnitKind, parent_id: UUID | None) -> None:
        """Establish the unit. Refused B1.4 when its code stands for another one."""
        if self.exists:
            if self.established_as == (code, name, kind, parent_id):
                return
            raise refuse(CODE_TAKEN, "code", code=code)
        self.trigger_event(OrgUnitEstablished, act=act, code=code, name=name, kind=kind, parent_id=parent_id)

    @property
    def parent_id(self) -> UUID | None:
        """The unit above; None for the root."""
        return self.established_as[3]


# ── employees ────────────────────────────────────────────────────────────────────────────────────────


class EmployeeRegistered(Fact, frozen=True, kw_only=True):
    """A civil servant was registered."""

    label_id: ClassVar[str] = "Pegawai didaftarkan"
    label_en: ClassVar[str] = "Employee registered"
    personal: ClassVar[dict[str, TextCategory]] = {
        "name": TextCategory.IDENTITY,
        "nip": TextCategory.IDENTITY,
    }
    subject_field: ClassVar[str | None] = "originator_id"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Employee"),)

    name: Text
    nip: Text
    employment: Employment

    def apply(self, aggregate: "Employee") -> None:
        """The employee exists from here on; name and NIP stay sealed."""


class Employee(Aggregate):
    """A civil servant, under a random id that says nothing about the person."""

    def register(self, *, act: Act, name: Text, nip: Text, employment: Employment) -> None:
        """Register the employee. Refused B1.6 when the NIP is not of 18 digits."""
        if self.exists:
            return
        if not _NIP.fullmatch(nip.clear or ""):
            raise refuse(NIP_FORM, "nip")
        self.trigger_event(EmployeeRegistered, act=act, name=name, nip=nip, employment=employment)


class NipClaimed(Fact, frozen=True, kw_only=True):
    """A NIP was claimed for an employee; the stream's id is its keyed hash."""

    label_id: ClassVar[str] = "NIP dicatat"
    label_en: ClassVar[str] = "NIP claimed"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (About("employee_id", "Employee"),)

    employee_id: UUID

    def apply(self, aggregate: "NipClaim") -> None:
        aggregate.employee_id = self.employee_id


class NipClaim(Aggregate):
    """That one NIP belongs to one employee of the agency."""

    employee_id: UUID | None = None

    def claim(self, *, act: Act, employee_id: UUID) -> None:
        """Claim the NIP. Refused B1.5 when another employee has it."""
        if self.employee_id == employee_id:
            return
        if self.exists:
            raise refuse(NIP_TAKEN, "nip")
        self.trigger_event(NipClaimed, act=act, employee_id=employee_id)
