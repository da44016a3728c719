"""The fields of a GraphQL type that is read from a table: each says in one line where it is read from."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from strawberry.types.base import StrawberryObjectDefinition, get_object_definition

from kinerja.graphql.context import Info
from kinerja.graphql.declarations import (
    ColumnRead,
    Columns,
    CountRead,
    Declaration,
    EdgeRead,
    EmbeddedRead,
    FirstRead,
    GlobalIdRead,
    ItemRead,
    ItemsRead,
    LabelRead,
    LinkedRead,
    LongDocumentRead,
    MadeRead,
    ManyRead,
    Read,
    TextRead,
    declaration_of,
    held_as,
)
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.language import Language
from kinerja.graphql.views.view import View
from kinerja.projections.tables import Table

T = TypeVar("T")
Resolver = Callable[[Any, Info], Any]


def column(description: str, of: str | None = None) -> Any:
    """A field that is a column: by default the one of the same name."""
    return field(description, lambda name: ColumnRead(of or name))


def text(description: str, of: str | None = None) -> Any:
    """A text about a person; null when it is erased or not for this viewer."""
    return field(description, lambda name: TextRead(of or name))


def node_id(of: str = "id", description: str = "Global id, opaque.", *, kind: str | None = None) -> Any:
    """The global id of the row, or of what a column of it names; null where the column is empty."""

    def resolve(root: Any, info: Info) -> strawberry.ID | None:
        (key,) = _keys(root, info)
        return None if key is None else _global_id(kind or type(root).__name__, key, info)

    return field(description, lambda _: GlobalIdRead(of, kind), resolve)


def id_of_any(of: str, kind_column: str, description: str) -> Any:
    """The global id of what a column names, whose kind stands in another."""

    def resolve(root: Any, info: Info) -> strawberry.ID:
        key, kind = _keys(root, info, 2)
        return _global_id(kind, key, info)

    return field(description, lambda _: GlobalIdRead(of, None, kind_column), resolve)


def label(of: str, labels: Callable[[], Mapping[str, Mapping[Language, str]]], description: str) -> Any:
    """What the code in a column is called in the request's language."""

    def resolve(root: Any, info: Info) -> str:
        (code,) = _keys(root, info)
        return labels()[code][info.context.language]

    return field(description, lambda _: LabelRead(of, labels), resolve)


def document(shown: Callable[[Any, Info], Any], description: str, *, of: str) -> Any:
    """A field that ``shown`` makes from a column."""

    def resolve(root: Any, info: Info) -> Any:
        (stored,) = _keys(root, info)
        return shown(stored, info)

    return field(description, lambda _: MadeRead(of), resolve)


def long_document(shown: Callable[[bytes, Info], Any], description: str, *, of: LongDocumentRead) -> Any:
    """A field that ``shown`` makes from a packed document; null when there is none or it is not for this viewer."""

    async def resolve(root: Any, info: Info) -> Any:
        (key,) = _keys(root, info)
        stored = None if key is None else await info.context.reads.document(of, key)
        return None if stored is None else shown(stored, info)

    return field(description, lambda _: of, resolve)


def edge(column_name: str, description: str, *, always: bool = False) -> Any:
    """Another object, by its key in a column of this row; null when it is not for this viewer.

    ``always``: whoever sees the row sees the object.
    """

    async def resolve(root: Any, info: Info) -> Any:
        (key,) = _keys(root, info)
        return None if key is None else await info.context.reads.one(type_of(info), key)

    said = description if always or "null" in description else f"{description} Null when it is not for this viewer."
    return field(said, lambda _: EdgeRead(column_name), resolve)


def many(
    by: str | Columns, order: Columns, description: str, *, key: str | Columns = "id", condition: str = "true"
) -> Any:
    """A short list of what belongs to this row and meets a condition, in a fixed order; at most 1,000."""
    read = ManyRead(_several(by), _several(key), order, condition)

    async def resolve(root: Any, info: Info) -> Any:
        keys = _keys(root, info, len(read.key))
        return None if None in keys else await info.context.reads.many(type_of(info), read, keys)

    return field(description, lambda _: read, resolve)


def counted(
    cls: Callable[[], type[Any]],
    by: str | Columns,
    description: str,
    *,
    key: str | Columns = "id",
    condition: str = "true",
) -> Any:
    """How many rows of a type belong to this row and meet a condition, for this viewer."""
    read = CountRead(cls, ManyRead(_several(by), _several(key), (), condition))

    async def resolve(root: Any, info: Info) -> Any:
        keys = _keys(root, info, len(read.of.key))
        return None if None in keys else await info.context.reads.count(read, keys)

    return field(description, lambda _: read, resolve)


