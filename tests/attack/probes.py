"""What whoever attacks asks: everything that the schema offers, found by walking it: what is new is asked too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

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
from tests.laws.everything import affordable, everything, root_lists, shallow
from tests.surveys import Surveys

SCHEMA = build_schema()._schema
ATTACKERS = ("member", "officer", "admin", "p0", None)
"""The employee who is rated, the superior, a curious administrator, a colleague who tells all, and anybody."""
VOICES = (
    "collections", "collectedMeans", "askedRaters", "ratingRequests", "ratingViews", "evaluations", "auditTrail",
    "satisfactionSurveys", "satisfactionIndices", "serviceSatisfactions", "officerSatisfactions",
)  # fmt: skip
"""What is asked by more values and of more moments, also in the short form; everything is asked anyway."""
_COMMAND = UUID("00000000-0000-4000-8000-0000000000aa")
_AT_ONCE = 20
"""So many things are asked by one document."""


class Surface(StrEnum):
    """Where something is asked."""

    NOW = "now: every root field"
    PAST = "as of positions and times"
    FILTERS = "filters, and their totals"
    BY_ID = "`node`, `nodes`, receipts, replay"
    ENDS = "from the end, and totals"
    SUBSCRIPTIONS = "subscriptions"
    COMMANDS = "commands and their refusals"
    TIMING = "how long it takes"


@dataclass(frozen=True)
class Probe:
    """Something that is asked, one thing or several at once. Its name is the same in every world."""

    surface: Surface
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
    texts: dict[str, str]
    """What is said in words or figures, by the name of an input."""
    hidden: Sequence[UUID]
    commands: Sequence[UUID]
    positions: Sequence[int]
    times: Sequence[str]


def known_of(world: World) -> Known:
    """What there is to ask by."""
    town = world.town
    people = {who: ("Employee", id) for who, id in town.ids.items() if not who.startswith("assignment-")}
    surveys, (ours, elsewhere) = Surveys(town), world.served
    things = {
        "survey": ("SatisfactionSurvey", surveys.survey(ROUND)),
        "asked": ("Collection", surveys.collection(ROUND)),
        "heard": ("Collection", ours.collection),
        "elsewhere": ("Collection", elsewhere.collection),
        "service": ("Service", surveys.service),
        "collection": ("Collection", world.collection()),
        "other": ("Collection", world.collection("second")),
        "evaluation": ("Evaluation", town.evaluation("2025-Q1")),
        "plan": ("PerformancePlan", town.plan()),
        "unit": ("OrgUnit", town.named("OrgUnit", "ROOT")),
        "position": ("Position", town.named("Position", "MEMBER")),
        "period": ("Period", town.named("Period", "2025")),
        "encounter": ("ServiceEncounter", ours.desk.visit("P6-0")),
        "rater": ("Employee", town.ids["p6"]),
        "employee": ("Employee", town.ids["member"]),
        "officer": ("Employee", town.ids["officer"]),
        "comment": ("ReleasedComment", world.hidden[0]),
    }
    givers = [f"voice-p{number}" for number in range(PEERS)]
    tokens = [f"say-{token}" for token in (*ours.tokens, *elsewhere.tokens)]
    answers = range(world.before, world.before + ANSWERS + 1)
    return Known(
        agency=town.agency,
        ids={name: str(GlobalId(kind, town.agency, id)) for name, (kind, id) in {**people, **things}.items()},
        texts={"token": ours.token("P6-0")},
        hidden=world.hidden,
        commands=[town.command_id(key) for key in (*givers, *tokens)],
        positions=sorted({*answers, world.head - 1, world.head}),
        times=["2025-05-06T01:00:00Z", "2025-05-06T01:00:20Z", "2025-06-01T00:00:00Z"],
    )


def probes(known: Known, *, long: bool, past: bool = True, of: str = "all") -> Iterator[Probe]:
    """Every probe. The short form asks of the past at fewer positions, and by fewer values of filters.

    ``past`` False: of now alone. ``of`` "voices": of what voices are told in alone, but for what there is now.
    """
    roots = root_lists()
    document = everything if long else shallow
    for root in roots:
        yield Probe(Surface.NOW, f"now: {root}", document(root, "", known.agency))
    some = roots if of == "all" or long else VOICES
    if past or long:
        yield from _as_of(known, document, some, long=long)
    yield from _by_filters(known, some, long=long)
    yield from _by_ids(known)
    yield from _paged(roots)


def _as_of(known: Known, document: Any, roots: Sequence[str], *, long: bool) -> Iterator[Probe]:
    for position in known.positions if long else known.positions[1:4:2]:
        for root in roots if long or position == known.positions[3] else VOICES:
            text = document(root, "asOf: {position: $at}", known.agency, "$at: LogPosition!")
            yield Probe(Surface.PAST, f"as of {position}: {root}", text, {"at": str(position)})
    for at in known.times if long else known.times[1:2]:
        for root in roots if long else VOICES:
            text = document(root, "asOf: {recordedAt: $at}", known.agency, "$at: DateTime!")
            yield Probe(Surface.PAST, f"as of {at}: {root}", text, {"at": at})


def _by_ids(known: Known) -> Iterator[Probe]:
    """What nobody is told the id of, as if it were known; and what is known, as an object of every type."""
    for kind in sorted(node_types()):
        ids = [str(GlobalId(kind, known.agency, id)) for id in known.hidden]
        some = ", ".join(f'"{id}"' for id in ids)
        yield Probe(
            Surface.BY_ID, f"hidden as {kind}", f"{{ nodes(ids: [{some}]) {{ __typename id }} }}", asks=len(ids)
        )
    kinds = {"evaluation": "Evaluation", "survey": "SatisfactionSurvey"}
    for name in ("collection", "other", "asked", "heard", "elsewhere", "evaluation", "survey"):
        kind = kinds.get(name, "Collection")
        text = f'{{ node(id: "{known.ids[name]}") {{ __typename id ... on {kind} {{ {_scalars(kind)} }} }} }}'
        yield Probe(Surface.BY_ID, f"node {name}", text)
    shown = "{ position recordedAt hash version }"
    receipts = [f'a{number}: receipt(commandId: "{id}") {shown}' for number, id in enumerate(known.commands)]
    yield Probe(Surface.BY_ID, "receipts", f"{{ {' '.join(receipts)} }}", asks=len(receipts))
    replay = f'{{ replayEvaluation(id: "{known.ids["evaluation"]}") {{ equal recordedHash sources }} }}'
    yield Probe(Surface.BY_ID, "replay", replay)


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
    yield from _together(Surface.ENDS, "last", ends)


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
            for value in _values(name, given.type, known, where)[: None if long or root in VOICES else 1]
        ]
        yield from _together(Surface.FILTERS, f"{root} by filters", asked)


def _where_of(root: str) -> Any:
    """The input type of a list's filter; None without one."""
    for cls in _roots():
        for each in get_object_definition(cls, strict=True).fields:
            if isinstance(read := each.metadata.get("read"), ListRead) and camel(each.python_name) == root:
                return read.where
    return None


