"""What whoever attacks asks: everything that the schema offers, found by walking it: what is new is asked too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_required_argument,
)
from strawberry.types.base import get_object_definition

from kinerja.application.inputs import camel
from kinerja.graphql.failures import RequestFailed
from kinerja.graphql.filtering import Asking, conditions_of
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.listing import ListRead
from kinerja.graphql.node import node_types
from kinerja.graphql.schema import _roots, build_schema
from tests.attack.worlds import ANSWERS, PEERS, ROUND, World
from tests.citizens import Citizens
from tests.laws.everything import affordable, everything, root_lists, shallow
from tests.surveys import Surveys

SCHEMA = build_schema()._schema
_VOICES = (
    "collections", "collectedMeans", "askedRaters", "ratingRequests", "ratingViews", "evaluations", "auditTrail",
    "satisfactionSurveys", "satisfactionIndices", "serviceSatisfactions", "officerSatisfactions",
)  # fmt: skip
"""What is asked by more values and of more moments, also in the short form; everything is asked anyway."""
_COMMAND = UUID("00000000-0000-4000-8000-0000000000aa")
_AT_ONCE = 20
"""So many things are asked by one document."""


@dataclass(frozen=True)
class Probe:
    """Something that is asked, one thing or several at once. Its name is the same in every world."""

    name: str
    text: str
    variables: dict[str, Any] = field(default_factory=dict)
    asks: int = 1


@dataclass(frozen=True)
class Known:
    """What probes are filled with: ids, positions and times of a world, the same in all worlds of a phase."""

    agency: str
    ids: dict[str, str]
    """Global ids by the names of people and things."""
    hidden: Sequence[UUID]
    commands: Sequence[UUID]
    positions: Sequence[int]
    times: Sequence[str]


def known_of(world: World) -> Known:
    """What there is to ask by."""
    town = world.town
    people = {who: ("Employee", id) for who, id in town.ids.items() if not who.startswith("assignment-")}
    surveys, citizens = Surveys(town), Citizens(town)
    things = {
        "survey": ("SatisfactionSurvey", surveys.survey(ROUND)),
        "asked": ("Collection", surveys.collection(ROUND)),
        "heard": ("Collection", citizens.collection),
        "service": ("Service", surveys.service),
        "collection": ("Collection", world.collection()),
        "other": ("Collection", world.collection("second")),
        "evaluation": ("Evaluation", town.evaluation("2025-Q1")),
        "plan": ("PerformancePlan", town.plan()),
        "unit": ("OrgUnit", town.named("OrgUnit", "ROOT")),
        "position": ("Position", town.named("Position", "MEMBER")),
        "period": ("Period", town.named("Period", "2025")),
    }
    givers = [f"voice-p{number}" for number in range(PEERS)]
    tokens = [f"say-{citizens.token(f'{served}-{number}')}" for served in "AB" for number in range(PEERS)]
    answers = range(world.before, world.before + ANSWERS + 1)
    return Known(
        agency=town.agency,
        ids={name: str(GlobalId(kind, town.agency, id)) for name, (kind, id) in {**people, **things}.items()},
        hidden=world.hidden,
        commands=[town.command_id(key) for key in (*givers, *tokens)],
        positions=sorted({*answers, world.head - 1, world.head}),
        times=["2025-05-05T01:00:00Z", "2025-05-05T01:03:00Z", "2025-06-01T00:00:00Z"],
    )


def probes(known: Known, *, long: bool, past: bool = True, of: str = "all") -> Iterator[Probe]:
    """Every probe. The short form asks of the past at fewer positions, and by fewer values of filters.

    ``past`` False: of now alone. ``of`` "voices": of what voices are told in alone, but for what there is now.
    """
    roots = root_lists()
    document = everything if long else shallow
    for root in roots:
        yield Probe(f"now: {root}", document(root, "", known.agency))
    some = roots if of == "all" or long else _VOICES
    if past or long:
        yield from _as_of(known, document, some, long=long)
    yield from _by_filters(known, some, long=long)
    yield from _by_ids(known)
    yield from _paged(roots)


def _as_of(known: Known, document: Any, roots: Sequence[str], *, long: bool) -> Iterator[Probe]:
    for position in known.positions if long else known.positions[1:4:2]:
        for root in roots if long or position == known.positions[3] else _VOICES:
            text = document(root, "asOf: {position: $at}", known.agency, "$at: LogPosition!")
            yield Probe(f"as of {position}: {root}", text, {"at": str(position)})
    for at in known.times if long else known.times[1:2]:
        for root in roots if long else _VOICES:
            text = document(root, "asOf: {recordedAt: $at}", known.agency, "$at: DateTime!")
            yield Probe(f"as of {at}: {root}", text, {"at": at})


def _by_ids(known: Known) -> Iterator[Probe]:
    """What nobody is told the id of, as if it were known; and what is known, as an object of every type."""
    for kind in sorted(node_types()):
        ids = [str(GlobalId(kind, known.agency, id)) for id in known.hidden]
        some = ", ".join(f'"{id}"' for id in ids)
        yield Probe(f"hidden as {kind}", f"{{ nodes(ids: [{some}]) {{ __typename id }} }}", asks=len(ids))
    kinds = {"evaluation": "Evaluation", "survey": "SatisfactionSurvey"}
    for name in ("collection", "other", "asked", "heard", "evaluation", "survey"):
        kind = kinds.get(name, "Collection")
        text = f'{{ node(id: "{known.ids[name]}") {{ __typename id ... on {kind} {{ {_scalars(kind)} }} }} }}'
        yield Probe(f"node {name}", text)
    shown = "{ position recordedAt hash version }"
    receipts = [f'a{number}: receipt(commandId: "{id}") {shown}' for number, id in enumerate(known.commands)]
    yield Probe("receipts", f"{{ {' '.join(receipts)} }}", asks=len(receipts))
    replay = f'{{ replayEvaluation(id: "{known.ids["evaluation"]}") {{ equal recordedHash sources }} }}'
    yield Probe("replay", replay)


def _scalars(kind: str) -> str:
    """The plain fields of a type."""
    declared = SCHEMA.type_map[kind]
    assert isinstance(declared, GraphQLObjectType)
    plain = GraphQLScalarType | GraphQLEnumType
    return " ".join(name for name, each in declared.fields.items() if isinstance(get_named_type(each.type), plain))


def _paged(roots: Sequence[str]) -> Iterator[Probe]:
    """From the end of every connection, and how many there are."""
    ends = [
        f"{root}(last: 5) {{ totalCount pageInfo {{ startCursor endCursor }} }}"
        for root in roots
        if "last" in _field(root).args and not _required(root)
    ]
    yield from _together("last", ends)


def _required(root: str) -> bool:
    """Whether a root field cannot be asked without an argument of its own."""
    return any(map(is_required_argument, _field(root).args.values()))


def _by_filters(known: Known, roots: Sequence[str], *, long: bool) -> Iterator[Probe]:
    """How many there are by every single condition of every filter, with values that may lead to something."""
    for root in roots:
        where = _where_of(root)
        kind = get_named_type(_field(root).args["where"].type) if where is not None else None
        if not isinstance(kind, GraphQLInputObjectType):
            continue
        asked = [
            f"{root}(first: 2, where: {{{name}: {value}}}) {{ totalCount edges {{ cursor }} }}"
            for name, given in kind.fields.items()
            for value in _values(name, given.type, known, where)[: None if long or root in _VOICES else 1]
        ]
        yield from _together(f"{root} by filters", asked)


def _where_of(root: str) -> Any:
    """The input type of a list's filter; None without one."""
    for cls in _roots():
        for each in get_object_definition(cls, strict=True).fields:
            if isinstance(read := each.metadata.get("read"), ListRead) and camel(each.python_name) == root:
                return read.where
    return None


