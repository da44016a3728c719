"""Realizations that are measured of a service: numbers from the log, and what was counted (C3)."""

from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from kinerja.application.organisation import CorrectAssignment
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import AddWorkResult, ApprovePlan, DraftPlan, SubmitPlan
from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.domain.ids import made_by
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.refusals import Refused
from kinerja.domain.service_vocabulary import Figure, MeasureScope
from kinerja.domain.standard_vocabulary import Direction, ReportingPeriod
from kinerja.domain.vocabulary import Aspect
from kinerja.graphql.ids import GlobalId
from tests.graphql.test_standards import asker, give
from tests.people import LETTER, Town
from tests.services import Desk, at

FORMS: dict[Figure, dict[str, Any]] = {
    Figure.ENCOUNTERS_FINISHED: {},
    Figure.ENCOUNTER_MINUTES_MEAN: {"cumulative": False, "direction": Direction.LOWER_IS_BETTER, "unit": "menit"},
    Figure.ENCOUNTER_DAYS_MEAN: {"cumulative": False, "direction": Direction.LOWER_IS_BETTER, "unit": "hari"},
    Figure.ENCOUNTER_WORKING_DAYS_MEAN: {"cumulative": False, "direction": Direction.LOWER_IS_BETTER, "unit": "hari"},
    Figure.ENCOUNTERS_WITHIN_LIMIT: {"cumulative": False, "numerator": "tepat waktu", "denominator": "selesai"},
    Figure.COMPLAINTS_ANSWERED_WITHIN: {"cumulative": False, "numerator": "tepat waktu", "denominator": "pengaduan"},
    Figure.COMPLAINTS_RESOLVED: {},
    Figure.COMPLAINT_ANSWER_DAYS_MEAN: {"cumulative": False, "direction": Direction.LOWER_IS_BETTER, "unit": "hari"},
    Figure.COMPLAINT_ANSWER_WORKING_DAYS_MEAN: {
        "cumulative": False,
        "direction": Direction.LOWER_IS_BETTER,
        "unit": "hari",
    },
}
FORMS[Figure.ENCOUNTER_SATISFACTION] = {"cumulative": False, "unit": "skala 1-4"}
REPORTS = """{ monthlyReports(first: 9) { nodes { month lines { targetId amount numerator denominator measurement {
  id figure service { code } officer { id } firstMonth lastMonth atPosition counted hash
  cases { minutes workingDays within encounter { reference minutes } complaint { reference } } } } } } }"""


def planned(town: Town, *indicators: UUID) -> list[UUID]:
    """The member's approved plan with a target of 100 in each indicator; gives their ids."""
    targets = tuple(TargetInput(indicator_id=id, aspect=Aspect.TIME, amount=Decimal(100)) for id in indicators)
    town.give(
        DraftPlan(
            position_id=town.named("Position", "MEMBER"), assignment_id=town.ids["assignment-member"],
            period_id=town.named("Period", "2025"),
        ),
        "member", "draft-measured",
    )  # fmt: skip
    result = ResultInput(kind=WorkResultKind.PRIMARY, title="Layanan KTP", weight=Decimal(100), targets=targets)
    town.give(AddWorkResult(plan_id=town.plan(), result=result), "member", "result-measured")
    town.give(SubmitPlan(plan_id=town.plan()), "member", "submit-measured")
    town.give(ApprovePlan(plan_id=town.plan()), "officer", "approve-measured")
    return [made_by(town.command_id("result-measured"), f"target-{number}") for number in range(len(indicators))]


def report(town: Town, month: str, *targets: UUID, key: str = "", **numbers: Any) -> Any:
    lines = tuple(RealizationInput(target_id=id, **numbers) for id in targets)
    return town.give(
        ReportProgress(plan_id=town.plan(), month=month, lines=lines), "member", f"measured-{month}{key}"
    )


def lines(town: Town, who: str = "member") -> list[Any]:
    (found,) = asker(town, who).data(REPORTS)["monthlyReports"]["nodes"]
    told: list[Any] = found["lines"]
    return told


