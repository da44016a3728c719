"""What is released in steps: no two positions, and no two towns, differ by less than k answers (D4)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.attack.attackers import Site, Told, nothing, site_of
from tests.attack.comparing import LONG, apart, without_basis
from tests.attack.grounds import Ground
from tests.attack.ledger import LEDGER, Pair
from tests.attack.probes import VOICES, Known, Probe, Surface, known_of
from tests.attack.worlds import MEETS, UNREAD, K, world_of
from tests.laws.everything import shallow

FIRST, THEN = 11, 6
"""So many forms come before the first moment of a release, and so many until the second, of either round."""
A_DAY = timedelta(hours=21)


@dataclass(frozen=True)
class Steps:
    """How many of them are of the round that is looked at."""

    first: int
    then: int

    def __str__(self) -> str:
        return f"{self.first}, then {self.then}"


NONE, TEN, FOUR_MORE, FIVE_MORE, SIX_MORE = Steps(9, 0), Steps(10, 0), Steps(10, 4), Steps(10, 5), Steps(10, 6)
PLAYED = (NONE, TEN, FOUR_MORE, FIVE_MORE, SIX_MORE)
MORE = (Steps(8, 0), Steps(10, 1), Steps(11, 0))


@dataclass
class Taken:
    """What everybody was told in a world, and where its log stood at both moments."""

    told: dict[str, Told]
    moments: list[int] = field(default_factory=list)
    positions: range = range(0)


Seen = dict[Steps, Taken]


def _asked(known: Known, positions: range) -> Iterator[Probe]:
    """Everything that voices are told in, of now and as of every position."""
    for root in VOICES:
        yield Probe(Surface.NOW, f"now: {root}", shallow(root, "", known.agency))
    for position in positions:
        for root in VOICES:
            text = shallow(root, "asOf: {position: $at}", known.agency, "$at: LogPosition!")
            yield Probe(Surface.PAST, f"as of {position}: {root}", text, {"at": str(position)})


def _played(site: Site, steps: Steps) -> Taken:
    world = site.world
    before, moments = world.head, []
    for number in range(FIRST + THEN):
        given = number < steps.first if number < FIRST else number - FIRST < steps.then
        world.fill_in(number, MEETS if given else None)
        if number in (FIRST - 1, FIRST + THEN - 1):
            world.later(A_DAY)
            world.voices.release()
            moments.append(world.head)
    positions = range(before, world.head + 1)
    asked = list(_asked(known_of(world), positions))
    return Taken(site.all_told(known_of(world), lambda _: asked, nothing), moments, positions)


@pytest.fixture(scope="module")
def seen(ground: Ground) -> Seen:
    """Each world, after both moments."""
    found: Seen = {}
    for steps in (*PLAYED, *MORE) if LONG else PLAYED:
        with world_of(UNREAD[0], ground) as world, site_of(world) as site:
            found[steps] = _played(site, steps)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [(TEN, FOUR_MORE), *([(TEN, Steps(10, 1)), (NONE, Steps(8, 0))] if LONG else [])],
    ids=str,
)
def test_d4_fewer_than_k_more_are_as_good_as_none(seen: Seen, one: Steps, other: Steps) -> None:
    found = apart(seen[one].told, seen[other].told)
    LEDGER.compared(Pair(str(one), str(other), "released in steps"), len(found))
    assert found == []


@pytest.mark.parametrize(
    ("one", "other", "answers"),
    [
        (NONE, TEN, [0, K]),
        (FOUR_MORE, FIVE_MORE, [K, 2 * K]),
        (FIVE_MORE, SIX_MORE, [2 * K, 2 * K + 1]),
        *([(TEN, Steps(11, 0), [K, K + 1])] if LONG else []),
    ],
    ids=str,
)
def test_d4_one_more_lets_at_least_k_be_released_or_is_one_of_them(
    seen: Seen, one: Steps, other: Steps, answers: list[int]
) -> None:
    assert [_answers(seen[steps], "now") for steps in (one, other)] == answers
    found = apart(seen[one].told, seen[other].told, without_basis)
    before = seen[one].moments[0 if one == NONE else 1] - 1
    early = [name for name in found if (at := _position(name)) is not None and at < before]
    LEDGER.compared(Pair(str(one), str(other), "released in steps"), len(early), len(found) - len(early))
    assert early == []


def test_d4_between_two_positions_nothing_differs_or_k_answers_do(seen: Seen) -> None:
    for steps, taken in seen.items():
        counts = [_answers(taken, f"as of {position}") for position in taken.positions]
        rises = [after - before for before, after in pairwise(counts)]
        assert all(rise == 0 or rise >= K for rise in rises), (steps, counts)
        assert sum(rise > 0 for rise in rises) == (steps.first >= 2 * K) + (steps.then >= K), (steps, counts)


def test_d4_what_is_told_changes_at_releases_alone(seen: Seen) -> None:
    """As of a position and the next one, before and after one more answer, everybody is told the same."""
    for taken in seen.values():
        for who, told in taken.told.items():
            for root in VOICES:
                texts = [_data(told.answers[f"as of {position}: {root}"]) for position in taken.positions]
                changed = [at for at, (one, other) in enumerate(pairwise(texts)) if one != other]
                assert {taken.positions[at + 1] for at in changed} <= set(taken.moments), (who, root)


def _data(answer: bytes) -> Any:
    return json.loads(answer).get("data")


def _answers(taken: Taken, when: str) -> int:
    """So many answers the means of the round are said to rest on, by what anybody is told."""
    nodes = _data(taken.told["None"].answers[f"{when}: collectedMeans"])["collectedMeans"]["nodes"]
    return max((node["answers"] for node in nodes), default=0)


def _position(name: str) -> int | None:
    """The position that a probe of somebody asks as of; None for the others."""
    _, _, probe = name.partition(": as of ")
    return int(probe.split(":")[0]) if probe else None
