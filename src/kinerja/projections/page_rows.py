"""Rows of a whole page of facts, collected table by table."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from kinerja.domain.texts import TextCategory
from kinerja.projections.cells import uuid_cell
from kinerja.projections.page_tables import AppendedRows, PageTable
from kinerja.projections.rows import Rows
from kinerja.projections.tables import Table


class PageRows(Rows):
    """What handlers write for the facts of a page; ``position`` is moved on from fact to fact."""

    def __init__(self, agency: str) -> None:
        self.agency = agency
        self.position = 0
        self.texts: list[str] = []
        self.forgotten: list[tuple[UUID, str]] = []
        self._tables: dict[str, PageTable] = {}
        self._appended: dict[str, AppendedRows] = {}

    @property
    def tables(self) -> Iterable[PageTable]:
        """The tables with a twin that the page changes."""
        return self._tables.values()

    @property
    def appended(self) -> Iterable[AppendedRows]:
        """The append-only tables that the page adds to."""
        return self._appended.values()

    def insert(self, table: Table, **values: Any) -> None:
        """Add a row."""
        self.touch(table)
        (self._appended_rows if table.append_only else self._page_table)(table).insert(self.position, values)

    def put(self, table: Table, *, keep: tuple[str, ...] = (), **values: Any) -> None:
        """Add a row, or replace what a row with the same key says, but for the columns to ``keep``."""
        self.touch(table)
        self._page_table(table).put(self.position, values, keep)

    def update(self, table: Table, where: Mapping[str, Any], **values: Any) -> None:
        """Change the rows that match."""
        self.touch(table)
        self._page_table(table).update(self.position, where, values)

    def delete(self, table: Table, **where: Any) -> None:
        """Delete the rows that match."""
        self.touch(table)
        self._page_table(table).delete(self.position, where)

    def forget(self, subject: UUID, category: TextCategory) -> None:
        """Take the texts of a subject out of those of the page, and of the pages before."""
        gone = [uuid_cell(subject), str(category)]
        self.texts = [line for line in self.texts if line.split("\t")[1:3] != gone]
        self.forgotten.append((subject, str(category)))

    def _page_table(self, table: Table) -> PageTable:
        found = self._tables.get(table.name)
        if found is None:
            found = self._tables[table.name] = PageTable(table)
        return found

    def _appended_rows(self, table: Table) -> AppendedRows:
        found = self._appended.get(table.name)
        if found is None:
            found = self._appended[table.name] = AppendedRows(table)
        return found
