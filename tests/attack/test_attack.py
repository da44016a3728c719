"""Who attacks finds nothing out: worlds that differ in what nobody may learn look the same to all of them (D4)."""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.attack.attackers import Site, Told, site_of
from tests.attack.comparing import (
    DELIVERED,
    LONG,
    OPEN,
    TELLING,
    Seen,
    apart,
    attacked,
    without_basis,
    without_words_order,
)
from tests.attack.grounds import Ground
from tests.attack.ledger import LEDGER, Pair
from tests.attack.probes import ATTACKERS, Known, Probe, Surface, commanded, known_of, probes
from tests.attack.worlds import ANSWERS, ENOUGH, K_OF_PERSON, ONE_MORE, SCRIPTS, TOO_FEW, K, world_of

_log = logging.getLogger(__name__)
PAST = SCRIPTS if LONG else (*TOO_FEW, ENOUGH[0], ONE_MORE)
"""Of whose past is asked."""


@pytest.fixture(scope="module")
def seen(ground: Ground) -> Seen:
    """Every script played in a world of its own, and everything asked of it while it is open, and afterwards."""
    found: Seen = {OPEN: {}, DELIVERED: {}}
    for script in SCRIPTS:
        with world_of(script, ground) as world, site_of(world) as site:
            world.answer()
            # By now as many answered as in the first of them: they are looked at afterwards.
            found[OPEN][script.name] = attacked(site, OPEN, quiet=not LONG and script in ENOUGH[1:])
            world.close()
            world.deliver()
            found[DELIVERED][script.name] = attacked(site, DELIVERED, past=script in PAST)
        _log.info("%s of %s towns were attacked", len(found[DELIVERED]), len(SCRIPTS))
    return found


def test_d4_while_it_is_open_nothing_tells_how_many_answered_nor_who(seen: Seen) -> None:
    assert len(seen[OPEN]) >= len(TOO_FEW) + 2
    found = {name: apart(seen[OPEN]["0"], told) for name, told in seen[OPEN].items()}
    LEDGER.compared(Pair("0", "1, k-1, k, k+1", OPEN), sum(map(len, found.values())))
    assert all(each == [] for each in found.values()), found


@pytest.mark.parametrize("script", PAST[1:], ids=lambda script: script.name)
def test_d4_the_past_tells_nothing_that_was_not_told_then(seen: Seen, script: Any) -> None:
    """Afterwards, as of a position or time at which nothing was released, also where it is by now."""
    one, other = (_of_the_past(seen[DELIVERED][name]) for name in ("0", script.name))
    assert all(told.answers for told in one.values())
    found = apart(one, other)
    LEDGER.compared(Pair("0", script.name, "afterwards, as of a position before the release"), len(found))
    assert found == []


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
    found = apart(seen[DELIVERED]["0"], seen[DELIVERED][script.name])
    LEDGER.compared(Pair("0", script.name, DELIVERED), len(found))
    assert found == []


@pytest.mark.parametrize("script", ENOUGH[1:], ids=lambda script: script.name)
def test_d4_afterwards_nothing_tells_who_of_enough_gave_what(seen: Seen, script: Any) -> None:
    found = apart(seen[DELIVERED]["k"], seen[DELIVERED][script.name], without_words_order)
    LEDGER.compared(Pair("k", script.name, DELIVERED), len(found))
    assert found == []


@pytest.mark.parametrize(
    ("one", "other"), [(TOO_FEW[-1], ENOUGH[0]), (ENOUGH[0], ONE_MORE)], ids=["k-1, k", "k, k+1"]
)
def test_d4_enough_is_told_together_and_only_where_it_is_meant_to_be(seen: Seen, one: Any, other: Any) -> None:
    found = apart(seen[DELIVERED][one.name], seen[DELIVERED][other.name], without_basis)
    assert any(name.startswith("officer: now: collections") for name in found), "nothing is told at all"
    elsewhere = [name for name in found if not any(each in name.split(": ", 1)[1] for each in TELLING)]
    LEDGER.compared(Pair(one.name, other.name, DELIVERED), len(elsewhere), len(found) - len(elsewhere))
    assert elsewhere == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_d4_nothing_that_is_told_counts_fewer_than_k(seen: Seen, script: Any) -> None:
    """Every number of answers in everything that anybody was told, of now and of the past."""
    counted = 0
    for phase in (OPEN, DELIVERED):
        for who, told in seen[phase].get(script.name, {}).items():
            for name, answer in told.answers.items():
                if _COUNTED.search(answer):
                    counts = list(_counts(json.loads(answer)))
                    counted += len(counts)
                    assert [count for count, least in counts if count < least] == [], f"{who}: {name}"
    assert counted > 0


