"""Performance plans (SKP): results, targets, expectations and versions (B3, B8)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from kinerja.application.plan_closing import ClosePlan
from kinerja.application.plan_revision import RevisePlan
from kinerja.application.plans import (
    AddWorkResult,
    ApprovePlan,
    DraftPlan,
    RemoveTarget,
    RemoveWorkResult,
    ReturnPlan,
    SetBehaviorExpectation,
    SetPlanAnnex,
    SetTarget,
    SubmitPlan,
)
from kinerja.domain.act import Capacity
from kinerja.domain.plan_contents import PlanState
from kinerja.domain.plan_vocabulary import AnnexPart, ClosingCause, Perspective, ResultHolder, WorkResultKind
from kinerja.domain.vocabulary import Aspect, CoreValue
from kinerja.graphql.achievements import TargetAchievement
from kinerja.graphql.balance import FamilyBalance
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, first, many, node_id, readable, text
from kinerja.graphql.filtering import Condition, having, of
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.periods import Period
from kinerja.graphql.scalars import Date, DateTime, DecimalString, LogPosition
from kinerja.projections.plan_tables import (
    BEHAVIOR_EXPECTATIONS,
    PLAN_ANNEX,
    PLAN_VERSIONS,
    PLANS,
    TARGETS,
    WORK_RESULTS,
)

if TYPE_CHECKING:
    from kinerja.graphql.accomplishments import Accomplishment

_BY_START = Ordering(("starts_on", "id"), ("date", "uuid"))


@readable(TARGETS, "What is to be reached in one indicator, as it reads from a day on.")
class Target:
    """A target that was revised has one reading for each version; `effectiveOn` tells them apart."""

    target_id: strawberry.ID = node_id("id", "The target; all its readings have the same.", kind="Target")
    number: int = column("Order within its plan.")
    indicator: Indicator | None = edge("indicator_id", "The indicator it is measured by.")
    indicator_version: int = column("The version of the indicator that it pins.")
    aspect: Aspect = column("The aspect of the result.")
    amount: DecimalString = column(
        "What is to be reached, in the indicator's unit; of a cumulative indicator for the plan's whole span."
    )
    effective_on: Date = column("First day on which it reads so.")
    ends_before: Date | None = column(
        "First day on which it reads otherwise, or the plan no longer has it; null: none is known."
    )
    is_newest: bool = column("Whether this is the newest reading; of a target that the plan no longer has, none is.")
    achievement: TargetAchievement | None = first(
        "target_id",
        "t.target_id",
        "The achievement to date, under all its readings; null when it is not for this viewer.",
        condition="true",
    )


@readable(WORK_RESULTS, "A work result (hasil kerja) of a plan.")
class WorkResult(Node):
    """A result and its targets."""

    id: strawberry.ID = node_id()
    number: int = column("Order within its plan.")
    kind: WorkResultKind = column("Primary or additional.")
    title: str | None = text("What is to come about; null when it is erased.")
    weight: DecimalString = column("Weight in percent; 0 for an additional result.")
    held_by: ResultHolder = column("Whether it stays with the post or goes along with the person on a transfer.")
    perspective: Perspective | None = column("From where it is looked at; null but for high leadership posts.")
    inherited_from: "WorkResult | None" = edge(
        "inherited_from",
        "The result of an earlier plan that it goes on with; null: none, or not for this viewer.",
    )
    plan: "PerformancePlan | None" = edge("plan_id", "The plan.")
    supported_result: "WorkResult | None" = edge(
        "supports_result_id",
        "The leader's result it supports by the newest version of the plan; null at the top or when it is not for"
        " this viewer. `roleResultMatrices` says it of any day.",
    )
    ends_before: Date | None = column(
        "First day on which the plan no longer has it, by a revision; null: it has it to its end."
    )
    targets: list[Target] | None = many(
        "result_id", ("number", "effective_on"), "Its targets, all readings; null for whom only the result is for."
    )


@readable(PLAN_VERSIONS, "A version of an approved plan: the baseline or a revision.")
class PlanVersion:
    """Version 1 is what was approved."""

    number: int = column("1 for the approved baseline, then counted up by revisions.")
    effective_on: Date = column("First day on which it holds.")
    decided_at: DateTime = column("When it was decided.")
    decided_by: Employee | None = edge("decided_by", "Who decided it.")
    capacity: Capacity = column("In which capacity.")
    letter_number: str | None = column("Letter that the capacity rests on; null when it needs none.")
    reason: str | None = text("Why it was revised; null for the baseline, or when it is erased.")
    legal_basis: str | None = column("Regulation or letter that the revision rests on; null for the first version.")
    decided_position: LogPosition = column("Position of the fact in the log.")


@readable(BEHAVIOR_EXPECTATIONS, "What the leader expects of a behaviour in particular.")
class BehaviorExpectation:
    """One of the seven values."""

    value: CoreValue = column("The value.")
    expectation: str | None = text("What is expected; null when it is erased.")


@readable(PLAN_ANNEX, "A part of the annex of a plan (lampiran SKP).")
class PlanAnnex:
    """Resources, accountability, consequences."""

    part: AnnexPart = column("Which part.")
    content: str | None = text("What it says; null when it is erased.")


@readable(PLANS, "A performance plan (SKP) of somebody in a post for a period.")
class PerformancePlan(Node):
    """A plan."""

    id: strawberry.ID = node_id()
    employee: Employee | None = edge("employee_id", "Whose plan it is.")
    position: Position | None = edge("position_id", "In which position.")
    unit: OrgUnit | None = edge("unit_id", "In which unit.")
    period: Period | None = edge("period_id", "For which period.")
    starts_on: Date = column("First day.")
    ends_on: Date = column("Last day.")
    state: PlanState = column("Where it stands.")
    newest_version: int = column("Number of its newest version; 0 before it is approved.")
    drafted_at: DateTime = column("When it was begun.")
    submitted_at: DateTime | None = column("When it was last submitted; null before.")
    approved_at: DateTime | None = column("When it was approved; null before.")
    approved_by: Employee | None = edge("approved_by", "Who approved it; null before.")
    return_reason: str | None = text("Why it was returned; null unless it is, or when it is erased.")
    template_version: int | None = column(
        "Version of the template that it was drafted from; null: it was not drafted from one."
    )
    closed_on: Date | None = column(
        "Last day that is worked and judged by it; null: as it was planned, `endsOn`. The day before `startsOn`: it"
        " never began. A plan that is not approved by then is still completed and approved, for the days until then."
    )
    closing_cause: ClosingCause | None = column("Why it ended early; null: it did not.")
    closing_reason: str | None = text("What is said about that; null: it did not end early, or it is erased.")
    results: list[WorkResult] = many("plan_id", ("number", "id"), "Its results, as they were added.")
    versions: list[PlanVersion] = many("plan_id", ("number",), "The baseline and every revision.")
    balance: list[FamilyBalance] = many(
        "plan_id", ("place",), "The share of each family of indicators, with a warning where one is missing."
    )
    accomplishments: list[Annotated["Accomplishment", strawberry.lazy("kinerja.graphql.accomplishments")]] = many(
        "plan_id", ("happened_on", "id"), "What the employee achieved or invented beyond it."
    )
    achievements: list[TargetAchievement] = many(
        "plan_id", ("number", "target_id"), "The achievement of each target to date."
    )
    expectations: list[BehaviorExpectation] = many("plan_id", ("value",), "What is expected of behaviour.")
    annex: list[PlanAnnex] = many("plan_id", ("part",), "The annex, as far as it is set.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which plans.")
class PlanFilter:
    """All conditions together."""

    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit.")
    period_id: strawberry.ID | None = of("Period", "For this period.")
    state: PlanState | None = having("In this state.")


@strawberry.type(description="Plans.")
class PlansQuery:
    """Root fields."""

    plans: Connection[PerformancePlan] = list_field(
        PerformancePlan, "Plans that are for this viewer, by first day.", _BY_START, PlanFilter
    )


def _drafted(made: Made) -> UUID | Sequence[Condition]:
    return made.stream or ()


MUTATIONS = (
    Mutation(DraftPlan, PerformancePlan, "plan", _drafted),
    *(
        Mutation(command, PerformancePlan, "plan", lambda made: made.command.plan_id)
        for command in (
            AddWorkResult, RemoveWorkResult, SetTarget, RemoveTarget, SetBehaviorExpectation, SetPlanAnnex,
            SubmitPlan, ReturnPlan, ApprovePlan, RevisePlan, ClosePlan,
        )
    ),
)  # fmt: skip
