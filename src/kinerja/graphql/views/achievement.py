"""The achievement of each target to date, by the arithmetic that evaluations judge with (C3).

A test holds it to the evaluator (``domain.rules``): the same months, the same segments, the same bounds.
"""

from kinerja.domain.rules.bundles import bundles
from kinerja.domain.rules.gathering import MONTHS_OF
from kinerja.graphql.views.view import View
from kinerja.projections.indicators import INDICATOR_VERSIONS
from kinerja.projections.periods import PERIODS
from kinerja.projections.plan_tables import PLANS, TARGETS
from kinerja.projections.progress import MONTHLY_REPORTS, REALIZATIONS
from kinerja.projections.tables import date, decimal, number, uuid

_PLACES = 30
"""Quotients have so many places, and are rounded once they are shown; the last 15 are for what is not exact."""
_COVERED = " ".join(f"WHEN '{period}' THEN {months}" for period, months in MONTHS_OF.items())
_BOUNDS = ", ".join(
    f"('{name}', {bundle.sets['achievement']['floor']}, {bundle.sets['achievement']['cap']})"
    for name, bundle in bundles().items()
)
_COUNTED = """
SELECT r.month, r.amount, r.numerator, r.denominator
  FROM {realizations} r
  JOIN {monthly_reports} m ON m.agency = r.agency AND m.id = r.report_id AND m.state <> 'RETURNED'
 WHERE r.agency = g.agency AND r.target_id = g.id
"""
"""What counts: everything reported, nothing while its report is returned."""
_READING = """
  JOIN {{targets}} {s} ON {s}.agency = g.agency AND {s}.id = g.id AND {s}.effective_on <= {d}.month
       AND ({s}.ends_before IS NULL OR {d}.month < {s}.ends_before)
"""
"""How the target read in a month."""
_MONTHS = "generate_series({0}::timestamp, {1}::timestamp, interval '1 month') AS {2}(month)"
_PLANNED = f"""
SELECT round(sum(a.amount), {_PLACES}) / k.plan_months
  FROM {_MONTHS.format("greatest(d.month - (k.covers - 1) * interval '1 month', k.first)", "d.month", "c")}
  {_READING.format(s="a", d="c")}
"""
"""The share of a cumulative target that falls to the months that a report covers, as it read in each."""
# Each month under one reading of the target: whether it reports, what was reported, what was planned for it.
_MONTHLY = f"""
SELECT s.effective_on, s.amount, v.direction, v.cumulative, v.numerator ~ '[^[:space:]]' AS ratio,
       mod(extract(month FROM d.month)::int, k.covers) = 0 AS reports, x.month IS NULL AS missing,
       x.amount AS realized, x.numerator, x.denominator,
       CASE WHEN v.cumulative AND mod(extract(month FROM d.month)::int, k.covers) = 0 THEN ({_PLANNED}) END AS planned
  FROM {_MONTHS.format("b.first", "l.month", "d")}
  {_READING.format(s="s", d="d")}
  JOIN {{indicator_versions}} v ON v.agency = s.agency AND v.indicator_id = s.indicator_id
       AND v.number = s.indicator_version
 CROSS JOIN LATERAL (SELECT CASE v.reporting_period {_COVERED} END AS covers, b.first, b.plan_months) k
  LEFT JOIN LATERAL ({_COUNTED} AND r.month = d.month) x ON true
"""
_REALIZED = f"""
CASE WHEN bool_or(y.ratio) THEN round(sum(y.numerator) FILTER (WHERE y.reports) * 100, {_PLACES})
                                / sum(y.denominator) FILTER (WHERE y.reports)
     WHEN bool_or(y.cumulative) THEN round(sum(y.realized) FILTER (WHERE y.reports), {_PLACES})
     ELSE round(sum(y.realized) FILTER (WHERE y.reports), {_PLACES}) / count(*) FILTER (WHERE y.reports) END
"""
_SEGMENTS = f"""
SELECT count(*) AS months, count(*) FILTER (WHERE y.reports) AS reporting,
       count(*) FILTER (WHERE y.reports AND y.missing) AS missing, y.direction, {_REALIZED} AS realized,
       CASE WHEN bool_or(y.cumulative) THEN sum(y.planned) ELSE y.amount END AS planned
  FROM ({_MONTHLY}) y
 GROUP BY y.effective_on, y.amount, y.direction
"""
_RAW = """
CASE z.direction WHEN 'LOWER_IS_BETTER' THEN (2 - z.realized / z.planned) * 100 ELSE z.realized / z.planned * 100 END
"""
_SHOWN = "CASE WHEN sum(q.missing) = 0 THEN round(round(sum(q.months * {0}) / sum(q.months), 15), 2) END"
ACHIEVEMENTS = View(
    "achievements",
    key=(uuid("plan_id"), uuid("target_id")),
    columns=(
        number("number"),
        uuid("indicator_id"),
        date("through", nullable=True),
        number("reported"),
        number("missing"),
        decimal("raw", nullable=True),
        decimal("achievement", nullable=True),
    ),
    of=(TARGETS, PLANS, PERIODS, INDICATOR_VERSIONS, REALIZATIONS, MONTHLY_REPORTS),
    sql=f"""
SELECT g.agency, g.id AS target_id, g.plan_id, g.number, g.indicator_id, l.month AS through, l.reported,
       e.missing, e.raw, e.achievement
  FROM {{targets}} g
  JOIN {{plans}} p ON p.agency = g.agency AND p.id = g.plan_id
  JOIN {{periods}} o ON o.agency = p.agency AND o.id = p.period_id
  LEFT JOIN (VALUES {_BOUNDS}) n (rules, floor, cap) ON n.rules = o.rules_id
 CROSS JOIN LATERAL (SELECT max(w.month) AS month, count(*) AS reported FROM ({_COUNTED}) w) l
 CROSS JOIN LATERAL (
       SELECT date_trunc('month', p.starts_on::timestamp) AS first,
              (extract(year FROM p.ends_on) - extract(year FROM p.starts_on)) * 12
              + extract(month FROM p.ends_on) - extract(month FROM p.starts_on) + 1 AS plan_months) b
 CROSS JOIN LATERAL (
       SELECT coalesce(sum(q.missing), 0) AS missing, {_SHOWN.format("q.raw")} AS raw,
              {_SHOWN.format("least(greatest(q.raw, n.floor), n.cap)")} AS achievement
         FROM (SELECT z.months, z.missing, {_RAW} AS raw FROM ({_SEGMENTS}) z WHERE z.reporting > 0) q) e
 WHERE g.is_newest
""",
)
