"""How a plan, and the plans of a unit, are balanced between the families of indicators (A9)."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from kinerja.domain.standard_vocabulary import IndicatorFamily
from kinerja.graphql.declaring import column, edge, readable
from kinerja.graphql.scalars import DecimalString
from kinerja.graphql.views.balance import PLAN_BALANCE, UNIT_BALANCE

if TYPE_CHECKING:
    from kinerja.graphql.periods import Period


@readable(PLAN_BALANCE, "The share of a family of indicators in a plan.")
class FamilyBalance:
    """One row for each of the five families."""

    family: IndicatorFamily = column("The family (rumpun indikator).")
    targets: int = column("How many targets of the plan are of it, in their newest reading.")
    share: DecimalString = column(
        "Its share of the weights, in percent, 2 decimals, half up; the targets of a result share its weight equally."
    )
    warning: bool = column("Whether it is missing although it should not be: quality and satisfaction.")


@readable(UNIT_BALANCE, "The share of a family of indicators in the approved plans of a unit for a period.")
class UnitFamilyBalance:
    """Five rows for each period, for who leads the unit or the one above, administrators and the mandated.

    Of the unit itself, not of those below.
    """

    period: Annotated["Period", strawberry.lazy("kinerja.graphql.periods")] | None = edge("period_id", "The period.")
    family: IndicatorFamily = column("The family (rumpun indikator).")
    plans: int = column("How many approved plans there are.")
    targets: int = column("How many of their targets are of the family.")
    share: DecimalString = column("Mean of its shares in them, in percent, 2 decimals, half up.")
    warnings: int = column("How many of them lack it although they should not: quality and satisfaction.")
