"""A server process on a data folder, and clients that talk to it over HTTP."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import psutil

from kinerja.identity.tokens import TokenIssuer
from kinerja.settings import Settings

_START_S = 120
_LENGTH = re.compile(rb"content-length: *(\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, what process it is, and tokens for its people."""

    port: int
    process: psutil.Process
    settings: Settings
    started_s: float

    def token(self, subject: UUID, agency: str) -> str:
        """A token for somebody."""
        issuer = TokenIssuer(self.settings.data_dir, issuer=self.settings.issuer, audience=self.settings.audience)
        return issuer.issue(subject, agency, now=datetime.now(UTC), lifetime=timedelta(hours=12))


@contextlib.contextmanager
def served(
    data_dir: Path, environment: Mapping[str, str] | None = None, *, module: str = "kinerja"
) -> Iterator[Server]:
    """``kinerja serve``, one worker, from its start to its first answer and until the context ends."""
    port = free_port()
    command = [sys.executable, "-m", module, "serve", "--port", str(port), "--data-dir", str(data_dir)]
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program
        command, env={**os.environ, "KINERJA_LOG_LEVEL": "WARNING", **(environment or {})}
    ) as process:
        try:
            _until_ready(port, process, began)
            started_s = time.perf_counter() - began
            yield Server(port, psutil.Process(process.pid), Settings(data_dir=data_dir), started_s)
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _until_ready(port: int, process: "subprocess.Popen[bytes]", began: float) -> None:
    while time.perf_counter() - began < _START_S:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/live")
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(0.01)
    raise TimeoutError("the server did not start in time")


class Client:
    """One client with one connection that it keeps: as light as can be, since it shares the machine."""

    def __init__(self, server: Server) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, token: str, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Send an operation and give its data. Raises RuntimeError on any error in the answer."""
        body = msgspec.json.encode({"query": document, "variables": variables})
        head = f"POST /graphql HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._socket.sendall(head.encode() + body)
        answer = msgspec.json.decode(self._answer())
        if "errors" in answer:
            raise RuntimeError(str(answer["errors"]))
        data: dict[str, Any] = answer["data"]
        return data

    def _answer(self) -> bytes:
        """The body of the answer, whose length its head says."""
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        found = _LENGTH.search(received, 0, end + 2)
        if found is None:
            raise RuntimeError(f"an answer without its length: {received[:200]!r}")
        whole = end + 4 + int(found[1])
        while len(received) < whole:
            received += self._more()
        return received[end + 4 : whole]

    def _more(self) -> bytes:
        received = self._socket.recv(1 << 16)
        if not received:
            raise RuntimeError("the server closed the connection")
        return received
