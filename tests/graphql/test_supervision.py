"""The supervisor's view: pending, late, off track with the reason (C5)."""

from datetime import date
from decimal import Decimal
from typing import Any

from kinerja.application.accomplishments import DeclineAccomplishment, RecordAccomplishment
from kinerja.application.deadlines import PassDeadline
from kinerja.application.indicators import DefineIndicator
from kinerja.application.plan_closing import ClosePlan
from kinerja.application.plan_inputs import TargetInput
from kinerja.application.plan_revision import RevisedTarget
from kinerja.application.plan_revision_proposals import DecidePlanRevision, ProposePlanRevision
from kinerja.application.plans import SetTarget
from kinerja.application.progress import ReturnReport, VerifyReport
from kinerja.domain.ids import deadline_id, made_by
from kinerja.domain.plan_vocabulary import AccomplishmentKind, ClosingCause
from kinerja.domain.standard_vocabulary import ReportingPeriod
from kinerja.domain.vocabulary import Aspect, DeadlineKind, Disposition
from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import Town, manual
from tests.services import as_input

QUERY = """query Q($kind: SupervisionKind, $at: AsOf) { supervision(where: {kind: $kind}, first: 50, asOf: $at) {
  totalCount nodes { kind employee { name } month achievement indicator { code } since } } }"""


def seen(town: Town, who: str = "officer", kind: str | None = None, at: int | None = None) -> list[dict[str, Any]]:
    asker = Asker(town.service, town.agency, town.ids[who])
    basis = {"position": str(at)} if at else None
    nodes: list[dict[str, Any]] = asker.data(QUERY, kind=kind, at=basis)["supervision"]["nodes"]
    return nodes


def kinds(town: Town, who: str = "officer") -> list[str]:
    return [node["kind"] for node in seen(town, who)]


def test_c5_what_waits_for_the_officer_goes_away_by_what_is_done_about_it(town: Town) -> None:
    town.draft()
    assert kinds(town) == [], "a draft waits for nobody"
    officer, member = (Asker(town.service, town.agency, town.ids[who]) for who in ("officer", "member"))
    plan = {"planId": gid(town, "PerformancePlan", town.plan())}
    give(member, "submitPlan", "plan { id }", plan)
    (waiting,) = seen(town)
    assert (waiting["kind"], waiting["employee"], waiting["month"]) == (
        "PLAN_PENDING", {"name": "Pegawai member"}, None,
    )  # fmt: skip
    assert waiting["since"] is not None
    give(officer, "approvePlan", "plan { id }", plan)
    assert kinds(town) == []
    town.report("2025-01", "100")
    (report,) = seen(town, kind="REPORT_PENDING")
    assert report["month"] == "2025-01-01"
    town.give(VerifyReport(plan_id=town.plan(), month="2025-01"), "officer", "verify")
    assert kinds(town) == []


def test_c5_a_target_below_80_percent_to_date_is_off_track_with_the_reason(town: Town) -> None:
    town.draft()
    town.approve()
    town.report("2025-01", "79")
    position = town.service.logs.of(town.agency).recorder.max_notification_id()
    (off,) = seen(town, kind="OFF_TRACK")
    assert (off["achievement"], off["indicator"], off["month"]) == ("79.00", {"code": "IND"}, "2025-01-01")
    town.report("2025-01", "80", key="again")
    assert seen(town, kind="OFF_TRACK") == [], "80 is on track"
    assert seen(town, kind="OFF_TRACK", at=position) == [off], "as it read then"
    town.report("2025-01", "79.996", key="nearly")
    (nearly,) = seen(town, kind="OFF_TRACK")
    assert nearly["achievement"] == "80.00", "what is below is said before rounding"


def test_c5_a_report_is_late_once_its_grace_has_passed(town: Town) -> None:
    town.draft()
    town.approve()
    january = deadline_id(town.agency, DeadlineKind.REPORT, town.named("Period", "2025"), "2025-01")
    assert seen(town, kind="REPORT_LATE") == [], "the passing of a deadline is a fact, not the time of day"
    town.give(PassDeadline(deadline_id=january), None, "pass")
    (late,) = seen(town, kind="REPORT_LATE")
    assert (late["month"], late["since"] is not None) == ("2025-01-01", True)
    town.report("2025-01", "100")
    assert seen(town, kind="REPORT_LATE") == []
    returned = ReturnReport(plan_id=town.plan(), month="2025-01", reason="lengkapi")
    town.give(returned, "officer", "return")
    assert [node["month"] for node in seen(town, kind="REPORT_LATE")] == ["2025-01-01"]


def test_c5_a_plan_that_is_not_approved_once_its_deadline_has_passed_is_late(town: Town) -> None:
    town.draft()
    assert seen(town, kind="PLAN_LATE") == [], "the passing of a deadline is a fact, not the time of day"
    plans = deadline_id(town.agency, DeadlineKind.PLAN, town.named("Period", "2025"), "2025")
    town.give(PassDeadline(deadline_id=plans), None, "pass")
    (late,) = seen(town, kind="PLAN_LATE")
    assert (late["employee"], late["month"], late["since"] is not None) == ({"name": "Pegawai member"}, None, True)
    town.approve()
    assert seen(town, kind="PLAN_LATE") == []


