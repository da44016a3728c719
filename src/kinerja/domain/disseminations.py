"""Dissemination of a standard: whom it addresses, who took note of it, who understood it (A5)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.inputs import says
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.disseminations import ANSWERS_INCOMPLETE, QUESTION_MALFORMED
from kinerja.domain.texts import Text, TextCategory

_LEAST_OPTIONS = 2


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question of a comprehension check."""

    text: Annotated[str, says("The question.", 1, 1000)]
    options: Annotated[tuple[str, ...], says("What can be answered, at least two.")]
    right: Annotated[int, says("Number of the right option, from 1. Shown to administrators only.")]


class NewDissemination(msgspec.Struct, frozen=True, kw_only=True):
    """What is made known to whom, until when. ``units`` empty: in all units."""

    standard_id: UUID
    number: int
    title: str
    positions: tuple[UUID, ...]
    units: tuple[UUID, ...]
    due_on: date | None
    questions: tuple[Question, ...]


class DisseminationStarted(Fact, frozen=True, kw_only=True):
    """A standard is made known to those who hold its positions."""

    label_id: ClassVar[str] = "Sosialisasi standar dimulai"
    label_en: ClassVar[str] = "Dissemination started"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Dissemination"),
        About("standard_id", "PerformanceStandard"),
    )
    unlisted: ClassVar[frozenset[str]] = frozenset({"questions"})

    standard_id: UUID
    number: int
    title: str
    positions: tuple[UUID, ...]
    units: tuple[UUID, ...]
    due_on: date | None
    questions: tuple[Question, ...]

    def apply(self, aggregate: "Dissemination") -> None:
        aggregate.started_as = NewDissemination(
            **{name: getattr(self, name) for name in NewDissemination.__struct_fields__}
        )


class Dissemination(Aggregate):
    """A campaign about one version of a standard."""

    started_as: NewDissemination

    def start(self, *, act: Act, new: NewDissemination) -> None:
        """Make it known. Refused A5.4 for each question that cannot be answered wrongly."""
        raise_all(
            [
                Refusal(QUESTION_MALFORMED, ("questions", index), {"number": index + 1})
                for index, question in enumerate(new.questions)
                if len(question.options) < _LEAST_OPTIONS or not 1 <= question.right <= len(question.options)
            ]
        )
        self.trigger_event(DisseminationStarted, act=act, **msgspec.structs.asdict(new))


class StandardAcknowledged(Fact, frozen=True, kw_only=True):
    """An employee took note of a standard. What was answered is between the employee and the administrator."""

    label_id: ClassVar[str] = "Standar diketahui pegawai"
    label_en: ClassVar[str] = "Standard acknowledged"
    personal: ClassVar[dict[str, TextCategory]] = {"answers": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Acknowledgement"),
        About("dissemination_id", "Dissemination"),
        About("standard_id", "PerformanceStandard"),
        About("employee_id", "Employee"),
    )
    unlisted: ClassVar[frozenset[str]] = frozenset({"answers"})

    dissemination_id: UUID
    standard_id: UUID
    employee_id: UUID
    answers: Text | None

    def apply(self, aggregate: "Acknowledgement") -> None:
        """That it was acknowledged is all there is to know."""


class Acknowledgement(Aggregate):
    """That one employee took note in one dissemination."""

    def acknowledge(
        self, *, act: Act, dissemination: Dissemination, employee_id: UUID, answers: tuple[int, ...]
    ) -> None:
        """Take note, once. Refused A5.3 unless every question is answered with one of its options."""
        if self.exists:
            return
        questions = dissemination.started_as.questions
        fits = len(answers) == len(questions) and all(
            1 <= answer <= len(question.options) for answer, question in zip(answers, questions, strict=False)
        )
        if not fits:
            raise refuse(ANSWERS_INCOMPLETE, "answers", questions=len(questions), answers=len(answers))
        right = sum(answer == question.right for answer, question in zip(answers, questions, strict=True))
        said = f"{right}/{len(questions)}: {', '.join(map(str, answers))}" if questions else None
        self.trigger_event(
            StandardAcknowledged,
            act=act,
            dissemination_id=dissemination.id,
            standard_id=dissemination.started_as.standard_id,
            employee_id=employee_id,
            answers=Text(said) if said else None,
        )
