"""Reviews by evaluation teams as they are read."""

from kinerja.domain.team_reviews import TeamReviewCancelled, TeamReviewHeld, TeamReviewScheduled
from kinerja.domain.team_vocabulary import TeamReviewState
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, number, sealed, text, uuid

TEAM_REVIEWS = Table(
    "team_reviews",
    key=(ID,),
    columns=(
        uuid("team_id"),
        uuid("unit_id"),
        date("planned_on"),
        sealed("topic"),
        text("state"),
        date("held_on", nullable=True),
        sealed("summary", nullable=True),
        sealed("reason", nullable=True),
        uuid("scheduled_by", nullable=True),
        number("version"),
    ),
    indexes=(("planned_on", "id"), ("team_id", "planned_on", "id"), ("unit_id", "planned_on", "id")),
)
TEAM_REVIEW_PRESENCES = Table(
    "team_review_presences",
    key=(uuid("review_id"), uuid("employee_id")),
    columns=(),
    indexes=(("employee_id", "review_id"),),
)
TABLES = (TEAM_REVIEWS, TEAM_REVIEW_PRESENCES)


def _schedule(rows: Rows, fact: TeamReviewScheduled) -> None:
    rows.insert(
        TEAM_REVIEWS,
        id=fact.originator_id,
        team_id=fact.team_id,
        unit_id=fact.unit_id,
        planned_on=fact.planned_on,
        topic=text_of(fact, "topic"),
        state=TeamReviewState.SCHEDULED,
        held_on=None,
        summary=None,
        reason=None,
        scheduled_by=fact.act.by,
        version=fact.originator_version,
    )


def _hold(rows: Rows, fact: TeamReviewHeld) -> None:
    rows.update(
        TEAM_REVIEWS,
        {"id": fact.originator_id},
        state=TeamReviewState.HELD,
        held_on=fact.held_on,
        summary=text_of(fact, "summary"),
        version=fact.originator_version,
    )
    for employee_id in fact.present_ids:
        rows.insert(TEAM_REVIEW_PRESENCES, review_id=fact.originator_id, employee_id=employee_id)


def _cancel(rows: Rows, fact: TeamReviewCancelled) -> None:
    rows.update(
        TEAM_REVIEWS,
        {"id": fact.originator_id},
        state=TeamReviewState.CANCELLED,
        reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


ON: Handlers = {TeamReviewScheduled: _schedule, TeamReviewHeld: _hold, TeamReviewCancelled: _cancel}
NOT_SHOWN = ()
