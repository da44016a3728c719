"""Ratings of behaviour (D2)."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from kinerja.application.ratings import FinalizeRating, SaveRating
from kinerja.domain.ratings import RatingState
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable, text
from kinerja.graphql.filtering import Condition, equals, having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import DateTime
from kinerja.projections.ratings import RATING_LEVELS, RATINGS

if TYPE_CHECKING:
    from kinerja.graphql.evaluations import Evaluation

_BY_TIME = Ordering(("saved_at", "id"), ("timestamptz", "uuid"))


@readable(RATING_LEVELS, "The level given to one value.")
class BehaviorRating:
    """One of seven."""

    value: CoreValue = column("The value.")
    level: RatingLevel = column("How the behaviour compares with what was expected.")


@readable(RATINGS, "The rating of one rater in one evaluation.")
class Rating(Node):
    """Saved is not final."""

    id: strawberry.ID = node_id()
    evaluation: Annotated["Evaluation", strawberry.lazy("kinerja.graphql.evaluations")] | None = edge(
        "evaluation_id", "The evaluation it is part of."
    )
    plan: PerformancePlan | None = edge("plan_id", "The plan that is evaluated.")
    employee: Employee | None = edge("employee_id", "Who is rated.")
    rater: Employee | None = edge("rater_id", "Who rates.")
    relation: Relation = column("From which side.")
    state: RatingState = column("Whether it counts.")
    note: str | None = text("What was said; null when nothing was, or when it is erased.")
    saved_at: DateTime = column("When it was last saved.")
    finalized_at: DateTime | None = column("When it was made final; null before.")
    levels: list[BehaviorRating] = many("rating_id", ("number", "value"), "The levels given, as they were given.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which ratings.")
class RatingFilter:
    """All conditions together."""

    evaluation_id: strawberry.ID | None = of("Evaluation", "In this evaluation.")
    rater_id: strawberry.ID | None = of("Employee", "By this employee.")
    relation: Relation | None = having("From this side.")
    state: RatingState | None = having("In this state: SAVED is a rater's unfinished work.")


@strawberry.type(description="Ratings.")
class RatingsQuery:
    """Root fields."""

    ratings: Connection[Rating] = list_field(
        Rating, "Ratings that are for this viewer, by time.", _BY_TIME, RatingFilter
    )


def _own_rating(made: Made) -> list[Condition]:
    return [equals("evaluation_id", made.command.evaluation_id), equals("rater_id", made.subject)]


MUTATIONS = tuple(Mutation(command, Rating, "rating", _own_rating) for command in (SaveRating, FinalizeRating))