def _together(surface: Surface, name: str, asked: Sequence[str]) -> Iterator[Probe]:
    """Several things in as few documents as the limits allow."""
    if not asked:
        return
    text = f"{{ {' '.join(f'a{number}: {each}' for number, each in enumerate(asked))} }}"
    if len(asked) <= _AT_ONCE and (len(asked) == 1 or affordable(text)):
        yield Probe(surface, f"{name}, from {asked[0]}", text, asks=len(asked))
        return
    half = len(asked) // 2
    yield from _together(surface, name, asked[:half])
    yield from _together(surface, name, asked[half:])


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


_VOICES_IDS = frozenset({"collectionId", "commentId", "surveyId", "token", "encounterId"})
_IDS = _VOICES_IDS | {"evaluationId", "serviceId"}
"""What a command names that has to do with voices; the last two only once nothing is judged any more."""


def commanded(known: Known, who: str | None, *, last: bool, long: bool) -> Iterator[Probe]:
    """Commands, as whoever attacks: what refuses them, and what they show, whether they change something or not.

    ``last``: it does not matter what they change. The short form gives those that name something with voices.
    """
    mutation = SCHEMA.mutation_type
    assert mutation is not None
    for name, declared in mutation.fields.items():
        given = get_named_type(declared.args["input"].type)
        assert isinstance(given, GraphQLInputObjectType)
        if not (last and long) and not (_IDS if last else _VOICES_IDS) & given.fields.keys():
            continue
        filled = _filled(given, known)
        filled["commandId"] = str(uuid5(_COMMAND, f"{who}/{name}/{last}"))
        shown = "{ receipt { position version } userErrors { rule message path hint } }"
        text = f"mutation ($input: {given.name}!) {{ {name}(input: $input) {shown} }}"
        yield Probe(Surface.COMMANDS, f"command {name}", text, {"input": filled})


def _filled(kind: GraphQLInputObjectType, known: Known) -> dict[str, Any]:
    found = {}
    for name, each in kind.fields.items():
        if isinstance(each.type, GraphQLNonNull) or name in ("reason", "positionId"):
            found[name] = _value(name, each.type, known)
    return found


def _value(name: str, declared: Any, known: Known) -> Any:
    inner, kind = get_nullable_type(declared), get_named_type(declared)
    if name == "promise":
        return _PROMISED
    if is_list_type(inner):
        return [_value(name.removesuffix("s"), inner.of_type, known)]
    if isinstance(kind, GraphQLInputObjectType):
        return _filled(kind, known)
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if kind.name == "ID":
        return known.ids.get(name.removesuffix("Id"), known.ids["position"])
    return _TEXTS.get(name) or known.texts.get(name) or _OF_A_KIND.get(kind.name, "sebab")


_PROMISED = {"comments": ["APPRAISER"], "aggregates": ["RATEE", "APPRAISER", "REVIEWER", "ADMINISTRATOR"]}
"""What is promised anyway: the answers are read by the same afterwards."""
_TEXTS = {"window": "2025-Q1", "month": "2025-01", "round": "2025-S1"}
_OF_A_KIND: dict[str, Any] = {
    "Int": 1, "Boolean": True, "Decimal": "1", "UUID": str(_COMMAND),
    "Date": "2025-06-01", "DateTime": "2025-05-02T02:00:00Z",
}  # fmt: skip
