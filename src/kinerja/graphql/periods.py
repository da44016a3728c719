"""Periods and their windows (B2)."""

import strawberry

from kinerja.application.periods import ClosePeriod, OpenPeriod, ReopenPeriod
from kinerja.domain.vocabulary import Cadence, EvaluationKind, PeriodState
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.deadlines import Deadline
from kinerja.graphql.declaring import column, linked, many, node_id, readable, text
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.periods import PERIOD_UNITS, PERIOD_WINDOWS, PERIODS

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
    state: PeriodState = column("Where it stands.")
    closed_at: DateTime | None = column("When it was closed; null while it is open.")
    reason: str | None = text(
        "Why it was closed or opened again; null when no reason was given, or when it is erased."
    )
    units: list[OrgUnit] = linked(
        PERIOD_UNITS,
        "period_id",
        "unit_id",
        ("code", "id"),
        "The units it is limited to, each with all below it; empty: the whole agency.",
    )
    windows: list[PeriodWindow] = many("period_id", ("number",), "Each month or quarter, then the whole.")
    deadlines: list[Deadline] = many("period_id", ("due_on", "id"), "Its deadlines, by day.")
    version: int = column("Version of the object.")


@strawberry.type(description="Periods.")
class PeriodsQuery:
    """Root fields."""

    periods: Connection[Period] = list_field(Period, "Periods, by first day.", _BY_START)


MUTATIONS = (
    Mutation(OpenPeriod, Period, "period", lambda made: made.named("Period")),
    Mutation(ClosePeriod, Period, "period", lambda made: made.command.period_id),
    Mutation(ReopenPeriod, Period, "period", lambda made: made.command.period_id),
)
