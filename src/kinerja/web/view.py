"""The GraphQL endpoint over HTTP: whose agency, who asks, in which language, in which media type."""

from hashlib import sha256
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kinerja.graphql.context import Context
from kinerja.graphql.endpoint import Answered, Endpoint
from kinerja.graphql.errors import as_error
from kinerja.graphql.failures import UNAUTHENTICATED, Failure, RequestFailed
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.language import Language, negotiate
from kinerja.web.asking import BadRequest, Trusted, asked_of
from kinerja.web.identifying import Identifying
from kinerja.web.media import EVENTS, JSON, media_type
from kinerja.web.streams import Streams

_STATUS = {"UNAUTHENTICATED": 401, "FORBIDDEN": 403, "THROTTLED": 429}
_OK, _BAD, _NOT_MODIFIED, _NOT_ALLOWED = 200, 400, 304, 405
_VARY = "Authorization, Accept, Accept-Language"
_PRIVATE = "no-store"
_REVALIDATED = "public, no-cache"


class GraphQLEndpoint:
    """One operation by request; over WebSocket, or for who would rather have events, one after the other."""

    def __init__(
        self, endpoint: Endpoint, gateway: Gateway, identifying: Identifying, trusted: Trusted, streams: Streams
    ) -> None:
        self._endpoint = endpoint
        self._gateway = gateway
        self._identifying = identifying
        self._trusted = trusted
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] == "websocket":
            await self._streams(scope, receive, send)
            return
        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        language = language_of(request)
        try:
            # Of what fails here, nothing more is read.
            context = await self._identifying.identified(request, language)
            if media_type(request.headers.get("accept", "")) == EVENTS:
                return await self._streams.events(request, context)
            if request.method not in ("GET", "POST"):
                raise BadRequest(status=_NOT_ALLOWED)
            asked = await asked_of(request, self._trusted)
        except RequestFailed as refused:
            self._gateway.observer.failed(refused.failure.code)
            return failed(refused.failure, language)
        except BadRequest as bad:
            self._gateway.observer.failed(bad.failure.code)
            return failed(bad.failure, language, bad.status, **bad.detail)
        answered = await self._endpoint.answer(asked, context)
        return self._shown(request, context, answered)

    def _shown(self, request: Request, context: Context, answered: Answered) -> Response:
        media = media_type(request.headers.get("accept", ""))
        headers = {"Content-Language": context.language, "Vary": _VARY, "Cache-Control": _PRIVATE}
        if request.method == "GET" and context.subject is None and answered.failure is None:
            # The answer rests on a position and a day and says so: the same ones, the same bytes.
            headers |= {"Cache-Control": _REVALIDATED, "ETag": f'"{sha256(answered.body).hexdigest()[:32]}"'}
            if headers["ETag"] in request.headers.get("if-none-match", ""):
                return Response(status_code=_NOT_MODIFIED, headers=headers)
        if answered.retry_after is not None:
            headers["Retry-After"] = str(answered.retry_after)
        return Response(answered.body, _status(answered, media), headers, f"{media}; charset=utf-8")


def language_of(request: Request) -> Language:
    """The language of the answer."""
    return negotiate(request.headers.get("accept-language", ""))


def failed(failure: Failure, language: Language, status: int | None = None, **detail: Any) -> Response:
    """An answer that is a failure and nothing else, with the status of its code unless given another."""
    body = msgspec.json.encode({"errors": [as_error(failure, language, **detail).formatted]})
    headers: dict[str, str] = {"Content-Language": language, "Cache-Control": _PRIVATE}
    if failure is UNAUTHENTICATED:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    if status == _NOT_ALLOWED:
        headers["Allow"] = "GET, POST"
    return Response(body, status or _STATUS[failure.code], headers, f"{JSON}; charset=utf-8")


def _status(answered: Answered, media: str) -> int:
    """A request error is the client's in the new media type; the old one says 200 to whatever was understood."""
    if answered.executed:
        return _OK
    of_its_own = _STATUS.get(answered.failure or "")
    return of_its_own or (_OK if media == JSON else _BAD)
