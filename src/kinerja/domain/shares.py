"""The shares of a target that is divided: what each is, and what is wrong with how they are asked for (B7)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Context, Decimal, localcontext
from uuid import UUID

import msgspec

from kinerja.domain.plan_contents import PlanSpan
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.shared_targets import (
    AMOUNTS_SUM,
    SHARE_MALFORMED,
    SHARE_OF_OTHER_PERIOD,
    SHARE_POSITIVE,
    SHARED_TWICE,
    SHARED_WITH_ONE,
    SHARES_SUM,
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


def misnamed(asked: Sequence[AskedShare], owner: PlanSpan, owner_id: UUID) -> Iterator[Refusal]:
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


def held_twice(shares: Sequence[Share]) -> Iterator[Refusal]:
    """B7.5: a plan that is named holds the share of its unit already, which stays accepted."""
    held = {share.accepted.plan_id for share in shares if share.accepted is not None and share.plan_id is None}
    for index, share in enumerate(shares):
        if share.plan_id in held:
            yield Refusal(SHARED_TWICE, ("shares", index, "planId"))


def _is_malformed(part: AskedShare, in_percent: bool) -> bool:
    """Unless it names a plan (and at most that plan's unit) or a unit, and the measure that all others name."""
    wrong_unit = part.span is not None and part.unit_id not in (None, part.span.unit_id)
    nobody = part.plan_id is None and part.unit_id is None
    return wrong_unit or nobody or (part.share is not None, part.amount is not None) != (in_percent, not in_percent)


def not_whole(asked: Sequence[AskedShare], amount: Decimal) -> list[Refusal]:
    """B7.1 or B7.2 unless the parts are the whole, to the last digit."""
    with localcontext(_EXACT):
        if asked[0].share is not None:
            total = sum((part.share for part in asked if part.share is not None), Decimal(0))
            whole = {"total": _plain(total), "difference": _plain(total - _WHOLE)}
            return [] if total == _WHOLE else [Refusal(SHARES_SUM, ("shares",), whole)]
        total = sum((part.amount for part in asked if part.amount is not None), Decimal(0))
        said = {"total": _plain(total), "amount": _plain(amount), "difference": _plain(total - amount)}
        return [] if total == amount else [Refusal(AMOUNTS_SUM, ("shares",), said)]


def divided(asked: Sequence[AskedShare], amount: Decimal) -> Iterator[Share]:
    """The shares of a target, each with its exact amount."""
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
