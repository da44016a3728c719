"""What was reached from person to unit to agency, and which part of it is absent (B5)."""

from kinerja.graphql.views.segments import shown
from kinerja.graphql.views.units import UNIT_HEADS, UNIT_POSITIONS
from kinerja.graphql.views.view import View
from kinerja.graphql.views.window_achievement import PLAN_ACHIEVEMENT, RESULT_ACHIEVEMENT
from kinerja.projections.organisation import ASSIGNMENTS, ORG_UNITS
from kinerja.projections.periods import PERIOD_WINDOWS
from kinerja.projections.plan_tables import PLANS, RESULT_SUPPORTS, WORK_RESULTS
from kinerja.projections.tables import decimal, flag, number, text, uuid

# OFFSET 0 keeps the planner to computing the plans that are asked for one by one, not those of the whole agency.
# Expected is a definitive assignment that covers a whole month of the window, as plans are of whole months; who
# acts counts with a plan only.
_COVERS_A_MONTH = """
date_trunc('month', greatest(a.starts_on, w.starts_on)::timestamp + interval '1 month' - interval '1 day')
 + interval '1 month' <= least(coalesce(a.ends_on, w.ends_on), w.ends_on)::timestamp + interval '1 day'
"""
ASSIGNMENT_ACHIEVEMENT = View(
    "assignment_achievement",
    key=(uuid("assignment_id"), text("window_code"), uuid("counted_as")),
    columns=(
        uuid("period_id"),
        uuid("employee_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("plan_id", nullable=True),
        text("presence"),
        flag("ended"),
        flag("approved"),
        number("months", nullable=True),
        decimal("achievement", nullable=True),
    ),
    of=(ASSIGNMENTS, PERIOD_WINDOWS, PLANS, PLAN_ACHIEVEMENT),
    # A plan that never began is none. One that was closed before the window says that nothing is expected there,
    # unless a further plan of the assignment follows upon it.
    sql=f"""
SELECT a.agency, a.id AS assignment_id, w.code AS window_code, coalesce(p.id, a.id) AS counted_as, w.period_id,
       a.employee_id, a.position_id, a.unit_id, p.id AS plan_id, x.months, x.achievement,
       CASE WHEN p.id IS NULL THEN 'NO_PLAN' WHEN p.closed_on < w.starts_on THEN 'NOT_APPLICABLE'
            WHEN p.newest_version = 0 THEN 'NOT_APPROVED'
            ELSE coalesce(x.status, 'NOT_APPLICABLE') END AS presence,
       coalesce(p.closed_on < w.starts_on, false) AS ended,
       coalesce(p.newest_version > 0, false) AS approved
  FROM {{period_windows}} w
  JOIN {{assignments}} a ON a.agency = w.agency AND NOT a.recorded_in_error AND a.starts_on <= w.ends_on
       AND (a.ends_on IS NULL OR a.ends_on >= w.starts_on)
  LEFT JOIN {{plans}} p ON p.agency = a.agency AND p.employee_id = a.employee_id AND p.assignment_id = a.id
       AND p.period_id = w.period_id AND p.starts_on <= w.ends_on AND p.ends_on >= w.starts_on
       AND coalesce(p.closed_on, p.ends_on) >= p.starts_on
       AND NOT (p.closed_on IS NOT NULL AND p.closed_on < w.starts_on AND EXISTS (
                SELECT FROM {{plans}} n
                 WHERE n.agency = p.agency AND n.employee_id = p.employee_id AND n.assignment_id = p.assignment_id
                   AND n.period_id = p.period_id AND n.starts_on > p.closed_on AND n.starts_on <= w.ends_on
                   AND coalesce(n.closed_on, n.ends_on) >= n.starts_on))
  LEFT JOIN LATERAL (
       SELECT y.status, y.achievement, y.months FROM {{plan_achievement}} y
        WHERE y.agency = p.agency AND y.plan_id = p.id AND y.window_code = w.code OFFSET 0) x ON true
 WHERE p.id IS NOT NULL OR (a.kind = 'DEFINITIVE' AND {_COVERS_A_MONTH})
""",
)
UNIT_PEOPLE = View(
    "unit_people",
    key=(uuid("counted_in"), uuid("period_id"), text("window_code"), uuid("assignment_id"), uuid("counted_as")),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("plan_id", nullable=True),
        text("presence"),
        decimal("achievement", nullable=True),
    ),
    of=(UNIT_POSITIONS, ASSIGNMENT_ACHIEVEMENT),
    sql=f"""
SELECT q.agency, q.unit_id AS counted_in, x.period_id, x.window_code, x.assignment_id, x.counted_as,
       x.employee_id, x.position_id, x.unit_id, x.plan_id, x.presence, {shown("x.achievement")} AS achievement
  FROM {{unit_positions}} q
  JOIN {{assignment_achievement}} x ON x.agency = q.agency AND x.position_id = q.position_id
""",
)
_BELOW = """
WITH RECURSIVE below AS (
  SELECT u.id
   UNION
  SELECT o.id FROM {org_units} o JOIN below ON o.parent_id = below.id WHERE o.agency = u.agency)
"""
_COVERAGE = """
CASE WHEN c.reported = 0 AND c.absent = 0 THEN 'NOT_APPLICABLE' WHEN c.reported = 0 THEN 'ABSENT'
     WHEN c.absent = 0 THEN 'PRESENT' ELSE 'PARTIAL' END
"""
_PRESENT = "x.presence = 'PRESENT'"
_MISSING = "x.presence NOT IN ('PRESENT', 'NOT_APPLICABLE')"
UNIT_ACHIEVEMENT = View(
    "unit_achievement",
    key=(uuid("unit_id"), uuid("period_id"), text("window_code")),
    columns=(
        uuid("parent_id", nullable=True),
        uuid("led_by", nullable=True),
        number("people"),
        number("expected"),
        number("planned"),
        number("approved"),
        number("reported"),
        number("absent"),
        text("status"),
        decimal("achievement", nullable=True),
    ),
    of=(ORG_UNITS, UNIT_HEADS, PERIOD_WINDOWS, ASSIGNMENT_ACHIEVEMENT),
    # Everybody in the unit and below it but its own head, who counts at the parent; each plan by the months that it
    # covers of the window.
    sql=f"""
SELECT u.agency, u.id AS unit_id, w.period_id, w.code AS window_code, u.parent_id, h.led_by, c.people,
       c.expected, c.planned, c.approved, c.reported, c.absent,
       {_COVERAGE} AS status,
       {shown("c.achievement")} AS achievement
  FROM {{org_units}} u
  JOIN {{unit_heads}} h ON h.agency = u.agency AND h.unit_id = u.id
  JOIN {{period_windows}} w ON w.agency = u.agency
 CROSS JOIN LATERAL (
  SELECT count(DISTINCT x.employee_id) AS people,
         count(*) FILTER (WHERE NOT x.ended) AS expected,
         count(x.plan_id) FILTER (WHERE NOT x.ended) AS planned,
         count(*) FILTER (WHERE NOT x.ended AND x.approved) AS approved,
         count(*) FILTER (WHERE {_PRESENT}) AS reported, count(*) FILTER (WHERE {_MISSING}) AS absent,
         sum(x.achievement * x.months) FILTER (WHERE {_PRESENT})
         / sum(x.months) FILTER (WHERE {_PRESENT}) AS achievement
    FROM {{assignment_achievement}} x
   WHERE x.agency = u.agency AND x.period_id = w.period_id AND x.window_code = w.code
     AND x.unit_id IN ({_BELOW} SELECT id FROM below)
     AND (u.parent_id IS NULL OR h.position_id IS NULL OR x.position_id <> h.position_id)) c
""",
)
_OVERLAPS = "greatest(o.starts_on, w.starts_on) <= least(w.ends_on, coalesce(o.closed_on, o.ends_on))"
SUPPORT_ACHIEVEMENT = View(
    "support_achievement",
    key=(uuid("result_id"), text("window_code")),
    columns=(
        uuid("plan_id"),
        number("place"),
        number("supporting"),
        number("reported"),
        number("absent"),
        text("status"),
        decimal("achievement", nullable=True),
    ),
    of=(WORK_RESULTS, RESULT_SUPPORTS, PLANS, PERIOD_WINDOWS, RESULT_ACHIEVEMENT),
    # What supports a result at the end of the window counts by its weight in its own plan; an additional result
    # weighs nothing and is counted.
    sql=f"""
SELECT r.agency, r.id AS result_id, w.code AS window_code, r.plan_id, w.number AS place, c.supporting,
       c.reported, c.absent,
       {_COVERAGE} AS status,
       {shown("c.achievement")} AS achievement
  FROM {{work_results}} r
  JOIN {{plans}} p ON p.agency = r.agency AND p.id = r.plan_id
  JOIN {{period_windows}} w ON w.agency = p.agency AND w.period_id = p.period_id
 CROSS JOIN LATERAL (
  SELECT count(*) AS supporting, count(*) FILTER (WHERE a.status = 'PRESENT') AS reported,
         count(*) FILTER (WHERE a.status = 'ABSENT' OR (o.newest_version = 0 AND {_OVERLAPS})) AS absent,
         sum(a.achievement * a.weight) FILTER (WHERE a.status = 'PRESENT')
         / nullif(sum(a.weight) FILTER (WHERE a.status = 'PRESENT'), 0) AS achievement
    FROM {{result_supports}} s
    JOIN {{plans}} o ON o.agency = s.agency AND o.id = s.plan_id
   CROSS JOIN LATERAL (
         SELECT greatest(least(w.ends_on, coalesce(o.closed_on, o.ends_on)), o.starts_on) AS day) d
    LEFT JOIN LATERAL (
         SELECT y.status, y.achievement, y.weight FROM {{result_achievement}} y
          WHERE y.agency = s.agency AND y.plan_id = s.plan_id AND y.result_id = s.result_id
            AND y.window_code = w.code OFFSET 0) a ON true
   WHERE s.agency = r.agency AND s.supports_result_id = r.id
     AND s.effective_on <= d.day AND (s.ends_before IS NULL OR s.ends_before > d.day)) c
 WHERE c.supporting > 0
""",
)
