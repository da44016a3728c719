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
    """How values of a column become cells; None is ``NULL``, whatever the column.

    The cell of a key equals the one that COPY reads back.
    """
    return _WRITERS[column.type]


def row_of(writers: Mapping[str, Callable[[Any], str]], values: Mapping[str, Any]) -> list[str]:
    """The cells of a row, by the writers of its columns in their order."""
    return [NULL if (value := values.get(name)) is None else write(value) for name, write in writers.items()]


def text_cell(value: str) -> str:
    """A text; what separates cells and lines is escaped."""
    if value.isprintable() and "\\" not in value:  # which most are, and which is seen much faster
        return str(value)
    return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], value)


def uuid_cell(value: UUID) -> str:
    """An id in its usual form: what ``str`` says, without its detours; a fact has a dozen of them."""
    digits = f"{value.int:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def line_of(row: Sequence[str]) -> str:
    """A row of cells as a line."""
    return "\t".join(row)


def array_literal(cells: Sequence[str]) -> str:
    """Cells as the literal of an array, for a statement that names many keys."""
    quoted = (cell.replace("\\", "\\\\").replace('"', '\\"') for cell in cells)
    return "{" + ",".join(f'"{cell}"' for cell in quoted) + "}"


def unescaped(cell: str) -> str:
    """The text that a cell stands for."""
    return re.sub(r"\\(.)", lambda found: _UNESCAPED.get(found[1], found[1]), cell) if "\\" in cell else cell


_UNESCAPED = {"t": "\t", "n": "\n", "r": "\r"}


def _moment(value: datetime) -> str:
    return value.isoformat(sep=" ")


def _flag(value: bool) -> str:
    return "t" if value else "f"


def _bytes(value: bytes) -> str:
    return r"\\x" + value.hex()


def _array(value: Sequence[Any]) -> str:
    return text_cell(array_literal([str(item) for item in value]))


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "uuid": uuid_cell,
    "text": text_cell,
    "json": text_cell,
    "bytea": _bytes,
    "date": date.isoformat,
    "timestamptz": _moment,
    "bigint": str,
    "int": str,
    "numeric": str,
    "boolean": _flag,
    "uuid[]": _array,
    "text[]": _array,
}
