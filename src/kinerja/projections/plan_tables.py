"""The tables of plans: their versions, results, targets and expectations as they are read."""

from kinerja.projections.tables import ID, Table, date, decimal, flag, moment, number, sealed, text, uuid

PLANS = Table(
    "plans",
    key=(ID,),
    columns=(
        uuid("employee_id"),
        uuid("assignment_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("period_id"),
        date("starts_on"),
        date("ends_on"),
        text("state"),
        number("newest_version"),
        moment("drafted_at"),
        moment("submitted_at", nullable=True),
        moment("approved_at", nullable=True),
        uuid("approved_by", nullable=True),
        sealed("return_reason", nullable=True),
        uuid("template_id", nullable=True),
        number("template_version", nullable=True),
        date("closed_on", nullable=True),
        text("closing_cause", nullable=True),
        sealed("closing_reason", nullable=True),
        number("version"),
    ),
    indexes=(
        ("employee_id", "starts_on", "id"),
        ("unit_id", "starts_on", "id"),
        ("period_id", "starts_on", "id"),
        ("position_id",),
        ("starts_on", "id"),
    ),
)
PLAN_VERSIONS = Table(
    "plan_versions",
    key=(uuid("plan_id"), number("number")),
    columns=(
        date("effective_on"),
        moment("decided_at"),
        uuid("decided_by", nullable=True),
        text("capacity"),
        text("letter_number", nullable=True),
        sealed("reason", nullable=True),
        text("legal_basis", nullable=True),
        number("decided_position"),
    ),
)
WORK_RESULTS = Table(
    "work_results",
    key=(ID,),
    columns=(
        uuid("plan_id"),
        number("number"),
        text("kind"),
        sealed("title"),
        uuid("supports_plan_id", nullable=True),
        uuid("supports_result_id", nullable=True),
        decimal("weight"),
        text("held_by"),
        text("perspective", nullable=True),
        uuid("inherited_from", nullable=True),
        date("ends_before", nullable=True),
    ),
    indexes=(("plan_id", "number"),),
)
RESULT_WEIGHTS = Table(
    "result_weights",
    key=(uuid("result_id"), date("effective_on")),
    columns=(uuid("plan_id"), decimal("weight"), date("ends_before", nullable=True), flag("is_newest")),
    indexes=(("plan_id", "effective_on"),),
)
"""What a result weighs from a day on: 0001-01-01 is the first day of its plan. None before it was added, nor after it
was removed."""
RESULT_SUPPORTS = Table(
    "result_supports",
    key=(uuid("result_id"), date("effective_on")),
    columns=(
        uuid("plan_id"),
        uuid("supports_plan_id"),
        uuid("supports_result_id"),
        date("ends_before", nullable=True),
        flag("is_newest"),
    ),
    indexes=(("supports_result_id", "effective_on"), ("plan_id", "effective_on")),
)
"""Which leader's result a result supports from a day on, dated as its weight; no row: none."""
TARGETS = Table(
    "targets",
    key=(ID, date("effective_on")),
    columns=(
        uuid("plan_id"),
        uuid("result_id"),
        number("number"),
        uuid("indicator_id"),
        number("indicator_version"),
        text("aspect"),
        decimal("amount"),
        date("ends_before", nullable=True),
        flag("is_newest"),
    ),
    indexes=(("result_id", "number", "effective_on"), ("plan_id", "number"), ("indicator_id", "id")),
)
BEHAVIOR_EXPECTATIONS = Table(
    "behavior_expectations",
    key=(uuid("plan_id"), text("value")),
    columns=(sealed("expectation"),),
)
PLAN_ANNEX = Table(
    "plan_annex",
    key=(uuid("plan_id"), text("part")),
    columns=(sealed("content"),),
)
