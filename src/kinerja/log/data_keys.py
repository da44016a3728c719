"""Data keys, and what is sealed by one of them.

A key that was erased is followed by another one of the same name as soon as there is something new to seal. So what
is sealed bears the mark of its key: under another one it is erased, and not broken.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kinerja.domain.texts import TextCategory

NONCE_BYTES = 12
_NAME_MARK_BYTES = 4
_OWN_MARK_BYTES = 8
MARK_BYTES = _NAME_MARK_BYTES + _OWN_MARK_BYTES
"""Length of the mark of a data key."""


@dataclass(frozen=True, slots=True)
class KeyName:
    """Whose key, for what."""

    agency: str
    subject: UUID
    category: TextCategory

    @property
    def encoded(self) -> bytes:
        """Bound into the wrapping, so that a wrapped key cannot be moved to another name."""
        return f"{self.agency}\x1f{self.subject}\x1f{self.category}".encode()

    @property
    def mark(self) -> bytes:
        """What the marks of all its keys begin with."""
        return sha256(self.encoded).digest()[:_NAME_MARK_BYTES]


@dataclass(frozen=True, slots=True)
class DataKey:
    """A data key and its mark, which says of whom it is and which of theirs, and nothing of the key."""

    cipher: AESGCM
    mark: bytes

    @classmethod
    def of(cls, name: KeyName, key: bytes) -> Self:
        """The key from its bytes."""
        return cls(AESGCM(key), name.mark + hmac.digest(key, b"kinerja mark", "sha256")[:_OWN_MARK_BYTES])


def opened(name: KeyName, key: DataKey | None, mark: bytes, sealed: bytes, place: str) -> bytes | None:
    """What is sealed, in clear; None when it is by a key that was erased. Raises InvalidTag when it is not of there.

    ``key``: the one of that name today. ``mark``: the one that it bears; empty from before there were marks: then
    what today's key does not open counts as erased.
    """
    if mark and not mark.startswith(name.mark):
        raise InvalidTag(f"what is sealed at {place} is not of the person it stands with")
    if key is None or (mark and mark != key.mark):
        return None
    try:
        return key.cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except InvalidTag:
        if not mark:
            return None
        raise InvalidTag(f"what is sealed at {place} does not belong there") from None
