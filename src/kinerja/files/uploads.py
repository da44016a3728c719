"""A file as it comes in: measured, looked at, sealed on the way, kept when it is what was announced.

The receipt of an upload is carried by the client until the file is attached; nothing else remembers it.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO
from uuid import UUID

import msgspec
import puremagic

from kinerja.domain.evidence import Upload
from kinerja.domain.texts import TextCategory
from kinerja.files.sealing import Sealer
from kinerja.files.store import Store
from kinerja.log.data_keys import KeyName
from kinerja.log.sealing import KeyRing, Secrets

_PURPOSE = "upload"
_LOOKED_AT = 8 * 1024
"""So many bytes say of what type a file is."""
_BLOCK = 256 * 1024


class TooLarge(Exception):
    """The file is larger than files may be."""


class NotOfItsType(Exception):
    """The bytes are not of the type that was stated."""


class NotAsStated(Exception):
    """The bytes do not have the hash that was stated."""


def key_of(agency: str, subject: UUID) -> KeyName:
    """Whose key seals the evidence of a person."""
    return KeyName(agency, subject, TextCategory.EVIDENCE)


@dataclass(frozen=True)
class Announced:
    """What the sender says of a file: whose it is, its type, and its SHA-256 in hex."""

    agency: str
    subject: UUID
    media_type: str
    sha256: str


class Receiving:
    """One file that comes in, in a context; sealed bytes only reach the disk, and a nameless file of it."""

    def __init__(self, keys: KeyRing, announced: Announced, most: int, folder: Path) -> None:
        self._announced = announced
        self._most = most
        self._sealer = Sealer(keys, key_of(announced.agency, announced.subject))
        self._clear, self._sealed = sha256(), sha256()
        self._first = bytearray()
        self._size = 0
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._spool: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed at the end of the context
        self._keep(self._sealer.head)

    def __enter__(self) -> "Receiving":
        return self

    def __exit__(self, *_: object) -> None:
        self._spool.close()

    def write(self, block: bytes) -> None:
        """Take a part in. Raises TooLarge and NotOfItsType as soon as it is seen."""
        self._size += len(block)
        if self._size > self._most:
            raise TooLarge
        looked_at = len(self._first) >= _LOOKED_AT
        self._first += block[: _LOOKED_AT - len(self._first)]
        if not looked_at and len(self._first) >= _LOOKED_AT:
            self._look()
        self._clear.update(block)
        self._keep(self._sealer.update(block))

    def keep_in(self, store: Store, at: datetime) -> Upload:
        """Keep what came in. Raises NotOfItsType and NotAsStated, and keeps nothing then."""
        self._look()
        if self._clear.hexdigest() != self._announced.sha256:
            raise NotAsStated
        self._keep(self._sealer.finish())
        key = self._sealed.hexdigest()
        self._spool.seek(0)
        store.put(self._announced.agency, key, self._blocks())
        return Upload(
            key=key, size=self._size, media_type=self._announced.media_type, sha256=self._announced.sha256, at=at
        )

    def _keep(self, sealed: bytes) -> None:
        self._sealed.update(sealed)
        self._spool.write(sealed)

    def _look(self) -> None:
        if self._announced.media_type not in types_of(bytes(self._first)):
            raise NotOfItsType

    def _blocks(self) -> Iterator[bytes]:
        while block := self._spool.read(_BLOCK):
            yield block


def types_of(first: bytes) -> set[str]:
    """The media types that the first bytes of a file may be of. The formats of offices are all ZIP files."""
    try:
        return {match.mime_type for match in puremagic.magic_string(first)}
    except (puremagic.PureError, ValueError):
        return set()


def receipt_of(secrets: Secrets, agency: str, subject: UUID, upload: Upload) -> str:
    """What the client gives when it attaches the file: for this person of this agency alone."""
    return secrets.seal_note(msgspec.json.encode(upload), _PURPOSE, agency, str(subject))


def upload_of(secrets: Secrets, agency: str, subject: UUID, receipt: str) -> Upload | None:
    """The upload of a receipt; None when it is none of this person's."""
    content = secrets.open_note(receipt, _PURPOSE, agency, str(subject))
    return None if content is None else msgspec.json.decode(content, type=Upload)
