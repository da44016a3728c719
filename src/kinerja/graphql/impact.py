"""The forward impact of a version of an indicator: what it would change in what was measured before (A7)."""

from fractions import Fraction
from typing import Annotated, Any
from uuid import UUID

import strawberry

from kinerja.application.impact import PlanImpact as Computed
from kinerja.domain.impact import Difference
from kinerja.domain.rules.terms import rounded
from kinerja.graphql.context import Info
from kinerja.graphql.evaluations import Evaluation
from kinerja.graphql.failures import PAGE, RequestFailed
from kinerja.graphql.filtering import Condition, id_in
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.listing import root_field
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.progress import MonthlyReport
from kinerja.graphql.ratings import Rating
from kinerja.graphql.scalars import DecimalString
from kinerja.graphql.statements import relation
from kinerja.projections.plan_tables import TARGETS

_MOST_PLANS = 20


@strawberry.type(description="A target and what another version of its indicator would make of it.")
class TargetImpact:
    """Over the months reported to date."""

    target_id: strawberry.ID = strawberry.field(description="Global id of the target.")
    before: DecimalString | None = strawberry.field(
        description="Achievement in percent with the version it is measured by, 2 decimals, half up; null: absent."
    )
    after: DecimalString | None = strawberry.field(
        description="Achievement in percent with the version asked about, 2 decimals, half up; null: absent."
    )
    would_change: bool = strawberry.field(description="Whether the two differ, exactly and not only as shown.")


@strawberry.type(description="A monthly report and whether it would read otherwise.")
class ReportImpact:
    """By the achievements of its month alone."""

    report: MonthlyReport | None = strawberry.field(description="The report; null when it is not for this viewer.")
    would_change: bool = strawberry.field(description="Whether an achievement would be another one.")


@strawberry.type(description="A rating of behaviour and whether it would read otherwise.")
class RatingImpact:
    """An indicator measures results."""

    rating: Rating = strawberry.field(description="The rating.")
    would_change: bool = strawberry.field(
        description="Always false: a rating is about behaviour, and no indicator is among what it rests on."
    )


@strawberry.type(description="An evaluation and whether an achievement in it would be another one.")
class EvaluationImpact:
    """A final evaluation stays as it was judged, whatever is said here."""

    evaluation: Evaluation = strawberry.field(description="The evaluation.")
    ratings: list[RatingImpact] = strawberry.field(description="Its ratings for this viewer, all about behaviour.")
    results_rating_would_change: bool = strawberry.field(
        description="Whether arithmetic would suggest another rating of the results; what the officer judged stays."
    )
    would_change: bool = strawberry.field(description="Whether an achievement in its window would be another one.")


@strawberry.type(
    description="A plan that is measured with an earlier version of an indicator, recomputed with a later one."
)
class PlanImpact:
    """Computed for this answer; nothing is stored."""

    plan: PerformancePlan = strawberry.field(description="The plan.")
    would_change: bool = strawberry.field(description="Whether an achievement to date would be another one.")
    targets: list[TargetImpact] = strawberry.field(description="Its targets in the indicator.")
    reports: list[ReportImpact] = strawberry.field(description="Its reports, by month.")
    evaluations: list[EvaluationImpact] = strawberry.field(description="Its evaluations for this viewer, by window.")


@strawberry.type(description="The plans that are measured with an earlier version of an indicator.")
class IndicatorImpact:
    """A page of those that are for this viewer."""

    total_plans: int = strawberry.field(description="How many plans for this viewer there are.")
    plans: list[PlanImpact] = strawberry.field(description="A page of them, by their ids.")
    has_next_page: bool = strawberry.field(description="Whether more come, after the id of the last plan.")


Id = Annotated[strawberry.ID, strawberry.argument(description="The indicator.")]
Number = Annotated[int, strawberry.argument(description="The version to recompute with, from 2.")]
Limit = Annotated[int, strawberry.argument(description="How many plans, 1 to 20.")]
AfterPlan = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only plans after this one; null: the first.")
]


