"""The command that revises an approved plan (B8)."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.cascade import answering, support
from kinerja.application.commands import Command
from kinerja.application.inputs import MandatoryBasis, MandatoryReason, PlanId
from kinerja.application.plan_inputs import (
    ResultId,
    ResultInput,
    TargetInput,
    leaders_of,
    new_result,
    plan_and_authority,
    settled_until,
    target_from,
)
from kinerja.application.plan_measures import brought_in, not_approved
from kinerja.application.work import Authority, Work
from kinerja.domain.act import Act
from kinerja.domain.ids import shared_target_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.plan_contents import (
    NewResult,
    PlanRevision,
    PlanVersion,
    ResultSupport,
    ResultWeight,
    Target,
    WorkResult,
    as_removed,
)
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.refusals import Refusal, raise_all, refused_within
from kinerja.domain.rulebook.plan_revisions import OWNER_DISAGREES, SHARE_BINDS
from kinerja.domain.shared_targets import SharedTarget


class RevisedTarget(msgspec.Struct, frozen=True, kw_only=True):
    """A target as it reads from a revision on: a new one of a result, or another value of an existing one."""

    target_id: Annotated[UUID | None, refers("Target", "The target that changes; null for a new one.")] = None
    result_id: ResultId
    target: Annotated[TargetInput, says("What it reads.")]


class WeightInput(msgspec.Struct, frozen=True, kw_only=True):
    """What a result weighs from a revision on."""

    result_id: ResultId
    weight: Annotated[Decimal, says("Weight in percent.")]


class SupportInput(msgspec.Struct, frozen=True, kw_only=True):
    """Which leader's result a result supports from a revision on; without one it supports none."""

    result_id: ResultId
    supports_plan_id: Annotated[UUID | None, refers("PerformancePlan", "The leader's plan; null: none.")] = None
    supports_result_id: Annotated[UUID | None, refers("WorkResult", "The leader's result; null: none.")] = None


class RevisionCommand(Command, frozen=True, kw_only=True):
    """A command that says how a plan is to read from a day on."""

    plan_id: PlanId
    effective_on: Annotated[date, says("First day of the revised plan: the first of a month.")]
    add_results: Annotated[tuple[ResultInput, ...], says("Results to add, with their targets.")] = ()
    set_targets: Annotated[tuple[RevisedTarget, ...], says("Targets to add or to change.")] = ()
    weights: Annotated[tuple[WeightInput, ...], says("Weights to change.")] = ()
    supports: Annotated[tuple[SupportInput, ...], says("Which leader's results are supported otherwise.")] = ()
    remove_results: Annotated[
        tuple[UUID, ...],
        refers("WorkResult", "Results that the plan no longer has from then on, nor their targets."),
    ] = ()
    remove_targets: Annotated[
        tuple[UUID, ...],
        refers("Target", "Targets that the plan no longer has from then on; each result keeps at least one."),
    ] = ()
    reason: MandatoryReason = None
    legal_basis: MandatoryBasis = None

    def envelope(self, work: Work, authority: Authority) -> Act:
        """The envelope of what it leads to."""
        return work.act(authority, reason=self.reason, legal_basis=self.legal_basis, valid_on=self.effective_on)

    def revision(self, work: Work, plan: PerformancePlan) -> PlanRevision:
        """What it changes, under the versions of the indicators that hold on its first day. Refused B3.18."""
        for index, line in enumerate(self.set_targets):
            if line.target_id is not None:
                plan.must_have_target(line.target_id, "setTargets", index, "targetId")
        added = tuple(self._added(work, plan))
        return PlanRevision(
            effective_on=self.effective_on,
            added=added,
            targets=(*self._targets_of(work, added), *self._set_targets(work)),
            weights=tuple(ResultWeight(result_id=line.result_id, weight=line.weight) for line in self.weights),
            supports=tuple(self._supports(work, plan)),
            removed=self.remove_results,
            removed_targets=tuple(
                as_removed(plan.must_have_target(id, "removeTargets", index))
                for index, id in enumerate(self.remove_targets)
            ),
        )

    def _added(self, work: Work, plan: PerformancePlan) -> Iterator[NewResult]:
        for index, result in enumerate(self.add_results):
            with refused_within("addResults", index):
                yield new_result(work, plan, result, f"result-{index}")

    def _targets_of(self, work: Work, added: Iterable[NewResult]) -> Iterator[Target]:
        """The targets of added results."""
        for index, (result, new) in enumerate(zip(self.add_results, added, strict=True)):
            for line, target in enumerate(result.targets):
                with refused_within("addResults", index, "targets", line):
                    made = work.made(f"target-{index}-{line}")
                    yield target_from(work, target, made, new.result.id, self.effective_on)

    def _set_targets(self, work: Work) -> Iterator[Target]:
        for index, line in enumerate(self.set_targets):
            with refused_within("setTargets", index, "target"):
                id = line.target_id or work.made(f"set-{index}")
                yield target_from(work, line.target, id, line.result_id, self.effective_on)

    def _supports(self, work: Work, plan: PerformancePlan) -> Iterator[ResultSupport]:
        for index, line in enumerate(self.supports):
            with refused_within("supports", index):
                supported = support(work, plan, line.supports_plan_id, line.supports_result_id)
            yield ResultSupport(result_id=line.result_id, supports=supported)


