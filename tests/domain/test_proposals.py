"""Proposals on indicators: said with a reason, answered with a reason (A8)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.indicator_manuals import FieldChange, IndicatorManual
from kinerja.domain.indicators import Indicator, IndicatorWithdrawn
from kinerja.domain.proposals import IndicatorProposal, IndicatorProposalDecided, IndicatorProposed
from kinerja.domain.standard_vocabulary import ProposalKind
from kinerja.domain.vocabulary import Disposition
from tests.domain.given import ACT, EXPLAINED, given
from tests.domain.test_indicators import CHANGE_OF_FORMULA, DEFINED, FORMULA, MANUAL

INDICATOR, MEMBER = UUID(int=70), UUID(int=71)


def proposed(after: IndicatorManual | None, *changes: FieldChange) -> IndicatorProposed:
    return IndicatorProposed(
        act=EXPLAINED, indicator_id=INDICATOR, indicator_version=1, proposed_by=MEMBER,
        kind=ProposalKind.IRRELEVANT if after is None else ProposalKind.REVISION, manual=after, changes=changes,
    )  # fmt: skip


def decided(disposition: Disposition) -> IndicatorProposalDecided:
    return IndicatorProposalDecided(
        act=EXPLAINED, indicator_id=INDICATOR, proposed_by=MEMBER, disposition=disposition
    )


def propose(proposal: IndicatorProposal, after: IndicatorManual | None, act: Act = EXPLAINED) -> None:
    proposal.propose(act=act, indicator_id=INDICATOR, version=1, by=MEMBER, before=MANUAL, after=after)


def test_a8_an_indicator_is_reported_as_irrelevant() -> None:
    given(IndicatorProposal).when(lambda it: propose(it, None)).then(proposed(None))


def test_a8_a_revision_is_proposed_with_what_should_read_otherwise() -> None:
    given(IndicatorProposal).when(lambda it: propose(it, FORMULA)).then(proposed(FORMULA, CHANGE_OF_FORMULA))


def test_a8_2_and_3_a_proposal_says_why_and_proposes_something() -> None:
    given(IndicatorProposal).when(lambda it: propose(it, None, ACT)).then_refused("A8.2")
    given(IndicatorProposal).when(lambda it: propose(it, MANUAL)).then_refused("A8.3")
    given(IndicatorProposal).when(lambda it: propose(it, MANUAL, ACT)).then_refused("A8.2", "A8.3")


def test_a8_an_incomplete_manual_is_refused_when_it_is_proposed_with_all_that_it_lacks() -> None:
    lacks = msgspec.structs.replace(FORMULA, unit=" ", numerator="selesai")
    outcome = given(IndicatorProposal).when(lambda it: propose(it, lacks, ACT))
    outcome.then_refused("A8.2", "A6.1", "A6.2")
    assert outcome.paths == [("reason",), ("manual", "unit"), ("manual", "denominator")]


def decide(proposal: IndicatorProposal, disposition: Disposition) -> None:
    proposal.decide(act=EXPLAINED, disposition=disposition, newest_version=1)


@pytest.mark.parametrize(
    ("disposition", "other"),
    [(Disposition.ADOPTED, Disposition.DECLINED), (Disposition.DECLINED, Disposition.ADOPTED)],
)
def test_a8_4_a_proposal_is_adopted_or_declined_once(disposition: Disposition, other: Disposition) -> None:
    facts = (proposed(None), decided(disposition))
    given(IndicatorProposal, proposed(None)).when(lambda it: decide(it, disposition)).then(decided(disposition))
    given(IndicatorProposal, *facts).when(lambda it: decide(it, disposition)).then_nothing()
    given(IndicatorProposal, *facts).when(lambda it: decide(it, other)).then_refused("A8.4")


def test_a8_5_whoever_proposed_is_told_why_it_is_declined() -> None:
    given(IndicatorProposal, proposed(None)).when(
        lambda it: it.decide(act=ACT, disposition=Disposition.DECLINED, newest_version=1)
    ).then_refused("A8.5")


def test_a8_6_what_was_proposed_on_an_older_version_is_not_adopted_but_may_be_declined() -> None:
    """Adopting it would take back what was revised in between."""

    def decide_later(it: IndicatorProposal, disposition: Disposition) -> None:
        it.decide(act=EXPLAINED, disposition=disposition, newest_version=2)

    for proposal in (proposed(None), proposed(FORMULA, CHANGE_OF_FORMULA)):
        it = given(IndicatorProposal, proposal)
        it.when(lambda it: decide_later(it, Disposition.ADOPTED)).then_refused("A8.6")
        declined = decided(Disposition.DECLINED)
        given(IndicatorProposal, proposal).when(lambda it: decide_later(it, Disposition.DECLINED)).then(declined)


def test_a6_6_a_withdrawn_indicator_is_neither_revised_nor_withdrawn_again() -> None:
    withdrawn = (DEFINED, IndicatorWithdrawn(act=EXPLAINED, number=1, last_day=date(2025, 6, 30)))
    given(Indicator, *withdrawn).when(
        lambda it: it.revise(act=EXPLAINED, manual=FORMULA, effective_on=date(2025, 8, 1))
    ).then_refused("A6.6")
    given(Indicator, *withdrawn).when(lambda it: it.withdraw(act=EXPLAINED, last_day=date(2025, 7, 31))).then_refused(
        "A6.6"
    )


def test_a8_a_withdrawn_indicator_holds_to_its_last_day() -> None:
    withdrawn = IndicatorWithdrawn(act=EXPLAINED, number=1, last_day=date(2025, 6, 30))

    def withdraw(indicator: Indicator) -> None:
        indicator.withdraw(act=EXPLAINED, last_day=date(2025, 6, 30))

    given(Indicator, DEFINED).when(withdraw).then(withdrawn)
    given(Indicator, DEFINED, withdrawn).when(withdraw).then_nothing()
    given(Indicator, DEFINED, withdrawn).when(lambda it: it.version_on(date(2025, 6, 30))).then_nothing()
    given(Indicator, DEFINED, withdrawn).when(lambda it: it.version_on(date(2025, 7, 1))).then_refused("A6.6")


def test_a8_an_indicator_is_withdrawn_for_a_reason_on_a_basis_and_not_before_it_holds() -> None:
    silent = msgspec.structs.replace(EXPLAINED, reason=None, legal_basis=None)
    given(Indicator, DEFINED).when(lambda it: it.withdraw(act=silent, last_day=date(2024, 12, 31))).then_refused(
        "A7.1", "A7.2", "A7.3"
    )
