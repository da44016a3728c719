"""Performance standards, their versions, and what each was worked out from (A1, A2)."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from kinerja.application.standards import (
    ApproveStandard,
    BeginStandard,
    BringStandardIntoForce,
    CheckFeasibility,
    CollectStandardData,
    DraftStandard,
    EvaluateStandard,
    OpenConsultation,
    RetireStandard,
    ReviseStandard,
)
from kinerja.domain.standard_contents import StandardStage
from kinerja.domain.standard_vocabulary import Recommendation, TimeUnit
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, first, linked, many, node_id, readable
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime, DecimalString, LogPosition
from kinerja.graphql.standard_filters import HOLDS, StandardFilter
from kinerja.graphql.views.feasibility import PAST_RESULTS
from kinerja.projections.standard_tables import (
    STANDARD_DATA,
    STANDARD_EVALUATIONS,
    STANDARD_POSITIONS,
    STANDARD_STEPS,
    STANDARD_TARGETS,
    STANDARD_VERSIONS,
    STANDARDS,
)

if TYPE_CHECKING:
    from kinerja.graphql.consultations import ConsultationInput, ConsultationSession
    from kinerja.graphql.indicators import Indicator

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))


@readable(STANDARD_STEPS, "A step of the procedure of a standard.")
class ProcedureStep:
    """In its order."""

    number: int = column("Its place in the procedure, from 1.")
    name: str = column("What is done.")
    limit: DecimalString | None = column(
        "How long it may take, in `limitUnit`; null: no limit of its own.", of="time_limit"
    )
    limit_unit: TimeUnit | None = column("Unit of the limit; null without one.")


@readable(STANDARD_TARGETS, "What a standard promises, in an indicator.")
class StandardTarget:
    """A promise that can be measured."""

    indicator: Annotated["Indicator", strawberry.lazy("kinerja.graphql.indicators")] | None = edge(
        "indicator_id", "The indicator it is measured by."
    )
    amount: DecimalString = column("What is promised, in the indicator's unit; cumulative ones for a whole year.")


@readable(
    PAST_RESULTS, "How a proposed target would have been met in the past, by the people of a unit in a quarter."
)
class PastResult:
    """It informs; the approval decides. From reports that count; a person is one plan."""

    indicator: Annotated["Indicator", strawberry.lazy("kinerja.graphql.indicators")] | None = edge(
        "indicator_id", "The indicator of the proposed target."
    )
    unit: OrgUnit | None = edge("unit_id", "The unit.")
    starts_on: Date = column("First day of the quarter.")
    people: int = column("How many people reported on the indicator.")
    met: int = column("How many of them would have met the target.")
    share: DecimalString = column("The same in percent, 2 decimals, half up.")


@readable(STANDARD_DATA, "What was found out for a standard before it was drafted.")
class StandardDatum:
    """The first stage leaves these."""

    number: int = column("The version that it was found for.")
    datum: int = column("Its number, from 1.")
    source: str = column("Where it was found.")
    finding: str = column("What was found.")
    collected_at: DateTime = column("When it was recorded.")
    collected_by: Employee | None = edge("collected_by", "Who recorded it.")


@readable(STANDARD_EVALUATIONS, "How a standard was found to work.")
class StandardEvaluation:
    """A standard may be evaluated more than once."""

    number: int = column("The version that was evaluated.")
    finding: str = column("What was found.")
    recommendation: Recommendation = column("What is to become of it.")
    evaluated_at: DateTime = column("When.")
    evaluated_by: Employee | None = edge("evaluated_by", "By whom.")
    evaluated_position: LogPosition = column("Position of the fact in the log.")


@readable(STANDARD_VERSIONS, "A version of a standard: what it says, and from when to when it holds.")
class StandardVersion(Node):
    """It is drafted anew until it is approved."""

    id: strawberry.ID = node_id()
    standard: "PerformanceStandard | None" = edge("standard_id", "The standard.")
    number: int = column("1 for the first version, then counted up by revisions.")
    title: str = column("Title.")
    service: str = column("The service it is about.")
    legal_basis: str = column("The regulation it rests on.")
    steps: list[ProcedureStep] = many("version_id", ("number",), "The steps of the procedure, in order.")
    targets: list[StandardTarget] = many("version_id", ("indicator_id",), "What it promises.")
    positions: list[Position] = linked(
        STANDARD_POSITIONS, "version_id", "position_id", ("code", "id"), "The positions it holds for, by code."
    )
    taken_over: bool = column(
        "Whether it was worked out before the service was there, which has no evidence of the stages before."
    )
    drafted_at: DateTime = column("When it was last drafted.")
    sessions: list[Annotated["ConsultationSession", strawberry.lazy("kinerja.graphql.consultations")]] = many(
        "version_id", ("held_on", "id"), "The sessions of its consultation, by day."
    )
    inputs: list[Annotated["ConsultationInput", strawberry.lazy("kinerja.graphql.consultations")]] | None = many(
        "version_id", ("given_at", "id"), "What was said about it, oldest first; null without a token."
    )
    past_results: list[PastResult] | None = many(
        "version_id",
        ("indicator_id", "starts_on", "unit_id"),
        "How its targets would have been met in the past, by unit and quarter; null for who neither works on"
        " standards nor audits them.",
    )
    feasibility: str | None = column("What followed from past results; null before they were looked at.")
    feasibility_position: LogPosition | None = column(
        "The head of the log when they were looked at, for asking `asOf` then; null before."
    )
    approved_at: DateTime | None = column("When it was approved; null before.")
    approved_by: Employee | None = edge("approved_by", "Who approved it; null before.")
    effective_on: Date | None = column(
        "First day on which it holds, which may be to come; null before it is brought into force."
    )
    ends_before: Date | None = column("First day on which it does not hold any more; null: open.")


@readable(STANDARDS, "A performance standard (standar kinerja) of a service and of positions.")
class PerformanceStandard(Node):
    """A standard and where its newest version stands."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    title: str = column("Title in its newest version.")
    service: str = column("The service it is about, in its newest version.")
    stage: StandardStage = column("Where its newest version stands; while one is worked out, the one before holds.")
    newest_version: int = column("Number of the version that is worked out or holds.")
    begun_at: DateTime = column("When work on it began, or when it was taken over.")
    effective_on: Date | None = column(
        "First day of the version that was brought into force last, which may be to come; null before the first was."
    )
    last_day: Date | None = column("Last day on which it holds, of a retired one; else null.")
    newest: StandardVersion | None = first(
        "standard_id",
        "t.number DESC",
        "The version that was drafted last; null before the first draft.",
        condition="true",
    )
    in_force: StandardVersion | None = first(
        "standard_id",
        "t.number DESC",
        "The version in force on `validOn`; null when none is.",
        condition=HOLDS.format(v="t"),
    )
    versions: list[StandardVersion] = many("standard_id", ("number",), "Every drafted version, oldest first.")
    data: list[StandardDatum] = many("standard_id", ("number", "datum"), "What was found out for it.")
    evaluations: list[StandardEvaluation] = many(
        "standard_id", ("evaluated_position",), "How it was found to work, oldest first."
    )
    version: int = column("Version of the object.")


@strawberry.type(description="Standards.")
class StandardsQuery:
    """Root fields."""

    standards: Connection[PerformanceStandard] = list_field(
        PerformanceStandard, "Performance standards, by code.", _BY_CODE, StandardFilter
    )


def _of_id(made: Made) -> Any:
    return made.command.standard_id


MUTATIONS = (
    Mutation(BeginStandard, PerformanceStandard, "standard", lambda made: made.named("PerformanceStandard")),
    Mutation(CollectStandardData, PerformanceStandard, "standard", _of_id),
    Mutation(DraftStandard, PerformanceStandard, "standard", lambda made: made.named("PerformanceStandard")),
    Mutation(OpenConsultation, PerformanceStandard, "standard", _of_id),
    Mutation(CheckFeasibility, PerformanceStandard, "standard", _of_id),
    Mutation(ApproveStandard, PerformanceStandard, "standard", _of_id),
    Mutation(BringStandardIntoForce, PerformanceStandard, "standard", _of_id),
    Mutation(EvaluateStandard, PerformanceStandard, "standard", _of_id),
    Mutation(ReviseStandard, PerformanceStandard, "standard", _of_id),
    Mutation(RetireStandard, PerformanceStandard, "standard", _of_id),
)
