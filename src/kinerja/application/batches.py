"""Batches: accepted at once, carried out item by item, taken up again after a crash without doubling."""

import threading
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command, Commands, Request
from kinerja.application.evaluations import OpenEvaluation
from kinerja.application.work import OPERATOR, Actor, Work
from kinerja.domain.batches import Batch, ItemRefusal
from kinerja.domain.ids import made_by
from kinerja.domain.inputs import refers, says
from kinerja.domain.refusals import Refused

ITEM_COMMANDS: dict[str, type[OpenEvaluation]] = {OpenEvaluation.action: OpenEvaluation}
"""What an item of a batch may be."""


class OpenEvaluations(Command, frozen=True, kw_only=True):
    """Open the evaluations of many plans over a window, as a batch with a report per plan."""

    action: ClassVar[str] = "openEvaluations"

    plan_ids: Annotated[tuple[UUID, ...], refers("PerformancePlan", "The plans, one item each.")]
    window: Annotated[str, says("Code of the window, such as 2025-Q1 or 2025.", 0, 20)]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        items = tuple(
            msgspec.json.encode(OpenEvaluation(plan_id=plan_id, window=self.window)).decode()
            for plan_id in self.plan_ids
        )
        work.begun(Batch, work.made("batch")).accept(
            act=act, command=OpenEvaluation.action, requested_by=work.subject, items=items
        )


class RefuseBatchItem(Command, frozen=True, kw_only=True):
    """Record why an item was refused. Given by the service itself."""

    action: ClassVar[str] = "refuseBatchItem"

    batch_id: UUID
    item: int
    concerns: UUID
    refusals: tuple[ItemRefusal, ...]

    def decide(self, work: Work) -> None:
        batch = work.load(Batch, self.batch_id)
        batch.refuse_item(act=work.act(work.permit()), item=self.item, concerns=self.concerns, refusals=self.refusals)


class FinishBatch(Command, frozen=True, kw_only=True):
    """Record that all items are through. Given by the service itself."""

    action: ClassVar[str] = "finishBatch"

    batch_id: UUID

    def decide(self, work: Work) -> None:
        work.load(Batch, self.batch_id).finish(act=work.act(work.permit()))


def run_batch(commands: Commands, agency: str, batch_id: UUID, stopping: threading.Event) -> None:
    """Carry out the items of a batch that have no outcome yet, until it is finished or we are stopping.

    Every item and every outcome is a command with an id of its own, so that a batch which is taken up
    again, or by two processes at once, doubles nothing.
    """
    batch = commands.logs.of(agency).load(Batch, batch_id)
    if batch.finished:  # and the read models, which named it, do not show it yet
        return
    for item in range(len(batch.items)):
        if stopping.is_set():
            return
        if item not in batch.refused:
            _run_item(commands, agency, batch, item)
    finish = FinishBatch(batch_id=batch_id)
    commands.execute(Request(agency, OPERATOR, made_by(batch_id, "finish"), finish))


def _run_item(commands: Commands, agency: str, batch: Batch, item: int) -> None:
    command = msgspec.json.decode(batch.items[item], type=ITEM_COMMANDS[batch.command])
    try:
        commands.execute(Request(agency, Actor(batch.requested_by), batch.item_command_id(item), command))
    except Refused as refused:
        reasons = tuple(
            ItemRefusal(
                rule=refusal.rule.id,
                parameters={name: str(value) for name, value in refusal.parameters.items()},
            )
            for refusal in refused.refusals
        )
        record = RefuseBatchItem(batch_id=batch.id, item=item, concerns=command.plan_id, refusals=reasons)
        commands.execute(Request(agency, OPERATOR, made_by(batch.id, f"refused-{item}"), record))
