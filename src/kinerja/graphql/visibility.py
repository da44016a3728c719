"""Read your writes: wait until the read models have reached a position."""

import asyncio
import threading
from collections.abc import Awaitable, Callable

_POLL_S = 0.02


class Visibility:
    """How far the read models of each agency are, as far as this process knows.

    The follower of this process tells it; where another process follows, it is looked up in the database.
    """

    def __init__(self) -> None:
        self._reached: dict[str, int] = {}
        self._looking: dict[str, asyncio.Future[int]] = {}
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = threading.Lock()

    def reached(self, agency: str, position: int) -> None:
        """The read models of an agency stand at a position now. Called from the follower's thread."""
        with self._lock:
            self._reached[agency] = max(position, self._reached.get(agency, 0))
            waiting = list(self._waiting)
        for loop, event in waiting:
            loop.call_soon_threadsafe(event.set)

    async def wait(self, agency: str, position: int, look_up: Callable[[], Awaitable[int]], timeout_s: float) -> bool:
        """Wait until an agency's read models have reached a position; False when they have not in time."""
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        deadline = loop.time() + timeout_s
        with self._lock:
            self._waiting.add((loop, event))
        try:
            while self._reached.get(agency, 0) < position:
                event.clear()
                if not await _set_within(event, _POLL_S):
                    await self._looked_up(agency, look_up)
                if loop.time() > deadline:
                    return self._reached.get(agency, 0) >= position
            return True
        finally:
            with self._lock:
                self._waiting.discard((loop, event))

    async def _looked_up(self, agency: str, look_up: Callable[[], Awaitable[int]]) -> None:
        """Look up how far an agency is; of all who wait for it one asks the database."""
        under_way = self._looking.get(agency)
        if under_way is None:
            under_way = self._looking[agency] = asyncio.ensure_future(look_up())
            under_way.add_done_callback(lambda _: self._looking.pop(agency, None))
        self.reached(agency, await asyncio.shield(under_way))


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
