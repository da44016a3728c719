"""Enums of the domain as GraphQL enums; every value says what it means and its official Indonesian term."""

import enum
import inspect
from typing import Any

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from kinerja.domain import (
    plan_vocabulary,
    service_vocabulary,
    standard_vocabulary,
    team_vocabulary,
    vocabulary,
    voice_vocabulary,
)
from kinerja.domain.accomplishments import AccomplishmentState
from kinerja.domain.act import Capacity
from kinerja.domain.evaluation_facts import EvaluationState
from kinerja.domain.plan_contents import PlanState
from kinerja.domain.progress_facts import ReportState
from kinerja.domain.publication import Withheld
from kinerja.domain.ratings import RatingState
from kinerja.domain.rules.terms import Operator, TermStatus
from kinerja.domain.standard_contents import StandardStage
from kinerja.domain.vocabulary import Term

_TERMS = [
    value
    for words in (
        vocabulary,
        standard_vocabulary,
        service_vocabulary,
        plan_vocabulary,
        voice_vocabulary,
        team_vocabulary,
    )
    for value in vars(words).values()
    if isinstance(value, type)
    and issubclass(value, Term)
    and value is not Term
    and value.__module__ == words.__name__
]
_ENUMS: list[type[enum.Enum]] = [
    *_TERMS, StandardStage, PlanState, ReportState, AccomplishmentState, RatingState, EvaluationState, Capacity,
    TermStatus, Operator, Withheld,
]  # fmt: skip

_VALUE_MEANINGS: dict[tuple[str, str], str] = {
    ("StandardStage", "DATA_COLLECTION"): "Data are collected.",
    ("StandardStage", "DRAFT"): "Being drafted.",
    ("StandardStage", "CONSULTATION"): "Employees, superiors and the public are heard.",
    ("StandardStage", "FEASIBILITY"): "Held against past results; waits for the approval.",
    ("StandardStage", "APPROVED"): "Approved by the authority, not in force yet.",
    ("StandardStage", "IN_FORCE"): "In force from its effective date.",
    ("StandardStage", "EVALUATED"): "In force, and its working was looked at.",
    ("StandardStage", "RETIRED"): "Holds to its last day and has no successor.",
    ("PlanState", "DRAFT"): "Being drafted.",
    ("PlanState", "SUBMITTED"): "Waits for the officer's approval.",
    ("PlanState", "RETURNED"): "Returned to be improved.",
    ("PlanState", "APPROVED"): "Approved; results and targets are frozen.",
    (
        "PlanState",
        "CLOSED",
    ): "Ended before its last day; if it was approved, what was done until then is judged.",
    ("ReportState", "SUBMITTED"): "Sent; counts in evaluations.",
    ("ReportState", "RETURNED"): "Returned; counts as absent until it is sent again.",
    ("ReportState", "VERIFIED"): "Verified by the officer.",
    ("AccomplishmentState", "RECORDED"): "Recorded by the employee; the officer said nothing of it yet.",
    ("AccomplishmentState", "ACKNOWLEDGED"): "Acknowledged by the officer.",
    ("AccomplishmentState", "DECLINED"): "Not acknowledged, for a reason.",
    ("RatingState", "SAVED"): "May still change; does not count.",
    ("RatingState", "FINAL"): "Counts; cannot change.",
    ("EvaluationState", "OPENED"): "Being rated.",
    ("EvaluationState", "RATED"): "Judged, not handed over yet.",
    ("EvaluationState", "DELIVERED"): "Handed to the employee.",
    ("EvaluationState", "ACCEPTED"): "Accepted by the employee; final.",
    ("EvaluationState", "WITHDRAWN"): "Not judged any more: the plan ended before the window; final.",
    ("Capacity", "DEFINITIVE"): "In the own post.",
    ("Capacity", "ACTING"): "As acting official (Plt).",
    ("Capacity", "DAILY_ACTING"): "As daily acting official (Plh).",
    ("Capacity", "DELEGATED"): "On behalf of somebody, by delegation.",
    ("Capacity", "MANDATED"): "By a role granted in a letter.",
    ("Capacity", "SYSTEM"): "The service itself or its operator.",
    ("Capacity", "PUBLIC"): "A citizen, without login.",
    ("Capacity", "ANONYMOUS"): "Somebody whose identity is sealed.",
    ("Withheld", "TOO_FEW"): "Fewer people were evaluated than may be counted.",
    ("Withheld", "WOULD_REVEAL"): "What it would tell of its people, or with what is published of the units above and"
    " beside it of others, is too much: too few in a cell, or all in one.",
    ("TermStatus", "PRESENT"): "It has a value.",
    ("TermStatus", "ABSENT"): "Asked for and not given; never counted as 0.",
    ("TermStatus", "NOT_APPLICABLE"): "Not asked for; other weights are scaled.",
    ("TermStatus", "SUPPRESSED"): "Asked of many; too few answered to be told, or nobody; other weights are scaled.",
    ("TermStatus", "ERASED"): "Given, erased since.",
    ("Operator", "FACT"): "Recorded; the sources say where.",
    ("Operator", "PARAMETER"): "A parameter of the rule version.",
    ("Operator", "COLLECTED"): "Mean of what many answered anonymously; the source released it.",
    ("Operator", "SUM"): "Sum of the children.",
    ("Operator", "MEAN"): "Mean of the children that apply.",
    ("Operator", "WEIGHTED_MEAN"): "Mean of the children that apply, by their weights.",
    ("Operator", "RATIO"): "First child over second, in percent.",
    ("Operator", "HIGHER_IS_BETTER"): "Realised over target, in percent.",
    ("Operator", "LOWER_IS_BETTER"): "Two minus realised over target, in percent.",
    ("Operator", "BOUNDED"): "First child, not below the second nor above the third.",
    ("Operator", "PRORATED"): "First child times second over third.",
}
"""What the values of enums without official terms mean."""


def register_enums() -> None:
    """Make every enum of the domain a GraphQL type. Raises KeyError when one of its values says nothing."""
    for enum_type in _ENUMS:
        # An annotation may have made it a type already, without a description.
        known = hasattr(enum_type, "__strawberry_definition__")
        registered: Any = enum_type if known else strawberry.enum(enum_type)
        definition: StrawberryEnumDefinition = registered.__strawberry_definition__
        definition.description = inspect.cleandoc(enum_type.__doc__ or "")
        for value in definition.values:
            value.description = _meaning(enum_type[value.name])


def _meaning(member: enum.Enum) -> str:
    if isinstance(member, Term):
        return f"{member.meaning} ({member.official})"
    return _VALUE_MEANINGS[type(member).__name__, member.name]