def first(
    by: str | Columns, order: str, description: str, *, condition: str = "true", key: str | Columns = "id"
) -> Any:
    """The first that meets a condition of what belongs to this row, in an order as SQL writes it."""
    read = FirstRead(_several(by), _several(key), order, condition)

    async def resolve(root: Any, info: Info) -> Any:
        keys = _keys(root, info, len(read.key))
        return None if None in keys else await info.context.reads.first(type_of(info), read, keys)

    return field(description, lambda _: read, resolve)


def linked(links: Table, own: str, other: str, order: Columns, description: str) -> Any:
    """A short list of what a table of links names beside this row's id; at most 1,000."""
    read = LinkedRead(links, own, other, order)

    async def resolve(root: Any, info: Info) -> Any:
        (key,) = _keys(root, info)
        return None if key is None else await info.context.reads.linked(type_of(info), read, key)

    return field(description, lambda _: read, resolve)


def embedded(description: str) -> Any:
    """An object made of further columns of the same row."""

    def resolve(root: Any, info: Info) -> Any:
        inner = object.__new__(type_of(info))
        inner.__dict__.update(root.__dict__)
        return inner

    return field(description, lambda _: EmbeddedRead(), resolve)


def items(description: str, of: str | None = None) -> Any:
    """The list in a JSON column, whose items are of a type that is read from no table."""

    async def resolve(root: Any, info: Info) -> Any:
        (stored,) = _keys(root, info)
        return [await _item(type_of(info), each, info) for each in stored or ()]

    return field(description, lambda name: ItemsRead(of or name), resolve)


def item(description: str, *, text: str | None = None) -> Any:
    """A field of an item: what stands under its name, or the text about a person whose id stands under ``text``."""
    return field(description, lambda name: ItemRead(name, text))


def readable(table: Table | View, description: str) -> Callable[[type[T]], type[T]]:
    """Declare a GraphQL type that is read from a table or view."""
    return _declaring(table, description)


def without_table(description: str) -> Callable[[type[T]], type[T]]:
    """Declare a GraphQL type that is an item of a JSON list, or says who is asking."""
    return _declaring(None, description)


def _declaring(table: Table | View | None, description: str) -> Callable[[type[T]], type[T]]:
    def declare(cls: type[T]) -> type[T]:
        made = strawberry.type(description=description)(cls)
        reads = {
            each.python_name: each.metadata["read"](each.python_name)
            for each in get_object_definition(made, strict=True).fields
            if "read" in each.metadata
        }
        made.__declaration__ = Declaration(cls.__name__, table, reads)  # type: ignore[attr-defined]  # read by declaration_of
        return made

    return declare


def field(description: str, read: Callable[[str], Read], resolver: Any = None) -> Any:
    """A field with what is read for it, by its name."""
    return strawberry.field(resolver=resolver, description=description, metadata={"read": read})


def _several(names: str | Columns) -> Columns:
    return (names,) if isinstance(names, str) else names


def _keys(root: Any, info: Info, count: int = 1) -> tuple[Any, ...]:
    """What the row holds for a field, in the order of the columns that the field reads."""
    return tuple(root.__dict__[held_as(info.python_name, place)] for place in range(count))


def _global_id(kind: str, key: UUID, info: Info) -> strawberry.ID:
    return strawberry.ID(str(GlobalId(kind, info.context.agency, key)))


async def _item(cls: type[Any], stored: Mapping[str, Any], info: Info) -> Any:
    made = object.__new__(cls)
    for name, read in declaration_of(cls).reads.items():
        if isinstance(read, ItemRead):
            text = None if read.text is None else stored.get(read.text)
            made.__dict__[name] = stored.get(read.name) if text is None else await info.context.reads.text(UUID(text))
    return made


def type_of(info: Info) -> type[Any]:
    """The Python class of the type that a field returns."""
    kind: Any = info.return_type
    while True:
        if hasattr(kind, "of_type"):
            kind = kind.of_type
        elif hasattr(kind, "resolve_type"):
            kind = kind.resolve_type()
        else:
            return kind.origin if isinstance(kind, StrawberryObjectDefinition) else kind
