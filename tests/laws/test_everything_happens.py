"""The laws reach everything: their moves record every fact, and every root field and type has something to show."""

import asyncio
import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type

from kinerja.application.commands import Commands, Request
from kinerja.application.receipts import Receipt
from kinerja.domain.catalogue import fact_types
from kinerja.domain.ids import made_by
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.schema import build_schema
from kinerja.identity.command_rights import COMMAND_RIGHTS
from kinerja.service import service_on
from tests.conftest import Cluster, TestClock
from tests.differential.both_ways import both_ways
from tests.laws.everything import everything, root_lists
from tests.laws.histories import KINDS, begin, make
from tests.laws.test_as_of import MAY, catch_up
from tests.laws.tour import TOUR
from tests.people import Town

NOT_RECORDED = {"EvaluationWithdrawn": "of what `open_later` opened: random histories, and the tests of B2.9"}
"""Fact types that no move records, each with the reason."""
NOT_GIVEN = {"foundAgency": "given once, before any history begins"}
"""Commands that no move gives, each with the reason."""
NOT_SHOWN = {
    "CommandIdReused": "says why a mutation was refused",
    "InvalidInput": "says why a mutation was refused",
    "NotPermitted": "says why a mutation was refused",
    "PublicSide": "citizens of the tour are served in the quarter after the one that is judged: in tests of D8",
    "VersionConflict": "says why a mutation was refused",
}
"""Types of which no query shows an object, each with the reason. Edges are of pages: everything is asked by nodes."""
NOT_TOURED = {
    "take_target": "always refused: the target is another plan's",
    "revise_foreign": "always refused: the target is another plan's",
    "propose_support": "supports the head's plan, which the prologues bring about",
    "answer_revision": "answers `propose_support`",
    "open_later": "goes on to July: then mandates and posts of the tour are over",
    "narrow": "removes a result that only an adopted `propose_revision` adds",
    "pass_collection": "given, and finds the collection closed: its passing is in tests of D4",
    "release": "`end_collection` releases all there is",
    "measure_complaints": "needs a complaint that was resolved in a month that is reported",
}
"""Kinds of moves that the tour leaves out, each with the reason; what they record others record too."""
WHO = ("inspector", "admin", "member", "officer")
"""Who see all but what is somebody's own, whose own there is, and who reads what raters said in words."""

PUBLIC_FIELDS = {
    "agency", "orgUnits", "positions", "standards", "services", "indicators", "indicatorRevisions", "indicatorImpact",
    "periods", "deadlines", "holidays", "holidayCalendars", "publishedFigures", "nodes",
    "collections", "collectedMeans", "satisfactionSurveys", "satisfactionIndices", "serviceSatisfactions",
}  # fmt: skip
"""What is not empty without login; the impact of an indicator is, but for a count of 0."""
PUBLIC_TYPES = {
    "Agency", "OrgUnit", "Position", "PerformanceStandard", "StandardVersion", "StandardDatum", "StandardEvaluation",
    "StandardTarget", "ProcedureStep", "ConsultationSession", "Service", "Indicator", "IndicatorVersion",
    "IndicatorRevision", "IndicatorChange", "IndicatorImpact", "FormulaTerm", "Blame", "Period", "PeriodWindow",
    "Deadline", "Holiday", "HolidayCalendar", "PublishedFigures", "PublishedCell", "PageInfo",
    "Collection", "AnonymityContract", "CollectedGroup", "CollectedMean", "SatisfactionSurvey", "SatisfactionIndex",
    "SurveyElement", "SurveyResult", "FollowUpPlan", "FollowUpItem", "ServiceSatisfaction",
}  # fmt: skip
"""The types of all that is shown without login, but for connections."""


@dataclass
class Toured:
    """A town in which everything happened, and what it took."""

    town: Town
    recorded: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)

    def play(self) -> None:
        """Play the tour. Raises Refused where a move is refused."""
        recorder = self.town.service.logs.of(self.town.agency).recorder
        begin(self.town, "nothing")
        for step, move in enumerate(TOUR):
            head = recorder.max_notification_id()
            make(self.town, move, step)
            if recorder.max_notification_id() != head:
                self.recorded.add(move.kind)

    @property
    def facts(self) -> set[str]:
        """The types of all facts of its log."""
        recorder = self.town.service.logs.of(self.town.agency).recorder
        return {each.topic for each in recorder.select_notifications(1, recorder.max_notification_id() or 0)}


@pytest.fixture(scope="module")
def toured(cluster: Cluster, town_template: str) -> Iterator[Toured]:
    """The town after the tour, its read models level."""
    name = f"tour_{os.getpid()}"
    execute = Commands.execute
    with (
        contextlib.ExitStack() as after,
        service_on(cluster.create(name, town_template), cluster.secrets, TestClock(MAY)) as service,
        pytest.MonkeyPatch.context() as patched,
    ):
        after.callback(cluster.drop, name)
        made = Toured(Town(service).founded())

        def noting(self: Commands, request: Request) -> Receipt:
            receipt = execute(self, request)
            made.given.add(request.command.action)
            return receipt

        patched.setattr(Commands, "execute", noting)
        made.play()
        patched.undo()
        catch_up(service)
        yield made


