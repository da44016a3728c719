"""What was reached of a target, a result and a plan in a window of its period, by the rules its period pins.

The same computation as an evaluation's (``domain/rules``), for all plans at once and without its explanation. Every
number keeps 60 decimals until it is shown; a test holds them against the exact fractions of the evaluator.
"""

from kinerja.domain.rules.bundles import bundles
from kinerja.graphql.views.view import View
from kinerja.projections.indicators import INDICATOR_VERSIONS
from kinerja.projections.periods import PERIOD_WINDOWS, PERIODS
from kinerja.projections.plan_tables import PLANS, RESULT_WEIGHTS, TARGETS, WORK_RESULTS
from kinerja.projections.progress import MONTHLY_REPORTS, REALIZATIONS
from kinerja.projections.tables import decimal, flag, number, text, uuid

_DIGITS = 60
_NUDGE = "1e-40"
"""Less than any two different results lie apart, more than 60 digits lose: a tie is seen as one."""


def shown(expression: str) -> str:
    """A number with its 60 decimals as it is shown: 2 decimals, half up, once."""
    return f"round({expression} + {_NUDGE}, 2)"


def _month(day: str) -> str:
    """The month of a day, counted on from the year 0: multiples of 3 end a quarter, of 12 a year."""
    return f"(extract(year FROM {day}) * 12 + extract(month FROM {day}))::int"


def _of_rules(parameter: str) -> str:
    """A parameter of the achievement by the rule version of a period, over all rule versions there are."""
    said = {name: str(bundle.sets["achievement"][parameter]).lower() for name, bundle in bundles().items()}
    cases = " ".join(f"WHEN '{name}' THEN {value}" for name, value in sorted(said.items()))
    return f"CASE o.rules_id {cases} END"


