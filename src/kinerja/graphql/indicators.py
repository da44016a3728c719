"""Indicators, their manual, and the lineage of every change (A6, A7)."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from kinerja.application.indicators import DefineIndicator, ReviseIndicator
from kinerja.domain.act import Capacity
from kinerja.domain.service_vocabulary import Figure, MeasureScope
from kinerja.domain.standard_vocabulary import (
    DegreeOfControl,
    Direction,
    IndicatorFamily,
    ReportingPeriod,
    RevisionKind,
)
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, edge, first, item, items, many, node_id, readable, text, without_table
from kinerja.graphql.filtering import before, equals, having, of, since
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime, LogPosition
from kinerja.graphql.services import Service
from kinerja.graphql.standards import PerformanceStandard
from kinerja.graphql.views.revisions import INDICATOR_REVISIONS
from kinerja.projections.indicators import INDICATOR_CHANGES, INDICATOR_VERSIONS, INDICATORS

if TYPE_CHECKING:
    from kinerja.graphql.proposals import IndicatorProposal

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))
_NEWEST_DECISION = Ordering(("decided_position",), ("bigint",), descending=True)


@readable(INDICATOR_CHANGES, "One field of a manual before and after a revision.")
class IndicatorChange:
    """Version 1 has every field, without a before."""

    number: int = column("The version that the change led to.")
    field: str = column("Name of the field in the manual.")
    before: str | None = column("What it said before; null in version 1, or when it said nothing.")
    after: str | None = column("What it says since; null when it says nothing.")


@without_table("A term of a formula and what it stands for.")
class FormulaTerm:
    """Named in the formula, in braces."""

    name: str = item("The term.")
    meaning: str = item("What it stands for.")


@readable(INDICATOR_VERSIONS, "One version of an indicator: its manual, who decided it, when and why.")
class IndicatorVersion:
    """A version holds from its effective date until the next one does."""

    indicator: "Indicator | None" = edge("indicator_id", "The indicator.")
    number: int = column("1 for the definition, then counted up by revisions.")
    effective_on: Date = column("First day on which it holds.")
    ends_before: Date | None = column("First day on which it does not hold any more; null: none is known.")
    decided_at: DateTime = column("When it was decided.")
    decided_by: Employee | None = edge("decided_by", "Who decided it.")
    capacity: Capacity = column("In which capacity.")
    letter_number: str | None = column("Letter that the capacity rests on; null when it needs none.")
    reason: str | None = text("Why; null for the definition, or when it is erased.")
    legal_basis: str | None = column("Regulation or letter that the revision rests on; null for the first version.")
    decided_position: LogPosition = column("Position of the fact in the log.")
    proposal: Annotated["IndicatorProposal", strawberry.lazy("kinerja.graphql.proposals")] | None = edge(
        "proposal_id", "The proposal that it adopts, which says who proposed it; null when it adopts none."
    )
    name: str = column("Name.")
    family: IndicatorFamily = column("What it measures (rumpun).")
    purpose: str = column("What it is measured for.")
    definition: str = column("What exactly is measured.")
    formula: str = column("How it is computed, in its terms.")
    unit: str = column("Unit of targets and realizations.")
    data_source: str = column("Where its numbers come from.")
    reporting_period: ReportingPeriod = column("How often it is reported.")
    direction: Direction = column("Whether more or less is better.")
    cumulative: bool = column("Whether months add up to the target.")
    numerator: str | None = column("What is divided, where it is a ratio; else null.")
    denominator: str | None = column("What it is divided by, where it is a ratio; else null.")
    control: DegreeOfControl = column("How far the one measured controls the outcome.")
    task: str = column("The task it measures.")
    terms: list[FormulaTerm] = items("The terms of the formula, which stand in it in braces.")
    measured_service: Service | None = edge(
        "measured_service_id", "The service whose figure its numbers are; null: they are reported by hand."
    )
    measured_figure: Figure | None = column("Which figure of the service; null without one.")
    measured_scope: MeasureScope | None = column("Whose work it counts; null without a service.")
    changes: list[IndicatorChange] = many(
        ("indicator_id", "number"),
        ("field",),
        "Before and after, per field that changed, by field.",
        key=("indicator_id", "number"),
    )


@readable(INDICATOR_REVISIONS, "What was decided on an indicator after its definition: who decided it, when and why.")
class IndicatorRevision:
    """A new version of its manual, or its withdrawal."""

    indicator: "Indicator | None" = edge("indicator_id", "The indicator.")
    kind: RevisionKind = column("What was decided.")
    number: int = column("The version that it led to; of a withdrawal, that which ends.")
    effective_on: Date = column("First day of the version; of a withdrawal, the first on which none holds any more.")
    ends_before: Date | None = column(
        "First day on which the version does not hold any more; null: none is known, or it is a withdrawal."
    )
    decided_at: DateTime = column("When it was decided.")
    decided_by: Employee | None = edge("decided_by", "Who decided it.")
    capacity: Capacity = column("In which capacity.")
    letter_number: str | None = column("Letter that the capacity rests on; null when it needs none.")
    reason: str | None = text("Why; null when it is erased.")
    legal_basis: str | None = column("Regulation or letter that it rests on; null when none was kept.")
    decided_position: LogPosition = column("Position of the fact in the log.")
    proposal: Annotated["IndicatorProposal", strawberry.lazy("kinerja.graphql.proposals")] | None = edge(
        "proposal_id", "The proposal that it adopts, which says who proposed it; null when it adopts none."
    )
    changes: list[IndicatorChange] = many(
        ("indicator_id", "number"),
        ("field",),
        "Before and after, per field that changed, by field; empty for a withdrawal.",
        key=("indicator_id", "changes_of"),
    )
    manual: IndicatorVersion | None = first(
        ("indicator_id", "number"),
        "t.number",
        "The version that it led to, with its whole manual; of a withdrawal, that which ends; never null.",
        key=("indicator_id", "number"),
    )


@strawberry.type(description="Which version a field of a manual comes from.")
class Blame:
    """Who to ask about a field."""

    field: str = strawberry.field(description="Name of the field in the manual.")
    value: str | None = strawberry.field(description="What it says now; null when it says nothing.")
    version: IndicatorVersion = strawberry.field(description="The version that made it say so.")


async def _blame(root: "Indicator", info: Info) -> list[Blame]:
    of_indicator = equals("indicator_id", root.__dict__["_id"])
    changes = await info.context.reads.select(IndicatorChange, [of_indicator], "t.field, t.number")
    versions = await info.context.reads.select(IndicatorVersion, [of_indicator], "t.number")
    by_number: dict[int, Any] = {version.number: version for version in versions}
    newest = {change.field: change for change in changes}
    return [
        Blame(field=change.field, value=change.after, version=by_number[change.number]) for change in newest.values()
    ]


@readable(INDICATORS, "An indicator (indikator) of a standard.")
class Indicator(Node):
    """An indicator and all versions of its manual."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    standard: PerformanceStandard | None = edge("standard_id", "The standard it belongs to.")
    name: str = column("Name in its newest version.")
    family: IndicatorFamily = column("What it measures, in its newest version.")
    newest_version: int = column("Number of its newest version.")
    last_day: Date | None = column("Last day on which it holds, of a withdrawn one; else null.")
    manual: IndicatorVersion | None = first(
        "indicator_id",
        "t.number DESC",
        "The version in force on `validOn`; null before the first one, and after the last day.",
        condition="t.effective_on <= %(valid_on)s AND (t.ends_before IS NULL OR t.ends_before > %(valid_on)s)",
    )
    versions: list[IndicatorVersion] = many("indicator_id", ("number",), "Its lineage: every version, oldest first.")
    withdrawal: IndicatorRevision | None = first(
        "indicator_id",
        "t.decided_position",
        "Who let it end, when and why; null while nobody did.",
        condition="t.kind = 'WITHDRAWN'",
    )
    blame: list[Blame] = strawberry.field(
        resolver=_blame, description="For each field of the newest manual, the version it comes from."
    )
    version: int = column("Version of the object.")


