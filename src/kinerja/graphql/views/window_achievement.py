"""What was reached of a target, a result and a plan in a window of its period, by the rules its period pins.

What is unrounded stays so until it is shown (``segments``); a test holds it against the evaluator's fractions.
"""

from kinerja.graphql.views.segments import READ, first_day, month, of_rules, segments
from kinerja.graphql.views.view import View
from kinerja.projections.periods import PERIOD_WINDOWS, PERIODS
from kinerja.projections.plan_tables import PLANS, RESULT_WEIGHTS, TARGETS, WORK_RESULTS
from kinerja.projections.tables import decimal, flag, number, text, uuid

JUDGED_PLANS = View(
    "judged_plans",
    key=(uuid("plan_id"), text("window_code")),
    columns=(
        number("first_month"),
        number("last_month"),
        number("covered"),
        number("plan_start"),
        number("plan_months"),
        decimal("floor"),
        decimal("cap"),
        flag("renormalised"),
    ),
    of=(PLANS, PERIODS, PERIOD_WINDOWS),
    # The approved plans and the months of a window that each covers, as counted by ``month``.
    sql=f"""
SELECT p.agency, p.id AS plan_id, w.code AS window_code, m.first_month, m.last_month,
       m.last_month - m.first_month + 1 AS covered, m.plan_start, m.plan_months,
       {of_rules("floor")}::numeric AS floor, {of_rules("cap")}::numeric AS cap,
       {of_rules("absent_is_renormalised")} AS renormalised
  FROM {{plans}} p
  JOIN {{periods}} o ON o.agency = p.agency AND o.id = p.period_id
  JOIN {{period_windows}} w ON w.agency = p.agency AND w.period_id = p.period_id
       AND greatest(w.starts_on, p.starts_on) <= least(w.ends_on, coalesce(p.closed_on, p.ends_on))
 CROSS JOIN LATERAL (
       SELECT greatest({month("w.starts_on")}, {month("p.starts_on")}) AS first_month,
              least({month("w.ends_on")}, {month("coalesce(p.closed_on, p.ends_on)")}) AS last_month,
              {month("p.starts_on")} AS plan_start,
              {month("p.ends_on")} - {month("p.starts_on")} + 1 AS plan_months OFFSET 0) m
 WHERE p.newest_version > 0
""",
)
JUDGED_TARGETS = View(
    "judged_targets",
    key=(uuid("plan_id"), text("window_code"), uuid("target_id")),
    columns=(uuid("result_id"), *JUDGED_PLANS.columns),
    of=(JUDGED_PLANS, TARGETS),
    # The targets that the plan has at the end of the window.
    sql=f"""
SELECT j.*, g.id AS target_id, g.result_id
  FROM {{judged_plans}} j
  JOIN {{targets}} g ON g.agency = j.agency AND g.plan_id = j.plan_id
       AND g.effective_on < {first_day("j.last_month + 1")}
       AND (g.ends_before IS NULL OR g.ends_before >= {first_day("j.last_month + 1")})
""",
)
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
    of=(JUDGED_TARGETS, *READ),
    # ABSENT unless every report of the window is there; the readings of a target weigh as many months as each held.
    sql=f"""
SELECT {_OF_WINDOW}, c.target_id, c.result_id, {_OF_SEGMENTS} AS status,
       CASE WHEN {_OF_SEGMENTS} = 'PRESENT'
            THEN sum(least(greatest(c.raw, c.floor), c.cap) * c.months) FILTER (WHERE c.reports > 0)
                 / sum(c.months) FILTER (WHERE c.reports > 0) END AS achievement
  FROM ({segments("{judged_targets}")}) c
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
       AND {month("w.effective_on")} <= c.last_month
       AND (w.ends_before IS NULL OR {month("w.ends_before")} > c.last_month)
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
