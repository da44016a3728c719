"""What a standard is made of: its stages, its content, and the way it goes (A1, A2)."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated
from uuid import UUID

import msgspec

from kinerja.domain.inputs import says
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.standards import (
    HALF_TIME_LIMIT,
    LISTED_TWICE,
    STANDARD_APPLIES_TO_NOBODY,
    STEP_WITHOUT_NAME,
)
from kinerja.domain.standard_vocabulary import TimeUnit


class StandardStage(StrEnum):
    """Where the newest version of a standard stands."""

    DATA_COLLECTION = "DATA_COLLECTION"
    DRAFT = "DRAFT"
    CONSULTATION = "CONSULTATION"
    FEASIBILITY = "FEASIBILITY"
    APPROVED = "APPROVED"
    IN_FORCE = "IN_FORCE"
    EVALUATED = "EVALUATED"
    RETIRED = "RETIRED"


_WAY = (
    StandardStage.DATA_COLLECTION,
    StandardStage.DRAFT,
    StandardStage.CONSULTATION,
    StandardStage.FEASIBILITY,
    StandardStage.APPROVED,
    StandardStage.IN_FORCE,
    StandardStage.EVALUATED,
)
_WAY_OF_TAKEN_OVER = (
    StandardStage.DRAFT,
    StandardStage.APPROVED,
    StandardStage.IN_FORCE,
    StandardStage.EVALUATED,
)
"""Of a version that was worked out before the service was there."""


def transitions(*, taken_over: bool = False) -> dict[StandardStage, tuple[StandardStage, ...]]:
    """The table of stages: from each the next one, and where else it leads.

    From FEASIBILITY a draft that has to be changed goes back to DRAFT, to be consulted on and checked again. After
    EVALUATED comes a revision, or RETIRED.
    """
    way = _WAY_OF_TAKEN_OVER if taken_over else _WAY
    return {at: (following,) for at, following in pairwise(way)} | {
        StandardStage.EVALUATED: (StandardStage.DATA_COLLECTION,),
        StandardStage.FEASIBILITY: (StandardStage.APPROVED, StandardStage.DRAFT),
    }


class ProcedureStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the procedure and how long it may take."""

    name: Annotated[str, says("What is done.", 0, 300)]
    limit: Annotated[Decimal | None, says("How long it may take, above 0; null: no limit of its own.")] = None
    limit_unit: Annotated[TimeUnit | None, says("Unit of the limit; null without one.")] = None


class ProposedTarget(msgspec.Struct, frozen=True, kw_only=True):
    """What the standard promises, in an indicator."""

    indicator_id: UUID
    amount: Decimal


class StandardContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a version of a standard says."""

    title: str
    service: str
    positions: tuple[UUID, ...]
    steps: tuple[ProcedureStep, ...]
    targets: tuple[ProposedTarget, ...]
    legal_basis: str


class StandardVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version that was approved."""

    number: int
    content: StandardContent


def lacking(content: StandardContent) -> list[Refusal]:
    """All that keeps a content from being a standard: A1.2 and A1.5–A1.7."""
    refusals = [] if content.positions else [Refusal(STANDARD_APPLIES_TO_NOBODY, ("positionIds",))]
    for index, step in enumerate(content.steps):
        said = {"number": index + 1}
        if not step.name.strip():
            refusals.append(Refusal(STEP_WITHOUT_NAME, ("steps", index, "name"), said))
        if (step.limit is None) != (step.limit_unit is None) or (step.limit is not None and step.limit <= 0):
            refusals.append(Refusal(HALF_TIME_LIMIT, ("steps", index, "limit"), said))
    return refusals + list(_listed_twice(content))


def _listed_twice(content: StandardContent) -> Iterator[Refusal]:
    for index, id in enumerate(content.positions):
        if id in content.positions[:index]:
            yield Refusal(LISTED_TWICE, ("positionIds", index), {"number": index + 1})
    indicators = [target.indicator_id for target in content.targets]
    for index, id in enumerate(indicators):
        if id in indicators[:index]:
            yield Refusal(LISTED_TWICE, ("targets", index, "indicatorId"), {"number": index + 1})
