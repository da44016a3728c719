"""Commands on complaints about a service (C7)."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.complaint_terms import answered, at_the_desk_with, enter, require_own_visit, resolved
from kinerja.application.service_desk import Reference, at_the_desk, officer_at
from kinerja.application.services import ServiceId
from kinerja.application.work import Work
from kinerja.domain.complaint_facts import NewComplaint
from kinerja.domain.complaints import Complaint
from kinerja.domain.ids import complaint_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.service_vocabulary import ComplaintOutcome, ServiceElement
from kinerja.domain.working_days import local_date

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
        require_own_visit(work, service, self.encounter_id)
        complaint = work.begun(Complaint, complaint_id(work.agency, service.id, self.reference))
        received_on = local_date(self.received_at, work.zone)
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
        enter(work, act, complaint)


class AnswerComplaint(Command, frozen=True, kw_only=True):
    """Record that a complaint was answered, and by whom."""

    action: ClassVar[str] = "answerComplaint"
    versioned: ClassVar[str | None] = "the complaint"

    complaint_id: ComplaintId
    at: Annotated[datetime | None, says("When; null: now.")] = None
    officer_id: Annotated[
        UUID | None, refers("Employee", "Who answered it; null: the one who gives the command.")
    ] = None

    def decide(self, work: Work) -> None:
        complaint, service, act = at_the_desk_with(work, self.complaint_id)
        at = self.at or work.at
        officer = officer_at(work, service.terms.positions, self.officer_id or work.subject, at, ("officerId",))
        received = complaint.received_as
        complaint.answer(act=act, answer=answered(work, act, received, at, "complaintId"), officer=officer)
        enter(work, act, complaint)


class ResolveComplaint(Command, frozen=True, kw_only=True):
    """Record what a complaint led to."""

    action: ClassVar[str] = "resolveComplaint"
    versioned: ClassVar[str | None] = "the complaint"

    complaint_id: ComplaintId
    outcome: Annotated[ComplaintOutcome, says("What it led to.")]
    at: Annotated[datetime | None, says("When; null: now.")] = None

    def decide(self, work: Work) -> None:
        complaint, _, act = at_the_desk_with(work, self.complaint_id)
        at, received = self.at or work.at, complaint.received_as
        complaint.resolve(act=act, resolution=resolved(work, act, received, at, self.outcome, "complaintId"))
        enter(work, act, complaint)
