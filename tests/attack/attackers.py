"""Who attacks, and all that they are told: by queries, subscriptions, refusals, and how long each takes."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

import pytest
from cachetools import LRUCache

from kinerja.graphql.compiled import lanes
from kinerja.graphql.compiled.answering import CompiledReads
from kinerja.graphql.compiled.lanes import Lanes
from kinerja.graphql.compiled.shared import SharedAnswers
from kinerja.graphql.compiled.statements import Statement
from kinerja.graphql.compiled.viewers import Viewers
from kinerja.graphql.context import Context
from kinerja.graphql.endpoint import Asked, Endpoint
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.schema import build_schema, schema_version
from kinerja.graphql.visibility import Visibility
from kinerja.projections.follower_thread import FollowerThread
from tests.attack.ledger import LEDGER
from tests.attack.probes import ATTACKERS, Known, Probe, Surface
from tests.attack.worlds import NOW, World

_FOLLOWED = {"collection", "other", "asked", "heard", "elsewhere", "survey", "service", "evaluation", "plan"}
_MOST_S = 3_600
"""Whatever hangs is to fail."""
_MOST_PREPARED = 100_000_000
"""Bytes of SQL that stay prepared while a world is there: most of it is asked by several, and again."""
_MESSAGES, _SOON_S = 5, 0.005
"""So many messages of a subscription are taken at most; it is looked again so soon for the next."""


STATEMENTS: LRUCache[Any, Statement] = LRUCache(100_000_000, getsizeof=lambda statement: len(statement.sql))
"""What documents were compiled to, the same in every world."""


Asking = Callable[[str | None], Iterable[Probe]]
"""What somebody asks."""


def nothing(_: str | None) -> Iterable[Probe]:
    """Nothing is asked."""
    return ()


@dataclass
class Told:
    """What somebody was told, by the name of what was asked; and how many milliseconds that took."""

    answers: dict[str, bytes] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    surfaces: dict[str, Surface] = field(default_factory=dict)

    def __or__(self, other: "Told") -> "Told":
        """Both."""
        return Told(self.answers | other.answers, self.took | other.took, self.surfaces | other.surfaces)


@dataclass
class Site:
    """The service of a world as it serves clients: compiled reads, else resolvers."""

    world: World
    gateway: Gateway
    endpoint: Endpoint
    runner: asyncio.Runner

    def all_told(self, known: Known, asking: Asking, commands: Asking) -> dict[str, Told]:
        """Everything that everybody who attacks is told, the read models level."""
        with self._following():
            return self.runner.run(self._told(known, asking, commands))

    def alone(self, who: str | None, probes: Iterable[Probe]) -> Told:
        """What somebody alone is told, the read models level."""
        with self._following():
            return self.runner.run(self.ask(who, probes))

    @contextlib.contextmanager
    def _following(self) -> Iterator[None]:
        """Bring the read models level, and follow from then on: two at once would get in each other's way."""
        service = self.world.town.service
        with contextlib.closing(service.follower()) as follower:
            follower.catch_up()
        following = FollowerThread(service.follower())
        following.start()
        try:
            yield
        finally:
            following.stop()

    async def _told(self, known: Known, asking: Asking, commands: Asking) -> dict[str, Told]:
        """All ask at the same time; what would change something comes last, from one after the other."""
        async with asyncio.timeout(_MOST_S):
            asked = await asyncio.gather(*(self.ask(who, asking(who)) for who in ATTACKERS))
            heard = [await self.listen(who, known) for who in ATTACKERS]
            found = {str(who): told | also for who, told, also in zip(ATTACKERS, asked, heard, strict=True)}
            for who in ATTACKERS:
                found[str(who)] |= await self.ask(who, commands(who))
            return found

    async def ask(self, who: str | None, probes: Iterable[Probe]) -> Told:
        """Ask all probes as somebody."""
        told = Told()
        for probe in probes:
            began = time.perf_counter()
            answered = await self.endpoint.answer(Asked(probe.text, probe.variables), self.context(who))
            told.took[probe.name] = (time.perf_counter() - began) * 1000
            told.answers[probe.name] = answered.body
            told.surfaces[probe.name] = probe.surface
            LEDGER.asked[probe.surface, who] += probe.asks
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
            told.surfaces[f"subscription {name}"] = Surface.SUBSCRIPTIONS
            LEDGER.asked[Surface.SUBSCRIPTIONS, who] += 1
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


def _served(world: World) -> tuple[Gateway, Endpoint]:
    ground = world.ground
    gateway = Gateway(ground.pool, world.town.service.commands, Visibility(), lambda: NOW)
    kept = cast(Lanes, ground.lanes)
    compiled = CompiledReads(gateway, Viewers(gateway, lambda: NOW), kept, SharedAnswers(1_000_000))
    compiled._statements = STATEMENTS
    return gateway, Endpoint(build_schema(), compiled)


@contextlib.contextmanager
def site_of(world: World) -> Iterator[Site]:
    """The service of a world, on its clock of afterwards, for as long as somebody asks it."""
    runner = world.ground.runner
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lanes, "_MOST_PREPARED", _MOST_PREPARED)
        gateway, endpoint = _served(world)
        try:
            yield Site(world, gateway, endpoint, runner)
        finally:
            runner.run(gateway.moves.close())
