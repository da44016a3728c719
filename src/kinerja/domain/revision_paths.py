"""Where the input of a revision holds what the revision says (B8)."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from kinerja.domain.plan_contents import PlanRevision
from kinerja.domain.refusals import Path


def paths_of_targets(revision: PlanRevision) -> Sequence[tuple[Path, Path]]:
    """For each target where the input names it, and where it says what it reads.

    Targets of added results stand with them, in the same order; the others are set.
    """
    places = {new.result.id: place for place, new in enumerate(revision.added)}
    lines: Counter[UUID | None] = Counter()
    found: list[tuple[Path, Path]] = []
    for target in revision.targets:
        place = places.get(target.result_id)
        counted = target.result_id if place is not None else None
        line = lines[counted]
        lines[counted] += 1
        named: Path = ("setTargets", line) if place is None else ("addResults", place, "targets", line)
        found.append((named, (*named, "target") if place is None else named))
    return found


def path_of_weight(revision: PlanRevision, result_id: UUID) -> Path:
    """Where the input says what a result weighs; an added one may be weighed anew, then it counts there."""
    for place, line in enumerate(revision.weights):
        if line.result_id == result_id:
            return ("weights", place, "weight")
    places = {new.result.id: place for place, new in enumerate(revision.added)}
    return ("addResults", places[result_id], "weight") if result_id in places else ("weights",)
