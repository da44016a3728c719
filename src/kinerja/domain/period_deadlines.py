"""The deadlines that a period sets: for its plans, for the report of each month, for each window (B2)."""

from collections.abc import Iterator
from datetime import timedelta, tzinfo
from uuid import UUID

from kinerja.domain.deadlines import NewDeadline, due_by
from kinerja.domain.periods import NewPeriod, last_of_month, months_between, windows_of
from kinerja.domain.vocabulary import DeadlineKind
from kinerja.domain.working_days import Calendar, working_days_after

_DAY = timedelta(days=1)


def deadlines_of(id: UUID, period: NewPeriod, calendar: Calendar, zone: tzinfo) -> Iterator[NewDeadline]:
    """Every deadline of a period that says how many days they leave; none of one that does not."""
    days = period.days
    if days is None:
        return
    plan = [(DeadlineKind.PLAN, period.code, period.starts_on - _DAY, days.plan, 0)]
    reports = [
        (DeadlineKind.REPORT, f"{month:%Y-%m}", last_of_month(month), days.report, days.grace)
        for month in months_between(period.starts_on, period.ends_on)
    ]
    evaluations = [
        (DeadlineKind.EVALUATION, window.code, window.ends_on, days.evaluation, 0) for window in windows_of(period)
    ]
    for kind, window, begins, count, grace in [*plan, *reports, *evaluations]:
        due = due_by(working_days_after(begins, count, calendar), grace, calendar, zone)
        yield NewDeadline(kind=kind, period_id=id, window=window, grace_days=grace, due=due)
