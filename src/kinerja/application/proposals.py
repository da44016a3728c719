"""Commands on proposals for indicators (A8)."""

from datetime import date, timedelta
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.indicators import IndicatorManualInput, manual_of, require_source
from kinerja.application.inputs import NOTE_LENGTH, IndicatorId, MandatoryReason
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Position
from kinerja.domain.proposals import IndicatorProposal
from kinerja.domain.refusals import inputs_named, refuse
from kinerja.domain.rulebook.proposals import NOT_CONCERNED
from kinerja.domain.rules.gathering import indicators_of
from kinerja.domain.standards import PerformanceStandard
from kinerja.domain.vocabulary import Disposition


class ProposeIndicatorChange(Command, frozen=True, kw_only=True):
    """Say that an indicator does not fit one's work: how it should read, or that it should go."""

    action: ClassVar[str] = "proposeIndicatorChange"

    indicator_id: IndicatorId
    plan_id: Annotated[
        UUID | None, refers("PerformancePlan", "An own plan with a target in it; null: by the position held today.")
    ] = None
    manual: Annotated[
        IndicatorManualInput | None, says("The whole manual as it should read; null: the indicator is irrelevant.")
    ] = None
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason)
        indicator = work.load(Indicator, self.indicator_id, "indicatorId")
        if not _concerns(work, indicator, self.plan_id):
            raise refuse(NOT_CONCERNED, "indicatorId")
        if self.manual is not None:
            require_source(work, self.manual)
        newest = indicator.versions[-1]
        work.begun(IndicatorProposal, work.made("proposal")).propose(
            act=act,
            indicator_id=indicator.id,
            version=newest.number,
            by=work.subject,
            before=newest.manual,
            after=None if self.manual is None else manual_of(self.manual),
        )


class DecideIndicatorProposal(Command, frozen=True, kw_only=True):
    """Adopt or decline a proposal. What is adopted takes effect at once: the indicator is revised, or withdrawn."""

    action: ClassVar[str] = "decideIndicatorProposal"
    versioned: ClassVar[str | None] = "the proposal"

    proposal_id: Annotated[UUID, refers("IndicatorProposal", "The proposal.")]
    disposition: Annotated[Disposition, says("What becomes of it.")]
    effective_on: Annotated[
        date | None, says("First day of the new version, or on which it does not hold any more; null: today.")
    ] = None
    reason: Annotated[str | None, says("Why; refused without. Sealed for who proposed.", 1, NOTE_LENGTH)] = None
    legal_basis: Annotated[
        str | None, says("The regulation or letter an adopted change rests on; refused without.", 1, 500)
    ] = None

    def decide(self, work: Work) -> None:
        effective_on = self.effective_on or work.today
        act = work.act(work.permit(), reason=self.reason, legal_basis=self.legal_basis, valid_on=effective_on)
        proposal = work.target(IndicatorProposal, self.proposal_id, "proposalId")
        indicator = work.load(Indicator, proposal.proposed_as.indicator_id)
        is_new = proposal.decided is None
        proposal.decide(act=act, disposition=self.disposition, newest_version=indicator.versions[-1].number)
        if is_new and self.disposition == Disposition.ADOPTED:
            with inputs_named({"indicatorId": ("proposalId",)}):
                _adopt(act, proposal, indicator, effective_on)


def _adopt(act: Act, proposal: IndicatorProposal, indicator: Indicator, effective_on: date) -> None:
    manual = proposal.proposed_as.manual
    if manual is None:
        indicator.withdraw(act=act, last_day=effective_on - timedelta(days=1), proposal_id=proposal.id)
    else:
        indicator.revise(act=act, manual=manual, effective_on=effective_on, proposal_id=proposal.id)


def _concerns(work: Work, indicator: Indicator, plan_id: UUID | None) -> bool:
    """Whether the indicator concerns the one who gives the command: by an own plan, or by a position held today."""
    if plan_id is not None:
        plan = work.load(PerformancePlan, plan_id, "planId")
        drafted = {target.indicator_id for target in plan.targets.values()}
        return plan.employee_id == work.subject and indicator.id in drafted | indicators_of(plan)
    standard = work.load(PerformanceStandard, indicator.defined_for[0])
    return any(
        held.employee_id == work.subject
        for position_id in standard.positions_on(work.today)
        for held in work.load(Position, position_id).holders_on(work.today)
    )
