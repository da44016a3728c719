"""Queries that select everything the schema offers: a new field is asked without being named."""

from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLScalarType, get_named_type

from kinerja.graphql.costs import MOST_COST
from kinerja.graphql.schema import build_schema

_DEPTH = 4
_PAGES = (100, 50, 20, 10)
_NEVER = {"node", "nodes", "viewer", "receipt", "replayEvaluation"}
"""Root fields that take an id, or that are about the viewer and not about a position."""


def root_lists() -> list[str]:
    """The names of all root fields that list something, and of those that take no id."""
    query = build_schema()._schema.query_type
    assert query is not None
    return [name for name in query.fields if name not in _NEVER]


def everything(root: str, arguments: str) -> str:
    """A query of one root field with every field below it, to a depth; a page as long as its cost allows."""
    query = build_schema()._schema.query_type
    assert query is not None
    field = query.fields[root]
    kind = get_named_type(field.type)
    assert isinstance(kind, GraphQLObjectType)
    pages = [f"first: {size}" for size in _PAGES] if "first" in field.args else [""]
    asked = (", ".join(part for part in (arguments, page) if part) for page in pages)
    texts = [f"{{ {root}{f'({given})' if given else ''} {_selection(kind, _DEPTH, ())} }}" for given in asked]
    return next(text for text in texts if _cost(text) <= MOST_COST)


def _cost(text: str) -> int:
    known = build_schema().documents.known(text)
    operation = known.operation(None)
    assert operation is not None, known.errors
    return operation.cost({})


def _selection(kind: GraphQLObjectType, depth: int, above: tuple[str, ...]) -> str:
    selected = []
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if isinstance(inner, GraphQLScalarType | GraphQLEnumType):
            selected.append(name)
        elif isinstance(inner, GraphQLObjectType) and depth > 1 and inner.name not in above and name != "edges":
            below = _selection(inner, depth - 1, (*above, kind.name))
            if below != "{ }":
                selected.append(f"{name} {below}")
    return f"{{ {' '.join(selected)} }}"
