"""Files are sealed in chunks, so that one of any size takes little memory.

A sealed file is a head and chunks. The head holds a random key of this file alone, sealed by the data key of whom the
file is about: without that data key nobody opens it any more. Every chunk of 64 KiB, the last may be shorter, is
sealed by AES-GCM under the key of the file. Its nonce is its number and whether it is the last, so that chunks that
are missing, swapped or cut off at the end do not open (the construction STREAM, which age and Tink use too).
"""

import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kinerja.log.sealing import SECRET_BYTES, KeyName, KeyRing

CHUNK = 64 * 1024
_MARK = b"KNJ1"
_TAG_BYTES = 16
_SEALED_KEY_BYTES = 12 + SECRET_BYTES + _TAG_BYTES
_HEAD_BYTES = len(_MARK) + _SEALED_KEY_BYTES
_NUMBER_BYTES = 11
_PLACE = "key of a file"


class BrokenFile(Exception):
    """What is stored is not what was sealed."""


class Sealer:
    """Seals one file: ``head``, then ``update`` with whatever comes, then ``finish``."""

    def __init__(self, keys: KeyRing, name: KeyName) -> None:
        key = os.urandom(SECRET_BYTES)
        self.head = _MARK + keys.seal_bytes(name, key, _PLACE)
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
    if len(head) != _HEAD_BYTES or not head.startswith(_MARK):
        raise BrokenFile("it has no head")
    try:
        key = keys.open_bytes(name, head[len(_MARK) :], _PLACE)
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
    rest, size = bytearray(), _HEAD_BYTES
    for block in stored:
        rest += block
        while len(rest) >= size:
            yield bytes(rest[:size])
            del rest[:size]
            size = CHUNK + _TAG_BYTES
    if rest:
        yield bytes(rest)
