"""Objects with a global id: the interface, and how one is found by its id."""

from functools import cache
from typing import Annotated, Any

import strawberry

from kinerja.graphql.context import Info
from kinerja.graphql.ids import parse_global_id
from kinerja.graphql.listing import NodeRead, NodesRead, root_field

_MOST_NODES = 100
Id = Annotated[strawberry.ID, strawberry.argument(description="Global id.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Global ids.")]


@strawberry.interface(description="Anything with a global id.")
class Node:
    """The interface that clients cache by."""

    id: strawberry.ID = strawberry.field(description="Global id, opaque.")


@cache
def node_types() -> dict[str, type[Any]]:
    """Every type with a global id, by its name."""
    return {cls.__name__: cls for cls in Node.__subclasses__()}


async def find_node(id: str, info: Info) -> Any:
    """The object of a global id; None when it is malformed, of another agency or not for this viewer."""
    parsed = parse_global_id(id)
    if parsed is None or parsed.agency != info.context.agency or parsed.kind not in node_types():
        return None
    return await info.context.reads.one(node_types()[parsed.kind], parsed.id)


async def _node(info: Info, id: Id) -> Node | None:
    found: Node | None = await find_node(id, info)
    return found


async def _nodes(info: Info, ids: Ids) -> list[Node | None]:
    return [await find_node(id, info) for id in ids[:_MOST_NODES]]


@strawberry.type(description="Objects by their global id.")
class NodeQuery:
    """Root fields."""

    node: Node | None = root_field(
        "The object with this id; null when there is none for this viewer.", _node, read=NodeRead()
    )
    nodes: list[Node | None] = root_field(
        "The objects with these ids, at most 100, in the same order, null for none.",
        _nodes,
        read=NodesRead(_MOST_NODES),
    )
