"""Complaints about services (C7)."""

from uuid import UUID

import strawberry

from kinerja.application.complaint_correction import CorrectComplaint
from kinerja.application.complaints import AnswerComplaint, ReceiveComplaint, ResolveComplaint
from kinerja.domain.ids import complaint_id
from kinerja.domain.service_vocabulary import ComplaintOutcome, ComplaintState, CorrectionCause, ServiceElement
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable
from kinerja.graphql.encounters import ServiceEncounter
from kinerja.graphql.filtering import before, having, of, since
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import DateTime
from kinerja.graphql.services import Service
from kinerja.projections.complaints import COMPLAINTS

_NEWEST = Ordering(("received_at", "id"), ("timestamptz", "uuid"), descending=True)


@readable(COMPLAINTS, "A complaint about a service (pengaduan). Its text and who complains are not recorded.")
class Complaint(Node):
    """From its receipt to its outcome. Minutes are whole ones by the clock, days those of the calendar.

    Working days begin after the day of the receipt, over the agency's calendar as it was when they were counted.
    """

    id: strawberry.ID = node_id()
    service: Service | None = edge("service_id", "The service.")
    unit: OrgUnit | None = edge("unit_id", "The unit that gives it.")
    reference: str = column("The office's own number of it.")
    encounter: ServiceEncounter | None = edge("encounter_id", "The visit it is about; null: no single one.")
    element: ServiceElement = column("What it is about.")
    received_at: DateTime = column("When it was received.")
    state: ComplaintState = column("Where it stands.")
    answered_at: DateTime | None = column("When it was answered; null before.")
    answered_by: Employee | None = edge(
        "employee_id",
        "Who answered it; null before, where it was not recorded, and to colleagues.",
    )
    answer_minutes: int | None = column("Minutes from its receipt to the answer; null before.")
    answer_days: int | None = column("Calendar days from its receipt to the answer; null before.")
    answer_working_days: int | None = column(
        "Working days from its receipt to the answer: 0 on the same day; null before, and where none were counted."
    )
    answered_within: bool | None = column(
        "Whether that is within what was promised when it was received; null before, and without a promise."
    )
    resolved_at: DateTime | None = column("When it was resolved; null before.")
    resolution_minutes: int | None = column("Minutes from its receipt to the resolution; null before.")
    resolution_days: int | None = column("Calendar days from its receipt to the resolution; null before.")
    resolution_working_days: int | None = column(
        "Working days from its receipt to the resolution: 0 on the same day; null before, and where none were"
        " counted."
    )
    outcome: ComplaintOutcome | None = column("What it led to; null before it is resolved.")
    counts: bool = column("false: it was recorded by mistake and counts nowhere.")
    corrected: CorrectionCause | None = column("Why its record was last corrected; null: it was not.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which complaints.")
class ComplaintFilter:
    """All conditions together."""

    service_id: strawberry.ID | None = of("Service", "About this service.")
    encounter_id: strawberry.ID | None = of("ServiceEncounter", "About this visit.")
    element: ServiceElement | None = having("About this element.")
    state: ComplaintState | None = having("In this state.")
    received_from: DateTime | None = since("received_at", "Received at or after this time.")
    received_until: DateTime | None = before("received_at", "Received before this time.")


@strawberry.type(description="Complaints.")
class ComplaintsQuery:
    """Root fields."""

    complaints: Connection[Complaint] = list_field(
        Complaint, "Complaints that are for this viewer, newest first.", _NEWEST, ComplaintFilter
    )


def _received(made: Made) -> UUID:
    return complaint_id(made.agency, made.command.service_id, made.command.reference)


MUTATIONS = (
    Mutation(ReceiveComplaint, Complaint, "complaint", _received),
    *(
        Mutation(command, Complaint, "complaint", lambda made: made.command.complaint_id)
        for command in (AnswerComplaint, ResolveComplaint, CorrectComplaint)
    ),
)
