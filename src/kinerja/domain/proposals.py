"""Proposals on indicators by those whom they measure: irrelevant, or to be revised (A8)."""

from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.indicator_manuals import FieldChange, IndicatorManual, changes_between, lacking
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.proposals import (
    DECLINED_WITHOUT_REASON,
    PROPOSAL_DECIDED,
    PROPOSAL_OUTDATED,
    PROPOSAL_WITHOUT_REASON,
    PROPOSES_NOTHING,
)
from kinerja.domain.standard_vocabulary import ProposalKind
from kinerja.domain.vocabulary import Disposition


class IndicatorProposed(Fact, frozen=True, kw_only=True):
    """Somebody whom an indicator concerns said that it does not fit, or how it should read."""

    label_id: ClassVar[str] = "Perubahan indikator diusulkan"
    label_en: ClassVar[str] = "Change of an indicator proposed"
    subject_field: ClassVar[str | None] = "proposed_by"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "IndicatorProposal"),
        About("indicator_id", "Indicator"),
        About("proposed_by", "Employee"),
    )

    indicator_id: UUID
    indicator_version: int
    proposed_by: UUID
    kind: ProposalKind
    manual: IndicatorManual | None
    changes: tuple[FieldChange, ...]

    def apply(self, aggregate: "IndicatorProposal") -> None:
        aggregate.proposed_as = self


class IndicatorProposalDecided(Fact, frozen=True, kw_only=True):
    """The authority adopted or declined a proposal."""

    label_id: ClassVar[str] = "Usulan perubahan indikator diputuskan"
    label_en: ClassVar[str] = "Proposal on an indicator decided"
    subject_field: ClassVar[str | None] = "proposed_by"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "IndicatorProposal"),
        About("indicator_id", "Indicator"),
        About("proposed_by", "Employee"),
    )

    indicator_id: UUID
    proposed_by: UUID
    disposition: Disposition

    def apply(self, aggregate: "IndicatorProposal") -> None:
        aggregate.decided = self.disposition


class IndicatorProposal(Aggregate):
    """A proposal and what became of it."""

    proposed_as: IndicatorProposed
    decided: Disposition | None = None

    def propose(
        self, *, act: Act, indicator_id: UUID, version: int, by: UUID, before: IndicatorManual,
        after: IndicatorManual | None,
    ) -> None:  # fmt: skip
        """Propose another manual, or None: that the indicator goes. Refused A8.2 without reason, A8.3 for nothing.

        An incomplete manual is refused as a revision is: A6.1–A6.3, A6.5 and A6.7.
        """
        changes = [] if after is None else changes_between(before, after)
        refusals = [] if act.reason is not None else [Refusal(PROPOSAL_WITHOUT_REASON, ("reason",))]
        if after is not None and not changes:
            refusals.append(Refusal(PROPOSES_NOTHING, ("manual",)))
        if after is not None:
            refusals += lacking(after, "manual")
        raise_all(refusals)
        self.trigger_event(
            IndicatorProposed,
            act=act,
            indicator_id=indicator_id,
            indicator_version=version,
            proposed_by=by,
            kind=ProposalKind.IRRELEVANT if after is None else ProposalKind.REVISION,
            manual=after,
            changes=tuple(changes),
        )

    def decide(self, *, act: Act, disposition: Disposition, newest_version: int) -> None:
        """Adopt or decline it, while the indicator is at its newest version.

        Refused A8.4 when it was decided otherwise, A8.5 without a reason to decline, A8.6 to adopt what is outdated.
        """
        if self.decided == disposition:
            return
        if self.decided is not None:
            raise refuse(PROPOSAL_DECIDED, "proposalId", disposition=self.decided)
        if disposition == Disposition.DECLINED and act.reason is None:
            raise refuse(DECLINED_WITHOUT_REASON, "reason")
        version = self.proposed_as.indicator_version
        if disposition == Disposition.ADOPTED and version != newest_version:
            raise refuse(PROPOSAL_OUTDATED, "proposalId", version=version, newest=newest_version)
        self.trigger_event(
            IndicatorProposalDecided,
            act=act,
            indicator_id=self.proposed_as.indicator_id,
            proposed_by=self.proposed_as.proposed_by,
            disposition=disposition,
        )
