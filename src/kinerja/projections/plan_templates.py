"""Templates of plans as they are read: the newest version; earlier ones by ``asOf``."""

from kinerja.domain.ids import template_result_id
from kinerja.domain.plan_templates import PlanTemplateDefined
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, decimal, moment, number, text, uuid

PLAN_TEMPLATES = Table(
    "plan_templates",
    key=(ID,),
    columns=(text("code"), text("title"), number("number"), moment("defined_at"), uuid("defined_by", nullable=True)),
    indexes=(("code", "id"),),
)
PLAN_TEMPLATE_RESULTS = Table(
    "plan_template_results",
    key=(ID,),
    columns=(
        uuid("template_id"),
        number("number"),
        text("kind"),
        text("title"),
        decimal("weight"),
        text("held_by"),
    ),
    indexes=(("template_id", "number"),),
)
PLAN_TEMPLATE_TARGETS = Table(
    "plan_template_targets",
    key=(uuid("result_id"), number("number")),
    columns=(uuid("template_id"), uuid("indicator_id"), text("aspect"), decimal("amount")),
    indexes=(("template_id",),),
)
PLAN_TEMPLATE_EXPECTATIONS = Table(
    "plan_template_expectations",
    key=(uuid("template_id"), text("value")),
    columns=(text("expectation"),),
)
TABLES = (PLAN_TEMPLATES, PLAN_TEMPLATE_RESULTS, PLAN_TEMPLATE_TARGETS, PLAN_TEMPLATE_EXPECTATIONS)


def _define(rows: Rows, fact: PlanTemplateDefined) -> None:
    template_id, content = fact.originator_id, fact.content
    rows.put(
        PLAN_TEMPLATES,
        id=template_id,
        code=content.code,
        title=content.title,
        number=fact.number,
        defined_at=fact.act.at,
        defined_by=fact.act.by,
    )
    if fact.number > 1:
        for table in (PLAN_TEMPLATE_RESULTS, PLAN_TEMPLATE_TARGETS, PLAN_TEMPLATE_EXPECTATIONS):
            rows.delete(table, template_id=template_id)
    for place, result in enumerate(content.results):
        result_id = template_result_id(template_id, fact.number, place)
        rows.insert(
            PLAN_TEMPLATE_RESULTS,
            id=result_id,
            template_id=template_id,
            number=place + 1,
            kind=result.kind,
            title=result.title,
            weight=result.weight,
            held_by=result.held_by,
        )
        for line, target in enumerate(result.targets):
            rows.insert(
                PLAN_TEMPLATE_TARGETS,
                result_id=result_id,
                number=line + 1,
                template_id=template_id,
                indicator_id=target.indicator_id,
                aspect=target.aspect,
                amount=target.amount,
            )
    for each in content.expectations:
        rows.insert(
            PLAN_TEMPLATE_EXPECTATIONS, template_id=template_id, value=each.value, expectation=each.expectation
        )


ON: Handlers = {PlanTemplateDefined: _define}
NOT_SHOWN = ()
