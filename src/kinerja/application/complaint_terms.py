"""What commands on complaints decide alike (C7)."""

from datetime import datetime
from uuid import UUID

from kinerja.application.service_desk import at_the_desk, time_taken
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.complaint_books import ComplaintBook
from kinerja.domain.complaint_facts import Answer, NewComplaint, Resolution
from kinerja.domain.complaints import Complaint
from kinerja.domain.durations import is_within
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.ids import complaint_book_id
from kinerja.domain.periods import first_of_month
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.services import OF_ANOTHER_SERVICE
from kinerja.domain.service_vocabulary import ComplaintOutcome
from kinerja.domain.services import Service
from kinerja.domain.working_days import local_date


def at_the_desk_with(work: Work, id: UUID) -> tuple[Complaint, Service, Act]:
    """A complaint that a command changes, and its service."""
    complaint = work.target(Complaint, id, "complaintId")
    service, act = at_the_desk(work, complaint.received_as.service_id)
    return complaint, service, act


def require_own_visit(work: Work, service: Service, encounter_id: UUID | None) -> None:
    """Refused C7.12 for a visit to another service; None is none."""
    if encounter_id is None:
        return
    encounter = work.load(ServiceEncounter, encounter_id, "encounterId")
    if encounter.received_as.service_id != service.id:
        raise refuse(OF_ANOTHER_SERVICE, "encounterId")


def answered(work: Work, act: Act, received: NewComplaint, at: datetime, path: str) -> Answer:
    """An answer, with what it took since the receipt. Refused B2.13, at ``path``, without a calendar."""
    took = time_taken(work, act, received.received_at, at, (path,))
    return Answer(
        answered_at=at,
        answered_on=local_date(at, work.zone),
        minutes=took.minutes,
        days=took.days,
        working_days=took.working_days,
        within=is_within(took, received.limit),
    )


def resolved(
    work: Work, act: Act, received: NewComplaint, at: datetime, outcome: ComplaintOutcome, path: str
) -> Resolution:
    """A resolution, with what it took since the receipt. Refused B2.13, at ``path``, without a calendar."""
    took = time_taken(work, act, received.received_at, at, (path,))
    return Resolution(
        resolved_at=at,
        resolved_on=local_date(at, work.zone),
        minutes=took.minutes,
        days=took.days,
        working_days=took.working_days,
        outcome=outcome,
    )


def enter(work: Work, act: Act, complaint: Complaint) -> None:
    """Enter a complaint into the books of all months in which something was done about it."""
    service_id = complaint.received_as.service_id
    for month in dict.fromkeys(first_of_month(day) for day in complaint.days):
        book = work.find(ComplaintBook, complaint_book_id(work.agency, service_id, month))
        book.enter(act=act, service_id=service_id, month=month, complaint_id=complaint.id)
