"""How the targets that a standard proposes would have been met in the past: by unit and quarter (A4).

A person would have met it when the evaluator would have said 100 percent or more; a test holds the two together.
"""

from kinerja.domain.report_months import MONTHS_OF
from kinerja.graphql.views.view import View
from kinerja.projections.indicators import INDICATOR_VERSIONS
from kinerja.projections.plan_tables import PLANS, TARGETS
from kinerja.projections.progress import MONTHLY_REPORTS, REALIZATIONS
from kinerja.projections.standard_tables import STANDARD_TARGETS
from kinerja.projections.tables import date, decimal, number, uuid

_EVERY = " ".join(f"WHEN '{period}' THEN {months}" for period, months in MONTHS_OF.items())
_IS_RATIO = "bool_or(r.denominator IS NOT NULL)"
_REACHED = f"""
CASE WHEN {_IS_RATIO} THEN 100 * sum(r.numerator) WHEN v.cumulative THEN 12 * sum(r.amount) ELSE sum(r.amount) END
"""
"""What a person realised in a quarter, as a multiple: a quotient may have no end."""
_SINCE = """
(extract(year FROM r.month) - extract(year FROM b.first)) * 12 + extract(month FROM r.month)
- extract(month FROM b.first) + 1
"""
"""How many months a report can cover at most: none before the target was set."""
_ASKED = f"""
CASE WHEN {_IS_RATIO} THEN s.amount * nullif(sum(r.denominator), 0)
     WHEN v.cumulative THEN s.amount * sum(least(e.months, ({_SINCE}))) ELSE s.amount * count(*) END
"""
"""The same multiple of what is proposed; cumulative amounts are of a year, of which a report covers its months."""
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
               CASE v.direction WHEN 'LOWER_IS_BETTER' THEN ({_REACHED}) <= ({_ASKED})
                    ELSE ({_REACHED}) >= ({_ASKED}) END AS met
          FROM {{standard_targets}} s
          JOIN {{targets}} g ON g.agency = s.agency AND g.indicator_id = s.indicator_id
          JOIN {{realizations}} r ON r.agency = g.agency AND r.target_id = g.id AND r.month >= g.effective_on
               AND (g.ends_before IS NULL OR r.month < g.ends_before)
          JOIN {{monthly_reports}} m ON m.agency = r.agency AND m.id = r.report_id AND m.state <> 'RETURNED'
          JOIN {{plans}} p ON p.agency = g.agency AND p.id = g.plan_id
          JOIN {{indicator_versions}} v ON v.agency = g.agency AND v.indicator_id = g.indicator_id
               AND v.number = g.indicator_version
         CROSS JOIN LATERAL (SELECT CASE v.reporting_period {_EVERY} END AS months) e
         CROSS JOIN LATERAL (SELECT greatest(min(f.effective_on), p.starts_on) AS first FROM {{targets}} f
                              WHERE f.agency = g.agency AND f.id = g.id) b
         WHERE mod(extract(month FROM r.month)::int, e.months) = 0
         GROUP BY s.agency, s.version_id, s.indicator_id, s.amount, p.unit_id, p.id, 6, v.direction, v.cumulative) d
 GROUP BY d.agency, d.version_id, d.indicator_id, d.unit_id, d.starts_on
""",
)
