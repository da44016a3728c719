"""Batches and receipts: what became of commands (H12)."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from kinerja.application.batches import OpenEvaluations
from kinerja.application.mass_transfers import TransferEmployees
from kinerja.application.plan_cohorts import DraftPlansFromTemplate
from kinerja.domain.catalogue import rule_book
from kinerja.domain.refusals import Refusal
from kinerja.domain.vocabulary import BatchOutcome
from kinerja.graphql.commanding import Mutation, ReceiptShown, shown
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, counted, document, edge, id_of_any, many, node_id, readable
from kinerja.graphql.errors import UserError, user_error
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field, root_field
from kinerja.graphql.node import Node
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import DateTime
from kinerja.projections.batches import BATCH_ITEMS, BATCHES

_NEWEST = Ordering(("accepted_at", "id"), ("timestamptz", "uuid"), descending=True)
_BY_PLACE = Ordering(("batch_id", "item"), ("uuid", "bigint"))


def _reasons(stored: list[dict[str, Any]], info: Info) -> list[UserError]:
    rules = rule_book()
    return [
        user_error(Refusal(rules[each["rule"]], (), each["parameters"]), info.context.language) for each in stored
    ]


@readable(BATCH_ITEMS, "An item of a batch that was refused.")
class BatchRefusal:
    """Nothing of the item was recorded."""

    item: int = column("Place of the item in the batch, from 0.")
    concerns: strawberry.ID = id_of_any("concerns", "concerns_kind", "What the item was about, such as a plan.")
    refusals: list[UserError] = document(_reasons, "Why.", of="refusals")


@readable(BATCHES, "Many commands in one request, each atomic and with its own outcome.")
class Batch(Node):
    """Accepted at once; its progress is a query."""

    id: strawberry.ID = node_id()
    command: str = column("The mutation that each item is.")
    items: int = column("How many items it has.")
    complete: bool = column("Whether all its items are there; it is carried out from then on.")
    finished: bool = column("Whether every item is through.")
    waiting: int = counted(
        lambda: BatchItem, "batch_id", "How many items have no outcome yet.", condition="t.outcome = 'WAITING'"
    )
    done: int | None = column("How many were recorded; null before it is finished.")
    refused: int | None = column("How many were refused; null before it is finished.")
    accepted_at: DateTime = column("When it was accepted.")
    finished_at: DateTime | None = column("When it was finished; null while items are left.")
    refusals: list[BatchRefusal] = many(
        "batch_id",
        ("item",),
        "The items that were refused, so far; the first 1,000 of them (`batchItems` has pages).",
        condition="t.outcome = 'REFUSED'",
    )
    version: int = column("Version of the object.")


@readable(BATCH_ITEMS, "An item of a batch and what became of it.")
class BatchItem:
    """A command of its own, carried out on the authority of who asked for the batch."""

    batch: Batch | None = edge("batch_id", "The batch.")
    item: int = column("Place of the item in the batch, from 0.")
    concerns: strawberry.ID = id_of_any("concerns", "concerns_kind", "What the item is about, such as a plan.")
    command_id: UUID = column("Id of the item's command, for its `receipt`.")
    outcome: BatchOutcome = column("What became of it.")
    refusals: list[UserError] = document(_reasons, "Why it was refused; empty unless it was.", of="refusals")


@strawberry.input(description="Which items.")
class BatchItemFilter:
    """All conditions together."""

    batch_id: strawberry.ID | None = of("Batch", "Of this batch.")
    outcome: BatchOutcome | None = having("With this outcome.")


CommandId = Annotated[UUID, strawberry.argument(description="Id of the command, as the client made it.")]


@strawberry.type(description="Commands.")
class BatchesQuery:
    """Root fields."""

    batches: Connection[Batch] = list_field(Batch, "Batches that are for this viewer, newest first.", _NEWEST)
    batch_items: Connection[BatchItem] = list_field(
        BatchItem, "Items of batches that are for this viewer, by batch and place.", _BY_PLACE, BatchItemFilter
    )

    @root_field("The receipt of one's own command, by its id; null when nothing was recorded under it.")
    async def receipt(
        self, info: Info, command_id: CommandId) -> ReceiptShown | None:  # fmt: skip
        if info.context.subject is None:
            return None
        found = await info.context.gateway.receipt(info.context.agency, command_id, info.context.subject)
        past = info.context.reads.basis.past
        return None if found is None or (past is not None and (found.position or 0) > past) else shown(found)


MUTATIONS = (
    Mutation(OpenEvaluations, Batch, "batch", lambda made: made.id("batch")),
    Mutation(DraftPlansFromTemplate, Batch, "batch", lambda made: made.command.batch_id or made.id("batch")),
    Mutation(TransferEmployees, Batch, "batch", lambda made: made.command.batch_id or made.id("batch")),
)
