"""``batches``: plans for a cohort of 10,000 and a mass transfer of 1,840, the server killed in the middle of each."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench.agencies import Measured, generated
from bench.figures import Figure
from bench.serving import Client, Server, served
from examples.generating.shape import Shape
from kinerja.domain.ids import made_by, stream_id
from kinerja.graphql.ids import GlobalId

COHORT, TRANSFERRED = 10_000, 1_840
_CIRCLES = ((2, 400), (5, 100), (40, 5), (340, 1))
"""Of how many people each, and how many of them: people who exchange their posts, some pairs, some at large."""
_PART_OF_COHORT, _PART_OF_TRANSFER = 800, 250
"""What fits into one request."""
_YEAR, _DAY = "2026", "2026-07-01"
_LETTER = {"number": "821/1/2026", "issuer": "Kepala Daerah", "issuedOn": "2026-06-01"}
_POLL_S, _LONGEST_S = 0.5, 3_600
_PERIOD = "mutation M($input: OpenPeriodInput!) { openPeriod(input: $input) { userErrors { message } } }"
_TEMPLATE = (
    "mutation M($input: DefinePlanTemplateInput!) { definePlanTemplate(input: $input) { userErrors { message } } }"
)
_DRAFT = """
mutation M($input: DraftPlansFromTemplateInput!) {
  sent: draftPlansFromTemplate(input: $input) { userErrors { message } batch { id items } }
}
"""
_TRANSFER = """
mutation M($input: TransferEmployeesInput!) {
  sent: transferEmployees(input: $input) { userErrors { message } batch { id items } }
}
"""
_PROGRESS = "query Q($id: ID!) { node(id: $id) { ... on Batch { items waiting finished done refused } } }"
_REPORTED = "SELECT outcome, count(*) FROM batch_items WHERE agency = %s AND batch_id = %s GROUP BY outcome"
_PARTIAL_PLANS = """
SELECT count(*) FROM plans p
 WHERE p.agency = %s AND p.period_id = %s
   AND (SELECT count(*) FROM targets g WHERE g.agency = p.agency AND g.plan_id = p.id AND g.is_newest) <> 1
"""
_HOLDERS = """
SELECT count(*), count(DISTINCT position_id), count(DISTINCT employee_id)
  FROM assignments
 WHERE agency = %s AND NOT recorded_in_error AND starts_on <= %s AND coalesce(ends_on >= %s, true)
