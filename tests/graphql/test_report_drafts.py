"""Drafts of monthly reports through GraphQL (C1)."""

from typing import Any

import pytest

from kinerja.application.organisation import EstablishOrgUnit
from kinerja.domain.vocabulary import OrgUnitKind, Role
from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import Town

LINES = "lines { number targetId amount numerator denominator note }"
DRAFT = f"receipt {{ position }} draft {{ id month savedAt version {LINES} }}"
REPORT = "report { state lines { amount note } }"
DRAFTS = "{ monthlyReportDrafts(first: 9) { totalCount nodes { month lines { amount note } } } }"


def asker(town: Town, who: str) -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


@pytest.fixture
def planned(town: Town) -> Town:
    town.draft()
    town.approve()
    return town


def save(town: Town, who: str = "member", *, plan: str = "", **line: Any) -> dict[str, Any]:
    line = {"targetId": gid(town, "Target", town.target()), **line}
    given = {"planId": plan or gid(town, "PerformancePlan", town.plan()), "month": "2025-01", "lines": [line]}
    return give(asker(town, who), "saveReport", DRAFT, given)


def submit(town: Town, who: str = "member", **more: Any) -> dict[str, Any]:
    given = {"planId": gid(town, "PerformancePlan", town.plan()), "month": "2025-01", **more}
    return give(asker(town, who), "submitReport", REPORT, given)


def drafts(town: Town, who: str, **variables: Any) -> dict[str, Any]:
    listed: dict[str, Any] = asker(town, who).data(DRAFTS, **variables)["monthlyReportDrafts"]
    return listed


def reports(town: Town, who: str) -> list[dict[str, Any]]:
    told = asker(town, who).data("{ monthlyReports(first: 9) { nodes { state late lines { amount note } } } }")
    listed: list[dict[str, Any]] = told["monthlyReports"]["nodes"]
    return listed


def test_c1_a_draft_is_saved_unfinished_finished_and_submitted(planned: Town) -> None:
    first = save(planned, note="menunggu rekap loket")["draft"]
    assert first["lines"] == [
        {
            "number": 1, "targetId": gid(planned, "Target", planned.target()), "amount": None, "numerator": None,
            "denominator": None, "note": "menunggu rekap loket",
        }
    ]  # fmt: skip
    assert submit(planned)["userErrors"] == [{"rule": "C1.11", "path": ["lines", "0", "amount"]}]
    assert drafts(planned, "member")["totalCount"] == 1, "a refusal loses nothing"
    assert save(planned, amount="210", note="rekap selesai")["draft"]["version"] == 2
    assert reports(planned, "member") == [], "a draft is no report"
    assert submit(planned)["report"] == {
        "state": "SUBMITTED", "lines": [{"amount": "210", "note": "rekap selesai"}],
    }  # fmt: skip
    assert drafts(planned, "member") == {"totalCount": 0, "nodes": []}
    assert submit(planned)["userErrors"] == [{"rule": "C1.19", "path": ["month"]}]


def test_c1_a_draft_is_discarded_by_saving_no_line(planned: Town) -> None:
    save(planned, amount="210", note="salah bulan")
    nothing = {"planId": gid(planned, "PerformancePlan", planned.plan()), "month": "2025-01", "lines": []}
    discarded = give(asker(planned, "member"), "saveReport", DRAFT, nothing)
    assert (discarded["draft"], discarded["userErrors"]) == (None, [])
    assert drafts(planned, "member")["totalCount"] == 0
    again = give(asker(planned, "member"), "saveReport", DRAFT, nothing)
    assert again["userErrors"] == [{"rule": "C1.1", "path": ["lines"]}]
    assert save(planned, amount="200")["draft"]["version"] == 3


def test_c1_the_draft_is_as_it_was_at_a_position_before_it_was_submitted(planned: Town) -> None:
    position = save(planned, amount="100")["receipt"]["position"]
    save(planned, amount="210")
    submit(planned)
    then = (
        "query Q($at: LogPosition!) {"
        " monthlyReportDrafts(first: 9, asOf: {position: $at}) { nodes { lines { amount } } } }"
    )
    was = asker(planned, "member").data(then, at=position)
    assert was["monthlyReportDrafts"]["nodes"] == [{"lines": [{"amount": "100"}]}]


