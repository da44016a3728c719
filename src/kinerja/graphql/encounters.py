"""Visits to public services (C7)."""

from uuid import UUID

import strawberry

from kinerja.application.encounter_lists import RecordEncounters
from kinerja.application.encounters import CorrectEncounter, FinishEncounter, HandOverEncounter, ReceiveEncounter
from kinerja.domain.ids import encounter_id
from kinerja.domain.service_vocabulary import CorrectionCause, EncounterOutcome, RefusalGround
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable
from kinerja.graphql.filtering import Asking, Condition, before, having, id_in, of, since, that, when_true
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import DateTime
from kinerja.graphql.services import Service
from kinerja.identity.visible_rows import ENCOUNTER_OPEN
from kinerja.projections.encounters import ENCOUNTER_HANDS, ENCOUNTERS

_NEWEST = Ordering(("received_at", "id"), ("timestamptz", "uuid"), descending=True)


@readable(ENCOUNTER_HANDS, "That an officer had a visit in hand.")
class EncounterHand:
    """From a time on, until the next one has it."""

    number: int = column("Order: a later hand has a higher number.")
    officer: Employee | None = edge("employee_id", "Who had it in hand.")
    position: Position | None = edge("position_id", "In which position.")
    since: DateTime = column("Since when.")


@readable(ENCOUNTERS, "A visit to a service (kunjungan layanan). Nothing in it is about the citizen.")
class ServiceEncounter(Node):
    """From its receipt to its end."""

    id: strawberry.ID = node_id()
    service: Service | None = edge("service_id", "The service.")
    unit: OrgUnit | None = edge("unit_id", "The unit that gives it.")
    reference: str = column("The office's own number of it.")
    received_at: DateTime = column("When it was received.")
    officer: Employee | None = edge(
        "employee_id", "Who has it in hand, or had at the end; null to colleagues once it ended."
    )
    outcome: EncounterOutcome | None = column("How it ended; null while it is open.")
    ground: RefusalGround | None = column("On which ground it was refused; null unless it was.")
    ended_at: DateTime | None = column("When it ended; null while it is open.")
    minutes: int | None = column(
        "Whole minutes from receipt to end, by the clock; null while it is open and to colleagues."
    )
    days: int | None = column(
        "Days from receipt to end, by the calendar: 0 on the same day; null while it is open and to colleagues."
    )
    working_days: int | None = column(
        "Working days from receipt to end: those that begin after the day of the receipt, over the agency's calendar"
        " as it was when the end was recorded; 0 on the same day; null while it is open, where none were counted, and"
        " to colleagues."
    )
    within: bool | None = column(
        "Whether that is within what was promised when it was received; null without a promise, while it is open and"
        " to colleagues."
    )
    counts: bool = column("false: it was recorded by mistake and counts nowhere.")
    corrected: CorrectionCause | None = column("Why its record was last corrected; null: it was not.")
    token_issued_at: DateTime | None = column(
        "When a token was issued with which whoever was served can say how it was; null: none was. Whether it was"
        " used nobody learns."
    )
    hands: list[EncounterHand] | None = many(
        "encounter_id", ("number",), "In whose hands it was, in order; null to colleagues.", key="id"
    )
    version: int = column("Version of the object.")


def _in_hand(_name: str, value: str, asking: Asking) -> Condition:
    """Open ones only: whose an ended one was is not for colleagues, and a filter would tell."""
    return (
        f"t.employee_id = %(in_hand_of)s::uuid AND {ENCOUNTER_OPEN}",
        {"in_hand_of": id_in(value, "Employee", asking.agency)},
    )


@strawberry.input(description="Which visits.")
class ServiceEncounterFilter:
    """All conditions together."""

    service_id: strawberry.ID | None = of("Service", "To this service.")
    officer_id: strawberry.ID | None = that("Open ones in the hands of this officer.", _in_hand)
    received_from: DateTime | None = since("received_at", "Received at or after this time.")
    received_until: DateTime | None = before("received_at", "Received before this time.")
    reference: str | None = having("With this number of the office.")
    open: bool = when_true("Only those that did not end yet.", ("t.ended_at IS NULL AND t.counts", {}))


@strawberry.type(description="Visits.")
class EncountersQuery:
    """Root fields."""

    service_encounters: Connection[ServiceEncounter] = list_field(
        ServiceEncounter, "Visits that are for this viewer, newest first.", _NEWEST, ServiceEncounterFilter
    )


def _received(made: Made) -> UUID:
    return encounter_id(made.agency, made.command.service_id, made.command.reference)


MUTATIONS = (
    Mutation(ReceiveEncounter, ServiceEncounter, "encounter", _received),
    *(
        Mutation(command, ServiceEncounter, "encounter", lambda made: made.command.encounter_id)
        for command in (HandOverEncounter, FinishEncounter, CorrectEncounter)
    ),
    Mutation(RecordEncounters, Service, "service", lambda made: made.command.service_id),
)
