"""Monthly reports of what was realised (C1)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Fact
from kinerja.domain.progress import (
    MonthlyReport,
    ProgressCorrected,
    ProgressReported,
    Realization,
    Reporter,
    ReportReturned,
    ReportVerified,
)
from kinerja.domain.texts import Text
from tests.domain.given import ACT, EXPLAINED, given

EMPLOYEE, PLAN = UUID(int=40), UUID(int=70)
COUNT, RATIO, UNKNOWN = UUID(int=201), UUID(int=202), UUID(int=299)
RATIOS = {COUNT: False, RATIO: True}
BY = Reporter(employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1))


def counted(amount: str = "200", target_id: UUID = COUNT) -> Realization:
    return Realization(target_id=target_id, amount=Decimal(amount), note=Text("termasuk layanan keliling"))


def divided(numerator: int | None = 196, denominator: int | None = 200) -> Realization:
    return Realization(target_id=RATIO, amount=None, numerator=numerator, denominator=denominator)


LINES = (counted(), divided())


def reported(*lines: Realization) -> ProgressReported:
    return ProgressReported(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1), lines=lines)


def corrected(*lines: Realization) -> ProgressCorrected:
    return ProgressCorrected(act=EXPLAINED, employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1), lines=lines)


REPORTED = reported(*LINES)
RETURNED = ReportReturned(act=EXPLAINED, employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1))
VERIFIED = ReportVerified(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1))


def report(report: MonthlyReport, lines: tuple[Realization, ...] = LINES, act: Act = ACT) -> None:
    report.report(act=act, by=BY, lines=lines, ratios=RATIOS)


def return_(report: MonthlyReport) -> None:
    report.return_(act=EXPLAINED, by=BY)


def verify(report: MonthlyReport) -> None:
    report.verify(act=ACT, by=BY)


# ── reporting ────────────────────────────────────────────────────────────────────────────────────────


def test_c1_progress_is_reported_for_a_month() -> None:
    given(MonthlyReport).when(report).then(REPORTED)


def test_c1_a_report_with_the_same_numbers_records_nothing() -> None:
    given(MonthlyReport, REPORTED).when(report).then_nothing()


@pytest.mark.parametrize(
    "lines",
    [(counted("201"), divided()), (counted(), divided(197)), (counted(), divided(196, 201)), (counted(),)],
    ids=["amount", "numerator", "denominator", "a line less"],
)
def test_c1_a_later_report_of_the_month_replaces_the_first(lines: tuple[Realization, ...]) -> None:
    given(MonthlyReport, REPORTED).when(lambda month: report(month, lines)).then(reported(*lines))


def test_c1_a_returned_report_is_sent_again_even_with_the_same_numbers() -> None:
    given(MonthlyReport, REPORTED, RETURNED).when(report).then(REPORTED)


def test_c1_1_a_report_reports_on_at_least_one_target() -> None:
    outcome = given(MonthlyReport).when(lambda month: report(month, ()))
    outcome.then_refused("C1.1")
    assert outcome.paths == [("lines",)]


def test_c1_1_a_report_on_one_target_is_a_report() -> None:
    given(MonthlyReport).when(lambda month: report(month, (counted(),))).then(reported(counted()))


def test_c1_3_a_report_is_about_targets_of_the_month() -> None:
    outcome = given(MonthlyReport).when(lambda month: report(month, (counted(), counted(target_id=UNKNOWN))))
    outcome.then_refused("C1.3")
    assert outcome.paths == [("lines", 1, "targetId")]


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 200), (196, 0), (196, -1), (None, 200), (196, None)])
def test_c1_4_a_ratio_gives_both_terms(numerator: int | None, denominator: int | None) -> None:
    outcome = given(MonthlyReport).when(lambda month: report(month, (divided(numerator, denominator),)))
    outcome.then_refused("C1.4")
    assert outcome.paths == [("lines", 0, "numerator")]


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 1), (1, 1), (196, 200)])
def test_c1_4_a_numerator_may_be_0_and_a_denominator_is_above_0(numerator: int, denominator: int) -> None:
    line = divided(numerator, denominator)
    given(MonthlyReport).when(lambda month: report(month, (line,))).then(reported(line))


def test_c1_5_a_realization_is_not_negative() -> None:
    outcome = given(MonthlyReport).when(lambda month: report(month, (counted("-0.01"),)))
    outcome.then_refused("C1.5")
    assert outcome.paths == [("lines", 0, "amount")]


@pytest.mark.parametrize("amount", ["0", "0.01", "999999999"])
def test_c1_5_a_realization_may_be_0_or_far_above_the_target(amount: str) -> None:
    given(MonthlyReport).when(lambda month: report(month, (counted(amount),))).then(reported(counted(amount)))


def test_c1_everything_wrong_with_a_report_is_said_at_once() -> None:
    lines = (counted("-1"), counted(target_id=UNKNOWN), divided(196, 0))
    outcome = given(MonthlyReport).when(lambda month: report(month, lines))
    outcome.then_refused("C1.5", "C1.3", "C1.4")
    assert outcome.paths == [("lines", 0, "amount"), ("lines", 1, "targetId"), ("lines", 2, "numerator")]


# ── correcting ───────────────────────────────────────────────────────────────────────────────────────


def test_c1_a_verified_report_is_corrected_with_a_reason() -> None:
    lines = (counted("190"),)
    given(MonthlyReport, REPORTED, VERIFIED).when(lambda month: report(month, lines, EXPLAINED)).then(
        corrected(counted("190"))
    )


def test_c1_6_the_correction_of_a_verified_report_has_a_reason() -> None:
    outcome = given(MonthlyReport, REPORTED, VERIFIED).when(lambda month: report(month, (counted("190"),)))
    outcome.then_refused("C1.6")
    assert outcome.paths == [("reason",)]


def test_c1_a_correction_that_changes_no_number_records_nothing() -> None:
    given(MonthlyReport, REPORTED, VERIFIED).when(lambda month: report(month, act=EXPLAINED)).then_nothing()


@pytest.mark.parametrize(
    ("lines", "rule", "path"),
    [
        ((), "C1.1", ("lines",)),
        ((counted(target_id=UNKNOWN),), "C1.3", ("lines", 0, "targetId")),
        ((divided(196, 0),), "C1.4", ("lines", 0, "numerator")),
        ((counted("-0.01"),), "C1.5", ("lines", 0, "amount")),
    ],
)
def test_c1_a_correction_is_checked_like_a_report(
    lines: tuple[Realization, ...], rule: str, path: tuple[str | int, ...]
) -> None:
    outcome = given(MonthlyReport, REPORTED, VERIFIED).when(lambda month: report(month, lines, EXPLAINED))
    outcome.then_refused(rule)
    assert outcome.paths == [path]


def test_c1_a_corrected_report_is_verified_again() -> None:
    given(MonthlyReport, REPORTED, VERIFIED, corrected(counted("190"))).when(verify).then(VERIFIED)


# ── returning and verifying ──────────────────────────────────────────────────────────────────────────


def test_c1_a_report_is_returned() -> None:
    given(MonthlyReport, REPORTED).when(return_).then(RETURNED)


def test_c1_a_returned_report_is_not_returned_again() -> None:
    given(MonthlyReport, REPORTED, RETURNED).when(return_).then_nothing()


def test_c1_7_nothing_is_returned_before_it_was_reported() -> None:
    outcome = given(MonthlyReport).when(return_)
    outcome.then_refused("C1.7")
    assert outcome.paths == [("month",)]


@pytest.mark.parametrize("facts", [(REPORTED,), (REPORTED, RETURNED, REPORTED)], ids=["sent", "sent again"])
def test_c1_a_report_is_verified(facts: tuple[Fact, ...]) -> None:
    given(MonthlyReport, *facts).when(verify).then(VERIFIED)


def test_c1_a_verified_report_is_not_verified_again() -> None:
    given(MonthlyReport, REPORTED, VERIFIED).when(verify).then_nothing()


@pytest.mark.parametrize("facts", [(), (REPORTED, RETURNED)], ids=["never sent", "returned"])
def test_c1_7_nothing_is_verified_before_it_was_reported(facts: tuple[Fact, ...]) -> None:
    outcome = given(MonthlyReport, *facts).when(verify)
    outcome.then_refused("C1.7")
    assert outcome.paths == [("month",)]


# ── what counts ──────────────────────────────────────────────────────────────────────────────────────


def as_left_by(*facts: Fact) -> MonthlyReport:
    return given(MonthlyReport, *facts).when(lambda _: None).aggregate


def test_c1_the_newest_realization_of_each_target_counts_and_names_its_fact() -> None:
    month = as_left_by(REPORTED, VERIFIED, corrected(counted("190")))
    assert month.counted == {COUNT: counted("190"), RATIO: divided()}
    assert month.told_by == {COUNT: 3, RATIO: 1}


def test_c1_a_returned_report_counts_as_absent_until_it_is_sent_again() -> None:
    assert as_left_by(REPORTED, RETURNED).counted == {}
    assert as_left_by(REPORTED, RETURNED, reported(counted())).counted == {COUNT: counted()}


def test_c1_a_report_counts_before_it_is_verified() -> None:
    assert as_left_by(REPORTED).counted == {COUNT: counted(), RATIO: divided()}


def test_c1_a_realization_above_the_target_is_kept_as_it_is() -> None:
    line = msgspec.structs.replace(counted(), amount=Decimal("260.000001"))
    given(MonthlyReport).when(lambda month: report(month, (line,))).then(reported(line))
