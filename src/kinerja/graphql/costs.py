"""What an operation costs: how many fields its answer may have, told by the sizes of its pages."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_list_type,
)

from kinerja.graphql.limits import fragments_of

MOST_COST = 10_000
_PAGE = 100
_DIGITS = 10
_SHORT_LIST = 5
"""So many rows a list without a page is taken to have."""


def cost_of(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int:
    """How many fields an answer may have: below a page as often as it has rows, below a short list 5 times.

    The document is a valid one. A page without a size counts as the longest; introspection as if it had no lists.
    """
    roots = {"query": schema.query_type, "mutation": schema.mutation_type, "subscription": schema.subscription_type}
    costing = _Costing(schema, fragments_of(document), variables)
    return costing.of(operation.selection_set, roots[operation.operation.value])


class _Costing:
    """One pass over an operation, each fragment once for each size of page it stands in."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._known: dict[tuple[str, int | None], int] = {}

    def of(self, selections: SelectionSetNode, parent: Any, rows: int | None = None) -> int:
        """What a selection costs; ``rows`` of a connection stand below its edges and nodes, None elsewhere."""
        total = 0
        for selection in selections.selections:
            match selection:
                case FieldNode():
                    total += self._of_field(selection, parent, rows)
                case FragmentSpreadNode():
                    total += self._of_fragment(selection.name.value, rows)
                case InlineFragmentNode(type_condition=condition):
                    kind = self._schema.type_map[condition.name.value] if condition else parent
                    total += self.of(selection.selection_set, kind, rows)
        return total

    def _of_fragment(self, name: str, rows: int | None) -> int:
        if (name, rows) not in self._known:
            fragment = self._fragments[name]
            kind = self._schema.type_map[fragment.type_condition.name.value]
            self._known[name, rows] = self.of(fragment.selection_set, kind, rows)
        return self._known[name, rows]

    def _of_field(self, field: FieldNode, parent: Any, rows: int | None) -> int:
        declared = getattr(parent, "fields", {}).get(field.name.value)
        if declared is None or field.selection_set is None:
            return 1
        kind = get_named_type(declared.type)
        if kind.name.startswith("__"):
            return 1 + self.of(field.selection_set, kind)
        if "first" in declared.args:
            return 1 + self.of(field.selection_set, kind, self._size(field))
        if "ids" in declared.args:
            return 1 + self._size(field) * self.of(field.selection_set, kind)
        in_page = rows is not None and field.name.value in ("edges", "nodes")
        times = rows if rows is not None and in_page else _times(declared)
        return 1 + times * self.of(field.selection_set, kind)

    def _size(self, field: FieldNode) -> int:
        """How many rows a page is asked to have, 1 to 100."""
        for argument in field.arguments or ():
            if argument.name.value in ("first", "last", "ids"):
                asked = self._number(argument.value)
                if asked is not None:
                    return max(1, min(asked, _PAGE))
        return _PAGE

    def _number(self, value: ValueNode) -> int | None:
        """A number, or the length of a list; None where it is neither."""
        match value:
            case VariableNode():
                given = self._variables.get(value.name.value)
                return len(given) if isinstance(given, list) else given if type(given) is int else None
            case IntValueNode():
                return int(value.value) if len(value.value) < _DIGITS else None
            case ListValueNode():
                return len(value.values)
        return None


def _times(declared: GraphQLField) -> int:
    kind = declared.type.of_type if isinstance(declared.type, GraphQLNonNull) else declared.type
    return _SHORT_LIST if is_list_type(kind) else 1
