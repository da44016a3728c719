"""Batches of commands (B9)."""

from uuid import UUID

import pytest

from kinerja.domain.batches import Batch, BatchAccepted, BatchFinished, BatchItemRefused, ItemRefusal
from tests.domain.given import ACT, STREAM, given

ADMINISTRATOR = UUID(int=7)
PLANS = (UUID(int=70), UUID(int=71), UUID(int=72))
ITEMS = ('{"planId":"a"}', '{"planId":"b"}', '{"planId":"c"}')
ACCEPTED = BatchAccepted(act=ACT, command="approvePlan", requested_by=ADMINISTRATOR, items=ITEMS)
REFUSALS = (ItemRefusal(rule="B3.1", parameters={"state": "DRAFT"}),)


def item_refused(item: int) -> BatchItemRefused:
    return BatchItemRefused(act=ACT, item=item, concerns=PLANS[item], refusals=REFUSALS)


def accept(batch: Batch, items: tuple[str, ...] = ITEMS) -> None:
    batch.accept(act=ACT, command="approvePlan", requested_by=ADMINISTRATOR, items=items)


def refuse_item(batch: Batch, item: int = 1) -> None:
    batch.refuse_item(act=ACT, item=item, concerns=PLANS[item], refusals=REFUSALS)


def finish(batch: Batch) -> None:
    batch.finish(act=ACT)


def test_b9_a_batch_is_accepted_with_its_items() -> None:
    given(Batch).when(accept).then(ACCEPTED)


def test_b9_a_batch_that_was_accepted_records_nothing() -> None:
    given(Batch, ACCEPTED).when(accept).then_nothing()


def test_b9_1_a_batch_has_at_least_one_item() -> None:
    outcome = given(Batch).when(lambda batch: accept(batch, ()))
    outcome.then_refused("B9.1")
    assert outcome.paths == [()]


def test_b9_1_a_batch_of_one_item_is_accepted() -> None:
    given(Batch).when(lambda batch: accept(batch, ITEMS[:1])).then(
        BatchAccepted(act=ACT, command="approvePlan", requested_by=ADMINISTRATOR, items=ITEMS[:1])
    )


@pytest.mark.parametrize("item", [0, 1, 2])
def test_b9_an_item_is_refused_with_its_rules_and_what_it_concerns(item: int) -> None:
    given(Batch, ACCEPTED).when(lambda batch: refuse_item(batch, item)).then(item_refused(item))


def test_b9_an_item_that_was_refused_records_nothing() -> None:
    given(Batch, ACCEPTED, item_refused(1)).when(refuse_item).then_nothing()


def test_b9_another_item_is_refused_on_its_own() -> None:
    given(Batch, ACCEPTED, item_refused(1)).when(lambda batch: refuse_item(batch, 2)).then(item_refused(2))


@pytest.mark.parametrize(("refused", "done"), [((), 3), ((1,), 2), ((0, 1, 2), 0)])
def test_b9_a_finished_batch_counts_what_was_done_and_what_was_refused(refused: tuple[int, ...], done: int) -> None:
    facts = [item_refused(item) for item in refused]
    given(Batch, ACCEPTED, *facts).when(finish).then(BatchFinished(act=ACT, done=done, refused=len(refused)))


def test_b9_a_finished_batch_is_not_finished_again() -> None:
    given(Batch, ACCEPTED, BatchFinished(act=ACT, done=3, refused=0)).when(finish).then_nothing()


def test_b9_an_item_keeps_its_command_id_when_the_batch_is_taken_up_again() -> None:
    first, again = (given(Batch, ACCEPTED).when(lambda _: None).aggregate for _ in range(2))
    assert first.item_command_id(0) == again.item_command_id(0)
    assert len({first.item_command_id(item) for item in range(3)} | {STREAM}) == 4
