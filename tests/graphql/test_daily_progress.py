"""Daily progress through GraphQL (C1, C4)."""

from typing import Any

from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import Town

SHOWN = "entry { id day activity effortMinutes obstacle correctedAt reason result { title } }"
LISTED = """query Q($plan: ID, $from: Date, $before: Date) {
  dailyProgress(where: {planId: $plan, fromDay: $from, beforeDay: $before}, first: 9) {
    totalCount nodes { activity effortMinutes } } }"""


def asker(town: Town, who: str) -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


def record(town: Town, who: str = "member", **changes: Any) -> dict[str, Any]:
    given = {
        "planId": gid(town, "PerformancePlan", town.plan()), "day": "2025-01-02", "activity": "Verifikasi 40 berkas",
        "resultId": gid(town, "WorkResult", town.result()), "effortMinutes": 90, "obstacle": "Jaringan putus",
        **changes,
    }  # fmt: skip
    return give(asker(town, who), "recordDailyProgress", SHOWN, given)


def test_c1_daily_progress_is_recorded_and_corrected(town: Town) -> None:
    town.draft()
    assert record(town)["userErrors"] == [{"rule": "B3.10", "path": ["planId"]}]
    town.approve()
    entry = record(town)["entry"]
    assert (entry["activity"], entry["result"], entry["correctedAt"]) == (
        "Verifikasi 40 berkas", {"title": "Permohonan dilayani"}, None,
    )  # fmt: skip
    given = {
        "planId": gid(town, "PerformancePlan", town.plan()), "entryId": entry["id"], "day": "2025-01-01",
        "activity": "Verifikasi 38 berkas", "reason": "salah hitung",
    }  # fmt: skip
    corrected = give(asker(town, "member"), "correctDailyProgress", SHOWN, given)["entry"]
    assert (corrected["day"], corrected["activity"], corrected["effortMinutes"], corrected["reason"]) == (
        "2025-01-01", "Verifikasi 38 berkas", None, "salah hitung",
    )  # fmt: skip
    trail = asker(town, "inspector").data(
        '{ auditTrail(first: 9, where: {kind: "DailyProgressRecorded"}) { nodes { content { field value } } } }'
    )["auditTrail"]["nodes"]
    assert "Verifikasi 40 berkas" in str(trail), "what it said before stays"


def test_c4_effort_stands_beside_results_and_counts_in_none(town: Town) -> None:
    town.first_quarter()
    before = asker(town, "member").data("{ evaluations(first: 9) { nodes { score { results } } } }")
    record(town, effortMinutes=600)
    assert asker(town, "member").data("{ evaluations(first: 9) { nodes { score { results } } } }") == before
    assert record(town, effortMinutes=900)["userErrors"] == [{"rule": "C4.1", "path": ["effortMinutes"]}]


def test_c1_bad_entries_name_all_that_is_wrong(town: Town) -> None:
    town.draft()
    town.approve()
    assert record(town, day="2026-02-01", activity=" ", effortMinutes=0)["userErrors"] == [
        {"rule": "C1.15", "path": ["day"]},
        {"rule": "C1.14", "path": ["day"]},
        {"rule": "C1.16", "path": ["activity"]},
        {"rule": "C4.1", "path": ["effortMinutes"]},
    ]
    unknown = gid(town, "WorkResult", town.plan())
    assert record(town, resultId=unknown)["userErrors"] == [{"rule": "B3.8", "path": ["resultId"]}]


def test_c1_daily_progress_is_the_employees_and_read_by_those_of_the_plan(town: Town) -> None:
    town.draft()
    town.approve()
    for who in ("officer", "second", "admin", "inspector"):
        assert record(town, who)["userErrors"] == [{"rule": "H6.1", "path": []}]
    record(town)
    record(town, day="2025-01-01", activity="Arsip")
    seen = {
        who: asker(town, who).data(LISTED)["dailyProgress"]["totalCount"] for who in ("member", "officer", "second")
    }
    assert seen == {"member": 2, "officer": 2, "second": 0}
    variables = {"plan": gid(town, "PerformancePlan", town.plan()), "from": "2025-01-02", "before": "2025-02-01"}
    assert asker(town, "officer").data(LISTED, **variables)["dailyProgress"] == {
        "totalCount": 1, "nodes": [{"activity": "Verifikasi 40 berkas", "effortMinutes": 90}],
    }  # fmt: skip
