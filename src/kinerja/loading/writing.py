"""Writing the files of a folder: the same lines give the same bytes, and only the owner may read them."""

import csv
import json
import os
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from kinerja.loading.faults import OWNER_ONLY, new_file
from kinerja.loading.format import FileFormat
from kinerja.operating import OperatorError

Format = Literal["csv", "xlsx", "json"]
_LONGEST_SHEET = 1_048_576
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_NO_DATES = (
    b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)

Lines = Iterable[Sequence[str]]


def shown(cell: object) -> str:
    """A cell as text: nothing for None, no control characters that a file would not take back."""
    if cell is None:
        return ""
    text = str(cell).replace("\r\n", "\n")
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()


def write(path: Path, form: FileFormat, lines: Lines, format: Format) -> None:
    """Write a new file. Raises OperatorError when a workbook cannot hold the lines."""
    _WRITERS[format](path, form, lines)


def _csv(path: Path, form: FileFormat, lines: Lines) -> None:
    with new_file(path) as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(form.names)
        writer.writerows(lines)


def _json(path: Path, form: FileFormat, lines: Lines) -> None:
    with new_file(path) as handle:
        before = "[\n"
        for cells in lines:
            found = {name: cell or None for name, cell in zip(form.names, cells, strict=True)}
            handle.write(before + json.dumps(found, ensure_ascii=False))
            before = ",\n"
        handle.write("\n]\n")


def _xlsx(path: Path, form: FileFormat, lines: Lines) -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(form.name)
    sheet.append(_texts(sheet, form.names))
    for number, cells in enumerate(lines, start=2):
        if number > _LONGEST_SHEET:
            raise OperatorError(f"{form.name} has more lines than a workbook takes: export CSV or JSON")
        sheet.append(_texts(sheet, cells))
    with tempfile.TemporaryFile() as draft:
        workbook.save(draft)
        _without_times(draft, path)


def _texts(sheet: Any, cells: Sequence[str]) -> list[Any]:
    """Cells that are texts whatever they look like: none becomes a formula or a rounded number."""
    made = []
    for value in cells:
        cell = WriteOnlyCell(sheet, value or None)
        if value:
            cell.data_type = "s"
        made.append(cell)
    return made


def _without_times(draft: IO[bytes], path: Path) -> None:
    """The same workbook without the time at which it was made."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with (
        os.fdopen(descriptor, "wb") as handle,
        zipfile.ZipFile(draft) as source,
        zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            made = zipfile.ZipInfo(entry.filename, _LONG_AGO)
            made.compress_type = zipfile.ZIP_DEFLATED
            with source.open(entry) as read, target.open(made, "w") as written:
                if entry.filename == _CORE:
                    written.write(_NO_DATES)
                else:
                    while block := read.read(1 << 16):
                        written.write(block)


_WRITERS: dict[Format, Callable[[Path, FileFormat, Lines], None]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}
