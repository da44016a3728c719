"""Documents that were sent before: parsed, measured and validated once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)
from strawberry.schema import Schema

from kinerja.graphql.compiled.operations import ReadOperation
from kinerja.graphql.costs import cost_of
from kinerja.graphql.failures import TOO_COMPLEX, RequestFailed
from kinerja.graphql.limits import LIMITS, MOST_BYTES, MOST_TOKENS, exceeded, fragments_of

_MOST_CHARACTERS = 1_000_000
"""Of all known documents together: parsed, they take about a hundred times as much memory."""
_LEAST_SIZE = 2_000
"""What one counts at least: also of a broken one its error is kept."""
_MOST_ERRORS = 5
_MOST_COSTS = 100
_Sizes = tuple[Any, ...]


@dataclass
class KnownOperation:
    """An operation of a valid document."""

    schema: Schema
    document: DocumentNode
    node: OperationDefinitionNode
    _costs: dict[_Sizes, int] = field(default_factory=dict)

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.node.operation

    @property
    def name(self) -> str | None:
        """Its name; None without one."""
        return self.node.name.value if self.node.name is not None else None

    @cached_property
    def read(self) -> ReadOperation:
        """A query, as it is compiled."""
        return ReadOperation(self.schema, self.node, fragments_of(self.document))

    def cost(self, variables: Mapping[str, Any]) -> int:
        """What it costs with the sizes of pages that the variables give."""
        sizes = tuple(_size(variables.get(definition.variable.name.value)) for definition in self._variables)
        if sizes not in self._costs:
            if len(self._costs) >= _MOST_COSTS:
                self._costs.clear()
            core = self.schema._schema
            self._costs[sizes] = cost_of(core, self.document, self.node, variables)
        return self._costs[sizes]

    @cached_property
    def _variables(self) -> tuple[Any, ...]:
        return tuple(self.node.variable_definitions or ())


@dataclass(frozen=True)
class KnownDocument:
    """A document and what is wrong with it. ``errors`` empty: it may be executed."""

    size: int
    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    operations: tuple[KnownOperation, ...] = ()

    def operation(self, name: str | None) -> KnownOperation | None:
        """The operation of a name, or the only one; None when there is none, or when only a name could say which."""
        if name is None:
            return self.operations[0] if len(self.operations) == 1 else None
        named = (each for each in self.operations if each.name == name)
        return next(named, None)


class Documents:
    """Knows the documents of a schema by their text; those that were not asked for longest are forgotten."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._known: LRUCache[str, KnownDocument] = LRUCache(
            _MOST_CHARACTERS, getsizeof=lambda known: _LEAST_SIZE + known.size
        )
        self._lock = Lock()

    def known(self, text: str) -> KnownDocument:
        """The document of a text."""
        if len(text) > MOST_BYTES:
            return KnownDocument(0, None, (_too_complex("bytes", MOST_BYTES),))
        with self._lock:
            found = self._known.get(text)
        if found is None:
            found = self._read(text)
            with self._lock:
                self._known[text] = found
        return found

    def _read(self, text: str) -> KnownDocument:
        try:
            document = parse(text, max_tokens=MOST_TOKENS)
        except GraphQLSyntaxError as error:
            return KnownDocument(len(text), None, (_too_many_tokens(error) or error,))
        limit = exceeded(document)
        if limit is not None:
            most = getattr(LIMITS, limit, None)
            return KnownDocument(len(text), document, (_too_complex(limit, most),))
        core = self._schema._schema
        errors = tuple(validate(core, document, max_errors=_MOST_ERRORS))
        operations = (each for each in document.definitions if isinstance(each, OperationDefinitionNode))
        known = () if errors else tuple(KnownOperation(self._schema, document, each) for each in operations)
        return KnownDocument(len(text), document, errors[:_MOST_ERRORS], known)


def _too_many_tokens(error: GraphQLSyntaxError) -> GraphQLError | None:
    return _too_complex("tokens", MOST_TOKENS) if "tokens" in error.message else None


def _too_complex(limit: str, most: int | None) -> GraphQLError:
    failed = RequestFailed(TOO_COMPLEX, limit=limit, **({} if most is None else {"maximum": most}))
    return GraphQLError(str(failed), original_error=failed)


def _size(value: Any) -> Any:
    """What of a variable may be the size of a page: a number, or the length of a list."""
    return value if type(value) is int else len(value) if isinstance(value, list) else None
