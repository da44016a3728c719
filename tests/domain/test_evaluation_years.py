"""The periods of a year: one cadence for a unit in a year (B2)."""

from datetime import date
from functools import partial
from uuid import UUID

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from kinerja.domain.evaluation_years import Entered, EvaluationYear, Lineage, PeriodEntered
from kinerja.domain.periods import NewPeriod
from kinerja.domain.vocabulary import Cadence
from tests.domain.given import ACT, given
from tests.domain.test_periods import YEAR

ROOT, OFFICE, DIVISION, OTHER = (UUID(int=number) for number in range(301, 305))
LINEAGE: Lineage = {
    ROOT: frozenset({ROOT}),
    OFFICE: frozenset({OFFICE, ROOT}),
    DIVISION: frozenset({DIVISION, OFFICE, ROOT}),
    OTHER: frozenset({OTHER, ROOT}),
}
FIRST, SECOND = UUID(int=401), UUID(int=402)


def of(*units: UUID, cadence: Cadence = Cadence.QUARTERLY, months: tuple[int, int] = (1, 12)) -> NewPeriod:
    last = {3: 31, 6: 30, 12: 31}[months[1]]
    return msgspec.structs.replace(
        YEAR,
        starts_on=date(2025, months[0], 1),
        ends_on=date(2025, months[1], last),
        cadence=cadence,
        units=units,
    )


def entered(period: NewPeriod, id: UUID = FIRST) -> PeriodEntered:
    said = {name: getattr(period, name) for name in Entered.__struct_fields__}
    return PeriodEntered(act=ACT, period_id=id, entered=Entered(**said))


def enter(year: EvaluationYear, period: NewPeriod, id: UUID = SECOND) -> None:
    year.enter(act=ACT, period_id=id, period=period, lineage=LINEAGE)


def test_b2_a_period_is_entered_into_its_year_once() -> None:
    given(EvaluationYear).when(lambda year: enter(year, of(), FIRST)).then(entered(of()))
    given(EvaluationYear, entered(of())).when(lambda year: enter(year, of(), FIRST)).then_nothing()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((), ()),
        ((), (DIVISION,)),
        ((OFFICE,), ()),
        ((OFFICE,), (OFFICE,)),
        ((ROOT,), (DIVISION,)),
        ((DIVISION,), (ROOT,)),
        ((OTHER, DIVISION), (OFFICE,)),
    ],
    ids=["all", "all and one", "one and all", "the same", "above", "below", "one of several"],
)
def test_b2_7_no_unit_is_evaluated_at_two_cadences_in_a_year(one: tuple[UUID, ...], other: tuple[UUID, ...]) -> None:
    monthly = of(*other, cadence=Cadence.MONTHLY)
    outcome = given(EvaluationYear, entered(of(*one))).when(lambda year: enter(year, monthly))
    outcome.then_refused("B2.7")
    assert outcome.parameters[0]["other"] == "2025"
    assert outcome.parameters[0]["cadence"].english == "every quarter"


def test_b2_7_another_half_of_the_same_year_has_no_other_cadence() -> None:
    known = entered(of(OFFICE, months=(1, 6)))
    monthly = of(DIVISION, cadence=Cadence.MONTHLY, months=(7, 12))
    given(EvaluationYear, known).when(lambda year: enter(year, monthly)).then_refused("B2.7")


def test_b2_7_other_units_and_the_same_cadence_do_not_clash() -> None:
    known = entered(of(OFFICE, months=(1, 6)))
    for period in (
        of(OTHER, cadence=Cadence.MONTHLY),
        of(OFFICE, months=(7, 12)),
        of(DIVISION, months=(7, 12)),
    ):
        outcome = given(EvaluationYear, known).when(partial(enter, period=period))
        outcome.then(entered(period, SECOND))


def test_b2_7_every_period_that_it_clashes_with_is_named() -> None:
    facts = [entered(of(OFFICE), FIRST), entered(of(OTHER), UUID(int=403))]
    monthly = of(ROOT, cadence=Cadence.MONTHLY, months=(1, 3))
    given(EvaluationYear, *facts).when(lambda year: enter(year, monthly)).then_refused("B2.7", "B2.7")


UNITS = st.lists(st.sampled_from([ROOT, OFFICE, DIVISION, OTHER]), max_size=3, unique=True).map(tuple)


@for_all(one=UNITS, other=UNITS)
def test_b2_7_who_comes_first_makes_no_difference(one: tuple[UUID, ...], other: tuple[UUID, ...]) -> None:
    quarterly, monthly = of(*one), of(*other, cadence=Cadence.MONTHLY)
    forth = given(EvaluationYear, entered(quarterly)).when(lambda year: enter(year, monthly))
    back = given(EvaluationYear, entered(monthly)).when(lambda year: enter(year, quarterly))
    assert forth.rules == back.rules
