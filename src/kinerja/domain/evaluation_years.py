"""The periods of a calendar year, so that no unit is evaluated at two cadences in it (B2)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.periods import NewPeriod
from kinerja.domain.refusals import Refusal, Words, raise_all
from kinerja.domain.rulebook.periods import CADENCE_CLASHES
from kinerja.domain.vocabulary import Cadence

Lineage = Mapping[UUID, frozenset[UUID]]
"""For each unit, the unit itself and all above it."""
_ADVERB = {Cadence.MONTHLY: Words("bulanan", "every month"), Cadence.QUARTERLY: Words("triwulanan", "every quarter")}


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """A period as its year knows it. ``units`` empty: the whole agency."""

    code: str
    starts_on: date
    ends_on: date
    cadence: Cadence
    units: tuple[UUID, ...]


class PeriodEntered(Fact, frozen=True, kw_only=True):
    """A period was entered into its year: no other cadence for the same units in that year."""

    label_id: ClassVar[str] = "Periode dicatat dalam tahunnya"
    label_en: ClassVar[str] = "Period entered into its year"
    about: ClassVar[tuple[About, ...]] = (About("period_id", "Period"),)

    period_id: UUID
    entered: Entered

    def apply(self, aggregate: "EvaluationYear") -> None:
        aggregate.periods = {**aggregate.periods, self.period_id: self.entered}


class EvaluationYear(Aggregate):
    """The periods of one calendar year of an agency."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.periods: dict[UUID, Entered] = {}

    @property
    def units(self) -> set[UUID]:
        """Every unit that a period of the year is limited to."""
        return {unit for period in self.periods.values() for unit in period.units}

    def enter(self, *, act: Act, period_id: UUID, period: NewPeriod, lineage: Lineage) -> None:
        """Enter a period. Refused B2.7 with every period of another cadence that shares a unit.

        ``lineage`` knows the units of the period and of all that are entered.
        """
        if period_id in self.periods:
            return
        new = Entered(
            code=period.code,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            cadence=period.cadence,
            units=period.units,
        )
        raise_all(
            [
                Refusal(CADENCE_CLASHES, ("cadence",), {"other": other.code, "cadence": _ADVERB[other.cadence]})
                for other in self.periods.values()
                if _clash(new, other, lineage)
            ]
        )
        self.trigger_event(PeriodEntered, act=act, period_id=period_id, entered=new)


def _clash(one: Entered, other: Entered, lineage: Lineage) -> bool:
    return one.cadence != other.cadence and _share(one.units, other.units, lineage)


def _share(one: Iterable[UUID], other: Iterable[UUID], lineage: Lineage) -> bool:
    """Whether some unit is in or below a unit of each; no units are all of them."""
    first, second = set(one), set(other)
    if not first or not second:
        return True
    return any(first & lineage[unit] for unit in second) or any(second & lineage[unit] for unit in first)
