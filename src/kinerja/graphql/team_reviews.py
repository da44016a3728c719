"""Reviews by evaluation teams (D7)."""

import strawberry

from kinerja.application.team_reviews import CancelTeamReview, HoldTeamReview, ScheduleTeamReview
from kinerja.domain.team_vocabulary import TeamReviewState
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, linked, node_id, readable, text
from kinerja.graphql.evaluation_teams import EvaluationTeam
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date
from kinerja.projections.team_reviews import TEAM_REVIEW_PRESENCES, TEAM_REVIEWS

_BY_DAY = Ordering(("planned_on", "id"), ("date", "uuid"))


@readable(TEAM_REVIEWS, "A review of a unit by an evaluation team: scheduled, then held or cancelled.")
class TeamReview(Node):
    """Which unit and when is for every employee; what it is about and what came of it for team and oversight."""

    id: strawberry.ID = node_id()
    team: EvaluationTeam | None = edge("team_id", "The team.")
    unit: OrgUnit | None = edge("unit_id", "The unit, with all below it.")
    planned_on: Date = column("The day for which it was scheduled.")
    state: TeamReviewState = column("Where it stands.")
    held_on: Date | None = column("The day on which it took place; null unless it did.")
    scheduled_by: Employee | None = edge("scheduled_by", "Who scheduled it.")
    present: list[Employee] | None = linked(
        TEAM_REVIEW_PRESENCES,
        "review_id",
        "employee_id",
        ("id",),
        "Who of the members was present; null when it is not for this viewer.",
    )
    topic: str | None = text("What is reviewed; null when it is erased or not for this viewer.")
    summary: str | None = text("What came of it; null unless it was held, when it is erased or not for this viewer.")
    reason: str | None = text("Why it was cancelled; null unless it was, when it is erased or not for this viewer.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which reviews.")
class TeamReviewFilter:
    """All conditions together."""

    team_id: strawberry.ID | None = of("EvaluationTeam", "By this team.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit.")
    state: TeamReviewState | None = having("In this state.")


@strawberry.type(description="Reviews by evaluation teams.")
class TeamReviewsQuery:
    """Root fields."""

    team_reviews: Connection[TeamReview] = list_field(
        TeamReview, "Reviews by evaluation teams, by the day they are scheduled for.", _BY_DAY, TeamReviewFilter
    )


MUTATIONS = (
    Mutation(ScheduleTeamReview, TeamReview, "review", lambda made: made.id("review")),
    *(
        Mutation(command, TeamReview, "review", lambda made: made.command.review_id)
        for command in (HoldTeamReview, CancelTeamReview)
    ),
)
