"""Which units are published, and in which cells: so that nobody can be singled out (H11). Pure.

**The rule.** The *parts* of a published unit are the published units next below it, and its *rest*: whoever is in it
and in none of these. All parts of a unit are counted in the same cells, spans of predicates that lie side by side,
none of them finer than the unit's own. In these cells every part, and in its own cells every published unit, counts 0
or at least k people, and not all of them in one cell. A unit that does not fit is withheld, and its people are in the
rest of the unit above.

**Why that is enough.** Let somebody add and subtract published numbers until what is left counts some group of people
once and nobody else. Two predicates in one cell of a unit's parts are told apart by numbers of that unit and of those
above it only, and these count all parts alike. So the group has, of each unit, either everybody in some of its own
cells, or else of each of its parts whole cells of the parts. The first is a published number of the unit. The second
is, part by part, a cell of the rest, or the same again one level below. Every group that can be counted is therefore
put together from cells of units and of rests: it is empty or has k people at least. Units without a published one
above them share no numbers.

**Which of the choices.** From the top down, of the cells that the parts of a unit may have, those that leave most of
them published; of two as good, more cells. Where the rest does not fit, the smallest part is withheld for it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from uuid import UUID

from kinerja.domain.vocabulary import Predicate

Spans = tuple[tuple[Predicate, ...], ...]
"""The cells of a distribution: predicates that lie side by side."""
Tree = Mapping[UUID, UUID | None]
"""Every unit with the one above it; None: nobody counts above it."""
_FEWEST_CELLS = 2


def _all_spans() -> list[Spans]:
    """Every way to divide the predicates into spans, the finest first."""
    order, found = tuple(Predicate), []
    for count in range(len(order) - 1, -1, -1):
        for cuts in combinations(range(1, len(order)), count):
            bounds = (0, *cuts, len(order))
            found.append(tuple(order[a:b] for a, b in pairwise(bounds)))
    return found


_SPANS = _all_spans()


def chosen(tree: Tree, counts: Mapping[UUID, Counter[Predicate]], k: int) -> dict[UUID, Spans]:
    """The units that are published, each with its cells and behind those above it.

    ``counts``: how many people have which predicate in each unit with all below it.
    """
    return _Choice(tree, counts, k).spans


class _Choice:
    """The choice while it is made."""

    def __init__(self, tree: Tree, counts: Mapping[UUID, Counter[Predicate]], k: int) -> None:
        self.spans: dict[UUID, Spans] = {}
        self._counts = counts
        self._k = k
        self._below: dict[UUID | None, list[UUID]] = {}
        for unit, above in tree.items():
            self._below.setdefault(above, []).append(unit)
        for unit in self._below.get(None, ()):
            self._begin(unit)

    def _begin(self, unit: UUID) -> None:
        """Publish a unit that none is published above, or else begin with those below it."""
        spans = next((each for each in _SPANS if fits(sums(self._counts[unit], each), self._k)), None)
        if spans is not None:
            self._take(unit, spans)
            return
        for below in self._below.get(unit, ()):
            self._begin(below)

    def _take(self, unit: UUID, spans: Spans) -> None:
        self.spans[unit] = spans
        choices = [(self._parts(unit, each), each) for each in _SPANS if _coarser(each, spans)]
        parts, of_parts = max(choices, key=lambda choice: (len(choice[0]), len(choice[1])))
        for part in parts:
            self._take(part, of_parts)

    def _parts(self, unit: UUID, spans: Spans) -> list[UUID]:
        """The units below that can be published in these cells so that the rest can be had as well."""
        parts = self._fitting(unit, spans)
        rest = Counter(self._counts[unit])
        for part in parts:
            rest.subtract(self._counts[part])
        while parts and any(rest.values()) and not fits(sums(rest, spans), self._k):
            smallest = min(parts, key=lambda part: (self._counts[part].total(), str(part)))
            parts.remove(smallest)
            rest.update(self._counts[smallest])
            for part in self._fitting(smallest, spans):
                parts.append(part)
                rest.subtract(self._counts[part])
        return parts

    def _fitting(self, unit: UUID, spans: Spans) -> list[UUID]:
        """The next below that fit into these cells."""
        found: list[UUID] = []
        for below in self._below.get(unit, ()):
            itself = fits(sums(self._counts[below], spans), self._k)
            found += [below] if itself else self._fitting(below, spans)
        return found


def fits(cells: Sequence[int], k: int) -> bool:
    """Whether these numbers may be known: each 0 or at least k, and not all people in one cell."""
    return all(cell == 0 or cell >= k for cell in cells) and sum(cell > 0 for cell in cells) >= _FEWEST_CELLS


def _coarser(spans: Spans, than: Spans) -> bool:
    return all(any(set(cell) <= set(span) for span in spans) for cell in than)


def sums(counts: Counter[Predicate], spans: Spans) -> list[int]:
    """How many people are in each cell."""
    return [sum(counts[predicate] for predicate in span) for span in spans]
