"""Files are sealed in chunks, so that one of any size takes little memory.

A sealed file is a head and chunks. The head holds a random key of this file alone, sealed by the data key of whom the
file is about, and the mark of that data key: without it nobody opens the file any more. Every chunk of 64 KiB, the
last may be shorter, is sealed by AES-GCM under the key of the file. Its nonce is its number and whether it is the
last, so that chunks that are missing, swapped or cut off at the end do not open (the construction STREAM, which age
and Tink use too).
"""

import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kinerja.log.data_keys import MARK_BYTES, KeyName
from kinerja.log.sealing import SECRET_BYTES, KeyRing

CHUNK = 64 * 1024
_FORM_BYTES = 4
_UNMARKED, _MARKED = b"KNJ1", b"KNJ2"
_TAG_BYTES = 16
_SEALED_KEY_BYTES = 12 + SECRET_BYTES + _TAG_BYTES
_HEAD_BYTES = {
    _UNMARKED: _FORM_BYTES + _SEALED_KEY_BYTES,
    _MARKED: _FORM_BYTES + MARK_BYTES + _SEALED_KEY_BYTES,
}
"""By the form of the file: the first did not say which key of its name seals it."""
_NUMBER_BYTES = 11
_PLACE = "key of a file"


class BrokenFile(Exception):
    """What is stored is not what was sealed."""


class Sealer:
    """Seals one file: ``head``, then ``update`` with whatever comes, then ``finish``."""

    def __init__(self, keys: KeyRing, name: KeyName) -> None:
        key = os.urandom(SECRET_BYTES)
        self.head = _MARKED + keys.seal_bytes(name, key, _PLACE)
        self._key = AESGCM(key)
        self._number = 0
        self._rest = bytearray()

    def update(self, block: bytes) -> bytes:
        """What can be sealed by now: a whole chunk waits until it is known not to be the last."""
        self._rest += block
        sealed = bytearray()
        while len(self._rest) > CHUNK:
            sealed += self._sealed(self._rest[:CHUNK], last=False)
            del self._rest[:CHUNK]
        return bytes(sealed)

    def finish(self) -> bytes:
        """The last chunk."""
        return self._sealed(self._rest, last=True)

    def _sealed(self, chunk: bytearray, *, last: bool) -> bytes:
        sealed = self._key.encrypt(_nonce(self._number, last=last), chunk, None)
        self._number += 1
        return sealed


def opened(keys: KeyRing, name: KeyName, stored: Iterable[bytes]) -> Iterator[bytes] | None:
    """The chunks of a file in clear; None when the data key was erased. Raises BrokenFile, also while it is read."""
    chunks = _cut(stored)
    head = next(chunks, b"")
    form, sealed = head[:_FORM_BYTES], head[_FORM_BYTES:]
    if len(head) != _HEAD_BYTES.get(form):
        raise BrokenFile("it has no head")
    try:
        key = keys.open_bytes(name, sealed, _PLACE, marked=form == _MARKED)
    except InvalidTag:
        raise BrokenFile("it was sealed for somebody else") from None
    return None if key is None else _clear(AESGCM(key), chunks)


def _clear(key: AESGCM, chunks: Iterator[bytes]) -> Iterator[bytes]:
    chunk = next(chunks, b"")
    number = 0
    while True:
        following = next(chunks, None)
        try:
            yield key.decrypt(_nonce(number, last=following is None), chunk, None)
        except InvalidTag:
            raise BrokenFile(f"chunk {number} is not what was sealed") from None
        if following is None:
            return
        chunk, number = following, number + 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(_NUMBER_BYTES, "big") + bytes([last])


def _cut(stored: Iterable[bytes]) -> Iterator[bytes]:
    """The head and the sealed chunks, however the blocks come."""
    rest, size = bytearray(), 0
    for block in stored:
        rest += block
        if not size and len(rest) >= _FORM_BYTES:
            size = _HEAD_BYTES.get(bytes(rest[:_FORM_BYTES]), _FORM_BYTES)
        while size and len(rest) >= size:
            yield bytes(rest[:size])
            del rest[:size]
            size = CHUNK + _TAG_BYTES
    if rest:
        yield bytes(rest)
