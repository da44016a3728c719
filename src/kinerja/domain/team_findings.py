"""Findings of an evaluation team: recorded in a review, answered by whom they concern, closed by the team (D7)."""

from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.evaluation_teams import (
    ANSWERED_ALREADY,
    FINDING_ABOUT_ONE,
    FINDING_CLOSED,
    JUDGES_ONESELF,
)
from kinerja.domain.team_vocabulary import FindingCategory, FindingResult, FindingSeverity, FindingState
from kinerja.domain.texts import Text, TextCategory

_OF_FINDING: tuple[About, ...] = (
    About("originator_id", "TeamFinding"),
    About("team_id", "EvaluationTeam"),
    About("employee_id", "Employee"),
    About("position_id", "Position"),
)


class TeamFindingRecorded(Fact, frozen=True, kw_only=True):
    """An evaluation team recorded a finding about an employee, or about a standard or an indicator of a unit.

    ``position_id`` is the employee's post, else that of who answers for the unit; ``unit_id`` the unit of the post.
    """

    label_id: ClassVar[str] = "Temuan tim evaluasi dicatat"
    label_en: ClassVar[str] = "Finding of an evaluation team recorded"
    personal: ClassVar[dict[str, TextCategory]] = {
        "text": TextCategory.JUDGEMENT,
        "recommendation": TextCategory.JUDGEMENT,
    }
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        *_OF_FINDING,
        About("review_id", "TeamReview"),
        About("standard_id", "PerformanceStandard"),
        About("indicator_id", "Indicator"),
    )

    team_id: UUID
    review_id: UUID
    position_id: UUID
    unit_id: UUID
    employee_id: UUID | None
    standard_id: UUID | None
    indicator_id: UUID | None
    severity: FindingSeverity
    category: FindingCategory
    text: Text
    recommendation: Text

    def apply(self, aggregate: "TeamFinding") -> None:
        aggregate.of = Concerned(
            team_id=self.team_id, employee_id=self.employee_id, position_id=self.position_id, unit_id=self.unit_id
        )


class TeamFindingAnswered(Fact, frozen=True, kw_only=True):
    """Whom a finding concerns answered it."""

    label_id: ClassVar[str] = "Temuan tim evaluasi ditanggapi"
    label_en: ClassVar[str] = "Finding of an evaluation team answered"
    personal: ClassVar[dict[str, TextCategory]] = {"text": TextCategory.JUDGEMENT}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_FINDING

    team_id: UUID
    employee_id: UUID | None
    position_id: UUID
    text: Text

    def apply(self, aggregate: "TeamFinding") -> None:
        aggregate.state = FindingState.ANSWERED


class TeamFindingClosed(Fact, frozen=True, kw_only=True):
    """A member of the team closed a finding."""

    label_id: ClassVar[str] = "Temuan tim evaluasi ditutup"
    label_en: ClassVar[str] = "Finding of an evaluation team closed"
    personal: ClassVar[dict[str, TextCategory]] = {"note": TextCategory.JUDGEMENT}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_FINDING

    team_id: UUID
    employee_id: UUID | None
    position_id: UUID
    result: FindingResult
    note: Text | None

    def apply(self, aggregate: "TeamFinding") -> None:
        aggregate.state = FindingState.CLOSED


class Concerned(msgspec.Struct, frozen=True, kw_only=True):
    """Whose finding it is, and whom it concerns: an employee in a post, or who holds the post, for the unit."""

    team_id: UUID
    employee_id: UUID | None
    position_id: UUID
    unit_id: UUID


class NewFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What is found. Exactly one of ``of.employee_id``, ``standard_id`` and ``indicator_id`` is there."""

    of: Concerned
    review_id: UUID
    standard_id: UUID | None
    indicator_id: UUID | None
    severity: FindingSeverity
    category: FindingCategory
    text: Text
    recommendation: Text


class TeamFinding(Aggregate):
    """A finding: whom it concerns and where it stands."""

    of: Concerned
    state = FindingState.OPEN

    def record(self, *, act: Act, finding: NewFinding, concerns_oneself: bool) -> None:
        """Record it. Refused D7.16 unless it is about one thing, D7.19 by whom it concerns."""
        if self.exists:
            return
        of = finding.of
        faults = [Refusal(JUDGES_ONESELF, ("positionId",))] if concerns_oneself else []
        if sum(each is not None for each in (of.employee_id, finding.standard_id, finding.indicator_id)) != 1:
            faults.append(Refusal(FINDING_ABOUT_ONE, ("employeeId",)))
        raise_all(faults)
        said = msgspec.structs.asdict(finding)
        del said["of"]
        self.trigger_event(TeamFindingRecorded, act=act, **msgspec.structs.asdict(of), **said)

    def answer(self, *, act: Act, text: Text) -> None:
        """Answer it. Refused D7.20 unless it waits for an answer."""
        if self.state != FindingState.OPEN:
            raise refuse(ANSWERED_ALREADY, "findingId")
        self.trigger_event(TeamFindingAnswered, act=act, **self._whose(), text=text)

    def close(self, *, act: Act, result: FindingResult, note: Text | None, concerns_oneself: bool) -> None:
        """Close it, answered or not. Refused D7.19 by whom it concerns, D7.21 twice."""
        if concerns_oneself:
            raise refuse(JUDGES_ONESELF, "findingId")
        if self.state == FindingState.CLOSED:
            raise refuse(FINDING_CLOSED, "findingId")
        self.trigger_event(TeamFindingClosed, act=act, **self._whose(), result=result, note=note)

    def _whose(self) -> dict[str, UUID | None]:
        return {
            "team_id": self.of.team_id,
            "employee_id": self.of.employee_id,
            "position_id": self.of.position_id,
        }
