"""The performance plan (SKP): results, targets, behaviour expectations, its approval and revisions (B3)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, RefusalKind, Rule, raise_all, refuse
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import Aspect, CoreValue, WorkResultKind


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"


NOT_SUBMITTED = Rule(
    "B3.1",
    "Hanya rencana yang sudah diajukan dapat disetujui atau dikembalikan; rencana ini {state}.",
    "Only a submitted plan can be approved or returned; this one is {state}.",
    "Ajukan rencana lebih dahulu.",
    "Submit the plan first.",
    "PermenPANRB 6/2022: a plan is submitted, then approved",
    RefusalKind.MISSING_STEP,
)
WEIGHTS = Rule(
    "B3.2",
    "Bobot hasil kerja utama berjumlah {total}, seharusnya 100.",
    "The weights of the primary results sum to {total}, not to 100.",
    "Sesuaikan bobot sehingga berjumlah tepat 100.",
    "Adjust the weights so that they sum to exactly 100.",
    "domain policy: weights of a plan sum to exactly 100",
)
RESULT_WITHOUT_TARGET = Rule(
    "B3.3",
    "Hasil kerja belum memiliki target.",
    "A work result has no target.",
    "Tetapkan sekurang-kurangnya satu target.",
    "Set at least one target for it.",
    "PermenPANRB 6/2022: a result has an indicator and a target",
)
PLAN_FROZEN = Rule(
    "B3.4",
    "Rencana sudah {state}; isinya tidak dapat diubah.",
    "The plan is {state}; its content cannot be changed.",
    "Minta rencana dikembalikan, atau ajukan revisi bila sudah disetujui.",
    "Ask for its return, or revise it once it is approved.",
    "PermenPANRB 6/2022: the approved baseline is frozen",
)
TARGET_ZERO = Rule(
    "B3.5",
    "Target harus lebih besar dari 0.",
    "A target must be greater than 0.",
    "Untuk target tanpa temuan, nyatakan sebagai persentase tanpa temuan.",
    "State a target of no findings as the percentage without findings.",
    "domain policy: an achievement divides by its target",
)
WEIGHT_OF_KIND = Rule(
    "B3.6",
    "Bobot hasil kerja utama antara 0 dan 100; hasil kerja tambahan berbobot 0.",
    "A primary result weighs more than 0 and at most 100; an additional one weighs 0.",
    "Perbaiki bobot.",
    "Correct the weight.",
    "domain policy: additional results have weight 0",
)
LEADER_UNAPPROVED = Rule(
    "B3.7",
    "Rencana pimpinan yang didukung belum disetujui.",
    "The leader's plan that a result supports is not approved.",
    "Setujui dahulu rencana pimpinan.",
    "Have the leader's plan approved first.",
    "practice: only the approval waits for the leader's plan, drafting never does",
    RefusalKind.MISSING_STEP,
)
RESULT_UNKNOWN = Rule(
    "B3.8",
    "Hasil kerja itu tidak ada dalam rencana ini.",
    "The plan has no such work result.",
    "Ambil daftar hasil kerja rencana ini.",
    "Query the results of this plan.",
    "ours",
    RefusalKind.NOT_FOUND,
)
PLAN_SPAN = Rule(
    "B3.9",
    "Rencana harus berada dalam periode dan penugasan, dalam bulan penuh.",
    "A plan lies within its period and its assignment and consists of whole months.",
    "Perbaiki tanggal mulai atau tanggal berakhir.",
    "Correct the first or the last day.",
    "domain policy: one plan per assignment and period",
)
NOT_APPROVED = Rule(
    "B3.10",
    "Rencana belum disetujui.",
    "The plan is not approved.",
    "Setujui rencana lebih dahulu.",
    "Have the plan approved first.",
    "PermenPANRB 6/2022: only an approved plan is worked on and judged",
    RefusalKind.MISSING_STEP,
)
RETURN_WITHOUT_REASON = Rule(
    "B3.11",
    "Pengembalian rencana memerlukan alasan.",
    "Returning a plan needs a reason.",
    "Tulis apa yang perlu diperbaiki.",
    "Say what is to be improved.",
    "ours: a return says why",
)
PLAN_EXISTS = Rule(
    "B3.12",
    "Rencana untuk penugasan dan periode ini sudah ada.",
    "There is a plan for this assignment and period already.",
    "Lanjutkan rencana yang ada.",
    "Go on with the existing plan.",
    "domain policy: one plan per assignment and period",
)
REVISION_WITHOUT_REASON = Rule(
    "B8.1",
    "Revisi rencana memerlukan alasan.",
    "A revision of a plan needs a reason.",
    "Tulis alasan revisi.",
    "State the reason.",
    "PermenPANRB 6/2022: reason and legal basis are mandatory",
)
REVISION_WITHOUT_BASIS = Rule(
    "B8.2",
    "Revisi rencana memerlukan dasar hukum.",
    "A revision of a plan needs a legal basis.",
    "Sebutkan peraturan atau surat yang menjadi dasar.",
    "Name the regulation or letter it rests on.",
    "PermenPANRB 6/2022: reason and legal basis are mandatory",
)
REVISION_DATE = Rule(
    "B8.3",
    "Revisi berlaku mulai tanggal 1 suatu bulan dalam rencana, setelah {after}.",
    "A revision takes effect on the first of a month of the plan, after {after}.",
    "Pilih tanggal berlaku yang lain.",
    "Choose another effective date.",
    "domain policy: what was reported or judged keeps the version that it used",
)
REVISED_TWICE = Rule(
    "B8.4",
    "Target atau bobot yang sama diubah dua kali dalam satu revisi.",
    "The same target or weight is changed twice in one revision.",
    "Sebutkan masing-masing satu kali.",
    "Name each of them once.",
    "ours: one revision, one reading",
    RefusalKind.INVALID_INPUT,
)
HALF_SUPPORT = Rule(
    "B3.13",
    "Hasil kerja pimpinan memerlukan rencana dan hasil kerjanya.",
    "A supported result needs both the leader's plan and the result in it.",
    "Isi keduanya, atau kosongkan keduanya.",
    "Give both, or leave both out.",
    "ours: a support names one result",
    RefusalKind.INVALID_INPUT,
)
RULES = (
    REVISED_TWICE, HALF_SUPPORT,
    NOT_SUBMITTED, WEIGHTS, RESULT_WITHOUT_TARGET, PLAN_FROZEN, TARGET_ZERO, WEIGHT_OF_KIND, LEADER_UNAPPROVED,
    RESULT_UNKNOWN, PLAN_SPAN, NOT_APPROVED, RETURN_WITHOUT_REASON, PLAN_EXISTS, REVISION_WITHOUT_REASON,
    REVISION_WITHOUT_BASIS, REVISION_DATE,
)  # fmt: skip

_WHOLE = Decimal(100)
_EDITABLE = (PlanState.DRAFT, PlanState.RETURNED)


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be reached in one indicator from a day on, under the version of the indicator then in force.

    ``amount`` is in the indicator's unit; for a cumulative indicator it is for the whole span of the plan.
    """

    id: UUID
    result_id: UUID
    indicator_id: UUID
    indicator_version: int
    aspect: Aspect
    amount: Decimal
    effective_on: date