JUDGED_PLANS = View(
    "judged_plans",
    key=(uuid("plan_id"), text("window_code")),
    columns=(
        number("first_month"),
        number("last_month"),
        number("plan_start"),
        number("plan_months"),
        decimal("floor"),
        decimal("cap"),
        flag("renormalised"),
    ),
    of=(PLANS, PERIODS, PERIOD_WINDOWS),
    # The approved plans and the months of a window that each covers, as counted by ``_month``.
    sql=f"""
SELECT p.agency, p.id AS plan_id, w.code AS window_code,
       greatest({_month("w.starts_on")}, {_month("p.starts_on")}) AS first_month,
       least({_month("w.ends_on")}, {_month("coalesce(p.closed_on, p.ends_on)")}) AS last_month,
       {_month("p.starts_on")} AS plan_start, {_month("p.ends_on")} - {_month("p.starts_on")} + 1 AS plan_months,
       {_of_rules("floor")}::numeric AS floor, {_of_rules("cap")}::numeric AS cap,
       {_of_rules("absent_is_renormalised")} AS renormalised
  FROM {{plans}} p
  JOIN {{periods}} o ON o.agency = p.agency AND o.id = p.period_id
  JOIN {{period_windows}} w ON w.agency = p.agency AND w.period_id = p.period_id
       AND w.starts_on <= p.ends_on AND w.ends_on >= p.starts_on
 WHERE p.newest_version > 0
""",
)
_FIRST = f"greatest({_month('h.effective_on')}, j.first_month)"
_LAST = f"least(coalesce({_month('h.ends_before')} - 1, j.last_month), j.last_month)"
_EVERY = "CASE v.reporting_period WHEN 'MONTHLY' THEN 1 WHEN 'QUARTERLY' THEN 3 ELSE 12 END"
# The readings of each target that the plan has at the end of the window, by the months of it in which each held.
_READINGS = f"""
SELECT g.agency, g.result_id, h.id AS target_id, h.amount, {_FIRST} AS first_month, {_LAST} AS last_month,
       {_EVERY} AS every, v.direction = 'LOWER_IS_BETTER' AS lower_is_better, v.cumulative,
       v.numerator IS NOT NULL AS ratio
  FROM {{targets}} g
  JOIN {{targets}} h ON h.agency = g.agency AND h.id = g.id AND {_month("h.effective_on")} <= j.last_month
       AND (h.ends_before IS NULL OR {_month("h.ends_before")} > j.first_month)
  JOIN {{indicator_versions}} v ON v.agency = h.agency AND v.indicator_id = h.indicator_id
       AND v.number = h.indicator_version
 WHERE g.agency = j.agency AND g.plan_id = j.plan_id AND {_month("g.effective_on")} <= j.last_month
   AND (g.ends_before IS NULL OR {_month("g.ends_before")} > j.last_month)
OFFSET 0
"""
# What a report covers begins before it; what it was to reach follows the readings of all the months it covers.
_PLANNED = f"""
SELECT sum(e.amount * (least(s.last_report, coalesce({_month("e.ends_before")} - 1, s.last_report))
                       - greatest(s.covers_from, {_month("e.effective_on")}) + 1)) AS amount_months
  FROM {{targets}} e
 WHERE e.agency = s.agency AND e.id = s.target_id AND {_month("e.effective_on")} <= s.last_report
   AND (e.ends_before IS NULL OR {_month("e.ends_before")} > s.covers_from)
"""
_REPORTED = f"""
SELECT count(r.amount) AS amounts, count(r.numerator) AS ratios, sum(r.amount) AS amount,
       sum(r.numerator)::numeric AS numerator, sum(r.denominator)::numeric AS denominator
  FROM {{realizations}} r
  JOIN {{monthly_reports}} m ON m.agency = r.agency AND m.id = r.report_id AND m.state <> 'RETURNED'
 WHERE r.agency = s.agency AND r.target_id = s.target_id
   AND r.month BETWEEN s.first_day AND s.last_day AND mod({_month("r.month")}, s.every) = 0
"""
_SEGMENTS = f"""
SELECT j.agency, j.plan_id, j.window_code, j.last_month, j.last_month - j.first_month + 1 AS covered,
       j.renormalised, j.floor, j.cap, s.result_id, s.target_id, s.reports, s.lower_is_better,
       s.last_month - s.first_month + 1 AS months, CASE WHEN s.ratio THEN r.ratios ELSE r.amounts END AS given,
       CASE WHEN s.ratio THEN 100 * r.numerator WHEN s.cumulative THEN r.amount * j.plan_months
            ELSE r.amount END AS reached,
       CASE WHEN s.ratio THEN s.amount * r.denominator WHEN s.cumulative THEN p.amount_months
            ELSE s.amount * s.reports END AS planned
  FROM {{judged_plans}} j
 CROSS JOIN LATERAL (
  SELECT b.*, b.last_month / b.every - (b.first_month - 1) / b.every AS reports,
         b.last_month / b.every * b.every AS last_report,
         greatest((b.first_month - 1) / b.every * b.every + 1, j.plan_start) AS covers_from,
         make_date((b.first_month - 1) / 12, mod(b.first_month - 1, 12) + 1, 1) AS first_day,
         make_date((b.last_month - 1) / 12, mod(b.last_month - 1, 12) + 1, 1) AS last_day
    FROM ({_READINGS}) b) s
 CROSS JOIN LATERAL ({_REPORTED}) r
 CROSS JOIN LATERAL ({_PLANNED}) p
"""
_UNDER = "CASE WHEN c.lower_is_better THEN 2 * c.planned - c.reached ELSE c.reached END"
_RAW = f"round(100 * {_UNDER}, {_DIGITS}) / c.planned"
_STATUS = """
CASE WHEN count(*) FILTER (WHERE {applies}) = 0 THEN 'NOT_APPLICABLE'
     WHEN bool_or({absent}) THEN 'ABSENT' ELSE 'PRESENT' END
"""
_OF_SEGMENTS = _STATUS.format(applies="c.reports > 0", absent="c.given < c.reports")
_OF_WINDOW = "c.agency, c.plan_id, c.window_code, c.last_month, c.covered, c.renormalised"
TARGET_ACHIEVEMENT = View(
    "target_achievement",
    key=(uuid("plan_id"), text("window_code"), uuid("target_id")),
    columns=(
        uuid("result_id"),
        number("last_month"),
        number("covered"),
        flag("renormalised"),
        text("status"),
        decimal("achievement", nullable=True),
    ),
    of=(JUDGED_PLANS, TARGETS, INDICATOR_VERSIONS, REALIZATIONS, MONTHLY_REPORTS),
    # ABSENT unless every report of the window is there; the readings of a target weigh as many months as each held.
    sql=f"""
SELECT {_OF_WINDOW}, c.target_id, c.result_id, {_OF_SEGMENTS} AS status,
       CASE WHEN {_OF_SEGMENTS} = 'PRESENT'
            THEN sum(least(greatest({_RAW}, c.floor), c.cap) * c.months) FILTER (WHERE c.reports > 0)
                 / sum(c.months) FILTER (WHERE c.reports > 0) END AS achievement
  FROM ({_SEGMENTS}) c
 GROUP BY {_OF_WINDOW}, c.target_id, c.result_id
""",
)
_OF_PARTS = _STATUS.format(applies="c.status <> 'NOT_APPLICABLE'", absent="c.status = 'ABSENT'")
RESULT_ACHIEVEMENT = View(
    "result_achievement",
    key=(uuid("plan_id"), text("window_code"), uuid("result_id")),
    columns=(
        text("kind"),
        decimal("weight"),
        number("covered"),
        flag("renormalised"),
        text("status"),
        decimal("achievement", nullable=True),
    ),
    of=(RESULT_WEIGHTS, WORK_RESULTS, TARGET_ACHIEVEMENT),
    # The targets of a result count alike. Its weight is that of the plan's version at the end of the window.
    sql=f"""
SELECT {_OF_WINDOW}, c.result_id, k.kind, w.weight, {_OF_PARTS} AS status,
       CASE WHEN {_OF_PARTS} = 'PRESENT' THEN avg(c.achievement) END AS achievement
  FROM {{target_achievement}} c
  JOIN {{work_results}} k ON k.agency = c.agency AND k.id = c.result_id
  JOIN {{result_weights}} w ON w.agency = c.agency AND w.result_id = c.result_id
       AND {_month("w.effective_on")} <= c.last_month
       AND (w.ends_before IS NULL OR {_month("w.ends_before")} > c.last_month)
 GROUP BY {_OF_WINDOW}, c.result_id, k.kind, w.weight
""",
)
_OF_RESULTS = _STATUS.format(
    applies="c.status <> 'NOT_APPLICABLE'",
    absent="c.status = 'ABSENT') AND NOT (bool_or(c.renormalised) AND bool_or(c.status = 'PRESENT')",
)
PLAN_ACHIEVEMENT = View(
    "plan_achievement",
    key=(uuid("plan_id"), text("window_code")),
    columns=(number("months"), text("status"), decimal("achievement", nullable=True)),
    of=(RESULT_ACHIEVEMENT,),
    # The primary results by their weights. What is absent makes it ABSENT, unless the rule version leaves it out.
    sql=f"""
SELECT c.agency, c.plan_id, c.window_code, c.covered AS months, {_OF_RESULTS} AS status,
       CASE WHEN {_OF_RESULTS} = 'PRESENT' THEN sum(c.achievement * c.weight) FILTER (WHERE c.status = 'PRESENT')
                 / sum(c.weight) FILTER (WHERE c.status = 'PRESENT') END AS achievement
  FROM {{result_achievement}} c
 WHERE c.kind = 'PRIMARY'
 GROUP BY c.agency, c.plan_id, c.window_code, c.covered
""",
)
