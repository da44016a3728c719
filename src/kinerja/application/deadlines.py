"""Commands on deadlines, and what their passing leads to (B2)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.holidays import working_calendar
from kinerja.application.inputs import MandatoryReason
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.deadlines import Deadline
from kinerja.domain.feedback_requests import FeedbackRequest
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import Period
from kinerja.domain.vocabulary import DeadlineKind

Consequence = Callable[[Work, Deadline, Act], None]


def _expire_request(work: Work, deadline: Deadline, act: Act) -> None:
    """What was asked for and neither given nor declined until its day is over."""
    if deadline.set_as.request_id is not None:
        work.load(FeedbackRequest, deadline.set_as.request_id).expire(act=act)


CONSEQUENCES: Mapping[DeadlineKind, Consequence] = {DeadlineKind.FEEDBACK: _expire_request}
"""What else is decided when a deadline of a kind passes, with it in one transaction: where a clock is registered.

A kind that is not here is only recorded as passed. To add a clock: a value of ``DeadlineKind``; ``Deadline.set``
where it begins to run, under ``deadline_id`` of its kind, of what it belongs to and of the window; and, where its end
leads to something, a function here that loads what it concerns and lets it decide, be it that nothing is left to do.
"""


class ExtendDeadline(Command, frozen=True, kw_only=True):
    """Move a deadline that has not passed to a later working day; its grace moves along."""

    action: ClassVar[str] = "extendDeadline"
    versioned: ClassVar[str | None] = "the deadline"

    deadline_id: Annotated[UUID, refers("Deadline", "The deadline.")]
    due_on: Annotated[date, says("The new day: a working day after the present one.")]
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason)
        first = self.due_on.year
        calendar = working_calendar(work, act, (first, first + 1), "dueOn")
        deadline = work.target(Deadline, self.deadline_id, "deadlineId")
        work.load(Period, deadline.set_as.period_id).must_be_open("deadlineId")
        deadline.extend(act=act, due_on=self.due_on, calendar=calendar, zone=work.zone)


class PassDeadline(Command, frozen=True, kw_only=True):
    """Record that a deadline and its grace are over. Given by the service itself."""

    action: ClassVar[str] = "passDeadline"

    deadline_id: UUID

    def decide(self, work: Work) -> None:
        deadline = work.load(Deadline, self.deadline_id)
        act = work.act(work.permit(), valid_on=deadline.due.due_on)
        if deadline.passed:
            return
        deadline.pass_(act=act)
        consequence = CONSEQUENCES.get(deadline.set_as.kind)
        if consequence is not None:
            consequence(work, deadline, act)
