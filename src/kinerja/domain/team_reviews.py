"""Reviews by an evaluation team: scheduled, held or cancelled (D7)."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.evaluation_teams import (
    CANCELLED_WITHOUT_REASON,
    HELD_AHEAD,
    NOBODY_PRESENT,
    NOT_A_MEMBER,
    REVIEW_NOT_SCHEDULED,
    REVIEW_TOO_EARLY,
)
from kinerja.domain.team_vocabulary import TeamReviewState
from kinerja.domain.texts import Text, TextCategory

_OF_REVIEW: tuple[About, ...] = (
    About("originator_id", "TeamReview"),
    About("team_id", "EvaluationTeam"),
    About("unit_id", "OrgUnit"),
)


class TeamReviewScheduled(Fact, frozen=True, kw_only=True):
    """An evaluation team scheduled a review of a unit."""

    label_id: ClassVar[str] = "Penilaian tim evaluasi dijadwalkan"
    label_en: ClassVar[str] = "Review by an evaluation team scheduled"
    personal: ClassVar[dict[str, TextCategory]] = {"topic": TextCategory.JUDGEMENT}
    about: ClassVar[tuple[About, ...]] = _OF_REVIEW

    team_id: UUID
    unit_id: UUID
    planned_on: date
    topic: Text

    def apply(self, aggregate: "TeamReview") -> None:
        aggregate.team_id, aggregate.unit_id = self.team_id, self.unit_id


class TeamReviewHeld(Fact, frozen=True, kw_only=True):
    """A review took place."""

    label_id: ClassVar[str] = "Penilaian tim evaluasi dilaksanakan"
    label_en: ClassVar[str] = "Review by an evaluation team held"
    personal: ClassVar[dict[str, TextCategory]] = {"summary": TextCategory.JUDGEMENT}
    about: ClassVar[tuple[About, ...]] = (*_OF_REVIEW, About("present_ids", "Employee"))

    team_id: UUID
    unit_id: UUID
    held_on: date
    present_ids: tuple[UUID, ...]
    summary: Text

    def apply(self, aggregate: "TeamReview") -> None:
        aggregate.state = TeamReviewState.HELD
        aggregate.held_on = self.held_on


class TeamReviewCancelled(Fact, frozen=True, kw_only=True):
    """A review was cancelled."""

    label_id: ClassVar[str] = "Penilaian tim evaluasi dibatalkan"
    label_en: ClassVar[str] = "Review by an evaluation team cancelled"
    about: ClassVar[tuple[About, ...]] = _OF_REVIEW

    team_id: UUID
    unit_id: UUID

    def apply(self, aggregate: "TeamReview") -> None:
        aggregate.state = TeamReviewState.CANCELLED


class TeamReview(Aggregate):
    """A review: of which unit, by which team, and where it stands."""

    team_id: UUID
    unit_id: UUID
    state = TeamReviewState.SCHEDULED
    held_on: date | None = None

    def schedule(self, *, act: Act, team_id: UUID, unit_id: UUID, on: date, topic: Text, today: date) -> None:
        """Schedule it. Refused D7.10 for a day that is over."""
        if self.exists:
            return
        if on < today:
            raise refuse(REVIEW_TOO_EARLY, "plannedOn")
        self.trigger_event(TeamReviewScheduled, act=act, team_id=team_id, unit_id=unit_id, planned_on=on, topic=topic)

    def hold(
        self, *, act: Act, on: date, present: tuple[UUID, ...], members: Sequence[UUID], summary: Text, today: date
    ) -> None:
        """Record that it took place. ``members``: of the team on that day.

        Refused D7.13 unless it is scheduled; with all it violates of D7.5, D7.11 and D7.12.
        """
        self._must_be_scheduled()
        faults = [Refusal(HELD_AHEAD, ("heldOn",))] if on > today else []
        if not present:
            faults.append(Refusal(NOBODY_PRESENT, ("presentIds",)))
        faults += [
            Refusal(NOT_A_MEMBER, ("presentIds", place)) for place, id in enumerate(present) if id not in members
        ]
        raise_all(faults)
        self.trigger_event(
            TeamReviewHeld,
            act=act,
            team_id=self.team_id,
            unit_id=self.unit_id,
            held_on=on,
            present_ids=tuple(dict.fromkeys(present)),
            summary=summary,
        )

    def cancel(self, *, act: Act) -> None:
        """Cancel it. Refused D7.13 unless it is scheduled, D7.14 without a reason."""
        if self.state == TeamReviewState.CANCELLED:
            return
        self._must_be_scheduled()
        if act.reason is None:
            raise refuse(CANCELLED_WITHOUT_REASON, "reason")
        self.trigger_event(TeamReviewCancelled, act=act, team_id=self.team_id, unit_id=self.unit_id)

    def _must_be_scheduled(self) -> None:
        if self.state != TeamReviewState.SCHEDULED:
            raise refuse(REVIEW_NOT_SCHEDULED, "reviewId")
