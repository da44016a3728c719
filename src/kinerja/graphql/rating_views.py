"""What all sides say of somebody's behaviour, beside each other: the view from 360 degrees (D8)."""

import strawberry

from kinerja.domain.vocabulary import CoreValue, Relation
from kinerja.domain.voice_vocabulary import Concord
from kinerja.graphql.collections import Collection
from kinerja.graphql.declaring import column, edge, many, readable
from kinerja.graphql.evaluations import Evaluation
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import DecimalString
from kinerja.graphql.services import Service
from kinerja.graphql.views.collections import RATING_VIEWS, SIDE_RATINGS
from kinerja.graphql.views.public_feedback import PUBLIC_SIDES

_BY_VALUE = Ordering(("evaluation_id", "value"), ("uuid", "text"))


@readable(SIDE_RATINGS, "What one side says of one value.")
class SideRating:
    """By name once it is final, anonymously once it is released. A side of too few is not among them."""

    evaluation: Evaluation | None = edge("evaluation_id", "The evaluation.")
    value: CoreValue = column("The value.")
    relation: Relation = column("The side.")
    raters: int = column("How many rated.")
    mean: DecimalString = column("Mean of their levels as numbers of the rule version, 2 decimals, half up.")


@readable(RATING_VIEWS, "What all sides say of one value, beside each other.")
class RatingView:
    """The self-rating counts nothing and is shown as a gap."""

    evaluation: Evaluation | None = edge("evaluation_id", "The evaluation.")
    employee: Employee | None = edge("employee_id", "Who is rated.")
    value: CoreValue = column("The value.")
    sides: list[SideRating] = many(
        ("evaluation_id", "value"), ("relation",), "Each side that is told.", key=("evaluation_id", "value")
    )
    superior: DecimalString | None = column("What the superior says; null before that is final.")
    own: DecimalString | None = column("What the employee says; null before that is final.")
    own_gap: DecimalString | None = column(
        "The employee's own number minus the superior's, 2 decimals; null where one of them is missing."
    )
    spread: DecimalString | None = column(
        "How far apart the means of the sides lie, the own one left out, 2 decimals; null with fewer than two."
    )
    concord: Concord | None = column("Whether the sides agree, by the unrounded spread; null as `spread` is.")


@readable(PUBLIC_SIDES, "What citizens say of a service that the employee gave, of one quarter of an evaluation.")
class PublicSide:
    """Of at least ten answers. Citizens rate visits and no values, so it stands beside the sides that rate values."""

    service: Service | None = edge("service_id", "The service.")
    quarter: str = column("The quarter in which the tokens were given, such as 2025-Q1.")
    collection: Collection | None = edge("collection_id", "The collection: what is promised.")
    answers: int = column("Answers that are told.")
    mean: DecimalString = column(
        "Mean of what they said, 1 (not satisfied) to 4 (very satisfied), 2 decimals, half up."
    )


@strawberry.input(description="Which values of which evaluations.")
class RatingViewFilter:
    """All conditions together."""

    evaluation_id: strawberry.ID | None = of("Evaluation", "In this evaluation.")
    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    value: CoreValue | None = having("This value.")
    concord: Concord | None = having("Where the sides agree, or do not.")


@strawberry.type(description="The view from all sides.")
class RatingViewsQuery:
    """Root fields."""

    rating_views: Connection[RatingView] = list_field(
        RatingView, "What all sides say, by evaluation and value.", _BY_VALUE, RatingViewFilter
    )


MUTATIONS = ()
