"""The generator: an agency of any size, as the rules allow it, the same in every run with the same seed."""

import random

import pytest

from examples.generate import generate
from examples.generating.shape import Shape
from examples.generating.writing import Calendar, Writer
from kinerja.application.replay import replay_evaluation
from kinerja.projections import generations
from kinerja.replaying import judged_evaluations
from kinerja.service import Service, service_on
from tests.conftest import Cluster, Databases, TestClock
from tests.laws.test_as_of import build_next, catch_up, rows_of

EMPLOYEES, MONTHS = 60, 6


def written(service: Service, seed: int = 1) -> Service:
    """The service with a generated agency."""
    service.logs.open("GEN")
    writer = Writer(service.logs.of("GEN"), Calendar(), random.Random(seed))
    generate(Shape("GEN", EMPLOYEES, seed), writer, MONTHS)
    writer.close()
    return service


@pytest.fixture
def agency(service: Service) -> Service:
    return written(service)


def facts(service: Service) -> list[tuple[str, str, int, int]]:
    with service.logs.datastore.scoped("GEN") as connection:
        rows = connection.execute(
            "SELECT topic, originator_id, originator_version, recorded_us FROM log.facts"
            " WHERE agency = 'GEN' ORDER BY position"
        ).fetchall()
    return [(row["topic"], str(row["originator_id"]), row["originator_version"], row["recorded_us"]) for row in rows]


def test_a_generated_agency_can_be_followed_filled_and_replayed(agency: Service) -> None:
    catch_up(agency)
    build_next(agency, None)
    live = rows_of(agency, generations.LIVE)
    assert rows_of(agency, generations.NEXT) == live
    assert len(live["plans"]) == EMPLOYEES
    assert len(live["monthly_reports"]) == (EMPLOYEES - 1) * MONTHS
    assert len(live["feedback"]) == (EMPLOYEES - 1) * MONTHS * 2
    log = agency.logs.of("GEN")
    replays = [replay_evaluation(log, id) for id in judged_evaluations(log)]
    assert len(replays) == EMPLOYEES - 1
    assert all(replay is not None and replay.equal for replay in replays)


def test_the_same_seed_makes_the_same_facts_at_the_same_times(
    agency: Service, databases: Databases, empty_template: str, cluster: Cluster
) -> None:
    with databases(empty_template) as database, service_on(database, cluster.secrets, TestClock()) as second:
        assert facts(written(second)) == facts(agency)
