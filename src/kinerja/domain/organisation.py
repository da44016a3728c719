"""Units, positions, employees and who holds which position when (B1)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act, Capacity, Letter
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Rule, refuse
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import (
    AssignmentKind,
    Employment,
    FunctionalLevel,
    OrgUnitKind,
    PositionKind,
)

CODE_TAKEN = Rule(
    "B1.4",
    "Kode {code} sudah dipakai dengan data lain.",
    "Code {code} is already used with other data.",
    "Pakai kode yang lain atau periksa data yang ada.",
    "Use another code, or check what exists under this one.",
    "ours: a code names one thing",
)
NIP_TAKEN = Rule(
    "B1.5",
    "NIP ini sudah terdaftar untuk pegawai lain.",
    "This NIP is already registered for another employee.",
    "Periksa NIP, atau cari pegawai yang sudah terdaftar.",
    "Check the NIP, or look up the employee who is registered.",
    "law: one NIP per civil servant",
)
NIP_FORM = Rule(
    "B1.6",
    "NIP terdiri dari 18 angka.",
    "A NIP has 18 digits.",
    "Tulis NIP tanpa spasi atau tanda baca.",
    "Write the NIP without blanks or punctuation.",
    "law: form of the NIP",
)
POST_OCCUPIED = Rule(
    "B1.7",
    "Jabatan ini sudah dijabat secara definitif pada tanggal itu.",
    "This position already has a definitive holder on these dates.",
    "Akhiri dulu penugasan pejabat lama.",
    "End the assignment of the present holder first.",
    "law: one definitive holder per position",
)
ASSIGNMENT_WINDOW = Rule(
    "B1.8",
    "Penugasan berakhir sebelum dimulai.",
    "The assignment ends before it starts.",
    "Perbaiki tanggal mulai atau tanggal berakhir.",
    "Correct the first or the last day.",
    "ours: an assignment is a window of days",
)
ASSIGNMENT_UNKNOWN = Rule(
    "B1.9",
    "Penugasan itu tidak ada pada jabatan ini.",
    "There is no such assignment in this position.",
    "Ambil daftar penugasan jabatan ini.",
    "Query the assignments of this position.",
    "ours",
)
LEVEL_OF_FUNCTIONAL = Rule(
    "B1.10",
    "Jenjang wajib diisi untuk jabatan fungsional dan hanya untuk jabatan fungsional.",
    "A functional position needs a level, and only a functional position has one.",
    "Isi jenjang, atau kosongkan untuk jabatan lain.",
    "Give the level, or leave it out for other positions.",
    "law: levels belong to functional positions",
)
ASSIGNMENT_PROLONGED = Rule(
    "B1.11",
    "Penugasan ini sudah berakhir pada {ends_on}; mengakhiri hanya dapat memperpendek.",
    "The assignment ends on {ends_on} already; ending it can only shorten it.",
    "Buat penugasan baru untuk memperpanjang.",
    "Start a new assignment to prolong it.",
    "ours: a prolongation needs a letter of its own",
)
RULES = (
    CODE_TAKEN, ASSIGNMENT_PROLONGED,
    NIP_TAKEN, NIP_FORM, POST_OCCUPIED, ASSIGNMENT_WINDOW, ASSIGNMENT_UNKNOWN, LEVEL_OF_FUNCTIONAL,
)  # fmt: skip

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


# ── positions and assignments ────────────────────────────────────────────────────────────────────────


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody holds a position from a first to a last day; ``ends_on`` None: open."""

    id: UUID
    employee_id: UUID
    kind: AssignmentKind
    starts_on: date
    ends_on: date | None
    letter: Letter | None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies within the assignment."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether any day lies within both."""
        starts_before_other_ends = ends_on is None or self.starts_on <= ends_on
        return starts_before_other_ends and (self.ends_on is None or starts_on <= self.ends_on)


class PositionEstablished(Fact, frozen=True, kw_only=True):
    """A position was established in a unit, below another position or at the top."""

    label_id: ClassVar[str] = "Jabatan dibentuk"
    label_en: ClassVar[str] = "Position established"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Position"), About("unit_id", "OrgUnit"))

    code: str
    title: str
    kind: PositionKind
    functional_level: FunctionalLevel | None
    unit_id: UUID
    reports_to: UUID | None

    def apply(self, aggregate: "Position") -> None:
        aggregate.established_as = NewPosition(
            code=self.code,
            title=self.title,
            kind=self.kind,
            functional_level=self.functional_level,
            unit_id=self.unit_id,
            reports_to=self.reports_to,
        )


class AssignmentStarted(Fact, frozen=True, kw_only=True):
    """Somebody took up a position."""

    label_id: ClassVar[str] = "Penugasan dimulai"
    label_en: ClassVar[str] = "Assignment started"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("originator_id", "Position"),
        About("assignment_id", "Assignment"),
    )

    assignment_id: UUID
    employee_id: UUID
    kind: AssignmentKind
    starts_on: date
    ends_on: date | None
    unit_id: UUID

    def apply(self, aggregate: "Position") -> None:
        aggregate.assignments[self.assignment_id] = Assignment(
            id=self.assignment_id,
            employee_id=self.employee_id,
            kind=self.kind,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            letter=self.act.letter,
        )


