"""Commands on evaluation teams (D7)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import Code, MandatoryReason, Name
from kinerja.application.work import Named, Work
from kinerja.domain.act import Capacity, Letter
from kinerja.domain.evaluation_teams import EvaluationTeam, NewTeam, TeamChange
from kinerja.domain.ids import stream_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import Employee, OrgUnit

TeamId = Annotated[UUID, refers("EvaluationTeam", "The team.")]


class AppointEvaluationTeam(Command, frozen=True, kw_only=True):
    """Appoint an evaluation team by a letter, for as long as that is valid.

    Its members read, in the units of its scope, approved plans, reports with their evidence, and delivered
    evaluations; neither feedback nor ratings, nor how an evaluation was computed, nor dialogues, leaves, visits or
    complaints.
    """

    action: ClassVar[str] = "appointEvaluationTeam"

    code: Code
    name: Name
    unit_ids: Annotated[tuple[UUID, ...], refers("OrgUnit", "The units in scope, each with all below it.")]
    member_ids: Annotated[tuple[UUID, ...], refers("Employee", "Its members, two or more, the chair among them.")]
    chair_id: Annotated[UUID, refers("Employee", "The chair.")]
    letter: Annotated[Letter, says("The letter that appoints it; `validTo` has to be there.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), letter=self.letter)
        for place, id in enumerate(self.unit_ids):
            work.load(OrgUnit, id, "unitIds", place)
        _must_exist(work, self.member_ids, "memberIds")
        team = work.begun(EvaluationTeam, stream_id(work.agency, "EvaluationTeam", self.code))
        new = NewTeam(
            code=self.code,
            name=self.name,
            unit_ids=self.unit_ids,
            member_ids=self.member_ids,
            chair_id=self.chair_id,
        )
        team.appoint(act=act, team=new)


class ChangeEvaluationTeam(Command, frozen=True, kw_only=True):
    """Let members join or leave an evaluation team, or name another chair, by a letter. Its mandate stays."""

    action: ClassVar[str] = "changeEvaluationTeam"
    versioned: ClassVar[str | None] = "the team"

    team_id: TeamId
    effective_on: Annotated[date, says("First day on which it is so; who leaves belongs to it until the day before.")]
    join_ids: Annotated[tuple[UUID, ...], refers("Employee", "Who joins.")] = ()
    leave_ids: Annotated[tuple[UUID, ...], refers("Employee", "Who leaves.")] = ()
    chair_id: Annotated[UUID | None, refers("Employee", "The chair from then on; null: as before.")] = None
    letter: Annotated[Letter, says("The letter that changes it.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), letter=self.letter, valid_on=self.effective_on)
        team = work.target(EvaluationTeam, self.team_id, "teamId")
        _must_exist(work, self.join_ids, "joinIds")
        change = TeamChange(
            effective_on=self.effective_on, join=self.join_ids, leave=self.leave_ids, chair_id=self.chair_id
        )
        team.change(act=act, change=change)


class DissolveEvaluationTeam(Command, frozen=True, kw_only=True):
    """Dissolve an evaluation team before its letter ends. What it found stays to be read and answered."""

    action: ClassVar[str] = "dissolveEvaluationTeam"
    versioned: ClassVar[str | None] = "the team"

    team_id: TeamId
    last_day: Annotated[date, says("Its last day, within its mandate.")]
    reason: MandatoryReason = None
    letter: Annotated[Letter | None, says("The letter that dissolves it; null: none.")] = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason, letter=self.letter)
        team = work.target(EvaluationTeam, self.team_id, "teamId")
        team.dissolve(act=act, last_day=self.last_day)


def members_today(work: Work, team: EvaluationTeam) -> list[Named]:
    """Who acts for a team today: by its mandate, under its letter."""
    return [Named(id, Capacity.MANDATED, team.letter) for id in team.members_on(work.today)]


def _must_exist(work: Work, ids: Iterable[UUID], name: str) -> None:
    for place, id in enumerate(ids):
        work.load(Employee, id, name, place)
