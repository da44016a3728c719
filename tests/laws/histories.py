"""Random histories of commands: whatever they are, the laws hold."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.feedback import GiveFeedback
from kinerja.application.indicators import ReviseIndicator
from kinerja.application.organisation import EndAssignment
from kinerja.application.plan_inputs import TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plans import RemoveWorkResult, ReturnPlan, SetBehaviorExpectation, SubmitPlan
from kinerja.application.progress import RealizationInput, ReportProgress, ReturnReport, VerifyReport
from kinerja.application.ratings import BehaviorRatingInput, SaveRating
from kinerja.application.report_drafts import SaveReport, SubmitReport
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import Aspect, CoreValue, RatingLevel
from tests.judged import JudgedTown
from tests.laws.moves import (
    calendars,
    cascade,
    citizens,
    feedback,
    personnel,
    plans,
    proofs,
    services,
    standards,
    surveys,
    teams,
    voices,
)
from tests.laws.moves.move import LEVELS, MONTHS, Given, Move
from tests.people import Town, manual

KINDS = (
    "draft", "submit", "return", "approve", "report", "report", "report", "correct", "return_report",
    "save_report", "submit_report", "verify", "revise_indicator", "revise_plan", "open", "open_later",
    "rate", "rate", "judge", "deliver", "accept",
    "feedback", "end_acting", "expect", "remove_result", "save_rating",
    *plans.KINDS, *personnel.KINDS, *proofs.KINDS, *services.KINDS, *calendars.KINDS,
    *standards.KINDS, *cascade.KINDS, *voices.KINDS, *feedback.KINDS, *teams.KINDS, *surveys.KINDS,
    *citizens.KINDS,
)  # fmt: skip
"""Whatever may happen; what others build on stands here more than once."""
MOVES = st.builds(
    Move,
    kind=st.sampled_from(KINDS),
    who=st.sampled_from(["member", "second"]),
    month=st.sampled_from(MONTHS),
    number=st.integers(0, 400),
    level=st.sampled_from(LEVELS),
)
HISTORIES = st.lists(MOVES, min_size=5, max_size=40)
PROLOGUES = st.sampled_from(["nothing", "approved", "judged", "judged", "cascaded", "cascaded"])
_ON_THE_WAY = {
    "nothing": 0,
    "approved": standards.WAY.index("session"),
    "judged": standards.WAY.index("evaluate_standard"),
    "cascaded": standards.WAY.index("feasibility"),
}
"""How many steps a standard has gone when a history begins."""


def begin(town: Town, prologue: str) -> None:
    """How far the town is before a history begins: most moves need an approved plan or a service."""
    personnel.begin(town)
    voices.begin(town)
    services.begin(town)
    cascade.begin(town)
    standards.begin(town, _ON_THE_WAY[prologue])
    if prologue == "approved":
        town.draft("head", title="Layanan terpadu")
        town.approve("head", by=None)
        for who in ("member", "second"):
            town.draft(who)
            services.set_measured_targets(town, who)
            town.approve(who)
    if prologue == "judged":
        town.first_quarter()
    if prologue == "cascaded":
        cascade.plan_cascade(town)


def play(town: Town, history: list[Move], first: int = 0) -> int:
    """Give every command of a history; gives how many were recorded. A refused one writes nothing.

    ``first``: the number of its first move, where it goes on with a history.
    """
    recorded = 0
    for step, move in enumerate(history, start=first):
        try:
            make(town, move, step)
        except Refused:
            continue
        recorded += 1
    return recorded


def make(town: Town, move: Move, step: int) -> None:
    """Give the command of one move, the ``step``th of its history. Raises Refused."""
    who, key = move.who, f"move-{step}"
    whole: dict[str, Any] = {
        "draft": lambda: town.draft(who),
        "approve": lambda: town.approve(who),
        "rate": lambda: _rate_both(town, who, move.level),
        "judge": lambda: town.judge("2025-Q1", move.level, RatingLevel.MEETS, who, reason="menurut bukti"),
        "open_later": lambda: _open_later(town, who),
        "deliver": lambda: town.deliver("2025-Q1", who),
        "accept": lambda: town.accept("2025-Q1", who),
        **services.moves(town, move, key),
        **surveys.moves(town, move, key),
        **cascade.whole_moves(town),
        **voices.whole_moves(town, move, key),
        **citizens.moves(town, move, key),
        "transfer_all": lambda: personnel.transfer_all(town, step),
        "draft_all": lambda: personnel.draft_all(town, step),
        "open_all": lambda: personnel.open_all(town, step),
        "judge_many": lambda: _judge_many(town, move, step),
        "expire_request": lambda: feedback.expire(town, move, key),
    }
    if move.kind in whole:
        whole[move.kind]()
        return
    given = standards.work_out(town, move) if move.kind == "work_out" else _commands(town, move)[move.kind]
    town.give(given.command, given.by, given.key or key)


def _rate_both(town: Town, who: str, level: RatingLevel) -> None:
    town.rate_behavior("2025-Q1", "officer", level, who)
    town.rate_behavior("2025-Q1", who, RatingLevel.ABOVE, who)


def _judge_many(town: Town, move: Move, step: int) -> None:
    """Enough people for the figures of a period that can be closed."""
    counts = f"{5 + move.number % 7} VERY_GOOD, {5 + move.number % 9} GOOD, {move.number % 4} POOR"
    JudgedTown(town, "AWAL", first=1_000 * step).judge("ROOT", counts)


def _open_later(town: Town, who: str) -> None:
    """In July, the second quarter: a plan that is closed as of a day before April takes it along."""
    clock: Any = town.service.clock
    clock.now = max(clock.now, datetime(2025, 7, 5, tzinfo=UTC))
    town.open("2025-Q2", who)


def _commands(town: Town, move: Move) -> dict[str, Given]:
    who, plan, id = move.who, town.plan(move.who), town.evaluation("2025-Q1", move.who)
    line = RealizationInput(target_id=town.target(who), amount=Decimal(move.number), note=f"catatan {move.number}")
    target = TargetInput(
        indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(move.number)
    )
    head = town.named("Position", "HEAD")
    return {
        **plans.moves(town, move),
        **personnel.moves(town, move),
        **proofs.moves(town, move),
        **calendars.moves(town, move),
        **standards.moves(town, move),
        **cascade.moves(town, move),
        **voices.moves(town, move),
        **feedback.moves(town, move),
        **teams.moves(town, move),
        "submit": Given(who, SubmitPlan(plan_id=plan)),
        "return": Given("officer", ReturnPlan(plan_id=plan, reason="lengkapi")),
        "report": Given(who, ReportProgress(plan_id=plan, month=move.month, lines=(line,))),
        "correct": Given(who, ReportProgress(plan_id=plan, month=move.month, lines=(line,), reason="salah hitung")),
        "save_report": Given(who, SaveReport(plan_id=plan, month=move.month, lines=(line,))),
        "submit_report": Given(who, SubmitReport(plan_id=plan, month=move.month)),
        "return_report": Given("officer", ReturnReport(plan_id=plan, month=move.month, reason="periksa")),
        "verify": Given("officer", VerifyReport(plan_id=plan, month=move.month)),
        "revise_indicator": Given(
            "head",
            ReviseIndicator(
                indicator_id=town.named("Indicator", "IND"),
                manual=manual(definition=f"definisi {move.number}", cumulative=move.number % 2 == 0),
                effective_on=date(2025, 2 + move.number % 8, 1),
                reason="tidak relevan",
                legal_basis="SK 9",
            ),
        ),
        "revise_plan": Given(
            "officer",
            RevisePlan(
                plan_id=plan,
                effective_on=date(2025, 4 + move.number % 8, 1),
                set_targets=(RevisedTarget(target_id=town.target(who), result_id=town.result(who), target=target),),
                reason="perubahan anggaran",
                legal_basis="SK 10",
            ),
        ),
        "open": Given("admin", OpenEvaluation(plan_id=plan, window="2025-Q1")),
        "feedback": Given(
            "officer",
            GiveFeedback(plan_id=plan, value=CoreValue.LOYAL, text=f"umpan balik {move.number}"),
        ),
        "end_acting": Given(
            "admin",
            EndAssignment(position_id=head, assignment_id=town.ids["assignment-head"], last_day=date(2025, 6, 30)),
        ),
        "expect": Given(
            "officer",
            SetBehaviorExpectation(plan_id=plan, value=CoreValue.ADAPTIVE, expectation="cepat tanggap"),
        ),
        "remove_result": Given(who, RemoveWorkResult(plan_id=plan, result_id=town.result(who))),
        "save_rating": Given(
            who,
            SaveRating(
                evaluation_id=id,
                levels=(BehaviorRatingInput(value=CoreValue.LOYAL, level=move.level),),
                note="catatan",
            ),
        ),
    }
