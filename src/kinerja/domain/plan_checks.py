"""What is wrong with the content of a plan, or of the plan that a revision would lead to (B3, B8)."""

from collections.abc import Sequence
from decimal import Decimal

from kinerja.domain.plan_contents import PlanRevision, PlanVersion, Target, WorkResult, revised
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.plans import (
    RESULT_UNKNOWN,
    RESULT_WITHOUT_TARGET,
    REVISED_TWICE,
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
    for index, target in enumerate(revision.targets):
        if target.id in changed[:index]:
            refusals.append(Refusal(REVISED_TWICE, ("targets", index)))
        refusals += not_positive(target, ("targets", index, "amount"))
        if target.result_id not in known:
            refusals.append(Refusal(RESULT_UNKNOWN, ("targets", index, "resultId")))
    weighed = [line.result_id for line in revision.weights]
    for index, line in enumerate(revision.weights):
        if line.result_id in weighed[:index]:
            refusals.append(Refusal(REVISED_TWICE, ("weights", index)))
        if line.result_id not in known:
            refusals.append(Refusal(RESULT_UNKNOWN, ("weights", index, "resultId")))
    for result in after.results:
        refusals += misweighed(result, ("weights",))
    return refusals + incomplete(after.results, after.targets)


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
