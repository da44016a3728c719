"""Commands on what citizens say of visits to a service: tokens, feedback without a login, erasure (D5)."""

from typing import Annotated, ClassVar

from kinerja.application.commands import Command
from kinerja.application.encounters import EncounterId
from kinerja.application.feedback_tokens import invited, said_with, token_stream
from kinerja.application.inputs import MandatoryReason
from kinerja.application.releasing import comment_stream
from kinerja.application.service_desk import at_the_desk
from kinerja.application.set_aside import CommentId
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.anonymity import contract_by
from kinerja.domain.answering import Answered
from kinerja.domain.collecting import Asked, Collection, Opening
from kinerja.domain.comments import Comment
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.feedback_quarters import LEVELS, NUMBERS, SATISFACTION, Quarter, group_of, quarter_of
from kinerja.domain.feedback_tokens import FeedbackToken
from kinerja.domain.ids import feedback_collection_id
from kinerja.domain.inputs import says
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.public_feedback import (
    FEEDBACK_CLOSED,
    NOT_A_CITIZENS,
    NOTHING_TO_ERASE,
    SATISFACTION_RANGE,
    TOKEN_NOT_VALID,
)
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.services import Service
from kinerja.domain.voice_vocabulary import CollectionKind, CollectionState, Reader, ReleaseMoment, Remainder
from kinerja.domain.working_days import end_of

LONGEST = 1_000
"""Characters of what is said in words."""
Token = Annotated[str, says("The one-time token, as on the sheet or in the link.", 1, 64)]


class IssueFeedbackToken(Command, frozen=True, kw_only=True):
    """Give whoever was served a one-time token to say, without a login, how the visit was. Once per visit.

    It is good until fourteen days after the quarter in which it is given. What is said with it leads to no visit.
    The same command, repeated, gives the same token; nothing else does: it is stored nowhere.
    """

    action: ClassVar[str] = "issueFeedbackToken"
    versioned: ClassVar[str | None] = "the visit"

    encounter_id: EncounterId

    def decide(self, work: Work) -> None:
        encounter = work.target(ServiceEncounter, self.encounter_id, "encounterId")
        service, act = at_the_desk(work, encounter.received_as.service_id)
        collection = _collection(work, act, service)
        encounter.issue_token(act=act, collection_id=collection.id)
        token = work.log.secrets.feedback_token(work.agency, work.command_id)
        kept = work.find(FeedbackToken, token_stream(work.log, token))
        kept.keep(act=act, encounter_id=encounter.id, collection_id=collection.id, officer=encounter.officer)


class GivePublicFeedback(Command, frozen=True, kw_only=True):
    """Say how a visit to a service was, with the one-time token that was given there. Needs no login.

    A token that is unknown, was used or has expired is refused in the same words. What is said is told among what at
    least ten others said of the same officer's service, or of several officers together; nobody learns who said it.
    """

    action: ClassVar[str] = "givePublicFeedback"

    token: Token
    satisfaction: Annotated[int, says("How satisfied: 1 (not) to 4 (very).")]
    text: Annotated[
        str | None,
        says(
            "What is to be said in words; null: nothing. Sealed under a key of its own, and erased on request.",
            1, LONGEST,
        ),
    ] = None  # fmt: skip

    def decide(self, work: Work) -> None:
        authority = work.permit()
        if str(self.satisfaction) not in LEVELS:
            raise refuse(SATISFACTION_RANGE, "satisfaction")
        found = invited(work.log, work.find, self.token, work.at)
        if found is None:
            raise refuse(TOKEN_NOT_VALID, "token")
        options = (LEVELS.index(str(self.satisfaction)),)
        found.answer.give(
            act=work.nobodys_act(authority),
            collection_id=found.collection.id,
            answered=Answered(group=group_of(found.officer), options=options),
            comment=self.text,
        )


class ErasePublicFeedback(Command, frozen=True, kw_only=True):
    """Erase what one said in words, with the token that it was said with. Needs no login, and has no end.

    Words that are not released yet never are; those that were are shown no more, as of any position. The number that
    was given stays in the totals: taken out of one, it would be told.
    """

    action: ClassVar[str] = "erasePublicFeedback"

    token: Token

    def decide(self, work: Work) -> None:
        authority = work.permit()
        answer = said_with(work.log, work.find, self.token)
        if answer is None:
            raise refuse(NOTHING_TO_ERASE, "token")
        act = work.nobodys_act(authority)
        answer.erase(act=act)
        comment = work.find(Comment, comment_stream(work.log, answer.id))
        if comment.exists:
            comment.erase(act=act)


class EraseComment(Command, frozen=True, kw_only=True):
    """Erase what a citizen said in words, on their written request. For ever, and as of any position.

    The number beside it stays in the totals. What employees say of each other is not erased.
    """

    action: ClassVar[str] = "eraseComment"
    versioned: ClassVar[str | None] = "what was said"

    comment_id: CommentId
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        comment = work.target(Comment, self.comment_id, "commentId")
        act = work.act(work.permit(), reason=self.reason)
        if work.load(Collection, comment.collection_id).asked.kind == CollectionKind.RATING:
            raise refuse(NOT_A_CITIZENS, "commentId")
        comment.erase_on_request(act=act)


def _collection(work: Work, act: Act, service: Service) -> Collection:
    """The collection of the quarter, opened with its first token. Refused D5.3 where it is closed."""
    quarter = quarter_of(work.today)
    collection = work.find(Collection, feedback_collection_id(work.agency, service.id, quarter.code))
    if not collection.exists:
        readers = (Reader.OFFICER, Reader.ADMINISTRATOR)
        everybody = (*readers, Reader.PUBLIC)
        contract = contract_by(voice_policy(), ReleaseMoment.IN_STEPS, readers, everybody, Remainder.POOLED)
        collection.open(act=act, asked=_asked_about(service), opening=_opening(work, quarter), contract=contract)
    if collection.state != CollectionState.OPEN or work.at >= collection.opening.closes_at:
        raise refuse(FEEDBACK_CLOSED, "encounterId", quarter=quarter.code)
    return collection


def _opening(work: Work, quarter: Quarter) -> Opening:
    closes_on = quarter.closes_on(voice_policy())
    return Opening(opened_on=work.today, closes_on=closes_on, closes_at=end_of(closes_on, work.zone))


def _asked_about(service: Service) -> Asked:
    return Asked(
        kind=CollectionKind.ENCOUNTERS,
        unit_id=service.unit_id,
        questions=(SATISFACTION,),
        options=LEVELS,
        scale=NUMBERS,
        divergence=voice_policy().divergence,
        service_id=service.id,
    )
