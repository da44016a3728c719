"""Holding something that one process at a time does; the database lets go of it when the process dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg


@contextmanager
def held(connection: psycopg.Connection[Any], what: UUID) -> Iterator[bool]:
    """Whether this connection holds it."""
    key = what.int & (2**63 - 1)
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [key]).fetchone()
    mine = bool(row and row[0])
    try:
        yield mine
    finally:
        if mine:
            connection.execute("SELECT pg_advisory_unlock(%s)", [key])
