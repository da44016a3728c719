"""Rating requests as they are read: whom an employee asked, and what became of it; nothing of an answer."""

from kinerja.domain.rating_requests import (
    RatingRequestAccepted,
    RatingRequestDeclined,
    RatingRequested,
    RatingRequestExpired,
)
from kinerja.domain.voice_vocabulary import RequestState
from kinerja.projections.rows import Handler, Handlers, Rows, text_of
from kinerja.projections.tables import Table, moment, sealed, text, uuid

RATING_REQUESTS = Table(
    "rating_requests",
    key=(uuid("collection_id"), uuid("rater_id")),
    columns=(
        uuid("employee_id"),
        text("state"),
        moment("asked_at"),
        moment("answered_at", nullable=True),
        sealed("reason", nullable=True),
    ),
    indexes=(("rater_id", "asked_at"), ("employee_id", "asked_at"), ("asked_at", "collection_id", "rater_id")),
)
TABLES = (RATING_REQUESTS,)


def _ask(rows: Rows, fact: RatingRequested) -> None:
    rows.insert(
        RATING_REQUESTS,
        collection_id=fact.collection_id,
        rater_id=fact.rater_id,
        employee_id=fact.employee_id,
        state=RequestState.ASKED,
        asked_at=fact.act.at,
        answered_at=None,
        reason=None,
    )


def _answered(state: RequestState) -> Handler:
    def handle(rows: Rows, fact: RatingRequestAccepted | RatingRequestDeclined | RatingRequestExpired) -> None:
        rows.update(
            RATING_REQUESTS,
            {"collection_id": fact.collection_id, "rater_id": fact.rater_id},
            state=state,
            answered_at=fact.act.at,
            reason=text_of(fact, "act.reason"),
        )

    return handle


ON: Handlers = {
    RatingRequested: _ask,
    RatingRequestAccepted: _answered(RequestState.ACCEPTED),
    RatingRequestDeclined: _answered(RequestState.DECLINED),
    RatingRequestExpired: _answered(RequestState.EXPIRED),
}
NOT_SHOWN = ()
