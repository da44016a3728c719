"""Commands on requests for a colleague's rating (D3)."""

from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.collecting import CollectionId
from kinerja.application.commands import Command
from kinerja.application.inputs import Reason
from kinerja.application.work import Ratee, Work
from kinerja.domain.collecting import Collection
from kinerja.domain.ids import rating_requests_id
from kinerja.domain.inputs import refers
from kinerja.domain.organisation import Employee
from kinerja.domain.rating_requests import RatingRequests, RequestOf
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.rating_requests import PEERS_NOT_ASKED
from kinerja.domain.vocabulary import Relation


class RequestRating(Command, frozen=True, kw_only=True):
    """Ask a colleague, also of another unit, to rate one's behaviour. Who accepts counts among the colleagues.

    The employee learns who accepts or declines, and never who answered.
    """

    action: ClassVar[str] = "requestRating"

    collection_id: CollectionId
    rater_id: Annotated[UUID, refers("Employee", "The colleague.")]

    def decide(self, work: Work) -> None:
        collection, employee_id, requests = _requests(work, self.collection_id)
        position_id = collection.asked.position_id
        assert position_id is not None  # noqa: S101 - of a rating
        act = work.act(work.permit(Ratee(employee_id, position_id)))
        collection.must_take_answers(work.at)
        if Relation.PEER not in collection.asked.relations:
            raise refuse(PEERS_NOT_ASKED, "collectionId")
        work.load(Employee, self.rater_id, "raterId")
        requests.ask(act=act, of=_of(collection, employee_id, self.rater_id))


class AcceptRatingRequest(Command, frozen=True, kw_only=True):
    """Accept to rate a colleague."""

    action: ClassVar[str] = "acceptRatingRequest"

    collection_id: CollectionId

    def decide(self, work: Work) -> None:
        collection, employee_id, requests = _requests(work, self.collection_id)
        act = work.act(work.permit())
        collection.must_take_answers(work.at)
        requests.accept(act=act, of=_of(collection, employee_id, work.subject))


class DeclineRatingRequest(Command, frozen=True, kw_only=True):
    """Decline to rate a colleague. Who accepted does not decline any more, and may leave it undone: nobody learns."""

    action: ClassVar[str] = "declineRatingRequest"

    collection_id: CollectionId
    reason: Reason = None

    def decide(self, work: Work) -> None:
        collection, employee_id, requests = _requests(work, self.collection_id)
        act = work.act(work.permit(), reason=self.reason)
        requests.decline(act=act, of=_of(collection, employee_id, work.subject))


def _requests(work: Work, collection_id: UUID) -> tuple[Collection, UUID, RatingRequests]:
    """A collection of ratings, whom it is about, and whom that employee asked. Refused D3.5 for any other."""
    collection = work.load(Collection, collection_id, "collectionId")
    if collection.asked.employee_id is None:
        raise refuse(PEERS_NOT_ASKED, "collectionId")
    requests = work.find(RatingRequests, rating_requests_id(work.agency, collection.id))
    return collection, collection.asked.employee_id, requests


def _of(collection: Collection, employee_id: UUID, rater_id: UUID) -> RequestOf:
    return RequestOf(collection_id=collection.id, employee_id=employee_id, rater_id=rater_id)
