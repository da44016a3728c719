"""Plans from a template for a whole cohort, as one batch (B9)."""

from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.batches import ITEM_KINDS, order_of
from kinerja.application.commands import Command
from kinerja.application.periods import PeriodId
from kinerja.application.plan_templates import DraftPlanFromTemplate, TemplateId
from kinerja.application.work import Work
from kinerja.domain.batches import Batch
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import Period
from kinerja.domain.plan_templates import PlanTemplate


class DraftPlansFromTemplate(Command, frozen=True, kw_only=True):
    """Draft the plans of a cohort from a template, as a batch with a report per post.

    Each plan is drafted whole or not at all. A cohort that does not fit into one request is sent in several: all but
    the last with `complete: false`, all but the first with the id of the batch.
    """

    action: ClassVar[str] = "draftPlansFromTemplate"

    batch_id: Annotated[UUID | None, refers("Batch", "The batch that is gone on with; null: a new one.")] = None
    template_id: TemplateId
    period_id: PeriodId
    position_ids: Annotated[tuple[UUID, ...], refers("Position", "The posts of the cohort, one item each.")]
    complete: Annotated[bool, says("Whether these are the last ones, so that the batch is carried out.")] = True

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        work.load(PlanTemplate, self.template_id, "templateId")
        work.load(Period, self.period_id, "periodId").must_be_open("periodId")
        items = [
            DraftPlanFromTemplate(template_id=self.template_id, position_id=id, period_id=self.period_id)
            for id in self.position_ids
        ]
        order = order_of(work, items, ITEM_KINDS[DraftPlanFromTemplate.action], complete=self.complete)
        if self.batch_id is None:
            work.find(Batch, work.made("batch")).accept(act=act, order=order)
        else:
            work.load(Batch, self.batch_id, "batchId").extend(act=act, order=order)
