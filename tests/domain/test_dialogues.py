"""Performance dialogues: recorded by one, acknowledged by both (B6)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.dialogues import DialogueAcknowledged, DialogueRecorded, NewDialogue, PerformanceDialogue
from kinerja.domain.plan_vocabulary import DialogueSide, DialogueTopic
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue
from tests.domain.given import ACT, given

PLAN, EMPLOYEE = UUID(int=60), UUID(int=40)
TODAY = date(2025, 1, 6)
NEW = NewDialogue(
    plan_id=PLAN,
    employee_id=EMPLOYEE,
    held_on=TODAY,
    topic=DialogueTopic.EXPECTATIONS,
    values=(CoreValue.ADAPTIVE,),
    summary=Text("Antrean paling lama 15 menit"),
)


def recorded(by: DialogueSide) -> DialogueRecorded:
    content = {name: getattr(NEW, name) for name in NewDialogue.__struct_fields__}
    return DialogueRecorded(act=ACT, **content, recorded_by=by)


def acknowledged(by: DialogueSide, remark: Text | None = None) -> DialogueAcknowledged:
    return DialogueAcknowledged(act=ACT, plan_id=PLAN, employee_id=EMPLOYEE, acknowledged_by=by, remark=remark)


def record(dialogue: PerformanceDialogue, new: NewDialogue = NEW) -> None:
    dialogue.record(act=ACT, new=new, by=DialogueSide.OFFICER, today=TODAY)


def test_b6_who_records_a_dialogue_acknowledges_it_by_that() -> None:
    outcome = given(PerformanceDialogue).when(record)
    outcome.then(recorded(DialogueSide.OFFICER))
    assert outcome.aggregate.acknowledged_by == {DialogueSide.OFFICER}
    given(PerformanceDialogue, recorded(DialogueSide.OFFICER)).when(record).then_nothing()


def test_b6_the_other_one_acknowledges_it_once() -> None:
    before = recorded(DialogueSide.OFFICER)
    remark = Text("Loket kedua dibuka mulai Maret")

    def acknowledge(dialogue: PerformanceDialogue) -> None:
        dialogue.acknowledge(act=ACT, by=DialogueSide.EMPLOYEE, remark=remark)

    fact = acknowledged(DialogueSide.EMPLOYEE, remark)
    given(PerformanceDialogue, before).when(acknowledge).then(fact)
    given(PerformanceDialogue, before, fact).when(acknowledge).then_nothing()


def test_b6_1_a_dialogue_is_not_recorded_ahead_of_time() -> None:
    tomorrow = msgspec.structs.replace(NEW, held_on=date(2025, 1, 7))
    given(PerformanceDialogue).when(lambda it: record(it, tomorrow)).then_refused("B6.1")


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_b6_2_a_dialogue_says_what_was_agreed(nothing: str) -> None:
    empty = msgspec.structs.replace(NEW, summary=Text(nothing))
    given(PerformanceDialogue).when(lambda it: record(it, empty)).then_refused("B6.2")
