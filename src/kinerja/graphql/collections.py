"""Collections: who is asked what under which promise, and what was released (D2, D3, D4)."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from kinerja.application.anonymous_ratings import GiveRating
from kinerja.application.collecting import CloseCollection, OpenRatingCollection, TightenContract
from kinerja.application.rating_requests import AcceptRatingRequest, DeclineRatingRequest, RequestRating
from kinerja.application.set_aside import SetCommentAside
from kinerja.domain.ids import rating_collection_id
from kinerja.domain.vocabulary import Relation, Role
from kinerja.domain.voice_vocabulary import (
    CollectionKind,
    CollectionState,
    GroupStatus,
    Reader,
    ReleaseMoment,
    Remainder,
    RequestState,
)
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, embedded, many, node_id, readable, text
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import Date, DateTime, DecimalString
from kinerja.graphql.services import Service
from kinerja.graphql.views.collections import ASKED_RATERS, COLLECTED_GROUPS, COLLECTED_MEANS
from kinerja.projections.collections import COLLECTIONS, RELEASED_COMMENTS
from kinerja.projections.rating_requests import RATING_REQUESTS

if TYPE_CHECKING:
    from kinerja.graphql.evaluations import Evaluation

_BY_END = Ordering(("closes_on", "id"), ("date", "uuid"))
_BY_TIME = Ordering(("asked_at", "collection_id", "rater_id"), ("timestamptz", "uuid", "uuid"))
_BY_QUESTION = Ordering(("collection_id", "of_group", "question"), ("uuid", "text", "text"))
_BY_COLLECTION = Ordering(("collection_id", "rater_id"), ("uuid", "uuid"))
_OF_COLLECTION = Annotated["Collection", strawberry.lazy("kinerja.graphql.collections")]


@readable(COLLECTIONS, "What is promised to those who answer: it is tightened by a fact, and never loosened.")
class AnonymityContract:
    """As it reads now, whatever position is asked for."""

    number: int = column("Number of its version; 1: as it was opened with.", of="contract_version")
    policy: str = column("Id of the policy that it rests on.")
    k: int = column(
        "So many answers are shown together at least, of each group. Groups share no answer, and nothing that is"
        " shown counts an answer that is not released: no rest and no difference is smaller. Raised, it holds for"
        " what is released from then on."
    )
    k_of_person: int = column("The same where a group is one person's service to citizens.")
    step: int = column("So many new answers at least lie between two releases. Raised, as `k`.")
    remainder: Remainder = column("What becomes of answers that are too few for a group of their own.")
    disclosed_to: list[Role] = column(
        "Roles that read single answers and who gave them, by `breakGlass` alone, which records why before; nobody"
        " else ever does."
    )
    step_hours: int = column("So many hours at least lie between two releases.")
    released: ReleaseMoment = column("When what was answered is released.")
    comment_readers: list[Reader] = column(
        "Who reads what was said in words, beside no answer and in no order; inspectors and auditors beside them."
    )
    aggregate_readers: list[Reader] = column(
        "Who reads counts and means; inspectors and auditors beside them. Where it leaves out somebody who reads the"
        " score of the evaluation, what is collected counts nothing in it."
    )
    tightened_at: DateTime | None = column("When it was last tightened; null: never.")


@readable(COLLECTED_MEANS, "What a group said together to one question.")
class CollectedMean:
    """Made of released answers alone."""

    collection: _OF_COLLECTION | None = edge("collection_id", "The collection.")
    group: str = column("The group: a side that rates, or who gives the service.", of="of_group")
    question: str = column("The question: one of the seven values, or of the nine elements.")
    answers: int = column("Answers it is the mean of.")
    mean: DecimalString = column("Mean of the numbers of the options, 2 decimals, half up.")


@readable(COLLECTED_GROUPS, "A group of those who are asked, and whether it is told what it said.")
class CollectedGroup:
    """A side with too few answers looks the same as one without any."""

    collection: _OF_COLLECTION | None = edge("collection_id", "The collection.")
    group: str = column("The group: a side that rates, or who gives the service.", of="of_group")
    status: GroupStatus | None = column(
        "Whether it is told; null for whom the contract does not name: it would say whether enough answered."
    )
    asked: int | None = column("How many are asked, by posts and requests; null where everybody is.")
    answers: int | None = column("Answers that were released; null where none are.")
    means: list[CollectedMean] = many(
        ("collection_id", "of_group"),
        ("question",),
        "What it said to each question, for whom the contract names.",
        key=("collection_id", "of_group"),
    )


@readable(RELEASED_COMMENTS, "What somebody said in words, released with the answers of others.")
class ReleasedComment(Node):
    """For whom the contract names. In an order that says nothing."""

    id: strawberry.ID = node_id()
    collection: _OF_COLLECTION | None = edge("collection_id", "The collection.")
    group: str = column(
        "The group that it comes from: a side that rates; OFFICER and OTHERS where citizens said it of the service of"
        " one officer or of several.",
        of="of_group",
    )
    officer: Employee | None = edge(
        "employee_id", "Of whose service citizens said it; null where it is of several or of none."
    )
    comment: str | None = text(
        "What was said; null when it is erased, and, but for inspectors and auditors, when it is set aside."
    )
    released_at: DateTime = column("When it was released.")
    set_aside: bool = column("Whether it was set aside, for a reason such as an insult; it is not deleted.")
    erased: bool = column("Whether it was erased, on a citizen's wish.")
    aside_reason: str | None = text("Why it was set aside; null when it was not, or when the reason is erased.")
    version: int = column("Version of the object.")


@readable(RATING_REQUESTS, "That an employee asked a colleague for a rating.")
class RatingRequest:
    """Whether the colleague answered the request, and never whether they rated."""

    collection: _OF_COLLECTION | None = edge("collection_id", "The collection.")
    employee: Employee | None = edge("employee_id", "Who asked.")
    rater: Employee | None = edge("rater_id", "Who was asked.")
    state: RequestState = column("What became of it.")
    asked_at: DateTime = column("When it was asked.")
    answered_at: DateTime | None = column("When it was accepted, declined or let go; null before.")
    reason: str | None = text("Why it was declined; null when it was not, without a reason, or when it is erased.")


@readable(ASKED_RATERS, "Somebody who is asked to rate in a collection, and by what.")
class AskedRater:
    """Whether they did nobody learns."""

    collection: _OF_COLLECTION | None = edge("collection_id", "The collection.")
    rater: Employee | None = edge("rater_id", "Who is asked.")
    relation: Relation = column("From which side.")
    position: Position | None = edge("position_id", "The post it follows from; null where the employee asked.")
    by_request: bool = column("Whether the employee asked.")


@readable(COLLECTIONS, "A collection (penjaringan): many are asked about something until a day, under one contract.")
class Collection(Node):
    """Nothing in it changes when somebody answers."""

    id: strawberry.ID = node_id()
    kind: CollectionKind = column("What is asked.")
    state: CollectionState = column("Where it stands.")
    unit: OrgUnit | None = edge("unit_id", "The unit of whom or what it is about.")
    relations: list[Relation] = column("The sides that are asked to rate; empty where citizens are asked.")
    questions: list[str] = column("What is asked, in order: codes of values or elements.")
    employee: Employee | None = edge("employee_id", "Whom it is about; null when it is about a service.")
    position: Position | None = edge("position_id", "In which post; null when it is about a service.")
    plan: PerformancePlan | None = edge("plan_id", "The plan that is evaluated; null when it is about a service.")
    evaluation: Annotated["Evaluation", strawberry.lazy("kinerja.graphql.evaluations")] | None = edge(
        "evaluation_id", "The evaluation it is part of; null when it is about a service."
    )
    service: Service | None = edge("service_id", "The service it is about; null when it is about a person.")
    opened_on: Date = column("First day: raters are those who held their posts on it.")
    closes_on: Date = column("Last day on which answers are taken.")
    closed_at: DateTime | None = column("When it was closed; null before.")
    released_at: DateTime | None = column(
        "When something was last released of all who are asked; null before. What is told of one officer's service"
        " alone is not among it.",
        of="told_at",
    )
    contract: AnonymityContract = embedded("What is promised to those who answer.")
    groups: list[CollectedGroup] = many(
        "collection_id",
        ("of_group",),
        "Those who are asked, and what is told; empty for feedback on visits: see `serviceSatisfactions`.",
    )
    comments: list[ReleasedComment] = many("collection_id", ("id",), "What was said in words, as far as it is told.")
    requests: list[RatingRequest] = many("collection_id", ("rater_id",), "Whom the employee asked.")
    version: int = column("Version of the object; an answer does not change it.")


@strawberry.input(description="Which collections.")
class CollectionFilter:
    """All conditions together."""

    evaluation_id: strawberry.ID | None = of("Evaluation", "For this evaluation.")
    employee_id: strawberry.ID | None = of("Employee", "About this employee.")
    service_id: strawberry.ID | None = of("Service", "About this service.")
    kind: CollectionKind | None = having("Of this kind.")
    state: CollectionState | None = having("In this state.")


@strawberry.input(description="Which requests.")
class RatingRequestFilter:
    """All conditions together."""

    collection_id: strawberry.ID | None = of("Collection", "In this collection.")
    rater_id: strawberry.ID | None = of("Employee", "To this colleague.")
    state: RequestState | None = having("In this state.")


@strawberry.input(description="Which raters.")
class AskedRaterFilter:
    """All conditions together."""

    collection_id: strawberry.ID | None = of("Collection", "In this collection.")
    rater_id: strawberry.ID | None = of("Employee", "This rater.")
    relation: Relation | None = having("From this side.")


@strawberry.input(description="Which means.")
class CollectedMeanFilter:
    """All conditions together."""

    collection_id: strawberry.ID | None = of("Collection", "Of this collection.")
    group: str | None = having("Of this group.", column="of_group")
    question: str | None = having("Of this question.")


@strawberry.type(description="Collections.")
class CollectionsQuery:
    """Root fields."""

    collections: Connection[Collection] = list_field(
        Collection, "Collections that are for this viewer, by their last day.", _BY_END, CollectionFilter
    )
    collected_means: Connection[CollectedMean] = list_field(
        CollectedMean,
        "What groups said together, for whom their contracts name.",
        _BY_QUESTION,
        CollectedMeanFilter,
    )
    rating_requests: Connection[RatingRequest] = list_field(
        RatingRequest,
        "Requests for a colleague's rating: one's own, those to oneself, and those of whom one judges.",
        _BY_TIME,
        RatingRequestFilter,
    )
    asked_raters: Connection[AskedRater] = list_field(
        AskedRater,
        "Who is asked to rate: for a rater the collections in which they are asked themselves.",
        _BY_COLLECTION,
        AskedRaterFilter,
    )


MUTATIONS = (
    Mutation(
        OpenRatingCollection,
        Collection,
        "collection",
        lambda made: rating_collection_id(made.agency, made.command.evaluation_id),
    ),
    *(
        Mutation(command, Collection, "collection", lambda made: made.command.collection_id)
        for command in (
            TightenContract, CloseCollection, RequestRating, AcceptRatingRequest, DeclineRatingRequest, GiveRating,
        )
    ),
    Mutation(SetCommentAside, ReleasedComment, "comment", lambda made: made.command.comment_id),
)  # fmt: skip
