"""Commands on collections: opened for an evaluation, tightened, closed (D2, D4)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import EvaluationId, Reason
from kinerja.application.work import Authority, Ratee, Work
from kinerja.domain.act import Act
from kinerja.domain.anonymity import (
    AnonymityContract,
    Promise,
    contract_by,
    offer_faults,
    promised,
)
from kinerja.domain.collecting import Asked, Collection, Opening
from kinerja.domain.evaluation_facts import EvaluationState
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import rating_collection_id, rating_requests_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.rating_requests import RatingRequests
from kinerja.domain.refusals import raise_all, refuse
from kinerja.domain.rulebook.anonymity import COLLECTION_DAYS, NOT_OF_ONESELF
from kinerja.domain.rulebook.evaluations import ALREADY_RATED
from kinerja.domain.rulebook.ratings import NOBODY_TO_ASK, NOT_COLLECTED
from kinerja.domain.rules.bundles import bundle_of
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation
from kinerja.domain.voice_vocabulary import CollectionKind, Reader, ReleaseMoment
from kinerja.domain.working_days import end_of

CollectionId = Annotated[UUID, refers("Collection", "The collection.")]
Promised = Annotated[Promise | None, says("What is promised beyond the policy; null: what the policy promises.")]
COLLECTED = frozenset({Relation.PEER, Relation.SUBORDINATE})
"""The sides that are asked together and anonymously; the others answer by name."""


class OpenRatingCollection(Command, frozen=True, kw_only=True):
    """Ask colleagues or subordinates to rate somebody's behaviour for an evaluation, anonymously.

    Colleagues hold a post under the same post as the employee's on the day on which it is opened, or are asked by the
    employee; subordinates hold a post under the employee's. What they answer is shown when the collection is closed,
    of each side together, from five answers on; a side with fewer counts nowhere and stays sealed.
    """

    action: ClassVar[str] = "openRatingCollection"

    evaluation_id: EvaluationId
    relations: Annotated[tuple[Relation, ...], says("The sides that are asked: PEER, SUBORDINATE or both.")]
    closes_on: Annotated[date, says("The last day: from today on, at most 92 days.")]
    promise: Promised = None

    def decide(self, work: Work) -> None:
        evaluation = work.load(Evaluation, self.evaluation_id, "evaluationId")
        act = work.act(work.permit(Ratee(evaluation.employee_id, evaluation.position_id)))
        evaluation.must_stand()
        if evaluation.state != EvaluationState.OPENED:
            raise refuse(ALREADY_RATED, "evaluationId", state=evaluation.state)
        asked = _asked_about(evaluation, self.relations)
        readers = (Reader.RATEE, Reader.APPRAISER, Reader.REVIEWER, Reader.ADMINISTRATOR)
        contract = offered(self.promise, ReleaseMoment.AT_CLOSE, (Reader.APPRAISER,), readers)
        collection = work.find(Collection, rating_collection_id(work.agency, evaluation.id))
        collection.open(act=act, asked=asked, opening=opening(work, self.closes_on), contract=contract)


class TightenContract(Command, frozen=True, kw_only=True):
    """Promise more to those who answer, also to those who did. Nothing that was promised is taken back."""

    action: ClassVar[str] = "tightenContract"
    versioned: ClassVar[str | None] = "the collection"

    collection_id: CollectionId
    promise: Annotated[Promise, says("What is promised from here on.")]
    reason: Reason = None

    def decide(self, work: Work) -> None:
        collection = work.target(Collection, self.collection_id, "collectionId")
        act = work.act(permitted(work, collection), reason=self.reason)
        collection.tighten(act=act, contract=promised(collection.contract, self.promise))


class CloseCollection(Command, frozen=True, kw_only=True):
    """Take no answer any more. What was answered is released right after, as far as there is enough of it."""

    action: ClassVar[str] = "closeCollection"
    versioned: ClassVar[str | None] = "the collection"

    collection_id: CollectionId
    reason: Reason = None

    def decide(self, work: Work) -> None:
        collection = work.target(Collection, self.collection_id, "collectionId")
        act = work.act(permitted(work, collection), reason=self.reason)
        collection.close(act=act)
        _let_requests_go(work, act, collection)


class PassCollection(Command, frozen=True, kw_only=True):
    """Close a collection whose last day is over. Given by the service itself."""

    action: ClassVar[str] = "passCollection"

    collection_id: CollectionId

    def decide(self, work: Work) -> None:
        collection = work.load(Collection, self.collection_id, "collectionId")
        act = work.act(work.permit(), valid_on=collection.opening.closes_on)
        collection.pass_(act=act)
        _let_requests_go(work, act, collection)


def opening(work: Work, closes_on: date) -> Opening:
    """From today to the end of a day. Refused D4.5 for one that is over, or too far."""
    most = voice_policy().most_days
    if not work.today <= closes_on <= work.today + timedelta(days=most):
        raise refuse(COLLECTION_DAYS, "closesOn", most=most)
    return Opening(opened_on=work.today, closes_on=closes_on, closes_at=end_of(closes_on, work.zone))


def offered(
    promise: Promise | None, released: ReleaseMoment, comments: tuple[Reader, ...], aggregates: tuple[Reader, ...]
) -> AnonymityContract:
    """The contract that is promised. Refused D4.1, D4.2, D4.12 and D4.13 for one that is not within the policy."""
    policy = voice_policy()
    usual = contract_by(policy, released, comments, aggregates)
    contract = promised(usual, promise or Promise())
    raise_all(offer_faults(contract, usual, policy))
    return contract


def permitted(work: Work, collection: Collection, path: str = "collectionId") -> Authority:
    """On whose authority a collection is changed: of a rating relative to the ratee. Refused D4.16 of oneself.

    ``path``: the input that leads to the collection.
    """
    asked = collection.asked
    if asked.employee_id is None or asked.position_id is None:
        return work.permit()
    authority = work.permit(Ratee(asked.employee_id, asked.position_id))
    if work.subject == asked.employee_id:
        raise refuse(NOT_OF_ONESELF, path)
    return authority


def _asked_about(evaluation: Evaluation, relations: tuple[Relation, ...]) -> Asked:
    """The seven values, by the levels of the pinned rule version. Refused D2.6, D2.7 for sides not collected."""
    if not relations:
        raise refuse(NOBODY_TO_ASK, "relations")
    for index, relation in enumerate(relations):
        if relation not in COLLECTED:
            raise refuse(NOT_COLLECTED, "relations", index, relation=relation)
    levels = bundle_of(evaluation.rules).sets["behavior"]["levels"]
    return Asked(
        kind=CollectionKind.RATING,
        unit_id=evaluation.unit_id,
        questions=tuple(map(str, CoreValue)),
        options=tuple(map(str, RatingLevel)),
        scale=tuple(Decimal(levels[level.name]) for level in RatingLevel),
        divergence=voice_policy().divergence,
        relations=tuple(relation for relation in Relation if relation in relations),
        employee_id=evaluation.employee_id,
        position_id=evaluation.position_id,
        plan_id=evaluation.plan_id,
        evaluation_id=evaluation.id,
    )


def _let_requests_go(work: Work, act: Act, collection: Collection) -> None:
    employee_id = collection.asked.employee_id
    if collection.asked.kind == CollectionKind.RATING and employee_id is not None:
        requests = work.find(RatingRequests, rating_requests_id(work.agency, collection.id))
        requests.expire(act=act, collection_id=collection.id, employee_id=employee_id)
