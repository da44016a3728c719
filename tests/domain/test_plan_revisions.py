"""Proposed revisions of plans: who has to agree, and what may be adopted (B8)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kinerja.domain.act import Act
from kinerja.domain.plan_contents import PlanRevision, ResultWeight
from kinerja.domain.plan_revisions import (
    PlanRevisionAnswered,
    PlanRevisionDecided,
    PlanRevisionProposal,
    PlanRevisionProposed,
    ProposedRevision,
    SupportedOwner,
)
from kinerja.domain.vocabulary import Disposition
from tests.domain.given import ACT, EXPLAINED, given

PLAN, EMPLOYEE = UUID(int=60), UUID(int=40)
LEADERS_PLAN, LEADER = UUID(int=70), UUID(int=41)
OTHER_PLAN, OTHER = UUID(int=71), UUID(int=42)
NOBODY: frozenset[UUID] = frozenset()
WEIGHTS = (ResultWeight(result_id=UUID(int=80), weight=Decimal(100)),)
NEW = ProposedRevision(
    plan_id=PLAN,
    employee_id=EMPLOYEE,
    number=1,
    revision=PlanRevision(effective_on=date(2025, 4, 1), weights=WEIGHTS),
    owners=(
        SupportedOwner(plan_id=LEADERS_PLAN, employee_id=LEADER),
        SupportedOwner(plan_id=OTHER_PLAN, employee_id=OTHER),
    ),
)
PROPOSED = PlanRevisionProposed(
    act=EXPLAINED, **{name: getattr(NEW, name) for name in ProposedRevision.__struct_fields__}
)
Command = Callable[[PlanRevisionProposal], None]


def answered(plan: UUID, *, agreed: bool, act: Act = ACT) -> PlanRevisionAnswered:
    return PlanRevisionAnswered(act=act, plan_id=PLAN, employee_id=EMPLOYEE, owner_plan_id=plan, agreed=agreed)


def decided(disposition: Disposition, act: Act = ACT) -> PlanRevisionDecided:
    return PlanRevisionDecided(act=act, plan_id=PLAN, employee_id=EMPLOYEE, disposition=disposition)


def propose(act: Act) -> Command:
    return lambda proposal: proposal.propose(act=act, new=NEW)


def answer(plan: UUID, *, agreed: bool, act: Act = ACT) -> Command:
    return lambda proposal: proposal.answer(act=act, owner_plan_id=plan, agreed=agreed)


def decide(
    disposition: Disposition = Disposition.ADOPTED, waived: frozenset[UUID] = NOBODY, newest: int = 1, act: Act = ACT
) -> Command:
    return lambda proposal: proposal.decide(act=act, disposition=disposition, newest=newest, waived=waived)


AGREED = (answered(LEADERS_PLAN, agreed=True), answered(OTHER_PLAN, agreed=True))


def test_b8_a_revision_is_proposed_with_reason_and_legal_basis() -> None:
    given(PlanRevisionProposal).when(propose(EXPLAINED)).then(PROPOSED)
    given(PlanRevisionProposal).when(propose(ACT)).then_refused("B8.1", "B8.2")
    given(PlanRevisionProposal, PROPOSED).when(propose(EXPLAINED)).then_nothing()


def test_b8_who_owns_what_is_supported_agrees_or_does_not() -> None:
    given(PlanRevisionProposal, PROPOSED).when(answer(LEADERS_PLAN, agreed=True)).then(AGREED[0])
    given(PlanRevisionProposal, PROPOSED, AGREED[0]).when(answer(LEADERS_PLAN, agreed=True)).then_nothing()
    declined = answered(LEADERS_PLAN, agreed=False, act=EXPLAINED)
    given(PlanRevisionProposal, PROPOSED).when(answer(LEADERS_PLAN, agreed=False, act=EXPLAINED)).then(declined)
    given(PlanRevisionProposal, PROPOSED, declined).when(answer(LEADERS_PLAN, agreed=True)).then(AGREED[0])


def test_b8_8_who_does_not_agree_says_why() -> None:
    given(PlanRevisionProposal, PROPOSED).when(answer(LEADERS_PLAN, agreed=False)).then_refused("B8.8")
    given(PlanRevisionProposal, PROPOSED).when(decide(Disposition.DECLINED)).then_refused("B8.8")


def test_b8_10_only_who_is_asked_answers() -> None:
    given(PlanRevisionProposal, PROPOSED).when(answer(UUID(int=79), agreed=True)).then_refused("B8.10")


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ((), 2),
        (AGREED[:1], 1),
        ((AGREED[0], answered(OTHER_PLAN, agreed=False)), 1),
        (AGREED, 0),
    ],
)
def test_b8_5_what_moves_a_cascaded_target_needs_every_owner(
    answers: tuple[PlanRevisionAnswered, ...], missing: int
) -> None:
    outcome = given(PlanRevisionProposal, PROPOSED, *answers).when(decide())
    if missing:
        outcome.then_refused(*["B8.5"] * missing)
    else:
        outcome.then(decided(Disposition.ADOPTED))


def test_b8_5_the_officer_who_answers_for_it_agrees_by_adopting_and_nobody_is_not_waited_for() -> None:
    waived = decide(waived=frozenset({LEADERS_PLAN}))
    given(PlanRevisionProposal, PROPOSED, AGREED[1]).when(waived).then(decided(Disposition.ADOPTED))
    given(PlanRevisionProposal, PROPOSED).when(waived).then_refused("B8.5")


def test_b8_declining_needs_nobody() -> None:
    fact = decided(Disposition.DECLINED, EXPLAINED)
    given(PlanRevisionProposal, PROPOSED).when(decide(Disposition.DECLINED, act=EXPLAINED)).then(fact)


def test_b8_6_what_was_proposed_for_an_earlier_version_is_not_adopted() -> None:
    given(PlanRevisionProposal, PROPOSED, *AGREED).when(decide(newest=2)).then_refused("B8.6")


def test_b8_7_a_proposal_is_decided_once() -> None:
    declined = decided(Disposition.DECLINED, EXPLAINED)
    given(PlanRevisionProposal, PROPOSED, *AGREED, declined).when(decide()).then_refused("B8.7")
    given(PlanRevisionProposal, PROPOSED, declined).when(answer(LEADERS_PLAN, agreed=True)).then_refused("B8.7")
    again = decide(Disposition.DECLINED)
    given(PlanRevisionProposal, PROPOSED, declined).when(again).then_nothing()
