"""The laws of read models: rebuilt equals live, and as of p equals rebuilt from the first p facts."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from psycopg.rows import dict_row

from kinerja.projections import generations
from kinerja.projections.generations import NEXT
from kinerja.projections.store import tables
from kinerja.service import Service, service_on
from tests.asking import Asker
from tests.conftest import Cluster, Databases, TestClock
from tests.laws.everything import everything, root_lists
from tests.laws.histories import HISTORIES, PROLOGUES, begin, play
from tests.laws.moves.move import Move
from tests.laws.tour import TOUR
from tests.people import Town

MAY = datetime(2025, 5, 5, 1, 0, tzinfo=UTC)
LAWS = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@contextlib.contextmanager
def a_town(databases: Databases, template: str, cluster: Cluster, at: datetime = MAY) -> Iterator[Town]:
    with databases(template) as database, service_on(database, cluster.secrets, TestClock(at)) as service:
        yield Town(service).founded()


def rows_of(service: Service, schema: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every read model, twin and text of a generation."""
    names = ["texts", "tracking"]
    for table in tables():
        names += [table.name] if table.append_only else [table.name, table.history]
    with psycopg.connect(service.database.owner, row_factory=dict_row) as connection:
        return {
            name: sorted((row for row in connection.execute(f"SELECT * FROM {schema}.{name}".encode())), key=repr)
            for name in names
        }


def catch_up(service: Service, schema: str = "read", until: int | None = None) -> None:
    with contextlib.closing(service.follower(schema, until=until)) as follower:
        follower.catch_up()


def build_next(service: Service, until: int | None) -> None:
    """Build the second generation from the first facts only."""
    generations.make_next(service.database.owner, lambda schema: service.filling().fill(schema, until, page=40))


@LAWS
@given(history=HISTORIES, prologue=PROLOGUES)
@example(history=TOUR, prologue="nothing")
def test_rebuilt_read_models_equal_the_live_ones_row_by_row(
    history: list[Move], prologue: str, databases: Databases, town_template: str, cluster: Cluster
) -> None:
    with a_town(databases, town_template, cluster) as town:
        begin(town, prologue)
        for start in range(0, len(history), 7):  # the live ones follow in pages of their own
            play(town, history[start : start + 7], start)
            catch_up(town.service)
        live = rows_of(town.service, "read")
        build_next(town.service, None)
        assert rows_of(town.service, NEXT) == live


@LAWS
@given(history=HISTORIES, prologue=PROLOGUES, share=st.floats(0, 1))
@example(history=TOUR, prologue="nothing", share=0.8)
def test_h2_any_query_as_of_p_equals_the_query_on_read_models_of_the_first_p_facts(
    history: list[Move], prologue: str, share: float, databases: Databases, town_template: str, cluster: Cluster
) -> None:
    with a_town(databases, town_template, cluster) as town:
        start = town.service.logs.of(town.agency).recorder.max_notification_id() or 0
        begin(town, prologue)
        play(town, history)
        catch_up(town.service)
        head = town.service.logs.of(town.agency).recorder.max_notification_id() or 0
        position = start + int((head - start) * share)
        build_next(town.service, position)
        then = Asker(town.service, town.agency, town.ids["inspector"])
        rebuilt = Asker(town.service, town.agency, town.ids["inspector"], schema=NEXT)
        rebuilt.follow = False
        roots, day = root_lists(), 'validOn: "2025-03-15"'
        as_of = [everything(root, f"asOf: {{position: $p}}, {day}", variables="$p: LogPosition!") for root in roots]
        answers = then.data_all(as_of, p=str(position))
        again = rebuilt.data_all(everything(root, day) for root in roots)
        for root, answer, other in zip(roots, answers, again, strict=True):
            assert answer == other, f"{root} as of {position}"


@pytest.mark.parametrize("root", root_lists())
def test_h2_every_root_field_takes_the_basis(root: str) -> None:
    from kinerja.graphql.schema import build_schema

    query = build_schema()._schema.query_type
    assert query is not None
    assert {"asOf", "validOn", "minPosition"} <= query.fields[root].args.keys()
