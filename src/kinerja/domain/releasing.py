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
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.feedback_quarters import officer_of
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.anonymity import ASIDE_WITHOUT_REASON, RELEASED_OTHERWISE
from kinerja.domain.rulebook.public_feedback import ERASED_WITHOUT_REASON
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.voice_vocabulary import CollectionKind

OTHERS = "OTHERS"
"""The group of those whose own group is too small for a cell."""
OFFICER = "OFFICER"
"""The group of an answer about the service of one officer, who is named beside it."""
SERVICE = "SERVICE"
"""The group of what is told of a service as a whole."""
_OFFICERS_OF_OTHERS = 2
"""So many officers at least are among the others."""


class CellLine(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a cell: how often each option was chosen, and the sum of their numbers."""

    question: str
    counts: tuple[int, ...]
    total: Decimal


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Answers that are shown together: of which group, how many, and what they say to each question.

    ``officer``: whose service they are about, where that is one person's.
    """

    group: str
    answers: int
    lines: tuple[CellLine, ...]
    officer: ServiceOfficer | None = None


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
    name, officer = named(group, asked)
    return Cell(group=name, answers=len(answers), lines=tuple(lines), officer=officer)


def named(group: str, asked: Asked) -> tuple[str, ServiceOfficer | None]:
    """A group as facts call it, and whose service it is about, where that is one person's."""
    officer = officer_of(group) if asked.kind == CollectionKind.ENCOUNTERS else None
    return (group, None) if officer is None else (OFFICER, officer)


def whole_of(cells: Sequence[Cell], asked: Asked, contract: AnonymityContract) -> tuple[Cell, ...]:
    """What cells of officers tell of the service as a whole; nothing while they are of too few officers.

    Whoever knows one of the cells, such as the officer it is about, then learns nothing of a single other one.
    """
    officers = {(cell.officer.employee_id, cell.officer.position_id) for cell in cells if cell.officer is not None}
    others = _OFFICERS_OF_OTHERS if any(cell.group == OTHERS for cell in cells) else 0
    if asked.kind != CollectionKind.ENCOUNTERS or len(officers) + others < voice_policy(contract.policy).officers:
        return ()
    lines = tuple(_summed(question, cells) for question in asked.questions)
    return (Cell(group=SERVICE, answers=sum(cell.answers for cell in cells), lines=lines),)


def _summed(question: str, cells: Sequence[Cell]) -> CellLine:
    lines = [line for cell in cells for line in cell.lines if line.question == question]
    counts = tuple(sum(each) for each in zip(*(line.counts for line in lines), strict=True))
    return CellLine(question=question, counts=counts, total=sum((line.total for line in lines), Decimal()))


def _line(question: str, chosen: Sequence[int], asked: Asked) -> CellLine:
    counts = Counter(chosen)
    return CellLine(
        question=question,
        counts=tuple(counts[option] for option in range(len(asked.options))),
        total=sum((asked.scale[option] for option in chosen), Decimal()),
    )


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
    officer: ServiceOfficer | None = None

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


class CommentErased(Fact, frozen=True, kw_only=True):
    """What a citizen said in words was erased, on their wish. The answer beside it still counts."""

    label_id: ClassVar[str] = "Komentar dihapus"
    label_en: ClassVar[str] = "Comment erased"
    about: ClassVar[tuple[About, ...]] = (About("collection_id", "Collection"), About("originator_id", "Comment"))

    collection_id: UUID

    def apply(self, aggregate: "Comment") -> None:
        aggregate.erased = True


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


class Comment(Aggregate):
    """What somebody said in words, released; ``set_aside`` where it is shown no more, ``erased`` where it is gone."""

    collection_id: UUID
    set_aside = False
    erased = False

    def release(
        self, *, act: Act, collection_id: UUID, group: str, comment: Text, officer: ServiceOfficer | None = None
    ) -> None:
        """Release it."""
        if not self.exists:
            self.trigger_event(
                CommentReleased, act=act, collection_id=collection_id, group=group, comment=comment, officer=officer
            )

    def set_aside_(self, *, act: Act) -> None:
        """Show it no more. Refused D4.11 without a reason."""
        if self.set_aside:
            return
        if act.reason is None:
            raise refuse(ASIDE_WITHOUT_REASON, "reason")
        self.trigger_event(CommentSetAside, act=act, collection_id=self.collection_id)

    def erase(self, *, act: Act) -> None:
        """Erase it, once."""
        if not self.erased:
            self.trigger_event(CommentErased, act=act, collection_id=self.collection_id)

    def erase_on_request(self, *, act: Act) -> None:
        """Erase it on a written request. Refused D5.7 without a reason."""
        if not self.erased and act.reason is None:
            raise refuse(ERASED_WITHOUT_REASON, "reason")
        self.erase(act=act)
