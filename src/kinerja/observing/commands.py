"""One command as it is observed: its line in the log, its measures, its spans."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.trace import Span
from prometheus_client import Histogram
from structlog.contextvars import bound_contextvars

from kinerja.application.commands import Request
from kinerja.application.receipts import Receipt
from kinerja.domain.refusals import Refused
from kinerja.observing.errors import name_of
from kinerja.observing.logs import say
from kinerja.observing.metrics import Metrics
from kinerja.observing.traces import Recordings, Traces, current_span_context

_log = logging.getLogger("kinerja.command")
_MILLISECONDS = 1000


class ObservedCommand:
    """Follows one command from its beginning to its receipt, its refusal or its failure."""

    def __init__(self, request: Request, metrics: Metrics, traces: Traces, recordings: Recordings) -> None:
        self._request = request
        self._metrics = metrics
        self._traces = traces
        self._recordings = recordings
        self._outcome = "failed"
        self._receipt: Receipt | None = None
        self._rules: list[str] = []
        self._error: str | None = None

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Around loading and deciding, once for each attempt."""
        with self._traces.span("decide"), self._metrics.decide_seconds.time():
            yield

    @contextmanager
    def appending(self) -> Iterator[None]:
        """Around the wait for its append, once for each attempt."""
        with self._traces.span("append"), self._metrics.append_seconds.time():
            yield

    def recorded(self, receipt: Receipt) -> None:
        """It was recorded by this very call."""
        self._outcome, self._receipt = "recorded", receipt
        span = current_span_context() if self._traces.on else None
        if span is not None and receipt.position is not None and receipt.facts:
            self._recordings.add(receipt.agency, receipt.position, span)

    def repeated(self, receipt: Receipt) -> None:
        """It had been recorded before."""
        self._outcome, self._receipt = "repeated", receipt

    @contextmanager
    def followed(self) -> Iterator["ObservedCommand"]:
        """Around the whole of it."""
        request, began = self._request, time.perf_counter()
        known = {"agency": request.agency, "command_id": str(request.command_id)}
        with (
            bound_contextvars(**known),
            self._metrics.commands_running.track_inprogress(),
            self._traces.span("command", action=request.command.action, **known) as span,
        ):
            try:
                yield self
            except Refused as refused:
                self._outcome = "refused"
                self._rules = [refusal.rule.id for refusal in refused.refusals]
                raise
            except Exception as error:
                self._error = name_of(error)
                raise
            finally:
                self._tell(span, time.perf_counter() - began)

    def _tell(self, span: Span, seconds: float) -> None:
        self._count(self._metrics.command_seconds, seconds)
        fields: dict[str, str | int] = {"outcome": self._outcome}
        if self._receipt is not None:
            fields |= self._placed(self._receipt)
        for name, value in fields.items():
            span.set_attribute(f"kinerja.{name}", value)
        more = {name: said for name, said in (("rules", self._rules), ("error", self._error)) if said}
        level = logging.ERROR if self._outcome == "failed" else logging.INFO
        action, ms = self._request.command.action, round(seconds * _MILLISECONDS, 1)
        say(_log, level, "command", action=action, ms=ms, **fields, **more)

    @staticmethod
    def _placed(receipt: Receipt) -> dict[str, str | int]:
        """Where it stands; of what is given anonymously nothing leads there."""
        return {} if receipt.position is None else {"position": receipt.position, "facts": receipt.facts}

    def _count(self, whole: Histogram, seconds: float) -> None:
        whole.observe(seconds)
        metrics = self._metrics
        action = metrics.bounded("action", self._request.command.action)
        metrics.commands.labels(action=action, outcome=self._outcome).inc()
        for rule in self._rules:
            metrics.refusals.labels(rule=metrics.bounded("rule", rule)).inc()
