"""The performance plan from its draft to its last revision (B3, B8)."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Fact, stamp
from kinerja.domain.periods import Window
from kinerja.domain.plan_contents import (
    NewResult,
    PlanRevision,
    PlanSpan,
    PlanState,
    PlanVersion,
    ResultSupport,
    ResultWeight,
    SupportedResult,
    Target,
    WorkResult,
)
from kinerja.domain.plan_draft_facts import (
    BehaviorExpectationSet,
    PlanAnnexSet,
    PlanDrafted,
    PlanSubmitted,
    TargetSet,
    WorkResultAdded,
    WorkResultRemoved,
)
from kinerja.domain.plan_facts import PlanApproved, PlanClosed, PlanReturned, PlanRevised
from kinerja.domain.plan_vocabulary import AnnexPart, ClosingCause, WorkResultKind
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.rules.gathering import months_judged
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Aspect, CoreValue, EvaluationKind
from tests.domain.given import ACT, EXPLAINED, given

EMPLOYEE = UUID(int=40)
R1, R2, R3, UNKNOWN = UUID(int=101), UUID(int=102), UUID(int=103), UUID(int=199)
T1, T2, T3 = UUID(int=201), UUID(int=202), UUID(int=203)
INDICATOR, LEADERS_PLAN = UUID(int=60), UUID(int=70)
SUPPORTED = SupportedResult(plan_id=LEADERS_PLAN, result_id=R1)
SPAN = PlanSpan(
    employee_id=EMPLOYEE,
    assignment_id=UUID(int=50),
    position_id=UUID(int=30),
    unit_id=UUID(int=31),
    period_id=UUID(int=32),
    starts_on=date(2025, 1, 1),
    ends_on=date(2025, 12, 31),
)
TITLE = Text("KTP terbit sesuai standar")


def result(
    id: UUID = R1, weight: str = "100", kind: WorkResultKind = WorkResultKind.PRIMARY,
    supports: SupportedResult | None = None,
) -> NewResult:  # fmt: skip
    return NewResult(result=WorkResult(id=id, kind=kind, supports=supports, weight=Decimal(weight)), title=TITLE)


def extra(id: UUID = R2, weight: str = "0") -> NewResult:
    return result(id, weight, WorkResultKind.ADDITIONAL)


def target(
    id: UUID = T1, of: UUID = R1, amount: str = "2400", effective_on: date = date(2025, 1, 1), version: int = 1
) -> Target:
    return Target(
        id=id,
        result_id=of,
        indicator_id=INDICATOR,
        indicator_version=version,
        aspect=Aspect.QUANTITY,
        amount=Decimal(amount),
        effective_on=effective_on,
    )


def added(new: NewResult) -> WorkResultAdded:
    return WorkResultAdded(act=ACT, employee_id=EMPLOYEE, result=new.result, title=new.title)


def was_set(new: Target) -> TargetSet:
    return TargetSet(act=ACT, employee_id=EMPLOYEE, target=new)


DRAFTED = PlanDrafted(
    act=ACT,
    employee_id=EMPLOYEE,
    assignment_id=UUID(int=50),
    position_id=UUID(int=30),
    unit_id=UUID(int=31),
    period_id=UUID(int=32),
    starts_on=date(2025, 1, 1),
    ends_on=date(2025, 12, 31),
)
SUBMITTED = PlanSubmitted(act=ACT, employee_id=EMPLOYEE)
RETURNED = PlanReturned(act=EXPLAINED, employee_id=EMPLOYEE)
APPROVED = PlanApproved(act=ACT, employee_id=EMPLOYEE, effective_on=date(2025, 1, 1))

AS_DRAFT: tuple[Fact, ...] = (DRAFTED, added(result()), was_set(target()))
AS_SUBMITTED = (*AS_DRAFT, SUBMITTED)
AS_RETURNED = (*AS_SUBMITTED, RETURNED)
AS_APPROVED = (*AS_SUBMITTED, APPROVED)

Command = Callable[[PerformancePlan], None]


def draft(plan: PerformancePlan) -> None:
    plan.draft(act=ACT, span=SPAN)


def add(new: NewResult) -> Command:
    return lambda plan: plan.add_result(act=ACT, new=new)


def remove(id: UUID) -> Command:
    return lambda plan: plan.remove_result(act=ACT, result_id=id)


def set_target(new: Target) -> Command:
    return lambda plan: plan.set_target(act=ACT, target=new)


def expect(plan: PerformancePlan) -> None:
    plan.set_expectation(act=ACT, value=CoreValue.ADAPTIVE, expectation=Text("memakai SIAK baru"))


def submit(plan: PerformancePlan) -> None:
    plan.submit(act=ACT)


def return_(plan: PerformancePlan) -> None:
    plan.return_(act=EXPLAINED)


def approve(*supported: PerformancePlan) -> Command:
    return lambda plan: plan.approve(act=ACT, supported=supported)


def as_left_by(*facts: Fact) -> PerformancePlan:
    return given(PerformancePlan, *facts).when(lambda _: None).aggregate


def leader_left_by(*facts: Fact) -> PerformancePlan:
    """The leader's plan that is supported."""
    for version, fact in enumerate(facts, start=1):
        stamp(fact, LEADERS_PLAN, version)
    return PerformancePlan.from_facts(LEADERS_PLAN, facts)


# ── drafting ─────────────────────────────────────────────────────────────────────────────────────────


