"""Acting officials by their letter, and assignments that were recorded in error (B1)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act, Letter
from kinerja.domain.assignments import AssignmentStarted, AssignmentStatedInError, NewAssignment
from kinerja.domain.positions import Position, officers_over
from kinerja.domain.vocabulary import AssignmentKind
from tests.domain.given import ACT, EXPLAINED, given
from tests.domain.test_organisation import BUDI, ESTABLISHED, FIRST, RATEE, SECOND, SRI, end, started

ACTING = [AssignmentKind.ACTING, AssignmentKind.DAILY_ACTING]
START, LAST = date(2025, 3, 1), date(2025, 6, 30)


def under(valid_from: date | None = None, valid_to: date | None = None) -> Act:
    """By a letter with a validity."""
    letter = Letter(
        number="SK 1/2025", issuer="Wali Kota", issued_on=date(2025, 3, 5), valid_from=valid_from, valid_to=valid_to
    )
    return msgspec.structs.replace(ACT, letter=letter)


def new(kind: AssignmentKind, ends_on: date | None = LAST, id: UUID = FIRST) -> NewAssignment:
    return NewAssignment(assignment_id=id, employee_id=SRI, kind=kind, starts_on=START, ends_on=ends_on)


@pytest.mark.parametrize("kind", ACTING)
@pytest.mark.parametrize("act", [ACT, under(), under(valid_from=START)], ids=["no letter", "no validity", "open"])
def test_b1_13_who_acts_does_so_until_a_last_day(kind: AssignmentKind, act: Act) -> None:
    outcome = given(Position, ESTABLISHED).when(lambda position: position.assign(act=act, new=new(kind, None)))
    outcome.then_refused("B1.13")
    assert outcome.paths == [("endsOn",)]


def test_b1_13_a_definitive_assignment_may_be_open_whatever_its_letter_says() -> None:
    act = under(valid_to=LAST)
    fact = msgspec.structs.replace(started(ends_on=None), act=act)
    given(Position, ESTABLISHED).when(
        lambda position: position.assign(act=act, new=new(AssignmentKind.DEFINITIVE, None))
    ).then(fact)


@pytest.mark.parametrize("kind", ACTING)
def test_b1_13_the_last_day_is_that_of_the_letter(kind: AssignmentKind) -> None:
    act = under(valid_to=LAST)
    fact = msgspec.structs.replace(started(kind=kind), act=act)
    given(Position, ESTABLISHED).when(lambda position: position.assign(act=act, new=new(kind, None))).then(fact)


@pytest.mark.parametrize("kind", ACTING)
@pytest.mark.parametrize(
    ("act", "path"),
    [(under(valid_from=date(2025, 3, 2)), "startsOn"), (under(valid_to=date(2025, 6, 29)), "endsOn")],
    ids=["a day early", "a day late"],
)
def test_b1_14_nobody_acts_beyond_the_validity_of_the_letter(kind: AssignmentKind, act: Act, path: str) -> None:
    outcome = given(Position, ESTABLISHED).when(lambda position: position.assign(act=act, new=new(kind)))
    outcome.then_refused("B1.14")
    assert outcome.paths == [(path,)]


@pytest.mark.parametrize("act", [under(START, LAST), under()], ids=["exactly", "a letter that says nothing of it"])
def test_b1_14_who_acts_within_the_validity_of_the_letter_is_assigned(act: Act) -> None:
    fact = msgspec.structs.replace(started(kind=AssignmentKind.ACTING), act=act)
    given(Position, ESTABLISHED).when(lambda position: position.assign(act=act, new=new(AssignmentKind.ACTING))).then(
        fact
    )


# ── what was recorded in error ───────────────────────────────────────────────────────────────────────


def in_error(corrected_by: UUID | None = None) -> AssignmentStatedInError:
    return AssignmentStatedInError(act=EXPLAINED, assignment_id=FIRST, employee_id=SRI, corrected_by=corrected_by)


def state_in_error(position: Position, act: Act = EXPLAINED, corrected_by: UUID | None = None) -> None:
    position.state_in_error(act=act, assignment_id=FIRST, corrected_by=corrected_by)


@pytest.mark.parametrize("corrected_by", [None, SECOND])
def test_b1_an_assignment_is_stated_to_be_recorded_in_error(corrected_by: UUID | None) -> None:
    given(Position, ESTABLISHED, started()).when(
        lambda position: state_in_error(position, corrected_by=corrected_by)
    ).then(in_error(corrected_by))


def test_b1_16_a_correction_needs_a_reason() -> None:
    outcome = given(Position, ESTABLISHED, started()).when(lambda position: state_in_error(position, ACT))
    outcome.then_refused("B1.16")
    assert outcome.paths == [("reason",)]


def test_b1_9_only_an_assignment_of_the_position_is_corrected() -> None:
    given(Position, ESTABLISHED).when(state_in_error).then_refused("B1.9")


def test_b1_15_what_was_recorded_in_error_is_neither_corrected_nor_ended_nor_started_again() -> None:
    facts = (ESTABLISHED, started(), in_error())
    given(Position, *facts).when(state_in_error).then_refused("B1.15")
    given(Position, *facts).when(lambda position: end(position, date(2025, 4, 30))).then_refused("B1.15")
    given(Position, *facts).when(
        lambda position: position.assign(act=ACT, new=new(AssignmentKind.DEFINITIVE))
    ).then_refused("B1.15")


def test_b1_7_what_was_recorded_in_error_occupies_no_position() -> None:
    second = started(BUDI, id=SECOND)
    given(Position, ESTABLISHED, started(), in_error(SECOND)).when(
        lambda position: position.assign(
            act=ACT,
            new=NewAssignment(
                assignment_id=SECOND,
                employee_id=BUDI,
                kind=AssignmentKind.DEFINITIVE,
                starts_on=START,
                ends_on=LAST,
                corrects=FIRST,
            ),
        )
    ).then(msgspec.structs.replace(second, corrects=FIRST))


def test_b1_who_was_assigned_in_error_judges_nobody() -> None:
    def officers(*facts: AssignmentStarted | AssignmentStatedInError) -> list[UUID]:
        position = given(Position, ESTABLISHED, *facts).when(lambda _: None).aggregate
        return [officer.employee_id for officer in officers_over(RATEE, [position], date(2025, 4, 1))]

    assert officers(started()) == [SRI]
    assert officers(started(), in_error()) == []
    assert officers(started(), in_error(SECOND), started(BUDI, id=SECOND)) == [BUDI]
