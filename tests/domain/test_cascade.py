"""Which leader's result a result may support (B5)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.aggregate import stamp
from kinerja.domain.cascade import lost_supports, misplaced_support, supported_plans, unsupported
from kinerja.domain.plan_contents import PlanRevision, PlanSpan, ResultSupport, SupportedResult, WorkResult
from kinerja.domain.plan_draft_facts import WorkResultRemoved
from kinerja.domain.plan_vocabulary import ClosingCause, WorkResultKind
from kinerja.domain.plans import PerformancePlan
from tests.domain.given import ACT, EXPLAINED, given
from tests.domain.test_plans import (
    APPROVED,
    DRAFTED,
    EMPLOYEE,
    R1,
    R2,
    SPAN,
    SUBMITTED,
    added,
    result,
    target,
    was_set,
)

LEADER = UUID(int=70)
LEADERS = msgspec.structs.replace(SPAN, position_id=UUID(int=80), employee_id=UUID(int=81))
NOBODY: frozenset[UUID] = frozenset()
DAY = date(2025, 4, 1)
OTHER_PERIOD = msgspec.structs.replace(LEADERS, period_id=UUID(int=82))
SUPPORTED = SupportedResult(plan_id=LEADER, result_id=R1)
ABOVE = frozenset({UUID(int=80), UUID(int=79)})


def rules(
    leader: PlanSpan = LEADERS, *, chain: frozenset[UUID] = ABOVE, invited: bool = False, leads_back: bool = False
) -> list[str]:
    found = misplaced_support(SPAN, leader, chain=chain, invited=invited, leads_back=leads_back)
    return [refusal.rule.id for refusal in found]


def leader_with(*results: UUID, approved: bool = True) -> PerformancePlan:
    """A leader's plan with results of these ids, approved or submitted."""
    facts = [DRAFTED, *(added(result(id)) for id in results), SUBMITTED, *([APPROVED] if approved else [])]
    for version, fact in enumerate(facts, start=1):
        stamp(fact, LEADER, version)
    return PerformancePlan.from_facts(LEADER, facts)


def test_b5_1_a_result_supports_that_of_any_leader_above() -> None:
    assert rules() == []
    assert rules(msgspec.structs.replace(LEADERS, position_id=UUID(int=79))) == []


def test_b5_1_a_leader_beside_is_refused_unless_he_shared_a_target() -> None:
    assert rules(chain=NOBODY) == ["B5.1"]
    assert rules(chain=NOBODY, invited=True) == []


def test_b5_2_a_plan_of_another_period_is_refused_with_all_that_is_wrong() -> None:
    assert rules(OTHER_PERIOD) == ["B5.2"]
    assert rules(OTHER_PERIOD, chain=NOBODY) == ["B5.1", "B5.2"]


@pytest.mark.parametrize("invited", [True, False])
def test_b5_3_a_support_that_leads_back_is_refused_also_when_invited(invited: bool) -> None:
    assert rules(invited=invited, leads_back=True) == ["B5.3"]


def test_b5_4_what_the_leaders_plan_lost_is_no_longer_supported() -> None:
    mine = WorkResult(id=R2, kind=WorkResultKind.PRIMARY, supports=SUPPORTED, weight=Decimal(100))
    assert lost_supports([mine], [leader_with(R1)], ("planId",), DAY) == []
    (refusal,) = lost_supports([mine], [leader_with(R2)], ("planId",), DAY)
    assert (refusal.rule.id, refusal.path) == ("B5.4", ("planId",))


def test_b5_4_what_ended_before_is_not_supported_from_then_on() -> None:
    mine = WorkResult(id=R2, kind=WorkResultKind.PRIMARY, supports=SUPPORTED, weight=Decimal(100))
    ended = leader_with(R1)
    ended.close(act=EXPLAINED, closed_on=date(2025, 3, 31), cause=ClosingCause.RETIRED, settled_until=None)
    assert lost_supports([mine], [ended], ("planId",), date(2025, 3, 1)) == []
    assert [refusal.rule.id for refusal in lost_supports([mine], [ended], ("planId",), DAY)] == ["B5.4"]


def test_b5_4_while_the_leaders_plan_is_not_approved_only_that_is_said() -> None:
    mine = WorkResult(id=R2, kind=WorkResultKind.PRIMARY, supports=SUPPORTED, weight=Decimal(100))
    assert lost_supports([mine], [leader_with(R2, approved=False)], ("planId",), DAY) == []


@pytest.mark.parametrize(("has", "refused"), [(R1, []), (R2, ["B5.4"])])
def test_b5_4_a_plan_is_not_approved_on_what_was_taken_out_of_the_leaders(has: UUID, refused: list[str]) -> None:
    mine = result(R2, supports=SUPPORTED)
    outcome = given(PerformancePlan, DRAFTED, added(mine), was_set(target(of=R2)), SUBMITTED).when(
        lambda plan: plan.approve(act=ACT, supported=[leader_with(has)])
    )
    assert outcome.rules == refused


@pytest.mark.parametrize(
    ("leader", "refused"),
    [
        (leader_with(R1), []),
        (leader_with(R2), [("B5.4", "supports")]),
        (leader_with(R1, approved=False), [("B3.7", "supports")]),
    ],
)
def test_b5_4_what_a_revision_lets_a_result_support_is_there_and_approved(
    leader: PerformancePlan, refused: list[tuple[str, str]]
) -> None:
    change = PlanRevision(effective_on=DAY, supports=(ResultSupport(result_id=R2, supports=SUPPORTED),))
    assert [(refusal.rule.id, refusal.path[0]) for refusal in unsupported(change, [leader])] == refused


def test_b5_the_plans_that_a_plan_supports_are_those_of_its_draft_and_of_every_version() -> None:
    removed = WorkResultRemoved(act=ACT, employee_id=EMPLOYEE, result_id=R1)
    drafted = PerformancePlan.from_facts(UUID(int=1), [])
    assert supported_plans(drafted) == set()
    facts = [DRAFTED, added(result(R1, supports=SUPPORTED))]
    for version, fact in enumerate([*facts, removed], start=1):
        stamp(fact, UUID(int=1), version)
    assert supported_plans(PerformancePlan.from_facts(UUID(int=1), facts)) == {LEADER}
    assert supported_plans(PerformancePlan.from_facts(UUID(int=1), [*facts, removed])) == set()
