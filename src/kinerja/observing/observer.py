"""The observer of a process: what happens in it is told to this one object, and nothing else is global."""

import logging
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from structlog.contextvars import bind_contextvars

from kinerja.application.commands import Request
from kinerja.observing.commands import ObservedCommand
from kinerja.observing.logs import say
from kinerja.observing.metrics import Metrics
from kinerja.observing.traces import Recordings, Traces

_log = logging.getLogger("kinerja.follower")
_MILLISECONDS = 1000
_OPERATION = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_CODE = re.compile(r"[A-Z_]{1,40}")
_AGENCY = re.compile(r"[A-Z][A-Z0-9-]{1,19}")


class Observer:
    """Follows the commands, the follower and the requests of a process. Begins with nothing counted.

    Logs go to the process's logging, metrics to ``metrics``, spans to ``traces`` (none unless given).
    """

    def __init__(self, traces: Traces | None = None) -> None:
        self.metrics = Metrics()
        self.traces = traces or Traces()
        self._recordings = Recordings()

    def close(self) -> None:
        """Send what is left of the traces."""
        self.traces.close()

    # ── commands ─────────────────────────────────────────────────────────────────────────────────────

    def command(self, request: Request) -> AbstractContextManager[ObservedCommand]:
        """Around a command, in its own thread."""
        return ObservedCommand(request, self.metrics, self.traces, self._recordings).followed()

    @contextmanager
    def queued(self) -> Iterator["Queued"]:
        """Around a command that waits for a thread until ``begun`` is called, and then for its end."""
        waiting = Queued(self.metrics)
        try:
            yield waiting
        finally:
            waiting.begun()

    @contextmanager
    def becoming_visible(self, agency: str, position: int) -> Iterator[None]:
        """Around the wait for the read models after a command."""
        with (
            self.traces.span("wait until visible", agency=agency, position=position),
            self.metrics.visible_seconds.time(),
        ):
            yield

    # ── the follower ─────────────────────────────────────────────────────────────────────────────────

    def page(self, agency: str, position: int, facts: int, seconds: float) -> None:
        """The follower of this process wrote the ``facts`` up to a position into the read models."""
        self.metrics.follower_pages.inc()
        self.metrics.follower_facts.inc(facts)
        self.metrics.page_seconds.observe(seconds)
        if self.traces.on:
            recorded_by = self._recordings.take(agency, position - facts, position)
            self.traces.past("follower page", seconds, recorded_by, agency=agency, position=position, facts=facts)
        ms = round(seconds * _MILLISECONDS, 1)
        say(_log, logging.DEBUG, "page", agency=agency, position=position, facts=facts, ms=ms)

    def stalled(self) -> None:
        """A fact stopped its agency."""
        self.metrics.stalls.inc()

    # ── GraphQL ──────────────────────────────────────────────────────────────────────────────────────

    @staticmethod
    def of_agency(agency: str) -> None:
        """Whatever this request does from here on is in an agency."""
        bind_contextvars(agency=code_of(agency))

    @staticmethod
    def named(operation: str | None) -> str | None:
        """Whatever this request does from here on is in an operation; its name, if it is one that may be told."""
        if operation is None or not _OPERATION.fullmatch(operation):
            return None
        bind_contextvars(operation=operation)
        return operation

    def failed(self, code: str) -> None:
        """An error with a code goes to the client; the line of the request names the last one."""
        known = code if _CODE.fullmatch(code) else "OTHER"
        bind_contextvars(code=known)
        self.metrics.failures.labels(code=self.metrics.bounded("code", known)).inc()


def code_of(agency: str) -> str:
    """The code of an agency as a client wrote it, if it can be one; else ``invalid``."""
    return agency if _AGENCY.fullmatch(agency) else "invalid"


class Queued:
    """A command that waits for a thread."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._waiting = True
        metrics.commands_waiting.inc()

    def begun(self) -> None:
        """It has one now; saying so again changes nothing."""
        if self._waiting:
            self._waiting = False
            self._metrics.commands_waiting.dec()
