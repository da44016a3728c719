"""What the administrator records of people: acting officials, corrections, transfers, leaves, roles; and batches."""

import threading
from datetime import date
from typing import Any

from kinerja.application.agency import GrantRole, RevokeRole
from kinerja.application.batches import OpenEvaluations, run_batch
from kinerja.application.commands import Command
from kinerja.application.leaves import EndLeave, GrantLeave
from kinerja.application.mass_transfers import TransferEmployees
from kinerja.application.organisation import CorrectAssignment, EstablishPosition, RightAssignment, StartAssignment
from kinerja.application.plan_cohorts import DraftPlansFromTemplate
from kinerja.application.transfers import TransferEmployee
from kinerja.domain.ids import made_by
from kinerja.domain.transfers import Transfer
from kinerja.domain.vocabulary import AssignmentKind, LeaveKind, PositionKind, Role
from tests.laws.moves.move import Given, Move
from tests.people import LETTER, Town

KINDS = (
    "acting", "correct_acting", "void_acting", "transfer", "exchange", "transfer_all", "leave", "end_leave",
    "no_leave", "draft_all", "open_all", "grant", "revoke",
)  # fmt: skip
LEAVES = tuple(LeaveKind)
_OTHER = {"member": "second", "second": "member", "ani": "member"}


def begin(town: Town) -> None:
    """A vacant post, to which people can be transferred."""
    spare = EstablishPosition(
        code="SPARE",
        title="Jabatan kosong",
        kind=PositionKind.ADMINISTRATIVE,
        unit_id=town.named("OrgUnit", "ROOT"),
        reports_to=town.named("Position", "HEAD"),
    )
    town.give(spare, "admin", "position-spare")


def transfer_all(town: Town, step: int) -> None:
    """A batch in two parts: an exchange of posts and one that is refused, carried out at once."""
    first, rest = f"move-{step}", f"move-{step}-rest"
    batch = made_by(town.command_id(first), "batch")
    asked: dict[str, Any] = {"starts_on": date(2025, 4, 1), "letter": LETTER}
    begun = TransferEmployees(transfers=(_to(town, "member", "SECOND"),), complete=False, **asked)
    others = (_to(town, "second", "MEMBER"), _to(town, "officer", "HEAD"))
    town.give(begun, "admin", first)
    town.give(TransferEmployees(batch_id=batch, transfers=others, **asked), "admin", rest)
    run_batch(town.service.commands, town.agency, batch, threading.Event())


def draft_all(town: Town, step: int) -> None:
    """A batch of plans from the template: for the head, who has none, and for a post that nobody holds."""
    posts = tuple(town.named("Position", code) for code in ("HEAD", "SPARE"))
    template, period = town.named("PlanTemplate", "TPL"), town.named("Period", "2025")
    asked = DraftPlansFromTemplate(template_id=template, period_id=period, position_ids=posts)
    _carry_out(town, asked, f"move-{step}")


def open_all(town: Town, step: int) -> None:
    """A batch of evaluations, one of them of a plan that is not there."""
    plans = tuple(town.plan(who) for who in ("member", "second", "officer", "ani"))
    asked = OpenEvaluations(plan_ids=(*plans, made_by(plans[0], "another")), window="2025-Q1")
    _carry_out(town, asked, f"move-{step}")


def _carry_out(town: Town, command: Command, key: str) -> None:
    """Have a batch accepted and carried out at once."""
    town.give(command, "admin", key)
    run_batch(town.service.commands, town.agency, made_by(town.command_id(key), "batch"), threading.Event())


def _to(town: Town, who: str, position: str) -> Transfer:
    """The transfer of somebody from the first post."""
    return Transfer(
        assignment_id=town.ids[f"assignment-{who}"],
        position_id=town.named("Position", who.upper()),
        to_position_id=town.named("Position", position),
    )


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to."""
    who, other, head = move.who, _OTHER[move.who], town.named("Position", "HEAD")
    employee = town.ids[who]
    acting = made_by(town.command_id(_key("acting", move) or ""), "assignment")
    leave = made_by(town.command_id(_key("leave", move) or ""), "leave")
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
    commands: dict[str, Command] = {
        "acting": StartAssignment(
            employee_id=employee,
            position_id=head,
            kind=AssignmentKind.ACTING,
            starts_on=date(2025, 2, 1),
            ends_on=date(2025, 5, 31),
            letter=LETTER,
        ),
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
        "grant": GrantRole(
            holder_id=employee,
            role=Role.AUDITOR,
            starts_on=date(2025, 1, 1),
            ends_on=date(2025, 12, 31),
            letter=LETTER,
        ),
        "revoke": RevokeRole(
            holder_id=employee,
            grant_id=made_by(town.command_id(_key("grant", move) or ""), "grant"),
            last_day=date(2025, 4, 1 + move.number % 28),
            reason="selesai",
        ),
        "end_leave": EndLeave(employee_id=employee, leave_id=leave, last_day=date(2025, 3, 29), reason="sembuh"),
        "no_leave": EndLeave(employee_id=employee, leave_id=leave),
    }
    return {kind: Given("admin", command, _key(kind, move)) for kind, command in commands.items()}


def _key(kind: str, move: Move) -> str | None:
    """What others speak of has a name of its own; there are three of each for everybody."""
    return f"{kind}-{move.who}-{move.number % 3}" if kind in ("acting", "leave", "grant") else None
