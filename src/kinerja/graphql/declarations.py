"""What a GraphQL type says about where it is read from: its table, columns, texts and edges, in one place.

Every read goes through these declarations, whoever carries it out; the types themselves know nothing of SQL
beyond the names of tables and columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kinerja.graphql.language import Language
from kinerja.graphql.views.view import View
from kinerja.projections.tables import Table

Columns = tuple[str, ...]


@dataclass(frozen=True)
class ColumnRead:
    """A field that is a column of the row."""

    column: str


@dataclass(frozen=True)
class TextRead:
    """A field that is the text whose id stands in a column."""

    column: str


@dataclass(frozen=True)
class GlobalIdRead:
    """A field that is the global id of what a column names: of one kind, or of the kind that another column says."""

    column: str
    kind: str | None = None
    kind_column: str | None = None


@dataclass(frozen=True)
class LabelRead:
    """A field that is what the code in a column is called in the request's language."""

    column: str
    labels: Callable[[], Mapping[str, Mapping[Language, str]]]


@dataclass(frozen=True)
class EdgeRead:
    """A field that is another object: the one whose key is in a column of this row."""

    column: str


@dataclass(frozen=True)
class ManyRead:
    """A field that is a short list: the rows whose columns ``by`` hold what this row has in ``key``, in order.

    ``condition`` is SQL over the row ``t`` of the list, with the parameters of the viewer and the basis.
    """

    by: Columns
    key: Columns
    order: Columns
    condition: str = "true"


@dataclass(frozen=True)
class CountRead:
    """A field that is how many rows a list has for this viewer, also where the list shows the first of them only."""

    cls: Callable[[], type[Any]]
    of: ManyRead


@dataclass(frozen=True)
class FirstRead:
    """A field that is another object: of the rows whose columns ``by`` hold this row's ``key``, the first that meets
    a condition, in an order as SQL writes it."""

    by: Columns
    key: Columns
    order: str
    condition: str


@dataclass(frozen=True)
class LinkedRead:
    """A field that is a short list: the rows that a table of links names beside this row's key."""

    links: Table
    own: str
    other: str
    order: Columns


@dataclass(frozen=True)
class ItemsRead:
    """A field that is the list in a JSON column; the type of its items says how it reads them."""

    column: str


@dataclass(frozen=True)
class ItemRead:
    """A field of an item of a JSON list: what stands under ``name``, or the text whose id stands under ``text``."""

    name: str
    text: str | None = None


@dataclass(frozen=True)
class LongDocumentRead:
    """A field made from a packed document of an append-only table, whose key is in a column of this row.

    It is fetched only when it is asked for. Who sees the field of this row sees the document.
    """

    column: str
    table: Table
    document: str


@dataclass(frozen=True)
class EmbeddedRead:
    """A field that groups further columns of the same row into an object of its own."""


@dataclass(frozen=True)
class ViewerRead:
    """A field about who is asking, as SQL over the parameters of the viewer."""

    sql: str


@dataclass(frozen=True)
class RolesRead:
    """A field that is the list of roles of who is asking."""


@dataclass(frozen=True)
class ViewerEdgeRead:
    """A field that is the object whose key is the id of who is asking."""


@dataclass(frozen=True)
class MadeRead:
    """A field that a function of ours makes from a column of the row."""

    column: str


Read = (
    ColumnRead
    | TextRead
    | GlobalIdRead
    | LabelRead
    | EdgeRead
    | ManyRead
    | CountRead
    | FirstRead
    | LinkedRead
    | ItemsRead
    | ItemRead
    | LongDocumentRead
    | EmbeddedRead
    | ViewerRead
    | RolesRead
    | ViewerEdgeRead
    | MadeRead
)


@dataclass(frozen=True)
class Declaration:
    """Where a type is read from: which table, and by the Python name of each field, how."""

    type_name: str
    table: Table | View | None
    """None: the items of a JSON list, or who is asking."""
    reads: Mapping[str, Read] = field(default_factory=dict)


def declaration_of(cls: type[Any]) -> Declaration:
    """What a type declared."""
    declared: Declaration = cls.__declaration__
    return declared


def table_of(cls: type[Any]) -> Table | View:
    """The table or view that a type is read from. Raises TypeError for what is read from none."""
    table = declaration_of(cls).table
    if table is None:
        raise TypeError(f"{cls.__name__} has no table")
    return table


def key_of(table: Table | View) -> str:
    """The column that identifies a row within the agency."""
    return table.key[0].name


def columns_of(read: Read) -> Columns:
    """The columns of the row that a field needs."""
    match read:
        case ColumnRead(name) | TextRead(name) | LabelRead(name) | EdgeRead(name) | ItemsRead(name) | MadeRead(name):
            return (name,)
        case LongDocumentRead(column=name):
            return (name,)
        case GlobalIdRead(name, _, kind_column):
            return (name,) if kind_column is None else (name, kind_column)
        case ManyRead(key=key) | FirstRead(key=key) | CountRead(of=ManyRead(key=key)):
            return key
        case LinkedRead():
            return ("id",)
        case EmbeddedRead() | ItemRead() | ViewerRead() | RolesRead() | ViewerEdgeRead():
            return ()


def held_as(field: str, place: int = 0) -> str:
    """Under which name a row holds what a field is made of, apart from what the client sees."""
    return f"_{field}" if place == 0 else f"_{field}_{place}"
