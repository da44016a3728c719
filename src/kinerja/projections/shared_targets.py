"""Shared targets as they are read: every sharing, its shares, and who accepted them."""

from kinerja.domain.shared_targets import ShareAccepted, TargetShared
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, decimal, moment, number, sealed, text, uuid

SHARED_TARGETS = Table(
    "shared_targets",
    key=(ID,),
    columns=(
        uuid("target_id"),
        uuid("plan_id"),
        uuid("period_id"),
        uuid("result_id"),
        uuid("indicator_id"),
        decimal("amount"),
        number("newest_version"),
        moment("shared_at"),
        number("version"),
    ),
    indexes=(("target_id",), ("plan_id",), ("result_id",), ("shared_at", "id")),
)
TARGET_SHARINGS = Table(
    "target_sharings",
    key=(uuid("shared_target_id"), number("number")),
    columns=(
        date("effective_on"),
        date("ends_before", nullable=True),
        decimal("amount"),
        moment("decided_at"),
        uuid("decided_by", nullable=True),
        text("capacity"),
        sealed("reason", nullable=True),
        number("decided_position"),
    ),
)
TARGET_SHARES = Table(
    "target_shares",
    key=(uuid("shared_target_id"), number("number"), number("place")),
    columns=(
        uuid("unit_id"),
        uuid("plan_id", nullable=True),
        uuid("period_id"),
        uuid("indicator_id"),
        decimal("share", nullable=True),
        decimal("amount"),
        decimal("of_amount"),
        uuid("held_by", nullable=True),
        moment("accepted_at", nullable=True),
        uuid("accepted_by", nullable=True),
    ),
    indexes=(("plan_id",), ("held_by",), ("unit_id",)),
)
TABLES = (SHARED_TARGETS, TARGET_SHARINGS, TARGET_SHARES)


def _share(rows: Rows, fact: TargetShared) -> None:
    rows.put(
        SHARED_TARGETS,
        id=fact.originator_id,
        target_id=fact.target_id,
        plan_id=fact.plan_id,
        period_id=fact.period_id,
        result_id=fact.result_id,
        indicator_id=fact.indicator_id,
        amount=fact.amount,
        newest_version=fact.number,
        shared_at=fact.act.at,
        version=fact.originator_version,
        keep=("shared_at",),
    )
    rows.update(
        TARGET_SHARINGS,
        {"shared_target_id": fact.originator_id, "number": fact.number - 1},
        ends_before=fact.effective_on,
    )
    rows.insert(
        TARGET_SHARINGS,
        shared_target_id=fact.originator_id,
        number=fact.number,
        effective_on=fact.effective_on,
        ends_before=None,
        amount=fact.amount,
        decided_at=fact.act.at,
        decided_by=fact.act.by,
        capacity=fact.act.capacity,
        reason=text_of(fact, "act.reason"),
        decided_position=rows.position,
    )
    _write_shares(rows, fact)


def _write_shares(rows: Rows, fact: TargetShared) -> None:
    for place, share in enumerate(fact.shares, start=1):
        rows.insert(
            TARGET_SHARES,
            shared_target_id=fact.originator_id,
            number=fact.number,
            place=place,
            unit_id=share.unit_id,
            plan_id=share.plan_id,
            period_id=fact.period_id,
            indicator_id=fact.indicator_id,
            share=share.share,
            amount=share.amount,
            of_amount=fact.amount,
            held_by=share.accepted.plan_id if share.accepted else None,
            accepted_at=share.accepted.at if share.accepted else None,
            accepted_by=share.accepted.by if share.accepted else None,
        )


def _accept(rows: Rows, fact: ShareAccepted) -> None:
    rows.update(
        TARGET_SHARES,
        {"shared_target_id": fact.originator_id, "number": fact.number, "place": fact.place},
        held_by=fact.plan_id,
        accepted_at=fact.act.at,
        accepted_by=fact.act.by,
    )
    rows.update(SHARED_TARGETS, {"id": fact.originator_id}, version=fact.originator_version)


ON: Handlers = {TargetShared: _share, ShareAccepted: _accept}
NOT_SHOWN = ()
