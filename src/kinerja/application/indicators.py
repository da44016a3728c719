"""Commands on indicators (A6, A7)."""

from datetime import date
from typing import Annotated, Any, ClassVar, get_type_hints

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import Code, IndicatorId, MandatoryBasis, MandatoryReason
from kinerja.application.standards import StandardId
from kinerja.application.work import Work
from kinerja.domain.ids import stream_id
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import says
from kinerja.domain.services import Service
from kinerja.domain.standards import PerformanceStandard

IndicatorManualInput: Any = msgspec.defstruct(
    "IndicatorManualInput",
    [
        (name, hint if name == "terms" else Annotated[hint.__origin__ | None, *hint.__metadata__], default)
        for name, hint in get_type_hints(IndicatorManual, include_extras=True).items()
        for default in [() if name == "terms" else None]
    ],
    frozen=True,
    kw_only=True,
    namespace={"__doc__": "The manual of an indicator. What is missing is named at once, by rule A6.1."},
)
"""The manual with every part optional: a form is told of all that it lacks in one answer."""


class DefineIndicator(Command, frozen=True, kw_only=True):
    """Define an indicator of a standard, with its manual."""

    action: ClassVar[str] = "defineIndicator"
    versioned: ClassVar[str | None] = "the indicator with this code; 0 while there is none"

    code: Code
    standard_id: StandardId
    manual: Annotated[IndicatorManualInput, says("What it measures, how, from which source.")]
    effective_on: Annotated[date, says("First day on which it holds.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), valid_on=self.effective_on)
        work.load(PerformanceStandard, self.standard_id, "standardId")
        require_source(work, self.manual)
        indicator = work.begun(Indicator, stream_id(work.agency, "Indicator", self.code))
        indicator.define(
            act=act,
            code=self.code,
            standard_id=self.standard_id,
            manual=manual_of(self.manual),
            effective_on=self.effective_on,
        )


class ReviseIndicator(Command, frozen=True, kw_only=True):
    """Revise the manual of an indicator from a date on; what was measured before keeps its version."""

    action: ClassVar[str] = "reviseIndicator"
    versioned: ClassVar[str | None] = "the indicator"

    indicator_id: IndicatorId
    manual: Annotated[IndicatorManualInput, says("The whole manual as it reads after the revision.")]
    effective_on: Annotated[date, says("First day on which the new version holds.")]
    reason: MandatoryReason = None
    legal_basis: MandatoryBasis = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason, legal_basis=self.legal_basis, valid_on=self.effective_on)
        indicator = work.target(Indicator, self.indicator_id, "indicatorId")
        require_source(work, self.manual)
        indicator.revise(act=act, manual=manual_of(self.manual), effective_on=self.effective_on)


def require_source(work: Work, given: Any) -> None:
    """Refused H12.1 when the service that a manual measures is none."""
    if given.measured_by is not None:
        work.load(Service, given.measured_by.service_id, "manual", "measuredBy", "serviceId")


def manual_of(given: Any) -> IndicatorManual:
    """The manual as it was given; the aggregate refuses it when a part is None."""
    return IndicatorManual(**{name: getattr(given, name) for name in IndicatorManual.__struct_fields__})
