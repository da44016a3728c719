"""Break-glass: what is recorded, and by what it is refused (H9)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act, Letter
from kinerja.domain.anonymity import contract_by
from kinerja.domain.collecting import Asked, Collection, CollectionOpened, Opening
from kinerja.domain.disclosing import Disclosure, GlassBroken
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.vocabulary import Relation
from kinerja.domain.voice_vocabulary import CollectionKind, ReleaseMoment
from tests.domain.given import ACT, EXPLAINED, given

RATEE, UNIT, COLLECTION, ABOVE = UUID(int=21), UUID(int=22), UUID(int=23), UUID(int=24)
SIDE = frozenset({RATEE, ABOVE})
TODAY, UNTIL = date(2025, 1, 6), date(2025, 2, 4)
CASE = Letter(number="700/3/2025", issuer="Inspektorat", issued_on=date(2025, 1, 6), valid_to=date(2025, 1, 6))


def collection(employee_id: UUID | None = RATEE) -> Collection:
    asked = Asked(
        kind=CollectionKind.RATING,
        unit_id=UNIT,
        questions=("LOYAL",),
        options=("BELOW", "MEETS", "ABOVE"),
        scale=(Decimal(80), Decimal(100), Decimal(110)),
        divergence=Decimal(10),
        relations=(Relation.PEER,),
        employee_id=employee_id,
    )
    opened = CollectionOpened(
        act=ACT,
        asked=asked,
        opening=Opening(opened_on=TODAY, closes_on=TODAY, closes_at=ACT.at),
        contract=contract_by(voice_policy(), ReleaseMoment.AT_CLOSE, (), ()),
        employee_id=employee_id,
        evaluation_id=None,
        plan_id=None,
        service_id=None,
    )
    made = Collection(COLLECTION)
    opened.apply(made)
    return made


def broken(employee_id: UUID | None = RATEE) -> GlassBroken:
    return GlassBroken(
        act=EXPLAINED, collection_id=COLLECTION, unit_id=UNIT, employee_id=employee_id, case=CASE, until=UNTIL
    )


def breaks(by: Act = EXPLAINED, day: date = TODAY, employee_id: UUID | None = RATEE) -> Callable[[Disclosure], None]:
    of = collection(employee_id)
    return lambda disclosure: disclosure.break_glass(act=by, of=of, case=CASE, today=day, side=SIDE)


@pytest.mark.parametrize("employee_id", [RATEE, None])
def test_h9_that_glass_was_broken_says_of_what_for_which_case_and_is_about_nobody(employee_id: UUID | None) -> None:
    given(Disclosure).when(breaks(employee_id=employee_id)).then(broken(employee_id))
    assert broken(employee_id).subject is None
    assert [about.field for about in GlassBroken.about] == ["originator_id"]


def test_h9_glass_that_is_broken_stays_so() -> None:
    given(Disclosure, broken()).when(breaks()).then()


def test_h9_1_without_a_reason_no_glass_is_broken() -> None:
    given(Disclosure).when(breaks(ACT)).then_refused("H9.1")


@pytest.mark.parametrize("day", [date(2025, 1, 5), date(2025, 1, 7)])
def test_h9_2_the_letter_of_the_case_is_issued_and_still_valid(day: date) -> None:
    given(Disclosure).when(breaks(day=day)).then_refused("H9.2")


@pytest.mark.parametrize("by", [RATEE, ABOVE])
def test_h9_3_nobody_of_the_side_that_it_is_about_opens_what_was_answered(by: UUID) -> None:
    given(Disclosure).when(breaks(msgspec.structs.replace(EXPLAINED, by=by))).then_refused("H9.3")


def test_h9_what_was_disclosed_is_read_for_thirty_days() -> None:
    disclosure = Disclosure(UUID(int=25))
    assert not disclosure.read_on(TODAY)
    disclosure = given(Disclosure, broken()).when(lambda _: None).aggregate
    read = [disclosure.read_on(day) for day in (TODAY, UNTIL, UNTIL + timedelta(days=1))]
    assert read == [True, True, False]
    assert (UNTIL - TODAY).days == voice_policy().disclosure_days - 1
