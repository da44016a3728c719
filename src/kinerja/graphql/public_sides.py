"""The public side of an evaluation: what citizens say of somebody's service (D8)."""

from kinerja.graphql.collections import Collection
from kinerja.graphql.declaring import column, edge, readable
from kinerja.graphql.evaluations import Evaluation
from kinerja.graphql.scalars import DecimalString
from kinerja.graphql.services import Service
from kinerja.graphql.views.public_feedback import PUBLIC_SIDES


@readable(PUBLIC_SIDES, "What citizens say of a service that the employee gave, of one quarter of an evaluation.")
class PublicSide:
    """Of at least ten answers. Citizens rate visits and no values, so it stands beside the sides that rate values."""

    evaluation: Evaluation | None = edge("evaluation_id", "The evaluation.")
    service: Service | None = edge("service_id", "The service.")
    quarter: str = column("The quarter in which the tokens were given, such as 2025-Q1.")
    collection: Collection | None = edge("collection_id", "The collection: what is promised.")
    answers: int = column("Answers that are told.")
    mean: DecimalString = column(
        "Mean of what they said, 1 (not satisfied) to 4 (very satisfied), 2 decimals, half up."
    )