def _together(name: str, asked: Sequence[str]) -> Iterator[Probe]:
    """Several things in as few documents as the limits allow."""
    if not asked:
        return
    text = f"{{ {' '.join(f'a{number}: {each}' for number, each in enumerate(asked))} }}"
    if len(asked) <= _AT_ONCE and (len(asked) == 1 or affordable(text)):
        yield Probe(f"{name}, from {asked[0]}", text, asks=len(asked))
        return
    half = len(asked) // 2
    yield from _together(name, asked[:half])
    yield from _together(name, asked[half:])


def _values(name: str, declared: Any, known: Known, where: Any) -> list[str]:
    """Values of a filter's input, those that lead to somebody first."""
    kind = get_named_type(declared)
    if isinstance(kind, GraphQLEnumType):
        values = sorted(kind.values, key=lambda each: each not in ("ANONYMOUS", "PEER", "RATING"))
    elif kind.name == "ID":
        values = [f'"{id}"' for id in known.ids.values() if _fits(name, id, known, where)]
    else:
        values = _PLAIN.get(kind.name, lambda _: [])(known)
    return [f"[{value}]" for value in values] if is_list_type(get_nullable_type(declared)) else values


def _fits(name: str, id: str, known: Known, where: Any) -> bool:
    """Whether an id is of the kind that a filter takes."""
    try:
        conditions_of(where, {name: id}, Asking(known.agency, past=False))
    except (RequestFailed, KeyError, TypeError):
        return False
    return True


