"""Reading the files of a folder line by line, whatever their format; nothing is kept in memory."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kinerja.domain.refusals import Rule
from kinerja.loading.faults import Fault
from kinerja.loading.format import FileFormat, Row, Words
from kinerja.loading.rules import (
    COLUMN_MISSING,
    COLUMN_TWICE,
    COLUMN_UNKNOWN,
    FILE_EMPTY,
    FILE_UNREADABLE,
    LINE_SHAPE,
)
from kinerja.loading.sheets import objects_of, rows_of

_NOT_UTF_8 = Words("it is not UTF-8", "isinya bukan UTF-8")
_SEMICOLONS = Words(
    "its columns are separated by semicolons: save it with commas",
    "kolomnya dipisahkan titik koma: simpan dengan koma",
)


@dataclass(frozen=True)
class Line:
    """A line of a file: its number (in JSON that of the object), its cells, what could not be read of them."""

    number: int
    row: Row
    faults: tuple[Fault, ...] = ()


class Unreadable(Exception):
    """The file, or its rest, cannot be read; carries what is wrong."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].rule.id)
        self.faults = faults


def lines_of(path: Path, form: FileFormat) -> Iterator[Line]:
    """The lines of a file from top to bottom, without empty ones. Raises Unreadable at whatever ends the reading."""
    empty = True
    try:
        for line in _READERS[path.suffix](path, form):
            empty = False
            yield line
    except UnicodeDecodeError:
        raise _unreadable(path, _NOT_UTF_8) from None
    except ValueError as error:  # what the libraries raise on a broken file, and we with a sentence
        said = str(error).rstrip(".")
        raise _unreadable(path, Words(said, f"isinya rusak ({said})")) from None
    if empty:
        raise Unreadable(Fault(path.name, 0, "", "", FILE_EMPTY))


def _unreadable(path: Path, why: Words) -> Unreadable:
    return Unreadable(Fault(path.name, 0, "", "", FILE_UNREADABLE, {"why": why}))


def clean(cell: str) -> str:
    """A cell without blanks around it, its line ends all alike."""
    return cell.replace("\r\n", "\n").strip()


def _csv(path: Path, form: FileFormat) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.reader(handle, strict=True)
        try:
            header = _header(path, form, next(reader, []))
            before = reader.line_num
            for cells in reader:
                if cells:
                    yield _line(path.name, before + 1, header, cells)
                before = reader.line_num
        except csv.Error as error:
            raise ValueError(f"line {reader.line_num}: {error}") from None


def _line(file: str, number: int, header: Sequence[str], cells: Sequence[str]) -> Line:
    row = {name: clean(cell) for name, cell in zip(header, cells, strict=False)}
    if len(cells) == len(header):
        return Line(number, row)
    fault = Fault(file, number, "", "", LINE_SHAPE, {"cells": len(cells), "columns": len(header)})
    return Line(number, dict.fromkeys(header, "") | row, (fault,))


def _header(path: Path, form: FileFormat, found: Sequence[str]) -> list[str]:
    """The names of the columns as they stand. Raises Unreadable with everything that is wrong with them."""
    if not any(found):
        raise Unreadable(Fault(path.name, 0, "", "", FILE_EMPTY))
    names = [clean(cell) for cell in found]
    if len(names) == 1 and ";" in names[0]:
        raise _unreadable(path, _SEMICOLONS)
    wrong = [(name, COLUMN_MISSING) for name in form.names if name not in names]
    wrong += [(name, COLUMN_UNKNOWN) for name in names if name not in form.names]
    wrong += [(name, COLUMN_TWICE) for name in form.names if names.count(name) > 1]
    if wrong:
        raise Unreadable(*(_of_header(path, form, name, rule) for name, rule in wrong))
    return names


def _of_header(path: Path, form: FileFormat, name: str, rule: Rule) -> Fault:
    return Fault(path.name, 1, name, "", rule, {"header": ",".join(form.names)})


def _xlsx(path: Path, form: FileFormat) -> Iterator[Line]:
    header: list[str] = []
    columns = {column.name: column for column in form.columns}
    for number, cells in rows_of(path):
        filled = max((place for place, cell in enumerate(cells, start=1) if cell.text), default=0)
        if not header:
            header = _header(path, form, [cell.text for cell in cells[:filled]])
        elif filled > len(header):
            yield _line(path.name, number, header, [cell.text for cell in cells[:filled]])
        elif filled:
            read = [cell.as_column(columns[name]) for name, cell in zip(header, cells, strict=False)]
            yield _checked(path.name, number, header, read)


def _json(path: Path, form: FileFormat) -> Iterator[Line]:
    columns = {column.name: column for column in form.columns}
    for number, cells in objects_of(path):
        unknown = [name for name in cells if name not in columns]
        read = [cells[name].as_column(columns[name]) if name in cells else ("", None) for name in form.names]
        line = _checked(path.name, number, form.names, read)
        extra = tuple(
            Fault(path.name, number, name, "", COLUMN_UNKNOWN, {"header": ",".join(form.names)}) for name in unknown
        )
        yield Line(number, line.row, (*line.faults, *extra))


def _checked(file: str, number: int, header: Sequence[str], read: Iterable[tuple[str, Rule | None]]) -> Line:
    row, faults = dict.fromkeys(header, ""), []
    for name, (cell, rule) in zip(header, read, strict=False):
        row[name] = clean(cell)
        if rule is not None:
            faults.append(Fault(file, number, name, cell, rule, {"form": Words("a value", "nilai")}))
    return Line(number, row, tuple(faults))


_READERS = {".csv": _csv, ".xlsx": _xlsx, ".json": _json}
SUFFIXES = tuple(_READERS)
