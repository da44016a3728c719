"""What commands on visits decide alike, one by one or in lists (C7)."""

from datetime import datetime
from typing import Annotated

from kinerja.application.work import Work
from kinerja.domain.durations import elapsed, is_within
from kinerja.domain.encounter_facts import Ending, NewEncounter, Officer
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.inputs import says
from kinerja.domain.service_vocabulary import EncounterOutcome, RefusalGround
from kinerja.domain.services import Service
from kinerja.domain.working_days import local_date

Ground = Annotated[RefusalGround | None, says("On which ground it was refused; null otherwise.")]


def new_encounter(
    work: Work, service: Service, reference: str, received_at: datetime, officer: Officer
) -> NewEncounter:
    """A visit as it is received, with what is promised to it."""
    return NewEncounter(
        service_id=service.id,
        unit_id=service.unit_id,
        reference=reference,
        received_at=received_at,
        received_on=local_date(received_at, work.zone),
        employee_id=officer.employee_id,
        position_id=officer.position_id,
        limit=service.terms.limit,
    )


def ending_of(
    work: Work, encounter: ServiceEncounter, ended_at: datetime, outcome: EncounterOutcome,
    ground: RefusalGround | None, received_at: datetime | None = None,
) -> Ending:  # fmt: skip
    """How a visit ended, with what that took from its receipt, or from another time of receipt."""
    took = elapsed(received_at or encounter.received_as.received_at, ended_at, work.zone)
    return Ending(
        outcome=outcome,
        ground=ground,
        ended_at=ended_at,
        ended_on=local_date(ended_at, work.zone),
        minutes=took.minutes,
        days=took.days,
        within=is_within(took, encounter.received_as.limit),
    )
