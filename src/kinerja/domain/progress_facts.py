"""The facts of monthly reports, and what they tell: reported, corrected, returned, verified (C1)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.aggregate import About, Fact
from kinerja.domain.measuring import Measurement
from kinerja.domain.texts import Text, TextCategory

if TYPE_CHECKING:
    from kinerja.domain.progress import MonthlyReport


class ReportState(StrEnum):
    """Where a monthly report stands."""

    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    VERIFIED = "VERIFIED"


class Realization(msgspec.Struct, frozen=True, kw_only=True):
    """What was realised of one target in one month, in the indicator's unit.

    For a ratio ``amount`` is None and the two terms are whole counts. ``measured`` says where the numbers come
    from; None: they were typed in.
    """

    target_id: UUID
    amount: Decimal | None
    numerator: int | None = None
    denominator: int | None = None
    note: Text | None = None
    measured: Measurement | None = None


class Reporter(msgspec.Struct, frozen=True, kw_only=True):
    """Whose report it is and for which month (its first day)."""

    employee_id: UUID
    plan_id: UUID
    month: date


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """When a report was due (local date), and whether it was sent after that and the grace; None without deadline."""

    due_on: date | None = None
    late: bool | None = None


_OF_REPORT: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("plan_id", "PerformancePlan"),
    About("originator_id", "MonthlyReport"),
)
NOTES = {"lines[].note": TextCategory.WORK}


class ProgressReported(Fact, frozen=True, kw_only=True):
    """The employee reported what was realised in a month.

    Its lines join what was reported before; after a return they replace all of it (``replaces``). ``late`` says
    whether the report was first sent after its deadline and the grace; None with ``due_on``: it had none.
    """

    label_id: ClassVar[str] = "Laporan bulanan dikirim"
    label_en: ClassVar[str] = "Progress reported"
    personal: ClassVar[dict[str, TextCategory]] = NOTES
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REPORT

    employee_id: UUID
    plan_id: UUID
    month: date
    lines: tuple[Realization, ...]
    replaces: bool
    due_on: date | None = None
    late: bool | None = None

    def apply(self, aggregate: "MonthlyReport") -> None:
        aggregate.month = self.month
        aggregate.sent = Sent(due_on=self.due_on, late=self.late)
        aggregate.state = ReportState.SUBMITTED
        if self.replaces:
            aggregate.lines, aggregate.told_by = {}, {}
        aggregate.tell(self.lines, self.originator_version)


class ProgressCorrected(Fact, frozen=True, kw_only=True):
    """Realizations of a verified report were corrected; what was judged on the old ones stays as judged."""

    label_id: ClassVar[str] = "Laporan bulanan diperbaiki"
    label_en: ClassVar[str] = "Progress corrected"
    personal: ClassVar[dict[str, TextCategory]] = NOTES
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REPORT

    employee_id: UUID
    plan_id: UUID
    month: date
    lines: tuple[Realization, ...]

    def apply(self, aggregate: "MonthlyReport") -> None:
        aggregate.state = ReportState.SUBMITTED
        aggregate.tell(self.lines, self.originator_version)


class ReportReturned(Fact, frozen=True, kw_only=True):
    """The officer returned the report; it counts as absent until it is sent again."""

    label_id: ClassVar[str] = "Laporan bulanan dikembalikan"
    label_en: ClassVar[str] = "Report returned"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REPORT

    employee_id: UUID
    plan_id: UUID
    month: date

    def apply(self, aggregate: "MonthlyReport") -> None:
        aggregate.state = ReportState.RETURNED


class ReportVerified(Fact, frozen=True, kw_only=True):
    """The officer verified the report."""

    label_id: ClassVar[str] = "Laporan bulanan diverifikasi"
    label_en: ClassVar[str] = "Report verified"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REPORT

    employee_id: UUID
    plan_id: UUID
    month: date

    def apply(self, aggregate: "MonthlyReport") -> None:
        aggregate.state = ReportState.VERIFIED
