"""Performance dialogues as they are read."""

from kinerja.domain.dialogues import DialogueAcknowledged, DialogueRecorded
from kinerja.domain.plan_vocabulary import DialogueSide
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, texts, uuid

PERFORMANCE_DIALOGUES = Table(
    "performance_dialogues",
    key=(ID,),
    columns=(
        uuid("plan_id"),
        uuid("employee_id"),
        date("held_on"),
        text("topic"),
        texts("core_values"),
        sealed("summary"),
        text("recorded_by"),
        moment("recorded_at"),
        moment("employee_acknowledged_at", nullable=True),
        moment("officer_acknowledged_at", nullable=True),
        uuid("officer_id", nullable=True),
        sealed("remark", nullable=True),
        moment("acknowledged_at", nullable=True),
        number("version"),
    ),
    indexes=(("plan_id", "held_on", "id"), ("held_on", "id")),
)
TABLES = (PERFORMANCE_DIALOGUES,)


def _record(rows: Rows, fact: DialogueRecorded) -> None:
    by_officer = fact.recorded_by == DialogueSide.OFFICER
    rows.insert(
        PERFORMANCE_DIALOGUES,
        id=fact.originator_id,
        plan_id=fact.plan_id,
        employee_id=fact.employee_id,
        held_on=fact.held_on,
        topic=fact.topic,
        core_values=fact.values,
        summary=text_of(fact, "summary"),
        recorded_by=fact.recorded_by,
        recorded_at=fact.act.at,
        employee_acknowledged_at=None if by_officer else fact.act.at,
        officer_acknowledged_at=fact.act.at if by_officer else None,
        officer_id=fact.act.by if by_officer else None,
        remark=None,
        acknowledged_at=None,
        version=fact.originator_version,
    )


def _acknowledge(rows: Rows, fact: DialogueAcknowledged) -> None:
    if fact.acknowledged_by == DialogueSide.OFFICER:
        whose = {"officer_acknowledged_at": fact.act.at, "officer_id": fact.act.by}
    else:
        whose = {"employee_acknowledged_at": fact.act.at}
    rows.update(
        PERFORMANCE_DIALOGUES,
        {"id": fact.originator_id},
        **whose,
        remark=text_of(fact, "remark"),
        acknowledged_at=fact.act.at,
        version=fact.originator_version,
    )


ON: Handlers = {DialogueRecorded: _record, DialogueAcknowledged: _acknowledge}
NOT_SHOWN = ()
