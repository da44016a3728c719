"""Ratings of behaviour by the sides that are asked (D2). Saved is not final; what is not given is absent."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.ratings import (
    LEVEL_MISSING,
    RATING_FINAL,
    RATING_INCOMPLETE,
    RATING_MISSING,
    RATING_TWICE,
)
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation


class RatingState(StrEnum):
    """Whether a rating may still change."""

    SAVED = "SAVED"
    FINAL = "FINAL"


class BehaviorRating(msgspec.Struct, frozen=True, kw_only=True):
    """The level given to one value."""

    value: CoreValue
    level: RatingLevel


class RatingOf(msgspec.Struct, frozen=True, kw_only=True):
    """Who rates whom in which evaluation, from which side."""

    evaluation_id: UUID
    plan_id: UUID
    employee_id: UUID
    rater_id: UUID
    relation: Relation


_OF_RATING: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("evaluation_id", "Evaluation"),
    About("plan_id", "PerformancePlan"),
)


class RatingSaved(Fact, frozen=True, kw_only=True):
    """A rater saved levels; they may still change and do not count yet."""

    label_id: ClassVar[str] = "Penilaian perilaku disimpan"
    label_en: ClassVar[str] = "Rating saved"
    personal: ClassVar[dict[str, TextCategory]] = {"note": TextCategory.JUDGEMENT}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_RATING
    unlisted: ClassVar[frozenset[str]] = frozenset({"levels", "note"})

    evaluation_id: UUID
    plan_id: UUID
    employee_id: UUID
    rater_id: UUID
    relation: Relation
    levels: tuple[BehaviorRating, ...]
    note: Text | None

    def apply(self, aggregate: "Rating") -> None:
        aggregate.levels = {line.value: line.level for line in self.levels}
        aggregate.told_by = self.originator_version
        aggregate.of = RatingOf(
            evaluation_id=self.evaluation_id,
            plan_id=self.plan_id,
            employee_id=self.employee_id,
            rater_id=self.rater_id,
            relation=self.relation,
        )


class RatingFinalized(Fact, frozen=True, kw_only=True):
    """A rater made the rating final; it counts from here on."""

    label_id: ClassVar[str] = "Penilaian perilaku difinalkan"
    label_en: ClassVar[str] = "Rating finalized"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_RATING

    evaluation_id: UUID
    plan_id: UUID
    employee_id: UUID
    rater_id: UUID
    relation: Relation

    def apply(self, aggregate: "Rating") -> None:
        aggregate.state = RatingState.FINAL


class Rating(Aggregate):
    """The rating of one rater in one evaluation; ``told_by`` is the version of the fact with its levels."""

    state = RatingState.SAVED
    of: RatingOf
    told_by = 0

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.levels: dict[CoreValue, RatingLevel] = {}

    @property
    def is_final(self) -> bool:
        """Whether it counts."""
        return self.state == RatingState.FINAL

    def save(self, *, act: Act, of: RatingOf, levels: tuple[BehaviorRating, ...], note: Text | None) -> None:
        """Save levels, some or all of the seven. Refused D2.1 once final, D2.3 on a value given twice."""
        if self.state == RatingState.FINAL:
            raise refuse(RATING_FINAL, "evaluationId")
        raise_all(_repeated(levels))
        if self.exists and note is None and self.levels == {line.value: line.level for line in levels}:
            return
        self.trigger_event(RatingSaved, act=act, **msgspec.structs.asdict(of), levels=levels, note=note)

    def finalize(self, *, act: Act) -> None:
        """Make it final. Refused D2.4 when nothing was saved, D2.2 with every value that is missing."""
        if self.state == RatingState.FINAL:
            return
        if not self.exists:
            raise refuse(RATING_MISSING, "evaluationId", action="saveRating")
        raise_all(
            [
                Refusal(RATING_INCOMPLETE, ("evaluationId",), {"value": str(value), "action": "saveRating"})
                for value in CoreValue
                if value not in self.levels
            ]
        )
        self.trigger_event(RatingFinalized, act=act, **msgspec.structs.asdict(self.of))


def level_faults(levels: tuple[BehaviorRating, ...]) -> list[Refusal]:
    """Why levels are no whole rating: D2.3 for every value given twice, D2.8 for every one that is missing."""
    given = {line.value for line in levels}
    missing = [
        Refusal(LEVEL_MISSING, ("levels",), {"value": str(value)}) for value in CoreValue if value not in given
    ]
    return [*_repeated(levels), *missing]


def _repeated(levels: tuple[BehaviorRating, ...]) -> list[Refusal]:
    given = [line.value for line in levels]
    return [
        Refusal(RATING_TWICE, ("levels", index, "value"), {"value": str(value)})
        for index, value in enumerate(given)
        if value in given[:index]
    ]
