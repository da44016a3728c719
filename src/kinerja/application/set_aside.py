"""Setting aside what somebody said in words (D4, D5)."""

from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.collecting import permitted
from kinerja.application.commands import Command
from kinerja.application.inputs import MandatoryReason
from kinerja.application.work import Work
from kinerja.domain.collecting import Collection
from kinerja.domain.comments import Comment
from kinerja.domain.inputs import refers

CommentId = Annotated[UUID, refers("ReleasedComment", "What was said.")]


class SetCommentAside(Command, frozen=True, kw_only=True):
    """Set aside what somebody said in words, such as an insult; it is not deleted. The answer beside it counts."""

    action: ClassVar[str] = "setCommentAside"
    versioned: ClassVar[str | None] = "what was said"

    comment_id: CommentId
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        comment = work.target(Comment, self.comment_id, "commentId")
        collection = work.load(Collection, comment.collection_id)
        comment.set_aside_(act=work.act(permitted(work, collection, "commentId"), reason=self.reason))
