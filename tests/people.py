"""A small agency for tests: four units' worth of people, made by public commands."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from kinerja.application.agency import FoundAgency, GrantRole
from kinerja.application.commands import Command, Request
from kinerja.application.evaluations import AcceptEvaluation, DeliverEvaluation, OpenEvaluation, RateEvaluation
from kinerja.application.indicators import DefineIndicator
from kinerja.application.organisation import (
    EstablishOrgUnit,
    EstablishPosition,
    NewEmployee,
    RegisterEmployee,
    StartAssignment,
)
from kinerja.application.periods import OpenPeriod
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import AddWorkResult, ApprovePlan, DraftPlan, SubmitPlan
from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.application.ratings import BehaviorRatingInput, FinalizeRating, SaveRating
from kinerja.application.receipts import Receipt
from kinerja.application.standards import ApproveStandard, BringStandardIntoForce, DraftStandard
from kinerja.application.work import OPERATOR, Actor
from kinerja.domain.act import Letter
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import evaluation_id, made_by, plan_id, stream_id
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.standard_contents import ProcedureStep
from kinerja.domain.standard_vocabulary import DegreeOfControl, Direction, IndicatorFamily, ReportingPeriod
from kinerja.domain.vocabulary import (
    AgencyLevel,
    Aspect,
    AssignmentKind,
    Cadence,
    CoreValue,
    Employment,
    OrgUnitKind,
    PositionKind,
    RatingLevel,
    Role,
)
from kinerja.service import Service

_TEST = UUID("00000000-0000-4000-8000-00000000beef")
LETTER = Letter(number="800/1/2025", issuer="Wali Kota", issued_on=date(2025, 1, 1))
LONG_AGO = date(2024, 12, 1)
END_OF_YEAR = date(2025, 12, 31)
_POSTS = {"head": None, "officer": "HEAD", "member": "OFFICER", "second": "OFFICER"}
"""Everybody's position is named like them; the value is the position above."""


def manual(**changes: object) -> IndicatorManual:
    """A complete manual of a cumulative quantity."""
    said: dict[str, object] = {
        "name": "Permohonan selesai",
        "family": IndicatorFamily.QUANTITY,
        "purpose": "Mengukur volume",
        "definition": "Banyaknya permohonan selesai",
        "formula": "Jumlah permohonan selesai",
        "unit": "permohonan",
        "data_source": "SIAK",
        "reporting_period": ReportingPeriod.MONTHLY,
        "direction": Direction.HIGHER_IS_BETTER,
        "cumulative": True,
        "control": DegreeOfControl.HIGH,
        "task": "Melayani permohonan",
    }
    return IndicatorManual(**{**said, **changes})  # type: ignore[arg-type]  # fields by name


