"""Correcting the record of a complaint (C7)."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.complaint_terms import answered, at_the_desk_with, enter, require_own_visit, resolved
from kinerja.application.complaints import ComplaintId
from kinerja.application.service_desk import officer_at
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.complaint_facts import Answer, ComplaintRecord, NewComplaint, Resolution
from kinerja.domain.complaints import Complaint
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.inputs import refers, says
from kinerja.domain.refusals import Refusal, raise_all
from kinerja.domain.rulebook.services import COMPLAINT_UNANSWERED, COMPLAINT_UNRESOLVED
from kinerja.domain.service_vocabulary import ComplaintOutcome, CorrectionCause, ServiceElement
from kinerja.domain.services import Service
from kinerja.domain.working_days import local_date


class CorrectComplaint(Command, frozen=True, kw_only=True):
    """Correct what was recorded about a complaint. What was reported on the old record stays as reported."""

    action: ClassVar[str] = "correctComplaint"
    versioned: ClassVar[str | None] = "the complaint"

    complaint_id: ComplaintId
    cause: Annotated[CorrectionCause, says("Why; a category, so that nothing about who complains is written.")]
    element: Annotated[ServiceElement | None, says("What it is about; null: as recorded.")] = None
    encounter_id: Annotated[UUID | None, refers("ServiceEncounter", "About which visit; null: as recorded.")] = None
    received_at: Annotated[datetime | None, says("When it was received; null: as recorded.")] = None
    answered_at: Annotated[datetime | None, says("When it was answered; null: as recorded.")] = None
    officer_id: Annotated[UUID | None, refers("Employee", "Who answered it; null: as recorded.")] = None
    resolved_at: Annotated[datetime | None, says("When it was resolved; null: as recorded.")] = None
    outcome: Annotated[ComplaintOutcome | None, says("What it led to; null: as recorded.")] = None
    counts: Annotated[
        bool | None, says("false: it was recorded by mistake and counts nowhere; null: as recorded.")
    ] = None

    def decide(self, work: Work) -> None:
        complaint, service, act = at_the_desk_with(work, self.complaint_id)
        require_own_visit(work, service, self.encounter_id)
        raise_all(self._steps_not_taken(complaint))
        received = self._received(work, complaint.received_as)
        answer = self._answer(work, act, complaint, received)
        record = ComplaintRecord(
            received=received,
            officer=self._officer(work, service, complaint, answer),
            answer=answer,
            resolution=self._resolution(work, act, complaint, received),
        )
        counts = complaint.counts if self.counts is None else self.counts
        complaint.correct(act=act, cause=self.cause, record=record, counts=counts)
        enter(work, act, complaint)

    def _steps_not_taken(self, complaint: Complaint) -> list[Refusal]:
        """Refused C7.13 and C7.17: what did not happen yet is recorded first."""
        of_answer = {"answeredAt": self.answered_at, "officerId": self.officer_id}
        of_resolution = {"resolvedAt": self.resolved_at, "outcome": self.outcome}
        faults = []
        if complaint.answered is None:
            step = {"action": "answerComplaint"}
            faults += [Refusal(COMPLAINT_UNANSWERED, (path,), step) for path, said in of_answer.items() if said]
        if complaint.resolved is None:
            step = {"action": "resolveComplaint"}
            faults += [Refusal(COMPLAINT_UNRESOLVED, (path,), step) for path, said in of_resolution.items() if said]
        return faults

    def _received(self, work: Work, known: NewComplaint) -> NewComplaint:
        received_at = self.received_at or known.received_at
        return msgspec.structs.replace(
            known,
            element=self.element or known.element,
            encounter_id=self.encounter_id or known.encounter_id,
            received_at=received_at,
            received_on=local_date(received_at, work.zone) if self.received_at is not None else known.received_on,
        )

    def _answer(self, work: Work, act: Act, complaint: Complaint, received: NewComplaint) -> Answer | None:
        """What was answered so already keeps what was counted then, over the calendar of that day."""
        known = complaint.answered
        if known is None:
            return None
        at = self.answered_at or known.answered_at
        if (at, received.received_at) == (known.answered_at, complaint.received_as.received_at):
            return known
        return answered(work, act, received, at, "receivedAt")

    def _resolution(self, work: Work, act: Act, complaint: Complaint, received: NewComplaint) -> Resolution | None:
        known = complaint.resolved
        if known is None:
            return None
        at, outcome = self.resolved_at or known.resolved_at, self.outcome or known.outcome
        if (at, received.received_at) == (known.resolved_at, complaint.received_as.received_at):
            return msgspec.structs.replace(known, outcome=outcome)
        return resolved(work, act, received, at, outcome, "receivedAt")

    def _officer(
        self, work: Work, service: Service, complaint: Complaint, answer: Answer | None
    ) -> ServiceOfficer | None:
        if self.officer_id is None or answer is None:
            return complaint.officer
        return officer_at(work, service.terms.positions, self.officer_id, answer.answered_at, ("officerId",))