@strawberry.input(description="Which indicators.")
class IndicatorFilter:
    """All conditions together."""

    standard_id: strawberry.ID | None = of("PerformanceStandard", "Of this standard.")
    family: IndicatorFamily | None = having("Of this family.")
    code: str | None = having("With this code.")


@strawberry.input(description="Which revisions.")
class IndicatorRevisionFilter:
    """All conditions together."""

    indicator_id: strawberry.ID | None = of("Indicator", "Of this indicator.")
    kind: RevisionKind | None = having("Of this kind.")
    decided_by_id: strawberry.ID | None = of("Employee", "By this employee.", column="decided_by")
    decided_from: DateTime | None = since("decided_at", "Decided at or after this time.")
    decided_until: DateTime | None = before("decided_at", "Decided before this time.")


@strawberry.type(description="Indicators.")
class IndicatorsQuery:
    """Root fields."""

    indicators: Connection[Indicator] = list_field(Indicator, "Indicators, by code.", _BY_CODE, IndicatorFilter)
    indicator_revisions: Connection[IndicatorRevision] = list_field(
        IndicatorRevision,
        "Who changed or withdrew which indicator: every revision, newest first. Definitions are none.",
        _NEWEST_DECISION,
        IndicatorRevisionFilter,
    )


MUTATIONS = (
    Mutation(DefineIndicator, Indicator, "indicator", lambda made: made.named("Indicator")),
    Mutation(ReviseIndicator, Indicator, "indicator", lambda made: made.command.indicator_id),
)
