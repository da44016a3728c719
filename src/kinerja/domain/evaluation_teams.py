"""Evaluation teams (tim evaluasi): who belongs to one when, by which letter, for which units (D7)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act, Letter
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.evaluation_teams import (
    ALREADY_A_MEMBER,
    CHAIR_IS_A_MEMBER,
    CHAIR_LEAVES,
    CHANGES_NOTHING,
    DISSOLVED_WITHOUT_REASON,
    MANDATE_WITHOUT_END,
    NOT_A_MEMBER,
    OUTSIDE_THE_MANDATE,
    SCOPE_EMPTY,
    TEAM_DISSOLVED,
)
from kinerja.domain.rulebook.organisation import CODE_TAKEN

_DAY = timedelta(days=1)
_LEAST_MEMBERS = 2
_OF_MEMBER: tuple[About, ...] = (About("originator_id", "EvaluationTeam"), About("employee_id", "Employee"))


class EvaluationTeamAppointed(Fact, frozen=True, kw_only=True):
    """An evaluation team was appointed by a letter, for as long as that is valid."""

    label_id: ClassVar[str] = "Tim evaluasi dibentuk"
    label_en: ClassVar[str] = "Evaluation team appointed"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "EvaluationTeam"),
        About("unit_ids", "OrgUnit"),
        About("member_ids", "Employee"),
    )

    code: str
    name: str
    unit_ids: tuple[UUID, ...]
    member_ids: tuple[UUID, ...]
    chair_id: UUID
    starts_on: date
    ends_on: date

    def apply(self, aggregate: "EvaluationTeam") -> None:
        aggregate.appointed_as = NewTeam(
            code=self.code,
            name=self.name,
            unit_ids=self.unit_ids,
            member_ids=self.member_ids,
            chair_id=self.chair_id,
        )
        aggregate.letter = self.act.letter
        aggregate.starts_on, aggregate.ends_on = self.starts_on, self.ends_on
        aggregate.memberships = [Membership(employee_id=id, starts_on=self.starts_on) for id in self.member_ids]
        aggregate.chair_id = self.chair_id


class TeamMemberJoined(Fact, frozen=True, kw_only=True):
    """An employee joined an evaluation team, by letter."""

    label_id: ClassVar[str] = "Anggota tim evaluasi bergabung"
    label_en: ClassVar[str] = "Member joined the evaluation team"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_MEMBER

    employee_id: UUID
    starts_on: date

    def apply(self, aggregate: "EvaluationTeam") -> None:
        aggregate.memberships.append(Membership(employee_id=self.employee_id, starts_on=self.starts_on))


class TeamMemberLeft(Fact, frozen=True, kw_only=True):
    """An employee, who belonged to an evaluation team from a day on, left it after a last day, by letter."""

    label_id: ClassVar[str] = "Anggota tim evaluasi keluar"
    label_en: ClassVar[str] = "Member left the evaluation team"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_MEMBER

    employee_id: UUID
    starts_on: date
    last_day: date

    def apply(self, aggregate: "EvaluationTeam") -> None:
        aggregate.memberships = [
            msgspec.structs.replace(each, ends_on=self.last_day)
            if (each.employee_id, each.starts_on) == (self.employee_id, self.starts_on)
            else each
            for each in aggregate.memberships
        ]


class TeamChairNamed(Fact, frozen=True, kw_only=True):
    """A member became the chair of an evaluation team, by letter."""

    label_id: ClassVar[str] = "Ketua tim evaluasi ditunjuk"
    label_en: ClassVar[str] = "Chair of the evaluation team named"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_MEMBER

    employee_id: UUID
    starts_on: date

    def apply(self, aggregate: "EvaluationTeam") -> None:
        aggregate.chair_id = self.employee_id


class EvaluationTeamDissolved(Fact, frozen=True, kw_only=True):
    """An evaluation team was dissolved after a last day; what it found stays."""

    label_id: ClassVar[str] = "Tim evaluasi dibubarkan"
    label_en: ClassVar[str] = "Evaluation team dissolved"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "EvaluationTeam"),)

    last_day: date

    def apply(self, aggregate: "EvaluationTeam") -> None:
        aggregate.dissolved = True
        aggregate.ends_on = self.last_day


class NewTeam(msgspec.Struct, frozen=True, kw_only=True):
    """What a team is appointed with. The chair is one of the members; the scope has all units below its own."""

    code: str
    name: str
    unit_ids: tuple[UUID, ...]
    member_ids: tuple[UUID, ...]
    chair_id: UUID


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody belongs to a team from a day on; ``ends_on`` None: as long as the team does."""

    employee_id: UUID
    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the employee belongs to it on a day on which the team is there."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class TeamChange(msgspec.Struct, frozen=True, kw_only=True):
    """Who joins and who leaves a team from a day on, and who is its chair then; None: as before."""

    effective_on: date
    join: tuple[UUID, ...] = ()
    leave: tuple[UUID, ...] = ()
    chair_id: UUID | None = None


