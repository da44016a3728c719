"""What is wrong with the content of a plan, or of the plan that a revision would lead to (B3, B8)."""

from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.periods import last_of_month
from kinerja.domain.plan_contents import PlanRevision, PlanSpan, PlanVersion, Target, WorkResult, revised
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.refusals import Refusal
from kinerja.domain.revision_paths import path_of_weight, paths_of_targets
from kinerja.domain.rulebook.plans import (
    CLOSING_DATE,
    CLOSING_WITHOUT_REASON,
    OUTLASTS_ASSIGNMENT,
    PLAN_TARGET_UNKNOWN,
    RESULT_UNKNOWN,
    RESULT_WITHOUT_TARGET,
    REVISED_TWICE,
    REVISION_DATE,
    REVISION_WITHOUT_BASIS,
    REVISION_WITHOUT_REASON,
    TARGET_ZERO,
    WEIGHT_OF_KIND,
    WEIGHTS,
)

_WHOLE = Decimal(100)


def changes_nothing(newest: PlanVersion, revision: PlanRevision) -> bool:
    """Whether a revision leaves results and targets as they are."""
    after = revised(newest, revision)
    return (after.results, after.targets) == (newest.results, newest.targets)


def misplanned(newest: PlanVersion, revision: PlanRevision) -> list[Refusal]:
    """What is wrong with the plan that a revision would lead to."""
    after = revised(newest, revision)
    known = {result.id for result in after.results}
    refusals: list[Refusal] = []
    changed = [target.id for target in revision.targets]
    for index, (target, (named, read)) in enumerate(zip(revision.targets, paths_of_targets(revision), strict=True)):
        if target.id in changed[:index]:
            refusals.append(Refusal(REVISED_TWICE, named))
        refusals += not_positive(target, (*read, "amount"))
        if target.result_id not in known:
            refusals.append(Refusal(RESULT_UNKNOWN, (*named, "resultId")))
    for name in ("weights", "supports"):
        lines = [line.result_id for line in getattr(revision, name)]
        refusals += _misnamed(lines, known, (name,), ("resultId",))
    refusals += _misnamed(revision.removed, {result.id for result in newest.results}, ("removeResults",))
    refusals += _misremoved(newest, revision)
    for result in after.results:
        refusals += misweighed(result, path_of_weight(revision, result.id))
    return refusals + incomplete(after.results, after.targets)


def _misremoved(newest: PlanVersion, revision: PlanRevision) -> Iterator[Refusal]:
    """B8.4 and B3.18: targets to remove that are named twice or set as well, or that the plan does not have."""
    known = {target.id for target in newest.targets}
    named = [target.id for target in revision.targets]
    for index, target in enumerate(revision.removed_targets):
        if target.id in named:
            yield Refusal(REVISED_TWICE, ("removeTargets", index))
        if target.id not in known:
            yield Refusal(PLAN_TARGET_UNKNOWN, ("removeTargets", index))
        named.append(target.id)


def _misnamed(
    named: Sequence[UUID], known: Set[UUID], path: tuple[str, ...], within: tuple[str, ...] = ()
) -> Iterator[Refusal]:
    """B8.4 and B3.8: results that are named twice, or that the plan does not have."""
    for index, id in enumerate(named):
        if id in named[:index]:
            yield Refusal(REVISED_TWICE, (*path, index))
        if id not in known:
            yield Refusal(RESULT_UNKNOWN, (*path, index, *within))


def incomplete(results: Sequence[WorkResult], targets: Sequence[Target]) -> list[Refusal]:
    """What keeps a plan from being submitted: B3.2 and B3.3."""
    total = sum((result.weight for result in results if result.kind == WorkResultKind.PRIMARY), Decimal(0))
    refusals = [] if total == _WHOLE else [Refusal(WEIGHTS, ("planId",), {"total": str(total)})]
    with_target = {target.result_id for target in targets}
    return refusals + [
        Refusal(RESULT_WITHOUT_TARGET, ("planId",), {"resultId": str(result.id)})
        for result in results
        if result.id not in with_target
    ]


def misweighed(result: WorkResult, path: tuple[str | int, ...]) -> list[Refusal]:
    """B3.6: the weight does not fit the kind."""
    fits = (
        Decimal(0) < result.weight <= _WHOLE if result.kind == WorkResultKind.PRIMARY else result.weight == Decimal(0)
    )
    return [] if fits else [Refusal(WEIGHT_OF_KIND, path)]


def not_positive(target: Target, path: tuple[str | int, ...]) -> list[Refusal]:
    """B3.5: an achievement divides by its target."""
    return [] if target.amount > 0 else [Refusal(TARGET_ZERO, path)]


def unreasoned(act: Act) -> list[Refusal]:
    """B8.1 and B8.2: a revision says why, and on what it rests."""
    refusals = [] if act.reason is not None else [Refusal(REVISION_WITHOUT_REASON, ("reason",))]
    return refusals if act.legal_basis else [*refusals, Refusal(REVISION_WITHOUT_BASIS, ("legalBasis",))]


def misdated(revision: PlanRevision, *, after: date, ends_on: date) -> list[Refusal]:
    """B8.3: a revision takes effect on the first of a month, after what is settled and within the plan."""
    first = revision.effective_on
    if first.day == 1 and after < first <= ends_on:
        return []
    return [Refusal(REVISION_DATE, ("effectiveOn",), {"after": after.isoformat()})]


def unclosable(span: PlanSpan, *, act: Act, closed_on: date, settled_until: date | None) -> list[Refusal]:
    """B3.16 and B3.17: a plan is closed with a reason, on the last day of a month, not before what is settled.

    On the day before its first day it ends before it began.
    """
    why = act.reason is not None or act.letter is not None
    refusals = [] if why else [Refusal(CLOSING_WITHOUT_REASON, ("reason",))]
    earliest = max(span.starts_on - timedelta(days=1), settled_until or date.min)
    if closed_on == last_of_month(closed_on) and earliest <= closed_on <= span.ends_on:
        return refusals
    return [*refusals, Refusal(CLOSING_DATE, ("closedOn",), {"after": earliest.isoformat()})]


def outlasting(last_day: date, assigned_until: date | None) -> list[Refusal]:
    """B3.19: a plan goes on after the month in which its assignment ended; None: that has no end."""
    if assigned_until is None or last_day <= last_of_month(assigned_until):
        return []
    said = {"ends_on": assigned_until.isoformat(), "action": "closePlan"}
    return [Refusal(OUTLASTS_ASSIGNMENT, ("planId",), said)]
