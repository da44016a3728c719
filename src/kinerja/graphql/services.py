"""Public services, visits to them, and what is measured of them (C7)."""

from uuid import UUID

import strawberry

from kinerja.application.encounter_lists import RecordEncounters
from kinerja.application.encounters import (
    CorrectEncounter,
    FinishEncounter,
    HandOverEncounter,
    ReceiveEncounter,
)
from kinerja.application.services import RegisterService, ReviseService
from kinerja.domain.ids import encounter_id
from kinerja.domain.service_vocabulary import CorrectionCause, EncounterOutcome, RefusalGround
from kinerja.domain.standard_vocabulary import TimeUnit
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, linked, many, node_id, readable
from kinerja.graphql.filtering import Asking, Condition, before, having, id_in, of, since, that, when_true
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime, DecimalString
from kinerja.graphql.standards import PerformanceStandard
from kinerja.graphql.views.services import OFFICER_MONTHS, SERVICE_MONTHS
from kinerja.projections.encounters import ENCOUNTER_HANDS, ENCOUNTERS
from kinerja.projections.services import SERVICE_POSITIONS, SERVICES

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))
_NEWEST = Ordering(("received_at", "id"), ("timestamptz", "uuid"), descending=True)
_BY_SERVICE = Ordering(("service_id", "month"), ("uuid", "date"))
_BY_OFFICER = Ordering(("service_id", "month", "employee_id", "position_id"), ("uuid", "date", "uuid", "uuid"))


