"""Targets that are shared across units, with each one's share (B7)."""

from typing import Any

import strawberry

from kinerja.application.shared_targets import AcceptShare, ShareTarget
from kinerja.domain.act import Capacity
from kinerja.domain.ids import shared_target_id
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, first, many, node_id, readable, text
from kinerja.graphql.filtering import Asking, Condition, of, that, when_true
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.periods import Period
from kinerja.graphql.plans import PerformancePlan, WorkResult
from kinerja.graphql.scalars import Date, DateTime, DecimalString, LogPosition
from kinerja.graphql.views.sharing import SHARE_PROGRESS, SHARED_BALANCE
from kinerja.projections.shared_targets import TARGET_SHARINGS

_BY_TIME = Ordering(("shared_at", "id"), ("timestamptz", "uuid"))
_SHARES = Ordering(("shared_target_id", "number", "place"), ("uuid", "bigint", "bigint"))


@readable(SHARE_PROGRESS, "A part of a shared target.")
class TargetShare:
    """It binds the plan that accepted it; until then it is only asked for."""

    shared_target: "SharedTarget | None" = edge("shared_target_id", "The shared target.")
    number: int = column("The sharing it belongs to.")
    place: int = column("Its place in the sharing, from 1.")
    unit: OrgUnit | None = edge("unit_id", "The unit that is to contribute it.")
    plan: PerformancePlan | None = edge(
        "named_plan_id", "The plan that is to hold it; null where the unit is to find one, or when it is not yours."
    )
    share: DecimalString = column("Percent of the target; where amounts were shared, with 2 decimals, half up.")
    amount: DecimalString = column("What is to be contributed, exact, in the indicator's unit.")
    held_by: PerformancePlan | None = edge(
        "held_by", "The plan that accepted it; null while nobody did, or when it is not for this viewer."
    )
    accepted_at: DateTime | None = column("When it was accepted, under this or an earlier sharing; null before.")
    accepted_by: Employee | None = edge(
        "accepted_by", "Who accepted it; null before, and to who may only accept a share."
    )
    planned: DecimalString | None = column(
        "Targets of the holder's plan in the indicator, added up, newest reading; null while it has none, and to who"
        " may only accept a share."
    )
    realized: DecimalString | None = column(
        "What that plan reported of them to date, returned reports left out; null: nothing (ABSENT, not 0), and to"
        " who may only accept a share."
    )


@readable(TARGET_SHARINGS, "How a target is shared from a day on: as a whole.")
class TargetSharing:
    """A change is a new sharing; the earlier ones stay."""

    number: int = column("1 for the first, then counted up.")
    effective_on: Date = column("First day on which it holds.")
    ends_before: Date | None = column("First day on which another holds; null: it still holds.")
    amount: DecimalString = column("The target that was divided, in the indicator's unit.")
    decided_at: DateTime = column("When it was decided.")
    decided_by: Employee | None = edge("decided_by", "Who decided it.")
    capacity: Capacity = column("In which capacity.")
    reason: str | None = text("Why it was changed; null for the first without one, or when it is erased.")
    decided_position: LogPosition = column("Position of the fact in the log.")
    shares: list[TargetShare] = many(
        ("shared_target_id", "number"),
        ("place",),
        "All its parts: who holds one of them sees all.",
        key=("shared_target_id", "number"),
    )


@readable(SHARED_BALANCE, "A target of a plan that is shared with other plans or units.")
class SharedTarget(Node):
    """The owner's plan keeps the target; the parts say who contributes what."""

    id: strawberry.ID = node_id()
    target_id: strawberry.ID = node_id("target_id", "The target; it is one of the owner's plan.", kind="Target")
    plan: PerformancePlan | None = edge("plan_id", "The plan that owns the target.")
    unit: OrgUnit | None = edge("unit_id", "The unit of that plan.")
    period: Period | None = edge("period_id", "The period of that plan.")
    result: WorkResult | None = edge("result_id", "The result whose target it is.")
    indicator: Indicator | None = edge("indicator_id", "The indicator it is measured by.")
    amount: DecimalString = column("What was divided by the newest sharing, in the indicator's unit.")
    difference: DecimalString | None = column(
        "By how much that is more than the newest reading of the target: other than 0 when the plan was revised and"
        " the target not shared anew. Null when the target is gone."
    )
    newest_version: int = column("Number of the newest sharing.")
    shared_at: DateTime = column("When it was shared first.")
    in_force: TargetSharing | None = first(
        "shared_target_id",
        "t.number DESC",
        "The sharing that holds on `validOn`; null before the first.",
        condition="t.effective_on <= %(valid_on)s AND (t.ends_before IS NULL OR t.ends_before > %(valid_on)s)",
    )
    versions: list[TargetSharing] = many("shared_target_id", ("number",), "Every sharing.")
    version: int = column("Version of the object.")


def _open(_name: str, value: Any, _asking: Asking) -> Condition:
    return ("true" if value is None else f"t.accepted_at IS {'' if value else 'NOT '}NULL", {})


@strawberry.input(description="Which shared targets.")
class SharedTargetFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "Owned by this plan.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Owned by a plan of this unit.")
    period_id: strawberry.ID | None = of("Period", "Of this period.")
    indicator_id: strawberry.ID | None = of("Indicator", "Measured by this indicator.")


@strawberry.input(description="Which shares.")
class TargetShareFilter:
    """All conditions together."""

    shared_target_id: strawberry.ID | None = of("SharedTarget", "Of this shared target.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Asked of this unit.")
    plan_id: strawberry.ID | None = of("PerformancePlan", "Asked of this plan by name.", column="named_plan_id")
    held_by: strawberry.ID | None = of("PerformancePlan", "Accepted by this plan.")
    open: bool | None = that("true: only those that nobody accepted yet; false: only the others.", _open)
    newest: bool = when_true("Only those of the newest sharing of each target.", ("t.is_newest", {}))


@strawberry.type(description="Shared targets.")
class SharedTargetsQuery:
    """Root fields."""

    shared_targets: Connection[SharedTarget] = list_field(
        SharedTarget, "Shared targets that are for this viewer, oldest first.", _BY_TIME, SharedTargetFilter
    )
    target_shares: Connection[TargetShare] = list_field(
        TargetShare, "Shares of shared targets: what is asked of a plan or unit.", _SHARES, TargetShareFilter
    )


MUTATIONS = (
    Mutation(
        ShareTarget,
        SharedTarget,
        "shared_target",
        lambda made: shared_target_id(made.agency, made.command.target_id),
    ),
    Mutation(AcceptShare, SharedTarget, "shared_target", lambda made: made.command.shared_target_id),
)
