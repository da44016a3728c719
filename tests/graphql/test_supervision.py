"""The supervisor's view: pending, late, off track with the reason (C5)."""

from typing import Any

from kinerja.application.deadlines import PassDeadline
from kinerja.application.progress import ReturnReport, VerifyReport
from kinerja.domain.ids import deadline_id
from kinerja.domain.vocabulary import DeadlineKind
from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import Town

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


def test_c5_the_view_is_of_the_plans_that_are_for_the_viewer(town: Town) -> None:
    town.draft()
    town.approve()
    town.report("2025-01", "10")
    expected = ["OFF_TRACK", "REPORT_PENDING"]
    for who in ("officer", "head", "admin", "inspector", "member"):
        assert kinds(town, who) == expected
    assert kinds(town, "second") == []
    nobody = Asker(town.service, town.agency, None).data(QUERY)
    assert nobody["supervision"]["totalCount"] == 0
