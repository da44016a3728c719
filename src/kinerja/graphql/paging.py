"""Lists in pages: connections with keyset cursors, stable while rows come and go."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from kinerja.graphql.context import Info
from kinerja.graphql.failures import CURSOR, PAGE, RequestFailed

T = TypeVar("T")
_MOST = 100

First = Annotated[int | None, strawberry.argument(description="How many from the start, 1 to 100.")]
After = Annotated[str | None, strawberry.argument(description="Only what comes after this cursor.")]
Last = Annotated[int | None, strawberry.argument(description="How many from the end, 1 to 100.")]
Before = Annotated[str | None, strawberry.argument(description="Only what comes before this cursor.")]


@dataclass(frozen=True)
class Ordering:
    """Columns that order a list, all non-null and the last unique; ``casts`` are their SQL types."""

    columns: tuple[str, ...]
    casts: tuple[str, ...]
    descending: bool = False


@dataclass(frozen=True)
class Page:
    """A checked request for a page."""

    size: int
    backwards: bool
    after: str | None
    before: str | None


def page(first: int | None, after: str | None, last: int | None, before: str | None) -> Page:
    """The page that is asked for. Fails BAD_USER_INPUT unless it is first or last, from 1 to 100."""
    size = first if last is None else last
    if (first is None) == (last is None) or size is None or not 1 <= size <= _MOST:
        raise RequestFailed(PAGE)
    return Page(size, last is not None, after, before)


def cursor_in(ordering: Ordering) -> str:
    """The cursor of the row ``t`` as SQL: where it stands in its order, as base64url."""
    values = ", ".join(f"t.{name}::text" for name in ordering.columns)
    content = f"array_to_json(ARRAY['{ordering.columns[0]}', {values}])::text"
    return f"translate(encode(convert_to({content}, 'UTF8'), 'base64'), E'+/=\\n', '-_')"


def cursor_of(ordering: Ordering, values: list[str]) -> str:
    """The cursor of what is in no table, as ``cursor_in`` makes it of a row."""
    content = json.dumps([ordering.columns[0], *values], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def parse_cursor(cursor: str, ordering: Ordering) -> list[str]:
    """The values a cursor stands at. Fails BAD_USER_INPUT when it is not one of this order."""
    try:
        content = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        name, *values = content
    except (ValueError, TypeError, RecursionError):
        raise RequestFailed(CURSOR) from None
    fits = name == ordering.columns[0] and len(values) == len(ordering.columns)
    if not fits or not all(_fits(value, cast) for value, cast in zip(values, ordering.casts, strict=True)):
        raise RequestFailed(CURSOR)
    return [str(value) for value in values]


def _fits(value: Any, cast: str) -> bool:
    """Whether a cursor's value can be read as its column's type."""
    if not isinstance(value, str) or not _FORMS[cast].fullmatch(value):
        return False
    try:
        return "\x00" not in value and _READERS.get(cast, str)(value) is not None
    except ValueError:
        return False


def _bigint(value: str) -> int:
    number = int(value)
    if abs(number) >= _BIGINT:
        raise ValueError("out of range")
    return number


_BIGINT = 2**63
_FORMS = {
    "uuid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "timestamptz": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}(\.[0-9]{1,6})?[+-][0-9]{2}(:[0-9]{2})?"),
    "bigint": re.compile(r"-?[0-9]{1,19}"),
    "numeric": re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?"),
    "text": re.compile(r"(?s).*"),
}
_READERS: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "timestamptz": datetime.fromisoformat,
    "bigint": _bigint,
}


def keyset(ordering: Ordering, cursor: str | None, *, beyond: bool, name: str) -> tuple[str, dict[str, Any]]:
    """The condition that a row stands beyond (or before) a cursor, with its parameters."""
    if cursor is None:
        return "true", {}
    values = parse_cursor(cursor, ordering)
    marks = [f"%({name}_{index})s::{cast}" for index, cast in enumerate(ordering.casts)]
    columns = ", ".join(f"t.{column}" for column in ordering.columns)
    operator = ">" if beyond != ordering.descending else "<"
    return (
        f"({columns}) {operator} ({', '.join(marks)})",
        {f"{name}_{index}": value for index, value in enumerate(values)},
    )


def order_by(ordering: Ordering, *, backwards: bool) -> str:
    """The ORDER BY list of a page read forwards or from its end."""
    direction = "DESC" if ordering.descending != backwards else "ASC"
    return ", ".join(f"t.{column} {direction}" for column in ordering.columns)


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """What a client needs to ask for the next page."""

    has_next_page: bool = strawberry.field(description="Whether more comes after this page.")
    has_previous_page: bool = strawberry.field(description="Whether something comes before this page.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first item; null when it is empty.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last item; null when it is empty.")


@strawberry.type(description="An item of a list and its cursor.")
class Edge(Generic[T]):
    """One place in a list."""

    cursor: str = strawberry.field(description="Where the item stands in this order.")
    node: T = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page; what is not for the viewer is not in the list."""

    edges: list[Edge[T]] = strawberry.field(description="The items with their cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    count: strawberry.Private[Any]

    @strawberry.field(description="The items without their cursors.")
    def nodes(self) -> list[T]:
        """Shorter than going through the edges."""
        return [each.node for each in self.edges]

    @strawberry.field(description="How many items the list has for this viewer, over all pages.")
    async def total_count(self, info: Info) -> int:
        """Counted only when it is asked for."""
        total: int = await self.count()
        return total
