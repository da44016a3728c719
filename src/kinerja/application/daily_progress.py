"""Commands on daily progress (C1, C4)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, MandatoryReason, PlanId
from kinerja.application.plan_inputs import plan_and_authority
from kinerja.application.work import Authority, Work
from kinerja.domain.daily_progress import Bounds, DailyProgress, Entry, Journal
from kinerja.domain.ids import daily_progress_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import first_of_month, last_of_month
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.plans import RESULT_UNKNOWN
from kinerja.domain.texts import Text

_LONGEST = 1440


class EntryCommand(Command, frozen=True, kw_only=True):
    """A command that says what was done on a day."""

    plan_id: PlanId
    day: Annotated[date, says("The day, in the agency's time zone.")]
    result_id: Annotated[
        UUID | None, refers("WorkResult", "The result of the plan it serves; null: none in particular.")
    ] = None
    activity: Annotated[str, says("What was done, and how. Sealed.", 0, NOTE_LENGTH)]
    effort_minutes: Annotated[
        int | None, says(f"Minutes it took, 1 to {_LONGEST}; null: not measured. It is never a result.")
    ] = None
    obstacle: Annotated[str | None, says("What stood in the way. Sealed.", 1, NOTE_LENGTH)] = None

    def journal(self, work: Work) -> tuple[PerformancePlan, Authority]:
        """The plan, approved, and on whose authority. Refused H12.1, H6.1, B2.8, B3.10, B3.8."""
        plan, authority = plan_and_authority(work, self.plan_id, versioned=False)
        plan.must_be_approved()
        if self.result_id is not None and not plan.has_result(self.result_id):
            raise refuse(RESULT_UNKNOWN, "resultId")
        return plan, authority

    @property
    def entry(self) -> Entry:
        """What it says."""
        return Entry(
            day=self.day,
            result_id=self.result_id,
            activity=Text(self.activity),
            effort_minutes=self.effort_minutes,
            obstacle=Text(self.obstacle) if self.obstacle else None,
        )


class RecordDailyProgress(EntryCommand, frozen=True, kw_only=True):
    """Record what was done on a day for an approved plan, today or later."""

    action: ClassVar[str] = "recordDailyProgress"

    def decide(self, work: Work) -> None:
        plan, authority = self.journal(work)
        entries = work.find(DailyProgress, daily_progress_id(work.agency, plan.id, first_of_month(self.day)))
        entries.record(
            act=work.act(authority, valid_on=self.day),
            journal=_journal(plan),
            entry_id=work.made("entry"),
            entry=self.entry,
            bounds=Bounds(starts_on=plan.span.starts_on, ends_on=plan.last_day, today=work.today),
        )


class CorrectDailyProgress(EntryCommand, frozen=True, kw_only=True):
    """Correct an entry, on a day of its month; what it said before stays in the log."""

    action: ClassVar[str] = "correctDailyProgress"

    entry_id: Annotated[UUID, refers("DailyProgressEntry", "The entry.")]
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        plan, authority = self.journal(work)
        month = first_of_month(self.day)
        entries = work.find(DailyProgress, daily_progress_id(work.agency, plan.id, month))
        entries.correct(
            act=work.act(authority, reason=self.reason, valid_on=self.day),
            journal=_journal(plan),
            entry_id=self.entry_id,
            entry=self.entry,
            bounds=Bounds(
                starts_on=max(plan.span.starts_on, month),
                ends_on=min(plan.last_day, last_of_month(month)),
                today=work.today,
            ),
        )


def _journal(plan: PerformancePlan) -> Journal:
    return Journal(plan_id=plan.id, employee_id=plan.employee_id)
