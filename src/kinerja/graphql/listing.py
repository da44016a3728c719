"""Root fields: every one takes the basis, every list takes a page. Resolvers say only what is listed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from kinerja.graphql.basis import AsOfArg, MinPositionArg, ValidOnArg
from kinerja.graphql.context import Info
from kinerja.graphql.paging import After, Before, Connection, First, Last, Ordering, page
from kinerja.graphql.reads import Condition

_BASIS: dict[str, Any] = {"as_of": AsOfArg, "valid_on": ValidOnArg, "min_position": MinPositionArg}
_PAGE: dict[str, Any] = {"first": First, "after": After, "last": Last, "before": Before}


@dataclass(frozen=True)
class Listing:
    """Which rows of a type a list shows, in which order."""

    cls: type[Any]
    conditions: Sequence[Condition]
    ordering: Ordering


class _Arguments(FieldExtension):
    """Adds arguments that the resolver does not see. Those of the basis were read before the operation began."""

    def __init__(self, arguments: dict[str, Any]) -> None:
        self._arguments = arguments

    def apply(self, field: StrawberryField) -> None:
        """Add the arguments behind those of the resolver."""
        field.arguments = [
            *field.arguments,
            *(
                StrawberryArgument(name, None, StrawberryAnnotation(annotation), default=None)
                for name, annotation in self._arguments.items()
            ),
        ]

    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        """Call the resolver without them."""
        return await next_(source, info, **self._without(kwargs))

    def _without(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in kwargs.items() if name not in self._arguments}


class _PageArguments(_Arguments):
    """Reads the page that is asked for out of what the resolver lists."""

    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        """Check the page first: a list without one is refused."""
        asked = page(**{name: kwargs.get(name) for name in self._arguments})
        listing: Listing = await next_(source, info, **self._without(kwargs))
        return await info.context.reads.connection(listing.cls, listing.conditions, listing.ordering, asked)


def root_field(description: str, resolver: Any = None, name: str | None = None) -> Any:
    """A field of the query type."""
    return strawberry.field(resolver=resolver, name=name, description=description, extensions=[_Arguments(_BASIS)])


def list_field(cls: type[Any], description: str) -> Any:
    """A field of the query type that is a connection; its resolver gives a Listing."""
    return strawberry.field(
        description=description,
        graphql_type=Connection[cls],  # type: ignore[valid-type]  # a type made at run time
        extensions=[_Arguments(_BASIS), _PageArguments(_PAGE)],
    )
