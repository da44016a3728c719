"""Commands on proposed revisions of plans: proposed, agreed to, adopted or declined (B8)."""

from typing import Annotated, ClassVar, TypeVar
from uuid import UUID

import msgspec

from kinerja.application.cascade import answering, support
from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH
from kinerja.application.plan_inputs import must_be_open, plan_and_authority, settled_until
from kinerja.application.plan_revision import RevisionCommand, must_bind_nobody, revise, touched, waived_by
from kinerja.application.work import Ratee, Work
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.plan_contents import NewResult, PlanRevision, ResultSupport, Target, WorkResult
from kinerja.domain.plan_revisions import PlanRevisionProposal, PlanRevisionProposed, ProposedRevision, SupportedOwner
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.refusals import refuse, refused_at
from kinerja.domain.rulebook.plan_revisions import REVISION_EMPTY
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Disposition

Supporting = TypeVar("Supporting", WorkResult, ResultSupport)
ProposalId = Annotated[UUID, refers("PlanRevisionProposal", "The proposal.")]


class ProposePlanRevision(RevisionCommand, frozen=True, kw_only=True):
    """Propose a revision of an approved plan: by the employee, the officer or an administrator."""

    action: ClassVar[str] = "proposePlanRevision"

    def decide(self, work: Work) -> None:
        plan = work.load(PerformancePlan, self.plan_id, "planId")
        act = self.envelope(work, work.permit(Ratee(plan.employee_id, plan.span.position_id)))
        must_be_open(work, plan)
        revision = self.revision(work, plan)
        must_bind_nobody(work, plan, revision)
        plan.must_be_revisable(act=act, revision=revision, settled_until=settled_until(work, plan, self.effective_on))
        if plan.changes_nothing(revision):
            raise refuse(REVISION_EMPTY)
        work.begun(PlanRevisionProposal, work.made("proposal")).propose(
            act=act,
            new=ProposedRevision(
                plan_id=plan.id,
                employee_id=plan.employee_id,
                number=plan.versions[-1].number,
                revision=revision,
                owners=_owners(work, plan, revision),
            ),
        )


class AnswerPlanRevision(Command, frozen=True, kw_only=True):
    """Agree to a proposed revision that moves what supports a leader's result, or do not.

    Who holds the leader's post on that day answers, also for what a predecessor left.
    """

    action: ClassVar[str] = "answerPlanRevision"
    versioned: ClassVar[str | None] = "the proposal"

    proposal_id: ProposalId
    owner_plan_id: Annotated[UUID, refers("PerformancePlan", "The leader's plan, which is supported.")]
    agreed: Annotated[bool, says("Whether one agrees.")]
    reason: Annotated[str | None, says("Why; refused without, when one does not. Sealed.", 1, NOTE_LENGTH)] = None

    def decide(self, work: Work) -> None:
        leader = work.load(PerformancePlan, self.owner_plan_id, "ownerPlanId")
        proposal = work.target(PlanRevisionProposal, self.proposal_id, "proposalId")
        plan = work.load(PerformancePlan, proposal.proposed_as.plan_id)
        act = work.act(work.permit(officers=answering(work, plan, leader)), reason=self.reason)
        must_be_open(work, plan, "proposalId")
        proposal.answer(act=act, owner_plan_id=leader.id, agreed=self.agreed)


class DecidePlanRevision(Command, frozen=True, kw_only=True):
    """Adopt or decline a proposed revision. An adopted one revises the plan in the same moment."""

    action: ClassVar[str] = "decidePlanRevision"
    versioned: ClassVar[str | None] = "the proposal"

    proposal_id: ProposalId
    disposition: Annotated[Disposition, says("What becomes of it.")]
    reason: Annotated[str | None, says("Why; refused without, when it is declined. Sealed.", 1, NOTE_LENGTH)] = None

    def decide(self, work: Work) -> None:
        proposal = work.load(PlanRevisionProposal, self.proposal_id, "proposalId")
        plan, authority = plan_and_authority(work, proposal.proposed_as.plan_id, versioned=False, path="proposalId")
        work.expected(proposal)
        is_new = proposal.decided is None
        proposal.decide(
            act=work.act(authority, reason=self.reason),
            disposition=self.disposition,
            newest=plan.versions[-1].number,
            waived=waived_by(work, plan, (owner.plan_id for owner in proposal.proposed_as.owners)),
        )
        if is_new and self.disposition == Disposition.ADOPTED:
            proposed = proposal.proposed_as
            why = self.reason or work.log.clear_text(proposed, "act.reason")
            act = work.act(
                authority, reason=why, legal_basis=proposed.act.legal_basis, valid_on=proposed.revision.effective_on
            )
            with refused_at("proposalId"):
                revise(work, plan, act, _renewed(work, plan, proposal))


def _owners(work: Work, plan: PerformancePlan, revision: PlanRevision) -> tuple[SupportedOwner, ...]:
    """Who answers today for each leader's plan that a revision touches; nobody answers at the top."""
    asked = [(leader.id, answering(work, plan, leader)) for leader in touched(work, plan, revision)]
    return tuple(SupportedOwner(plan_id=id, employee_id=who[0].employee_id) for id, who in asked if who)


def _renewed(work: Work, plan: PerformancePlan, proposal: PlanRevisionProposal) -> PlanRevision:
    """The revision as it is adopted: titles in clear, to be sealed anew, the rest as it holds by now."""
    proposed = proposal.proposed_as
    added = [
        NewResult(result=_still(work, plan, new.result), title=_title(work, proposed, index))
        for index, new in enumerate(proposed.revision.added)
    ]
    targets = [_of_today(work, target) for target in proposed.revision.targets]
    return msgspec.structs.replace(
        proposed.revision,
        added=tuple(added),
        targets=tuple(targets),
        supports=tuple(_still(work, plan, line) for line in proposed.revision.supports),
    )


def _title(work: Work, proposed: PlanRevisionProposed, index: int) -> Text:
    clear = work.log.clear_text(proposed, f"revision.added[{index}].title")
    return Text("-" if clear is None else clear)


def _of_today(work: Work, target: Target) -> Target:
    version = work.load(Indicator, target.indicator_id).version_on(target.effective_on)
    return msgspec.structs.replace(target, indicator_version=version.number)


def _still(work: Work, plan: PerformancePlan, named: Supporting) -> Supporting:
    """The same, once the plan may still support what it names. Refused as ``support`` is."""
    if named.supports is not None:
        support(work, plan, named.supports.plan_id, named.supports.result_id)
    return named
