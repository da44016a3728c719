"""Commands on visits to a service (C7)."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.counting import count_ended, counted_in
from kinerja.application.encounter_terms import Ground, SaidEnding, ending_of, new_encounter
from kinerja.application.service_desk import Reference, at_the_desk, officer_at
from kinerja.application.services import ServiceId
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.encounter_facts import EncounterRecord, Ending, ServiceOfficer
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.ids import encounter_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.service_vocabulary import CorrectionCause, EncounterOutcome
from kinerja.domain.services import Service
from kinerja.domain.working_days import local_date

EncounterId = Annotated[UUID, refers("ServiceEncounter", "The visit.")]


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
        officer = officer_at(
            work, service.terms.positions, self.officer_id or work.subject, received_at, ("officerId",)
        )
        encounter = work.begun(ServiceEncounter, encounter_id(work.agency, service.id, self.reference))
        if encounter.exists and self.received_at is None:
            return
        encounter.receive(act=act, new=new_encounter(work, service, self.reference, received_at, officer))


class HandOverEncounter(Command, frozen=True, kw_only=True):
    """Put a visit into the hands of another officer of the service."""

    action: ClassVar[str] = "handOverEncounter"
    versioned: ClassVar[str | None] = "the visit"

    encounter_id: EncounterId
    officer_id: Annotated[UUID, refers("Employee", "Who takes it in hand.")]

    def decide(self, work: Work) -> None:
        encounter, service, act = _at_the_desk_with(work, self.encounter_id)
        to = officer_at(work, service.terms.positions, self.officer_id, work.at, ("officerId",))
        encounter.hand_over(act=act, to=to, handed_at=work.at)


class FinishEncounter(Command, frozen=True, kw_only=True):
    """End a visit: the service was rendered, the request refused or withdrawn."""

    action: ClassVar[str] = "finishEncounter"
    versioned: ClassVar[str | None] = "the visit"

    encounter_id: EncounterId
    outcome: Annotated[EncounterOutcome, says("How it ended.")] = EncounterOutcome.FINISHED
    ground: Ground = None
    ended_at: Annotated[datetime | None, says("When it ended; null: now.")] = None

    def decide(self, work: Work) -> None:
        encounter, _, act = _at_the_desk_with(work, self.encounter_id)
        before, counted = encounter.ending, counted_in(encounter)
        ended_at = self.ended_at or (before.ended_at if before is not None else work.at)
        said = SaidEnding(outcome=self.outcome, ground=self.ground, ended_at=ended_at)
        received_at = encounter.received_as.received_at
        encounter.end(act=act, ending=ending_of(work, act, encounter, said, received_at, ("encounterId",)))
        count_ended(work, act, [(encounter, counted)])


class CorrectEncounter(Command, frozen=True, kw_only=True):
    """Correct what was recorded about a visit. What was reported on the old record stays as reported."""

    action: ClassVar[str] = "correctEncounter"
    versioned: ClassVar[str | None] = "the visit"

    encounter_id: EncounterId
    cause: Annotated[CorrectionCause, says("Why; a category, so that nothing about the citizen is written.")]
    received_at: Annotated[datetime | None, says("When it was received; null: as recorded.")] = None
    ended_at: Annotated[datetime | None, says("When it ended; null: as recorded.")] = None
    outcome: Annotated[EncounterOutcome | None, says("How it ended; null: as recorded.")] = None
    ground: Ground = None
    officer_id: Annotated[
        UUID | None, refers("Employee", "Who has it in hand, or had at the end; null: as recorded.")
    ] = None
    counts: Annotated[
        bool | None, says("false: it was recorded by mistake and counts nowhere; null: as recorded.")
    ] = None

    def decide(self, work: Work) -> None:
        encounter, service, act = _at_the_desk_with(work, self.encounter_id)
        counted = counted_in(encounter)
        received_at = self.received_at or encounter.received_as.received_at
        ending = self._ending(work, act, encounter, received_at)
        record = EncounterRecord(
            received_at=received_at,
            received_on=local_date(received_at, work.zone),
            officer=self._officer(work, service, encounter, ending),
            ending=ending,
        )
        counts = encounter.counts if self.counts is None else self.counts
        encounter.correct(act=act, cause=self.cause, record=record, counts=counts)
        count_ended(work, act, [(encounter, counted)])

    def _officer(
        self, work: Work, service: Service, encounter: ServiceEncounter, ending: Ending | None
    ) -> ServiceOfficer:
        """Who is right, in a position that gives or gave the service at its end, while it is open since it came."""
        if self.officer_id is None or self.officer_id == encounter.officer.employee_id:
            return encounter.officer
        at = ending.ended_at if ending is not None else encounter.handed_at or encounter.received_as.received_at
        positions = dict.fromkeys((*service.terms.positions, *service.positions_ever))
        return officer_at(work, positions, self.officer_id, at, ("officerId",))

    def _ending(self, work: Work, act: Act, encounter: ServiceEncounter, received_at: datetime) -> Ending | None:
        """What is said of the end, on what is recorded of it; None while it is open and nothing is said."""
        known = encounter.ending
        ended_at = self.ended_at or (known.ended_at if known is not None else None)
        if ended_at is None:
            return None
        outcome = self.outcome or (known.outcome if known is not None else EncounterOutcome.FINISHED)
        kept = known.ground if known is not None and outcome == EncounterOutcome.REFUSED else None
        said = SaidEnding(outcome=outcome, ground=self.ground or kept, ended_at=ended_at)
        return ending_of(work, act, encounter, said, received_at, ("receivedAt",))


def _at_the_desk_with(work: Work, id: UUID) -> tuple[ServiceEncounter, Service, Act]:
    encounter = work.target(ServiceEncounter, id, "encounterId")
    service, act = at_the_desk(work, encounter.received_as.service_id)
    return encounter, service, act
