"""Server processes for tests of operating: of this or another version, on one external database."""

import contextlib
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg

from kinerja.database.connections import Database
from kinerja.database.embedded import DURABLE, EmbeddedPostgres
from kinerja.identity.tokens import TokenIssuer
from kinerja.settings import Settings
from tests.people import Town


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def until(held: Callable[[], Any], said: str, seconds: float = 60) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < deadline, said
        time.sleep(0.05)


def external(database: Database, folder: Path) -> dict[str, str]:
    """The settings of a process that serves an external database, with its secrets in a folder."""
    return {
        "KINERJA_DATABASE_URL": database.service,
        "KINERJA_OWNER_DATABASE_URL": database.owner,
        "KINERJA_DATA_DIR": str(folder),
    }


@dataclass
class Server:
    """``kinerja serve`` as a process. ``sources`` is the folder of another version of the package."""

    settings: Mapping[str, str]
    log: Path
    sources: Path | None = None
    scheme: str = "http"
    verify: ssl.SSLContext | bool = True
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it serves."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, also again."""
        environment = {**os.environ, **self.settings}
        if self.sources is not None:
            environment["PYTHONPATH"] = str(self.sources)
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "kinerja", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd="/")

    def kill(self) -> None:
        """Kill it as a crash would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """End it as an operator would; gives its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def health(self) -> httpx.Response | None:
        """What it says of its readiness; None while it does not answer."""
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/health/ready", timeout=5, verify=self.verify)
        return None

    def ready(self) -> "Server":
        """Wait until it is."""
        until(self._is_ready, f"never ready: {self.log.read_text()[-3000:]}")
        return self

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()[-3000:]
        answer = self.health()
        return answer is not None and answer.status_code == 200

    def ask(self, token: str, document: str, **variables: Any) -> dict[str, Any]:
        """The whole answer to an operation."""
        answer = httpx.post(
            f"{self.url}/graphql",
            json={"query": document, "variables": variables},
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
            verify=self.verify,
        )
        whole: dict[str, Any] = answer.json()
        return whole


@contextmanager
def running(*servers: Server) -> Iterator[None]:
    """Servers for as long as the context lasts, started one right after the other and ended at its end."""
    try:
        for server in servers:
            server.start()
        yield
    finally:
        for server in servers:
            if server.process is not None and server.process.poll() is None:
                server.end()


@contextmanager
def own_postgres(options: Mapping[str, str] = DURABLE) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL of the test's own, whose roles and settings it may change."""
    folder = Path(tempfile.mkdtemp(prefix="kinerja-own-"))
    folder.chmod(0o711)  # as root the database has an account of its own, which has to get there
    server = EmbeddedPostgres(folder, options)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def superuser(server: EmbeddedPostgres, database: str = "postgres") -> psycopg.Connection[Any]:
    """A connection that may do anything."""
    access = json.loads((server.folder / "access.json").read_text())
    url = f"host={access['host']} user=postgres password={access['postgres']} dbname={database}"
    return psycopg.connect(url, autocommit=True)


def token_for(town: Town, who: str, folder: Path) -> str:
    """A token of now for somebody of the town, from the development key of a folder."""
    defaults = Settings()
    issuer = TokenIssuer(folder, issuer=defaults.issuer, audience=defaults.audience)
    return issuer.issue(town.ids[who], town.agency, now=datetime.now(UTC), lifetime=timedelta(hours=1))


ESTABLISH = """
mutation M($input: EstablishOrgUnitInput!) {
  establishOrgUnit(input: $input) { receipt { position } userErrors { rule } orgUnit { code } }
}
"""
UNITS = """
query U($at: LogPosition) { orgUnits(first: 100, minPosition: $at) { nodes { code } } }
"""
