"""Objects with a global id: the interface, and how one is found by its id."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from kinerja.graphql.context import Info
from kinerja.graphql.failures import BAD_ID, RequestFailed
from kinerja.graphql.ids import GlobalId, parse_global_id
from kinerja.graphql.listing import root_field
from kinerja.graphql.reads import Condition, equals

_MOST_NODES = 100
Id = Annotated[strawberry.ID, strawberry.argument(description="Global id.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Global ids.")]


@strawberry.interface(description="Anything with a global id.")
class Node:
    """The interface that clients cache by."""

    id: strawberry.ID = strawberry.field(description="Global id, opaque.")


def id_in(value: str | None, kind: str, info: Info) -> UUID | None:
    """The id inside a global id of a filter. Fails BAD_USER_INPUT unless it is one of this kind and agency."""
    if value is None:
        return None
    parsed = parse_global_id(value)
    if parsed is None or parsed.kind != kind or parsed.agency != info.context.agency:
        raise RequestFailed(BAD_ID)
    return parsed.id


def only(column: str, value: str | None, kind: str, info: Info) -> Condition:
    """The filter that a column holds the id inside a global id; no condition when none is given."""
    return equals(column, id_in(value, kind, info))


def global_id(kind: str, id: UUID | None, info: Info) -> strawberry.ID | None:
    """The global id of something that is named by its id only."""
    return None if id is None else strawberry.ID(str(GlobalId(kind, info.context.agency, id)))


async def find_node(id: str, kinds: dict[str, type[Any]], info: Info) -> Any:
    """The object of a global id; None when it is malformed, of another agency or not for this viewer."""
    parsed = parse_global_id(id)
    if parsed is None or parsed.agency != info.context.agency or parsed.kind not in kinds:
        return None
    return await info.context.reads.one(kinds[parsed.kind], parsed.id)


def node_query(kinds: dict[str, type[Any]]) -> list[Any]:
    """The root fields that find objects by their global id."""

    async def node(info: Info, id: Id) -> Node | None:
        found: Node | None = await find_node(id, kinds, info)
        return found

    async def nodes(info: Info, ids: Ids) -> list[Node | None]:
        return [await find_node(id, kinds, info) for id in ids[:_MOST_NODES]]

    return [
        root_field("The object with this id; null when there is none for this viewer.", node, "node"),
        root_field("The objects with these ids, at most 100, in the same order, null for none.", nodes, "nodes"),
    ]
