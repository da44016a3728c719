"""Mass transfers: in any order, killed anywhere and taken up again, the same comes out (B1, B9)."""

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja.application.batches import run_batch
from kinerja.application.commands import Commands, Request
from kinerja.application.receipts import Receipt
from kinerja.application.transfers import TransferEmployee
from kinerja.domain.batches import Batch
from kinerja.domain.refusals import Refused
from kinerja.service import service_on
from tests.conftest import Cluster, Databases, TestClock
from tests.crowd import TRANSFER_LETTER, Crowd
from tests.laws.test_as_of import MAY
from tests.people import Town

_KILLED = Path(__file__).with_name("run_until_killed.py")
EXCHANGE = {"p0": "P1", "p1": "P2", "p2": "P0", "p3": "P4", "p4": "V0", "p5": "P6"}
"""A circle of three, somebody who takes over a post, somebody to a vacant one, and one whose post is not free."""
AFTER = {"P0": "p2", "P1": "p0", "P2": "p1", "P4": "p3", "V0": "p4", "P5": "p5", "P6": "p6"}


@pytest.fixture
def crowd(town: Town) -> Crowd:
    return Crowd(town).settle(7)


def carry_out(crowd: Crowd, batch: UUID) -> Batch:
    town = crowd.town
    run_batch(town.service.commands, town.agency, batch, threading.Event())
    return town.service.logs.of(town.agency).load(Batch, batch)


def head(crowd: Crowd) -> int:
    return crowd.town.service.logs.of(crowd.town.agency).recorder.max_notification_id() or 0


def test_b1_a_mass_transfer_moves_everybody_whose_post_gets_free(crowd: Crowd) -> None:
    batch = carry_out(crowd, crowd.accept(EXCHANGE))
    assert batch.finished
    assert (batch.done, batch.refused) == ({0, 1, 2, 3, 4}, {5})
    assert crowd.holders() == AFTER
    assert crowd.holders(date(2025, 6, 30)) == {f"P{number}": f"p{number}" for number in range(7)}


def test_b1_the_letter_stands_with_what_ended_and_what_began(crowd: Crowd) -> None:
    carry_out(crowd, crowd.accept({"p0": "V0"}))
    log = crowd.town.service.logs.of(crowd.town.agency)
    left = list(log.events.get(crowd.town.named("Position", "P0")))[-1]
    begun = list(log.events.get(crowd.town.named("Position", "V0")))[-1]
    assert [type(fact).__name__ for fact in (left, begun)] == ["AssignmentEnded", "AssignmentStarted"]
    assert left.act.letter == begun.act.letter == TRANSFER_LETTER  # type: ignore[attr-defined]  # facts
    assert begun.transferred_from == crowd.town.ids["assignment-p0"]  # type: ignore[attr-defined]  # an AssignmentStarted


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(order=st.permutations(list(EXCHANGE)))
def test_b1_the_order_of_a_mass_transfer_does_not_matter(
    order: list[str], databases: Databases, town_template: str, cluster: Cluster
) -> None:
    with databases(town_template) as database, service_on(database, cluster.secrets, TestClock(MAY)) as service:
        crowd = Crowd(Town(service).founded()).settle(7)
        batch = carry_out(crowd, crowd.accept({who: EXCHANGE[who] for who in order}))
        assert batch.refused == {order.index("p5")}
        assert crowd.holders() == AFTER


def test_b1_20_nobody_is_named_twice_and_no_post(crowd: Crowd) -> None:
    with pytest.raises(Refused) as refused:
        crowd.accept({"p0": "V0", "p1": "V0"})
    assert [(each.rule.id, each.path) for each in refused.value.refusals] == [
        ("B1.20", ("transfers", 1, "toPositionId"))
    ]


def test_b9_a_mass_transfer_in_parts_waits_until_it_is_complete(crowd: Crowd) -> None:
    batch = crowd.accept({"p0": "P1"}, complete=False)
    assert not carry_out(crowd, batch).finished
    assert crowd.holders()["P1"] == "p1"
    with pytest.raises(Refused) as twice:
        crowd.accept({"p0": "V0"}, "twice", batch_id=batch)
    assert [each.path for each in twice.value.refusals] == [("transfers", 0, "assignmentId")]
    crowd.accept({"p1": "P0"}, "rest", batch_id=batch)
    assert carry_out(crowd, batch).done == {0, 1}
    assert (crowd.holders()["P0"], crowd.holders()["P1"]) == ("p1", "p0")
    with pytest.raises(Refused) as late:
        crowd.accept({"p2": "V0"}, "late", batch_id=batch)
    assert [each.rule.id for each in late.value.refusals] == ["B9.2"]


