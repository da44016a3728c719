"""In which months an indicator is reported, and when a month can be reported (C1, C3). Pure."""

from datetime import date

from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.periods import add_months, last_of_month
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.progress import MEASURED_EARLY
from kinerja.domain.standard_vocabulary import ReportingPeriod

MONTHS_OF = {ReportingPeriod.MONTHLY: 1, ReportingPeriod.QUARTERLY: 3, ReportingPeriod.YEARLY: 12}
"""How many months a report covers, its own the last of them."""


def reports_in(manual: IndicatorManual, month: date) -> bool:
    """Whether the indicator is reported in a month."""
    return month.month % MONTHS_OF[manual.reporting_period] == 0


def untimely(manual: IndicatorManual, month: date, today: date) -> Refusal | None:
    """Why a month says nothing of an indicator on a day; None: it does. Refused C1.20 measured before it is over."""
    last = last_of_month(month)
    if manual.measured_by is None or today > last:
        return None
    opens = add_months(month, 1).isoformat()
    return Refusal(MEASURED_EARLY, (), {"indicator": manual.name, "month": f"{month:%Y-%m}", "day": opens})
