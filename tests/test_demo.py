"""The demo: every step of every story holds, and the story clock runs only in a demo's own folder."""

import asyncio
import json
from pathlib import Path

import pytest
from rich.console import Console

from kinerja.demo.clock import StoryClock
from kinerja.demo.run import CITIES, Teller, run_demo
from kinerja.files.keeping import keeping_of
from kinerja.operating import OperatorError
from kinerja.projections.store import handlers
from kinerja.service import Service, service_on
from kinerja.settings import Settings
from kinerja.web.app import Wake
from tests.conftest import Cluster, Databases


def _teller(service: Service, clock: StoryClock, wake: Wake, folder: Path) -> Teller:
    keeping = keeping_of(Settings(data_dir=folder), service.logs.keys, service.secrets)
    return Teller(service, keeping, clock, wake, Console(quiet=True))


@pytest.mark.parametrize("city", [city for city in CITIES if city != "sawahlunto"])
def test_every_step_of_the_citys_story_holds(
    city: str, databases: Databases, empty_template: str, cluster: Cluster, tmp_path: Path
) -> None:
    """Sawahlunto's is held by the template that other tests start from."""
    clock, wake = StoryClock(), Wake()
    with databases(empty_template) as database, service_on(database, cluster.secrets, clock, wake) as service:
        (told,) = asyncio.run(_teller(service, clock, wake, tmp_path).tell([city]))
    assert len(told.outcomes) >= 14
    assert [(outcome.step.title, outcome.problem) for outcome in told.outcomes if outcome.problem] == []


def test_read_models_that_do_not_come_forward_end_the_story_with_what_to_do(
    databases: Databases, empty_template: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def choke(*_: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setitem(handlers(), "PlanApproved", choke)
    clock, wake = StoryClock(), Wake()
    with databases(empty_template) as database, service_on(database, cluster.secrets, clock, wake) as service:
        teller = _teller(service, clock, wake, tmp_path)
        teller.patience_s = 2
        with pytest.raises(OperatorError, match=r"read models of KTL .* 'kinerja doctor'"):
            asyncio.run(teller.tell(["kotalama"]))


def test_the_story_clock_runs_in_no_folder_with_other_data(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    with pytest.raises(OperatorError, match="a folder of its own"):
        run_demo(Settings(data_dir=tmp_path), Console(quiet=True), once=True)


def test_a_second_demo_finds_the_data(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text(json.dumps({"told": True, "cast": {}}))
    assert run_demo(Settings(data_dir=tmp_path), Console(quiet=True), once=True) == 0
    assert not (tmp_path / "postgres").exists()


def test_the_story_clock_never_runs_backwards_within_a_story() -> None:
    from datetime import date

    clock = StoryClock()
    clock.step(date(2025, 3, 3), "Asia/Jakarta")
    first = clock()
    assert clock() == first
    clock.step(date(2025, 3, 3), "Asia/Jakarta")
    assert clock() > first
    clock.step(date(2025, 3, 1), "Asia/Jakarta")
    assert clock() > first
