"""Faults: whatever is killed or cut, every acknowledged command stands exactly once in the log.

Rounds by ``KINERJA_FAULT_ROUNDS``, 3 unless set; with two processes a third of them.
"""

import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
from psycopg.rows import dict_row

from kinerja.database.embedded import EmbeddedPostgres
from kinerja.identity.tokens import TokenIssuer
from kinerja.service import running_service
from kinerja.settings import Settings
from tests.conftest import Cluster, Databases, TestClock
from tests.laws.test_as_of import build_next, rows_of
from tests.operating.servers import free_port
from tests.people import Town

ROUNDS = int(os.environ.get("KINERJA_FAULT_ROUNDS", "3"))
CLIENTS = 8
COMMANDS = 12
_ESTABLISH = """
mutation M($input: EstablishOrgUnitInput!) {
  establishOrgUnit(input: $input) { receipt { position hash } userErrors { rule } orgUnit { code } }
}
"""
pytestmark = pytest.mark.faults


@dataclass
class Served:
    """A server process on a data folder, perhaps with a peer on the same, and the tokens of the town's people.

    Faults befall the process itself; the peer goes on.
    """

    settings: Settings
    town: Town
    process: subprocess.Popen[bytes] | None = None
    tokens: dict[str, str] = field(default_factory=dict)
    peer: "Served | None" = None

    @property
    def rounds(self) -> int:
        """How often a fault befalls it."""
        return ROUNDS if self.peer is None else -(-ROUNDS // 3)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def urls(self) -> list[str]:
        """Where clients may ask."""
        return [self.url] + (self.peer.urls if self.peer is not None else [])

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def log(self) -> Path:
        return self.settings.data_dir / f"serve-{self.settings.port}.log"

    def start(self) -> None:
        """Start the server, also one that was killed before."""
        environment = {**os.environ, "KINERJA_DATA_DIR": str(self.settings.data_dir)}
        command = [sys.executable, "-m", "kinerja", "serve", "--port", str(self.settings.port)]
        log = self.log.open("ab")
        with log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """Kill the server as a crash would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """End the server as an operator would, and its peer; gives the exit code, the peer's if its own is 0."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        ended = self.process.wait(60)
        return ended or (self.peer.end() if self.peer is not None and self.peer.alive else 0)

    def ready(self, seconds: float = 60) -> None:
        """Wait until it says that it is ready, and its peer too."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/health/ready", timeout=2).status_code == 200:
                    return self.peer.ready(seconds) if self.peer is not None and self.peer.alive else None
            time.sleep(0.1)
        raise AssertionError(self.log.read_text()[-3000:])


@pytest.fixture(params=[1, 2], ids=["alone", "two"])
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """A durable server with a town in it, and the same with a second process on its database."""
    folder = Path(tempfile.mkdtemp(prefix="kinerja-faults-"))
    folder.chmod(0o711)  # as root the database has an account of its own, which has to get there
    settings = Settings(data_dir=folder, port=free_port())
    with running_service(settings, TestClock(datetime(2025, 5, 5, tzinfo=UTC))) as service:
        town = Town(service).found()
    issuer = TokenIssuer(folder, issuer=settings.issuer, audience=settings.audience)
    made = Served(settings, town)
    for who in ("admin", "member"):
        made.tokens[who] = issuer.issue(
            town.ids[who], town.agency, now=datetime.now(UTC), lifetime=timedelta(hours=1)
        )
    if request.param > 1:
        made.peer = Served(settings.model_copy(update={"port": free_port()}), town, tokens=made.tokens)
        made.peer.start()
    made.start()
    made.ready()
    yield made
    for each in (made, made.peer):
        if each is not None and each.alive:
            each.end()
    EmbeddedPostgres(folder / "postgres").stop()
    shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Outcome:
    """What a client was told about its command."""

    command_id: UUID
    code: str
    position: int | None
    rules: tuple[str, ...]


class Clients:
    """Eight clients at once; each sends a command again, under the same id, until it is answered.

    They are spread over the processes, and each attempt goes to another, as behind a load balancer.
    """

    def __init__(self, served: Served, turn: int = 0) -> None:
        self._served = served
        self._turn = turn
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, args=(number,)) for number in range(CLIENTS)]
        self.outcomes: list[Outcome] = []
        self.retries = 0

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        for thread in self._threads:
            thread.join(120)
        assert not any(thread.is_alive() for thread in self._threads)

    @property
    def busy(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def _work(self, number: int) -> None:
        for turn in range(COMMANDS):
            who = "member" if turn % 4 == 3 else "admin"  # every fourth is refused
            self._send(who, uuid4(), f"R{self._turn}C{number}-{turn}", itertools.cycle(self._urls(number)))

    def _urls(self, number: int) -> list[str]:
        urls = self._served.urls
        first = number % len(urls)
        return urls[first:] + urls[:first]

    def _send(self, who: str, command_id: UUID, code: str, urls: Iterator[str]) -> None:
        given = {"commandId": str(command_id), "code": code, "name": code, "kind": "SECTION"}
        body = {"query": _ESTABLISH, "variables": {"input": given}}
        headers = {"Authorization": f"Bearer {self._served.tokens[who]}"}
        deadline = time.monotonic() + 100
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError, json.JSONDecodeError, KeyError, TypeError):
                answer = httpx.post(f"{next(urls)}/graphql", json=body, headers=headers, timeout=15).json()
                payload = answer["data"]["establishOrgUnit"]
                self._keep(command_id, code, payload)
                return
            self.retries += 1
            time.sleep(0.05)
        raise AssertionError(f"{code} was never answered")

    def _keep(self, command_id: UUID, code: str, payload: dict[str, Any]) -> None:
        position = payload["receipt"]["position"]
        rules = tuple(error["rule"] for error in payload["userErrors"])
        outcome = Outcome(command_id, code, int(position) if position else None, rules)
        with self._lock:
            self.outcomes.append(outcome)


def kill_the_server(served: Served) -> None:
    """One of them, where there are two: the other goes on meanwhile."""
    served.kill()
    served.start()


def kill_postgres(served: Served) -> None:
    """The server keeps its embedded PostgreSQL running: it starts it again."""
    EmbeddedPostgres(served.settings.data_dir / "postgres").kill()
    time.sleep(1)


def cut_connections(served: Served) -> None:
    """End every session of the service at whatever it is doing, between commit and answer too."""
    access = json.loads((served.settings.data_dir / "postgres" / "access.json").read_text())
    superuser = f"host={access['host']} user=postgres password={access['postgres']} dbname=kinerja"
    with psycopg.connect(superuser, autocommit=True) as connection:
        for _ in range(20):
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'kinerja-%'"
            )
            time.sleep(0.02)


@pytest.mark.parametrize("fault", [kill_the_server, kill_postgres, cut_connections])
def test_every_acknowledged_command_stands_exactly_once_whatever_is_killed(
    served: Served, fault: Callable[[Served], None]
) -> None:
    chance = random.Random(7)
    before = _head(served)
    clients = [Clients(served, number) for number in range(served.rounds)]
    for each in clients:
        each.start()
        time.sleep(chance.uniform(0.05, 0.4))
        fault(served)
        each.finish()
        served.ready()
    outcomes = [outcome for each in clients for outcome in each.outcomes]
    assert len(outcomes) == served.rounds * CLIENTS * COMMANDS
    _check(served, outcomes, before)
    assert served.end() == 0  # before the comparison: the service records deadlines that pass
    _read_models_equal_a_rebuild(served)


def _head(served: Served) -> int:
    with _owner(served) as connection:
        row = connection.execute("SELECT position FROM log.heads").fetchone()
    return int(row["position"]) if row else 0


def _owner(served: Served) -> psycopg.Connection[dict[str, Any]]:
    database = EmbeddedPostgres(served.settings.data_dir / "postgres").database("kinerja")
    return psycopg.connect(database.owner, row_factory=dict_row)


def _check(served: Served, outcomes: list[Outcome], before: int) -> None:
    recorded = [outcome for outcome in outcomes if outcome.position is not None]
    refused = [outcome for outcome in outcomes if outcome.position is None]
    assert {outcome.rules for outcome in refused} == {("H6.1",)}
    assert len(recorded) == served.rounds * CLIENTS * COMMANDS * 3 // 4
    with _owner(served) as connection:
        facts = connection.execute(
            "SELECT position, topic, convert_from(state, 'UTF8')::json #>> '{act,command_id}' AS command"
            " FROM log.facts"
            " WHERE position > %s ORDER BY position",
            [before],
        ).fetchall()
        receipts = connection.execute("SELECT command_id, position FROM log.receipts").fetchall()
    assert [fact["position"] for fact in facts] == list(range(before + 1, before + len(facts) + 1))
    given = [fact for fact in facts if fact["topic"] != "DeadlinePassed"]  # which the service records by itself
    by_command = {fact["command"]: fact["position"] for fact in given}
    assert len(by_command) == len(given) == len(recorded)  # no command twice
    assert by_command == {str(outcome.command_id): outcome.position for outcome in recorded}
    known = {row["command_id"]: row["position"] for row in receipts}
    assert all(known[outcome.command_id] == outcome.position for outcome in recorded)
    assert not [outcome for outcome in refused if outcome.command_id in known]


def _read_models_equal_a_rebuild(served: Served) -> None:
    with running_service(served.settings) as service:
        follower = service.follower()
        follower.catch_up()
        follower.close()
        build_next(service, None)
        assert rows_of(service, "read_next") == rows_of(service, "read")


def test_a_follower_killed_in_mid_page_loses_nothing_and_another_goes_on(
    databases: Databases, town_template: str, cluster: Cluster
) -> None:
    from kinerja.service import service_on

    chance = random.Random(11)
    clock = TestClock(datetime(2025, 5, 5, tzinfo=UTC))
    with databases(town_template) as database, service_on(database, cluster.secrets, clock) as service:
        town = Town(service).founded()
        town.draft()
        town.approve()
        for turn in range(150):
            town.report("2025-01", str(turn), key=f"-{turn}")
        script = Path(__file__).with_name("follow_once.py")
        for _ in range(ROUNDS):
            command = [sys.executable, str(script), database.owner, database.service, str(cluster.folder)]
            victim = subprocess.Popen(command, stdout=subprocess.PIPE)
            assert victim.stdout is not None
            victim.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.05))
            victim.kill()
            victim.wait()
            victim.stdout.close()
        started = time.monotonic()
        follower = service.follower()
        while follower.step() == 0 and time.monotonic() - started < 5 and _lag(service):
            time.sleep(0.01)
        assert time.monotonic() - started < 5
        follower.catch_up()
        follower.close()
        assert not _lag(service)
        build_next(service, None)
        assert rows_of(service, "read_next") == rows_of(service, "read")


def _lag(service: Any) -> bool:
    with service.logs.datastore.get_connection() as connection:
        return bool(connection.execute("SELECT * FROM log.lagging('read')").fetchall())


def test_sigterm_finishes_what_is_in_hand_and_leaves_the_database_clean(served: Served) -> None:
    clients = Clients(served)
    clients.start()
    time.sleep(0.3)
    assert served.end() == 0
    assert not (served.settings.data_dir / "postgres" / "cluster" / "postmaster.pid").exists()
    served.start()
    clients.finish()
    served.ready()
    assert len(clients.outcomes) == CLIENTS * COMMANDS
