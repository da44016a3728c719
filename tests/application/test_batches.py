"""Batches: accepted at once, one command per item, taken up again without doubling."""

import threading
from datetime import date
from uuid import UUID, uuid4

import msgspec
import pytest

from kinerja.application.batch_thread import BatchThread, Pauses
from kinerja.application.batches import OpenEvaluations, run_batch
from kinerja.application.commands import Commands, Request
from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.mass_transfers import TransferEmployees
from kinerja.application.organisation import EstablishOrgUnit
from kinerja.application.work import Actor
from kinerja.domain.act import Act
from kinerja.domain.batches import Batch, BatchAccepted, BatchOrder
from kinerja.domain.ids import batch_item_command_id, made_by
from kinerja.domain.refusals import Refused
from kinerja.domain.transfers import Transfer
from kinerja.domain.vocabulary import OrgUnitKind
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


def _squat(town: Town, batch: Batch) -> None:
    """Somebody uses the ids that the first two items have by the rule that everybody knows."""
    for item in range(2):
        command = EstablishOrgUnit(code=f"X{item}", name="X", kind=OrgUnitKind.SECTION)
        id = batch_item_command_id(batch.id, item, reserved=False)
        town.service.commands.execute(Request(town.agency, Actor(town.ids["admin"]), id, command))


def _accept_as_of_old(batch: Batch, *, act: Act, order: BatchOrder) -> None:
    batch.trigger_event(BatchAccepted, act=act, **msgspec.structs.asdict(order))


def test_h12_nobody_takes_the_command_id_of_an_item(town: Town) -> None:
    batch = accepted(town)
    _squat(town, batch)
    run_batch(town.service.commands, town.agency, batch.id, threading.Event())
    assert reload(town, batch).refused == {1, 2}
    assert _rules(town) == ["B3.10", "H12.1"]


def test_h12_29_the_command_id_of_an_item_is_read_before_its_turn_and_refused_of_clients(town: Town) -> None:
    batch = accepted(town)
    asker = Asker(town.service, town.agency, town.ids["admin"])
    shown = asker.data("{ batchItems(first: 3) { nodes { commandId } } }")["batchItems"]["nodes"]
    assert [UUID(each["commandId"]) for each in shown] == [batch.item_command_id(item) for item in range(3)]
    mutation = """mutation M($input: EstablishOrgUnitInput!) {
      establishOrgUnit(input: $input) { receipt { position } userErrors { code rule path } } }"""
    given = {"commandId": shown[0]["commandId"], "code": "X", "name": "X", "kind": "SECTION"}
    answer = asker.data(mutation, input=given)["establishOrgUnit"]
    assert answer["receipt"]["position"] is None
    assert answer["userErrors"] == [{"code": "INVALID_INPUT", "rule": "H12.29", "path": ["commandId"]}]


@pytest.mark.parametrize("stopped", [False, True], ids=["anew", "taken up again"])
def test_h12_a_batch_of_old_keeps_the_ids_of_what_was_done_and_leaves_those_that_were_taken(
    town: Town, stopped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(Batch, "accept", _accept_as_of_old)
        batch = accepted(town)
    assert batch.item_command_id(0) == batch_item_command_id(batch.id, 0, reserved=False)
    log = town.service.logs.of(town.agency).recorder
    if stopped:  # the first item was done when the process died, before it could say so
        first = OpenEvaluation(plan_id=town.plan("member"), window="2025-Q1")
        request = Request(town.agency, Actor(town.ids["admin"]), batch.item_command_id(0), first)
        town.service.commands.execute(request)
    else:
        _squat(town, batch)
    head = log.max_notification_id() or 0
    run_batch(town.service.commands, town.agency, batch.id, threading.Event())
    assert reload(town, batch).refused == {1, 2}
    assert _rules(town) == ["B3.10", "H12.1"]
    opened = log.select_notifications(head + 1, 100, topics=["EvaluationOpened"])
    assert len(opened) == (0 if stopped else 1)


def test_h12_an_item_whose_command_id_is_taken_all_the_same_gets_no_outcome(town: Town) -> None:
    batch = accepted(town)
    command = EstablishOrgUnit(code="X", name="X", kind=OrgUnitKind.SECTION)
    request = Request(town.agency, Actor(town.ids["admin"]), batch.item_command_id(1), command)
    town.service.commands.execute(request)
    with pytest.raises(Refused, match=r"^H12\.3$"):
        run_batch(town.service.commands, town.agency, batch.id, threading.Event())
    assert reload(town, batch).refused == set()


def _rules(town: Town) -> list[str]:
    """Why items were refused, in their order."""
    query = "{ batches(first: 1) { nodes { refusals { refusals { rule } } } } }"
    (shown,) = Asker(town.service, town.agency, town.ids["admin"]).data(query)["batches"]["nodes"]
    return [refusal["rule"] for item in shown["refusals"] for refusal in item["refusals"]]


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
