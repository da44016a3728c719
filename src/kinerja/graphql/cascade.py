"""The cascade of results: the role-result matrix of a unit, and what was reached from person to agency (B5)."""

import strawberry

from kinerja.domain.plan_vocabulary import Coverage, Presence, Support
from kinerja.graphql.declaring import column, edge, many, readable
from kinerja.graphql.filtering import having, of, when_true
from kinerja.graphql.listing import list_field
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.periods import Period
from kinerja.graphql.plans import PerformancePlan, WorkResult
from kinerja.graphql.scalars import DecimalString
from kinerja.graphql.views.matrix import MATRICES, MATRIX_CELLS, MATRIX_COLUMNS, MATRIX_ROWS
from kinerja.graphql.views.roll_up import SUPPORT_ACHIEVEMENT, UNIT_ACHIEVEMENT, UNIT_PEOPLE

_BY_UNIT = Ordering(("unit_id", "period_id"), ("uuid", "uuid"))
_BY_UNIT_AND_WINDOW = Ordering(("unit_id", "period_id", "window_code"), ("uuid", "uuid", "text"))
_BY_RESULT = Ordering(("result_id", "window_code"), ("uuid", "text"))
_ROWS = Ordering(("position_id", "period_id", "matrix_unit_id", "holder"), ("uuid", "uuid", "uuid", "uuid"))
_PEOPLE = Ordering(
    ("position_id", "assignment_id", "period_id", "window_code", "counted_as"),
    ("uuid", "uuid", "uuid", "text", "uuid"),
)
_MEASURED = "in percent, 0 to 120 by default, 2 decimals, half up"


@readable(SUPPORT_ACHIEVEMENT, "What was reached in a window by the results that support a leader's result.")
class SupportAchievement:
    """Of those that support it directly, wherever they are."""

    result: WorkResult | None = edge("result_id", "The leader's result.")
    window: str = column("Code of the window, such as 2025-Q1 or 2025.", "window_code")
    supporting: int = column("How many results support it at the end of the window.")
    reported: int = column("How many of them have every report of the window.")
    absent: int = column("How many are of a plan that is not approved, or lack a report.")
    status: Coverage = column("Which part of it is there.")
    achievement: DecimalString | None = column(
        f"Mean of those that are there by the weights in their own plans, {_MEASURED}; null: absent, which is not 0."
    )


@readable(MATRIX_COLUMNS, "A leader's result, as a column of the matrix of a unit.")
class RoleResultColumn:
    """Of who leads the unit, or supported by somebody of the unit."""

    result: WorkResult | None = edge("result_id", "The leader's result.")
    plan: PerformancePlan | None = edge("plan_id", "The leader's plan.")
    supporters: int | None = column(
        "How many results of the unit support it; 0: nobody does. Null for who only supports it."
    )
    achievements: list[SupportAchievement] | None = many(
        "result_id",
        ("place",),
        "What was reached by all that support it, by window; empty when nobody does. Null for who only supports it.",
        key="result_id",
    )


@readable(MATRIX_CELLS, "A result of somebody of the unit, and which leader's result it supports.")
class RoleResultCell:
    """As it is on `validOn`, or on the last day of the plan when that is earlier."""

    result: WorkResult | None = edge("result_id", "The result, with weight, targets and indicators.")
    support: Support = column("Whether it supports a leader's result.")
    supports: WorkResult | None = edge(
        "supports_result_id",
        "The leader's result: the column. Null when there is none, or it left a draft.",
    )


@readable(MATRIX_ROWS, "Somebody of a unit, or a vacant position, as a row of its matrix.")
class RoleResultRow:
    """By who holds the positions on `validOn`; who acts has a row beside the definitive holder."""

    unit: OrgUnit | None = edge("unit_id", "The unit of the position: the one below, for the head of one.")
    period: Period | None = edge("period_id", "The period.")
    position: Position | None = edge("position_id", "The position.")
    employee: Employee | None = edge("employee_id", "Who holds it; null: vacant.")
    plan: PerformancePlan | None = edge("plan_id", "The plan for the period; null: there is none.")
    supports_nothing: bool = column("Whether no result of it supports a leader's result that is there.")
    cells: list[RoleResultCell] = many(
        "plan_id", ("number", "result_id"), "The results of the plan; empty without one.", key="cells_of"
    )


@readable(MATRICES, "The role-result matrix (matriks peran hasil) of a unit for a period.")
class RoleResultMatrix:
    """Rows: the positions of the unit but for its head's, the heads of the units directly below, and whoever else
    reports to its head."""

    unit: OrgUnit | None = edge("unit_id", "The unit.")
    period: Period | None = edge("period_id", "The period.")
    leader: Position | None = edge(
        "led_by", "Whose results are the columns: the head's position, else the one that all report to; null: none."
    )
    columns: list[RoleResultColumn] = many(
        ("matrix_unit_id", "period_id"),
        ("plan_id", "number", "result_id"),
        "The leader's results, as far as they are for this viewer.",
        key=("unit_id", "period_id"),
    )
    rows: list[RoleResultRow] = many(
        ("matrix_unit_id", "period_id"),
        ("position_id", "holder"),
        "Its people and vacancies, as far as they are for this viewer; `roleResultRows` has pages.",
        key=("unit_id", "period_id"),
    )


