"""What waits for a superior, what is late or absent, and what is off its target, of each plan (C5)."""

from kinerja.graphql.views.achievement import ACHIEVEMENTS
from kinerja.graphql.views.segments import asks_in, month
from kinerja.graphql.views.view import View
from kinerja.projections.accomplishments import ACCOMPLISHMENTS
from kinerja.projections.deadlines import DEADLINES
from kinerja.projections.indicators import INDICATOR_VERSIONS
from kinerja.projections.periods import PERIODS
from kinerja.projections.plan_revisions import PLAN_REVISION_PROPOSALS
from kinerja.projections.plan_tables import PLANS, TARGETS
from kinerja.projections.progress import MONTHLY_REPORTS, REALIZATIONS
from kinerja.projections.tables import date, decimal, moment, text, uuid

_OF_PLAN = "p.agency, p.id AS plan_id, p.employee_id, p.position_id, p.unit_id, p.period_id"
_NONE = "NULL::date AS month, NULL::uuid AS target_id, NULL::uuid AS indicator_id, NULL::numeric AS achievement"
_COVERS = """
p.newest_version > 0 AND w.month >= p.starts_on
   AND w.month <= coalesce(p.closed_on, p.ends_on)
"""
_WAITS = f"""
SELECT {_OF_PLAN}, 'PLAN_PENDING' AS kind, '' AS place, {_NONE}, p.submitted_at AS since
  FROM {{plans}} p
 WHERE p.state = 'SUBMITTED'
UNION ALL
SELECT {_OF_PLAN}, 'REPORT_PENDING', to_char(m.month, 'YYYY-MM'), m.month, NULL, NULL, NULL, m.reported_at
  FROM {{monthly_reports}} m
  JOIN {{plans}} p ON p.agency = m.agency AND p.id = m.plan_id
 WHERE m.state = 'SUBMITTED'
UNION ALL
SELECT {_OF_PLAN}, 'REVISION_PENDING', r.id::text, NULL, NULL, NULL, NULL, r.proposed_at
  FROM {{plan_revision_proposals}} r
  JOIN {{plans}} p ON p.agency = r.agency AND p.id = r.plan_id AND p.closed_on IS NULL
 WHERE r.disposition IS NULL
UNION ALL
SELECT {_OF_PLAN}, 'ACCOMPLISHMENT_PENDING', a.id::text, NULL, NULL, NULL, NULL, a.recorded_at
  FROM {{accomplishments}} a
  JOIN {{plans}} p ON p.agency = a.agency AND p.id = a.plan_id
 WHERE a.state = 'RECORDED'
"""
# Whose plan begins later than the period is not late by the period's deadline. A report may be there and leave out
# a target that is due in its month: then nothing of the target is counted, and it is off no track.
_IS_LATE = f"""
SELECT {_OF_PLAN}, 'PLAN_LATE', '', {_NONE}, d.passes_at
  FROM {{deadlines}} d
  JOIN {{periods}} o ON o.agency = d.agency AND o.id = d.period_id
  JOIN {{plans}} p ON p.agency = d.agency AND p.period_id = d.period_id AND p.newest_version = 0
       AND p.closed_on IS NULL AND p.starts_on <= greatest(d.due_on, o.starts_on)
 WHERE d.kind = 'PLAN' AND d.passed_at IS NOT NULL
UNION ALL
SELECT {_OF_PLAN}, 'REPORT_LATE', d.window_code, w.month, NULL, NULL, NULL, d.passes_at
  FROM {{deadlines}} d
 CROSS JOIN LATERAL (SELECT to_date(d.window_code, 'YYYY-MM') AS month) w
  JOIN {{plans}} p ON p.agency = d.agency AND p.period_id = d.period_id AND {_COVERS}
 WHERE d.kind = 'REPORT' AND d.passed_at IS NOT NULL
   AND EXISTS (
       SELECT FROM {{targets}} h
         JOIN {{indicator_versions}} v ON v.agency = h.agency AND v.indicator_id = h.indicator_id
              AND v.number = h.indicator_version
        WHERE h.agency = p.agency AND h.plan_id = p.id AND {asks_in(month("w.month"))})
   AND NOT EXISTS (
       SELECT FROM {{monthly_reports}} m
        WHERE m.agency = p.agency AND m.plan_id = p.id AND m.month = w.month AND m.state <> 'RETURNED')
UNION ALL
SELECT {_OF_PLAN}, 'REPORT_INCOMPLETE', to_char(m.month, 'YYYY-MM ') || h.id, m.month, h.id, h.indicator_id, NULL,
       m.reported_at
  FROM {{monthly_reports}} m
  JOIN {{plans}} p ON p.agency = m.agency AND p.id = m.plan_id
  JOIN {{targets}} h ON h.agency = m.agency AND h.plan_id = m.plan_id
  JOIN {{indicator_versions}} v ON v.agency = h.agency AND v.indicator_id = h.indicator_id
       AND v.number = h.indicator_version
 WHERE m.state <> 'RETURNED' AND {asks_in(month("m.month"))}
   AND NOT EXISTS (
       SELECT FROM {{realizations}} r WHERE r.agency = m.agency AND r.report_id = m.id AND r.target_id = h.id)
"""
_IS_OFF_TRACK = f"""
SELECT {_OF_PLAN}, 'OFF_TRACK', a.target_id::text, a.through, a.target_id, a.indicator_id, a.achievement, NULL
  FROM {{achievements}} a
  JOIN {{plans}} p ON p.agency = a.agency AND p.id = a.plan_id AND p.newest_version > 0
       AND (p.closed_on IS NULL OR p.closed_on >= %(valid_on)s)
 WHERE a.off_track
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
    of=(
        PLANS,
        PERIODS,
        DEADLINES,
        MONTHLY_REPORTS,
        PLAN_REVISION_PROPOSALS,
        ACCOMPLISHMENTS,
        TARGETS,
        INDICATOR_VERSIONS,
        REALIZATIONS,
        ACHIEVEMENTS,
    ),
    sql=" UNION ALL ".join((_WAITS, _IS_LATE, _IS_OFF_TRACK)),
)
