"""Who attacks finds nothing out: worlds that differ in what nobody may learn look the same to all of them (D4)."""

import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.attack.attackers import ATTACKERS, Told, all_told
from tests.attack.probes import Probe, commanded, known_of, probes
from tests.attack.worlds import ANSWERS, ENOUGH, ONE_MORE, SCRIPTS, TOO_FEW, K, World, world_of
from tests.conftest import Cluster

_log = logging.getLogger(__name__)
LONG = bool(os.environ.get("KINERJA_ATTACK"))
OPEN, DELIVERED = "while it is open", "once it is delivered"
TELLING = (
    "collections", "collectedMeans", "ratingViews", "evaluations", "node", "last", "command", "auditTrail", "replay",
    "recorded", "satisfaction", "Satisfaction", "indicators",
)  # fmt: skip
"""Where what is released is told, and that it was: elsewhere nothing may differ, however many answered."""
Seen = dict[str, dict[str, dict[str, Told]]]
"""What was told: by phase, by script, by who attacks."""


def attacked(world: World, phase: str, *, quiet: bool = False) -> dict[str, Told]:
    """Everything is asked by everybody, and of the past afterwards: it is the same past as before.

    In the short form those who are neither rated nor judge ask of now, and of what voices are told in. ``quiet``:
    nothing is asked, and what can be done is done nevertheless.
    """
    known = known_of(world)

    def asking(who: str | None) -> list[Probe]:
        if quiet:
            return []
        of = "all" if who in ("member", "officer") else "voices"
        return list(probes(known, long=LONG, past=phase == DELIVERED, of=of))

    return all_told(world, known, asking, list(commanded(known)))


def apart(one: dict[str, Told], other: dict[str, Told], look: Callable[[bytes], object] = bytes) -> list[str]:
    """What somebody was told otherwise in two worlds."""
    return [
        f"{who}: {name}"
        for who in one
        for name in sorted(one[who].answers.keys() & other[who].answers.keys())
        if look(one[who].answers[name]) != look(other[who].answers[name])
    ]


def without_words_order(answer: bytes) -> object:
    """An answer in which words stand in no order and under no id: both are keyed hashes, as good as random."""
    return _unordered(json.loads(answer))


def _unordered(value: Any) -> Any:
    if isinstance(value, dict):
        known = {name: _unordered(each) for name, each in value.items()}
        return {**known, "id": ""} if "setAside" in known else known
    if isinstance(value, list):
        each = [_unordered(item) for item in value]
        return sorted(each, key=str) if any(isinstance(item, dict) and "setAside" in item for item in each) else each
    return value


def without_basis(answer: bytes) -> object:
    """What was told, whatever it rests on: where more is released, the log is longer."""
    content = json.loads(answer)
    return [content.get("data"), content.get("errors")] if isinstance(content, dict) else None


@pytest.fixture(scope="module")
def seen(cluster: Cluster, asked_template: str) -> Iterator[Seen]:
    """Every script played in a world of its own, and everything asked of it while it is open, and afterwards."""
    found: Seen = {OPEN: {}, DELIVERED: {}}
    for place, script in enumerate(SCRIPTS):
        with world_of(script, cluster, asked_template, f"attack_{os.getpid()}_{place}") as world:
            world.answer()
            # By now as many answered as in the first of them: they are looked at afterwards.
            found[OPEN][script.name] = attacked(world, OPEN, quiet=not LONG and script in ENOUGH[1:])
            world.close()
            world.deliver()
            found[DELIVERED][script.name] = attacked(world, DELIVERED)
    yield found
    _log.info("%s probes by %s who attack, in %s worlds, twice", _probes(found), len(ATTACKERS), len(SCRIPTS))


def _probes(seen: Seen) -> int:
    return sum(told.asks for worlds in seen.values() for whos in worlds.values() for told in whos.values())


def test_d4_while_it_is_open_nothing_tells_how_many_answered_nor_who(seen: Seen) -> None:
    assert len(seen[OPEN]) >= len(TOO_FEW) + 2
    assert [found for told in seen[OPEN].values() for found in apart(seen[OPEN]["0"], told)] == []


@pytest.mark.parametrize("script", SCRIPTS[1:], ids=lambda script: script.name)
def test_d4_the_past_tells_nothing_that_was_not_told_then(seen: Seen, script: Any) -> None:
    """Afterwards, as of a position or time at which nothing was released, also where it is by now."""
    one, other = (_of_the_past(seen[DELIVERED][name]) for name in ("0", script.name))
    assert all(told.answers for told in one.values())
    assert apart(one, other) == []


def _of_the_past(seen: dict[str, Told]) -> dict[str, Told]:
    """What was told as of positions at which nobody had more than answered."""
    return {
        who: Told({name: each for name, each in told.answers.items() if _position(name) in _answering(told)})
        for who, told in seen.items()
    }


