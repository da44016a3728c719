"""Random histories of commands: whatever they are, the laws hold."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kinerja.application.commands import Command
from kinerja.application.daily_progress import CorrectDailyProgress, RecordDailyProgress
from kinerja.application.dialogues import AcknowledgeDialogue, RecordDialogue
from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.feedback import GiveFeedback
from kinerja.application.indicators import ReviseIndicator
from kinerja.application.organisation import EndAssignment, StartAssignment
from kinerja.application.plan_closing import ClosePlan
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plan_revision_proposals import DecidePlanRevision, ProposePlanRevision
from kinerja.application.plan_templates import DefinePlanTemplate, DraftPlanFromTemplate, TemplateResultInput
from kinerja.application.plans import RemoveWorkResult, ReturnPlan, SetBehaviorExpectation, SetPlanAnnex, SubmitPlan
from kinerja.application.progress import RealizationInput, ReportProgress, ReturnReport, VerifyReport
from kinerja.application.ratings import BehaviorRatingInput, SaveRating
from kinerja.domain.ids import made_by
from kinerja.domain.periods import last_of_month
from kinerja.domain.plan_templates import TemplateExpectation
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import (
    AnnexPart,
    Aspect,
    AssignmentKind,
    ClosingCause,
    CoreValue,
    DialogueTopic,
    Disposition,
    RatingLevel,
    WorkResultKind,
)
from tests.people import LETTER, Town, manual

MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04")
LEVELS = tuple(RatingLevel)


@dataclass(frozen=True)
class Move:
    """One thing that somebody of the town may do; it may well be refused."""

    kind: str
    who: str
    month: str
    number: int
    level: RatingLevel


MOVES = st.builds(
    Move,
    kind=st.sampled_from(
        [
            "draft", "submit", "return", "approve", "report", "report", "report", "correct", "return_report",
            "verify", "revise_indicator", "revise_plan", "open", "rate", "rate", "judge", "deliver", "accept",
            "feedback", "acting", "end_acting", "expect", "remove_result", "save_rating", "annex", "close",
            "propose_revision", "decide_revision", "dialogue", "acknowledge_dialogue",
            "template", "from_template", "daily", "correct_daily",
        ]
    ),
    who=st.sampled_from(["member", "second"]),
    month=st.sampled_from(MONTHS),
    number=st.integers(0, 400),
    level=st.sampled_from(LEVELS),
)  # fmt: skip
HISTORIES = st.lists(MOVES, min_size=5, max_size=40)
PROLOGUES = st.sampled_from(["nothing", "approved", "approved", "judged", "judged"])


def begin(town: Town, prologue: str) -> None:
    """How far the town is before a history begins: most moves need an approved plan."""
    if prologue == "approved":
        for who in ("member", "second"):
            town.draft(who)
            town.approve(who)
    if prologue == "judged":
        town.first_quarter()


def play(town: Town, history: list[Move]) -> int:
    """Give every command of a history; gives how many were recorded. A refused one writes nothing."""
    recorded = 0
    for step, move in enumerate(history):
        try:
            _make(town, move, step)
        except Refused:
            continue
        recorded += 1
    return recorded


def _make(town: Town, move: Move, step: int) -> None:
    who, key = move.who, f"move-{step}"
    whole: dict[str, Any] = {
        "draft": lambda: town.draft(who),
        "approve": lambda: town.approve(who),
        "rate": lambda: _rate_both(town, who, move.level),
        "judge": lambda: town.judge("2025-Q1", move.level, RatingLevel.MEETS, who, reason="menurut bukti"),
        "deliver": lambda: town.deliver("2025-Q1", who),
        "accept": lambda: town.accept("2025-Q1", who),
        "dialogue": lambda: _record_dialogue(town, who),
        "daily": lambda: town.give(_daily(town, who), who, f"daily-{who}"),
        "propose_revision": lambda: _propose_revision(town, who),
    }
    if move.kind in whole:
        whole[move.kind]()
        return
    by, command = _command(town, move)
    town.give(command, by, key)


def _rate_both(town: Town, who: str, level: RatingLevel) -> None:
    town.rate_behavior("2025-Q1", "officer", level, who)
    town.rate_behavior("2025-Q1", who, RatingLevel.ABOVE, who)


def _record_dialogue(town: Town, who: str) -> None:
    dialogue = RecordDialogue(
        plan_id=town.plan(who),
        held_on=date(2025, 1, 2),
        topic=DialogueTopic.EXPECTATIONS,
        values=(CoreValue.LOYAL,),
        summary="antrean paling lama 15 menit",
    )
    town.give(dialogue, who, f"dialogue-{who}")


def _daily(town: Town, who: str) -> RecordDailyProgress:
    return RecordDailyProgress(
        plan_id=town.plan(who),
        day=date(2025, 1, 2),
        result_id=town.result(who),
        activity="melayani loket",
        effort_minutes=90,
        obstacle="jaringan putus",
    )


def _propose_revision(town: Town, who: str) -> None:
    target = TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(90))
    added = ResultInput(kind=WorkResultKind.ADDITIONAL, title="Lembur", weight=Decimal(0), targets=(target,))
    proposal = ProposePlanRevision(
        plan_id=town.plan(who),
        effective_on=date(2025, 7, 1),
        add_results=(added,),
        reason="kerja tambahan",
        legal_basis="SK 11",
    )
    town.give(proposal, who, f"propose-{who}")


def _command(town: Town, move: Move) -> tuple[str, Command]:
    who, plan, id = move.who, town.plan(move.who), town.evaluation("2025-Q1", move.who)
    line = RealizationInput(target_id=town.target(who), amount=Decimal(move.number), note=f"catatan {move.number}")
    target = TargetInput(
        indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(move.number)
    )
    head = town.named("Position", "HEAD")
    commands: dict[str, tuple[str, Command]] = {
        "submit": (who, SubmitPlan(plan_id=plan)),
        "return": ("officer", ReturnPlan(plan_id=plan, reason="lengkapi")),
        "report": (who, ReportProgress(plan_id=plan, month=move.month, lines=(line,))),
        "correct": (who, ReportProgress(plan_id=plan, month=move.month, lines=(line,), reason="salah hitung")),
        "return_report": ("officer", ReturnReport(plan_id=plan, month=move.month, reason="periksa")),
        "verify": ("officer", VerifyReport(plan_id=plan, month=move.month)),
        "revise_indicator": (
            "head",
            ReviseIndicator(
                indicator_id=town.named("Indicator", "IND"),
                manual=manual(definition=f"definisi {move.number}"),
                effective_on=date(2025, 2 + move.number % 8, 1),
                reason="tidak relevan",
                legal_basis="SK 9",
            ),
        ),
        "revise_plan": (
            "officer",
            RevisePlan(
                plan_id=plan,
                effective_on=date(2025, 4 + move.number % 8, 1),
                set_targets=(RevisedTarget(target_id=town.target(who), result_id=town.result(who), target=target),),
                reason="perubahan anggaran",
                legal_basis="SK 10",
            ),
        ),
        "open": ("admin", OpenEvaluation(plan_id=plan, window="2025-Q1")),
        "feedback": (
            "officer",
            GiveFeedback(plan_id=plan, value=CoreValue.LOYAL, text=f"umpan balik {move.number}"),
        ),
        "acting": (
            "admin",
            StartAssignment(
                employee_id=town.ids[who],
                position_id=head,
                kind=AssignmentKind.ACTING,
                starts_on=date(2025, 2, 1),
                letter=LETTER,
            ),
        ),
        "end_acting": (
            "admin",
            EndAssignment(position_id=head, assignment_id=town.ids["assignment-head"], last_day=date(2025, 6, 30)),
        ),
        "expect": (
            "officer",
            SetBehaviorExpectation(plan_id=plan, value=CoreValue.ADAPTIVE, expectation="cepat tanggap"),
        ),
        "annex": (who, SetPlanAnnex(plan_id=plan, part=AnnexPart.RESOURCES, content=f"petugas {move.number}")),
        "close": (
            "admin",
            ClosePlan(
                plan_id=plan,
                closed_on=last_of_month(date(2025, 1 + move.number % 12, 1)),
                cause=ClosingCause.TRANSFERRED,
                reason="mutasi",
            ),
        ),
        "decide_revision": (
            "officer",
            DecidePlanRevision(
                proposal_id=made_by(town.command_id(f"propose-{who}"), "proposal"),
                disposition=Disposition.ADOPTED if move.number % 2 else Disposition.DECLINED,
                reason="diputus",
            ),
        ),
        "acknowledge_dialogue": (
            "officer",
            AcknowledgeDialogue(dialogue_id=made_by(town.command_id(f"dialogue-{who}"), "dialogue"), remark="sesuai"),
        ),
        "template": (
            "admin",
            DefinePlanTemplate(
                code="TPL",
                title="Templat",
                results=(
                    TemplateResultInput(
                        kind=WorkResultKind.PRIMARY, title="Dilayani", weight=Decimal(100), targets=(target,)
                    ),
                ),
                expectations=(TemplateExpectation(value=CoreValue.LOYAL, expectation="setia"),),
            ),
        ),
        "from_template": (
            "admin",
            DraftPlanFromTemplate(
                template_id=town.named("PlanTemplate", "TPL"),
                position_id=town.named("Position", who.upper()),
                period_id=town.named("Period", "2025"),
            ),
        ),
        "correct_daily": (
            who,
            CorrectDailyProgress(
                plan_id=plan,
                entry_id=made_by(town.command_id(f"daily-{who}"), "entry"),
                day=date(2025, 1, 2),
                activity=f"melayani {move.number} orang",
                reason="salah tulis",
            ),
        ),
        "remove_result": (who, RemoveWorkResult(plan_id=plan, result_id=town.result(who))),
        "save_rating": (
            who,
            SaveRating(
                evaluation_id=id,
                levels=(BehaviorRatingInput(value=CoreValue.LOYAL, level=move.level),),
                note="catatan",
            ),
        ),
    }
    return commands[move.kind]
