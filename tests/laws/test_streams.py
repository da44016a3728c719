"""The laws of streams and commands: loads are repeatable, a repeated command writes nothing."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings

from kinerja.application.commands import Request
from kinerja.application.organisation import EstablishOrgUnit
from kinerja.application.work import Actor
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import OrgUnitKind
from kinerja.service import Service, service_on
from tests.conftest import Databases, TestClock
from tests.laws.histories import HISTORIES, PROLOGUES, begin, play
from tests.laws.moves.move import Move
from tests.laws.test_as_of import MAY
from tests.laws.tour import TOUR
from tests.people import Town, manual

_STATES = Path(__file__).with_name("print_states.py")


def states(service: Service, folder: Path, agency: str, zone: str, seed: str) -> Any:
    """The state of every stream as another process sees it, in another zone and with another hash seed."""
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, str(_STATES), service.database.owner, service.database.service, str(folder), agency],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(history=HISTORIES, prologue=PROLOGUES)
@example(history=TOUR, prologue="nothing")
def test_a_stream_loaded_twice_in_another_zone_and_with_another_seed_has_the_same_state(
    history: list[Move], prologue: str, databases: Databases, town_template: str, cluster: Any
) -> None:
    with databases(town_template) as database, service_on(database, cluster.secrets, TestClock(MAY)) as service:
        town = Town(service).founded()
        begin(town, prologue)
        play(town, history)
        one = states(service, cluster.folder, town.agency, "UTC", "0")
        other = states(service, cluster.folder, town.agency, "Asia/Jayapura", "4711")
        assert len(one) > 20
        assert one == other


def unit(code: str) -> EstablishOrgUnit:
    return EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.SECTION)


def test_h12_a_repeated_command_writes_nothing_and_returns_the_first_receipt(town: Town) -> None:
    service = town.service
    log = service.logs.of(town.agency).recorder
    first = town.give(unit("X"), "admin", "once")
    head = log.max_notification_id()
    town.give(unit("Y"), "admin", "another")
    assert town.give(unit("X"), "admin", "once") == first
    assert log.max_notification_id() == (head or 0) + 1


def test_h12_the_same_id_with_another_input_or_by_another_person_is_refused(town: Town) -> None:
    town.give(unit("X"), "admin", "once")
    for command, by, version in ((unit("Z"), "admin", None), (unit("X"), "head", None), (unit("X"), "admin", 3)):
        with pytest.raises(Refused) as refused:
            town.give(command, by, "once", version)
        assert refused.value.refusals[0].rule.id == "H12.3"


def test_h12_a_command_sent_by_sixteen_at_once_is_recorded_once(town: Town) -> None:
    service = town.service
    log = service.logs.of(town.agency).recorder
    head = log.max_notification_id() or 0
    barrier = threading.Barrier(16)

    def send(_: int) -> Any:
        barrier.wait()
        return town.give(unit("X"), "admin", "at-once")

    with ThreadPoolExecutor(16) as pool:
        receipts = list(pool.map(send, range(16)))
    assert len(set(receipts)) == 1
    assert log.max_notification_id() == head + 1


def test_h12_a_refused_command_leaves_no_receipt_and_may_be_given_again(town: Town) -> None:
    from kinerja.application.receipts import find_receipt

    service = town.service
    with pytest.raises(Refused):
        town.give(unit("X"), "member", "refused")
    assert find_receipt(service.logs.datastore, town.agency, town.command_id("refused")) is None
    assert town.give(unit("X"), "admin", "refused").facts == 1


def test_h12_a_lost_answer_is_found_again_by_its_receipt(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is cut between commit and answer: the command is carried out once and answered."""
    from eventsourcing.persistence import OperationalError

    from kinerja.log.recorder import AgencyRecorder

    service = town.service
    log = service.logs.of(town.agency).recorder
    head = log.max_notification_id() or 0
    real = AgencyRecorder.insert_events
    calls: list[int] = []

    def cut(self: AgencyRecorder, *args: Any, **kwargs: Any) -> Any:
        result = real(self, *args, **kwargs)
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("connection lost")
        return result

    monkeypatch.setattr(AgencyRecorder, "insert_events", cut)
    receipt = town.give(unit("X"), "admin", "lost")
    assert receipt.position == head + 1
    assert log.max_notification_id() == head + 1
    assert len(calls) == 1


def test_h12_a_command_whose_last_attempt_is_lost_is_not_called_refused(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last of its attempts is recorded, and cut before that is known: sent again, it finds its receipt."""
    from eventsourcing.persistence import OperationalError

    from kinerja.log.recorder import AgencyRecorder

    log = town.service.logs.of(town.agency).recorder
    head = log.max_notification_id() or 0
    real = AgencyRecorder.insert_events
    calls: list[int] = []

    def cut(self: AgencyRecorder, *args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == 5:
            real(self, *args, **kwargs)
        raise OperationalError("connection lost")

    with monkeypatch.context() as lost:
        lost.setattr(AgencyRecorder, "insert_events", cut)
        with pytest.raises(OperationalError):
            town.give(unit("X"), "admin", "lost")
    assert len(calls) == 5
    assert town.give(unit("X"), "admin", "lost").position == head + 1
    assert log.max_notification_id() == head + 1


def test_h12_a_command_that_was_recorded_while_its_last_attempt_waited_is_not_called_refused(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fourth attempt loses its connection while its commit is under way; the fifth sees no receipt, and waits
    at the head until the fourth is recorded.
    """
    from eventsourcing.persistence import OperationalError

    from kinerja.log.recorder import AgencyRecorder

    log = town.service.logs.of(town.agency).recorder
    head = log.max_notification_id() or 0
    real = AgencyRecorder.insert_events
    calls: list[tuple[Any, Any]] = []

    def cut(self: AgencyRecorder, *args: Any, **kwargs: Any) -> Any:
        calls.append((args, kwargs))
        if len(calls) < 5:
            raise OperationalError("connection lost")
        fourth_args, fourth = calls[3]
        real(self, *fourth_args, **fourth)
        return real(self, *args, **kwargs)

    with monkeypatch.context() as lost:
        lost.setattr(AgencyRecorder, "insert_events", cut)
        receipt = town.give(unit("X"), "admin", "lost")
    assert (len(calls), receipt.position) == (5, head + 1)
    assert town.give(unit("X"), "admin", "lost") == receipt
    assert log.max_notification_id() == head + 1


def test_two_who_decide_on_the_same_version_are_put_in_order(town: Town) -> None:
    """Both revise the same indicator at once: one decides anew on what the other left."""
    from datetime import date

    from kinerja.application.indicators import ReviseIndicator
    from kinerja.domain.indicators import Indicator

    service = town.service
    indicator: UUID = town.named("Indicator", "IND")

    def revise(month: int) -> str:
        command = ReviseIndicator(
            indicator_id=indicator,
            manual=manual(definition=f"versi {month}"),
            effective_on=date(2025, month, 1),
            reason="uji",
            legal_basis="SK",
        )
        request = Request(town.agency, Actor(town.ids["head"]), town.command_id(f"revise-{month}"), command)
        try:
            service.commands.execute(request)
        except Refused as refused:
            return refused.refusals[0].rule.id
        return "recorded"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(revise, range(3, 9)))
    versions = service.logs.of(town.agency).load(Indicator, indicator).versions
    assert outcomes.count("recorded") == len(versions) - 1
    assert set(outcomes) <= {"recorded", "A7.3", "H12.5"}
    dates = [version.effective_on for version in versions]
    assert dates == sorted(dates)