def _answering(told: Told) -> range:
    first = min(position for name in told.answers if (position := _position(name)) is not None)
    return range(first, first + ANSWERS)


def _position(name: str) -> int | None:
    """The position that a probe asks as of; None for the others."""
    found = re.match(r"as of (\d+):", name)
    return int(found.group(1)) if found else None


@pytest.mark.parametrize("script", TOO_FEW[1:], ids=lambda script: script.name)
def test_d4_afterwards_too_few_are_as_good_as_none(seen: Seen, script: Any) -> None:
    assert apart(seen[DELIVERED]["0"], seen[DELIVERED][script.name]) == []


@pytest.mark.parametrize("script", ENOUGH[1:], ids=lambda script: script.name)
def test_d4_afterwards_nothing_tells_who_of_enough_gave_what(seen: Seen, script: Any) -> None:
    assert apart(seen[DELIVERED][ENOUGH[0].name], seen[DELIVERED][script.name], without_words_order) == []


@pytest.mark.parametrize(
    ("one", "other"), [(TOO_FEW[-1], ENOUGH[0]), (ENOUGH[0], ONE_MORE)], ids=["k-1, k", "k, k+1"]
)
def test_d4_enough_is_told_together_and_only_where_it_is_meant_to_be(seen: Seen, one: Any, other: Any) -> None:
    found = apart(seen[DELIVERED][one.name], seen[DELIVERED][other.name], without_basis)
    assert any(name.startswith("officer: now: collections") for name in found), "nothing is told at all"
    elsewhere = [name for name in found if not any(each in name.split(": ", 1)[1] for each in TELLING)]
    assert elsewhere == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_d4_nothing_that_is_told_counts_fewer_than_k(seen: Seen, script: Any) -> None:
    for phase in (OPEN, DELIVERED):
        for told in seen[phase].get(script.name, {}).values():
            for name in _COUNTING & told.answers.keys():
                assert [count for count in _counts(json.loads(told.answers[name])) if count < K] == []


_COUNTING = {"now: collections", "now: collectedMeans", "now: ratingViews"}


def _counts(value: Any, relation: str = "") -> Iterator[int]:
    """How many answers anything anonymous says that it rests on."""
    if isinstance(value, dict):
        of = str(value.get("relation", value.get("group", relation)))
        for name, each in value.items():
            if name in ("answers", "raters") and isinstance(each, int) and of not in ("SUPERIOR", "SELF"):
                yield each
            yield from _counts(each, of)
    elif isinstance(value, list):
        for each in value:
            yield from _counts(each, relation)


def test_d4_everybody_asked_and_most_of_it_was_answered(seen: Seen) -> None:
    """What only fails, or shows nothing, would look the same in all worlds."""
    told = seen[DELIVERED]["k"]
    assert set(told) == set(map(str, ATTACKERS))
    for who, share in (("officer", 0.9), ("member", 0.9), ("admin", 0.9), ("p0", 0.9), ("None", 0.8)):
        answers = told[who].answers.values()
        assert sum(b'"errors":[' not in answer for answer in answers) > share * len(answers)
    assert b'"mean":"98.00"' in told["member"].answers["now: collectedMeans"]


def test_d4_what_is_asked_takes_as_long_whoever_answered(cluster: Cluster, asked_template: str) -> None:
    """The shortest time of many, in turn in both worlds: what would count the answers takes longer with more."""
    none, most = (script for script in SCRIPTS if script.name in ("0", "k+1"))
    with (
        world_of(none, cluster, asked_template, f"attack_{os.getpid()}_none") as one,
        world_of(most, cluster, asked_template, f"attack_{os.getpid()}_most") as other,
    ):
        for world in (one, other):
            world.answer()
        documents = [probe for probe in probes(known_of(one), long=False, of="voices") if probe.name in TIMED]
        rounds = [timed([one, other], documents) for _ in range(40 if LONG else 8)]
    best = [{name: min(took[place][name] for took in rounds) for name in TIMED} for place in (0, 1)]
    slower = {name: best[1][name] / best[0][name] for name in TIMED}
    assert all(1 / SLOWER < ratio < SLOWER for ratio in slower.values()), slower


TIMED = tuple(f"now: {root}" for root in ("collections", "collectedMeans", "auditTrail", "satisfactionSurveys"))
SLOWER = 1.25 if LONG else 2.0


def timed(worlds: Sequence[World], documents: Sequence[Probe]) -> list[dict[str, float]]:
    """How long each document takes the member, in milliseconds, in each world."""

    def asking(who: str | None) -> Sequence[Probe]:
        return documents if who == "member" else []

    return [all_told(world, known_of(world), asking, [])["member"].took for world in worlds]
