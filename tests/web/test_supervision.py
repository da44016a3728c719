"""What needs an officer is pushed as it happens (C5): to who subscribed to the plans and to their period."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from kinerja.application.deadlines import PassDeadline
from kinerja.domain.deadlines import Deadline
from kinerja.domain.ids import deadline_id
from kinerja.domain.vocabulary import DeadlineKind
from kinerja.settings import Settings
from tests.asking import Asker
from tests.conftest import Cluster
from tests.graphql.test_plans import gid
from tests.people import Town
from tests.web.site import Site, served
from tests.web.test_subscriptions import CHANGED, client

LATE = "{ supervision(first: 9, where: {kind: REPORT_LATE}) { nodes { month } } }"


def april(town: Town) -> Any:
    """The deadline of the reports of April."""
    id = deadline_id(town.agency, DeadlineKind.REPORT, town.named("Period", "2025"), "2025-04")
    return town.service.logs.of(town.agency).load(Deadline, id)


def turn_clock(town: Town, before: timedelta = timedelta()) -> None:
    """To the moment at which the grace of April's reports is over, or before."""
    clock: Any = town.service.clock
    clock.now = april(town).due.passes_at - before


@pytest.fixture
def evening(town: Town, cluster: Cluster) -> Iterator[Site]:
    """A town whose member has reported all months but April, some minutes before that is late."""
    town.draft()
    town.approve()
    for month in ("2025-01", "2025-02", "2025-03"):
        town.report(month, "100")
    turn_clock(town, before=timedelta(minutes=20))
    with served(town, Settings(data_dir=cluster.folder)) as made:
        yield made


def late(town: Town) -> list[str]:
    nodes = Asker(town.service, town.agency, town.ids["officer"]).data(LATE)["supervision"]["nodes"]
    return [node["month"] for node in nodes]


def test_c5_a_report_that_becomes_late_is_pushed_to_who_subscribed_to_its_deadline(evening: Site) -> None:
    """The passing of a deadline touches the deadline, and no plan."""
    town = evening.town
    plan, deadline = gid(town, "PerformancePlan", town.plan()), gid(town, "Deadline", april(town).id)

    def become_late() -> None:
        turn_clock(town)
        town.give(PassDeadline(deadline_id=april(town).id), None, "pass april")

    async def told() -> Any:
        async with client(evening, "officer") as subscriber:
            await subscriber.subscribe(CHANGED, ids=[plan, deadline])
            await subscriber.data()
            await asyncio.to_thread(become_late)
            return (await subscriber.data())["changed"]["nodes"]

    assert late(town) == []
    assert asyncio.run(told()) == [{"id": deadline}]
    assert late(town) == ["2025-04-01"]


def test_c5_a_report_that_is_sent_is_pushed_to_who_subscribed_to_the_plan(evening: Site) -> None:
    town = evening.town
    plan, period = gid(town, "PerformancePlan", town.plan()), gid(town, "Period", town.named("Period", "2025"))

    async def told() -> Any:
        async with client(evening, "officer") as subscriber:
            await subscriber.subscribe(CHANGED, ids=[plan, period])
            await subscriber.data()
            await asyncio.to_thread(town.report, "2025-04", "100")
            return (await subscriber.data())["changed"]["nodes"]

    assert asyncio.run(told()) == [{"id": plan}]
