"""What an evaluation is judged on: results with targets and reported months, and what was rated. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.rules.terms import SourceFact
from kinerja.domain.standard_vocabulary import Direction
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation


@dataclass(frozen=True)
class MonthInput:
    """A month in which the indicator reports. All None: nothing was reported (ABSENT)."""

    month: date
    amount: Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    source: SourceFact | None = None


@dataclass(frozen=True)
class EarlierPart:
    """Months that a report covers and in which the target read otherwise: their share of the plan."""

    amount: Fraction
    months: int
    source: SourceFact


@dataclass(frozen=True)
class SegmentInput:
    """The months of a window under one version of a target.

    ``amount`` is the target in the indicator's unit; for a cumulative one for ``plan_months`` months.
    ``calendar_months`` are the months of the segment, ``months`` those of them that report. A quarterly or
    yearly report covers earlier months too: ``reported_months`` counts those in which the target read as it
    does in the segment, ``earlier`` holds those in which it read otherwise.
    """

    indicator: str
    direction: Direction
    cumulative: bool
    ratio: bool
    amount: Fraction
    plan_months: int
    calendar_months: int
    reported_months: int
    months: Sequence[MonthInput]
    source: SourceFact
    earlier: Sequence[EarlierPart] = ()


@dataclass(frozen=True)
class TargetInput:
    """A target of a result, in segments where it was revised within the window."""

    id: str
    segments: Sequence[SegmentInput]


@dataclass(frozen=True)
class ResultInput:
    """A work result with its weight in percent; an ADDITIONAL one is computed and does not count."""

    id: str
    kind: WorkResultKind
    weight: Fraction
    targets: Sequence[TargetInput]


@dataclass(frozen=True)
class RatingInput:
    """What one rater gave for the seven values."""

    relation: Relation
    levels: Mapping[CoreValue, RatingLevel]
    source: SourceFact


@dataclass(frozen=True)
class CollectedInput:
    """What a side said together, anonymously: the exact mean for each value. ``source``: the last release."""

    means: Mapping[CoreValue, Fraction]
    source: SourceFact


@dataclass(frozen=True)
class PublicInput:
    """What citizens said of the employee's service: how often each option was chosen, over all that is released.

    Nothing where too few said something to be told, or nobody. ``sources``: the last release of each collection.
    """

    counts: Mapping[str, int]
    sources: tuple[SourceFact, ...]


@dataclass(frozen=True)
class EvaluationInput:
    """Everything an evaluation is judged on. ``asked``: the relations that were asked to rate by name.

    ``collected``: those that were asked anonymously; None where too few answered to be told, or nobody.
    ``public``: what citizens said; None where they were not asked, or have no part in the rule version.
    """

    results: Sequence[ResultInput]
    ratings: Sequence[RatingInput]
    asked: frozenset[Relation]
    collected: Mapping[Relation, CollectedInput | None] = field(default_factory=dict)
    public: PublicInput | None = None
