"""Ratings of behaviour as they are read."""

from kinerja.domain.ratings import RatingFinalized, RatingSaved, RatingState
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, moment, number, sealed, text, uuid

RATINGS = Table(
    "ratings",
    key=(ID,),
    columns=(
        uuid("evaluation_id"),
        uuid("plan_id"),
        uuid("employee_id"),
        uuid("rater_id"),
        text("relation"),
        text("state"),
        sealed("note", nullable=True),
        moment("saved_at"),
        moment("finalized_at", nullable=True),
        number("version"),
    ),
    indexes=(("evaluation_id", "relation", "id"), ("rater_id", "saved_at", "id")),
)
RATING_LEVELS = Table(
    "rating_levels",
    key=(uuid("rating_id"), text("value")),
    columns=(number("number"), text("level")),
    indexes=(("rating_id", "number"),),
)
TABLES = (RATINGS, RATING_LEVELS)


def _save(rows: Rows, fact: RatingSaved) -> None:
    rows.put(
        RATINGS,
        id=fact.originator_id,
        evaluation_id=fact.evaluation_id,
        plan_id=fact.plan_id,
        employee_id=fact.employee_id,
        rater_id=fact.rater_id,
        relation=fact.relation,
        state=RatingState.SAVED,
        note=text_of(fact, "note"),
        saved_at=fact.act.at,
        version=fact.originator_version,
    )
    if fact.originator_version > 1:
        rows.delete(RATING_LEVELS, rating_id=fact.originator_id)
    for index, line in enumerate(fact.levels):
        rows.put(
            RATING_LEVELS,
            rating_id=fact.originator_id,
            value=line.value,
            number=index,
            level=line.level,
        )


def _finalize(rows: Rows, fact: RatingFinalized) -> None:
    rows.update(
        RATINGS,
        {"id": fact.originator_id},
        state=RatingState.FINAL,
        finalized_at=fact.act.at,
        version=fact.originator_version,
    )


ON: Handlers = {RatingSaved: _save, RatingFinalized: _finalize}
NOT_SHOWN = ()