def test_b3_a_plan_is_drafted_for_an_assignment_and_a_period() -> None:
    given(PerformancePlan).when(draft).then(DRAFTED)


def test_b3_12_there_is_one_plan_for_an_assignment_and_a_period() -> None:
    outcome = given(PerformancePlan, DRAFTED).when(draft)
    outcome.then_refused("B3.12")
    assert outcome.paths == [("assignmentId",)]


@pytest.mark.parametrize("new", [result(), extra(), result(supports=SUPPORTED)])
def test_b3_a_result_is_added_to_a_draft(new: NewResult) -> None:
    given(PerformancePlan, DRAFTED).when(add(new)).then(added(new))


def test_b3_a_result_that_was_added_records_nothing() -> None:
    given(PerformancePlan, *AS_DRAFT).when(add(result())).then_nothing()


@pytest.mark.parametrize(
    "new",
    [
        result(weight="-0.01"),
        result(weight="0"),
        result(weight="100.01"),
        extra(weight="0.01"),
        extra(weight="-0.01"),
    ],
)
def test_b3_6_a_weight_fits_the_kind_of_its_result(new: NewResult) -> None:
    outcome = given(PerformancePlan, DRAFTED).when(add(new))
    outcome.then_refused("B3.6")
    assert outcome.paths == [("weight",)]


@pytest.mark.parametrize("new", [result(weight="0.01"), result(weight="99.99"), result(weight="100"), extra()])
def test_b3_6_a_primary_result_weighs_up_to_100_and_an_additional_one_0(new: NewResult) -> None:
    given(PerformancePlan, DRAFTED).when(add(new)).then(added(new))


def test_b3_a_result_is_removed_from_a_draft() -> None:
    given(PerformancePlan, *AS_DRAFT).when(remove(R1)).then(
        WorkResultRemoved(act=ACT, employee_id=EMPLOYEE, result_id=R1)
    )


def test_b3_a_result_that_was_removed_records_nothing() -> None:
    removed = WorkResultRemoved(act=ACT, employee_id=EMPLOYEE, result_id=R1)
    given(PerformancePlan, *AS_DRAFT, removed).when(remove(R1)).then_nothing()


def test_b3_a_removed_result_takes_its_targets_along() -> None:
    second = (added(extra(R2)), was_set(target(T2, R2)))
    removed = WorkResultRemoved(act=ACT, employee_id=EMPLOYEE, result_id=R2)
    given(PerformancePlan, *AS_DRAFT, *second, removed, added(extra(R2))).when(submit).then_refused("B3.3")
    given(PerformancePlan, *AS_DRAFT, *second, removed).when(submit).then(SUBMITTED)


@pytest.mark.parametrize("amount", ["0.01", "100", "90000000"])
def test_b3_5_a_target_is_greater_than_0(amount: str) -> None:
    new = target(amount=amount)
    given(PerformancePlan, DRAFTED, added(result())).when(set_target(new)).then(was_set(new))


@pytest.mark.parametrize("amount", ["0", "0.00", "-0.01"])
def test_b3_5_a_target_of_0_or_less_is_refused(amount: str) -> None:
    outcome = given(PerformancePlan, DRAFTED, added(result())).when(set_target(target(amount=amount)))
    outcome.then_refused("B3.5")
    assert outcome.paths == [("amount",)]


def test_b3_8_a_target_belongs_to_a_result_of_the_plan() -> None:
    outcome = given(PerformancePlan, *AS_DRAFT).when(set_target(target(T2, UNKNOWN)))
    outcome.then_refused("B3.8")
    assert outcome.paths == [("resultId",)]


def test_b3_a_target_of_a_draft_takes_another_value() -> None:
    other = target(amount="2500")
    given(PerformancePlan, *AS_DRAFT).when(set_target(other)).then(was_set(other))


def test_b3_a_target_that_was_set_records_nothing() -> None:
    given(PerformancePlan, *AS_DRAFT).when(set_target(target())).then_nothing()


WITH_ANOTHER = PlanRevised(
    act=EXPLAINED, employee_id=EMPLOYEE, number=2, effective_on=date(2025, 4, 1), added=(), targets=(target(T2),),
    weights=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "known"),
    [((DRAFTED,), []), (AS_DRAFT, [T1]), (AS_APPROVED, [T1]), ((*AS_APPROVED, WITH_ANOTHER), [T1, T2])],
)
@pytest.mark.parametrize("id", [T1, T2, T3])
def test_b3_18_a_target_that_is_named_is_one_of_the_plan(
    facts: tuple[Fact, ...], known: list[UUID], id: UUID
) -> None:
    outcome = given(PerformancePlan, *facts).when(lambda plan: plan.must_have_target(id, "targetId"))
    assert outcome.rules == ([] if id in known else ["B3.18"])


def test_b3_an_expectation_of_a_behaviour_is_set() -> None:
    given(PerformancePlan, DRAFTED).when(expect).then(
        BehaviorExpectationSet(
            act=ACT, employee_id=EMPLOYEE, value=CoreValue.ADAPTIVE, expectation=Text("memakai SIAK baru")
        )
    )


EDITS = pytest.mark.parametrize(
    "edit",
    [add(result(R2)), remove(R1), set_target(target(amount="1")), expect],
    ids=["add a result", "remove a result", "set a target", "set an expectation"],
)


