"""How far the read models are, told to those who wait for more, and what moved them."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

_log = logging.getLogger(__name__)
_POLL_S = 0.25
_MOST_NAMED = 500
"""Positions of a move whose objects are looked up; a longer one concerns everybody."""


@dataclass(frozen=True)
class Move:
    """The read models of an agency went from one position to another. ``touched`` None: perhaps everything."""

    position: int
    touched: frozenset[UUID] | None


Looking = Callable[[], Awaitable[Mapping[str, int]]]
"""Gives how far the read models of every agency are."""
Naming = Callable[[str, int, int], Awaitable[frozenset[UUID]]]
"""Gives the objects and people that the facts after one position up to another concern."""


class Moves:
    """Looks how far the read models are while somebody waits, whoever moves them, and wakes who may be concerned.

    One look serves all who wait; what a move touched is looked up once for all of its agency.
    """

    def __init__(self, look: Looking, name: Naming) -> None:
        self._look = look
        self._name = name
        self._reached: dict[str, int] = {}
        self._waiting: dict[str, set[_Waiting]] = {}
        self._task: asyncio.Task[None] | None = None

    async def position(self, agency: str) -> int:
        """How far an agency is now."""
        return (await self._look()).get(agency, 0)

    async def beyond(self, agency: str, position: int, concerns: Callable[[Move], bool]) -> int:
        """Wait until an agency is beyond a position and what moved it concerns the one who waits."""
        waiting = _Waiting(position, concerns, asyncio.get_running_loop().create_future())
        self._waiting.setdefault(agency, set()).add(waiting)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        try:
            return await waiting.moved
        finally:
            self._waiting[agency].discard(waiting)

    async def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _watch(self) -> None:
        while any(self._waiting.values()):
            try:
                await self._look_once()
            except Exception:  # whatever it was: those who wait are to be told once it is over
                _log.exception("how far the read models are could not be seen; looking again")
            await asyncio.sleep(_POLL_S)

    async def _look_once(self) -> None:
        for agency, position in (await self._look()).items():
            before = self._reached.get(agency, position)
            if self._waiting.get(agency):
                await self._wake(agency, before, position)
            self._reached[agency] = position

    async def _wake(self, agency: str, before: int, position: int) -> None:
        behind = [each for each in self._waiting[agency] if each.position < position]
        if not behind:
            return
        fresh = [each for each in behind if each.position >= before]
        for each in behind:
            if each.position < before:  # it came with an old position: it has to look for itself
                each.wake(Move(position, None))
        if fresh and position > before:
            few = position - before <= _MOST_NAMED
            move = Move(position, await self._name(agency, before, position) if few else None)
            for each in fresh:
                each.wake(move)


class _Waiting:
    """Somebody who waits to be beyond a position."""

    def __init__(self, position: int, concerns: Callable[[Move], bool], moved: "asyncio.Future[int]") -> None:
        self.position = position
        self._concerns = concerns
        self.moved = moved

    def wake(self, move: Move) -> None:
        """Tell it, if the move concerns it; else it goes on waiting from there."""
        if self.moved.done():
            return
        if move.touched is None or self._concerns(move):
            self.moved.set_result(move.position)
        else:
            self.position = move.position
