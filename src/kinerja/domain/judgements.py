"""The judgement of an evaluation: what was judged, how it came out, and the hash that a signature binds (E1, E4)."""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

import msgspec

from kinerja.domain.periods import RuleVersion
from kinerja.domain.rules.bundles import RuleBundle
from kinerja.domain.rules.evaluator import Assessment, number_class, predicate
from kinerja.domain.rules.terms import Term, rounded
from kinerja.domain.vocabulary import Predicate, RatingLevel


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """What arithmetic said: exact, as ``n`` or ``n/d``; None where something was absent.

    ``results`` and ``behavior`` are percentages from 0 to 120; ``number`` is that of PP 30/2019 and
    ``number_class`` its class. The ``suggested_*`` are what the numbers suggest to the officer.
    """

    results: str | None
    behavior: str | None
    number: str | None
    number_shown: Decimal | None
    number_class: Predicate | None
    suggested_results: RatingLevel | None
    suggested_behavior: RatingLevel | None
    suggested_predicate: Predicate | None


class JudgedStream(msgspec.Struct, frozen=True, kw_only=True):
    """A stream that was judged, as it stood at a version; ``kind`` names its aggregate."""

    kind: str
    stream: UUID
    version: int


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """All that was judged and how it came out; its hash is what a signature binds."""

    results_rating: RatingLevel
    behavior_rating: RatingLevel
    innovation: bool
    predicate: Predicate
    scores: Scores
    rules: RuleVersion
    sources: tuple[JudgedStream, ...]
    terms: tuple[Term, ...]

    def content_hash(self) -> str:
        """SHA-256 over the canonical JSON of everything it says, as lower-case hex."""
        return sha256(msgspec.json.encode(self, order="sorted")).hexdigest()


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer decides: the two ratings and whether a new idea is proven."""

    results_rating: RatingLevel
    behavior_rating: RatingLevel
    innovation: bool


def judge(choice: Choice, assessment: Assessment, sources: Sequence[JudgedStream], rules: RuleBundle) -> Judgement:
    """The judgement that follows from the officer's choice and the arithmetic under a rule version."""
    number = assessment.number
    scores = Scores(
        results=_exact(assessment.results),
        behavior=_exact(assessment.behavior),
        number=_exact(number),
        number_shown=None if number is None else rounded(number),
        number_class=None if number is None else number_class(number, choice.innovation, rules),
        suggested_results=assessment.suggested_results,
        suggested_behavior=assessment.suggested_behavior,
        suggested_predicate=assessment.suggested_predicate,
    )
    return Judgement(
        results_rating=choice.results_rating,
        behavior_rating=choice.behavior_rating,
        innovation=choice.innovation,
        predicate=predicate(choice.results_rating, choice.behavior_rating, rules),
        scores=scores,
        rules=rules.version,
        sources=tuple(sources),
        terms=assessment.terms,
    )


def _exact(value: object) -> str | None:
    return None if value is None else str(value)
