"""Periods and their windows (B2)."""

import strawberry

from kinerja.application.periods import OpenPeriod
from kinerja.domain.vocabulary import Cadence, EvaluationKind
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, many, node_id, readable
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date
from kinerja.projections.periods import PERIOD_WINDOWS, PERIODS

_BY_START = Ordering(("starts_on", "id"), ("date", "uuid"))


@readable(PERIOD_WINDOWS, "A stretch of a period that is evaluated.")
class PeriodWindow:
    """Both days inclusive."""

    code: str = column("Code, such as 2025-Q1 or 2025.")
    kind: EvaluationKind = column("Periodic or annual.")
    starts_on: Date = column("First day.")
    ends_on: Date = column("Last day.")


@readable(PERIODS, "A period of evaluation and the rule version it pins.")
class Period(Node):
    """A period."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    name: str = column("Name.")
    starts_on: Date = column("First day.")
    ends_on: Date = column("Last day.")
    cadence: Cadence = column("How often it is evaluated before the annual evaluation.")
    rules_id: str = column("Id of the rule version that it pins.")
    rules_hash: str = column("Hash of everything that rule version says, SHA-256 as hex.")
    windows: list[PeriodWindow] = many("period_id", ("number",), "Each month or quarter, then the whole.")
    version: int = column("Version of the object.")


@strawberry.type(description="Periods.")
class PeriodsQuery:
    """Root fields."""

    periods: Connection[Period] = list_field(Period, "Periods, by first day.", _BY_START)


MUTATIONS = (Mutation(OpenPeriod, Period, "period", lambda made: made.named("Period")),)