@EDITS
@pytest.mark.parametrize("facts", [AS_SUBMITTED, AS_APPROVED], ids=["submitted", "approved"])
def test_b3_4_a_submitted_or_approved_plan_is_frozen(facts: tuple[Fact, ...], edit: Command) -> None:
    outcome = given(PerformancePlan, *facts).when(edit)
    outcome.then_refused("B3.4")
    assert outcome.paths == [("planId",)]


@EDITS
def test_b3_4_a_returned_plan_is_edited_again(edit: Command) -> None:
    outcome = given(PerformancePlan, *AS_RETURNED).when(edit)
    assert len(outcome.aggregate.pending_events) == 1


# ── submitting ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("facts", [AS_DRAFT, AS_RETURNED], ids=["draft", "returned"])
def test_b3_a_complete_plan_is_submitted(facts: tuple[Fact, ...]) -> None:
    given(PerformancePlan, *facts).when(submit).then(SUBMITTED)


def test_b3_a_submitted_plan_is_not_submitted_again() -> None:
    given(PerformancePlan, *AS_SUBMITTED).when(submit).then_nothing()


def test_b3_4_an_approved_plan_is_not_submitted_again() -> None:
    outcome = given(PerformancePlan, *AS_APPROVED).when(submit)
    outcome.then_refused("B3.4")
    assert outcome.paths == [("planId",)]


def weighing(*weights: str) -> list[Fact]:
    """A draft with a primary result and its target for every weight."""
    facts: list[Fact] = [DRAFTED]
    for number, weight in enumerate(weights):
        id = UUID(int=R1.int + number)
        facts += [added(result(id, weight)), was_set(target(UUID(int=T1.int + number), id))]
    return facts


@pytest.mark.parametrize("weights", [["100"], ["60", "40"], ["33.33", "33.33", "33.34"], ["99.99", "0.01"]])
def test_b3_2_the_weights_of_a_submitted_plan_sum_to_100(weights: list[str]) -> None:
    given(PerformancePlan, *weighing(*weights)).when(submit).then(SUBMITTED)


@pytest.mark.parametrize("weights", [[], ["99.99"], ["60", "39.99"], ["60", "40.01"], ["33.33", "33.33", "33.33"]])
def test_b3_2_weights_that_sum_to_anything_else_are_refused(weights: list[str]) -> None:
    outcome = given(PerformancePlan, *weighing(*weights)).when(submit)
    outcome.then_refused("B3.2")
    assert outcome.paths == [("planId",)]


def test_b3_2_an_additional_result_does_not_count_in_the_sum() -> None:
    beside = (added(extra()), was_set(target(T2, R2)))
    given(PerformancePlan, *AS_DRAFT, *beside).when(submit).then(SUBMITTED)
    given(PerformancePlan, DRAFTED, *beside).when(submit).then_refused("B3.2")


@pytest.mark.parametrize(
    "facts",
    [(DRAFTED, added(result())), (*AS_DRAFT, added(extra()))],
    ids=["primary", "additional"],
)
def test_b3_3_a_result_has_at_least_one_target(facts: tuple[Fact, ...]) -> None:
    outcome = given(PerformancePlan, *facts).when(submit)
    outcome.then_refused("B3.3")
    assert outcome.paths == [("planId",)]


def test_b3_everything_a_plan_lacks_is_said_at_once() -> None:
    outcome = given(PerformancePlan, DRAFTED, added(result(weight="60")), added(extra())).when(submit)
    outcome.then_refused("B3.2", "B3.3", "B3.3")
    assert outcome.paths == [("planId",), ("planId",), ("planId",)]


# ── returning and approving ──────────────────────────────────────────────────────────────────────────


def test_b3_a_submitted_plan_is_returned_with_a_reason() -> None:
    given(PerformancePlan, *AS_SUBMITTED).when(return_).then(RETURNED)


@pytest.mark.parametrize(
    ("facts", "state"),
    [(AS_DRAFT, "DRAFT"), (AS_RETURNED, "RETURNED"), (AS_APPROVED, "APPROVED")],
    ids=["draft", "returned", "approved"],
)
def test_b3_1_only_a_submitted_plan_is_returned(facts: tuple[Fact, ...], state: str) -> None:
    outcome = given(PerformancePlan, *facts).when(return_)
    outcome.then_refused("B3.1")
    assert outcome.paths == [("planId",)]
    assert outcome.parameters == [{"state": state, "action": "submitPlan"}]


def test_b3_a_plan_that_was_submitted_again_is_returned_again() -> None:
    given(PerformancePlan, *AS_RETURNED, SUBMITTED).when(return_).then(RETURNED)


def test_b3_11_a_return_says_why() -> None:
    outcome = given(PerformancePlan, *AS_SUBMITTED).when(lambda plan: plan.return_(act=ACT))
    outcome.then_refused("B3.11")
    assert outcome.paths == [("reason",)]


def test_b3_a_submitted_plan_is_approved_from_its_first_day() -> None:
    given(PerformancePlan, *AS_SUBMITTED).when(approve()).then(APPROVED)


def test_b3_a_plan_from_mid_year_on_is_approved_from_its_own_first_day() -> None:
    july = date(2025, 7, 1)
    late = msgspec.structs.replace(DRAFTED, starts_on=july)
    facts = (late, added(result()), was_set(target(effective_on=july)), SUBMITTED)
    outcome = given(PerformancePlan, *facts).when(approve())
    outcome.then(msgspec.structs.replace(APPROVED, effective_on=july))
    assert [version.effective_on for version in outcome.aggregate.versions] == [july]


