"""What an operation selects, once fragments, directives and merged fields are resolved as graphql-core does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.collect_fields import (
    FieldDetailsList,
    FragmentDetails,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues
from strawberry.schema.schema_converter import GraphQLCoreConverter

_BACKREF = GraphQLCoreConverter.DEFINITION_BACKREF
TYPENAME = "__typename"


class NotCompiled(Exception):
    """Something of the operation is left to the ordinary resolvers. Says what."""


@dataclass(frozen=True)
class Selected:
    """A field that is asked for: under which key of the answer, which field, and what of the object it gives.

    ``parent`` is the name of the type it is asked of; ``declared`` the field as Strawberry knows it, None for
    ``__typename``; ``of`` is empty for a leaf.
    """

    key: str
    parent: str
    declared: Any
    kind: Any
    nodes: FieldDetailsList
    of: tuple["Selected", ...] = ()

    @property
    def name(self) -> str:
        """The Python name of the field."""
        return TYPENAME if self.declared is None else str(self.declared.python_name)

    @property
    def node(self) -> FieldNode:
        """The field in the document; where several are merged, the first: their arguments are the same."""
        return self.nodes[0].node

    @property
    def non_null(self) -> bool:
        """Whether an answer without it would be an error."""
        return is_non_null_type(self.kind)

    @property
    def type(self) -> Any:
        """The type it gives, without lists and non-nulls."""
        return get_named_type(self.kind)


class Selections:
    """Collects what an operation selects, for one set of variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: VariableValues,
    ) -> None:
        self._schema = schema
        self._operation = operation
        self._fragments = {name: FragmentDetails(fragment) for name, fragment in fragments.items()}
        self._variables = variables

    def roots(self) -> tuple[Selected, ...]:
        """The root fields, and what of them. Raises NotCompiled."""
        query = self._schema.query_type
        if query is None:
            raise NotCompiled("no query type")
        found = collect_fields(self._schema, self._fragments, self._variables, query, self._operation)
        return tuple(self._selected(query, key, details) for key, details in _whole(found))

    def of_type(self, selected: Selected, kind: GraphQLObjectType) -> tuple[Selected, ...]:
        """What is asked of a field's object when it turns out to be of a type."""
        found = collect_subfields(
            self._schema, self._fragments, self._variables, self._operation, kind, selected.nodes
        )
        return tuple(self._selected(kind, key, details) for key, details in _whole(found))

    def _selected(self, parent: GraphQLObjectType, key: str, details: FieldDetailsList) -> Selected:
        name = details[0].node.name.value
        if name == TYPENAME:
            return Selected(key, parent.name, None, None, details)
        field: GraphQLField | None = parent.fields.get(name)
        if field is None:
            raise NotCompiled(f"{parent.name}.{name}")
        made = Selected(key, parent.name, field.extensions[_BACKREF], field.type, details)
        kind = made.type
        if is_object_type(kind):
            return replace(made, of=self.of_type(made, kind))
        return made


def class_of(kind: Any) -> type[Any]:
    """The class behind an object type."""
    cls: type[Any] = kind.extensions[_BACKREF].origin
    return cls


def _whole(found: Any) -> Any:
    if found.new_defer_usages or found.forbidden_directive_instances:
        raise NotCompiled("@defer")
    grouped: GroupedFieldSet = found.grouped_field_set
    return grouped.items()
