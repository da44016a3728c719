"""Upgrade: another version builds its read models beside and swaps; the one before stops writing them."""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from kinerja.application.organisation import EstablishOrgUnit
from kinerja.database.connections import Database
from kinerja.domain.vocabulary import OrgUnitKind
from kinerja.projections.follower import OtherGeneration
from kinerja.projections.follower_thread import FollowerThread
from kinerja.service import service_on
from tests.conftest import Cluster, Databases
from tests.operating.servers import ESTABLISH, UNITS, Server, external, running, token_for, until
from tests.people import Town

SOURCES = Path(__file__).parents[2] / "src"
_CHANGES = {
    "projections/organisation.py": {
        'columns=(text("code"), text("name"), text("kind"), uuid("parent_id"': (
            'columns=(text("code"), text("name"), text("kind"), text("label"), uuid("parent_id"'
        ),
        "        kind=fact.kind,\n        parent_id": (
            '        kind=fact.kind,\n        label=f"{fact.code}: {fact.name}",\n        parent_id'
        ),
    },
    "graphql/organisation.py": {
        '    kind: OrgUnitKind = column("Kind of unit.")\n': (
            '    kind: OrgUnitKind = column("Kind of unit.")\n    label: str = column("Code and name.")\n'
        ),
    },
    "identity/read_rights/organisation.py": {
        '"id code name kind parent children positions version"': (
            '"id code name kind label parent children positions version"'
        ),
    },
}
_LABELS = "{ orgUnits(first: 100) { nodes { code label } } }"


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """The package as a later version would be installed: units have one more column, which is declared and read."""
    folder = tmp_path / "next"
    shutil.copytree(SOURCES, folder)
    for name, changes in _CHANGES.items():
        module = folder / "kinerja" / name
        content = module.read_text(encoding="utf-8")
        for before, after in changes.items():
            assert content.count(before) == 1, before
            content = content.replace(before, after)
        module.write_text(content, encoding="utf-8")
    return folder


class Traffic:
    """Somebody who reads and somebody who gives commands, all the time; what goes wrong is kept."""

    def __init__(self, server: Server, admin: str) -> None:
        self._server = server
        self._admin = admin
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read), threading.Thread(target=self._command)]
        self.reads = 0
        self.established: list[str] = []
        self.problems: list[object] = []

    def __enter__(self) -> "Traffic":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        while not self._stop.is_set():
            answer = self._ask(UNITS)
            self.reads += 1
            if "errors" in answer or not answer["data"]["orgUnits"]["nodes"]:
                self.problems.append(answer)

    def _command(self) -> None:
        while not self._stop.wait(0.02):
            code = f"T{len(self.established)}"
            given = {"commandId": str(uuid4()), "code": code, "name": code, "kind": "SECTION"}
            answer = self._ask(ESTABLISH, input=given)
            if "errors" in answer or answer["data"]["establishOrgUnit"]["orgUnit"] != {"code": code}:
                self.problems.append(answer)
            self.established.append(code)

    def _ask(self, document: str, **variables: object) -> dict[str, Any]:
        try:
            return self._server.ask(self._admin, document, **variables)
        except httpx.HTTPError as error:
            return {"errors": [repr(error)]}


@pytest.fixture
def town(databases: Databases, town_template: str, cluster: Cluster) -> Iterator[Town]:
    """The small agency, of this day, with its read models of this version."""
    with databases(town_template) as database, service_on(database, cluster.secrets) as service:
        yield Town(service).founded()


def test_a_new_version_takes_over_under_traffic_and_the_old_one_can_be_brought_back(
    town: Town, cluster: Cluster, next_version: Path, tmp_path: Path
) -> None:
    settings = external(town.service.database, cluster.folder)
    admin = token_for(town, "admin", cluster.folder)
    old = Server(settings, tmp_path / "old.log")
    new = Server(settings, tmp_path / "new.log", sources=next_version)
    with running(old):
        old.ready()
        with running(new), Traffic(old, admin) as traffic:
            new.ready()
            until(lambda: _rests(old), "the old version went on following")
            _more_of_it(traffic)
            known = list(traffic.established)
            labels = _labels(new, admin)
            assert labels.items() >= {code: f"{code}: {code}" for code in known}.items()
        assert traffic.problems == []
        assert "following stops" in old.log.read_text()
        position = _recorded(old, admin, "AFTER")  # nobody follows now
        assert position == town.service.logs.of(town.agency).recorder.max_notification_id()
        assert _reached(town.service.database) < position
        back = Server(settings, tmp_path / "back.log")
        with running(back):
            back.ready()
            assert _reached(town.service.database) >= position
            assert {"AFTER", *known} <= _codes(back, admin)
            until(lambda: not _rests(old), "the old version did not take up its own read models again")


