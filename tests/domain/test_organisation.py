"""Units, employees, positions, assignments and who judges whom (B1)."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Capacity, Letter
from kinerja.domain.assignments import AssignmentEnded, AssignmentStarted, NewAssignment
from kinerja.domain.organisation import (
    Employee,
    EmployeeRegistered,
    NipClaim,
    NipClaimed,
    OrgUnit,
    OrgUnitEstablished,
)
from kinerja.domain.positions import (
    NewPosition,
    Officer,
    Position,
    PositionEstablished,
    officers_over,
)
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import AssignmentKind, Employment, FunctionalLevel, OrgUnitKind, PositionKind
from tests.domain.given import ACT, given

UNIT, PARENT, ABOVE = UUID(int=30), UUID(int=31), UUID(int=32)
SRI, BUDI, RATEE = UUID(int=40), UUID(int=41), UUID(int=42)
FIRST, SECOND = UUID(int=50), UUID(int=51)
DIGITS = "198001012005011001"
NIP = Text(DIGITS)
LETTER = Letter(number="SK 1/2025", issuer="Wali Kota", issued_on=date(2025, 1, 2))

UNIT_ESTABLISHED = OrgUnitEstablished(
    act=ACT, code="disdukcapil", name="Dinas Dukcapil", kind=OrgUnitKind.OFFICE, parent_id=PARENT
)
REGISTERED = EmployeeRegistered(act=ACT, name=Text("Sri"), nip=NIP, employment=Employment.PERMANENT)
CLAIMED = NipClaimed(act=ACT, employee_id=SRI)
POST = NewPosition(
    code="operator",
    title="Operator Layanan",
    kind=PositionKind.ADMINISTRATIVE,
    functional_level=None,
    unit_id=UNIT,
    reports_to=ABOVE,
)
ESTABLISHED = PositionEstablished(
    act=ACT,
    code="operator",
    title="Operator Layanan",
    kind=PositionKind.ADMINISTRATIVE,
    functional_level=None,
    unit_id=UNIT,
    reports_to=ABOVE,
)


def started(
    employee: UUID = SRI, kind: AssignmentKind = AssignmentKind.DEFINITIVE, *, id: UUID = FIRST,
    starts_on: date = date(2025, 3, 1), ends_on: date | None = date(2025, 6, 30), letter: Letter | None = None,
) -> AssignmentStarted:  # fmt: skip
    return AssignmentStarted(
        act=msgspec.structs.replace(ACT, letter=letter),
        assignment_id=id,
        employee_id=employee,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        unit_id=UNIT,
    )


def ended(last_day: date) -> AssignmentEnded:
    return AssignmentEnded(act=ACT, assignment_id=FIRST, employee_id=SRI, last_day=last_day)


def assign(position: Position, fact: AssignmentStarted) -> None:
    new = NewAssignment(
        assignment_id=fact.assignment_id,
        employee_id=fact.employee_id,
        kind=fact.kind,
        starts_on=fact.starts_on,
        ends_on=fact.ends_on,
    )
    position.assign(act=fact.act, new=new)


def end(position: Position, last_day: date, assignment_id: UUID = FIRST) -> None:
    position.end(act=ACT, assignment_id=assignment_id, last_day=last_day)


# ── units ────────────────────────────────────────────────────────────────────────────────────────────


def establish_unit(
    unit: OrgUnit, code: str = "disdukcapil", name: str = "Dinas Dukcapil",
    kind: OrgUnitKind = OrgUnitKind.OFFICE, parent_id: UUID | None = PARENT,
) -> None:  # fmt: skip
    unit.establish(act=ACT, code=code, name=name, kind=kind, parent_id=parent_id)


def test_b1_a_unit_is_established() -> None:
    given(OrgUnit).when(establish_unit).then(UNIT_ESTABLISHED)


def test_b1_a_root_unit_has_no_parent() -> None:
    given(OrgUnit).when(lambda unit: establish_unit(unit, parent_id=None)).then(
        msgspec.structs.replace(UNIT_ESTABLISHED, parent_id=None)
    )


def test_b1_a_unit_that_exists_with_the_same_data_records_nothing() -> None:
    given(OrgUnit, UNIT_ESTABLISHED).when(establish_unit).then_nothing()


@pytest.mark.parametrize(
    "again",
    [
        lambda unit: establish_unit(unit, code="disdik"),
        lambda unit: establish_unit(unit, name="Dinas Lain"),
        lambda unit: establish_unit(unit, kind=OrgUnitKind.SECTION),
        lambda unit: establish_unit(unit, parent_id=None),
        lambda unit: establish_unit(unit, parent_id=ABOVE),
    ],
    ids=["code", "name", "kind", "no parent", "another parent"],
)
def test_b1_4_the_code_of_a_unit_names_one_unit(again: Callable[[OrgUnit], None]) -> None:
    outcome = given(OrgUnit, UNIT_ESTABLISHED).when(again)
    outcome.then_refused("B1.4")
    assert outcome.paths == [("code",)]


# ── employees ────────────────────────────────────────────────────────────────────────────────────────


def register(employee: Employee, nip: Text = NIP) -> None:
    employee.register(act=ACT, name=Text("Sri"), nip=nip, employment=Employment.PERMANENT)


def test_b1_an_employee_is_registered() -> None:
    given(Employee).when(register).then(REGISTERED)


def test_b1_an_employee_who_is_registered_records_nothing() -> None:
    given(Employee, REGISTERED).when(register).then_nothing()


@pytest.mark.parametrize(
    "nip",
    [
        Text(DIGITS[:17]),
        Text(DIGITS + "0"),
        Text("19800101 200501100"),
        Text(DIGITS[:17] + "A"),
        Text(""),
        Text(sealed="opaque"),
        Text(DIGITS[:17] + "\N{ARABIC-INDIC DIGIT ONE}"),
        Text("\N{FULLWIDTH DIGIT ONE}" * 18),
        Text("\N{SUPERSCRIPT TWO}" * 18),
        Text(DIGITS + "\n"),
    ],
    ids=[
        "17 digits", "19 digits", "a blank", "a letter", "empty", "not in clear",
        "an Arabic digit", "wide digits", "raised digits", "a line break",
    ],
)  # fmt: skip
def test_b1_6_a_nip_has_18_digits(nip: Text) -> None:
    outcome = given(Employee).when(lambda employee: register(employee, nip))
    outcome.then_refused("B1.6")
    assert outcome.paths == [("nip",)]


def claim(nip: NipClaim, employee_id: UUID = SRI) -> None:
    nip.claim(act=ACT, employee_id=employee_id)


def test_b1_a_nip_is_claimed_for_an_employee() -> None:
    given(NipClaim).when(claim).then(CLAIMED)


def test_b1_a_nip_that_is_claimed_by_the_same_employee_records_nothing() -> None:
    given(NipClaim, CLAIMED).when(claim).then_nothing()


def test_b1_5_a_nip_belongs_to_one_employee() -> None:
    outcome = given(NipClaim, CLAIMED).when(lambda nip: claim(nip, BUDI))
    outcome.then_refused("B1.5")
    assert outcome.paths == [("nip",)]


# ── positions ────────────────────────────────────────────────────────────────────────────────────────


def test_b1_a_position_is_established() -> None:
    given(Position).when(lambda position: position.establish(act=ACT, position=POST)).then(ESTABLISHED)


def test_b1_a_position_that_exists_with_the_same_data_records_nothing() -> None:
    given(Position, ESTABLISHED).when(lambda position: position.establish(act=ACT, position=POST)).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(POST, code="verifikator"),
        msgspec.structs.replace(POST, title="Operator Lain"),
        msgspec.structs.replace(POST, kind=PositionKind.HIGH_LEADERSHIP),
        msgspec.structs.replace(POST, kind=PositionKind.FUNCTIONAL, functional_level=FunctionalLevel.AHLI_MUDA),
        msgspec.structs.replace(POST, functional_level=FunctionalLevel.AHLI_MUDA),
        msgspec.structs.replace(POST, unit_id=PARENT),
        msgspec.structs.replace(POST, reports_to=None),
    ],
    ids=["code", "title", "kind", "kind and level", "level", "unit", "superior"],
)
def test_b1_4_the_code_of_a_position_names_one_position(other: NewPosition) -> None:
    outcome = given(Position, ESTABLISHED).when(lambda position: position.establish(act=ACT, position=other))
    outcome.then_refused("B1.4")
    assert outcome.paths == [("code",)]


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (PositionKind.FUNCTIONAL, None),
        (PositionKind.ADMINISTRATIVE, FunctionalLevel.AHLI_MUDA),
        (PositionKind.HIGH_LEADERSHIP, FunctionalLevel.AHLI_UTAMA),
    ],
)
def test_b1_10_a_level_belongs_to_functional_positions_alone(
    kind: PositionKind, level: FunctionalLevel | None
) -> None:
    post = msgspec.structs.replace(POST, kind=kind, functional_level=level)
    outcome = given(Position).when(lambda position: position.establish(act=ACT, position=post))
    outcome.then_refused("B1.10")
    assert outcome.paths == [("functionalLevel",)]


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (PositionKind.FUNCTIONAL, FunctionalLevel.AHLI_MUDA),
        (PositionKind.ADMINISTRATIVE, None),
        (PositionKind.HIGH_LEADERSHIP, None),
    ],
)
def test_b1_10_a_functional_position_has_a_level_and_others_have_none(
    kind: PositionKind, level: FunctionalLevel | None
) -> None:
    post = msgspec.structs.replace(POST, kind=kind, functional_level=level)
    given(Position).when(lambda position: position.establish(act=ACT, position=post)).then(
        msgspec.structs.replace(ESTABLISHED, kind=kind, functional_level=level)
    )


# ── assignments ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", AssignmentKind)
def test_b1_an_assignment_starts_in_the_unit_of_its_position(kind: AssignmentKind) -> None:
    fact = started(kind=kind)
    given(Position, ESTABLISHED).when(lambda position: assign(position, fact)).then(fact)


def test_b1_an_assignment_that_was_started_records_nothing() -> None:
    given(Position, ESTABLISHED, started()).when(lambda position: assign(position, started())).then_nothing()


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2025, 6, 30), None),
        (date(2025, 1, 1), date(2025, 3, 1)),
        (date(2025, 4, 1), date(2025, 4, 30)),
        (date(2025, 1, 1), None),
    ],
    ids=["from the last day", "to the first day", "within", "around"],
)
def test_b1_7_a_position_has_one_definitive_holder_on_a_day(starts_on: date, ends_on: date | None) -> None:
    second = started(BUDI, id=SECOND, starts_on=starts_on, ends_on=ends_on)
    outcome = given(Position, ESTABLISHED, started()).when(lambda position: assign(position, second))
    outcome.then_refused("B1.7")
    assert outcome.paths == [("positionId",)]


def test_b1_7_an_open_assignment_occupies_every_later_day() -> None:
    second = started(BUDI, id=SECOND, starts_on=date(2031, 1, 1), ends_on=None)
    given(Position, ESTABLISHED, started(ends_on=None)).when(lambda position: assign(position, second)).then_refused(
        "B1.7"
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(date(2025, 7, 1), None), (date(2025, 1, 1), date(2025, 2, 28))],
    ids=["from the day after", "to the day before"],
)
def test_b1_7_definitive_holders_follow_each_other(starts_on: date, ends_on: date | None) -> None:
    second = started(BUDI, id=SECOND, starts_on=starts_on, ends_on=ends_on)
    given(Position, ESTABLISHED, started()).when(lambda position: assign(position, second)).then(second)


def test_b1_7_a_position_is_free_from_the_day_after_its_holder_left() -> None:
    second = started(BUDI, id=SECOND, starts_on=date(2025, 4, 1), ends_on=None)
    left = (ESTABLISHED, started(), ended(date(2025, 3, 31)))
    given(Position, *left).when(lambda position: assign(position, second)).then(second)


@pytest.mark.parametrize(
    ("held", "new"),
    [
        (AssignmentKind.DEFINITIVE, AssignmentKind.ACTING),
        (AssignmentKind.DEFINITIVE, AssignmentKind.DAILY_ACTING),
        (AssignmentKind.ACTING, AssignmentKind.DEFINITIVE),
        (AssignmentKind.ACTING, AssignmentKind.ACTING),
    ],
)
def test_b1_7_who_acts_holds_a_position_beside_others(held: AssignmentKind, new: AssignmentKind) -> None:
    second = started(BUDI, new, id=SECOND)
    given(Position, ESTABLISHED, started(kind=held)).when(lambda position: assign(position, second)).then(second)


def test_b1_8_an_assignment_does_not_end_the_day_before_it_starts() -> None:
    outcome = given(Position, ESTABLISHED).when(lambda position: assign(position, started(ends_on=date(2025, 2, 28))))
    outcome.then_refused("B1.8")
    assert outcome.paths == [("endsOn",)]


def test_b1_8_an_assignment_may_end_on_its_first_day() -> None:
    fact = started(ends_on=date(2025, 3, 1))
    given(Position, ESTABLISHED).when(lambda position: assign(position, fact)).then(fact)


@pytest.mark.parametrize("last_day", [date(2025, 3, 1), date(2025, 3, 2), date(2025, 6, 29)])
def test_b1_an_assignment_ends_after_a_last_day(last_day: date) -> None:
    given(Position, ESTABLISHED, started()).when(lambda position: end(position, last_day)).then(ended(last_day))


def test_b1_an_assignment_that_ends_on_that_day_records_nothing() -> None:
    given(Position, ESTABLISHED, started()).when(lambda position: end(position, date(2025, 6, 30))).then_nothing()


def test_b1_an_assignment_that_was_ended_for_that_day_records_nothing() -> None:
    facts = (ESTABLISHED, started(ends_on=None), ended(date(2025, 4, 30)))
    given(Position, *facts).when(lambda position: end(position, date(2025, 4, 30))).then_nothing()


@pytest.mark.parametrize("last_day", [date(2025, 7, 1), date(2031, 1, 1)])
def test_b1_11_ending_an_assignment_does_not_prolong_it(last_day: date) -> None:
    outcome = given(Position, ESTABLISHED, started()).when(lambda position: end(position, last_day))
    outcome.then_refused("B1.11")
    assert outcome.paths == [("lastDay",)]
    assert outcome.parameters == [{"ends_on": "2025-06-30"}]


def test_b1_11_an_ended_assignment_is_shortened_further_and_never_prolonged() -> None:
    facts = (ESTABLISHED, started(ends_on=None), ended(date(2025, 4, 30)))
    outcome = given(Position, *facts).when(lambda position: end(position, date(2025, 5, 1)))
    outcome.then_refused("B1.11")
    assert outcome.parameters == [{"ends_on": "2025-04-30"}]
    given(Position, *facts).when(lambda position: end(position, date(2025, 4, 29))).then(ended(date(2025, 4, 29)))


@pytest.mark.parametrize("last_day", [date(2025, 3, 1), date(2031, 1, 1)])
def test_b1_11_an_open_assignment_ends_on_any_day_from_its_first(last_day: date) -> None:
    given(Position, ESTABLISHED, started(ends_on=None)).when(lambda position: end(position, last_day)).then(
        ended(last_day)
    )


def test_b1_8_an_assignment_is_not_ended_the_day_before_it_starts() -> None:
    outcome = given(Position, ESTABLISHED, started()).when(lambda position: end(position, date(2025, 2, 28)))
    outcome.then_refused("B1.8")
    assert outcome.paths == [("lastDay",)]


def test_b1_9_an_assignment_that_the_position_does_not_have_is_not_ended() -> None:
    outcome = given(Position, ESTABLISHED, started()).when(lambda position: end(position, date(2025, 4, 30), SECOND))
    outcome.then_refused("B1.9")
    assert outcome.paths == [("assignmentId",)]


# ── who judges whom ──────────────────────────────────────────────────────────────────────────────────

DAY = date(2025, 4, 1)


def post(*assignments: AssignmentStarted) -> Position:
    return given(Position, ESTABLISHED, *assignments).when(lambda _: None).aggregate


def employees(officers: Sequence[Officer]) -> list[UUID]:
    return [officer.employee_id for officer in officers]


@pytest.mark.parametrize(
    ("kind", "capacity"),
    [
        (AssignmentKind.DEFINITIVE, Capacity.DEFINITIVE),
        (AssignmentKind.ACTING, Capacity.ACTING),
        (AssignmentKind.DAILY_ACTING, Capacity.DAILY_ACTING),
    ],
)
def test_b1_the_holder_of_the_position_above_judges_in_his_capacity_under_his_letter(
    kind: AssignmentKind, capacity: Capacity
) -> None:
    superior = post(started(SRI, kind, letter=LETTER))
    assert officers_over(RATEE, [superior], DAY) == [
        Officer(employee_id=SRI, capacity=capacity, letter=LETTER, position_id=superior.id)
    ]


@pytest.mark.parametrize(
    ("day", "officer"),
    [
        (date(2025, 2, 28), BUDI),
        (date(2025, 3, 1), SRI),
        (date(2025, 6, 30), SRI),
        (date(2025, 7, 1), BUDI),
    ],
)
def test_b1_a_vacancy_goes_up(day: date, officer: UUID) -> None:
    chain = [post(started(SRI)), post(started(BUDI, starts_on=date(2025, 1, 1), ends_on=None))]
    assert employees(officers_over(RATEE, chain, day)) == [officer]


def test_b1_who_acts_for_his_own_superior_is_judged_one_level_higher() -> None:
    chain = [post(started(RATEE, AssignmentKind.ACTING)), post(started(BUDI))]
    assert employees(officers_over(RATEE, chain, DAY)) == [BUDI]


def test_b1_who_acts_beside_the_absent_holder_is_judged_by_the_holder() -> None:
    superior = post(started(SRI), started(RATEE, AssignmentKind.DAILY_ACTING, id=SECOND))
    assert employees(officers_over(RATEE, [superior], DAY)) == [SRI]


@pytest.mark.parametrize("other", [AssignmentKind.ACTING, AssignmentKind.DAILY_ACTING])
def test_b1_who_acts_beside_another_who_acts_for_his_superior_is_judged_one_level_higher(
    other: AssignmentKind,
) -> None:
    shared = post(started(RATEE, AssignmentKind.ACTING), started(SRI, other, id=SECOND))
    assert employees(officers_over(RATEE, [shared, post(started(BUDI))], DAY)) == [BUDI]
    assert employees(officers_over(RATEE, [shared], DAY)) == []


def test_b1_somebody_else_below_the_same_post_is_judged_by_all_who_act_in_it() -> None:
    shared = post(started(RATEE, AssignmentKind.ACTING), started(SRI, AssignmentKind.DAILY_ACTING, id=SECOND))
    assert employees(officers_over(UUID(int=44), [shared, post(started(BUDI))], DAY)) == [RATEE, SRI]


def test_b1_who_acts_for_his_superior_is_judged_by_the_one_who_holds_the_post_definitively() -> None:
    shared = post(started(RATEE, AssignmentKind.ACTING), started(SRI, id=SECOND))
    assert employees(officers_over(RATEE, [shared, post(started(BUDI))], DAY)) == [SRI]


def test_b1_who_acts_by_the_day_does_not_raise_himself_above_who_acts() -> None:
    shared = post(started(RATEE, AssignmentKind.DAILY_ACTING), started(SRI, AssignmentKind.ACTING, id=SECOND))
    assert employees(officers_over(RATEE, [shared, post(started(BUDI))], DAY)) == [SRI]


@pytest.mark.parametrize(
    ("day", "officer"), [(date(2025, 4, 30), BUDI), (date(2025, 5, 1), SRI)], ids=["his last day", "the day after"]
)
def test_b1_who_acted_is_judged_in_the_line_again_once_it_has_ended(day: date, officer: UUID) -> None:
    acted = started(RATEE, AssignmentKind.ACTING, ends_on=date(2025, 4, 30))
    shared = post(acted, started(SRI, AssignmentKind.DAILY_ACTING, id=SECOND))
    assert employees(officers_over(RATEE, [shared, post(started(BUDI))], day)) == [officer]


def test_b1_the_definitive_holder_comes_before_who_acts() -> None:
    third = UUID(int=52)
    superior = post(
        started(UUID(int=43), AssignmentKind.DAILY_ACTING, id=third),
        started(BUDI, AssignmentKind.ACTING, id=SECOND),
        started(SRI),
    )
    assert employees(officers_over(RATEE, [superior], DAY)) == [SRI, BUDI, UUID(int=43)]


def test_b1_at_the_top_nobody_judges() -> None:
    assert officers_over(RATEE, [], DAY) == []
    assert officers_over(RATEE, [post(), post(started(RATEE))], DAY) == []
