"""Targets that are shared across units: how each is divided, whole, and who accepted a share of it (B7)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.periods import add_months
from kinerja.domain.plan_contents import PlanSpan, Target
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.shared_targets import (
    AMOUNTS_SUM,
    SHARE_MALFORMED,
    SHARE_OF_OTHER_PERIOD,
    SHARE_POSITIVE,
    SHARE_UNKNOWN,
    SHARED_TWICE,
    SHARED_WITH_ONE,
    SHARES_SUM,
    SHARING_DATE,
    SHARING_WITHOUT_REASON,
)

_WHOLE = Decimal(100)
_EXACT = Context(prec=100)
"""More digits than a product of two inputs has: nothing is ever rounded here."""
_FEWEST = 2


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """That a share is held: by which plan, who accepted it, and when."""

    plan_id: UUID
    by: UUID | None
    at: datetime


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a target. ``share`` is in percent, None where amounts were given; ``amount`` is exact, in the
    indicator's unit. ``plan_id`` None: it is for a plan of the unit, the one that accepts it.
    """

    unit_id: UUID
    plan_id: UUID | None
    share: Decimal | None
    amount: Decimal
    accepted: Acceptance | None = None

    def is_for(self, plan_id: UUID, unit_id: UUID) -> bool:
        """Whether a plan of a unit holds it or may accept it."""
        if self.accepted is not None:
            return self.accepted.plan_id == plan_id
        return plan_id == self.plan_id if self.plan_id is not None else unit_id == self.unit_id


class AskedShare(msgspec.Struct, frozen=True, kw_only=True):
    """A part as it is asked for. ``span`` is that of the plan that is named, if one is."""

    unit_id: UUID | None
    plan_id: UUID | None
    span: PlanSpan | None
    share: Decimal | None
    amount: Decimal | None


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

        Refused with all it violates of B7.1–B7.3, B7.5–B7.7, B7.9, B7.11 and B7.12.
        """
        refusals = [*self._misdated(act, owner, effective_on), *_misnamed(asked, owner, owner_id)]
        if asked and not any(refusal.rule is SHARE_MALFORMED for refusal in refusals):
            refusals += _not_whole(asked, target.amount)
        raise_all(refusals)
        shares = tuple(self._kept(share) for share in _divided(asked, target.amount))
        if self.exists and shares == self.shares:
            return
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

    def accept(self, *, act: Act, plan_id: UUID, holder: PlanSpan) -> None:
        """Accept the share that is for a plan. Refused B7.8 when the newest sharing has none."""
        for place, share in enumerate(self.shares, start=1):
            if share.is_for(plan_id, holder.unit_id):
                if share.accepted is None:
                    employee = holder.employee_id
                    self.trigger_event(
                        ShareAccepted, act=act, employee_id=employee, plan_id=plan_id, number=self.number, place=place
                    )
                return
        raise refuse(SHARE_UNKNOWN, "planId")

    def is_shared_with(self, plan_id: UUID, unit_id: UUID) -> bool:
        """Whether the newest sharing has a share for a plan of a unit."""
        return any(share.is_for(plan_id, unit_id) for share in self.shares)

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


def _misnamed(asked: Sequence[AskedShare], owner: PlanSpan, owner_id: UUID) -> Iterator[Refusal]:
    """What is wrong with the holders and with how their shares are said."""
    if len(asked) < _FEWEST:
        yield Refusal(SHARED_WITH_ONE, ("shares",))
    in_percent = bool(asked) and asked[0].share is not None
    holders: list[tuple[UUID | None, UUID | None]] = []
    for index, part in enumerate(asked):
        path = ("shares", index)
        if _is_malformed(part, in_percent):
            yield Refusal(SHARE_MALFORMED, path, {"number": index + 1})
        if part.span is not None and part.span.period_id != owner.period_id:
            yield Refusal(SHARE_OF_OTHER_PERIOD, (*path, "planId"), {"number": index + 1})
        holder = (part.plan_id, None if part.plan_id else part.unit_id)
        if holder in holders or part.plan_id == owner_id:
            yield Refusal(SHARED_TWICE, path)
        holders.append(holder)
        given = part.share if part.share is not None else part.amount
        if given is not None and given <= 0:
            yield Refusal(SHARE_POSITIVE, path, {"number": index + 1})


def _is_malformed(part: AskedShare, in_percent: bool) -> bool:
    """Unless it names a plan (and at most that plan's unit) or a unit, and the measure that all others name."""
    wrong_unit = part.span is not None and part.unit_id not in (None, part.span.unit_id)
    nobody = part.plan_id is None and part.unit_id is None
    return wrong_unit or nobody or (part.share is not None, part.amount is not None) != (in_percent, not in_percent)


def _not_whole(asked: Sequence[AskedShare], amount: Decimal) -> list[Refusal]:
    """B7.1 or B7.2 unless the parts are the whole, to the last digit."""
    with localcontext(_EXACT):
        if asked[0].share is not None:
            total = sum((part.share for part in asked if part.share is not None), Decimal(0))
            whole = {"total": _plain(total), "difference": _plain(total - _WHOLE)}
            return [] if total == _WHOLE else [Refusal(SHARES_SUM, ("shares",), whole)]
        total = sum((part.amount for part in asked if part.amount is not None), Decimal(0))
        said = {"total": _plain(total), "amount": _plain(amount), "difference": _plain(total - amount)}
        return [] if total == amount else [Refusal(AMOUNTS_SUM, ("shares",), said)]


def _divided(asked: Sequence[AskedShare], amount: Decimal) -> Iterator[Share]:
    for part in asked:
        unit = part.span.unit_id if part.span is not None else part.unit_id
        assert unit is not None  # noqa: S101 - B7.3 refused the others
        yield Share(unit_id=unit, plan_id=part.plan_id, share=part.share, amount=_amount_of(part, amount))


def _amount_of(part: AskedShare, amount: Decimal) -> Decimal:
    if part.amount is not None:
        return part.amount
    with localcontext(_EXACT):
        exact = amount * (part.share or Decimal(0)) / _WHOLE
        return Decimal(_plain(exact))


def _plain(value: Decimal) -> str:
    """The value as people write it: no exponent, no zeros at the end."""
    with localcontext(_EXACT):
        return f"{value.normalize():f}"
