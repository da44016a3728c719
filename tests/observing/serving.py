"""Serving in tests: the real application over real HTTP, in a thread of the test, observed."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import uvicorn

from kinerja.identity.tokens import TokenIssuer
from kinerja.service import Service
from kinerja.settings import Settings
from kinerja.web.app import Wake, create_app

ESTABLISH = """mutation Establish($input: EstablishOrgUnitInput!) {
  establishOrgUnit(input: $input) { receipt { position } orgUnit { code name } userErrors { rule } } }"""
READY_S = 30.0


@dataclass
class Client:
    """Somebody who asks a server."""

    url: str
    issuer: TokenIssuer
    now: Any

    def token(self, subject: UUID, agency: str, hours: int = 1) -> str:
        """A token for somebody."""
        return self.issuer.issue(subject, agency, now=self.now(), lifetime=timedelta(hours=hours))

    def post(self, body: Any, path: str = "/graphql", **headers: str) -> httpx.Response:
        """Ask."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(f"{self.url}{path}", json=body, headers=named, timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def served(service: Service, settings: Settings, wake: Wake) -> Iterator[Client]:
    """The service, served."""
    port = free_port()
    app = create_app(service, settings, wake)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{port}"
    wait_ready(url)
    issuer = TokenIssuer(settings.data_dir, issuer=settings.issuer, audience=settings.audience)
    yield Client(url, issuer, service.clock)
    server.should_exit = True
    thread.join(20)


def wait_ready(url: str, seconds: float = READY_S) -> None:
    """Wait until a server says that it is ready."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/health/ready", timeout=2).status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not become ready")


def until(held: Any, seconds: float = 10) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)
