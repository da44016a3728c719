"""Evaluation teams: mandate, members, reviews, findings (D7)."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Letter
from kinerja.domain.evaluation_teams import (
    EvaluationTeam,
    EvaluationTeamAppointed,
    EvaluationTeamDissolved,
    NewTeam,
    TeamChairNamed,
    TeamChange,
    TeamMemberJoined,
    TeamMemberLeft,
)
from kinerja.domain.team_findings import (
    Concerned,
    NewFinding,
    TeamFinding,
    TeamFindingAnswered,
    TeamFindingClosed,
    TeamFindingRecorded,
)
from kinerja.domain.team_reviews import TeamReview, TeamReviewCancelled, TeamReviewHeld, TeamReviewScheduled
from kinerja.domain.team_vocabulary import FindingCategory, FindingResult, FindingSeverity
from kinerja.domain.texts import Text
from tests.domain.given import ACT, EXPLAINED, STREAM, given

UNIT, ANI, BUDI, CITRA, DEWI = (UUID(int=n) for n in (9, 41, 42, 43, 44))
FIRST, LAST = date(2025, 1, 6), date(2025, 6, 30)
LETTER = Letter(number="800/7/2025", issuer="Bupati", issued_on=date(2025, 1, 3), valid_from=FIRST, valid_to=LAST)
APPOINTING = msgspec.structs.replace(ACT, letter=LETTER)
NEW = NewTeam(code="TIM", name="Tim evaluasi", unit_ids=(UNIT,), member_ids=(ANI, BUDI), chair_id=ANI)
APPOINTED = EvaluationTeamAppointed(
    act=APPOINTING, code="TIM", name="Tim evaluasi", unit_ids=(UNIT,), member_ids=(ANI, BUDI), chair_id=ANI,
    starts_on=FIRST, ends_on=LAST,
)  # fmt: skip
DISSOLVED = EvaluationTeamDissolved(act=EXPLAINED, last_day=date(2025, 3, 31))
MARCH = date(2025, 3, 1)


def appoint(letter: Letter | None = LETTER, **changes: Any) -> Callable[[EvaluationTeam], None]:
    act, new = msgspec.structs.replace(ACT, letter=letter), msgspec.structs.replace(NEW, **changes)
    return lambda team: team.appoint(act=act, team=new)


def change(**what: Any) -> Callable[[EvaluationTeam], None]:
    return lambda team: team.change(act=ACT, change=TeamChange(**{"effective_on": MARCH, **what}))


# ── the team ─────────────────────────────────────────────────────────────────────────────────────────


def test_d7_a_team_is_appointed_for_as_long_as_its_letter_is_valid() -> None:
    given(EvaluationTeam).when(appoint()).then(APPOINTED)


def test_d7_a_letter_without_a_first_day_is_valid_from_its_date() -> None:
    letter = msgspec.structs.replace(LETTER, valid_from=None)
    outcome = given(EvaluationTeam).when(appoint(letter))
    assert outcome.aggregate.starts_on == date(2025, 1, 3)


def test_d7_the_same_team_is_appointed_once_and_its_code_not_twice() -> None:
    given(EvaluationTeam, APPOINTED).when(appoint()).then_nothing()
    given(EvaluationTeam, APPOINTED).when(appoint(name="Tim lain")).then_refused("B1.4")


@pytest.mark.parametrize(
    "letter",
    [None, *(msgspec.structs.replace(LETTER, valid_to=end) for end in (None, date(2025, 1, 5)))],
    ids=["no letter", "no end", "ends before it begins"],
)
def test_d7_1_the_letter_of_a_team_has_an_end(letter: Letter | None) -> None:
    outcome = given(EvaluationTeam).when(appoint(letter))
    outcome.then_refused("D7.1")
    assert outcome.paths == [("letter", "validTo")]


def test_d7_2_the_chair_is_a_member() -> None:
    outcome = given(EvaluationTeam).when(appoint(chair_id=CITRA))
    outcome.then_refused("D7.2")
    assert outcome.paths == [("chairId",)]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"unit_ids": ()}, ("unitIds",)), ({"unit_ids": (UNIT, UNIT)}, ("unitIds",)),
        ({"member_ids": (ANI,)}, ("memberIds",)), ({"member_ids": (ANI, BUDI, BUDI)}, ("memberIds",)),
    ],
)  # fmt: skip
def test_d7_3_a_team_has_units_and_two_members(changes: dict[str, Any], path: tuple[str]) -> None:
    outcome = given(EvaluationTeam).when(appoint(**changes))
    outcome.then_refused("D7.3")
    assert outcome.paths == [path]


def test_d7_members_join_and_leave_and_another_is_the_chair_from_a_day_on() -> None:
    outcome = given(EvaluationTeam, APPOINTED).when(change(join=(CITRA,), leave=(ANI,), chair_id=CITRA))
    outcome.then(
        TeamMemberLeft(act=ACT, employee_id=ANI, starts_on=FIRST, last_day=date(2025, 2, 28)),
        TeamMemberJoined(act=ACT, employee_id=CITRA, starts_on=MARCH),
        TeamChairNamed(act=ACT, employee_id=CITRA, starts_on=MARCH),
    )
    assert outcome.aggregate.members_on(date(2025, 2, 28)) == [ANI, BUDI]
    assert outcome.aggregate.members_on(MARCH) == [BUDI, CITRA]


@pytest.mark.parametrize(
    ("day", "there"), [(date(2025, 1, 5), False), (FIRST, True), (LAST, True), (date(2025, 7, 1), False)]
)
def test_d7_nobody_belongs_to_a_team_outside_of_its_mandate(day: date, there: bool) -> None:
    team = given(EvaluationTeam).when(appoint()).aggregate
    assert bool(team.members_on(day)) == there


@pytest.mark.parametrize("join", [(BUDI,), (CITRA, CITRA)], ids=["member", "twice"])
def test_d7_4_nobody_joins_twice(join: tuple[UUID, ...]) -> None:
    outcome = given(EvaluationTeam, APPOINTED).when(change(join=join))
    outcome.then_refused("D7.4")
    assert outcome.paths == [("joinIds", len(join) - 1)]


def test_d7_4_nor_who_joins_later() -> None:
    later = TeamMemberJoined(act=ACT, employee_id=CITRA, starts_on=date(2025, 5, 1))
    given(EvaluationTeam, APPOINTED, later).when(change(join=(CITRA,))).then_refused("D7.4")


@pytest.mark.parametrize("leave", [(CITRA,), (BUDI, BUDI)], ids=["nobody", "twice"])
def test_d7_5_nobody_leaves_who_is_no_member(leave: tuple[UUID, ...]) -> None:
    outcome = given(EvaluationTeam, APPOINTED).when(change(leave=leave))
    outcome.then_refused("D7.5")
    assert outcome.paths == [("leaveIds", len(leave) - 1)]


def test_d7_6_a_change_changes_something() -> None:
    given(EvaluationTeam, APPOINTED).when(change()).then_refused("D7.6")
    given(EvaluationTeam, APPOINTED).when(change(chair_id=ANI)).then_refused("D7.6")


@pytest.mark.parametrize("day", [date(2025, 1, 5), date(2025, 7, 1)], ids=["before", "after"])
def test_d7_7_a_team_changes_within_its_mandate(day: date) -> None:
    outcome = given(EvaluationTeam, APPOINTED).when(change(effective_on=day, join=(CITRA,)))
    outcome.then_refused("D7.7")
    assert outcome.parameters == [{"starts_on": "2025-01-06", "ends_on": "2025-06-30"}]


def test_d7_23_the_chair_does_not_leave_without_a_successor() -> None:
    given(EvaluationTeam, APPOINTED).when(change(leave=(ANI,))).then_refused("D7.23")
    given(EvaluationTeam, APPOINTED).when(change(leave=(ANI,), chair_id=ANI)).then_refused("D7.2")


def dissolve(last_day: date = date(2025, 3, 31)) -> Callable[[EvaluationTeam], None]:
    return lambda team: team.dissolve(act=EXPLAINED, last_day=last_day)


def test_d7_a_team_is_dissolved_after_a_last_day() -> None:
    outcome = given(EvaluationTeam, APPOINTED).when(dissolve())
    outcome.then(DISSOLVED)
    assert outcome.aggregate.members_on(date(2025, 3, 31)) == [ANI, BUDI]
    assert outcome.aggregate.members_on(date(2025, 4, 1)) == []


def test_d7_7_it_is_dissolved_within_its_mandate() -> None:
    given(EvaluationTeam, APPOINTED).when(dissolve(date(2025, 7, 1))).then_refused("D7.7")


def test_d7_8_what_is_dissolved_neither_changes_nor_is_dissolved_again() -> None:
    given(EvaluationTeam, APPOINTED, DISSOLVED).when(change(join=(CITRA,))).then_refused("D7.8")
    given(EvaluationTeam, APPOINTED, DISSOLVED).when(dissolve()).then_refused("D7.8")


def test_d7_22_a_team_is_not_dissolved_without_a_reason() -> None:
    given(EvaluationTeam, APPOINTED).when(
        lambda team: team.dissolve(act=ACT, last_day=date(2025, 3, 31))
    ).then_refused("D7.22")


# ── reviews ──────────────────────────────────────────────────────────────────────────────────────────

TODAY, TEAM = date(2025, 3, 10), UUID(int=60)
SCHEDULED = TeamReviewScheduled(act=ACT, team_id=TEAM, unit_id=UNIT, planned_on=TODAY, topic=Text("triwulan I"))
HELD = TeamReviewHeld(act=ACT, team_id=TEAM, unit_id=UNIT, held_on=TODAY, present_ids=(ANI,), summary=Text("tertib"))
CANCELLED = TeamReviewCancelled(act=EXPLAINED, team_id=TEAM, unit_id=UNIT)


def schedule(on: date = TODAY) -> Callable[[TeamReview], None]:
    return lambda review: review.schedule(
        act=ACT, team_id=TEAM, unit_id=UNIT, on=on, topic=Text("triwulan I"), today=TODAY
    )


def hold(on: date = TODAY, present: tuple[UUID, ...] = (ANI,)) -> Callable[[TeamReview], None]:
    return lambda review: review.hold(
        act=ACT, on=on, present=present, members=[ANI, BUDI], summary=Text("tertib"), today=TODAY
    )


def test_d7_a_review_is_scheduled_and_held() -> None:
    given(TeamReview).when(schedule()).then(SCHEDULED)
    given(TeamReview, SCHEDULED).when(schedule()).then_nothing()
    given(TeamReview, SCHEDULED).when(hold()).then(HELD)


def test_d7_10_a_review_is_scheduled_for_a_day_that_is_not_over() -> None:
    given(TeamReview).when(schedule(date(2025, 3, 9))).then_refused("D7.10")


def test_d7_11_what_is_ahead_was_not_held() -> None:
    given(TeamReview, SCHEDULED).when(hold(date(2025, 3, 11))).then_refused("D7.11")


def test_d7_12_somebody_of_the_team_was_there() -> None:
    given(TeamReview, SCHEDULED).when(hold(present=())).then_refused("D7.12")


def test_d7_5_who_was_there_is_a_member() -> None:
    outcome = given(TeamReview, SCHEDULED).when(hold(present=(ANI, CITRA)))
    outcome.then_refused("D7.5")
    assert outcome.paths == [("presentIds", 1)]


@pytest.mark.parametrize("end", [HELD, CANCELLED], ids=["held", "cancelled"])
def test_d7_13_a_review_ends_once(end: TeamReviewHeld) -> None:
    given(TeamReview, SCHEDULED, end).when(hold()).then_refused("D7.13")


def cancel(review: TeamReview) -> None:
    review.cancel(act=EXPLAINED)


def test_d7_a_review_is_cancelled_for_a_reason() -> None:
    given(TeamReview, SCHEDULED).when(cancel).then(CANCELLED)
    given(TeamReview, SCHEDULED, CANCELLED).when(cancel).then_nothing()
    given(TeamReview, SCHEDULED, HELD).when(cancel).then_refused("D7.13")
    given(TeamReview, SCHEDULED).when(lambda review: review.cancel(act=ACT)).then_refused("D7.14")


# ── findings ─────────────────────────────────────────────────────────────────────────────────────────

POST, STANDARD, INDICATOR = (UUID(int=n) for n in (70, 71, 72))
OF = Concerned(team_id=TEAM, employee_id=DEWI, position_id=POST, unit_id=UNIT)
FINDING = NewFinding(
    of=OF, review_id=STREAM, standard_id=None, indicator_id=None, severity=FindingSeverity.MODERATE,
    category=FindingCategory.DATA, text=Text("bukti kurang"), recommendation=Text("lampirkan"),
)  # fmt: skip
RECORDED = TeamFindingRecorded(
    act=ACT, team_id=TEAM, review_id=STREAM, position_id=POST, unit_id=UNIT, employee_id=DEWI, standard_id=None,
    indicator_id=None, severity=FindingSeverity.MODERATE, category=FindingCategory.DATA, text=Text("bukti kurang"),
    recommendation=Text("lampirkan"),
)  # fmt: skip
ANSWERED = TeamFindingAnswered(
    act=ACT, team_id=TEAM, employee_id=DEWI, position_id=POST, text=Text("sudah dilampirkan")
)
CLOSED = TeamFindingClosed(
    act=ACT, team_id=TEAM, employee_id=DEWI, position_id=POST, result=FindingResult.FOLLOWED_UP, note=None
)


def record(finding: NewFinding = FINDING, *, oneself: bool = False) -> Callable[[TeamFinding], None]:
    return lambda each: each.record(act=ACT, finding=finding, concerns_oneself=oneself)


def answer(finding: TeamFinding) -> None:
    finding.answer(act=ACT, text=Text("sudah dilampirkan"))


def close(finding: TeamFinding) -> None:
    finding.close(act=ACT, result=FindingResult.FOLLOWED_UP, note=None, concerns_oneself=False)


def test_d7_a_finding_is_recorded_answered_and_closed() -> None:
    given(TeamFinding).when(record()).then(RECORDED)
    given(TeamFinding, RECORDED).when(record()).then_nothing()
    given(TeamFinding, RECORDED).when(answer).then(ANSWERED)
    given(TeamFinding, RECORDED, ANSWERED).when(close).then(CLOSED)
    given(TeamFinding, RECORDED).when(close).then(CLOSED)


@pytest.mark.parametrize(
    ("employee", "standard", "indicator"), [(None, None, None), (DEWI, STANDARD, None), (None, STANDARD, INDICATOR)]
)
def test_d7_16_a_finding_is_about_one_thing(
    employee: UUID | None, standard: UUID | None, indicator: UUID | None
) -> None:
    of = msgspec.structs.replace(OF, employee_id=employee)
    wrong = msgspec.structs.replace(FINDING, of=of, standard_id=standard, indicator_id=indicator)
    given(TeamFinding).when(record(wrong)).then_refused("D7.16")


def test_d7_19_nobody_judges_what_concerns_oneself() -> None:
    given(TeamFinding).when(record(oneself=True)).then_refused("D7.19")
    given(TeamFinding, RECORDED).when(
        lambda finding: finding.close(act=ACT, result=FindingResult.WITHDRAWN, note=None, concerns_oneself=True)
    ).then_refused("D7.19")


def test_d7_20_a_finding_is_answered_once_and_not_once_it_is_closed() -> None:
    given(TeamFinding, RECORDED, ANSWERED).when(answer).then_refused("D7.20")
    given(TeamFinding, RECORDED, CLOSED).when(answer).then_refused("D7.20")


def test_d7_21_a_finding_is_closed_once() -> None:
    given(TeamFinding, RECORDED, CLOSED).when(close).then_refused("D7.21")