def test_b4_the_baseline_holds_from_the_day_that_its_approval_names() -> None:
    from_march = msgspec.structs.replace(APPROVED, effective_on=date(2025, 3, 1))
    assert as_left_by(*AS_SUBMITTED, from_march).versions[0].effective_on == date(2025, 3, 1)


def test_b3_a_plan_that_was_returned_and_submitted_again_is_approved() -> None:
    given(PerformancePlan, *AS_RETURNED, SUBMITTED).when(approve()).then(APPROVED)


def test_b3_an_approved_plan_is_not_approved_again() -> None:
    given(PerformancePlan, *AS_APPROVED).when(approve()).then_nothing()


@pytest.mark.parametrize(
    ("facts", "state"), [(AS_DRAFT, "DRAFT"), (AS_RETURNED, "RETURNED")], ids=["draft", "returned"]
)
def test_b3_1_only_a_submitted_plan_is_approved(facts: tuple[Fact, ...], state: str) -> None:
    outcome = given(PerformancePlan, *facts).when(approve())
    outcome.then_refused("B3.1")
    assert outcome.paths == [("planId",)]
    assert outcome.parameters == [{"state": state, "action": "submitPlan"}]


@pytest.mark.parametrize("facts", [AS_DRAFT, AS_SUBMITTED, AS_RETURNED], ids=["draft", "submitted", "returned"])
def test_b3_7_the_approval_waits_for_every_leaders_plan(facts: tuple[Fact, ...]) -> None:
    leaders = (as_left_by(*AS_APPROVED), as_left_by(*facts))
    outcome = given(PerformancePlan, *AS_SUBMITTED).when(approve(*leaders))
    outcome.then_refused("B3.7")
    assert outcome.paths == [("planId",)]
    assert outcome.parameters == [{"action": "approvePlan"}]


def test_b3_7_a_plan_is_approved_after_the_leaders_plan() -> None:
    given(PerformancePlan, *AS_SUBMITTED).when(approve(as_left_by(*AS_APPROVED))).then(APPROVED)


def test_b5_a_plan_is_submitted_before_the_leaders_plan_is_approved() -> None:
    supporting = (DRAFTED, added(result(supports=SUPPORTED)), was_set(target()))
    given(PerformancePlan, *supporting).when(submit).then(SUBMITTED)


# ── revisions ────────────────────────────────────────────────────────────────────────────────────────


def revise(
    revision: PlanRevision, settled_until: date | None = None, act: Act = EXPLAINED,
    supported: Sequence[PerformancePlan] = (),
) -> Command:  # fmt: skip
    return lambda plan: plan.revise(act=act, revision=revision, settled_until=settled_until, supported=supported)


def lower(effective_on: date = date(2025, 4, 1), amount: str = "2000") -> PlanRevision:
    """A revision of the target's amount."""
    return PlanRevision(effective_on=effective_on, targets=(target(amount=amount, effective_on=effective_on),))


def revised(revision: PlanRevision, number: int = 2) -> PlanRevised:
    return PlanRevised(
        act=EXPLAINED,
        employee_id=EMPLOYEE,
        number=number,
        effective_on=revision.effective_on,
        added=revision.added,
        targets=revision.targets,
        weights=revision.weights,
        supports=revision.supports,
        removed=revision.removed,
        removed_targets=revision.removed_targets,
    )


WIDER = PlanRevision(
    effective_on=date(2025, 4, 1),
    added=(result(R2, "40"), extra(R3)),
    targets=(target(T2, R2, "98"), target(T3, R3, "1")),
    weights=(ResultWeight(result_id=R1, weight=Decimal(60)),),
)


@pytest.mark.parametrize("revision", [lower(), WIDER], ids=["a target", "results, targets and weights"])
def test_b8_an_approved_plan_is_revised_from_a_day_on(revision: PlanRevision) -> None:
    given(PerformancePlan, *AS_APPROVED).when(revise(revision)).then(revised(revision))


def test_b8_revisions_are_numbered_on() -> None:
    later = lower(date(2025, 7, 1), "1800")
    given(PerformancePlan, *AS_APPROVED, revised(lower())).when(revise(later)).then(revised(later, 3))


@pytest.mark.parametrize("facts", [AS_DRAFT, AS_SUBMITTED, AS_RETURNED], ids=["draft", "submitted", "returned"])
def test_b3_10_only_an_approved_plan_is_revised(facts: tuple[Fact, ...]) -> None:
    outcome = given(PerformancePlan, *facts).when(revise(lower()))
    outcome.then_refused("B3.10")
    assert outcome.paths == [("planId",)]


def test_b8_1_a_revision_has_a_reason() -> None:
    act = msgspec.structs.replace(EXPLAINED, reason=None)
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(lower(), act=act))
    outcome.then_refused("B8.1")
    assert outcome.paths == [("reason",)]


@pytest.mark.parametrize("legal_basis", [None, ""])
def test_b8_2_a_revision_has_a_legal_basis(legal_basis: str | None) -> None:
    act = msgspec.structs.replace(EXPLAINED, legal_basis=legal_basis)
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(lower(), act=act))
    outcome.then_refused("B8.2")
    assert outcome.paths == [("legalBasis",)]


@pytest.mark.parametrize(
    "effective_on",
    [
        date(2024, 12, 1),
        date(2025, 1, 1),
        date(2025, 3, 31),
        date(2025, 4, 2),
        date(2026, 1, 1),
    ],
    ids=["before the plan", "its first day", "last of a month", "second of a month", "after the plan"],
)
def test_b8_3_a_revision_takes_effect_on_the_first_of_a_later_month_of_the_plan(effective_on: date) -> None:
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(lower(effective_on)))
    outcome.then_refused("B8.3")
    assert outcome.paths == [("effectiveOn",)]


