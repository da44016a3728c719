"""Commands on consultations about a standard (A3)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.authorities import chain_above
from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH
from kinerja.application.standards import StandardId
from kinerja.application.work import Work
from kinerja.domain.consultations import Consultation, ConsultationInput, ConsultationOf, Heard, NewSession
from kinerja.domain.ids import consultation_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.positions import Position
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.standards import CONSULTATION_CLOSED, NOT_A_SUPERIOR, NOT_RENDERING, SPOKEN_FOR
from kinerja.domain.standard_contents import StandardStage
from kinerja.domain.standard_vocabulary import Participant
from kinerja.domain.standards import PerformanceStandard
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Disposition
from kinerja.domain.working_days import local_date
from kinerja.identity.relations import Standing

_OPEN = (StandardStage.CONSULTATION, StandardStage.FEASIBILITY)
"""Inputs are disposed of until the approval; they are given while the consultation is open."""


class ParticipantsInput(msgspec.Struct, frozen=True, kw_only=True):
    """How many of a kind took part."""

    kind: Annotated[Participant, says("Who they were.")]
    count: Annotated[int, says("How many, 0 or more.")]


class HoldConsultationSession(Command, frozen=True, kw_only=True):
    """Record that a session of the consultation on a standard was held."""

    action: ClassVar[str] = "holdConsultationSession"

    standard_id: StandardId
    held_on: Annotated[date, says("The day of the session.")]
    place: Annotated[str, says("Where it was held.", 1, 300)]
    participants: Annotated[tuple[ParticipantsInput, ...], says("How many took part, by kind.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), valid_on=self.held_on)
        consultation, of = _consultation(work, self.standard_id, (StandardStage.CONSULTATION,))
        new = NewSession(
            id=work.made("session"),
            held_on=self.held_on,
            place=self.place,
            heard=tuple(Heard(kind=each.kind, count=each.count) for each in self.participants),
        )
        opened_on = _opened_on(work, self.standard_id)
        consultation.hold(act=act, of=of, new=new, opened_on=opened_on, today=work.today)


class GiveConsultationInput(Command, frozen=True, kw_only=True):
    """Say something about a draft: an employee for himself; the administrator for a representative of the public.

    An employee is who holds a position that the draft applies to, today; a superior is who holds one above it.
    """

    action: ClassVar[str] = "giveConsultationInput"

    standard_id: StandardId
    session_id: Annotated[UUID | None, refers("ConsultationSession", "In which session; null: outside of any.")] = (
        None
    )
    kind: Annotated[Participant, says("As whom.")]
    giver_name: Annotated[
        str | None, says("Who spoke, of a representative of the public; null: the one who gives the command.", 1, 200)
    ] = None
    text: Annotated[str, says("What is said. Sealed for who said it.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        public = self.kind == Participant.PUBLIC
        authority = work.permit(only=Standing.PERFORMANCE_ADMINISTRATOR if public else Standing.EMPLOYEE)
        if public != bool(self.giver_name):
            raise refuse(SPOKEN_FOR, "giverName")
        consultation, of = _consultation(work, self.standard_id, (StandardStage.CONSULTATION,))
        if self.kind == Participant.SUPERIOR and not _leads(work, self.standard_id):
            raise refuse(NOT_A_SUPERIOR, "kind")
        if self.kind == Participant.EMPLOYEE and not _renders(work, self.standard_id):
            raise refuse(NOT_RENDERING, "kind")
        consultation.hear(
            act=work.act(authority),
            of=of,
            said=ConsultationInput(
                id=work.made("input"),
                session_id=self.session_id,
                kind=self.kind,
                giver_id=work.made("giver") if self.giver_name else work.subject,
                giver_name=Text(self.giver_name) if self.giver_name else None,
                text=Text(self.text),
            ),
        )


class DisposeConsultationInput(Command, frozen=True, kw_only=True):
    """Adopt or decline what was said about a draft."""

    action: ClassVar[str] = "disposeConsultationInput"

    standard_id: StandardId
    input_id: Annotated[UUID, refers("ConsultationInput", "The input.")]
    disposition: Annotated[Disposition, says("What becomes of it.")]
    reason: Annotated[
        str | None, says("Why; refused without, when it is declined. Sealed for who said it.", 1, NOTE_LENGTH)
    ] = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason)
        consultation, of = _consultation(work, self.standard_id, _OPEN)
        consultation.dispose(act=act, of=of, input_id=self.input_id, disposition=self.disposition)


def _renders(work: Work, standard_id: UUID) -> bool:
    """Whether the one who gives the command holds a position that the draft applies to, today."""
    return _holds(work, (work.load(Position, id) for id in _drafted_for(work, standard_id)))


def _leads(work: Work, standard_id: UUID) -> bool:
    """Whether the one who gives the command holds a position above one that the draft applies to, today."""
    return _holds(work, (above for id in _drafted_for(work, standard_id) for above in chain_above(work, id)))


def _drafted_for(work: Work, standard_id: UUID) -> tuple[UUID, ...]:
    draft = work.load(PerformanceStandard, standard_id).drafted_as
    return draft.positions if draft is not None else ()


def _holds(work: Work, positions: Iterable[Position]) -> bool:
    return any(held.employee_id == work.subject for each in positions for held in each.holders_on(work.today))


def _opened_on(work: Work, standard_id: UUID) -> date:
    """The local day on which the draft was laid open."""
    opened_at = work.load(PerformanceStandard, standard_id).opened_at
    return local_date(opened_at, work.zone) if opened_at is not None else date.min


def _consultation(
    work: Work, standard_id: UUID, stages: tuple[StandardStage, ...]
) -> tuple[Consultation, ConsultationOf]:
    """The consultation on the newest version of a standard. Refused A3.1 at another stage."""
    standard = work.load(PerformanceStandard, standard_id, "standardId")
    if standard.stage not in stages:
        raise refuse(CONSULTATION_CLOSED, "standardId", stage=standard.stage)
    consultation = work.begun(Consultation, consultation_id(work.agency, standard.id, standard.number))
    return consultation, ConsultationOf(standard_id=standard.id, number=standard.number, round=standard.round)
