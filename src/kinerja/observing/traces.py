"""Traces by OpenTelemetry, from a request to the visible row. Off unless the environment names a collector."""

import os
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import INVALID_SPAN, Link, Span, SpanContext, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from kinerja.observing.errors import is_expected, name_of

_FLUSH_MS = 5000
_REMEMBERED = 1000
_NANOSECONDS = 1_000_000_000
_SWITCHES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_NO_SPAN: AbstractContextManager[Span] = nullcontext(INVALID_SPAN)
Attribute = str | int | float | bool


class Traces:
    """The spans of a process. Without a provider there are none, and asking for one costs next to nothing.

    A span never carries the text of an exception; an exception that is an answer (a refusal) is no error.
    """

    def __init__(self, provider: trace.TracerProvider | None = None) -> None:
        self._provider = provider
        self._tracer: Tracer | None = provider.get_tracer("kinerja") if provider is not None else None

    @property
    def on(self) -> bool:
        """Whether spans are recorded."""
        return self._tracer is not None

    def span(self, name: str, **attributes: Attribute) -> AbstractContextManager[Span]:
        """A span below the current one, itself the current one meanwhile. Attributes get the prefix ``kinerja.``."""
        return _NO_SPAN if self._tracer is None else _current(self._started(name, attributes))

    def request(self, name: str, traceparent: str | None) -> AbstractContextManager[Span]:
        """The span of an HTTP request, below the caller's when it sends a W3C ``traceparent``."""
        if self._tracer is None:
            return _NO_SPAN
        carrier = {"traceparent": traceparent} if traceparent else {}
        above = TraceContextTextMapPropagator().extract(carrier, Context())
        started = self._tracer.start_span(
            name, above, SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        )
        return _current(started)

    def aside(self, name: str, **attributes: Attribute) -> Span:
        """A span below the current one that does not become the current one; whoever asks for it ends it."""
        return INVALID_SPAN if self._tracer is None else self._started(name, attributes)

    def past(self, name: str, seconds: float, links: Sequence[SpanContext], **attributes: Attribute) -> None:
        """A span of its own trace that has just ended, linked to others."""
        if self._tracer is None:
            return
        ended = time.time_ns()
        span = self._tracer.start_span(
            name, Context(), links=[Link(each) for each in links], attributes=_prefixed(attributes),
            start_time=ended - int(seconds * _NANOSECONDS),
        )  # fmt: skip
        span.end(ended)

    def close(self) -> None:
        """Send what is left, for five seconds at most."""
        flush = getattr(self._provider, "force_flush", None)
        if flush is not None:
            flush(_FLUSH_MS)
        shutdown = getattr(self._provider, "shutdown", None)
        if shutdown is not None:
            shutdown()

    def _started(self, name: str, attributes: dict[str, Attribute]) -> Span:
        assert self._tracer is not None  # noqa: S101 - asked for only when there is one
        return self._tracer.start_span(
            name, attributes=_prefixed(attributes), record_exception=False, set_status_on_exception=False
        )


@contextmanager
def _current(span: Span) -> Iterator[Span]:
    """The library's own way would write the text of an exception into the span."""
    with trace.use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
        try:
            yield span
        except BaseException as error:
            if not is_expected(error):
                span.set_status(Status(StatusCode.ERROR, name_of(error)))
            raise


def _prefixed(attributes: dict[str, Attribute]) -> dict[str, Attribute]:
    return {f"kinerja.{name}": value for name, value in attributes.items()}


def current_trace_id() -> str | None:
    """The id of the current trace, 32 hex digits; None outside of one."""
    found = trace.get_current_span().get_span_context()
    return trace.format_trace_id(found.trace_id) if found.is_valid else None


def current_span_context() -> SpanContext | None:
    """The identity of the current span; None outside of one."""
    found = trace.get_current_span().get_span_context()
    return found if found.is_valid else None


@dataclass(frozen=True)
class _Recording:
    position: int
    span: SpanContext


class Recordings:
    """Which span recorded what, until the follower has carried it: the newest thousand per agency."""

    def __init__(self) -> None:
        self._of: dict[str, deque[_Recording]] = {}
        self._lock = threading.Lock()

    def add(self, agency: str, position: int, span: SpanContext) -> None:
        """Something was recorded up to a position."""
        with self._lock:
            self._of.setdefault(agency, deque(maxlen=_REMEMBERED)).append(_Recording(position, span))

    def take(self, agency: str, after: int, upto: int) -> list[SpanContext]:
        """The spans of what was recorded in a page; they and older ones are forgotten."""
        with self._lock:
            known = self._of.pop(agency, deque())
            later = deque((each for each in known if each.position > upto), maxlen=_REMEMBERED)
            if later:
                self._of[agency] = later
        return [each.span for each in known if after < each.position <= upto]


def traces_of_environment() -> Traces:
    """Traces as the standard variables ``OTEL_*`` say; none unless they name an endpoint of OTLP over HTTP."""
    named = any(os.environ.get(name) for name in _SWITCHES)
    if not named or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return Traces()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    name = {} if os.environ.get("OTEL_SERVICE_NAME") else {"service.name": "kinerja"}
    provider = TracerProvider(resource=Resource.create(name), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Traces(provider)
