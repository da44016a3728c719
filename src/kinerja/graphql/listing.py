"""Root fields: every one takes the basis; a list says which rows it shows, in which order, and takes a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from kinerja.graphql.basis import AsOfArg, MinPositionArg, ValidOnArg
from kinerja.graphql.context import Info
from kinerja.graphql.declarations import key_of, table_of
from kinerja.graphql.filtering import Asking, Condition, conditions, conditions_of
from kinerja.graphql.paging import After, Before, First, Last, Ordering, page

_BASIS: dict[str, Any] = {"as_of": AsOfArg, "valid_on": ValidOnArg, "min_position": MinPositionArg}


@dataclass(frozen=True)
class ListRead:
    """A root field that is a connection: which rows of a type it shows, in which order.

    ``where`` is the input type of its filter, None without one; ``always`` a condition that always holds.
    """

    cls: type[Any]
    ordering: Ordering
    where: type[Any] | None = None
    always: Condition | None = None

    def conditions(self, wanted: Any, asking: Asking) -> list[Condition]:
        """What the rows have to meet. Fails BAD_USER_INPUT for an id of another kind or agency."""
        return [*([self.always] if self.always else []), *conditions(wanted, asking)]

    def conditions_of(self, given: Mapping[str, Any] | None, asking: Asking) -> list[Condition]:
        """The same for a filter as graphql-core coerced it."""
        found = conditions_of(self.where, given, asking) if self.where is not None and given is not None else []
        return [*([self.always] if self.always else []), *found]


@dataclass(frozen=True)
class NodeRead:
    """A root field that is the object with a global id, of one of several types."""


@dataclass(frozen=True)
class OnlyRead:
    """A root field that is the one object of a type that an agency has."""

    cls: type[Any]


@dataclass(frozen=True)
class NodesRead:
    """A root field that is the objects with some global ids, of several types."""

    most: int


@dataclass(frozen=True)
class AskerRead:
    """A root field that is who is asking."""

    cls: type[Any]


RootRead = NodeRead | NodesRead | OnlyRead | AskerRead


class _BasisArguments(FieldExtension):
    """Adds the arguments of the basis, which the resolver does not see: they were read before it began."""

    def apply(self, field: StrawberryField) -> None:
        """Add them behind those of the resolver."""
        field.arguments = [
            *field.arguments,
            *(
                StrawberryArgument(name, None, StrawberryAnnotation(annotation), default=None)
                for name, annotation in _BASIS.items()
            ),
        ]

    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        """Call the resolver without them."""
        return await next_(source, info, **{name: value for name, value in kwargs.items() if name not in _BASIS})


def root_field(description: str, resolver: Any = None, *, read: RootRead | None = None) -> Any:
    """A field of the query type; ``read`` says where it is read from, None that only its resolver knows."""
    return strawberry.field(
        resolver=resolver,
        description=description,
        extensions=[_BasisArguments()],
        metadata={"read": read},
    )


def viewer_field(cls: type[Any], description: str) -> Any:
    """A field of the query type that is who is asking; null for nobody."""

    async def resolve(info: Info) -> Any:
        return None if info.context.subject is None else object.__new__(cls)

    return root_field(description, resolve, read=AskerRead(cls))


def only_field(cls: type[Any], description: str) -> Any:
    """A field of the query type that is the one object of a type that an agency has."""

    async def resolve(info: Info) -> Any:
        found = await info.context.reads.select(cls, [], f"t.{key_of(table_of(cls))}", 1)
        return found[0] if found else None

    return root_field(description, resolve, read=OnlyRead(cls))


def list_field(
    cls: type[Any],
    description: str,
    ordering: Ordering,
    where: type[Any] | None = None,
    *,
    always: Condition | None = None,
) -> Any:
    """A field of the query type that is a connection."""
    read = ListRead(cls, ordering, where, always)
    resolver = _filtered(read, where) if where is not None else _unfiltered(read)
    return strawberry.field(
        resolver=resolver, description=description, extensions=[_BasisArguments()], metadata={"read": read}
    )


def _filtered(read: ListRead, where_type: type[Any]) -> Any:
    async def resolve(
        info: Info,
        where: Any = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Any:
        return await _connection(read, info, where, (first, after, last, before))

    described = strawberry.argument(description="Which ones; null: all.")
    resolve.__annotations__["where"] = Annotated[where_type | None, described]
    return resolve


def _unfiltered(read: ListRead) -> Any:
    async def resolve(
        info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Any:
        return await _connection(read, info, None, (first, after, last, before))

    return resolve


async def _connection(read: ListRead, info: Info, wanted: Any, asked: tuple[Any, Any, Any, Any]) -> Any:
    """Check the page first: a list without one is refused."""
    checked = page(*asked)
    asking = Asking(info.context.agency, info.context.reads.basis.past is not None)
    return await info.context.reads.connection(read.cls, read.conditions(wanted, asking), read.ordering, checked)
