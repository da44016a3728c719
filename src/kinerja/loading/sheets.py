"""Cells of spreadsheets and of JSON as the texts that a CSV file would hold."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import ijson
import openpyxl

from kinerja.domain.refusals import Rule
from kinerja.loading.format import Column, Kind
from kinerja.loading.rules import CELL_FORM, CELL_FORMULA, CELL_ROUNDED

_SPACE = 4096
_EXACT_DIGITS = 15
"""A spreadsheet keeps no more digits of a number than these."""


@dataclass(frozen=True)
class Cell:
    """A cell as its file types it. ``formula``: what is read is not its value."""

    value: Any
    formula: bool = False
    exact: bool = False

    @property
    def text(self) -> str:
        """The cell as it would stand in CSV, whatever its column."""
        return self.as_column(None)[0]

    def as_column(self, column: Column | None) -> tuple[str, Rule | None]:
        """The text of the cell in its column, and the rule that the way it is written breaks, if any."""
        if self.formula:
            return str(self.value), CELL_FORMULA
        kind = column.kind if column is not None else None
        if self.value is None:
            return "", None
        if isinstance(self.value, bool):
            return "yes" if self.value else "no", None
        if isinstance(self.value, datetime | date):
            return _day(self.value, kind)
        if isinstance(self.value, int | float | Decimal):
            return self._number()
        return _text(self.value, kind)

    def _number(self) -> tuple[str, Rule | None]:
        written = format(Decimal(str(self.value)), "f")
        if "." in written:
            written = written if self.exact else written.rstrip("0").rstrip(".")
        digits = sum(sign.isdigit() for sign in written)
        return written, CELL_ROUNDED if digits > _EXACT_DIGITS and not self.exact else None


def _day(value: datetime | date, kind: Kind | None) -> tuple[str, Rule | None]:
    if isinstance(value, datetime):
        if value.time() != time.min:
            return value.isoformat(), CELL_FORM
        value = value.date()
    return (f"{value:%Y-%m}" if kind == Kind.MONTH and value.day == 1 else value.isoformat()), None


def _text(value: Any, kind: Kind | None) -> tuple[str, Rule | None]:
    if isinstance(value, str):
        return value, None
    if isinstance(value, list) and kind in (Kind.CODES, Kind.TEXTS) and all(isinstance(part, str) for part in value):
        return ";".join(value), None
    return str(value), CELL_FORM


def rows_of(path: Path) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows of the first sheet of a workbook with their numbers. Raises ValueError when it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a workbook holds beside cells is not ours
            yield from _rows(path)
    except (zipfile.BadZipFile, KeyError, ParseError, EOFError, OSError) as error:
        raise ValueError(f"it is no complete workbook ({type(error).__name__})") from None


def _rows(path: Path) -> Iterator[tuple[int, Sequence[Cell]]]:
    workbook = openpyxl.load_workbook(path, read_only=True)
    try:
        sheet: Any = workbook.worksheets[0]
        sheet.reset_dimensions()  # what a workbook says of its own size is not always true
        for number, row in enumerate(sheet.iter_rows(), start=1):
            yield number, [Cell(cell.value, formula=cell.data_type == "f") for cell in row]
    finally:
        workbook.close()


def objects_of(path: Path) -> Iterator[tuple[int, dict[str, Cell]]]:
    """The objects of a JSON array with their numbers. Raises ValueError when it cannot be read."""
    with path.open("rb") as handle:
        handle.seek(3 if handle.read(3) == b"\xef\xbb\xbf" else 0)
        try:
            _must_be_an_array(handle)
            for number, found in enumerate(ijson.items(handle, "item"), start=1):
                if not isinstance(found, dict):
                    raise ValueError(f"item {number} is no object")
                yield number, {name: Cell(value, exact=True) for name, value in found.items()}
        except ijson.JSONError as error:
            raise ValueError(f"it is no complete JSON array ({str(error).splitlines()[0]})") from None


def _must_be_an_array(handle: BinaryIO) -> None:
    start = handle.tell()
    first = handle.read(_SPACE).lstrip()[:1]
    if first not in (b"[", b""):
        raise ValueError("it is no array of objects")
    handle.seek(start)
