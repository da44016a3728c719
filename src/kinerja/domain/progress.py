"""Monthly reports of what was realised (C1). A correction is a later fact; what it corrects stays."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.measuring import Reading
from kinerja.domain.progress_facts import (
    ProgressCorrected,
    ProgressReported,
    Realization,
    Reporter,
    ReportReturned,
    ReportState,
    ReportVerified,
    Sent,
)
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.progress import (
    AMOUNT_MISSING,
    NOTHING_MEASURED,
    NUMBERS_OF_MEASURED,
    RATIO_TERMS,
    REALIZATION_NEGATIVE,
    REPORT_EMPTY,
    REPORT_MISSING,
    REPORT_TARGET,
    REPORT_VERIFIED,
    RETURN_WITHOUT_REASON,
    TARGET_TWICE,
)


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What a month expects of a target: the two terms of a ratio, or an amount.

    ``reading``: what is measured of a service, so that nothing is typed in; None: it is. ``untimely``: why the month
    says nothing of it, or not yet; None: it does.
    """

    is_ratio: bool
    reading: Reading | None = None
    untimely: Refusal | None = None


class MonthlyReport(Aggregate):
    """The report of one plan for one month: the newest realization of each target, and the version that told it."""

    state = ReportState.SUBMITTED
    month: date
    sent: Sent | None = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.lines: dict[UUID, Realization] = {}
        self.told_by: dict[UUID, int] = {}

    def report(
        self,
        *,
        act: Act,
        by: Reporter,
        lines: tuple[Realization, ...],
        expected: Mapping[UUID, Expected],
        sent: Sent = Sent(),  # noqa: B008 - it is immutable
    ) -> None:
        """Report lines of the month, or correct them once it is verified; what was reported stays beside them.

        ``expected`` says what the month expects of each of its targets. ``sent`` counts when it is sent first: a
        return makes no report late, and none that was late punctual. Refused with all it violates of C1.1,
        C1.3–C1.6, C1.10–C1.13 and C1.20–C1.22.
        """
        raise_all(_faults(lines, expected))
        lines = tuple(_told(line, expected[line.target_id].reading) for line in lines)
        returned = self.state == ReportState.RETURNED
        if not returned and self._says_already(lines):
            return
        if self.state != ReportState.VERIFIED:
            told = msgspec.structs.asdict(by) | msgspec.structs.asdict(self.sent or sent)
            self.trigger_event(ProgressReported, act=act, **told, lines=lines, replaces=returned)
            return
        if act.reason is None:
            raise refuse(REPORT_VERIFIED, "reason")
        self.trigger_event(ProgressCorrected, act=act, **msgspec.structs.asdict(by), lines=lines)

    def return_(self, *, act: Act, by: Reporter) -> None:
        """Return it. Refused C1.7 when nothing was reported or it was returned, C1.9 without a reason."""
        self._must_be_reported()
        if act.reason is None:
            raise refuse(RETURN_WITHOUT_REASON, "reason")
        self.trigger_event(ReportReturned, act=act, **msgspec.structs.asdict(by))

    def verify(self, *, act: Act, by: Reporter) -> None:
        """Verify it. Refused C1.7 when nothing was reported or it was returned."""
        self._must_be_reported()
        if self.state != ReportState.VERIFIED:
            self.trigger_event(ReportVerified, act=act, **msgspec.structs.asdict(by))

    @property
    def counted(self) -> dict[UUID, Realization]:
        """What counts in an evaluation: everything reported, nothing while it is returned."""
        return {} if self.state == ReportState.RETURNED else self.lines

    def tell(self, lines: tuple[Realization, ...], version: int) -> None:
        """Keep lines with the version of the fact that told them."""
        self.lines = self.lines | {line.target_id: line for line in lines}
        self.told_by = self.told_by | {line.target_id: version for line in lines}

    def _must_be_reported(self) -> None:
        if not self.exists or self.state == ReportState.RETURNED:
            raise refuse(REPORT_MISSING, "month", action="reportProgress")

    def _says_already(self, lines: tuple[Realization, ...]) -> bool:
        """Whether the numbers are the reported ones. A note is sealed and cannot be compared: it is news."""
        known = {id: _numbers(line) for id, line in self.lines.items()}
        return all(line.note is None and known.get(line.target_id) == _numbers(line) for line in lines)


def _numbers(line: Realization) -> tuple[Decimal | None, int | None, int | None, str | None]:
    """The numbers, and what they were counted from: the same count at a later position says nothing new."""
    return (line.amount, line.numerator, line.denominator, line.measured.hash if line.measured else None)


def _told(line: Realization, reading: Reading | None) -> Realization:
    """A line with the numbers of a measured target."""
    if reading is None:
        return line
    return msgspec.structs.replace(
        line,
        amount=reading.amount,
        numerator=reading.numerator,
        denominator=reading.denominator,
        measured=reading.measurement,
    )


def _faults(lines: tuple[Realization, ...], expected: Mapping[UUID, Expected]) -> list[Refusal]:
    if not lines:
        return [Refusal(REPORT_EMPTY, ("lines",))]
    told = [line.target_id for line in lines]
    twice = [
        Refusal(TARGET_TWICE, ("lines", index, "targetId")) for index, id in enumerate(told) if id in told[:index]
    ]
    return twice + [
        fault.within("lines", index)
        for index, line in enumerate(lines)
        for fault in _faults_of(line, expected.get(line.target_id))
    ]


def _faults_of(line: Realization, expected: Expected | None) -> list[Refusal]:
    if expected is None:
        return [Refusal(REPORT_TARGET, ("targetId",))]
    if expected.untimely is not None:
        return [expected.untimely.within("targetId")]
    if expected.reading is not None:
        return _faults_of_measured(line, expected.reading)
    return _faults_of_ratio(line) if expected.is_ratio else _faults_of_amount(line)


def _faults_of_measured(line: Realization, reading: Reading) -> list[Refusal]:
    if (line.amount, line.numerator, line.denominator) != (None, None, None):
        return [Refusal(NUMBERS_OF_MEASURED, ("amount",))]
    return [Refusal(NOTHING_MEASURED, ("targetId",))] if reading.is_empty else []


def _faults_of_ratio(line: Realization) -> list[Refusal]:
    return [] if _is_ratio(line) else [Refusal(RATIO_TERMS, ("numerator",))]


def _faults_of_amount(line: Realization) -> list[Refusal]:
    if line.amount is None or line.numerator is not None or line.denominator is not None:
        return [Refusal(AMOUNT_MISSING, ("amount",))]
    return [Refusal(REALIZATION_NEGATIVE, ("amount",))] if line.amount < 0 else []


def _is_ratio(line: Realization) -> bool:
    if line.amount is not None or line.numerator is None or line.denominator is None:
        return False
    return line.numerator >= 0 and line.denominator > 0
