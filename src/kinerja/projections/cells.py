"""Values as PostgreSQL's COPY writes and reads them: one text cell each, ``\\N`` for null."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kinerja.projections.tables import Column

NULL = r"\N"
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPED = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}


def writer_of(column: Column) -> Callable[[Any], str]:
    """How values of a column become cells. The cell of a key equals the one that COPY reads back."""
    return _WRITERS[column.type]


def text_cell(value: str | None) -> str:
    """A text; what separates cells and lines is escaped."""
    if value is None:
        return NULL
    return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], value) if _SPECIAL.search(value) else str(value)


def array_literal(cells: Sequence[str]) -> str:
    """Cells as the literal of an array, for a statement that names many keys."""
    quoted = (cell.replace("\\", "\\\\").replace('"', '\\"') for cell in cells)
    return "{" + ",".join(f'"{cell}"' for cell in quoted) + "}"


def unescaped(cell: str) -> str:
    """The text that a cell stands for."""
    return re.sub(r"\\(.)", lambda found: _UNESCAPED.get(found[1], found[1]), cell) if "\\" in cell else cell


_UNESCAPED = {"t": "\t", "n": "\n", "r": "\r"}


def _plain(value: object) -> str:
    return NULL if value is None else str(value)


def _uuid(value: UUID | None) -> str:
    if value is None:
        return NULL
    digits = f"{value.int:032x}"  # what str() does, without its detours: a fact has a dozen of them
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _date(value: date | None) -> str:
    return NULL if value is None else value.isoformat()


def _moment(value: datetime | None) -> str:
    return NULL if value is None else value.isoformat(sep=" ")


def _flag(value: bool | None) -> str:
    return NULL if value is None else "t" if value else "f"


def _array(value: Sequence[Any] | None) -> str:
    return NULL if value is None else text_cell(array_literal([str(item) for item in value]))


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "uuid": _uuid,
    "text": text_cell,
    "json": text_cell,
    "date": _date,
    "timestamptz": _moment,
    "bigint": _plain,
    "int": _plain,
    "numeric": _plain,
    "boolean": _flag,
    "uuid[]": _array,
    "text[]": _array,
}
