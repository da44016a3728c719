"""Long documents in a read model, packed: JSON, deflated.

A document of 30 kB takes a third of the time to write and less room than as a column of JSON, whose text
PostgreSQL parses and compresses by itself.
"""

import zlib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_FASTEST = 1


def pack(value: Any) -> bytes:
    """A structure as a packed document."""
    return zlib.compress(msgspec.json.encode(value), _FASTEST)


def unpack(packed: bytes, kind: type[T]) -> T:
    """The structure of a packed document, which is of a kind."""
    return msgspec.json.decode(zlib.decompress(packed), type=kind)
