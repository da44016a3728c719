"""Templates of plans, for whole cohorts (B9)."""

from typing import Any

import strawberry

from kinerja.application.plan_templates import DefinePlanTemplate, DraftPlanFromTemplate
from kinerja.domain.ids import stream_id
from kinerja.domain.plan_vocabulary import ResultHolder, WorkResultKind
from kinerja.domain.vocabulary import Aspect, CoreValue
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable
from kinerja.graphql.filtering import having
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import DateTime, DecimalString
from kinerja.projections.plan_templates import (
    PLAN_TEMPLATE_EXPECTATIONS,
    PLAN_TEMPLATE_RESULTS,
    PLAN_TEMPLATE_TARGETS,
    PLAN_TEMPLATES,
)

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))


@readable(PLAN_TEMPLATE_TARGETS, "What plans that are drafted from a template are to reach in an indicator.")
class PlanTemplateTarget:
    """Of a cumulative indicator for the whole period; a shorter plan takes its months' share."""

    indicator: Indicator | None = edge("indicator_id", "The indicator it is measured by.")
    aspect: Aspect = column("The aspect of the result.")
    amount: DecimalString = column("What is to be reached, in the indicator's unit.")


@readable(PLAN_TEMPLATE_RESULTS, "A work result of a template.")
class PlanTemplateResult:
    """As it will stand in the plans."""

    number: int = column("Order within the template.")
    kind: WorkResultKind = column("Primary or additional.")
    title: str = column("What is to come about.")
    weight: DecimalString = column("Weight in percent; 0 for an additional result.")
    held_by: ResultHolder = column("Whether it stays with the post or goes along with the person.")
    targets: list[PlanTemplateTarget] = many("result_id", ("number",), "Its targets.", key="id")


@readable(PLAN_TEMPLATE_EXPECTATIONS, "What is expected of a behaviour in plans that are drafted from a template.")
class PlanTemplateExpectation:
    """One of the seven values."""

    value: CoreValue = column("The value.")
    expectation: str = column("What is expected.")


@readable(PLAN_TEMPLATES, "A template of plans for a cohort.")
class PlanTemplate(Node):
    """Its newest version."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    title: str = column("What it is for.")
    defined_at: DateTime = column("When its newest version was defined.")
    defined_by: Employee | None = edge("defined_by", "Who defined it.")
    results: list[PlanTemplateResult] = many("template_id", ("number",), "The results, in order.")
    expectations: list[PlanTemplateExpectation] = many("template_id", ("value",), "What is expected of behaviour.")
    version: int = column("Version of the object: 1, then counted up whenever it is defined anew.", "number")


@strawberry.input(description="Which templates.")
class PlanTemplateFilter:
    """All conditions together."""

    code: str | None = having("With this code.")


@strawberry.type(description="Templates of plans.")
class PlanTemplatesQuery:
    """Root fields."""

    plan_templates: Connection[PlanTemplate] = list_field(
        PlanTemplate, "Templates of plans, by code.", _BY_CODE, PlanTemplateFilter
    )


def _defined(made: Made) -> Any:
    return stream_id(made.agency, "PlanTemplate", made.command.code)


def _drafted(made: Made) -> Any:
    return made.stream or ()


MUTATIONS = (
    Mutation(DefinePlanTemplate, PlanTemplate, "template", _defined),
    Mutation(DraftPlanFromTemplate, PerformancePlan, "plan", _drafted),
)
