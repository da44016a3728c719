"""By which indicators a plan may be judged: those of standards that were approved and still hold (B4)."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from kinerja.application.work import Work
from kinerja.domain.indicators import Indicator
from kinerja.domain.plan_contents import PlanRevision, PlanVersion, Target
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.plans import STANDARD_ENDED, STANDARD_UNAPPROVED
from kinerja.domain.standards import PerformanceStandard


def not_approved(work: Work, targets: Iterable[Target]) -> list[Refusal]:
    """B4.1 and B4.2: indicators whose standard was never approved, or ended before a target begins; each once.

    Plans are drafted with any indicator: the standard may be approved by the time they are.
    """
    begin_on: dict[UUID, date] = {}
    for target in targets:
        begin_on[target.indicator_id] = max(begin_on.get(target.indicator_id, date.min), target.effective_on)
    return [each for id, day in begin_on.items() for each in _unfit(work, work.load(Indicator, id), day)]


def brought_in(newest: PlanVersion, revision: PlanRevision) -> Iterator[Target]:
    """The targets of a revision that the plan was not approved with: new ones, and those in another indicator."""
    approved = {(target.id, target.indicator_id) for target in newest.targets}
    return (target for target in revision.targets if (target.id, target.indicator_id) not in approved)


def _unfit(work: Work, indicator: Indicator, day: date) -> Iterator[Refusal]:
    standard = work.find(PerformanceStandard, indicator.defined_for[0])
    name = indicator.versions[-1].manual.name
    if standard.exists and standard.approved_as is None:
        yield Refusal(STANDARD_UNAPPROVED, ("planId",), {"indicator": name, "action": "approveStandard"})
    if standard.last_day is not None and standard.last_day < day:
        last_day = standard.last_day.isoformat()
        yield Refusal(STANDARD_ENDED, ("planId",), {"indicator": name, "last_day": last_day})
