"""A document for every field of the schema, made by walking it: a new field is asked without being named."""

from collections.abc import Iterator

from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_leaf_type, is_non_null_type

from kinerja.graphql.schema import build_schema


def root_fields() -> dict[str, GraphQLField]:
    """Every field of the query type by its name."""
    query = build_schema()._schema.query_type
    assert query is not None
    return dict(query.fields)


def minimal(root: str, arguments: str = "") -> str:
    """A root field with one row, of which all is asked that is a leaf, and which objects its edges lead to."""
    field = root_fields()[root]
    kind = get_named_type(field.type)
    if not isinstance(kind, GraphQLObjectType):
        return _asked(root, field, arguments, "id __typename")
    if "nodes" not in kind.fields:
        return _asked(root, field, arguments, _leaves(kind))
    row = get_named_type(kind.fields["nodes"].type)
    assert isinstance(row, GraphQLObjectType)
    page = "totalCount edges { cursor } pageInfo { hasNextPage }"
    return _asked(root, field, arguments, f"{page} nodes {{ {_leaves(row)} {_edges(row)} }}")


def each_alone(arguments: str = "") -> Iterator[tuple[str, str]]:
    """Every field of every type that a root field leads to without more arguments, each in a document of its own.

    By the shortest way to the type, with some arguments of the root field; of an object only its type is asked.
    """
    known: set[str] = set()
    waiting: list[tuple[GraphQLObjectType, str]] = []
    for name, field in root_fields().items():
        kind = get_named_type(field.type)
        if isinstance(kind, GraphQLObjectType) and not needs_arguments(field):
            yield f"Query.{name}", _asked(name, field, arguments, "__typename")
            waiting.append((kind, _asked(name, field, arguments, "%s")))
    while waiting:
        kind, way = waiting.pop(0)
        if kind.name in known:
            continue
        known.add(kind.name)
        for name, field in kind.fields.items():
            inner = get_named_type(field.type)
            below = "" if is_leaf_type(inner) else " { __typename }"
            yield f"{kind.name}.{name}", way % f"{name}{below}"
            if isinstance(inner, GraphQLObjectType):
                waiting.append((inner, way % f"{name} {{ %s }}"))


def needs_arguments(field: GraphQLField) -> bool:
    """Whether it cannot be asked without saying what about."""
    return any(is_non_null_type(argument.type) for argument in field.args.values())


def _asked(name: str, field: GraphQLField, arguments: str, below: str) -> str:
    given = ", ".join(part for part in (arguments, "first: 1" if "first" in field.args else "") if part)
    return f"{{ {name}{f'({given})' if given else ''} {{ {below} }} }}"


def _leaves(kind: GraphQLObjectType) -> str:
    return " ".join(name for name, field in kind.fields.items() if is_leaf_type(get_named_type(field.type)))


def _edges(kind: GraphQLObjectType) -> str:
    """Objects that have an id."""
    inner = ((name, get_named_type(field.type)) for name, field in kind.fields.items())
    return " ".join(
        f"{name} {{ id }}" for name, each in inner if isinstance(each, GraphQLObjectType) and "id" in each.fields
    )
