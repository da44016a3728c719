"""The end of a server: told once, it refuses to be ready and finishes what is in hand; told twice, it is gone."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

GRACE_S = 20.0
_LAST_S = GRACE_S + 10.0


class Stopping:
    """Whether the process is stopping, and which of its requests it waits for."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._running: set[object] = set()
        self._awaited: set[object] = set()

    @property
    def begun(self) -> bool:
        """Whether somebody told it to stop."""
        return self._since is not None

    @property
    def seconds_left(self) -> float:
        """Seconds that running requests still have."""
        return GRACE_S if self._since is None else max(0.0, self._since + GRACE_S - time.monotonic())

    @property
    def drained(self) -> bool:
        """Whether it was told to stop and no request that was running then is running still, or time is up."""
        return self.begun and (self._running.isdisjoint(self._awaited) or self.seconds_left == 0.0)

    def begin(self) -> None:
        """Stop: what runs now is awaited."""
        self._since = time.monotonic()
        self._awaited = set(self._running)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Around a request."""
        request = object()
        self._running.add(request)
        try:
            yield
        finally:
            self._running.discard(request)


class Signals:
    """What SIGTERM and SIGINT do.

    The first one begins to stop; while the process only starts, it ends it. The second one, or 30 seconds, ends
    it with exit code 1: ``leave`` is called, which stops what no other process shares, and nothing is awaited.
    """

    def __init__(self, stopping: Stopping, leave: Callable[[], None]) -> None:
        self._stopping = stopping
        self._leave = leave
        self.serving = False

    def __call__(self, number: int, frame: Any) -> None:  # noqa: ARG002 - the signature of a handler
        """A signal has come."""
        if self._stopping.begun:
            threading.Thread(target=self._end, name="end", daemon=True).start()
            return
        self._stopping.begin()
        last = threading.Timer(_LAST_S, self._end)
        last.daemon = True
        last.start()
        if not self.serving:
            raise SystemExit(0)

    def _end(self) -> None:
        try:
            self._leave()
        finally:
            os._exit(1)
