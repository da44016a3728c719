"""What a transfer does to plans: the old one is judged to its last month, the new one is drafted (B8).

The results of the post come from the plan of whoever held it before, the person's own go along.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from kinerja.application.periods import covers
from kinerja.application.plan_closing import close
from kinerja.application.plan_inheritance import inherit
from kinerja.application.plan_inputs import settled_until
from kinerja.application.plan_sequence import plans_of
from kinerja.application.plan_spans import whole_months_of
from kinerja.application.transferred import Transferred
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.evaluation_years import EvaluationYear
from kinerja.domain.ids import evaluation_year_id, plan_id
from kinerja.domain.periods import Period, last_of_month
from kinerja.domain.plan_vocabulary import ClosingCause
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import AssignmentKind


def go_along(work: Work, act: Act, moved: Transferred) -> None:
    """Close the plans of the post that was left, and draft those of the new one, in every open period from there."""
    for period in _open_periods(work, moved.begun.starts_on):
        plans = plans_of(work, moved.left.id, period.id)
        if plans and plans[-1].closed_on is None:
            _close(work, act, plans[-1], moved)
            _draft(work, act, moved, period, after=plans[-1].last_day)


def _open_periods(work: Work, day: date) -> Iterator[Period]:
    """Those that end on a day or later; of the next year too, whose plans are drafted before it begins."""
    for year in range(day.year, max(day.year, work.today.year) + 2):
        entered = work.find(EvaluationYear, evaluation_year_id(work.agency, year)).periods
        for period in (work.load(Period, id) for id in sorted(entered) if entered[id].ends_on >= day):
            if not period.is_closed:
                yield period


def _close(work: Work, act: Act, old: PerformancePlan, moved: Transferred) -> None:
    """At the end of the last month in the post, or of the last one that was reported or judged.

    A plan that begins later ends before it began.
    """
    last_day = last_of_month(moved.begun.starts_on - timedelta(days=1))
    settled = settled_until(work, old, last_day)
    closed_on = max(last_day, old.span.starts_on - timedelta(days=1), settled or last_day)
    if closed_on < old.span.ends_on:
        close(work, act, old, closed_on, ClosingCause.TRANSFERRED)


def _draft(work: Work, act: Act, moved: Transferred, period: Period, *, after: date) -> None:
    """For the whole months behind what is judged by the old plan."""
    new = work.find(PerformancePlan, plan_id(work.agency, moved.begun.id, period.id))
    if new.exists or not covers(work, period, moved.begun_position.unit_id):
        return
    try:
        span = whole_months_of(moved.begun_position, moved.begun, period, after=after)
    except Refused:  # no whole month of the period is left
        return
    new.draft(act=act, span=span)
    before = _predecessor(moved)
    for number, earlier in enumerate([before, moved.left.id] if before else [moved.left.id]):
        for plan in plans_of(work, earlier, period.id)[-1:]:
            inherit(work, act, new, plan, number)


def _predecessor(moved: Transferred) -> UUID | None:
    """The assignment of whoever held the post definitively before."""
    held = [
        assignment
        for assignment in moved.begun_position.assignments.values()
        if assignment.kind == AssignmentKind.DEFINITIVE and assignment.starts_on < moved.begun.starts_on
    ]
    return max(held, key=lambda assignment: assignment.starts_on).id if held else None
