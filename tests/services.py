"""A service of the small agency for tests, and visits to it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from kinerja.application.complaint_correction import CorrectComplaint
from kinerja.application.complaints import AnswerComplaint, ReceiveComplaint, ResolveComplaint
from kinerja.application.encounter_lists import EncounterInput, RecordEncounters
from kinerja.application.encounters import (
    CorrectEncounter,
    FinishEncounter,
    HandOverEncounter,
    ReceiveEncounter,
)
from kinerja.application.holidays import DeclareHoliday
from kinerja.application.indicators import DefineIndicator, IndicatorManualInput
from kinerja.application.receipts import Receipt
from kinerja.application.services import RegisterService
from kinerja.domain.durations import TimeLimit
from kinerja.domain.ids import complaint_id, encounter_id
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.measuring import MeasuredBy
from kinerja.domain.service_vocabulary import (
    ComplaintOutcome,
    CorrectionCause,
    EncounterOutcome,
    Figure,
    MeasureScope,
    RefusalGround,
    ServiceElement,
)
from kinerja.domain.standard_vocabulary import TimeUnit
from kinerja.domain.vocabulary import DayKind
from tests.people import Town, manual

HOUR = TimeLimit(amount=Decimal(1), unit=TimeUnit.HOURS)
ONE_DAY = TimeLimit(amount=Decimal(1), unit=TimeUnit.WORKING_DAYS)
THREE_DAYS = TimeLimit(amount=Decimal(3), unit=TimeUnit.WORKING_DAYS)


def at(text: str) -> datetime:
    """A time in the agency's zone, such as 2025-03-04 09:30."""
    return datetime.fromisoformat(f"{text}+07:00")


@dataclass
class Desk:
    """The service KTP of the town, given by the member and the second."""

    town: Town

    @property
    def service(self) -> UUID:
        """Its id."""
        return self.town.named("Service", "KTP")

    def open(self, limit: TimeLimit | None = HOUR, complaint_limit: TimeLimit | None = THREE_DAYS) -> "Desk":
        """Register the service."""
        command = RegisterService(
            code="KTP",
            name="Perekaman KTP elektronik",
            unit_id=self.town.named("OrgUnit", "ROOT"),
            position_ids=(self.town.named("Position", "MEMBER"), self.town.named("Position", "SECOND")),
            limit=limit,
            complaint_limit=complaint_limit,
        )
        self.town.give(command, "admin", "service-KTP")
        return self

    def visit(self, reference: str) -> UUID:
        """The id of a visit."""
        return encounter_id(self.town.agency, self.service, reference)

    def complaint(self, reference: str) -> UUID:
        """The id of a complaint."""
        return complaint_id(self.town.agency, self.service, reference)

    def receive(self, reference: str, when: str, by: str = "member", key: str = "") -> Receipt:
        """Receive a visit."""
        command = ReceiveEncounter(service_id=self.service, reference=reference, received_at=at(when))
        return self.town.give(command, by, f"receive-{reference}{key}")

    def observe(self, day: date, kind: DayKind = DayKind.OFF) -> Receipt:
        """Declare a day of the agency."""
        command = DeclareHoliday(day=day, name="Hari jadi", kind=kind)
        return self.town.give(command, "admin", f"day-{day}")

    def finish(
        self, reference: str, when: str, by: str = "member", outcome: EncounterOutcome = EncounterOutcome.FINISHED,
        ground: RefusalGround | None = None, key: str = "",
    ) -> Receipt:  # fmt: skip
        """End a visit."""
        command = FinishEncounter(
            encounter_id=self.visit(reference), outcome=outcome, ground=ground, ended_at=at(when)
        )
        return self.town.give(command, by, f"finish-{reference}{key}")

    def serve(self, reference: str, begun: str, ended: str, by: str = "member") -> None:
        """Receive and finish a visit."""
        self.receive(reference, begun, by)
        self.finish(reference, ended, by)

    def hand_over(self, reference: str, to: str, by: str = "member", key: str = "") -> Receipt:
        """Put a visit into another's hands."""
        command = HandOverEncounter(encounter_id=self.visit(reference), officer_id=self.town.ids[to])
        return self.town.give(command, by, f"hand-{reference}{key}")

    def correct(self, reference: str, by: str = "member", key: str = "", **said: object) -> Receipt:
        """Correct the record of a visit."""
        command = CorrectEncounter(encounter_id=self.visit(reference), cause=CorrectionCause.MISTYPED, **said)  # type: ignore[arg-type]  # fields by name
        return self.town.give(command, by, f"correct-{reference}{key}")

    def record(self, *encounters: EncounterInput, by: str = "member", key: str = "list") -> Receipt:
        """Record a list."""
        return self.town.give(RecordEncounters(service_id=self.service, encounters=encounters), by, key)

    def line(self, reference: str, begun: str, ended: str | None = None, who: str = "member") -> EncounterInput:
        """A visit of a list."""
        return EncounterInput(
            reference=reference,
            received_at=at(begun),
            officer_id=self.town.ids[who],
            ended_at=at(ended) if ended else None,
        )

    def complain(self, reference: str, when: str, encounter: str | None = None, by: str = "member") -> Receipt:
        """Receive a complaint about the time it took."""
        command = ReceiveComplaint(
            service_id=self.service,
            reference=reference,
            element=ServiceElement.TIME,
            encounter_id=self.visit(encounter) if encounter else None,
            received_at=at(when),
        )
        return self.town.give(command, by, f"complain-{reference}")

    def answer(self, reference: str, when: str, by: str = "member", who: str | None = None) -> Receipt:
        """Answer a complaint, or record that somebody else did."""
        command = AnswerComplaint(
            complaint_id=self.complaint(reference), at=at(when), officer_id=self.town.ids[who] if who else None
        )
        return self.town.give(command, by, f"answer-{reference}")

    def correct_complaint(self, reference: str, by: str = "member", key: str = "", **said: object) -> Receipt:
        """Correct the record of a complaint."""
        command = CorrectComplaint(complaint_id=self.complaint(reference), cause=CorrectionCause.MISTYPED, **said)  # type: ignore[arg-type]  # fields by name
        return self.town.give(command, by, f"correct-{reference}{key}")

    def resolve(self, reference: str, when: str, by: str = "member", key: str = "") -> Receipt:
        """Resolve a complaint."""
        command = ResolveComplaint(
            complaint_id=self.complaint(reference), outcome=ComplaintOutcome.REMEDIED, at=at(when)
        )
        return self.town.give(command, by, f"resolve-{reference}{key}")

    def measure(
        self,
        code: str,
        figure: Figure,
        scope: MeasureScope = MeasureScope.PERSON,
        **changes: object,
    ) -> UUID:
        """Define an indicator that is a figure of the service."""
        by = MeasuredBy(service_id=self.service, figure=figure, scope=scope)
        command = DefineIndicator(
            code=code,
            standard_id=self.town.named("PerformanceStandard", "STD"),
            manual=as_input(manual(measured_by=by, **changes)),
            effective_on=date(2025, 1, 1),
        )
        self.town.give(command, "admin", f"indicator-{code}")
        return self.town.named("Indicator", code)


def as_input(said: IndicatorManual) -> object:
    """A manual as a command takes it."""
    return IndicatorManualInput(**{name: getattr(said, name) for name in IndicatorManual.__struct_fields__})
