"""An evaluation team: appointed, changed, reviewing, finding, dissolved."""

from datetime import date
from typing import Any

from kinerja.application.evaluation_teams import (
    AppointEvaluationTeam,
    ChangeEvaluationTeam,
    DissolveEvaluationTeam,
)
from kinerja.application.team_findings import AnswerTeamFinding, CloseTeamFinding, RecordTeamFinding
from kinerja.application.team_reviews import CancelTeamReview, HoldTeamReview, ScheduleTeamReview
from kinerja.domain.act import Letter
from kinerja.domain.ids import made_by
from kinerja.domain.team_vocabulary import FindingCategory, FindingResult, FindingSeverity
from tests.laws.moves.move import Given, Move
from tests.people import Town

KINDS = (
    "appoint_team", "appoint_team", "change_team", "dissolve_team", "schedule_review", "schedule_review",
    "hold_review", "cancel_review", "find", "find_in_unit", "answer_finding", "answer_unit_finding", "close_finding",
)  # fmt: skip
_LETTER = Letter(number="800/9/2025", issuer="Wali Kota", issued_on=date(2025, 1, 2), valid_to=date(2025, 12, 31))


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to: the inspector is the chair of a team that reviews the members."""
    team = town.named("EvaluationTeam", "TIM")
    review = made_by(town.command_id(_scheduled(move)), "review")
    found, found_in_unit = (made_by(town.command_id(key), "finding") for key in (_found(move), _found_in_unit(move)))
    chair, officer = town.ids["inspector"], town.ids["officer"]
    said: dict[str, Any] = {
        "review_id": review,
        "severity": tuple(FindingSeverity)[move.number % 3],
        "category": tuple(FindingCategory)[move.number % 4],
        "text": f"temuan {move.number}",
        "recommendation": "lengkapi bukti",
    }
    return {
        "appoint_team": Given(
            "admin",
            AppointEvaluationTeam(
                code="TIM",
                name="Tim evaluasi",
                unit_ids=(town.named("OrgUnit", "ROOT"),),
                member_ids=(chair, officer),
                chair_id=chair,
                letter=_LETTER,
            ),
        ),
        "change_team": Given(
            "admin",
            ChangeEvaluationTeam(
                team_id=team,
                effective_on=date(2025, 2 + move.number % 3, 1),
                join_ids=(town.ids["head"],),
                leave_ids=(officer,) if move.number % 2 else (),
                chair_id=town.ids["head"] if move.number % 2 else None,
                letter=_LETTER,
            ),
        ),
        "dissolve_team": Given(
            "admin", DissolveEvaluationTeam(team_id=team, last_day=date(2025, 5, 1), reason="tugas selesai")
        ),
        "schedule_review": Given(
            "inspector",
            ScheduleTeamReview(
                team_id=team,
                unit_id=town.named("OrgUnit", "ROOT"),
                planned_on=date(2025, 6, 1 + move.number % 20),
                topic=f"penilaian {move.number}",
            ),
            _scheduled(move),
        ),
        "hold_review": Given(
            "inspector",
            HoldTeamReview(
                review_id=review, held_on=date(2025, 5, 2), present_ids=(chair,), summary=f"hasil {move.number}"
            ),
        ),
        "cancel_review": Given("inspector", CancelTeamReview(review_id=review, reason="bencana")),
        "find": Given(
            "inspector",
            RecordTeamFinding(
                position_id=town.named("Position", move.who.upper()), employee_id=town.ids[move.who], **said
            ),
            _found(move),
        ),
        "find_in_unit": Given(
            "inspector",
            RecordTeamFinding(
                position_id=town.named("Position", "OFFICER"), indicator_id=town.named("Indicator", "IND"), **said
            ),
            _found_in_unit(move),
        ),
        "answer_finding": Given(move.who, AnswerTeamFinding(finding_id=found, text="sudah dilengkapi")),
        "answer_unit_finding": Given("officer", AnswerTeamFinding(finding_id=found_in_unit, text="akan dibahas")),
        "close_finding": Given(
            "inspector",
            CloseTeamFinding(
                finding_id=found,
                result=tuple(FindingResult)[move.number % 4],
                note="cukup" if move.number % 2 else None,
            ),
        ),
    }


def _scheduled(move: Move) -> str:
    return f"review-{move.number % 2}"


def _found(move: Move) -> str:
    return f"found-{move.who}"


def _found_in_unit(move: Move) -> str:
    return f"found-in-unit-{move.number % 2}"
