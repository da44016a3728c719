"""How the fields of commands are described; GraphQL shows the same sentences."""

from typing import Annotated
from uuid import UUID

import msgspec

NOTE_LENGTH = 4000
CODE = r"^[A-Z0-9][A-Z0-9._-]*$"


def says(description: str, *, min_length: int | None = None, max_length: int | None = None) -> msgspec.Meta:
    """What a field means, with the bounds of its length."""
    return msgspec.Meta(description=description, min_length=min_length, max_length=max_length)


def refers(kind: str, description: str) -> msgspec.Meta:
    """A field that holds the id of an object of a kind: a global id in GraphQL, a UUID inside."""
    return msgspec.Meta(description=description, extra={"refers": kind})


Code = Annotated[
    str,
    msgspec.Meta(
        pattern=CODE,
        min_length=1,
        max_length=40,
        description="The agency's own code: capital letters, digits, dot, dash and underscore.",
    ),
]
Name = Annotated[str, says("Name, in the agency's language.", min_length=1, max_length=300)]
Reason = Annotated[
    str | None,
    says("Why. Sealed for the person it concerns.", min_length=1, max_length=NOTE_LENGTH),
]
LegalBasis = Annotated[str | None, says("The regulation or the letter it rests on.", min_length=1, max_length=500)]
PlanId = Annotated[UUID, refers("PerformancePlan", "The plan.")]
PositionId = Annotated[UUID, refers("Position", "The position.")]
IndicatorId = Annotated[UUID, refers("Indicator", "The indicator.")]
EvaluationId = Annotated[UUID, refers("Evaluation", "The evaluation.")]
