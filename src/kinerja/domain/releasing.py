"""Releases: the steps in which what was answered is shown in cells, taken once each (D4)."""

from datetime import datetime
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.cells import Cell, Chosen, cells_of, whole_of
from kinerja.domain.collecting import Collection
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.anonymity import RELEASED_OTHERWISE


class AnswersReleased(Fact, frozen=True, kw_only=True):
    """Answers were released in cells; ``answers`` names their streams, in an order that says nothing.

    ``last``: the collection is closed, and nothing of it is released after this. ``whole``: what is told from here on
    of a service as a whole: these cells, and those before that were of too few officers to be told.
    """

    label_id: ClassVar[str] = "Jawaban dirilis"
    label_en: ClassVar[str] = "Answers released"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (About("collection_id", "Collection"), About("employee_id", "Employee"))
    unlisted: ClassVar[frozenset[str]] = frozenset({"cells", "answers", "whole"})

    collection_id: UUID
    employee_id: UUID | None
    number: int
    cells: tuple[Cell, ...]
    answers: tuple[UUID, ...]
    last: bool
    whole: tuple[Cell, ...] = ()

    def apply(self, aggregate: "Releases") -> None:
        aggregate.number, aggregate.last = self.number, self.last
        aggregate.released_at = self.act.at
        aggregate.cells += self.cells
        aggregate.steps += (self,)
        aggregate.untold = () if self.whole else aggregate.untold + self.cells
        aggregate.released.update(self.answers)


class Releases(Aggregate):
    """What of a collection was released: cells, and which streams they came from; ``released_at``: when last.

    ``steps``: release by release. ``untold``: cells that are not told of the service as a whole yet.
    """

    number = 0
    last = False
    released_at: datetime | None = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.cells: tuple[Cell, ...] = ()
        self.steps: tuple[AnswersReleased, ...] = ()
        self.untold: tuple[Cell, ...] = ()
        self.released: set[UUID] = set()

    def release(self, *, act: Act, of: Collection, number: int, chosen: Chosen, last: bool) -> None:
        """Take a step; nothing where nothing is chosen, unless it is the last. Refused D4.9 when it was taken."""
        if number != self.number + 1 or self.last:
            raise refuse(RELEASED_OTHERWISE, "number", number=number)
        if not last and not any(chosen.values()):
            return
        cells = cells_of(chosen, of.asked)
        self.trigger_event(
            AnswersReleased,
            act=act,
            collection_id=of.id,
            employee_id=of.asked.employee_id,
            number=number,
            cells=cells,
            answers=tuple(sorted(answer.id for group in chosen.values() for answer in group)),
            last=last,
            whole=whole_of(self.untold + cells, of.asked, of.contract) if cells else (),
        )

    def means(self, group: str) -> dict[str, Fraction]:
        """The exact mean of each question over all released cells of a group; empty while there is none."""
        cells = [cell for cell in self.cells if cell.group == group]
        answers = sum(cell.answers for cell in cells)
        totals: dict[str, Fraction] = {}
        for line in (line for cell in cells for line in cell.lines):
            totals[line.question] = totals.get(line.question, Fraction()) + Fraction(line.total)
        return {question: total / answers for question, total in totals.items()}
