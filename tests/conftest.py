"""One PostgreSQL for the whole run, a database of its own for every test that asks for one."""

import asyncio
import fcntl
import itertools
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from rich.console import Console

from kinerja.application.command_rules import COMMAND_RULES
from kinerja.application.commands import Commands, Request
from kinerja.application.receipts import Receipt
from kinerja.database.connections import Database
from kinerja.database.embedded import EmbeddedPostgres
from kinerja.database.migrations import migrate
from kinerja.demo.clock import StoryClock
from kinerja.demo.run import Teller
from kinerja.domain.refusals import Refused
from kinerja.domain.rulebook import commands as for_every_command
from kinerja.files.keeping import keeping_of
from kinerja.log.sealing import Secrets
from kinerja.projections import generations
from kinerja.service import Service, service_on
from kinerja.settings import Settings
from kinerja.web.app import Wake
from tests.paths import leads_to_an_input
from tests.people import Town

_NUMBERS = itertools.count()
_DROP_ATTEMPTS = 10
_MEMORY = Path("/dev/shm")
_MEMORY_NEEDED = 4 * 2**30
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Tests of rules need no durability; tests of faults start a durable server of their own."""


def pytest_configure() -> None:
    """The folders of tests lie in memory where the machine has the room: a copied database is a thousand files."""
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _MEMORY_NEEDED:
        tempfile.tempdir = os.environ["TMPDIR"] = str(_MEMORY)


class TestClock:
    """A clock that moves a second whenever it is read, from a fixed moment on."""

    __test__ = False

    def __init__(self, start: datetime = datetime(2025, 1, 2, 1, 0, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(autouse=True)
def refused_by_declared_rules_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever refuses a command is in ``COMMAND_RULES``, or holds for every command; its path leads to an input."""
    execute = Commands.execute

    def watched(self: Commands, request: Request) -> Receipt:
        try:
            return execute(self, request)
        except Refused as refused:
            declared = {*COMMAND_RULES[request.command.action], *for_every_command.RULES}
            undeclared = {refusal.rule.id for refusal in refused.refusals if refusal.rule not in declared}
            if undeclared:
                raise AssertionError(f"{request.command.action} is refused by {undeclared}") from refused
            astray = [refusal for refusal in refused.refusals if not leads_to_an_input(refusal.path, request.command)]
            if astray:
                raise AssertionError(f"{request.command.action} has no such input: {astray}") from refused
            raise

    monkeypatch.setattr(Commands, "execute", watched)


class Cluster:
    """The server of a test run, shared by its workers, and the databases in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = EmbeddedPostgres(folder / "postgres", FAST)
        self.server.start()

    @property
    def secrets(self) -> Secrets:
        """The secrets of all databases of the run."""
        return Secrets.load_or_create(self.folder / "secrets.json")

    @contextmanager
    def once(self, name: str) -> Iterator[bool]:
        """Do something once for all workers; says whether it is ours to do."""
        done = self.folder / f"{name}.done"
        with (self.folder / f"{name}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield not done.exists()
            done.touch()

    def create(self, name: str, template: str | None = None) -> Database:
        """A database, a copy of a template if one is named."""
        database = self.server.database(name)
        copied = f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""
        with psycopg.connect(self.server.database("postgres").owner, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{copied}".encode())
        return database

    def checkpoint(self) -> None:
        """Bring everything that was written into the files of the tables."""
        access = json.loads((self.folder / "postgres" / "access.json").read_text())
        superuser = f"host={access['host']} user=postgres password={access['postgres']} dbname=postgres"
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("CHECKPOINT")

    def drop(self, name: str) -> None:
        """Drop a database; one that is held for long (by autovacuum, say) goes with the folder."""
        with psycopg.connect(self.server.database("postgres").owner, autocommit=True) as connection:
            for _ in range(_DROP_ATTEMPTS):
                try:
                    connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
                except psycopg.errors.ObjectInUse:
                    time.sleep(0.1)
                else:
                    return


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """The server of this test run."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid", f"alone-{id(request)}")
    folder = Path(tempfile.gettempdir()) / f"kinerja-tests-{run}"
    folder.mkdir(exist_ok=True)
    made = Cluster(folder)
    yield made
    made.server.stop()
    if not (folder / "postgres" / "cluster" / "postmaster.pid").exists():
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def empty_template(cluster: Cluster) -> str:
    """A database with its tables and nothing in them."""
    with cluster.once("template_empty") as ours:
        if ours:
            database = cluster.create("template_empty")
            migrate(database.owner)
            generations.make_live(database.owner)
    return "template_empty"


