"""Uploading a file of evidence: what the sender says of it, its bytes as they come, and the receipt (C2)."""

import asyncio
import base64
import re
import shutil
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kinerja.domain.evidence import UPLOADS_LAST, Upload
from kinerja.files.keeping import Keeping
from kinerja.files.uploads import Announced, NotAsStated, NotOfItsType, Receiving, TooLarge, receipt_of
from kinerja.graphql.context import Context
from kinerja.graphql.failures import RequestFailed
from kinerja.graphql.file_failures import (
    DIGEST_DIFFERS,
    DIGEST_MISSING,
    FILE_TOO_LARGE,
    NOT_AN_EMPLOYEE,
    STORE_FULL,
    TOO_SLOW,
    TYPE_NOT_TAKEN,
    TYPE_NOT_TRUE,
)
from kinerja.graphql.gateway import AskedBasis, Gateway
from kinerja.graphql.organisation import Employee
from kinerja.web.asking import BadRequest

_BAD, _TIMED_OUT, _TOO_LARGE, _OTHER_TYPE, _NO_ROOM = 400, 408, 413, 415, 507
_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)")
_STALL_S = 20.0
"""So long may a file say nothing while it comes in,"""
_WHOLE_S = 600.0
"""and so long may it take as a whole."""
_LEAST_FREE = 2**30
"""With less room than this on the disk no file is taken: the database may be on the same one."""
BYTES_OF_COST = 500
"""So many bytes cost one of the budget that operations are counted in: 20 MB cost 40,000 of a million."""


class Uploading:
    """Takes files in, for whoever is an employee of the agency."""

    def __init__(self, gateway: Gateway, keeping: Keeping) -> None:
        self._gateway = gateway
        self._keeping = keeping

    async def __call__(self, request: Request, context: Context, subject: UUID) -> Response:
        """The receipt of a file. Raises BadRequest and RequestFailed, and keeps nothing then."""
        announced = self._announced(request, context.agency, subject)
        context.spends(self._size(request) // BYTES_OF_COST + 1)
        await self._must_be_employee(context.agency, subject)
        await asyncio.to_thread(self._must_have_room)
        try:
            upload = await self._taken(request, announced)
        except TooLarge:
            raise BadRequest(FILE_TOO_LARGE, _TOO_LARGE, maximum=self._keeping.most) from None
        except NotOfItsType:
            raise BadRequest(TYPE_NOT_TRUE, _OTHER_TYPE) from None
        except NotAsStated:
            raise BadRequest(DIGEST_DIFFERS, _BAD) from None
        return self._receipt(announced, upload)

    def _announced(self, request: Request, agency: str, subject: UUID) -> Announced:
        media_type = request.headers.get("content-type", "").strip().lower()
        if media_type not in self._keeping.types or request.headers.get("content-encoding", "identity") != "identity":
            raise BadRequest(TYPE_NOT_TAKEN, _OTHER_TYPE, types=sorted(self._keeping.types))
        stated = _DIGEST.search(request.headers.get("content-digest", ""))
        if stated is None:
            raise BadRequest(DIGEST_MISSING, _BAD)
        return Announced(agency, subject, media_type, base64.b64decode(stated[1]).hex())

    def _size(self, request: Request) -> int:
        """What is announced, which HTTP holds the sender to; without an announcement the most there can be."""
        said = request.headers.get("content-length", "")
        size = int(said) if said.isdecimal() else self._keeping.most
        if size > self._keeping.most:
            raise BadRequest(FILE_TOO_LARGE, _TOO_LARGE, maximum=self._keeping.most)
        return size

    async def _must_be_employee(self, agency: str, subject: UUID) -> None:
        async with self._gateway.reading(agency, subject, AskedBasis()) as reads:
            if await reads.one(Employee, subject) is None:
                raise RequestFailed(NOT_AN_EMPLOYEE)

    def _must_have_room(self) -> None:
        folder = self._keeping.folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(folder).free < _LEAST_FREE:
            raise BadRequest(STORE_FULL, _NO_ROOM)

    async def _taken(self, request: Request, announced: Announced) -> Upload:
        keeping = self._keeping
        coming = await asyncio.to_thread(Receiving, keeping.keys, announced, keeping.most, keeping.folder)
        with coming:
            try:
                await _take(request, coming)
            except TimeoutError:
                raise BadRequest(TOO_SLOW, _TIMED_OUT) from None
            return await asyncio.to_thread(coming.keep_in, keeping.store, self._gateway.now())

    def _receipt(self, announced: Announced, upload: Upload) -> Response:
        agency, subject = announced.agency, announced.subject
        return JSONResponse(
            {
                "upload": receipt_of(self._keeping.secrets, agency, subject, upload),
                "sha256": upload.sha256,
                "size": upload.size,
                "mediaType": upload.media_type,
                "expiresAt": (upload.at + UPLOADS_LAST).isoformat(),
            },
            status_code=201,
            headers={"Cache-Control": "no-store"},
        )


async def _take(request: Request, coming: Receiving) -> None:
    """Everything that comes in. Raises TimeoutError for a sender that stalls."""
    now = asyncio.get_running_loop().time
    ends = now() + _WHOLE_S
    async with asyncio.timeout(_STALL_S) as patience:
        async for block in request.stream():
            await asyncio.to_thread(coming.write, block)
            patience.reschedule(min(now() + _STALL_S, ends))
