"""Commands on findings of an evaluation team (D7)."""

from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.evaluation_teams import members_today
from kinerja.application.inputs import NOTE_LENGTH
from kinerja.application.team_reviews import ReviewId, review_of_team
from kinerja.application.units import units_above
from kinerja.application.work import Authority, Ratee, Work
from kinerja.domain.evaluation_teams import EvaluationTeam
from kinerja.domain.indicators import Indicator
from kinerja.domain.inputs import refers, says
from kinerja.domain.positions import Position
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.evaluation_teams import (
    POST_NOT_REVIEWED,
    POST_OF_ANOTHER,
    REVIEW_NOT_HELD,
    STANDARD_OF_OTHERS,
)
from kinerja.domain.standards import PerformanceStandard
from kinerja.domain.team_findings import Concerned, NewFinding, TeamFinding
from kinerja.domain.team_reviews import TeamReview
from kinerja.domain.team_vocabulary import FindingCategory, FindingResult, FindingSeverity
from kinerja.domain.texts import Text
from kinerja.identity.relations import Standing

FindingId = Annotated[UUID, refers("TeamFinding", "The finding.")]


class RecordTeamFinding(Command, frozen=True, kw_only=True):
    """Record a finding of a review that was held, about one employee, one standard or one indicator.

    About an employee it is for that employee, those who judge the employee, the team and those who oversee. About a
    standard or indicator it is answered by who holds the post that answers for the unit.
    """

    action: ClassVar[str] = "recordTeamFinding"

    review_id: ReviewId
    position_id: Annotated[
        UUID,
        refers("Position", "The employee's post; else the one that answers for the unit. Of the unit or below it."),
    ]
    employee_id: Annotated[UUID | None, refers("Employee", "Whom it is about; else null.")] = None
    standard_id: Annotated[UUID | None, refers("PerformanceStandard", "The standard it is about; else null.")] = None
    indicator_id: Annotated[UUID | None, refers("Indicator", "The indicator it is about; else null.")] = None
    severity: Annotated[FindingSeverity, says("How grave it is.")]
    category: Annotated[FindingCategory, says("What it concerns.")]
    text: Annotated[str, says("What was found. Sealed.", 1, NOTE_LENGTH)]
    recommendation: Annotated[str, says("What is recommended. Sealed.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        review, team, authority = review_of_team(work, self.review_id, versioned=False)
        of = self._concerned(work, review, team)
        act, finding = work.act(authority), work.begun(TeamFinding, work.made("finding"))
        new = NewFinding(
            of=of,
            review_id=review.id,
            standard_id=self.standard_id,
            indicator_id=self.indicator_id,
            severity=self.severity,
            category=self.category,
            text=Text(self.text),
            recommendation=Text(self.recommendation),
        )
        finding.record(act=act, finding=new, concerns_oneself=_concerns(work, of))

    def _concerned(self, work: Work, review: TeamReview, team: EvaluationTeam) -> Concerned:
        """Whom it concerns. Refused D7.15, H12.1, D7.17, D7.18, D7.24."""
        if review.held_on is None:
            raise refuse(REVIEW_NOT_HELD, "reviewId", action="holdTeamReview")
        if self.standard_id is not None:
            _must_apply(work, self.standard_id, review, "standardId")
        if self.indicator_id is not None:
            indicator = work.load(Indicator, self.indicator_id, "indicatorId")
            _must_apply(work, indicator.defined_for[0], review, "indicatorId")
        position = work.load(Position, self.position_id, "positionId")
        if review.unit_id not in units_above(work, position.unit_id):
            raise refuse(POST_NOT_REVIEWED, "positionId")
        held_by = {each.employee_id for each in position.holders_on(review.held_on)}
        if self.employee_id is not None and self.employee_id not in held_by:
            raise refuse(POST_OF_ANOTHER, "employeeId")
        return Concerned(
            team_id=team.id, employee_id=self.employee_id, position_id=position.id, unit_id=position.unit_id
        )


class AnswerTeamFinding(Command, frozen=True, kw_only=True):
    """Answer a finding, once: the employee it is about, else who holds the post that answers for the unit."""

    action: ClassVar[str] = "answerTeamFinding"
    versioned: ClassVar[str | None] = "the finding"

    finding_id: FindingId
    text: Annotated[str, says("What is answered, and what will be done. Sealed.", 1, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        finding = work.target(TeamFinding, self.finding_id, "findingId")
        finding.answer(act=work.act(_answerer(work, finding.of)), text=Text(self.text))


class CloseTeamFinding(Command, frozen=True, kw_only=True):
    """Close a finding of the own team, answered or not, and say what became of it."""

    action: ClassVar[str] = "closeTeamFinding"
    versioned: ClassVar[str | None] = "the finding"

    finding_id: FindingId
    result: Annotated[FindingResult, says("What became of it.")]
    note: Annotated[str | None, says("What the team says of it. Sealed.", 1, NOTE_LENGTH)] = None

    def decide(self, work: Work) -> None:
        finding = work.target(TeamFinding, self.finding_id, "findingId")
        team = work.load(EvaluationTeam, finding.of.team_id)
        authority = work.permit(officers=members_today(work, team))
        note = Text(self.note) if self.note is not None else None
        concerns = _concerns(work, finding.of)
        finding.close(act=work.act(authority), result=self.result, note=note, concerns_oneself=concerns)


def _must_apply(work: Work, standard_id: UUID, review: TeamReview, path: str) -> None:
    """Refused H12.1, D7.24 unless a standard applied to a post of the reviewed unit, or below it, on that day."""
    standard = work.load(PerformanceStandard, standard_id, path)
    posts = standard.positions_on(review.held_on or work.today)
    if not any(review.unit_id in units_above(work, work.load(Position, id).unit_id) for id in posts):
        raise refuse(STANDARD_OF_OTHERS, path)


def _answerer(work: Work, of: Concerned) -> Authority:
    """On whose authority a finding is answered. Refused H6.1."""
    if of.employee_id is not None:
        return work.permit(Ratee(of.employee_id, of.position_id), only=Standing.SELF)
    position = work.load(Position, of.position_id)
    return work.permit(only=Standing.ANSWERABLE, officers=position.officers_on(work.today))


def _concerns(work: Work, of: Concerned) -> bool:
    """Whether a finding concerns who gives the command: as the employee, or in the post that answers for the unit."""
    if of.employee_id is not None:
        return of.employee_id == work.subject
    holders = work.load(Position, of.position_id).holders_on(work.today)
    return any(held.employee_id == work.subject for held in holders)
