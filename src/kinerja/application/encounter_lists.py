"""Lists of visits, such as the office's own system exports (C7)."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.counting import count_ended, counted_in
from kinerja.application.encounter_terms import Ground, SaidEnding, ending_of, new_encounter
from kinerja.application.service_desk import Reference, at_the_desk, officer_at
from kinerja.application.services import ServiceId
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.ids import encounter_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.refusals import Refusal, Refused, raise_all, refuse
from kinerja.domain.rulebook.services import LIST_SIZE, REFERENCE_TWICE
from kinerja.domain.service_vocabulary import EncounterOutcome
from kinerja.domain.services import Service
from kinerja.domain.tallies import TallyOf

_MOST = 500


class EncounterInput(msgspec.Struct, frozen=True, kw_only=True):
    """A visit of a list."""

    reference: Reference
    received_at: Annotated[datetime, says("When it was received.")]
    officer_id: Annotated[UUID, refers("Employee", "Who had it in hand, at the end if it ended.")]
    ended_at: Annotated[datetime | None, says("When it ended; null: it is open.")] = None
    outcome: Annotated[EncounterOutcome | None, says("How it ended; null: the service was rendered.")] = None
    ground: Ground = None


class RecordEncounters(Command, frozen=True, kw_only=True):
    """Record a list of visits, such as the office's own system exports: 1 to 500, all or none.

    What is recorded already under its reference is left as it is; one that was open and has ended is ended.
    """

    action: ClassVar[str] = "recordEncounters"

    service_id: ServiceId
    encounters: Annotated[tuple[EncounterInput, ...], says("The visits, each reference once.")]

    def decide(self, work: Work) -> None:
        service, act = at_the_desk(work, self.service_id)
        _require_list(self.encounters)
        refusals: list[Refusal] = []
        ended: list[tuple[ServiceEncounter, TallyOf | None]] = []
        for index, given in enumerate(self.encounters):
            try:
                ended += _record(work, act, service, given, ("encounters", index))
            except Refused as refused:
                refusals += refused.refusals
        raise_all(refusals)
        count_ended(work, act, ended)


def _require_list(encounters: tuple[EncounterInput, ...]) -> None:
    """Refused C7.15 for a list that is empty or too long, C7.11 for references that are in it twice."""
    if not 1 <= len(encounters) <= _MOST:
        raise refuse(LIST_SIZE, "encounters", most=_MOST)
    seen: set[str] = set()
    refusals = []
    for index, given in enumerate(encounters):
        if given.reference in seen:
            known = {"reference": given.reference}
            refusals.append(Refusal(REFERENCE_TWICE, ("encounters", index, "reference"), known))
        seen.add(given.reference)
    raise_all(refusals)


def _record(
    work: Work, act: Act, service: Service, given: EncounterInput, path: tuple[str | int, ...]
) -> list[tuple[ServiceEncounter, TallyOf | None]]:
    """Receive a visit of a list, and end it where the list says so; gives it with the tally that it was in before."""
    encounter = work.find(ServiceEncounter, encounter_id(work.agency, service.id, given.reference))
    officer = _in_hand(work, service, encounter, given, path)
    encounter.receive(
        act=act, new=new_encounter(work, service, given.reference, given.received_at, officer), path=path
    )
    if given.ended_at is None:
        return []
    before, counted = encounter.ending, counted_in(encounter)
    outcome = given.outcome or EncounterOutcome.FINISHED
    said = SaidEnding(outcome=outcome, ground=given.ground, ended_at=given.ended_at)
    ending = ending_of(work, act, encounter, said, given.received_at, (*path, "receivedAt"))
    if ending != before:
        encounter.hand_over(act=act, to=officer, handed_at=given.ended_at, path=(*path, "reference"))
        encounter.end(act=act, ending=ending, path=path)
    return [(encounter, counted)]


def _in_hand(
    work: Work, service: Service, encounter: ServiceEncounter, given: EncounterInput, path: tuple[str | int, ...]
) -> ServiceOfficer:
    """Who had a visit of a list in hand, at the end if it ended: in a position that gives or gave the service.

    Refused C7.5 when it was nobody such. What is recorded already is not asked about again.
    """
    if encounter.exists:
        known = encounter.officer.employee_id == given.officer_id
        if known or given.ended_at is None or encounter.ending is not None:
            return encounter.officer
    positions = dict.fromkeys((*service.terms.positions, *service.positions_ever))
    return officer_at(work, positions, given.officer_id, given.ended_at or given.received_at, (*path, "officerId"))
