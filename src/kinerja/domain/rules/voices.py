"""The policy by which answers of many are collected and shown, read from a data file of this package."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources

import msgspec

NEWEST = "voices-1"


class VoicePolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for every collection. Released files are never edited, only followed.

    ``k``: answers that are shown together at least; ``k_of_person``: where they are about one person's service to
    citizens; ``most_k``: so many at most are promised instead. ``step``: new answers at least between two releases,
    ``step_hours`` hours apart. ``most_days``: how long a collection is open at most. ``disclosure_days``: how long
    answers that were disclosed are read. ``feedback_days``: how long after a quarter feedback on its visits is taken.
    ``officers``: from how many officers together it is told of a service. ``divergence``: how far apart the means of
    two sides diverge.
    """

    id: str
    title: str
    k: int
    k_of_person: int
    most_k: int
    step: int
    step_hours: int
    most_days: int
    disclosure_days: int
    feedback_days: int
    officers: int
    divergence: Decimal


@cache
def voice_policy(id: str = NEWEST) -> VoicePolicy:
    """A policy by its id. Raises FileNotFoundError for one that this release does not know."""
    entry = resources.files("kinerja.domain.rules") / "data" / f"{id}.toml"
    return msgspec.convert(tomllib.loads(entry.read_text()), VoicePolicy)
