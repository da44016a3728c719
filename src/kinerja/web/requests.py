"""Every HTTP request as it is observed: its id, its line in the log, its measures, its span."""

import logging
import re
import time
from uuid import uuid4

from opentelemetry.trace import Span
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

from kinerja.graphql.failures import INTERNAL
from kinerja.observing.logs import say
from kinerja.observing.observer import Observer
from kinerja.web.stopping import Stopping
from kinerja.web.view import failed, language_of

_log = logging.getLogger("kinerja.request")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_MILLISECONDS = 1000
_SERVER_ERROR = 500
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ENDPOINTS = {
    "/graphql": "graphql",
    "/a/{agency}/graphql": "graphql",
    "/a/{agency}/evidence": "evidence",
    "/a/{agency}/evidence/{id:uuid}": "evidence",
    "/a/{agency}/evidence/{id:uuid}/ticket": "evidence",
    "/health/live": "health",
    "/health/ready": "health",
    "/graphiql": "graphiql",
    "/u/{agency}/{token}": "feedback",
    "/static": "static",
}


class RequestsObserved:
    """Around the whole application. No address, no query string and nothing of a body is written."""

    def __init__(self, app: ASGIApp, observer: Observer, stopping: Stopping) -> None:
        self._app = app
        self._observer = observer
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        clear_contextvars()
        answer = _Answer(send, request_id(headers.get("x-request-id")), self._stopping)
        bind_contextvars(request_id=answer.request_id)
        with self._observer.traces.request("request", headers.get("traceparent")) as span:
            began = time.perf_counter()
            try:
                with self._stopping.running():
                    await self._answered(scope, receive, answer)
            finally:
                self._tell(scope, answer.status, time.perf_counter() - began, span)

    async def _answered(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        """What nobody foresaw becomes an answer of ours, so that no library writes its text."""
        try:
            await self._app(scope, receive, answer)
        except ClientDisconnect:
            _log.debug("the client went away in the middle of its request")
        except Exception:
            _log.exception("a request failed")
            if answer.status is not None:
                raise
            self._observer.failed(INTERNAL.code)
            language = language_of(Request(scope))
            await failed(INTERNAL, language, _SERVER_ERROR, traceId=answer.request_id)(scope, receive, answer)

    def _tell(self, scope: Scope, status: int | None, seconds: float, span: Span) -> None:
        endpoint = endpoint_of(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        said = str(status) if status is not None else "none"
        metrics = self._observer.metrics
        metrics.requests.labels(endpoint=endpoint, status=metrics.bounded("status", said)).inc()
        metrics.request_seconds.labels(endpoint=endpoint).observe(seconds)
        span.update_name(f"{method} {endpoint}")
        span.set_attribute("http.request.method", method)
        if status is not None:
            span.set_attribute("http.response.status_code", status)
        level = logging.DEBUG if endpoint in ("health", "static") else logging.INFO
        ms = round(seconds * _MILLISECONDS, 1)
        say(_log, level, "request", method=method, endpoint=endpoint, status=status, ms=ms)


class _Answer:
    """What is sent back, with the id of the request in its head."""

    def __init__(self, send: Send, request_id: str, stopping: Stopping) -> None:
        self._send = send
        self._stopping = stopping
        self.request_id = request_id
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = message.setdefault("headers", [])
            headers.append((b"x-request-id", self.request_id.encode()))
            if self._stopping.begun:
                headers.append((b"connection", b"close"))
        await self._send(message)


def request_id(given: str | None) -> str:
    """The id that was given, if it is 1 to 64 letters, digits, dots, dashes or underscores; else a new one."""
    return given if given is not None and _REQUEST_ID.fullmatch(given) else uuid4().hex


def endpoint_of(scope: Scope) -> str:
    """Which of our addresses was asked for, by its template and never by what the client wrote; else ``other``."""
    return _ENDPOINTS.get(getattr(scope.get("route"), "path", ""), "other")
