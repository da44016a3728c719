"""One-time tokens with which citizens say how a visit was, without a login (D5)."""

from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact


class FeedbackTokenKept(Fact, frozen=True, kw_only=True):
    """The mark of a token was kept, with the visit that it is for. Its stream is a keyed hash of the token."""

    label_id: ClassVar[str] = "Tanda token umpan balik disimpan"
    label_en: ClassVar[str] = "Mark of a feedback token kept"
    about: ClassVar[tuple[About, ...]] = (
        About("encounter_id", "ServiceEncounter"),
        About("collection_id", "Collection"),
    )

    encounter_id: UUID
    collection_id: UUID

    def apply(self, aggregate: "FeedbackToken") -> None:
        aggregate.encounter_id, aggregate.collection_id = self.encounter_id, self.collection_id


class FeedbackToken(Aggregate):
    """A token, found by itself alone. Nothing in it changes when it is used."""

    encounter_id: UUID
    collection_id: UUID

    def keep(self, *, act: Act, encounter_id: UUID, collection_id: UUID) -> None:
        """Keep what it is for, once."""
        if not self.exists:
            self.trigger_event(FeedbackTokenKept, act=act, encounter_id=encounter_id, collection_id=collection_id)