@pytest.mark.parametrize("effective_on", [date(2025, 2, 1), date(2025, 12, 1)], ids=["second month", "last month"])
def test_b8_3_a_plan_is_revised_from_its_second_to_its_last_month(effective_on: date) -> None:
    given(PerformancePlan, *AS_APPROVED).when(revise(lower(effective_on))).then(revised(lower(effective_on)))


@pytest.mark.parametrize("settled_until", [date(2025, 3, 31), date(2025, 4, 30), date(2025, 12, 31)])
def test_b8_3_what_was_reported_or_judged_takes_no_revision(settled_until: date) -> None:
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(lower(date(2025, 3, 1)), settled_until))
    outcome.then_refused("B8.3")
    assert outcome.paths == [("effectiveOn",)]
    assert outcome.parameters == [{"after": settled_until.isoformat()}]


@pytest.mark.parametrize("settled_until", [None, date(2024, 12, 31), date(2025, 2, 28), date(2025, 3, 31)])
def test_b8_3_the_month_after_what_was_reported_or_judged_takes_a_revision(settled_until: date | None) -> None:
    given(PerformancePlan, *AS_APPROVED).when(revise(lower(), settled_until)).then(revised(lower()))


def test_b8_3_a_revision_follows_what_was_settled_last_or_the_newest_version_whichever_is_later() -> None:
    versions = (*AS_APPROVED, revised(lower(date(2025, 6, 1))))
    early = given(PerformancePlan, *versions).when(revise(lower(date(2025, 5, 1), "1800"), date(2025, 3, 31)))
    early.then_refused("B8.3")
    assert early.parameters == [{"after": "2025-06-01"}]


# ── revisions that change nothing, revisions that say a thing twice ──────────────────────────────────

NO_CHANGES = pytest.mark.parametrize(
    "revision",
    [
        PlanRevision(effective_on=date(2025, 4, 1)),
        PlanRevision(effective_on=date(2025, 4, 1), targets=(target(),)),
        PlanRevision(effective_on=date(2025, 4, 1), weights=(ResultWeight(result_id=R1, weight=Decimal(100)),)),
        PlanRevision(effective_on=date(2025, 4, 1), weights=(ResultWeight(result_id=R1, weight=Decimal("100.00")),)),
    ],
    ids=["nothing", "the same target", "the same weight", "the same weight with decimals"],
)


@NO_CHANGES
@pytest.mark.parametrize("act", [EXPLAINED, ACT], ids=["with a reason", "without"])
def test_b8_a_revision_that_changes_nothing_records_nothing(revision: PlanRevision, act: Act) -> None:
    given(PerformancePlan, *AS_APPROVED).when(revise(revision, act=act)).then_nothing()


def test_b8_a_revision_is_empty_against_the_newest_version_and_not_against_the_baseline() -> None:
    versions = (*AS_APPROVED, revised(WIDER))
    wider_again = msgspec.structs.replace(WIDER, effective_on=date(2025, 7, 1), added=())
    given(PerformancePlan, *versions).when(revise(wider_again)).then_nothing()
    back = PlanRevision(effective_on=date(2025, 7, 1), weights=(ResultWeight(result_id=R1, weight=Decimal(100)),))
    given(PerformancePlan, *versions).when(revise(back)).then_refused("B3.2")


@NO_CHANGES
@pytest.mark.parametrize("facts", [AS_DRAFT, AS_SUBMITTED, AS_RETURNED], ids=["draft", "submitted", "returned"])
def test_b3_10_even_an_empty_revision_waits_for_the_approval(facts: tuple[Fact, ...], revision: PlanRevision) -> None:
    given(PerformancePlan, *facts).when(revise(revision)).then_refused("B3.10")


def test_b8_a_revision_of_a_weight_alone_is_recorded() -> None:
    lighter = PlanRevision(
        effective_on=date(2025, 7, 1),
        weights=(ResultWeight(result_id=R1, weight=Decimal(50)), ResultWeight(result_id=R2, weight=Decimal(50))),
    )
    given(PerformancePlan, *AS_APPROVED, revised(WIDER)).when(revise(lighter)).then(revised(lighter, 3))


@pytest.mark.parametrize("others", [(), (target(T2, R1, "7"),)], ids=["alone", "beside another"])
def test_b8_4_a_revision_changes_a_target_once(others: tuple[Target, ...]) -> None:
    twice = PlanRevision(
        effective_on=date(2025, 4, 1), targets=(target(amount="2000"), *others, target(amount="1800"))
    )
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(twice))
    outcome.then_refused("B8.4")
    assert outcome.paths == [("setTargets", 1 + len(others))]


def test_b8_4_every_repeated_target_is_said_at_once() -> None:
    lines = (target(amount="3"), target(T2, R1, "5"), target(amount="4"), target(T2, R1, "6"), target(amount="5"))
    outcome = given(PerformancePlan, *AS_APPROVED).when(
        revise(PlanRevision(effective_on=date(2025, 4, 1), targets=lines))
    )
    outcome.then_refused("B8.4", "B8.4", "B8.4")
    assert outcome.paths == [("setTargets", 2), ("setTargets", 3), ("setTargets", 4)]


# ── revisions that support a leader's result ─────────────────────────────────────────────────────────

