"""Findings of evaluation teams (D7)."""

import strawberry

from kinerja.application.team_findings import AnswerTeamFinding, CloseTeamFinding, RecordTeamFinding
from kinerja.domain.team_vocabulary import FindingCategory, FindingResult, FindingSeverity, FindingState
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.evaluation_teams import EvaluationTeam
from kinerja.graphql.filtering import having, of
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import DateTime
from kinerja.graphql.standards import PerformanceStandard
from kinerja.graphql.team_reviews import TeamReview
from kinerja.projections.team_findings import TEAM_FINDINGS

_BY_TIME = Ordering(("recorded_at", "id"), ("timestamptz", "uuid"))


@readable(TEAM_FINDINGS, "What an evaluation team found in a review, and what it recommends (temuan).")
class TeamFinding(Node):
    """About one employee, one standard or one indicator."""

    id: strawberry.ID = node_id()
    team: EvaluationTeam | None = edge("team_id", "The team.")
    review: TeamReview | None = edge("review_id", "The review it was recorded in.")
    unit: OrgUnit | None = edge("unit_id", "The unit of the post.")
    position: Position | None = edge("position_id", "The employee's post; else the one that answers for the unit.")
    employee: Employee | None = edge("employee_id", "Whom it is about; null when it is about something else.")
    standard: PerformanceStandard | None = edge(
        "standard_id", "The standard it is about; null when it is about something else."
    )
    indicator: Indicator | None = edge(
        "indicator_id", "The indicator it is about; null when it is about something else."
    )
    severity: FindingSeverity = column("How grave it is.")
    category: FindingCategory = column("What it concerns.")
    state: FindingState = column("Where it stands.")
    recommendation: str | None = text("What is recommended; null when it is erased.")
    recorded_at: DateTime = column("When it was recorded.")
    recorded_by: Employee | None = edge("recorded_by", "Who recorded it.")
    answer: str | None = text("What was answered; null when nothing, or when it is erased.")
    answered_at: DateTime | None = column("When it was answered; null before.")
    answered_by: Employee | None = edge("answered_by", "Who answered it; null before.")
    result: FindingResult | None = column("What became of it; null until it is closed.")
    note: str | None = text("What the team said when closing it; null when nothing, or when it is erased.")
    closed_at: DateTime | None = column("When it was closed; null before.")
    closed_by: Employee | None = edge("closed_by", "Who closed it; null before.")
    version: int = column("Version of the object.")
    text: str | None = text("What was found; null when it is erased.")


@strawberry.input(description="Which findings.")
class TeamFindingFilter:
    """All conditions together."""

    team_id: strawberry.ID | None = of("EvaluationTeam", "Of this team.")
    review_id: strawberry.ID | None = of("TeamReview", "Of this review.")
    unit_id: strawberry.ID | None = of("OrgUnit", "About a post of this unit.")
    employee_id: strawberry.ID | None = of("Employee", "About this employee.")
    severity: FindingSeverity | None = having("As grave as this.")
    category: FindingCategory | None = having("Concerning this.")
    state: FindingState | None = having("In this state.")


@strawberry.type(description="Findings of evaluation teams.")
class TeamFindingsQuery:
    """Root fields."""

    team_findings: Connection[TeamFinding] = list_field(
        TeamFinding, "Findings of evaluation teams that are for this viewer, by time.", _BY_TIME, TeamFindingFilter
    )


MUTATIONS = (
    Mutation(RecordTeamFinding, TeamFinding, "finding", lambda made: made.id("finding")),
    *(
        Mutation(command, TeamFinding, "finding", lambda made: made.command.finding_id)
        for command in (AnswerTeamFinding, CloseTeamFinding)
    ),
)
