"""Requests for a colleague's rating: asked, accepted, declined, let go (D3)."""

from uuid import UUID

import pytest

from kinerja.domain.aggregate import Fact
from kinerja.domain.rating_requests import (
    MOST,
    RatingRequestAccepted,
    RatingRequestDeclined,
    RatingRequested,
    RatingRequestExpired,
    RatingRequests,
    RequestOf,
)
from tests.domain.given import ACT, given

COLLECTION, RATEE, RATER = UUID(int=5), UUID(int=3), UUID(int=8)


def of(rater: UUID = RATER) -> RequestOf:
    return RequestOf(collection_id=COLLECTION, employee_id=RATEE, rater_id=rater)


def fact(kind: type[Fact], rater: UUID = RATER) -> Fact:
    return kind(act=ACT, collection_id=COLLECTION, employee_id=RATEE, rater_id=rater)  # type: ignore[call-arg]  # all alike


ASKED, ACCEPTED = fact(RatingRequested), fact(RatingRequestAccepted)
DECLINED, EXPIRED = fact(RatingRequestDeclined), fact(RatingRequestExpired)


def test_d3_a_colleague_is_asked_once() -> None:
    given(RatingRequests).when(lambda requests: requests.ask(act=ACT, of=of())).then(ASKED)
    for answered in ((), (ACCEPTED,), (DECLINED,), (EXPIRED,)):
        given(RatingRequests, ASKED, *answered).when(lambda r: r.ask(act=ACT, of=of())).then_nothing()


def test_d3_1_nobody_asks_himself() -> None:
    given(RatingRequests).when(lambda requests: requests.ask(act=ACT, of=of(RATEE))).then_refused("D3.1")


def test_d3_2_thirty_are_asked_at_most() -> None:
    full = [fact(RatingRequested, UUID(int=100 + number)) for number in range(MOST)]
    given(RatingRequests, *full).when(lambda requests: requests.ask(act=ACT, of=of())).then_refused("D3.2")
    given(RatingRequests, *full[1:]).when(lambda requests: requests.ask(act=ACT, of=of())).then(ASKED)


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_d3_3_who_was_not_asked_does_not_answer(answer: str) -> None:
    given(RatingRequests).when(lambda requests: getattr(requests, answer)(act=ACT, of=of())).then_refused("D3.3")


def test_d3_it_is_accepted_or_declined() -> None:
    given(RatingRequests, ASKED).when(lambda requests: requests.accept(act=ACT, of=of())).then(ACCEPTED)
    given(RatingRequests, ASKED).when(lambda requests: requests.decline(act=ACT, of=of())).then(DECLINED)
    given(RatingRequests, ASKED, ACCEPTED).when(lambda r: r.accept(act=ACT, of=of())).then_nothing()
    given(RatingRequests, ASKED, DECLINED).when(lambda r: r.decline(act=ACT, of=of())).then_nothing()


def test_d3_4_who_accepted_does_not_decline_and_tells_nothing_of_having_rated() -> None:
    given(RatingRequests, ASKED, ACCEPTED).when(lambda r: r.decline(act=ACT, of=of())).then_refused("D3.4")


def test_d3_4_what_was_declined_or_let_go_is_not_accepted_any_more() -> None:
    for before in (DECLINED, EXPIRED):
        given(RatingRequests, ASKED, before).when(lambda r: r.accept(act=ACT, of=of())).then_refused("D3.4")
    given(RatingRequests, ASKED, EXPIRED).when(lambda r: r.decline(act=ACT, of=of())).then_refused("D3.4")


def test_d3_the_end_lets_only_those_go_that_nobody_answered() -> None:
    silent = UUID(int=9)
    ended = given(RatingRequests, ASKED, fact(RatingRequested, silent), ACCEPTED).when(
        lambda requests: requests.expire(act=ACT, collection_id=COLLECTION, employee_id=RATEE)
    )
    ended.then(fact(RatingRequestExpired, silent))


def test_d3_who_accepted_rates_and_nobody_else() -> None:
    def rates(*facts: Fact) -> bool:
        from kinerja.domain.aggregate import stamp

        for version, each in enumerate(facts, 1):
            stamp(each, COLLECTION, version)
        return RatingRequests.from_facts(COLLECTION, facts).rates(RATER)

    assert [rates(), rates(ASKED), rates(ASKED, ACCEPTED), rates(ASKED, ACCEPTED, DECLINED)] == [
        False, False, True, False,
    ]  # fmt: skip
