"""The explanation of a number: a tree of terms, each with its value, its operator and where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

import msgspec


class TermStatus(StrEnum):
    """Whether a term has a value, and why not."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    """Asked for and not given; never counted as 0."""
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """Not asked for; the other weights are scaled."""
    SUPPRESSED = "SUPPRESSED"
    """Asked of many, and too few answered to be told, or nobody; the other weights are scaled."""
    ERASED = "ERASED"
    """Given, and erased since."""


class Operator(StrEnum):
    """How the value of a term follows from its children and its parameter."""

    FACT = "FACT"
    """It was recorded; the sources say where."""
    PARAMETER = "PARAMETER"
    """It is a parameter of the rule version."""
    COLLECTED = "COLLECTED"
    """The mean of what many answered anonymously; the source is the fact that released it."""
    SUM = "SUM"
    MEAN = "MEAN"
    WEIGHTED_MEAN = "WEIGHTED_MEAN"
    """Sum of value times weight over the sum of the weights, of the children that apply."""
    RATIO = "RATIO"
    """First child over second, in percent."""
    HIGHER_IS_BETTER = "HIGHER_IS_BETTER"
    """First child (realised) over second (target), in percent."""
    LOWER_IS_BETTER = "LOWER_IS_BETTER"
    """Two minus realised over target, in percent."""
    BOUNDED = "BOUNDED"
    """The first child, not below the second nor above the third."""
    PRORATED = "PRORATED"
    """First child times second (months judged) over third (months of the plan)."""


class SourceFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact by its stream and version."""

    stream: UUID
    version: int


@dataclass(frozen=True)
class Node:
    """A term while it is computed. ``weight`` is its share in the parent where the parent weighs."""

    label: str
    operator: Operator
    status: TermStatus
    value: Fraction | None = None
    weight: Fraction | None = None
    subject: str | None = None
    parameter: str | None = None
    sources: tuple[SourceFact, ...] = ()
    children: tuple["Node", ...] = field(default=())


class Term(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A term as it is stored: a node of the tree in pre-order, with the index of its parent.

    ``value`` and ``weight`` are exact, as ``n`` or ``n/d``. ``subject`` is the id or the code of what the
    term is about, ``parameter`` the path in the rule version that gave the value.
    """

    parent: int | None
    label: str
    operator: Operator
    status: TermStatus
    value: str | None = None
    weight: str | None = None
    subject: str | None = None
    parameter: str | None = None
    sources: tuple[SourceFact, ...] = ()


def flatten(node: Node, into: list[Term], parent: int | None = None) -> None:
    """Append the tree in pre-order to a list of terms."""
    index = len(into)
    into.append(
        Term(
            parent=parent,
            label=node.label,
            operator=node.operator,
            status=node.status,
            value=None if node.value is None else str(node.value),
            weight=None if node.weight is None else str(node.weight),
            subject=node.subject,
            parameter=node.parameter,
            sources=node.sources,
        )
    )
    for child in node.children:
        flatten(child, into, index)


_SCALED_AWAY = (TermStatus.NOT_APPLICABLE, TermStatus.SUPPRESSED)
"""What takes no part: a side that nobody was asked for, and one that may not be told, of which a number that counted
it would tell."""


def combine(
    label: str, operator: Operator, children: Sequence[Node], *, weight: Fraction | None = None,
    subject: str | None = None, without_absent: bool = False,
) -> Node:  # fmt: skip
    """A term whose value follows from its children by its operator.

    ABSENT when a child that applies is absent; when no child applies SUPPRESSED if one is, else NOT_APPLICABLE.
    ``without_absent`` leaves absent children out instead, where a rule version says so.
    """
    applying = [child for child in children if child.status not in _SCALED_AWAY]
    if without_absent:
        applying = [child for child in applying if child.status != TermStatus.ABSENT] or applying
    if not applying:
        suppressed = any(child.status == TermStatus.SUPPRESSED for child in children)
        status, value = TermStatus.SUPPRESSED if suppressed else TermStatus.NOT_APPLICABLE, None
    elif any(child.value is None for child in applying):
        status, value = TermStatus.ABSENT, None
    else:
        status, value = TermStatus.PRESENT, result_of(operator, applying)
    return Node(label, operator, status, value, weight, subject, children=tuple(children))


def result_of(operator: Operator, children: Sequence[Node]) -> Fraction:
    """The value an operator gives to children that are all present."""
    values = [child.value for child in children if child.value is not None]
    if operator == Operator.SUM:
        return sum(values, Fraction(0))
    if operator == Operator.MEAN:
        return sum(values, Fraction(0)) / len(values)
    if operator == Operator.WEIGHTED_MEAN:
        weights = [child.weight or Fraction(0) for child in children]
        return sum((v * w for v, w in zip(values, weights, strict=True)), Fraction(0)) / sum(weights)
    return _of_operands(operator, values)


def _of_operands(operator: Operator, values: Sequence[Fraction]) -> Fraction:
    if operator in (Operator.RATIO, Operator.HIGHER_IS_BETTER):
        return values[0] / values[1] * 100
    if operator == Operator.LOWER_IS_BETTER:
        return (2 - values[0] / values[1]) * 100
    if operator == Operator.BOUNDED:
        return min(max(values[0], values[1]), values[2])
    if operator == Operator.PRORATED:
        return values[0] * values[1] / values[2]
    raise ValueError(f"{operator} does not compute")


def rounded(value: Fraction, digits: int = 2) -> Decimal:
    """The value as it is shown: half up (away from zero), once, at the very end."""
    units = int((abs(value) * 10**digits * 2 + 1) // 2)
    return Decimal(units if value >= 0 else -units).scaleb(-digits)