class AssignmentEnded(Fact, frozen=True, kw_only=True):
    """Somebody left a position after a last day."""

    label_id: ClassVar[str] = "Penugasan berakhir"
    label_en: ClassVar[str] = "Assignment ended"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("originator_id", "Position"),
        About("assignment_id", "Assignment"),
    )

    assignment_id: UUID
    employee_id: UUID
    last_day: date

    def apply(self, aggregate: "Position") -> None:
        assignment = aggregate.assignments[self.assignment_id]
        aggregate.assignments[self.assignment_id] = msgspec.structs.replace(assignment, ends_on=self.last_day)


class Position(Aggregate):
    """A position and everybody who holds, held or will hold it."""

    established_as: "NewPosition"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.assignments: dict[UUID, Assignment] = {}

    def establish(self, *, act: Act, position: "NewPosition") -> None:
        """Establish the position. Refused B1.4 on a taken code, B1.10 on a level that does not fit the kind."""
        if self.exists:
            if self.established_as == position:
                return
            raise refuse(CODE_TAKEN, "code", code=position.code)
        if (position.kind == PositionKind.FUNCTIONAL) != (position.functional_level is not None):
            raise refuse(LEVEL_OF_FUNCTIONAL, "functionalLevel")
        self.trigger_event(PositionEstablished, act=act, **msgspec.structs.asdict(position))

    def assign(
        self, *, act: Act, assignment_id: UUID, employee_id: UUID, kind: AssignmentKind,
        starts_on: date, ends_on: date | None,
    ) -> None:  # fmt: skip
        """Let somebody hold the position. Refused B1.7 beside a definitive holder, B1.8 when it ends too early."""
        if assignment_id in self.assignments:
            return
        if ends_on is not None and ends_on < starts_on:
            raise refuse(ASSIGNMENT_WINDOW, "endsOn")
        if kind == AssignmentKind.DEFINITIVE and any(
            held.kind == AssignmentKind.DEFINITIVE and held.overlaps(starts_on, ends_on)
            for held in self.assignments.values()
        ):
            raise refuse(POST_OCCUPIED, "positionId")
        self.trigger_event(
            AssignmentStarted,
            act=act,
            assignment_id=assignment_id,
            employee_id=employee_id,
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            unit_id=self.unit_id,
        )

    def end(self, *, act: Act, assignment_id: UUID, last_day: date) -> None:
        """End an assignment after a last day. Refused B1.9 when unknown, B1.8 too early, B1.11 later than it ends."""
        assignment = self.assignments.get(assignment_id)
        if assignment is None:
            raise refuse(ASSIGNMENT_UNKNOWN, "assignmentId")
        if assignment.ends_on == last_day:
            return
        if last_day < assignment.starts_on:
            raise refuse(ASSIGNMENT_WINDOW, "lastDay")
        if assignment.ends_on is not None and last_day > assignment.ends_on:
            raise refuse(ASSIGNMENT_PROLONGED, "lastDay", ends_on=assignment.ends_on.isoformat())
        self.trigger_event(
            AssignmentEnded,
            act=act,
            assignment_id=assignment_id,
            employee_id=assignment.employee_id,
            last_day=last_day,
        )

    @property
    def unit_id(self) -> UUID:
        """The unit it belongs to."""
        return self.established_as.unit_id

    @property
    def reports_to(self) -> UUID | None:
        """The position above; None at the top."""
        return self.established_as.reports_to

    def holders_on(self, day: date) -> list[Assignment]:
        """Who holds the position on a day: the definitive holder first, then who acts."""
        held = [assignment for assignment in self.assignments.values() if assignment.holds_on(day)]
        return sorted(held, key=lambda assignment: _PRECEDENCE[assignment.kind])


class NewPosition(msgspec.Struct, frozen=True, kw_only=True):
    """What a position is established with."""

    code: str
    title: str
    kind: PositionKind
    functional_level: FunctionalLevel | None
    unit_id: UUID
    reports_to: UUID | None


_PRECEDENCE = {AssignmentKind.DEFINITIVE: 0, AssignmentKind.ACTING: 1, AssignmentKind.DAILY_ACTING: 2}
_CAPACITY = {
    AssignmentKind.DEFINITIVE: Capacity.DEFINITIVE,
    AssignmentKind.ACTING: Capacity.ACTING,
    AssignmentKind.DAILY_ACTING: Capacity.DAILY_ACTING,
}


class Officer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who judges another: who, in which capacity, under which letter, from which position."""

    employee_id: UUID
    capacity: Capacity
    letter: Letter | None
    position_id: UUID


def officers_over(ratee: UUID, chain: Iterable[Position], day: date) -> Sequence[Officer]:
    """Who may judge the ratee on a day: all holders of the nearest position above that has one.

    ``chain`` leads upward from the position that the ratee's own reports to. A vacancy goes up, and so does
    a vacant position in which the ratee acts: who acts (Plt) for his own superior is judged one level higher.
    Empty at the top. The first is the appraising officer proper.
    """
    for position in chain:
        held_here = position.holders_on(day)
        holders = [held for held in held_here if held.employee_id != ratee]
        acts_above = any(held.employee_id == ratee and held.kind == AssignmentKind.ACTING for held in held_here)
        definitive = any(held.kind == AssignmentKind.DEFINITIVE for held in holders)
        if holders and (definitive or not acts_above):
            return [
                Officer(
                    employee_id=held.employee_id,
                    capacity=_CAPACITY[held.kind],
                    letter=held.letter,
                    position_id=position.id,
                )
                for held in holders
            ]
    return []
