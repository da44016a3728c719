"""The GraphQL endpoint: whose agency, who asks, in which language."""

from typing import Any

from cross_web import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from kinerja.graphql.context import Context
from kinerja.graphql.errors import as_error
from kinerja.graphql.failures import (
    BAD_REQUEST,
    OTHER_AGENCY,
    UNAUTHENTICATED,
    UNKNOWN_AGENCY,
    Failure,
    RequestFailed,
)
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.language import Language, negotiate
from kinerja.graphql.schema import build_schema, schema_version
from kinerja.identity.tokens import Identity, InvalidToken, TokenVerifier

_STATUS = {"UNAUTHENTICATED": 401, "FORBIDDEN": 403}


class GraphQLEndpoint(GraphQL[Context, None]):
    """``/a/<code>/graphql`` for everyone, ``/graphql`` for the agency of the token."""

    def __init__(self, gateway: Gateway, verifier: TokenVerifier) -> None:
        super().__init__(
            build_schema(),
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
        )
        self._gateway = gateway
        self._verifier = verifier

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Identify the viewer first: nothing of a request that fails here is read."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope)
        try:
            scope["kinerja.context"] = context = self._context(request)
        except RequestFailed as refused:
            self._gateway.observer.failed(refused.failure.code)
            await failed(refused.failure, language_of(request))(scope, receive, send)
            return
        self._gateway.observer.of_agency(context.agency)
        try:
            response = await self.run(Request(scope, receive))
        except HTTPException as error:
            response = failed(BAD_REQUEST, language_of(request), error.status_code)
        except RecursionError:
            response = failed(BAD_REQUEST, language_of(request), 400)
        await response(scope, receive, send)

    async def get_context(  # the response is filled in later
        self,
        request: Request | WebSocket,
        response: Response | WebSocket,  # noqa: ARG002 - the library's signature
    ) -> Context:
        """What was identified before the request was read."""
        context: Context = request.scope["kinerja.context"]
        return context

    def decode_json(self, data: str | bytes) -> object:
        """One operation per request, as a JSON object."""
        try:
            content = super().decode_json(data)
        except UnicodeDecodeError:
            raise HTTPException(400, "not UTF-8") from None
        if not isinstance(content, dict):
            raise HTTPException(400, "not a JSON object")
        return content

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """The answer is of one viewer at one moment: nobody in between keeps it."""
        response = super().create_response(response_data, sub_response)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Authorization, Accept-Language"
        return response

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        """Says the language of the answer."""
        sub_response = await super().get_sub_response(request)
        sub_response.headers["Content-Language"] = request.scope["kinerja.context"].language
        return sub_response

    def _context(self, request: Request) -> Context:
        identity = self._identity(request)
        code = request.path_params.get("agency")
        if identity is None and code is None:
            raise RequestFailed(UNKNOWN_AGENCY)
        if identity is not None and code not in (None, identity.agency):
            raise RequestFailed(OTHER_AGENCY)
        agency = identity.agency if identity is not None else str(code)
        subject = identity.subject if identity is not None else None
        return Context(self._gateway, agency, subject, language_of(request), schema_version())

    def _identity(self, request: Request) -> Identity | None:
        header = request.headers.get("authorization")
        if header is None:
            return None
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise RequestFailed(UNAUTHENTICATED)
        try:
            return self._verifier.verify(token.strip())
        except InvalidToken:
            raise RequestFailed(UNAUTHENTICATED) from None


def language_of(request: Request) -> Language:
    """The language of the answer."""
    return negotiate(request.headers.get("accept-language", ""))


def failed(failure: Failure, language: Language, status: int | None = None, **detail: Any) -> Response:
    """An answer that is a failure and nothing else, with the status of its code unless given another."""
    body: dict[str, Any] = {"errors": [as_error(failure, language, **detail).formatted]}
    headers: dict[str, str] = {"Content-Language": language, "Cache-Control": "no-store"}
    if failure is UNAUTHENTICATED:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return JSONResponse(body, status_code=status or _STATUS[failure.code], headers=headers)
