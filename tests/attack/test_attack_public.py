"""Whoever reads without a login finds nobody among those who were evaluated (H11)."""

import contextlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from kinerja.service import service_on
from tests.asking import run
from tests.attack.attackers import Told, site_of
from tests.attack.probes import Probe
from tests.attack.worlds import K, Script, World
from tests.conftest import Cluster, TestClock
from tests.judged import JudgedTown
from tests.laws.everything import affordable, root_lists, shallow
from tests.people import Town

PEOPLE = 24
JANUARY = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
COUNTS = (0, 1, K - 1, K, K + 1, 2 * K, PEOPLE)
"""How many are judged in the window that is looked at; the others in the next one."""


def probes(world: World) -> list[Probe]:
    """Everything that can be asked without a login, of now and of every position since somebody was judged."""
    positions = range(world.before, world.head + 1)
    found = [Probe(f"now: {root}", shallow(root, "")) for root in root_lists()]
    for position in positions:
        text = shallow("publishedFigures", "asOf: {position: $at}", variables="$at: LogPosition!")
        found.append(Probe(f"as of {position}", text, {"at": str(position)}))
    assert all(affordable(probe.text) for probe in found)
    return found


@contextlib.contextmanager
def judged(count: int, cluster: Cluster, template: str) -> Iterator[tuple[World, JudgedTown]]:
    """A town where so many were judged in the first quarter, and the others in the second."""
    name = f"public_{os.getpid()}_{count}"
    with contextlib.ExitStack() as after:
        database = cluster.create(name, template)
        after.callback(cluster.drop, name)
        service = after.enter_context(service_on(database, cluster.secrets, TestClock(JANUARY)))
        town = Town(service).founded()
        people = JudgedTown(town)
        people.establish("DINAS")
        world = World(Script(str(count), ()), town)
        world.before = world.head
        for number in range(PEOPLE):
            people.judge("DINAS", "1 GOOD" if number % 2 else "1 POOR", "2025-Q1" if number < count else "2025-Q2")
        yield world, people


def told(world: World) -> Told:
    """What somebody without a login is told."""
    with contextlib.closing(world.town.service.follower()) as follower:
        follower.catch_up()

    async def ask() -> Told:
        async with site_of(world) as site:
            return await site.ask(None, probes(world))

    return run(ask())


def test_h11_while_the_period_is_open_nothing_tells_who_was_judged_and_how(
    cluster: Cluster, town_template: str
) -> None:
    found = {}
    for count in COUNTS:
        with judged(count, cluster, town_template) as (world, _):
            found[count] = told(world).answers
    assert all(answers == found[0] for answers in found.values())


@pytest.mark.parametrize("count", COUNTS)
def test_h11_once_it_is_closed_no_number_is_of_fewer_than_k(count: int, cluster: Cluster, town_template: str) -> None:
    with judged(count, cluster, town_template) as (world, people):
        people.close()
        answers = [json.loads(answer)["data"] for answer in told(world).answers.values()]
    numbers = [number for answer in answers for number in _people(answer)]
    assert all(number == 0 or number >= K for number in numbers), numbers
    assert bool(numbers) == (PEOPLE - count >= 2 * K or count >= 2 * K)


def _people(value: Any) -> Iterator[int]:
    """Every number of people that is told."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "people" and isinstance(each, int):
                yield each
            yield from _people(each)
    elif isinstance(value, list):
        for each in value:
            yield from _people(each)
