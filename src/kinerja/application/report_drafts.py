"""Commands on drafts of monthly reports (C1)."""

from typing import Annotated, ClassVar

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, PlanId
from kinerja.application.progress import Month, RealizationInput, manuals_of, realization, reporter, tell
from kinerja.application.work import Work
from kinerja.domain.ids import report_draft_id, report_id
from kinerja.domain.inputs import says
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.progress_facts import Realization
from kinerja.domain.report_drafts import MonthlyReportDraft, ReportDraftSaved
from kinerja.domain.texts import Text


class SaveReport(Command, frozen=True, kw_only=True):
    """Save the draft of a month's report, all of it; only the employee reads it, and it counts nowhere.

    It may be unfinished: numbers, and whether their month is over, are checked when it is submitted.
    """

    action: ClassVar[str] = "saveReport"
    versioned: ClassVar[str | None] = "the draft of this month; 0 while none was ever saved"

    plan_id: PlanId
    month: Month
    lines: Annotated[
        tuple[RealizationInput, ...],
        says("One line for each target that the draft speaks of; none: the draft is discarded."),
    ]

    def decide(self, work: Work) -> None:
        plan, authority, by = reporter(work, self.plan_id, self.month)
        draft = work.begun(MonthlyReportDraft, report_draft_id(work.agency, plan.id, self.month))
        draft.save(
            act=work.act(authority),
            by=by,
            lines=tuple(realization(line) for line in self.lines),
            targets=manuals_of(work, plan, by.month),
        )


class SubmitReport(Command, frozen=True, kw_only=True):
    """Submit the draft of a month as its report, as `reportProgress` does with the lines of the draft.

    When it is refused, the draft stays as it was saved; the paths of refusals lead to it as `saveReport` took it.
    """

    action: ClassVar[str] = "submitReport"
    versioned: ClassVar[str | None] = "the draft of this month; 0 while none was ever saved"

    plan_id: PlanId
    month: Month
    reason: Annotated[
        str | None, says("Why a verified report is corrected; refused without. Sealed.", 1, NOTE_LENGTH)
    ] = None

    def decide(self, work: Work) -> None:
        plan, authority, by = reporter(work, self.plan_id, self.month)
        draft = work.begun(MonthlyReportDraft, report_draft_id(work.agency, plan.id, self.month))
        report = work.find(MonthlyReport, report_id(work.agency, plan.id, self.month))
        act = work.act(authority, reason=self.reason)
        tell(work, plan, report, act, by, _lines(work, draft.submit(act=act, by=by)))


def _lines(work: Work, saved: ReportDraftSaved) -> tuple[Realization, ...]:
    """The lines of the draft, their notes opened, so that the report seals them as its own."""
    return tuple(
        line if line.note is None else msgspec.structs.replace(line, note=_opened(work, saved, index))
        for index, line in enumerate(saved.lines)
    )


def _opened(work: Work, saved: ReportDraftSaved, index: int) -> Text | None:
    """A note of the draft; None when its key was erased."""
    clear = work.log.clear_text(saved, f"lines[{index}].note")
    return Text(clear) if clear is not None else None
