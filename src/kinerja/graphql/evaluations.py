"""Evaluations, their explained score and their replay (E1, E2, H3)."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from kinerja.application.evaluations import AcceptEvaluation, DeliverEvaluation, OpenEvaluation, RateEvaluation
from kinerja.domain.act import Capacity
from kinerja.domain.evaluation_facts import EvaluationState
from kinerja.domain.ids import evaluation_id
from kinerja.domain.vocabulary import EvaluationKind, Predicate, RatingLevel, Relation
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, edge, embedded, many, node_id, readable, text
from kinerja.graphql.filtering import having, id_in, of
from kinerja.graphql.listing import list_field, root_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.periods import Period
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.ratings import Rating
from kinerja.graphql.scalars import Date, DateTime, DecimalString, LogPosition
from kinerja.graphql.scores import EvaluationScore
from kinerja.projections.evaluations import EVALUATIONS

if TYPE_CHECKING:
    from kinerja.graphql.rating_views import PublicSide

_BY_END = Ordering(("ends_on", "id"), ("date", "uuid"))


@readable(EVALUATIONS, "The evaluation of a plan over a window.")
class Evaluation(Node):
    """The judgement is for the employee from its delivery on."""

    id: strawberry.ID = node_id()
    employee: Employee | None = edge("employee_id", "Who is evaluated.")
    plan: PerformancePlan | None = edge("plan_id", "The plan.")
    position: Position | None = edge("position_id", "In which position.")
    unit: OrgUnit | None = edge("unit_id", "In which unit.")
    period: Period | None = edge("period_id", "In which period.")
    window: str = column("Code of the window, such as 2025-Q1 or 2025.", of="window_code")
    kind: EvaluationKind = column("Periodic or annual.")
    starts_on: Date = column("First day of the window.")
    ends_on: Date = column("Last day of the window.")
    state: EvaluationState = column("Where it stands.")
    asked: list[Relation] = column("The sides that were asked to rate.")
    rules_id: str = column("Id of the rule version that it is judged by.")
    rules_hash: str = column("Hash of everything that rule version says.")
    opened_at: DateTime = column("When it was opened.")
    rated_at: DateTime | None = column("When it was judged; null before, and for the employee before its delivery.")
    rated_by: Employee | None = edge("rated_by", "Who judged it; null as `ratedAt` is.")
    capacity: Capacity | None = column("In which capacity it was judged; null as `ratedAt` is.")
    results_rating: RatingLevel | None = column("The officer's rating of the results; null as `ratedAt` is.")
    behavior_rating: RatingLevel | None = column("The officer's rating of the behaviour; null as `ratedAt` is.")
    innovation: bool | None = column("Whether a new idea was proven; null as `ratedAt` is.")
    predicate: Predicate | None = column(
        "The predicate, by the nine cells of results and behaviour (PermenPANRB 6/2022); null as `ratedAt` is."
    )
    reason: str | None = text(
        "Why the officer departed from the suggestion; null when he did not, when it is erased, and as `ratedAt` is."
    )
    score: EvaluationScore = embedded("What arithmetic says and suggests.")
    basis_position: LogPosition | None = column("Head of the log when it was judged; null as `ratedAt` is.")
    content_hash: str | None = column(
        "SHA-256 of everything that was judged, hex: what a signature binds; null as `ratedAt` is."
    )
    delivered_at: DateTime | None = column("When it was handed to the employee; null before.")
    accepted_at: DateTime | None = column("When the employee accepted it; null before.")
    withdrawn_at: DateTime | None = column(
        "When it was withdrawn, because the plan ended before the window; null: it was not."
    )
    ratings: list[Rating] = many("evaluation_id", ("relation", "id"), "The ratings that are for this viewer.")
    public_sides: list[Annotated["PublicSide", strawberry.lazy("kinerja.graphql.rating_views")]] = many(
        "evaluation_id",
        ("quarter", "collection_id"),
        "What citizens say of the employee's service in this post, of each quarter within the window that is told."
        " Whether it counts in the score says the rule version.",
    )
    version: int = column("Version of the object.")


@strawberry.type(
    description="An evaluation recomputed from the facts it was judged on, by the rules it was judged by."
)
class EvaluationReplay:
    """Equal down to the hash, or the first place where it differs."""

    equal: bool = strawberry.field(description="Whether the same came out.")
    recorded_hash: str = strawberry.field(description="The content hash that was recorded.")
    recomputed_hash: str = strawberry.field(description="The content hash that came out.")
    recorded_predicate: Predicate = strawberry.field(description="The predicate that was recorded.")
    recomputed_predicate: Predicate = strawberry.field(description="The predicate that came out.")
    recorded_number: DecimalString | None = strawberry.field(
        description="The number that was recorded; null when something was absent."
    )
    recomputed_number: DecimalString | None = strawberry.field(
        description="The number that came out; null when something is absent."
    )
    first_difference: str | None = strawberry.field(description="Path of the first difference; null: none.")
    rules_id: str = strawberry.field(description="The rule version.")
    sources: int = strawberry.field(description="How many streams were judged, each up to its version then.")


@strawberry.input(description="Which evaluations.")
class EvaluationFilter:
    """All conditions together."""

    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit.")
    period_id: strawberry.ID | None = of("Period", "In this period.")
    window: str | None = having("Over the window with this code.", column="window_code")
    kind: EvaluationKind | None = having("Periodic or annual.")
    state: EvaluationState | None = having("In this state.")


ReplayId = Annotated[strawberry.ID, strawberry.argument(description="The evaluation.")]


@strawberry.type(description="Evaluations.")
class EvaluationsQuery:
    """Root fields."""

    evaluations: Connection[Evaluation] = list_field(
        Evaluation, "Evaluations that are for this viewer, by last day of the window.", _BY_END, EvaluationFilter
    )

    @root_field("Replay of a judged evaluation; null before it is judged or when it is not for this viewer.")
    async def replay_evaluation(
        self, info: Info, id: ReplayId) -> EvaluationReplay | None:  # fmt: skip
        key = id_in(id, "Evaluation", info.context.agency)
        visible = await info.context.reads.one(Evaluation, key)
        if key is None or visible is None or visible.content_hash is None:
            return None
        replay = await info.context.gateway.replay(info.context.agency, key)
        if replay is None:
            return None
        return EvaluationReplay(
            equal=replay.equal,
            recorded_hash=replay.recorded_hash,
            recomputed_hash=replay.recomputed_hash,
            recorded_predicate=replay.recorded.predicate,
            recomputed_predicate=replay.recomputed.predicate,
            recorded_number=_shown(replay.recorded.scores.number_shown),
            recomputed_number=_shown(replay.recomputed.scores.number_shown),
            first_difference=replay.difference,
            rules_id=replay.recorded.rules.id,
            sources=len(replay.recorded.sources),
        )


def _shown(value: Decimal | None) -> DecimalString | None:
    return None if value is None else DecimalString(value)


MUTATIONS = (
    Mutation(
        OpenEvaluation,
        Evaluation,
        "evaluation",
        lambda made: evaluation_id(made.agency, made.command.plan_id, made.command.window),
    ),
    *(
        Mutation(command, Evaluation, "evaluation", lambda made: made.command.evaluation_id)
        for command in (RateEvaluation, DeliverEvaluation, AcceptEvaluation)
    ),
)
