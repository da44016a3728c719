"""A performance plan while it is drafted: its span, results, targets, expectations and annex (B3)."""

from datetime import date
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Aggregate, Fact
from kinerja.domain.plan_checks import incomplete, misweighed, not_positive
from kinerja.domain.plan_contents import (
    NewResult,
    PlanSpan,
    PlanState,
    Target,
    TemplateOrigin,
    WorkResult,
    as_removed,
)
from kinerja.domain.plan_draft_facts import (
    BehaviorExpectationSet,
    PlanAnnexSet,
    PlanDrafted,
    PlanSubmitted,
    TargetRemoved,
    TargetSet,
    WorkResultAdded,
    WorkResultRemoved,
)
from kinerja.domain.plan_vocabulary import AnnexPart
from kinerja.domain.refusals import raise_all, refuse
from kinerja.domain.rulebook.plans import PLAN_CLOSED, PLAN_EXISTS, PLAN_FROZEN, RESULT_UNKNOWN
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue

_EDITABLE = (PlanState.DRAFT, PlanState.RETURNED)


class DraftedPlan(Aggregate):
    """A plan up to its submission; how it goes on is said by ``PerformancePlan``.

    ``set_by`` names, by target and first day, the version of the fact that set it; ``titled``, by result, the fact
    that holds its title and where in it.
    """

    state = PlanState.DRAFT
    span: PlanSpan
    closed_on: date | None = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.results: dict[UUID, WorkResult] = {}
        self.targets: dict[UUID, Target] = {}
        self.set_by: dict[tuple[UUID, date], int] = {}
        self.titled: dict[UUID, tuple[Fact, str]] = {}

    def draft(self, *, act: Act, span: PlanSpan, template: TemplateOrigin | None = None) -> None:
        """Begin the plan. Refused B3.12 when another command began it."""
        if self.exists:
            raise refuse(PLAN_EXISTS, "assignmentId")
        self.trigger_event(PlanDrafted, act=act, **msgspec.structs.asdict(span), template=template)

    def add_result(self, *, act: Act, new: NewResult) -> None:
        """Add a result to the draft. Refused B3.4 once submitted, B3.6 on a weight that does not fit the kind."""
        if new.result.id in self.results:
            return
        self._must_be_editable()
        raise_all(misweighed(new.result, ("weight",)))
        self.trigger_event(WorkResultAdded, act=act, employee_id=self.employee_id, result=new.result, title=new.title)

    def remove_result(self, *, act: Act, result_id: UUID) -> None:
        """Take a result out of the draft. Refused B3.4 once submitted."""
        if result_id not in self.results:
            return
        self._must_be_editable()
        self.trigger_event(WorkResultRemoved, act=act, employee_id=self.employee_id, result_id=result_id)

    def set_target(self, *, act: Act, target: Target) -> None:
        """Set a target of the draft. Refused B3.4 once submitted, B3.5 at 0, B3.8 without its result."""
        if self.targets.get(target.id) == target:
            return
        self._must_be_editable()
        if target.result_id not in self.results:
            raise refuse(RESULT_UNKNOWN, "resultId")
        raise_all(not_positive(target, ("amount",)))
        self.trigger_event(TargetSet, act=act, employee_id=self.employee_id, target=target)

    def remove_target(self, *, act: Act, target_id: UUID) -> None:
        """Take a target out of the draft; its result stays. Refused B3.4 once submitted."""
        target = self.targets.get(target_id)
        if target is None:
            return
        self._must_be_editable()
        self.trigger_event(TargetRemoved, act=act, employee_id=self.employee_id, removed=as_removed(target))

    def set_expectation(self, *, act: Act, value: CoreValue, expectation: Text) -> None:
        """Say what is expected of a behaviour. Refused B3.4 once submitted."""
        self._must_be_editable()
        self.trigger_event(
            BehaviorExpectationSet,
            act=act,
            employee_id=self.employee_id,
            value=value,
            expectation=expectation,
        )

    def set_annex(self, *, act: Act, part: AnnexPart, content: Text) -> None:
        """Set a part of the annex. Refused B3.4 once submitted."""
        self._must_be_editable()
        self.trigger_event(PlanAnnexSet, act=act, employee_id=self.employee_id, part=part, content=content)

    def submit(self, *, act: Act) -> None:
        """Submit it for approval. Refused with all of B3.2 and B3.3 that it violates, B3.4 once approved."""
        if self.state == PlanState.SUBMITTED:
            return
        self._must_be_editable()
        raise_all(incomplete(tuple(self.results.values()), tuple(self.targets.values())))
        self.trigger_event(PlanSubmitted, act=act, employee_id=self.employee_id)

    def must_go_on(self) -> None:
        """Refused B3.15 once it is closed and stays as it is; one that is closed unapproved is still completed."""
        if self.state == PlanState.CLOSED:
            raise refuse(PLAN_CLOSED, "planId", closed_on=self.last_day.isoformat())

    @property
    def employee_id(self) -> UUID:
        """Whose plan it is."""
        return self.span.employee_id

    @property
    def last_day(self) -> date:
        """The last day that is worked on and judged by it; before its first day when it never began."""
        return self.closed_on or self.span.ends_on

    def _must_be_editable(self) -> None:
        self.must_go_on()
        if self.state not in _EDITABLE:
            raise refuse(PLAN_FROZEN, "planId", state=self.state)
