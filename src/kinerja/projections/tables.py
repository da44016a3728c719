"""How a read model is declared: its key, columns and indexes. Twin, triggers and policies follow from it."""

from dataclasses import dataclass, field
from typing import Literal

ColumnType = Literal[
    "uuid", "text", "date", "timestamptz", "bigint", "int", "numeric", "boolean", "json", "bytea", "uuid[]", "text[]"
]


@dataclass(frozen=True)
class Column:
    """A column beside the key. ``text_id`` marks the id of a text about a person, never the text itself."""

    name: str
    type: ColumnType
    nullable: bool = False
    text_id: bool = False


@dataclass(frozen=True)
class Table:
    """A read model. Every table gets ``agency`` before its key and ``position`` behind its columns.

    ``indexes`` are column lists, each led by the agency. Rows of an ``append_only`` table never change, so
    that its history is the table itself up to a position; every other table has a twin ``<name>_history``.
    """

    name: str
    key: tuple[Column, ...]
    columns: tuple[Column, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    append_only: bool = False
    column_names: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        names = frozenset(column.name for column in (*self.key, *self.columns)) | {"agency", "position"}
        object.__setattr__(self, "column_names", names)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Key and other columns, without agency and position."""
        return (*self.key, *self.columns)

    @property
    def types(self) -> dict[str, ColumnType]:
        """The SQL type of every column of ``all_columns``."""
        return {column.name: column.type for column in self.all_columns}

    @property
    def history(self) -> str:
        """The name of the twin."""
        return f"{self.name}_history"


def uuid(name: str, *, nullable: bool = False) -> Column:
    """An id."""
    return Column(name, "uuid", nullable)


def text(name: str, *, nullable: bool = False) -> Column:
    """A code, an enum value or an official text: nothing about a person."""
    return Column(name, "text", nullable)


def sealed(name: str, *, nullable: bool = False) -> Column:
    """The id of a text about a person in the one table of texts."""
    return Column(name, "uuid", nullable, text_id=True)


def date(name: str, *, nullable: bool = False) -> Column:
    """A local date."""
    return Column(name, "date", nullable)


def moment(name: str, *, nullable: bool = False) -> Column:
    """A point in time."""
    return Column(name, "timestamptz", nullable)


def number(name: str, *, nullable: bool = False) -> Column:
    """A whole number."""
    return Column(name, "bigint", nullable)


def decimal(name: str, *, nullable: bool = False) -> Column:
    """An exact decimal."""
    return Column(name, "numeric", nullable)


def flag(name: str, *, nullable: bool = False) -> Column:
    """A yes or no."""
    return Column(name, "boolean", nullable)


def document(name: str, *, nullable: bool = False) -> Column:
    """A JSON document, kept as it was written."""
    return Column(name, "json", nullable)


def packed(name: str) -> Column:
    """A long document, packed."""
    return Column(name, "bytea")


def uuids(name: str) -> Column:
    """A list of ids."""
    return Column(name, "uuid[]")


def texts(name: str) -> Column:
    """A list of codes or official texts."""
    return Column(name, "text[]")


ID = uuid("id")
