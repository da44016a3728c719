"""Feedback from every side and what an evaluation team reads: compiled as the resolvers read it, for both sides."""

import asyncio
import contextlib
from datetime import date

import pytest

from kinerja.application.evaluation_teams import AppointEvaluationTeam
from kinerja.application.evidence import AttachEvidence
from kinerja.application.feedback import AnswerFeedback, GiveFeedback
from kinerja.application.feedback_requests import RequestFeedback
from kinerja.application.team_findings import RecordTeamFinding
from kinerja.application.team_reviews import HoldTeamReview, ScheduleTeamReview
from kinerja.domain.act import Letter
from kinerja.domain.ids import made_by
from kinerja.domain.team_vocabulary import FindingCategory, FindingSeverity
from kinerja.domain.vocabulary import CoreValue
from tests import offices
from tests.differential.both_ways import both_ways
from tests.differential.every_field import minimal
from tests.differential.random_documents import Document
from tests.laws.everything import everything
from tests.people import Town

WHO = (None, "member", "officer", "head", "second", "other", "inspector", "admin")
"""Nobody; whom it is about and who judges; who belongs to the team; who is asked for feedback; who oversees."""
ROOTS = (
    "plans", "monthlyReports", "evidence", "evaluations", "feedback", "feedbackRequests", "evaluationTeams",
    "teamReviews", "teamFindings", "deadlines", "auditTrail",
)  # fmt: skip
_LETTER = Letter(number="800/9/2025", issuer="Wali Kota", issued_on=date(2025, 1, 2), valid_to=date(2026, 12, 31))


@pytest.fixture
def reviewed(town: Town) -> Town:
    """The member's quarter is judged; a team of two looked at it; feedback was asked for, given, proven, answered."""
    town.first_quarter()
    offices.unit(town, "LAIN")
    offices.post(town, "other", "LAIN", "HEAD")
    plan, day = town.plan(), town.service.clock().date()
    ask = RequestFeedback(plan_id=plan, asked_id=town.ids["other"], result_id=town.result(), due_on=day)
    town.give(ask, "member", "ask")
    request = made_by(town.command_id("ask"), "request")
    town.give(GiveFeedback(request_id=request, text="cepat"), "other", "told")
    feedback = made_by(town.command_id("told"), "feedback")
    town.give(AttachEvidence(feedback_id=feedback, title="surat", link="https://a.example.go.id/1"), "other", "proof")
    town.give(AnswerFeedback(feedback_id=feedback, text="terima kasih"), "member", "answer")
    town.give(GiveFeedback(plan_id=plan, value=CoreValue.LOYAL, text="baik"), "officer", "praise")
    rekap = AttachEvidence(plan_id=plan, month="2025-01", title="rekap", link="https://a.example.go.id/2")
    town.give(rekap, "member", "report-proof")
    _review(town)
    with contextlib.closing(town.service.follower()) as follower:
        follower.catch_up()
    return town


def _review(town: Town) -> None:
    members, unit = (town.ids["second"], town.ids["head"]), town.named("OrgUnit", "ROOT")
    town.give(
        AppointEvaluationTeam(
            code="TIM", name="Tim", unit_ids=(unit,), member_ids=members, chair_id=members[0], letter=_LETTER
        ),
        "admin",
        "team",
    )
    day = town.service.clock().date()
    team = town.named("EvaluationTeam", "TIM")
    town.give(ScheduleTeamReview(team_id=team, unit_id=unit, planned_on=day, topic="laporan"), "second", "planned")
    review = made_by(town.command_id("planned"), "review")
    held = HoldTeamReview(review_id=review, held_on=day, present_ids=members, summary="tertib")
    town.give(held, "second", "held")
    finding = RecordTeamFinding(
        review_id=review,
        position_id=town.named("Position", "MEMBER"),
        employee_id=town.ids["member"],
        severity=FindingSeverity.MINOR,
        category=FindingCategory.DATA,
        text="bukti kurang",
        recommendation="lengkapi",
    )
    town.give(finding, "second", "finding")


@pytest.mark.parametrize("root", ROOTS)
def test_d7_teams_and_feedback_are_answered_alike_both_ways(reviewed: Town, root: str) -> None:
    found, compiled = asyncio.run(_differences(reviewed, root))
    assert found == []
    assert compiled > 0.25, "for whom most is visible, everything makes too long a statement"


async def _differences(town: Town, root: str) -> tuple[list[str], float]:
    """What differs for somebody, and which share of the answers was compiled."""
    documents = [Document(text, {}) for text in (everything(root, ""), minimal(root))]
    async with both_ways(town.service, town.agency) as ways:
        found = [
            difference
            for document in documents
            for who in WHO
            if (difference := await ways.difference(document, town.ids[who] if who else None, "id"))
        ]
    return found, ways.compiled / ways.asked


def test_d7_what_a_team_reads_is_kept_for_nobody_else(reviewed: Town) -> None:
    """The same document in turn, as the service keeps answers that are the same for everybody."""
    document = Document("{ plans(first: 5) { nodes { state } } teamFindings(first: 5) { nodes { state } } }", {})

    async def differences() -> list[str | None]:
        async with both_ways(reviewed.service, reviewed.agency) as ways:
            turns = ("second", "other", "second", "inspector", "other")
            return [await ways.difference(document, reviewed.ids[who], "id") for who in turns]

    assert asyncio.run(differences()) == [None] * 5
