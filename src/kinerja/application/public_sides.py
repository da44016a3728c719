"""Where citizens were asked how the service of somebody was who is evaluated (D2, D8)."""

from uuid import UUID

from kinerja.application.work import Work
from kinerja.domain.collecting import Collection
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.feedback_quarters import quarters_within
from kinerja.domain.ids import feedback_collection_id
from kinerja.domain.rules.bundles import bundle_of
from kinerja.domain.services import ServiceRegistered, ServiceRevised


def public_sides(work: Work, evaluation: Evaluation) -> list[UUID]:
    """The collections about the services of the post, of the quarters within the window, as far as there are any.

    None where the rule version gives the public no part.
    """
    if not bundle_of(evaluation.rules).hears_the_public:
        return []
    quarters = quarters_within(evaluation.window.starts_on, evaluation.window.ends_on)
    ids = [
        feedback_collection_id(work.agency, service_id, quarter.code)
        for service_id in _services(work, evaluation.position_id)
        for quarter in quarters
    ]
    return [id for id in ids if work.find(Collection, id).exists]


def _services(work: Work, position_id: UUID) -> list[UUID]:
    """The services that a position gives or ever gave."""
    registered = (fact for fact, _ in work.log.with_last(ServiceRegistered, position_id))
    revised = (fact for fact, _ in work.log.with_last(ServiceRevised, position_id))
    found = {fact.originator_id for fact in registered if position_id in fact.terms.positions}
    return sorted(found | {fact.originator_id for fact in revised if position_id in fact.terms.positions})
