"""Batches of commands (B9)."""

from typing import Any
from uuid import UUID

import pytest

from kinerja.domain.batches import (
    Batch,
    BatchAccepted,
    BatchExtended,
    BatchFinished,
    BatchItem,
    BatchItemRefused,
    BatchItemsDone,
    BatchOrder,
    ItemRefusal,
)
from tests.domain.given import ACT, STREAM, given

ADMINISTRATOR = UUID(int=7)
PLANS = (UUID(int=70), UUID(int=71), UUID(int=72))
ITEMS = tuple(BatchItem(concerns=plan, input=f'{{"planId":"{plan}"}}') for plan in PLANS)
KIND = {"command": "approvePlan", "concerns_kind": "PerformancePlan"}
ACCEPTED = BatchAccepted(act=ACT, **KIND, requested_by=ADMINISTRATOR, items=ITEMS, complete=True, reserved_ids=True)
BEGUN = BatchAccepted(act=ACT, **KIND, requested_by=ADMINISTRATOR, items=ITEMS[:1], complete=False, reserved_ids=True)
REFUSALS = (ItemRefusal(rule="B3.1", parameters={"state": "DRAFT"}),)


def item_refused(item: int) -> BatchItemRefused:
    return BatchItemRefused(act=ACT, item=item, concerns=PLANS[item], refusals=REFUSALS)


def done(*items: int) -> BatchItemsDone:
    return BatchItemsDone(act=ACT, items=items)


def order(
    items: tuple[BatchItem, ...] = ITEMS, by: UUID = ADMINISTRATOR, command: str = "approvePlan", *,
    complete: bool = True,
) -> BatchOrder:  # fmt: skip
    return BatchOrder(
        command=command, concerns_kind="PerformancePlan", requested_by=by, items=items, complete=complete
    )


def accept(batch: Batch, items: tuple[BatchItem, ...] = ITEMS) -> None:
    batch.accept(act=ACT, order=order(items))


def refuse_item(batch: Batch, item: int = 1) -> None:
    batch.refuse_item(act=ACT, item=item, refusals=REFUSALS)


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
        BatchAccepted(act=ACT, **KIND, requested_by=ADMINISTRATOR, items=ITEMS[:1], complete=True, reserved_ids=True)
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


def test_b9_a_batch_that_is_not_complete_takes_further_items() -> None:
    rest = BatchExtended(
        act=ACT, first=1, concerns_kind="PerformancePlan", items=ITEMS[1:], complete=True, reserved_ids=True
    )
    outcome = given(Batch, BEGUN).when(lambda batch: batch.extend(act=ACT, order=order(ITEMS[1:])))
    outcome.then(rest)
    assert outcome.aggregate.items == ITEMS
    assert outcome.aggregate.complete


def test_b9_a_batch_is_completed_without_further_items() -> None:
    given(Batch, BEGUN).when(lambda batch: batch.extend(act=ACT, order=order(()))).then(
        BatchExtended(act=ACT, first=1, concerns_kind="PerformancePlan", items=(), complete=True, reserved_ids=True)
    )


def test_b9_2_a_complete_batch_takes_no_further_items() -> None:
    outcome = given(Batch, ACCEPTED).when(lambda batch: batch.extend(act=ACT, order=order()))
    outcome.then_refused("B9.2")
    assert outcome.paths == [("batchId",)]


@pytest.mark.parametrize("other", [order(by=UUID(int=8)), order(command="openEvaluation")], ids=["person", "command"])
def test_b9_3_a_batch_takes_items_from_who_began_it_and_of_one_kind(other: BatchOrder) -> None:
    given(Batch, BEGUN).when(lambda batch: batch.extend(act=ACT, order=other)).then_refused("B9.3")


def test_b9_items_are_reported_as_done_once() -> None:
    given(Batch, ACCEPTED, done(0)).when(lambda batch: batch.report_done(act=ACT, items=(0, 1))).then(done(1))
    given(Batch, ACCEPTED, done(0)).when(lambda batch: batch.report_done(act=ACT, items=(0,))).then_nothing()


def test_b9_an_item_has_one_outcome() -> None:
    given(Batch, ACCEPTED, done(1)).when(refuse_item).then_nothing()
    given(Batch, ACCEPTED, item_refused(1)).when(lambda batch: batch.report_done(act=ACT, items=(1,))).then_nothing()


def test_b9_a_batch_of_the_first_version_still_loads() -> None:
    content: dict[str, Any] = {"command": "openEvaluation", "items": [f'{{"plan_id":"{PLANS[0]}","window":"2025"}}']}
    BatchAccepted.upcast_v1_v2(content)
    assert content["items"] == [{"concerns": str(PLANS[0]), "input": f'{{"plan_id":"{PLANS[0]}","window":"2025"}}'}]
    assert (content["concerns_kind"], content["complete"]) == ("PerformancePlan", True)


def test_b9_a_batch_of_old_goes_on_with_the_command_ids_it_was_accepted_with() -> None:
    old = BatchAccepted(
        act=ACT, **KIND, requested_by=ADMINISTRATOR, items=ITEMS[:1], complete=False, reserved_ids=False
    )
    given(Batch, old).when(lambda batch: batch.extend(act=ACT, order=order(()))).then(
        BatchExtended(act=ACT, first=1, concerns_kind="PerformancePlan", items=(), complete=True)
    )
    assert given(Batch, old).when(finish).aggregate.item_command_id(0).version == 5
    assert given(Batch, BEGUN).when(finish).aggregate.item_command_id(0).version == 8
