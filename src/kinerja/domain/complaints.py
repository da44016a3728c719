"""Complaints about a service (pengaduan): received, answered, resolved (C7).

No text of a complaint and nothing about who complains is recorded: what it is about is one of nine elements.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.durations import Elapsed, TimeLimit
from kinerja.domain.encounters import reference_faults
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.services import (
    COMPLAINT_RESOLVED,
    COMPLAINT_UNANSWERED,
    ENDED_BEFORE_RECEIVED,
    IN_THE_FUTURE,
    RECORDED_OTHERWISE,
)
from kinerja.domain.service_vocabulary import ComplaintOutcome, ComplaintState, ServiceElement


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


_OF_COMPLAINT: tuple[About, ...] = (About("originator_id", "Complaint"), About("service_id", "Service"))


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
        aggregate.state = ComplaintState.RECEIVED


class ComplaintAnswered(Fact, frozen=True, kw_only=True):
    """A complaint was answered. ``within`` None: nothing was promised; ``working_days`` None: none were counted."""

    label_id: ClassVar[str] = "Pengaduan dijawab"
    label_en: ClassVar[str] = "Complaint answered"
    about: ClassVar[tuple[About, ...]] = _OF_COMPLAINT

    service_id: UUID
    answered_at: datetime
    minutes: int
    days: int
    within: bool | None
    working_days: int | None = None

    def apply(self, aggregate: "Complaint") -> None:
        aggregate.state = ComplaintState.ANSWERED
        aggregate.answered_at, aggregate.within = self.answered_at, self.within


class ComplaintResolved(Fact, frozen=True, kw_only=True):
    """A complaint was resolved, with an outcome. ``working_days`` None: none were counted."""

    label_id: ClassVar[str] = "Pengaduan diselesaikan"
    label_en: ClassVar[str] = "Complaint resolved"
    about: ClassVar[tuple[About, ...]] = _OF_COMPLAINT

    service_id: UUID
    resolved_at: datetime
    minutes: int
    days: int
    outcome: ComplaintOutcome
    working_days: int | None = None

    def apply(self, aggregate: "Complaint") -> None:
        aggregate.state = ComplaintState.RESOLVED
        aggregate.outcome = self.outcome


class Complaint(Aggregate):
    """One complaint."""

    received_as: NewComplaint
    state: ComplaintState
    answered_at: datetime
    within: bool | None = None
    outcome: ComplaintOutcome | None = None

    def receive(self, *, act: Act, new: NewComplaint) -> None:
        """Receive it, once for each reference. Refused C7.4, C7.6 and C7.10."""
        if self.exists:
            if self.received_as != new:
                raise refuse(RECORDED_OTHERWISE, "reference", reference=new.reference)
            return
        faults = reference_faults(new.reference, ())
        if new.received_at > act.at:
            faults.append(Refusal(IN_THE_FUTURE, ("receivedAt",)))
        raise_all(faults)
        self.trigger_event(ComplaintReceived, act=act, **{f: getattr(new, f) for f in NewComplaint.__struct_fields__})

    def answer(self, *, act: Act, answered_at: datetime, took: Elapsed, within: bool | None) -> None:
        """Answer it, once. Refused C7.6 and C7.7 together."""
        if self.state != ComplaintState.RECEIVED:
            return
        self._must_follow(answered_at, self.received_as.received_at, act)
        self.trigger_event(
            ComplaintAnswered,
            act=act,
            service_id=self.received_as.service_id,
            answered_at=answered_at,
            minutes=took.minutes,
            days=took.days,
            within=within,
            working_days=took.working_days,
        )

    def resolve(self, *, act: Act, resolved_at: datetime, took: Elapsed, outcome: ComplaintOutcome) -> None:
        """Resolve it. Refused C7.13 before it is answered, C7.14 when it was otherwise; C7.6 and C7.7 together."""
        if self.state == ComplaintState.RESOLVED:
            if self.outcome == outcome:
                return
            raise refuse(COMPLAINT_RESOLVED, "complaintId")
        if self.state == ComplaintState.RECEIVED:
            raise refuse(COMPLAINT_UNANSWERED, "complaintId", action="answerComplaint")
        self._must_follow(resolved_at, self.answered_at, act)
        self.trigger_event(
            ComplaintResolved,
            act=act,
            service_id=self.received_as.service_id,
            resolved_at=resolved_at,
            minutes=took.minutes,
            days=took.days,
            outcome=outcome,
            working_days=took.working_days,
        )

    def _must_follow(self, moment: datetime, before: datetime, act: Act) -> None:
        faults = [Refusal(IN_THE_FUTURE, ("at",))] if moment > act.at else []
        raise_all(faults + ([Refusal(ENDED_BEFORE_RECEIVED, ("at",))] if moment < before else []))


class ComplaintEntered(Fact, frozen=True, kw_only=True):
    """A complaint was entered into the book of its service and month: what is measured finds it there."""

    label_id: ClassVar[str] = "Pengaduan dicatat dalam buku"
    label_en: ClassVar[str] = "Complaint entered"
    about: ClassVar[tuple[About, ...]] = (About("complaint_id", "Complaint"), About("service_id", "Service"))

    service_id: UUID
    month: date
    complaint_id: UUID

    def apply(self, aggregate: "ComplaintBook") -> None:
        aggregate.entered[self.complaint_id] = None


class ComplaintBook(Aggregate):
    """The complaints that a service received in a month."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.entered: dict[UUID, None] = {}

    def enter(self, *, act: Act, service_id: UUID, month: date, complaint_id: UUID) -> None:
        """Enter a complaint, once."""
        if complaint_id not in self.entered:
            self.trigger_event(
                ComplaintEntered, act=act, service_id=service_id, month=month, complaint_id=complaint_id
            )
