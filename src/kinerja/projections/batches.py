"""Batches and the outcome of their items, as they are read."""

from collections.abc import Iterable

from kinerja.domain.batches import (
    BatchAccepted,
    BatchExtended,
    BatchFinished,
    BatchItem,
    BatchItemRefused,
    BatchItemsDone,
)
from kinerja.domain.ids import batch_item_command_id
from kinerja.domain.vocabulary import BatchOutcome
from kinerja.projections.rows import Handlers, Rows, as_json
from kinerja.projections.tables import ID, Table, document, flag, moment, number, text, uuid

BATCHES = Table(
    "batches",
    key=(ID,),
    columns=(
        text("command"),
        uuid("requested_by"),
        number("items"),
        flag("complete"),
        flag("finished"),
        number("done", nullable=True),
        number("refused", nullable=True),
        moment("accepted_at"),
        moment("finished_at", nullable=True),
        number("version"),
    ),
    indexes=(("finished", "accepted_at"), ("accepted_at", "id")),
)
BATCH_ITEMS = Table(
    "batch_items",
    key=(uuid("batch_id"), number("item")),
    columns=(
        uuid("concerns"),
        text("concerns_kind"),
        uuid("command_id"),
        text("outcome"),
        document("refusals"),
    ),
)
TABLES = (BATCHES, BATCH_ITEMS)


def _accept(rows: Rows, fact: BatchAccepted) -> None:
    rows.insert(
        BATCHES,
        id=fact.originator_id,
        command=fact.command,
        requested_by=fact.requested_by,
        items=len(fact.items),
        complete=fact.complete,
        finished=False,
        accepted_at=fact.act.at,
        version=fact.originator_version,
    )
    _insert_items(rows, fact, enumerate(fact.items))


def _extend(rows: Rows, fact: BatchExtended) -> None:
    rows.update(
        BATCHES,
        {"id": fact.originator_id},
        items=fact.first + len(fact.items),
        complete=fact.complete,
        version=fact.originator_version,
    )
    _insert_items(rows, fact, enumerate(fact.items, start=fact.first))


def _insert_items(rows: Rows, fact: BatchAccepted | BatchExtended, items: Iterable[tuple[int, BatchItem]]) -> None:
    for place, item in items:
        rows.insert(
            BATCH_ITEMS,
            batch_id=fact.originator_id,
            item=place,
            concerns=item.concerns,
            concerns_kind=fact.concerns_kind,
            command_id=batch_item_command_id(fact.originator_id, place, reserved=fact.reserved_ids),
            outcome=BatchOutcome.WAITING,
            refusals=as_json(()),
        )


def _report(rows: Rows, fact: BatchItemsDone) -> None:
    for item in fact.items:
        rows.update(BATCH_ITEMS, {"batch_id": fact.originator_id, "item": item}, outcome=BatchOutcome.DONE)
    rows.update(BATCHES, {"id": fact.originator_id}, version=fact.originator_version)


def _refuse_item(rows: Rows, fact: BatchItemRefused) -> None:
    rows.update(
        BATCH_ITEMS,
        {"batch_id": fact.originator_id, "item": fact.item},
        outcome=BatchOutcome.REFUSED,
        refusals=as_json(fact.refusals),
    )
    rows.update(BATCHES, {"id": fact.originator_id}, version=fact.originator_version)


def _finish(rows: Rows, fact: BatchFinished) -> None:
    rows.update(
        BATCHES,
        {"id": fact.originator_id},
        finished=True,
        done=fact.done,
        refused=fact.refused,
        finished_at=fact.act.at,
        version=fact.originator_version,
    )
    # Before outcomes were recorded one by one, whatever was not refused was done when the batch was finished.
    still = {"batch_id": fact.originator_id, "outcome": BatchOutcome.WAITING}
    rows.update(BATCH_ITEMS, still, outcome=BatchOutcome.DONE)


ON: Handlers = {
    BatchAccepted: _accept,
    BatchExtended: _extend,
    BatchItemsDone: _report,
    BatchItemRefused: _refuse_item,
    BatchFinished: _finish,
}
NOT_SHOWN = ()
