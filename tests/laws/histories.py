"""Random histories of commands: whatever they are, the laws hold."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kinerja.application.batches import run_batch
from kinerja.application.commands import Command
from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.feedback import GiveFeedback
from kinerja.application.indicators import ReviseIndicator
from kinerja.application.leaves import EndLeave, GrantLeave
from kinerja.application.mass_transfers import TransferEmployees
from kinerja.application.organisation import (
    CorrectAssignment,
    EndAssignment,
    EstablishPosition,
    RightAssignment,
    StartAssignment,
)
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plans import RemoveWorkResult, ReturnPlan, SetBehaviorExpectation, SubmitPlan, TargetInput
from kinerja.application.progress import RealizationInput, ReportProgress, ReturnReport, VerifyReport
from kinerja.application.ratings import BehaviorRatingInput, SaveRating
from kinerja.application.transfers import TransferEmployee
from kinerja.domain.ids import made_by
from kinerja.domain.refusals import Refused
from kinerja.domain.transfers import Transfer
from kinerja.domain.vocabulary import Aspect, AssignmentKind, CoreValue, LeaveKind, PositionKind, RatingLevel
from tests.people import LETTER, Town, manual

MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04")
LEVELS = tuple(RatingLevel)
LEAVES = tuple(LeaveKind)
_OTHER = {"member": "second", "second": "member"}


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
            "correct_acting", "void_acting", "transfer", "exchange", "transfer_all", "leave", "end_leave", "no_leave",
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
    """How far the town is before a history begins: most moves need an approved plan, transfers a vacant post."""
    spare = EstablishPosition(
        code="SPARE",
        title="Jabatan kosong",
        kind=PositionKind.ADMINISTRATIVE,
        unit_id=town.named("OrgUnit", "ROOT"),
        reports_to=town.named("Position", "HEAD"),
    )
    town.give(spare, "admin", "position-spare")
    if prologue == "approved":
        for who in ("member", "second"):
            town.draft(who)
            town.approve(who)
    if prologue == "judged":
        town.first_quarter()


def play(town: Town, history: list[Move], first: int = 0) -> int:
    """Give every command of a history; gives how many were recorded. A refused one writes nothing.

    ``first``: the number of its first move, where it goes on with a history.
    """
    recorded = 0
    last_step_of: dict[str, int] = {}
    for step, move in enumerate(history, start=first):
        try:
            _make(town, move, step, last_step_of)
        except Refused:
            continue
        last_step_of[move.kind] = step
        recorded += 1
    return recorded


def _make(town: Town, move: Move, step: int, last_step_of: Mapping[str, int]) -> None:
    who, key = move.who, f"move-{step}"
    whole: dict[str, Any] = {
        "draft": lambda: town.draft(who),
        "approve": lambda: town.approve(who),
        "rate": lambda: _rate_both(town, who, move.level),
        "judge": lambda: town.judge("2025-Q1", move.level, RatingLevel.MEETS, who, reason="menurut bukti"),
        "deliver": lambda: town.deliver("2025-Q1", who),
        "accept": lambda: town.accept("2025-Q1", who),
        "transfer_all": lambda: _transfer_all(town, step),
    }
    if move.kind in whole:
        whole[move.kind]()
        return
    by, command = _command(town, move, last_step_of)
    town.give(command, by, key)


def _rate_both(town: Town, who: str, level: RatingLevel) -> None:
    town.rate_behavior("2025-Q1", "officer", level, who)
    town.rate_behavior("2025-Q1", who, RatingLevel.ABOVE, who)


def _transfer_all(town: Town, step: int) -> None:
    """A batch in two parts: an exchange of posts and one that is refused, carried out at once."""
    first, rest = f"move-{step}", f"move-{step}-rest"
    batch = made_by(town.command_id(first), "batch")
    asked: dict[str, Any] = {"starts_on": date(2025, 4, 1), "letter": LETTER}
    begun = TransferEmployees(transfers=(_to(town, "member", "SECOND"),), complete=False, **asked)
    others = (_to(town, "second", "MEMBER"), _to(town, "officer", "HEAD"))
    town.give(begun, "admin", first)
    town.give(TransferEmployees(batch_id=batch, transfers=others, **asked), "admin", rest)
    run_batch(town.service.commands, town.agency, batch, threading.Event())


def _to(town: Town, who: str, position: str) -> Transfer:
    """The transfer of somebody from the first post."""
    return Transfer(
        assignment_id=town.ids[f"assignment-{who}"],
        position_id=town.named("Position", who.upper()),
        to_position_id=town.named("Position", position),
    )


def _personnel(town: Town, move: Move, last_step_of: Mapping[str, int]) -> dict[str, Command]:
    """What the administrator records of people: corrections, transfers, leaves."""
    who, other, head = move.who, _OTHER[move.who], town.named("Position", "HEAD")
    employee = town.ids[who]
    acting = made_by(town.command_id(f"move-{last_step_of.get('acting', 0)}"), "assignment")
    leave = made_by(town.command_id(f"move-{last_step_of.get('leave', 0)}"), "leave")
    right = RightAssignment(
        employee_id=town.ids[other],
        position_id=head,
        kind=AssignmentKind.DAILY_ACTING,
        starts_on=date(2025, 2, 15),
        ends_on=date(2025, 2, 15 + move.number % 10),
    )
    wrong: dict[str, Any] = {
        "position_id": head, "assignment_id": acting, "letter": LETTER, "reason": f"keliru {move.number}"
    }  # fmt: skip
    transfer: dict[str, Any] = {
        "starts_on": date(2025, 3, 1 + move.number % 20),
        "letter": LETTER,
        "reason": "mutasi",
    }
    return {
        "correct_acting": CorrectAssignment(right=right, **wrong),
        "void_acting": CorrectAssignment(**wrong),
        "transfer": TransferEmployee(transfer=_to(town, who, "SPARE"), **transfer),
        "exchange": TransferEmployee(
            transfer=_to(town, who, other.upper()), together=(_to(town, other, who.upper()),), **transfer
        ),
        "leave": GrantLeave(
            employee_id=employee,
            kind=LEAVES[move.number % len(LEAVES)],
            starts_on=date(2025, 3, 1 + move.number % 28),
            ends_on=date(2025, 4, 1),
            letter=LETTER,
        ),
        "end_leave": EndLeave(employee_id=employee, leave_id=leave, last_day=date(2025, 3, 29), reason="sembuh"),
        "no_leave": EndLeave(employee_id=employee, leave_id=leave),
    }


def _command(town: Town, move: Move, last_step_of: Mapping[str, int]) -> tuple[str, Command]:
    who, plan, id = move.who, town.plan(move.who), town.evaluation("2025-Q1", move.who)
    line = RealizationInput(target_id=town.target(who), amount=Decimal(move.number), note=f"catatan {move.number}")
    target = TargetInput(
        indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(move.number)
    )
    head = town.named("Position", "HEAD")
    personnel = _personnel(town, move, last_step_of)
    if move.kind in personnel:
        return "admin", personnel[move.kind]
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
                ends_on=date(2025, 5, 31),
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
