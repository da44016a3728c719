"""Rows written by the follower: by statements in their order, those of one kind together; triggers keep the twins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from psycopg import Cursor

from kinerja.domain.texts import TextCategory
from kinerja.projections.rows import Rows
from kinerja.projections.tables import Table

_FORGET = "DELETE FROM texts WHERE agency = %s AND subject = %s AND category = %s"
_MOST_ROWS = 100
"""A statement has fewer than 65,536 parameters."""


@dataclass
class _Added:
    """Rows of one statement that are not sent yet, and their keys."""

    table: Table
    names: tuple[str, ...]
    keep: tuple[str, ...] | None
    rows: list[list[Any]] = field(default_factory=list)
    keys: set[tuple[Any, ...]] = field(default_factory=set)


class LiveRows(Rows):
    """What handlers write for the facts of a page; ``position`` is moved on from fact to fact.

    Every statement names the agency and carries the fact's position. Rows that are added one after the other
    to the same table go in one statement, rows of append-only tables at the end: ``flush`` sends what waits.
    """

    def __init__(self, cursor: Cursor[Any], agency: str) -> None:
        self._cursor = cursor
        self.agency = agency
        self.position = 0
        self._added: _Added | None = None
        self._appended: dict[tuple[str, ...], _Added] = {}

    def insert(self, table: Table, **values: Any) -> None:
        """Add a row."""
        self.touch(table)
        if not table.append_only:
            self._add(table, values, None)
            return
        alike = (table.name, *values)
        waiting = self._appended.setdefault(alike, _Added(table, tuple(values), None))
        waiting.rows.append(self._row(values))
        if len(waiting.rows) >= _MOST_ROWS:
            self._send(self._appended.pop(alike))

    def put(self, table: Table, *, keep: tuple[str, ...] = (), **values: Any) -> None:
        """Add a row, or replace what a row with the same key says, but for the columns to ``keep``."""
        self.touch(table)
        self._add(table, values, keep)

    def update(self, table: Table, where: Mapping[str, Any], **values: Any) -> None:
        """Change the rows that match; ``where`` names columns of an index or the key."""
        self.touch(table)
        self._send_added()
        statement = _update(table, tuple(values), tuple(where))
        arguments = [*map(_stored, values.values()), self.position, self.agency, *where.values()]
        self._run(statement, arguments)

    def delete(self, table: Table, **where: Any) -> None:
        """Delete the rows that match; the twin keeps them up to this position."""
        self.touch(table)
        self._send_added()
        self._run("SELECT set_config('kinerja.position', %s, true)", [str(self.position)])
        self._run(_delete(table, tuple(where)), [self.agency, *where.values()])

    def forget(self, subject: UUID, category: TextCategory) -> None:
        """Take the texts of a subject out of the table of texts."""
        self._run(_FORGET, [self.agency, subject, str(category)])

    def flush(self) -> None:
        """Send what waits."""
        self._send_added()
        for waiting in self._appended.values():
            self._send(waiting)
        self._appended = {}

    def _add(self, table: Table, values: Mapping[str, Any], keep: tuple[str, ...] | None) -> None:
        names, added = tuple(values), self._added
        key = tuple(values[column.name] for column in table.key)
        fits = added is not None and (added.table, added.names, added.keep) == (table, names, keep)
        if added is None or not fits or key in added.keys or len(added.rows) >= _MOST_ROWS:
            self._send_added()
            added = self._added = _Added(table, names, keep)
        added.rows.append(self._row(values))
        added.keys.add(key)

    def _row(self, values: Mapping[str, Any]) -> list[Any]:
        return [self.agency, *map(_stored, values.values()), self.position]

    def _send_added(self) -> None:
        if self._added is not None:
            self._send(self._added)
            self._added = None

    def _send(self, added: _Added) -> None:
        statement = _insert(added.table, added.names, len(added.rows))
        if added.keep is not None:
            statement += _replacing(added.table, added.names, added.keep)
        self._run(statement, [value for row in added.rows for value in row])

    def _run(self, statement: str, arguments: list[Any]) -> None:
        self._cursor.execute(statement.encode(), arguments, prepare=True)


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@cache
def _insert(table: Table, names: tuple[str, ...], rows: int) -> str:
    _must_be_columns(table, names)
    marks = f"({', '.join(['%s'] * (len(names) + 2))})"
    return f"INSERT INTO {table.name} (agency, {', '.join(names)}, position) VALUES {', '.join([marks] * rows)}"


@cache
def _replacing(table: Table, names: tuple[str, ...], keep: tuple[str, ...]) -> str:
    keys = [column.name for column in table.key]
    others = [name for name in names if name not in keys and name not in keep] + ["position"]
    replaced = ", ".join(f"{name} = EXCLUDED.{name}" for name in others)
    return f" ON CONFLICT (agency, {', '.join(keys)}) DO UPDATE SET {replaced}"


@cache
def _update(table: Table, names: tuple[str, ...], where: tuple[str, ...]) -> str:
    _must_be_columns(table, (*names, *where))
    assigned = ", ".join(f"{name} = %s" for name in (*names, "position"))
    return f"UPDATE {table.name} SET {assigned} WHERE {_matching(where)}"


@cache
def _delete(table: Table, where: tuple[str, ...]) -> str:
    _must_be_columns(table, where)
    return f"DELETE FROM {table.name} WHERE {_matching(where)}"


def _matching(where: tuple[str, ...]) -> str:
    return " AND ".join(f"{name} = %s" for name in ("agency", *where))


def _must_be_columns(table: Table, names: tuple[str, ...]) -> None:
    unknown = set(names) - table.column_names
    if unknown:
        raise ValueError(f"{table.name} has no column {', '.join(sorted(unknown))}")
