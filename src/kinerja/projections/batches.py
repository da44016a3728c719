"""Batches and the outcome of their items, as they are read."""

from kinerja.domain.batches import BatchAccepted, BatchFinished, BatchItemRefused
from kinerja.projections.rows import Handlers, Rows, as_json
from kinerja.projections.tables import ID, Table, document, flag, moment, number, text, uuid

BATCHES = Table(
    "batches",
    key=(ID,),
    columns=(
        text("command"),
        uuid("requested_by"),
        number("items"),
        flag("finished"),
        number("done", nullable=True),
        number("refused", nullable=True),
        moment("accepted_at"),
        moment("finished_at", nullable=True),
        number("version"),
    ),
    indexes=(("finished", "accepted_at"), ("accepted_at", "id")),
)
BATCH_REFUSALS = Table(
    "batch_refusals",
    key=(uuid("batch_id"), number("item")),
    columns=(uuid("concerns"), document("refusals")),
)
TABLES = (BATCHES, BATCH_REFUSALS)


def _accept(rows: Rows, fact: BatchAccepted) -> None:
    rows.insert(
        BATCHES,
        id=fact.originator_id,
        command=fact.command,
        requested_by=fact.requested_by,
        items=len(fact.items),
        finished=False,
        accepted_at=fact.act.at,
        version=fact.originator_version,
    )


def _refuse_item(rows: Rows, fact: BatchItemRefused) -> None:
    rows.insert(
        BATCH_REFUSALS,
        batch_id=fact.originator_id,
        item=fact.item,
        concerns=fact.concerns,
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


ON: Handlers = {BatchAccepted: _accept, BatchItemRefused: _refuse_item, BatchFinished: _finish}
NOT_SHOWN = ()
