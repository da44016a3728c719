"""How the targets that a standard proposes would have been met in the past: by unit and quarter (A4)."""

from kinerja.graphql.views.view import View
from kinerja.projections.indicators import INDICATOR_VERSIONS
from kinerja.projections.plan_tables import PLANS, TARGETS
from kinerja.projections.progress import MONTHLY_REPORTS, REALIZATIONS
from kinerja.projections.standards import STANDARD_TARGETS
from kinerja.projections.tables import date, decimal, number, uuid

_VALUE = """
CASE WHEN bool_or(r.denominator IS NOT NULL) THEN 100.0 * sum(r.numerator) / nullif(sum(r.denominator), 0)
     WHEN v.cumulative THEN sum(r.amount) ELSE avg(r.amount) END
"""
"""What a person realised in a quarter: months add up, stand beside each other, or are two counts."""
_PROPOSED = "CASE WHEN v.cumulative THEN s.amount * count(*) / 12 ELSE s.amount END"
"""What is proposed for as many months; cumulative amounts are of a year."""
PAST_RESULTS = View(
    "past_results",
    key=(uuid("version_id"), uuid("indicator_id"), uuid("unit_id"), date("starts_on")),
    columns=(number("people"), number("met"), decimal("share")),
    of=(STANDARD_TARGETS, TARGETS, REALIZATIONS, MONTHLY_REPORTS, PLANS, INDICATOR_VERSIONS),
    sql=f"""
SELECT d.agency, d.version_id, d.indicator_id, d.unit_id, d.starts_on, count(*) AS people,
       count(*) FILTER (WHERE d.met) AS met,
       round(100.0 * count(*) FILTER (WHERE d.met) / count(*), 2) AS share
  FROM (SELECT s.agency, s.version_id, s.indicator_id, p.unit_id, p.id,
               date_trunc('quarter', r.month::timestamp)::date AS starts_on,
               CASE v.direction WHEN 'LOWER_IS_BETTER' THEN ({_VALUE}) <= ({_PROPOSED})
                    ELSE ({_VALUE}) >= ({_PROPOSED}) END AS met
          FROM {{standard_targets}} s
          JOIN {{targets}} g ON g.agency = s.agency AND g.indicator_id = s.indicator_id
          JOIN {{realizations}} r ON r.agency = g.agency AND r.target_id = g.id AND r.month >= g.effective_on
               AND (g.ends_before IS NULL OR r.month < g.ends_before)
          JOIN {{monthly_reports}} m ON m.agency = r.agency AND m.id = r.report_id AND m.state <> 'RETURNED'
          JOIN {{plans}} p ON p.agency = g.agency AND p.id = g.plan_id
          JOIN {{indicator_versions}} v ON v.agency = g.agency AND v.indicator_id = g.indicator_id
               AND v.number = g.indicator_version
         GROUP BY s.agency, s.version_id, s.indicator_id, s.amount, p.unit_id, p.id, 6, v.direction, v.cumulative) d
 GROUP BY d.agency, d.version_id, d.indicator_id, d.unit_id, d.starts_on
""",
)
