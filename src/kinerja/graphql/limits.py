"""Limits of a document, checked before it is validated: one pass over it, each fragment once.

None is met by an ordinary document. What a document of few bytes could otherwise cost is known: fragments that
spread one another double with each, and fields that share a key of the answer are compared in pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

MOST_BYTES = 100_000
MOST_TOKENS = 2_000
MOST_SECONDS = 10
"""That a query may take."""
MOST_SECONDS_OF_STATEMENT = 5
"""That one of its SQL statements may take."""
_MOST_PAIRS = 5_000
_MOST_VISITS = 20_000


@dataclass(slots=True)
class Measure:
    """What a document asks for; the greatest of its operations, fragments counted where they are spread."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0
    spreads: int = 0
    definitions: int = 0
    values: int = 0
    """Items of lists and fields of inputs that are written into the document: what is long goes into variables."""

    def add(self, other: "Measure", depth: int) -> None:
        """Take in what stands beside or below, which reaches so deep."""
        self.depth = max(self.depth, depth)
        self.aliases += other.aliases
        self.directives += other.directives
        self.fields += other.fields
        self.spreads += other.spreads
        self.values += other.values


LIMITS = Measure(depth=12, aliases=50, directives=50, fields=500, spreads=30, definitions=30, values=150)


def exceeded(document: DocumentNode) -> str | None:
    """The first limit that a document exceeds; None for one within all of them."""
    measured = _Measuring(document).measure()
    for each in fields(Measure):
        if getattr(measured, each.name) > getattr(LIMITS, each.name):
            return each.name
    return "pairs" if _pairs(document) > _MOST_PAIRS else None


class _Measuring:
    """One pass over a document; what is asked within introspection counts, but has no depth."""

    def __init__(self, document: DocumentNode) -> None:
        self._document = document
        self._fragments = fragments_of(document)
        self._known: dict[str, Measure] = {}

    def measure(self) -> Measure:
        """Of the whole document: an operation that is not asked for is parsed and validated too."""
        whole = Measure()
        for definition in self._document.definitions:
            if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
                whole.definitions += 1
                _add_directives(whole, definition)
                inner = self._of(definition.selection_set)
                whole.add(inner, 0 if _of_introspection(definition) else inner.depth)
        return whole

    def _of(self, selections: SelectionSetNode) -> Measure:
        whole = Measure()
        for selection in selections.selections:
            _add_directives(whole, selection)
            match selection:
                case FieldNode():
                    self._add_field(whole, selection)
                case FragmentSpreadNode():
                    whole.spreads += 1
                    inner = self._of_fragment(selection.name.value)
                    whole.add(inner, inner.depth)
                case InlineFragmentNode():
                    inner = self._of(selection.selection_set)
                    whole.add(inner, inner.depth)
        return whole

    def _add_field(self, whole: Measure, field: FieldNode) -> None:
        whole.fields += 1
        whole.aliases += field.alias is not None
        whole.values += _values_of(field)
        below = 0
        if field.selection_set:
            inner = self._of(field.selection_set)
            below = inner.depth
            whole.add(inner, 0)
        if not field.name.value.startswith("__"):
            whole.depth = max(whole.depth, below + 1)

    def _of_fragment(self, name: str) -> Measure:
        if name not in self._known:
            self._known[name] = Measure()  # in a cycle, which validation refuses, it counts once
            fragment = self._fragments.get(name)
            if fragment is not None:
                self._known[name] = self._of(fragment.selection_set)
        return self._known[name]


def _add_directives(whole: Measure, node: Any) -> None:
    for directive in node.directives or ():
        whole.directives += 1
        whole.values += _values_of(directive)


def _values_of(node: FieldNode | DirectiveNode) -> int:
    """How many values are written inside the arguments of a field or directive."""
    count, inside = 0, [argument.value for argument in node.arguments or ()]
    while inside:
        match inside.pop():
            case ListValueNode(values=values):
                inside += values
                count += len(values)
            case ObjectValueNode(fields=given):
                inside += [each.value for each in given]
                count += len(given)
    return count


def _of_introspection(definition: OperationDefinitionNode | FragmentDefinitionNode) -> bool:
    return isinstance(definition, FragmentDefinitionNode) and definition.type_condition.name.value.startswith("__")


def _pairs(document: DocumentNode) -> int:
    """How many pairs of fields validation compares because they share a key of the answer."""
    counting = _Pairs(fragments_of(document))
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            counting.count([definition.selection_set])
    return counting.pairs


class _Pairs:
    """Counts pairs, merged field by merged field, until there are too many."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._visits = 0
        self.pairs = 0

    def count(self, selection_sets: Iterable[SelectionSetNode]) -> None:
        """All pairs within the fields that these sets give together, and below."""
        by_key: dict[str, list[FieldNode]] = defaultdict(list)
        for field in self._expanded(selection_sets, set()):
            by_key[field.alias.value if field.alias else field.name.value].append(field)
        for same in by_key.values():
            self.pairs += len(same) * (len(same) - 1) // 2
        for same in by_key.values():
            if self.pairs > _MOST_PAIRS:
                return
            below = [field.selection_set for field in same if field.selection_set]
            if below:
                self.count(below)

    def _expanded(self, selection_sets: Iterable[SelectionSetNode], seen: set[str]) -> Iterator[FieldNode]:
        for selections in selection_sets:
            for selection in selections.selections:
                self._visits += 1
                if self._visits > _MOST_VISITS:
                    self.pairs = _MOST_PAIRS + 1
                    return
                match selection:
                    case FieldNode():
                        yield selection
                    case InlineFragmentNode():
                        yield from self._expanded([selection.selection_set], seen)
                    case FragmentSpreadNode() if (name := selection.name.value) not in seen:
                        seen.add(name)
                        fragment = self._fragments.get(name)
                        if fragment is not None:
                            yield from self._expanded([fragment.selection_set], seen)


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The fragments of a document, by their names."""
    return {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