_PLAIN: dict[str, Any] = {
    "String": lambda _: ['"AnswerGiven"', '"AnswersReleased"', '"CommentReleased"', '"CollectionClosed"', '"PEER"'],
    "Boolean": lambda _: ["true", "false"],
    "UUID": lambda known: [f'"{id}"' for id in known.commands],
    "Position": lambda known: [f'"{position}"' for position in known.positions],
    "LogPosition": lambda known: [f'"{position}"' for position in known.positions],
    "DateTime": lambda known: [f'"{at}"' for at in known.times],
    "Date": lambda _: ['"2025-05-05"', '"2025-07-20"'],
    "Int": lambda _: ["1", "5"],
    "Decimal": lambda _: ['"100"'],
}


def _field(root: str) -> GraphQLField:
    query = SCHEMA.query_type
    assert query is not None
    declared: GraphQLField = query.fields[root]
    return declared


def commanded(known: Known) -> Iterator[Probe]:
    """Every command that names a collection, as whoever attacks: what refuses it, and what it shows."""
    mutation = SCHEMA.mutation_type
    assert mutation is not None
    for name, declared in mutation.fields.items():
        given = get_named_type(declared.args["input"].type)
        assert isinstance(given, GraphQLInputObjectType)
        if not {"collectionId", "commentId"} & given.fields.keys():
            continue
        variables = {"input": _filled(given, known)}
        shown = "{ userErrors { rule message path hint } }"
        text = f"mutation ($input: {given.name}!) {{ {name}(input: $input) {shown} }}"
        yield Probe(f"command {name}", text, variables)


def _filled(kind: GraphQLInputObjectType, known: Known) -> dict[str, Any]:
    found = {}
    for name, each in kind.fields.items():
        if isinstance(each.type, GraphQLNonNull) or name in ("reason", "positionId"):
            found[name] = _value(name, each.type, known)
    return found


def _value(name: str, declared: Any, known: Known) -> Any:
    inner, kind = get_nullable_type(declared), get_named_type(declared)
    if is_list_type(inner):
        return [_value(name, inner.of_type, known)]
    if isinstance(kind, GraphQLInputObjectType):
        return _filled(kind, known)
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    named = {
        "collectionId": known.ids["collection"],
        "raterId": known.ids["p6"],
        "commentId": str(GlobalId("ReleasedComment", known.agency, known.hidden[0])),
    }
    plain = {"UUID": str(_COMMAND), "ID": known.ids["position"], "Int": 1, "Date": "2025-06-01"}
    return named.get(name) or plain.get(kind.name, "sebab")