SUPPORTING = msgspec.structs.replace(WIDER, added=(result(R2, "40", supports=SUPPORTED), extra(R3)))


@pytest.mark.parametrize("facts", [AS_DRAFT, AS_SUBMITTED, AS_RETURNED], ids=["draft", "submitted", "returned"])
def test_b3_7_a_revision_waits_for_the_leaders_plan_that_an_added_result_supports(facts: tuple[Fact, ...]) -> None:
    leaders = [leader_left_by(*facts)]
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(SUPPORTING, supported=leaders))
    outcome.then_refused("B3.7")
    assert outcome.paths == [("addResults",)]
    assert outcome.parameters == [{"action": "approvePlan"}]


def test_b3_7_a_revision_adds_results_that_support_an_approved_leaders_plan() -> None:
    leader = leader_left_by(*AS_APPROVED)
    given(PerformancePlan, *AS_APPROVED).when(revise(SUPPORTING, supported=[leader])).then(revised(SUPPORTING))


# ── revisions that let a result support another one, or remove it ────────────────────────────────────

JULY = date(2025, 7, 1)
OTHERWISE = PlanRevision(effective_on=JULY, supports=(ResultSupport(result_id=R1, supports=SUPPORTED),))
NARROWER = PlanRevision(
    effective_on=JULY, weights=(ResultWeight(result_id=R1, weight=Decimal(100)),), removed=(R2, R3)
)


def test_b8_a_result_supports_another_one_from_a_day_on() -> None:
    leader = leader_left_by(*AS_APPROVED)
    facts = (*AS_APPROVED, revised(WIDER))
    given(PerformancePlan, *facts).when(revise(OTHERWISE, supported=[leader])).then(revised(OTHERWISE, 3))
    plan = as_left_by(*facts, revised(OTHERWISE, 3))
    assert [plan.version_on(day).results[0].supports for day in (date(2025, 6, 30), JULY)] == [None, SUPPORTED]
    nothing = PlanRevision(effective_on=date(2025, 8, 1), supports=(ResultSupport(result_id=R1, supports=None),))
    again = (*facts, revised(OTHERWISE, 3))
    given(PerformancePlan, *again).when(revise(nothing)).then(revised(nothing, 4))
    given(PerformancePlan, *facts).when(revise(nothing)).then_nothing()


def test_b8_a_result_is_removed_from_a_day_on_with_its_targets() -> None:
    facts = (*AS_APPROVED, revised(WIDER))
    given(PerformancePlan, *facts).when(revise(NARROWER)).then(revised(NARROWER, 3))
    plan = as_left_by(*facts, revised(NARROWER, 3))
    before, after = plan.version_on(date(2025, 6, 30)), plan.version_on(JULY)
    assert [len(before.results), len(before.targets)] == [3, 3]
    assert ([result.id for result in after.results], [target.id for target in after.targets]) == ([R1], [T1])


def test_b3_2_the_weights_of_what_is_left_sum_to_100() -> None:
    left = msgspec.structs.replace(NARROWER, weights=())
    given(PerformancePlan, *AS_APPROVED, revised(WIDER)).when(revise(left)).then_refused("B3.2")


def test_b3_8_only_a_result_of_the_plan_is_removed_and_nothing_of_it_is_set() -> None:
    twice = msgspec.structs.replace(
        NARROWER,
        removed=(R2, R3, R3, UNKNOWN),
        supports=(ResultSupport(result_id=R3, supports=None), ResultSupport(result_id=UNKNOWN, supports=None)),
    )
    outcome = given(PerformancePlan, *AS_APPROVED, revised(WIDER)).when(revise(twice))
    outcome.then_refused("B3.8", "B3.8", "B8.4", "B3.8")
    assert outcome.paths == [
        ("supports", 0, "resultId"),
        ("supports", 1, "resultId"),
        ("removeResults", 2),
        ("removeResults", 3),
    ]


# ── versions that follow one another ─────────────────────────────────────────────────────────────────


def test_b8_3_a_revision_follows_the_newest_version() -> None:
    versions = (*AS_APPROVED, revised(lower()))
    given(PerformancePlan, *versions).when(revise(lower(date(2025, 4, 1), "1800"))).then_refused("B8.3")
    next_month = lower(date(2025, 5, 1), "1800")
    given(PerformancePlan, *versions).when(revise(next_month)).then(revised(next_month, 3))


@pytest.mark.parametrize("amount", ["0", "-0.01"])
def test_b3_5_a_revised_target_is_greater_than_0(amount: str) -> None:
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(lower(amount=amount)))
    outcome.then_refused("B3.5")
    assert outcome.paths == [("setTargets", 0, "target", "amount")]


def test_b3_5_a_revised_target_may_be_0_01() -> None:
    given(PerformancePlan, *AS_APPROVED).when(revise(lower(amount="0.01"))).then(revised(lower(amount="0.01")))


def test_b3_8_a_revision_sets_targets_and_weights_of_results_of_the_plan() -> None:
    stray = PlanRevision(
        effective_on=date(2025, 4, 1),
        targets=(target(), target(T2, UNKNOWN)),
        weights=(ResultWeight(result_id=UNKNOWN, weight=Decimal(1)),),
    )
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(stray))
    outcome.then_refused("B3.8", "B3.8")
    assert outcome.paths == [("setTargets", 1, "resultId"), ("weights", 0, "resultId")]


