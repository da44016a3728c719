"""Accomplishments and innovations (C6)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.accomplishments import (
    Accomplishment,
    AccomplishmentAcknowledged,
    AccomplishmentDeclined,
    AccomplishmentRecorded,
    Achieved,
)
from kinerja.domain.act import Act
from kinerja.domain.plan_contents import PlanSpan
from kinerja.domain.plan_vocabulary import AccomplishmentKind
from kinerja.domain.texts import Text
from tests.domain.given import ACT, EXPLAINED, given

EMPLOYEE, PLAN = UUID(int=40), UUID(int=70)
SPAN = PlanSpan(
    employee_id=EMPLOYEE, assignment_id=UUID(int=41), position_id=UUID(int=42), unit_id=UUID(int=43),
    period_id=UUID(int=44), starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31),
)  # fmt: skip
TODAY = date(2025, 6, 30)
IDEA = Achieved(
    kind=AccomplishmentKind.INNOVATION, happened_on=date(2025, 5, 20), result_id=None,
    title=Text("Antrean daring"), text=Text("Waktu tunggu turun"),
)  # fmt: skip


def recorded(achieved: Achieved = IDEA) -> AccomplishmentRecorded:
    return AccomplishmentRecorded(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN, **msgspec.structs.asdict(achieved))


def on(day: date) -> Achieved:
    return msgspec.structs.replace(IDEA, happened_on=day)


def record(accomplishment: Accomplishment, achieved: Achieved = IDEA) -> None:
    accomplishment.record(act=ACT, plan_id=PLAN, span=SPAN, achieved=achieved, today=TODAY)


ACKNOWLEDGED = AccomplishmentAcknowledged(act=ACT, employee_id=EMPLOYEE, plan_id=PLAN)
DECLINED = AccomplishmentDeclined(act=EXPLAINED, employee_id=EMPLOYEE, plan_id=PLAN)
GOOD_WORK = msgspec.structs.replace(IDEA, kind=AccomplishmentKind.ACCOMPLISHMENT)


def acknowledge(accomplishment: Accomplishment, *, proven: bool = True) -> None:
    accomplishment.acknowledge(act=ACT, proven=proven)


def decline(accomplishment: Accomplishment, act: Act = EXPLAINED) -> None:
    accomplishment.decline(act=act)


def test_c6_an_employee_records_an_innovation() -> None:
    given(Accomplishment).when(record).then(recorded())
    given(Accomplishment, recorded()).when(record).then_nothing()


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (date(2025, 1, 1), []),
        (TODAY, []),
        (date(2024, 12, 31), ["C6.1"]),
        (date(2025, 7, 1), ["C6.2"]),
        (date(2026, 1, 1), ["C6.1", "C6.2"]),
    ],
)
def test_c6_1_and_c6_2_the_day_lies_within_the_plan_and_has_come(day: date, rules: list[str]) -> None:
    assert given(Accomplishment).when(lambda accomplishment: record(accomplishment, on(day))).rules == rules


def test_c6_the_officer_acknowledges_it() -> None:
    given(Accomplishment, recorded()).when(acknowledge).then(ACKNOWLEDGED)
    given(Accomplishment, recorded(), ACKNOWLEDGED).when(acknowledge).then_nothing()


def test_c6_3_declining_needs_a_reason() -> None:
    given(Accomplishment, recorded()).when(lambda accomplishment: decline(accomplishment, ACT)).then_refused("C6.3")
    given(Accomplishment, recorded()).when(decline).then(DECLINED)
    given(Accomplishment, recorded(), DECLINED).when(decline).then_nothing()


def test_c6_4_an_innovation_is_acknowledged_once_it_is_proven() -> None:
    outcome = given(Accomplishment, recorded()).when(lambda accomplishment: acknowledge(accomplishment, proven=False))
    outcome.then_refused("C6.4")
    assert outcome.parameters == [{"action": "attachEvidence"}]


def test_c6_4_another_accomplishment_also_without_evidence() -> None:
    unproven = given(Accomplishment, recorded(GOOD_WORK)).when(lambda one: acknowledge(one, proven=False))
    unproven.then(ACKNOWLEDGED)


def test_c6_what_was_said_may_be_thought_over() -> None:
    given(Accomplishment, recorded(), DECLINED).when(acknowledge).then(ACKNOWLEDGED)
    given(Accomplishment, recorded(), ACKNOWLEDGED).when(decline).then(DECLINED)
