"""A target that is shared across units (B7)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from kinerja.domain.plan_contents import PlanSpan, Target
from kinerja.domain.shared_targets import ShareAccepted, SharedTarget, TargetShared
from kinerja.domain.shares import Acceptance, AskedShare, Share
from kinerja.domain.vocabulary import Aspect
from tests.domain.given import ACT, EXPLAINED, Outcome, given

OWNER_PLAN, PLAN_A, PLAN_B = UUID(int=300), UUID(int=301), UUID(int=302)
UNIT, UNIT_A, UNIT_B = UUID(int=310), UUID(int=311), UUID(int=312)
SPAN = PlanSpan(
    employee_id=UUID(int=320),
    assignment_id=UUID(int=321),
    position_id=UUID(int=322),
    unit_id=UNIT,
    period_id=UUID(int=323),
    starts_on=date(2025, 1, 1),
    ends_on=date(2025, 12, 31),
)
OF_A = msgspec.structs.replace(SPAN, employee_id=UUID(int=330), unit_id=UNIT_A)
OF_B = msgspec.structs.replace(SPAN, employee_id=UUID(int=331), unit_id=UNIT_B)
TARGET = Target(
    id=UUID(int=340),
    result_id=UUID(int=341),
    indicator_id=UUID(int=342),
    indicator_version=1,
    aspect=Aspect.QUANTITY,
    amount=Decimal(36000),
    effective_on=date(2025, 1, 1),
)
JANUARY, JULY = date(2025, 1, 1), date(2025, 7, 1)


def part(share: str | None = None, amount: str | None = None, **who: Any) -> AskedShare:
    named: dict[str, Any] = {"unit_id": None, "plan_id": None, "span": None, **who}
    return AskedShare(
        share=None if share is None else Decimal(share), amount=None if amount is None else Decimal(amount), **named
    )


def of_a(share: str | None = None, amount: str | None = None) -> AskedShare:
    return part(share, amount, plan_id=PLAN_A, span=OF_A)


def of_b(share: str | None = None, amount: str | None = None) -> AskedShare:
    return part(share, amount, plan_id=PLAN_B, span=OF_B)


def of_unit_b(share: str | None = None, amount: str | None = None) -> AskedShare:
    return part(share, amount, unit_id=UNIT_B)


def share(amount: str, percent: str | None, plan: UUID | None = PLAN_A, unit: UUID = UNIT_A, **more: Any) -> Share:
    given = None if percent is None else Decimal(percent)
    return Share(unit_id=unit, plan_id=plan, share=given, amount=Decimal(amount), **more)


def was_shared(*shares: Share, number: int = 1, on: date = JANUARY, act: Any = ACT) -> TargetShared:
    return TargetShared(
        act=act,
        employee_id=SPAN.employee_id,
        plan_id=OWNER_PLAN,
        period_id=SPAN.period_id,
        result_id=TARGET.result_id,
        target_id=TARGET.id,
        indicator_id=TARGET.indicator_id,
        number=number,
        effective_on=on,
        amount=TARGET.amount,
        shares=shares,
    )


SHARED = was_shared(share("21600", "60"), share("14400", "40", None, UNIT_B))
ACCEPTED = ShareAccepted(act=ACT, employee_id=OF_A.employee_id, plan_id=PLAN_A, number=1, place=1)
BY_A = Acceptance(plan_id=PLAN_A, by=ACT.by, at=ACT.at)


def sharing(
    *asked: AskedShare, facts: tuple[Any, ...] = (), on: date = JANUARY, act: Any = ACT
) -> Outcome[SharedTarget]:
    return given(SharedTarget, *facts).when(
        lambda shared: shared.share(
            act=act, owner=SPAN, owner_id=OWNER_PLAN, target=TARGET, effective_on=on, asked=asked
        )
    )


def accepting(plan: UUID, holder: PlanSpan, *facts: Any, leads: bool = True) -> Outcome[SharedTarget]:
    return given(SharedTarget, *facts).when(
        lambda shared: shared.accept(act=ACT, plan_id=plan, holder=holder, may_take_units=leads)
    )


def test_b7_a_target_is_shared_by_percent_between_a_plan_and_a_unit() -> None:
    sharing(of_a("60"), of_unit_b("40")).then(SHARED)


def test_b7_a_target_is_shared_by_amounts() -> None:
    expected = was_shared(share("21000.5", None), share("14999.5", None, PLAN_B, UNIT_B))
    sharing(of_a(amount="21000.5"), of_b(amount="14999.5")).then(expected)


@pytest.mark.parametrize(
    ("shares", "total", "difference"),
    [
        (("60", "39.99"), "99.99", "-0.01"),
        (("60", "40.5"), "100.5", "0.5"),
        (("50", "49.9999999999"), "99.9999999999", "-0.0000000001"),
    ],
)
def test_b7_1_shares_sum_to_exactly_100(shares: tuple[str, str], total: str, difference: str) -> None:
    outcome = sharing(of_a(shares[0]), of_b(shares[1]))
    outcome.then_refused("B7.1")
    assert outcome.parameters == [{"total": total, "difference": difference}]


def test_b7_2_amounts_sum_to_exactly_the_target() -> None:
    outcome = sharing(of_a(amount="20000"), of_b(amount="16000.1"))
    outcome.then_refused("B7.2")
    assert outcome.parameters == [{"total": "36000.1", "amount": "36000", "difference": "0.1"}]


@pytest.mark.parametrize(
    "wrong",
    [
        part("40"),
        of_b(),
        of_b(amount="14400"),
        of_b("40", "14400"),
        part("40", plan_id=PLAN_B, span=OF_B, unit_id=UNIT_A),
    ],
)
def test_b7_3_a_share_names_a_holder_and_the_measure_of_all(wrong: AskedShare) -> None:
    sharing(of_a("60"), wrong).then_refused("B7.3")


def test_b7_3_the_unit_may_be_said_beside_its_plan() -> None:
    sharing(of_a("60"), part("40", plan_id=PLAN_B, span=OF_B, unit_id=UNIT_B)).then(
        was_shared(share("21600", "60"), share("14400", "40", PLAN_B, UNIT_B))
    )


@pytest.mark.parametrize("again", [of_a("40"), part("40", plan_id=OWNER_PLAN, span=SPAN)])
def test_b7_5_a_holder_is_named_once_and_never_the_owner(again: AskedShare) -> None:
    sharing(of_a("60"), again).then_refused("B7.5")


def test_b7_5_two_plans_of_one_unit_each_hold_a_share() -> None:
    beside = part("40", plan_id=PLAN_B, span=msgspec.structs.replace(OF_B, unit_id=UNIT_A))
    assert sharing(of_a("60"), beside).rules == []


def test_b7_6_a_change_needs_a_reason_and_the_first_sharing_none() -> None:
    sharing(of_a("50"), of_unit_b("50"), facts=(SHARED,), on=JULY).then_refused("B7.6")


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        (date(2024, 12, 1), ["B7.7"]),
        (JANUARY, []),
        (date(2025, 1, 2), ["B7.7"]),
        (date(2025, 12, 1), []),
        (date(2026, 1, 1), ["B7.7"]),
    ],
)
def test_b7_7_a_sharing_begins_on_the_first_of_a_month_of_the_plan(on: date, refused: list[str]) -> None:
    assert sharing(of_a("60"), of_b("40"), on=on).rules == refused


@pytest.mark.parametrize(("on", "refused"), [(JANUARY, ["B7.7"]), (date(2025, 2, 1), [])])
def test_b7_7_and_after_the_present_one(on: date, refused: list[str]) -> None:
    outcome = sharing(of_a("50"), of_unit_b("50"), facts=(SHARED,), on=on, act=EXPLAINED)
    assert outcome.rules == refused


def test_b7_a_change_is_a_new_sharing_of_the_whole_and_what_did_not_change_stays_accepted() -> None:
    other = part("10", unit_id=UNIT)
    sharing(of_a("60"), of_unit_b("30"), other, facts=(SHARED, ACCEPTED), on=JULY, act=EXPLAINED).then(
        was_shared(
            share("21600", "60", accepted=BY_A),
            share("10800", "30", None, UNIT_B),
            share("3600", "10", None, UNIT),
            number=2, on=JULY, act=EXPLAINED,
        )
    )  # fmt: skip


def test_b7_a_share_of_another_amount_is_to_be_accepted_again() -> None:
    outcome = sharing(of_a("50"), of_unit_b("50"), facts=(SHARED, ACCEPTED), on=JULY, act=EXPLAINED)
    (fact,) = outcome.aggregate.pending_events
    assert isinstance(fact, TargetShared)
    assert [each.accepted for each in fact.shares] == [None, None]


def test_b7_the_same_again_records_nothing() -> None:
    sharing(of_a("60"), of_unit_b("40"), facts=(SHARED,), on=JULY, act=EXPLAINED).then_nothing()


def test_b7_8_a_share_is_accepted_by_the_plan_it_is_for() -> None:
    accepting(PLAN_A, OF_A, SHARED).then(ACCEPTED)
    accepting(PLAN_A, OF_A, SHARED, ACCEPTED).then_nothing()


def test_b7_8_the_share_of_a_unit_by_the_first_plan_of_it_that_does() -> None:
    taken = ShareAccepted(act=ACT, employee_id=OF_B.employee_id, plan_id=PLAN_B, number=1, place=2)
    accepting(PLAN_B, OF_B, SHARED).then(taken)
    accepting(UUID(int=399), OF_B, SHARED, taken).then_refused("B7.8")


@pytest.mark.parametrize(("plan", "holder"), [(PLAN_B, OF_A), (OWNER_PLAN, SPAN)])
def test_b7_8_nobody_accepts_what_is_not_for_him(plan: UUID, holder: PlanSpan) -> None:
    accepting(plan, holder, SHARED).then_refused("B7.8")


def test_b7_a_plan_that_is_named_accepts_its_own_share_whatever_its_unit_was_asked_for() -> None:
    both = was_shared(share("14400", "40", None, UNIT_A), share("21600", "60"))
    own = ShareAccepted(act=ACT, employee_id=OF_A.employee_id, plan_id=PLAN_A, number=1, place=2)
    accepting(PLAN_A, OF_A, both, leads=False).then(own)
    accepting(PLAN_A, OF_A, both, own).then_nothing()
    of_unit = ShareAccepted(act=ACT, employee_id=OF_A.employee_id, plan_id=PLAN_B, number=1, place=1)
    accepting(PLAN_B, OF_A, both, own).then(of_unit)
    taken_before = msgspec.structs.replace(of_unit, plan_id=PLAN_A)
    accepting(PLAN_A, OF_A, both, taken_before).then_refused("B7.5")


def test_b7_5_the_plan_that_owns_a_target_takes_no_share_of_its_own_unit() -> None:
    own_unit = was_shared(share("21600", "60"), share("14400", "40", None, UNIT))
    accepting(OWNER_PLAN, SPAN, own_unit).then_refused("B7.5")
    beside = ShareAccepted(act=ACT, employee_id=SPAN.employee_id, plan_id=PLAN_B, number=1, place=2)
    accepting(PLAN_B, SPAN, own_unit).then(beside)


def test_b7_5_a_plan_that_holds_the_share_of_its_unit_is_not_given_another_one() -> None:
    taken = ShareAccepted(act=ACT, employee_id=OF_B.employee_id, plan_id=PLAN_B, number=1, place=2)
    facts = (SHARED, taken)
    kept = sharing(of_a("30"), of_unit_b("40"), of_b("30"), facts=facts, on=JULY, act=EXPLAINED)
    kept.then_refused("B7.5")
    assert kept.paths == [("shares", 2, "planId")]
    anew = sharing(of_a("30"), of_unit_b("20"), of_b("50"), facts=facts, on=JULY, act=EXPLAINED)
    assert anew.rules == [], "the unit's share is of another amount: nobody holds it yet"
    open_still = sharing(of_a("30"), of_unit_b("40"), of_b("30"), facts=(SHARED,), on=JULY, act=EXPLAINED)
    assert open_still.rules == [], "nobody took the unit's share, and the plan will not"
    beside = part("30", plan_id=UUID(int=399), span=OF_B)
    assert sharing(of_a("30"), of_unit_b("40"), beside, facts=facts, on=JULY, act=EXPLAINED).rules == []


def test_b7_5_a_plan_does_not_accept_a_second_share() -> None:
    by_b = Acceptance(plan_id=PLAN_B, by=ACT.by, at=ACT.at)
    twice = was_shared(share("14400", "40", None, UNIT_B, accepted=by_b), share("21600", "60", PLAN_B, UNIT_B))
    outcome = accepting(PLAN_B, OF_B, twice)
    outcome.then_refused("B7.5")
    assert outcome.paths == [("planId",)]


def test_b7_12_a_plan_of_another_period_takes_no_share_of_its_unit() -> None:
    outcome = accepting(PLAN_B, msgspec.structs.replace(OF_B, period_id=UUID(int=398)), SHARED)
    outcome.then_refused("B7.12")
    assert (outcome.paths, outcome.parameters) == ([("planId",)], [{"number": 2}])


def test_b7_13_the_share_of_a_unit_is_for_its_head_or_the_officer() -> None:
    accepting(PLAN_B, OF_B, SHARED, leads=False).then_refused("B7.13")
    accepting(PLAN_A, OF_A, SHARED, leads=False).then(ACCEPTED)


@pytest.mark.parametrize("nothing", ["0", "-1"])
def test_b7_9_a_share_is_more_than_nothing(nothing: str) -> None:
    rest = str(100 - Decimal(nothing))
    outcome = sharing(of_a(rest), of_b(nothing))
    outcome.then_refused("B7.9")
    assert outcome.parameters == [{"number": 2}]


def test_b7_10_a_target_that_another_plan_shared_is_not_shared_by_this_one() -> None:
    outcome = given(SharedTarget, SHARED).when(
        lambda shared: shared.share(
            act=EXPLAINED, owner=SPAN, owner_id=PLAN_A, target=TARGET, effective_on=JULY,
            asked=(of_b("50"), of_unit_b("50")),
        )
    )  # fmt: skip
    outcome.then_refused("B7.10")
    assert outcome.paths == [("targetId",)]


def test_b7_11_one_holder_is_no_sharing() -> None:
    sharing(of_a("100")).then_refused("B7.11")
    sharing().then_refused("B7.11")


def test_b7_12_a_plan_of_another_period_holds_no_share() -> None:
    elsewhere = msgspec.structs.replace(OF_B, period_id=UUID(int=398))
    sharing(of_a("60"), part("40", plan_id=PLAN_B, span=elsewhere)).then_refused("B7.12")


def test_b7_all_that_is_wrong_is_said_at_once() -> None:
    outcome = sharing(of_a("60"), of_a("30"), facts=(SHARED,), on=date(2025, 7, 2))
    outcome.then_refused("B7.6", "B7.7", "B7.5", "B7.1")


def test_b7_who_holds_a_share_is_invited_to_support_the_result() -> None:
    shared = given(SharedTarget, SHARED, ACCEPTED).when(lambda _: None).aggregate
    assert shared.is_shared_with(PLAN_A, UNIT_A)
    assert shared.is_shared_with(UUID(int=397), UNIT_B), "the unit's share is open"
    assert not shared.is_shared_with(UUID(int=397), UNIT_A), "that of the plan is not the unit's"


AMOUNTS = st.decimals(
    "0.0000000001", "9999999999999999999999999999", allow_nan=False, allow_infinity=False, places=10
)


@given_any(AMOUNTS, st.lists(st.decimals("0.0001", "20", places=10), min_size=1, max_size=4))
def test_b7_shares_divide_a_target_of_any_size_without_rest(amount: Decimal, percents: list[Decimal]) -> None:
    """Percents whose rest is given to the last: the parts are the target, to the last digit."""
    asked = [part(str(each), unit_id=UUID(int=400 + n)) for n, each in enumerate(percents)]
    asked.append(part(str(100 - sum(percents)), unit_id=UNIT_A))
    outcome = given(SharedTarget).when(
        lambda shared: shared.share(
            act=ACT, owner=SPAN, owner_id=OWNER_PLAN, target=msgspec.structs.replace(TARGET, amount=amount),
            effective_on=JANUARY, asked=asked,
        )
    )  # fmt: skip
    (fact,) = outcome.aggregate.pending_events
    assert isinstance(fact, TargetShared)
    assert sum(Fraction(each.amount) for each in fact.shares) == Fraction(amount)
    assert all(Fraction(each.amount) == Fraction(amount) * Fraction(each.share or 0) / 100 for each in fact.shares)
