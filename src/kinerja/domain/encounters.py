"""Visits to a service: received, handed on, ended (C7). Nothing in them is about the citizen."""

import re
from datetime import datetime
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.encounter_facts import (
    EncounterCorrected,
    EncounterEnded,
    EncounterHandedOver,
    EncounterReceived,
    EncounterRecord,
    Ending,
    FeedbackTokenIssued,
    NewEncounter,
    ServiceOfficer,
)
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.public_feedback import TOKEN_ISSUED, VISIT_BY_MISTAKE
from kinerja.domain.rulebook.services import (
    ALREADY_ENDED,
    ENDED_BEFORE_RECEIVED,
    GROUND_OF_REFUSAL,
    IN_THE_FUTURE,
    NIK_IN_REFERENCE,
    RECORDED_OTHERWISE,
)
from kinerja.domain.service_vocabulary import CorrectionCause, EncounterOutcome

_SEPARATORS = re.compile(r"[\s./_-]")
_NIK = re.compile(r"[0-9]{16}")


class ServiceEncounter(Aggregate):
    """One visit. ``handed_at`` says since when the officer has it in hand; None: since its receipt."""

    received_as: NewEncounter
    officer: ServiceOfficer
    handed_at: datetime | None = None
    ending: Ending | None = None
    counts = True
    token_issued = False

    def receive(self, *, act: Act, new: NewEncounter, path: tuple[str | int, ...] = ()) -> None:
        """Receive it, once for each reference. Refused C7.4, C7.6 and C7.10."""
        if self.exists:
            if self.received_as.received_at != new.received_at:
                raise refuse(RECORDED_OTHERWISE, *path, "reference", reference=new.reference)
            return
        raise_all(reference_faults(new.reference, path) + _future(new.received_at, act.at, (*path, "receivedAt")))
        self.trigger_event(EncounterReceived, act=act, **{f: getattr(new, f) for f in NewEncounter.__struct_fields__})

    def hand_over(
        self, *, act: Act, to: ServiceOfficer, handed_at: datetime, path: tuple[str | int, ...] = ("encounterId",)
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

    @property
    def record(self) -> EncounterRecord:
        """What is recorded of it."""
        received = self.received_as
        return EncounterRecord(
            received_at=received.received_at,
            received_on=received.received_on,
            officer=self.officer,
            ending=self.ending,
        )

    def correct(self, *, act: Act, cause: CorrectionCause, record: EncounterRecord, counts: bool) -> None:
        """Correct what was recorded. Refused C7.6, C7.7 and C7.9 together."""
        if (self.record, self.counts) == (record, counts):
            return
        faults = _future(record.received_at, act.at, ("receivedAt",))
        raise_all(faults + (_ending_faults(record.ending, record.received_at, act, ()) if record.ending else []))
        other = record.officer != self.officer
        self.trigger_event(
            EncounterCorrected,
            act=act,
            service_id=self.received_as.service_id,
            **msgspec.structs.asdict(record.officer),
            cause=cause,
            received_at=record.received_at,
            received_on=record.received_on,
            ending=record.ending,
            counts=counts,
            unit_id=self.received_as.unit_id if other else None,
            handed_at=(self.handed_at or record.received_at) if other else None,
        )

    def issue_token(self, *, act: Act, collection_id: UUID) -> None:
        """Give whoever was served a token, once. Refused D5.1 the second time, D5.2 for one recorded by mistake."""
        if self.token_issued:
            raise refuse(TOKEN_ISSUED, "encounterId", reference=self.received_as.reference)
        if not self.counts:
            raise refuse(VISIT_BY_MISTAKE, "encounterId", reference=self.received_as.reference)
        self.trigger_event(
            FeedbackTokenIssued, act=act, service_id=self.received_as.service_id, collection_id=collection_id
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
