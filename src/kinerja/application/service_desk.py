"""The desk of a service: who is at it, and what commands on visits and complaints have in common (C7)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from kinerja.application.holidays import working_calendar
from kinerja.application.services import officers_today
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.durations import Elapsed, elapsed
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.inputs import says
from kinerja.domain.organisation import Employee
from kinerja.domain.positions import Position
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.services import NOT_AN_OFFICER
from kinerja.domain.services import Service
from kinerja.domain.working_days import local_date

_REFERENCE = r"[A-Z0-9][A-Z0-9./_-]*"
Reference = Annotated[
    str,
    says(
        "The office's own number of it. Nothing about the citizen.", 1, 40, pattern=_REFERENCE, form="A-Z 0-9 . / _ -"
    ),
]


def at_the_desk(work: Work, service_id: UUID, *path: str) -> tuple[Service, Act]:
    """The service of a command that its officers and administrators give."""
    service = work.load(Service, service_id, *(path or ("serviceId",)))
    return service, work.act(work.permit(officers=officers_today(work, service)))


def officer_at(
    work: Work, positions: Iterable[UUID], id: UUID, at: datetime, path: tuple[str | int, ...]
) -> ServiceOfficer:
    """An employee in one of the positions at a time. Refused C7.5 when in none."""
    work.load(Employee, id, *(str(part) for part in path))
    day = local_date(at, work.zone)
    for position_id in positions:
        if any(held.employee_id == id for held in work.load(Position, position_id).holders_on(day)):
            return ServiceOfficer(employee_id=id, position_id=position_id)
    raise refuse(NOT_AN_OFFICER, *path, day=day.isoformat())


def time_taken(
    work: Work, act: Act, received_at: datetime, ended_at: datetime, path: tuple[str | int, ...]
) -> Elapsed:
    """What passed since a receipt, over the agency's calendar as it stands now. Refused B2.13 where none is known.

    What lies ahead is refused by the caller (C7.6), and not counted here.
    """
    until = min(ended_at, work.at)
    years = range(local_date(received_at, work.zone).year, local_date(until, work.zone).year + 1)
    return elapsed(received_at, until, work.zone, working_calendar(work, act, years, *path))
