"""Indicators, their manual and every revision of it (A6, A7)."""

import re
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.inputs import camel, says
from kinerja.domain.measuring import MeasuredBy
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.indicators import (
    CUMULATIVE_RATIO,
    FORMULA_TERM_UNKNOWN,
    INDICATOR_UNKNOWN_ON,
    INDICATOR_WITHDRAWN,
    MANUAL_INCOMPLETE,
    MEASURED_OTHERWISE,
    RATIO_HALF,
    REVISION_BACKDATED,
    REVISION_WITHOUT_BASIS,
    REVISION_WITHOUT_REASON,
)
from kinerja.domain.rulebook.organisation import CODE_TAKEN
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


class IndicatorDefined(Fact, frozen=True, kw_only=True):
    """An indicator was defined for a standard, with its manual."""

    label_id: ClassVar[str] = "Indikator ditetapkan"
    label_en: ClassVar[str] = "Indicator defined"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Indicator"),
        About("standard_id", "PerformanceStandard"),
    )

    code: str
    standard_id: UUID
    manual: IndicatorManual
    effective_on: date

    def apply(self, aggregate: "Indicator") -> None:
        aggregate.defined_for = (self.standard_id, self.effective_on)
        aggregate.versions = [IndicatorVersion(number=1, effective_on=self.effective_on, manual=self.manual)]


class IndicatorRevised(Fact, frozen=True, kw_only=True):
    """The manual of an indicator was revised from a date on; what was measured before keeps its version."""

    label_id: ClassVar[str] = "Indikator direvisi"
    label_en: ClassVar[str] = "Indicator revised"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Indicator"),)

    number: int
    effective_on: date
    changes: tuple[FieldChange, ...]
    manual: IndicatorManual

    def apply(self, aggregate: "Indicator") -> None:
        version = IndicatorVersion(number=self.number, effective_on=self.effective_on, manual=self.manual)
        aggregate.versions = [*aggregate.versions, version]


class IndicatorWithdrawn(Fact, frozen=True, kw_only=True):
    """An indicator that does not fit holds to a last day; what was measured with it stays."""

    label_id: ClassVar[str] = "Indikator dihapus"
    label_en: ClassVar[str] = "Indicator withdrawn"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Indicator"),)

    number: int
    last_day: date

    def apply(self, aggregate: "Indicator") -> None:
        aggregate.last_day = self.last_day


class IndicatorVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an indicator and the first day it holds."""

    number: int
    effective_on: date
    manual: IndicatorManual


class Indicator(Aggregate):
    """An indicator and all versions of its manual, oldest first."""

    defined_for: tuple[UUID, date]
    last_day: date | None = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.versions: list[IndicatorVersion] = []

    def define(self, *, act: Act, code: str, standard_id: UUID, manual: IndicatorManual, effective_on: date) -> None:
        """Define it. Refused B1.4 on a taken code, A6.1–A6.3, A6.5 and A6.7 with all that the manual lacks at once.

        What a client leaves out of the manual is None in it, so that it can be named with the rest.
        """
        if self.exists:
            if (self.defined_for, self.versions[0].manual) == ((standard_id, effective_on), manual):
                return
            raise refuse(CODE_TAKEN, "code", code=code)
        raise_all(_lacking(manual, "manual"))
        self.trigger_event(
            IndicatorDefined,
            act=act,
            code=code,
            standard_id=standard_id,
            manual=manual,
            effective_on=effective_on,
        )

    def revise(self, *, act: Act, manual: IndicatorManual, effective_on: date) -> None:
        """Revise the manual from a date on. Refused A6.6 when withdrawn.

        Else refused A7.1–A7.3, A6.1–A6.3, A6.5 and A6.7 at once.
        """
        newest = self.versions[-1]
        changes = changes_between(newest.manual, manual)
        if not changes:
            return
        self._require_not_withdrawn()
        refusals = _lacking(manual, "manual") + _unexplained(act)
        if effective_on <= newest.effective_on:
            known = {"version": newest.number, "effective_on": newest.effective_on.isoformat()}
            refusals.append(Refusal(REVISION_BACKDATED, ("effectiveOn",), known))
        raise_all(refusals)
        self.trigger_event(
            IndicatorRevised,
            act=act,
            number=newest.number + 1,
            effective_on=effective_on,
            changes=tuple(changes),
            manual=manual,
        )

    def withdraw(self, *, act: Act, last_day: date) -> None:
        """Let it hold to a last day. Refused A6.6 when it does already; A7.1–A7.3 as a revision is."""
        if self.last_day == last_day:
            return
        self._require_not_withdrawn()
        newest = self.versions[-1]
        refusals = _unexplained(act)
        if last_day < newest.effective_on:
            known = {"version": newest.number, "effective_on": newest.effective_on.isoformat()}
            refusals.append(Refusal(REVISION_BACKDATED, ("effectiveOn",), known))
        raise_all(refusals)
        self.trigger_event(IndicatorWithdrawn, act=act, number=newest.number, last_day=last_day)

    def _require_not_withdrawn(self) -> None:
        if self.last_day is not None:
            raise refuse(INDICATOR_WITHDRAWN, "indicatorId", last_day=self.last_day.isoformat())

    def version_on(self, day: date) -> IndicatorVersion:
        """The version in force on a day. Refused A6.4 before the first one, A6.6 after the last day."""
        if self.last_day is not None and day > self.last_day:
            raise refuse(INDICATOR_WITHDRAWN, "indicatorId", last_day=self.last_day.isoformat())
        in_force = [version for version in self.versions if version.effective_on <= day]
        if not in_force:
            first = self.versions[0].effective_on.isoformat()
            raise refuse(INDICATOR_UNKNOWN_ON, "indicatorId", day=day.isoformat(), effective_on=first)
        return in_force[-1]


_MAY_LACK = ("numerator", "denominator", "terms", "measured_by")
_TERM = re.compile(r"\{([^{}]*)\}")


def _lacking(manual: IndicatorManual, path: str) -> list[Refusal]:
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
    of_unit = by.scope == MeasureScope.UNIT or not by.figure.is_about_complaints
    return manual.is_ratio == by.figure.is_ratio and adds_up and of_unit


def _unexplained(act: Act) -> list[Refusal]:
    refusals = [] if act.reason is not None else [Refusal(REVISION_WITHOUT_REASON, ("reason",))]
    return refusals if act.legal_basis else [*refusals, Refusal(REVISION_WITHOUT_BASIS, ("legalBasis",))]


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
