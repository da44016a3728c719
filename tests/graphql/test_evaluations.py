"""Progress, feedback, ratings and evaluations through GraphQL, explained and replayed (C1, D1, D2, E1, E2, H3)."""

from fractions import Fraction
from typing import Any

import pytest

from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import Town


def ask(town: Town, who: str) -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


@pytest.fixture
def approved(town: Town) -> Town:
    town.draft()
    town.approve()
    return town


def test_c1_a_month_is_reported_returned_sent_again_verified_and_corrected(approved: Town) -> None:
    member, officer = ask(approved, "member"), ask(approved, "officer")
    month = {"planId": gid(approved, "PerformancePlan", approved.plan()), "month": "2025-01"}
    line = {"targetId": gid(approved, "Target", approved.target()), "amount": "90", "note": "Ada gangguan jaringan"}
    fields = "report { state reason lines { amount note } version }"
    sent = give(member, "reportProgress", fields, {**month, "lines": [line]})["report"]
    assert sent["lines"] == [{"amount": "90", "note": "Ada gangguan jaringan"}]
    assert give(officer, "returnReport", fields, month)["userErrors"] == [{"rule": "C1.9", "path": ["reason"]}]
    returned = give(officer, "returnReport", fields, {**month, "reason": "Lampirkan bukti"})["report"]
    assert (returned["state"], returned["reason"]) == ("RETURNED", "Lampirkan bukti")
    give(member, "reportProgress", fields, {**month, "lines": [line]})
    assert give(officer, "verifyReport", fields, month)["report"]["state"] == "VERIFIED"
    other = {**line, "amount": "95"}
    silent = give(member, "reportProgress", fields, {**month, "lines": [other]})
    assert silent["userErrors"] == [{"rule": "C1.6", "path": ["reason"]}]
    mended = give(member, "reportProgress", fields, {**month, "lines": [other], "reason": "Salah hitung"})["report"]
    assert (mended["lines"][0]["amount"], mended["state"]) == ("95", "SUBMITTED")


def test_c1_what_is_wrong_with_a_report_is_said_line_by_line(approved: Town) -> None:
    member = ask(approved, "member")
    target = gid(approved, "Target", approved.target())
    unknown = gid(approved, "Target", approved.plan())
    lines = [
        {"targetId": target, "amount": "-1"}, {"targetId": unknown, "amount": "1"},
        {"targetId": target, "numerator": 1, "denominator": 2},
    ]  # fmt: skip
    given = {"planId": gid(approved, "PerformancePlan", approved.plan()), "month": "2025-01", "lines": lines}
    errors = give(member, "reportProgress", "report { state }", given)["userErrors"]
    assert {(error["rule"], ".".join(error["path"])) for error in errors} == {
        ("C1.10", "lines.2.targetId"), ("C1.5", "lines.0.amount"), ("C1.3", "lines.1.targetId"),
        ("C1.11", "lines.2.amount"),
    }  # fmt: skip


def test_c1_a_month_outside_the_plan_or_in_the_future_is_refused(approved: Town) -> None:
    member = ask(approved, "member")
    line = {"targetId": gid(approved, "Target", approved.target()), "amount": "1"}
    for month, rule in (("2024-12", "C1.2"), ("2025-13", "H12.13"), ("0000-01", "H12.13"), ("2025-06", "C1.8")):
        given = {"planId": gid(approved, "PerformancePlan", approved.plan()), "month": month, "lines": [line]}
        assert give(member, "reportProgress", "report { state }", given)["userErrors"][0]["rule"] == rule, month


def test_d1_feedback_is_about_exactly_one_thing(approved: Town) -> None:
    officer = ask(approved, "officer")
    given = {"planId": gid(approved, "PerformancePlan", approved.plan()), "text": "Pelayanan makin cepat"}
    both = {**given, "resultId": gid(approved, "WorkResult", approved.result()), "value": "ADAPTIVE"}
    for wrong in (given, both):
        assert give(officer, "giveFeedback", "feedback { id }", wrong)["userErrors"][0]["rule"] == "D1.1"
    fields = "feedback { text relation giver { name } result { title } value }"
    feedback = give(officer, "giveFeedback", fields, {**given, "value": "ADAPTIVE"})["feedback"]
    assert feedback == {
        "text": "Pelayanan makin cepat", "relation": "SUPERIOR", "giver": {"name": "Pegawai officer"},
        "result": None, "value": "ADAPTIVE",
    }  # fmt: skip
    query = "{ feedback(first: 5) { totalCount } }"
    assert ask(approved, "member").data(query)["feedback"]["totalCount"] == 1
    assert ask(approved, "second").data(query)["feedback"]["totalCount"] == 0