_COUNTED = re.compile(rb'"(answers|raters|respondents)":[0-9]')
_BY_NAME = {"SUPERIOR", "SELF"}


def _counts(value: Any, relation: str = "", officer: object = None) -> Iterator[tuple[int, int]]:
    """How many answers anything anonymous says that it rests on, and how many those have to be."""
    if isinstance(value, dict):
        of, whose = str(value.get("relation", value.get("group", relation))), value.get("officer", officer)
        for name, each in value.items():
            if name in ("answers", "raters", "respondents") and isinstance(each, int) and of not in _BY_NAME:
                yield each, K if whose is None else K_OF_PERSON
            yield from _counts(each, of, whose)
    elif isinstance(value, list):
        for each in value:
            yield from _counts(each, relation, officer)


def test_d4_everybody_asked_and_most_of_it_was_answered(seen: Seen) -> None:
    """What only fails, or shows nothing, would look the same in all worlds."""
    told = seen[DELIVERED]["k"]
    assert set(told) == set(map(str, ATTACKERS))
    for who, share in (("officer", 0.9), ("member", 0.9), ("admin", 0.9), ("p0", 0.9), ("None", 0.8)):
        answers = told[who].answers.values()
        assert sum(b'"errors":[' not in answer for answer in answers) > share * len(answers)
    assert b'"mean":"98.00"' in told["member"].answers["now: collectedMeans"]
    assert b'"answers":10' in told["member"].answers["now: officerSatisfactions"]
    assert b'"answers":30' in told["None"].answers["now: serviceSatisfactions"]
    assert b"kata 4" in told["admin"].answers["now: collections"]


def test_d4_what_is_asked_takes_as_long_whoever_answered(ground: Ground, another_ground: Ground) -> None:
    """The shortest time of many, in turn in both worlds: what would count the answers takes longer with more."""
    none, most = (script for script in SCRIPTS if script.name in ("0", "k+1"))
    with (
        world_of(none, ground) as one,
        world_of(most, another_ground) as other,
        site_of(one) as of_one,
        site_of(other) as of_other,
    ):
        for world in (one, other):
            world.answer()
        ratios = {who: _slower(who, [of_one, of_other]) for who in (("member", "officer") if LONG else ("member",))}
    slower = {f"{who}: {name}": ratio for who, each in ratios.items() for name, ratio in each.items()}
    LEDGER.compared(Pair("0", "k+1", "how long it takes"), sum(not _alike(ratio) for ratio in slower.values()))
    assert all(_alike(ratio) for ratio in slower.values()), slower


TIMED = tuple(f"now: {root}" for root in ("collections", "collectedMeans", "auditTrail", "satisfactionSurveys"))
SLOWER = 1.25 if LONG else 2.0
_SHORTEST_MS = 3.0
"""What takes less differs by chance."""


def _alike(ratio: float) -> bool:
    return 1 / SLOWER < ratio < SLOWER


def _slower(who: str, sites: Sequence[Site]) -> dict[str, float]:
    """How many times as long each document takes in the second world."""
    documents = _timed(who, known_of(sites[0].world))
    rounds = [[site.alone(who, documents).took for site in sites] for _ in range(40 if LONG else 12)]
    best = [{name: min(took[place][name] for took in rounds) for name in rounds[0][0]} for place in (0, 1)]
    return {name: max(best[1][name], _SHORTEST_MS) / max(best[0][name], _SHORTEST_MS) for name in best[0]}


def _timed(who: str, known: Known) -> list[Probe]:
    """Whose time is taken: in the long form every root field, and whatever refuses a command that names a voice."""
    asked = [probe for probe in probes(known, long=False, of="voices") if probe.surface == Surface.NOW]
    if not LONG:
        asked = [probe for probe in asked if probe.name in TIMED]
    refused = commanded(known, who, last=False, long=False) if LONG else ()
    return [replace(probe, surface=Surface.TIMING) for probe in (*asked, *refused)]
