"""The demo: every step of every story holds, and the story clock runs only in a demo's own folder."""

import asyncio
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from rich.console import Console

from kinerja.application.feedback_tokens import invitation
from kinerja.demo.clock import StoryClock
from kinerja.demo.folder import Folder
from kinerja.demo.invitation import print_invitation
from kinerja.demo.run import CITIES, Teller, examples_folder, run_demo
from kinerja.demo.slip import token_of
from kinerja.files.keeping import keeping_of
from kinerja.operating import OperatorError
from kinerja.projections.store import handlers
from kinerja.service import Service, service_on
from kinerja.settings import Settings
from kinerja.web.app import Wake
from tests.conftest import Cluster, Databases

AGENCIES = ("SWL", "KTB", "JKT", "KTL")


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


def test_the_slip_of_a_day_is_good_and_the_same_however_often_the_demo_starts(cities: Service) -> None:
    officer = Folder(examples_folder() / "kotabumi", cities.logs).employees["E15"]
    today = cities.clock().date()
    token = token_of(cities, officer, today)
    found = invitation(cities.logs.of("KTB"), token, cities.clock())
    assert found is not None
    assert found.service == "Penanganan keluhan masyarakat"
    assert token_of(cities, officer, today) == token
    assert token_of(cities, officer, today + timedelta(days=1)) != token


def test_the_invitation_names_every_city_the_slip_and_a_token_of_each_that_is_asked(tmp_path: Path) -> None:
    told = io.StringIO()
    cast = {agency: {f"{kind}{n:02}": str(uuid4()) for kind in "EX" for n in range(1, 20)} for agency in AGENCIES}
    print_invitation(Settings(data_dir=tmp_path), cast, "http://here/u/KTB/abc", Console(file=told, width=200))
    lines = told.getvalue().splitlines()
    assert "http://here/u/KTB/abc" in lines
    assert all(any(line.startswith(f"{agency}: ") for line in lines) for agency in AGENCIES)
    assert {line[:3] for line in lines if re.match("[A-Z]{3} [EX][0-9]{2} ", line)} == {"SWL", "KTB", "JKT"}
