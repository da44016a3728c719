"""Subscriptions over WebSocket (``graphql-transport-ws``) and server-sent events."""

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL

from kinerja.graphql.context import Context
from kinerja.graphql.failures import RequestFailed
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.language import negotiate
from kinerja.graphql.schema import build_schema
from kinerja.web.identifying import Identifying

TOO_SLOW = 1013
"""Close code for a client that does not take its messages: it comes back later and resumes by position."""
_SEND_S = 10.0


class _TextFrames(ASGIWebSocketAdapter):
    """Sends text, and closes on whom it cannot be sent to in time: nothing piles up for a slow client."""

    send_s = _SEND_S

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message."""
        try:
            async with asyncio.timeout(self.send_s):
                await self.ws.send_text(msgspec.json.encode(message).decode())
        except TimeoutError:
            await self.ws.close(TOO_SLOW, "too slow")
            raise WebSocketDisconnected from None
        except (WebSocketDisconnect, RuntimeError) as error:
            raise WebSocketDisconnected from error


class Streams(GraphQL[Context, None]):
    """Operations whose answers come one after the other; nothing is read before the viewer is identified."""

    websocket_adapter_class = _TextFrames

    def __init__(self, gateway: Gateway, identifying: Identifying) -> None:
        super().__init__(
            build_schema(),
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL],
        )
        self._gateway = gateway
        self._identifying = identifying

    async def events(self, request: Request, context: Context) -> Response:
        """The answer to an HTTP request as server-sent events."""
        return await self.run(request, context=context)

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
            self._identifying.identify(context, given if isinstance(given, str) else None)
        except RequestFailed as refused:
            self._gateway.observer.failed(refused.failure.code)
            raise ConnectionRejectionError from None
        return await super().on_ws_connect(context)

    def encode_json(self, data: object) -> str:
        """As text: frames of bytes are refused by clients."""
        return msgspec.json.encode(data).decode()
