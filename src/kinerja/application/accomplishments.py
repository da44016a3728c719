"""Commands on accomplishments and innovations (C6)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.evidence import evidence_of
from kinerja.application.inputs import NOTE_LENGTH, MandatoryReason, Reason
from kinerja.application.plan_inputs import plan_and_authority
from kinerja.application.work import Authority, Work
from kinerja.domain.accomplishments import Accomplishment, Achieved
from kinerja.domain.evidence import any_counts
from kinerja.domain.inputs import refers, says
from kinerja.domain.plan_vocabulary import AccomplishmentKind
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.plans import RESULT_UNKNOWN
from kinerja.domain.texts import Text

AccomplishmentId = Annotated[UUID, refers("Accomplishment", "The accomplishment.")]


class RecordAccomplishment(Command, frozen=True, kw_only=True):
    """Record what you achieved or invented beyond the plan; then attach evidence of it."""

    action: ClassVar[str] = "recordAccomplishment"

    plan_id: Annotated[UUID, refers("PerformancePlan", "The own plan of that time.")]
    kind: Annotated[AccomplishmentKind, says("What it is.")]
    happened_on: Annotated[date, says("The day; of what took longer, its last.")]
    title: Annotated[str, says("What it is called. Sealed.", 1, 300)]
    text: Annotated[str, says("What was done and what came of it. Sealed.", 1, NOTE_LENGTH)]
    result_id: Annotated[
        UUID | None, refers("WorkResult", "The work result of the plan that it serves; null: none in particular.")
    ] = None

    def decide(self, work: Work) -> None:
        plan, authority = plan_and_authority(work, self.plan_id, versioned=False)
        plan.must_be_approved()
        if self.result_id is not None and not plan.has_result(self.result_id):
            raise refuse(RESULT_UNKNOWN, "resultId")
        work.begun(Accomplishment, work.made("accomplishment")).record(
            act=work.act(authority, valid_on=self.happened_on),
            plan_id=plan.id,
            span=msgspec.structs.replace(plan.span, ends_on=plan.last_day),
            achieved=Achieved(
                kind=self.kind,
                happened_on=self.happened_on,
                result_id=self.result_id,
                title=Text(self.title),
                text=Text(self.text),
            ),
            today=work.today,
        )


class AcknowledgeAccomplishment(Command, frozen=True, kw_only=True):
    """Acknowledge an accomplishment; an innovation once it is proven."""

    action: ClassVar[str] = "acknowledgeAccomplishment"
    versioned: ClassVar[str | None] = "the accomplishment"

    accomplishment_id: AccomplishmentId
    reason: Reason = None

    def decide(self, work: Work) -> None:
        accomplishment, authority = _accomplishment(work, self.accomplishment_id)
        proven = any_counts(evidence_of(work, accomplishment.id))
        accomplishment.acknowledge(act=work.act(authority, reason=self.reason), proven=proven)


class DeclineAccomplishment(Command, frozen=True, kw_only=True):
    """Do not acknowledge an accomplishment; it may be acknowledged later."""

    action: ClassVar[str] = "declineAccomplishment"
    versioned: ClassVar[str | None] = "the accomplishment"

    accomplishment_id: AccomplishmentId
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        accomplishment, authority = _accomplishment(work, self.accomplishment_id)
        accomplishment.decline(act=work.act(authority, reason=self.reason))


def _accomplishment(work: Work, id: UUID) -> tuple[Accomplishment, Authority]:
    accomplishment = work.target(Accomplishment, id, "accomplishmentId")
    _, authority = plan_and_authority(work, accomplishment.plan_id, versioned=False, path="accomplishmentId")
    return accomplishment, authority
