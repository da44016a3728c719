"""Visits to a service: received, handed on, ended (C7). Nothing in them is about the citizen."""

import re
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.durations import TimeLimit
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.services import (
    ALREADY_ENDED,
    ENDED_BEFORE_RECEIVED,
    GROUND_OF_REFUSAL,
    IN_THE_FUTURE,
    NIK_IN_REFERENCE,
    RECORDED_OTHERWISE,
)
from kinerja.domain.service_vocabulary import CorrectionCause, EncounterOutcome, RefusalGround

_SEPARATORS = re.compile(r"[\s./_-]")
_NIK = re.compile(r"[0-9]{16}")


class Officer(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a visit in hand, and in which position."""

    employee_id: UUID
    position_id: UUID


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """How and when a visit ended, and what that took. ``within`` None: nothing was promised."""

    outcome: EncounterOutcome
    ground: RefusalGround | None
    ended_at: datetime
    ended_on: date
    minutes: int
    days: int
    within: bool | None


class NewEncounter(msgspec.Struct, frozen=True, kw_only=True):
    """A visit as it is received, by an officer. ``received_on`` is the day in the agency's zone."""

    service_id: UUID
    unit_id: UUID
    reference: str
    received_at: datetime
    received_on: date
    employee_id: UUID
    position_id: UUID
    limit: TimeLimit | None

    @property
    def officer(self) -> Officer:
        """Who received it."""
        return Officer(employee_id=self.employee_id, position_id=self.position_id)


_OF_ENCOUNTER: tuple[About, ...] = (
    About("originator_id", "ServiceEncounter"),
    About("service_id", "Service"),
    About("employee_id", "Employee"),
    About("position_id", "Position"),
)
_OFFICER = "employee_id"


class EncounterReceived(Fact, frozen=True, kw_only=True):
    """A visit to a service was received. What is promised to it stays, however the service changes."""

    label_id: ClassVar[str] = "Kunjungan layanan diterima"
    label_en: ClassVar[str] = "Encounter received"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_ENCOUNTER

    service_id: UUID
    unit_id: UUID
    reference: str
    received_at: datetime
    received_on: date
    employee_id: UUID
    position_id: UUID
    limit: TimeLimit | None

    def apply(self, aggregate: "ServiceEncounter") -> None:
        aggregate.received_as = NewEncounter(**{name: getattr(self, name) for name in NewEncounter.__struct_fields__})
        aggregate.officer = aggregate.received_as.officer


class EncounterHandedOver(Fact, frozen=True, kw_only=True):
    """Another officer took a visit in hand."""

    label_id: ClassVar[str] = "Kunjungan layanan dialihkan"
    label_en: ClassVar[str] = "Encounter handed over"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_ENCOUNTER

    service_id: UUID
    unit_id: UUID
    employee_id: UUID
    position_id: UUID
    handed_at: datetime

    def apply(self, aggregate: "ServiceEncounter") -> None:
        aggregate.officer = Officer(employee_id=self.employee_id, position_id=self.position_id)


class EncounterEnded(Fact, frozen=True, kw_only=True):
    """A visit ended, in the hands of an officer."""

    label_id: ClassVar[str] = "Kunjungan layanan selesai"
    label_en: ClassVar[str] = "Encounter ended"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_ENCOUNTER

    service_id: UUID
    employee_id: UUID
    position_id: UUID
    ending: Ending

    def apply(self, aggregate: "ServiceEncounter") -> None:
        aggregate.ending = self.ending


class EncounterCorrected(Fact, frozen=True, kw_only=True):
    """What was recorded about a visit was corrected; what was reported on the old record stays as reported.

    ``counts`` False: it was recorded by mistake and counts nowhere.
    """

    label_id: ClassVar[str] = "Catatan kunjungan layanan diperbaiki"
    label_en: ClassVar[str] = "Encounter corrected"
    subject_field: ClassVar[str | None] = _OFFICER
    about: ClassVar[tuple[About, ...]] = _OF_ENCOUNTER

    service_id: UUID
    employee_id: UUID
    position_id: UUID
    cause: CorrectionCause
    received_at: datetime
    received_on: date
    ending: Ending | None
    counts: bool

    def apply(self, aggregate: "ServiceEncounter") -> None:
        received = aggregate.received_as
        aggregate.received_as = msgspec.structs.replace(
            received, received_at=self.received_at, received_on=self.received_on
        )
        aggregate.ending, aggregate.counts = self.ending, self.counts


class ServiceEncounter(Aggregate):
    """One visit."""

    received_as: NewEncounter
    officer: Officer
    ending: Ending | None = None
    counts = True

    def receive(self, *, act: Act, new: NewEncounter, path: tuple[str | int, ...] = ()) -> None:
        """Receive it, once for each reference. Refused C7.4, C7.6 and C7.10."""
        if self.exists:
            if self.received_as.received_at != new.received_at:
                raise refuse(RECORDED_OTHERWISE, *path, "reference", reference=new.reference)
            return
        raise_all(reference_faults(new.reference, path) + _future(new.received_at, act.at, (*path, "receivedAt")))
        self.trigger_event(EncounterReceived, act=act, **{f: getattr(new, f) for f in NewEncounter.__struct_fields__})

    def hand_over(
        self, *, act: Act, to: Officer, handed_at: datetime, path: tuple[str | int, ...] = ("encounterId",)
    ) -> None:
        """Put it into another's hands. Refused C7.8 when it ended."""
        if self.officer == to:
            return
        self._must_be_open(path)
        received = self.received_as
        self.trigger_event(
            EncounterHandedOver,
            act=act,
            service_id=received.service_id,
            unit_id=received.unit_id,
            employee_id=to.employee_id,
            position_id=to.position_id,
            handed_at=handed_at,
        )

    def end(self, *, act: Act, ending: Ending, path: tuple[str | int, ...] = ()) -> None:
        """End it. Refused C7.6, C7.7 and C7.9 together; C7.8 when it ended otherwise."""
        if self.ending == ending:
            return
        self._must_be_open((*path, "reference") if path else ("encounterId",))
        raise_all(_ending_faults(ending, self.received_as.received_at, act, path))
        self.trigger_event(
            EncounterEnded,
            act=act,
            service_id=self.received_as.service_id,
            employee_id=self.officer.employee_id,
            position_id=self.officer.position_id,
            ending=ending,
        )

    def correct(
        self,
        *,
        act: Act,
        cause: CorrectionCause,
        received: tuple[datetime, date],
        ending: Ending | None,
        counts: bool,
    ) -> None:
        """Correct what was recorded. Refused C7.6, C7.7 and C7.9 together."""
        received_at, received_on = received
        if (self.received_as.received_at, self.ending, self.counts) == (received_at, ending, counts):
            return
        faults = _future(received_at, act.at, ("receivedAt",))
        raise_all(faults + (_ending_faults(ending, received_at, act, ()) if ending is not None else []))
        self.trigger_event(
            EncounterCorrected,
            act=act,
            service_id=self.received_as.service_id,
            employee_id=self.officer.employee_id,
            position_id=self.officer.position_id,
            cause=cause,
            received_at=received_at,
            received_on=received_on,
            ending=ending,
            counts=counts,
        )

    def _must_be_open(self, path: tuple[str | int, ...]) -> None:
        if self.ending is not None or not self.counts:
            raise refuse(ALREADY_ENDED, *path, reference=self.received_as.reference)


def reference_faults(reference: str, path: tuple[str | int, ...]) -> list[Refusal]:
    """A number of 16 digits is that of a citizen, however it is spaced."""
    found = _NIK.search(_SEPARATORS.sub("", reference))
    return [Refusal(NIK_IN_REFERENCE, (*path, "reference"))] if found else []


def _future(moment: datetime, now: datetime, path: tuple[str | int, ...]) -> list[Refusal]:
    return [Refusal(IN_THE_FUTURE, path)] if moment > now else []


def _ending_faults(ending: Ending, received_at: datetime, act: Act, path: tuple[str | int, ...]) -> list[Refusal]:
    faults = _future(ending.ended_at, act.at, (*path, "endedAt"))
    if ending.ended_at < received_at:
        faults.append(Refusal(ENDED_BEFORE_RECEIVED, (*path, "endedAt")))
    if (ending.outcome == EncounterOutcome.REFUSED) != (ending.ground is not None):
        faults.append(Refusal(GROUND_OF_REFUSAL, (*path, "ground")))
    return faults