def test_e1_an_evaluation_is_rated_only_when_the_superiors_rating_is_final(approved: Town) -> None:
    approved.open("2025-Q1")
    officer = ask(approved, "officer")
    evaluation = {"evaluationId": gid(approved, "Evaluation", approved.evaluation("2025-Q1"))}
    judge = {**evaluation, "resultsRating": "MEETS", "behaviorRating": "MEETS", "reason": "menurut bukti"}
    early = give(officer, "rateEvaluation", "evaluation { state }", judge)
    assert early["userErrors"] == [{"rule": "E1.3", "path": ["evaluationId"]}]
    levels = [{"value": "LOYAL", "level": "MEETS"}]
    give(officer, "saveRating", "rating { state }", {**evaluation, "levels": levels})
    missing = give(officer, "finalizeRating", "rating { state }", evaluation)["userErrors"]
    assert [error["rule"] for error in missing] == ["D2.2"] * 6


def test_e1_departing_from_the_suggestion_needs_a_reason(approved: Town) -> None:
    from kinerja.domain.vocabulary import RatingLevel

    for month in ("2025-01", "2025-02", "2025-03"):
        approved.report(month, "105")
    approved.open("2025-Q1")
    approved.rate_behavior("2025-Q1", "officer", RatingLevel.MEETS)
    officer = ask(approved, "officer")
    evaluation = gid(approved, "Evaluation", approved.evaluation("2025-Q1"))
    departing = {"evaluationId": evaluation, "resultsRating": "MEETS", "behaviorRating": "MEETS"}
    fields = "evaluation { predicate reason score { suggestedResults number numberClass } }"
    assert give(officer, "rateEvaluation", fields, departing)["userErrors"] == [{"rule": "E1.4", "path": ["reason"]}]
    judged = give(officer, "rateEvaluation", fields, {**departing, "reason": "Mutu belum stabil"})["evaluation"]
    assert judged == {
        "predicate": "GOOD", "reason": "Mutu belum stabil",
        "score": {"suggestedResults": "ABOVE", "number": "103.50", "numberClass": "GOOD"},
    }  # fmt: skip


def test_e1_where_something_is_absent_nothing_is_suggested_and_the_officer_explains(approved: Town) -> None:
    from kinerja.domain.vocabulary import RatingLevel

    approved.report("2025-01", "105")
    approved.open("2025-Q1")
    approved.rate_behavior("2025-Q1", "officer", RatingLevel.MEETS)
    officer = ask(approved, "officer")
    evaluation = gid(approved, "Evaluation", approved.evaluation("2025-Q1"))
    given = {"evaluationId": evaluation, "resultsRating": "MEETS", "behaviorRating": "MEETS"}
    fields = "evaluation { predicate score { results number suggestedResults behavior derivation { code status } } }"
    assert give(officer, "rateEvaluation", fields, given)["userErrors"][0]["rule"] == "E1.4"
    score = give(officer, "rateEvaluation", fields, {**given, "reason": "dua laporan hilang"})["evaluation"]["score"]
    assert (score["results"], score["number"], score["suggestedResults"], score["behavior"]) == (
        None, None, None, "100.00",
    )  # fmt: skip
    assert {"code": "MONTH", "status": "ABSENT"} in score["derivation"]


def test_e4_what_is_accepted_is_what_was_read(approved: Town) -> None:
    from kinerja.domain.vocabulary import RatingLevel

    for month in ("2025-01", "2025-02", "2025-03"):
        approved.report(month, "105")
    approved.open("2025-Q1")
    approved.rate_behavior("2025-Q1", "officer", RatingLevel.MEETS)
    approved.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS)
    approved.deliver("2025-Q1")
    member = ask(approved, "member")
    evaluation = gid(approved, "Evaluation", approved.evaluation("2025-Q1"))
    stale = {"evaluationId": evaluation, "expectedContentHash": "0" * 64}
    fields = "evaluation { state acceptedAt }"
    assert give(member, "acceptEvaluation", fields, stale)["userErrors"] == [
        {"rule": "E1.7", "path": ["expectedContentHash"]}
    ]
    query = "query Q($id: ID!) { node(id: $id) { ... on Evaluation { contentHash } } }"
    seen = member.data(query, id=evaluation)["node"]["contentHash"]
    accepted = give(member, "acceptEvaluation", fields, {**stale, "expectedContentHash": seen})["evaluation"]
    assert accepted["state"] == "ACCEPTED"


