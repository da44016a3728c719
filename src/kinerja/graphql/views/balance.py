"""The share of each family of indicators in a plan, and in the plans of a unit (A9)."""

from kinerja.domain.balance import is_warned_of
from kinerja.domain.standard_vocabulary import IndicatorFamily
from kinerja.graphql.views.units import UNIT_HEADS
from kinerja.graphql.views.view import View
from kinerja.projections.indicators import INDICATOR_VERSIONS
from kinerja.projections.plan_tables import PLANS, TARGETS, WORK_RESULTS
from kinerja.projections.tables import decimal, flag, number, text, uuid

_PLACES = ("QUANTITY", "QUALITY", "TIME", "COST", "SATISFACTION")
_ROWS = ", ".join(
    f"('{family}', {place}, {is_warned_of(IndicatorFamily[family], 0)})"
    for place, family in enumerate(_PLACES, start=1)
)
_FAMILIES = f"(VALUES {_ROWS}) f (family, place, warned_without)"
"""In their order, and whether a plan that has no target of one is warned about."""
PLAN_BALANCE = View(
    "plan_balance",
    key=(uuid("plan_id"), number("place")),
    columns=(text("family"), number("targets"), decimal("unrounded"), decimal("share"), flag("warning")),
    of=(PLANS, TARGETS, WORK_RESULTS, INDICATOR_VERSIONS),
    sql=f"""
SELECT p.agency, p.id AS plan_id, f.place, f.family, count(x.weight) AS targets,
       coalesce(sum(x.weight), 0) AS unrounded, round(coalesce(sum(x.weight), 0), 2) AS share,
       f.warned_without AND count(x.weight) = 0 AS warning
  FROM {{plans}} p
 CROSS JOIN {_FAMILIES}
  LEFT JOIN LATERAL (
       SELECT v.family, r.weight / count(*) OVER (PARTITION BY g.result_id) AS weight
         FROM {{targets}} g
         JOIN {{work_results}} r ON r.agency = g.agency AND r.id = g.result_id
         JOIN {{indicator_versions}} v ON v.agency = g.agency AND v.indicator_id = g.indicator_id
              AND v.number = g.indicator_version
        WHERE g.agency = p.agency AND g.plan_id = p.id AND g.is_newest) x ON x.family = f.family
 GROUP BY p.agency, p.id, f.place, f.family, f.warned_without
""",
)
UNIT_BALANCE = View(
    "unit_balance",
    key=(uuid("unit_id"), uuid("period_id"), number("place")),
    columns=(
        uuid("led_by", nullable=True),
        text("family"),
        number("plans"),
        number("targets"),
        decimal("share"),
        number("warnings"),
    ),
    of=(PLANS, PLAN_BALANCE, UNIT_HEADS),
    sql="""
SELECT p.agency, p.unit_id, p.period_id, b.place, h.led_by, b.family, count(*) AS plans,
       sum(b.targets)::bigint AS targets, round(avg(b.unrounded), 2) AS share,
       count(*) FILTER (WHERE b.warning) AS warnings
  FROM {plans} p
  JOIN {plan_balance} b ON b.agency = p.agency AND b.plan_id = p.id
  JOIN {unit_heads} h ON h.agency = p.agency AND h.unit_id = p.unit_id
 WHERE p.newest_version > 0
 GROUP BY p.agency, p.unit_id, p.period_id, b.place, h.led_by, b.family
""",
)
