"""What an operation costs: how many fields its answer may have, told by the sizes of its pages."""

from collections.abc import Mapping
from functools import cache
from math import ceil
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_list_type,
    is_object_type,
)

from kinerja.graphql.limits import fragments_of

MOST_COST = 10_000
_PAGE = 100
_DIGITS = 10
_TYPES = 50
_PRICES = {
    "auditStretch": 500, "disclosedAnswers": 500, "replayEvaluation": 500,
    "indicatorImpact": 2_000, "unitAchievements": 2_000, "personAchievements": 1_000,
    "supportAchievements": 1_000, "supervision": 1_000, "roleResultMatrices": 500, "pastResults": 200, "reach": 200,
    "balance": 50,
}  # fmt: skip
"""Of what is computed and not only read, by the name of the field; below a page as often as it has rows."""
SHORT_LIST = 5
"""So many rows a list without a page is taken to have."""


def cost_of(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int:
    """How many fields an answer may have: below a page as often as it has rows, below a short list 5 times.

    The document is a valid one. A page without a size counts as the longest. Lists of introspection count as long as
    they are on average, that of the types at a price by which the whole schema can be asked for in one operation.
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
        if field.selection_set is None:
            return 1
        declared = _META.get(field.name.value) or parent.fields[field.name.value]
        kind = get_named_type(declared.type)
        below = field.selection_set
        if kind.name.startswith("__"):
            return 1 + self._of_introspection(field.name.value, self.of(below, kind))
        if "first" in declared.args:
            return 1 + self.of(below, kind, self._size(field)) + _PRICES.get(field.name.value, 0)
        return 1 + self._times(field, declared, rows) * self.of(below, kind) + _PRICES.get(field.name.value, 0)

    def _of_introspection(self, name: str, below: int) -> int:
        if name == "ofType":  # half of the types are wrapped, and half of those again
            return below // 2
        return _lengths(self._schema).get(name, 1) * below

    def _times(self, field: FieldNode, declared: GraphQLField, rows: int | None) -> int:
        """How many objects there are in a field."""
        if "ids" in declared.args:
            return self._size(field)
        if rows is not None and field.name.value in ("edges", "nodes"):
            return rows
        return SHORT_LIST if is_list_type(get_nullable_type(declared.type)) else 1

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


_META = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


@cache
def _lengths(schema: GraphQLSchema) -> Mapping[str, int]:
    """How long the lists of introspection are."""
    types = list(schema.type_map.values())
    with_fields = [each for each in types if is_object_type(each) or is_interface_type(each)]
    fields = [field for each in with_fields for field in each.fields.values()]
    per_type = {
        "fields": len(fields),
        "inputFields": sum(len(each.fields) for each in types if is_input_object_type(each)),
        "enumValues": sum(len(each.values) for each in types if is_enum_type(each)),
        "interfaces": sum(len(each.interfaces) for each in with_fields),
    }
    found = {name: ceil(count / len(types)) for name, count in per_type.items()}
    found["args"] = ceil(sum(len(field.args) for field in fields) / len(fields))
    return found | {"types": _TYPES, "directives": len(schema.directives), "possibleTypes": 1}
