"""Public services, and what is measured of them (C7)."""

import strawberry

from kinerja.application.services import RegisterService, ReviseService
from kinerja.domain.standard_vocabulary import TimeUnit
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, linked, many, node_id, readable
from kinerja.graphql.filtering import having, of, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DecimalString
from kinerja.graphql.standards import PerformanceStandard
from kinerja.graphql.views.services import OFFICER_MONTHS, SERVICE_MONTHS
from kinerja.projections.services import SERVICE_POSITIONS, SERVICES

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))
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


@readable(SERVICE_MONTHS, "What a service received and ended in a month.")
class ServiceMonth:
    """For whom all work who ended a visit in it, administrators and the mandated; means and shares have 2 decimals,
    half up."""

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
    complaints_resolved: int = column("Complaints that were resolved in the month, whenever they were received.")
    mean_answer_days: DecimalString | None = column(
        "Mean calendar days from receipt to answer of the complaints answered in the month; null without any."
    )
    mean_answer_working_days: DecimalString | None = column(
        "Mean working days from receipt to answer of the complaints answered in the month of which they are known;"
        " null without any."
    )


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
    service_months: Connection[ServiceMonth] = list_field(
        ServiceMonth, "What services received and ended, by service and month.", _BY_SERVICE, ServiceMonthFilter
    )
    officer_months: Connection[OfficerMonth] = list_field(
        OfficerMonth, "What officers ended, by service and month.", _BY_OFFICER, OfficerMonthFilter
    )


MUTATIONS = (
    Mutation(RegisterService, Service, "service", lambda made: made.named("Service")),
    Mutation(ReviseService, Service, "service", lambda made: made.command.service_id),
)
