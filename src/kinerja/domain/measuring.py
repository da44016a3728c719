"""What is measured of a service for an indicator: numbers, and what they were counted from (C3). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Annotated
from uuid import UUID

import msgspec

from kinerja.domain.cells import Cell
from kinerja.domain.complaints import Complaint
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import first_of_month
from kinerja.domain.rules.terms import rounded
from kinerja.domain.satisfaction import respondent_weighted, sums_of
from kinerja.domain.service_vocabulary import EncounterOutcome, Figure, MeasureScope
from kinerja.domain.tallies import EncounterTally


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
    says how many visits, complaints or answers of citizens were, ``hash`` is SHA-256, hex, over the ids of visits or
    complaints, or of the cells that feedback was released in, 16 bytes each, in order; of surveys over the cells, as
    JSON.
    ``running``: complaints that were left out, as they had no answer yet and their limit still ran.
    """

    service_id: UUID
    figure: Figure
    officer: ServiceOfficer | None
    first_month: date
    last_month: date
    position: int
    counted: int
    hash: str
    running: tuple[UUID, ...] = ()


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
    """What is to be counted: which figure of which service, whose, in which months, at which position of the log.

    ``running``: complaints without an answer whose limit has not passed at that time.
    """

    by: MeasuredBy
    officer: ServiceOfficer | None
    first_month: date
    last_month: date
    position: int
    running: frozenset[UUID] = frozenset()


class CountedCell(msgspec.Struct, frozen=True, kw_only=True):
    """Answers that were released together: how many, and the sum of their numbers."""

    id: UUID
    answers: int
    total: Decimal


_TIMES: Mapping[Figure, str] = {
    Figure.ENCOUNTER_MINUTES_MEAN: "minutes",
    Figure.ENCOUNTER_DAYS_MEAN: "days",
    Figure.ENCOUNTER_WORKING_DAYS_MEAN: "working_days",
    Figure.COMPLAINT_ANSWER_DAYS_MEAN: "days",
    Figure.COMPLAINT_ANSWER_WORKING_DAYS_MEAN: "working_days",
}
"""Of which time of a case a figure is the mean."""


def read_encounters(counting: Counting, tallies: Iterable[EncounterTally]) -> Reading:
    """A figure over the visits of some tallies."""
    figure = counting.by.figure
    ended = [each for tally in tallies for each in tally.counted.values()]
    finished = {each.encounter_id: each for each in ended if each.outcome == EncounterOutcome.FINISHED}
    if figure == Figure.ENCOUNTERS_FINISHED:
        return _count(counting, list(finished))
    if figure == Figure.ENCOUNTERS_WITHIN_LIMIT:
        return _share(counting, {id: each.within for id, each in finished.items() if each.within is not None})
    return _mean(counting, {id: getattr(each, _TIMES[figure]) for id, each in finished.items()})


def read_complaints(counting: Counting, complaints: Sequence[Complaint]) -> Reading:
    """A figure over complaints: of those received, answered or resolved in the months, as the figure says."""
    figure = counting.by.figure
    true = [each for each in complaints if each.counts]
    if figure == Figure.COMPLAINTS_ANSWERED_WITHIN:
        received = [each for each in true if _in_months(counting, each.received_as.received_on)]
        return _answered_within(counting, [each for each in received if each.received_as.limit is not None])
    if figure == Figure.COMPLAINTS_RESOLVED:
        closed = [each.id for each in true if each.resolved and _in_months(counting, each.resolved.resolved_on)]
        return _count(counting, closed)
    answers = {each.id: each.answered for each in true if each.answered is not None}
    told = {id: answer for id, answer in answers.items() if _in_months(counting, answer.answered_on)}
    return _mean(counting, {id: getattr(answer, _TIMES[figure]) for id, answer in told.items()})


def read_satisfaction(counting: Counting, cells: Sequence[CountedCell]) -> Reading:
    """The mean of all answers of some cells, rounded once: 2 decimals, half up; empty without any."""
    answers = sum(cell.answers for cell in cells)
    total = sum((Fraction(cell.total) for cell in cells), Fraction())
    measurement = msgspec.structs.replace(_measurement(counting, [cell.id for cell in cells]), counted=answers)
    return Reading(amount=rounded(total / answers) if answers else None, measurement=measurement)


def read_surveys(counting: Counting, surveys: Sequence[tuple[str, Sequence[Cell]]]) -> Reading:
    """The index over surveys, each given by its policy and its released cells; empty where none was released."""
    found = [sums for policy, cells in surveys if (sums := sums_of(policy, cells)) is not None]
    content = msgspec.json.encode([cells for _, cells in surveys])
    measurement = msgspec.structs.replace(
        _measurement(counting, ()),
        counted=sum(sums.answers for sums in found),
        hash=sha256(content).hexdigest(),
    )
    return Reading(amount=respondent_weighted(found) if found else None, measurement=measurement)


def _answered_within(counting: Counting, limited: Sequence[Complaint]) -> Reading:
    """Of what was promised, what was kept: a promise that can still be kept is neither kept nor broken."""
    running = {each.id for each in limited} & counting.running
    kept = {each.id: bool(each.answered and each.answered.within) for each in limited if each.id not in running}
    reading = _share(counting, kept)
    measurement = msgspec.structs.replace(reading.measurement, running=tuple(sorted(running)))
    return msgspec.structs.replace(reading, measurement=measurement)


def _in_months(counting: Counting, day: date | None) -> bool:
    return day is not None and counting.first_month <= first_of_month(day) <= counting.last_month


def _count(counting: Counting, ids: Sequence[UUID]) -> Reading:
    return Reading(amount=Decimal(len(ids)), measurement=_measurement(counting, ids))


def _mean(counting: Counting, times: Mapping[UUID, int | None]) -> Reading:
    """Rounded once: 2 decimals, half up; of the times that are known, and empty without any."""
    known = {id: time for id, time in times.items() if time is not None}
    mean = rounded(Fraction(sum(known.values()), len(known))) if known else None
    return Reading(amount=mean, measurement=_measurement(counting, list(known)))


def _share(counting: Counting, kept: Mapping[UUID, bool | None]) -> Reading:
    """How many kept a promise, of all to which it was made; empty without any."""
    measurement = _measurement(counting, list(kept))
    if not kept:
        return Reading(measurement=measurement)
    return Reading(numerator=sum(map(bool, kept.values())), denominator=len(kept), measurement=measurement)


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