def test_e2_summing_the_tree_gives_the_score_down_to_the_facts(town: Town) -> None:
    town.first_quarter()
    query = """{ evaluations(first: 1) { nodes { score { results behavior number derivation {
      index parent code label operator status value exact weight parameter subject
      sources { position version } } } } } }"""
    (evaluation,) = ask(town, "member").data(query)["evaluations"]["nodes"]
    terms = evaluation["score"]["derivation"]
    for term in terms:
        children = [child for child in terms if child["parent"] == term["index"]]
        if children and term["status"] == "PRESENT":
            assert Fraction(term["exact"]) == _computed(term, children), term
    root = terms[0]
    assert (root["code"], root["parent"]) == ("NUMBER", None)
    assert f"{float(Fraction(root['exact'])):.2f}" == evaluation["score"]["number"] == "103.50"
    months = [term for term in terms if term["code"] == "MONTH"]
    assert [term["subject"] for term in months] == ["2025-01", "2025-02", "2025-03"]
    positions = {source["position"] for term in months for source in term["sources"]}
    trail = "query T($p: LogPosition) { auditTrail(first: 2, where: {position: $p}) { nodes { position kind } } }"
    for position in positions:
        found = ask(town, "inspector").data(trail, p=position)["auditTrail"]["nodes"]
        assert found == [{"position": position, "kind": "ProgressReported"}]
        assert ask(town, "officer").data(trail, p=position)["auditTrail"]["nodes"] == []


def _computed(term: dict[str, Any], children: list[dict[str, Any]]) -> Fraction:
    """The value by the operator, written a second time."""
    applying = [child for child in children if child["status"] != "NOT_APPLICABLE"]
    values = [Fraction(child["exact"]) for child in applying]
    weights = [Fraction(child["weight"] or 0) for child in applying]
    ways = {
        "SUM": lambda: sum(values),
        "MEAN": lambda: sum(values) / len(values),
        "WEIGHTED_MEAN": lambda: sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights),
        "HIGHER_IS_BETTER": lambda: values[0] / values[1] * 100,
        "LOWER_IS_BETTER": lambda: (2 - values[0] / values[1]) * 100,
        "BOUNDED": lambda: max(values[1], min(values[0], values[2])),
        "PRORATED": lambda: values[0] * values[1] / values[2],
        "RATIO": lambda: values[0] / values[1] * 100,
    }
    way: Any = ways[term["operator"]]
    return Fraction(way())


def test_h3_a_replay_recomputes_what_was_judged_also_after_a_correction(town: Town) -> None:
    from kinerja.application.progress import VerifyReport

    town.first_quarter()
    town.give(VerifyReport(plan_id=town.plan(), month="2025-02"), "officer", "verify")
    from decimal import Decimal

    from kinerja.application.progress import RealizationInput, ReportProgress

    line = RealizationInput(target_id=town.target(), amount=Decimal(10))
    late = ReportProgress(plan_id=town.plan(), month="2025-02", lines=(line,), reason="salah")
    town.give(late, "member", "correct")
    query = """query Q($id: ID!) { replayEvaluation(id: $id) { equal recordedHash recomputedHash firstDifference
      recordedPredicate recomputedPredicate recordedNumber recomputedNumber rulesId sources } }"""
    id = str(GlobalId("Evaluation", town.agency, town.evaluation("2025-Q1")))
    replay = ask(town, "inspector").data(query, id=id)["replayEvaluation"]
    assert replay["equal"]
    assert replay["recordedHash"] == replay["recomputedHash"]
    assert replay["firstDifference"] is None
    assert (replay["recordedNumber"], replay["recomputedNumber"], replay["sources"]) == ("103.50", "103.50", 7)
    assert ask(town, "second").data(query, id=id)["replayEvaluation"] is None


def test_h1_the_audit_trail_is_filtered_by_actor_subject_indicator_kind_and_time(town: Town) -> None:
    town.first_quarter()
    inspector = ask(town, "inspector")

    def kinds(where: str) -> list[str]:
        query = f"{{ auditTrail(first: 100, where: {{{where}}}) {{ nodes {{ kind }} }} }}"
        return [node["kind"] for node in inspector.data(query)["auditTrail"]["nodes"]]

    officer = gid(town, "Employee", town.ids["officer"])
    assert set(kinds(f'actorId: "{officer}"')) == {
        "PlanApproved", "RatingSaved", "RatingFinalized", "EvaluationRated", "EvaluationDelivered",
    }  # fmt: skip
    indicator = gid(town, "Indicator", town.named("Indicator", "IND"))
    assert kinds(f'indicatorId: "{indicator}"') == ["TargetSet", "IndicatorDefined"]
    assert kinds('kind: "EvaluationAccepted"') == ["EvaluationAccepted"]
    member = gid(town, "Employee", town.ids["member"])
    about = kinds(f'subjectId: "{member}"')
    assert about[0] == "EvaluationAccepted"
    assert "IndicatorDefined" not in about
    assert kinds('recordedUntil: "2025-05-05T00:00:00Z", kind: "PlanApproved"') == []
    assert kinds('recordedFrom: "2025-05-05T00:00:00Z", kind: "PlanApproved"') == ["PlanApproved"]
