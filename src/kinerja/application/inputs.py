"""How the fields of commands are described and bounded; GraphQL shows the same sentences."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from kinerja.domain.inputs import Bounds, camel, refers, says
from kinerja.domain.refusals import Refusal

NOTE_LENGTH = 4000
CODE_FORM = r"[A-Z0-9][A-Z0-9._-]*"

Code = Annotated[
    str,
    says("The agency's own code.", 1, 40, pattern=CODE_FORM, form="A-Z 0-9 . _ -"),
]
Name = Annotated[str, says("Name, in the agency's language.", 1, 300)]
Reason = Annotated[str | None, says("Why. Sealed for the person it concerns.", 1, NOTE_LENGTH)]
MandatoryReason = Annotated[
    str | None, says("Why; refused without. Sealed for the person it concerns.", 1, NOTE_LENGTH)
]
MandatoryBasis = Annotated[str | None, says("The regulation or the letter it rests on; refused without.", 1, 500)]
PlanId = Annotated[UUID, refers("PerformancePlan", "The plan.")]
PositionId = Annotated[UUID, refers("Position", "The position.")]
IndicatorId = Annotated[UUID, refers("Indicator", "The indicator.")]
EvaluationId = Annotated[UUID, refers("Evaluation", "The evaluation.")]

__all__ = [
    "CODE_FORM",
    "Code",
    "EvaluationId",
    "IndicatorId",
    "MandatoryBasis",
    "MandatoryReason",
    "Name",
    "PlanId",
    "PositionId",
    "Reason",
    "camel",
]


def misfits(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[Refusal]:
    """Everything in an input that is out of its declared bounds, by path."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from misfits(item, (*path, index))
    elif isinstance(value, msgspec.Struct):
        bounds = _bounds(type(value))
        for name in value.__struct_fields__:
            here, content = (*path, camel(name)), getattr(value, name)
            if isinstance(content, str) and name in bounds:
                yield from _misfit(content, bounds[name], here)
            else:
                yield from misfits(content, here)


def _misfit(text: str, bounds: Bounds, path: tuple[str | int, ...]) -> Iterator[Refusal]:
    refusal = bounds.refusal_of(text, path)
    if refusal is not None:
        yield refusal


@cache
def _bounds(struct: type[msgspec.Struct]) -> dict[str, Bounds]:
    hints = get_type_hints(struct, include_extras=True)
    return {name: bounds for name, hint in hints.items() if (bounds := _bounds_of(hint)) is not None}


def _bounds_of(hint: Any) -> Bounds | None:
    if get_origin(hint) is not Annotated:
        return None
    found = [meta.extra["bounds"] for meta in get_args(hint)[1:] if meta.extra and "bounds" in meta.extra]
    return found[0] if found else None