class EvaluationTeam(Aggregate):
    """A team, its mandate and its members."""

    appointed_as: NewTeam
    letter: Letter | None
    starts_on: date
    ends_on: date
    chair_id: UUID
    dissolved = False

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.memberships: list[Membership] = []

    def appoint(self, *, act: Act, team: NewTeam) -> None:
        """Appoint it by the letter of the act. Refused B1.4 on a taken code, with all it violates of D7.1-D7.3."""
        if self.exists:
            if self.appointed_as == team:
                return
            raise refuse(CODE_TAKEN, "code", code=team.code)
        window = _window(act.letter)
        faults = [] if window else [Refusal(MANDATE_WITHOUT_END, ("letter", "validTo"))]
        raise_all([*faults, *_misformed(team)])
        if window is not None:
            said = msgspec.structs.asdict(team)
            self.trigger_event(EvaluationTeamAppointed, act=act, **said, starts_on=window[0], ends_on=window[1])

    def change(self, *, act: Act, change: TeamChange) -> None:
        """Let members join and leave, and name the chair. Refused D7.8; with all it violates of D7.4-D7.7, D7.23."""
        self._must_stand()
        day = change.effective_on
        raise_all(list(self._misfits(change)))
        for id in change.leave:
            self._end(act, id, day)
        for id in change.join:
            self.trigger_event(TeamMemberJoined, act=act, employee_id=id, starts_on=day)
        if change.chair_id is not None and change.chair_id != self.chair_id:
            self.trigger_event(TeamChairNamed, act=act, employee_id=change.chair_id, starts_on=day)

    def dissolve(self, *, act: Act, last_day: date) -> None:
        """Dissolve it after a last day. Refused D7.7 beyond its mandate, D7.8 twice, D7.22 without a reason."""
        self._must_stand()
        faults = list(self._outside(last_day, "lastDay"))
        if act.reason is None:
            faults.append(Refusal(DISSOLVED_WITHOUT_REASON, ("reason",)))
        raise_all(faults)
        self.trigger_event(EvaluationTeamDissolved, act=act, last_day=last_day)

    def must_stand_on(self, day: date, *path: str) -> None:
        """Refused D7.7 on a day outside of its mandate."""
        raise_all(list(self._outside(day, *path)))

    def members_on(self, day: date) -> list[UUID]:
        """Who belongs to it on a day; nobody outside of its mandate."""
        if not self.starts_on <= day <= self.ends_on:
            return []
        return [each.employee_id for each in self.memberships if each.holds_on(day)]

    def _end(self, act: Act, employee_id: UUID, day: date) -> None:
        """End whatever membership holds on a day the day before."""
        for each in [each for each in self.memberships if each.employee_id == employee_id and each.holds_on(day)]:
            self.trigger_event(
                TeamMemberLeft, act=act, employee_id=employee_id, starts_on=each.starts_on, last_day=day - _DAY
            )

    def _must_stand(self) -> None:
        if self.dissolved:
            raise refuse(TEAM_DISSOLVED, "teamId")

    def _outside(self, day: date, *path: str) -> Iterator[Refusal]:
        if not self.starts_on <= day <= self.ends_on:
            window = {"starts_on": self.starts_on.isoformat(), "ends_on": self.ends_on.isoformat()}
            yield Refusal(OUTSIDE_THE_MANDATE, path, window)

    def _misfits(self, change: TeamChange) -> Iterator[Refusal]:
        day = change.effective_on
        yield from self._outside(day, "effectiveOn")
        present = {each.employee_id for each in self.memberships if each.ends_on is None or each.ends_on >= day}
        for place, id in enumerate(change.join):
            if id in present or id in change.join[:place]:
                yield Refusal(ALREADY_A_MEMBER, ("joinIds", place))
        for place, id in enumerate(change.leave):
            if id not in self.members_on(day) or id in change.leave[:place]:
                yield Refusal(NOT_A_MEMBER, ("leaveIds", place))
        yield from self._unchaired(change)

    def _unchaired(self, change: TeamChange) -> Iterator[Refusal]:
        """What is wrong with who is the chair afterwards, and whether anything is different at all."""
        after = {*self.members_on(change.effective_on), *change.join} - {*change.leave}
        if change.chair_id is not None and change.chair_id not in after:
            yield Refusal(CHAIR_IS_A_MEMBER, ("chairId",))
        elif change.chair_id is None and self.chair_id in change.leave:
            yield Refusal(CHAIR_LEAVES, ("chairId",))
        if not change.join and not change.leave and change.chair_id in (None, self.chair_id):
            yield Refusal(CHANGES_NOTHING, ("joinIds",))


def _window(letter: Letter | None) -> tuple[date, date] | None:
    """From when until when a letter is valid; None when it does not say, or ends before it begins."""
    if letter is None or letter.valid_to is None:
        return None
    begins = letter.valid_from or letter.issued_on
    return (begins, letter.valid_to) if begins <= letter.valid_to else None


def _misformed(team: NewTeam) -> Iterator[Refusal]:
    if not team.unit_ids or len(set(team.unit_ids)) < len(team.unit_ids):
        yield Refusal(SCOPE_EMPTY, ("unitIds",))
    if len(set(team.member_ids)) < max(_LEAST_MEMBERS, len(team.member_ids)):
        yield Refusal(SCOPE_EMPTY, ("memberIds",))
    if team.chair_id not in team.member_ids:
        yield Refusal(CHAIR_IS_A_MEMBER, ("chairId",))