@readable(SERVICES, "A public service (layanan) of a unit.")
class Service(Node):
    """Who gives it and what is promised, now."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    name: str = column("Name of the service.")
    unit: OrgUnit = edge("unit_id", "The unit that gives it.", always=True)
    standard: PerformanceStandard | None = edge("standard_id", "The standard that promises it; null: none.")
    positions: list[Position] = linked(
        SERVICE_POSITIONS, "service_id", "position_id", ("code",), "The positions that give it, by code."
    )
    time_limit: DecimalString | None = column("How long a visit may take; null: nothing is promised.")
    limit_unit: TimeUnit | None = column("Unit of the limit; null without one.")
    complaint_limit: DecimalString | None = column(
        "How long the answer to a complaint may take; null: nothing is promised."
    )
    complaint_limit_unit: TimeUnit | None = column("Unit of that limit; null without one.")
    statistics: list["ServiceMonth"] | None = many(
        "service_id",
        ("month",),
        "What is measured of it, by month, as far as it is for this viewer; null without a token.",
    )
    version: int = column("Version of the object.")


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
    hands: list[EncounterHand] | None = many(
        "encounter_id", ("number",), "In whose hands it was, in order; null to colleagues.", key="id"
    )
    version: int = column("Version of the object.")


@readable(SERVICE_MONTHS, "What a service received and ended in a month.")
class ServiceMonth:
    """For everybody from five officers on; means and shares have 2 decimals, half up."""

    service: Service | None = edge("service_id", "The service.")
    unit: OrgUnit | None = edge("unit_id", "The unit that gives it.")
    month: Date = column("First day of the month.")
    officers: int = column("How many officers finished a visit in the month.")
    received: int = column("Visits that were received in the month.")
    finished: int = column("Visits that ended in the month with the service rendered.")
    refused: int = column("Visits that ended in the month with a refusal.")
    withdrawn: int = column("Visits that ended in the month because the applicant withdrew.")
    mean_minutes: DecimalString | None = column("Mean minutes of the finished ones; null without any.")
    median_minutes: DecimalString | None = column(
        "Median of the minutes of the finished ones, exact: of two in the middle their mean; null without any."
    )
    mean_days: DecimalString | None = column("Mean calendar days of the finished ones; null without any.")
    mean_working_days: DecimalString | None = column(
        "Mean working days of the finished ones of which they are known; null without any."
    )
    limited: int = column("Finished ones to which a time was promised.")
    within: int = column("Those of them that kept it.")
    share: DecimalString | None = column("`within` of `limited` in percent; null without any.")
    complaints: int = column("Complaints that were received in the month.")
    complaints_answered: int = column("Those of them that are answered.")
    complaints_limited: int = column("Those of them to which an answer in time was promised.")
    complaints_within: int = column("Those of the promised ones that were answered in time.")


@readable(OFFICER_MONTHS, "What an officer ended of a service in a month.")
class OfficerMonth:
    """For the officer, the superiors, administrators and the mandated; means and shares have 2 decimals, half up."""

    service: Service | None = edge("service_id", "The service.")
    unit: OrgUnit | None = edge("unit_id", "The unit that gives it.")
    month: Date = column("First day of the month.")
    officer: Employee | None = edge("employee_id", "The officer.")
    position: Position | None = edge("position_id", "In which position.")
    finished: int = column("Visits that ended with the service rendered.")
    refused: int = column("Visits that ended with a refusal.")
    withdrawn: int = column("Visits that ended because the applicant withdrew.")
    mean_minutes: DecimalString | None = column("Mean minutes of the finished ones; null without any.")
    mean_days: DecimalString | None = column("Mean calendar days of the finished ones; null without any.")
    mean_working_days: DecimalString | None = column(
        "Mean working days of the finished ones of which they are known; null without any."
    )
    limited: int = column("Finished ones to which a time was promised.")
    within: int = column("Those of them that kept it.")
    share: DecimalString | None = column("`within` of `limited` in percent; null without any.")


@strawberry.input(description="Which services.")
class ServiceFilter:
    """All conditions together."""

    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit.")
    standard_id: strawberry.ID | None = of("PerformanceStandard", "Promised by this standard.")
    code: str | None = having("With this code.")


def _in_hand(_name: str, value: str, asking: Asking) -> Condition:
    """Open ones only: whose an ended one was is not for colleagues, and a filter would tell."""
    return (
        "t.employee_id = %(in_hand_of)s::uuid AND t.ended_at IS NULL",
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


def _month_from(_name: str, value: object, _asking: object) -> tuple[str, dict[str, object]]:
    return ("t.month >= %(month_from)s::date", {"month_from": value})


def _month_until(_name: str, value: object, _asking: object) -> tuple[str, dict[str, object]]:
    return ("t.month <= %(month_until)s::date", {"month_until": value})


@strawberry.input(description="Which months of which services.")
class ServiceMonthFilter:
    """All conditions together."""

    service_id: strawberry.ID | None = of("Service", "Of this service.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of services of this unit.")
    month_from: Date | None = that("From the month that begins on this day.", _month_from)
    month_until: Date | None = that("Until the month that begins on this day, with it.", _month_until)


@strawberry.input(description="Which months of which officers.")
class OfficerMonthFilter:
    """All conditions together."""

    service_id: strawberry.ID | None = of("Service", "Of this service.")
    officer_id: strawberry.ID | None = of("Employee", "Of this officer.", column="employee_id")
    month_from: Date | None = that("From the month that begins on this day.", _month_from)
    month_until: Date | None = that("Until the month that begins on this day, with it.", _month_until)


@strawberry.type(description="Services.")
class ServicesQuery:
    """Root fields."""

    services: Connection[Service] = list_field(Service, "Public services, by code.", _BY_CODE, ServiceFilter)
    service_encounters: Connection[ServiceEncounter] = list_field(
        ServiceEncounter, "Visits that are for this viewer, newest first.", _NEWEST, ServiceEncounterFilter
    )
    service_months: Connection[ServiceMonth] = list_field(
        ServiceMonth, "What services received and ended, by service and month.", _BY_SERVICE, ServiceMonthFilter
    )
    officer_months: Connection[OfficerMonth] = list_field(
        OfficerMonth, "What officers ended, by service and month.", _BY_OFFICER, OfficerMonthFilter
    )


def _received(made: Made) -> UUID:
    return encounter_id(made.agency, made.command.service_id, made.command.reference)


MUTATIONS = (
    Mutation(RegisterService, Service, "service", lambda made: made.named("Service")),
    Mutation(ReviseService, Service, "service", lambda made: made.command.service_id),
    Mutation(ReceiveEncounter, ServiceEncounter, "encounter", _received),
    *(
        Mutation(command, ServiceEncounter, "encounter", lambda made: made.command.encounter_id)
        for command in (HandOverEncounter, FinishEncounter, CorrectEncounter)
    ),
    Mutation(RecordEncounters, Service, "service", lambda made: made.command.service_id),
)