def test_every_move_is_recorded_in_the_tour(toured: Toured) -> None:
    assert set(KINDS) - toured.recorded == NOT_TOURED.keys()


def test_every_command_is_given_in_the_tour(toured: Toured) -> None:
    assert COMMAND_RIGHTS.keys() - toured.given == NOT_GIVEN.keys()


def test_every_fact_type_is_recorded_in_the_tour(toured: Toured) -> None:
    assert fact_types().keys() - toured.facts == NOT_RECORDED.keys()


def test_every_root_field_and_every_type_shows_something_of_the_tour(toured: Toured) -> None:
    answered, shown = asyncio.run(_shown(toured.town, [toured.town.ids[who] for who in WHO]))
    assert _root_fields() - answered == set()
    assert _readable() - shown == NOT_SHOWN.keys()


def test_h11_without_login_these_root_fields_and_types_show_something_and_no_others(toured: Toured) -> None:
    answered, shown = asyncio.run(_shown(toured.town, [None]))
    assert answered == PUBLIC_FIELDS
    assert {name for name in shown if not name.endswith("Connection")} == PUBLIC_TYPES


async def _shown(town: Town, subjects: Sequence[UUID | None]) -> tuple[set[str], set[str]]:
    """The root fields that gave something to one of these viewers, and the types of all that was given."""
    answered, found = set(), _Found()
    async with both_ways(town.service, town.agency, MAY) as ways:
        for root, text in _documents(town):
            for subject in subjects:
                data = (await ways.data(text, subject))[root]
                found.walk(_query().fields[root].type, data)
                if data and (not isinstance(data, dict) or data.get("nodes", True)):
                    answered.add(root)
    return answered, found.types


class _Found:
    """Which types the objects of answers are of."""

    def __init__(self) -> None:
        self.types: set[str] = set()

    def walk(self, declared: Any, data: Any) -> None:
        """Note the type of every object below a value. Of an interface the object itself says it."""
        if isinstance(data, list):
            for each in data:
                self.walk(declared, each)
        elif isinstance(data, dict):
            kind = build_schema()._schema.type_map[data.get("__typename") or get_named_type(declared).name]
            assert isinstance(kind, GraphQLObjectType)
            self.types.add(kind.name)
            for name, value in data.items():
                if name != "__typename":
                    self.walk(kind.fields[name].type, value)


def _documents(town: Town) -> Iterator[tuple[str, str]]:
    """Each root field with all below it; then what an id is needed for, and what is deeper down."""
    yield from ((root, everything(root, "")) for root in (*root_lists(), "viewer"))
    indicator, plan = (
        _id(town, "Indicator", town.named("Indicator", "IND")),
        _id(town, "PerformancePlan", town.plan()),
    )
    judged = _id(town, "Evaluation", town.evaluation("2025-Q1"))
    yield "node", f'{{ node(id: "{plan}") {{ __typename id }} }}'
    yield "nodes", f'{{ nodes(ids: ["{plan}", "{indicator}"]) {{ __typename id }} }}'
    yield "replayEvaluation", everything("replayEvaluation", f'id: "{judged}"')
    disclosure = _id(town, "Disclosure", _disclosure(town))
    yield "disclosedAnswers", everything("disclosedAnswers", f'disclosureId: "{disclosure}"')
    yield "receipt", everything("receipt", f'commandId: "{town.command_id("dialogue-member")}"')
    yield "evaluations", "{ evaluations(first: 9) { nodes { score { derivation { sources { position } } } } } }"
    yield "batchItems", "{ batchItems(first: 100) { nodes { refusals { __typename rule } } } }"


def _id(town: Town, kind: str, id: Any) -> str:
    return str(GlobalId(kind, town.agency, id))


def _disclosure(town: Town) -> UUID:
    """The disclosure of the tour."""
    (step,) = [step for step, move in enumerate(TOUR) if move.kind == "break_glass"]
    return made_by(town.command_id(f"move-{step}"), "disclosure")


def _query() -> GraphQLObjectType:
    query = build_schema()._schema.query_type
    assert query is not None
    return query


def _root_fields() -> set[str]:
    return set(_query().fields)


def _readable() -> set[str]:
    """Every object type that a query may lead to, but for edges."""
    schema, found, waiting = build_schema()._schema, set(), [_query()]
    while waiting:
        kind = waiting.pop()
        if kind.name in found:
            continue
        found.add(kind.name)
        for each in kind.fields.values():
            inner = get_named_type(each.type)
            if isinstance(inner, GraphQLInterfaceType):
                waiting += schema.get_possible_types(inner)
            elif isinstance(inner, GraphQLObjectType):
                waiting.append(inner)
    return {name for name in found if not name.endswith("Edge")} - {"Query"}
