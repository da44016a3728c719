"""Limits: each is met exactly at its bound, no document within them costs much, and introspection passes."""

import time

import pytest
from graphql import get_introspection_query, parse

from kinerja.graphql.costs import MOST_COST, cost_of
from kinerja.graphql.documents import Documents
from kinerja.graphql.limits import LIMITS, MOST_TOKENS, exceeded
from kinerja.graphql.schema import build_schema

SCHEMA = build_schema()


def cost(text: str, **variables: object) -> int:
    """What the only operation of a document costs."""
    operation = Documents(SCHEMA).known(text).operation(None)
    assert operation is not None
    return operation.cost(variables)


def test_introspection_is_within_all_limits() -> None:
    text = get_introspection_query(input_value_deprecation=True)
    assert exceeded(parse(text)) is None
    assert cost(text) < MOST_COST
    assert Documents(SCHEMA).known(text).errors == ()


def nested(depth: int) -> str:
    """A document so deep."""
    inner = "code"
    for _ in range(depth - 3):
        inner = f"parent {{ {inner} }}"
    return f"{{ orgUnits(first: 1) {{ nodes {{ {inner} }} }} }}"


@pytest.mark.parametrize(
    ("limit", "within", "beyond"),
    [
        ("depth", nested(LIMITS.depth), nested(LIMITS.depth + 1)),
        (
            "aliases",
            "{ agency { " + " ".join(f"a{n}: code" for n in range(LIMITS.aliases)) + " } }",
            "{ agency { " + " ".join(f"a{n}: code" for n in range(LIMITS.aliases + 1)) + " } }",
        ),
        (
            "directives",
            "{ agency { code " + "@skip(if: false) " * LIMITS.directives + "} }",
            "{ agency { code " + "@skip(if: false) " * (LIMITS.directives + 1) + "} }",
        ),
        (
            "fields",
            "{ agency { " + "code " * 50 + "} " + "agency { " + "name " * 50 + "} " * 1 + "}",
            "{ agency { " + "code " * LIMITS.fields + "} }",
        ),
        (
            "spreads",
            "{ agency { " + "...A " * LIMITS.spreads + "} } fragment A on Agency { code }",
            "{ agency { " + "...A " * (LIMITS.spreads + 1) + "} } fragment A on Agency { code }",
        ),
        (
            "definitions",
            "{ agency { code } } " + " ".join(f"fragment F{n} on Agency {{ code }}" for n in range(29)),
            "{ agency { code } } " + " ".join(f"fragment F{n} on Agency {{ code }}" for n in range(30)),
        ),
        (
            "values",
            "{ a: nodes(ids: ["
            + '"x" ' * 140
            + "]) { id } orgUnits(where: {a: [1, {b: 2}], "
            + "c: 1 " * 6
            + "}) { x } }",
            "{ a: nodes(ids: ["
            + '"x" ' * 140
            + "]) { id } orgUnits(where: {a: [1, {b: 2}], "
            + "c: 1 " * 7
            + "}) { x } }",
        ),
        (
            "pairs",
            "{ agency { " + "code " * 100 + "} }",
            "{ agency { " + "code " * 102 + "} }",
        ),
    ],
)
def test_each_limit_is_met_at_its_bound(limit: str, within: str, beyond: str) -> None:
    assert exceeded(parse(within)) is None
    assert exceeded(parse(beyond)) == limit


def test_tokens_are_limited_while_they_are_read() -> None:
    known = Documents(SCHEMA).known("{ agency { " + "code " * MOST_TOKENS + "} }")
    assert known.document is None
    assert "QUERY_TOO_COMPLEX" in str(known.errors[0])


def test_a_page_multiplies_what_stands_below_it() -> None:
    assert cost("{ agency { code name } }") == 3
    one = cost("{ orgUnits(first: 1) { nodes { code name } } }")
    assert cost("{ orgUnits(first: 100) { nodes { code name } } }") - one == 99 * 2
    asked = "query A($n: Int) { orgUnits(first: $n) { nodes { code name } } }"
    assert cost(asked, n=1) == one
    assert cost(asked, n=100) == cost(asked) == cost(asked, n="many")
    assert cost("{ orgUnits(last: 100) { totalCount pageInfo { endCursor } } }") == 4


def test_what_is_computed_has_a_price_as_often_as_it_is_asked() -> None:
    assert (
        cost("{ unitAchievements(first: 1) { totalCount } }") == cost("{ orgUnits(first: 1) { totalCount } }") + 2_000
    )
    asked = "{ disseminations(first: %s) { nodes { reach { acknowledged } } } }"
    assert cost(asked % 20) - cost(asked % 10) == 10 * (1 + 5 + 200)


def test_the_cost_of_a_spread_is_that_of_its_fragment() -> None:
    plain = "{ orgUnits(first: 10) { nodes { code children { code } } } }"
    spread = "{ orgUnits(first: 10) { ...C } } fragment C on OrgUnitConnection { nodes { ...U } }"
    spread += " fragment U on OrgUnit { code children { code } }"
    assert cost(plain) == cost(spread)


def doubling(count: int) -> str:
    """Fragments that spread one another twice: written out it would be two to the power of their number."""
    parts = [
        f"fragment F{n} on OrgUnit {{ parent {{ ...F{n + 1} }} again: parent {{ ...F{n + 1} }} }}"
        for n in range(count)
    ]
    return " ".join(
        ["{ orgUnits(first: 1) { nodes { ...F0 } } }", *parts, f"fragment F{count} on OrgUnit {{ code }}"]
    )


ATTACKS = {
    "doubling fragments": doubling(14),
    "a cycle": "{ agency { ...A } } fragment A on Agency { ...B } fragment B on Agency { ...A }",
    "same key many times": "{ " + " ".join("agency { code }" for _ in range(300)) + " }",
    "same key with fragments": "{ agency { " + "...A " * 25 + "} } fragment A on Agency { " + "code " * 40 + "}",
    "many directives": "{ agency { code " + "@a " * 900 + "} }",
    "introspection in itself": "{ __schema { types { " + "fields { type { " * 3 + "name " + "} } " * 3 + "} } }",
    "a long number": "{ orgUnits(first: " + "9" * 90_000 + ") { nodes { code } } }",
    "deep lists": "{ orgUnits(first: " + "[" * 900 + "1" + "]" * 900 + ") { nodes { code } } }",
    "long name": "{ " + "a" * 90_000 + " }",
    "suggestions": "{ " + " ".join(f"orgUnit{n} {{ x }}" for n in range(250)) + " }",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_no_attack_takes_long_before_it_is_refused(name: str) -> None:
    """A gross bound: the figure is measured in the bench."""
    began = time.thread_time()
    known = Documents(SCHEMA).known(ATTACKS[name])
    assert known.errors or known.operation(None) is not None
    assert time.thread_time() - began < 0.5


def test_a_known_document_is_read_once() -> None:
    documents = Documents(SCHEMA)
    assert documents.known("{ agency { code } }") is documents.known("{ agency { code } }")


def test_an_operation_is_found_by_its_name_or_by_being_the_only_one() -> None:
    known = Documents(SCHEMA).known("query A { agency { code } } query B { agency { name } }")
    assert known.operation("B") is not None
    assert known.operation(None) is None
    assert known.operation("C") is None


def test_a_core_function_costs_what_it_says() -> None:
    document = parse('{ nodes(ids: ["a", "b"]) { id } }')
    operation = document.definitions[0]
    assert cost_of(SCHEMA._schema, document, operation, {}) == 1 + 2  # type: ignore[arg-type]  # it is an operation
