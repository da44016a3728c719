"""Anonymous answers: sealed until they are released among others, in a stream that nobody else finds (D4).

A fact of an answer says which collection it belongs to and nothing more in clear: not who gave it, not of which side,
not what. All is padded, so that its length says nothing either.
"""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Aggregate, Fact
from kinerja.domain.texts import Text, TextCategory

_ANSWER_LENGTH = 160
_COMMENT_STEP = 512
_CHOSEN = "|"


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """An answer in clear: the group it is released in, and for each question the number of the option, from 0."""

    group: str
    options: tuple[int, ...]


def packed(answered: Answered) -> Text:
    """An answer as it is sealed, as long as every other."""
    return Text((answered.group + _CHOSEN + "".join(map(str, answered.options))).ljust(_ANSWER_LENGTH))


def unpacked(clear: str) -> Answered:
    """What ``packed`` made."""
    group, _, options = clear.rstrip().rpartition(_CHOSEN)
    return Answered(group=group, options=tuple(map(int, options)))


def padded(comment: str | None) -> Text | None:
    """Words as they are sealed: of one of few lengths."""
    if comment is None:
        return None
    return Text(comment + " " * (-len(comment.encode()) % _COMMENT_STEP))


class AnswerGiven(Fact, frozen=True, kw_only=True):
    """Somebody answered. Given again, it replaces what was answered before, until it is released."""

    label_id: ClassVar[str] = "Jawaban diberikan"
    label_en: ClassVar[str] = "Answer given"
    personal: ClassVar[dict[str, TextCategory]] = {"answer": TextCategory.ANSWER, "comment": TextCategory.COMMENT}
    sealed_for: ClassVar[dict[TextCategory, str]] = {
        TextCategory.GIVER: "collection_id",
        TextCategory.ANSWER: "collection_id",
        TextCategory.COMMENT: "originator_id",
    }
    withheld: ClassVar[bool] = True

    collection_id: UUID
    answer: Text
    comment: Text | None

    def apply(self, aggregate: "Answer") -> None:
        aggregate.newest = self


class FeedbackErased(Fact, frozen=True, kw_only=True):
    """What a citizen said in words was erased, on their wish. The number stays in the totals."""

    label_id: ClassVar[str] = "Umpan balik dihapus"
    label_en: ClassVar[str] = "Feedback erased"
    sealed_for: ClassVar[dict[TextCategory, str]] = {TextCategory.GIVER: "collection_id"}
    withheld: ClassVar[bool] = True

    collection_id: UUID

    def apply(self, aggregate: "Answer") -> None:
        aggregate.erased = True


class Answer(Aggregate):
    """What one giver answered in one collection. Its id is a keyed hash of both.

    ``erased``: its words are not to be read any more, whether their key is deleted yet or not.
    """

    newest: AnswerGiven
    erased = False

    def give(self, *, act: Act, collection_id: UUID, answered: Answered, comment: str | None) -> None:
        """Answer, also in place of what was answered before."""
        self.trigger_event(
            AnswerGiven,
            act=act,
            collection_id=collection_id,
            answer=packed(answered),
            comment=padded(comment),
        )

    def erase(self, *, act: Act) -> None:
        """Erase what was said in words, once."""
        if not self.erased:
            self.trigger_event(FeedbackErased, act=act, collection_id=self.newest.collection_id)


def options_of(given: Sequence[str], options: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the options that were chosen."""
    return tuple(options.index(choice) for choice in given)