def _more_of_it(traffic: Traffic) -> None:
    reads, commands = traffic.reads, len(traffic.established)
    until(lambda: traffic.reads > reads + 5 and len(traffic.established) > commands + 5, "the traffic came to a halt")


def _rests(server: Server) -> bool:
    answer = server.health()
    assert answer is not None
    return answer.status_code == 503 and "another version" in answer.json()["follower"]


def _recorded(server: Server, admin: str, code: str) -> int:
    """Give a command whose facts nobody reads yet: the position of its receipt, which comes alone."""
    given = {"commandId": str(uuid4()), "code": code, "name": code, "kind": "SECTION"}
    payload = server.ask(admin, ESTABLISH, input=given)["data"]["establishOrgUnit"]
    assert payload["orgUnit"] is None
    return int(payload["receipt"]["position"])


def _labels(server: Server, token: str) -> dict[str, str]:
    answer = server.ask(token, _LABELS)
    assert "errors" not in answer, answer
    nodes = answer["data"]["orgUnits"]["nodes"]
    return {node["code"]: node["label"] for node in nodes}


def _codes(server: Server, token: str) -> set[str]:
    return {node["code"] for node in server.ask(token, UNITS)["data"]["orgUnits"]["nodes"]}


def _reached(database: Database) -> int:
    with psycopg.connect(database.service) as connection:
        ((reached,),) = connection.execute("SELECT reached FROM log.all_tracking()").fetchall()
    return int(reached)


def _mark(database: Database, mark: str) -> None:
    with psycopg.connect(database.owner) as connection:
        connection.execute(f"COMMENT ON SCHEMA read IS '{mark}'".encode())


def _unit(town: Town, code: str) -> None:
    town.give(EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.SECTION), "admin", code)


def test_a_follower_writes_nothing_into_a_generation_of_another_version(town: Town) -> None:
    _unit(town, "NEW")
    before = _reached(town.service.database)
    _mark(town.service.database, "another")
    with contextlib.closing(town.service.follower()) as follower:
        with pytest.raises(OtherGeneration, match="another"):
            follower.step()
        with pytest.raises(OtherGeneration):
            follower.forgive()
    assert _reached(town.service.database) == before


def test_the_mark_is_looked_at_under_the_lease(town: Town) -> None:
    """A swap that happens after the follower looked for work, and before it took the lease, is noticed."""
    _unit(town, "NEW")
    before = _reached(town.service.database)
    with contextlib.closing(town.service.follower()) as follower:
        connection = follower._connected()
        _mark(town.service.database, "another")
        with pytest.raises(OtherGeneration):
            follower._follow(connection, town.agency, 500)
        with pytest.raises(OtherGeneration):
            follower._stall(connection, town.agency, None, KeyError("unknown"))
    assert _reached(town.service.database) == before
    with psycopg.connect(town.service.database.service) as connection:
        assert connection.execute("SELECT stalled_position FROM log.all_tracking()").fetchall() == [(None,)]


def test_a_follower_rests_and_goes_on_once_the_read_models_are_its_own_again(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    database = town.service.database
    with psycopg.connect(database.owner) as connection:
        ((ours,),) = connection.execute("SELECT obj_description('read'::regnamespace)").fetchall()
    thread = FollowerThread(town.service.follower())
    thread.start()
    try:
        _mark(database, "another")
        until(lambda: thread.superseded, "it goes on")
        _unit(town, "NEW")
        _mark(database, ours)
        until(lambda: not thread.superseded, "it still rests")
        head = town.service.logs.of(town.agency).recorder.max_notification_id()
        until(lambda: _reached(database) == head, "it does not follow")
    finally:
        thread.stop()
    assert caplog.text.count("following stops") == 1
