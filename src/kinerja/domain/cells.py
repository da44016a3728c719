"""Cells: what was answered is shown in groups of at least k answers, each answer in one cell and once (D4).

Everything that is ever shown is made of cells. Two things that are shown, of two positions of the log or of a whole
and its parts, therefore never differ by less than a cell: no rest and no difference is smaller than k. What is too
little for a cell stays sealed, and counts nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from kinerja.domain.anonymity import AnonymityContract
from kinerja.domain.answering import Answered
from kinerja.domain.collecting import Asked
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.feedback_quarters import officer_of
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.voice_vocabulary import CollectionKind, Remainder

OTHERS = "OTHERS"
"""The group of those whose own group is too small for a cell."""
OFFICER = "OFFICER"
"""The group of an answer about the service of one officer, who is named beside it."""
SERVICE = "SERVICE"
"""The group of what is told of a service as a whole."""
_LEAST_POOLED = 2
"""So many officers' answers at least are put together: those of one alone would be that one's."""


class CellLine(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a cell: how often each option was chosen, and the sum of their numbers."""

    question: str
    counts: tuple[int, ...]
    total: Decimal


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Answers that are shown together: of which group, how many, and what they say to each question.

    ``officer``: whose service they are about, where that is one person's; ``officers``: who they are where it is
    several persons', so that people are counted and not their posts.
    """

    group: str
    answers: int
    lines: tuple[CellLine, ...]
    officer: ServiceOfficer | None = None
    officers: tuple[UUID, ...] = ()


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
        return _at_the_end(groups, least, pooled=contract.remainder == Remainder.POOLED)
    step = max(contract.step, least)
    return {name: group[: len(group) - least] for name, group in groups.items() if len(group) >= least + step}


def _at_the_end(groups: Mapping[str, Sequence[SealedAnswer]], least: int, *, pooled: bool) -> Chosen:
    found = {name: group for name, group in groups.items() if len(group) >= least}
    small = {name: group for name, group in groups.items() if len(group) < least}
    together = [answer for group in small.values() for answer in group]
    if pooled and len(_people(small)) >= _LEAST_POOLED and len(together) >= least:
        return {**found, OTHERS: together}
    return found


def _people(groups: Iterable[str]) -> set[UUID]:
    """Whose service groups are about; an officer of two posts is one person."""
    return {officer.employee_id for group in groups if (officer := officer_of(group)) is not None}


def cells_of(chosen: Chosen, asked: Asked) -> tuple[Cell, ...]:
    """The cells of what is released, by group."""
    return tuple(_cell(name, group, asked) for name, group in sorted(chosen.items()) if group)


def _cell(group: str, answers: Sequence[SealedAnswer], asked: Asked) -> Cell:
    chosen = zip(*(answer.answered.options for answer in answers), strict=True)
    lines = (_line(question, options, asked) for question, options in zip(asked.questions, chosen, strict=True))
    name, officer = named(group, asked)
    pooled = sorted(_people(answer.answered.group for answer in answers)) if name == OTHERS else ()
    return Cell(group=name, answers=len(answers), lines=tuple(lines), officer=officer, officers=tuple(pooled))


def named(group: str, asked: Asked) -> tuple[str, ServiceOfficer | None]:
    """A group as facts call it, and whose service it is about, where that is one person's."""
    officer = officer_of(group) if asked.kind == CollectionKind.ENCOUNTERS else None
    return (group, None) if officer is None else (OFFICER, officer)


def whole_of(cells: Sequence[Cell], asked: Asked, contract: AnonymityContract) -> tuple[Cell, ...]:
    """What cells of officers tell of the service as a whole; nothing while they are of too few officers.

    Whoever knows one of the cells, such as the officer it is about, then learns nothing of a single other one.
    """
    people = {cell.officer.employee_id for cell in cells if cell.officer is not None}
    people |= {officer for cell in cells for officer in cell.officers}
    if asked.kind != CollectionKind.ENCOUNTERS or len(people) < voice_policy(contract.policy).officers:
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