@pytest.mark.parametrize("weight", ["59.99", "60.01"])
def test_b3_2_the_weights_of_a_revised_plan_sum_to_100(weight: str) -> None:
    off = msgspec.structs.replace(WIDER, weights=(ResultWeight(result_id=R1, weight=Decimal(weight)),))
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(off))
    outcome.then_refused("B3.2")
    assert outcome.paths == [("planId",)]


def test_b3_3_a_result_added_by_a_revision_has_a_target() -> None:
    bare = msgspec.structs.replace(WIDER, targets=(target(T2, R2, "98"),))
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(bare))
    outcome.then_refused("B3.3")
    assert outcome.paths == [("planId",)]


def test_b3_6_the_weights_of_a_revised_plan_fit_the_kinds_of_its_results() -> None:
    heavy = msgspec.structs.replace(WIDER, added=(result(R2, "40"), extra(R3, "0.01")))
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(heavy))
    outcome.then_refused("B3.6")
    assert outcome.paths == [("addResults", 1, "weight")]


def test_b8_everything_wrong_with_a_revision_is_said_at_once() -> None:
    wrong = PlanRevision(
        effective_on=date(2025, 4, 2),
        added=(extra(R3),),
        targets=(target(amount="0"), target(T2, UNKNOWN), target(amount="1")),
        weights=(ResultWeight(result_id=UNKNOWN, weight=Decimal(1)), ResultWeight(result_id=R1, weight=Decimal(0))),
        supports=(ResultSupport(result_id=R1, supports=SUPPORTED),),
    )
    outcome = given(PerformancePlan, *AS_APPROVED).when(revise(wrong, act=ACT, supported=[leader_left_by(*AS_DRAFT)]))
    outcome.then_refused("B3.7", "B8.1", "B8.2", "B8.3", "B3.5", "B3.8", "B8.4", "B3.8", "B3.6", "B3.2", "B3.3")
    assert outcome.paths == [
        ("supports",),
        ("reason",),
        ("legalBasis",),
        ("effectiveOn",),
        ("setTargets", 0, "target", "amount"),
        ("setTargets", 1, "resultId"),
        ("setTargets", 2),
        ("weights", 0, "resultId"),
        ("weights", 1, "weight"),
        ("planId",),
        ("planId",),
    ]


# ── versions ─────────────────────────────────────────────────────────────────────────────────────────


def test_b4_the_approved_baseline_is_version_1() -> None:
    assert as_left_by(*AS_APPROVED).versions == [
        PlanVersion(number=1, effective_on=date(2025, 1, 1), results=(result().result,), targets=(target(),))
    ]


def test_b8_a_revision_leads_to_a_version_of_the_whole_plan() -> None:
    assert as_left_by(*AS_APPROVED, revised(WIDER)).versions[1:] == [
        PlanVersion(
            number=2,
            effective_on=date(2025, 4, 1),
            results=(result(R1, "60").result, result(R2, "40").result, extra(R3).result),
            targets=(target(), target(T2, R2, "98"), target(T3, R3, "1")),
        )
    ]


def test_b8_a_revised_target_takes_the_place_of_the_old_one() -> None:
    plan = as_left_by(*AS_APPROVED, revised(lower()))
    assert [version.targets for version in plan.versions] == [(target(),), lower().targets]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2025, 1, 1), 1),
        (date(2025, 3, 31), 1),
        (date(2025, 4, 1), 2),
        (date(2025, 12, 31), 2),
    ],
)
def test_b8_both_versions_stay_and_each_holds_on_its_days(day: date, number: int) -> None:
    assert as_left_by(*AS_APPROVED, revised(lower())).version_on(day).number == number


def test_b3_10_no_version_holds_before_the_approval() -> None:
    outcome = given(PerformancePlan, *AS_SUBMITTED).when(lambda plan: plan.version_on(date(2025, 1, 1)))
    outcome.then_refused("B3.10")
    assert outcome.paths == [("planId",)]


def test_b8_the_fact_that_set_a_target_is_known_for_each_of_its_values() -> None:
    plan = as_left_by(*AS_APPROVED, revised(lower()))
    assert plan.set_by == {(T1, date(2025, 1, 1)): 3, (T1, date(2025, 4, 1)): 6}


def test_b5_a_plan_has_the_results_of_its_draft_and_of_every_version() -> None:
    plan = as_left_by(*AS_APPROVED, revised(WIDER))
    assert [plan.has_result(id) for id in (R1, R2, R3, UNKNOWN)] == [True, True, True, False]


def close(closed_on: date, settled_until: date | None = None, act: Act = EXPLAINED) -> Command:
    return lambda plan: plan.close(
        act=act, closed_on=closed_on, cause=ClosingCause.RETIRED, settled_until=settled_until
    )


CLOSED = PlanClosed(act=EXPLAINED, employee_id=EMPLOYEE, closed_on=date(2025, 6, 30), cause=ClosingCause.RETIRED)


def closed_as(state: PlanState) -> PlanClosed:
    return msgspec.structs.replace(CLOSED, state=state)


@pytest.mark.parametrize(
    ("before", "state"),
    [
        (AS_DRAFT, PlanState.DRAFT),
        (AS_SUBMITTED, PlanState.SUBMITTED),
        (AS_RETURNED, PlanState.RETURNED),
        (AS_APPROVED, PlanState.CLOSED),
    ],
)
def test_b3_a_plan_is_closed_wherever_it_stands(before: tuple[Fact, ...], state: PlanState) -> None:
    given(PerformancePlan, *before).when(close(date(2025, 6, 30))).then(closed_as(state))


