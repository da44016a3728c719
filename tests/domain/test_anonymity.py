"""The anonymity contract: tightened by a fact, never loosened (D4)."""

from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import msgspec
import pytest

from kinerja.domain.anonymity import AnonymityContract, Promise, contract_by, loosening_faults, offer_faults, promised
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.voice_vocabulary import Reader, ReleaseMoment

POLICY = voice_policy()
CONTRACT = contract_by(
    POLICY, ReleaseMoment.AT_CLOSE, (Reader.APPRAISER,), (Reader.REVIEWER, Reader.RATEE, Reader.APPRAISER)
)


@dataclass(frozen=True)
class Change:
    """A promise, and the inputs at which it takes something back."""

    promise: Promise
    loosened: tuple[str, ...]


CHANGES = (
    Change(Promise(), ()),
    Change(Promise(k=5), ()),
    Change(Promise(k=6), ()),
    Change(Promise(step=9), ()),
    Change(Promise(comments=()), ()),
    Change(Promise(aggregates=(Reader.RATEE,)), ()),
    Change(Promise(comments=(Reader.APPRAISER, Reader.ADMINISTRATOR)), ("comments",)),
    Change(Promise(aggregates=(Reader.RATEE, Reader.PUBLIC)), ("aggregates",)),
    Change(Promise(k=7, comments=(Reader.RATEE,), aggregates=(Reader.PUBLIC,)), ("comments", "aggregates")),
)


def test_d4_the_policy_promises_five_together_and_ten_about_one_person() -> None:
    assert (POLICY.k, POLICY.k_of_person, POLICY.step) == (5, 10, 5)
    assert (CONTRACT.version, CONTRACT.policy, CONTRACT.k) == (1, "voices-1", 5)


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_d4_3_what_was_promised_is_promised_more_of_or_refused(change: Change) -> None:
    faults = loosening_faults(CONTRACT, promised(CONTRACT, change.promise))
    assert [fault.path[-1] for fault in faults] == list(change.loosened)
    assert {fault.rule.id for fault in faults} <= {"D4.3"}


@pytest.mark.parametrize("k", [1, 4])
def test_d4_1_less_than_the_policy_is_never_promised(k: int) -> None:
    (fault,) = offer_faults(promised(CONTRACT, Promise(k=k)), CONTRACT, POLICY)
    assert (fault.rule.id, fault.path) == ("D4.1", ("promise", "k"))


def test_d4_3_k_is_not_lowered_to_what_the_policy_would_allow() -> None:
    six = promised(CONTRACT, Promise(k=6))
    assert [fault.path[-1] for fault in loosening_faults(six, promised(six, Promise(k=5)))] == ["k"]


def test_d4_2_the_employee_never_reads_what_single_raters_said() -> None:
    (fault,) = offer_faults(promised(CONTRACT, Promise(comments=(Reader.RATEE,))), CONTRACT, POLICY)
    assert (fault.rule.id, fault.path) == ("D4.2", ("promise", "comments"))


@pytest.mark.parametrize(
    ("promise", "at"),
    [
        (Promise(comments=(Reader.ADMINISTRATOR,)), ["comments"]),
        (Promise(aggregates=(Reader.PUBLIC,)), ["aggregates"]),
        (Promise(comments=(Reader.PUBLIC,), aggregates=(Reader.RATEE, Reader.OFFICER)), ["comments", "aggregates"]),
        (Promise(comments=(), aggregates=(Reader.RATEE,)), []),
    ],
)
def test_d4_12_an_agency_names_no_readers_but_those_of_the_policy(promise: Promise, at: list[str]) -> None:
    faults = offer_faults(promised(CONTRACT, promise), CONTRACT, POLICY)
    assert [(fault.rule.id, fault.path[-1]) for fault in faults] == [("D4.12", name) for name in at]


@pytest.mark.parametrize(("k", "at"), [(50, []), (51, ["k", "step"])])
def test_d4_13_nobody_promises_so_many_that_nothing_is_ever_shown(k: int, at: list[str]) -> None:
    faults = offer_faults(promised(CONTRACT, Promise(k=k)), CONTRACT, POLICY)
    assert [(fault.rule.id, fault.path[-1]) for fault in faults] == [("D4.13", name) for name in at]


def test_d4_what_somebody_who_reads_the_score_may_not_read_counts_in_no_score() -> None:
    readers = (Reader.RATEE, Reader.APPRAISER, Reader.REVIEWER, Reader.ADMINISTRATOR)
    contracts = {
        named: msgspec.structs.replace(CONTRACT, aggregates=named)
        for size in range(5)
        for named in combinations(readers, size)
    }
    assert [named for named, contract in contracts.items() if contract.in_scores] == [readers]


def test_d4_a_step_is_never_smaller_than_k() -> None:
    assert promised(CONTRACT, Promise(k=8)).step == 8
    assert promised(CONTRACT, Promise(k=8, step=3)).step == 8
    assert promised(CONTRACT, Promise(k=12)).k_of_person == 12


def test_d4_3_of_two_contracts_that_promise_unlike_things_one_at_most_follows_the_other() -> None:
    readers: list[tuple[Reader, ...]] = [(), (Reader.APPRAISER,), (Reader.APPRAISER, Reader.ADMINISTRATOR)]
    contracts = [
        msgspec.structs.replace(CONTRACT, k=k, comments=comments, aggregates=aggregates)
        for k, comments, aggregates in product((5, 6), readers, readers)
    ]
    for one, other in product(contracts, contracts):
        both = not loosening_faults(one, other) and not loosening_faults(other, one)
        assert both == (one == other)


def test_d4_readers_stand_in_one_order_however_they_are_named() -> None:
    def named(*readers: Any) -> AnonymityContract:
        return promised(CONTRACT, Promise(aggregates=readers))

    assert named(Reader.RATEE, Reader.APPRAISER) == named(Reader.APPRAISER, Reader.RATEE, Reader.RATEE)
