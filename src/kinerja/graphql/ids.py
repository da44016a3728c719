"""Global ids: opaque, carrying type, agency and the id inside."""

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class GlobalId:
    """What a global id says."""

    kind: str
    agency: str
    id: UUID

    def __str__(self) -> str:
        content = f"{self.kind}:{self.agency}:".encode() + self.id.bytes
        return base64.urlsafe_b64encode(content).decode().rstrip("=")


def parse_global_id(text: str) -> GlobalId | None:
    """What a global id says; None when it is none, including one with anything added or written otherwise."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        kind, agency, raw = content.split(b":", 2)
        parsed = GlobalId(kind.decode("ascii"), agency.decode("ascii"), UUID(bytes=raw))
    except (ValueError, binascii.Error):
        return None
    return parsed if str(parsed) == text else None
