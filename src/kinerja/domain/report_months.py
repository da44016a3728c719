"""In which months an indicator is reported, and when a month can be reported (C1, C3). Pure."""

from datetime import date

from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.periods import add_months, last_of_month
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.progress import MEASURED_EARLY, NEVER_REPORTED, REPORTED_LATER
from kinerja.domain.standard_vocabulary import ReportingPeriod

MONTHS_OF = {ReportingPeriod.MONTHLY: 1, ReportingPeriod.QUARTERLY: 3, ReportingPeriod.YEARLY: 12}
"""How many months a report covers, its own the last of them."""


def report_month(manual: IndicatorManual, month: date) -> date:
    """The month whose report covers a month: that one, or one after it."""
    return add_months(month, -month.month % MONTHS_OF[manual.reporting_period])


def reports_in(manual: IndicatorManual, month: date) -> bool:
    """Whether the indicator is reported in a month."""
    return report_month(manual, month) == month


def untimely(manual: IndicatorManual, month: date, today: date, *, lasts: bool = True) -> Refusal | None:
    """Why a month says nothing of a target on a day; None: it does.

    ``lasts``: the plan still has the target in the month whose report covers this one. Refused C1.21 in a month in
    which the indicator is not reported, C1.22 where the plan has no such month, C1.20 measured before it is over.
    """
    indicator, told, due = manual.name, f"{month:%Y-%m}", report_month(manual, month)
    if due != month and lasts:
        return Refusal(REPORTED_LATER, (), {"indicator": indicator, "month": told, "next": f"{due:%Y-%m}"})
    if due != month:
        return Refusal(NEVER_REPORTED, (), {"indicator": indicator, "month": told, "next": f"{due:%Y-%m}"})
    if manual.measured_by is None or today > last_of_month(month):
        return None
    opens = add_months(month, 1).isoformat()
    return Refusal(MEASURED_EARLY, (), {"indicator": indicator, "month": told, "day": opens})
