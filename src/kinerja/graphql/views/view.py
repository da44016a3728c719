"""What a view is."""

from dataclasses import dataclass

from kinerja.projections.tables import Column, ColumnType, Table


@dataclass(frozen=True)
class View:
    """Rows that follow from those of tables, put together whenever they are read; nothing of it is stored.

    ``sql`` names each table of ``of`` in braces, and joins and groups by the agency. It may take the parameters
    of a read, such as ``%(valid_on)s``. As of a past position it reads the tables as they were.
    """

    name: str
    key: tuple[Column, ...]
    columns: tuple[Column, ...]
    of: "tuple[Table | View, ...]"
    sql: str

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Key and other columns, without the agency."""
        return (*self.key, *self.columns)

    @property
    def types(self) -> dict[str, ColumnType]:
        """The SQL type of every column of ``all_columns``."""
        return {column.name: column.type for column in self.all_columns}

    @property
    def indexes(self) -> tuple[tuple[str, ...], ...]:
        """None of its own: it is read by the beginning of its key, for which its tables have theirs."""
        return ()

    @property
    def column_names(self) -> frozenset[str]:
        """All of them."""
        return frozenset(column.name for column in self.all_columns) | {"agency"}
