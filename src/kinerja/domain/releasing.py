"""Releases: what was answered is shown in cells of at least k answers, each answer in one cell and once (D4).

Everything that is ever shown is made of cells. Two things that are shown, of two positions of the log or of a whole
and its parts, therefore never differ by less than a cell: no rest and no difference is smaller than k. What is too
little for a cell stays sealed, and counts nowhere.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.anonymity import AnonymityContract
from kinerja.domain.answering import Answered
from kinerja.domain.collecting import Asked, Collection
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.anonymity import ASIDE_WITHOUT_REASON, RELEASED_OTHERWISE
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.voice_vocabulary import CollectionKind

OTHERS = "OTHERS"
"""The group of those whose own group is too small for a cell."""


class CellLine(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a cell: how often each option was chosen, and the sum of their numbers."""

    question: str
    counts: tuple[int, ...]
    total: Decimal


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Answers that are shown together: of which group, how many, and what they say to each question."""

    group: str
    answers: int
    lines: tuple[CellLine, ...]


class SealedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that is not released: its stream, and what was answered; the oldest come first."""

    id: UUID
    answered: Answered


Chosen = Mapping[str, Sequence[SealedAnswer]]
"""What is released, by group."""


def chosen(answers: Sequence[SealedAnswer], asked: Asked, contract: AnonymityContract, *, last: bool) -> Chosen:
    """Which answers are released now: of each group all of them at the end, else all but the newest k.

    The newest are kept back so that what is left at the end is enough for a cell. Groups too small for a cell of
    their own go together, where each is about one person of a service; else they stay sealed.
    """
    groups: dict[str, list[SealedAnswer]] = {}
    for answer in answers:
        groups.setdefault(answer.answered.group, []).append(answer)
    least = contract.k_of_person if asked.kind == CollectionKind.ENCOUNTERS else contract.k
    if last:
        return _at_the_end(groups, least, pooled=asked.kind == CollectionKind.ENCOUNTERS)
    step = max(contract.step, least)
    return {name: group[: len(group) - least] for name, group in groups.items() if len(group) >= least + step}


def _at_the_end(groups: Mapping[str, Sequence[SealedAnswer]], least: int, *, pooled: bool) -> Chosen:
    found = {name: group for name, group in groups.items() if len(group) >= least}
    small = {name: group for name, group in groups.items() if len(group) < least}
    together = [answer for group in small.values() for answer in group]
    if pooled and len(small) > 1 and len(together) >= least:
        return {**found, OTHERS: together}
    return found


def cells_of(chosen: Chosen, asked: Asked) -> tuple[Cell, ...]:
    """The cells of what is released, by group."""
    return tuple(_cell(name, group, asked) for name, group in sorted(chosen.items()) if group)


def _cell(group: str, answers: Sequence[SealedAnswer], asked: Asked) -> Cell:
    chosen = zip(*(answer.answered.options for answer in answers), strict=True)
    lines = (_line(question, options, asked) for question, options in zip(asked.questions, chosen, strict=True))
    return Cell(group=group, answers=len(answers), lines=tuple(lines))


def _line(question: str, chosen: Sequence[int], asked: Asked) -> CellLine:
    counts = Counter(chosen)
    return CellLine(
        question=question,
        counts=tuple(counts[option] for option in range(len(asked.options))),
        total=sum((asked.scale[option] for option in chosen), Decimal()),
    )


class AnswersReleased(Fact, frozen=True, kw_only=True):
    """Answers were released in cells; ``answers`` names their streams, in an order that says nothing.

    ``last``: the collection is closed, and nothing of it is released after this.
    """

    label_id: ClassVar[str] = "Jawaban dirilis"
    label_en: ClassVar[str] = "Answers released"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (About("collection_id", "Collection"), About("employee_id", "Employee"))
    unlisted: ClassVar[frozenset[str]] = frozenset({"cells", "answers"})

    collection_id: UUID
    employee_id: UUID | None
    number: int
    cells: tuple[Cell, ...]
    answers: tuple[UUID, ...]
    last: bool

    def apply(self, aggregate: "Releases") -> None:
        aggregate.number, aggregate.last = self.number, self.last
        aggregate.released_at = self.act.at
        aggregate.cells += self.cells
        aggregate.released.update(self.answers)


