"""Batches: accepted at once, one command per item, taken up again without doubling."""

import threading
from datetime import date
from uuid import uuid4

import pytest

from kinerja.application.batch_thread import BatchThread, Pauses
from kinerja.application.batches import OpenEvaluations, run_batch
from kinerja.application.commands import Commands, Request
from kinerja.application.mass_transfers import TransferEmployees
from kinerja.domain.batches import Batch
from kinerja.domain.ids import made_by
from kinerja.domain.transfers import Transfer
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import LETTER, Town


def accepted(town: Town) -> Batch:
    """A batch of three: a plan that is ready, one that is not approved, one that does not exist."""
    town.draft("member")
    town.approve("member")
    town.draft("second")
    plans = (town.plan("member"), town.plan("second"), uuid4())
    town.give(OpenEvaluations(plan_ids=plans, window="2025-Q1"), "admin", "batch")
    id = made_by(town.command_id("batch"), "batch")
    return town.service.logs.of(town.agency).load(Batch, id)


def reload(town: Town, batch: Batch) -> Batch:
    return town.service.logs.of(town.agency).load(Batch, batch.id)


def test_h12_every_item_has_its_own_receipt_or_refusal(town: Town) -> None:
    from kinerja.application.receipts import find_receipt

    batch = accepted(town)
    run_batch(town.service.commands, town.agency, batch.id, threading.Event())
    after = reload(town, batch)
    assert after.finished
    assert after.refused == {1, 2}
    datastore = town.service.logs.datastore
    found = [find_receipt(datastore, town.agency, batch.item_command_id(item)) is not None for item in range(3)]
    assert found == [True, False, False]


def test_h12_a_batch_taken_up_again_doubles_nothing(town: Town) -> None:
    batch = accepted(town)
    stopping = threading.Event()
    run_batch(town.service.commands, town.agency, batch.id, stopping)
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    run_batch(town.service.commands, town.agency, batch.id, stopping)
    assert town.service.logs.of(town.agency).recorder.max_notification_id() == head


def test_h12_a_finished_batch_that_the_read_models_do_not_show_yet_is_left_alone(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = accepted(town)
    run_batch(town.service.commands, town.agency, batch.id, threading.Event())
    given: list[Request] = []
    monkeypatch.setattr(Commands, "execute", lambda _self, request: given.append(request))
    run_batch(town.service.commands, town.agency, batch.id, threading.Event())
    assert not given


def test_h12_a_batch_that_stopped_in_the_middle_is_finished_by_another(town: Town) -> None:
    batch = accepted(town)
    stopping = threading.Event()
    stopping.set()
    run_batch(town.service.commands, town.agency, batch.id, stopping)
    assert not reload(town, batch).finished
    follower = town.service.follower()
    follower.catch_up()
    thread = BatchThread(town.service.database.service, town.service.commands)
    thread.start()
    for _ in range(100):
        if reload(town, batch).finished:
            break
        threading.Event().wait(0.1)
    thread.stop()
    follower.close()
    assert reload(town, batch).refused == {1, 2}


def test_h12_a_batch_that_fails_keeps_no_other_from_its_turn(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """The older one fails on the day before the first day there is: it is logged, and tried again later."""
    transfer = Transfer(
        assignment_id=town.ids["assignment-member"], position_id=town.named("Position", "MEMBER"),
        to_position_id=town.named("Position", "SECOND"),
    )  # fmt: skip
    town.give(TransferEmployees(transfers=(transfer,), starts_on=date.min, letter=LETTER), "admin", "failing")
    failing = town.service.logs.of(town.agency).load(Batch, made_by(town.command_id("failing"), "batch"))
    batch = accepted(town)
    follower = town.service.follower()
    follower.catch_up()
    thread = BatchThread(town.service.database.service, town.service.commands)
    thread.start()
    for _ in range(100):
        if reload(town, batch).finished:
            break
        threading.Event().wait(0.1)
    thread.stop()
    follower.close()
    assert reload(town, batch).refused == {1, 2}
    assert not reload(town, failing).finished
    assert f"batch {failing.id} of {town.agency} failed; trying again in 2 s" in caplog.text


def test_h12_what_fails_again_is_left_alone_for_longer() -> None:
    pauses, one, other = Pauses(2, 5), uuid4(), uuid4()
    assert pauses.are_over(one, 100)
    assert [pauses.lengthen(one, 100) for _ in range(3)] == [2, 4, 5]
    assert (pauses.are_over(one, 104.9), pauses.are_over(one, 105), pauses.are_over(other, 100)) == (
        False,
        True,
        True,
    )
    pauses.end(one)
    assert pauses.lengthen(one, 200) == 2


def test_h12_the_progress_of_a_batch_is_a_query(town: Town) -> None:
    batch = accepted(town)
    run_batch(town.service.commands, town.agency, batch.id, threading.Event())
    query = """{ batches(first: 1) { nodes { command items finished done refused
      refusals { item concerns refusals { rule message } } } } }"""
    (shown,) = Asker(town.service, town.agency, town.ids["admin"]).data(query)["batches"]["nodes"]
    assert (shown["items"], shown["finished"], shown["done"], shown["refused"]) == (3, True, 1, 2)
    unapproved, unknown = shown["refusals"]
    assert unapproved["concerns"] == str(GlobalId("PerformancePlan", town.agency, town.plan("second")))
    assert unapproved["refusals"][0]["rule"] == "B3.10"
    assert unknown["refusals"][0]["rule"] == "H12.1"
    nobody = Asker(town.service, town.agency, town.ids["member"])
    assert nobody.data(query)["batches"]["nodes"] == []
