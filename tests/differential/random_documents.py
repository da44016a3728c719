"""Random documents that are valid against the schema: what a client may send, and what it should not."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

_DEPTH = 5
_COMPUTED = {"replayEvaluation": "Evaluation", "indicatorImpact": "Indicator", "disclosedAnswers": "Disclosure"}
"""Root fields that compute, with the kind of their id: seldom asked, because they are never compiled."""
_BASIS = ("asOf", "validOn", "minPosition")
_LONG = "a" * 70


@dataclass(frozen=True)
class Pool:
    """Values that lead to something: ids by type, cursors by root field, codes, times, positions."""

    ids: Mapping[str, Sequence[str]]
    cursors: Mapping[str, Sequence[str]]
    codes: Sequence[str]
    times: Sequence[str]
    dates: Sequence[str]
    head: int


@dataclass
class Document:
    """A document with its variables."""

    text: str
    variables: dict[str, Any] = field(default_factory=dict)


class RandomDocuments:
    """Makes documents from a seed: the same seed, the same documents."""

    def __init__(self, schema: GraphQLSchema, pool: Pool, seed: int) -> None:
        self._schema = schema
        self._pool = pool
        self._random = random.Random(seed)

    def document(self) -> Document:
        """The next one."""
        return _Writing(self._schema, self._pool, self._random).document()


class _Writing:
    """One document."""

    def __init__(self, schema: GraphQLSchema, pool: Pool, chance: random.Random) -> None:
        self._schema = schema
        self._pool = pool
        self._chance = chance
        self._fragments: list[str] = []
        self._definitions: list[str] = []
        self._variables: dict[str, Any] = {}
        self._basis: dict[str, Any] = {}

    def document(self) -> Document:
        query = self._schema.query_type
        assert query is not None
        self._basis = self._random_basis()
        names = [name for name in query.fields if name not in _COMPUTED or self._likely(0.2)]
        roots = [
            self._root(name, query.fields[name])
            for name in self._chance.choices(names, k=self._chance.choice((1, 1, 1, 2, 3)))
        ]
        body = " ".join(roots)
        if self._likely(0.1):
            body += " __typename"
        variables = f"({', '.join(self._definitions)})" if self._definitions else ""
        name = "Asked" if variables or self._likely(0.5) else ""
        operation = f"query {name}{variables} {{ {body} }}" if name else f"{{ {body} }}"
        return Document(" ".join([operation, *self._fragments]), self._variables)

    def _likely(self, share: float) -> bool:
        return self._chance.random() < share

    def _random_basis(self) -> dict[str, Any]:
        basis: dict[str, Any] = {}
        if self._likely(0.35):
            position = self._chance.randint(0, self._pool.head + 2)
            by_time = {"recordedAt": self._chance.choice(self._pool.times)}
            basis["asOf"] = by_time if self._likely(0.3) else {"position": str(position)}
        if self._likely(0.2):
            basis["validOn"] = self._chance.choice(self._pool.dates)
        return basis

    # ── fields ───────────────────────────────────────────────────────────────────────────────────────

    def _root(self, name: str, declared: GraphQLField) -> str:
        alias = f"r{self._chance.randint(1, 999)}: "
        given = self._arguments(name, declared)
        return f"{alias}{name}{given}{self._directive()}{self._selection(get_named_type(declared.type), _DEPTH)}"

    def _selection(self, kind: Any, depth: int) -> str:
        if is_leaf_type(kind):
            return ""
        parts = self._parts(kind, depth)
        return f" {{ {' '.join(parts)} }}"

    def _parts(self, kind: Any, depth: int) -> list[str]:
        if isinstance(kind, GraphQLInterfaceType):
            return self._of_interface(kind, depth)
        assert isinstance(kind, GraphQLObjectType)
        fields = {
            name: each for name, each in kind.fields.items() if depth > 1 or is_leaf_type(get_named_type(each.type))
        }
        if not fields:
            return ["__typename"]
        chosen = self._chance.sample(sorted(fields), k=min(len(fields), self._chance.randint(1, 5)))
        parts = [self._field(name, fields[name], depth) for name in chosen]
        if self._likely(0.15):
            parts.append("__typename")
        if self._likely(0.12):
            parts.append(self._field(chosen[0], fields[chosen[0]], depth, alias=False))
        if self._likely(0.15):
            parts = [f"... on {kind.name} {{ {' '.join(parts)} }}", *self._once(parts)]
        elif self._likely(0.15):
            parts = [f"...{self._fragment(kind, parts)}{self._directive()}", *self._once(parts)]
        return parts

    def _once(self, parts: list[str]) -> list[str]:
        """A part again beside the fragment it stands in: it is merged."""
        return [self._chance.choice(parts)] if self._likely(0.3) else []

    def _of_interface(self, kind: GraphQLInterfaceType, depth: int) -> list[str]:
        types = sorted(each.name for each in self._schema.get_possible_types(kind))
        parts = ["id", "__typename"] if "id" in kind.fields else sorted(kind.fields)
        for name in self._chance.sample(types, k=min(len(types), 3)):
            inner = " ".join(self._parts(self._schema.type_map[name], depth - 1))
            parts.append(f"... on {name} {{ {inner} }}")
        return parts

    def _field(self, name: str, declared: GraphQLField, depth: int, *, alias: bool = True) -> str:
        named = ""
        if alias and self._likely(0.2):
            begin = self._chance.choice(("a", "b", _LONG if self._likely(0.05) else "c"))
            named = f"{begin}{self._chance.randint(1, 9999)}: "
        return f"{named}{name}{self._directive()}{self._selection(get_named_type(declared.type), depth - 1)}"

    def _fragment(self, kind: GraphQLObjectType, parts: list[str]) -> str:
        name = f"F{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {kind.name} {{ {' '.join(parts)} }}")
        return name

    def _directive(self) -> str:
        if not self._likely(0.08):
            return ""
        name = self._chance.choice(("include", "skip"))
        shown = name == "include" if self._likely(0.6) else name != "include"
        if self._likely(0.5):
            return f" @{name}(if: {_literal(shown)})"
        return f" @{name}(if: {self._variable('Boolean!', shown)})"

    # ── arguments ────────────────────────────────────────────────────────────────────────────────────

    def _arguments(self, root: str, declared: GraphQLField) -> str:
        given: list[str] = []
        for name, argument in declared.args.items():
            known, value = self._value_of(root, name, argument)
            if known:
                given.append(f"{name}: {self._given(value, argument)}")
        if "first" in declared.args:
            given += self._page(root)
        return f"({', '.join(given)})" if given else ""

    def _value_of(self, root: str, name: str, argument: GraphQLArgument) -> tuple[bool, Any]:
        if name in _BASIS:
            return (True, self._basis[name]) if name in self._basis else (self._likely(0.03), None)
        if name in ("first", "last", "after", "before"):
            return False, None
        if name in ("id", "disclosureId"):
            kind = _COMPUTED.get(root, "")
            return True, self._id(kind if kind in self._pool.ids else self._chance.choice(sorted(self._pool.ids)))
        if name == "ids":
            return True, [
                self._id(self._chance.choice(sorted(self._pool.ids))) for _ in range(self._chance.randint(0, 4))
            ]
        required = is_non_null_type(argument.type)
        return (True, self._value(argument.type)) if required or self._likely(0.5) else (False, None)

    def _page(self, root: str) -> list[str]:
        side = self._chance.choice(("first", "first", "first", "last"))
        size: Any = self._chance.choice((1, 2, 3, 5, 20, 100))
        if self._likely(0.04):
            size = self._chance.choice((0, -1, 101, None))
        integer = self._schema.query_type.fields[root].args["first"]  # type: ignore[union-attr]  # there is a query type
        given = [f"{side}: {self._given(size, integer)}"]
        if self._likely(0.03):
            given.append(f"{'last' if side == 'first' else 'first'}: 2")
        if self._likely(0.25):
            cursor = self._chance.choice([*self._pool.cursors.get(root, ()), "W10", "nonsense"])
            text = self._schema.query_type.fields[root].args["after"]  # type: ignore[union-attr]  # there is a query type
            given.append(f"{self._chance.choice(('after', 'before'))}: {self._given(cursor, text)}")
        return given

    def _given(self, value: Any, argument: GraphQLArgument) -> str:
        """A value as a literal or as a variable."""
        if self._likely(0.4):
            return self._variable(str(argument.type), value)
        return _literal(value, get_named_type(argument.type))

    def _variable(self, kind: str, value: Any) -> str:
        name = f"v{len(self._definitions)}"
        default = " = null" if not kind.endswith("!") and self._likely(0.1) else ""
        self._definitions.append(f"${name}: {kind}{default}")
        if not (default and value is None):
            self._variables[name] = value
        return f"${name}"

    def _value(self, kind: Any) -> Any:
        if not is_non_null_type(kind) and self._likely(0.08):
            return None
        nullable = get_nullable_type(kind)
        if is_list_type(nullable):
            return [self._value(nullable.of_type) for _ in range(self._chance.randint(0, 2))]
        if isinstance(nullable, GraphQLEnumType):
            return self._chance.choice(sorted(nullable.values))
        if isinstance(nullable, GraphQLInputObjectType):
            chosen = [name for name in nullable.fields if self._likely(0.3)]
            return {name: self._of_input(name, nullable.fields[name].type) for name in chosen}
        return self._scalar(nullable.name)

    def _of_input(self, name: str, kind: Any) -> Any:
        if get_named_type(kind).name == "ID" and not self._likely(0.1):
            return self._id(_KIND_OF.get(name, "Employee"))
        return self._value(kind)

    def _id(self, kind: str) -> str:
        if self._likely(0.05):
            return self._chance.choice(("", "nonsense", "UGxhbjo"))
        return self._chance.choice(self._pool.ids[kind])

    def _scalar(self, name: str) -> Any:
        makers: dict[str, Callable[[], Any]] = {
            "ID": lambda: self._id(self._chance.choice(sorted(self._pool.ids))),
            "String": lambda: self._chance.choice([*self._pool.codes, "", "x'y\"z\\", "%s", "é\u2028"]),
            "Int": lambda: self._chance.choice((0, 1, 2, 100)),
            "Boolean": lambda: self._likely(0.5),
            "Date": lambda: self._chance.choice(self._pool.dates),
            "DateTime": lambda: self._chance.choice(self._pool.times),
            "Decimal": lambda: "1.50",
            "LogPosition": lambda: str(self._chance.randint(0, self._pool.head)),
            "UUID": lambda: "0b0e5a3c-0000-4000-8000-000000000000",
        }
        return makers[name]()


_KIND_OF = {
    "employeeId": "Employee", "holderId": "Employee", "decidedById": "Employee", "raterId": "Employee",
    "actorId": "Employee", "subjectId": "Employee", "unitId": "OrgUnit", "parentId": "OrgUnit",
    "positionId": "Position", "planId": "PerformancePlan", "periodId": "Period", "indicatorId": "Indicator",
    "standardId": "PerformanceStandard", "evaluationId": "Evaluation", "serviceId": "Service",
    "countedIn": "OrgUnit", "heldBy": "PerformancePlan",
}  # fmt: skip


def _literal(value: Any, kind: Any = None) -> str:
    if value is None or isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, list):
        return f"[{', '.join(_literal(each, kind) for each in value)}]"
    if isinstance(value, dict):
        fields = getattr(kind, "fields", {})
        inner = (f"{name}: {_literal(each, get_named_type(fields[name].type))}" for name, each in value.items())
        return f"{{{', '.join(inner)}}}"
    return str(value) if isinstance(kind, GraphQLEnumType) else json.dumps(value)
