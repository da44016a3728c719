"""Facts as they are followed: with their place in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from kinerja.clock import moment
from kinerja.domain.aggregate import Fact, stamp
from kinerja.log.mapper import FactMapper

_PAGE = """
SELECT position, originator_id, originator_version, topic, state, recorded_us
  FROM log.facts WHERE agency = %s AND position > %s AND position <= %s ORDER BY position LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact with its place in the log."""

    fact: Fact
    position: int
    recorded_us: int

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded, in UTC."""
        return moment(self.recorded_us)


def read_page(
    connection: psycopg.Connection[Any], mapper: FactMapper, agency: str, between: tuple[int, int], most: int
) -> Sequence[Recorded]:
    """The facts of an agency after one position and up to another, at most so many."""
    rows = connection.execute(_PAGE, [agency, *between, most], prepare=True, binary=True)
    return [_decoded(mapper, *row) for row in rows]


def _decoded(mapper: FactMapper, position: int, *stored: Any) -> Recorded:
    stream, version, topic, state, recorded_us = stored
    fact = mapper.decode(topic, state)
    stamp(fact, stream, version)
    return Recorded(fact, position, recorded_us)
