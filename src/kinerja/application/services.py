"""Commands on the register of public services (C7)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import Code, Name
from kinerja.application.units import units_above
from kinerja.application.work import Work
from kinerja.domain.durations import TimeLimit, limit_of_steps
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.ids import stream_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import OrgUnit
from kinerja.domain.positions import Officer, Position
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.services import LIMITS_DIFFER, POSITION_OF_ANOTHER_UNIT
from kinerja.domain.services import Service, ServiceTerms
from kinerja.domain.standards import PerformanceStandard

ServiceId = Annotated[UUID, refers("Service", "The service.")]
_Positions = Annotated[tuple[UUID, ...], refers("Position", "The positions that give it, of its unit or below.")]
_Standard = Annotated[UUID | None, refers("PerformanceStandard", "The standard that promises it; null: none.")]
_Limit = Annotated[
    TimeLimit | None, says("How long a visit may take; null: what the steps of the standard sum up to, if anything.")
]
_ComplaintLimit = Annotated[TimeLimit | None, says("How long the answer to a complaint may take; null: no limit.")]


class RegisterService(Command, frozen=True, kw_only=True):
    """Register a public service of a unit: who gives it, and what is promised."""

    action: ClassVar[str] = "registerService"
    versioned: ClassVar[str | None] = "the service with this code; 0 while there is none"

    code: Code
    name: Name
    unit_id: Annotated[UUID, refers("OrgUnit", "The unit that gives it.")]
    position_ids: _Positions
    standard_id: _Standard = None
    limit: _Limit = None
    complaint_limit: _ComplaintLimit = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        work.load(OrgUnit, self.unit_id, "unitId")
        service = work.begun(Service, stream_id(work.agency, "Service", self.code))
        service.register(act=act, code=self.code, unit_id=self.unit_id, terms=_terms(self, work, self.unit_id))


class ReviseService(Command, frozen=True, kw_only=True):
    """Give a service otherwise from now on; what was received before keeps what was promised to it."""

    action: ClassVar[str] = "reviseService"
    versioned: ClassVar[str | None] = "the service"

    service_id: ServiceId
    name: Name
    position_ids: _Positions
    standard_id: _Standard = None
    limit: _Limit = None
    complaint_limit: _ComplaintLimit = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        service = work.target(Service, self.service_id, "serviceId")
        service.revise(act=act, terms=_terms(self, work, service.unit_id))


def officers_today(work: Work, service: Service) -> list[Officer]:
    """Who holds a position that gives the service, today."""
    positions = (work.load(Position, position_id) for position_id in service.terms.positions)
    return [held for position in positions for held in position.officers_on(work.today)]


def officers_ever(work: Work, service: Service) -> Iterator[ServiceOfficer]:
    """Everybody who ever held a position that ever gave the service: nobody else can have ended a visit."""
    for position_id in service.positions_ever:
        for employee_id in work.load(Position, position_id).held_ever:
            yield ServiceOfficer(employee_id=employee_id, position_id=position_id)


def _terms(given: RegisterService | ReviseService, work: Work, unit_id: UUID) -> ServiceTerms:
    _require_in_unit(work, given.position_ids, unit_id)
    limit = given.limit
    if given.standard_id is not None:
        standard = work.load(PerformanceStandard, given.standard_id, "standardId")
        limit = limit or _promised(standard, work.today)
    return ServiceTerms(
        name=given.name,
        positions=given.position_ids,
        standard_id=given.standard_id,
        limit=limit,
        complaint_limit=given.complaint_limit,
    )


def _require_in_unit(work: Work, positions: Sequence[UUID], unit_id: UUID) -> None:
    refusals = []
    for index, position_id in enumerate(positions):
        position = work.load(Position, position_id, "positionIds")
        if unit_id not in units_above(work, position.unit_id):
            code = {"position": position.established_as.code}
            refusals.append(Refusal(POSITION_OF_ANOTHER_UNIT, ("positionIds", index), code))
    raise_all(refusals)


def _promised(standard: PerformanceStandard, day: date) -> TimeLimit | None:
    """What the steps of a standard promise together; nothing before it is approved.

    Refused C7.2 where some count in days and some in minutes.
    """
    version = standard.version_on(day)
    steps = version.content.steps if version is not None else ()
    limits = [
        TimeLimit(amount=step.limit, unit=step.limit_unit)
        for step in steps
        if step.limit is not None and step.limit_unit is not None
    ]
    together = limit_of_steps(limits)
    if limits and together is None:
        raise refuse(LIMITS_DIFFER, "limit", code=standard.code)
    return together
