"""Plans from a template for a whole cohort, as one batch (B9)."""

from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.batches import ITEM_KINDS, items_of, order_of
from kinerja.application.commands import Command
from kinerja.application.periods import PeriodId
from kinerja.application.plan_templates import DraftPlanOfCohort, TemplateId
from kinerja.application.work import Work
from kinerja.domain.batches import Batch, BatchOrder
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import Period
from kinerja.domain.plan_templates import PlanTemplate


class DraftPlansFromTemplate(Command, frozen=True, kw_only=True):
    """Draft the plans of a cohort from a template, as a batch with a report per post.

    Each plan is drafted whole or not at all. A cohort that does not fit into one request is sent in several: all but
    the last with `complete: false`, all but the first with the id of the batch. All are drafted from the version of
    the template that the batch began with.
    """

    action: ClassVar[str] = "draftPlansFromTemplate"

    batch_id: Annotated[UUID | None, refers("Batch", "The batch that is gone on with; null: a new one.")] = None
    template_id: TemplateId
    period_id: PeriodId
    position_ids: Annotated[tuple[UUID, ...], refers("Position", "The posts of the cohort, one item each.")]
    complete: Annotated[bool, says("Whether these are the last ones, so that the batch is carried out.")] = True

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        template = work.load(PlanTemplate, self.template_id, "templateId")
        work.load(Period, self.period_id, "periodId").must_be_open("periodId")
        if self.batch_id is None:
            order = self._order(work, template.number)
            work.find(Batch, work.made("batch")).accept(act=act, order=order)
        else:
            batch = work.load(Batch, self.batch_id, "batchId")
            batch.extend(act=act, order=self._order(work, self._begun_from(batch, template)))

    def _order(self, work: Work, number: int | None) -> BatchOrder:
        items = [
            DraftPlanOfCohort(template_id=self.template_id, position_id=id, period_id=self.period_id, number=number)
            for id in self.position_ids
        ]
        return order_of(work, items, ITEM_KINDS[DraftPlanOfCohort.action], complete=self.complete)

    def _begun_from(self, batch: Batch, template: PlanTemplate) -> int | None:
        """The version of the template that the batch began with, also where there is a newer one by now."""
        if batch.command != DraftPlanOfCohort.action:
            return None  # the batch will refuse it
        begun = (item.number for item in items_of(batch) if item.template_id == self.template_id)
        return next(begun, template.number)
