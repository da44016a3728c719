"""Queries that select everything the schema offers: a new field is asked without being named."""

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLScalarType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    visit,
)

from kinerja.domain.ids import stream_id
from kinerja.graphql.costs import MOST_COST
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.schema import build_schema

_DEPTHS = (4, 3)
_PAGES = (100, 50, 20, 10, 5, 2)
_NEVER = {"node", "nodes", "viewer", "receipt", "replayEvaluation"}
"""Root fields that take an id, or that are about the viewer and not about a position."""


def root_lists() -> list[str]:
    """The names of all root fields that list something, that take no id, or of which one id is known."""
    query = build_schema()._schema.query_type
    assert query is not None
    return [name for name in query.fields if name not in _NEVER]


def everything(root: str, arguments: str, agency: str = "TST") -> str:
    """A query of one root field with every field below it, as deep and as long as its cost allows."""
    query = build_schema()._schema.query_type
    assert query is not None
    field = query.fields[root]
    kind = get_named_type(field.type)
    assert isinstance(kind, GraphQLObjectType)
    pages = [f"first: {size}" for size in _PAGES] if "first" in field.args else [""]
    asked = [", ".join(part for part in (_must_be_given(root, agency), arguments, page) if part) for page in pages]
    texts = (
        f"{{ {root}{f'({given})' if given else ''} {_selection(kind, depth, ())} }}"
        for depth in _DEPTHS
        for given in asked
    )
    return next(text for text in texts if (cost := _cost(text)) is not None and cost <= MOST_COST)


def _must_be_given(root: str, agency: str) -> str:
    """What a root field cannot be asked without; the town of the tests has this indicator."""
    indicator = GlobalId("Indicator", agency, stream_id(agency, "Indicator", "IND"))
    return f'id: "{indicator}", number: 2, limit: 20' if root == "indicatorImpact" else ""


def selected() -> set[str]:
    """Every field that the queries of all root lists ask for, after the name of its type."""
    found: set[str] = set()
    schema = build_schema()._schema
    types = TypeInfo(schema)

    class Fields(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            parent = types.get_parent_type()
            if parent is not None:
                found.add(f"{parent.name}.{node.name.value}")

    for root in root_lists():
        visit(parse(everything(root, "")), TypeInfoVisitor(types, Fields()))
    return found


def _cost(text: str) -> int | None:
    """What a query costs; None when it is beyond another limit."""
    known = build_schema().documents.known(text)
    operation = known.operation(None)
    assert operation is not None or "QUERY_TOO_COMPLEX" in str(known.errors), known.errors
    return None if operation is None else operation.cost({})


def _selection(kind: GraphQLObjectType, depth: int, above: tuple[str, ...]) -> str:
    selected = []
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if isinstance(inner, GraphQLScalarType | GraphQLEnumType):
            selected.append(name)
        elif isinstance(inner, GraphQLObjectType) and inner.name not in above and name != "edges":
            below = _selection(inner, depth - 1, (*above, kind.name)) if depth > 1 else _least(inner)
            if below != "{ }":
                selected.append(f"{name} {below}")
    return f"{{ {' '.join(selected)} }}"


def _least(kind: GraphQLObjectType) -> str:
    """Where it is deep enough: only that the object is there, and which."""
    scalars = (
        name for name, field in kind.fields.items() if isinstance(get_named_type(field.type), GraphQLScalarType)
    )
    return f"{{ {next(scalars, '__typename')} }}"
