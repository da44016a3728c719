"""Random histories of commands: whatever they are, the laws hold."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kinerja.application.commands import Command
from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.feedback import GiveFeedback
from kinerja.application.indicators import ReviseIndicator
from kinerja.application.organisation import EndAssignment, StartAssignment
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plans import (
    RemoveWorkResult,
    ReturnPlan,
    SetBehaviorExpectation,
    SetTarget,
    SubmitPlan,
    TargetInput,
)
from kinerja.application.progress import RealizationInput, ReportProgress, ReturnReport, VerifyReport
from kinerja.application.ratings import BehaviorRatingInput, SaveRating
from kinerja.application.services import ReviseService
from kinerja.domain.ids import made_by
from kinerja.domain.refusals import Refused
from kinerja.domain.service_vocabulary import Figure
from kinerja.domain.vocabulary import Aspect, AssignmentKind, CoreValue, RatingLevel
from tests.people import LETTER, Town, manual
from tests.services import Desk, at

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
            "feedback", "acting", "end_acting", "expect", "remove_result", "save_rating", "visit", "visit", "list",
            "hand_over", "end_visit", "correct_visit", "complain", "answer", "resolve", "revise_service", "measure",
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
    """How far the town is before a history begins: most moves need an approved plan, or a service."""
    desk = Desk(town).open()
    if prologue == "approved":
        measured = desk.measure("MEASURED", Figure.ENCOUNTERS_FINISHED)
        for who in ("member", "second"):
            town.draft(who)
            target = TargetInput(indicator_id=measured, aspect=Aspect.QUANTITY, amount=Decimal(9))
            command = SetTarget(plan_id=town.plan(who), result_id=town.result(who), target=target)
            town.give(command, who, f"measured-{who}")
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
        **_at_the_desk(town, move, key),
    }
    if move.kind in whole:
        whole[move.kind]()
        return
    by, command = _command(town, move)
    town.give(command, by, key)


def _rate_both(town: Town, who: str, level: RatingLevel) -> None:
    town.rate_behavior("2025-Q1", "officer", level, who)
    town.rate_behavior("2025-Q1", who, RatingLevel.ABOVE, who)


def _at_the_desk(town: Town, move: Move, key: str) -> dict[str, Any]:
    """Moves at a service; visits and complaints are few, so that moves meet."""
    desk, who, reference = Desk(town), move.who, f"A-{move.number % 4}"
    day, colleague = f"{move.month}-0{1 + move.number % 9}", "second" if who == "member" else "member"
    ended = f"{day} 09:{move.number % 60:02}"
    measured = RealizationInput(target_id=made_by(town.command_id(f"measured-{who}"), "target"))
    revised = ReviseService(
        service_id=desk.service, name=f"KTP {move.number}", position_ids=(town.named("Position", who.upper()),)
    )
    return {
        "visit": lambda: desk.receive(reference, f"{move.month}-01 08:00", who, key),
        "list": lambda: desk.record(
            *(desk.line(f"{reference}-{n}", f"{day} 08:00", ended, who) for n in range(3)), by=who, key=key
        ),
        "hand_over": lambda: desk.hand_over(reference, colleague, who, key),
        "end_visit": lambda: desk.finish(reference, ended, who, key=key),
        "correct_visit": lambda: desk.correct(
            reference, who, key, ended_at=at(f"{day} 10:00"), counts=move.number % 3 > 0
        ),
        "complain": lambda: desk.complain(reference, f"{day} 11:00", by=who),
        "answer": lambda: desk.answer(reference, f"{day} 12:00", who),
        "resolve": lambda: desk.resolve(reference, f"{day} 13:00", who, key),
        "revise_service": lambda: town.give(revised, "admin", key),
        "measure": lambda: town.give(
            ReportProgress(plan_id=town.plan(who), month=move.month, lines=(measured,)), who, key
        ),
    }


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
