"""Rating a colleague or a superior without anybody learning who it was (D2, D4)."""

from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.collecting import CollectionId
from kinerja.application.commands import Command
from kinerja.application.rating_sides import side_of
from kinerja.application.ratings import BehaviorRatingInput
from kinerja.application.work import Ratee, Work
from kinerja.domain.answering import Answer, Answered, options_of
from kinerja.domain.collecting import Collection
from kinerja.domain.ids import rating_requests_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import Employee
from kinerja.domain.positions import Position
from kinerja.domain.rating_requests import RatingRequests
from kinerja.domain.ratings import BehaviorRating, level_faults
from kinerja.domain.refusals import raise_all, refuse
from kinerja.domain.rulebook.anonymity import NOT_AMONG_RATERS
from kinerja.domain.vocabulary import Relation


class GiveRating(Command, frozen=True, kw_only=True):
    """Rate the behaviour of a colleague or superior, anonymously, as far as a collection asks.

    Given again, it replaces what was given before, until the collection is closed. The receipt says that it was
    recorded and neither where nor when; nobody learns who gave it, but an inspector who records why, before the
    answer is shown.
    """

    action: ClassVar[str] = "giveRating"

    collection_id: CollectionId
    position_id: Annotated[
        UUID | None,
        refers("Position", "The post of one's own, beside or below that of the employee; null for whom was asked."),
    ] = None
    levels: Annotated[tuple[BehaviorRatingInput, ...], says("One level for each of the seven values.")]
    comment: Annotated[
        str | None,
        says("What is to be said in words, shown with those of others to whom the contract names. Sealed.", 1, 2000),
    ] = None

    def decide(self, work: Work) -> None:
        collection = work.load(Collection, self.collection_id, "collectionId")
        authority = work.permit()
        collection.must_take_answers(work.at)
        relation = _relation(work, collection, self.position_id)
        levels = tuple(BehaviorRating(value=line.value, level=line.level) for line in self.levels)
        raise_all(level_faults(levels))
        answer = work.find(Answer, work.answer_id(collection.id))
        answer.give(
            act=work.nobodys_act(authority),
            collection_id=collection.id,
            answered=_answered(collection, relation, levels),
            comment=self.comment,
        )


def _answered(collection: Collection, relation: Relation, levels: tuple[BehaviorRating, ...]) -> Answered:
    given = {str(line.value): str(line.level) for line in levels}
    asked = collection.asked
    return Answered(group=relation, options=options_of([given[name] for name in asked.questions], asked.options))


def _relation(work: Work, collection: Collection, position_id: UUID | None) -> Relation:
    """From which side somebody rates who may: by a post on the day it was opened, or asked. Refused D4.6.

    A request makes nobody a colleague who stands directly above or below.
    """
    asked = collection.asked
    work.load(Employee, work.subject)
    if work.subject == asked.employee_id or asked.position_id is None:
        raise refuse(NOT_AMONG_RATERS, "collectionId")
    found = _by_request(work, collection) or _by_post(work, collection, position_id)
    if found in asked.relations:
        return found
    raise refuse(NOT_AMONG_RATERS, "positionId")


def _by_request(work: Work, collection: Collection) -> Relation | None:
    """The side of who was asked and accepted: among the colleagues, unless a post puts them above or below."""
    requests = work.find(RatingRequests, rating_requests_id(work.agency, collection.id))
    asked = collection.asked
    if asked.employee_id is None or asked.position_id is None or not requests.rates(work.subject):
        return None
    ratee = Ratee(asked.employee_id, asked.position_id)
    return side_of(work, ratee, work.subject, collection.opening.opened_on) or Relation.PEER


def _by_post(work: Work, collection: Collection, position_id: UUID | None) -> Relation | None:
    """The side of somebody's post; None where the post is nobody's or stands elsewhere."""
    if position_id is None or collection.asked.position_id is None:
        return None
    own = work.load(Position, position_id, "positionId")
    rated = work.load(Position, collection.asked.position_id)
    if work.subject not in {held.employee_id for held in own.holders_on(collection.opening.opened_on)}:
        return None
    if own.reports_to == rated.id:
        return Relation.SUBORDINATE
    beside = own.reports_to is not None and own.reports_to == rated.reports_to and own.id != rated.id
    return Relation.PEER if beside else None
