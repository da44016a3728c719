"""Commands on targets that are shared across units (B7)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, PlanId
from kinerja.application.plan_inputs import plan_and_authority
from kinerja.application.work import Work
from kinerja.domain.ids import shared_target_id
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import OrgUnit
from kinerja.domain.plan_contents import Target
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.positions import Position
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.shared_targets import NOT_DIVISIBLE, TARGET_UNKNOWN
from kinerja.domain.shared_targets import SharedTarget
from kinerja.domain.shares import AskedShare
from kinerja.domain.vocabulary import PositionKind


class ShareInput(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a target: whose it is, and how much, in percent or in the indicator's unit."""

    plan_id: Annotated[
        UUID | None,
        refers("PerformancePlan", "The plan that is to hold it; null: that of the unit that accepts it."),
    ] = None
    unit_id: Annotated[UUID | None, refers("OrgUnit", "The unit; null: that of the plan.")] = None
    share: Annotated[Decimal | None, says("Percent of the target; null when all shares are amounts.")] = None
    amount: Annotated[Decimal | None, says("In the indicator's unit; null when all shares are percents.")] = None


class ShareTarget(Command, frozen=True, kw_only=True):
    """Divide a target of an approved plan over others, as a whole: the first sharing of it, or a new version."""

    action: ClassVar[str] = "shareTarget"
    versioned: ClassVar[str | None] = "the shared target; 0 while the target is not shared"

    plan_id: PlanId
    target_id: Annotated[UUID, refers("Target", "The target that is shared.")]
    effective_on: Annotated[date, says("First day of the sharing: the first of a month of the plan.")]
    shares: Annotated[tuple[ShareInput, ...], says("All parts: percents that sum to 100, or amounts to the target.")]
    reason: Annotated[
        str | None, says("Why; refused without from the second version on. Sealed for the owner.", 1, NOTE_LENGTH)
    ] = None

    def decide(self, work: Work) -> None:
        shared = work.begun(SharedTarget, shared_target_id(work.agency, self.target_id))
        plan, authority = plan_and_authority(work, self.plan_id, versioned=False)
        plan.must_go_on()
        shared.share(
            act=work.act(authority, reason=self.reason, valid_on=self.effective_on),
            owner=plan.span,
            owner_id=plan.id,
            target=self._target(work, plan),
            effective_on=self.effective_on,
            asked=[_asked(work, part, place) for place, part in enumerate(self.shares)],
        )

    def _target(self, work: Work, plan: PerformancePlan) -> Target:
        """The target as it reads on the first day. Refused B3.10, B7.10 when there is none, B7.4 on a mean."""
        targets = plan.version_on(self.effective_on).targets
        target = next((each for each in targets if each.id == self.target_id), None)
        if target is None:
            raise refuse(TARGET_UNKNOWN, "targetId", day=self.effective_on.isoformat())
        indicator = work.load(Indicator, target.indicator_id)
        if not indicator.versions[target.indicator_version - 1].manual.cumulative:
            raise refuse(NOT_DIVISIBLE, "targetId")
        return target


class AcceptShare(Command, frozen=True, kw_only=True):
    """Accept the share of a target that is for a plan; from then on it binds the plan.

    The share of a unit is accepted by who leads the unit, for the own plan, or by the officer of a plan of the unit.
    """

    action: ClassVar[str] = "acceptShare"
    versioned: ClassVar[str | None] = "the shared target"

    shared_target_id: Annotated[UUID, refers("SharedTarget", "The shared target.")]
    plan_id: PlanId

    def decide(self, work: Work) -> None:
        shared = work.target(SharedTarget, self.shared_target_id, "sharedTargetId")
        plan, authority = plan_and_authority(work, self.plan_id, versioned=False)
        plan.must_go_on()
        may_take_units = work.subject != plan.employee_id or _leads(work, plan.span.position_id)
        shared.accept(act=work.act(authority), plan_id=plan.id, holder=plan.span, may_take_units=may_take_units)


def _leads(work: Work, position_id: UUID) -> bool:
    """Whether a position leads its unit: it is not functional and reports to none of the same unit."""
    position = work.load(Position, position_id)
    if position.established_as.kind == PositionKind.FUNCTIONAL:
        return False
    above = position.reports_to
    return above is None or work.load(Position, above).unit_id != position.unit_id


def _asked(work: Work, part: ShareInput, place: int) -> AskedShare:
    path = ("shares", place)
    if part.unit_id is not None:
        work.load(OrgUnit, part.unit_id, *path, "unitId")
    named = work.load(PerformancePlan, part.plan_id, *path, "planId") if part.plan_id is not None else None
    return AskedShare(
        unit_id=part.unit_id,
        plan_id=part.plan_id,
        span=named.span if named is not None else None,
        share=part.share,
        amount=part.amount,
    )
