"""The facts of complaints about a service, and what they carry (C7).

No text of a complaint and nothing about who complains is recorded: what it is about is one of nine elements.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.aggregate import About, Fact
from kinerja.domain.durations import TimeLimit
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.service_vocabulary import ComplaintOutcome, CorrectionCause, ServiceElement

if TYPE_CHECKING:
    from kinerja.domain.complaints import Complaint


class NewComplaint(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as it is received. ``encounter_id`` None: it is about no single visit."""

    service_id: UUID
    unit_id: UUID
    reference: str
    encounter_id: UUID | None
    element: ServiceElement
    received_at: datetime
    received_on: date
    limit: TimeLimit | None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """When a complaint was answered, and what that took. ``within`` None: nothing was promised.

    ``working_days``: over the agency's calendar as it was when this was decided. It and the local day
    ``answered_on`` are None where they were not recorded yet.
    """

    answered_at: datetime
    minutes: int
    days: int
    within: bool | None
    working_days: int | None = None
    answered_on: date | None = None


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """When a complaint was resolved, what that took and what it led to; None as in an answer."""

    resolved_at: datetime
    minutes: int
    days: int
    outcome: ComplaintOutcome
    working_days: int | None = None
    resolved_on: date | None = None


class ComplaintRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is recorded of a complaint, with who answered it; None: it is not that far, or it was not recorded who."""

    received: NewComplaint
    officer: ServiceOfficer | None
    answer: Answer | None
    resolution: Resolution | None


_OF_COMPLAINT: tuple[About, ...] = (About("originator_id", "Complaint"), About("service_id", "Service"))
_OF_OFFICER = (*_OF_COMPLAINT, About("employee_id", "Employee"), About("position_id", "Position"))
_OFFICER = "employee_id"


class ComplaintReceived(Fact, frozen=True, kw_only=True):
    """A complaint about a service was received."""

    label_id: ClassVar[str] = "Pengaduan diterima"
    label_en: ClassVar[str] = "Complaint received"
    about: ClassVar[tuple[About, ...]] = (*_OF_COMPLAINT, About("encounter_id", "ServiceEncounter"))

    service_id: UUID
    unit_id: UUID
    reference: str
    encounter_id: UUID | None
    element: ServiceElement
    received_at: datetime
    received_on: date
    limit: TimeLimit | None

    def apply(self, aggregate: "Complaint") -> None:
        aggregate.received_as = NewComplaint(**{name: getattr(self, name) for name in NewComplaint.__struct_fields__})


class ComplaintAnswered(Fact, frozen=True, kw_only=True):
    """A complaint was answered, by an officer (None: it was not recorded by whom)."""

    label_id: ClassVar[str] = "Pengaduan dijawab"
    label_en: ClassVar[str] = "Complaint answered"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_OFFICER

    service_id: UUID
    answered_at: datetime
    minutes: int
    days: int
    within: bool | None
    working_days: int | None = None
    answered_on: date | None = None
    employee_id: UUID | None = None
    position_id: UUID | None = None

    def apply(self, aggregate: "Complaint") -> None:
        aggregate.answered = Answer(**{name: getattr(self, name) for name in Answer.__struct_fields__})
        aggregate.officer = officer_of(self)


class ComplaintResolved(Fact, frozen=True, kw_only=True):
    """A complaint was resolved, with an outcome."""

    label_id: ClassVar[str] = "Pengaduan diselesaikan"
    label_en: ClassVar[str] = "Complaint resolved"
    about: ClassVar[tuple[About, ...]] = _OF_COMPLAINT

    service_id: UUID
    resolved_at: datetime
    minutes: int
    days: int
    outcome: ComplaintOutcome
    working_days: int | None = None
    resolved_on: date | None = None

    def apply(self, aggregate: "Complaint") -> None:
        aggregate.resolved = Resolution(**{name: getattr(self, name) for name in Resolution.__struct_fields__})


class ComplaintCorrected(Fact, frozen=True, kw_only=True):
    """What was recorded about a complaint was corrected; what was reported on the old record stays as reported.

    ``answer`` and ``resolution`` None: it has none yet. ``counts`` False: it was recorded by mistake and counts
    nowhere.
    """

    label_id: ClassVar[str] = "Catatan pengaduan diperbaiki"
    label_en: ClassVar[str] = "Complaint corrected"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_OFFICER

    service_id: UUID
    employee_id: UUID | None
    position_id: UUID | None
    cause: CorrectionCause
    received: NewComplaint
    answer: Answer | None
    resolution: Resolution | None
    counts: bool

    def apply(self, aggregate: "Complaint") -> None:
        aggregate.received_as, aggregate.officer = self.received, officer_of(self)
        aggregate.answered, aggregate.resolved, aggregate.counts = self.answer, self.resolution, self.counts


def officer_of(fact: ComplaintAnswered | ComplaintCorrected) -> ServiceOfficer | None:
    """Who answered, as a fact says it; None: nobody did, or it was not recorded who."""
    if fact.employee_id is None or fact.position_id is None:
        return None
    return ServiceOfficer(employee_id=fact.employee_id, position_id=fact.position_id)
