"""Commands on reviews by an evaluation team (D7)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.evaluation_teams import TeamId, members_today
from kinerja.application.inputs import NOTE_LENGTH, MandatoryReason
from kinerja.application.units import units_above
from kinerja.application.work import Authority, Work
from kinerja.domain.evaluation_teams import EvaluationTeam
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import OrgUnit
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.evaluation_teams import UNIT_OUT_OF_SCOPE
from kinerja.domain.team_reviews import TeamReview
from kinerja.domain.texts import Text

ReviewId = Annotated[UUID, refers("TeamReview", "The review.")]


class ScheduleTeamReview(Command, frozen=True, kw_only=True):
    """Schedule a review of a unit in the scope of the own team. Every employee reads which unit and when."""

    action: ClassVar[str] = "scheduleTeamReview"

    team_id: TeamId
    unit_id: Annotated[UUID, refers("OrgUnit", "The unit: one of the scope, or below one.")]
    planned_on: Annotated[date, says("The day, today or later, within the mandate.")]
    topic: Annotated[str, says("What is reviewed. Sealed.", 1, 300)]

    def decide(self, work: Work) -> None:
        team = work.load(EvaluationTeam, self.team_id, "teamId")
        authority = work.permit(officers=members_today(work, team))
        unit = work.load(OrgUnit, self.unit_id, "unitId")
        if units_above(work, unit.id).isdisjoint(team.appointed_as.unit_ids):
            raise refuse(UNIT_OUT_OF_SCOPE, "unitId")
        team.must_stand_on(self.planned_on, "plannedOn")
        work.begun(TeamReview, work.made("review")).schedule(
            act=work.act(authority),
            team_id=team.id,
            unit_id=unit.id,
            on=self.planned_on,
            topic=Text(self.topic),
            today=work.today,
        )


class HoldTeamReview(Command, frozen=True, kw_only=True):
    """Record that a review took place: when, who of the team was there, and what came of it."""

    action: ClassVar[str] = "holdTeamReview"
    versioned: ClassVar[str | None] = "the review"

    review_id: ReviewId
    held_on: Annotated[date, says("The day on which it took place.")]
    present_ids: Annotated[tuple[UUID, ...], refers("Employee", "Who of the members was present.")]
    summary: Annotated[str, says("What came of it. Sealed.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        review, team, authority = review_of_team(work, self.review_id)
        team.must_stand_on(self.held_on, "heldOn")
        review.hold(
            act=work.act(authority, valid_on=self.held_on),
            on=self.held_on,
            present=self.present_ids,
            members=team.members_on(self.held_on),
            summary=Text(self.summary),
            today=work.today,
        )


class CancelTeamReview(Command, frozen=True, kw_only=True):
    """Cancel a review that was scheduled."""

    action: ClassVar[str] = "cancelTeamReview"
    versioned: ClassVar[str | None] = "the review"

    review_id: ReviewId
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        review, _, authority = review_of_team(work, self.review_id)
        review.cancel(act=work.act(authority, reason=self.reason))


def review_of_team(work: Work, id: UUID, *, versioned: bool = True) -> tuple[TeamReview, EvaluationTeam, Authority]:
    """A review, its team, and on whose authority a member acts in it. Refused H12.1, H12.2, H6.1."""
    review = (work.target if versioned else work.load)(TeamReview, id, "reviewId")
    team = work.load(EvaluationTeam, review.team_id)
    return review, team, work.permit(officers=members_today(work, team))
