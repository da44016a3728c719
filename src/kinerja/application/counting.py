"""Counting visits in the months in which they ended (C7)."""

from collections.abc import Iterable
from uuid import UUID

from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.encounter_facts import Ending
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.ids import tally_id
from kinerja.domain.periods import first_of_month
from kinerja.domain.tallies import CountedEncounter, EncounterTally, TallyOf


def count_ended(work: Work, act: Act, ended: Iterable[tuple[ServiceEncounter, TallyOf | None]]) -> None:
    """Count visits to who ended them in the months of their ends, and no more where they were counted before."""
    counted: dict[TallyOf, list[CountedEncounter]] = {}
    dropped: dict[TallyOf, list[UUID]] = {}
    for encounter, before in ended:
        ending = encounter.ending if encounter.counts else None
        now = counted_in(encounter)
        if before is not None and (ending is None or before != now):
            dropped.setdefault(before, []).append(encounter.id)
        if ending is not None and now is not None:
            counted.setdefault(now, []).append(_counted(encounter.id, ending))
    for of in {**dropped, **counted}:
        id = tally_id(work.agency, of.service_id, of.month, of.officer.position_id, of.officer.employee_id)
        tally = work.find(EncounterTally, id)
        tally.count(act=act, of=of, counted=counted.get(of, ()), dropped=dropped.get(of, ()))


def counted_in(encounter: ServiceEncounter) -> TallyOf | None:
    """Whose tally of which month a visit belongs to as it is recorded now; None while it is open."""
    if encounter.ending is None:
        return None
    received = encounter.received_as
    return TallyOf(
        service_id=received.service_id,
        unit_id=received.unit_id,
        officer=encounter.officer,
        month=first_of_month(encounter.ending.ended_on),
    )


def _counted(id: UUID, ending: Ending) -> CountedEncounter:
    return CountedEncounter(
        encounter_id=id,
        outcome=ending.outcome,
        minutes=ending.minutes,
        days=ending.days,
        within=ending.within,
        working_days=ending.working_days,
    )
