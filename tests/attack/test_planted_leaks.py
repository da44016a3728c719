"""The attack finds what leaks: one leak of each kind is planted, and each is found by whoever is rated."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from kinerja.application.rating_requests import RequestRating
from kinerja.application.work import Work
from kinerja.domain.answering import Answer, AnswerGiven
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.rating_requests import PEERS_NOT_ASKED
from kinerja.graphql import changes, subscriptions
from kinerja.graphql.collections import Collection
from kinerja.graphql.compiled import connections
from kinerja.projections import collections as rows_of_collections
from kinerja.projections.collections import COLLECTIONS
from kinerja.projections.rows import Rows
from kinerja.projections.store import handlers
from tests.attack import attackers
from tests.attack.attackers import Told, site_of
from tests.attack.comparing import apart
from tests.attack.grounds import Ground
from tests.attack.ledger import LEDGER
from tests.attack.probes import commanded, known_of, probes
from tests.attack.worlds import TOO_FEW, World, world_of

Plant = Callable[[pytest.MonkeyPatch, World], None]
_ANSWER = rows_of_collections.ON[AnswerGiven]


def in_a_field(patch: pytest.MonkeyPatch, _: World) -> None:
    """An answer changes the row of its collection."""

    def leak(rows: Rows, fact: AnswerGiven) -> None:
        _ANSWER(rows, fact)
        rows.update(COLLECTIONS, {"id": fact.collection_id}, closed_at=fact.act.at)

    patch.setitem(cast(dict[str, Any], handlers()), "AnswerGiven", leak)


def in_the_past(patch: pytest.MonkeyPatch, world: World) -> None:
    """An answer changes the row of its collection until the next one comes: afterwards nothing is seen of it."""
    both = [world.collection(), world.collection("second")]

    def leak(rows: Rows, fact: AnswerGiven) -> None:
        _ANSWER(rows, fact)
        for id in both:
            rows.update(COLLECTIONS, {"id": id}, closed_at=None)
        if fact.collection_id in both:
            rows.update(COLLECTIONS, {"id": fact.collection_id}, closed_at=fact.act.at)

    patch.setitem(cast(dict[str, Any], handlers()), "AnswerGiven", leak)


def in_a_total(patch: pytest.MonkeyPatch, world: World) -> None:
    """What a connection counts is more than what it shows."""
    part = connections._Connection._part

    def leak(self: Any, selected: Any, direct: bool) -> str:
        written = part(self, selected, direct)
        if selected.name != "total_count" or self._paged.cls is not Collection:
            return written
        counted = f"SELECT count(*) FROM sealed_answers WHERE collection_id = '{world.collection()}'"
        return f"({written} + ({counted})::int4)"

    patch.setattr(connections._Connection, "_part", leak)


def in_the_audit_trail(patch: pytest.MonkeyPatch, world: World) -> None:
    """Answers are entered into the audit trail, as being about whom they are about."""
    member, about = world.town.ids["member"], world.collection()
    patch.setattr(AnswerGiven, "withheld", False)
    subject = property(lambda fact: member if fact.collection_id == about else None)
    patch.setattr(AnswerGiven, "subject", subject)


def in_a_refusal(patch: pytest.MonkeyPatch, world: World) -> None:
    """Who was refused learns whether somebody answered."""
    decide = RequestRating.decide

    def leak(self: RequestRating, work: Work) -> None:
        stream = work.log.claim("Answer", f"{self.collection_id}/{world.town.ids['p0']}")
        if work.find(Answer, stream).exists:
            raise refuse(PEERS_NOT_ASKED, "collectionId")
        decide(self, work)

    patch.setattr(RequestRating, "decide", leak)


def in_a_subscription(patch: pytest.MonkeyPatch, _: World) -> None:
    """Who follows a collection is told whenever it is answered."""
    touched = changes.touched

    async def leak(reads: Any, wanted: Any, after: int, upto: int) -> Any:
        found = await touched(reads, wanted, after, upto)
        query = "SELECT DISTINCT collection_id AS id FROM sealed_answers WHERE collection_id = ANY(%(ids)s)"
        answered = await reads.rows(f"{query} AND position > %(after)s", {"ids": list(wanted), "after": after})
        return sorted({*found, *(row["id"] for row in answered)})

    patch.setattr(subscriptions, "touched", leak)


PLANTS: dict[Plant, str] = {
    in_a_field: "now: collections",
    in_the_past: "as of",
    in_a_total: "collections by filters",
    in_the_audit_trail: "auditTrail by filters",
    in_a_refusal: "command requestRating",
    in_a_subscription: "subscription changed",
}
"""Each leak, and a probe that finds it."""


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_d4_what_leaks_is_found(plant: Plant, ground: Ground) -> None:
    attackers.STATEMENTS.clear()  # what was compiled before holds no leak
    told = []
    for script in TOO_FEW[:2]:
        with world_of(script, ground) as world, pytest.MonkeyPatch.context() as patch:
            plant(patch, world)
            world.answer()
            told.append(_told(world))
    attackers.STATEMENTS.clear()
    one, other = told
    found = apart(one, other)
    assert any(PLANTS[plant] in name for name in found), found
    surfaces = one["member"].surfaces
    LEDGER.caught[str(plant.__doc__)] = sorted(
        {surfaces[name.split(": ", 1)[1]] for name in found if "member" in name}
    )
    if plant is in_the_past:
        assert not any("now:" in name for name in found)


def _told(world: World) -> dict[str, Told]:
    """What the member is told."""
    known = known_of(world)
    asked = [probe for probe in probes(known, long=False, of="voices") if _concerned(probe.name)]
    with site_of(world) as site:
        return site.all_told(
            known,
            lambda who: asked if who == "member" else (),
            lambda who: commanded(known, who, last=False, long=False),
        )


def _concerned(name: str) -> bool:
    """Whether a probe asks for what the leaks are planted in; the attack itself asks for everything."""
    return any(each in name for each in ("collections", "auditTrail"))