def test_c5_a_target_that_a_report_leaves_out_is_named(town: Town) -> None:
    town.draft()
    second = TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.TIME, amount=Decimal(10))
    town.give(SetTarget(plan_id=town.plan(), result_id=town.result(), target=second), "member", "second-target")
    town.approve()
    town.report("2025-01", "100")
    (absent,) = seen(town, kind="REPORT_INCOMPLETE")
    assert (absent["month"], absent["indicator"], absent["achievement"]) == ("2025-01-01", {"code": "IND"}, None)
    town.give(ReturnReport(plan_id=town.plan(), month="2025-01", reason="lengkapi"), "officer", "return")
    assert seen(town, kind="REPORT_INCOMPLETE") == [], "what was returned is late, not incomplete"


def test_c5_proposed_revisions_and_accomplishments_wait_until_they_are_decided(town: Town) -> None:
    town.draft()
    town.approve()
    assert kinds(town) == []
    told = RecordAccomplishment(
        plan_id=town.plan(),
        kind=AccomplishmentKind.INNOVATION,
        happened_on=date(2025, 4, 2),
        title="Loket",
        text="Satu",
    )
    town.give(told, "member", "told")
    (waiting,) = seen(town, kind="ACCOMPLISHMENT_PENDING")
    assert (waiting["employee"], waiting["since"] is not None) == ({"name": "Pegawai member"}, True)
    target = TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(1300))
    proposed = ProposePlanRevision(
        plan_id=town.plan(),
        effective_on=date(2025, 7, 1),
        set_targets=(RevisedTarget(target_id=town.target(), result_id=town.result(), target=target),),
        reason="anggaran",
        legal_basis="SK 11",
    )
    town.give(proposed, "member", "proposed")
    assert kinds(town) == ["ACCOMPLISHMENT_PENDING", "REVISION_PENDING"]
    made = made_by(town.command_id("told"), "accomplishment")
    town.give(DeclineAccomplishment(accomplishment_id=made, reason="tanpa bukti"), "officer", "declined")
    proposal = made_by(town.command_id("proposed"), "proposal")
    decided = DecidePlanRevision(proposal_id=proposal, disposition=Disposition.DECLINED, reason="belum perlu")
    town.give(decided, "officer", "decided")
    assert kinds(town) == []


def test_c5_a_plan_that_is_closed_as_of_a_coming_day_stays_in_the_view_until_then(town: Town) -> None:
    town.draft()
    town.approve()
    town.report("2025-01", "10")
    town.give(VerifyReport(plan_id=town.plan(), month="2025-01"), "officer", "verify")
    closing = ClosePlan(
        plan_id=town.plan(), closed_on=date(2025, 6, 30), cause=ClosingCause.TRANSFERRED, reason="pindah"
    )
    town.give(closing, "admin", "close")
    query = "query Q($day: Date!) { supervision(first: 9, validOn: $day) { nodes { kind } } }"
    asker = Asker(town.service, town.agency, town.ids["officer"])
    for day, expected in (("2025-06-30", [{"kind": "OFF_TRACK"}]), ("2025-07-01", [])):
        assert asker.data(query, day=day)["supervision"]["nodes"] == expected


def test_c5_no_report_is_late_of_a_month_in_which_no_target_is_reported(town: Town) -> None:
    standard = town.named("PerformanceStandard", "STD")
    quarterly = DefineIndicator(
        code="IND-Q",
        standard_id=standard,
        manual=as_input(manual(reporting_period=ReportingPeriod.QUARTERLY)),
        effective_on=date(2025, 1, 1),
    )
    town.give(quarterly, "admin", "quarterly")
    town.draft(indicator="IND-Q")
    town.approve()
    for month in ("2025-01", "2025-02", "2025-03"):
        passed = deadline_id(town.agency, DeadlineKind.REPORT, town.named("Period", "2025"), month)
        town.give(PassDeadline(deadline_id=passed), None, f"pass-{month}")
    assert [node["month"] for node in seen(town, kind="REPORT_LATE")] == ["2025-03-01"]


def test_c5_the_view_is_of_the_plans_that_are_for_the_viewer(town: Town) -> None:
    town.draft()
    town.approve()
    town.report("2025-01", "10")
    expected = ["OFF_TRACK", "REPORT_PENDING"]
    for who in ("officer", "head", "admin", "inspector", "member"):
        assert kinds(town, who) == expected
    assert kinds(town, "second") == []
    query = "query Q($own: Boolean) { supervision(first: 1, where: {own: $own}) { totalCount } }"
    for who, own, count in (("member", True, 2), ("member", False, 0), ("officer", True, 0), ("officer", False, 2)):
        found = Asker(town.service, town.agency, town.ids[who]).data(query, own=own)
        assert found["supervision"]["totalCount"] == count, (who, own)
    nobody = Asker(town.service, town.agency, None).data(QUERY)
    assert nobody["supervision"]["totalCount"] == 0
