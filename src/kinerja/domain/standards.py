"""Performance standards per position and service, from the first data to the revision (A1, A2)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.organisation import CODE_TAKEN
from kinerja.domain.rulebook.standards import (
    COLLECTION_OVER,
    IN_FORCE_SINCE,
    NOT_YET_IN_FORCE,
    NOTHING_COLLECTED,
    REVISION_WITHOUT_REASON,
    STAGE_SKIPPED,
    STANDARD_BACKDATED,
    STANDARD_NOT_BEGUN,
    STANDARD_RETIRED,
)
from kinerja.domain.standard_contents import (
    StandardContent,
    StandardStage,
    StandardVersion,
    lacking,
    transitions,
)
from kinerja.domain.standard_facts import (
    StandardApproved,
    StandardBegun,
    StandardBroughtIntoForce,
    StandardConsultationOpened,
    StandardDataCollected,
    StandardDrafted,
    StandardEvaluated,
    StandardFeasibilityChecked,
    StandardRetired,
    StandardRevisionBegun,
)
from kinerja.domain.standard_vocabulary import Recommendation

_ACTION = {
    StandardStage.DATA_COLLECTION: "reviseStandard",
    StandardStage.DRAFT: "draftStandard",
    StandardStage.CONSULTATION: "openConsultation",
    StandardStage.FEASIBILITY: "checkFeasibility",
    StandardStage.APPROVED: "approveStandard",
    StandardStage.IN_FORCE: "bringStandardIntoForce",
    StandardStage.EVALUATED: "evaluateStandard",
}
"""The command that leads into a stage."""
_DRAFTED_ANEW = (StandardStage.DRAFT, StandardStage.CONSULTATION)
"""Where a draft takes the place of the one before without leaving the stage."""


class PerformanceStandard(Aggregate):
    """A standard: its newest version on its way into force, and since when the one before holds."""

    code: str
    begun_as: tuple[str, str] | None = None
    number = 0
    stage: StandardStage | None = None
    taken_over = False
    collected = 0
    round = 0
    """How often the newest version was laid open: once more after each draft that followed a check."""
    opened_at: datetime | None = None
    """When a version was laid open last."""
    drafted_as: StandardContent | None = None
    approved_as: StandardVersion | None = None
    """What was approved last, also while a revision of it is drafted."""
    effective_on: date | None = None
    """First day of the newest version that was brought into force."""
    last_day: date | None = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.in_force_from: dict[date, StandardVersion] = {}
        """Each version that was brought into force, by its first day."""

    def version_on(self, day: date) -> StandardVersion | None:
        """The version in force; before the first that which is approved, None before and after the last day.

        What is only drafted binds nobody.
        """
        if self.last_day is not None and day > self.last_day:
            return None
        in_force = [version for starts_on, version in sorted(self.in_force_from.items()) if starts_on <= day]
        return in_force[-1] if in_force else self.approved_as

    def positions_on(self, day: date) -> tuple[UUID, ...]:
        """The positions that it applies to."""
        version = self.version_on(day)
        return version.content.positions if version is not None else ()

    @property
    def is_checked(self) -> bool:
        """Whether its feasibility was checked, so that it waits for approval."""
        return self.stage == StandardStage.FEASIBILITY

    def begin_version(self, number: int) -> None:
        """Stand at the beginning of a version."""
        self.number = number
        self.stage = StandardStage.DATA_COLLECTION
        self.taken_over = False
        self.collected = 0
        self.round = 0

    def begin(self, *, act: Act, code: str, title: str, service: str) -> None:
        """Begin to work on it. Refused B1.4 on a taken code."""
        if self.exists:
            if self.begun_as == (title, service):
                return
            raise refuse(CODE_TAKEN, "code", code=code)
        self.trigger_event(StandardBegun, act=act, code=code, title=title, service=service)

    def collect(self, *, act: Act, source: str, finding: str) -> None:
        """Record what was found. Refused A2.6 once it is drafted, A2.1 until its next version is begun."""
        if self.stage not in (StandardStage.DATA_COLLECTION, StandardStage.EVALUATED, StandardStage.RETIRED):
            raise refuse(COLLECTION_OVER, "standardId", stage=self.stage)
        if self.stage != StandardStage.DATA_COLLECTION:
            raise self._skipped()
        self.trigger_event(
            StandardDataCollected,
            act=act,
            number=self.number,
            datum=self.collected + 1,
            source=source,
            finding=finding,
        )

    def draft(self, *, act: Act, code: str, content: StandardContent, taken_over: bool = False) -> None:
        """Draft a version, or draft it anew until it is approved: once it was checked, it goes back by that.

        Refused A2.7 before it is begun, A2.1 when it is approved already, A2.2 before anything was collected, A1.2
        and A1.5–A1.7 for content that is no standard; B1.4 when another one that was taken over has the code.
        """
        if taken_over and self.exists:
            if self.drafted_as == content:
                return
            raise refuse(CODE_TAKEN, "code", code=code)
        if self.exists and self.drafted_as == content and self.stage != StandardStage.DATA_COLLECTION:
            return
        if not taken_over:
            self._must_be_open_to_drafts()
        raise_all(lacking(content))
        self.trigger_event(
            StandardDrafted,
            act=act,
            code=code,
            number=max(self.number, 1),
            taken_over=taken_over,
            again=self.stage in (*_DRAFTED_ANEW, StandardStage.FEASIBILITY),
            led_back=self.stage == StandardStage.FEASIBILITY,
            **{name: getattr(content, name) for name in StandardContent.__struct_fields__},
        )

    def open_consultation(self, *, act: Act, consultation_id: UUID) -> None:
        """Lay the draft open. Refused A2.1 when a stage before is missing."""
        if self.stage == StandardStage.CONSULTATION:
            return
        self._must_come_next(StandardStage.CONSULTATION)
        self.trigger_event(StandardConsultationOpened, act=act, number=self.number, consultation_id=consultation_id)

    def check_feasibility(self, *, act: Act, conclusion: str, basis_position: int) -> None:
        """Say what the past results say about the targets. Refused A2.1 when a stage before is missing."""
        self._must_come_next(StandardStage.FEASIBILITY)
        self.trigger_event(
            StandardFeasibilityChecked,
            act=act,
            number=self.number,
            conclusion=conclusion,
            basis_position=basis_position,
        )

    def approve(self, *, act: Act) -> None:
        """Approve it. Refused A2.1 when a stage before is missing."""
        if self.stage in (StandardStage.APPROVED, StandardStage.IN_FORCE):
            return
        self._must_come_next(StandardStage.APPROVED)
        self.trigger_event(StandardApproved, act=act, number=self.number)

    def bring_into_force(self, *, act: Act, effective_on: date) -> None:
        """Let it hold from a date on. Refused A2.1 when it is not approved, A1.3 on another date, A1.4 too early."""
        if self.stage == StandardStage.IN_FORCE and self.effective_on is not None:
            if self.effective_on == effective_on:
                return
            raise refuse(IN_FORCE_SINCE, "effectiveOn", effective_on=self.effective_on.isoformat())
        self._must_come_next(StandardStage.IN_FORCE)
        if self.effective_on is not None and effective_on <= self.effective_on:
            raise refuse(STANDARD_BACKDATED, "effectiveOn", effective_on=self.effective_on.isoformat())
        self.trigger_event(StandardBroughtIntoForce, act=act, effective_on=effective_on, number=self.number)

    def evaluate(self, *, act: Act, finding: str, recommendation: Recommendation, today: date) -> None:
        """Say how it works and what is to become of it, as often as is asked.

        Refused A2.1 before it is brought into force, A2.4 before it takes effect by that.
        """
        if self.stage != StandardStage.EVALUATED:
            self._must_come_next(StandardStage.EVALUATED)
        if self.effective_on is not None and today < self.effective_on:
            first = self.effective_on.isoformat()
            raise refuse(NOT_YET_IN_FORCE, "standardId", effective_on=first, today=today.isoformat())
        self.trigger_event(
            StandardEvaluated, act=act, number=self.number, finding=finding, recommendation=recommendation
        )

    def revise(self, *, act: Act) -> None:
        """Begin another version. Refused A2.1 before it is evaluated, A2.3 without a reason."""
        if self.stage != StandardStage.EVALUATED:
            raise self._skipped()
        if act.reason is None:
            raise refuse(REVISION_WITHOUT_REASON, "reason")
        self.trigger_event(StandardRevisionBegun, act=act, number=self.number + 1)

    def retire(self, *, act: Act, last_day: date) -> None:
        """Let it hold to a last day. Refused A2.1 before it is evaluated, A2.3 without a reason, A1.4 too early."""
        if self.last_day == last_day:
            return
        if self.stage != StandardStage.EVALUATED or self.effective_on is None:
            raise self._skipped()
        refusals = [Refusal(REVISION_WITHOUT_REASON, ("reason",))] if act.reason is None else []
        if last_day < self.effective_on:
            before = (self.effective_on - timedelta(days=1)).isoformat()
            refusals.append(Refusal(STANDARD_BACKDATED, ("lastDay",), {"effective_on": before}))
        raise_all(refusals)
        self.trigger_event(StandardRetired, act=act, number=self.number, last_day=last_day)

    def _must_be_open_to_drafts(self) -> None:
        if self.stage is None:
            raise refuse(STANDARD_NOT_BEGUN, "code", action="beginStandard")
        if self.stage in _DRAFTED_ANEW:
            return
        self._must_come_next(StandardStage.DRAFT)
        if not self.collected:
            raise refuse(NOTHING_COLLECTED, "standardId", action="collectStandardData")

    def _must_come_next(self, stage: StandardStage) -> None:
        if stage not in self._next():
            raise self._skipped()

    def _next(self) -> tuple[StandardStage, ...]:
        """Where it can go from here, the way on first."""
        return transitions(taken_over=self.taken_over).get(self.stage, ()) if self.stage else ()

    def _skipped(self) -> Exception:
        """That another stage comes next; none does once it is retired."""
        if self.last_day is not None:
            return refuse(STANDARD_RETIRED, "standardId", last_day=self.last_day.isoformat())
        missing = next(iter(self._next()), None)
        action = _ACTION.get(missing) if missing else None
        return refuse(STAGE_SKIPPED, "standardId", stage=self.stage, missing=missing, action=action)
