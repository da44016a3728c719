"""What a page of facts does to one table, worked out in memory: rows as they end, and how they read before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kinerja.projections.cells import NULL, line_of, row_of, writer_of
from kinerja.projections.tables import Table

Cells = list[str]
"""A row: the cells of its columns in their order, then its position."""
Key = tuple[str, ...]


@dataclass(slots=True)
class _Change:
    """One call of a handler: a whole ``row`` to put in, or cells for the rows that match ``where``."""

    kind: str
    position: int
    row: Cells = field(default_factory=list)
    keep: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


class AppendedRows:
    """The rows that a page adds to an append-only table, which is its own history. Each is a line at once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.lines: list[str] = []
        self._writers = {column.name: writer_of(column) for column in table.all_columns}

    def insert(self, position: int, values: Mapping[str, Any]) -> None:
        """A new row."""
        row = row_of(self._writers, values)
        row.append(str(position))
        self.lines.append(line_of(row))


class PageTable:
    """The changes of a page to one table. ``wanted`` says which rows must be taken out of it before ``work``.

    Afterwards ``rows`` are those to be put back or in, ``closed`` those that held until a position: their
    cells, then from which and to which position.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.closed: list[Cells] = []
        self._changes: list[_Change] = []
        self._state: dict[Key, Cells] = {}
        self._found: dict[tuple[str, ...], dict[Key, dict[Key, None]]] = {}

    # ── what handlers ask for ────────────────────────────────────────────────────────────────────────

    def insert(self, position: int, values: Mapping[str, Any]) -> None:
        """A new row."""
        self._changes.append(_Change("insert", position, self._row(position, values)))

    def put(self, position: int, values: Mapping[str, Any], keep: tuple[str, ...]) -> None:
        """A row that is new or replaces the one with its key."""
        self._changes.append(_Change("put", position, self._row(position, values), keep))

    def update(self, position: int, where: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """New values for the rows that match."""
        self._changes.append(_Change("update", position, where=self._cells(where), cells=self._cells(values)))

    def delete(self, position: int, where: Mapping[str, Any]) -> None:
        """No more of the rows that match."""
        self._changes.append(_Change("delete", position, where=self._cells(where)))

    # ── which rows it needs ──────────────────────────────────────────────────────────────────────────

    def wanted(self) -> Mapping[tuple[str, ...], set[Key]]:
        """The rows to take out first, by the columns that identify them: whole keys and parts of keys."""
        found: dict[tuple[str, ...], set[Key]] = {}
        born: set[Key] = set()
        for change in self._changes:
            columns = self._columns_of(change)
            values = self._key_of(change.row) if change.row else _picked(columns, change.where)
            if change.kind == "insert":
                born.add(values)
            elif values not in born:
                found.setdefault(columns, set()).add(values)
        return found

    def _columns_of(self, change: _Change) -> tuple[str, ...]:
        """What identifies the rows of a change: the key if it names all of it, else the part it names."""
        if change.row:
            return self._key
        named = tuple(name for name in self._key if name in change.where)
        return named or tuple(change.where)

    # ── working it out ───────────────────────────────────────────────────────────────────────────────

    @property
    def rows(self) -> Iterator[Cells]:
        """The rows as the page leaves them."""
        return iter(self._state.values())

    def work(self, taken: Iterator[Cells]) -> None:
        """Carry the changes out, in order, on the rows that were taken out."""
        parts = {columns for change in self._changes if (columns := self._columns_of(change)) != self._key}
        self._found = {columns: {} for columns in parts}
        for row in taken:
            self._keep(row)
        for change in self._changes:
            getattr(self, f"_{change.kind}")(change)

    def _insert(self, change: _Change) -> None:
        if self._key_of(change.row) in self._state:
            raise ValueError(f"{self.table.name} has a row with this key already at position {change.position}")
        self._keep(change.row)

    def _put(self, change: _Change) -> None:
        row = change.row
        before = self._state.get(self._key_of(row))
        if before is not None:
            for name in change.keep:
                row[self._place[name]] = before[self._place[name]]
            self._close(before, change.position)
        self._keep(row)

    def _update(self, change: _Change) -> None:
        for row in self._matching(change):
            changed = list(row)
            for name, cell in change.cells.items():
                changed[self._place[name]] = cell
            changed[-1] = str(change.position)
            self._close(row, change.position)
            self._keep(changed)

    def _delete(self, change: _Change) -> None:
        for row in self._matching(change):
            self._close(row, change.position)
            del self._state[self._key_of(row)]

    def _matching(self, change: _Change) -> list[Cells]:
        columns, where = self._columns_of(change), change.where
        values = _picked(columns, where)
        keys = [values] if columns == self._key else list(self._found[columns].get(values, ()))
        rows = [self._state[key] for key in keys if key in self._state]
        asked = [(self._place[name], cell) for name, cell in where.items()]
        return [row for row in rows if all(row[place] == cell for place, cell in asked)]

    def _close(self, row: Cells, position: int) -> None:
        """The row held until a position; one that was written at the same position leaves nothing."""
        if row[-1] != str(position):
            self.closed.append([*row, row[-1], str(position)])

    def _keep(self, row: Cells) -> None:
        key = self._key_of(row)
        self._state[key] = row
        for columns, found in self._found.items():
            found.setdefault(tuple(row[self._place[name]] for name in columns), {})[key] = None

    def _row(self, position: int, values: Mapping[str, Any]) -> Cells:
        row = row_of(self._writers, values)
        row.append(str(position))
        return row

    def _key_of(self, row: Cells) -> Key:
        return tuple(row[: len(self._key)])

    def _cells(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        writers = self._writers
        return {name: NULL if value is None else writers[name](value) for name, value in values.items()}

    @cached_property
    def _key(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.table.key)

    @cached_property
    def _writers(self) -> Mapping[str, Any]:
        return {column.name: writer_of(column) for column in self.table.all_columns}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self._writers)}


def _picked(columns: tuple[str, ...], cells: Mapping[str, str]) -> Key:
    return tuple(cells[name] for name in columns)
