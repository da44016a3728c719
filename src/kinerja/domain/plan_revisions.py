"""Proposed revisions of a plan, and the agreement of those whose results it supports (B8)."""

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.plan_checks import unreasoned
from kinerja.domain.plan_contents import PlanRevision
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.plan_revisions import (
    ANSWER_WITHOUT_REASON,
    NOT_ASKED_TO_AGREE,
    OWNER_DISAGREES,
    REVISION_DECIDED,
    REVISION_OUTDATED,
)
from kinerja.domain.texts import TextCategory
from kinerja.domain.vocabulary import Disposition


class SupportedOwner(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered for a plan that is supported by what a revision moves, when it was proposed."""

    plan_id: UUID
    employee_id: UUID


class ProposedRevision(msgspec.Struct, frozen=True, kw_only=True):
    """What is proposed for which version of a plan, and who has to agree."""

    plan_id: UUID
    employee_id: UUID
    number: int
    revision: PlanRevision
    owners: tuple[SupportedOwner, ...]


_ABOUT: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("plan_id", "PerformancePlan"),
    About("originator_id", "PlanRevisionProposal"),
)


class PlanRevisionProposed(Fact, frozen=True, kw_only=True):
    """Somebody proposed a revision of an approved plan."""

    label_id: ClassVar[str] = "Revisi SKP diusulkan"
    label_en: ClassVar[str] = "Plan revision proposed"
    personal: ClassVar[dict[str, TextCategory]] = {"revision.added[].title": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    plan_id: UUID
    employee_id: UUID
    number: int
    revision: PlanRevision
    owners: tuple[SupportedOwner, ...]

    def apply(self, aggregate: "PlanRevisionProposal") -> None:
        aggregate.proposed_as = self


class PlanRevisionAnswered(Fact, frozen=True, kw_only=True):
    """Who answers for a supported plan agreed to a proposed revision, or did not."""

    label_id: ClassVar[str] = "Usulan revisi SKP dijawab pemilik hasil kerja"
    label_en: ClassVar[str] = "Plan revision answered"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    plan_id: UUID
    employee_id: UUID
    owner_plan_id: UUID
    agreed: bool

    def apply(self, aggregate: "PlanRevisionProposal") -> None:
        aggregate.answers[self.owner_plan_id] = self.agreed


class PlanRevisionDecided(Fact, frozen=True, kw_only=True):
    """The officer adopted or declined a proposed revision; an adopted one revises the plan in the same moment."""

    label_id: ClassVar[str] = "Usulan revisi SKP diputus"
    label_en: ClassVar[str] = "Plan revision decided"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _ABOUT

    plan_id: UUID
    employee_id: UUID
    disposition: Disposition

    def apply(self, aggregate: "PlanRevisionProposal") -> None:
        aggregate.decided = self.disposition


class PlanRevisionProposal(Aggregate):
    """A proposed revision, who agreed to it, and what became of it."""

    proposed_as: PlanRevisionProposed
    decided: Disposition | None = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.answers: dict[UUID, bool] = {}

    def propose(self, *, act: Act, new: ProposedRevision) -> None:
        """Propose it. Refused B8.1 and B8.2 without reason and legal basis."""
        if self.exists:
            return
        raise_all(unreasoned(act))
        content = {name: getattr(new, name) for name in new.__struct_fields__}
        self.trigger_event(PlanRevisionProposed, act=act, **content)

    def answer(self, *, act: Act, owner_plan_id: UUID, agreed: bool) -> None:
        """Agree or not. Refused B8.7 once decided, B8.10 when not asked, B8.8 when declined without a reason."""
        if self.answers.get(owner_plan_id) == agreed:
            return
        self._must_be_open()
        if owner_plan_id not in {owner.plan_id for owner in self.proposed_as.owners}:
            raise refuse(NOT_ASKED_TO_AGREE, "ownerPlanId")
        if not agreed and act.reason is None:
            raise refuse(ANSWER_WITHOUT_REASON, "reason")
        self.trigger_event(
            PlanRevisionAnswered, act=act, owner_plan_id=owner_plan_id, agreed=agreed, **self._about_whom()
        )

    def decide(self, *, act: Act, disposition: Disposition, newest: int, waived: Collection[UUID]) -> None:
        """Adopt or decline it. Refused B8.7 once decided, B8.8 when declined without a reason.

        To adopt is refused B8.6 when the plan's ``newest`` version is another one, and B8.5 for each supported plan
        whose owner has not agreed but the ``waived`` ones: the officer answers for them himself, or nobody does.
        """
        if self.decided == disposition:
            return
        self._must_be_open()
        if disposition == Disposition.DECLINED:
            if act.reason is None:
                raise refuse(ANSWER_WITHOUT_REASON, "reason")
        else:
            self._must_be_adoptable(newest, waived)
        self.trigger_event(PlanRevisionDecided, act=act, disposition=disposition, **self._about_whom())

    def _must_be_adoptable(self, newest: int, waived: Collection[UUID]) -> None:
        proposed = self.proposed_as
        if proposed.number != newest:
            raise refuse(REVISION_OUTDATED, "proposalId", newest=newest, number=proposed.number)
        raise_all(
            [
                Refusal(
                    OWNER_DISAGREES, ("proposalId",), {"planId": str(owner.plan_id), "action": "answerPlanRevision"}
                )
                for owner in proposed.owners
                if owner.plan_id not in waived and not self.answers.get(owner.plan_id)
            ]
        )

    def _must_be_open(self) -> None:
        if self.decided is not None:
            raise refuse(REVISION_DECIDED, "proposalId", disposition=self.decided)

    def _about_whom(self) -> dict[str, UUID]:
        return {"plan_id": self.proposed_as.plan_id, "employee_id": self.proposed_as.employee_id}
