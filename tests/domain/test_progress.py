"""Monthly reports of what was realised (C1)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Fact
from kinerja.domain.measuring import MeasuredBy
from kinerja.domain.progress import Expected, MonthlyReport
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
from kinerja.domain.refusals import Refusal
from kinerja.domain.report_months import report_month, untimely
from kinerja.domain.rulebook.progress import MEASURED_EARLY
from kinerja.domain.service_vocabulary import Figure, MeasureScope
from kinerja.domain.standard_vocabulary import ReportingPeriod
from kinerja.domain.texts import Text
from tests.domain.given import ACT, EXPLAINED, given
from tests.people import manual

EMPLOYEE, PLAN = UUID(int=40), UUID(int=70)
COUNT, RATIO, UNKNOWN = UUID(int=201), UUID(int=202), UUID(int=299)
EXPECTED = {COUNT: Expected(is_ratio=False), RATIO: Expected(is_ratio=True)}
BY = Reporter(employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1))


def counted(amount: str | None = "200", target_id: UUID = COUNT, note: Text | None = None) -> Realization:
    return Realization(target_id=target_id, amount=None if amount is None else Decimal(amount), note=note)


def divided(numerator: int | None = 196, denominator: int | None = 200, note: Text | None = None) -> Realization:
    return Realization(target_id=RATIO, amount=None, numerator=numerator, denominator=denominator, note=note)


NOTE = Text("termasuk layanan keliling")
LINES = (counted(), divided())


def reported(*lines: Realization, replaces: bool = False, act: Act = ACT) -> ProgressReported:
    return ProgressReported(
        act=act, employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1), lines=lines, replaces=replaces
    )


def corrected(*lines: Realization) -> ProgressCorrected:
    return ProgressCorrected(act=EXPLAINED, employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1), lines=lines)


REPORTED = reported(*LINES)
AGAIN = reported(*LINES, replaces=True)
RETURNED = ReportReturned(act=EXPLAINED, employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1))
VERIFIED = ReportVerified(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN, month=date(2025, 1, 1))


def report(report: MonthlyReport, lines: tuple[Realization, ...] = LINES, act: Act = ACT) -> None:
    report.report(act=act, by=BY, lines=lines, expected=EXPECTED)


def return_(report: MonthlyReport) -> None:
    report.return_(act=EXPLAINED, by=BY)


def verify(report: MonthlyReport) -> None:
    report.verify(act=ACT, by=BY)


def test_c1_20_a_line_that_comes_too_early_is_named_beside_what_is_wrong_in_the_others() -> None:
    early = Refusal(MEASURED_EARLY, (), {"indicator": "Kunjungan", "month": "2025-01", "day": "2025-02-01"})
    expected = {COUNT: Expected(is_ratio=False, untimely=early), RATIO: Expected(is_ratio=True)}
    given(MonthlyReport).when(
        lambda it: it.report(act=ACT, by=BY, lines=(counted(None), divided(None)), expected=expected)
    ).then_refused("C1.20", "C1.4")


@pytest.mark.parametrize(("today", "fault"), [((2025, 1, 31), "C1.20"), ((2025, 2, 1), None)])
def test_c1_20_a_measured_month_says_from_which_day_it_can_be_reported(
    today: tuple[int, int, int], fault: str | None
) -> None:
    by = MeasuredBy(service_id=UUID(int=9), figure=Figure.ENCOUNTERS_FINISHED, scope=MeasureScope.PERSON)
    said = untimely(manual(measured_by=by), date(2025, 1, 1), date(*today))
    assert (said.rule.id if said else None) == fault
    assert said is None or said.parameters["day"] == "2025-02-01"
    assert untimely(manual(), date(2025, 1, 1), date(2025, 1, 1)) is None


@pytest.mark.parametrize(
    ("every", "month", "due"),
    [
        (ReportingPeriod.MONTHLY, 2, 2), (ReportingPeriod.QUARTERLY, 1, 3), (ReportingPeriod.QUARTERLY, 2, 3),
        (ReportingPeriod.QUARTERLY, 3, 3), (ReportingPeriod.QUARTERLY, 10, 12), (ReportingPeriod.YEARLY, 1, 12),
        (ReportingPeriod.YEARLY, 12, 12),
    ],
)  # fmt: skip
def test_c1_21_a_month_in_which_the_indicator_is_not_reported_names_the_one_in_which_it_is(
    every: ReportingPeriod, month: int, due: int
) -> None:
    of = manual(reporting_period=every)
    first, today = date(2025, month, 1), date(2026, 1, 1)
    assert report_month(of, first) == date(2025, due, 1)
    found = [untimely(of, first, today, lasts=lasts) for lasts in (True, False)]
    if month == due:
        assert found == [None, None]
        return
    assert [each.rule.id for each in found if each] == ["C1.21", "C1.22"]
    assert {each.parameters["next"] for each in found if each} == {f"2025-{due:02}"}


# ── reporting ────────────────────────────────────────────────────────────────────────────────────────


def test_c1_progress_is_reported_for_a_month() -> None:
    given(MonthlyReport).when(report).then(REPORTED)


def test_c1_a_report_with_the_same_numbers_records_nothing() -> None:
    given(MonthlyReport, REPORTED).when(report).then_nothing()


@pytest.mark.parametrize("lines", [(counted(),), (divided(),), (divided(), counted()), (counted("200.00"),)])
def test_c1_some_of_the_same_numbers_record_nothing(lines: tuple[Realization, ...]) -> None:
    given(MonthlyReport, REPORTED).when(lambda month: report(month, lines)).then_nothing()


@pytest.mark.parametrize(
    "lines",
    [
        (counted("201"), divided()),
        (counted(), divided(197)),
        (counted(), divided(196, 201)),
        (counted("201"),),
        (counted(), divided(195)),
    ],
    ids=["amount", "numerator", "denominator", "one line alone", "the last line alone"],
)
def test_c1_a_later_report_of_the_month_joins_the_first(lines: tuple[Realization, ...]) -> None:
    outcome = given(MonthlyReport, REPORTED).when(lambda month: report(month, lines))
    outcome.then(reported(*lines))
    known = {COUNT: counted(), RATIO: divided()}
    assert outcome.aggregate.counted == known | {line.target_id: line for line in lines}


def test_c1_a_target_that_was_not_reported_yet_is_news() -> None:
    given(MonthlyReport, reported(counted())).when(report).then(reported(*LINES))
    given(MonthlyReport, reported(counted())).when(lambda month: report(month, (divided(),))).then(
        reported(divided())
    )


@pytest.mark.parametrize(
    "lines",
    [(counted(note=NOTE), divided()), (counted(), divided(note=NOTE)), (counted(note=NOTE),)],
    ids=["first", "last", "alone"],
)
def test_c1_a_line_with_a_note_is_always_news(lines: tuple[Realization, ...]) -> None:
    given(MonthlyReport, REPORTED).when(lambda month: report(month, lines)).then(reported(*lines))
    given(MonthlyReport, reported(*lines)).when(lambda month: report(month, lines)).then(reported(*lines))


def test_c1_the_same_numbers_without_their_note_record_nothing() -> None:
    given(MonthlyReport, reported(counted(note=NOTE), divided())).when(report).then_nothing()


@pytest.mark.parametrize("lines", [LINES, (counted(),), (counted("190"), divided())])
def test_c1_after_a_return_a_report_replaces_what_was_reported_even_with_the_same_numbers(
    lines: tuple[Realization, ...],
) -> None:
    outcome = given(MonthlyReport, REPORTED, RETURNED).when(lambda month: report(month, lines))
    outcome.then(reported(*lines, replaces=True))
    assert outcome.aggregate.counted == {line.target_id: line for line in lines}
    assert outcome.aggregate.told_by == dict.fromkeys((line.target_id for line in lines), 3)


def test_c1_what_follows_the_report_after_a_return_joins_it_again() -> None:
    facts = (REPORTED, RETURNED, reported(counted(), replaces=True))
    outcome = given(MonthlyReport, *facts).when(lambda month: report(month, (divided(190),)))
    outcome.then(reported(divided(190)))
    assert outcome.aggregate.counted == {COUNT: counted(), RATIO: divided(190)}


def test_c1_a_returned_report_is_checked_like_any_other() -> None:
    given(MonthlyReport, REPORTED, RETURNED).when(lambda month: report(month, ())).then_refused("C1.1")


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


def test_c1_4_a_ratio_gives_no_amount_beside_its_terms() -> None:
    line = msgspec.structs.replace(divided(), amount=Decimal(98))
    outcome = given(MonthlyReport).when(lambda month: report(month, (line,)))
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


@pytest.mark.parametrize(
    "line",
    [
        counted(None),
        msgspec.structs.replace(counted(), numerator=1),
        msgspec.structs.replace(counted(), denominator=1),
        msgspec.structs.replace(counted(), numerator=196, denominator=200),
        msgspec.structs.replace(counted(None), numerator=196, denominator=200),
        msgspec.structs.replace(counted("-1"), numerator=0),
    ],
    ids=["nothing", "and a numerator", "and a denominator", "and both", "both alone", "negative and a numerator"],
)
def test_c1_11_a_plain_indicator_is_given_as_an_amount_alone(line: Realization) -> None:
    outcome = given(MonthlyReport).when(lambda month: report(month, (divided(), line)))
    outcome.then_refused("C1.11")
    assert outcome.paths == [("lines", 1, "amount")]


@pytest.mark.parametrize("second", [counted(), counted("201"), counted(note=NOTE)])
def test_c1_10_a_target_is_reported_once(second: Realization) -> None:
    outcome = given(MonthlyReport).when(lambda month: report(month, (counted(), divided(), second)))
    outcome.then_refused("C1.10")
    assert outcome.paths == [("lines", 2, "targetId")]


def test_c1_10_every_repeated_target_is_said_at_once_before_what_is_wrong_in_a_line() -> None:
    lines = (counted(), counted("-1"), divided(), divided(196, 0), counted())
    outcome = given(MonthlyReport).when(lambda month: report(month, lines))
    outcome.then_refused("C1.10", "C1.10", "C1.10", "C1.5", "C1.4")
    assert outcome.paths == [
        ("lines", 1, "targetId"),
        ("lines", 3, "targetId"),
        ("lines", 4, "targetId"),
        ("lines", 1, "amount"),
        ("lines", 3, "numerator"),
    ]


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


@pytest.mark.parametrize("lines", [LINES, (counted(),), (divided(),)], ids=["all", "the amount", "the ratio"])
@pytest.mark.parametrize("act", [ACT, EXPLAINED], ids=["without a reason", "with one"])
def test_c1_the_same_numbers_of_a_verified_report_stay_quiet(act: Act, lines: tuple[Realization, ...]) -> None:
    outcome = given(MonthlyReport, REPORTED, VERIFIED).when(lambda month: report(month, lines, act))
    outcome.then_nothing()
    assert outcome.aggregate.state == ReportState.VERIFIED


def test_c1_6_a_note_on_a_verified_report_is_a_correction_and_has_a_reason() -> None:
    lines = (counted(note=NOTE),)
    outcome = given(MonthlyReport, REPORTED, VERIFIED).when(lambda month: report(month, lines))
    outcome.then_refused("C1.6")
    assert outcome.paths == [("reason",)]
    given(MonthlyReport, REPORTED, VERIFIED).when(lambda month: report(month, lines, EXPLAINED)).then(
        corrected(*lines)
    )


def test_c1_6_a_line_that_was_missing_in_a_verified_report_is_a_correction() -> None:
    facts = (reported(counted()), VERIFIED)
    given(MonthlyReport, *facts).when(report).then_refused("C1.6")
    given(MonthlyReport, *facts).when(lambda month: report(month, act=EXPLAINED)).then(corrected(*LINES))


def test_c1_a_verified_report_that_was_returned_is_sent_again_and_not_corrected() -> None:
    given(MonthlyReport, REPORTED, VERIFIED, RETURNED).when(report).then(AGAIN)


@pytest.mark.parametrize(
    ("lines", "rule", "path"),
    [
        ((), "C1.1", ("lines",)),
        ((counted(target_id=UNKNOWN),), "C1.3", ("lines", 0, "targetId")),
        ((divided(196, 0),), "C1.4", ("lines", 0, "numerator")),
        ((counted("-0.01"),), "C1.5", ("lines", 0, "amount")),
        ((counted("190"), counted("191")), "C1.10", ("lines", 1, "targetId")),
        ((counted(None),), "C1.11", ("lines", 0, "amount")),
    ],
)
@pytest.mark.parametrize("act", [ACT, EXPLAINED], ids=["without a reason", "with one"])
def test_c1_a_correction_is_checked_like_a_report(
    act: Act, lines: tuple[Realization, ...], rule: str, path: tuple[str | int, ...]
) -> None:
    outcome = given(MonthlyReport, REPORTED, VERIFIED).when(lambda month: report(month, lines, act))
    outcome.then_refused(rule)
    assert outcome.paths == [path]


def test_c1_a_corrected_report_is_verified_again() -> None:
    given(MonthlyReport, REPORTED, VERIFIED, corrected(counted("190"))).when(verify).then(VERIFIED)


# ── returning and verifying ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "facts",
    [(REPORTED,), (REPORTED, VERIFIED), (REPORTED, RETURNED, AGAIN)],
    ids=["sent", "verified", "sent again"],
)
def test_c1_a_report_is_returned_with_a_reason(facts: tuple[Fact, ...]) -> None:
    given(MonthlyReport, *facts).when(return_).then(RETURNED)


@pytest.mark.parametrize("facts", [(REPORTED,), (REPORTED, VERIFIED)], ids=["sent", "verified"])
def test_c1_9_a_return_says_why(facts: tuple[Fact, ...]) -> None:
    outcome = given(MonthlyReport, *facts).when(lambda month: month.return_(act=ACT, by=BY))
    outcome.then_refused("C1.9")
    assert outcome.paths == [("reason",)]


@pytest.mark.parametrize("facts", [(), (REPORTED, RETURNED)], ids=["never sent", "returned"])
@pytest.mark.parametrize("act", [ACT, EXPLAINED], ids=["without a reason", "with one"])
def test_c1_7_nothing_is_returned_before_it_was_reported_or_a_second_time(act: Act, facts: tuple[Fact, ...]) -> None:
    outcome = given(MonthlyReport, *facts).when(lambda month: month.return_(act=act, by=BY))
    outcome.then_refused("C1.7")
    assert outcome.paths == [("month",)]
    assert outcome.parameters == [{"action": "reportProgress"}]


@pytest.mark.parametrize("facts", [(REPORTED,), (REPORTED, RETURNED, AGAIN)], ids=["sent", "sent again"])
def test_c1_a_report_is_verified(facts: tuple[Fact, ...]) -> None:
    given(MonthlyReport, *facts).when(verify).then(VERIFIED)


def test_c1_a_verified_report_is_not_verified_again() -> None:
    given(MonthlyReport, REPORTED, VERIFIED).when(verify).then_nothing()


@pytest.mark.parametrize("facts", [(), (REPORTED, RETURNED)], ids=["never sent", "returned"])
def test_c1_7_nothing_is_verified_before_it_was_reported(facts: tuple[Fact, ...]) -> None:
    outcome = given(MonthlyReport, *facts).when(verify)
    outcome.then_refused("C1.7")
    assert outcome.paths == [("month",)]
    assert outcome.parameters == [{"action": "reportProgress"}]


# ── what counts ──────────────────────────────────────────────────────────────────────────────────────


def as_left_by(*facts: Fact) -> MonthlyReport:
    return given(MonthlyReport, *facts).when(lambda _: None).aggregate


def test_c1_the_newest_realization_of_each_target_counts_and_names_its_fact() -> None:
    month = as_left_by(REPORTED, VERIFIED, corrected(counted("190")))
    assert month.counted == {COUNT: counted("190"), RATIO: divided()}
    assert month.told_by == {COUNT: 3, RATIO: 1}


def test_c1_a_returned_report_counts_as_absent_until_it_is_sent_again() -> None:
    assert as_left_by(REPORTED, RETURNED).counted == {}
    assert as_left_by(REPORTED, RETURNED, reported(counted(), replaces=True)).counted == {COUNT: counted()}


def test_c1_each_line_names_the_fact_that_told_it_last() -> None:
    month = as_left_by(reported(counted()), reported(divided()), reported(counted("201")))
    assert month.counted == {COUNT: counted("201"), RATIO: divided()}
    assert month.told_by == {COUNT: 3, RATIO: 2}


def test_c1_nothing_of_what_was_returned_is_known_once_it_was_replaced() -> None:
    month = as_left_by(REPORTED, RETURNED, reported(counted(), replaces=True))
    assert (month.lines, month.told_by) == ({COUNT: counted()}, {COUNT: 3})


def test_c1_a_report_counts_before_it_is_verified() -> None:
    assert as_left_by(REPORTED).counted == {COUNT: counted(), RATIO: divided()}


def test_c1_a_realization_above_the_target_is_kept_as_it_is() -> None:
    line = msgspec.structs.replace(counted(), amount=Decimal("260.000001"))
    given(MonthlyReport).when(lambda month: report(month, (line,))).then(reported(line))


# ── lateness ─────────────────────────────────────────────────────────────────────────────────────────

LATE = Sent(due_on=date(2025, 2, 7), late=True)
PUNCTUAL = Sent(due_on=date(2025, 2, 7), late=False)


def send(sent: Sent, report: MonthlyReport) -> None:
    report.report(act=ACT, by=BY, lines=LINES, expected=EXPECTED, sent=sent)


def sent_as(sent: Sent, *, replaces: bool = False) -> ProgressReported:
    return msgspec.structs.replace(reported(*LINES, replaces=replaces), due_on=sent.due_on, late=sent.late)


@pytest.mark.parametrize("sent", [LATE, PUNCTUAL, Sent()], ids=["late", "punctual", "without deadline"])
def test_c1_a_report_says_whether_it_came_late(sent: Sent) -> None:
    given(MonthlyReport).when(lambda report: send(sent, report)).then(sent_as(sent))


@pytest.mark.parametrize(("first", "again"), [(PUNCTUAL, LATE), (LATE, PUNCTUAL), (Sent(), LATE)])
def test_c1_a_return_makes_no_report_late_and_none_punctual(first: Sent, again: Sent) -> None:
    outcome = given(MonthlyReport, sent_as(first), RETURNED).when(lambda report: send(again, report))
    outcome.then(sent_as(first, replaces=True))
