"""``subscribers``: memory of a server with many subscriptions at rest, and how soon they hear of a fact."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

from bench.agencies import Measured
from bench.figures import Figure, percentile
from bench.serving import Client, Server, served
from kinerja.graphql.ids import GlobalId

_MANY, _CONCERNED = 2_000, 10
_AT_ONCE = 50
_ASKED_MB, _ASKED_S = 500, 1.0
_ROUNDS = 5
_RECORDED = "subscription { recorded { position entries { kind } } }"
_CHANGED = "subscription C($ids: [ID!]!) { changed(ids: $ids) { position nodes { id } } }"
_ESTABLISH = """
mutation Establish($input: EstablishOrgUnitInput!) {
  establishOrgUnit(input: $input) { receipt { position } userErrors { message } }
}
"""


def subscriber_figures(measured: Measured) -> list[Figure]:
    """2,000 subscribers on one worker; then facts that concern ten of them, and facts that concern all."""
    with served(measured.data_dir, {"KINERJA_CLIENT_BUDGET": "0", "KINERJA_AGENCY_BUDGET": "0"}) as server:
        crowd = asyncio.run(_Crowd(server, measured, _CONCERNED).gathered())
    with served(measured.data_dir, {"KINERJA_CLIENT_BUDGET": "0", "KINERJA_AGENCY_BUDGET": "0"}) as server:
        all_of_them = asyncio.run(_Crowd(server, measured, _MANY).gathered()).seconds
    told = crowd.seconds
    return [
        Figure(
            "subscribers: 2,000 at rest", "MB", crowd.rss_mb, asked=_ASKED_MB, better="lower",
            notes={"MB before": round(crowd.before_mb), "CPU at rest": f"{crowd.cpu_at_rest:.1%}"},
        ),
        Figure(
            "subscribers: from the answer to the mutation to the last of ten concerned", "s", max(told),
            asked=_ASKED_S, better="lower", runs=_ROUNDS, notes={"half of them s": round(percentile(told, 0.5), 3)},
        ),
        Figure(
            "subscribers: to the last of 2,000, all concerned at once", "s", max(all_of_them), better="lower",
            runs=_ROUNDS, notes={"half of them s": round(percentile(all_of_them, 0.5), 3)},
        ),
    ]  # fmt: skip


@dataclass
class _Crowd:
    server: Server
    measured: Measured
    concerned: int
    """So many subscribe to everything that is recorded, the others each to a person."""
    hearing: list[ClientConnection] = field(default_factory=list)
    sockets: list[ClientConnection] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    before_mb: float = 0.0
    rss_mb: float = 0.0
    cpu_at_rest: float = 0.0

    async def gathered(self) -> "_Crowd":
        """Everybody connects, rests, and is told of a few facts."""
        shape = self.measured.shape
        token = self.server.token(shape.employee_id(2), shape.agency)
        self.before_mb = self._rss_mb()
        gate = asyncio.Semaphore(_AT_ONCE)
        await asyncio.gather(*(self._join(token, gate, number) for number in range(_MANY)))
        await asyncio.sleep(2)
        began, cpu = time.perf_counter(), self._cpu()
        await asyncio.sleep(5)
        self.cpu_at_rest = (self._cpu() - cpu) / (time.perf_counter() - began)
        self.rss_mb = self._rss_mb()
        for _ in range(_ROUNDS):
            await self._tell()
        await asyncio.gather(*(socket.close() for socket in self.sockets))
        return self

    async def _join(self, token: str, gate: asyncio.Semaphore, number: int) -> None:
        shape = self.measured.shape
        person = GlobalId("Employee", shape.agency, shape.employee_id(number % shape.employees))
        hears = number < self.concerned
        asked = {"query": _RECORDED} if hears else {"query": _CHANGED, "variables": {"ids": [str(person)]}}
        url = f"ws://127.0.0.1:{self.server.port}/a/{shape.agency}/graphql"
        protocols: Any = ["graphql-transport-ws"]
        async with gate:
            socket = await connect(url, subprotocols=protocols, compression=None, open_timeout=60, ping_interval=None)
            await socket.send(
                json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}})
            )
            await socket.recv()
            await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": asked}))
            await self._hear(socket)  # from which position it is told
            self.sockets.append(socket)
            if hears:
                self.hearing.append(socket)

    async def _tell(self) -> None:
        """One fact, and when each whom it concerns has heard of it."""
        waiting = [asyncio.create_task(self._hear(socket)) for socket in self.hearing]
        await asyncio.sleep(1)
        answered = await asyncio.to_thread(self._establish)
        self.seconds += [heard - answered for heard in await asyncio.gather(*waiting)]

    async def _hear(self, socket: ClientConnection) -> float:
        message = json.loads(await asyncio.wait_for(socket.recv(), 60))
        if "errors" in message.get("payload", {}):
            raise RuntimeError(str(message))
        return time.perf_counter()

    def _establish(self) -> float:
        shape = self.measured.shape
        token = self.server.token(shape.employee_id(0), shape.agency)
        given = {"commandId": str(uuid4()), "code": uuid4().hex[:12].upper(), "name": "Unit", "kind": "SECTION"}
        answer = Client(self.server).ask(token, _ESTABLISH, {"input": given})
        if answer["establishOrgUnit"]["userErrors"]:
            raise RuntimeError(str(answer))
        return time.perf_counter()

    def _rss_mb(self) -> float:
        return self.server.process.memory_info().rss / 1e6

    def _cpu(self) -> float:
        times = self.server.process.cpu_times()
        return times.user + times.system
