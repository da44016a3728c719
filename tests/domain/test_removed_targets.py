"""A plan that no longer has one of its targets, while the result stays (B3, B8)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.aggregate import Fact
from kinerja.domain.plan_contents import PlanRevision, Target, as_removed
from kinerja.domain.plan_draft_facts import TargetRemoved
from kinerja.domain.plans import PerformancePlan
from tests.domain.given import ACT, given
from tests.domain.test_plans import (
    AS_APPROVED,
    AS_DRAFT,
    AS_RETURNED,
    AS_SUBMITTED,
    EMPLOYEE,
    R1,
    T1,
    T2,
    UNKNOWN,
    as_left_by,
    revise,
    revised,
    target,
    was_set,
)

SECOND = target(T2, amount="90")
TWO: tuple[Fact, ...] = (*AS_DRAFT, was_set(SECOND), *AS_APPROVED[len(AS_DRAFT) :])
APRIL, JULY = date(2025, 4, 1), date(2025, 7, 1)


def dropping(*targets: Target, on: date = JULY, also: tuple[Target, ...] = ()) -> PlanRevision:
    return PlanRevision(effective_on=on, targets=also, removed_targets=tuple(as_removed(each) for each in targets))


REMOVED = TargetRemoved(act=ACT, employee_id=EMPLOYEE, removed=as_removed(target()))


@pytest.mark.parametrize("facts", [AS_DRAFT, AS_RETURNED], ids=["draft", "returned"])
def test_b3_a_target_is_taken_out_of_a_draft_and_its_result_stays(facts: tuple[Fact, ...]) -> None:
    given(PerformancePlan, *facts).when(lambda plan: plan.remove_target(act=ACT, target_id=T1)).then(REMOVED)
    plan = as_left_by(*AS_DRAFT, REMOVED)
    assert (list(plan.results), list(plan.targets)) == ([R1], [])


@pytest.mark.parametrize("id", [T2, UNKNOWN])
def test_b3_a_target_that_is_not_there_any_more_records_nothing(id: UUID) -> None:
    given(PerformancePlan, *AS_DRAFT).when(lambda plan: plan.remove_target(act=ACT, target_id=id)).then_nothing()


@pytest.mark.parametrize("facts", [AS_SUBMITTED, AS_APPROVED], ids=["submitted", "approved"])
def test_b3_4_a_target_of_a_submitted_plan_is_not_taken_out(facts: tuple[Fact, ...]) -> None:
    given(PerformancePlan, *facts).when(lambda plan: plan.remove_target(act=ACT, target_id=T1)).then_refused("B3.4")


def test_b3_3_a_draft_that_lost_its_last_target_is_not_submitted() -> None:
    given(PerformancePlan, *AS_DRAFT, REMOVED).when(lambda plan: plan.submit(act=ACT)).then_refused("B3.3")


def test_b8_one_target_is_dropped_from_a_day_on_and_its_result_stays() -> None:
    given(PerformancePlan, *TWO).when(revise(dropping(SECOND))).then(revised(dropping(SECOND)))
    plan = as_left_by(*TWO, revised(dropping(SECOND)))
    before, after = plan.version_on(date(2025, 6, 30)), plan.version_on(JULY)
    assert [[each.id for each in version.targets] for version in (before, after)] == [[T1, T2], [T1]]
    assert before.results == after.results
    assert dropping(SECOND).moved == {R1}, "who is supported has to agree"


def test_b3_3_a_revision_leaves_each_result_a_target() -> None:
    given(PerformancePlan, *AS_APPROVED).when(revise(dropping(target()))).then_refused("B3.3")
    given(PerformancePlan, *TWO).when(revise(dropping(target(), SECOND))).then_refused("B3.3")
    instead = dropping(target(), also=(target(UUID(int=95), effective_on=JULY),))
    given(PerformancePlan, *AS_APPROVED).when(revise(instead)).then(revised(instead))


def test_b3_18_only_a_target_of_the_newest_version_is_dropped() -> None:
    unknown = given(PerformancePlan, *TWO).when(revise(dropping(SECOND, target(UNKNOWN))))
    unknown.then_refused("B3.18")
    assert unknown.paths == [("removeTargets", 1)]
    again = dropping(SECOND, on=date(2025, 8, 1))
    given(PerformancePlan, *TWO, revised(dropping(SECOND))).when(revise(again)).then_refused("B3.18")


def test_b8_4_a_target_is_dropped_once_and_not_set_as_well() -> None:
    outcome = given(PerformancePlan, *TWO).when(
        revise(dropping(SECOND, SECOND, also=(msgspec.structs.replace(SECOND, effective_on=JULY),)))
    )
    outcome.then_refused("B8.4", "B8.4")
    assert outcome.paths == [("removeTargets", 0), ("removeTargets", 1)]


def test_b8_what_was_recorded_before_targets_could_be_dropped_drops_none() -> None:
    stored = msgspec.to_builtins(PlanRevision(effective_on=APRIL))
    del stored["removed_targets"]
    assert msgspec.convert(stored, PlanRevision).removed_targets == ()
