"""Comments: what was said in words beside released answers; it is set aside or erased, the answer still counts."""

from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.anonymity import ASIDE_WITHOUT_REASON
from kinerja.domain.rulebook.public_feedback import ERASED_WITHOUT_REASON
from kinerja.domain.texts import Text, TextCategory


class CommentReleased(Fact, frozen=True, kw_only=True):
    """What somebody said in words was released with the answers of a cell.

    Its stream is a keyed hash of that of the answer: nothing else leads from one to the other.
    """

    label_id: ClassVar[str] = "Komentar dirilis"
    label_en: ClassVar[str] = "Comment released"
    personal: ClassVar[dict[str, TextCategory]] = {"comment": TextCategory.COMMENT}
    sealed_for: ClassVar[dict[TextCategory, str]] = {TextCategory.COMMENT: "originator_id"}
    about: ClassVar[tuple[About, ...]] = (About("collection_id", "Collection"),)
    unlisted: ClassVar[frozenset[str]] = frozenset({"comment"})

    collection_id: UUID
    group: str
    comment: Text
    officer: ServiceOfficer | None = None

    def apply(self, aggregate: "Comment") -> None:
        aggregate.collection_id = self.collection_id


class CommentSetAside(Fact, frozen=True, kw_only=True):
    """What somebody said in words is shown no more, for a reason, such as an insult. It is not deleted.

    The answer beside it still counts: taken out of a cell, the cell would say what it was.
    """

    label_id: ClassVar[str] = "Komentar disisihkan"
    label_en: ClassVar[str] = "Comment set aside"
    about: ClassVar[tuple[About, ...]] = (About("collection_id", "Collection"), About("originator_id", "Comment"))

    collection_id: UUID

    def apply(self, aggregate: "Comment") -> None:
        aggregate.set_aside = True


class CommentErased(Fact, frozen=True, kw_only=True):
    """What a citizen said in words was erased, on their wish. The answer beside it still counts."""

    label_id: ClassVar[str] = "Komentar dihapus"
    label_en: ClassVar[str] = "Comment erased"
    about: ClassVar[tuple[About, ...]] = (About("collection_id", "Collection"), About("originator_id", "Comment"))

    collection_id: UUID

    def apply(self, aggregate: "Comment") -> None:
        aggregate.erased = True


class Comment(Aggregate):
    """What somebody said in words, released; ``set_aside`` where it is shown no more, ``erased`` where it is gone."""

    collection_id: UUID
    set_aside = False
    erased = False

    def release(
        self, *, act: Act, collection_id: UUID, group: str, comment: Text, officer: ServiceOfficer | None = None
    ) -> None:
        """Release it."""
        if not self.exists:
            self.trigger_event(
                CommentReleased, act=act, collection_id=collection_id, group=group, comment=comment, officer=officer
            )

    def set_aside_(self, *, act: Act) -> None:
        """Show it no more. Refused D4.11 without a reason."""
        if self.set_aside:
            return
        if act.reason is None:
            raise refuse(ASIDE_WITHOUT_REASON, "reason")
        self.trigger_event(CommentSetAside, act=act, collection_id=self.collection_id)

    def erase(self, *, act: Act) -> None:
        """Erase it, once."""
        if not self.erased:
            self.trigger_event(CommentErased, act=act, collection_id=self.collection_id)

    def erase_on_request(self, *, act: Act) -> None:
        """Erase it on a written request. Refused D5.7 without a reason."""
        if not self.erased and act.reason is None:
            raise refuse(ERASED_WITHOUT_REASON, "reason")
        self.erase(act=act)
