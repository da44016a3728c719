"""Evaluation teams through GraphQL: appointed, reviewing, finding; and what its members read (D7)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kinerja.application.indicators import DefineIndicator
from kinerja.application.standards import ApproveStandard, DraftStandard
from kinerja.domain.standard_contents import ProcedureStep
from kinerja.domain.vocabulary import RatingLevel, Role
from tests import offices
from tests.asking import Asker
from tests.conftest import TestClock
from tests.graphql.test_evidence import id_of
from tests.graphql.test_standards import asker, give
from tests.people import Town, manual
from tests.services import as_input

TEAM = """team { id code name units { code } chair { name } members { employee { name } startsOn endsOn letterNumber }
  startsOn endsOn letterNumber dissolvedOn reason version }"""
REVIEW = "review { id state plannedOn heldOn topic summary reason present { name } unit { code } version }"
FINDING = """finding { id state severity category employee { name } position { code } indicator { code } text
  recommendation answer answeredBy { name } result note closedBy { name } version }"""
LETTER = {
    "number": "800/7/2025", "issuer": "Wali Kota", "issuedOn": "2025-01-03", "validFrom": "2025-01-06",
    "validTo": "2025-06-30",
}  # fmt: skip


@pytest.fixture
def scoped(town: Town) -> Town:
    """An office with its head and an official who reported a quarter; two of another office, who will review it."""
    offices.unit(town, "DINAS")
    offices.unit(town, "BAGIAN")
    offices.post(town, "kadis", "DINAS", "HEAD")
    offices.post(town, "staf", "DINAS", "KADIS")
    offices.post(town, "ketua", "BAGIAN", "HEAD")
    offices.post(town, "anggota", "BAGIAN", "KETUA")
    standard = town.named("PerformanceStandard", "STD-DINAS")
    town.give(
        DraftStandard(
            code="STD-DINAS",
            title="Standar dinas",
            service="Layanan dinas",
            position_ids=(town.named("Position", "STAF"),),
            steps=(ProcedureStep(name="terima"),),
            legal_basis="Perwali 2/2024",
        ),
        None,
        "standard-dinas",
    )
    town.give(ApproveStandard(standard_id=standard), "head", "approve-standard-dinas")
    define = DefineIndicator(
        code="IND-DINAS", standard_id=standard, manual=as_input(manual()), effective_on=date(2025, 1, 1)
    )
    town.give(define, "admin", "indicator-dinas")
    town.draft("staf")
    town.approve("staf", "kadis")
    for month in ("2025-01", "2025-02", "2025-03"):
        town.report(month, "105", "staf")
    return town


def ids(town: Town, *who: str) -> list[str]:
    return [id_of(town, "Employee", town.ids[each]) for each in who]


def unit(town: Town, code: str) -> str:
    return id_of(town, "OrgUnit", town.named("OrgUnit", code))


def post(town: Town, code: str) -> str:
    return id_of(town, "Position", town.named("Position", code))


def appoint(town: Town, who: str = "admin", **changes: Any) -> Mapping[str, Any]:
    given = {
        "code": "TIM", "name": "Tim evaluasi kinerja", "unitIds": [unit(town, "DINAS")],
        "memberIds": ids(town, "ketua", "anggota"), "chairId": ids(town, "ketua")[0], "letter": LETTER, **changes,
    }  # fmt: skip
    return give(town, who, "appointEvaluationTeam", TEAM, **given)


def team(town: Town) -> str:
    return id_of(town, "EvaluationTeam", town.named("EvaluationTeam", "TIM"))


def schedule(town: Town, who: str = "ketua", **changes: Any) -> Mapping[str, Any]:
    given = {
        "teamId": team(town), "unitId": unit(town, "DINAS"), "plannedOn": "2025-05-05", "topic": "Triwulan I",
        **changes,
    }  # fmt: skip
    return give(town, who, "scheduleTeamReview", REVIEW, **given)


def hold(town: Town, review: str, who: str = "ketua", **changes: Any) -> Mapping[str, Any]:
    given = {
        "reviewId": review, "heldOn": "2025-05-05", "presentIds": ids(town, "ketua"), "summary": "Laporan tertib.",
        **changes,
    }  # fmt: skip
    return give(town, who, "holdTeamReview", REVIEW, **given)


def held(town: Town) -> str:
    """The id of a review that was held by the team."""
    appoint(town)
    review: str = schedule(town)["review"]["id"]
    hold(town, review)
    return review


def find(town: Town, review: str, who: str = "ketua", **changes: Any) -> Mapping[str, Any]:
    given = {
        "reviewId": review, "positionId": post(town, "STAF"), "employeeId": ids(town, "staf")[0],
        "severity": "MODERATE", "category": "DATA", "text": "Bukti belum lengkap.",
        "recommendation": "Lampirkan bukti setiap bulan.", **changes,
    }  # fmt: skip
    return give(town, who, "recordTeamFinding", FINDING, **given)


def of_unit(town: Town, review: str, who: str = "ketua", **changes: Any) -> Mapping[str, Any]:
    """A finding about the indicator, for which the head of the office answers."""
    indicator = id_of(town, "Indicator", town.named("Indicator", "IND-DINAS"))
    about = {"employeeId": None, "indicatorId": indicator, "positionId": post(town, "KADIS"), **changes}
    return find(town, review, who, **about)


def rules(payload: Mapping[str, Any]) -> list[str]:
    return [error["rule"] for error in payload["userErrors"]]


def count(town: Town, who: str | None, root: str) -> int:
    viewer = Asker(town.service, town.agency, town.ids[who] if who else None)
    total: int = viewer.data(f"{{ {root}(first: 50) {{ totalCount }} }}")[root]["totalCount"]
    return total


# ── the team ─────────────────────────────────────────────────────────────────────────────────────────


def test_d7_a_team_is_appointed_by_letter_and_known_to_every_employee(scoped: Town) -> None:
    made = appoint(scoped)["team"]
    assert made | {"id": ""} == {
        "id": "", "code": "TIM", "name": "Tim evaluasi kinerja", "units": [{"code": "DINAS"}],
        "chair": {"name": "Pegawai ketua"},
        "members": [
            {"employee": {"name": name}, "startsOn": "2025-01-06", "endsOn": None, "letterNumber": "800/7/2025"}
            for name in [each["employee"]["name"] for each in made["members"]]
        ],
        "startsOn": "2025-01-06", "endsOn": "2025-06-30", "letterNumber": "800/7/2025", "dissolvedOn": None,
        "reason": None, "version": 1,
    }  # fmt: skip
    assert {each["employee"]["name"] for each in made["members"]} == {"Pegawai ketua", "Pegawai anggota"}
    assert (count(scoped, "second", "evaluationTeams"), count(scoped, None, "evaluationTeams")) == (1, 0)
    query = "query Q($m: ID!) { evaluationTeams(first: 5, where: {memberId: $m}) { totalCount } }"
    for who, found in (("anggota", 1), ("staf", 0)):
        asked = asker(scoped, "second").data(query, m=ids(scoped, who)[0])
        assert asked["evaluationTeams"]["totalCount"] == found


@pytest.mark.parametrize("who", ["head", "ketua", "inspector"])
def test_d7_only_an_administrator_appoints(scoped: Town, who: str) -> None:
    assert rules(appoint(scoped, who)) == ["H6.1"]


def test_d7_a_team_is_refused_where_it_is_wrong(scoped: Town) -> None:
    assert rules(appoint(scoped, letter={**LETTER, "validTo": None})) == ["D7.1"]
    assert rules(appoint(scoped, chairId=ids(scoped, "staf")[0])) == ["D7.2"]
    assert rules(appoint(scoped, memberIds=ids(scoped, "ketua"))) == ["D7.3"]
    assert rules(appoint(scoped, unitIds=[unit(scoped, "TIADA")])) == ["H12.1"]


def test_d7_members_change_by_letter(scoped: Town) -> None:
    appoint(scoped)
    change = {"teamId": team(scoped), "effectiveOn": "2025-05-01", "letter": LETTER}
    joined = {**change, "joinIds": ids(scoped, "second"), "leaveIds": ids(scoped, "anggota")}
    made = give(scoped, "admin", "changeEvaluationTeam", TEAM, **joined)["team"]
    assert {(each["employee"]["name"], each["endsOn"]) for each in made["members"]} == {
        ("Pegawai ketua", None), ("Pegawai anggota", "2025-04-30"), ("Pegawai second", None),
    }  # fmt: skip
    assert rules(schedule(scoped, "anggota")) == ["H6.1"]
    assert rules(schedule(scoped, "second")) == []
    assert rules(give(scoped, "ketua", "changeEvaluationTeam", TEAM, **joined)) == ["H6.1"]


def test_d7_a_dissolved_team_acts_no_more(scoped: Town) -> None:
    appoint(scoped)
    given = {"teamId": team(scoped), "lastDay": "2025-05-04", "reason": "Digabung dengan tim lain"}
    assert rules(give(scoped, "ketua", "dissolveEvaluationTeam", TEAM, **given)) == ["H6.1"]
    made = give(scoped, "admin", "dissolveEvaluationTeam", TEAM, **given)["team"]
    assert (made["dissolvedOn"], made["endsOn"], made["reason"]) == ("2025-05-04", "2025-05-04", given["reason"])
    assert rules(schedule(scoped)) == ["H6.1"]
    assert count(scoped, "ketua", "plans") == 0
    (seen,) = asker(scoped, "second").data("{ evaluationTeams(first: 5) { nodes { reason } } }")["evaluationTeams"][
        "nodes"
    ]
    assert seen["reason"] is None, "why is not for everybody"


# ── reviews ──────────────────────────────────────────────────────────────────────────────────────────


def test_d7_a_member_schedules_holds_or_cancels_a_review(scoped: Town) -> None:
    appoint(scoped)
    review = schedule(scoped, "anggota")["review"]
    assert (review["state"], review["topic"], review["unit"]) == ("SCHEDULED", "Triwulan I", {"code": "DINAS"})
    made = hold(scoped, review["id"])["review"]
    assert (made["state"], made["present"], made["summary"]) == (
        "HELD", [{"name": "Pegawai ketua"}], "Laporan tertib.",
    )  # fmt: skip
    other = schedule(scoped)["review"]["id"]
    assert rules(give(scoped, "ketua", "cancelTeamReview", REVIEW, reviewId=other)) == ["D7.14"]
    gone = give(scoped, "ketua", "cancelTeamReview", REVIEW, reviewId=other, reason="Banjir")["review"]
    assert (gone["state"], gone["reason"]) == ("CANCELLED", "Banjir")


@pytest.mark.parametrize("who", ["staf", "kadis", "admin", "inspector", "head"])
def test_d7_nobody_else_reviews(scoped: Town, who: str) -> None:
    appoint(scoped)
    review = schedule(scoped)["review"]["id"]
    assert rules(schedule(scoped, who)) == ["H6.1"]
    assert rules(hold(scoped, review, who)) == ["H6.1"]


def test_d7_a_review_is_refused_where_it_is_wrong(scoped: Town) -> None:
    appoint(scoped)
    assert rules(schedule(scoped, unitId=unit(scoped, "BAGIAN"))) == ["D7.9"]
    assert rules(schedule(scoped, plannedOn="2025-07-01")) == ["D7.7"]
    assert rules(schedule(scoped, plannedOn="2025-05-04")) == ["D7.10"]
    review = schedule(scoped)["review"]["id"]
    assert rules(hold(scoped, review, heldOn="2025-05-06")) == ["D7.11"]
    assert rules(hold(scoped, review, presentIds=ids(scoped, "staf"))) == ["D7.5"]
    assert rules(hold(scoped, review, heldOn="2025-01-05")) == ["D7.7"]


def test_d7_which_unit_is_reviewed_when_is_known_what_came_of_it_is_not(scoped: Town) -> None:
    held(scoped)
    query = "{ teamReviews(first: 5) { nodes { unit { code } heldOn topic summary present { name } } } }"
    for who, told in (("ketua", True), ("admin", True), ("inspector", True), ("staf", False), ("kadis", False)):
        (seen,) = asker(scoped, who).data(query)["teamReviews"]["nodes"]
        assert (seen["unit"], seen["heldOn"]) == ({"code": "DINAS"}, "2025-05-05")
        assert (seen["topic"] is not None, seen["summary"] is not None, seen["present"] is not None) == (told,) * 3, (
            who
        )
    assert count(scoped, None, "teamReviews") == 0


# ── findings ─────────────────────────────────────────────────────────────────────────────────────────


def test_d7_a_finding_about_an_employee_is_answered_by_the_employee_and_closed_by_the_team(scoped: Town) -> None:
    finding = find(scoped, held(scoped))["finding"]
    assert (finding["state"], finding["employee"], finding["severity"]) == (
        "OPEN", {"name": "Pegawai staf"}, "MODERATE",
    )  # fmt: skip
    said = {"findingId": finding["id"], "text": "Sudah dilampirkan."}
    for who in ("kadis", "ketua", "admin", "second"):
        assert rules(give(scoped, who, "answerTeamFinding", FINDING, **said)) == ["H6.1"], who
    done = give(scoped, "staf", "answerTeamFinding", FINDING, **said)["finding"]
    assert (done["state"], done["answer"]) == ("ANSWERED", "Sudah dilampirkan.")
    end = {"findingId": finding["id"], "result": "FOLLOWED_UP", "note": "Baik."}
    assert rules(give(scoped, "staf", "closeTeamFinding", FINDING, **end)) == ["H6.1"]
    closed = give(scoped, "anggota", "closeTeamFinding", FINDING, **end)["finding"]
    assert (closed["state"], closed["result"], closed["note"]) == ("CLOSED", "FOLLOWED_UP", "Baik.")


def test_d7_a_finding_about_a_unit_is_answered_by_who_answers_for_it(scoped: Town) -> None:
    finding = of_unit(scoped, held(scoped))["finding"]
    assert (finding["employee"], finding["indicator"], finding["position"]) == (
        None, {"code": "IND-DINAS"}, {"code": "KADIS"},
    )  # fmt: skip
    said = {"findingId": finding["id"], "text": "Akan diperbaiki."}
    for who in ("staf", "ketua", "admin", "head"):
        assert rules(give(scoped, who, "answerTeamFinding", FINDING, **said)) == ["H6.1"], who
    assert give(scoped, "kadis", "answerTeamFinding", FINDING, **said)["finding"]["state"] == "ANSWERED"


@pytest.mark.parametrize(
    ("who", "person", "unit_finding"),
    [
        ("staf", 1, 0), ("kadis", 1, 1), ("head", 1, 1), ("ketua", 1, 1), ("anggota", 1, 1), ("admin", 1, 1),
        ("inspector", 1, 1), ("member", 0, 0), ("second", 0, 0), (None, 0, 0),
    ],
)  # fmt: skip
def test_d7_findings_are_for_whom_they_concern_those_who_judge_them_the_team_and_oversight(
    scoped: Town, who: str | None, person: int, unit_finding: int
) -> None:
    review = held(scoped)
    find(scoped, review)
    of_unit(scoped, review)
    query = "{ teamFindings(first: 9) { nodes { employee { id } indicator { id } } } }"
    viewer = Asker(scoped.service, scoped.agency, scoped.ids[who] if who else None)
    nodes = viewer.data(query)["teamFindings"]["nodes"]
    assert sum(node["employee"] is not None for node in nodes) == person
    assert sum(node["indicator"] is not None for node in nodes) == unit_finding


def test_d7_19_no_member_judges_what_concerns_the_member(scoped: Town) -> None:
    appoint(scoped, memberIds=ids(scoped, "ketua", "staf", "kadis"))
    review = schedule(scoped)["review"]["id"]
    hold(scoped, review)
    assert rules(find(scoped, review, "staf")) == ["D7.19"]
    assert rules(of_unit(scoped, review, "kadis")) == ["D7.19"]
    finding = find(scoped, review)["finding"]["id"]
    end = {"findingId": finding, "result": "WITHDRAWN"}
    assert rules(give(scoped, "staf", "closeTeamFinding", FINDING, **end)) == ["D7.19"]


def test_d7_a_finding_is_refused_where_it_is_wrong(scoped: Town) -> None:
    appoint(scoped)
    early = schedule(scoped)["review"]["id"]
    assert find(scoped, early)["userErrors"] == [{"rule": "D7.15", "action": "holdTeamReview"}]
    hold(scoped, early)
    assert rules(find(scoped, early, positionId=post(scoped, "ANGGOTA"))) == ["D7.17"]
    assert rules(find(scoped, early, positionId=post(scoped, "KADIS"))) == ["D7.18"]
    assert rules(find(scoped, early, employeeId=None)) == ["D7.16"]
    assert rules(find(scoped, early, "kadis")) == ["H6.1"]
    elsewhere = {
        "indicatorId": id_of(scoped, "Indicator", scoped.named("Indicator", "IND")),
        "standardId": id_of(scoped, "PerformanceStandard", scoped.named("PerformanceStandard", "STD")),
    }
    for name, id in elsewhere.items():
        about: dict[str, Any] = {"indicatorId": None, name: id}
        assert rules(of_unit(scoped, early, **about)) == ["D7.24"], name
    own = id_of(scoped, "PerformanceStandard", scoped.named("PerformanceStandard", "STD-DINAS"))
    assert rules(of_unit(scoped, early, indicatorId=None, standardId=own)) == []


# ── what the team reads ──────────────────────────────────────────────────────────────────────────────

READ = """{ plans(first: 9) { nodes { employee { name } returnReason results { title targets { amount } }
    balance { family } achievements { through } accomplishments { title } } }
  monthlyReports(first: 9) { nodes { month lines { amount evidence { title } } } }
  evaluations(first: 9) { nodes { state predicate score { number derivation { code } } ratings { relation } } }
  ratings(first: 9) { totalCount } feedback(first: 9) { totalCount } performanceDialogues(first: 9) { totalCount }
  dailyProgress(first: 9) { totalCount } complaints(first: 9) { totalCount } leaves(first: 9) { totalCount }
  supervision(first: 9) { totalCount } auditTrail(first: 9) { nodes { subject { name } } } }"""


def judge(town: Town) -> None:
    town.open("2025-Q1", "staf")
    town.rate_behavior("2025-Q1", "staf", RatingLevel.ABOVE, "staf")
    town.rate_behavior("2025-Q1", "kadis", RatingLevel.MEETS, "staf")
    town.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS, "staf", by="kadis")


def test_d7_the_team_reads_approved_plans_and_reports_of_its_scope_and_no_more(scoped: Town) -> None:
    scoped.draft("kadis")
    scoped.draft("second")
    scoped.approve("second")
    told = {"planId": id_of(scoped, "PerformancePlan", scoped.plan("staf")), "value": "LOYAL", "text": "baik"}
    give(scoped, "kadis", "giveFeedback", "feedback { id }", **told)
    assert (count(scoped, "ketua", "plans"), count(scoped, "ketua", "monthlyReports")) == (0, 0)
    appoint(scoped)
    seen = asker(scoped, "ketua").data(READ)
    (only,) = seen["plans"]["nodes"]
    assert (only["employee"], only["accomplishments"]) == ({"name": "Pegawai staf"}, [])
    assert only["results"][0] == {"title": "Permohonan dilayani", "targets": [{"amount": "1200"}]}
    assert [report["month"] for report in seen["monthlyReports"]["nodes"]] == [
        "2025-01-01",
        "2025-02-01",
        "2025-03-01",
    ]
    for root in (
        "ratings",
        "feedback",
        "performanceDialogues",
        "dailyProgress",
        "complaints",
        "leaves",
        "supervision",
    ):
        assert seen[root]["totalCount"] == 0, root
    assert {entry["subject"] and entry["subject"]["name"] for entry in seen["auditTrail"]["nodes"]} <= {
        "Pegawai ketua"
    }


def test_d7_the_team_reads_an_evaluation_once_it_is_delivered_and_not_who_rated_how(scoped: Town) -> None:
    appoint(scoped)
    judge(scoped)
    assert asker(scoped, "anggota").data(READ)["evaluations"]["nodes"] == []
    scoped.deliver("2025-Q1", "staf", by="kadis")
    (seen,) = asker(scoped, "anggota").data(READ)["evaluations"]["nodes"]
    assert (seen["state"], seen["predicate"]) == ("DELIVERED", "GOOD")
    assert (seen["score"]["derivation"], seen["ratings"]) == (None, [])


@pytest.mark.parametrize("day", [datetime(2025, 6, 30, 1, tzinfo=UTC), datetime(2025, 6, 30, 18, tzinfo=UTC)])
def test_d7_the_mandate_ends_with_its_last_day(scoped: Town, day: datetime) -> None:
    """In Jakarta 30 June is over at 17.00 UTC."""
    appoint(scoped)
    assert isinstance(scoped.service.clock, TestClock)
    scoped.service.clock.now = day
    assert count(scoped, "ketua", "plans") == (1 if day.hour == 1 else 0)


def test_d7_a_scope_reaches_to_what_is_below_it_and_not_above(scoped: Town) -> None:
    offices.unit(scoped, "SEKSI", "DINAS")
    appoint(scoped, unitIds=[unit(scoped, "SEKSI")])
    assert count(scoped, "ketua", "plans") == 0
    appoint(scoped, code="TIM-2", unitIds=[unit(scoped, "ROOT")])
    assert count(scoped, "ketua", "plans") == 1


def test_d7_a_mandate_over_another_unit_reads_neither_reviews_nor_findings_in_the_trail(scoped: Town) -> None:
    review = held(scoped)
    of_unit(scoped, review)
    offices.post(scoped, "luar", "BAGIAN", "KETUA")
    scoped.grant("luar", Role.AUDITOR, (scoped.named("OrgUnit", "BAGIAN"),))
    offices.post(scoped, "dalam", "BAGIAN", "KETUA")
    scoped.grant("dalam", Role.AUDITOR, (scoped.named("OrgUnit", "DINAS"),))
    kinds = ("TeamReviewScheduled", "TeamReviewHeld", "TeamFindingRecorded")
    for who, seen in (("luar", 0), ("dalam", 1)):
        for kind in kinds:
            trail = f'{{ auditTrail(first: 9, where: {{kind: "{kind}"}}) {{ totalCount }} }}'
            assert asker(scoped, who).data(trail)["auditTrail"]["totalCount"] == seen, (who, kind)
        assert count(scoped, who, "teamFindings") == seen
