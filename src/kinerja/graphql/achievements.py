"""The achievement of targets to date: what arithmetic would say if it were judged now (C3)."""

import strawberry

from kinerja.graphql.declaring import column, edge, node_id, readable
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.scalars import Date, DecimalString
from kinerja.graphql.views.achievement import ACHIEVEMENTS


@readable(ACHIEVEMENTS, "The achievement (capaian) of a target to date, from what is reported and not returned.")
class TargetAchievement:
    """By the rules of the plan's period; from the plan's first month to the last one reported."""

    target_id: strawberry.ID = node_id("target_id", "The target, as the plan names it.", kind="Target")
    number: int = column("Order of the target within its plan.")
    indicator: Indicator | None = edge("indicator_id", "The indicator it is measured by.")
    through: Date | None = column("First day of the last month that is reported; null: none is.")
    reported: int = column("How many months are reported.")
    missing: int = column("How many months before that should be reported and are not: what is absent is not 0.")
    raw: DecimalString | None = column(
        "In percent as it is, above 120 or below 0 too; 2 decimals, half up; null: nothing is reported, or a month is"
        " missing."
    )
    achievement: DecimalString | None = column(
        "In percent within the bounds of the rules, now 0 to 120; 2 decimals, half up; null as `raw` is."
    )