def test_c1_a_draft_keeps_no_deadline_and_a_return_leaves_room_for_the_next(planned: Town) -> None:
    save(planned, amount="10")
    submit(planned)
    given = {"planId": gid(planned, "PerformancePlan", planned.plan()), "month": "2025-01", "reason": "periksa"}
    assert give(asker(planned, "officer"), "returnReport", REPORT, given)["report"]["state"] == "RETURNED"
    save(planned, amount="12")
    assert reports(planned, "officer")[0]["state"] == "RETURNED", "what is saved is not sent"
    assert submit(planned)["report"]["lines"] == [{"amount": "12", "note": None}]


def test_c1_a_verified_report_is_corrected_by_a_draft_only_with_a_reason(planned: Town) -> None:
    save(planned, amount="10")
    submit(planned)
    month = {"planId": gid(planned, "PerformancePlan", planned.plan()), "month": "2025-01"}
    assert give(asker(planned, "officer"), "verifyReport", REPORT, month)["report"]["state"] == "VERIFIED"
    save(planned, amount="11")
    assert submit(planned)["userErrors"] == [{"rule": "C1.6", "path": ["reason"]}]
    assert submit(planned, reason="salah hitung")["report"]["lines"] == [{"amount": "11", "note": None}]


def test_c1_nobody_but_the_employee_saves_submits_or_reads_a_draft(planned: Town) -> None:
    refused = [{"rule": "H6.1", "path": []}]
    save(planned, amount="10", note="antara saya dan saya")
    for who in ("officer", "second", "admin", "inspector", "head"):
        assert save(planned, who)["userErrors"] == refused
        assert submit(planned, who)["userErrors"] == refused
        assert drafts(planned, who) == {"totalCount": 0, "nodes": []}, who
    id = asker(planned, "member").data("{ monthlyReportDrafts(first: 1) { nodes { id } } }")
    node = "query Q($id: ID!) { node(id: $id) { id } }"
    (found,) = id["monthlyReportDrafts"]["nodes"]
    assert asker(planned, "officer").data(node, id=found["id"]) == {"node": None}
    assert asker(planned, "member").data(node, id=found["id"]) == {"node": found}


def test_c1_a_stale_draft_is_refused_and_bad_lines_are_named(planned: Town) -> None:
    save(planned, amount="10")
    save(planned, amount="11")
    assert submit(planned, expectedVersion=1)["userErrors"] == [{"rule": "H12.2", "path": ["expectedVersion"]}]
    wrong = save(planned, targetId=gid(planned, "Target", planned.plan()))
    assert wrong["userErrors"] == [{"rule": "C1.3", "path": ["lines", "0", "targetId"]}]


def test_c1_the_trail_of_a_mandate_says_that_a_draft_was_saved_and_not_what(planned: Town) -> None:
    save(planned, amount="10", note="antara saya dan saya")
    trail = """{ auditTrail(first: 9, where: {kind: "ReportDraftSaved"}) {
      nodes { subject { name } content { field value } links { objectKind } } } }"""
    for who in ("inspector", "member"):
        (entry,) = asker(planned, who).data(trail)["auditTrail"]["nodes"]
        assert entry["subject"] == {"name": "Pegawai member"}
        assert {line["field"] for line in entry["content"]} == {"employee_id", "plan_id", "month"}
        assert {link["objectKind"] for link in entry["links"]} == {"Employee", "MonthlyReportDraft"}, who
    assert asker(planned, "officer").data(trail)["auditTrail"]["nodes"] == []
    assert asker(planned, "member").data(DRAFTS)["monthlyReportDrafts"]["totalCount"] == 1


def test_c1_a_mandate_over_units_holds_the_drafts_of_those_who_were_in_them(planned: Town) -> None:
    planned.register("narrow", "Pengawas Sempit", "198001012005011077")
    planned.grant("narrow", Role.INSPECTOR, (planned.named("OrgUnit", "ROOT"),))
    planned.give(EstablishOrgUnit(code="OTHER", name="Lain", kind=OrgUnitKind.OFFICE), "admin", "other-unit")
    planned.register("elsewhere", "Pengawas Lain", "198001012005011078")
    planned.grant("elsewhere", Role.INSPECTOR, (planned.named("OrgUnit", "OTHER"),))
    save(planned, amount="10")
    trail = '{ auditTrail(first: 9, where: {kind: "ReportDraftSaved"}) { totalCount } }'
    for who, seen in (("narrow", 1), ("elsewhere", 0)):
        assert asker(planned, who).data(trail)["auditTrail"]["totalCount"] == seen, who
