"""One-time tokens with which citizens say how a visit was, without a login (D5)."""

from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.encounter_facts import ServiceOfficer


class FeedbackTokenKept(Fact, frozen=True, kw_only=True):
    """The mark of a token was kept, with the visit that it is for. Its stream is a keyed hash of the token.

    ``officer``: in whose hands the visit was then: a later correction of it redirects nothing that a citizen says,
    and silences nobody. None: whoever has it in hand when something is said.
    """

    label_id: ClassVar[str] = "Tanda token umpan balik disimpan"
    label_en: ClassVar[str] = "Mark of a feedback token kept"
    about: ClassVar[tuple[About, ...]] = (
        About("encounter_id", "ServiceEncounter"),
        About("collection_id", "Collection"),
    )

    encounter_id: UUID
    collection_id: UUID
    officer: ServiceOfficer | None = None

    def apply(self, aggregate: "FeedbackToken") -> None:
        aggregate.encounter_id, aggregate.collection_id = self.encounter_id, self.collection_id
        aggregate.officer = self.officer


class FeedbackToken(Aggregate):
    """A token, found by itself alone. Nothing in it changes when it is used."""

    encounter_id: UUID
    collection_id: UUID
    officer: ServiceOfficer | None = None

    def keep(self, *, act: Act, encounter_id: UUID, collection_id: UUID, officer: ServiceOfficer) -> None:
        """Keep what it is for, once."""
        if not self.exists:
            self.trigger_event(
                FeedbackTokenKept, act=act, encounter_id=encounter_id, collection_id=collection_id, officer=officer
            )
