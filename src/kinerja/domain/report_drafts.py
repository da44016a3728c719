"""Drafts of monthly reports (C1): kept by the employee until the report is submitted; they count nowhere."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.progress_facts import NOTES, Realization, Reporter
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.progress import DRAFT_MISSING, REPORT_EMPTY, REPORT_TARGET, TARGET_TWICE
from kinerja.domain.texts import TextCategory

# Not the plan: its officer follows what concerns it, and a draft concerns nobody but its writer.
_OF_DRAFT: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("originator_id", "MonthlyReportDraft"),
)


class ReportDraftSaved(Fact, frozen=True, kw_only=True):
    """The employee saved the draft of a month's report; it replaces the draft that was saved before.

    Without a line there is no draft any more.
    """

    label_id: ClassVar[str] = "Draf laporan bulanan disimpan"
    label_en: ClassVar[str] = "Report draft saved"
    personal: ClassVar[dict[str, TextCategory]] = NOTES
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_DRAFT
    unlisted: ClassVar[frozenset[str]] = frozenset({"lines"})

    employee_id: UUID
    plan_id: UUID
    month: date
    lines: tuple[Realization, ...]

    def apply(self, aggregate: "MonthlyReportDraft") -> None:
        aggregate.saved = self if self.lines else None


class ReportDraftSubmitted(Fact, frozen=True, kw_only=True):
    """The employee submitted the draft as the report; there is no draft any more."""

    label_id: ClassVar[str] = "Draf laporan bulanan diajukan"
    label_en: ClassVar[str] = "Report draft submitted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_DRAFT

    employee_id: UUID
    plan_id: UUID
    month: date

    def apply(self, aggregate: "MonthlyReportDraft") -> None:
        aggregate.saved = None


class MonthlyReportDraft(Aggregate):
    """The draft of one plan for one month; ``saved`` is the fact that tells it, None while there is none."""

    saved: ReportDraftSaved | None = None

    def save(self, *, act: Act, by: Reporter, lines: tuple[Realization, ...], targets: Collection[UUID]) -> None:
        """Save the whole draft; no line discards the one that is there. Refused C1.1 when there is none to discard,
        C1.3 for what is no target of the month, C1.10 told twice.

        Unfinished numbers are no fault: what a report must be is checked when it is submitted.
        """
        if not lines and self.saved is None:
            raise refuse(REPORT_EMPTY, "lines")
        told = [line.target_id for line in lines]
        raise_all(
            [
                Refusal(rule, ("lines", index, "targetId"))
                for index, id in enumerate(told)
                for rule, broken in ((REPORT_TARGET, id not in targets), (TARGET_TWICE, id in told[:index]))
                if broken
            ]
        )
        self.trigger_event(ReportDraftSaved, act=act, **msgspec.structs.asdict(by), lines=lines)

    def submit(self, *, act: Act, by: Reporter) -> ReportDraftSaved:
        """Submit it; what it said is what is reported. Refused C1.19 when there is none."""
        saved = self.saved
        if saved is None:
            raise refuse(DRAFT_MISSING, "month", action="saveReport")
        self.trigger_event(ReportDraftSubmitted, act=act, **msgspec.structs.asdict(by))
        return saved
