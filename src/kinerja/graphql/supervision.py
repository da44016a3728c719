"""The supervisor's view: pending, late, off track, with the reason (C5)."""

from typing import Any

import strawberry

from kinerja.domain.plan_vocabulary import SupervisionKind
from kinerja.graphql.declaring import column, edge, node_id, readable
from kinerja.graphql.filtering import Asking, Condition, having, of, that
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.listing import list_field
from kinerja.graphql.organisation import Employee, OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.periods import Period
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import Date, DateTime, DecimalString
from kinerja.graphql.views.supervision import SUPERVISION

_BY_PLAN = Ordering(("plan_id", "kind", "place"), ("uuid", "text", "text"))


@readable(
    SUPERVISION,
    "Something of a plan that needs its officer: it waits, it is late or absent, or it is off its target.",
)
class SupervisionItem:
    """It goes away by what is done about it: the approval, the verification, the report, the progress."""

    kind: SupervisionKind = column("What it is.")
    plan: PerformancePlan | None = edge("plan_id", "The plan; null when not for this viewer.")
    employee: Employee | None = edge("employee_id", "Whose plan it is.")
    unit: OrgUnit | None = edge("unit_id", "The unit of the plan.")
    period: Period | None = edge("period_id", "The period.")
    month: Date | None = column(
        "First day of the month: of the report, or of the last one reported when it is off track; null for a plan, a"
        " revision and an accomplishment."
    )
    target_id: strawberry.ID | None = node_id(
        "target_id", "The target that is off track, or that a report leaves out; null otherwise.", kind="Target"
    )
    indicator: Indicator | None = edge("indicator_id", "What that is measured by; null when no target is named.")
    achievement: DecimalString | None = column(
        "Achievement of the target to date, in percent, below what the rules of the period call on track (80 in"
        " `indonesia-2025`), before rounding; null unless it is off track."
    )
    since: DateTime | None = column(
        "Since when it waits, is late (the end of the grace) or leaves something out; null when it is off track."
    )


def _own(_name: str, value: Any, _asking: Asking) -> Condition:
    return ("true" if value is None else f"t.employee_id IS {'NOT ' if value else ''}DISTINCT FROM %(viewer)s", {})


@strawberry.input(description="Which of what needs an officer.")
class SupervisionFilter:
    """All conditions together."""

    kind: SupervisionKind | None = having("Of this kind.")
    own: bool | None = that(
        "true: only of the viewer's own plans, which need another; false: only of others', such as those whom an"
        " officer judges.",
        _own,
    )
    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of plans in this unit.")
    period_id: strawberry.ID | None = of("Period", "Of plans of this period.")


@strawberry.type(description="What needs an officer.")
class SupervisionQuery:
    """Root fields."""

    supervision: Connection[SupervisionItem] = list_field(
        SupervisionItem,
        "What waits for the officer, is late or absent, or is off its target, by plan; of the plans for this viewer."
        " Who has no plan at all is in `personAchievements`.",
        _BY_PLAN,
        SupervisionFilter,
    )


MUTATIONS = ()
