"""Monthly reports and feedback of a generated agency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from uuid import UUID

from examples.generating.organisation import YEAR
from examples.generating.plans import AMOUNTS, REPLAYED, Planning
from examples.generating.shape import result_ids, target_ids
from examples.generating.writing import Writer
from kinerja.domain.act import Act
from kinerja.domain.feedback import Feedback, FeedbackOn, GivenFrom
from kinerja.domain.ids import made_by, report_id
from kinerja.domain.progress import Expected, MonthlyReport
from kinerja.domain.progress_facts import Realization, Reporter
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, Relation

_CORRECTED_ONE_IN = 20
_PRAISE = "Hasil bulan ini baik; pertahankan ketelitian dan kecepatan layanan kepada pemohon."
_MONTHS = 12
_PARTS = (slice(0, 2), slice(2, None))
"""Reports come in two parts: the lines of the first result, then the others."""
_RATIO = 1
"""The kind of indicator that is reported by its two terms."""
_CUMULATIVE = 0
"""The kind of indicator whose months add up."""


@dataclass(frozen=True)
class Reporting:
    """What is reported on approved plans in the course of the year, by everybody but the head of the agency."""

    planning: Planning

    def write_month(self, writer: Writer, people: range, month: int) -> None:
        """Reports of a month in two parts, verified, some corrected; two pieces of feedback for each."""
        year, next_month = divmod(YEAR * _MONTHS + month, _MONTHS)
        writer.calendar.go_to(year, next_month + 1, 2)
        reports = {number: self._new_report(number, month) for number in people}
        for part in _PARTS:
            for number, report in reports.items():
                act = writer.act(self.planning.shape.employee_id(number))
                self._tell(report, number, month, (part, act))
                writer.save(act, report)
            writer.flush()
        for value in (None, CoreValue.SERVICE_ORIENTED):
            for number in people:
                self._give_feedback(writer, number, value)
        for number, report in reports.items():
            act = writer.act(self.planning.judge(number))
            report.verify(act=act, by=self._reporter(number, month))
            writer.save(act, report)
        writer.flush()
        for number, report in reports.items():
            if self._is_corrected(number, month):
                self._correct(writer, report, number, month)
        writer.flush()

    def _new_report(self, number: int, month: int) -> MonthlyReport:
        plan = self.planning.plan_id(number)
        return MonthlyReport(report_id(self.planning.shape.agency, plan, f"{YEAR}-{month:02d}"))

    def _reporter(self, number: int, month: int) -> Reporter:
        return Reporter(
            employee_id=self.planning.shape.employee_id(number),
            plan_id=self.planning.plan_id(number),
            month=date(YEAR, month, 1),
        )

    def _tell(self, report: MonthlyReport, number: int, month: int, told: tuple[slice, Act]) -> None:
        """Report one part of the lines."""
        part, act = told
        lines = tuple(_lines(self.planning.plan_id(number), self.planning.shape.chance(number, month)))[part]
        report.report(act=act, by=self._reporter(number, month), lines=lines, expected=_expected(lines))

    def _is_corrected(self, number: int, month: int) -> bool:
        return (number + month) % _CORRECTED_ONE_IN == 0

    def _correct(self, writer: Writer, report: MonthlyReport, number: int, month: int) -> None:
        act = writer.act(self.planning.shape.employee_id(number))
        self._correct_first(report, number, month, act)
        writer.save(act, report)

    def _correct_first(self, report: MonthlyReport, number: int, month: int, act: Act) -> None:
        first = next(iter(report.lines.values()))
        amount = None if first.amount is None else first.amount + 1
        line = Realization(
            target_id=first.target_id, amount=amount, numerator=first.numerator, denominator=first.denominator
        )
        reason = Text("Salah hitung pada laporan pertama")
        act = Act(by=act.by, capacity=act.capacity, reason=reason, command_id=act.command_id, at=act.at)
        told = (line,)
        report.report(act=act, by=self._reporter(number, month), lines=told, expected=_expected(told))

    def reported(self, number: int, month: int) -> MonthlyReport:
        """The report of a month as it stands after the month, made again by the same steps."""
        report = self._new_report(number, month)
        act = REPLAYED
        for part in _PARTS:
            self._tell(report, number, month, (part, act))
        report.verify(act=act, by=self._reporter(number, month))
        if self._is_corrected(number, month):
            self._correct_first(report, number, month, act)
        report.collect_events()
        return report

    def _give_feedback(self, writer: Writer, number: int, value: CoreValue | None) -> None:
        """Feedback on a value, or on the first result."""
        act = writer.act(self.planning.judge(number))
        feedback = Feedback(made_by(act.command_id, "feedback"))
        plan = self.planning.plan_id(number)
        on = FeedbackOn(
            employee_id=self.planning.shape.employee_id(number), plan_id=plan,
            result_id=result_ids(plan)[0] if value is None else None, value=value,
        )  # fmt: skip
        feedback.give(act=act, of=on, origin=GivenFrom(relation=Relation.SUPERIOR), text=Text(_PRAISE))
        writer.save(act, feedback)


def _lines(plan: UUID, chance: Random) -> Iterator[Realization]:
    """A line for each target: somewhat below, at or above what the month asks."""
    for kind, target_id in target_ids(plan):
        reached = Decimal(chance.randint(80, 115)) / 100
        if kind == _RATIO:
            done = chance.randint(20, 60)
            flawless = min(done, round(done * AMOUNTS[kind] / 100 * reached))
            yield Realization(target_id=target_id, amount=None, numerator=flawless, denominator=done)
        else:
            asked = AMOUNTS[kind] / _MONTHS if kind == _CUMULATIVE else AMOUNTS[kind]
            yield Realization(target_id=target_id, amount=(asked * reached).quantize(Decimal("0.01")))


def _expected(lines: Sequence[Realization]) -> dict[UUID, Expected]:
    return {line.target_id: Expected(is_ratio=line.amount is None) for line in lines}
