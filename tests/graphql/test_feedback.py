"""Feedback from every side through GraphQL: given, asked for, proven, answered; and who reads it (D1)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from kinerja.application.organisation import EndAssignment
from kinerja.application.periods import ClosePeriod
from tests import offices
from tests.asking import Asker
from tests.conftest import TestClock
from tests.graphql.test_evidence import id_of, plan, upload
from tests.graphql.test_standards import asker, give
from tests.people import Town

SHOWN = """feedback { id relation capacity text giver { name } position { code } plan { id } request { id }
  result { title } value evidence { number title } answer answeredAt version }"""
REQUEST = """request { id state dueOn text employee { name } asked { name } result { title } value plan { id }
  feedback { text } reason settledAt version }"""
LISTED = "{ feedback(first: 9) { nodes { text } } }"


@pytest.fixture
def offices_of(town: Town) -> Town:
    """The member has an approved plan and somebody below; somebody else works in another office."""
    town.draft()
    town.approve()
    offices.unit(town, "LAIN")
    offices.post(town, "below", "ROOT", "MEMBER")
    offices.post(town, "other", "LAIN", "HEAD")
    return town


def post(town: Town, code: str) -> str:
    return id_of(town, "Position", town.named("Position", code))


def say(town: Town, who: str, **given: Any) -> Mapping[str, Any]:
    named = {} if "requestId" in given or "assignmentId" in given else {"planId": plan(town), "value": "ADAPTIVE"}
    return give(town, who, "giveFeedback", SHOWN, **{**named, "text": f"dari {who}", **given})


def request(town: Town, asked: str = "other", **given: Any) -> Mapping[str, Any]:
    said = {
        "planId": plan(town), "askedId": id_of(town, "Employee", town.ids[asked]), "dueOn": "2025-05-12",
        "resultId": id_of(town, "WorkResult", town.result()), "text": "Apakah berkas cukup cepat?", **given,
    }  # fmt: skip
    return give(town, "member", "requestFeedback", REQUEST, **said)


def texts(town: Town, who: str | None) -> list[str]:
    found = Asker(town.service, town.agency, town.ids[who] if who else None).data(LISTED)
    return [node["text"] for node in found["feedback"]["nodes"]]


def requests(town: Town, who: str | None) -> list[Mapping[str, Any]]:
    query = f"{{ feedbackRequests(first: 9) {{ nodes {{ {REQUEST.removeprefix('request {')} }} }}"
    found: list[Mapping[str, Any]] = Asker(town.service, town.agency, town.ids[who] if who else None).data(query)[
        "feedbackRequests"
    ]["nodes"]
    return found


def rules(payload: Mapping[str, Any]) -> list[str]:
    return [error["rule"] for error in payload["userErrors"]]


# ── from which side ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("who", "from_post", "relation", "shown"),
    [
        ("officer", None, "SUPERIOR", "OFFICER"),
        ("second", "SECOND", "PEER", "SECOND"),
        ("below", "BELOW", "SUBORDINATE", "BELOW"),
        ("other", "OTHER", "SERVED", "OTHER"),
        ("second", None, "SERVED", None),
        ("head", "HEAD", "SERVED", "HEAD"),
    ],
)
def test_d1_the_side_follows_from_the_posts_of_the_day(
    offices_of: Town, who: str, from_post: str | None, relation: str, shown: str | None
) -> None:
    given = {"positionId": post(offices_of, from_post)} if from_post else {}
    made = say(offices_of, who, **given)["feedback"]
    assert (made["relation"], made["capacity"], made["giver"]["name"]) == (relation, "DEFINITIVE", f"Pegawai {who}")
    assert made["position"] == (shown and {"code": shown})


def test_d1_a_post_that_was_left_gives_no_side(offices_of: Town) -> None:
    left = EndAssignment(
        position_id=offices_of.named("Position", "BELOW"),
        assignment_id=offices_of.ids["assignment-below"],
        last_day=(offices_of.service.clock() - timedelta(days=3)).date(),
    )
    offices_of.give(left, "admin", "left")
    assert rules(say(offices_of, "below", positionId=post(offices_of, "BELOW"))) == ["D1.3"]


def test_d1_3_the_post_is_the_own_one(offices_of: Town) -> None:
    assert rules(say(offices_of, "other", positionId=post(offices_of, "BELOW"))) == ["D1.3"]


def test_d1_2_nobody_gives_feedback_on_the_own_plan(offices_of: Town) -> None:
    assert rules(say(offices_of, "member")) == ["D1.2"]


def test_d1_who_cannot_see_a_plan_names_it_by_assignment_and_period(offices_of: Town) -> None:
    given = {
        "assignmentId": id_of(offices_of, "Assignment", offices_of.ids["assignment-member"]),
        "periodId": id_of(offices_of, "Period", offices_of.named("Period", "2025")),
    }
    made = say(offices_of, "second", **given, value="LOYAL", positionId=post(offices_of, "SECOND"))["feedback"]
    assert (made["relation"], made["plan"], made["value"]) == ("PEER", None, "LOYAL")
    (seen,) = asker(offices_of, "member").data("{ feedback(first: 9) { nodes { plan { id } } } }")["feedback"][
        "nodes"
    ]
    assert seen["plan"]["id"] == plan(offices_of)


@pytest.mark.parametrize("changes", [{"planId": None}, {"periodId": ...}, {"assignmentId": ...}])
def test_d1_12_feedback_names_one_plan(offices_of: Town, changes: dict[str, Any]) -> None:
    ids = {"periodId": id_of(offices_of, "Period", offices_of.named("Period", "2025"))}
    ids["assignmentId"] = id_of(offices_of, "Assignment", offices_of.ids["assignment-member"])
    given = {name: ids[name] if value is ... else value for name, value in changes.items()}
    wrong = {"planId": plan(offices_of), "value": "LOYAL", "text": "baik", **given}
    assert rules(give(offices_of, "second", "giveFeedback", SHOWN, **wrong)) == ["D1.12"]


# ── who reads it ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("member", True), ("officer", True), ("head", True), ("admin", True), ("inspector", True), ("second", True),
        ("below", False), ("other", False), (None, False),
    ],
)  # fmt: skip
def test_d1_feedback_is_for_the_employee_superiors_oversight_and_who_gave_it(
    offices_of: Town, who: str | None, seen: bool
) -> None:
    say(offices_of, "second")
    assert texts(offices_of, who) == (["dari second"] if seen else [])


def test_d1_the_giver_reads_nothing_else_of_the_plan(offices_of: Town) -> None:
    made = say(offices_of, "second", value=None, resultId=id_of(offices_of, "WorkResult", offices_of.result()))
    assert (made["feedback"]["plan"], made["feedback"]["result"]) == (None, None)
    say(offices_of, "officer")
    assert texts(offices_of, "second") == ["dari second"]


def test_d1_feedback_is_found_by_side_result_and_whether_it_was_asked_for(offices_of: Town) -> None:
    result = id_of(offices_of, "WorkResult", offices_of.result())
    asked = request(offices_of)["request"]["id"]
    say(offices_of, "other", requestId=asked)
    say(offices_of, "officer")
    query = "query Q($w: FeedbackFilter) { feedback(first: 9, where: $w) { nodes { text } } }"

    def found(**where: Any) -> list[str]:
        nodes = asker(offices_of, "member").data(query, w=where)["feedback"]["nodes"]
        return [node["text"] for node in nodes]

    assert found(relation="SUPERIOR") == ["dari officer"]
    assert found(resultId=result) == ["dari other"]
    assert found(requested=True) == ["dari other"]
    assert found(requested=False) == ["dari officer"]
    assert found(giverId=id_of(offices_of, "Employee", offices_of.ids["other"])) == ["dari other"]


# ── answered and proven ──────────────────────────────────────────────────────────────────────────────


def test_d1_the_employee_answers_once_and_the_giver_reads_it(offices_of: Town) -> None:
    id = say(offices_of, "second")["feedback"]["id"]
    done = give(offices_of, "member", "answerFeedback", SHOWN, feedbackId=id, text="Terima kasih")["feedback"]
    assert (done["answer"], done["version"], done["answeredAt"] is not None) == ("Terima kasih", 2, True)
    assert rules(give(offices_of, "member", "answerFeedback", SHOWN, feedbackId=id, text="Lagi")) == ["D1.10"]
    query = "{ feedback(first: 9) { nodes { answer } } }"
    assert asker(offices_of, "second").data(query)["feedback"]["nodes"] == [{"answer": "Terima kasih"}]


@pytest.mark.parametrize("who", ["second", "officer", "admin"])
def test_d1_nobody_else_answers(offices_of: Town, who: str) -> None:
    id = say(offices_of, "second")["feedback"]["id"]
    assert rules(give(offices_of, who, "answerFeedback", SHOWN, feedbackId=id, text="Terima kasih")) == ["H6.1"]


def proof(town: Town, who: str, id: str, **given: Any) -> Mapping[str, Any]:
    said = {"title": "Notulen", "link": "https://arsip.example.go.id/notulen", **given}
    return give(town, who, "attachEvidence", "evidence { id number feedbackId }", feedbackId=id, **said)


def test_d1_the_giver_proves_feedback_and_takes_it_back(offices_of: Town) -> None:
    id = say(offices_of, "second")["feedback"]["id"]
    evidence = proof(offices_of, "second", id)["evidence"]
    assert (evidence["number"], evidence["feedbackId"]) == (1, id)
    query = "{ feedback(first: 9) { nodes { evidence { title withdrawnAt } } } evidence(first: 9) { totalCount } }"
    for who, seen in (("member", 1), ("officer", 1), ("second", 1), ("inspector", 1), ("below", 0), ("other", 0)):
        assert asker(offices_of, who).data(query)["evidence"]["totalCount"] == seen, who
    (shown,) = asker(offices_of, "second").data(query)["feedback"]["nodes"]
    assert shown == {"evidence": [{"title": "Notulen", "withdrawnAt": None}]}
    gone = {"evidenceId": evidence["id"], "reason": "keliru"}
    assert rules(give(offices_of, "member", "withdrawEvidence", "evidence { id }", **gone)) == ["H6.1"]
    assert rules(give(offices_of, "second", "withdrawEvidence", "evidence { id }", **gone)) == []


def test_d1_nobody_else_proves_it(offices_of: Town) -> None:
    id = say(offices_of, "second")["feedback"]["id"]
    for who in ("member", "officer", "other", "admin"):
        assert rules(proof(offices_of, who, id)) == ["H6.1"], who


def test_d1_it_is_proven_by_a_file_too(offices_of: Town) -> None:
    id = say(offices_of, "second")["feedback"]["id"]
    shown = proof(offices_of, "second", id, link=None, upload=upload(offices_of, "second"), fileName="notulen.pdf")
    assert shown["evidence"]["number"] == 1


def test_d1_who_gave_feedback_reports_nothing_for_another(offices_of: Town) -> None:
    say(offices_of, "second")
    given = {"planId": plan(offices_of), "month": "2025-01", "title": "x", "link": "https://a.example.go.id/x"}
    offices_of.report("2025-01", "90")
    assert rules(give(offices_of, "second", "attachEvidence", "evidence { id }", **given)) == ["H6.1"]


def test_d1_evidence_is_of_one_thing(offices_of: Town) -> None:
    id = say(offices_of, "second")["feedback"]["id"]
    assert rules(proof(offices_of, "second", id, planId=plan(offices_of), month="2025-01")) == ["C2.1"]


# ── asked for ────────────────────────────────────────────────────────────────────────────────────────


def test_d1_feedback_is_asked_of_somebody_of_another_unit_and_given(offices_of: Town) -> None:
    made = request(offices_of)["request"]
    assert made | {"id": "", "plan": {}} == {
        "id": "", "state": "ASKED", "dueOn": "2025-05-12", "text": "Apakah berkas cukup cepat?",
        "employee": {"name": "Pegawai member"}, "asked": {"name": "Pegawai other"},
        "result": {"title": "Permohonan dilayani"}, "value": None, "plan": {}, "feedback": None, "reason": None,
        "settledAt": None, "version": 1,
    }  # fmt: skip
    (seen,) = requests(offices_of, "other")
    assert (seen["plan"], seen["result"]) == (None, {"title": "Permohonan dilayani"}), "the result, not the plan"
    given = say(offices_of, "other", requestId=made["id"], positionId=post(offices_of, "OTHER"))["feedback"]
    assert (given["relation"], given["request"]["id"]) == ("SERVED", made["id"])
    assert given["result"] == {"title": "Permohonan dilayani"}
    (done,) = requests(offices_of, "member")
    assert (done["state"], done["feedback"], done["version"]) == ("GIVEN", {"text": "dari other"}, 2)
    assert rules(say(offices_of, "other", requestId=made["id"])) == ["D1.6"]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("member", True), ("other", True), ("admin", True), ("inspector", True), ("officer", False), ("head", False),
        ("second", False), (None, False),
    ],
)  # fmt: skip
def test_d1_a_request_is_for_both_sides_and_oversight(offices_of: Town, who: str | None, seen: bool) -> None:
    request(offices_of)
    assert bool(requests(offices_of, who)) == seen


def test_d1_requests_are_found_by_side_and_state(offices_of: Town) -> None:
    request(offices_of)
    query = "query Q($w: FeedbackRequestFilter) { feedbackRequests(first: 9, where: $w) { totalCount } }"
    member, other = (id_of(offices_of, "Employee", offices_of.ids[who]) for who in ("member", "other"))
    for where, count in (
        ({"askedId": other}, 1), ({"askedId": member}, 0), ({"employeeId": member, "state": "ASKED"}, 1),
        ({"state": "EXPIRED"}, 0), ({"planId": plan(offices_of)}, 1),
    ):  # fmt: skip
        assert asker(offices_of, "member").data(query, w=where)["feedbackRequests"]["totalCount"] == count, where


def test_d1_who_was_asked_declines_for_a_reason(offices_of: Town) -> None:
    id = request(offices_of)["request"]["id"]
    assert rules(give(offices_of, "other", "declineFeedbackRequest", REQUEST, requestId=id)) == ["D1.9"]
    assert rules(
        give(offices_of, "second", "declineFeedbackRequest", REQUEST, requestId=id, reason="bukan saya")
    ) == ["H6.1"]
    done = give(offices_of, "other", "declineFeedbackRequest", REQUEST, requestId=id, reason="Belum pernah dilayani")
    assert (done["request"]["state"], done["request"]["reason"]) == ("DECLINED", "Belum pernah dilayani")
    assert done["request"]["result"] is None, "whoever declines reads the result no more"
    assert rules(say(offices_of, "other", requestId=id)) == ["D1.6"]


def test_d1_7_nobody_else_meets_a_request(offices_of: Town) -> None:
    id = request(offices_of)["request"]["id"]
    assert rules(say(offices_of, "second", requestId=id)) == ["D1.7"]


@pytest.mark.parametrize("changes", [{"value": "LOYAL"}, {"resultId": "other"}, {"planId": "other"}])
def test_d1_8_a_request_is_met_by_what_it_asks_for(offices_of: Town, changes: dict[str, str]) -> None:
    id = request(offices_of)["request"]["id"]
    kinds = {"resultId": "WorkResult", "planId": "PerformancePlan"}
    given = {
        name: value if value != "other" else id_of(offices_of, kinds[name], offices_of.ids["admin"])
        for name, value in changes.items()
    }
    assert rules(say(offices_of, "other", requestId=id, **given)) == ["D1.8"]


def test_d1_only_the_employee_asks_for_feedback_on_a_plan(offices_of: Town) -> None:
    said = {"planId": plan(offices_of), "dueOn": "2025-05-12", "value": "LOYAL"}
    said["askedId"] = id_of(offices_of, "Employee", offices_of.ids["other"])
    for who in ("officer", "second", "admin"):
        assert rules(give(offices_of, who, "requestFeedback", REQUEST, **said)) == ["H6.1"], who


def test_d1_a_request_is_refused_where_it_is_wrong(offices_of: Town) -> None:
    member = id_of(offices_of, "Employee", offices_of.ids["member"])
    assert rules(request(offices_of, askedId=member)) == ["D1.4"]
    assert rules(request(offices_of, dueOn="2025-05-04")) == ["D1.5"]
    assert rules(request(offices_of, value="LOYAL")) == ["D1.1"]
    nothing = id_of(offices_of, "WorkResult", offices_of.ids["admin"])
    assert rules(request(offices_of, resultId=nothing)) == ["B3.8"]


def test_d1_a_request_expires_when_its_day_is_over(offices_of: Town) -> None:
    from tests.application.test_scheduling import follow, step

    id = request(offices_of, dueOn="2025-05-05")["request"]["id"]
    service = offices_of.service
    follow(service)
    step(service)
    assert requests(offices_of, "member")[0]["state"] == "ASKED"
    assert isinstance(service.clock, TestClock)
    service.clock.now += timedelta(hours=16)  # midnight in Jakarta
    assert rules(say(offices_of, "other", requestId=id)) == ["D1.6"], "also before that is recorded"
    step(service)
    (expired,) = requests(offices_of, "other")
    assert (expired["state"], expired["settledAt"] is not None) == ("EXPIRED", True)


def test_d1_until_when_somebody_asked_is_no_deadline_of_the_period(offices_of: Town) -> None:
    request(offices_of)
    query = """{ deadlines(first: 9, where: {kind: FEEDBACK}) { totalCount }
                 periods(first: 1) { nodes { deadlines { kind } } } }"""
    for who in ("member", "other", "admin", "inspector", None):
        viewer = Asker(offices_of.service, offices_of.agency, offices_of.ids[who] if who else None)
        data = viewer.data(query)
        assert data["deadlines"]["totalCount"] == 0, who
        assert {each["kind"] for each in data["periods"]["nodes"][0]["deadlines"]} == {"PLAN", "REPORT", "EVALUATION"}


def test_d1_nothing_is_said_once_the_period_is_closed(offices_of: Town) -> None:
    id, asked = say(offices_of, "second")["feedback"]["id"], request(offices_of, dueOn="2025-06-30")["request"]["id"]
    assert isinstance(offices_of.service.clock, TestClock)
    offices_of.service.clock.now = offices_of.service.clock.now.replace(year=2026, month=1)
    period = offices_of.named("Period", "2025")
    offices_of.give(ClosePeriod(period_id=period, reason="selesai"), "admin", "close")
    assert rules(say(offices_of, "second")) == ["B2.8"]
    assert rules(give(offices_of, "member", "answerFeedback", SHOWN, feedbackId=id, text="Terima kasih")) == ["B2.8"]
    assert rules(proof(offices_of, "second", id)) == ["B2.8"]
    assert rules(request(offices_of, dueOn="2026-01-06")) == ["B2.8"]
    assert rules(say(offices_of, "other", requestId=asked)) == ["B2.8"]
