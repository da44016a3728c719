"""A whole operation as one statement: the answer, and beside it the position it rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from kinerja.graphql.compiled.selections import NotCompiled
from kinerja.graphql.compiled.sql import quoted

_PARAMETER = re.compile(r"%\((\w+)\)s")
_NEEDS_NO_QUOTES = re.compile(r"[A-Za-z0-9-]*")
_EMPTY = '""'
MOST_BYTES_OF_SQL = 100_000
"""What becomes longer than that is left to the resolvers: prepared, it takes some 60 times as much memory."""
_RECORDED_THEN = "(SELECT f.recorded_us FROM log.facts f WHERE f.agency = %(agency)s AND f.position = %(at)s)"


@dataclass(frozen=True)
class Statement:
    """SQL with native placeholders; ``parameters`` are the names of what goes into them, in order."""

    name: bytes
    sql: bytes
    parameters: tuple[str, ...]


def statement_of(roots: Sequence[tuple[str, str]], *, past: bool) -> Statement:
    """One row: position, recorded time, rights position and generation of the read models, and the JSON of ``data``.

    ``tracking`` comes first: a swap of generations waits for this statement, or this statement for it, before it
    takes its snapshot.
    """
    data = ", ".join(f"{sql} AS {quoted(key)}" for key, sql in roots)
    recorded = _RECORDED_THEN if past else "k.recorded_us"
    return _numbered(
        f"SELECT k.position, {recorded}, k.rights_position, k.tableoid,"
        f" (SELECT row_to_json(d) FROM (SELECT {data}) d) FROM tracking k WHERE k.agency = %(agency)s"
    )


def statement_of_position() -> Statement:
    """The same row without an answer."""
    return _numbered(
        "SELECT k.position, k.recorded_us, k.rights_position, k.tableoid, NULL"
        " FROM tracking k WHERE k.agency = %(agency)s"
    )


def _numbered(sql: str) -> Statement:
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    numbered = _PARAMETER.sub(place, sql)
    if "%" in numbered:
        raise NotCompiled("a percent sign that is no parameter")
    encoded = numbered.encode()
    if len(encoded) > MOST_BYTES_OF_SQL:
        raise NotCompiled("a long statement")
    return Statement(b"k" + sha256(encoded).hexdigest()[:24].encode(), encoded, tuple(names))


def encoded(value: Any) -> bytes | None:
    """A parameter as PostgreSQL reads it in text form. Raises NotCompiled for a type that is none of ours."""
    match value:
        case None:
            return None
        case str():
            return value.encode()
        case bool():
            return b"t" if value else b"f"
        case UUID() | int():
            return str(value).encode()
        case date() | datetime():
            return value.isoformat().encode()
        case list() if all(_NEEDS_NO_QUOTES.fullmatch(str(each)) for each in value):
            return f"{{{','.join(str(each) or _EMPTY for each in value)}}}".encode()
    raise NotCompiled(f"a parameter of type {type(value).__name__}")
