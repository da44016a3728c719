"""The law of targets: a target is of one plan, whatever anybody sends."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings

from kinerja.domain.plan_draft_facts import TargetSet
from kinerja.domain.plan_facts import PlanRevised
from kinerja.domain.shared_targets import TargetShared
from kinerja.service import service_on
from tests.conftest import Cluster, Databases, TestClock
from tests.laws.histories import HISTORIES, PROLOGUES, begin, play
from tests.laws.moves.move import Move
from tests.laws.test_as_of import MAY
from tests.people import Town

_TOPICS = [TargetSet.__name__, PlanRevised.__name__, TargetShared.__name__]


def told(town: Town) -> Iterator[tuple[UUID, UUID]]:
    """Every target with the plan that a fact says it is of."""
    log = town.service.logs.of(town.agency)
    for note in log.recorder.select_notifications(1, 10_000, topics=_TOPICS):
        fact: Any = log.mapper.to_domain_event(note)
        if isinstance(fact, PlanRevised):
            yield from ((target.id, fact.originator_id) for target in fact.targets)
        elif isinstance(fact, TargetShared):
            yield fact.target_id, fact.plan_id
        else:
            yield fact.target.id, fact.originator_id


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(history=HISTORIES, prologue=PROLOGUES)
def test_b3_two_plans_never_share_the_id_of_a_target(
    history: list[Move], prologue: str, databases: Databases, town_template: str, cluster: Cluster
) -> None:
    with databases(town_template) as database, service_on(database, cluster.secrets, TestClock(MAY)) as service:
        town = Town(service).founded()
        begin(town, prologue)
        takes = [Move(kind, who, "2025-01", 7, history[0].level) for who in ("member", "second") for kind in _TAKES]
        play(town, [*history, *takes])
        plans = defaultdict(set)
        for target, plan in told(town):
            plans[target].add(plan)
        assert [len(found) for found in plans.values()] == [1] * len(plans)


_TAKES = ("take_target", "revise_foreign")