@strawberry.type(description="Impact of revisions.")
class ImpactQuery:
    """Root fields."""

    @root_field(
        "What was measured with an earlier version of an indicator, and whether its achievement would change if it"
        " were recomputed with this one, on what was known as of the position. Approved plans only: by a draft"
        " nothing is measured. Null for an indicator or version that is not there."
    )
    async def indicator_impact(
        self, info: Info, id: Id, number: Number, limit: Limit, after_plan_id: AfterPlan = None
    ) -> IndicatorImpact | None:
        if not 1 <= limit <= _MOST_PLANS:
            raise RequestFailed(PAGE)
        reads, agency = info.context.reads, info.context.agency
        key = id_in(id, "Indicator", agency)
        indicator = await reads.one(Indicator, key)
        if key is None or indicator is None or not 1 < number <= indicator.newest_version:
            return None
        measured = _measured_before(key, number, past=reads.basis.past is not None)
        last = UUID(int=0) if after_plan_id is None else id_in(after_plan_id, "PerformancePlan", agency)
        beyond: Condition = (
            "t.id > %(beyond)s",
            {"beyond": last},
        )
        found = await reads.select(PerformancePlan, [measured, beyond], "t.id", limit + 1)
        return IndicatorImpact(
            total_plans=await reads.total(PerformancePlan, [measured]),
            plans=[await _impact(plan, key, number, info) for plan in found[:limit]],
            has_next_page=len(found) > limit,
        )


def _measured_before(indicator: UUID, number: int, *, past: bool) -> Condition:
    """The plans, approved at some time, with a target that is measured with an earlier version."""
    targets = relation(TARGETS, past=past, alias="g")
    return (
        f"t.newest_version > 0 AND EXISTS (SELECT FROM {targets} WHERE g.agency = t.agency AND g.plan_id = t.id"
        " AND g.indicator_id = %(indicator)s AND g.indicator_version < %(before)s)",
        {"indicator": indicator, "before": number},
    )


async def _impact(plan: PerformancePlan, indicator: UUID, number: int, info: Info) -> PlanImpact:
    reads, agency = info.context.reads, info.context.agency
    plan_id: UUID = plan.__dict__["_id"]
    computed: Computed = await info.context.gateway.impact(agency, plan_id, indicator, number, reads.basis.position)
    evaluations = [await reads.one(Evaluation, id) for id in computed.evaluations]
    return PlanImpact(
        plan=plan,
        would_change=any(difference.changes for difference in computed.targets.values()),
        targets=[_target(id, difference, agency) for id, difference in computed.targets.items()],
        reports=[
            ReportImpact(report=await reads.one(MonthlyReport, id), would_change=changes)
            for id, changes in computed.reports.items()
        ],
        evaluations=[
            EvaluationImpact(
                evaluation=evaluation,
                ratings=[
                    RatingImpact(rating=rating, would_change=False)
                    for rating in await reads.select(Rating, [_of(id)], "t.relation, t.id")
                ],
                results_rating_would_change=impact.changes_suggestion,
                would_change=impact.changes,
            )
            for (id, impact), evaluation in zip(computed.evaluations.items(), evaluations, strict=True)
            if evaluation is not None
        ],
    )


def _of(evaluation: UUID) -> Condition:
    return ("t.evaluation_id = %(evaluation)s", {"evaluation": evaluation})


def _target(id: UUID, difference: Difference, agency: str) -> TargetImpact:
    return TargetImpact(
        target_id=strawberry.ID(str(GlobalId("Target", agency, id))),
        before=_shown(difference.before),
        after=_shown(difference.after),
        would_change=difference.changes,
    )


def _shown(value: Fraction | None) -> Any:
    return None if value is None else DecimalString(rounded(value))


MUTATIONS = ()
