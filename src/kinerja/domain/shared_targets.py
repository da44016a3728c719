"""Targets that are shared across units: how each is divided, whole, and who accepted a share of it (B7)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.periods import add_months
from kinerja.domain.plan_contents import PlanSpan, Target
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.shared_targets import (
    SHARE_MALFORMED,
    SHARE_OF_OTHER_PERIOD,
    SHARE_OF_THE_UNIT,
    SHARE_UNKNOWN,
    SHARED_TWICE,
    SHARING_DATE,
    SHARING_WITHOUT_REASON,
    TARGET_UNKNOWN,
)
from kinerja.domain.shares import Acceptance, AskedShare, Share, divided, held_twice, misnamed, not_whole


class TargetShared(Fact, frozen=True, kw_only=True):
    """A target was divided, as a whole; what was accepted and did not change stays accepted."""

    label_id: ClassVar[str] = "Target dibagi"
    label_en: ClassVar[str] = "Target shared"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("originator_id", "SharedTarget"),
        About("plan_id", "PerformancePlan"),
        About("indicator_id", "Indicator"),
        About("shares[].unit_id", "OrgUnit"),
    )

    employee_id: UUID
    plan_id: UUID
    period_id: UUID
    result_id: UUID
    target_id: UUID
    indicator_id: UUID
    number: int
    effective_on: date
    amount: Decimal
    shares: tuple[Share, ...]

    def apply(self, aggregate: "SharedTarget") -> None:
        aggregate.number = self.number
        aggregate.effective_on = self.effective_on
        aggregate.shares = self.shares
        aggregate.owner_plan_id = self.plan_id
        aggregate.period_id = self.period_id
        aggregate.target_id = self.target_id


class ShareAccepted(Fact, frozen=True, kw_only=True):
    """A share was accepted: from here on it binds the plan."""

    label_id: ClassVar[str] = "Bagian target diterima"
    label_en: ClassVar[str] = "Share accepted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("originator_id", "SharedTarget"),
        About("plan_id", "PerformancePlan"),
    )

    employee_id: UUID
    plan_id: UUID
    number: int
    place: int

    def apply(self, aggregate: "SharedTarget") -> None:
        accepted = Acceptance(plan_id=self.plan_id, by=self.act.by, at=self.act.at)
        aggregate.shares = tuple(
            msgspec.structs.replace(share, accepted=accepted) if place == self.place else share
            for place, share in enumerate(aggregate.shares, start=1)
        )


class SharedTarget(Aggregate):
    """How one target of a plan is divided: the newest sharing. ``number`` 0 before the first."""

    owner_plan_id: UUID
    period_id: UUID
    target_id: UUID

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.number = 0
        self.effective_on = date.min
        self.shares: tuple[Share, ...] = ()

    def share(
        self, *, act: Act, owner: PlanSpan, owner_id: UUID, target: Target, effective_on: date,
        asked: Sequence[AskedShare],
    ) -> None:  # fmt: skip
        """Divide a target anew, as a whole.

        Refused B7.10 when another plan shared it; with all it violates of B7.1–B7.3, B7.5–B7.7, B7.9, B7.11, B7.12.
        """
        if self.exists and owner_id != self.owner_plan_id:
            raise refuse(TARGET_UNKNOWN, "targetId", day=effective_on.isoformat())
        refusals = [*self._misdated(act, owner, effective_on), *misnamed(asked, owner, owner_id)]
        if asked and not any(refusal.rule is SHARE_MALFORMED for refusal in refusals):
            refusals += not_whole(asked, target.amount)
        raise_all(refusals)
        shares = tuple(self._kept(share) for share in divided(asked, target.amount))
        if self.exists and shares == self.shares:
            return
        raise_all(list(held_twice(shares)))
        self.trigger_event(
            TargetShared,
            act=act,
            employee_id=owner.employee_id,
            plan_id=owner_id,
            period_id=owner.period_id,
            result_id=target.result_id,
            target_id=target.id,
            indicator_id=target.indicator_id,
            number=self.number + 1,
            effective_on=effective_on,
            amount=target.amount,
            shares=shares,
        )

    def accept(self, *, act: Act, plan_id: UUID, holder: PlanSpan, may_take_units: bool) -> None:
        """Accept the share that is for a plan: the one that names it, else that of its unit.

        Refused B7.8 when the newest sharing has none, B7.5 when the plan holds another one. That of the unit is
        refused B7.5 to the plan that owns the target, B7.12 to one of another period, and B7.13 unless
        ``may_take_units``: whoever accepts leads the unit or is the officer of the plan.
        """
        place = self._place_for(plan_id, holder.unit_id)
        share = self.shares[place - 1]
        if share.accepted is not None:
            return
        if any(other.accepted is not None and other.accepted.plan_id == plan_id for other in self.shares):
            raise refuse(SHARED_TWICE, "planId")
        if share.plan_id is None:
            refusals = self._not_for_the_unit(place, plan_id, holder)
            raise_all(refusals if may_take_units else [*refusals, Refusal(SHARE_OF_THE_UNIT, ("planId",))])
        employee = holder.employee_id
        self.trigger_event(
            ShareAccepted, act=act, employee_id=employee, plan_id=plan_id, number=self.number, place=place
        )

    def _place_for(self, plan_id: UUID, unit_id: UUID) -> int:
        found = {
            share.plan_id: place for place, share in enumerate(self.shares, start=1) if share.is_for(plan_id, unit_id)
        }
        if not found:
            raise refuse(SHARE_UNKNOWN, "planId")
        return found.get(plan_id) or found[None]

    def _not_for_the_unit(self, place: int, plan_id: UUID, holder: PlanSpan) -> list[Refusal]:
        refusals = [Refusal(SHARED_TWICE, ("planId",))] if plan_id == self.owner_plan_id else []
        if holder.period_id != self.period_id:
            refusals.append(Refusal(SHARE_OF_OTHER_PERIOD, ("planId",), {"number": place}))
        return refusals

    def is_shared_with(self, plan_id: UUID, unit_id: UUID) -> bool:
        """Whether the newest sharing has a share for a plan of a unit."""
        return any(share.is_for(plan_id, unit_id) for share in self.shares)

    @property
    def binds(self) -> bool:
        """Whether a plan holds a share by the newest sharing."""
        return any(share.accepted is not None for share in self.shares)

    def _misdated(self, act: Act, owner: PlanSpan, effective_on: date) -> list[Refusal]:
        refusals = []
        if self.exists and act.reason is None:
            refusals.append(Refusal(SHARING_WITHOUT_REASON, ("reason",)))
        first = add_months(self.effective_on, 1) if self.exists else owner.starts_on
        if effective_on.day != 1 or not first <= effective_on <= owner.ends_on:
            said = {"first": first.isoformat(), "last": owner.ends_on.isoformat()}
            refusals.append(Refusal(SHARING_DATE, ("effectiveOn",), said))
        return refusals

    def _kept(self, share: Share) -> Share:
        """The share with the acceptance it has already: that of the same holder for the same amount."""
        for known in self.shares:
            same = (known.unit_id, known.plan_id, known.amount) == (share.unit_id, share.plan_id, share.amount)
            if same and known.accepted is not None:
                return msgspec.structs.replace(share, accepted=known.accepted)
        return share
