"""Feedback as it is read."""

from kinerja.domain.feedback import FeedbackAnswered, FeedbackGiven
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, moment, number, sealed, text, uuid

FEEDBACK = Table(
    "feedback",
    key=(ID,),
    columns=(
        uuid("employee_id"),
        uuid("plan_id"),
        uuid("giver_id", nullable=True),
        text("relation"),
        text("capacity"),
        uuid("position_id", nullable=True),
        uuid("request_id", nullable=True),
        uuid("result_id", nullable=True),
        text("value", nullable=True),
        sealed("text"),
        moment("given_at"),
        sealed("answer", nullable=True),
        moment("answered_at", nullable=True),
        number("version"),
    ),
    indexes=(
        ("plan_id", "given_at", "id"),
        ("employee_id", "given_at", "id"),
        ("giver_id", "given_at", "id"),
        ("result_id", "given_at", "id"),
    ),
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
        position_id=fact.position_id,
        request_id=fact.request_id,
        result_id=fact.result_id,
        value=fact.value,
        text=text_of(fact, "text"),
        given_at=fact.act.at,
        answer=None,
        answered_at=None,
        version=fact.originator_version,
    )


def _answer(rows: Rows, fact: FeedbackAnswered) -> None:
    rows.update(
        FEEDBACK,
        {"id": fact.originator_id},
        answer=text_of(fact, "text"),
        answered_at=fact.act.at,
        version=fact.originator_version,
    )


ON: Handlers = {FeedbackGiven: _give, FeedbackAnswered: _answer}
NOT_SHOWN = ()