class CommentReleased(Fact, frozen=True, kw_only=True):
    """What somebody said in words was released with the answers of a cell.

    Its stream is a keyed hash of that of the answer: nothing else leads from one to the other.
    """

    label_id: ClassVar[str] = "Komentar dirilis"
    label_en: ClassVar[str] = "Comment released"
    personal: ClassVar[dict[str, TextCategory]] = {"comment": TextCategory.COMMENT}
    sealed_for: ClassVar[dict[TextCategory, str]] = {TextCategory.COMMENT: "originator_id"}
    about: ClassVar[tuple[About, ...]] = (About("collection_id", "Collection"),)
    unlisted: ClassVar[frozenset[str]] = frozenset({"comment"})

    collection_id: UUID
    group: str
    comment: Text

    def apply(self, aggregate: "Comment") -> None:
        aggregate.collection_id = self.collection_id


class CommentSetAside(Fact, frozen=True, kw_only=True):
    """What somebody said in words is shown no more, for a reason, such as an insult. It is not deleted.

    The answer beside it still counts: taken out of a cell, the cell would say what it was.
    """

    label_id: ClassVar[str] = "Komentar disisihkan"
    label_en: ClassVar[str] = "Comment set aside"
    about: ClassVar[tuple[About, ...]] = (About("collection_id", "Collection"), About("originator_id", "Comment"))

    collection_id: UUID

    def apply(self, aggregate: "Comment") -> None:
        aggregate.set_aside = True


class Releases(Aggregate):
    """What of a collection was released: cells, and which streams they came from; ``released_at``: when last."""

    number = 0
    last = False
    released_at: datetime | None = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.cells: tuple[Cell, ...] = ()
        self.released: set[UUID] = set()

    def release(self, *, act: Act, of: Collection, number: int, chosen: Chosen, last: bool) -> None:
        """Take a step; nothing where nothing is chosen, unless it is the last. Refused D4.9 when it was taken."""
        if number != self.number + 1 or self.last:
            raise refuse(RELEASED_OTHERWISE, "number", number=number)
        if not last and not any(chosen.values()):
            return
        self.trigger_event(
            AnswersReleased,
            act=act,
            collection_id=of.id,
            employee_id=of.asked.employee_id,
            number=number,
            cells=cells_of(chosen, of.asked),
            answers=tuple(sorted(answer.id for group in chosen.values() for answer in group)),
            last=last,
        )

    def means(self, group: str) -> dict[str, Fraction]:
        """The exact mean of each question over all released cells of a group; empty while there is none."""
        cells = [cell for cell in self.cells if cell.group == group]
        answers = sum(cell.answers for cell in cells)
        totals: dict[str, Fraction] = {}
        for line in (line for cell in cells for line in cell.lines):
            totals[line.question] = totals.get(line.question, Fraction()) + Fraction(line.total)
        return {question: total / answers for question, total in totals.items()}


class Comment(Aggregate):
    """What somebody said in words, released; ``set_aside`` where it is shown no more."""

    collection_id: UUID
    set_aside = False

    def release(self, *, act: Act, collection_id: UUID, group: str, comment: Text) -> None:
        """Release it."""
        if not self.exists:
            self.trigger_event(CommentReleased, act=act, collection_id=collection_id, group=group, comment=comment)

    def set_aside_(self, *, act: Act) -> None:
        """Show it no more. Refused D4.11 without a reason."""
        if self.set_aside:
            return
        if act.reason is None:
            raise refuse(ASIDE_WITHOUT_REASON, "reason")
        self.trigger_event(CommentSetAside, act=act, collection_id=self.collection_id)
