"""Accomplishments and innovations as they are read."""

from kinerja.domain.accomplishments import (
    AccomplishmentAcknowledged,
    AccomplishmentDeclined,
    AccomplishmentRecorded,
    AccomplishmentState,
)
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, uuid

ACCOMPLISHMENTS = Table(
    "accomplishments",
    key=(ID,),
    columns=(
        uuid("plan_id"),
        uuid("employee_id"),
        text("kind"),
        text("state"),
        date("happened_on"),
        uuid("result_id", nullable=True),
        sealed("title"),
        sealed("description"),
        moment("recorded_at"),
        moment("decided_at", nullable=True),
        uuid("decided_by", nullable=True),
        sealed("reason", nullable=True),
        number("version"),
    ),
    indexes=(("plan_id", "happened_on", "id"), ("employee_id", "happened_on", "id")),
)
TABLES = (ACCOMPLISHMENTS,)


def _record(rows: Rows, fact: AccomplishmentRecorded) -> None:
    rows.insert(
        ACCOMPLISHMENTS,
        id=fact.originator_id,
        plan_id=fact.plan_id,
        employee_id=fact.employee_id,
        kind=fact.kind,
        state=AccomplishmentState.RECORDED,
        happened_on=fact.happened_on,
        result_id=fact.result_id,
        title=text_of(fact, "title"),
        description=text_of(fact, "text"),
        recorded_at=fact.act.at,
        decided_at=None,
        decided_by=None,
        reason=None,
        version=fact.originator_version,
    )


def _decide(rows: Rows, fact: AccomplishmentAcknowledged | AccomplishmentDeclined) -> None:
    acknowledged = isinstance(fact, AccomplishmentAcknowledged)
    rows.update(
        ACCOMPLISHMENTS,
        {"id": fact.originator_id},
        state=AccomplishmentState.ACKNOWLEDGED if acknowledged else AccomplishmentState.DECLINED,
        decided_at=fact.act.at,
        decided_by=fact.act.by,
        reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


ON: Handlers = {
    AccomplishmentRecorded: _record,
    AccomplishmentAcknowledged: _decide,
    AccomplishmentDeclined: _decide,
}
NOT_SHOWN = ()
