"""The addresses of files of evidence (C2): who asks, and how it is said that something went wrong."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kinerja.files.keeping import Keeping
from kinerja.graphql.context import Context
from kinerja.graphql.failures import LOGIN_NEEDED, Failure, RequestFailed
from kinerja.graphql.gateway import Gateway
from kinerja.web.asking import BadRequest
from kinerja.web.downloading import Downloading
from kinerja.web.identifying import Identifying
from kinerja.web.uploading import Uploading
from kinerja.web.view import failed, language_of

_Answer = Callable[[Request, Context, UUID], Awaitable[Response]]


class EvidenceFiles:
    """Files of one agency, whose code is in the address."""

    def __init__(self, gateway: Gateway, identifying: Identifying, keeping: Keeping) -> None:
        self._gateway = gateway
        self._identifying = identifying
        self._uploading = Uploading(gateway, keeping)
        self._downloading = Downloading(gateway, keeping)

    def routes(self) -> list[BaseRoute]:
        """Where they are."""
        one = "/a/{agency}/evidence/{id:uuid}"
        return [
            Route("/a/{agency}/evidence", self._upload, methods=["POST"]),
            Route(one, self._download, methods=["GET"]),
            Route(f"{one}/ticket", self._ticket, methods=["POST"]),
        ]

    async def _upload(self, request: Request) -> Response:
        return await self._answered(request, self._uploading)

    async def _download(self, request: Request) -> Response:
        return await self._answered(request, self._downloading)

    async def _ticket(self, request: Request) -> Response:
        return await self._answered(request, self._downloading.ticket)

    async def _answered(self, request: Request, answer: _Answer) -> Response:
        language = language_of(request)
        try:
            context = await self._identifying.identified(request, language)
            subject = context.subject
            if subject is None and request.method == "GET":
                subject = self._downloading.bearer(request, context)
            if subject is None:
                raise RequestFailed(LOGIN_NEEDED)
            return await answer(request, context, subject)
        except RequestFailed as refused:
            return self._failed(request, refused.failure, None, refused.detail)
        except BadRequest as bad:
            return self._failed(request, bad.failure, bad.status, bad.detail)

    def _failed(self, request: Request, failure: Failure, status: int | None, detail: dict[str, object]) -> Response:
        self._gateway.observer.failed(failure.code)
        response = failed(failure, language_of(request), status, **detail)
        if "retryAfter" in detail:
            response.headers["Retry-After"] = str(detail["retryAfter"])
        return response
