"""Dissemination of standards: taking note, and the comprehension check (A5)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.aggregate import stamp
from kinerja.domain.disseminations import (
    Acknowledgement,
    Dissemination,
    DisseminationStarted,
    NewDissemination,
    Question,
    StandardAcknowledged,
)
from kinerja.domain.texts import Text
from tests.domain.given import ACT, given

CAMPAIGN, EMPLOYEE = UUID(int=50), UUID(int=51)
QUESTIONS = (
    Question(text="Berapa lama?", options=("1 hari", "2 hari"), right=2),
    Question(text="Siapa?", options=("Loket", "Bidang", "Kepala"), right=1),
)
NEW = NewDissemination(
    standard_id=UUID(int=40), number=1, title="Sosialisasi", positions=(UUID(int=30),), units=(),
    due_on=date(2025, 3, 31), questions=QUESTIONS,
)  # fmt: skip


def started(new: NewDissemination = NEW) -> DisseminationStarted:
    return DisseminationStarted(act=ACT, **msgspec.structs.asdict(new))


def campaign(new: NewDissemination = NEW) -> Dissemination:
    fact = started(new)
    stamp(fact, CAMPAIGN, 1)
    return Dissemination.from_facts(CAMPAIGN, [fact])


def acknowledge(note: Acknowledgement, answers: tuple[int, ...], new: NewDissemination = NEW) -> None:
    note.acknowledge(act=ACT, dissemination=campaign(new), employee_id=EMPLOYEE, answers=answers)


def acknowledged(answers: Text | None) -> StandardAcknowledged:
    return StandardAcknowledged(
        act=ACT, dissemination_id=CAMPAIGN, standard_id=UUID(int=40), employee_id=EMPLOYEE, answers=answers
    )


def test_a5_a_standard_is_made_known() -> None:
    given(Dissemination).when(lambda it: it.start(act=ACT, new=NEW)).then(started())


@pytest.mark.parametrize(("answers", "said"), [((2, 1), "2/2: 2, 1"), ((2, 3), "1/2: 2, 3"), ((1, 2), "0/2: 1, 2")])
def test_a5_what_was_answered_is_kept_with_what_was_right(answers: tuple[int, ...], said: str) -> None:
    given(Acknowledgement).when(lambda note: acknowledge(note, answers)).then(acknowledged(Text(said)))


def test_a5_without_a_check_nothing_is_answered() -> None:
    plain = msgspec.structs.replace(NEW, questions=())
    given(Acknowledgement).when(lambda note: acknowledge(note, (), plain)).then(acknowledged(None))
    given(Acknowledgement).when(lambda note: acknowledge(note, (1,), plain)).then_refused("A5.3")


def test_a5_note_is_taken_once() -> None:
    given(Acknowledgement, acknowledged(None)).when(lambda note: acknowledge(note, (2, 1))).then_nothing()


@pytest.mark.parametrize("answers", [(), (2,), (2, 1, 1), (0, 1), (3, 1), (2, 4)])
def test_a5_3_every_question_is_answered_with_one_of_its_options(answers: tuple[int, ...]) -> None:
    given(Acknowledgement).when(lambda note: acknowledge(note, answers)).then_refused("A5.3")


@pytest.mark.parametrize(
    "question",
    [Question(text="?", options=("a",), right=1), Question(text="?", options=("a", "b"), right=0),
     Question(text="?", options=("a", "b"), right=3)],
)  # fmt: skip
def test_a5_4_every_malformed_question_is_named_at_once(question: Question) -> None:
    wrong = msgspec.structs.replace(NEW, questions=(question, QUESTIONS[0], question))
    outcome = given(Dissemination).when(lambda it: it.start(act=ACT, new=wrong))
    outcome.then_refused("A5.4", "A5.4")
    assert outcome.paths == [("questions", 0), ("questions", 2)]
