"""Feedback as it is read."""

from kinerja.domain.feedback import FeedbackGiven
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, moment, sealed, text, uuid

FEEDBACK = Table(
    "feedback",
    key=(ID,),
    columns=(
        uuid("employee_id"),
        uuid("plan_id"),
        uuid("giver_id", nullable=True),
        text("relation"),
        text("capacity"),
        uuid("result_id", nullable=True),
        text("value", nullable=True),
        sealed("text"),
        moment("given_at"),
    ),
    indexes=(("plan_id", "given_at", "id"), ("employee_id", "given_at", "id")),
)
TABLES = (FEEDBACK,)


def _give(rows: Rows, fact: FeedbackGiven) -> None:
    rows.insert(
        FEEDBACK,
        id=fact.originator_id,
        employee_id=fact.employee_id,
        plan_id=fact.plan_id,
        giver_id=fact.act.by,
        relation=fact.relation,
        capacity=fact.act.capacity,
        result_id=fact.result_id,
        value=fact.value,
        text=text_of(fact, "text"),
        given_at=fact.act.at,
    )


ON: Handlers = {FeedbackGiven: _give}
NOT_SHOWN = ()
