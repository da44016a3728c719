"""What an HTTP request asks: its body or its query string as an operation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request

from kinerja.graphql.endpoint import Asked
from kinerja.graphql.failures import BAD_REQUEST, TOO_COMPLEX, TRUSTED_ONLY, UNKNOWN_DOCUMENT, Failure
from kinerja.graphql.limits import MOST_BYTES

_BAD, _TOO_LARGE, _FORBIDDEN = 400, 413, 403


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
        return _asked(_of_query(request), trusted, reading=True)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BadRequest(status=415)
    return _asked(_object(await _body(request)), trusted, reading=False)


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise BadRequest(TOO_COMPLEX, _TOO_LARGE, limit="bytes", maximum=MOST_BYTES)
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


def _asked(given: Mapping[str, Any], trusted: Trusted, *, reading: bool) -> Asked:
    variables, name = given.get("variables"), given.get("operationName")
    fits = isinstance(variables, dict | None) and isinstance(name, str | None)
    if not fits or not isinstance(given.get("extensions"), dict | None):
        raise BadRequest
    return Asked(trusted.text(given), variables or {}, name or None, reading)
