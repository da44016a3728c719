"""What is published of the evaluations of a window: figures of units, never of a person (H11). Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

import msgspec

from kinerja.domain.published_units import Spans, Tree, chosen, fits, sums
from kinerja.domain.rules.terms import rounded
from kinerja.domain.vocabulary import Predicate


class Withheld(StrEnum):
    """Why nothing is published of a unit."""

    TOO_FEW = "TOO_FEW"
    WOULD_REVEAL = "WOULD_REVEAL"


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's final evaluation: in which unit, and how it came out. ``number`` None: it has none."""

    unit_id: UUID
    predicate: Predicate
    number: Decimal | None


class FigureCell(msgspec.Struct, frozen=True, kw_only=True):
    """How many people have one of these predicates, which lie side by side."""

    predicates: tuple[Predicate, ...]
    people: int


class UnitFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What is published of a unit with all below it: its cells, or why it is withheld, and then nothing else.

    ``parent_id``: the unit in whose figures its people are counted too. ``mean_number``: 2 decimals, half up.
    """

    unit_id: UUID
    parent_id: UUID | None
    withheld: Withheld | None = None
    cells: tuple[FigureCell, ...] = ()
    mean_number: Decimal | None = None

    @property
    def people(self) -> int | None:
        """How many people are counted; None where it is withheld."""
        return None if self.withheld else sum(cell.people for cell in self.cells)

    @property
    def spans(self) -> Spans:
        """The predicates of its cells."""
        return tuple(cell.predicates for cell in self.cells)


def publish(tree: Tree, people: Sequence[Judged], k: int) -> tuple[UnitFigures, ...]:
    """What is published of every unit of a tree, by the rule of ``published_units``."""
    counts = _counts(tree, people)
    shown = chosen(tree, counts, k)
    means = _means(tree, people, shown, k)
    return tuple(
        UnitFigures(
            unit_id=unit,
            parent_id=tree[unit],
            withheld=None if unit in shown else _why(counts[unit], k),
            cells=_cells(counts[unit], shown.get(unit, ())),
            mean_number=means.get(unit),
        )
        for unit in tree
    )


def renewed(
    published: Sequence[Sequence[UnitFigures]], tree: Tree, people: Sequence[Judged], k: int
) -> tuple[UnitFigures, ...] | None:
    """The figures of the same units in the same cells anew; None where a difference could single somebody out.

    ``published``: all that was published of the window so far. Every number that can be had from any of it is to be
    what it was, or to differ by k at least. Means are not published anew: two sums would tell what changed. A unit
    that was not there is withheld, and its people are counted in those above it; one that was withheld keeps its
    reason, which would tell of a single person who made it large enough.
    """
    known = {each.unit_id: each.parent_id for each in published[-1]}
    counts = _counts({**tree, **known}, people)
    after = tuple(
        msgspec.structs.replace(each, cells=_cells(counts[each.unit_id], each.spans), mean_number=None)
        for each in published[-1]
    ) + tuple(
        UnitFigures(unit_id=unit, parent_id=above, withheld=_why(counts[unit], k))
        for unit, above in tree.items()
        if unit not in known
    )
    new = groups(after)
    if new == groups(published[-1]) or not all(fits(group, k) for group in new if any(group)):
        return None
    told = all(_differ(a, b, k) for before in published for a, b in zip(groups(before), new, strict=True))
    return after if told else None


def groups(figures: Sequence[UnitFigures]) -> list[tuple[int, ...]]:
    """The cells of each published unit, and those of its rest: what can be had by adding and subtracting."""
    tree = {each.unit_id: each.parent_id for each in figures}
    shown = {each.unit_id: each for each in figures if each.withheld is None}
    parts: dict[UUID, list[UnitFigures]] = {}
    for each in shown.values():
        above = _nearest(tree, each.parent_id, shown)
        if above is not None:
            parts.setdefault(above, []).append(each)
    own = [tuple(cell.people for cell in each.cells) for each in shown.values()]
    return own + [_rest(shown[unit], below) for unit, below in parts.items()]


def _rest(unit: UnitFigures, parts: Sequence[UnitFigures]) -> tuple[int, ...]:
    """What is left of a unit without its published parts, in their cells."""
    left = Counter[tuple[Predicate, ...]]()
    for span in parts[0].spans:
        left[span] = sum(cell.people for cell in unit.cells if set(cell.predicates) <= set(span))
        left[span] -= sum(cell.people for part in parts for cell in part.cells if cell.predicates == span)
    return tuple(left[span] for span in parts[0].spans)


def _differ(old: Sequence[int], new: Sequence[int], k: int) -> bool:
    """Whether each cell, and all together, are as they were or differ by k at least."""
    differences = [after - before for before, after in zip(old, new, strict=True)]
    return all(each == 0 or abs(each) >= k for each in (*differences, sum(differences)))


def _cells(counts: Counter[Predicate], spans: Spans) -> tuple[FigureCell, ...]:
    found = sums(counts, spans)
    return tuple(FigureCell(predicates=span, people=count) for span, count in zip(spans, found, strict=True))


def _why(counts: Counter[Predicate], k: int) -> Withheld:
    return Withheld.TOO_FEW if counts.total() < k else Withheld.WOULD_REVEAL


def _counts(tree: Tree, people: Iterable[Judged]) -> dict[UUID, Counter[Predicate]]:
    """How many people have each predicate in every unit with all below it."""
    counts = {unit: Counter[Predicate]() for unit in tree}
    for (own, predicate), count in Counter((each.unit_id, each.predicate) for each in people).items():
        unit: UUID | None = own
        while unit is not None:
            counts[unit][predicate] += count
            unit = tree[unit]
    return counts


def _nearest(tree: Tree, unit: UUID | None, shown: Mapping[UUID, object]) -> UUID | None:
    """The unit itself or the next above it that is shown; None where there is none."""
    while unit is not None and unit not in shown:
        unit = tree[unit]
    return unit


def _means(tree: Tree, people: Iterable[Judged], shown: Mapping[UUID, Spans], k: int) -> dict[UUID, Decimal]:
    """The mean of the numbers of each published unit, where it tells of nobody.

    A sum can be subtracted too: what is left without the means below has to be nobody, or people whose numbers vary.
    Else the unit has no mean, and its people stay in what is left of the unit above.
    """
    left: dict[UUID, list[Decimal | None]] = {unit: [] for unit in shown}
    for judged in people:
        unit = _nearest(tree, judged.unit_id, shown)
        if unit is not None:
            left[unit].append(judged.number)
    totals: dict[UUID, tuple[Fraction, int]] = {unit: (Fraction(0), 0) for unit in shown}
    means: dict[UUID, Decimal] = {}
    for unit in reversed(list(shown)):  # each stands behind the unit above it
        above = _nearest(tree, tree[unit], shown)
        own, count = totals[unit]
        hidden = left[unit]
        if not hidden or _vary(hidden, k):
            own, count = own + sum((Fraction(each or 0) for each in hidden), Fraction(0)), count + len(hidden)
            means[unit] = rounded(own / count)
            hidden = []
        if above is not None:
            totals[above] = (totals[above][0] + own, totals[above][1] + count)
            left[above] += hidden
    return means


def _vary(numbers: Sequence[Decimal | None], k: int) -> bool:
    """Whether everybody has a number, and at least k people another one than most: a mean at the cap tells of all."""
    most = max(Counter(numbers).values())
    return None not in numbers and len(numbers) - most >= k
