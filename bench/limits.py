"""``limits``: CPU before an operation is executed or refused, for every known attack and for the worst that is found.

A document goes the way of a request: parsed, measured, validated, its cost counted, and compiled. The search begins
with attacks cut down to what the limits let through and goes on by changing the worst that it knows.
"""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from graphql import GraphQLError, parse

from bench.figures import Figure
from kinerja.graphql.compiled.selections import NotCompiled
from kinerja.graphql.documents import Documents
from kinerja.graphql.failures import RequestFailed
from kinerja.graphql.limits import MOST_TOKENS, exceeded
from kinerja.graphql.schema import build_schema
from kinerja.identity.relations import Standing
from kinerja.web.server import settle_garbage
from tests.graphql.test_limits import ATTACKS

_ASKED_MS = 50.0
_ROUNDS = 600
_REPEATS = 3
_LAST, _AGAIN = 8, 15
_KINDS = ("OrgUnit", "Position", "Employee", "Assignment", "Indicator", "PerformancePlan", "Evaluation", "Rating")
Part = Callable[[int], str]


def limit_figures(seed: int = 1) -> list[Figure]:
    """The worst attack, and the worst document within all limits."""
    build_schema()
    settle_garbage()  # as the server does
    attacks = {name: _ms(text) for name, text in ATTACKS.items()}
    worst = max(attacks, key=lambda name: attacks[name])
    found = _Search(random.Random(seed)).worst()  # noqa: S311 - figures, no secrets
    return [
        Figure(
            "limits: the worst attack", "ms", attacks[worst], asked=_ASKED_MS, better="lower", notes={"it": worst}
        ),
        Figure(
            "limits: the worst document within them", "ms", found.ms, asked=_ASKED_MS, better="lower",
            notes={"characters": len(found.text), "made of": found.made_of, "documents tried": _ROUNDS},
        ),
    ]  # fmt: skip


def _ms(text: str) -> float:
    """CPU of one document that was never sent before; the least of a few, since the machine is shared."""
    return min(_once(text) for _ in range(_REPEATS))


def _once(text: str) -> float:
    documents = Documents(build_schema())
    began = time.process_time()
    operation = documents.known(text).operation(None)
    if operation is not None:
        operation.cost({})
        with contextlib.suppress(NotCompiled, RequestFailed, GraphQLError):
            operation.read.statement(operation.read.bound({}, "BIG"), _STANDINGS, "id")
    return (time.process_time() - began) * 1000


_STANDINGS = frozenset({Standing.PUBLIC, Standing.EMPLOYEE, Standing.SELF, Standing.RATER, Standing.APPRAISER})


@dataclass(frozen=True)
class _Found:
    genes: tuple[tuple[int, int], ...]
    text: str
    ms: float

    @property
    def made_of(self) -> str:
        """Names of its parts, with their sizes."""
        return " ".join(f"{_PARTS[part].__name__.strip('_')}:{size}" for part, size in self.genes)


class _Search:
    """Random parts, then changes of the worst that is known."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._best = _Found((), "{ __typename }", 0.0)
        self._worst: list[_Found] = []

    def worst(self) -> _Found:
        """What takes longest of all that was tried: the last that broke the record, measured again with care."""
        for genes in self._starts():
            self._try(genes)
        for _ in range(_ROUNDS):
            self._try(self._changed(self._best.genes))
        again = (replace(each, ms=min(_once(each.text) for _ in range(_AGAIN))) for each in self._worst[-_LAST:])
        return max(again, key=lambda found: found.ms)

    def _starts(self) -> Iterator[tuple[tuple[int, int], ...]]:
        for part in range(len(_PARTS)):
            for size in (2, 5, 10, 20, 40, 80, 160, 320):
                yield ((part, size),)

    def _changed(self, genes: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        changed = list(genes)
        if not changed or self._chance.random() < 0.4:  # noqa: PLR2004 - as often as not
            changed.append((self._chance.randrange(len(_PARTS)), self._chance.randint(1, 60)))
        place = self._chance.randrange(len(changed))
        part, size = changed[place]
        changed[place] = (part, max(1, size + self._chance.randint(-size // 2 - 1, size // 2 + 1)))
        if len(changed) > 1 and self._chance.random() < 0.2:  # noqa: PLR2004 - now and then
            del changed[self._chance.randrange(len(changed))]
        return tuple(changed)

    def _try(self, genes: tuple[tuple[int, int], ...]) -> None:
        text = _document(genes)
        if not _within(text):
            return
        ms = _once(text)
        if ms > self._best.ms and (ms := _ms(text)) > self._best.ms:
            self._best = _Found(genes, text, ms)
            self._worst.append(self._best)


def _within(text: str) -> bool:
    try:
        return exceeded(parse(text, max_tokens=MOST_TOKENS)) is None
    except GraphQLError:
        return False


def _document(genes: tuple[tuple[int, int], ...]) -> str:
    """One operation of all parts; behind ``###`` stand fragments, before ``$$$`` definitions of variables."""
    written = (_PARTS[part](size).replace("@", str(number)) for number, (part, size) in enumerate(genes))
    parts = [each.partition("###") for each in written]
    bodies = [part[0].rpartition("$$$") for part in parts]
    variables = " ".join(body[0] for body in bodies)
    head = f"query Q({variables})" if variables.strip() else ""
    return f"{head} {{ {' '.join(body[2] for body in bodies)} }} {' '.join(part[2] for part in parts)}"


