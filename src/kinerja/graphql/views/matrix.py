"""The role-result matrix (matriks peran hasil) of a unit: who supports which result of the leader on a day (B5)."""

from kinerja.graphql.views.units import UNIT_HEADS, UNIT_POSITIONS
from kinerja.graphql.views.view import View
from kinerja.projections.organisation import ASSIGNMENTS, POSITIONS
from kinerja.projections.periods import PERIODS
from kinerja.projections.plan_tables import PLANS, RESULT_SUPPORTS, RESULT_WEIGHTS, WORK_RESULTS
from kinerja.projections.tables import flag, number, text, uuid

# OFFSET 0 keeps the planner to looking up holders, plans and results one by one, by their indexes: of the past it
# knows too little of how many there are.
_HOLDS = (
    "NOT a.recorded_in_error AND a.starts_on <= %(valid_on)s AND (a.ends_on IS NULL OR a.ends_on >= %(valid_on)s)"
)
_READS = "w.effective_on <= {day} AND (w.ends_before IS NULL OR w.ends_before > {day})"
MATRICES = View(
    "role_result_matrices",
    key=(uuid("unit_id"), uuid("period_id")),
    columns=(uuid("led_by", nullable=True),),
    of=(UNIT_HEADS, PERIODS),
    sql="""
SELECT h.agency, h.unit_id, o.id AS period_id, h.led_by
  FROM {unit_heads} h
  JOIN {periods} o ON o.agency = h.agency
""",
)
MATRIX_CELLS = View(
    "matrix_cells",
    key=(uuid("plan_id"), uuid("result_id")),
    columns=(number("number"), text("support"), uuid("supports_result_id", nullable=True)),
    of=(PLANS, WORK_RESULTS, RESULT_WEIGHTS, RESULT_SUPPORTS),
    # The day is the last one of the plan that is not after ``validOn``: a plan of the past is shown as it ended.
    sql=f"""
SELECT r.agency, r.plan_id, r.id AS result_id, r.number, s.supports_result_id,
       CASE WHEN s.supports_result_id IS NULL THEN 'NOTHING'
            WHEN coalesce(l.closed_on, l.ends_on) >= d.day AND EXISTS (
                 SELECT FROM {{result_weights}} w WHERE w.agency = r.agency AND w.result_id = s.supports_result_id
                    AND {_READS.format(day="d.day")}) THEN 'SUPPORTS'
            ELSE 'LOST' END AS support
  FROM {{plans}} p
  JOIN {{work_results}} r ON r.agency = p.agency AND r.plan_id = p.id
 CROSS JOIN LATERAL (
       SELECT greatest(least(%(valid_on)s::date, coalesce(p.closed_on, p.ends_on)), p.starts_on) AS day) d
  LEFT JOIN LATERAL (
       SELECT w.supports_plan_id, w.supports_result_id FROM {{result_supports}} w
        WHERE w.agency = r.agency AND w.result_id = r.id AND {_READS.format(day="d.day")} OFFSET 0) s ON true
  LEFT JOIN {{plans}} l ON l.agency = r.agency AND l.id = s.supports_plan_id
 WHERE EXISTS (SELECT FROM {{result_weights}} w WHERE w.agency = r.agency AND w.result_id = r.id
                  AND {_READS.format(day="d.day")})
""",
)
_PLAN = """
SELECT p.id, p.agency, p.period_id FROM {plans} p
 WHERE p.agency = a.agency AND p.employee_id = a.employee_id AND p.assignment_id = a.id
   AND coalesce(p.closed_on, p.ends_on) >= p.starts_on
"""
# Of several plans of an assignment for a period, one behind the other: the last that has begun, else the first.
_AT_THE_TIME = """
ORDER BY p.starts_on > %(valid_on)s::date, abs(p.starts_on - %(valid_on)s::date) LIMIT 1
"""
# Who counts at the unit, and who reports to its head from a unit that has none.
_POSITIONS = """
SELECT q.agency, q.unit_id, q.position_id, q.own_unit_id FROM {unit_positions} q
 UNION
SELECT h.agency, h.unit_id, s.id, s.unit_id
  FROM {unit_heads} h
  JOIN {positions} s ON s.agency = h.agency AND s.reports_to = h.position_id
"""
MATRIX_ROWS = View(
    "matrix_rows",
    key=(uuid("matrix_unit_id"), uuid("period_id"), uuid("position_id"), uuid("holder")),
    columns=(
        uuid("unit_id"),
        uuid("employee_id", nullable=True),
        uuid("plan_id", nullable=True),
        uuid("cells_of"),
        flag("supports_nothing"),
    ),
    of=(UNIT_POSITIONS, UNIT_HEADS, POSITIONS, PERIODS, ASSIGNMENTS, PLANS, MATRIX_CELLS),
    sql=f"""
SELECT q.agency, q.unit_id AS matrix_unit_id, o.id AS period_id, q.position_id, q.own_unit_id AS unit_id,
       coalesce(a.id, q.position_id) AS holder, a.employee_id, p.id AS plan_id,
       coalesce(p.id, q.position_id) AS cells_of,
       NOT EXISTS (SELECT FROM {{matrix_cells}} c
                    WHERE c.agency = q.agency AND c.plan_id = p.id AND c.support = 'SUPPORTS') AS supports_nothing
  FROM ({_POSITIONS}) q
  JOIN {{periods}} o ON o.agency = q.agency
  LEFT JOIN LATERAL (
       SELECT a.id, a.agency, a.employee_id FROM {{assignments}} a
        WHERE a.agency = q.agency AND a.position_id = q.position_id AND {_HOLDS} OFFSET 0) a ON true
  LEFT JOIN LATERAL ({_PLAN} AND p.period_id = o.id {_AT_THE_TIME}) p ON true
""",
)
_SUPPORTING = """
SELECT m.agency, m.matrix_unit_id, m.period_id, c.supports_result_id AS result_id, c.result_id AS supported_by
  FROM {matrix_rows} m
 CROSS JOIN LATERAL (
       SELECT y.supports_result_id, y.result_id FROM {matrix_cells} y
        WHERE y.agency = m.agency AND y.plan_id = m.plan_id AND y.support = 'SUPPORTS' OFFSET 0) c
"""
MATRIX_COLUMNS = View(
    "matrix_columns",
    key=(uuid("matrix_unit_id"), uuid("period_id"), uuid("result_id")),
    columns=(uuid("plan_id"), number("number"), number("supporters")),
    of=(UNIT_HEADS, ASSIGNMENTS, PLANS, MATRIX_ROWS, MATRIX_CELLS, WORK_RESULTS),
    # All results of who leads the unit, and whatever else somebody of the unit supports.
    sql=f"""
SELECT x.agency, x.matrix_unit_id, x.period_id, x.result_id, r.plan_id, r.number,
       count(x.supported_by) AS supporters
  FROM ({_SUPPORTING}
         UNION ALL
        SELECT h.agency, h.unit_id, p.period_id, c.result_id, NULL
          FROM {{unit_heads}} h
         CROSS JOIN LATERAL (
               SELECT a.id, a.agency, a.employee_id FROM {{assignments}} a
                WHERE a.agency = h.agency AND a.position_id = h.led_by AND {_HOLDS} OFFSET 0) a
         CROSS JOIN LATERAL ({_PLAN} OFFSET 0) p
         CROSS JOIN LATERAL (
               SELECT y.result_id FROM {{matrix_cells}} y
                WHERE y.agency = p.agency AND y.plan_id = p.id OFFSET 0) c) x
  JOIN {{work_results}} r ON r.agency = x.agency AND r.id = x.result_id
 GROUP BY x.agency, x.matrix_unit_id, x.period_id, x.result_id, r.plan_id, r.number
""",
)
