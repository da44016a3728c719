"""Collections: opened, tightened, closed by somebody or by their last day (D4)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.anonymity import AnonymityContract, Promise, contract_by, promised
from kinerja.domain.collecting import (
    Asked,
    Collection,
    CollectionClosed,
    CollectionOpened,
    ContractTightened,
    Opening,
)
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.vocabulary import Relation
from kinerja.domain.voice_vocabulary import CollectionKind, Reader, ReleaseMoment
from tests.domain.given import ACT, EXPLAINED, given

RATEE = UUID(int=3)
CLOSES_AT = ACT.at + timedelta(days=7)
CONTRACT = contract_by(voice_policy(), ReleaseMoment.AT_CLOSE, (Reader.APPRAISER,), (Reader.RATEE,))
ASKED = Asked(
    kind=CollectionKind.RATING,
    unit_id=UUID(int=1),
    questions=("LOYAL",),
    options=("ABOVE", "MEETS", "BELOW"),
    scale=(Decimal(110), Decimal(100), Decimal(80)),
    divergence=Decimal(10),
    relations=(Relation.PEER,),
    employee_id=RATEE,
)
OPENING = Opening(opened_on=date(2025, 1, 6), closes_on=date(2025, 1, 13), closes_at=CLOSES_AT)
OPENED = CollectionOpened(
    act=ACT, asked=ASKED, opening=OPENING, contract=CONTRACT, employee_id=RATEE, evaluation_id=None, plan_id=None,
    service_id=None,
)  # fmt: skip
CLOSED = CollectionClosed(act=ACT, employee_id=RATEE)


def at(moment: datetime) -> Act:
    return msgspec.structs.replace(ACT, at=moment)


def test_d4_it_opens_once_with_the_contract_that_it_is_opened_with() -> None:
    def open_(collection: Collection) -> None:
        collection.open(act=ACT, asked=ASKED, opening=OPENING, contract=CONTRACT)

    given(Collection).when(open_).then(OPENED)
    given(Collection, OPENED).when(open_).then_nothing()


def _open(said: tuple[Asked, Opening, AnonymityContract], collection: Collection) -> None:
    asked, opening, contract = said
    collection.open(act=ACT, asked=asked, opening=opening, contract=contract)


def test_d4_15_what_was_opened_is_not_opened_otherwise() -> None:
    later = msgspec.structs.replace(OPENING, closes_on=date(2025, 1, 14))
    both = msgspec.structs.replace(ASKED, relations=(Relation.PEER, Relation.SUBORDINATE))
    eight = promised(CONTRACT, Promise(k=8))
    otherwise = {"relations": (both, OPENING, CONTRACT), "closesOn": (ASKED, later, CONTRACT)}
    otherwise["promise"] = (ASKED, OPENING, eight)
    for named, said in otherwise.items():
        outcome = given(Collection, OPENED).when(partial(_open, said))
        outcome.then_refused("D4.15")
        assert outcome.paths == [(named,)]


def test_d4_15_the_same_again_is_nothing_also_after_it_was_tightened() -> None:
    tightened = ContractTightened(act=ACT, employee_id=RATEE, contract=promised(CONTRACT, Promise(k=8)))
    given(Collection, OPENED, tightened).when(
        lambda c: c.open(act=ACT, asked=ASKED, opening=OPENING, contract=CONTRACT)
    ).then_nothing()


def test_d4_14_once_it_is_closed_readers_are_fewer_and_numbers_stay() -> None:
    six, nobody = promised(CONTRACT, Promise(k=6)), promised(CONTRACT, Promise(aggregates=()))
    outcome = given(Collection, OPENED, CLOSED).when(lambda c: c.tighten(act=ACT, contract=six))
    outcome.then_refused("D4.14", "D4.14")
    assert outcome.paths == [("promise", "k"), ("promise", "step")]
    given(Collection, OPENED, CLOSED).when(lambda c: c.tighten(act=ACT, contract=nobody)).then(
        ContractTightened(act=ACT, employee_id=RATEE, contract=msgspec.structs.replace(nobody, version=2))
    )


def test_d4_13_numbers_that_nobody_reaches_are_refused() -> None:
    many = promised(CONTRACT, Promise(k=51))
    given(Collection, OPENED).when(lambda c: c.tighten(act=ACT, contract=many)).then_refused("D4.13", "D4.13")


def test_d4_tightened_is_a_fact_with_the_next_version() -> None:
    six = promised(CONTRACT, Promise(k=6))
    tightened = given(Collection, OPENED).when(lambda collection: collection.tighten(act=EXPLAINED, contract=six))
    tightened.then(
        ContractTightened(act=EXPLAINED, employee_id=RATEE, contract=msgspec.structs.replace(six, version=2))
    )


def test_d4_3_loosened_is_refused_and_the_same_again_is_nothing() -> None:
    wider = promised(CONTRACT, Promise(aggregates=(Reader.RATEE, Reader.PUBLIC)))
    given(Collection, OPENED).when(lambda c: c.tighten(act=ACT, contract=wider)).then_refused("D4.3")
    given(Collection, OPENED).when(lambda c: c.tighten(act=ACT, contract=CONTRACT)).then_nothing()


def test_d4_it_is_closed_once() -> None:
    given(Collection, OPENED).when(lambda collection: collection.close(act=ACT)).then(CLOSED)
    given(Collection, OPENED, CLOSED).when(lambda collection: collection.close(act=ACT)).then_nothing()


def test_d4_10_its_last_day_closes_it_and_not_a_moment_before() -> None:
    early, late = at(CLOSES_AT - timedelta(microseconds=1)), at(CLOSES_AT)
    given(Collection, OPENED).when(lambda collection: collection.pass_(act=early)).then_refused("D4.10")
    passed = CollectionClosed(act=late, employee_id=RATEE)
    given(Collection, OPENED).when(lambda collection: collection.pass_(act=late)).then(passed)
    given(Collection, OPENED, CLOSED).when(lambda collection: collection.pass_(act=early)).then_nothing()


def test_d4_4_answers_are_taken_until_the_last_day_is_over_whether_that_is_recorded_or_not() -> None:
    before = CLOSES_AT - timedelta(microseconds=1)
    given(Collection, OPENED).when(lambda collection: collection.must_take_answers(before)).then_nothing()
    given(Collection, OPENED).when(lambda c: c.must_take_answers(CLOSES_AT)).then_refused("D4.4")
    given(Collection, OPENED, CLOSED).when(lambda c: c.must_take_answers(before)).then_refused("D4.4")
