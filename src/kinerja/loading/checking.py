"""The cells of a line against the declared format: everything that is wrong with them, at once."""

import unicodedata
from collections.abc import Iterator
from datetime import date

from kinerja.loading.faults import Fault
from kinerja.loading.format import FORMS, Column, FileFormat, Kind, Misfit, Row, Words, fits
from kinerja.loading.reading import Line
from kinerja.loading.rules import CELL_CONTROL, CELL_EMPTY, CELL_FORM, CELL_LONG, DAYS_ORDER

_ALLOWED_CONTROLS = "\n\t"


def faults_of(line: Line, form: FileFormat, file: str) -> list[Fault]:
    """Everything that is wrong with the cells of a line; empty when nothing is."""
    if line.faults:
        return list(line.faults)
    wrong = [misfit for column in form.columns for misfit in _of_cell(column, line.row[column.name])]
    if not wrong:
        wrong = [*_of_order(form, line.row), *form.check(line.row)]
    return [Fault(file, line.number, name, line.row[name], rule, given) for name, rule, given in wrong]


def form_of(column: Column) -> Words:
    """What a cell of a column holds, in words."""
    if column.kind == Kind.TERM:
        values = ", ".join(column.values)
        return Words(f"one of {values}", f"salah satu dari {values}")
    return FORMS[column.kind][1] if column.kind in FORMS else Words("a text", "teks")


def _of_cell(column: Column, cell: str) -> Iterator[Misfit]:
    if not cell:
        if column.empty is None:
            yield column.name, CELL_EMPTY, {"form": form_of(column)}
    elif any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in _ALLOWED_CONTROLS for sign in cell):
        yield column.name, CELL_CONTROL, {}
    elif len(cell) > column.longest:
        yield column.name, CELL_LONG, {"length": len(cell), "longest": column.longest}
    elif not _has_form(column, cell):
        yield column.name, CELL_FORM, {"form": form_of(column)}


def _has_form(column: Column, cell: str) -> bool:
    if column.kind == Kind.TERM:
        return cell in column.values
    return fits(column.kind, cell) and (column.kind != Kind.DAY or _is_a_day(cell))


def _is_a_day(cell: str) -> bool:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _of_order(form: FileFormat, row: Row) -> Iterator[Misfit]:
    for earlier, later in zip(form.order, form.order[1:], strict=False):
        if row[later] and (not row[earlier] or row[later] < row[earlier]):
            yield later, DAYS_ORDER, {"earlier": earlier, "later": later}
