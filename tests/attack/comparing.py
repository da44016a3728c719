"""What is asked of a world in its two phases, and how what was told in two worlds is compared."""

import json
import os
from collections.abc import Callable, Iterator
from typing import Any

from tests.attack.attackers import Site, Told
from tests.attack.probes import Probe, commanded, known_of, probes

LONG = bool(os.environ.get("KINERJA_ATTACK"))
OPEN, DELIVERED = "while it is open", "once it is delivered"
TELLING = (
    "collections", "collectedMeans", "ratingViews", "evaluations", "node", "last", "command", "auditTrail", "replay",
    "recorded", "satisfaction", "Satisfaction", "indicators",
)  # fmt: skip
"""Where what is released is told, and that it was: elsewhere nothing may differ, however many answered."""
Seen = dict[str, dict[str, dict[str, Told]]]
"""What was told: by phase, by script, by who attacks."""


def attacked(site: Site, phase: str, *, quiet: bool = False, past: bool = True, of: str = "all") -> dict[str, Told]:
    """Everything is asked by everybody, and of the past afterwards: it is the same past as before.

    In the short form those who are neither rated nor judge ask of now, and of what voices are told in. ``quiet``:
    nothing is asked, and what can be done is done nevertheless. ``past`` and ``of``: as of ``probes``.
    """
    known = known_of(site.world)

    def asking(who: str | None) -> list[Probe]:
        if quiet:
            return []
        asked = of if who in ("member", "officer") else "voices"
        return list(probes(known, long=LONG, past=past and phase == DELIVERED, of=asked))

    def commands(who: str | None) -> Iterator[Probe]:
        return commanded(known, who, last=phase == DELIVERED, long=LONG)

    return site.all_told(known, asking, commands)


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
