"""Commands on monthly reports (C1)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, MandatoryReason, PlanId
from kinerja.application.measuring import measured
from kinerja.application.plan_inputs import plan_and_authority
from kinerja.application.work import Authority, Work
from kinerja.domain.act import Act
from kinerja.domain.deadlines import Deadline
from kinerja.domain.ids import deadline_id, report_id
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import last_of_month
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import Expected, MonthlyReport
from kinerja.domain.progress_facts import Realization, Reporter, Sent
from kinerja.domain.refusals import refuse
from kinerja.domain.report_months import report_month, untimely
from kinerja.domain.rulebook.progress import REPORT_EARLY, REPORT_MONTH
from kinerja.domain.rules.gathering import targets_in
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import DeadlineKind

MONTH_FORM = r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])"
Month = Annotated[str, says("Month of the report, YYYY-MM.", 7, 7, pattern=MONTH_FORM, form="YYYY-MM, 01-12")]


class RealizationInput(msgspec.Struct, frozen=True, kw_only=True):
    """What was realised of a target in the month."""

    target_id: Annotated[UUID, refers("Target", "The target.")]
    amount: Annotated[
        Decimal | None,
        says("In the indicator's unit; null for a ratio, which gives its two terms, and where it is measured."),
    ] = None
    numerator: Annotated[int | None, says("Count above the line, where the indicator is a ratio.")] = None
    denominator: Annotated[int | None, says("Count below the line, where the indicator is a ratio.")] = None
    note: Annotated[str | None, says("What is to be said about it. Sealed.", 1, NOTE_LENGTH)] = None


class ReportProgress(Command, frozen=True, kw_only=True):
    """Report what was realised in a month.

    Lines join what was reported before; after a return the whole report is sent again. A verified report is
    corrected, with a reason. A line of an indicator that is measured of a service has no numbers: they are
    counted, as of now, once the month is over. One that is reported by quarter or year has a line in the last month
    of it, which covers the months before.
    """

    action: ClassVar[str] = "reportProgress"
    versioned: ClassVar[str | None] = "the report of this month; 0 while there is none"

    plan_id: PlanId
    month: Month
    lines: Annotated[tuple[RealizationInput, ...], says("One line for each target that is reported.")]
    reason: Annotated[
        str | None, says("Why a verified report is corrected; refused without. Sealed.", 1, NOTE_LENGTH)
    ] = None

    def decide(self, work: Work) -> None:
        plan, authority, by = reporter(work, self.plan_id, self.month)
        report = work.begun(MonthlyReport, report_id(work.agency, plan.id, self.month))
        act = work.act(authority, reason=self.reason)
        tell(work, plan, report, act, by, tuple(realization(line) for line in self.lines))


class ReturnReport(Command, frozen=True, kw_only=True):
    """Return a report; it counts as absent until it is sent again."""

    action: ClassVar[str] = "returnReport"
    versioned: ClassVar[str | None] = "the report of this month; 0 while there is none"

    plan_id: PlanId
    month: Month
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        plan, authority, by = reporter(work, self.plan_id, self.month)
        report = work.begun(MonthlyReport, report_id(work.agency, plan.id, self.month))
        report.return_(act=work.act(authority, reason=self.reason), by=by)


class VerifyReport(Command, frozen=True, kw_only=True):
    """Verify a report."""

    action: ClassVar[str] = "verifyReport"
    versioned: ClassVar[str | None] = "the report of this month; 0 while there is none"

    plan_id: PlanId
    month: Month

    def decide(self, work: Work) -> None:
        plan, authority, by = reporter(work, self.plan_id, self.month)
        report = work.begun(MonthlyReport, report_id(work.agency, plan.id, self.month))
        report.verify(act=work.act(authority), by=by)


def tell(
    work: Work, plan: PerformancePlan, report: MonthlyReport, act: Act, by: Reporter, lines: tuple[Realization, ...]
) -> None:
    """Report lines of the month, those that are measured as of now. Refused C1.8 early, and as the report says."""
    month = f"{by.month:%Y-%m}"
    if work.today < by.month:
        raise refuse(REPORT_EARLY, "month", month=month)
    told = {line.target_id for line in lines}
    manuals = {id: manual for id, manual in manuals_of(work, plan, by.month).items() if id in told}
    expected = {id: _expected(work, act, (plan, id), manual, by.month) for id, manual in manuals.items()}
    report.report(act=act, by=by, lines=lines, expected=expected, sent=_sent(work, plan, month))


def _expected(
    work: Work, act: Act, of: tuple[PerformancePlan, UUID], manual: IndicatorManual, month: date
) -> Expected:
    """What a month expects of a target with this manual; nothing is measured of what it says nothing of."""
    plan, target_id = of
    due = report_month(manual, month)
    lasts = due <= plan.last_day and any(target.id == target_id for target in targets_in(plan, due))
    why_not = untimely(manual, month, work.today, lasts=lasts)
    reading = measured(work, act, plan, manual, month) if why_not is None else None
    return Expected(is_ratio=manual.is_ratio, reading=reading, untimely=why_not)


def reporter(work: Work, plan_id: UUID, month: str) -> tuple[PerformancePlan, Authority, Reporter]:
    """The plan, approved, on whose authority, and whose report of which month. Refused H12.1, H6.1, B2.8, C1.2."""
    plan, authority = plan_and_authority(work, plan_id, versioned=False)
    plan.must_be_approved()
    first = date.fromisoformat(f"{month}-01")
    if not plan.span.starts_on <= first or not last_of_month(first) <= plan.last_day:
        raise refuse(REPORT_MONTH, "month", month=month)
    return plan, authority, Reporter(employee_id=plan.employee_id, plan_id=plan.id, month=first)


def manuals_of(work: Work, plan: PerformancePlan, month: date) -> dict[UUID, IndicatorManual]:
    """For each target that holds in the month, the manual that it is measured by."""
    return {
        target.id: work.load(Indicator, target.indicator_id).versions[target.indicator_version - 1].manual
        for target in targets_in(plan, month)
    }


def _sent(work: Work, plan: PerformancePlan, month: str) -> Sent:
    """Whether a report that is sent now comes late: what is said of it does not change with the days."""
    deadline = work.find(Deadline, deadline_id(work.agency, DeadlineKind.REPORT, plan.span.period_id, month))
    if not deadline.exists:
        return Sent()
    return Sent(due_on=deadline.due.due_on, late=deadline.is_late(work.day))


def realization(line: RealizationInput) -> Realization:
    """A line as it comes with a command."""
    return Realization(
        target_id=line.target_id,
        amount=line.amount,
        numerator=line.numerator,
        denominator=line.denominator,
        note=Text(line.note) if line.note else None,
    )
