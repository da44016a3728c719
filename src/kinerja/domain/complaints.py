"""Complaints about a service (pengaduan): received, answered, resolved, corrected (C7)."""

from datetime import date, datetime

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.complaint_facts import (
    Answer,
    ComplaintAnswered,
    ComplaintCorrected,
    ComplaintReceived,
    ComplaintRecord,
    ComplaintResolved,
    NewComplaint,
    Resolution,
)
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.encounters import reference_faults
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.services import (
    COMPLAINT_COUNTS_NOWHERE,
    COMPLAINT_RESOLVED,
    COMPLAINT_UNANSWERED,
    ENDED_BEFORE_RECEIVED,
    IN_THE_FUTURE,
    RECORDED_OTHERWISE,
)
from kinerja.domain.service_vocabulary import ComplaintState, CorrectionCause


class Complaint(Aggregate):
    """One complaint. ``officer`` is who answered it; None before, and where it was not recorded."""

    received_as: NewComplaint
    officer: ServiceOfficer | None = None
    answered: Answer | None = None
    resolved: Resolution | None = None
    counts = True

    @property
    def state(self) -> ComplaintState:
        """Where it stands."""
        if self.resolved is not None:
            return ComplaintState.RESOLVED
        return ComplaintState.RECEIVED if self.answered is None else ComplaintState.ANSWERED

    @property
    def days(self) -> list[date]:
        """The local days on which it was received, answered and resolved, as far as it was."""
        said = (
            self.received_as.received_on,
            self.answered.answered_on if self.answered is not None else None,
            self.resolved.resolved_on if self.resolved is not None else None,
        )
        return [day for day in said if day is not None]

    def receive(self, *, act: Act, new: NewComplaint) -> None:
        """Receive it, once for each reference. Refused C7.4, C7.6 and C7.10."""
        if self.exists:
            if self.received_as != new:
                raise refuse(RECORDED_OTHERWISE, "reference", reference=new.reference)
            return
        raise_all(
            reference_faults(new.reference, ()) + _untimely(new.received_at, new.received_at, act, "receivedAt")
        )
        self.trigger_event(ComplaintReceived, act=act, **{f: getattr(new, f) for f in NewComplaint.__struct_fields__})

    def answer(self, *, act: Act, answer: Answer, officer: ServiceOfficer) -> None:
        """Answer it, once. Refused C7.6 and C7.7 together, C7.16 when it counts nowhere."""
        if self.answered is not None:
            return
        self._must_count()
        raise_all(_untimely(answer.answered_at, self.received_as.received_at, act, "at"))
        self.trigger_event(
            ComplaintAnswered,
            act=act,
            service_id=self.received_as.service_id,
            **msgspec.structs.asdict(officer),
            **msgspec.structs.asdict(answer),
        )

    def resolve(self, *, act: Act, resolution: Resolution) -> None:
        """Resolve it. Refused C7.13 before it is answered, C7.14 when it was otherwise; C7.6 and C7.7 together.

        Refused C7.16 when it counts nowhere.
        """
        if self.resolved is not None:
            if self.resolved.outcome == resolution.outcome:
                return
            raise refuse(COMPLAINT_RESOLVED, "complaintId")
        self._must_count()
        if self.answered is None:
            raise refuse(COMPLAINT_UNANSWERED, "complaintId", action="answerComplaint")
        raise_all(_untimely(resolution.resolved_at, self.answered.answered_at, act, "at"))
        self.trigger_event(
            ComplaintResolved,
            act=act,
            service_id=self.received_as.service_id,
            **msgspec.structs.asdict(resolution),
        )

    @property
    def record(self) -> ComplaintRecord:
        """What is recorded of it."""
        return ComplaintRecord(
            received=self.received_as, officer=self.officer, answer=self.answered, resolution=self.resolved
        )

    def correct(self, *, act: Act, cause: CorrectionCause, record: ComplaintRecord, counts: bool) -> None:
        """Correct what was recorded. Refused C7.6 and C7.7 together, for every time that it names."""
        if (self.record, self.counts) == (record, counts):
            return
        raise_all(_untimely_steps(record, act))
        officer = record.officer
        self.trigger_event(
            ComplaintCorrected,
            act=act,
            service_id=record.received.service_id,
            employee_id=officer.employee_id if officer is not None else None,
            position_id=officer.position_id if officer is not None else None,
            cause=cause,
            received=record.received,
            answer=record.answer,
            resolution=record.resolution,
            counts=counts,
        )

    def _must_count(self) -> None:
        if not self.counts:
            raise refuse(COMPLAINT_COUNTS_NOWHERE, "complaintId", action="correctComplaint")


def _untimely_steps(record: ComplaintRecord, act: Act) -> list[Refusal]:
    received, answer, resolution = record.received, record.answer, record.resolution
    faults = _untimely(received.received_at, received.received_at, act, "receivedAt")
    if answer is not None:
        faults += _untimely(answer.answered_at, received.received_at, act, "answeredAt")
    if answer is not None and resolution is not None:
        faults += _untimely(resolution.resolved_at, answer.answered_at, act, "resolvedAt")
    return faults


def _untimely(moment: datetime, before: datetime, act: Act, path: str) -> list[Refusal]:
    """A step has come, and not before the one that it follows."""
    faults = [Refusal(IN_THE_FUTURE, (path,))] if moment > act.at else []
    return faults + ([Refusal(ENDED_BEFORE_RECEIVED, (path,))] if moment < before else [])
