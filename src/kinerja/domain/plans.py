"""The performance plan (SKP): results, targets, behaviour expectations, its approval and revisions (B3)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.cascade import lost_supports
from kinerja.domain.plan_contents import (
    NewResult,
    PlanRevision,
    PlanSpan,
    PlanState,
    PlanVersion,
    Target,
    WorkResult,
    revised,
)
from kinerja.domain.plan_facts import (
    BehaviorExpectationSet,
    PlanApproved,
    PlanDrafted,
    PlanReturned,
    PlanRevised,
    PlanSubmitted,
    TargetSet,
    WorkResultAdded,
    WorkResultRemoved,
)
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.plans import (
    LEADER_UNAPPROVED,
    NOT_APPROVED,
    NOT_SUBMITTED,
    PLAN_EXISTS,
    PLAN_FROZEN,
    RESULT_UNKNOWN,
    RESULT_WITHOUT_TARGET,
    RETURN_WITHOUT_REASON,
    REVISED_TWICE,
    REVISION_DATE,
    REVISION_WITHOUT_BASIS,
    REVISION_WITHOUT_REASON,
    TARGET_ZERO,
    WEIGHT_OF_KIND,
    WEIGHTS,
)
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, WorkResultKind

_WHOLE = Decimal(100)
_EDITABLE = (PlanState.DRAFT, PlanState.RETURNED)


class PerformancePlan(Aggregate):
    """A plan from its draft to its last revision. ``versions`` is empty until it is approved.

    ``set_by`` names, by target and first day, the version of the fact that set it.
    """

    state = PlanState.DRAFT
    span: PlanSpan

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.results: dict[UUID, WorkResult] = {}
        self.targets: dict[UUID, Target] = {}
        self.versions: list[PlanVersion] = []
        self.set_by: dict[tuple[UUID, date], int] = {}

    def draft(self, *, act: Act, span: PlanSpan) -> None:
        """Begin the plan. Refused B3.12 when another command began it."""
        if self.exists:
            raise refuse(PLAN_EXISTS, "assignmentId")
        self.trigger_event(PlanDrafted, act=act, **msgspec.structs.asdict(span))

    def add_result(self, *, act: Act, new: NewResult) -> None:
        """Add a result to the draft. Refused B3.4 once submitted, B3.6 on a weight that does not fit the kind."""
        if new.result.id in self.results:
            return
        self._must_be_editable()
        raise_all(_misweighed(new.result, ("weight",)))
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
        raise_all(_not_positive(target, ("amount",)))
        self.trigger_event(TargetSet, act=act, employee_id=self.employee_id, target=target)

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

    def submit(self, *, act: Act) -> None:
        """Submit it for approval. Refused with all of B3.2 and B3.3 that it violates, B3.4 once approved."""
        if self.state == PlanState.SUBMITTED:
            return
        self._must_be_editable()
        raise_all(_incomplete(tuple(self.results.values()), tuple(self.targets.values())))
        self.trigger_event(PlanSubmitted, act=act, employee_id=self.employee_id)

    def return_(self, *, act: Act) -> None:
        """Return it to be improved. Refused B3.1 unless submitted, B3.11 without a reason."""
        self._must_be_submitted()
        if act.reason is None:
            raise refuse(RETURN_WITHOUT_REASON, "reason")
        self.trigger_event(PlanReturned, act=act, employee_id=self.employee_id)

    def approve(self, *, act: Act, supported: Sequence["PerformancePlan"]) -> None:
        """Freeze the plan. Refused B3.1 unless submitted.

        Refused B3.7 while a leader's plan it supports is not approved, B5.4 when that plan has lost the result.
        """
        if self.state == PlanState.APPROVED:
            return
        self._must_be_submitted()
        if any(plan.state != PlanState.APPROVED for plan in supported):
            raise refuse(LEADER_UNAPPROVED, "planId", action="approvePlan")
        raise_all(lost_supports(self.results.values(), supported, ("planId",)))
        self.trigger_event(PlanApproved, act=act, employee_id=self.employee_id, effective_on=self.span.starts_on)

    def revise(
        self,
        *,
        act: Act,
        revision: PlanRevision,
        settled_until: date | None,
        supported: Sequence["PerformancePlan"],
    ) -> None:
        """Revise it from a day on; a revision that changes nothing records nothing.

        Refused with all it violates of B8.1–B8.4, B3.2, B3.3, B3.5–B3.8, B3.10 and B5.4. ``settled_until`` is the
        last day that was reported on or judged; None when nothing was. ``supported`` are the leaders' plans that
        added results support.
        """
        self.must_be_approved()
        wrong = _misplanned(self.versions[-1], revision)
        if not wrong and _changes_nothing(self.versions[-1], revision):
            return
        refusals = []
        if any(plan.state != PlanState.APPROVED for plan in supported):
            refusals.append(Refusal(LEADER_UNAPPROVED, ("addResults",), {"action": "approvePlan"}))
        if act.reason is None:
            refusals.append(Refusal(REVISION_WITHOUT_REASON, ("reason",)))
        if not act.legal_basis:
            refusals.append(Refusal(REVISION_WITHOUT_BASIS, ("legalBasis",)))
        refusals += lost_supports((new.result for new in revision.added), supported, ("addResults",))
        refusals += self._misdated(revision.effective_on, settled_until)
        raise_all(refusals + wrong)
        self.trigger_event(
            PlanRevised,
            act=act,
            employee_id=self.employee_id,
            number=self.versions[-1].number + 1,
            effective_on=revision.effective_on,
            added=revision.added,
            targets=revision.targets,
            weights=revision.weights,
        )

    def version_on(self, day: date) -> PlanVersion:
        """The version that holds on a day of the plan. Refused B3.10 before it is approved."""
        self.must_be_approved()
        holding = [version for version in self.versions if version.effective_on <= day]
        return holding[-1] if holding else self.versions[0]

    def must_be_approved(self) -> None:
        """Refused B3.10 unless it is approved."""
        if self.state != PlanState.APPROVED:
            raise refuse(NOT_APPROVED, "planId", action="approvePlan")

    def has_result(self, result_id: UUID) -> bool:
        """Whether any version of the plan, or its draft, has the result."""
        later = {result.id for version in self.versions for result in version.results}
        return result_id in self.results or result_id in later

    @property
    def employee_id(self) -> UUID:
        """Whose plan it is."""
        return self.span.employee_id

    def _misdated(self, effective_on: date, settled_until: date | None) -> list[Refusal]:
        after = max(self.versions[-1].effective_on, settled_until or date.min)
        within = after < effective_on <= self.span.ends_on
        if effective_on.day == 1 and within:
            return []
        return [Refusal(REVISION_DATE, ("effectiveOn",), {"after": after.isoformat()})]

    def _must_be_editable(self) -> None:
        if self.state not in _EDITABLE:
            raise refuse(PLAN_FROZEN, "planId", state=self.state)

    def _must_be_submitted(self) -> None:
        if self.state != PlanState.SUBMITTED:
            raise refuse(NOT_SUBMITTED, "planId", state=self.state, action="submitPlan")


def _changes_nothing(newest: PlanVersion, revision: PlanRevision) -> bool:
    after = revised(newest, revision)
    return (after.results, after.targets) == (newest.results, newest.targets)


def _misplanned(newest: PlanVersion, revision: PlanRevision) -> list[Refusal]:
    """What is wrong with the plan that a revision would lead to."""
    after = revised(newest, revision)
    known = {result.id for result in after.results}
    refusals: list[Refusal] = []
    changed = [target.id for target in revision.targets]
    for index, target in enumerate(revision.targets):
        if target.id in changed[:index]:
            refusals.append(Refusal(REVISED_TWICE, ("targets", index)))
        refusals += _not_positive(target, ("targets", index, "amount"))
        if target.result_id not in known:
            refusals.append(Refusal(RESULT_UNKNOWN, ("targets", index, "resultId")))
    weighed = [line.result_id for line in revision.weights]
    for index, line in enumerate(revision.weights):
        if line.result_id in weighed[:index]:
            refusals.append(Refusal(REVISED_TWICE, ("weights", index)))
        if line.result_id not in known:
            refusals.append(Refusal(RESULT_UNKNOWN, ("weights", index, "resultId")))
    for result in after.results:
        refusals += _misweighed(result, ("weights",))
    return refusals + _incomplete(after.results, after.targets)


def _incomplete(results: Sequence[WorkResult], targets: Sequence[Target]) -> list[Refusal]:
    total = sum((result.weight for result in results if result.kind == WorkResultKind.PRIMARY), Decimal(0))
    refusals = [] if total == _WHOLE else [Refusal(WEIGHTS, ("planId",), {"total": str(total)})]
    with_target = {target.result_id for target in targets}
    return refusals + [
        Refusal(RESULT_WITHOUT_TARGET, ("planId",), {"resultId": str(result.id)})
        for result in results
        if result.id not in with_target
    ]


def _misweighed(result: WorkResult, path: tuple[str | int, ...]) -> list[Refusal]:
    fits = (
        Decimal(0) < result.weight <= _WHOLE if result.kind == WorkResultKind.PRIMARY else result.weight == Decimal(0)
    )
    return [] if fits else [Refusal(WEIGHT_OF_KIND, path)]


def _not_positive(target: Target, path: tuple[str | int, ...]) -> list[Refusal]:
    return [] if target.amount > 0 else [Refusal(TARGET_ZERO, path)]
