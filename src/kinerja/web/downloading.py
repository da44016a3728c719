"""Giving out a file of evidence to those who may read the evidence (C2).

With the token of every request, or with a ticket: an address that opens one file for a minute, for whom it was made,
so that a browser can open it. Who may read is looked up each time.
"""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from kinerja.files.keeping import Keeping
from kinerja.files.sealing import BrokenFile, opened
from kinerja.files.uploads import key_of
from kinerja.graphql.context import Context
from kinerja.graphql.evidence import Evidence
from kinerja.graphql.failures import INTERNAL, UNAUTHENTICATED, RequestFailed
from kinerja.graphql.file_failures import FILE_ERASED, NO_SUCH_FILE
from kinerja.graphql.gateway import AskedBasis, Gateway
from kinerja.web.asking import BadRequest
from kinerja.web.uploading import BYTES_OF_COST

_log = logging.getLogger(__name__)
_NOT_FOUND, _GONE, _BROKEN, _NOT_MODIFIED = 404, 410, 500, 304
_TICKETS_LAST = timedelta(minutes=1)
_PURPOSE = "ticket"
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Vary": "Authorization",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Referrer-Policy": "no-referrer",
}
"""Nothing in a file is to run, wherever it is opened."""


class _Ticket(msgspec.Struct, frozen=True):
    subject: UUID
    until: datetime


@dataclass(frozen=True)
class _File:
    """A file as its evidence tells of it: sealed for who sent it. ``name`` is None when it was erased."""

    sender_id: UUID
    key: str
    media_type: str
    size: int
    name: str | None


class Downloading:
    """Gives files out."""

    def __init__(self, gateway: Gateway, keeping: Keeping) -> None:
        self._gateway = gateway
        self._keeping = keeping

    async def __call__(self, request: Request, context: Context, subject: UUID) -> Response:
        """The file. Raises BadRequest when it is not there or not for this viewer, RequestFailed when throttled."""
        file = await self._file(context.agency, subject, request.path_params["id"])
        headers = {**_HEADERS, "ETag": f'"{file.key}"'}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=_NOT_MODIFIED, headers=headers)
        context.spends(file.size // BYTES_OF_COST + 1)
        chunks = await asyncio.to_thread(self._opened, context.agency, file)
        headers |= {"Content-Length": str(file.size), "Content-Disposition": _disposition(file.name or "")}
        return StreamingResponse(chunks, headers=headers, media_type=file.media_type)

    async def ticket(self, request: Request, context: Context, subject: UUID) -> Response:
        """An address that opens the file for a minute. Raises BadRequest when it is not for this viewer."""
        id: UUID = request.path_params["id"]
        await self._file(context.agency, subject, id)
        until = self._gateway.now() + _TICKETS_LAST
        content = msgspec.json.encode(_Ticket(subject, until))
        ticket = self._keeping.secrets.seal_note(content, _PURPOSE, context.agency, str(id))
        url = f"{request.url.path.removesuffix('/ticket')}?ticket={ticket}"
        return JSONResponse({"url": url, "expiresAt": until.isoformat()}, headers={"Cache-Control": "no-store"})

    def bearer(self, request: Request, context: Context) -> UUID | None:
        """Whose ticket the request brings; None without one. Fails UNAUTHENTICATED for one that does not fit."""
        given = request.query_params.get("ticket")
        if given is None:
            return None
        purpose = (_PURPOSE, context.agency, str(request.path_params["id"]))
        content = self._keeping.secrets.open_note(given, *purpose)
        ticket = None if content is None else msgspec.json.decode(content, type=_Ticket)
        if ticket is None or self._gateway.now() > ticket.until:
            raise RequestFailed(UNAUTHENTICATED)
        return ticket.subject

    async def _file(self, agency: str, subject: UUID, id: UUID) -> _File:
        async with self._gateway.reading(agency, subject, AskedBasis()) as reads:
            found: Any = await reads.one(Evidence, id)
            if found is None or found.stored_as is None or found.url is None:
                raise BadRequest(NO_SUCH_FILE, _NOT_FOUND)
            sender = vars(found)["_attached_by"]
            file = _File(sender, found.stored_as, found.media_type, found.size, found.file_name)
        if file.name is None:
            raise BadRequest(FILE_ERASED, _GONE)
        return file

    def _opened(self, agency: str, file: _File) -> Iterator[bytes]:
        """Its chunks in clear. What is broken or gone is the operator's to mend: the log says which file."""
        try:
            stored = self._keeping.store.get(agency, file.key)
            chunks = opened(self._keeping.keys, key_of(agency, file.sender_id), stored)
        except (FileNotFoundError, BrokenFile):
            _log.exception("the file %s of evidence cannot be given out", file.key)
            raise BadRequest(INTERNAL, _BROKEN) from None
        if chunks is None:
            raise BadRequest(FILE_ERASED, _GONE)
        return chunks


def _disposition(name: str) -> str:
    """To be saved under its name (RFC 6266), never shown in the page."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
