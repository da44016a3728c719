"""Files as agencies bring them: every way in which one can be wrong has its sentence."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kinerja.loading.checking import faults_of
from kinerja.loading.faults import Fault
from kinerja.loading.format import FileFormat
from kinerja.loading.order import FILES
from kinerja.loading.organisation import EMPLOYEES, ORG_UNITS
from kinerja.loading.progress import PROGRESS
from kinerja.loading.reading import Line, Unreadable, lines_of

MORNING = datetime(2024, 12, 5, 8)  # noqa: DTZ001 - a workbook knows no zones
MIDNIGHT = datetime(2025, 2, 5)  # noqa: DTZ001 - the same
UNITS = "unit,parent,name,kind\n"


def read(path: Path, form: FileFormat = ORG_UNITS) -> tuple[list[Line], list[tuple[int, str, str]]]:
    """The lines of a file and everything that is wrong with them."""
    lines: list[Line] = []
    faults: list[Fault] = []
    try:
        for line in lines_of(path, form):
            lines.append(line)
            faults += faults_of(line, form, path.name)
    except Unreadable as unreadable:
        faults += unreadable.faults
    assert all(fault.sentence and fault.hint for fault in faults)
    return lines, [(fault.line, fault.column, fault.rule.id) for fault in faults]


def workbook(path: Path, *rows: list[Any]) -> Path:
    """A workbook with rows of typed cells."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", [(0, "", "L2")]),
        (UNITS.encode(), [(0, "", "L2")]),
        (b"unit,name,kind\n", [(1, "parent", "L5")]),
        (b"unit,parent,name,kind,colour\n", [(1, "colour", "L6")]),
        (b"unit,unit,parent,name,kind\n", [(1, "unit", "L7")]),
        (b"unit;parent;name;kind\n", [(0, "", "L1")]),
        (UNITS.encode() + b"A,,Dinas\n", [(2, "", "L8")]),
        (UNITS.encode() + b"A,,Dinas,OFFICE,x\n", [(2, "", "L8")]),
        (UNITS.encode() + "A,,Dinäs,OFFICE\n".encode("latin-1"), [(0, "", "L1")]),
        (UNITS.encode() + b'A,,"Dinas,OFFICE\n', [(0, "", "L1")]),
        (UNITS.encode() + b"A,,Di\x00nas,OFFICE\n", [(2, "name", "L12")]),
        (UNITS.encode() + b"A,,,OFFICE\n", [(2, "name", "L9")]),
        (UNITS.encode() + b"A,,Dinas,ROOM\n", [(2, "kind", "L10")]),
        (UNITS.encode() + b"a b,,Dinas,OFFICE\n", [(2, "unit", "L10")]),
        (UNITS.encode() + b"A,," + b"x" * 301 + b",OFFICE\n", [(2, "name", "L11")]),
        (UNITS.encode() + b"a,,,ROOM\n", [(2, "unit", "L10"), (2, "name", "L9"), (2, "kind", "L10")]),
    ],
)  # fmt: skip
def test_a_csv_file_that_is_wrong_says_where(content: bytes, found: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "org_units.csv"
    path.write_bytes(content)
    assert read(path)[1] == found


def test_cells_are_stripped_and_columns_stand_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "org_units.csv"
    path.write_bytes(b'\xef\xbb\xbfname,kind,unit,parent\r\n\r\n"Dinas\r\nSatu ", OFFICE ,A,\r\n')
    lines, faults = read(path)
    assert faults == []
    assert lines[0].number == 3
    assert dict(lines[0].row) == {"unit": "A", "parent": "", "name": "Dinas\nSatu", "kind": "OFFICE"}


def test_a_line_is_named_by_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "org_units.csv"
    path.write_text(UNITS + 'A,,"Dinas\nSatu",OFFICE\nB,,Dua,ROOM\n')
    lines, faults = read(path)
    assert [line.number for line in lines] == [2, 4]
    assert faults == [(4, "kind", "L10")]


def test_a_workbook_may_hold_dates_and_numbers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "progress.xlsx",
        list(PROGRESS.names),
        ["P01", date(2025, 1, 1), MIDNIGHT, "T1", 96.43, 27, 28, None],
        [None] * 8,
        ["P01", "2025-02", "2025-03-05", "T1", 12, None, None, "=1+1"],
    )
    lines, faults = read(path, PROGRESS)
    assert faults == [(4, "note", "L13")]
    assert dict(lines[0].row) == {
        "plan": "P01", "month": "2025-01", "reported_on": "2025-02-05", "target": "T1", "realization": "96.43",
        "numerator": "27", "denominator": "28", "note": "",
    }  # fmt: skip
    assert lines[1].row["realization"] == "12"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["E01", 197704232003122003, "Yulmaini", "PERMANENT", "2024-12-05"], [(2, "nip", "L14")]),
        (["E01", "197704232003122003", "Yulmaini", "PERMANENT", MORNING], [(2, "registered_on", "L10")]),
        (["E01", "197704232003122003", "Yulmaini", "PERMANENT", "2024-13-05"], [(2, "registered_on", "L10")]),
        (["E01", "197704232003122003", "Yulmaini", "PERMANENT", "2024-12-05", "beside"], [(2, "", "L8")]),
        (["E01", "=A1", "Yulmaini", "PERMANENT", "2024-12-05"], [(2, "nip", "L13")]),
    ],
)  # fmt: skip
def test_a_workbook_that_is_wrong_says_where(row: list[Any], found: list[Any], tmp_path: Path) -> None:
    path = workbook(tmp_path / "employees.xlsx", list(EMPLOYEES.names), row)
    assert read(path, EMPLOYEES)[1] == found


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"unit,parent,name,kind\n"])
def test_a_broken_workbook_is_one_fault(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "org_units.xlsx"
    path.write_bytes(content)
    assert read(path)[1] == [(0, "", "L1")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("[]", [(0, "", "L2")]),
        ("{}", [(0, "", "L1")]),
        ("[1]", [(0, "", "L1")]),
        ('[{"unit": "A"', [(0, "", "L1")]),
        ('[{"unit": "A", "name": "Dinas", "kind": "OFFICE", "colour": "red"}]', [(1, "colour", "L6")]),
        ('[{"unit": "A", "name": {"id": "Dinas"}, "kind": "OFFICE"}]', [(1, "name", "L10")]),
        ('[{"unit": "A", "name": "Di\\u0000nas", "kind": "OFFICE"}]', [(1, "name", "L12")]),
        ('[{"unit": 7, "name": "Dinas", "kind": "OFFICE", "parent": null}]', []),
    ],
)
def test_a_json_file_that_is_wrong_says_where(content: str, found: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "org_units.json"
    path.write_text(content)
    assert read(path)[1] == found


def test_the_three_formats_read_the_same(tmp_path: Path) -> None:
    row = {"unit": "A", "parent": "", "name": "Dinas", "kind": "OFFICE"}
    (tmp_path / "org_units.csv").write_text(UNITS + ",".join(row.values()) + "\n")
    (tmp_path / "org_units.json").write_text(json.dumps([row]))
    workbook(tmp_path / "org_units.xlsx", list(row), list(row.values()))
    for suffix in ("csv", "json", "xlsx"):
        lines, faults = read(tmp_path / f"org_units.{suffix}")
        assert faults == []
        assert [dict(line.row) for line in lines] == [row]


@pytest.mark.parametrize("form", FILES, ids=lambda form: form.name)
def test_every_column_is_described_and_every_key_is_a_column(form: FileFormat) -> None:
    assert {*form.key, *form.together, *form.order} <= set(form.names)
    assert all(column.meaning for column in form.columns)
    known: Callable[[str], bool] = {each.name for each in FILES}.__contains__
    assert all(known(column.names) for column in form.columns if column.names)
