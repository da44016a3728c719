"""From when until when a plan is, and what of a target falls to it (B3)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from kinerja.domain.assignments import Assignment
from kinerja.domain.periods import Period, add_months, first_of_month, last_of_month, months_between
from kinerja.domain.plan_contents import PlanSpan
from kinerja.domain.positions import Position
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.plans import PLAN_SPAN
from kinerja.domain.rules.terms import rounded

Days = tuple[date | None, date | None]
"""The first and the last day of a plan; None: as the period and the assignment let."""


def span_of(
    position: Position, assignment: Assignment, period: Period, days: Days, *, after: date | None = None
) -> PlanSpan:
    """The days of the plan. ``after``: the last day of an earlier plan of the assignment and period; None: none.

    Refused B3.9 unless it is whole months within period and assignment, behind that plan.
    """
    earliest, latest = _within(assignment, period, after)
    first, last = days[0] or earliest, days[1] or latest
    whole = first == first_of_month(first) and last == last_of_month(last)
    if not (whole and earliest <= first < last <= latest):
        raise refuse(PLAN_SPAN, "startsOn")
    return PlanSpan(
        employee_id=assignment.employee_id,
        assignment_id=assignment.id,
        position_id=position.id,
        unit_id=position.unit_id,
        period_id=period.id,
        starts_on=first,
        ends_on=last,
    )


def whole_months_of(
    position: Position, assignment: Assignment, period: Period, *, after: date | None = None
) -> PlanSpan:
    """All whole months that lie within period and assignment, behind a day. Refused B3.9 when there is none."""
    earliest, latest = _within(assignment, period, after)
    first = earliest if earliest.day == 1 else add_months(first_of_month(earliest), 1)
    last = latest if latest == last_of_month(latest) else first_of_month(latest) - timedelta(days=1)
    return span_of(position, assignment, period, (first, last), after=after)


def in_proportion(amount: Decimal, span: PlanSpan, of_months: int) -> Decimal:
    """What falls to a plan of an amount that is for so many months: to 2 decimals, half up."""
    months = months_of(span.starts_on, span.ends_on)
    return amount if months == of_months else rounded(Fraction(amount) * months / of_months)


def months_of(starts_on: date, ends_on: date) -> int:
    """How many months two days enclose."""
    return len(list(months_between(starts_on, ends_on)))


def _within(assignment: Assignment, period: Period, after: date | None) -> tuple[date, date]:
    begins = after + timedelta(days=1) if after else date.min
    earliest = max(period.opened_with.starts_on, assignment.starts_on, begins)
    return earliest, min(period.opened_with.ends_on, assignment.ends_on or date.max)
