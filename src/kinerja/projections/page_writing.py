"""A page of rows into the database: what it changes is taken out by key, and everything put in by COPY."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import psycopg
from psycopg import sql

from kinerja.projections.cells import array_literal, line_of, unescaped
from kinerja.projections.ddl import index_sql
from kinerja.projections.page_tables import AppendedRows, Cells, Key, PageTable
from kinerja.projections.tables import Table


class PageWriter:
    """Writes the pages of one agency in the transaction of a connection."""

    def __init__(self, connection: psycopg.Connection[Any], agency: str) -> None:
        self._connection = connection
        self._agency = agency

    def write(self, page: PageTable) -> None:
        """Bring one table and its twin to the end of a page."""
        table = page.table
        columns = [column.name for column in table.all_columns] + ["position"]
        page.work(self._take(table, page))
        self.copy(table.name, columns, map(line_of, page.rows))
        self.copy(table.history, [*columns, "from_position", "to_position"], map(line_of, page.closed))

    def append(self, page: AppendedRows) -> None:
        """Add the rows of an append-only table."""
        columns = [column.name for column in page.table.all_columns] + ["position"]
        self.copy(page.table.name, columns, page.lines)

    def copy(self, name: str, columns: Sequence[str], lines: Iterable[str]) -> None:
        """Put rows into a table."""
        content = "".join([f"{self._agency}\t{line}\n" for line in lines])
        if content:
            with self._connection.cursor().copy(_copy(name, columns)) as copy:
                copy.write(content)

    def _take(self, table: Table, page: PageTable) -> Iterator[Cells]:
        """Take the rows that a page changes out of the table; they are put back as the page leaves them."""
        return chain.from_iterable(
            self._take_by(table, columns, keys) for columns, keys in page.wanted().items() if keys
        )

    def _take_by(self, table: Table, columns: tuple[str, ...], keys: set[Key]) -> Iterator[Cells]:
        if columns[0] != table.key[0].name:
            self._look_up_by(table, columns[0])
        with self._connection.cursor().copy(_taking(table, columns, keys, self._agency)) as copy:
            content = b"".join(bytes(block) for block in copy).decode()
        return (line.split("\t") for line in content.split("\n") if line)

    def _look_up_by(self, table: Table, column: str) -> None:
        """Make the declared index that leads with a column: filling asks for rows by it."""
        for number, index in enumerate(table.indexes):
            if index[0] == column:
                self._connection.execute(index_sql(table, number).encode())
                return
        raise ValueError(f"rows of {table.name} are changed by {column}, which leads no index")


def _copy(name: str, columns: Sequence[str]) -> bytes:
    return f"COPY {name} (agency, {', '.join(columns)}) FROM STDIN".encode()


def _taking(table: Table, columns: Sequence[str], keys: set[Key], agency: str) -> sql.Composed:
    types = {column.name: column.type for column in table.all_columns}
    arrays = [
        sql.SQL("{}::" + types[name] + "[]").format(
            sql.Literal(array_literal([unescaped(key[place]) for key in keys]))
        )
        for place, name in enumerate(columns)
    ]
    matching = " AND ".join(f"t.{name} = wanted.{name}" for name in columns)
    returned = ", ".join(f"t.{name}" for name in [*types, "position"])
    return sql.SQL(
        "COPY (DELETE FROM " + table.name + " t USING unnest({arrays}) AS wanted (" + ", ".join(columns) + ")"
        " WHERE t.agency = {agency} AND " + matching + " RETURNING " + returned + ") TO STDOUT"
    ).format(arrays=sql.SQL(", ").join(arrays), agency=sql.Literal(agency))