class WorkResult(msgspec.Struct, frozen=True, kw_only=True):
    """A result (hasil kerja) of the plan: what it supports and what it weighs, in percent."""

    id: UUID
    kind: WorkResultKind
    supports: "SupportedResult | None"
    weight: Decimal


class SupportedResult(msgspec.Struct, frozen=True, kw_only=True):
    """The leader's result that a result supports: the leader's plan and the result in it."""

    plan_id: UUID
    result_id: UUID


class PlanVersion(msgspec.Struct, frozen=True, kw_only=True):
    """The plan as it holds from a day on. Version 1 holds from the plan's first day."""

    number: int
    effective_on: date
    results: tuple[WorkResult, ...]
    targets: tuple[Target, ...]


class NewResult(msgspec.Struct, frozen=True, kw_only=True):
    """A result to be added, with the title the person gave it."""

    result: WorkResult
    title: Text


class ResultWeight(msgspec.Struct, frozen=True, kw_only=True):
    """What a result weighs from a revision on, in percent."""

    result_id: UUID
    weight: Decimal


class PlanRevision(msgspec.Struct, frozen=True, kw_only=True):
    """What a revision changes: results it adds, targets it sets (new ones or new values), weights."""

    effective_on: date
    added: tuple[NewResult, ...] = ()
    targets: tuple[Target, ...] = ()
    weights: tuple[ResultWeight, ...] = ()


class PlanSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Whose plan it is, in which post and period, from when until when."""

    employee_id: UUID
    assignment_id: UUID
    position_id: UUID
    unit_id: UUID
    period_id: UUID
    starts_on: date
    ends_on: date


_OF_EMPLOYEE: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("originator_id", "PerformancePlan"),
)


class PlanDrafted(Fact, frozen=True, kw_only=True):
    """A plan was begun for an assignment and a period."""

    label_id: ClassVar[str] = "Rencana SKP disusun"
    label_en: ClassVar[str] = "Plan drafted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_EMPLOYEE, About("period_id", "Period"))

    employee_id: UUID
    assignment_id: UUID
    position_id: UUID
    unit_id: UUID
    period_id: UUID
    starts_on: date
    ends_on: date

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.span = PlanSpan(
            employee_id=self.employee_id,
            assignment_id=self.assignment_id,
            position_id=self.position_id,
            unit_id=self.unit_id,
            period_id=self.period_id,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
        )
        aggregate.state = PlanState.DRAFT


class WorkResultAdded(Fact, frozen=True, kw_only=True):
    """A result was added to a draft."""

    label_id: ClassVar[str] = "Hasil kerja ditambahkan"
    label_en: ClassVar[str] = "Work result added"
    personal: ClassVar[dict[str, TextCategory]] = {"title": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID
    result: WorkResult
    title: Text

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.results[self.result.id] = self.result


class WorkResultRemoved(Fact, frozen=True, kw_only=True):
    """A result was taken out of a draft, with its targets."""

    label_id: ClassVar[str] = "Hasil kerja dihapus dari rancangan"
    label_en: ClassVar[str] = "Work result removed"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID
    result_id: UUID

    def apply(self, aggregate: "PerformancePlan") -> None:
        del aggregate.results[self.result_id]
        aggregate.targets = {
            id: target for id, target in aggregate.targets.items() if target.result_id != self.result_id
        }


class TargetSet(Fact, frozen=True, kw_only=True):
    """A target was set for a result of a draft."""

    label_id: ClassVar[str] = "Target ditetapkan"
    label_en: ClassVar[str] = "Target set"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_EMPLOYEE, About("target.indicator_id", "Indicator"))

    employee_id: UUID
    target: Target

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.targets[self.target.id] = self.target
        aggregate.set_by[self.target.id, self.target.effective_on] = self.originator_version


class BehaviorExpectationSet(Fact, frozen=True, kw_only=True):
    """The leader said what is expected of a behaviour in particular."""

    label_id: ClassVar[str] = "Ekspektasi khusus ditetapkan"
    label_en: ClassVar[str] = "Behaviour expectation set"
    personal: ClassVar[dict[str, TextCategory]] = {"expectation": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID
    value: CoreValue
    expectation: Text

    def apply(self, aggregate: "PerformancePlan") -> None:
        """Expectations are read, not decided upon."""


class PlanSubmitted(Fact, frozen=True, kw_only=True):
    """The employee submitted the plan for approval."""

    label_id: ClassVar[str] = "Rencana SKP diajukan"
    label_en: ClassVar[str] = "Plan submitted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = PlanState.SUBMITTED


class PlanReturned(Fact, frozen=True, kw_only=True):
    """The officer returned the plan to be improved; the reason says how."""

    label_id: ClassVar[str] = "Rencana SKP dikembalikan"
    label_en: ClassVar[str] = "Plan returned"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = PlanState.RETURNED


class PlanApproved(Fact, frozen=True, kw_only=True):
    """The officer approved the plan; its results and targets are frozen from here on."""

    label_id: ClassVar[str] = "Rencana SKP disetujui"
    label_en: ClassVar[str] = "Plan approved"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EMPLOYEE

    employee_id: UUID
    effective_on: date

    def apply(self, aggregate: "PerformancePlan") -> None:
        aggregate.state = PlanState.APPROVED
        baseline = PlanVersion(
            number=1,
            effective_on=self.effective_on,
            results=tuple(aggregate.results.values()),
            targets=tuple(aggregate.targets.values()),
        )
        aggregate.versions = [baseline]


class PlanRevised(Fact, frozen=True, kw_only=True):
    """An approved plan was revised from a day on; what was reported and judged before keeps its version."""

    label_id: ClassVar[str] = "Rencana SKP direvisi"
    label_en: ClassVar[str] = "Plan revised"
    personal: ClassVar[dict[str, TextCategory]] = {"added[].title": TextCategory.WORK}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_EMPLOYEE, About("targets[].indicator_id", "Indicator"))

    employee_id: UUID
    number: int
    effective_on: date
    added: tuple[NewResult, ...]
    targets: tuple[Target, ...]
    weights: tuple[ResultWeight, ...]

    def apply(self, aggregate: "PerformancePlan") -> None:
        revision = PlanRevision(
            effective_on=self.effective_on, added=self.added, targets=self.targets, weights=self.weights
        )
        aggregate.versions = [*aggregate.versions, revised(aggregate.versions[-1], revision)]
        for target in self.targets:
            aggregate.set_by[target.id, target.effective_on] = self.originator_version


def revised(newest: PlanVersion, revision: PlanRevision) -> PlanVersion:
    """The version that follows when a revision is applied to the newest one."""
    weights = {line.result_id: line.weight for line in revision.weights}
    results = [*newest.results, *(new.result for new in revision.added)]
    targets = {target.id: target for target in (*newest.targets, *revision.targets)}
    return PlanVersion(
        number=newest.number + 1,
        effective_on=revision.effective_on,
        results=tuple(
            msgspec.structs.replace(result, weight=weights.get(result.id, result.weight)) for result in results
        ),
        targets=tuple(targets.values()),
    )


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
        """Freeze the plan. Refused B3.1 unless submitted, B3.7 while a leader's plan it supports is not approved."""
        if self.state == PlanState.APPROVED:
            return
        self._must_be_submitted()
        if any(plan.state != PlanState.APPROVED for plan in supported):
            raise refuse(LEADER_UNAPPROVED, "planId", action="approvePlan")
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

        Refused with all it violates of B8.1–B8.4, B3.2, B3.3, B3.5–B3.8 and B3.10. ``settled_until`` is the last
        day that was reported on or judged; None when nothing was. ``supported`` are the leaders' plans that
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
