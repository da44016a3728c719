"""Batches: accepted at once, carried out item by item, taken up again after a crash without doubling."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command, Commands, Request
from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.plan_templates import DraftPlanOfCohort
from kinerja.application.transfers import TransferEmployee
from kinerja.application.work import OPERATOR, Actor, Work
from kinerja.domain.batches import Batch, BatchItem, BatchOrder, ItemRefusal
from kinerja.domain.ids import of_service
from kinerja.domain.inputs import refers, says
from kinerja.domain.refusals import Refused
from kinerja.domain.rulebook.commands import BUSY, COMMAND_ID_REUSED
from kinerja.domain.transfers import arranged

_REPORTED_TOGETHER = 20
"""So many items are done before it is recorded: progress is seen in steps, and costs little."""
Arranged = Iterable[tuple[int, Command]]
"""Items by their place, in the order in which they are carried out."""


@dataclass(frozen=True)
class ItemKind:
    """What an item of a batch may be: a command, and the kind and id of the object that it concerns.

    ``arranged`` puts items whose order matters into one, from all of them, the same in every run.
    """

    command: type[Command]
    concerns_kind: str
    concerns: Callable[[Any], UUID]
    arranged: Callable[[Sequence[Any]], Arranged] = enumerate


def _transfers_arranged(items: Sequence[TransferEmployee]) -> Arranged:
    """Whoever takes over a post after its holder, each with those with whom posts are exchanged."""
    transfers = [item.transfer for item in items]
    for group in arranged(transfers):
        for place in group:
            others = tuple(transfers[other] for other in group if other != place)
            yield place, msgspec.structs.replace(items[place], together=others)


ITEM_KINDS: dict[str, ItemKind] = {
    OpenEvaluation.action: ItemKind(OpenEvaluation, "PerformancePlan", lambda item: item.plan_id),
    DraftPlanOfCohort.action: ItemKind(DraftPlanOfCohort, "Position", lambda item: item.position_id),
    TransferEmployee.action: ItemKind(
        TransferEmployee, "Assignment", lambda item: item.transfer.assignment_id, _transfers_arranged
    ),
}
"""By the name of the command."""


def order_of(work: Work, items: Sequence[Command], kind: ItemKind, *, complete: bool = True) -> BatchOrder:
    """Commands as items of a batch that whoever gives this command asks for."""
    written = (
        BatchItem(concerns=kind.concerns(item), input=msgspec.json.encode(item).decode()) for item in items
    )  # ids and codes only: a text about a person would stand unsealed in the fact
    return BatchOrder(
        command=kind.command.action,
        concerns_kind=kind.concerns_kind,
        requested_by=work.subject,
        items=tuple(written),
        complete=complete,
    )


class OpenEvaluations(Command, frozen=True, kw_only=True):
    """Open the evaluations of many plans over a window, as a batch with a report per plan."""

    action: ClassVar[str] = "openEvaluations"

    plan_ids: Annotated[tuple[UUID, ...], refers("PerformancePlan", "The plans, one item each.")]
    window: Annotated[str, says("Code of the window, such as 2025-Q1 or 2025.", 0, 20)]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        items = [OpenEvaluation(plan_id=plan_id, window=self.window) for plan_id in self.plan_ids]
        order = order_of(work, items, ITEM_KINDS[OpenEvaluation.action])
        work.begun(Batch, work.made("batch")).accept(act=act, order=order)


class ReportBatchItems(Command, frozen=True, kw_only=True):
    """Record that items were carried out. Given by the service itself."""

    action: ClassVar[str] = "reportBatchItems"

    batch_id: UUID
    items: tuple[int, ...]

    def decide(self, work: Work) -> None:
        work.load(Batch, self.batch_id).report_done(act=work.act(work.permit()), items=self.items)


class RefuseBatchItem(Command, frozen=True, kw_only=True):
    """Record why an item was refused. Given by the service itself."""

    action: ClassVar[str] = "refuseBatchItem"

    batch_id: UUID
    item: int
    refusals: tuple[ItemRefusal, ...]

    def decide(self, work: Work) -> None:
        batch = work.load(Batch, self.batch_id)
        batch.refuse_item(act=work.act(work.permit()), item=self.item, refusals=self.refusals)


class FinishBatch(Command, frozen=True, kw_only=True):
    """Record that all items are through. Given by the service itself."""

    action: ClassVar[str] = "finishBatch"

    batch_id: UUID

    def decide(self, work: Work) -> None:
        work.load(Batch, self.batch_id).finish(act=work.act(work.permit()))


def items_of(batch: Batch) -> Sequence[Any]:
    """The commands that the items of a batch are, in the order in which they were asked for."""
    decoder = msgspec.json.Decoder(ITEM_KINDS[batch.command].command)
    return [decoder.decode(item.input) for item in batch.items]


def run_batch(commands: Commands, agency: str, batch_id: UUID, stopping: threading.Event) -> None:
    """Carry out the items of a batch that have no outcome yet, until it is finished or we are stopping.

    Every item and every outcome is a command with an id of its own, so that a batch which is taken up
    again, or by two processes at once, doubles nothing. What was done when a process died and not
    recorded as done yet is done again, and found to be.
    """
    batch = commands.logs.of(agency).load(Batch, batch_id)
    if batch.finished or not batch.complete:  # finished: and the read models, which named it, do not show it yet
        return
    _Run(commands, agency, batch).carry_out(stopping)


class _Run:
    """One process at a batch."""

    def __init__(self, commands: Commands, agency: str, batch: Batch) -> None:
        self._commands = commands
        self._agency = agency
        self._batch = batch
        self._done: list[int] = []

    def carry_out(self, stopping: threading.Event) -> None:
        """All that is left, then the end of the batch; what is done is recorded also when we are stopping."""
        for item, command in ITEM_KINDS[self._batch.command].arranged(items_of(self._batch)):
            if stopping.is_set():
                self._report()
                return
            if self._batch.waits(item):
                self._one(item, command)
        self._report()
        self._by_service("finish", FinishBatch(batch_id=self._batch.id))

    def _one(self, item: int, command: Command) -> None:
        try:
            self._carry_out(item, command)
        except Refused as refused:
            if refused.names(BUSY, COMMAND_ID_REUSED):
                raise  # no outcome: the batch is taken up again
            record = RefuseBatchItem(batch_id=self._batch.id, item=item, refusals=_reasons(refused))
            self._by_service(f"refused-{item}", record)
            return
        self._done.append(item)
        if len(self._done) == _REPORTED_TOGETHER:
            self._report()

    def _carry_out(self, item: int, command: Command) -> None:
        """Also where somebody used the id of an item first: of the oldest batches they could."""
        request = Request(self._agency, Actor(self._batch.requested_by), self._batch.item_command_id(item), command)
        try:
            self._commands.execute(request)
        except Refused as refused:
            if self._batch.reserved_ids or not refused.names(COMMAND_ID_REUSED):
                raise
            self._commands.execute(replace(request, command_id=of_service(request.command_id)))

    def _report(self) -> None:
        """Under an id that follows from the items, so that the same report is recorded once."""
        if self._done:
            report = ReportBatchItems(batch_id=self._batch.id, items=tuple(self._done))
            self._by_service(f"done-{report.items}", report)
            self._done = []

    def _by_service(self, what: str, command: Command) -> None:
        own_id = self._commands.logs.secrets.own_id(self._batch.id, what)
        self._commands.execute(Request(self._agency, OPERATOR, own_id, command))


def _reasons(refused: Refused) -> tuple[ItemRefusal, ...]:
    return tuple(
        ItemRefusal(
            rule=refusal.rule.id,
            parameters={name: str(value) for name, value in refusal.parameters.items()},
        )
        for refusal in refused.refusals
    )