class RevisePlan(RevisionCommand, frozen=True, kw_only=True):
    """Revise an approved plan from the first of a month on; what was reported or judged keeps its version.

    Where it moves what supports the result of somebody else than the officer, it is proposed first.
    """

    action: ClassVar[str] = "revisePlan"
    versioned: ClassVar[str | None] = "the plan"

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id)
        plan.must_be_approved()
        revision = self.revision(work, plan)
        owned = [leader.id for leader in touched(work, plan, revision)]
        waived = waived_by(work, plan, owned)
        raise_all(
            [
                Refusal(OWNER_DISAGREES, ("planId",), {"planId": str(id), "action": "proposePlanRevision"})
                for id in owned
                if id not in waived
            ]
        )
        revise(work, plan, self.envelope(work, authority), revision)


def revise(work: Work, plan: PerformancePlan, act: Act, revision: PlanRevision) -> None:
    """Let the plan be revised, on what was reported and judged and on the plans it supports. Refused B8.12."""
    must_bind_nobody(work, plan, revision)
    plan.revise(
        act=act,
        revision=revision,
        settled_until=settled_until(work, plan, revision.effective_on),
        supported=leaders_of(work, _newly_supporting(revision)),
        unfit=not_approved(work, brought_in(plan.versions[-1], revision)),
    )


def must_bind_nobody(work: Work, plan: PerformancePlan, revision: PlanRevision) -> None:
    """Refused B8.12 where a share of a target that a revision removes, by itself or with its result, is accepted."""
    places = {left.id: ("removeTargets", index) for index, left in enumerate(revision.removed_targets)}
    results = {result: ("removeResults", index) for index, result in enumerate(revision.removed)}
    targets = plan.versions[-1].targets if plan.versions else ()
    places |= {target.id: results[target.result_id] for target in targets if target.result_id in results}
    shared = ((place, work.find(SharedTarget, shared_target_id(work.agency, id))) for id, place in places.items())
    raise_all([Refusal(SHARE_BINDS, place) for place, each in shared if each.binds])


def touched(work: Work, plan: PerformancePlan, revision: PlanRevision) -> list[PerformancePlan]:
    """The leaders' plans that are supported by what a revision adds, moves or removes, before it or after it.

    One of each post, the latest: it is asked once, also where its holder's plan follows upon a predecessor's.
    """
    newest = plan.versions[-1]
    moved = revision.moved | _left(newest, revision)
    results = [result for result in newest.results if result.id in moved]
    leaders = leaders_of(work, (*results, *_newly_supporting(revision)))
    of_posts = {leader.span.position_id: leader for leader in sorted(leaders, key=lambda each: each.span.starts_on)}
    return sorted(of_posts.values(), key=lambda leader: leader.id)


def _newly_supporting(revision: PlanRevision) -> tuple[WorkResult | ResultSupport, ...]:
    return (*(new.result for new in revision.added), *revision.supports)


def _left(newest: PlanVersion, revision: PlanRevision) -> set[UUID]:
    """The results that the targets of a revision were of until then."""
    changed = {target.id for target in revision.targets}
    return {target.result_id for target in newest.targets if target.id in changed}


def waived_by(work: Work, plan: PerformancePlan, owned: Iterable[UUID]) -> set[UUID]:
    """Of supported plans, those for which the one who decides answers, or nobody does: nobody else has to agree."""
    answers = {id: answering(work, plan, work.load(PerformancePlan, id)) for id in owned}
    return {id for id, who in answers.items() if not who or any(each.employee_id == work.subject for each in who)}
