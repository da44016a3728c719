"""The performance plan (SKP): results, targets, behaviour expectations, its approval and revisions (B3)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.cascade import lost_supports, unsupported
from kinerja.domain.plan_checks import (
    changes_nothing,
    misdated,
    misplanned,
    outlasting,
    unclosable,
    unreasoned,
)
from kinerja.domain.plan_contents import (
    PlanRevision,
    PlanState,
    PlanVersion,
    Target,
)
from kinerja.domain.plan_drafts import DraftedPlan
from kinerja.domain.plan_facts import PlanApproved, PlanClosed, PlanReturned, PlanRevised
from kinerja.domain.plan_vocabulary import ClosingCause
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.plans import (
    LEADER_UNAPPROVED,
    NOT_APPROVED,
    NOT_SUBMITTED,
    PLAN_CLOSED,
    PLAN_TARGET_UNKNOWN,
    RETURN_WITHOUT_REASON,
)


class PerformancePlan(DraftedPlan):
    """A plan from its draft to its last revision. ``versions`` is empty until it is approved."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.versions: list[PlanVersion] = []

    def return_(self, *, act: Act) -> None:
        """Return it to be improved. Refused B3.1 unless submitted, B3.11 without a reason."""
        self._must_be_submitted()
        if act.reason is None:
            raise refuse(RETURN_WITHOUT_REASON, "reason")
        self.trigger_event(PlanReturned, act=act, employee_id=self.employee_id)

    def approve(
        self,
        *,
        act: Act,
        supported: Sequence["PerformancePlan"],
        assigned_until: date | None = None,
        unfit: Sequence[Refusal] = (),
    ) -> None:
        """Freeze the plan. Refused B3.1 unless submitted.

        Refused B3.7 while a leader's plan it supports is not approved, B5.4 when that plan has lost the result,
        B3.19 when it outlasts its assignment: ``assigned_until`` is the last day of that, None while it has none.
        ``unfit``: what is wrong with the standards of its indicators (B4.1, B4.2).
        """
        if self.state == PlanState.APPROVED:
            return
        self._must_be_submitted()
        if any(not plan.versions for plan in supported):
            raise refuse(LEADER_UNAPPROVED, "planId", action="approvePlan")
        raise_all(lost_supports(tuple(self.results.values()), supported, ("planId",), self.span.starts_on))
        raise_all([*outlasting(self.last_day, assigned_until), *unfit])
        self.trigger_event(
            PlanApproved,
            act=act,
            employee_id=self.employee_id,
            effective_on=self.span.starts_on,
            state=PlanState.APPROVED if self.closed_on is None else PlanState.CLOSED,
        )

    def revise(
        self,
        *,
        act: Act,
        revision: PlanRevision,
        settled_until: date | None,
        supported: Sequence["PerformancePlan"],
        unfit: Sequence[Refusal] = (),
    ) -> None:
        """Revise it from a day on; a revision that changes nothing records nothing.

        Refused with all it violates of B8.1–B8.4, B3.2, B3.3, B3.5–B3.8, B3.10 and B5.4. ``settled_until`` is the
        last day that was reported on or judged; None when nothing was. ``supported`` are the leaders' plans that
        results newly support; ``unfit``: what is wrong with the standards of indicators it brings in (B4.1, B4.2).
        """
        self.must_be_approved()
        if self.changes_nothing(revision):
            return
        waiting = [*unsupported(revision, supported), *unfit]
        self.must_be_revisable(act=act, revision=revision, settled_until=settled_until, also=waiting)
        self.trigger_event(
            PlanRevised,
            act=act,
            employee_id=self.employee_id,
            number=self.versions[-1].number + 1,
            **{name: getattr(revision, name) for name in PlanRevision.__struct_fields__},
        )

    def must_be_revisable(
        self, *, act: Act, revision: PlanRevision, settled_until: date | None, also: Sequence[Refusal] = ()
    ) -> None:
        """Refused as ``revise`` is, with what else is wrong; the leaders' plans are not asked."""
        self.must_be_approved()
        self.must_go_on()
        after = max(self.versions[-1].effective_on, settled_until or date.min)
        refusals = [*also, *unreasoned(act), *misdated(revision, after=after, ends_on=self.span.ends_on)]
        raise_all(refusals + misplanned(self.versions[-1], revision))

    def changes_nothing(self, revision: PlanRevision) -> bool:
        """Whether a revision leaves the newest version as it is."""
        newest = self.versions[-1]
        return not misplanned(newest, revision) and changes_nothing(newest, revision)

    def close(self, *, act: Act, closed_on: date, cause: ClosingCause, settled_until: date | None) -> None:
        """End it after the last day of a month. Refused B3.15 when it is closed otherwise, B3.16, B3.17.

        One that is not approved yet is still completed and approved, for the days until then. On the day before its
        first, it ends before it began, and counts nowhere. ``settled_until`` is the last day that was reported on or
        judged; None when nothing was.
        """
        if self.closed_on == closed_on:
            return
        if self.closed_on is not None:
            raise refuse(PLAN_CLOSED, "planId", closed_on=self.closed_on.isoformat())
        raise_all(unclosable(self.span, act=act, closed_on=closed_on, settled_until=settled_until))
        waits = not self.versions and closed_on >= self.span.starts_on
        self.trigger_event(
            PlanClosed,
            act=act,
            employee_id=self.employee_id,
            closed_on=closed_on,
            cause=cause,
            state=self.state if waits else PlanState.CLOSED,
        )

    def version_on(self, day: date) -> PlanVersion:
        """The version that holds on a day of the plan. Refused B3.10 before it is approved."""
        self.must_be_approved()
        holding = [version for version in self.versions if version.effective_on <= day]
        return holding[-1] if holding else self.versions[0]

    def must_be_approved(self) -> None:
        """Refused B3.10 unless it was approved; that it is closed does not matter."""
        if not self.versions:
            raise refuse(NOT_APPROVED, "planId", action="approvePlan")

    def has_result(self, result_id: UUID) -> bool:
        """Whether any version of the plan, or its draft, has the result."""
        later = {result.id for version in self.versions for result in version.results}
        return result_id in self.results or result_id in later

    def must_have_target(self, target_id: UUID, *path: str | int) -> Target:
        """The target as the newest version has it, before the approval the draft. Refused B3.18 when it has none."""
        newest = self.versions[-1].targets if self.versions else self.targets.values()
        target = next((target for target in newest if target.id == target_id), None)
        if target is None:
            raise refuse(PLAN_TARGET_UNKNOWN, *path)
        return target

    def _must_be_submitted(self) -> None:
        self.must_go_on()
        if self.state != PlanState.SUBMITTED:
            raise refuse(NOT_SUBMITTED, "planId", state=self.state, action="submitPlan")
