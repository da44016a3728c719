"""Random histories of commands: whatever they are, the laws hold."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kinerja.application.commands import Command
from kinerja.application.deadlines import ExtendDeadline, PassDeadline
from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.feedback import GiveFeedback
from kinerja.application.holidays import DeclareHoliday, TakeNationalHolidays, WithdrawHoliday
from kinerja.application.indicators import ReviseIndicator
from kinerja.application.organisation import EndAssignment, StartAssignment
from kinerja.application.periods import ClosePeriod, OpenPeriod, ReopenPeriod
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plans import RemoveWorkResult, ReturnPlan, SetBehaviorExpectation, SubmitPlan, TargetInput
from kinerja.application.progress import RealizationInput, ReportProgress, ReturnReport, VerifyReport
from kinerja.application.ratings import BehaviorRatingInput, SaveRating
from kinerja.domain.ids import deadline_id
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import (
    Aspect,
    AssignmentKind,
    Cadence,
    CoreValue,
    DayKind,
    DeadlineKind,
    RatingLevel,
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
            "feedback", "acting", "end_acting", "expect", "remove_result", "save_rating",
            "declare_day", "withdraw_day", "take_days", "extend", "pass", "pass", "close", "reopen", "open_period",
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
    }
    if move.kind in whole:
        whole[move.kind]()
        return
    by, command = _command(town, move)
    town.give(command, by, key)


def _rate_both(town: Town, who: str, level: RatingLevel) -> None:
    town.rate_behavior("2025-Q1", "officer", level, who)
    town.rate_behavior("2025-Q1", who, RatingLevel.ABOVE, who)


def _command(town: Town, move: Move) -> tuple[str | None, Command]:
    who, plan, id = move.who, town.plan(move.who), town.evaluation("2025-Q1", move.who)
    line = RealizationInput(target_id=town.target(who), amount=Decimal(move.number), note=f"catatan {move.number}")
    target = TargetInput(
        indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(move.number)
    )
    head = town.named("Position", "HEAD")
    commands: dict[str, tuple[str | None, Command]] = {
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
        **_calendar_commands(town, move),
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


def _calendar_commands(town: Town, move: Move) -> dict[str, tuple[str | None, Command]]:
    """What concerns the whole agency: its days, its periods and their deadlines."""
    period, day = town.named("Period", "2025"), date(2025, 6, 1 + move.number % 3)
    kind = (DayKind.OFF, DayKind.WORKING)[move.number % 2]
    deadline = deadline_id(town.agency, DeadlineKind.REPORT, period, move.month)
    until = date(2025, 6, 2 + move.number % 20)
    units = (town.named("OrgUnit", "ROOT"),) if move.number % 2 else ()
    year = 2026 + move.number % 2
    return {
        "declare_day": ("admin", DeclareHoliday(day=day, name=f"hari {move.number % 5}", kind=kind)),
        "withdraw_day": ("admin", WithdrawHoliday(day=day, reason="batal")),
        "take_days": ("admin", TakeNationalHolidays(year=2025 + move.number % 4)),
        "extend": ("admin", ExtendDeadline(deadline_id=deadline, due_on=until, reason="bencana")),
        "pass": (None, PassDeadline(deadline_id=deadline)),
        "close": ("admin", ClosePeriod(period_id=period, reason="selesai")),
        "reopen": ("admin", ReopenPeriod(period_id=period, reason="keliru")),
        "open_period": (
            "admin",
            OpenPeriod(
                code=f"P{year}-{move.number % 3}",
                name="Periode lain",
                starts_on=date(year, 1, 1),
                ends_on=date(year, 12, 31),
                cadence=tuple(Cadence)[move.number % len(Cadence)],
                rules="indonesia-2025",
                unit_ids=units,
                grace_days=move.number % 5,
            ),
        ),
    }
