"""``as_of`` and ``growth``: a card, a page of a unit's list and a page of the audit trail, by size and by moment."""

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from bench.agencies import Measured
from bench.figures import Figure, paired
from bench.serving import Client, Server, served
from kinerja.graphql.context import Context
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.schema import build_schema
from kinerja.graphql.visibility import Visibility
from kinerja.service import Service

_CARD = """
query Card($asOf: AsOf) {
  viewer(asOf: $asOf) { employee { name nip } }
  plans(first: 2, where: {employeeId: "%s"}, asOf: $asOf) {
    nodes { state startsOn results { title kind weight targets { amount aspect } } }
  }
  monthlyReports(first: 4, where: {employeeId: "%s"}, asOf: $asOf) {
    nodes { month state reportedAt verifiedAt lines { month amount numerator denominator } }
  }
}
"""
"""As rich in the middle of the log as at its end: a plan and four of its reports."""
_LIST = """
query Members($unit: ID!) {
  evaluations(first: 100, where: {unitId: $unit}) {
    nodes { window kind state predicate resultsRating behaviorRating ratedAt deliveredAt acceptedAt version }
  }
}
"""
_AUDIT = """
query Trail($actor: ID!) {
  auditTrail(
    first: 50
    where: {actorId: $actor, recordedFrom: "2025-05-01T00:00:00Z", recordedUntil: "2025-06-01T00:00:00Z"}
  ) {
    nodes { position kind recordedAt capacity reason content { field value } }
  }
}
"""
_ASKED_AS_OF, _ASKED_GROWTH = 1.5, 1.3
_REPEATS = 60
_OPTIONS = "-c search_path=read,public -c timezone=UTC"


def as_of_figures(measured: Measured, runs: int) -> list[Figure]:
    """The card as of the middle of the log beside the card of now: as statements, and as whole requests."""
    with measured.service() as service:
        middle = (service.logs.of(measured.shape.agency).recorder.max_notification_id() or 0) // 2
        sql = _statements_figure(measured, service, middle, runs)
    with served(measured.data_dir) as server:
        asker = _Asker(measured, server)
        now, then = (lambda: asker.card(None)), (lambda: asker.card(middle))
        asked = Figure("as_of: card, request", "ms", asked=_ASKED_AS_OF, better="lower", notes={"position": middle})
        request = paired(asked, (lambda: _p50(then), lambda: _p50(now)), runs)
    return [sql, request]


def growth_figures(small: Measured, large: Measured, runs: int) -> list[Figure]:
    """The same questions to a large agency and to a small one, each on its own server."""
    with served(small.data_dir) as few, served(large.data_dir) as many:
        of_few, of_many = _Asker(small, few), _Asker(large, many)
        questions: list[tuple[str, Callable[[_Asker], Callable[[], object]]]] = [
            ("card", lambda asker: lambda: asker.card(None)),
            ("page of a unit's list", lambda asker: asker.members),
            ("audit page by actor and month", lambda asker: asker.trail),
        ]
        notes = {"employees": large.shape.employees, "beside": small.shape.employees}
        return [
            paired(
                Figure(f"growth: {name}", "ms", asked=_ASKED_GROWTH, better="lower", notes=notes),
                (partial(_p50, ask(of_many)), partial(_p50, ask(of_few))),
                runs,
            )
            for name, ask in questions
        ]


