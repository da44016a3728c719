"""What waits for a superior, what is late, and what is off its target, of each plan (C5)."""

from kinerja.graphql.views.achievement import ACHIEVEMENTS
from kinerja.graphql.views.view import View
from kinerja.projections.deadlines import DEADLINES
from kinerja.projections.plan_tables import PLANS
from kinerja.projections.progress import MONTHLY_REPORTS
from kinerja.projections.tables import date, decimal, moment, text, uuid

_OF_PLAN = "p.agency, p.id AS plan_id, p.employee_id, p.position_id, p.unit_id, p.period_id"
_NONE = "NULL::date AS month, NULL::uuid AS target_id, NULL::uuid AS indicator_id, NULL::numeric AS achievement"
_COVERS = """
p.newest_version > 0 AND w.month >= p.starts_on
   AND w.month <= coalesce(p.closed_on, p.ends_on)
"""
SUPERVISION = View(
    "supervision",
    key=(uuid("plan_id"), text("kind"), text("place")),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("period_id"),
        date("month", nullable=True),
        uuid("target_id", nullable=True),
        uuid("indicator_id", nullable=True),
        decimal("achievement", nullable=True),
        moment("since", nullable=True),
    ),
    of=(PLANS, MONTHLY_REPORTS, DEADLINES, ACHIEVEMENTS),
    sql=f"""
SELECT {_OF_PLAN}, 'PLAN_PENDING' AS kind, '' AS place, {_NONE}, p.submitted_at AS since
  FROM {{plans}} p
 WHERE p.state = 'SUBMITTED'
UNION ALL
SELECT {_OF_PLAN}, 'REPORT_PENDING', to_char(m.month, 'YYYY-MM'), m.month, NULL, NULL, NULL, m.reported_at
  FROM {{monthly_reports}} m
  JOIN {{plans}} p ON p.agency = m.agency AND p.id = m.plan_id
 WHERE m.state = 'SUBMITTED'
UNION ALL
SELECT {_OF_PLAN}, 'REPORT_LATE', d.window_code, w.month, NULL, NULL, NULL, d.passes_at
  FROM {{deadlines}} d
 CROSS JOIN LATERAL (SELECT to_date(d.window_code, 'YYYY-MM') AS month) w
  JOIN {{plans}} p ON p.agency = d.agency AND p.period_id = d.period_id AND {_COVERS}
 WHERE d.kind = 'REPORT' AND d.passed_at IS NOT NULL
   AND NOT EXISTS (
       SELECT FROM {{monthly_reports}} m
        WHERE m.agency = p.agency AND m.plan_id = p.id AND m.month = w.month AND m.state <> 'RETURNED')
UNION ALL
SELECT {_OF_PLAN}, 'OFF_TRACK', a.target_id::text, a.through, a.target_id, a.indicator_id, a.achievement, NULL
  FROM {{achievements}} a
  JOIN {{plans}} p ON p.agency = a.agency AND p.id = a.plan_id AND p.newest_version > 0 AND p.closed_on IS NULL
 WHERE a.off_track
""",
)
