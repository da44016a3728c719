"""What is measured of a service for an indicator: numbers, and what they were counted from (C3). Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Annotated
from uuid import UUID

import msgspec

from kinerja.domain.complaints import Complaint
from kinerja.domain.encounter_facts import Officer
from kinerja.domain.inputs import refers, says
from kinerja.domain.rules.terms import rounded
from kinerja.domain.service_vocabulary import EncounterOutcome, Figure, MeasureScope
from kinerja.domain.tallies import CountedEncounter, EncounterTally


class MeasuredBy(msgspec.Struct, frozen=True, kw_only=True):
    """The measured source of an indicator: a figure of a service."""

    service_id: Annotated[UUID, refers("Service", "The service.")]
    figure: Annotated[Figure, says("What is measured.")]
    scope: Annotated[MeasureScope, says("Whose work counts.")]

    def __str__(self) -> str:
        return f"{self.figure} {self.scope} {self.service_id}"


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """Where the numbers of a realization come from.

    ``officer`` None: everybody of the service. ``position`` is that of the log which was counted at; ``counted``
    says how many visits or complaints were, ``hash`` is SHA-256, hex, over their ids, 16 bytes each, in order.
    """

    service_id: UUID
    figure: Figure
    officer: Officer | None
    first_month: date
    last_month: date
    position: int
    counted: int
    hash: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure says: an amount, or the two terms of a ratio; both None where nothing was counted."""

    amount: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    measurement: Measurement

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to take a mean or a ratio of."""
        return self.amount is None and self.numerator is None


class Counting(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be counted: which figure of which service, whose, in which months, at which position of the log."""

    by: MeasuredBy
    officer: Officer | None
    first_month: date
    last_month: date
    position: int


def read_encounters(counting: Counting, tallies: Iterable[EncounterTally]) -> Reading:
    """A figure over the visits of some tallies."""
    ended = [each for tally in tallies for each in tally.counted.values()]
    finished = [each for each in ended if each.outcome == EncounterOutcome.FINISHED]
    if counting.by.figure == Figure.ENCOUNTERS_WITHIN_LIMIT:
        limited = [each for each in finished if each.within is not None]
        kept = sum(bool(each.within) for each in limited)
        return _ratio(counting, [each.encounter_id for each in limited], kept)
    amount = _amount(counting.by.figure, finished)
    return Reading(amount=amount, measurement=_measurement(counting, [each.encounter_id for each in finished]))


def read_complaints(counting: Counting, complaints: Sequence[Complaint]) -> Reading:
    """The share of complaints that were answered within the promised time."""
    limited = [each for each in complaints if each.received_as.limit is not None]
    return _ratio(counting, [each.id for each in limited], sum(bool(each.within) for each in limited))


def _amount(figure: Figure, finished: Sequence[CountedEncounter]) -> Decimal | None:
    """A count, or a mean that is rounded once: 2 decimals, half up; None without anything to take it of."""
    if figure == Figure.ENCOUNTERS_FINISHED:
        return Decimal(len(finished))
    if not finished:
        return None
    in_days = figure == Figure.ENCOUNTER_DAYS_MEAN
    return rounded(Fraction(sum(each.days if in_days else each.minutes for each in finished), len(finished)))


def _ratio(counting: Counting, ids: Sequence[UUID], kept: int) -> Reading:
    measurement = _measurement(counting, ids)
    return (
        Reading(numerator=kept, denominator=len(ids), measurement=measurement)
        if ids
        else Reading(measurement=measurement)
    )


def _measurement(counting: Counting, ids: Sequence[UUID]) -> Measurement:
    return Measurement(
        service_id=counting.by.service_id,
        figure=counting.by.figure,
        officer=counting.officer,
        first_month=counting.first_month,
        last_month=counting.last_month,
        position=counting.position,
        counted=len(ids),
        hash=sha256(b"".join(sorted(id.bytes for id in ids))).hexdigest(),
    )
