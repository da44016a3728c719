"""A read operation of a known document: bound to variables, it says which pages and objects are asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache
from graphql import (
    DirectiveNode,
    FragmentDefinitionNode,
    Node,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from strawberry.schema import Schema

from kinerja.graphql.basis import asked_by
from kinerja.graphql.compiled.connections import Paged
from kinerja.graphql.compiled.roots import Asker, Only, Root, Several, Single, TypeName
from kinerja.graphql.compiled.selections import NotCompiled, Selected, Selections, class_of
from kinerja.graphql.compiled.statements import Statement, encoded, statement_of
from kinerja.graphql.compiled.writing import Writer
from kinerja.graphql.filtering import Asking
from kinerja.graphql.gateway import AskedBasis
from kinerja.graphql.ids import parse_global_id
from kinerja.graphql.language import Language
from kinerja.graphql.listing import AskerRead, ListRead, NodeRead, NodesRead, OnlyRead
from kinerja.graphql.node import node_types
from kinerja.graphql.paging import page
from kinerja.identity.relations import Standing

Switches = tuple[Any, ...]
_MOST_SWITCHED = 30
"""Ways of one operation to be switched by its variables that are remembered."""


@dataclass(frozen=True)
class Bound:
    """An operation with its variables: its basis, and what each root field asks for."""

    basis: AskedBasis
    roots: tuple[tuple[Selected, Root], ...]
    switches: Switches
    selections: Selections

    @property
    def past(self) -> bool:
        """Whether it is asked as of a moment of the past."""
        return self.basis.position is not None or self.basis.recorded_at is not None

    @property
    def shape(self) -> tuple[Any, ...]:
        """All that decides how its SQL reads."""
        return (self.switches, self.past, tuple(root.shape for _, root in self.roots))

    @property
    def parameters(self) -> Iterator[tuple[str, bytes | None]]:
        """The parameters of the root fields, each with the number of its field before its name."""
        for number, (_, root) in enumerate(self.roots):
            for name, value in root.parameters.items():
                yield _numbered(name, number), encoded(value)


class ReadOperation:
    """One query of a valid document. Everything raises NotCompiled for what is left to the ordinary resolvers."""

    def __init__(
        self, schema: Schema, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
    ) -> None:
        self._schema = schema
        self._core = schema._schema
        self._operation = operation
        self._fragments = fragments
        self._switch_names = sorted({name for node in (operation, *fragments.values()) for name in _switches(node)})
        self._selected: LRUCache[Switches, tuple[Selections, tuple[Selected, ...]]] = LRUCache(_MOST_SWITCHED)

    def bound(self, given: Mapping[str, Any], agency: str) -> Bound:
        """Bind variables. Raises NotCompiled, RequestFailed or GraphQLError for what the ordinary way refuses."""
        variables = get_variable_values(self._core, self._operation.variable_definitions or (), dict(given))
        if isinstance(variables, list):
            raise NotCompiled("variables")
        switches = tuple(variables.coerced.get(name) for name in self._switch_names)
        selections, roots = self._selections(switches, variables)
        arguments = [self._arguments(selected, variables) for selected in roots]
        bases = {asked_by(each) for each in arguments if each is not None}
        if len(bases) > 1:
            raise NotCompiled("not one basis")
        basis = next(iter(bases), AskedBasis())
        asking = Asking(agency, basis.position is not None or basis.recorded_at is not None)
        asked = (self._root(selected, each, asking) for selected, each in zip(roots, arguments, strict=True))
        return Bound(basis, tuple(zip(roots, asked, strict=True)), switches, selections)

    def statement(
        self, bound: Bound, standings: frozenset[Standing], language: Language, *, whole: bool = False
    ) -> Statement:
        """The statement for all that is bound with the same shape, for viewers of the same standings.

        ``whole``: the whole agency is mandated to them.
        """
        writer = Writer(standings, bound.past, language, whole)
        roots = []
        for number, (selected, root) in enumerate(bound.roots):
            sql = root.written(writer, selected, bound.selections)
            for name in root.parameters:
                sql = sql.replace(f"%({name})s", f"%({_numbered(name, number)})s")
            roots.append((selected.key, sql))
        return statement_of(roots, past=bound.past)

    def _selections(self, switches: Switches, variables: VariableValues) -> tuple[Selections, tuple[Selected, ...]]:
        known = self._selected.get(switches)
        if known is None:
            selections = Selections(self._core, self._operation, self._fragments, variables)
            known = self._selected[switches] = (selections, selections.roots())
        return known

    def _arguments(self, selected: Selected, variables: VariableValues) -> dict[str, Any] | None:
        """The arguments of a root field; None for ``__typename``."""
        if selected.declared is None or self._core.query_type is None:
            return None
        field = self._core.query_type.fields[selected.node.name.value]
        return get_argument_values(field, selected.node, variables)

    def _root(self, selected: Selected, arguments: dict[str, Any] | None, asking: Asking) -> Root:
        if arguments is None:
            return TypeName()
        match selected.declared.metadata.get("read"):
            case ListRead() as read:
                return self._paged(read, arguments, asking)
            case NodeRead():
                return self._single(arguments["id"], asking)
            case NodesRead(most):
                return Several(tuple(self._one_of(id, asking) for id in arguments["ids"][:most]))
            case OnlyRead(cls):
                return Only(cls)
            case AskerRead(cls):
                return Asker(cls)
        raise NotCompiled(f"the field {selected.name}")

    def _paged(self, read: ListRead, arguments: dict[str, Any], asking: Asking) -> Paged:
        asked = page(*(arguments.get(name) for name in ("first", "after", "last", "before")))
        return Paged(read.cls, read.conditions_of(arguments.get("where"), asking), read.ordering, asked)

    def _single(self, id: str, asking: Asking) -> Single:
        found = self._one_of(id, asking)
        if found is None:
            raise NotCompiled("an id of nothing")
        return found

    def _one_of(self, id: str, asking: Asking) -> Single | None:
        parsed = parse_global_id(id)
        if parsed is None or parsed.agency != asking.agency or parsed.kind not in node_types():
            return None
        kind: Any = self._core.type_map[parsed.kind]
        return Single(class_of(kind), kind, parsed.id)


def _numbered(name: str, number: int) -> str:
    return f"{name}_of_{number}"


def _switches(node: Node) -> set[str]:
    """The variables that directives of a definition depend on."""
    found: set[str] = set()

    class Directives(Visitor):
        def enter_directive(self, directive: DirectiveNode, *_: Any) -> None:
            found.update(
                argument.value.name.value
                for argument in directive.arguments or ()
                if isinstance(argument.value, VariableNode)
            )

    visit(node, Directives())
    return found
