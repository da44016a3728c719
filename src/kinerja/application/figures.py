"""The figures of a period's evaluations, published when it is closed (H11)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.aggregate import Fact
from kinerja.domain.evaluation_facts import EvaluationAccepted, EvaluationOpened
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import publication_id
from kinerja.domain.organisation import OrgUnit
from kinerja.domain.periods import Period
from kinerja.domain.publication import Judged
from kinerja.domain.published import Publication


def publish_figures(work: Work, act: Act, period: Period) -> None:
    """Publish what every window came to, of the units in or below which somebody was judged."""
    judged = _judged(work, period.id)
    tree = _tree(work, {each.unit_id for people in judged.values() for each in people})
    publication = work.find(Publication, publication_id(work.agency, period.id))
    for window in period.windows:
        publication.publish(
            act=act, period_id=period.id, window=window.code, tree=tree, people=judged.get(window.code, ())
        )


def _judged(work: Work, period_id: UUID) -> dict[str, Sequence[Judged]]:
    """The people of each window. Who has several evaluations in one is counted with the one that was opened last."""
    found: dict[str, dict[UUID, Judged]] = {}
    for opened, last in work.log.with_last(EvaluationOpened, period_id):
        judged = _final(work, opened, last) if opened.period_id == period_id else None
        if judged is not None:
            found.setdefault(opened.window.code, {})[opened.employee_id] = judged
    return {window: tuple(people.values()) for window, people in found.items()}


def _final(work: Work, opened: EvaluationOpened, last: Fact) -> Judged | None:
    """How an evaluation that is finished came out; None where it was withdrawn."""
    if isinstance(last, EvaluationAccepted) and last.predicate is not None:
        return Judged(unit_id=opened.unit_id, predicate=last.predicate, number=last.number)
    judgement = work.log.load(Evaluation, opened.originator_id).judgement
    if judgement is None:
        return None
    return Judged(unit_id=opened.unit_id, predicate=judgement.predicate, number=judgement.scores.number_shown)


def _tree(work: Work, units: Iterable[UUID]) -> dict[UUID, UUID | None]:
    """The units and all above them, each with the one above it, in the order of their ids."""
    found: dict[UUID, UUID | None] = {}
    for own in units:
        unit: UUID | None = own
        while unit is not None and unit not in found:
            found[unit] = work.load(OrgUnit, unit).parent_id
            unit = found[unit]
    return {unit: found[unit] for unit in sorted(found)}