def test_b1_19_posts_are_exchanged_by_all_or_by_none(crowd: Crowd) -> None:
    """One of a circle was transferred elsewhere meanwhile: nobody of it moves, and each is told why."""
    batch = crowd.accept({"p0": "P1", "p1": "P2", "p2": "P0"})
    away = TransferEmployee(transfer=crowd.transfer("p2", "V0"), starts_on=date(2025, 6, 1), letter=TRANSFER_LETTER)
    crowd.town.give(away, "admin", "away")
    assert carry_out(crowd, batch).refused == {0, 1, 2}
    assert crowd.holders() == {"P0": "p0", "P1": "p1", "V0": "p2", **{f"P{n}": f"p{n}" for n in range(3, 7)}}
    log = crowd.town.service.logs.of(crowd.town.agency)
    refusals = [fact.refusals for fact in log.events.get(batch) if type(fact).__name__ == "BatchItemRefused"]  # type: ignore[attr-defined]  # a BatchItemRefused
    assert [[(each.rule, each.parameters.get("rules")) for each in said] for said in refusals] == [
        [("B1.19", "B1.11")],
        [("B1.19", "B1.11")],
        [("B1.11", None)],
    ]


def test_b9_killed_behind_every_command_the_same_comes_out(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process that takes the batch up dies behind its first new command, before it knows of it."""
    batch = crowd.accept(EXCHANGE)
    execute, before = Commands.execute, head(crowd)

    def dying(self: Commands, request: Request) -> Receipt:
        at = head(crowd)
        receipt = execute(self, request)
        if head(crowd) > at:
            raise ConnectionResetError
        return receipt

    monkeypatch.setattr(Commands, "execute", dying)
    deaths = 0
    while not _finished(crowd, batch):
        with pytest.raises(ConnectionResetError):
            carry_out(crowd, batch)
        deaths += 1
    monkeypatch.setattr(Commands, "execute", execute)
    assert deaths >= 5
    assert carry_out(crowd, batch).refused == {5}
    assert crowd.holders() == AFTER
    facts = head(crowd) - before
    assert facts == 5 * 2 + 3, "an end and a start for each, who was done, who was refused, and the end"


def _finished(crowd: Crowd, batch: UUID) -> bool:
    return crowd.town.service.logs.of(crowd.town.agency).load(Batch, batch).finished


@pytest.mark.parametrize("commands", [1, 4, 6])
def test_b9_a_process_that_is_killed_in_the_middle_leaves_a_batch_that_another_finishes(
    crowd: Crowd, commands: int, cluster: Cluster
) -> None:
    batch = crowd.accept(EXCHANGE)
    database = crowd.town.service.database
    arguments = [database.owner, database.service, str(cluster.folder), crowd.town.agency, str(batch), str(commands)]
    died = subprocess.run([sys.executable, str(_KILLED), *arguments], capture_output=True, check=False)
    assert died.returncode == -9, died.stderr
    assert not _finished(crowd, batch)
    assert carry_out(crowd, batch).refused == {5}
    assert crowd.holders() == AFTER


def test_b9_a_command_that_found_too_many_changes_gets_no_outcome(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kinerja.domain.refusals import refuse
    from kinerja.domain.rulebook.commands import BUSY

    batch = crowd.accept({"p0": "V0"})
    execute = Commands.execute

    def busy(self: Commands, request: Request) -> Any:
        if request.command.action == "transferEmployee":
            raise refuse(BUSY)
        return execute(self, request)

    with monkeypatch.context() as patched:
        patched.setattr(Commands, "execute", busy)
        with pytest.raises(Refused):
            carry_out(crowd, batch)
    assert carry_out(crowd, batch).done == {0}


def test_b1_a_transfer_decides_what_else_follows_from_it_once_for_each(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place where the plans of who is transferred are ended and begun."""
    from kinerja.application import transfers

    followed: list[tuple[UUID, UUID]] = []
    monkeypatch.setattr(
        transfers, "AFTER_TRANSFER", (lambda _work, _act, moved: followed.append((moved.left.id, moved.begun.id)),)
    )
    carry_out(crowd, crowd.accept({"p0": "P1", "p1": "P0", "p2": "V0"}))
    ids = crowd.town.ids
    assert sorted(followed) == sorted(
        (ids[f"assignment-{who}"], crowd.begun(who, to)) for who, to in (("p0", "P1"), ("p1", "P0"), ("p2", "V0"))
    )


def test_b1_everybody_takes_over_the_post_of_the_next_and_is_reported_in_steps(town: Town) -> None:
    people = 45
    crowd = Crowd(town).settle(people)
    moves = {f"p{number}": f"P{number + 1}" for number in range(people - 1)} | {f"p{people - 1}": "V0"}
    batch = carry_out(crowd, crowd.accept(moves))
    assert (len(batch.done), batch.refused) == (people, set())
    assert crowd.holders()["P1"] == "p0"
    log = town.service.logs.of(town.agency)
    reports = [fact.items for fact in log.events.get(batch.id) if type(fact).__name__ == "BatchItemsDone"]  # type: ignore[attr-defined]  # a BatchItemsDone
    assert [len(items) for items in reports] == [20, 20, 5]
    assert reports[0][0] == people - 1, "whoever goes to the vacant post goes first"
