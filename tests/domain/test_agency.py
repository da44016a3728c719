"""The agency and the roles it grants by letter (B1)."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Letter
from kinerja.domain.agency import Agency, AgencyFounded, Grant, NewGrant, RoleGranted, RoleHolder, RoleRevoked
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import AgencyLevel, Role
from tests.domain.given import ACT, given

LETTER = Letter(number="SK 12/2025", issuer="Bupati", issued_on=date(2025, 1, 2))
BY_LETTER = msgspec.structs.replace(ACT, letter=LETTER)
GRANT, OTHER_GRANT, HOLDER, UNIT = UUID(int=20), UUID(int=21), UUID(int=22), UUID(int=23)
MANDATE = NewGrant(role=Role.AUDITOR, starts_on=date(2025, 2, 1), ends_on=date(2025, 2, 28), units=(UNIT,))

FOUNDED = AgencyFounded(act=ACT, code="ktb", name="Kotabumi", level=AgencyLevel.REGENCY, time_zone="Asia/Jakarta")
GRANTED = RoleGranted(
    act=BY_LETTER,
    grant_id=GRANT,
    holder_id=HOLDER,
    holder_name=Text("Sri"),
    role=Role.AUDITOR,
    starts_on=date(2025, 2, 1),
    ends_on=date(2025, 2, 28),
    units=(UNIT,),
)


def found(
    agency: Agency, code: str = "ktb", name: str = "Kotabumi", level: AgencyLevel = AgencyLevel.REGENCY,
    time_zone: str = "Asia/Jakarta",
) -> None:  # fmt: skip
    agency.found(act=ACT, code=code, name=name, level=level, time_zone=time_zone)


def grant(holder: RoleHolder, mandate: NewGrant = MANDATE) -> None:
    holder.grant(act=BY_LETTER, grant_id=GRANT, holder_id=HOLDER, holder_name=Text("Sri"), grant=mandate)


def revoke(holder: RoleHolder, last_day: date, grant_id: UUID = GRANT) -> None:
    holder.revoke(act=ACT, grant_id=grant_id, holder_id=HOLDER, last_day=last_day)


# ── the agency ───────────────────────────────────────────────────────────────────────────────────────


def test_b1_an_agency_is_founded() -> None:
    given(Agency).when(found).then(FOUNDED)


def test_b1_an_agency_that_is_founded_again_with_the_same_data_records_nothing() -> None:
    given(Agency, FOUNDED).when(found).then_nothing()


@pytest.mark.parametrize(
    "again",
    [
        lambda agency: found(agency, code="ktl"),
        lambda agency: found(agency, name="Kotalama"),
        lambda agency: found(agency, level=AgencyLevel.CITY),
        lambda agency: found(agency, time_zone="Asia/Makassar"),
    ],
    ids=["code", "name", "level", "time zone"],
)
def test_b1_1_an_agency_is_not_founded_twice_with_other_data(again: Callable[[Agency], None]) -> None:
    outcome = given(Agency, FOUNDED).when(again)
    outcome.then_refused("B1.1")
    assert outcome.paths == [("code",)]


# ── roles ────────────────────────────────────────────────────────────────────────────────────────────


def test_b1_a_role_is_granted() -> None:
    given(RoleHolder).when(grant).then(GRANTED)


def test_b1_a_role_without_an_end_is_granted() -> None:
    endless = msgspec.structs.replace(MANDATE, role=Role.STANDARD_AUTHORITY, ends_on=None)
    given(RoleHolder).when(lambda holder: grant(holder, endless)).then(
        msgspec.structs.replace(GRANTED, role=Role.STANDARD_AUTHORITY, ends_on=None)
    )


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.AUDITOR])
def test_b1_25_a_mandate_has_an_end(role: Role) -> None:
    endless = msgspec.structs.replace(MANDATE, role=role, ends_on=None)
    outcome = given(RoleHolder).when(lambda holder: grant(holder, endless))
    outcome.then_refused("B1.25")
    assert outcome.paths == [("endsOn",)]


def under(
    valid_from: date | None, valid_to: date | None, mandate: NewGrant = MANDATE
) -> Callable[[RoleHolder], None]:
    """The mandate, by a letter that is valid so."""
    letter = msgspec.structs.replace(LETTER, valid_from=valid_from, valid_to=valid_to)
    act = msgspec.structs.replace(ACT, letter=letter)
    return lambda holder: holder.grant(
        act=act, grant_id=GRANT, holder_id=HOLDER, holder_name=Text("Sri"), grant=mandate
    )


def test_b1_a_grant_without_an_end_ends_with_its_letter() -> None:
    endless = msgspec.structs.replace(MANDATE, ends_on=None)
    outcome = given(RoleHolder).when(under(None, date(2025, 2, 28), endless))
    assert outcome.rules == []
    (fact,) = outcome.aggregate.pending_events
    assert isinstance(fact, RoleGranted)
    assert fact.ends_on == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "path"),
    [(date(2025, 2, 2), None, "startsOn"), (None, date(2025, 2, 27), "endsOn"), (None, date(2025, 1, 1), "endsOn")],
)
def test_b1_26_a_role_is_not_granted_beyond_its_letter(
    valid_from: date | None, valid_to: date | None, path: str
) -> None:
    outcome = given(RoleHolder).when(under(valid_from, valid_to))
    outcome.then_refused("B1.26")
    assert outcome.paths == [(path,)]


def test_b1_26_a_role_may_be_granted_for_all_days_of_its_letter() -> None:
    assert given(RoleHolder).when(under(date(2025, 2, 1), date(2025, 2, 28))).rules == []


def test_b1_a_grant_that_was_recorded_beyond_its_letter_ends_with_the_letter() -> None:
    letter = msgspec.structs.replace(LETTER, valid_to=date(2025, 2, 14))
    beyond = msgspec.structs.replace(GRANTED, act=msgspec.structs.replace(ACT, letter=letter))
    holder = given(RoleHolder, beyond).when(lambda _: None).aggregate
    assert holder.grants_on(Role.AUDITOR, date(2025, 2, 14))
    assert not holder.grants_on(Role.AUDITOR, date(2025, 2, 15))


def test_b1_a_grant_that_was_given_records_nothing() -> None:
    given(RoleHolder, GRANTED).when(grant).then_nothing()


def test_b1_2_a_role_does_not_end_the_day_before_it_starts() -> None:
    mandate = msgspec.structs.replace(MANDATE, ends_on=date(2025, 1, 31))
    outcome = given(RoleHolder).when(lambda holder: grant(holder, mandate))
    outcome.then_refused("B1.2")
    assert outcome.paths == [("endsOn",)]


def test_b1_2_a_role_may_end_on_its_first_day() -> None:
    mandate = msgspec.structs.replace(MANDATE, ends_on=date(2025, 2, 1))
    given(RoleHolder).when(lambda holder: grant(holder, mandate)).then(
        msgspec.structs.replace(GRANTED, ends_on=date(2025, 2, 1))
    )


def test_b1_a_role_is_revoked_after_a_last_day() -> None:
    given(RoleHolder, GRANTED).when(lambda holder: revoke(holder, date(2025, 2, 14))).then(
        RoleRevoked(act=ACT, grant_id=GRANT, holder_id=HOLDER, last_day=date(2025, 2, 14))
    )


@pytest.mark.parametrize("last_day", [date(2025, 2, 1), date(2025, 2, 2), date(2025, 2, 27)])
def test_b1_12_a_role_is_revoked_on_any_day_of_its_window(last_day: date) -> None:
    given(RoleHolder, GRANTED).when(lambda holder: revoke(holder, last_day)).then(
        RoleRevoked(act=ACT, grant_id=GRANT, holder_id=HOLDER, last_day=last_day)
    )


@pytest.mark.parametrize("last_day", [date(2025, 1, 31), date(2025, 3, 1), date(2031, 1, 1)])
def test_b1_12_a_role_is_neither_revoked_before_its_window_nor_prolonged(last_day: date) -> None:
    outcome = given(RoleHolder, GRANTED).when(lambda holder: revoke(holder, last_day))
    outcome.then_refused("B1.12")
    assert outcome.paths == [("lastDay",)]


def test_b1_12_a_revoked_role_is_shortened_further_and_never_prolonged() -> None:
    revoked = RoleRevoked(act=ACT, grant_id=GRANT, holder_id=HOLDER, last_day=date(2025, 2, 14))
    facts = (GRANTED, revoked)
    given(RoleHolder, *facts).when(lambda holder: revoke(holder, date(2025, 2, 15))).then_refused("B1.12")
    given(RoleHolder, *facts).when(lambda holder: revoke(holder, date(2025, 2, 13))).then(
        msgspec.structs.replace(revoked, last_day=date(2025, 2, 13))
    )


def test_b1_12_a_role_without_an_end_is_revoked_on_any_day_from_its_first() -> None:
    endless = msgspec.structs.replace(GRANTED, ends_on=None)
    far = date(2031, 1, 1)
    given(RoleHolder, endless).when(lambda holder: revoke(holder, far)).then(
        RoleRevoked(act=ACT, grant_id=GRANT, holder_id=HOLDER, last_day=far)
    )
    given(RoleHolder, endless).when(lambda holder: revoke(holder, date(2025, 1, 31))).then_refused("B1.12")


def test_b1_a_role_that_ends_on_that_day_anyway_records_nothing() -> None:
    given(RoleHolder, GRANTED).when(lambda holder: revoke(holder, date(2025, 2, 28))).then_nothing()


def test_b1_a_role_that_was_revoked_for_that_day_records_nothing() -> None:
    revoked = RoleRevoked(act=ACT, grant_id=GRANT, holder_id=HOLDER, last_day=date(2025, 2, 14))
    given(RoleHolder, GRANTED, revoked).when(lambda holder: revoke(holder, date(2025, 2, 14))).then_nothing()


def test_b1_3_a_role_that_was_never_granted_is_not_revoked() -> None:
    outcome = given(RoleHolder, GRANTED).when(lambda holder: revoke(holder, date(2025, 2, 14), OTHER_GRANT))
    outcome.then_refused("B1.3")
    assert outcome.paths == [("grantId",)]


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2025, 1, 31), False),
        (date(2025, 2, 1), True),
        (date(2025, 2, 28), True),
        (date(2025, 3, 1), False),
    ],
)
def test_b1_a_role_is_valid_from_its_first_to_its_last_day(day: date, valid: bool) -> None:
    holder = given(RoleHolder, GRANTED).when(lambda _: None).aggregate
    assert bool(holder.grants_on(Role.AUDITOR, day)) is valid


@pytest.mark.parametrize(("day", "valid"), [(date(2025, 2, 14), True), (date(2025, 2, 15), False)])
def test_b1_a_revoked_role_is_valid_to_its_last_day(day: date, valid: bool) -> None:
    revoked = RoleRevoked(act=ACT, grant_id=GRANT, holder_id=HOLDER, last_day=date(2025, 2, 14))
    holder = given(RoleHolder, GRANTED, revoked).when(lambda _: None).aggregate
    assert bool(holder.grants_on(Role.AUDITOR, day)) is valid


def test_b1_a_grant_names_its_letter_and_its_scope_and_gives_no_other_role() -> None:
    holder = given(RoleHolder, GRANTED).when(lambda _: None).aggregate
    assert holder.grants_on(Role.AUDITOR, date(2025, 2, 1)) == [
        Grant(
            id=GRANT,
            role=Role.AUDITOR,
            starts_on=date(2025, 2, 1),
            ends_on=date(2025, 2, 28),
            units=(UNIT,),
            letter=LETTER,
        )
    ]
    assert holder.grants_on(Role.INSPECTOR, date(2025, 2, 1)) == []