@dataclass
class Town:
    """An agency with a head, an officer, two members, an inspector and an auditor."""

    service: Service
    agency: str = "TST"
    ids: dict[str, UUID] = field(default_factory=dict)

    def give(self, command: Command, by: str | None, key: str, expected_version: int | None = None) -> Receipt:
        """Give a command as somebody of the town, or as the operator. Raises Refused."""
        actor = Actor(self.ids[by]) if by is not None else OPERATOR
        return self.service.commands.execute(
            Request(self.agency, actor, self.command_id(key), command, expected_version)
        )

    def command_id(self, key: str) -> UUID:
        """The id of the command that goes by a key in this town."""
        return uuid5(_TEST, f"{self.agency}/{key}")

    def named(self, kind: str, code: str) -> UUID:
        """The id of something by its code."""
        return stream_id(self.agency, kind, code)

    def found(self) -> "Town":
        """Found the agency, with its people in their posts, a standard in force and an open period."""
        self.service.logs.open(self.agency)
        self.give(
            FoundAgency(
                name="Kota Uji",
                level=AgencyLevel.CITY,
                time_zone="Asia/Jakarta",
                administrator=NewEmployee(
                    name="Admin Uji", nip="199001012015011001", employment=Employment.PERMANENT
                ),
                letter=LETTER,
            ),
            None,
            "found",
        )
        self.ids["admin"] = made_by(self.command_id("found"), "employee")
        self._organise()
        self._set_standards()
        return self.founded()

    def founded(self) -> "Town":
        """Know the people of a town that was founded before: their ids follow from their keys."""
        self.ids["admin"] = made_by(self.command_id("found"), "employee")
        for who in (*_POSTS, "inspector"):
            self.ids[who] = made_by(self.command_id(f"employee-{who}"), "employee")
        for who in _POSTS:
            self.ids[f"assignment-{who}"] = made_by(self.command_id(f"assignment-{who}"), "assignment")
        return self

    def _organise(self) -> None:
        unit = EstablishOrgUnit(code="ROOT", name="Kota Uji", kind=OrgUnitKind.AGENCY)
        self.give(unit, "admin", "unit")
        for number, (who, above) in enumerate(_POSTS.items()):
            self.register(who, f"Pegawai {who}", f"19850101201001100{number}")
            self.give(
                EstablishPosition(
                    code=who.upper(),
                    title=f"Jabatan {who}",
                    kind=PositionKind.ADMINISTRATIVE,
                    unit_id=self.named("OrgUnit", "ROOT"),
                    reports_to=self.named("Position", above) if above else None,
                ),
                "admin",
                f"position-{who}",
            )
            self.assign(who, who.upper(), f"assignment-{who}")
        self.register("inspector", "Inspektur Uji", "198001012005011009")
        self.grant("inspector", Role.INSPECTOR)
        self.grant("head", Role.STANDARD_AUTHORITY)

    def register(self, who: str, name: str, nip: str) -> None:
        """Register somebody."""
        person = NewEmployee(name=name, nip=nip, employment=Employment.PERMANENT)
        self.give(RegisterEmployee(employee=person), "admin", f"employee-{who}")
        self.ids[who] = made_by(self.command_id(f"employee-{who}"), "employee")

    def assign(self, who: str, position: str, key: str, kind: AssignmentKind = AssignmentKind.DEFINITIVE) -> None:
        """Let somebody hold a position from long ago; who acts does so until the end of 2025."""
        self.give(
            StartAssignment(
                employee_id=self.ids[who],
                position_id=self.named("Position", position),
                kind=kind,
                starts_on=LONG_AGO,
                ends_on=None if kind == AssignmentKind.DEFINITIVE else END_OF_YEAR,
                letter=LETTER,
            ),
            "admin",
            key,
        )
        self.ids[key] = made_by(self.command_id(key), "assignment")

    def grant(self, who: str, role: Role, units: tuple[UUID, ...] = ()) -> None:
        """Give somebody a role from long ago; a mandate ends with 2025."""
        ends_on = END_OF_YEAR if role in (Role.INSPECTOR, Role.AUDITOR) else None
        self.give(
            GrantRole(
                holder_id=self.ids[who],
                role=role,
                starts_on=LONG_AGO,
                ends_on=ends_on,
                unit_ids=units,
                letter=LETTER,
            ),
            "admin",
            f"grant-{who}-{role}",
        )

    def _set_standards(self) -> None:
        standard = self.named("PerformanceStandard", "STD")
        self.give(
            DraftStandard(
                code="STD",
                title="Standar",
                service="Layanan",
                position_ids=(self.named("Position", "MEMBER"),),
                steps=(ProcedureStep(name="terima"), ProcedureStep(name="proses")),
                legal_basis="Perwali 1/2024",
            ),
            None,  # the operator takes it over
            "standard",
        )
        define = DefineIndicator(code="IND", standard_id=standard, manual=manual(), effective_on=date(2025, 1, 1))
        self.give(define, "admin", "indicator")
        self.give(ApproveStandard(standard_id=standard), "head", "approve-standard")
        in_force = BringStandardIntoForce(standard_id=standard, effective_on=date(2025, 1, 1))
        self.give(in_force, "head", "in-force")
        self.give(
            OpenPeriod(
                code="2025",
                name="Tahun 2025",
                starts_on=date(2025, 1, 1),
                ends_on=date(2025, 12, 31),
                cadence=Cadence.QUARTERLY,
                rules="indonesia-2025",
            ),
            "admin",
            "period",
        )

    # ── a plan all the way through ───────────────────────────────────────────────────────────────────

    def plan(self, who: str = "member") -> UUID:
        """The id of somebody's plan."""
        return plan_id(self.agency, self.ids[f"assignment-{who}"], self.named("Period", "2025"))

    def result(self, who: str = "member") -> UUID:
        """The id of the one result of somebody's plan."""
        return made_by(self.command_id(f"result-{who}"), "result")

    def target(self, who: str = "member") -> UUID:
        """The id of the one target of somebody's plan."""
        return made_by(self.command_id(f"result-{who}"), "target-0")

    def evaluation(self, window: str, who: str = "member") -> UUID:
        """The id of an evaluation."""
        return evaluation_id(self.agency, self.plan(who), window)

    def draft(
        self,
        who: str = "member",
        title: str = "Permohonan dilayani",
        amount: str = "1200",
        supports: str | None = None,
        indicator: str = "IND",
    ) -> None:
        """Draft somebody's plan with one result of full weight and one target; it may support the one of a leader."""
        self.give(
            DraftPlan(
                position_id=self.named("Position", who.upper()),
                assignment_id=self.ids[f"assignment-{who}"],
                period_id=self.named("Period", "2025"),
            ),
            who,
            f"draft-{who}",
        )
        target = TargetInput(
            indicator_id=self.named("Indicator", indicator), aspect=Aspect.QUANTITY, amount=Decimal(amount)
        )
        result = ResultInput(
            kind=WorkResultKind.PRIMARY,
            title=title,
            weight=Decimal(100),
            targets=(target,),
            supports_plan_id=self.plan(supports) if supports else None,
            supports_result_id=self.result(supports) if supports else None,
        )
        self.give(AddWorkResult(plan_id=self.plan(who), result=result), who, f"result-{who}")

    def approve(self, who: str = "member", by: str | None = "officer") -> None:
        """Submit and approve somebody's plan."""
        self.give(SubmitPlan(plan_id=self.plan(who)), who, f"submit-{who}")
        self.give(ApprovePlan(plan_id=self.plan(who)), by, f"approve-{who}")

    def report(self, month: str, amount: str, who: str = "member", key: str = "") -> Receipt:
        """Report a month."""
        line = RealizationInput(target_id=self.target(who), amount=Decimal(amount), note=None)
        command = ReportProgress(plan_id=self.plan(who), month=month, lines=(line,))
        return self.give(command, who, f"report-{who}-{month}{key}")

    def open(self, window: str, who: str = "member") -> None:
        """Open an evaluation."""
        self.give(OpenEvaluation(plan_id=self.plan(who), window=window), "admin", f"open-{who}-{window}")

    def rate_behavior(self, window: str, by: str, level: RatingLevel, who: str = "member") -> None:
        """Give all seven values one level and make it final."""
        id = self.evaluation(window, who)
        levels = tuple(BehaviorRatingInput(value=value, level=level) for value in CoreValue)
        self.give(SaveRating(evaluation_id=id, levels=levels), by, f"rate-{who}-{window}-{by}")
        self.give(FinalizeRating(evaluation_id=id), by, f"final-{who}-{window}-{by}")

    def judge(
        self, window: str, results: RatingLevel, behavior: RatingLevel, who: str = "member",
        by: str = "officer", reason: str | None = None,
    ) -> Receipt:  # fmt: skip
        """Judge an evaluation."""
        command = RateEvaluation(
            evaluation_id=self.evaluation(window, who),
            results_rating=results,
            behavior_rating=behavior,
            reason=reason,
        )
        return self.give(command, by, f"judge-{who}-{window}")

    def deliver(self, window: str, who: str = "member", by: str = "officer") -> None:
        """Hand an evaluation over."""
        command = DeliverEvaluation(evaluation_id=self.evaluation(window, who))
        self.give(command, by, f"deliver-{who}-{window}")

    def accept(self, window: str, who: str = "member") -> None:
        """Accept an evaluation as it reads."""
        id = self.evaluation(window, who)
        content_hash = self.service.logs.of(self.agency).load(Evaluation, id).content_hash or ""
        command = AcceptEvaluation(evaluation_id=id, expected_content_hash=content_hash)
        self.give(command, who, f"accept-{who}-{window}")

    def first_quarter(self) -> None:
        """The member's plan from draft to the accepted evaluation of the first quarter."""
        self.draft()
        self.approve()
        for month in ("2025-01", "2025-02", "2025-03"):
            self.report(month, "105")
        self.open("2025-Q1")
        self.rate_behavior("2025-Q1", "member", RatingLevel.ABOVE)
        self.rate_behavior("2025-Q1", "officer", RatingLevel.MEETS)
        self.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS)
        self.deliver("2025-Q1")
        self.accept("2025-Q1")
