"""Several processes on one database: started at once, writing and reading across, taking over from each other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kinerja.application.batches import OpenEvaluations
from kinerja.application.periods import OpenPeriod
from kinerja.database.connections import Database
from kinerja.domain.batches import Batch
from kinerja.domain.ids import made_by
from kinerja.domain.vocabulary import Cadence
from kinerja.service import Service, service_on
from kinerja.settings import Settings
from tests.conftest import Cluster, Databases
from tests.operating.servers import ESTABLISH, UNITS, Server, external, running, token_for, until
from tests.people import Town

_ITEMS = 1000
_DEADLINES = 1 + 12 + 5


@pytest.fixture
def empty(databases: Databases) -> Iterator[Database]:
    """A database in which nothing was ever made."""
    with databases("template1") as database:
        yield database


@pytest.fixture
def town(databases: Databases, town_template: str, cluster: Cluster) -> Iterator[Town]:
    """The small agency, of this day."""
    with databases(town_template) as database, service_on(database, cluster.secrets) as service:
        yield Town(service).founded()


def two(database: Database, folder: Path, logs: Path) -> tuple[Server, Server]:
    """Two processes on a database."""
    settings = external(database, folder)
    return Server(settings, logs / "one.log"), Server(settings, logs / "other.log")


def establish(server: Server, token: str, code: str) -> int:
    """Establish a unit; gives the position of its receipt once it is answered with the unit in it."""
    given = {"commandId": str(uuid4()), "code": code, "name": code, "kind": "SECTION"}
    answer = server.ask(token, ESTABLISH, input=given)
    assert "errors" not in answer, answer
    assert answer["data"]["establishOrgUnit"]["orgUnit"] == {"code": code}
    return int(answer["data"]["establishOrgUnit"]["receipt"]["position"])


def codes(server: Server, token: str, at: int) -> set[str]:
    """The codes of all units, not before a position."""
    answer = server.ask(token, UNITS, at=str(at))
    assert "errors" not in answer, answer
    return {node["code"] for node in answer["data"]["orgUnits"]["nodes"]}


def test_two_started_at_once_on_an_empty_database_make_one_installation(empty: Database, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    one, other = two(empty, folder, tmp_path)
    with running(one, other):
        one.ready()
        other.ready()
        secrets = _secrets(folder)
        with service_on(empty, secrets) as service:
            town = Town(service).found()
        admin = token_for(town, "admin", folder)  # one development key too
        assert "A" in codes(other, admin, establish(one, admin, "A"))
        assert "B" in codes(one, admin, establish(other, admin, "B"))
    assert sorted(path.name for path in folder.iterdir()) == ["development-key.json", "secrets.json"]
    with psycopg.connect(empty.owner) as connection:
        applied = connection.execute("SELECT count(*), count(DISTINCT name) FROM public.migrations").fetchone()
        assert applied is not None
        assert applied[0] == applied[1] > 0
        schemas = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'read%'").fetchall()
        assert schemas == [("read",)]  # made once, and not rebuilt by whoever came second


def _secrets(folder: Path) -> Any:
    from kinerja.log.installation import configured_secrets

    return configured_secrets(Settings(data_dir=folder))


def test_what_is_written_through_one_is_read_through_the_other(town: Town, cluster: Cluster, tmp_path: Path) -> None:
    one, other = two(town.service.database, cluster.folder, tmp_path)
    admin = token_for(town, "admin", cluster.folder)
    with running(one, other):
        one.ready()
        other.ready()
        for turn in range(10):
            writer, reader = (one, other) if turn % 2 else (other, one)
            assert f"W{turn}" in codes(reader, admin, establish(writer, admin, f"W{turn}"))


def test_when_one_is_killed_the_other_goes_on_following(town: Town, cluster: Cluster, tmp_path: Path) -> None:
    one, other = two(town.service.database, cluster.folder, tmp_path)
    admin = token_for(town, "admin", cluster.folder)
    with running(one, other):
        one.ready()
        other.ready()
        for turn, (killed, left) in enumerate([(one, other), (other, one)]):
            establish(killed, admin, f"K{turn}")
            killed.kill()
            assert {f"K{turn}", f"L{turn}"} <= codes(left, admin, establish(left, admin, f"L{turn}"))
            killed.start()
            killed.ready()


def test_a_batch_of_a_killed_process_is_taken_over_by_the_other(town: Town, cluster: Cluster, tmp_path: Path) -> None:
    one, other = two(town.service.database, cluster.folder, tmp_path)
    with running(one):
        one.ready()
        plans = tuple(uuid4() for _ in range(_ITEMS))  # none exists: every item is refused, and recorded as refused
        town.give(OpenEvaluations(plan_ids=plans, window="2025-Q1"), "admin", "batch")
        batch = made_by(town.command_id("batch"), "batch")
        with running(other):
            other.ready()
            until(lambda: _loaded(town.service, town.agency, batch).refused, "the batch was not taken up")
            one.kill()
            assert not _loaded(town.service, town.agency, batch).finished, "it was done too fast to be taken over"
            until(lambda: _loaded(town.service, town.agency, batch).finished, "nobody took the batch over")
    done = _loaded(town.service, town.agency, batch)
    assert done.refused == set(range(_ITEMS))
    facts = town.service.logs.of(town.agency).recorder.select_notifications(1, 2000, topics=["BatchItemRefused"])
    assert len(facts) == _ITEMS  # no item twice


def _loaded(service: Service, agency: str, batch: UUID) -> Batch:
    return service.logs.of(agency).load(Batch, batch)


def test_b2_deadlines_pass_once_in_two_processes_and_when_one_is_killed_in_the_other(
    town: Town, cluster: Cluster, tmp_path: Path
) -> None:
    """Those of 2025 passed long ago: whoever comes first makes them up."""
    one, other = two(town.service.database, cluster.folder, tmp_path)
    with running(one, other):
        one.ready()
        other.ready()
        until(lambda: len(_passed(town)) == _DEADLINES, "the deadlines of the period were not made up")
        one.kill()
        town.give(
            OpenPeriod(
                code="2024",
                name="2024",
                starts_on=date(2024, 1, 1),
                ends_on=date(2024, 12, 31),
                cadence=Cadence.QUARTERLY,
                rules="indonesia-2025",
            ),
            "admin",
            "earlier",
        )
        until(lambda: len(_passed(town)) == 2 * _DEADLINES, "nobody took over")
    assert len(set(_passed(town))) == 2 * _DEADLINES


def _passed(town: Town) -> list[UUID]:
    """The deadlines whose passing is recorded, one for each fact."""
    recorder = town.service.logs.of(town.agency).recorder
    return [
        UUID(str(each.originator_id)) for each in recorder.select_notifications(1, 1000, topics=["DeadlinePassed"])
    ]
