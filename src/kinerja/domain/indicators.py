"""Indicators, and every revision of their manual (A6, A7)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.indicator_manuals import FieldChange, IndicatorManual, changes_between, lacking
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.indicators import (
    INDICATOR_UNKNOWN_ON,
    INDICATOR_WITHDRAWN,
    REVISION_BACKDATED,
    REVISION_WITHOUT_BASIS,
    REVISION_WITHOUT_REASON,
)
from kinerja.domain.rulebook.organisation import CODE_TAKEN


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
    """The manual of an indicator was revised from a date on; what was measured before keeps its version.

    ``proposal_id``: the proposal that it adopts; none where nobody proposed it.
    """

    label_id: ClassVar[str] = "Indikator direvisi"
    label_en: ClassVar[str] = "Indicator revised"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Indicator"),
        About("proposal_id", "IndicatorProposal"),
    )

    number: int
    effective_on: date
    changes: tuple[FieldChange, ...]
    manual: IndicatorManual
    proposal_id: UUID | None = None

    def apply(self, aggregate: "Indicator") -> None:
        version = IndicatorVersion(number=self.number, effective_on=self.effective_on, manual=self.manual)
        aggregate.versions = [*aggregate.versions, version]


class IndicatorWithdrawn(Fact, frozen=True, kw_only=True):
    """An indicator that does not fit holds to a last day; what was measured with it stays.

    ``proposal_id``: the proposal that it adopts; none of a withdrawal recorded before that was kept.
    """

    label_id: ClassVar[str] = "Indikator dihapus"
    label_en: ClassVar[str] = "Indicator withdrawn"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Indicator"),
        About("proposal_id", "IndicatorProposal"),
    )

    number: int
    last_day: date
    proposal_id: UUID | None = None

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
        raise_all(lacking(manual, "manual"))
        self.trigger_event(
            IndicatorDefined,
            act=act,
            code=code,
            standard_id=standard_id,
            manual=manual,
            effective_on=effective_on,
        )

    def revise(
        self, *, act: Act, manual: IndicatorManual, effective_on: date, proposal_id: UUID | None = None
    ) -> None:
        """Revise the manual from a date on, adopting a proposal or none. Refused A6.6 when withdrawn.

        Else refused A7.1–A7.3, A6.1–A6.3, A6.5 and A6.7 at once.
        """
        newest = self.versions[-1]
        changes = changes_between(newest.manual, manual)
        if not changes:
            return
        self._require_not_withdrawn()
        refusals = lacking(manual, "manual") + _unexplained(act)
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
            proposal_id=proposal_id,
        )

    def withdraw(self, *, act: Act, last_day: date, proposal_id: UUID | None = None) -> None:
        """Let it hold to a last day, adopting a proposal or none. Refused A6.6 when it does already.

        Else refused A7.1–A7.3 as a revision is.
        """
        if self.last_day == last_day:
            return
        self._require_not_withdrawn()
        newest = self.versions[-1]
        refusals = _unexplained(act)
        if last_day < newest.effective_on:
            known = {"version": newest.number, "effective_on": newest.effective_on.isoformat()}
            refusals.append(Refusal(REVISION_BACKDATED, ("effectiveOn",), known))
        raise_all(refusals)
        self.trigger_event(
            IndicatorWithdrawn, act=act, number=newest.number, last_day=last_day, proposal_id=proposal_id
        )

    def _require_not_withdrawn(self) -> None:
        if self.last_day is not None:
            raise refuse(INDICATOR_WITHDRAWN, "indicatorId", last_day=self.last_day.isoformat())

    def holds_on(self, day: date) -> bool:
        """Whether a version is in force on a day."""
        return self.versions[0].effective_on <= day and (self.last_day is None or day <= self.last_day)

    def version_on(self, day: date) -> IndicatorVersion:
        """The version in force on a day. Refused A6.4 before the first one, A6.6 after the last day."""
        if self.last_day is not None and day > self.last_day:
            raise refuse(INDICATOR_WITHDRAWN, "indicatorId", last_day=self.last_day.isoformat())
        in_force = [version for version in self.versions if version.effective_on <= day]
        if not in_force:
            first = self.versions[0].effective_on.isoformat()
            raise refuse(INDICATOR_UNKNOWN_ON, "indicatorId", day=day.isoformat(), effective_on=first)
        return in_force[-1]


def _unexplained(act: Act) -> list[Refusal]:
    refusals = [] if act.reason is not None else [Refusal(REVISION_WITHOUT_REASON, ("reason",))]
    return refusals if act.legal_basis else [*refusals, Refusal(REVISION_WITHOUT_BASIS, ("legalBasis",))]
