"""Rows written at once: the follower's way, one statement for each; triggers keep the twins."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from psycopg import Cursor

from kinerja.projections.rows import Rows
from kinerja.projections.tables import Table


class LiveRows(Rows):
    """Rows written at once, a statement each. Every one names the agency and carries the fact's position."""

    def __init__(self, cursor: Cursor[Any], agency: str, position: int) -> None:
        self._cursor = cursor
        self.agency = agency
        self.position = position

    def insert(self, table: Table, **values: Any) -> None:
        """Add a row."""
        names = tuple(values)
        self._run(_insert(table, names), [self.agency, *map(_stored, values.values()), self.position])

    def put(self, table: Table, *, keep: tuple[str, ...] = (), **values: Any) -> None:
        """Add a row, or replace what a row with the same key says, but for the columns to ``keep``."""
        names = tuple(values)
        self._run(_put(table, names, keep), [self.agency, *map(_stored, values.values()), self.position])

    def update(self, table: Table, where: Mapping[str, Any], **values: Any) -> None:
        """Change the rows that match; ``where`` names columns of an index or the key."""
        statement = _update(table, tuple(values), tuple(where))
        arguments = [*map(_stored, values.values()), self.position, self.agency, *where.values()]
        self._run(statement, arguments)

    def delete(self, table: Table, **where: Any) -> None:
        """Delete the rows that match; the twin keeps them up to this position."""
        self._run("SELECT set_config('kinerja.position', %s, true)", [str(self.position)])
        self._run(_delete(table, tuple(where)), [self.agency, *where.values()])

    def _run(self, statement: str, arguments: list[Any]) -> None:
        self._cursor.execute(statement.encode(), arguments, prepare=True)


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@cache
def _insert(table: Table, names: tuple[str, ...]) -> str:
    _must_be_columns(table, names)
    marks = ", ".join(["%s"] * (len(names) + 2))
    return f"INSERT INTO {table.name} (agency, {', '.join(names)}, position) VALUES ({marks})"


@cache
def _put(table: Table, names: tuple[str, ...], keep: tuple[str, ...]) -> str:
    keys = [column.name for column in table.key]
    others = [name for name in names if name not in keys and name not in keep] + ["position"]
    replaced = ", ".join(f"{name} = EXCLUDED.{name}" for name in others)
    return f"{_insert(table, names)} ON CONFLICT (agency, {', '.join(keys)}) DO UPDATE SET {replaced}"


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
