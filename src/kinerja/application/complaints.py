"""Commands on complaints about a service (C7)."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.service_desk import Reference, at_the_desk, time_taken
from kinerja.application.services import ServiceId
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.complaints import Complaint, ComplaintBook, NewComplaint
from kinerja.domain.durations import Elapsed, is_within
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.ids import complaint_book_id, complaint_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import first_of_month
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.services import OF_ANOTHER_SERVICE
from kinerja.domain.service_vocabulary import ComplaintOutcome, ServiceElement

ComplaintId = Annotated[UUID, refers("Complaint", "The complaint.")]


class ReceiveComplaint(Command, frozen=True, kw_only=True):
    """Receive a complaint about a service. Its text stays in the office: here is only what it is about."""

    action: ClassVar[str] = "receiveComplaint"

    service_id: ServiceId
    reference: Reference
    element: Annotated[ServiceElement, says("What it is about.")]
    encounter_id: Annotated[
        UUID | None, refers("ServiceEncounter", "About which visit; null: about no single one.")
    ] = None
    received_at: Annotated[datetime, says("When it was received.")]

    def decide(self, work: Work) -> None:
        service, act = at_the_desk(work, self.service_id)
        if self.encounter_id is not None:
            encounter = work.load(ServiceEncounter, self.encounter_id, "encounterId")
            if encounter.received_as.service_id != service.id:
                raise refuse(OF_ANOTHER_SERVICE, "encounterId")
        complaint = work.begun(Complaint, complaint_id(work.agency, service.id, self.reference))
        received_on = self.received_at.astimezone(work.zone).date()
        # What was promised when it came first, it keeps: the same complaint told again is the same.
        limit = complaint.received_as.limit if complaint.exists else service.terms.complaint_limit
        new = NewComplaint(
            service_id=service.id,
            unit_id=service.unit_id,
            reference=self.reference,
            encounter_id=self.encounter_id,
            element=self.element,
            received_at=self.received_at,
            received_on=received_on,
            limit=limit,
        )
        complaint.receive(act=act, new=new)
        month = first_of_month(received_on)
        book = work.find(ComplaintBook, complaint_book_id(work.agency, service.id, month))
        book.enter(act=act, service_id=service.id, month=month, complaint_id=complaint.id)


class AnswerComplaint(Command, frozen=True, kw_only=True):
    """Record that a complaint was answered."""

    action: ClassVar[str] = "answerComplaint"
    versioned: ClassVar[str | None] = "the complaint"

    complaint_id: ComplaintId
    at: Annotated[datetime | None, says("When; null: now.")] = None

    def decide(self, work: Work) -> None:
        complaint, act = _complaint(work, self.complaint_id)
        at = self.at or work.at
        took = _took(work, act, complaint, at)
        complaint.answer(act=act, answered_at=at, took=took, within=is_within(took, complaint.received_as.limit))


class ResolveComplaint(Command, frozen=True, kw_only=True):
    """Record what a complaint led to."""

    action: ClassVar[str] = "resolveComplaint"
    versioned: ClassVar[str | None] = "the complaint"

    complaint_id: ComplaintId
    outcome: Annotated[ComplaintOutcome, says("What it led to.")]
    at: Annotated[datetime | None, says("When; null: now.")] = None

    def decide(self, work: Work) -> None:
        complaint, act = _complaint(work, self.complaint_id)
        at = self.at or work.at
        complaint.resolve(act=act, resolved_at=at, took=_took(work, act, complaint, at), outcome=self.outcome)


def _complaint(work: Work, id: UUID) -> tuple[Complaint, Act]:
    complaint = work.target(Complaint, id, "complaintId")
    _, act = at_the_desk(work, complaint.received_as.service_id)
    return complaint, act


def _took(work: Work, act: Act, complaint: Complaint, at: datetime) -> Elapsed:
    return time_taken(work, act, complaint.received_as.received_at, at, ("complaintId",))