def _repeated(size: int) -> str:
    """The same key again and again, with the same below it."""
    return " ".join("agency { code name level }" for _ in range(size))


def _nested(size: int) -> str:
    """Pairs of the same key on every level."""
    depth = min(size, 9)
    inner = "code code"
    for _ in range(depth):
        inner = f"parent {{ {inner} }} parent {{ code }}"
    return f"u@: orgUnits(first: 1) {{ nodes {{ {inner} }} }}"


def _kinds(size: int) -> str:
    """The same keys on types that exclude each other."""
    kinds = (f"... on {_KINDS[n % len(_KINDS)]} {{ id version }}" for n in range(size))
    return f'n@: node(id: "x") {{ {" ".join(kinds)} }}'


def _unknown(size: int) -> str:
    """Fields that are nearly there: suggestions are made."""
    return " ".join(f"orgUnit{n}x@" for n in range(size))


def _unknown_arguments(size: int) -> str:
    """Arguments and values that are nearly right."""
    given = " ".join(f"firs{n}: 1" for n in range(size))
    return f"o@: orgUnits({given}) {{ totalCount }}"


def _filters(size: int) -> str:
    """Large inputs."""
    given = " ".join(f"unitI{n}: {{a: [1, 2]}}" for n in range(size))
    return f"e@: evaluations(first: 1, where: {{{given}}}) {{ totalCount }}"


def _enums(size: int) -> str:
    """Values that the enum does not have."""
    return " ".join(
        f"v{n}x@: evaluations(first: 1, where: {{kind: PERIODI{n}}}) {{ totalCount }}" for n in range(size)
    )


def _spreads(size: int) -> str:
    """Fragments beside one another, each against each."""
    names = [f"F{n}_@" for n in range(min(size, 29))]
    fragments = " ".join(f"fragment {name} on OrgUnit {{ id code name kind }}" for name in names)
    return f"s@: orgUnits(first: 1) {{ nodes {{ {' '.join(f'...{name}' for name in names)} }} }} ### {fragments}"


def _chain(size: int) -> str:
    """Fragments in a chain, each spread twice."""
    count = max(1, min(size, 11))
    links = " ".join(
        f"fragment C{n}_@ on OrgUnit {{ id parent {{ ...C{n + 1}_@ }} parent {{ ...C{n + 1}_@ }} }}"
        for n in range(count)
    )
    return f"c@: orgUnits(first: 1) {{ nodes {{ ...C0_@ }} }} ### {links} fragment C{count}_@ on OrgUnit {{ id }}"


def _wide(size: int) -> str:
    """Many fields that are there, to be validated and compiled one by one."""
    per = (
        "id state startsOn endsOn newestVersion version employee { name } position { title code } unit { name code }"
    )
    return " ".join(f"p{n}x@: plans(first: 1) {{ nodes {{ {per} }} }}" for n in range(min(size, 40)))


def _deep(size: int) -> str:
    """As deep as may be, with lists."""
    inner = "id code"
    for _ in range(min(size, 10)):
        inner = f"id code children {{ {inner} }}"
    return f"d@: orgUnits(first: 1) {{ nodes {{ {inner} }} }}"


def _variables(size: int) -> str:
    """Variables of other types than what they are used for."""
    kinds = ("[ID!]", "OrgUnitFilter", "EvaluationFilter", "Boolean", "LogPosition", "Int!")
    defined = " ".join(f"$v{n}x@: {kinds[n % len(kinds)]}" for n in range(size))
    used = " ".join(f"w{n}x@: orgUnits(first: $v{n}x@, where: $v{n}x@) {{ totalCount }}" for n in range(size))
    return f"{defined} $$$ {used}"


def _unused(size: int) -> str:
    """Variables that nobody uses."""
    return " ".join(f"$u{n}x@: [[OrgUnitFilter!]!]" for n in range(size)) + " $$$ __typename"


def _operations(size: int) -> str:
    """Fragments that nobody uses."""
    unused = " ".join(f"fragment U{n}_@ on Agency {{ code name }}" for n in range(size))
    return f"__typename ### {unused}"


_PARTS: list[Part] = [
    _repeated, _nested, _kinds, _unknown, _unknown_arguments, _filters, _enums, _spreads, _chain, _wide, _deep,
    _operations, _variables, _unused,
]  # fmt: skip
