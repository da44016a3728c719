"""SIGTERM: not ready at once, what is in hand is answered, then the process and its database are gone."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
import psycopg
import pytest

from kinerja.database.cluster import Cluster
from kinerja.database.embedded import EmbeddedPostgres
from kinerja.identity.tokens import TokenIssuer
from kinerja.service import running_service
from kinerja.settings import Settings
from kinerja.web.stopping import Stopping
from tests.conftest import TestClock
from tests.observing.serving import ESTABLISH, Client, free_port, until, wait_ready
from tests.people import Town


@dataclass
class Server:
    """A server process with a database of its own, and a town in it."""

    settings: Settings
    town: Town
    client: Client
    process: subprocess.Popen[bytes]
    answers: list[httpx.Response | httpx.HTTPError] = field(default_factory=list)

    @property
    def postgres(self) -> list[int]:
        """The processes of its database server."""
        marks = (str(self.settings.data_dir), "postgres")
        found = []
        for process in psutil.process_iter(["pid", "cmdline"]):
            line = " ".join(process.info["cmdline"] or ())
            if all(mark in line for mark in marks) and "serve" not in line:
                found.append(process.info["pid"])
        return found

    def mutate(self) -> threading.Thread:
        """Send a mutation from a thread; its answer comes into ``answers``."""
        token = self.client.token(self.town.ids["admin"], self.town.agency)
        given = {"commandId": str(uuid4()), "code": "LATE", "name": "Late", "kind": "SECTION"}

        def send() -> None:
            body = {"query": ESTABLISH, "variables": {"input": given}}
            try:
                self.answers.append(self.client.post(body, Authorization=f"Bearer {token}"))
            except httpx.HTTPError as error:
                self.answers.append(error)

        thread = threading.Thread(target=send)
        thread.start()
        return thread

    @contextlib.contextmanager
    def held_up(self) -> Iterator[None]:
        """The head of the town is locked meanwhile: no command can be recorded."""
        database = EmbeddedPostgres(self.settings.data_dir / "postgres").database("kinerja")
        with psycopg.connect(database.owner) as connection:
            connection.execute("SELECT position FROM log.heads FOR UPDATE")
            yield

    def waits_for_lock(self) -> bool:
        """Whether a command has come as far as the lock."""
        database = EmbeddedPostgres(self.settings.data_dir / "postgres").database("kinerja")
        with psycopg.connect(database.service) as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE application_name = 'kinerja-log' AND wait_event_type = 'Lock'"
            ).fetchone()
        return bool(row and row[0])


@pytest.fixture
def server() -> Iterator[Server]:
    """The server, ready."""
    folder = Path(tempfile.mkdtemp(prefix="kinerja-stopping-"))
    folder.chmod(0o711)  # as root the database has an account of its own, which has to get there
    settings = Settings(data_dir=folder, port=free_port())
    with running_service(settings, TestClock(datetime(2025, 5, 5, tzinfo=UTC))) as service:
        town = Town(service).found()
    issuer = TokenIssuer(folder, issuer=settings.issuer, audience=settings.audience)
    client = Client(f"http://127.0.0.1:{settings.port}", issuer, lambda: datetime.now(UTC))
    with (folder / "serve.log").open("wb") as log:
        environment: dict[str, Any] = {**os.environ, "KINERJA_DATA_DIR": str(folder)}
        command = [sys.executable, "-m", "kinerja", "serve", "--port", str(settings.port)]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    wait_ready(client.url)
    yield Server(settings, town, client, process)
    if process.poll() is None:
        process.kill()
        process.wait()
    EmbeddedPostgres(folder / "postgres").stop()
    shutil.rmtree(folder, ignore_errors=True)


def test_a_mutation_in_hand_is_answered_and_then_the_process_and_its_database_are_gone(server: Server) -> None:
    assert server.postgres
    with server.held_up():
        sender = server.mutate()
        until(server.waits_for_lock)
        server.process.send_signal(signal.SIGTERM)
        until(lambda: httpx.get(f"{server.client.url}/health/ready", timeout=5).status_code == 503, 2)
        told = httpx.get(f"{server.client.url}/health/ready", timeout=5)
        assert (told.json(), told.headers["connection"]) == ({"status": "stopping"}, "close")
        assert server.process.poll() is None
    sender.join(20)
    (answer,) = server.answers
    assert isinstance(answer, httpx.Response)
    assert answer.json()["data"]["establishOrgUnit"]["orgUnit"] == {"code": "LATE", "name": "Late"}
    assert server.process.wait(20) == 0
    assert server.postgres == []
    assert "Traceback" not in (server.settings.data_dir / "serve.log").read_text()


def test_a_second_sigterm_ends_at_once_and_leaves_no_database(server: Server) -> None:
    with contextlib.suppress(psycopg.OperationalError), server.held_up():  # its own connection is cut as well
        sender = server.mutate()
        until(server.waits_for_lock)
        server.process.send_signal(signal.SIGTERM)
        until(lambda: httpx.get(f"{server.client.url}/health/ready", timeout=5).status_code == 503, 2)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(20) == 1
        assert time.monotonic() - began < 5
    sender.join(20)
    assert [type(answer) for answer in server.answers] != [httpx.Response]
    assert server.postgres == []


def test_without_anything_in_hand_sigterm_and_sigint_end_it_within_moments(server: Server) -> None:
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(10) == 0
    assert server.postgres == []


def test_sigterm_while_the_process_only_starts_ends_it_and_its_database(server: Server) -> None:
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(10) == 0
    database = EmbeddedPostgres(server.settings.data_dir / "postgres")
    owner = database.start().owner
    try:
        with psycopg.connect(owner) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [0x6B696E65])  # migrations wait for it
            command = [sys.executable, "-m", "kinerja", "serve", "--port", str(server.settings.port)]
            environment = {**os.environ, "KINERJA_DATA_DIR": str(server.settings.data_dir)}
            with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as starting:
                until(lambda: _waiting(owner))
                starting.send_signal(signal.SIGTERM)
                _, said = starting.communicate(timeout=20)
        assert starting.returncode == 0
        assert b"Traceback" not in said
    finally:
        database.stop()
    assert server.postgres == []


def test_sigterm_during_the_very_first_start_leaves_a_folder_that_starts_later() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kinerja-first-"))
    folder.chmod(0o711)
    environment = {**os.environ, "KINERJA_DATA_DIR": str(folder), "KINERJA_PORT": str(free_port())}
    try:
        with subprocess.Popen([sys.executable, "-m", "kinerja", "serve"], env=environment) as first:
            until((folder / "postgres" / "cluster" / "PG_VERSION").exists)
            first.send_signal(signal.SIGTERM)
            assert first.wait(30) == 0
        assert not (folder / "postgres" / "cluster" / "postmaster.pid").exists()
        with subprocess.Popen([sys.executable, "-m", "kinerja", "serve"], env=environment) as second:
            wait_ready(f"http://127.0.0.1:{environment['KINERJA_PORT']}")
            second.send_signal(signal.SIGTERM)
            assert second.wait(30) == 0
    finally:
        EmbeddedPostgres(folder / "postgres").stop()
        shutil.rmtree(folder, ignore_errors=True)


def _waiting(owner: str) -> bool:
    with psycopg.connect(owner) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        ).fetchone()
    return bool(row and row[0])


def test_only_what_ran_when_it_was_told_is_awaited() -> None:
    stopping = Stopping()
    assert not stopping.drained
    with contextlib.ExitStack() as before:
        before.enter_context(stopping.running())
        stopping.begin()
        with stopping.running():
            assert not stopping.drained
            before.close()
            assert stopping.drained
    assert 19 < stopping.seconds_left <= 20


def test_a_server_that_died_is_not_started_again_by_one_who_has_left() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kinerja-left-"))
    folder.chmod(0o711)
    server = EmbeddedPostgres(folder / "postgres", {"fsync": "off"})
    try:
        server.start()
        server.stop()
        server._start_again()
        assert Cluster(folder / "postgres", {}).pid is None
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
