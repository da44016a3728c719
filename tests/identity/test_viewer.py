"""Who may read as whose officer: the standings of a viewer against the rule that commands are permitted by (B1)."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from psycopg.rows import dict_row

from kinerja.domain.act import Act, Capacity
from kinerja.domain.aggregate import stamp
from kinerja.domain.assignments import AssignmentStarted
from kinerja.domain.positions import Position, PositionEstablished, officers_over
from kinerja.domain.vocabulary import AssignmentKind, PositionKind
from kinerja.identity.viewer import Viewer, look_up
from tests.conftest import Databases

TODAY = date(2025, 5, 5)
UNIT = UUID(int=9)
ACT = Act(capacity=Capacity.SYSTEM, command_id=UUID(int=99), at=datetime(2025, 1, 6, tzinfo=UTC))
DEFINITIVE, ACTING, DAILY = AssignmentKind.DEFINITIVE, AssignmentKind.ACTING, AssignmentKind.DAILY_ACTING
Held = tuple[int, int, AssignmentKind]
"""An employee, the position and how it is held. Position 0 is at the top; every other reports to one before it."""


@st.composite
def offices(draw: st.DrawFn) -> tuple[list[int | None], list[Held]]:
    """A tree of positions and who holds which; nobody holds one twice, and none has two definitive holders."""
    size = draw(st.integers(3, 6))
    above: list[int | None] = [None, *(draw(st.integers(max(0, place - 2), place - 1)) for place in range(1, size))]
    holding = st.tuples(st.integers(0, 3), st.integers(0, size - 1), st.sampled_from([DEFINITIVE, ACTING, DAILY]))
    held = draw(st.lists(holding, min_size=2, max_size=9, unique_by=lambda one: one[:2]))
    first = {place: who for who, place, kind in reversed(held) if kind == DEFINITIVE}
    return above, [(who, place, kind) for who, place, kind in held if kind != DEFINITIVE or first[place] == who]


def position_id(place: int) -> UUID:
    return UUID(int=100 + place)


def employee_id(who: int) -> UUID:
    return UUID(int=200 + who)


def in_the_domain(above: list[int | None], held: list[Held]) -> list[Position]:
    """The positions as commands load them."""
    positions = []
    for place, superior in enumerate(above):
        facts = [
            PositionEstablished(
                act=ACT, code=str(place), title="Jabatan", kind=PositionKind.ADMINISTRATIVE, functional_level=None,
                unit_id=UNIT, reports_to=None if superior is None else position_id(superior),
            ),
            *(
                AssignmentStarted(
                    act=ACT, assignment_id=UUID(int=300 + number), employee_id=employee_id(who), kind=kind,
                    starts_on=TODAY, ends_on=None, unit_id=UNIT,
                )
                for number, (who, there, kind) in enumerate(held)
                if there == place
            ),
        ]  # fmt: skip
        for version, fact in enumerate(facts, start=1):
            stamp(fact, position_id(place), version)
        positions.append(Position.from_facts(position_id(place), facts))
    return positions


def judged_by(viewer: int, above: list[int | None], held: list[Held]) -> set[tuple[UUID, UUID]]:
    """Whom the domain lets somebody judge, and in which position."""
    positions = in_the_domain(above, held)

    def chain(place: int) -> Iterator[Position]:
        superior = above[place]
        while superior is not None:
            yield positions[superior]
            superior = above[superior]

    return {
        (employee_id(who), position_id(place))
        for who, place, _ in held
        if any(
            officer.employee_id == employee_id(viewer)
            for officer in officers_over(employee_id(who), chain(place), TODAY)
        )
    }


def appraised_by(viewer: Viewer, held: list[Held]) -> set[tuple[UUID, UUID]]:
    """Whom the read rights let somebody read as the appraising officer, and in which position."""
    pairs = {(employee_id(who), position_id(place)) for who, place, _ in held}
    return {
        pair
        for pair in pairs
        if pair[0] != viewer.subject
        and ((pair[1] in viewer.appraised and pair not in viewer.spared) or pair in viewer.raised)
    }


async def viewers(database: str, above: list[int | None], held: list[Held]) -> list[Viewer]:
    """Everybody's standings, from rows that are there for as long as it takes."""
    async with await psycopg.AsyncConnection.connect(
        database, row_factory=dict_row, options="-c search_path=read,public -c kinerja.agency=TST"
    ) as connection:
        for place, superior in enumerate(above):
            await connection.execute(
                "INSERT INTO positions (id, code, title, kind, unit_id, reports_to, version, position)"
                " VALUES (%s, %s, 'Jabatan', 'ADMINISTRATIVE', %s, %s, 1, 1)",
                (position_id(place), str(place), UNIT, None if superior is None else position_id(superior)),
            )
        for number, (who, place, kind) in enumerate(held):
            await connection.execute(
                "INSERT INTO assignments (id, employee_id, position_id, unit_id, kind, starts_on, recorded_in_error,"
                " position) VALUES (%s, %s, %s, %s, %s, %s, false, 1)",
                (UUID(int=300 + number), employee_id(who), position_id(place), UNIT, kind.value, TODAY),
            )
        found = [await look_up(connection, "TST", employee_id(who), TODAY) for who in range(4)]
        await connection.rollback()
        return found


@pytest.fixture
def database(databases: Databases, empty_template: str) -> Iterator[str]:
    """Read models with nothing in them."""
    with databases(empty_template) as made:
        yield made.service


@settings(
    max_examples=120,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(offices())
# A section held by nobody but who acts (1): its ordinary staff (2) is his to judge, and not his superior's (0).
@example(([None, 0, 1, 1], [(0, 0, DEFINITIVE), (1, 1, ACTING), (1, 2, DEFINITIVE), (2, 3, DEFINITIVE)]))
# Two act there (1, 3): one of them (3) judges not the other in the post below, who is raised above him.
@example(([None, 0, 1], [(0, 0, DEFINITIVE), (1, 1, ACTING), (3, 1, ACTING), (1, 2, DEFINITIVE)]))
# Beside a definitive holder nobody is raised.
@example(([None, 0, 1], [(0, 0, DEFINITIVE), (3, 1, DEFINITIVE), (1, 1, ACTING), (1, 2, DEFINITIVE)]))
# Who acts in both posts above the own is raised by two.
@example(([None, 0, 1, 2], [(0, 0, DEFINITIVE), (1, 1, ACTING), (1, 2, ACTING), (1, 3, DEFINITIVE)]))
def test_b1_who_reads_as_the_appraising_officer_is_who_may_judge(
    database: str, office: tuple[list[int | None], list[Held]]
) -> None:
    above, held = office
    for who, viewer in enumerate(asyncio.run(viewers(database, above, held))):
        assert appraised_by(viewer, held) == judged_by(who, above, held), who
