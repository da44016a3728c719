"""Commands on performance standards, from the first data to the revision (A1, A2)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, Code, MandatoryReason
from kinerja.application.work import Work
from kinerja.domain.act import Capacity
from kinerja.domain.consultations import Consultation
from kinerja.domain.ids import consultation_id, stream_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.positions import Position
from kinerja.domain.refusals import inputs_named
from kinerja.domain.standard_contents import ProcedureStep, ProposedTarget, StandardContent, StandardStage
from kinerja.domain.standard_vocabulary import Recommendation
from kinerja.domain.standards import PerformanceStandard

StandardId = Annotated[UUID, refers("PerformanceStandard", "The standard.")]
Title = Annotated[str, says("Title of the standard.", 1, 300)]
ServiceName = Annotated[str, says("The service it is about.", 1, 300)]


class ProposedTargetInput(msgspec.Struct, frozen=True, kw_only=True):
    """What a standard promises, in an indicator."""

    indicator_id: Annotated[UUID, refers("Indicator", "The indicator it is measured by.")]
    amount: Annotated[Decimal, says("What is promised, in the indicator's unit; cumulative ones for a whole year.")]


class BeginStandard(Command, frozen=True, kw_only=True):
    """Begin to work on a standard; its data are collected first."""

    action: ClassVar[str] = "beginStandard"
    versioned: ClassVar[str | None] = "the standard with this code; 0 while there is none"

    code: Code
    title: Title
    service: ServiceName

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        standard = work.begun(PerformanceStandard, stream_id(work.agency, "PerformanceStandard", self.code))
        standard.begin(act=act, code=self.code, title=self.title, service=self.service)


class CollectStandardData(Command, frozen=True, kw_only=True):
    """Record what was found out for a standard before it is drafted."""

    action: ClassVar[str] = "collectStandardData"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId
    source: Annotated[str, says("Where it was found: a register, a survey, an observation.", 1, 300)]
    finding: Annotated[str, says("What was found. Public; nothing about a person.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        standard = work.target(PerformanceStandard, self.standard_id, "standardId")
        standard.collect(act=act, source=self.source, finding=self.finding)


class DraftStandard(Command, frozen=True, kw_only=True):
    """Draft a standard for a service and the positions that render it; anew as long as it is not approved.

    What was checked already goes back by that: it is consulted on and checked again. A standard is begun by
    `beginStandard`. The operator takes over, by a load, what was worked out before.
    """

    action: ClassVar[str] = "draftStandard"
    versioned: ClassVar[str | None] = "the standard with this code; 0 while there is none"

    code: Code
    title: Title
    service: ServiceName
    position_ids: Annotated[tuple[UUID, ...], refers("Position", "The positions it applies to.")]
    steps: Annotated[tuple[ProcedureStep, ...], says("The steps of the procedure, in order.")] = ()
    targets: Annotated[tuple[ProposedTargetInput, ...], says("What it promises.")] = ()
    legal_basis: Annotated[str, says("The regulation it rests on.", 1, 500)]

    def decide(self, work: Work) -> None:
        authority = work.permit()
        act = work.act(authority, legal_basis=self.legal_basis)
        for position_id in self.position_ids:
            work.load(Position, position_id, "positionIds")
        for index, target in enumerate(self.targets):
            work.load(Indicator, target.indicator_id, "targets", index, "indicatorId")
        taken_over = authority.capacity == Capacity.SYSTEM
        id = stream_id(work.agency, "PerformanceStandard", self.code)
        standard = work.begun(PerformanceStandard, id)
        with inputs_named({"standardId": ("code",)}):
            standard.draft(act=act, code=self.code, content=self._content(), taken_over=taken_over)

    def _content(self) -> StandardContent:
        return StandardContent(
            title=self.title,
            service=self.service,
            positions=self.position_ids,
            steps=self.steps,
            targets=tuple(
                ProposedTarget(indicator_id=each.indicator_id, amount=each.amount) for each in self.targets
            ),
            legal_basis=self.legal_basis,
        )


class OpenConsultation(Command, frozen=True, kw_only=True):
    """Lay a drafted standard open to employees, superiors and the public."""

    action: ClassVar[str] = "openConsultation"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        standard = work.target(PerformanceStandard, self.standard_id, "standardId")
        standard.open_consultation(
            act=act, consultation_id=consultation_id(work.agency, standard.id, standard.number)
        )


class CheckFeasibility(Command, frozen=True, kw_only=True):
    """Say what past results say about the targets of a standard. It informs; the approval decides."""

    action: ClassVar[str] = "checkFeasibility"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId
    conclusion: Annotated[str, says("What follows from the past results. Public.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        standard = work.target(PerformanceStandard, self.standard_id, "standardId")
        if standard.stage == StandardStage.CONSULTATION:
            _consultation(work, standard).require_all_heard(standard.round)
        standard.check_feasibility(act=act, conclusion=self.conclusion, basis_position=work.basis_position)


class ApproveStandard(Command, frozen=True, kw_only=True):
    """Approve a standard whose consultation is answered and whose targets were held against past results."""

    action: ClassVar[str] = "approveStandard"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        standard = work.target(PerformanceStandard, self.standard_id, "standardId")
        if standard.is_checked:
            _consultation(work, standard).require_all_answered()
        standard.approve(act=act)


class BringStandardIntoForce(Command, frozen=True, kw_only=True):
    """Let an approved standard hold from a date on; the version before holds until then."""

    action: ClassVar[str] = "bringStandardIntoForce"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId
    effective_on: Annotated[date, says("First day on which it holds.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), valid_on=self.effective_on)
        standard = work.target(PerformanceStandard, self.standard_id, "standardId")
        standard.bring_into_force(act=act, effective_on=self.effective_on)


class EvaluateStandard(Command, frozen=True, kw_only=True):
    """Say how a standard in force works, and what is to become of it."""

    action: ClassVar[str] = "evaluateStandard"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId
    finding: Annotated[str, says("What was found. Public.", 1, NOTE_LENGTH)]
    recommendation: Annotated[Recommendation, says("What is to become of it.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        standard = work.target(PerformanceStandard, self.standard_id, "standardId")
        standard.evaluate(act=act, finding=self.finding, recommendation=self.recommendation, today=work.today)


class ReviseStandard(Command, frozen=True, kw_only=True):
    """Begin another version of an evaluated standard; the present one holds until that is in force."""

    action: ClassVar[str] = "reviseStandard"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason)
        work.target(PerformanceStandard, self.standard_id, "standardId").revise(act=act)


class RetireStandard(Command, frozen=True, kw_only=True):
    """Let an evaluated standard end after a last day."""

    action: ClassVar[str] = "retireStandard"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId
    last_day: Annotated[date, says("Last day on which it holds.")]
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason, valid_on=self.last_day)
        work.target(PerformanceStandard, self.standard_id, "standardId").retire(act=act, last_day=self.last_day)


def _consultation(work: Work, standard: PerformanceStandard) -> Consultation:
    """What was said about the newest version of a standard, as yet."""
    return work.find(Consultation, consultation_id(work.agency, standard.id, standard.number))
