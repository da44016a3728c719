"""What a plan is made of: results, targets, versions, and what a revision changes (B3, B8)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from kinerja.domain.plan_vocabulary import Perspective, ResultHolder, WorkResultKind
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Aspect


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"
    CLOSED = "CLOSED"


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be reached in one indicator from a day on, under the version of the indicator then in force.

    ``amount`` is in the indicator's unit; for a cumulative indicator it is for the whole span of the plan.
    """

    id: UUID
    result_id: UUID
    indicator_id: UUID
    indicator_version: int
    aspect: Aspect
    amount: Decimal
    effective_on: date


class WorkResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A result (hasil kerja) of the plan: what it supports and what it weighs, in percent.

    ``inherited_from``: the result of an earlier plan of the post or the person that it goes on with.
    """

    id: UUID
    kind: WorkResultKind
    supports: "SupportedResult | None"
    weight: Decimal
    held_by: ResultHolder = ResultHolder.POST
    perspective: Perspective | None = None
    inherited_from: "ResultOrigin | None" = None


class SupportedResult(msgspec.Struct, frozen=True, kw_only=True):
    """The leader's result that a result supports: the leader's plan and the result in it."""

    plan_id: UUID
    result_id: UUID


class ResultOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """The result of an earlier plan."""

    plan_id: UUID
    result_id: UUID


class PlanVersion(msgspec.Struct, frozen=True, kw_only=True):
    """The plan as it holds from a day on. Version 1 holds from the plan's first day."""

    number: int
    effective_on: date
    results: tuple[WorkResult, ...]
    targets: tuple[Target, ...]


class NewResult(msgspec.Struct, frozen=True, kw_only=True):
    """A result to be added, with the title the person gave it."""

    result: WorkResult
    title: Text


class ResultWeight(msgspec.Struct, frozen=True, kw_only=True):
    """What a result weighs from a revision on, in percent."""

    result_id: UUID
    weight: Decimal


class ResultSupport(msgspec.Struct, frozen=True, kw_only=True):
    """Which leader's result a result supports from a revision on; None: none."""

    result_id: UUID
    supports: SupportedResult | None


class RemovedTarget(msgspec.Struct, frozen=True, kw_only=True):
    """A target that a plan no longer has, with the result it was of and the indicator it was measured by."""

    id: UUID
    result_id: UUID
    indicator_id: UUID


class PlanRevision(msgspec.Struct, frozen=True, kw_only=True):
    """What a revision changes: results it adds or removes, targets it sets (new ones or new values) or removes,
    weights, and what results support."""

    effective_on: date
    added: tuple[NewResult, ...] = ()
    targets: tuple[Target, ...] = ()
    weights: tuple[ResultWeight, ...] = ()
    supports: tuple[ResultSupport, ...] = ()
    removed: tuple[UUID, ...] = ()
    removed_targets: tuple[RemovedTarget, ...] = ()

    @property
    def moved(self) -> set[UUID]:
        """The results of the plan that it changes or removes."""
        of_targets = {target.result_id for target in self.targets}
        of_removed = {target.result_id for target in self.removed_targets}
        of_weights = {line.result_id for line in self.weights}
        return of_targets | of_removed | of_weights | {line.result_id for line in self.supports} | set(self.removed)


class TemplateOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """The version of the template that a plan was drafted from."""

    template_id: UUID
    number: int


class PlanSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Whose plan it is, in which post and period, from when until when."""

    employee_id: UUID
    assignment_id: UUID
    position_id: UUID
    unit_id: UUID
    period_id: UUID
    starts_on: date
    ends_on: date


def as_removed(target: Target) -> RemovedTarget:
    """The target as one that a plan no longer has."""
    return RemovedTarget(id=target.id, result_id=target.result_id, indicator_id=target.indicator_id)


def revised(newest: PlanVersion, revision: PlanRevision) -> PlanVersion:
    """The version that follows when a revision is applied to the newest one."""
    results = [*newest.results, *(new.result for new in revision.added)]
    targets = {target.id: target for target in (*newest.targets, *revision.targets)}
    for left in revision.removed_targets:
        targets.pop(left.id, None)
    return PlanVersion(
        number=newest.number + 1,
        effective_on=revision.effective_on,
        results=tuple(_reading(result, revision) for result in results if result.id not in revision.removed),
        targets=tuple(target for target in targets.values() if target.result_id not in revision.removed),
    )


def _reading(result: WorkResult, revision: PlanRevision) -> WorkResult:
    weights = {line.result_id: line.weight for line in revision.weights}
    supports = {line.result_id: line.supports for line in revision.supports}
    return msgspec.structs.replace(
        result,
        weight=weights.get(result.id, result.weight),
        supports=supports.get(result.id, result.supports),
    )