def march(desk: Desk) -> None:
    """Four visits that end in March, one of them in the second's hands, one too late."""
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:10")
    desk.serve("A-2", "2025-03-04 09:00", "2025-03-04 09:21")
    desk.serve("A-3", "2025-03-05 09:00", "2025-03-06 09:00")
    desk.serve("A-4", "2025-03-05 09:00", "2025-03-05 09:30", "second")
    desk.serve("A-5", "2025-04-01 09:00", "2025-04-01 09:30")


def test_c3_the_numbers_of_a_measured_target_come_from_the_log_with_what_was_counted(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    figures = [figure for figure in FORMS if not figure.is_about_complaints and not figure.is_of_answers]
    targets = planned(town, *(desk.measure(str(figure), figure, **FORMS[figure]) for figure in figures))
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    report(town, "2025-03", *targets)
    finished, minutes, days, working_days, within = lines(town)
    assert (finished["amount"], minutes["amount"], days["amount"]) == ("3", "490.33", "0.33")
    assert working_days["amount"] == "0.33"
    assert (within["amount"], within["numerator"], within["denominator"]) == (None, 2, 3)
    counted = finished["measurement"]
    ids = sorted(desk.visit(reference).bytes for reference in ("A-1", "A-2", "A-3"))
    assert (counted["counted"], counted["hash"]) == (3, sha256(b"".join(ids)).hexdigest())
    assert counted["atPosition"] == str(head)
    assert counted["officer"] == {"id": str(GlobalId("Employee", town.agency, town.ids["member"]))}
    assert {case["encounter"]["reference"] for case in counted["cases"]} == {"A-1", "A-2", "A-3"}


def test_c3_b2_a_mean_in_working_days_leaves_out_the_weekend_and_lists_what_was_counted(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-07 09:00", "2025-03-10 09:00")
    desk.serve("A-2", "2025-03-07 09:00", "2025-03-11 09:00")
    figures = (Figure.ENCOUNTER_DAYS_MEAN, Figure.ENCOUNTER_WORKING_DAYS_MEAN)
    report(town, "2025-03", *planned(town, *(desk.measure(str(each), each, **FORMS[each]) for each in figures)))
    days, working_days = lines(town)
    assert (days["amount"], working_days["amount"]) == ("3.50", "1.50")
    assert sorted(case["workingDays"] for case in working_days["measurement"]["cases"]) == [1, 2]


def test_c3_the_scope_of_a_unit_counts_everybodys_visits(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    (target,) = planned(town, desk.measure("UNIT", Figure.ENCOUNTERS_FINISHED, MeasureScope.UNIT))
    report(town, "2025-03", target)
    (line,) = lines(town)
    assert (line["amount"], line["measurement"]["officer"], line["measurement"]["counted"]) == ("4", None, 4)


def test_c3_visits_of_somebody_whose_assignment_was_recorded_in_error_count_where_they_are_shown(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    void = CorrectAssignment(
        position_id=town.named("Position", "SECOND"), assignment_id=town.ids["assignment-second"], letter=LETTER,
        reason="keliru",
    )  # fmt: skip
    town.give(void, "admin", "void")
    (target,) = planned(town, desk.measure("UNIT", Figure.ENCOUNTERS_FINISHED, MeasureScope.UNIT))
    report(town, "2025-03", target)
    (line,) = lines(town)
    assert (line["amount"], len(line["measurement"]["cases"])) == ("4", 4)
    month = asker(town, "admin").data("{ serviceMonths(first: 9) { nodes { month finished } } }")["serviceMonths"]
    assert [each["finished"] for each in month["nodes"] if each["month"] == "2025-03-01"] == [4]


def test_c3_complaints_answered_in_time_are_counted_by_the_month_of_their_receipt(town: Town) -> None:
    desk = Desk(town).open()
    for reference, day in (
        ("P-1", "2025-03-03"),
        ("P-2", "2025-03-04"),
        ("P-3", "2025-03-05"),
        ("P-4", "2025-04-01"),
    ):
        desk.complain(reference, f"{day} 09:00")
    desk.answer("P-1", "2025-03-05 10:00")
    desk.answer("P-2", "2025-03-20 10:00")
    figure = Figure.COMPLAINTS_ANSWERED_WITHIN
    (target,) = planned(town, desk.measure("ADUAN", figure, MeasureScope.UNIT, **FORMS[figure]))
    report(town, "2025-03", target)
    (line,) = lines(town)
    assert (line["numerator"], line["denominator"]) == (1, 3)
    cases = line["measurement"]["cases"]
    assert {case["complaint"]["reference"]: case["within"] for case in cases} == {
        "P-1": True,
        "P-2": False,
        "P-3": None,
    }


def test_c3_a_complaint_without_an_answer_whose_limit_still_runs_counts_neither_as_kept_nor_as_broken(
    town: Town,
) -> None:
    desk = Desk(town).open()
    for reference, when in (("P-1", "2025-04-24 09:00"), ("P-2", "2025-04-29 09:00"), ("P-3", "2025-04-30 09:00")):
        desk.complain(reference, when)
    desk.answer("P-2", "2025-04-30 09:00")
    figure = Figure.COMPLAINTS_ANSWERED_WITHIN
    (target,) = planned(town, desk.measure("ADUAN", figure, MeasureScope.UNIT, **FORMS[figure]))
    # Monday 5 May: two working days after 30 April, with 1 May and the weekend between; the limit is three.
    report(town, "2025-04", target)
    (line,) = lines(town)
    assert (line["numerator"], line["denominator"]) == (1, 2)
    cases = {case["complaint"]["reference"]: case["within"] for case in line["measurement"]["cases"]}
    assert cases == {"P-1": None, "P-2": True}
    set_clock(town, datetime(2025, 5, 6, 17, tzinfo=UTC))  # the third one is over in Jakarta
    report(town, "2025-04", target, key="again")
    (line,) = lines(town)
    assert (line["numerator"], line["denominator"], line["measurement"]["counted"]) == (1, 3, 3)


def set_clock(town: Town, now: datetime) -> None:
    clock: Any = town.service.clock
    clock.now = now


def test_c1_20_a_measured_month_is_reported_once_it_is_over_in_the_zone_of_the_agency(town: Town) -> None:
    desk = Desk(town).open()
    typed = town.named("Indicator", "IND")
    count, other = planned(town, desk.measure("N", Figure.ENCOUNTERS_FINISHED), typed)
    set_clock(town, datetime(2025, 5, 31, 16, 59, tzinfo=UTC))
    told = [
        {"targetId": str(GlobalId("Target", town.agency, other)), "amount": "9"},
        {"targetId": str(GlobalId("Target", town.agency, count))},
    ]
    said = {"planId": str(GlobalId("PerformancePlan", town.agency, town.plan())), "month": "2025-05"}
    early = give(town, "member", "reportProgress", "report { id }", **said, lines=told)
    assert early["userErrors"] == [{"rule": "C1.20"}]
    report(town, "2025-05", other, key="other", amount=Decimal(9))
    assert give(town, "member", "saveReport", "draft { id }", **said, lines=told)["userErrors"] == []
    submitted = give(town, "member", "submitReport", "report { id }", **said)
    assert submitted["userErrors"] == [{"rule": "C1.20"}]
    set_clock(town, datetime(2025, 5, 31, 17, tzinfo=UTC))
    assert give(town, "member", "submitReport", "report { id }", **said)["userErrors"] == []


COMPLAINT_FIGURES = (
    Figure.COMPLAINTS_RESOLVED, Figure.COMPLAINT_ANSWER_DAYS_MEAN, Figure.COMPLAINT_ANSWER_WORKING_DAYS_MEAN,
)  # fmt: skip


def complained(desk: Desk) -> list[UUID]:
    """Three complaints: two are answered in March, one of which came in February and one of which is resolved."""
    desk.complain("P-1", "2025-02-28 09:00")
    desk.complain("P-2", "2025-03-06 09:00")
    desk.complain("P-3", "2025-03-31 09:00")
    desk.answer("P-1", "2025-03-03 09:00")
    desk.answer("P-2", "2025-03-11 09:00")
    desk.resolve("P-1", "2025-03-04 09:00")
    return planned(
        desk.town, *(desk.measure(each, each, MeasureScope.UNIT, **FORMS[each]) for each in COMPLAINT_FIGURES)
    )


def test_c3_c7_complaints_give_throughput_and_times_by_the_month_in_which_they_were_resolved_and_answered(
    town: Town,
) -> None:
    desk = Desk(town).open()
    report(town, "2025-03", *complained(desk))
    resolved, days, working_days = lines(town)
    assert (resolved["amount"], days["amount"], working_days["amount"]) == ("1", "4.00", "2.00")
    cases = {case["complaint"]["reference"]: case["workingDays"] for case in working_days["measurement"]["cases"]}
    assert cases == {"P-1": 1, "P-2": 3}
    ids = sorted(desk.complaint(reference).bytes for reference in ("P-1", "P-2"))
    assert (days["measurement"]["counted"], days["measurement"]["hash"]) == (2, sha256(b"".join(ids)).hexdigest())
    (case,) = resolved["measurement"]["cases"]
    assert (case["complaint"]["reference"], case["workingDays"], case["within"]) == ("P-1", 2, None)


def test_c3_c7_a_later_answer_or_correction_of_a_complaint_changes_no_list_of_what_was_counted(town: Town) -> None:
    desk = Desk(town).open()
    targets = complained(desk)
    report(town, "2025-03", *targets)
    before = lines(town, "inspector")
    desk.correct_complaint("P-2", counts=False)
    desk.correct_complaint("P-1", answered_at=at("2025-03-04 08:00"))
    desk.answer("P-3", "2025-03-31 10:00")
    desk.resolve("P-3", "2025-03-31 11:00")
    after = lines(town, "inspector")

    def seen(told: list[Any]) -> list[Any]:
        return [
            (
                line["amount"],
                sorted((c["complaint"]["reference"], c["workingDays"]) for c in line["measurement"]["cases"]),
            )
            for line in told
        ]

    assert seen(after) == seen(before)
    report(town, "2025-03", *targets, key="again")
    assert seen(lines(town, "inspector")) == [
        ("2", [("P-1", 2), ("P-3", 0)]),
        ("2.00", [("P-1", 2), ("P-3", 0)]),
        ("1.00", [("P-1", 2), ("P-3", 0)]),
    ]


def test_c3_a_quarterly_indicator_counts_the_months_its_report_covers(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    desk.serve("A-0", "2025-01-06 09:00", "2025-01-06 09:10")
    period = ReportingPeriod.QUARTERLY
    (target,) = planned(town, desk.measure("Q", Figure.ENCOUNTERS_FINISHED, reporting_period=period))
    report(town, "2025-03", target)
    (line,) = lines(town)
    assert (line["amount"], line["measurement"]["firstMonth"]) == ("4", "2025-01-01")


def test_c3_a_later_correction_changes_neither_what_was_reported_nor_the_list_of_what_was_counted(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    figure = Figure.ENCOUNTER_MINUTES_MEAN
    (target,) = planned(town, desk.measure("MENIT", figure, **FORMS[figure]))
    report(town, "2025-03", target)
    (before,) = lines(town, "inspector")
    desk.correct("A-3", ended_at=at("2025-03-05 09:29"))
    desk.correct("A-1", counts=False)
    (after,) = lines(town, "inspector")
    seen = {case["encounter"]["reference"]: case["minutes"] for case in after["measurement"]["cases"]}
    assert (after["amount"], after["measurement"]["hash"]) == (before["amount"], before["measurement"]["hash"])
    assert seen == {"A-1": 10, "A-2": 21, "A-3": 1440}
    assert {c["encounter"]["reference"]: c["encounter"]["minutes"] for c in after["measurement"]["cases"]}[
        "A-3"
    ] == 29
    report(town, "2025-03", target, key="again")
    (now,) = lines(town, "inspector")
    assert (now["amount"], now["measurement"]["counted"]) == ("25.00", 2)
    query = (
        "query Q($id: ID!) { countedCases(first: 9, where: {measurementId: $id}) { totalCount nodes { minutes } } }"
    )
    old = asker(town, "inspector").data(query, id=before["measurement"]["id"])["countedCases"]
    assert (old["totalCount"], sorted(case["minutes"] for case in old["nodes"])) == (3, [10, 21, 1440])


def test_c3_the_same_count_reported_again_says_nothing_new(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    (target,) = planned(town, desk.measure("N", Figure.ENCOUNTERS_FINISHED))
    assert report(town, "2025-03", target).facts == 1
    assert report(town, "2025-03", target, key="again").facts == 0


def test_c3_what_a_measurement_counted_is_for_those_who_read_the_plan(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    (target,) = planned(town, desk.measure("UNIT", Figure.ENCOUNTERS_FINISHED, MeasureScope.UNIT))
    report(town, "2025-03", target)
    query = "{ countedCases(first: 9) { totalCount } }"
    seen = {
        who: asker(town, who).data(query)["countedCases"]["totalCount"]
        for who in ("member", "officer", "head", "admin", "inspector", "second")
    }
    assert seen == {"member": 4, "officer": 4, "head": 4, "admin": 4, "inspector": 4, "second": 0}


def refusals(call: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return [refusal.rule.id for refusal in caught.value.refusals]


def test_c1_12_the_numbers_of_a_measured_target_are_not_typed_in(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    (target,) = planned(town, desk.measure("N", Figure.ENCOUNTERS_FINISHED))
    assert refusals(lambda: report(town, "2025-03", target, amount=Decimal(9))) == ["C1.12"]


def test_c1_13_a_mean_of_nothing_is_absent_and_a_count_of_nothing_is_nought(town: Town) -> None:
    desk = Desk(town).open()
    figure = Figure.ENCOUNTER_MINUTES_MEAN
    count, mean = planned(
        town, desk.measure("N", Figure.ENCOUNTERS_FINISHED), desk.measure("M", figure, **FORMS[figure])
    )
    assert refusals(lambda: report(town, "2025-03", count, mean)) == ["C1.13"]
    report(town, "2025-03", count, key="count")
    (line,) = lines(town)
    assert (line["amount"], line["measurement"]["counted"]) == ("0", 0)


def test_a6_7_a_figure_fits_the_form_of_its_indicator(town: Town) -> None:
    desk = Desk(town).open()
    wrong: list[tuple[Figure, MeasureScope, dict[str, Any]]] = [
        (Figure.ENCOUNTERS_WITHIN_LIMIT, MeasureScope.PERSON, {"cumulative": False}),
        (Figure.ENCOUNTER_DAYS_MEAN, MeasureScope.PERSON, {}),
        (Figure.ENCOUNTERS_FINISHED, MeasureScope.PERSON, FORMS[Figure.ENCOUNTERS_WITHIN_LIMIT]),
        (Figure.COMPLAINTS_ANSWERED_WITHIN, MeasureScope.PERSON, FORMS[Figure.COMPLAINTS_ANSWERED_WITHIN]),
        (Figure.COMPLAINTS_RESOLVED, MeasureScope.PERSON, {}),
        (Figure.COMPLAINT_ANSWER_DAYS_MEAN, MeasureScope.UNIT, {}),
    ]
    for number, (figure, scope, form) in enumerate(wrong):
        found = refusals(lambda n=number, f=figure, s=scope, m=form: desk.measure(f"W{n}", f, s, **m))
        assert found == ["A6.7"], figure
    for figure, form in FORMS.items():
        desk.measure(str(figure), figure, MeasureScope.UNIT, **form)


def test_c3_an_indicator_shows_what_it_is_measured_by_and_every_change_of_it(town: Town) -> None:
    desk = Desk(town).open()
    desk.measure("N", Figure.ENCOUNTERS_FINISHED)
    query = """{ indicators(first: 9, where: {code: "N"}) { nodes { versions { measuredService { code } measuredFigure
      measuredScope changes { field after } } } } }"""
    ((version,),) = [node["versions"] for node in asker(town, "member").data(query)["indicators"]["nodes"]]
    assert (version["measuredService"], version["measuredFigure"], version["measuredScope"]) == (
        {"code": "KTP"}, "ENCOUNTERS_FINISHED", "PERSON",
    )  # fmt: skip
    assert {"measuredBy"} <= {change["field"] for change in version["changes"]}


def test_c3_an_indicator_is_measured_by_a_service_that_is_there(town: Town) -> None:
    desk = Desk(town)
    assert refusals(lambda: desk.measure("N", Figure.ENCOUNTERS_FINISHED)) == ["H12.1"]
