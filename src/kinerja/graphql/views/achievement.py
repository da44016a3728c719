"""The achievement of each target to date, by the arithmetic that evaluations judge with (C3).

A test holds it to the evaluator (``domain.rules``): the same months, the same segments, the same bounds.
"""

from kinerja.graphql.views.segments import READ, asks_in, month, of_rules, segments, shown
from kinerja.graphql.views.view import View
from kinerja.projections.indicators import INDICATOR_VERSIONS
from kinerja.projections.periods import PERIODS
from kinerja.projections.plan_tables import PLANS, TARGETS
from kinerja.projections.progress import REALIZATIONS
from kinerja.projections.tables import date, decimal, flag, number, uuid

TARGETS_TO_DATE = View(
    "targets_to_date",
    key=(uuid("plan_id"), uuid("target_id")),
    columns=(
        number("number"),
        uuid("indicator_id"),
        date("through", nullable=True),
        number("reported"),
        number("first_month"),
        number("last_month", nullable=True),
        number("plan_start"),
        number("plan_months"),
        decimal("floor"),
        decimal("cap"),
        decimal("off_track_below"),
    ),
    of=(TARGETS, INDICATOR_VERSIONS, PLANS, PERIODS, REALIZATIONS),
    # From the beginning of the plan to the last month that was reported; nothing counts while its report is returned,
    # nor what was once reported in a month in which the indicator is not.
    sql=f"""
SELECT g.agency, g.plan_id, g.id AS target_id, g.number, g.indicator_id, l.through, l.reported,
       m.plan_start AS first_month, {month("l.through")} AS last_month, m.plan_start, m.plan_months,
       {of_rules("floor")}::numeric AS floor, {of_rules("cap")}::numeric AS cap,
       {of_rules("off_track_below", "measures")}::numeric AS off_track_below
  FROM {{targets}} g
  JOIN {{plans}} p ON p.agency = g.agency AND p.id = g.plan_id
  JOIN {{periods}} o ON o.agency = p.agency AND o.id = p.period_id
 CROSS JOIN LATERAL (
       SELECT max(r.month) AS through, count(*) AS reported
         FROM {{realizations}} r
        WHERE r.agency = g.agency AND r.target_id = g.id AND r.counts AND EXISTS (
              SELECT FROM {{targets}} h
                JOIN {{indicator_versions}} v ON v.agency = h.agency AND v.indicator_id = h.indicator_id
                     AND v.number = h.indicator_version
               WHERE h.agency = r.agency AND h.id = r.target_id AND {asks_in(month("r.month"))})) l
 CROSS JOIN LATERAL (
       SELECT {month("p.starts_on")} AS plan_start,
              {month("p.ends_on")} - {month("p.starts_on")} + 1 AS plan_months OFFSET 0) m
 WHERE g.is_newest
""",
)
_MEAN = "sum({0} * c.months) FILTER (WHERE c.reports > 0) / sum(c.months) FILTER (WHERE c.reports > 0)"
_ABSENT = "coalesce(sum(c.reports - c.given) FILTER (WHERE c.reports > 0), 0)"
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
        flag("off_track", nullable=True),
    ),
    of=(TARGETS_TO_DATE, *READ),
    # Whether it is off track is decided by the number before it is rounded.
    sql=f"""
SELECT d.agency, d.plan_id, d.target_id, d.number, d.indicator_id, d.through, d.reported, x.missing,
       {shown("x.raw")} AS raw, {shown("x.achievement")} AS achievement,
       x.achievement < d.off_track_below AS off_track
  FROM {{targets_to_date}} d
 CROSS JOIN LATERAL (
       SELECT {_ABSENT} AS missing, CASE WHEN {_ABSENT} = 0 THEN {_MEAN.format("c.raw")} END AS raw,
              CASE WHEN {_ABSENT} = 0 THEN {_MEAN.format("least(greatest(c.raw, c.floor), c.cap)")} END AS achievement
         FROM ({segments("(SELECT d.*)")}) c) x
""",
)