@pytest.fixture(scope="session")
def sawahlunto_template(cluster: Cluster, empty_template: str) -> str:
    """A database with the example of Sawahlunto, loaded and played."""
    return _told(cluster, "template_sawahlunto", empty_template, ["sawahlunto"])


@pytest.fixture(scope="session")
def cities_template(cluster: Cluster, sawahlunto_template: str) -> str:
    """A database with the example of Sawahlunto, and those of Kotabumi and Jakarta beside it."""
    return _told(cluster, "template_cities", sawahlunto_template, ["kotabumi", "jakarta"])


def _told(cluster: Cluster, name: str, template: str, cities: list[str]) -> str:
    with cluster.once(name) as ours:
        if ours:
            database = cluster.create(name, template)
            clock, wake = StoryClock(), Wake()
            with service_on(database, cluster.secrets, clock, wake) as service:
                keeping = keeping_of(Settings(data_dir=cluster.folder), service.logs.keys, service.secrets)
                teller = Teller(service, keeping, clock, wake, Console(quiet=True))
                told = asyncio.run(teller.tell(cities))
            assert [each.problem for city in told for each in city.outcomes if each.problem] == []
    return name


@pytest.fixture(scope="session")
def town_template(cluster: Cluster, empty_template: str) -> str:
    """A database with the small agency of ``tests/people.py``, its read models level."""
    with cluster.once("template_town") as ours:
        if ours:
            database = cluster.create("template_town", empty_template)
            with service_on(database, cluster.secrets, TestClock()) as service:
                Town(service).found()
                follower = service.follower()
                follower.catch_up()
                follower.close()
    return "template_town"


Databases = Callable[[str], AbstractContextManager[Database]]


@pytest.fixture
def databases(cluster: Cluster, request: pytest.FixtureRequest) -> Databases:
    """Makes databases from a template that are dropped again."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")

    @contextmanager
    def make(template: str) -> Iterator[Database]:
        name = f"test_{worker}_{next(_NUMBERS)}"
        yield cluster.create(name, template)
        cluster.drop(name)

    return make


@pytest.fixture
def clock() -> TestClock:
    """A clock of the test's own."""
    return TestClock()


@pytest.fixture
def service(databases: Databases, empty_template: str, cluster: Cluster, clock: TestClock) -> Iterator[Service]:
    """The service on an empty database."""
    with databases(empty_template) as database, service_on(database, cluster.secrets, clock) as made:
        yield made


@pytest.fixture
def town(databases: Databases, town_template: str, cluster: Cluster) -> Iterator[Town]:
    """The small agency, founded, on a database of its own, on 5 May 2025."""
    clock = TestClock(datetime(2025, 5, 5, 1, 0, tzinfo=UTC))
    with databases(town_template) as database, service_on(database, cluster.secrets, clock) as service:
        yield Town(service).founded()


@pytest.fixture
def sawahlunto(databases: Databases, sawahlunto_template: str, cluster: Cluster) -> Iterator[Service]:
    """The service on a database of its own with the example of Sawahlunto, in the year after."""
    late = TestClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    with databases(sawahlunto_template) as database, service_on(database, cluster.secrets, late) as made:
        yield made


@pytest.fixture
def cities(databases: Databases, cities_template: str, cluster: Cluster) -> Iterator[Service]:
    """The same with two more cities."""
    late = TestClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    with databases(cities_template) as database, service_on(database, cluster.secrets, late) as made:
        yield made
