"""What may be published of evaluations: nobody is singled out by any sum or difference (H11)."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from uuid import UUID

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kinerja.domain.publication import Judged, UnitFigures, Withheld, groups, publish, renewed
from kinerja.domain.published_units import Tree
from kinerja.domain.vocabulary import Predicate

VG, G, NI, P, VP = Predicate
K = 5
ROOT, A, B, C, D = (UUID(int=number) for number in range(1, 6))
TREE: Tree = {ROOT: None, A: ROOT, B: ROOT, C: ROOT}


def some(unit: UUID, *, number: str | None = "95", **counts: int) -> list[Judged]:
    return [
        Judged(unit_id=unit, predicate=Predicate[name], number=None if number is None else Decimal(number))
        for name, count in counts.items()
        for _ in range(count)
    ]


def figures(people: Sequence[Judged], tree: Tree = TREE) -> dict[UUID, UnitFigures]:
    return {each.unit_id: each for each in publish(tree, people, K)}


def cells(each: UnitFigures) -> dict[tuple[Predicate, ...], int]:
    return {cell.predicates: cell.people for cell in each.cells}


# ── by example ───────────────────────────────────────────────────────────────────────────────────────


def test_h11_a_unit_of_enough_people_is_published_in_cells_of_k_at_least() -> None:
    found = figures(some(A, VERY_GOOD=5, GOOD=20, NEEDS_IMPROVEMENT=3, POOR=2))
    assert cells(found[A]) == cells(found[ROOT]) == {(VG,): 5, (G,): 20, (NI, P): 5, (VP,): 0}
    assert found[A].people == 30


def test_h11_cells_of_fewer_than_k_are_merged_with_their_neighbour() -> None:
    found = figures(some(ROOT, VERY_GOOD=4, GOOD=20, POOR=5))
    assert cells(found[ROOT]) == {(VG, G): 24, (NI,): 0, (P,): 5, (VP,): 0}


def test_h11_a_unit_of_fewer_than_k_is_withheld_and_counted_above() -> None:
    found = figures(some(A, GOOD=2, POOR=2) + some(ROOT, GOOD=9, POOR=9))
    assert (found[A].withheld, found[A].people, found[A].cells) == (Withheld.TOO_FEW, None, ())
    assert found[ROOT].people == 22


def test_h11_a_unit_where_all_are_alike_is_withheld_and_not_to_be_had_by_subtraction() -> None:
    found = figures(some(A, GOOD=12) + some(B, VERY_GOOD=6, GOOD=6))
    assert found[A].withheld == found[B].withheld == Withheld.WOULD_REVEAL
    assert cells(found[ROOT]) == {(VG,): 6, (G,): 18, (NI,): 0, (P,): 0, (VP,): 0}


def test_h11_where_the_remainder_is_too_small_the_smallest_other_unit_is_withheld_with_it() -> None:
    found = figures(some(A, VERY_GOOD=10, GOOD=10) + some(B, VERY_GOOD=6, GOOD=6) + some(C, VERY_GOOD=2, GOOD=1))
    assert [found[unit].withheld for unit in (ROOT, A, B, C)] == [
        None, None, Withheld.WOULD_REVEAL, Withheld.TOO_FEW,
    ]  # fmt: skip


def test_h11_all_units_below_one_are_counted_in_the_same_cells() -> None:
    found = figures(some(A, VERY_GOOD=5, GOOD=10, NEEDS_IMPROVEMENT=5) + some(B, VERY_GOOD=6, GOOD=7, POOR=3))
    assert found[A].spans == found[B].spans == ((VG,), (G, NI, P), (VP,))


def test_h11_below_a_root_that_is_withheld_units_stand_by_themselves() -> None:
    tree = {ROOT: None, A: ROOT, B: ROOT}
    found = figures(some(A, GOOD=4, POOR=2) + some(B, VERY_POOR=4), tree)
    assert all(each.withheld for each in found.values())
    assert figures([], tree)[ROOT].withheld == Withheld.TOO_FEW


def test_h11_the_mean_is_exact_and_rounded_once_half_up() -> None:
    people = some(A, number="90.00", GOOD=5) + some(A, number="90.01", VERY_GOOD=5)
    assert figures(people)[A].mean_number == Decimal("90.01")  # 90.005


@pytest.mark.parametrize("number", [None, "120.00"])
def test_h11_a_mean_with_a_number_missing_or_all_equal_is_withheld_also_from_subtraction(number: str | None) -> None:
    alike = some(A, number=number, VERY_GOOD=5, GOOD=5)
    others = some(B, number="90", VERY_GOOD=5, GOOD=5) + some(B, number="80", GOOD=5)
    found = figures(alike + others)
    assert found[A].mean_number is None
    assert found[B].mean_number is not None
    assert found[ROOT].mean_number is None


def test_h11_figures_are_renewed_where_every_number_differs_by_k_or_not_at_all() -> None:
    before = publish(TREE, some(A, VERY_GOOD=10, GOOD=20), K)
    assert renewed([before], TREE, some(A, VERY_GOOD=11, GOOD=19), K) is None
    assert renewed([before], TREE, some(A, VERY_GOOD=10, GOOD=21), K) is None
    assert renewed([before], TREE, some(A, VERY_GOOD=10, GOOD=20), K) is None
    after = renewed([before], TREE, some(A, VERY_GOOD=15, GOOD=15), K)
    assert after is not None
    assert {each.unit_id: each.people for each in after} == {ROOT: 30, A: 30, B: None, C: None}
    assert all(each.mean_number is None for each in after)


def test_h11_figures_are_not_renewed_so_that_they_differ_from_the_last_but_one_by_less() -> None:
    first = publish(TREE, some(ROOT, VERY_GOOD=20, GOOD=20), K)
    second = renewed([first], TREE, some(ROOT, VERY_GOOD=25, GOOD=15), K)
    assert second is not None
    assert renewed([first, second], TREE, some(ROOT, VERY_GOOD=19, GOOD=21), K) is None


def test_h11_the_people_of_a_unit_that_was_not_there_are_counted_above_it_when_figures_are_renewed() -> None:
    before = publish({ROOT: None}, some(ROOT, VERY_GOOD=10, GOOD=20), K)
    people = some(ROOT, VERY_GOOD=10, GOOD=20) + some(A, VERY_GOOD=9, GOOD=9)
    after = renewed([before], {ROOT: None, A: ROOT}, people, K)
    assert after is not None
    assert {each.unit_id: (each.people, each.withheld) for each in after} == {
        ROOT: (48, None),
        A: (None, Withheld.WOULD_REVEAL),
    }


def test_h11_a_mean_of_numbers_of_which_fewer_than_k_differ_is_withheld() -> None:
    most = some(ROOT, number="120", VERY_GOOD=10, GOOD=1)
    assert figures(most + some(ROOT, number="110", GOOD=4))[ROOT].mean_number is None
    assert figures(most + some(ROOT, number="110", GOOD=5))[ROOT].mean_number == Decimal("116.88")


# ── for every tree ───────────────────────────────────────────────────────────────────────────────────

Town = tuple[dict[UUID, UUID | None], dict[UUID, Counter[Predicate]]]


@st.composite
def towns(draw: st.DrawFn, most: int = 6) -> Town:
    """A tree, and how many people of each predicate are in each of its units."""
    units = [UUID(int=number) for number in range(1, draw(st.integers(1, most)) + 1)]
    tree: dict[UUID, UUID | None] = {units[0]: None}
    for place, unit in enumerate(units[1:], start=1):
        tree[unit] = draw(st.sampled_from(units[:place]))
    count = st.one_of(st.just(0), st.integers(0, 7), st.integers(5, 30))
    return tree, {unit: Counter({each: draw(count) for each in Predicate}) for unit in units}


def people_of(counts: dict[UUID, Counter[Predicate]]) -> list[Judged]:
    return [
        Judged(unit_id=unit, predicate=predicate, number=Decimal(95))
        for unit, of in counts.items()
        for predicate in of.elements()
    ]


def within(tree: Tree, unit: UUID | None, top: UUID) -> bool:
    while unit is not None and unit != top:
        unit = tree[unit]
    return unit == top


def countable(tree: Tree, found: Sequence[UnitFigures]) -> list[set[tuple[UUID, Predicate]]]:
    """Every group of (unit, predicate) that some linear combination of the published cells counts once, others not.

    Independent of how the figures were chosen: the rows of the reduced echelon form have a 1 in a column of their
    own, so that a combination of zeros and ones is a choice of rows.
    """
    places = [(unit, predicate) for unit in tree for predicate in Predicate]
    rows = [
        [Fraction(within(tree, unit, each.unit_id) and predicate in cell.predicates) for unit, predicate in places]
        for each in found
        for cell in each.cells
    ]
    basis = echelon(rows)
    assume(len(basis) <= 10)
    sums = ([sum(column) for column in zip(*chosen, strict=True)] for chosen in subsets(basis))
    return [
        {place for place, value in zip(places, total, strict=True) if value}
        for total in sums
        if all(value in (0, 1) for value in total)
    ]


def subsets(rows: list[list[Fraction]]) -> list[list[list[Fraction]]]:
    picks = product((False, True), repeat=len(rows))
    found = ([row for row, picked in zip(rows, pick, strict=True) if picked] for pick in picks)
    return [chosen for chosen in found if chosen]


def echelon(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    basis: list[list[Fraction]] = []
    for row in rows:
        reduced = row
        for other in basis:
            pivot = next(place for place, value in enumerate(other) if value)
            reduced = [a - reduced[pivot] * b for a, b in zip(reduced, other, strict=True)]
        pivot = next((place for place, value in enumerate(reduced) if value), -1)
        if pivot < 0:
            continue
        reduced = [value / reduced[pivot] for value in reduced]
        basis = [[a - other[pivot] * b for a, b in zip(other, reduced, strict=True)] for other in basis]
        basis.append(reduced)
    return basis


@given(towns(4))
@settings(max_examples=60, deadline=None)
def test_h11_no_group_that_can_be_counted_has_fewer_than_k_people(town: Town) -> None:
    tree, counts = town
    found = publish(tree, people_of(counts), K)
    for group in countable(tree, found):
        people = sum(counts[unit][predicate] for unit, predicate in group)
        assert people == 0 or people >= K


@given(towns(12))
@settings(max_examples=200, deadline=None)
def test_h11_no_unit_and_no_remainder_is_alike_throughout_or_too_small(town: Town) -> None:
    tree, counts = town
    found = publish(tree, people_of(counts), K)
    for group in groups(found):
        assert all(cell == 0 or cell >= K for cell in group)
        assert sum(cell > 0 for cell in group) >= 2 or not any(group)


@given(towns(12))
@settings(max_examples=100, deadline=None)
def test_h11_what_is_published_is_true_and_what_is_withheld_says_nothing(town: Town) -> None:
    tree, counts = town
    for each in publish(tree, people_of(counts), K):
        inside = sum((of for unit, of in counts.items() if within(tree, unit, each.unit_id)), Counter[Predicate]())
        if each.withheld is None:
            assert [cell.people for cell in each.cells] == [sum(inside[p] for p in cell) for cell in each.spans]
            assert [predicate for span in each.spans for predicate in span] == list(Predicate)
        else:
            assert (each.people, each.cells, each.mean_number) == (None, (), None)
            assert (each.withheld == Withheld.TOO_FEW) == (inside.total() < K)


@given(towns(6), st.data())
@settings(max_examples=150, deadline=None)
def test_h11_no_sum_that_can_be_had_is_of_people_without_a_number_or_nearly_all_with_one(
    town: Town, data: st.DataObject
) -> None:
    """The mean of a unit times its people, without those of any units with means below it, none within another."""
    tree, counts = town
    number = st.sampled_from([None, *[Decimal(80 + each) for each in range(40)]])
    numbers = {unit: data.draw(st.lists(number, min_size=1, max_size=3)) for unit in tree}
    people = [
        msgspec.structs.replace(each, number=numbers[each.unit_id][place % len(numbers[each.unit_id])])
        for place, each in enumerate(people_of(counts))
    ]
    known = [each.unit_id for each in publish(tree, people, K) if each.mean_number is not None]
    for top in known:
        below = [unit for unit in known if unit != top and within(tree, unit, top)]
        for pick in product((False, True), repeat=len(below)):
            gone = [unit for unit, picked in zip(below, pick, strict=True) if picked]
            if any(a != b and within(tree, a, b) for a in gone for b in gone):
                continue
            inside = [each for each in people if within(tree, each.unit_id, top)]
            left = [each.number for each in inside if not any(within(tree, each.unit_id, unit) for unit in gone)]
            assert None not in left
            assert not left or len(left) - max(Counter(left).values()) >= K


@given(towns(5), st.data())
@settings(max_examples=100, deadline=None)
def test_h11_a_renewal_differs_in_no_number_by_less_than_k(town: Town, data: st.DataObject) -> None:
    tree, counts = town
    before = publish(tree, people_of(counts), K)
    moved = {unit: Counter(of) for unit, of in counts.items()}
    for unit in tree:
        moved[unit][data.draw(st.sampled_from(list(Predicate)))] += data.draw(st.sampled_from([0, 0, 1, 5, 9]))
    after = renewed([before], tree, people_of(moved), K)
    if after is None:
        return
    assert [each.spans for each in after] == [each.spans for each in before]
    for old, new in zip(before, after, strict=True):
        pairs = [(a.people, b.people) for a, b in zip(old.cells, new.cells, strict=True)]
        for a, b in [*pairs, (old.people or 0, new.people or 0)]:
            assert a == b or abs(a - b) >= K
