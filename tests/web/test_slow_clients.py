"""A client that does not take what it asked for is let go (H13): nothing piles up for it."""

import contextlib
import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from kinerja.web import slow_clients
from kinerja.web.slow_clients import TOO_SLOW, InTime
from tests.web.site import Site

_CONTENT = " ".join(f"c{number}: content {{ field value }}" for number in range(20))
MUCH = f'subscription {{ recorded(after: "0") {{ position entries {{ kind label {_CONTENT} }} }} }}'


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience of one second."""
    monkeypatch.setattr(InTime, "send_s", 1.0)
    monkeypatch.setattr(slow_clients, "_UNACKNOWLEDGED_MS", 6_000)


@contextlib.contextmanager
def narrow(site: Site) -> Iterator[socket.socket]:
    """A connection that holds next to nothing."""
    host, port = site.url.removeprefix("http://").split(":")
    with socket.socket() as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        made.connect((host, int(port)))
        yield made


def gone(site: Site, seconds: float = 20) -> bool:
    """Whether the server lets go of all its connections in time."""
    end = time.monotonic() + seconds
    while site.connections() and time.monotonic() < end:
        time.sleep(0.1)
    return not site.connections()


@contextlib.contextmanager
def overwhelmed(site: Site) -> Iterator[ClientConnection]:
    """A subscriber that is sent much more than it reads."""
    url = site.url.replace("http", "ws") + "/a/TST/graphql"
    options: Any = {"subprotocols": ["graphql-transport-ws"], "compression": None, "max_size": None}
    with narrow(site) as plain, connect(url, sock=plain, max_queue=1, close_timeout=0.1, **options) as client:
        token = f"Bearer {site.token('inspector')}"
        client.send(json.dumps({"type": "connection_init", "payload": {"Authorization": token}}))
        assert json.loads(client.recv())["type"] == "connection_ack"
        for number in range(10):
            client.send(json.dumps({"type": "subscribe", "id": str(number), "payload": {"query": MUCH}}))
        yield client


def test_h13_a_socket_that_is_not_read_is_closed(site: Site) -> None:
    with overwhelmed(site):
        time.sleep(0.5)
        assert site.connections() == 1
        assert gone(site)


def test_h13_who_reads_too_late_is_told_why_it_was_closed(site: Site) -> None:
    with overwhelmed(site) as client:
        time.sleep(3)
        with contextlib.suppress(ConnectionClosed):
            list(client)
        assert client.close_code == TOO_SLOW


def test_h13_events_that_are_not_read_end(site: Site) -> None:
    with narrow(site) as plain:
        body = json.dumps({"query": MUCH})
        head = [
            "POST /graphql HTTP/1.1", "Host: town", "Content-Type: application/json", "Accept: text/event-stream",
            f"Authorization: Bearer {site.token('inspector')}", f"Content-Length: {len(body)}",
        ]  # fmt: skip
        plain.sendall(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        time.sleep(0.5)
        assert site.connections() == 1
        assert gone(site)
