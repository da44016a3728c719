"""Commands on performance dialogues (B6)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, PlanId
from kinerja.application.plan_inputs import plan_and_authority
from kinerja.application.work import Ratee, Work
from kinerja.domain.dialogues import NewDialogue, PerformanceDialogue
from kinerja.domain.inputs import refers, says
from kinerja.domain.plan_vocabulary import DialogueSide, DialogueTopic
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue


class RecordDialogue(Command, frozen=True, kw_only=True):
    """Record a dialogue between the employee and the officer. Whoever records it acknowledges it by that."""

    action: ClassVar[str] = "recordDialogue"

    plan_id: PlanId
    held_on: Annotated[date, says("Day on which it was held.")]
    topic: Annotated[DialogueTopic, says("What it was about.")]
    values: Annotated[tuple[CoreValue, ...], says("The behaviours that were clarified in particular.")] = ()
    summary: Annotated[str, says("What was clarified and agreed. Sealed.", 0, NOTE_LENGTH)]

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id, versioned=False)
        new = NewDialogue(
            plan_id=plan.id,
            employee_id=plan.employee_id,
            held_on=self.held_on,
            topic=self.topic,
            values=tuple(dict.fromkeys(self.values)),
            summary=Text(self.summary),
        )
        by = _side(work, plan)
        dialogue = work.begun(PerformanceDialogue, work.made("dialogue"))
        dialogue.record(act=work.act(authority, valid_on=self.held_on), new=new, by=by, today=work.today)


class AcknowledgeDialogue(Command, frozen=True, kw_only=True):
    """Acknowledge what the other one recorded, also once the period is closed: one's own record may be set right."""

    action: ClassVar[str] = "acknowledgeDialogue"
    versioned: ClassVar[str | None] = "the dialogue"

    dialogue_id: Annotated[UUID, refers("PerformanceDialogue", "The dialogue.")]
    remark: Annotated[str | None, says("What is seen otherwise, or to be added. Sealed.", 1, NOTE_LENGTH)] = None

    def decide(self, work: Work) -> None:
        dialogue = work.target(PerformanceDialogue, self.dialogue_id, "dialogueId")
        plan = work.load(PerformancePlan, dialogue.plan_id)
        authority = work.permit(Ratee(plan.employee_id, plan.span.position_id))
        remark = Text(self.remark) if self.remark else None
        dialogue.acknowledge(act=work.act(authority), by=_side(work, plan), remark=remark)


def _side(work: Work, plan: PerformancePlan) -> DialogueSide:
    """Which of the two gives the command."""
    return DialogueSide.EMPLOYEE if work.subject == plan.employee_id else DialogueSide.OFFICER