class _Asker:
    """Asks one server: an employee's card as the employee, lists as the inspector; another person each time."""

    def __init__(self, measured: Measured, server: Server) -> None:
        self._shape = measured.shape
        self._client = Client(server)
        self._tokens: dict[UUID, str] = {}
        self._server = server
        self._turn = 0

    def card(self, position: int | None) -> object:
        """Somebody's card, now or as of a position."""
        number = self._next(self._shape.heads, self._shape.employees, 40)
        id = GlobalId("Employee", self._shape.agency, self._shape.employee_id(number))
        as_of = None if position is None else {"position": str(position)}
        return self._ask(self._shape.employee_id(number), _CARD.replace("%s", str(id)), {"asOf": as_of})

    def members(self) -> object:
        """A page of the evaluations of a section, as the inspector sees it."""
        section = self._next(self._shape.heads - self._shape.sections, self._shape.heads, 30)
        unit = GlobalId("OrgUnit", self._shape.agency, self._shape.unit_id(section))
        return self._ask(self._shape.employee_id(2), _LIST, {"unit": str(unit)})

    def trail(self) -> object:
        """A page of what a head of section did in May, as the inspector sees it."""
        head = self._next(self._shape.heads - self._shape.sections, self._shape.heads, 30)
        actor = GlobalId("Employee", self._shape.agency, self._shape.employee_id(head))
        return self._ask(self._shape.employee_id(2), _AUDIT, {"actor": str(actor)})

    def _next(self, first: int, end: int, different: int) -> int:
        self._turn += 1
        return first + (self._turn % different) * ((end - first) // different or 1) % (end - first)

    def _ask(self, subject: UUID, document: str, variables: dict[str, Any]) -> object:
        if subject not in self._tokens:
            self._tokens[subject] = self._server.token(subject, self._shape.agency)
        data = self._client.ask(self._tokens[subject], document, variables)
        if not all(field.get("nodes", True) for field in data.values()):
            raise RuntimeError(f"an empty answer measures nothing: {data}")
        return data


def _p50(ask: Callable[[], object]) -> float:
    """Median of many in a row, in milliseconds."""
    took = []
    for _ in range(_REPEATS):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


# ── as statements ────────────────────────────────────────────────────────────────────────────────────


class _Recording(AsyncConnection[Any]):
    """A connection that remembers what it was asked."""

    asked: list[tuple[Any, Any]] = []

    async def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Execute and remember."""
        self.asked.append((query, params))
        return await super().execute(query, params, **options)


def _statements_figure(measured: Measured, service: Service, middle: int, runs: int) -> Figure:
    now = asyncio.run(_recorded(measured, service, None))
    then = asyncio.run(_recorded(measured, service, middle))
    notes = {"statements": len(now), "position": middle}
    asked = Figure("as_of: card, SQL", "ms", asked=_ASKED_AS_OF, better="lower", notes=notes)
    with psycopg.connect(
        service.database.service, autocommit=True, row_factory=dict_row, options=_OPTIONS
    ) as connection:
        ask = partial(_replay, connection)
        return paired(asked, (lambda: _p50(partial(ask, then)), lambda: _p50(partial(ask, now))), runs)


async def _recorded(measured: Measured, service: Service, position: int | None) -> Sequence[tuple[Any, Any]]:
    """The statements that a card is answered with."""
    shape = measured.shape
    pool: AsyncConnectionPool[Any] = AsyncConnectionPool(
        service.database.service, connection_class=_Recording, open=False, min_size=1, max_size=1,
        kwargs={"autocommit": True, "row_factory": dict_row, "options": _OPTIONS},
    )  # fmt: skip
    await pool.open()
    try:
        gateway = Gateway(pool, service.commands, Visibility(), service.clock)
        subject = shape.employee_id(shape.heads + 3)
        context = Context(gateway, shape.agency, subject, "id")
        document = _CARD.replace("%s", str(GlobalId("Employee", shape.agency, subject)))
        variables = {"asOf": None if position is None else {"position": str(position)}}
        _Recording.asked = []
        result = await build_schema().execute(document, variable_values=variables, context_value=context)
        if result.errors:
            raise RuntimeError(str(result.errors))
        return list(_Recording.asked)
    finally:
        await pool.close()


def _replay(connection: psycopg.Connection[Any], statements: Sequence[tuple[Any, Any]]) -> None:
    for query, params in statements:
        cursor = connection.execute(query, params)
        if cursor.description:
            cursor.fetchall()
