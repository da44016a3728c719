"""Leaves of an employee (B1)."""

from datetime import date
from uuid import UUID

import pytest

from kinerja.domain.leaves import Leave, LeaveEnded, LeaveGranted, Leaves
from kinerja.domain.vocabulary import LeaveKind
from tests.domain.given import ACT, given

SRI, FIRST, SECOND = UUID(int=40), UUID(int=50), UUID(int=51)


def granted(id: UUID = FIRST, starts_on: date = date(2025, 3, 10), ends_on: date = date(2025, 3, 20)) -> LeaveGranted:
    return LeaveGranted(
        act=ACT, leave_id=id, employee_id=SRI, kind=LeaveKind.SICK, starts_on=starts_on, ends_on=ends_on
    )


def ended(last_day: date | None) -> LeaveEnded:
    return LeaveEnded(act=ACT, leave_id=FIRST, employee_id=SRI, last_day=last_day)


def grant(leaves: Leaves, fact: LeaveGranted) -> None:
    leave = Leave(kind=fact.kind, starts_on=fact.starts_on, ends_on=fact.ends_on)
    leaves.grant(act=ACT, leave_id=fact.leave_id, employee_id=SRI, leave=leave)


def end(leaves: Leaves, last_day: date | None, leave_id: UUID = FIRST) -> None:
    leaves.end(act=ACT, leave_id=leave_id, last_day=last_day)


def test_b1_a_leave_is_granted() -> None:
    given(Leaves).when(lambda leaves: grant(leaves, granted())).then(granted())


def test_b1_21_a_leave_does_not_end_before_it_starts() -> None:
    wrong = granted(ends_on=date(2025, 3, 9))
    outcome = given(Leaves).when(lambda leaves: grant(leaves, wrong))
    outcome.then_refused("B1.21")
    assert outcome.paths == [("endsOn",)]


def test_b1_21_a_leave_may_be_of_one_day() -> None:
    one = granted(ends_on=date(2025, 3, 10))
    given(Leaves).when(lambda leaves: grant(leaves, one)).then(one)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2025, 3, 20), date(2025, 3, 25)),
        (date(2025, 3, 1), date(2025, 3, 10)),
        (date(2025, 3, 12), date(2025, 3, 13)),
        (date(2025, 3, 1), date(2025, 3, 31)),
    ],
    ids=["from the last day", "to the first day", "within", "around"],
)
def test_b1_22_leaves_do_not_overlap(starts_on: date, ends_on: date) -> None:
    second = granted(SECOND, starts_on, ends_on)
    outcome = given(Leaves, granted()).when(lambda leaves: grant(leaves, second))
    outcome.then_refused("B1.22")
    assert outcome.parameters == [{"starts_on": "2025-03-10", "ends_on": "2025-03-20"}]


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(date(2025, 3, 21), date(2025, 3, 25)), (date(2025, 3, 1), date(2025, 3, 9))],
    ids=["from the day after", "to the day before"],
)
def test_b1_22_leaves_follow_each_other(starts_on: date, ends_on: date) -> None:
    second = granted(SECOND, starts_on, ends_on)
    given(Leaves, granted()).when(lambda leaves: grant(leaves, second)).then(second)


@pytest.mark.parametrize("last_day", [None, date(2025, 3, 14)], ids=["not taken", "ended early"])
def test_b1_22_the_days_after_an_early_end_are_free(last_day: date | None) -> None:
    second = granted(SECOND, date(2025, 3, 15), date(2025, 3, 25))
    given(Leaves, granted(), ended(last_day)).when(lambda leaves: grant(leaves, second)).then(second)


@pytest.mark.parametrize("last_day", [date(2025, 3, 10), date(2025, 3, 19), None])
def test_b1_a_leave_ends_early_or_was_not_taken(last_day: date | None) -> None:
    given(Leaves, granted()).when(lambda leaves: end(leaves, last_day)).then(ended(last_day))


@pytest.mark.parametrize(
    ("facts", "last_day"),
    [
        ((granted(),), date(2025, 3, 20)),
        ((granted(), ended(date(2025, 3, 12))), date(2025, 3, 12)),
        ((granted(), ended(None)), None),
    ],
    ids=["as granted", "ended already", "not taken already"],
)
def test_b1_a_leave_that_ended_so_records_nothing(
    facts: tuple[LeaveGranted | LeaveEnded, ...], last_day: date | None
) -> None:
    given(Leaves, *facts).when(lambda leaves: end(leaves, last_day)).then_nothing()


def test_b1_21_a_leave_is_not_ended_before_its_first_day() -> None:
    outcome = given(Leaves, granted()).when(lambda leaves: end(leaves, date(2025, 3, 9)))
    outcome.then_refused("B1.21")
    assert outcome.paths == [("lastDay",)]


def test_b1_23_only_a_leave_of_the_employee_that_was_taken_is_ended() -> None:
    given(Leaves).when(lambda leaves: end(leaves, date(2025, 3, 12))).then_refused("B1.23")
    given(Leaves, granted()).when(lambda leaves: end(leaves, date(2025, 3, 12), SECOND)).then_refused("B1.23")
    not_taken = (granted(), ended(None))
    given(Leaves, *not_taken).when(lambda leaves: end(leaves, date(2025, 3, 12))).then_refused("B1.23")


@pytest.mark.parametrize("facts", [(granted(),), (granted(), ended(date(2025, 3, 15)))])
def test_b1_24_ending_a_leave_does_not_prolong_it(facts: tuple[LeaveGranted | LeaveEnded, ...]) -> None:
    outcome = given(Leaves, *facts).when(lambda leaves: end(leaves, date(2025, 3, 21)))
    outcome.then_refused("B1.24")
    assert outcome.paths == [("lastDay",)]
