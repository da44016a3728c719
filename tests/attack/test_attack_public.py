"""Whoever reads without a login finds nobody among those who were evaluated (H11)."""

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from kinerja.service import service_on
from tests.attack.attackers import Told, site_of
from tests.attack.comparing import LONG
from tests.attack.grounds import Ground
from tests.attack.probes import Probe, Surface
from tests.attack.worlds import K, Script, World
from tests.conftest import TestClock
from tests.judged import JudgedTown
from tests.laws.everything import affordable, root_lists, shallow
from tests.people import Town

PEOPLE, BESIDE = 24, 12
"""So many people of one unit are judged, and so many of the unit beside it, all in the first window."""
JANUARY = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
COUNTS = (0, 1, K - 1, K, K + 1, 2 * K, PEOPLE)
"""How many are judged in the window that is looked at; the others in the next one."""


def probes(world: World, *, everywhere: bool) -> list[Probe]:
    """Everything that can be asked without a login, of now and of every position since somebody was judged.

    ``everywhere``: of the past of every root field, in the short form at one position; else of the figures alone.
    """
    positions = range(world.before, world.head + 1)
    ends = positions if LONG else positions[-2:-1] if everywhere else ()
    found = [Probe(Surface.NOW, f"now: {root}", shallow(root, "")) for root in root_lists()]
    for position in positions:
        text = shallow("publishedFigures", "asOf: {position: $at}", variables="$at: LogPosition!")
        found.append(Probe(Surface.PAST, f"as of {position}", text, {"at": str(position)}))
    for position in ends:
        for root in root_lists():
            text = shallow(root, "asOf: {position: $at}", variables="$at: LogPosition!")
            found.append(Probe(Surface.PAST, f"as of {position}: {root}", text, {"at": str(position)}))
    assert all(affordable(probe.text) for probe in found)
    return found


@contextlib.contextmanager
def judged(count: int, ground: Ground) -> Iterator[tuple[World, JudgedTown]]:
    """A town where so many of a unit were judged in the first quarter, the others in the second; enough beside it."""
    ground.restore()
    clock = TestClock(JANUARY)
    with service_on(ground.database, ground.secrets, clock) as service:
        town = Town(service).founded()
        people = JudgedTown(town)
        for code in ("DINAS", "CABANG"):
            people.establish(code)
        people.judge("CABANG", f"{BESIDE // 2} GOOD, {BESIDE // 2} POOR")
        world = World(Script(str(count), ()), town, clock, ground)
        world.before = world.head
        for number in range(PEOPLE):
            people.judge("DINAS", "1 GOOD" if number % 2 else "1 POOR", "2025-Q1" if number < count else "2025-Q2")
        yield world, people


def told(world: World, *, everywhere: bool = False) -> Told:
    """What somebody without a login is told."""
    asked = probes(world, everywhere=everywhere)
    with site_of(world) as site:
        return site.alone(None, asked)


def test_h11_while_the_period_is_open_nothing_tells_who_was_judged_and_how(public_ground: Ground) -> None:
    found = {}
    for count in COUNTS:
        with judged(count, public_ground) as (world, _):
            found[count] = told(world, everywhere=True).answers
    for count, answers in found.items():
        apart = {name: (answers[name], found[0][name]) for name in found[0] if answers[name] != found[0][name]}
        assert apart == {}, count


@pytest.mark.parametrize("count", COUNTS)
def test_h11_once_it_is_closed_no_number_is_of_fewer_than_k(count: int, public_ground: Ground) -> None:
    with judged(count, public_ground) as (world, people):
        people.close()
        answers = [json.loads(answer)["data"] for answer in told(world).answers.values()]
    numbers = [number for answer in answers for number in _people(answer)]
    assert all(number == 0 or number >= K for number in numbers), numbers
    rests = [
        rest for answer in answers if "publishedFigures" in answer for rest in _rests(answer["publishedFigures"])
    ]
    assert all(rest == 0 or rest >= K for rest in rests), rests
    assert numbers


def _rests(figures: Any) -> Iterator[int]:
    """What is left of each cell of a unit without those of the units below it that are told."""
    told = [node for node in figures["nodes"] if node["cells"]]
    for node in told:
        below = [each for each in told if each["window"] == node["window"] and each["countedIn"] == node["unit"]]
        for cell in node["cells"]:
            parts = [
                part["people"] for each in below for part in each["cells"] if part["predicates"] == cell["predicates"]
            ]
            yield cell["people"] - sum(parts)


def test_h11_who_are_too_few_are_not_told_by_what_is_told_of_the_unit_beside(public_ground: Ground) -> None:
    """Enough were judged beside one who was alone: told of them and of both together, the one would be left."""
    with judged(1, public_ground) as (world, people):
        people.close()
        answer = json.loads(told(world).answers["now: publishedFigures"])["data"]
    first = [node for node in answer["publishedFigures"]["nodes"] if node["window"] == "2025-Q1"]
    assert [len([node for node in first if node["cells"]]), len(first)] == [1, 3]


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
