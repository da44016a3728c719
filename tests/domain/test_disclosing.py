"""Break-glass: what is recorded, and by what it is refused (H9)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Letter
from kinerja.domain.anonymity import contract_by
from kinerja.domain.collecting import Asked, Collection, CollectionOpened, Opening
from kinerja.domain.disclosing import Disclosure, GlassBroken
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.vocabulary import Relation
from kinerja.domain.voice_vocabulary import CollectionKind, ReleaseMoment
from tests.domain.given import ACT, EXPLAINED, given

RATEE, UNIT, COLLECTION = UUID(int=21), UUID(int=22), UUID(int=23)
TODAY = date(2025, 1, 6)
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
    return GlassBroken(act=EXPLAINED, collection_id=COLLECTION, unit_id=UNIT, employee_id=employee_id, case=CASE)


@pytest.mark.parametrize("employee_id", [RATEE, None])
def test_h9_that_glass_was_broken_says_of_what_for_which_case_and_is_about_nobody(employee_id: UUID | None) -> None:
    of = collection(employee_id)
    given(Disclosure).when(lambda it: it.break_glass(act=EXPLAINED, of=of, case=CASE, today=TODAY)).then(
        broken(employee_id)
    )
    assert broken(employee_id).subject is None
    assert [about.field for about in GlassBroken.about] == ["originator_id"]


def test_h9_glass_that_is_broken_stays_so() -> None:
    of = collection()
    given(Disclosure, broken()).when(lambda it: it.break_glass(act=EXPLAINED, of=of, case=CASE, today=TODAY)).then()


def test_h9_1_without_a_reason_no_glass_is_broken() -> None:
    of = collection()
    given(Disclosure).when(lambda it: it.break_glass(act=ACT, of=of, case=CASE, today=TODAY)).then_refused("H9.1")


@pytest.mark.parametrize("day", [date(2025, 1, 5), date(2025, 1, 7)])
def test_h9_2_the_letter_of_the_case_is_issued_and_still_valid(day: date) -> None:
    of = collection()
    given(Disclosure).when(lambda it: it.break_glass(act=EXPLAINED, of=of, case=CASE, today=day)).then_refused("H9.2")


def test_h9_3_nobody_opens_what_was_answered_about_oneself() -> None:
    of = collection()
    own = msgspec.structs.replace(EXPLAINED, by=RATEE)
    given(Disclosure).when(lambda it: it.break_glass(act=own, of=of, case=CASE, today=TODAY)).then_refused("H9.3")