"""


@dataclass(frozen=True)
class Asked:
    """A batch: its mutation, what is sent beside the items, the items, and how many of them in one request."""

    document: str
    beside: dict[str, Any]
    field: str
    items: Sequence[Any]
    part: int


@dataclass(frozen=True)
class Timed:
    """How long a batch took; ``killed_at``: how many items had their outcome when the server died."""

    batch: UUID
    accepted_s: float
    worked_s: float
    killed_at: int


def batch_figures(folder: Path) -> list[Figure]:
    """Both batches, on an agency made for them. Raises RuntimeError unless all are reported, nobody half moved."""
    shutil.rmtree(folder, ignore_errors=True)
    measured = generated(folder, "CROWD", COHORT + COHORT // 10, 0)
    shape = measured.shape
    with served(measured.data_dir) as server:
        _prepare(server, shape)
    cohort = _carry_out(measured, _cohort(shape))
    mass = _carry_out(measured, _mass_transfer(shape))
    with measured.service() as service, psycopg.connect(service.database.owner) as connection:
        connection.execute("SET search_path = read")
        _proved(connection, shape, cohort.batch, mass.batch)
    return [
        _figure("batches: plans of a cohort of 10,000", COHORT, cohort),
        _figure("batches: a mass transfer of 1,840", TRANSFERRED, mass),
    ]


def _figure(name: str, items: int, timed: Timed) -> Figure:
    notes = {
        "s in all": timed.worked_s,
        "s to accept": timed.accepted_s,
        "killed and taken up again after": timed.killed_at,
    }
    return Figure(name, "items/s", items / timed.worked_s, notes=notes)


def _prepare(server: Server, shape: Shape) -> None:
    """A period of next year, and a template with one result that counts."""
    period = {
        "code": _YEAR, "name": "Periode kinerja 2026", "startsOn": "2026-01-01", "endsOn": "2026-12-31",
        "cadence": "QUARTERLY", "rules": "indonesia-2025",
    }  # fmt: skip
    target = {"indicatorId": _gid(shape, "Indicator", "I00-0"), "aspect": "QUANTITY", "amount": "480"}
    result = {"kind": "PRIMARY", "title": "Layanan selesai", "weight": "100", "targets": [target]}
    client, token = Client(server), server.token(shape.employee_id(0), shape.agency)
    for document, given in (
        (_PERIOD, period),
        (_TEMPLATE, {"code": "PENATA", "title": "Penata layanan", "results": [result]}),
    ):
        _accepted(client.ask(token, document, {"input": {"commandId": str(uuid4()), **given}}))


def _cohort(shape: Shape) -> Asked:
    posts = [shape.position_id(shape.heads + number) for number in range(COHORT)]
    return Asked(
        _DRAFT,
        {"templateId": _gid(shape, "PlanTemplate", "PENATA"), "periodId": _gid(shape, "Period", _YEAR)},
        "positionIds",
        [str(GlobalId("Position", shape.agency, post)) for post in posts],
        _PART_OF_COHORT,
    )


def _mass_transfer(shape: Shape) -> Asked:
    moves = [
        {
            "assignmentId": str(GlobalId("Assignment", shape.agency, shape.assignment_id(who))),
            "positionId": str(GlobalId("Position", shape.agency, shape.position_id(who))),
            "toPositionId": str(GlobalId("Position", shape.agency, shape.position_id(to))),
        }
        for who, to in _exchanged(shape.heads)
    ]
    return Asked(_TRANSFER, {"startsOn": _DAY, "letter": _LETTER}, "transfers", moves, _PART_OF_TRANSFER)


def _exchanged(first: int) -> Iterator[tuple[int, int]]:
    """Who takes over whose post; a circle's people lie apart from each other, as do their units."""
    people = [first + number * 2 % TRANSFERRED + number * 2 // TRANSFERRED for number in range(TRANSFERRED)]
    taken = 0
    for size, circles in _CIRCLES:
        for _ in range(circles):
            circle = people[taken : taken + size]
            taken += size
            yield from zip(circle, (*circle[1:], circle[0]), strict=True)


def _carry_out(measured: Measured, asked: Asked) -> Timed:
    """Send a batch, kill the server in the middle of it, start another one, wait for the end."""
    shape = measured.shape
    with served(measured.data_dir) as server:
        began = time.perf_counter()
        batch = _send(server, shape, asked)
        accepted_s = time.perf_counter() - began
        killed_at = _wait(server, shape, batch, lambda seen: seen["waiting"] <= len(asked.items) // 2)
        server.process.kill()
        until_killed_s = time.perf_counter() - began
    with served(measured.data_dir) as server:
        began = time.perf_counter()
        _wait(server, shape, batch, lambda seen: seen["finished"])
        worked_s = until_killed_s + time.perf_counter() - began - accepted_s
    return Timed(batch, accepted_s, worked_s, killed_at)


def _send(server: Server, shape: Shape, asked: Asked) -> UUID:
    """The items in as many requests as they need; gives the batch."""
    client, token = Client(server), server.token(shape.employee_id(0), shape.agency)
    command_id, batch = uuid4(), None
    for start in range(0, len(asked.items), asked.part):
        part = asked.items[start : start + asked.part]
        given = {
            "commandId": str(uuid4() if batch else command_id), "batchId": batch, asked.field: part,
            "complete": start + asked.part >= len(asked.items), **asked.beside,
        }  # fmt: skip
        batch = _accepted(client.ask(token, asked.document, {"input": given}))["sent"]["batch"]["id"]
    return made_by(command_id, "batch")


def _wait(server: Server, shape: Shape, batch: UUID, enough: Callable[[dict[str, Any]], bool]) -> int:
    """Ask for the progress until it is enough; gives how many items have their outcome then."""
    client, token = Client(server), server.token(shape.employee_id(0), shape.agency)
    began = time.perf_counter()
    while time.perf_counter() - began < _LONGEST_S:
        seen = client.ask(token, _PROGRESS, {"id": str(GlobalId("Batch", shape.agency, batch))})["node"]
        if seen is not None and enough(seen):
            return int(seen["items"] - seen["waiting"])
        time.sleep(_POLL_S)
    raise TimeoutError(f"batch {batch} did not come so far in {_LONGEST_S} s")


def _accepted(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a mutation. Raises RuntimeError when it was refused."""
    for payload in data.values():
        if payload["userErrors"]:
            raise RuntimeError(str(payload["userErrors"]))
    return data


def _proved(connection: psycopg.Connection[Any], shape: Shape, cohort: UUID, mass: UUID) -> None:
    """Everybody is reported, each plan is whole, and everybody holds one post. Raises RuntimeError otherwise."""
    period, agency = stream_id(shape.agency, "Period", _YEAR), shape.agency
    holders = (shape.employees,) * 3
    for query, parameters, expected in (
        (_REPORTED, (agency, cohort), [("DONE", COHORT)]),
        (_REPORTED, (agency, mass), [("DONE", TRANSFERRED)]),
        (_HOLDERS, (agency, _DAY, _DAY), [holders]),
        (_PARTIAL_PLANS, (agency, period), [(0,)]),
    ):
        found = connection.execute(query, parameters).fetchall()
        if found != expected:
            raise RuntimeError(f"{query}: {found} instead of {expected}")


def _gid(shape: Shape, kind: str, code: str) -> str:
    return str(GlobalId(kind, shape.agency, stream_id(shape.agency, kind, code)))
