"""Queries that select everything the schema offers: a new field is asked without being named."""

from functools import cache

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLScalarType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_required_argument,
    parse,
    visit,
)

from kinerja.domain.ids import stream_id
from kinerja.graphql.costs import MOST_COST
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.schema import build_schema

_DEPTHS = (4, 3)
_PAGES = (100, 50, 20, 10, 5, 2)
_SHALLOW = 20
_NEVER = {"node", "nodes", "viewer", "receipt", "replayEvaluation", "disclosedAnswers"}
"""Root fields that take an id, or that are about the viewer and not about a position."""


def root_lists() -> list[str]:
    """The names of all root fields that list something, that take no id, or of which one id is known."""
    query = build_schema()._schema.query_type
    assert query is not None
    return [name for name in query.fields if name not in _NEVER]


def everything(root: str, arguments: str, agency: str = "TST", variables: str = "") -> str:
    """A query of one root field with every field below it, as deep and as long as its cost allows.

    ``variables``: those that the arguments name, as a document defines them: ``$p: LogPosition!``.
    """
    arguments = ", ".join(part for part in (_must_be_given(root, agency), arguments) if part)
    needed = any(is_required_argument(each) for each in _field(root).args.values())
    depth, page = _largest(root, arguments, variables) if needed else _largest(root, "", "")
    return _text(root, arguments, depth, page, variables)


def shallow(root: str, arguments: str, agency: str = "TST", variables: str = "") -> str:
    """A query of one root field with the plain fields of its rows and of all that no other root field lists.

    All root fields together ask for every type, each where it is cheapest.
    """
    given = ", ".join(part for part in (_must_be_given(root, agency), arguments, _page_of(root)) if part)
    defined = f"query ({variables}) " if variables else ""
    return f"{defined}{{ {_shallow(root, given)} }}"


def _shallow(root: str, given: str) -> str:
    kind = get_named_type(_field(root).type)
    assert isinstance(kind, GraphQLObjectType)
    return f"{root}{f'({given})' if given else ''} {_own(kind, ())}"


@cache
def _page_of(root: str) -> str:
    """The longest page that a shallow query may ask for, of 20 at most."""
    if "first" not in _field(root).args:
        return ""
    needed = _must_be_given(root, "TST")
    pages = (f"first: {size}" for size in _PAGES if size <= _SHALLOW)
    return next(
        page
        for page in pages
        if affordable(f"{{ {_shallow(root, ', '.join(part for part in (needed, page) if part))} }}")
    )


@cache
def _listed() -> frozenset[str]:
    """The types of the rows of all root lists."""
    found = (get_named_type(_field(root).type) for root in root_lists())
    pages = (kind for kind in found if isinstance(kind, GraphQLObjectType) and "nodes" in kind.fields)
    rows = (kind.fields["nodes"].type for kind in pages)
    return frozenset(get_named_type(each).name for each in rows)


@cache
def _own(kind: GraphQLObjectType, above: tuple[str, ...]) -> str:
    """The plain fields of a type, and those of the objects below it that are listed nowhere else."""
    selected = []
    for name, each in kind.fields.items():
        inner = get_named_type(each.type)
        if isinstance(inner, GraphQLScalarType | GraphQLEnumType):
            selected.append(name)
        elif isinstance(inner, GraphQLObjectType) and inner.name not in above and name != "edges":
            listed = inner.name in _listed() and name != "nodes"
            selected.append(f"{name} {_least(inner) if listed else _own(inner, (*above, kind.name))}")
    return f"{{ {' '.join(selected)} }}"


def _field(root: str) -> GraphQLField:
    query = build_schema()._schema.query_type
    assert query is not None
    field: GraphQLField = query.fields[root]
    return field


@cache
def _largest(root: str, arguments: str, variables: str) -> tuple[int, str]:
    """How deep a query of a root field goes and how long its page is; the basis changes no cost."""
    pages = [f"first: {size}" for size in _PAGES] if "first" in _field(root).args else [""]
    return next(
        (depth, page)
        for depth in _DEPTHS
        for page in pages
        if (cost := _cost(_text(root, arguments, depth, page, variables))) is not None and cost <= MOST_COST
    )


def _text(root: str, arguments: str, depth: int, page: str, variables: str) -> str:
    kind = get_named_type(_field(root).type)
    assert isinstance(kind, GraphQLObjectType)
    given = ", ".join(part for part in (arguments, page) if part)
    defined = f"query ({variables}) " if variables else ""
    return f"{defined}{{ {root}{f'({given})' if given else ''} {_selection(kind, depth, ())} }}"


def _must_be_given(root: str, agency: str) -> str:
    """What a root field cannot be asked without; the town of the tests has this indicator."""
    if root == "auditStretch":
        return 'after: "0", upto: "1"'
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


def affordable(text: str) -> bool:
    """Whether a query is within all limits."""
    cost = _cost(text)
    return cost is not None and cost <= MOST_COST


def _cost(text: str) -> int | None:
    """What a query costs; None when it is beyond another limit."""
    known = build_schema().documents.known(text)
    operation = known.operation(None)
    assert operation is not None or "QUERY_TOO_COMPLEX" in str(known.errors), known.errors
    return None if operation is None else operation.cost({})


@cache
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
