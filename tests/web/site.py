"""A town served over real HTTP, in a thread of the test."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import psycopg
import uvicorn

from kinerja.application.scheduling import pass_due
from kinerja.identity.tokens import TokenIssuer
from kinerja.settings import Settings
from kinerja.web.app import Wake, create_app
from kinerja.web.server import SOCKETS
from kinerja.web.slow_clients import must_take
from tests.people import Town

_SEND_BUFFER = 32_768
"""Small, so that a client that does not read is noticed after little."""
WHO = {"query": "{ agency { code } viewer { employee { name } } }"}


@dataclass
class Site:
    """A server on the town, and its token issuer."""

    url: str
    town: Town
    issuer: TokenIssuer
    settings: Settings
    server: uvicorn.Server

    def connections(self) -> int:
        """How many are open."""
        return len(self.server.server_state.connections)

    def token(self, who: str, agency: str | None = None, hours: int = 1) -> str:
        """A token for somebody."""
        now = self.town.service.clock()
        subject = self.town.ids[who]
        return self.issuer.issue(subject, agency or self.town.agency, now=now, lifetime=timedelta(hours=hours))

    def post(self, path: str, body: Any = WHO, **headers: str) -> httpx.Response:
        """Ask."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(f"{self.url}{path}", json=body, headers=named, timeout=10)


@contextlib.contextmanager
def served(town: Town, settings: Settings) -> Iterator[Site]:
    """A town, served."""
    _pass_deadlines(town)
    wake = Wake()
    app = create_app(town.service, settings, wake)
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    must_take(door)
    door.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, proxy_headers=False, **SOCKETS))
    thread = threading.Thread(target=server.run, args=([door],), daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    _wait(f"{url}/health/ready")
    issuer = TokenIssuer(settings.data_dir, issuer=settings.issuer, audience=settings.audience)
    try:
        yield Site(url, town, issuer, settings, server)
    finally:
        server.should_exit = True
        thread.join(10)


def _pass_deadlines(town: Town) -> None:
    """Record which have passed before anybody asks: what a test sees in the log is what it does itself."""
    service = town.service
    with (
        psycopg.connect(service.database.service, autocommit=True) as connection,
        contextlib.closing(service.follower()) as follower,
    ):
        pass_due(connection, service.commands, threading.Event())
        follower.catch_up()


def _wait(url: str) -> None:
    for _ in range(200):
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(url, timeout=2).status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not become ready")
