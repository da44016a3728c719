"""Somebody who was transferred, for what else follows from it (B1)."""

import msgspec

from kinerja.domain.assignments import Assignment
from kinerja.domain.positions import Position


class Transferred(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was transferred: the assignment that ended, and the one that began."""

    left: Assignment
    left_position: Position
    begun: Assignment
    begun_position: Position
