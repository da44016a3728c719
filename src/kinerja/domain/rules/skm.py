"""The policy by which satisfaction with a service is counted, read from a data file of this package."""

import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources

import msgspec

from kinerja.domain.service_vocabulary import ServiceGrade

NEWEST = "skm-1"


class GradeBound(msgspec.Struct, frozen=True, kw_only=True):
    """A grade and the least index, of 2 decimals, that has it."""

    grade: ServiceGrade
    least: Decimal


class SampleRule(msgspec.Struct, frozen=True, kw_only=True):
    """The constants of the size of a sample."""

    chi_square: Decimal
    proportion: Decimal
    error: Decimal


class SatisfactionPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """How an index is counted and graded. Released files are never edited, only followed.

    ``weight`` is the text of a fraction or of a decimal: a ninth has no decimals. ``grades`` stand from the best
    down. ``lowest``: how many of the lowest elements are named.
    """

    id: str
    title: str
    factor: int
    weight: str
    lowest: int
    grades: tuple[GradeBound, ...]
    sample: SampleRule

    @property
    def number(self) -> int:
        """Which version it is: the later one has the higher number."""
        return int(self.id.rpartition("-")[2])

    @property
    def exact_weight(self) -> Fraction:
        """The weight of each element, exact."""
        return Fraction(self.weight)


@cache
def satisfaction_policy(id: str = NEWEST) -> SatisfactionPolicy:
    """A policy by its id. Raises FileNotFoundError for one that this release does not know."""
    entry = resources.files("kinerja.domain.rules") / "data" / f"{id}.toml"
    return msgspec.convert(tomllib.loads(entry.read_text()), SatisfactionPolicy)
