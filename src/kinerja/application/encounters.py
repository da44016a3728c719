"""Commands on visits to a service (C7)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.services import ServiceId, officers_today
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.durations import elapsed, is_within
from kinerja.domain.encounters import Ending, NewEncounter, Officer, ServiceEncounter
from kinerja.domain.ids import encounter_id, tally_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import Employee
from kinerja.domain.periods import first_of_month
from kinerja.domain.positions import Position
from kinerja.domain.refusals import Refusal, Refused, raise_all, refuse
from kinerja.domain.rulebook.services import LIST_SIZE, NOT_AN_OFFICER, REFERENCE_TWICE
from kinerja.domain.service_vocabulary import CorrectionCause, EncounterOutcome, RefusalGround
from kinerja.domain.services import Service
from kinerja.domain.tallies import CountedEncounter, EncounterTally, TallyOf

_MOST = 500
_REFERENCE = r"[A-Z0-9][A-Z0-9./_-]*"
Reference = Annotated[
    str,
    says(
        "The office's own number of it. Nothing about the citizen.", 1, 40, pattern=_REFERENCE, form="A-Z 0-9 . / _ -"
    ),
]
EncounterId = Annotated[UUID, refers("ServiceEncounter", "The visit.")]
_Ground = Annotated[RefusalGround | None, says("On which ground it was refused; null otherwise.")]


class EncounterInput(msgspec.Struct, frozen=True, kw_only=True):
    """A visit of a list."""

    reference: Reference
    received_at: Annotated[datetime, says("When it was received.")]
    officer_id: Annotated[UUID, refers("Employee", "Who had it in hand, at the end if it ended.")]
    ended_at: Annotated[datetime | None, says("When it ended; null: it is open.")] = None
    outcome: Annotated[EncounterOutcome | None, says("How it ended; null: the service was rendered.")] = None
    ground: _Ground = None


class ReceiveEncounter(Command, frozen=True, kw_only=True):
    """Receive a visit to a service. One that was received under the same reference already is left as it is."""

    action: ClassVar[str] = "receiveEncounter"

    service_id: ServiceId
    reference: Reference
    received_at: Annotated[datetime | None, says("When it was received; null: now.")] = None
    officer_id: Annotated[
        UUID | None, refers("Employee", "Who has it in hand; null: the one who gives the command.")
    ] = None

    def decide(self, work: Work) -> None:
        service, act = at_the_desk(work, self.service_id)
        received_at = self.received_at or work.at
        officer = _officer(work, service, self.officer_id or work.subject, received_at, ("officerId",))
        encounter = work.begun(ServiceEncounter, encounter_id(work.agency, service.id, self.reference))
        if encounter.exists and self.received_at is None:
            return
        encounter.receive(act=act, new=_new(work, service, self.reference, received_at, officer))


class HandOverEncounter(Command, frozen=True, kw_only=True):
    """Put a visit into the hands of another officer of the service."""

    action: ClassVar[str] = "handOverEncounter"
    versioned: ClassVar[str | None] = "the visit"

    encounter_id: EncounterId
    officer_id: Annotated[UUID, refers("Employee", "Who takes it in hand.")]

    def decide(self, work: Work) -> None:
        encounter, service, act = _at_the_desk_with(work, self.encounter_id)
        to = _officer(work, service, self.officer_id, work.at, ("officerId",))
        encounter.hand_over(act=act, to=to, handed_at=work.at)


class FinishEncounter(Command, frozen=True, kw_only=True):
    """End a visit: the service was rendered, the request refused or withdrawn."""

    action: ClassVar[str] = "finishEncounter"
    versioned: ClassVar[str | None] = "the visit"

    encounter_id: EncounterId
    outcome: Annotated[EncounterOutcome, says("How it ended.")] = EncounterOutcome.FINISHED
    ground: _Ground = None
    ended_at: Annotated[datetime | None, says("When it ended; null: now.")] = None

    def decide(self, work: Work) -> None:
        encounter, _, act = _at_the_desk_with(work, self.encounter_id)
        before = encounter.ending
        ended_at = self.ended_at or (before.ended_at if before is not None else work.at)
        encounter.end(act=act, ending=_ending(work, encounter, ended_at, self.outcome, self.ground))
        _count(work, act, [(encounter, before)])


class CorrectEncounter(Command, frozen=True, kw_only=True):
    """Correct what was recorded about a visit. What was reported on the old record stays as reported."""

    action: ClassVar[str] = "correctEncounter"
    versioned: ClassVar[str | None] = "the visit"

    encounter_id: EncounterId
    cause: Annotated[CorrectionCause, says("Why; a category, so that nothing about the citizen is written.")]
    received_at: Annotated[datetime | None, says("When it was received; null: as recorded.")] = None
    ended_at: Annotated[datetime | None, says("When it ended; null: as recorded.")] = None
    outcome: Annotated[EncounterOutcome | None, says("How it ended; null: as recorded.")] = None
    ground: _Ground = None
    counts: Annotated[bool, says("false: it was recorded by mistake and counts nowhere.")] = True

    def decide(self, work: Work) -> None:
        encounter, _, act = _at_the_desk_with(work, self.encounter_id)
        received, before = encounter.received_as, encounter.ending
        received_at = self.received_at or received.received_at
        encounter.correct(
            act=act,
            cause=self.cause,
            received=(received_at, _day(work, received_at)),
            ending=self._ending(work, encounter, received_at),
            counts=self.counts,
        )
        _count(work, act, [(encounter, before)])

    def _ending(self, work: Work, encounter: ServiceEncounter, received_at: datetime) -> Ending | None:
        """What is said of the end, on what is recorded of it; None while it is open and nothing is said."""
        known = encounter.ending
        ended_at = self.ended_at or (known.ended_at if known is not None else None)
        if ended_at is None:
            return None
        outcome = self.outcome or (known.outcome if known is not None else EncounterOutcome.FINISHED)
        kept = known.ground if known is not None and outcome == EncounterOutcome.REFUSED else None
        return _ending(work, encounter, ended_at, outcome, self.ground or kept, received_at)


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
        ended: list[tuple[ServiceEncounter, Ending | None]] = []
        for index, given in enumerate(self.encounters):
            try:
                ended += _record(work, act, service, given, ("encounters", index))
            except Refused as refused:
                refusals += refused.refusals
        raise_all(refusals)
        _count(work, act, ended)


def at_the_desk(work: Work, service_id: UUID, *path: str) -> tuple[Service, Act]:
    """The service of a command that its officers and administrators give."""
    service = work.load(Service, service_id, *(path or ("serviceId",)))
    return service, work.act(work.permit(officers=officers_today(work, service)))


def _at_the_desk_with(work: Work, id: UUID) -> tuple[ServiceEncounter, Service, Act]:
    encounter = work.target(ServiceEncounter, id, "encounterId")
    service, act = at_the_desk(work, encounter.received_as.service_id)
    return encounter, service, act


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
) -> list[tuple[ServiceEncounter, Ending | None]]:
    """Receive a visit of a list, and end it where the list says so; gives it with its ending before."""
    encounter = work.find(ServiceEncounter, encounter_id(work.agency, service.id, given.reference))
    officer = _officer(work, service, given.officer_id, given.received_at, (*path, "officerId"))
    encounter.receive(act=act, new=_new(work, service, given.reference, given.received_at, officer), path=path)
    if given.ended_at is None:
        return []
    before = encounter.ending
    outcome = given.outcome or EncounterOutcome.FINISHED
    ending = _ending(work, encounter, given.ended_at, outcome, given.ground)
    if ending != before:
        encounter.hand_over(act=act, to=officer, handed_at=given.ended_at, path=(*path, "reference"))
        encounter.end(act=act, ending=ending, path=path)
    return [(encounter, before)]


def _officer(work: Work, service: Service, id: UUID, at: datetime, path: tuple[str | int, ...]) -> Officer:
    """An employee in a position that gives the service at a time. Refused C7.5 without one."""
    work.load(Employee, id, *(str(part) for part in path))
    day = _day(work, at)
    for position_id in service.terms.positions:
        if any(held.employee_id == id for held in work.load(Position, position_id).holders_on(day)):
            return Officer(employee_id=id, position_id=position_id)
    raise refuse(NOT_AN_OFFICER, *path, day=day.isoformat())


def _day(work: Work, at: datetime) -> date:
    return at.astimezone(work.zone).date()


def _new(work: Work, service: Service, reference: str, received_at: datetime, officer: Officer) -> NewEncounter:
    return NewEncounter(
        service_id=service.id,
        unit_id=service.unit_id,
        reference=reference,
        received_at=received_at,
        received_on=_day(work, received_at),
        employee_id=officer.employee_id,
        position_id=officer.position_id,
        limit=service.terms.limit,
    )


def _ending(
    work: Work, encounter: ServiceEncounter, ended_at: datetime, outcome: EncounterOutcome,
    ground: RefusalGround | None, received_at: datetime | None = None,
) -> Ending:  # fmt: skip
    """How a visit ended, with what that took from its receipt, or from another time of receipt."""
    took = elapsed(received_at or encounter.received_as.received_at, ended_at, work.zone)
    return Ending(
        outcome=outcome,
        ground=ground,
        ended_at=ended_at,
        ended_on=_day(work, ended_at),
        minutes=took.minutes,
        days=took.days,
        within=is_within(took, encounter.received_as.limit),
    )


def _count(work: Work, act: Act, ended: Iterable[tuple[ServiceEncounter, Ending | None]]) -> None:
    """Count visits in the months in which they ended, and no more in those in which they were counted before."""
    counted: dict[TallyOf, list[CountedEncounter]] = {}
    dropped: dict[TallyOf, list[UUID]] = {}
    for encounter, before in ended:
        ending = encounter.ending if encounter.counts else None
        if before is not None and (ending is None or _month(before) != _month(ending)):
            dropped.setdefault(_tally_of(encounter, before), []).append(encounter.id)
        if ending is not None:
            counted.setdefault(_tally_of(encounter, ending), []).append(_counted(encounter.id, ending))
    for of in {**counted, **dropped}:
        id = tally_id(work.agency, of.service_id, of.month, of.officer.position_id, of.officer.employee_id)
        tally = work.find(EncounterTally, id)
        tally.count(act=act, of=of, counted=counted.get(of, ()), dropped=dropped.get(of, ()))


def _month(ending: Ending) -> date:
    return first_of_month(ending.ended_on)


def _tally_of(encounter: ServiceEncounter, ending: Ending) -> TallyOf:
    received = encounter.received_as
    return TallyOf(
        service_id=received.service_id, unit_id=received.unit_id, officer=encounter.officer, month=_month(ending)
    )


def _counted(id: UUID, ending: Ending) -> CountedEncounter:
    return CountedEncounter(
        encounter_id=id,
        outcome=ending.outcome,
        minutes=ending.minutes,
        days=ending.days,
        within=ending.within,
    )