@readable(UNIT_PEOPLE, "Somebody who counts at a unit in a window, and whether what was reached is there.")
class PersonAchievement:
    """By assignment and plan: who held two positions in the window, or had two plans, stands here twice."""

    counted_in: OrgUnit | None = edge("counted_in", "Where it counts: for the head of a unit the one above.")
    unit: OrgUnit | None = edge("unit_id", "The unit of the position.")
    position: Position | None = edge("position_id", "The position.")
    employee: Employee | None = edge("employee_id", "Who it is.")
    plan: PerformancePlan | None = edge("plan_id", "The plan; null: there is none.")
    period: Period | None = edge("period_id", "The period.")
    window: str = column("Code of the window, such as 2025-Q1 or 2025.", "window_code")
    presence: Presence = column("Whether it is there, and what is missing.")
    achievement: DecimalString | None = column(
        f"Weighted mean of the primary results, by the rules of the period, {_MEASURED}; null unless it is there."
    )


@readable(UNIT_ACHIEVEMENT, "What the people of a unit and of all units below it reached in a window.")
class UnitAchievement:
    """For who leads the unit or the one above, administrators and the mandated. Its own head counts at the parent.

    Always with how much of it is absent, which is never counted as 0.
    """

    unit: OrgUnit | None = edge("unit_id", "The unit.")
    period: Period | None = edge("period_id", "The period.")
    window: str = column("Code of the window, such as 2025-Q1 or 2025.", "window_code")
    people: int = column("How many people count.")
    expected: int = column(
        "How many plans are expected: one for each definitive assignment that covers a month, and each further one;"
        " a plan that was closed before the window is expected no more."
    )
    planned: int = column("How many of them were begun.")
    approved: int = column("How many of them are approved.")
    reported: int = column("How many have every report of the window.")
    absent: int = column("How many are missing: no plan, none approved, or a report lacks.")
    status: Coverage = column("Which part of it is there.")
    achievement: DecimalString | None = column(
        f"Mean of the plans that are there, each by the months it covers, {_MEASURED}. Null: absent, which is not 0."
    )
    members: list[PersonAchievement] = many(
        ("counted_in", "period_id", "window_code"),
        ("position_id", "assignment_id", "counted_as"),
        "Who counts at the unit itself, as far as it is for this viewer: who is absent, and why.",
        key=("unit_id", "period_id", "window_code"),
    )


@strawberry.input(description="Which matrices.")
class RoleResultMatrixFilter:
    """All conditions together."""

    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit.")
    period_id: strawberry.ID | None = of("Period", "For this period.")


@strawberry.input(description="Which rows.")
class RoleResultRowFilter:
    """All conditions together."""

    unit_id: strawberry.ID | None = of("OrgUnit", "Of the matrix of this unit.", column="matrix_unit_id")
    period_id: strawberry.ID | None = of("Period", "For this period.")
    supports_nothing: bool = when_true("Only those that support no leader's result.", ("t.supports_nothing", {}))


@strawberry.input(description="Which achievements of units.")
class UnitAchievementFilter:
    """All conditions together."""

    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit.")
    parent_id: strawberry.ID | None = of("OrgUnit", "Of the units directly below this one.")
    period_id: strawberry.ID | None = of("Period", "In this period.")
    window: str | None = having("In the window with this code.", column="window_code")


@strawberry.input(description="Which leader's results.")
class SupportAchievementFilter:
    """All conditions together."""

    result_id: strawberry.ID | None = of("WorkResult", "This result.")
    plan_id: strawberry.ID | None = of("PerformancePlan", "The results of this plan.")
    window: str | None = having("In the window with this code.", column="window_code")


@strawberry.input(description="Which people.")
class PersonAchievementFilter:
    """All conditions together."""

    counted_in: strawberry.ID | None = of("OrgUnit", "Who count at this unit, not at those below.")
    employee_id: strawberry.ID | None = of("Employee", "This person.")
    period_id: strawberry.ID | None = of("Period", "In this period.")
    window: str | None = having("In the window with this code.", column="window_code")
    presence: Presence | None = having("With this presence.")


@strawberry.type(description="The cascade.")
class CascadeQuery:
    """Root fields."""

    role_result_matrices: Connection[RoleResultMatrix] = list_field(
        RoleResultMatrix, "Role-result matrices of units, by unit.", _BY_UNIT, RoleResultMatrixFilter
    )
    role_result_rows: Connection[RoleResultRow] = list_field(
        RoleResultRow, "Rows of role-result matrices, by position.", _ROWS, RoleResultRowFilter
    )
    unit_achievements: Connection[UnitAchievement] = list_field(
        UnitAchievement,
        "What units reached, by unit and window. Ask for a window or a unit: what is not asked for is not computed.",
        _BY_UNIT_AND_WINDOW,
        UnitAchievementFilter,
    )
    support_achievements: Connection[SupportAchievement] = list_field(
        SupportAchievement, "What the results that support a leader's result reached, by result and window.",
        _BY_RESULT, SupportAchievementFilter,
    )  # fmt: skip
    person_achievements: Connection[PersonAchievement] = list_field(
        PersonAchievement, "What people reached, by position: who is absent is one query.", _PEOPLE,
        PersonAchievementFilter,
    )  # fmt: skip


MUTATIONS = ()
