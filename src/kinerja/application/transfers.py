"""The transfer of one person, or of those who exchange posts, as one decision (B1)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, ClassVar

from kinerja.application.commands import Command
from kinerja.application.inputs import Reason
from kinerja.application.transferred import Transferred
from kinerja.application.transferred_plans import go_along
from kinerja.application.work import Work
from kinerja.domain.act import Act, Letter
from kinerja.domain.assignments import NewAssignment
from kinerja.domain.inputs import says
from kinerja.domain.positions import Position
from kinerja.domain.refusals import Refusal, Refused, inputs_named, raise_all, refuse
from kinerja.domain.rulebook.organisation import (
    TRANSFER_OF_DEFINITIVE,
    TRANSFER_TO_SAME,
    TRANSFER_TOGETHER,
)
from kinerja.domain.transfers import Transfer, transferred_id
from kinerja.domain.vocabulary import AssignmentKind

AfterTransfer = Callable[[Work, Act, Transferred], None]
AFTER_TRANSFER: tuple[AfterTransfer, ...] = (go_along,)
"""What else a transfer decides for each person once, in one transaction: such as the end of a plan. It may refuse."""


class TransferEmployee(Command, frozen=True, kw_only=True):
    """Transfer an employee: the definitive assignment ends the day before, the new one begins on the day."""

    action: ClassVar[str] = "transferEmployee"

    transfer: Annotated[Transfer, says("Who is transferred, from where to where.")]
    together: Annotated[
        tuple[Transfer, ...],
        says("Those with whom posts are exchanged, who move in the same moment: all or none."),
    ] = ()
    starts_on: Annotated[date, says("First day in the new position.")]
    letter: Annotated[Letter, says("The letter of transfer.")]
    reason: Reason = None

    def decide(self, work: Work) -> None:
        authority = work.permit()
        ending, beginning = (
            work.act(authority, letter=self.letter, reason=self.reason, valid_on=day)
            for day in (self._last_day, self.starts_on)
        )
        self._each(lambda transfer: _leave(work, ending, transfer, self._last_day))
        self._each(lambda transfer: _take_up(work, beginning, transfer, self.starts_on))

    @property
    def _last_day(self) -> date:
        return self.starts_on - timedelta(days=1)

    def _each(self, step: Callable[[Transfer], None]) -> None:
        """A step for everybody who moves. Refused with all that refuses anybody, the others' as B1.19."""
        refusals: list[Refusal] = []
        for place, transfer in enumerate((self.transfer, *self.together)):
            try:
                step(transfer)
            except Refused as refused:
                if place == 0:
                    refusals += [_placed(refusal) for refusal in refused.refusals]
                else:
                    rules = ", ".join(refusal.rule.id for refusal in refused.refusals)
                    refusals.append(Refusal(TRANSFER_TOGETHER, ("together", place - 1), {"rules": rules}))
        raise_all(refusals)


def _placed(refusal: Refusal) -> Refusal:
    """At the transfer, unless it concerns the day, which stands beside it."""
    return refusal if refusal.path == ("startsOn",) else refusal.within("transfer")


def _leave(work: Work, act: Act, transfer: Transfer, last_day: date) -> None:
    position = work.load(Position, transfer.position_id, "positionId")
    work.load(Position, transfer.to_position_id, "toPositionId")
    if position.held(transfer.assignment_id).kind != AssignmentKind.DEFINITIVE:
        raise refuse(TRANSFER_OF_DEFINITIVE, "assignmentId")
    if transfer.to_position_id == transfer.position_id:
        raise refuse(TRANSFER_TO_SAME, "toPositionId")
    with inputs_named({"lastDay": ("startsOn",)}):
        position.end(act=act, assignment_id=transfer.assignment_id, last_day=last_day)


def _take_up(work: Work, act: Act, transfer: Transfer, starts_on: date) -> None:
    left, position = work.find(Position, transfer.position_id), work.find(Position, transfer.to_position_id)
    ended, new_id = left.held(transfer.assignment_id), transferred_id(transfer, starts_on)
    if new_id in position.assignments:  # by somebody else's command of the same circle
        return
    new = NewAssignment(
        assignment_id=new_id,
        employee_id=ended.employee_id,
        kind=AssignmentKind.DEFINITIVE,
        starts_on=starts_on,
        ends_on=None,
        transferred_from=ended.id,
    )
    with inputs_named({"positionId": ("toPositionId",)}):
        position.assign(act=act, new=new)
    moved = Transferred(left=ended, left_position=left, begun=position.held(new_id), begun_position=position)
    for then in AFTER_TRANSFER:
        then(work, act, moved)
