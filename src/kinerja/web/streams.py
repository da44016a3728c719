"""Subscriptions over WebSocket (``graphql-transport-ws``) and server-sent events."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import SubscribeMessage

from kinerja.graphql.context import Context
from kinerja.graphql.errors import as_error
from kinerja.graphql.failures import RequestFailed
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.language import negotiate
from kinerja.graphql.schema import build_schema
from kinerja.web.asking import BadRequest, Trusted, asked_as, asked_of
from kinerja.web.identifying import Identifying
from kinerja.web.slow_clients import InTime

_MOST_OPERATIONS = 100
"""At one time on one connection."""


class _TextFrames(ASGIWebSocketAdapter):
    """Sends text."""

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message."""
        try:
            await self.ws.send_text(msgspec.json.encode(message).decode())
        except (WebSocketDisconnect, RuntimeError) as error:
            raise WebSocketDisconnected from error


class _Events(StreamingResponse):
    """Events, for as long as the client takes them."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send."""
        line = InTime(scope, receive, send)
        await super().__call__(scope, line.receive, line.send)


class _Handler(BaseGraphQLTransportWSHandler[Context, None]):
    """The protocol, with documents by id."""

    view: "Streams"

    async def handle_message(self, message: Any) -> None:
        """Take a message, if it is one."""
        if isinstance(message, dict):
            await super().handle_message(message)  # type: ignore[arg-type]  # which of them it is, the library says
        else:
            await self.handle_invalid_message("Failed to parse message")

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Begin an operation, or say why not."""
        if not self.connection_acknowledged or not isinstance(message["payload"], dict):
            await super().handle_subscribe(message)
            return
        try:
            asked = asked_as(message["payload"], self.view.trusted)
        except BadRequest as bad:
            error = as_error(bad.failure, self.context.language, **bad.detail)
            await self.send_message({"id": message["id"], "type": "error", "payload": [error.formatted]})
            return
        payload: Any = {"query": asked.query, "variables": asked.variables, "operationName": asked.operation_name}
        await super().handle_subscribe({**message, "payload": payload})


class Streams(GraphQL[Context, None]):
    """Operations whose answers come one after the other; nothing is read before the viewer is identified."""

    websocket_adapter_class = _TextFrames
    graphql_transport_ws_handler_class = _Handler

    def __init__(self, gateway: Gateway, identifying: Identifying, trusted: Trusted) -> None:
        super().__init__(
            build_schema(),
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL],
            max_subscriptions_per_connection=_MOST_OPERATIONS,
        )
        self.trusted = trusted
        self._gateway = gateway
        self._identifying = identifying

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speak over a WebSocket, for as long as the client takes what is said."""
        line = InTime(scope, receive, send)
        await super().__call__(scope, line.receive, line.send)
        await line.end()

    async def events(self, request: Request, context: Context) -> Response:
        """The answer to an HTTP request as server-sent events. Raises BadRequest."""
        if request.method != "POST":
            raise BadRequest(status=405)
        asked = await asked_of(request, self.trusted)
        body = {"query": asked.query, "variables": asked.variables, "operationName": asked.operation_name}
        return await self.run(Request(request.scope, _once(msgspec.json.encode(body))), context=context)

    async def create_streaming_response(
        self,
        request: Request | WebSocket,  # noqa: ARG002 - the library's signature
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,  # noqa: ARG002 - the same
        headers: Mapping[str, str],
    ) -> Response:
        """Events with the line ends that every client reads: urql waits for ever on CR LF."""

        async def lines() -> AsyncIterator[str]:
            async for part in stream():
                yield part.replace("\r\n", "\n")

        return _Events(lines(), headers=headers)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002 - the library's signature
        """Of nobody, until the client says who it is."""
        context = self._identifying.unidentified(request, negotiate(request.headers.get("accept-language", "")))
        context.authorization = request.headers.get("authorization")
        return context

    async def on_ws_connect(self, context: Context) -> Any:
        """Identify the viewer by the token of the connection: in its payload, or in the headers of the request."""
        payload = {str(name).lower(): value for name, value in (context.connection_params or {}).items()}
        given = payload.get("authorization", context.authorization)
        try:
            await self._identifying.identify(context, given if isinstance(given, str) else None)
        except RequestFailed as refused:
            self._gateway.observer.failed(refused.failure.code)
            raise ConnectionRejectionError from None
        return await super().on_ws_connect(context)

    def encode_json(self, data: object) -> str:
        """As text: frames of bytes are refused by clients."""
        return msgspec.json.encode(data).decode()


def _once(body: bytes) -> Receive:
    """A request's body that was read before."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
