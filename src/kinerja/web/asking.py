"""What an HTTP request asks: its body or its query string as an operation."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request

from kinerja.graphql.endpoint import Asked
from kinerja.graphql.failures import BAD_REQUEST, TOO_COMPLEX, TRUSTED_ONLY, UNKNOWN_DOCUMENT, Failure
from kinerja.graphql.limits import MOST_BYTES

_BAD, _FORBIDDEN, _TIMED_OUT, _TOO_LARGE = 400, 403, 408, 413
_BODY_S = 20.0
"""So long may a body take to come in."""


class BadRequest(Exception):
    """The request asks nothing that could be answered. Carries what is said and the status."""

    def __init__(self, failure: Failure = BAD_REQUEST, status: int = _BAD, **detail: Any) -> None:
        super().__init__(failure.code)
        self.failure = failure
        self.status = status
        self.detail = detail


@dataclass(frozen=True)
class Trusted:
    """Documents that clients may ask for by id; ``only``: no others."""

    documents: Mapping[str, str]
    only: bool = False

    def text(self, given: Mapping[str, Any]) -> str:
        """The document that is asked for, by its text or by its id. Raises BadRequest."""
        query, id = given.get("query"), given.get("documentId")
        if not query and isinstance(id, str):
            if id not in self.documents:
                raise BadRequest(UNKNOWN_DOCUMENT)
            return self.documents[id]
        if not isinstance(query, str):
            raise BadRequest
        if self.only:
            raise BadRequest(TRUSTED_ONLY, _FORBIDDEN)
        return query


async def asked_of(request: Request, trusted: Trusted) -> Asked:
    """The operation that a request asks for. Raises BadRequest."""
    if request.method == "GET":
        return asked_as(_of_query(request), trusted, reading=True)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BadRequest(status=415)
    return asked_as(_object(await body_of(request)), trusted, reading=False)


async def body_of(request: Request, most: int = MOST_BYTES) -> bytes:
    """The body of a request, of so many bytes at most. Raises BadRequest."""
    try:
        async with asyncio.timeout(_BODY_S):
            return await _whole(request, most)
    except TimeoutError:
        raise BadRequest(status=_TIMED_OUT) from None


async def _whole(request: Request, most: int) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise BadRequest(TOO_COMPLEX, _TOO_LARGE, limit="bytes", maximum=most)
        parts.append(part)
    return b"".join(parts)


def _of_query(request: Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _object(given[name].encode())
    return given


def _object(content: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise BadRequest from None


def asked_as(given: Mapping[str, Any], trusted: Trusted, *, reading: bool = False) -> Asked:
    """The operation that parameters by their names in the protocol ask for. Raises BadRequest."""
    variables, name = given.get("variables"), given.get("operationName")
    fits = isinstance(variables, dict | None) and isinstance(name, str | None)
    if not fits or not isinstance(given.get("extensions"), dict | None):
        raise BadRequest
    return Asked(trusted.text(given), variables or {}, name or None, reading)
