"""Requests for feedback as they are read."""

from kinerja.domain.feedback_requests import (
    FeedbackRequestDeclined,
    FeedbackRequested,
    FeedbackRequestExpired,
    FeedbackRequestMet,
)
from kinerja.domain.vocabulary import FeedbackRequestState
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, uuid

FEEDBACK_REQUESTS = Table(
    "feedback_requests",
    key=(ID,),
    columns=(
        uuid("employee_id"),
        uuid("plan_id"),
        uuid("asked_id"),
        uuid("result_id", nullable=True),
        text("value", nullable=True),
        sealed("text", nullable=True),
        text("state"),
        date("due_on"),
        moment("asked_at"),
        uuid("feedback_id", nullable=True),
        sealed("reason", nullable=True),
        moment("settled_at", nullable=True),
        number("version"),
    ),
    indexes=(
        ("plan_id", "asked_at", "id"),
        ("employee_id", "asked_at", "id"),
        ("asked_id", "asked_at", "id"),
        ("result_id",),
        ("asked_at", "id"),
    ),
)
TABLES = (FEEDBACK_REQUESTS,)


def _ask(rows: Rows, fact: FeedbackRequested) -> None:
    rows.insert(
        FEEDBACK_REQUESTS,
        id=fact.originator_id,
        employee_id=fact.employee_id,
        plan_id=fact.plan_id,
        asked_id=fact.asked_id,
        result_id=fact.result_id,
        value=fact.value,
        text=text_of(fact, "text"),
        state=FeedbackRequestState.ASKED,
        due_on=fact.due_on,
        asked_at=fact.act.at,
        feedback_id=None,
        reason=None,
        settled_at=None,
        version=fact.originator_version,
    )


def _meet(rows: Rows, fact: FeedbackRequestMet) -> None:
    rows.update(
        FEEDBACK_REQUESTS,
        {"id": fact.originator_id},
        state=FeedbackRequestState.GIVEN,
        feedback_id=fact.feedback_id,
        settled_at=fact.act.at,
        version=fact.originator_version,
    )


def _decline(rows: Rows, fact: FeedbackRequestDeclined) -> None:
    rows.update(
        FEEDBACK_REQUESTS,
        {"id": fact.originator_id},
        state=FeedbackRequestState.DECLINED,
        reason=text_of(fact, "act.reason"),
        settled_at=fact.act.at,
        version=fact.originator_version,
    )


def _expire(rows: Rows, fact: FeedbackRequestExpired) -> None:
    rows.update(
        FEEDBACK_REQUESTS,
        {"id": fact.originator_id},
        state=FeedbackRequestState.EXPIRED,
        settled_at=fact.act.at,
        version=fact.originator_version,
    )


ON: Handlers = {
    FeedbackRequested: _ask,
    FeedbackRequestMet: _meet,
    FeedbackRequestDeclined: _decline,
    FeedbackRequestExpired: _expire,
}
NOT_SHOWN = ()
