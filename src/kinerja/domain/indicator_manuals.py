"""The manual of an indicator: its parts, and what it needs to be relevant and measurable (A6)."""

import re
from typing import Annotated

import msgspec

from kinerja.domain.inputs import camel, says
from kinerja.domain.measuring import MeasuredBy
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.indicators import (
    CUMULATIVE_RATIO,
    FORMULA_TERM_UNKNOWN,
    MANUAL_INCOMPLETE,
    MEASURED_OTHERWISE,
    RATIO_HALF,
)
from kinerja.domain.service_vocabulary import MeasureScope
from kinerja.domain.standard_vocabulary import DegreeOfControl, Direction, IndicatorFamily, ReportingPeriod


class FormulaTerm(msgspec.Struct, frozen=True, kw_only=True):
    """A term of a formula and what it stands for."""

    name: Annotated[str, says("The term, as the formula has it in braces.", 1, 60)]
    meaning: Annotated[str, says("What it stands for.", 1, 300)]


class IndicatorManual(msgspec.Struct, frozen=True, kw_only=True):
    """The manual of an indicator: what it measures, how, from which source."""

    name: Annotated[str, says("Name, in the agency's language.", 0, 300)]
    family: Annotated[IndicatorFamily, says("What it measures (rumpun).")]
    purpose: Annotated[str, says("What it is measured for.", 0, 2000)]
    definition: Annotated[str, says("What exactly is measured.", 0, 2000)]
    formula: Annotated[str, says("How it is computed; its terms stand in braces, such as {selesai}.", 0, 2000)]
    unit: Annotated[str, says("Unit of targets and realizations.", 0, 60)]
    data_source: Annotated[str, says("Where its numbers come from.", 0, 500)]
    reporting_period: Annotated[ReportingPeriod, says("How often it is reported.")]
    direction: Annotated[Direction, says("Whether more or less is better.")]
    cumulative: Annotated[bool, says("True: months add up to the target. False: each month stands alone.")]
    numerator: Annotated[
        str | None,
        says("What is divided, where it is a ratio in percent.", 0, 300),
    ] = None
    denominator: Annotated[str | None, says("What it is divided by, where it is a ratio.", 0, 300)] = None
    control: Annotated[DegreeOfControl, says("How far the one measured controls the outcome.")]
    task: Annotated[str, says("The task of the position it measures.", 0, 500)]
    terms: Annotated[tuple[FormulaTerm, ...], says("The terms of the formula; those in braces have to be here.")] = ()
    measured_by: Annotated[
        MeasuredBy | None, says("The figure of a service that its numbers are; null: they are reported by hand.")
    ] = None

    @property
    def is_ratio(self) -> bool:
        """Whether it is the percentage of one count in another."""
        return bool((self.numerator or "").strip())


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a manual before and after a revision, as text."""

    field: str
    before: str | None
    after: str | None


_MAY_LACK = ("numerator", "denominator", "terms", "measured_by")
_TERM = re.compile(r"\{([^{}]*)\}")


def lacking(manual: IndicatorManual, path: str) -> list[Refusal]:
    """Everything a manual lacks to be relevant and measurable."""
    refusals = [
        Refusal(MANUAL_INCOMPLETE, (path, camel(field)), {"part": camel(field)})
        for field in IndicatorManual.__struct_fields__
        if field not in _MAY_LACK and _is_missing(getattr(manual, field))
    ]
    known = {term.name for term in manual.terms}
    unknown = [term for term in dict.fromkeys(_TERM.findall(manual.formula or "")) if term not in known]
    refusals += [Refusal(FORMULA_TERM_UNKNOWN, (path, "formula"), {"term": term}) for term in unknown]
    if bool((manual.numerator or "").strip()) != bool((manual.denominator or "").strip()):
        refusals.append(Refusal(RATIO_HALF, (path, "denominator")))
    if manual.is_ratio and manual.cumulative:
        refusals.append(Refusal(CUMULATIVE_RATIO, (path, "cumulative")))
    if manual.measured_by is not None and not _fits(manual, manual.measured_by):
        refusals.append(Refusal(MEASURED_OTHERWISE, (path, "measuredBy"), {"figure": manual.measured_by.figure}))
    return refusals


def _fits(manual: IndicatorManual, by: MeasuredBy) -> bool:
    """Whether a figure is of the form that the manual says: ratio or not, adding up or not, of one person or not."""
    adds_up = by.figure.adds_up or not manual.cumulative
    of_unit = by.scope == MeasureScope.UNIT or not by.figure.is_of_unit
    return manual.is_ratio == by.figure.is_ratio and adds_up and of_unit


def _is_missing(part: object) -> bool:
    return part is None or (isinstance(part, str) and not part.strip())


def changes_between(before: IndicatorManual, after: IndicatorManual) -> list[FieldChange]:
    """What differs between two manuals, in the order of their parts."""
    return [
        FieldChange(field=field, before=shown(getattr(before, field)), after=shown(getattr(after, field)))
        for field in IndicatorManual.__struct_fields__
        if getattr(before, field) != getattr(after, field)
    ]


def shown(value: object) -> str | None:
    """A part of a manual as text; None where it says nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "; ".join(f"{term.name}: {term.meaning}" for term in value) or None
    return None if value is None else str(value)
