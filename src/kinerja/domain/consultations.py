"""Consultations on a standard: who was heard, what they said, what became of it (A3)."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.standards import (
    DECLINED_WITHOUT_REASON,
    INPUT_OPEN,
    INPUT_UNKNOWN,
    KIND_NOT_HEARD,
    NOBODY_TOOK_PART,
    SESSION_OUTSIDE,
    SESSION_UNKNOWN,
)
from kinerja.domain.standard_vocabulary import Participant
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import Disposition


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """How many of a kind took part in a session."""

    kind: Participant
    count: int


class ConsultationSessionHeld(Fact, frozen=True, kw_only=True):
    """A session of a consultation was held."""

    label_id: ClassVar[str] = "Sesi konsultasi diselenggarakan"
    label_en: ClassVar[str] = "Consultation session held"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Consultation"),
        About("standard_id", "PerformanceStandard"),
    )

    standard_id: UUID
    number: int
    session_id: UUID
    held_on: date
    place: str
    heard: tuple[Heard, ...]
    round: int = 1

    def apply(self, aggregate: "Consultation") -> None:
        aggregate.sessions.add(self.session_id)
        aggregate.heard |= {(self.round, each.kind) for each in self.heard if each.count}


class ConsultationInputGiven(Fact, frozen=True, kw_only=True):
    """Somebody said something about a draft. ``giver_id`` is an employee; else ``giver_name`` says who spoke."""

    label_id: ClassVar[str] = "Masukan konsultasi disampaikan"
    label_en: ClassVar[str] = "Consultation input given"
    personal: ClassVar[dict[str, TextCategory]] = {
        "giver_name": TextCategory.IDENTITY,
        "text": TextCategory.WORK,
    }
    subject_field: ClassVar[str | None] = "giver_id"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Consultation"),
        About("standard_id", "PerformanceStandard"),
        About("giver_id", "Employee"),
    )

    standard_id: UUID
    number: int
    input_id: UUID
    session_id: UUID | None
    kind: Participant
    giver_id: UUID
    giver_name: Text | None
    text: Text
    round: int = 1

    def apply(self, aggregate: "Consultation") -> None:
        aggregate.inputs = {**aggregate.inputs, self.input_id: None}
        aggregate.givers = {**aggregate.givers, self.input_id: self.giver_id}
        aggregate.heard |= {(self.round, self.kind)}


class ConsultationInputDisposed(Fact, frozen=True, kw_only=True):
    """An input was adopted or declined."""

    label_id: ClassVar[str] = "Masukan konsultasi ditanggapi"
    label_en: ClassVar[str] = "Consultation input disposed of"
    subject_field: ClassVar[str | None] = "giver_id"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Consultation"),
        About("standard_id", "PerformanceStandard"),
        About("giver_id", "Employee"),
    )

    standard_id: UUID
    number: int
    input_id: UUID
    giver_id: UUID
    disposition: Disposition

    def apply(self, aggregate: "Consultation") -> None:
        aggregate.inputs = {**aggregate.inputs, self.input_id: self.disposition}


class ConsultationOf(msgspec.Struct, frozen=True, kw_only=True):
    """Which version of which standard is consulted on, and for the how manieth time, from 1."""

    standard_id: UUID
    number: int
    round: int


class ConsultationInput(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says, and who."""

    id: UUID
    session_id: UUID | None
    kind: Participant
    giver_id: UUID
    giver_name: Text | None
    text: Text


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session that was held, and who took part."""

    id: UUID
    held_on: date
    place: str
    heard: tuple[Heard, ...]


class Consultation(Aggregate):
    """What was said about one version of a standard."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.sessions: set[UUID] = set()
        self.heard: set[tuple[int, Participant]] = set()
        self.inputs: Mapping[UUID, Disposition | None] = {}
        self.givers: Mapping[UUID, UUID] = {}

    def hold(self, *, act: Act, of: ConsultationOf, new: NewSession, opened_on: date, today: date) -> None:
        """Record that a session was held. Refused A3.7 when nobody took part, A3.10 ahead or before the opening."""
        if sum(each.count for each in new.heard) <= 0 or any(each.count < 0 for each in new.heard):
            raise refuse(NOBODY_TOOK_PART, "participants")
        if not opened_on <= new.held_on <= today:
            raise refuse(SESSION_OUTSIDE, "heldOn", opened_on=opened_on.isoformat(), today=today.isoformat())
        self.trigger_event(
            ConsultationSessionHeld,
            act=act,
            standard_id=of.standard_id,
            number=of.number,
            session_id=new.id,
            held_on=new.held_on,
            place=new.place,
            heard=new.heard,
            round=of.round,
        )

    def hear(self, *, act: Act, of: ConsultationOf, said: ConsultationInput) -> None:
        """Record what somebody said. Refused A3.3 when there was no such session."""
        if said.session_id is not None and said.session_id not in self.sessions:
            raise refuse(SESSION_UNKNOWN, "sessionId")
        self.trigger_event(
            ConsultationInputGiven,
            act=act,
            standard_id=of.standard_id,
            number=of.number,
            input_id=said.id,
            session_id=said.session_id,
            kind=said.kind,
            giver_id=said.giver_id,
            giver_name=said.giver_name,
            text=said.text,
            round=of.round,
        )

    def dispose(self, *, act: Act, of: ConsultationOf, input_id: UUID, disposition: Disposition) -> None:
        """Adopt or decline an input; it may be thought over. Refused A3.2 when unknown, A3.4 without a reason."""
        if input_id not in self.inputs:
            raise refuse(INPUT_UNKNOWN, "inputId")
        if self.inputs[input_id] == disposition and act.reason is None:
            return
        if disposition == Disposition.DECLINED and act.reason is None:
            raise refuse(DECLINED_WITHOUT_REASON, "reason")
        self.trigger_event(
            ConsultationInputDisposed,
            act=act,
            standard_id=of.standard_id,
            number=of.number,
            input_id=input_id,
            giver_id=self.givers[input_id],
            disposition=disposition,
        )

    def require_all_heard(self, round: int) -> None:
        """Refused A3.6 while a kind took no part in the round: nobody is heard any more once it is over."""
        missing = [kind for kind in Participant if (round, kind) not in self.heard]
        if missing:
            named = ", ".join(kind.official for kind in missing)
            raise refuse(KIND_NOT_HEARD, "standardId", kinds=named, action="holdConsultationSession")

    def require_all_answered(self) -> None:
        """Refused A3.5 while an input has no disposition."""
        count = sum(disposition is None for disposition in self.inputs.values())
        if count:
            raise refuse(INPUT_OPEN, "standardId", count=count, action="disposeConsultationInput")
