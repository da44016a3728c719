"""Who rates from above or from below, by the posts on a day: nobody among them is asked as a colleague (D2, D3)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from kinerja.application.authorities import officers_on
from kinerja.application.work import Ratee, Work
from kinerja.domain.positions import Position, PositionEstablished
from kinerja.domain.vocabulary import Relation


def side_of(work: Work, ratee: Ratee, rater_id: UUID, day: date) -> Relation | None:
    """From above or from below the ratee's post, by the posts that somebody holds on a day; None: from neither."""
    if rater_id == ratee.employee_id:
        return None
    if rater_id in {each.employee_id for each in officers_on(work, ratee, day)} | _holders_above(work, ratee, day):
        return Relation.SUPERIOR
    below = (position.holders_on(day) for position in _below(work, ratee.position_id))
    return (
        Relation.SUBORDINATE if any(rater_id == held.employee_id for holders in below for held in holders) else None
    )


def _holders_above(work: Work, ratee: Ratee, day: date) -> set[UUID]:
    """Everybody who holds the post above, whether they appraise or not."""
    above = work.load(Position, ratee.position_id).reports_to
    return set() if above is None else {held.employee_id for held in work.load(Position, above).holders_on(day)}


def _below(work: Work, position_id: UUID) -> Iterator[Position]:
    """The positions that report to one."""
    for established, _ in work.log.with_last(PositionEstablished, position_id):
        if established.reports_to == position_id:
            yield work.load(Position, established.originator_id)
