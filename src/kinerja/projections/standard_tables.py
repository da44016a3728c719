"""The tables of standards: their versions, what those say, and what each was worked out from."""

from kinerja.projections.tables import ID, Table, date, decimal, flag, moment, number, text, uuid

STANDARDS = Table(
    "standards",
    key=(ID,),
    columns=(
        text("code"),
        text("title"),
        text("service"),
        text("stage"),
        number("newest_version"),
        moment("begun_at"),
        date("effective_on", nullable=True),
        date("last_day", nullable=True),
        number("version"),
    ),
    indexes=(("code",), ("stage", "code")),
)
STANDARD_VERSIONS = Table(
    "standard_versions",
    key=(ID,),
    columns=(
        uuid("standard_id"),
        number("number"),
        text("title"),
        text("service"),
        text("legal_basis"),
        flag("taken_over"),
        moment("drafted_at"),
        number("feasibility_position", nullable=True),
        text("feasibility", nullable=True),
        moment("approved_at", nullable=True),
        uuid("approved_by", nullable=True),
        date("effective_on", nullable=True),
        date("ends_before", nullable=True),
    ),
    indexes=(("standard_id", "number"),),
)
STANDARD_POSITIONS = Table(
    "standard_positions",
    key=(uuid("version_id"), uuid("position_id")),
    columns=(uuid("standard_id"),),
    indexes=(("position_id", "version_id"),),
)
STANDARD_STEPS = Table(
    "standard_steps",
    key=(uuid("version_id"), number("number")),
    columns=(text("name"), decimal("time_limit", nullable=True), text("limit_unit", nullable=True)),
)
STANDARD_TARGETS = Table(
    "standard_targets",
    key=(uuid("version_id"), uuid("indicator_id")),
    columns=(uuid("standard_id"), decimal("amount")),
    indexes=(("indicator_id", "version_id"),),
)
STANDARD_DATA = Table(
    "standard_data",
    key=(uuid("standard_id"), number("number"), number("datum")),
    columns=(text("source"), text("finding"), moment("collected_at"), uuid("collected_by", nullable=True)),
    append_only=True,
)
STANDARD_EVALUATIONS = Table(
    "standard_evaluations",
    key=(uuid("standard_id"), number("evaluated_position")),
    columns=(
        number("number"),
        text("finding"),
        text("recommendation"),
        moment("evaluated_at"),
        uuid("evaluated_by", nullable=True),
    ),
    append_only=True,
)
