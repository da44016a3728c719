"""What commands on visits decide alike, one by one or in lists (C7)."""

from datetime import datetime
from typing import Annotated

import msgspec

from kinerja.application.service_desk import time_taken
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.durations import is_within
from kinerja.domain.encounter_facts import Ending, NewEncounter, ServiceOfficer
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.inputs import says
from kinerja.domain.service_vocabulary import EncounterOutcome, RefusalGround
from kinerja.domain.services import Service
from kinerja.domain.working_days import local_date

Ground = Annotated[RefusalGround | None, says("On which ground it was refused; null otherwise.")]


def new_encounter(
    work: Work, service: Service, reference: str, received_at: datetime, officer: ServiceOfficer
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


class SaidEnding(msgspec.Struct, frozen=True, kw_only=True):
    """How and when a visit ended, as somebody says it."""

    outcome: EncounterOutcome
    ground: RefusalGround | None
    ended_at: datetime


def ending_of(
    work: Work, act: Act, encounter: ServiceEncounter, said: SaidEnding, received_at: datetime,
    path: tuple[str | int, ...],
) -> Ending:  # fmt: skip
    """How a visit ended, with what that took from a time of receipt. Refused B2.13, at ``path``, without a calendar.

    What was recorded so already keeps what was counted then, over the calendar of that day.
    """
    known, received = encounter.ending, encounter.received_as
    if known is not None and received_at == received.received_at and said == _said(known):
        return known
    took = time_taken(work, act, received_at, said.ended_at, path)
    return Ending(
        outcome=said.outcome,
        ground=said.ground,
        ended_at=said.ended_at,
        ended_on=local_date(said.ended_at, work.zone),
        minutes=took.minutes,
        days=took.days,
        within=is_within(took, received.limit),
        working_days=took.working_days,
    )


def _said(ending: Ending) -> SaidEnding:
    return SaidEnding(outcome=ending.outcome, ground=ending.ground, ended_at=ending.ended_at)
