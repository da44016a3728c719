"""What people say of each other's work: unasked and asked for, proven, answered, declined, too late."""

from datetime import UTC, date, datetime
from typing import Any

from kinerja.application.deadlines import PassDeadline
from kinerja.application.evidence import AttachEvidence
from kinerja.application.feedback import AnswerFeedback, GiveFeedback
from kinerja.application.feedback_requests import DeclineFeedbackRequest, RequestFeedback
from kinerja.domain.ids import deadline_id, made_by
from kinerja.domain.vocabulary import CoreValue, DeadlineKind
from tests.laws.moves.move import Given, Move
from tests.people import Town

KINDS = (
    "peer_feedback", "ask_feedback", "ask_feedback", "meet_request", "decline_request", "answer_feedback",
    "prove_feedback", "expire_request",
)  # fmt: skip
_DUE = date(2025, 5, 12)
_OVER = datetime(2025, 5, 13, 1, tzinfo=UTC)


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to. Members ask and tell each other."""
    who, other = move.who, "second" if move.who == "member" else "member"
    request = made_by(town.command_id(_asked(move)), "request")
    feedback = made_by(town.command_id(f"told-{who}"), "feedback")
    about: dict[str, Any] = {"value": CoreValue.HARMONIOUS} if move.number % 2 else {"result_id": town.result(who)}
    return {
        "peer_feedback": Given(
            other,
            GiveFeedback(
                assignment_id=town.ids[f"assignment-{who}"],
                period_id=town.named("Period", "2025"),
                position_id=town.named("Position", other.upper()) if move.number % 3 else None,
                text=f"umpan balik {move.number}",
                **about,
            ),
            f"told-{who}",
        ),
        "ask_feedback": Given(
            who,
            RequestFeedback(plan_id=town.plan(who), asked_id=town.ids[other], text="kabar?", due_on=_DUE, **about),
            _asked(move),
        ),
        "meet_request": Given(other, GiveFeedback(request_id=request, text=f"jawaban {move.number}")),
        "decline_request": Given(other, DeclineFeedbackRequest(request_id=request, reason="belum tahu")),
        "answer_feedback": Given(who, AnswerFeedback(feedback_id=feedback, text="terima kasih")),
        "prove_feedback": Given(
            other,
            AttachEvidence(feedback_id=feedback, title="notulen", link=f"https://arsip.example.go.id/{move.number}"),
        ),
    }


def expire(town: Town, move: Move, key: str) -> None:
    """On the day after, the service records that nobody met it."""
    request = made_by(town.command_id(_asked(move)), "request")
    clock: Any = town.service.clock
    clock.now = max(clock.now, _OVER)
    deadline = deadline_id(town.agency, DeadlineKind.FEEDBACK, request, _DUE.isoformat())
    town.give(PassDeadline(deadline_id=deadline), None, key)


def _asked(move: Move) -> str:
    return f"asked-{move.who}-{move.number % 3}"
