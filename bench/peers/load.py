"""Clients that share one event loop: each keeps a connection and asks the next thing when it has its answer."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import msgspec
import psutil

_LENGTH = re.compile(rb"content-length: *(\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """A server: where it listens, its process, and the headers that say who asks."""

    port: int
    path: str
    process: psutil.Process
    headers: dict[str, str]

    def request(self, document: str, variables: dict[str, Any]) -> bytes:
        """A request as it goes over the wire."""
        body = msgspec.json.encode({"query": document, "variables": variables})
        named = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        head = f"POST {self.path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n{named}"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@dataclass(frozen=True)
class Load:
    """What a run of requests took, by request: CPU of the application and of PostgreSQL, and the rate."""

    app_ms: float
    postgres_ms: float
    requests_per_s: float

    @property
    def total_ms(self) -> float:
        """CPU of both."""
        return self.app_ms + self.postgres_ms


def measured(target: Target, postgres: psutil.Process, requests: Sequence[bytes], clients: int, count: int) -> Load:
    """``count`` requests over so many connections."""
    before = _cpu(target.process), cpu_of_postgres(postgres)
    took = asyncio.run(_run(target.port, requests, clients, count))
    app, shared = _cpu(target.process) - before[0], cpu_of_postgres(postgres) - before[1]
    return Load(app * 1000 / count, shared * 1000 / count, count / took)


def answer(target: Target, request: bytes) -> Any:
    """The data of one answer. Raises RuntimeError on any error in it."""
    found = msgspec.json.decode(asyncio.run(_one(target.port, request)))
    if "errors" in found:
        raise RuntimeError(str(found["errors"])[:500])
    return found["data"]


async def _run(port: int, requests: Sequence[bytes], clients: int, count: int) -> float:
    shares = [count // clients + (number < count % clients) for number in range(clients)]
    connections = [await asyncio.open_connection("127.0.0.1", port, limit=1 << 22) for _ in shares]
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number, (share, (reader, writer)) in enumerate(zip(shares, connections, strict=True)):
            mine = islice(cycle(requests), number, number + share)
            group.create_task(_ask_all(reader, writer, mine))
    took = time.perf_counter() - began
    for _, writer in connections:
        writer.close()
    return took


async def _ask_all(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, requests: Any) -> None:
    for request in requests:
        writer.write(request)
        body = await _body(reader)
        if b'"errors":' in body[:200] or b'"errors":[{"message' in body[-2000:]:
            raise RuntimeError(body[:500].decode())


async def _one(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    writer.write(request)
    try:
        return await _body(reader)
    finally:
        writer.close()


async def _body(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    found = _LENGTH.search(head)
    if found is None:
        raise RuntimeError(f"an answer without its length: {head!r}")
    return await reader.readexactly(int(found[1]))


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def cpu_of_postgres(postmaster: psutil.Process) -> float:
    """Of all its processes; what ended is counted with the postmaster."""
    times = [postmaster.cpu_times()]
    waited = times[0].children_user + times[0].children_system
    for child in postmaster.children():
        try:
            times.append(child.cpu_times())
        except psutil.NoSuchProcess:
            continue
    return waited + sum(each.user + each.system for each in times)