def test_b3_a_plan_that_was_closed_unapproved_is_completed_and_approved_for_its_months() -> None:
    closed = closed_as(PlanState.RETURNED)
    given(PerformancePlan, *AS_RETURNED, closed).when(add(extra())).then(added(extra()))
    given(PerformancePlan, *AS_RETURNED, closed).when(submit).then(SUBMITTED)
    approved = msgspec.structs.replace(APPROVED, state=PlanState.CLOSED)
    given(PerformancePlan, *AS_RETURNED, closed, SUBMITTED).when(approve()).then(approved)
    plan = as_left_by(*AS_RETURNED, closed, SUBMITTED, approved)
    assert (plan.state, plan.last_day) == (PlanState.CLOSED, date(2025, 6, 30))
    given(PerformancePlan, *AS_RETURNED, closed, SUBMITTED, approved).when(expect).then_refused("B3.15")


@pytest.mark.parametrize("before", [AS_DRAFT, AS_SUBMITTED, AS_APPROVED])
def test_b3_a_plan_ends_before_it_began_on_the_day_before_its_first(before: tuple[Fact, ...]) -> None:
    never = msgspec.structs.replace(CLOSED, closed_on=date(2024, 12, 31))
    given(PerformancePlan, *before).when(close(date(2024, 12, 31))).then(never)
    given(PerformancePlan, *before, never).when(expect).then_refused("B3.15")
    given(PerformancePlan, *before).when(close(date(2024, 12, 31), date(2025, 1, 31))).then_refused("B3.16")


@pytest.mark.parametrize(
    ("until", "rules"),
    [(None, ()), (date(2025, 12, 1), ()), (date(2025, 11, 30), ("B3.19",)), (date(2025, 6, 30), ("B3.19",))],
)
def test_b3_19_a_plan_that_outlasts_its_assignment_is_not_approved(
    until: date | None, rules: tuple[str, ...]
) -> None:
    def decide(plan: PerformancePlan) -> None:
        plan.approve(act=ACT, supported=(), assigned_until=until)

    assert given(PerformancePlan, *AS_SUBMITTED).when(decide).rules == list(rules)


def test_b3_19_a_plan_that_was_closed_with_its_assignment_is_approved() -> None:
    def decide(plan: PerformancePlan) -> None:
        plan.approve(act=ACT, supported=(), assigned_until=date(2025, 6, 15))

    outcome = given(PerformancePlan, *AS_SUBMITTED, closed_as(PlanState.SUBMITTED)).when(decide)
    outcome.then(msgspec.structs.replace(APPROVED, state=PlanState.CLOSED))


def test_b3_a_plan_that_was_closed_records_nothing() -> None:
    given(PerformancePlan, *AS_APPROVED, CLOSED).when(close(date(2025, 6, 30))).then_nothing()


@pytest.mark.parametrize(
    ("closed_on", "settled_until"),
    [
        (date(2025, 6, 29), None),
        (date(2024, 11, 30), None),
        (date(2026, 1, 31), None),
        (date(2025, 6, 30), date(2025, 7, 31)),
    ],
)
def test_b3_16_it_is_closed_at_the_end_of_a_month_that_nothing_follows(
    closed_on: date, settled_until: date | None
) -> None:
    given(PerformancePlan, *AS_APPROVED).when(close(closed_on, settled_until)).then_refused("B3.16")


def test_b3_16_the_month_that_was_reported_last_may_be_the_last() -> None:
    given(PerformancePlan, *AS_APPROVED).when(close(date(2025, 6, 30), date(2025, 6, 30))).then(CLOSED)


def test_b3_17_closing_says_why() -> None:
    given(PerformancePlan, *AS_APPROVED).when(close(date(2025, 6, 30), act=ACT)).then_refused("B3.17")


def test_b3_15_a_closed_plan_takes_nothing_more() -> None:
    for command in (add(extra()), submit, expect, approve(), close(date(2025, 7, 31))):
        given(PerformancePlan, *AS_APPROVED, CLOSED).when(command).then_refused("B3.15")
    once = closed_as(PlanState.DRAFT)
    given(PerformancePlan, *AS_DRAFT, once).when(close(date(2025, 7, 31))).then_refused("B3.15")


def test_b3_15_what_was_closed_unapproved_before_it_could_be_completed_stays_closed() -> None:
    given(PerformancePlan, *AS_DRAFT, CLOSED).when(submit).then_refused("B3.15")


def test_b3_a_closed_plan_is_judged_to_its_last_month_on_the_targets_of_its_whole_span() -> None:
    plan = as_left_by(*AS_APPROVED, CLOSED)
    plan.must_be_approved()
    window = Window(code="2025", kind=EvaluationKind.ANNUAL, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    assert [month.month for month in months_judged(plan, window)] == [1, 2, 3, 4, 5, 6]
    assert plan.span.ends_on == date(2025, 12, 31)


def test_b3_the_annex_is_set_while_it_is_drafted() -> None:
    content = Text("Dua petugas loket")

    def annex(plan: PerformancePlan) -> None:
        plan.set_annex(act=ACT, part=AnnexPart.RESOURCES, content=content)

    fact = PlanAnnexSet(act=ACT, employee_id=EMPLOYEE, part=AnnexPart.RESOURCES, content=content)
    given(PerformancePlan, *AS_DRAFT).when(annex).then(fact)
    given(PerformancePlan, *AS_APPROVED).when(annex).then_refused("B3.4")
