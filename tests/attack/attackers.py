"""Who attacks, and all that they are told: by queries, subscriptions, refusals, and how long each takes."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cachetools import LRUCache

from kinerja.graphql.compiled.answering import CompiledReads
from kinerja.graphql.compiled.lanes import Lanes
from kinerja.graphql.compiled.shared import SharedAnswers
from kinerja.graphql.compiled.statements import Statement
from kinerja.graphql.compiled.viewers import Viewers
from kinerja.graphql.context import Context
from kinerja.graphql.endpoint import Asked, Endpoint
from kinerja.graphql.gateway import Gateway, read_pool
from kinerja.graphql.schema import build_schema, schema_version
from kinerja.graphql.visibility import Visibility
from kinerja.projections.follower_thread import FollowerThread
from tests.attack.probes import Known, Probe
from tests.attack.worlds import NOW, World

_FOLLOWED = {"collection", "other", "asked", "heard", "survey", "service", "evaluation", "plan"}
ATTACKERS = ("member", "officer", "admin", "p0", None)
"""The employee who is rated, the superior, a curious administrator, a colleague who tells all, and anybody."""
_MOST_S = 600
"""Whatever hangs is to fail."""
_MESSAGES, _SOON_S = 5, 0.005
"""So many messages of a subscription are taken at most; it is looked again so soon for the next."""


STATEMENTS: LRUCache[Any, Statement] = LRUCache(100_000_000, getsizeof=lambda statement: len(statement.sql))
"""What documents were compiled to, the same in every world."""


@dataclass
class Told:
    """What somebody was told, by the name of what was asked; and how many milliseconds that took."""

    answers: dict[str, bytes] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    asks: int = 0

    def __or__(self, other: "Told") -> "Told":
        """Both."""
        return Told(self.answers | other.answers, self.took | other.took, self.asks + other.asks)


@dataclass
class Site:
    """The service of a world as it serves clients: compiled reads, else resolvers."""

    world: World
    gateway: Gateway
    endpoint: Endpoint

    async def ask(self, who: str | None, probes: Iterable[Probe]) -> Told:
        """Ask all probes as somebody."""
        told = Told()
        for probe in probes:
            began = time.perf_counter()
            answered = await self.endpoint.answer(Asked(probe.text, probe.variables), self.context(who))
            told.took[probe.name] = (time.perf_counter() - began) * 1000
            told.answers[probe.name] = answered.body
            told.asks += probe.asks
        return told

    async def listen(self, who: str | None, known: Known) -> Told:
        """Subscribe from before the first answer on, to everything and to the collection."""
        told, after = Told(), self.world.before
        ids = ", ".join(f'"{known.ids[name]}"' for name in sorted(_FOLLOWED))
        for name, text in (
            ("recorded", f'recorded(after: "{after}") {{ position entries {{ position kind capacity commandId }} }}'),
            ("changed", f'changed(ids: [{ids}], after: "{after}") {{ position nodes {{ id __typename }} }}'),
        ):
            messages = await self._messages(who, f"subscription {{ {text} }}")
            told.answers[f"subscription {name}"] = json.dumps(messages, default=str).encode()
            told.asks += 1
        return told

    async def _messages(self, who: str | None, text: str) -> list[object]:
        context, found = self.context(who), list[object]()
        stream = await build_schema().subscribe(text, context_value=context)
        assert not isinstance(stream, Exception)
        if not hasattr(stream, "__anext__"):
            return [str(stream)]
        while len(found) < _MESSAGES and (result := await self._next(stream)) is not None:
            found.append([result.data, [str(error) for error in result.errors or ()]])
        with contextlib.suppress(Exception):
            await stream.aclose()
        await context.release_reads()
        return found

    async def _next(self, stream: Any) -> Any:
        """The next message of a subscription; None once it waits for something to happen, or ends."""
        message = asyncio.ensure_future(anext(stream, None))
        while not message.done():
            if self.gateway.moves._waiting.get(self.world.town.agency):
                message.cancel()
            await asyncio.sleep(_SOON_S)
        return None if message.cancelled() else message.result()

    def context(self, who: str | None) -> Context:
        """A request's."""
        town = self.world.town
        subject: UUID | None = None if who is None else town.ids[who]
        return Context(self.gateway, town.agency, subject, "en", schema_version())


@asynccontextmanager
async def site_of(world: World) -> AsyncIterator[Site]:
    """The service of a world, on its clock of afterwards."""
    service = world.town.service
    at_once = 2 * len(ATTACKERS) + 1
    pool, lanes = read_pool(service.database.service, at_once), Lanes(service.database.service, 2)
    await pool.open()
    lanes.open()
    gateway = Gateway(pool, service.commands, Visibility(), lambda: NOW)
    follower = FollowerThread(service.follower())
    follower.start()
    compiled = CompiledReads(gateway, Viewers(gateway, lambda: NOW), lanes, SharedAnswers(1_000_000))
    compiled._statements = STATEMENTS
    try:
        yield Site(world, gateway, Endpoint(build_schema(), compiled))
    finally:
        follower.stop()
        await gateway.moves.close()
        await lanes.close()
        await pool.close()


Asking = Callable[[str | None], Sequence[Probe]]
"""What somebody asks."""


async def _told(world: World, known: Known, asking: Asking, commands: Sequence[Probe]) -> dict[str, Told]:
    """All ask at the same time; what would change something comes last, from one after the other."""
    async with asyncio.timeout(_MOST_S), site_of(world) as site:
        asked = await asyncio.gather(*(site.ask(who, asking(who)) for who in ATTACKERS))
        heard = [await site.listen(who, known) for who in ATTACKERS]
        found = {str(who): told | also for who, told, also in zip(ATTACKERS, asked, heard, strict=True)}
        for who in ATTACKERS:
            found[str(who)] |= await site.ask(who, commands)
        return found


def all_told(world: World, known: Known, asking: Asking, commands: Sequence[Probe]) -> dict[str, Told]:
    """Everything that everybody who attacks is told of a world, its read models level."""
    with contextlib.closing(world.town.service.follower()) as follower:
        follower.catch_up()
    return asyncio.run(_told(world, known, asking, commands))
