"""The facts of visits to a service, and what they carry (C7). Nothing in them is about the citizen."""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.aggregate import About, Fact
from kinerja.domain.durations import TimeLimit
from kinerja.domain.service_vocabulary import CorrectionCause, EncounterOutcome, RefusalGround

if TYPE_CHECKING:
    from kinerja.domain.encounters import ServiceEncounter


class ServiceOfficer(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a visit in hand or answers a complaint, and in which position."""

    employee_id: UUID
    position_id: UUID


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """How and when a visit ended, and what that took. ``within`` None: nothing was promised.

    ``working_days``: over the agency's calendar as it was when this was decided; None: none were counted yet.
    """

    outcome: EncounterOutcome
    ground: RefusalGround | None
    ended_at: datetime
    ended_on: date
    minutes: int
    days: int
    within: bool | None
    working_days: int | None = None


class NewEncounter(msgspec.Struct, frozen=True, kw_only=True):
    """A visit as it is received, by an officer. ``received_on`` is the day in the agency's zone."""

    service_id: UUID
    unit_id: UUID
    reference: str
    received_at: datetime
    received_on: date
    employee_id: UUID
    position_id: UUID
    limit: TimeLimit | None

    @property
    def officer(self) -> ServiceOfficer:
        """Who received it."""
        return ServiceOfficer(employee_id=self.employee_id, position_id=self.position_id)


class EncounterRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is recorded of a visit. ``officer``: in whose hands it is or ended; ``ending`` None: it is open."""

    received_at: datetime
    received_on: date
    officer: ServiceOfficer
    ending: Ending | None


_OF_ENCOUNTER: tuple[About, ...] = (
    About("originator_id", "ServiceEncounter"),
    About("service_id", "Service"),
    About("employee_id", "Employee"),
    About("position_id", "Position"),
)
_OFFICER = "employee_id"


class EncounterReceived(Fact, frozen=True, kw_only=True):
    """A visit to a service was received. What is promised to it stays, however the service changes."""

    label_id: ClassVar[str] = "Kunjungan layanan diterima"
    label_en: ClassVar[str] = "Encounter received"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_ENCOUNTER

    service_id: UUID
    unit_id: UUID
    reference: str
    received_at: datetime
    received_on: date
    employee_id: UUID
    position_id: UUID
    limit: TimeLimit | None

    def apply(self, aggregate: "ServiceEncounter") -> None:
        aggregate.received_as = NewEncounter(**{name: getattr(self, name) for name in NewEncounter.__struct_fields__})
        aggregate.officer = aggregate.received_as.officer


class EncounterHandedOver(Fact, frozen=True, kw_only=True):
    """Another officer took a visit in hand."""

    label_id: ClassVar[str] = "Kunjungan layanan dialihkan"
    label_en: ClassVar[str] = "Encounter handed over"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_ENCOUNTER

    service_id: UUID
    unit_id: UUID
    employee_id: UUID
    position_id: UUID
    handed_at: datetime

    def apply(self, aggregate: "ServiceEncounter") -> None:
        aggregate.officer = ServiceOfficer(employee_id=self.employee_id, position_id=self.position_id)
        aggregate.handed_at = self.handed_at


class EncounterEnded(Fact, frozen=True, kw_only=True):
    """A visit ended, in the hands of an officer."""

    label_id: ClassVar[str] = "Kunjungan layanan selesai"
    label_en: ClassVar[str] = "Encounter ended"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_ENCOUNTER

    service_id: UUID
    employee_id: UUID
    position_id: UUID
    ending: Ending

    def apply(self, aggregate: "ServiceEncounter") -> None:
        aggregate.ending = self.ending


class EncounterCorrected(Fact, frozen=True, kw_only=True):
    """What was recorded about a visit was corrected; what was reported on the old record stays as reported.

    ``counts`` False: it was recorded by mistake and counts nowhere. ``unit_id`` and ``handed_at`` say in which unit
    and since when the officer had it in hand, where that is another one than was recorded; None: it is the same.
    """

    label_id: ClassVar[str] = "Catatan kunjungan layanan diperbaiki"
    label_en: ClassVar[str] = "Encounter corrected"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_ENCOUNTER

    service_id: UUID
    employee_id: UUID
    position_id: UUID
    cause: CorrectionCause
    received_at: datetime
    received_on: date
    ending: Ending | None
    counts: bool
    unit_id: UUID | None = None
    handed_at: datetime | None = None

    def apply(self, aggregate: "ServiceEncounter") -> None:
        received = aggregate.received_as
        aggregate.received_as = msgspec.structs.replace(
            received, received_at=self.received_at, received_on=self.received_on
        )
        aggregate.officer = ServiceOfficer(employee_id=self.employee_id, position_id=self.position_id)
        aggregate.ending, aggregate.counts = self.ending, self.counts


class FeedbackTokenIssued(Fact, frozen=True, kw_only=True):
    """Whoever was served was given a one-time token to say how it was. What they say leads to no visit."""

    label_id: ClassVar[str] = "Token umpan balik diberikan"
    label_en: ClassVar[str] = "Feedback token issued"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "ServiceEncounter"),
        About("service_id", "Service"),
        About("collection_id", "Collection"),
    )

    service_id: UUID
    collection_id: UUID

    def apply(self, aggregate: "ServiceEncounter") -> None:
        aggregate.token_issued = True
