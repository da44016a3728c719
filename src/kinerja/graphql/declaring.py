"""How a GraphQL type declares where it is read from: its table, columns, texts and edges, in one place.

Every read goes through these declarations, whoever carries it out; the types themselves know nothing of SQL
beyond the names of tables and columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import strawberry
from strawberry.types.base import StrawberryObjectDefinition, get_object_definition

from kinerja.graphql.context import Info
from kinerja.graphql.ids import GlobalId
from kinerja.projections.tables import Table

T = TypeVar("T")
Order = tuple[str, ...]


@dataclass(frozen=True)
class ColumnRead:
    """A field that is a column of the row."""

    column: str


@dataclass(frozen=True)
class TextRead:
    """A field that is the text whose id stands in a column."""

    column: str


@dataclass(frozen=True)
class EdgeRead:
    """A field that is another object: the one whose key is in a column of this row."""

    column: str


@dataclass(frozen=True)
class ManyRead:
    """A field that is a short list: the rows whose column holds this row's key."""

    by: str
    order: Order
    key: str = "id"
    valid: bool = False


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


Read = ColumnRead | TextRead | EdgeRead | ManyRead | LongDocumentRead | EmbeddedRead


@dataclass(frozen=True)
class Declaration:
    """Where a type is read from. ``reads`` are by the Python name of the field.

    ``validity`` names the two columns between which a dated row holds, the second exclusive or inclusive.
    """

    type_name: str
    table: Table
    reads: Mapping[str, Read] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The column that identifies a row within the agency."""
        return self.table.key[0].name


def column(description: str, of: str | None = None) -> Any:
    """A field that is a column: by default the one of the same name."""
    return strawberry.field(description=description, metadata={"read": ("column", of)})


def text(description: str, of: str | None = None) -> Any:
    """A text about a person; null when it is erased or not for this viewer."""
    return strawberry.field(description=description, metadata={"read": ("text", of)})


def document(resolver: Callable[[Any, Info], Any], description: str, *, of: str) -> Any:
    """A field made from a column with a JSON document, which ``resolver`` finds under the field's name."""
    return strawberry.field(resolver=resolver, description=description, metadata={"read": ("column", of)})


def long_document(shown: Callable[[bytes, Info], Any], description: str, *, of: LongDocumentRead) -> Any:
    """A field that ``shown`` makes from a packed document; null when there is none or it is not for this viewer."""

    async def resolve(root: Any, info: Info) -> Any:
        key = getattr(root, f"_{info.python_name}")
        stored = None if key is None else await info.context.reads.document(of, key)
        return None if stored is None else shown(stored, info)

    return strawberry.field(resolver=resolve, description=description, metadata={"read": of})


def edge(column_name: str, description: str) -> Any:
    """Another object, by its key in a column of this row; null when it is not for this viewer."""

    async def resolve(root: Any, info: Info) -> Any:
        key = getattr(root, f"_{info.python_name}")
        return None if key is None else await info.context.reads.one(_type_of(info), key)

    return strawberry.field(resolver=resolve, description=description, metadata={"read": EdgeRead(column_name)})


def many(by: str, order: Order, description: str, *, key: str = "id") -> Any:
    """A short list of what belongs to this row, in a fixed order."""

    async def resolve(root: Any, info: Info) -> Any:
        parent = getattr(root, f"_{info.python_name}")
        return None if parent is None else await info.context.reads.many(_type_of(info), by, order, parent)

    return strawberry.field(resolver=resolve, description=description, metadata={"read": ManyRead(by, order, key)})


def embedded(description: str) -> Any:
    """An object made of further columns of the same row."""

    def resolve(root: Any, info: Info) -> Any:
        inner = object.__new__(_type_of(info))
        inner.__dict__.update(root.__dict__)
        return inner

    return strawberry.field(resolver=resolve, description=description, metadata={"read": EmbeddedRead()})


def node_id(of: str = "id", description: str = "Global id, opaque.", *, kind: str | None = None) -> Any:
    """The global id of the row, or of what a column of it names."""

    def resolve(root: Any, info: Info) -> strawberry.ID:
        named = kind or type(root).__name__
        return strawberry.ID(str(GlobalId(named, info.context.agency, getattr(root, f"_{info.python_name}"))))

    return strawberry.field(resolver=resolve, description=description, metadata={"read": EdgeRead(of)})


def readable(table: Table, description: str) -> Callable[[type[T]], type[T]]:
    """Declare a GraphQL type that is read from a table."""

    def declare(cls: type[T]) -> type[T]:
        made = strawberry.type(description=description)(cls)
        made.__declaration__ = Declaration(cls.__name__, table, _reads_of(made))  # type: ignore[attr-defined]  # read by declaration_of
        return made

    return declare


def declaration_of(cls: type[Any]) -> Declaration:
    """What a type declared."""
    declared: Declaration = cls.__declaration__
    return declared


def _reads_of(cls: type[Any]) -> dict[str, Read]:
    definition = get_object_definition(cls, strict=True)
    return {
        made.python_name: _read(made.python_name, made.metadata["read"])
        for made in definition.fields
        if "read" in made.metadata
    }


def _read(name: str, said: Any) -> Read:
    if isinstance(said, tuple):
        kind, of = said
        return ColumnRead(of or name) if kind == "column" else TextRead(of or name)
    read: Read = said
    return read


def _type_of(info: Info) -> type[Any]:
    """The Python class of the type that a field returns."""
    kind: Any = info.return_type
    while True:
        if hasattr(kind, "of_type"):
            kind = kind.of_type
        elif hasattr(kind, "resolve_type"):
            kind = kind.resolve_type()
        else:
            return kind.origin if isinstance(kind, StrawberryObjectDefinition) else kind
