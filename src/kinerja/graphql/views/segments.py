"""The arithmetic that evaluations judge with, in SQL: what was reached under each reading of a target (domain 4).

The same computation as an evaluation's (``domain/rules``), for many targets at once and without its explanation.
Every number keeps 60 decimals until it is shown; tests hold them against the exact fractions of the evaluator.
"""

from kinerja.domain.report_months import MONTHS_OF
from kinerja.domain.rules.bundles import bundles
from kinerja.projections.indicators import INDICATOR_VERSIONS
from kinerja.projections.plan_tables import TARGETS
from kinerja.projections.progress import REALIZATIONS

_DIGITS = 60
_NUDGE = "1e-40"
"""Less than any two different results lie apart, more than 60 digits lose: a tie is seen as one."""
READ = (TARGETS, INDICATOR_VERSIONS, REALIZATIONS)
"""What ``segments`` reads beside the targets that are judged."""


def shown(expression: str) -> str:
    """A number with its 60 decimals as it is shown: 2 decimals, half up, once."""
    return f"round({expression} + {_NUDGE}, 2)"


def month(day: str) -> str:
    """The month of a day, counted on from the year 0: multiples of 3 end a quarter, of 12 a year."""
    return f"(date_part('year', {day}) * 12 + date_part('month', {day}))::int"


def first_day(number: str) -> str:
    """The first day of a month that is counted by ``month``."""
    return f"make_date(({number} - 1) / 12, mod({number} - 1, 12) + 1, 1)"


def of_rules(parameter: str, rule_set: str = "achievement") -> str:
    """A parameter of a rule set by the rule version of a period ``o``, over all rule versions there are."""
    said = {name: str(bundle.sets[rule_set][parameter]).lower() for name, bundle in bundles().items()}
    cases = " ".join(f"WHEN '{name}' THEN {value}" for name, value in sorted(said.items()))
    return f"CASE o.rules_id {cases} END"


_FIRST = f"greatest({month('h.effective_on')}, j.first_month)"
_LAST = f"least(coalesce({month('h.ends_before')} - 1, j.last_month), j.last_month)"
_EVERY = (
    "CASE v.reporting_period "
    + " ".join(f"WHEN '{each}' THEN {months}" for each, months in MONTHS_OF.items())
    + " END"
)


def asks_in(number: str) -> str:
    """That the reading ``h`` of a target, by version ``v`` of its indicator, is reported in a month."""
    return (
        f"({month('h.effective_on')} <= {number} AND (h.ends_before IS NULL OR {month('h.ends_before')} > {number})"
        f" AND mod({number}, {_EVERY}) = 0)"
    )


# The readings of a target, each with the months of the span in which it held. OFFSET 0: what is computed here is
# computed once for each.
_READINGS = f"""
SELECT h.amount, {_FIRST} AS first_month, {_LAST} AS last_month, {_EVERY} AS every,
       v.direction = 'LOWER_IS_BETTER' AS lower_is_better, v.cumulative, v.numerator IS NOT NULL AS ratio
  FROM {{targets}} h
  JOIN {{indicator_versions}} v ON v.agency = h.agency AND v.indicator_id = h.indicator_id
       AND v.number = h.indicator_version
 WHERE h.agency = j.agency AND h.id = j.target_id AND h.effective_on < {first_day("j.last_month + 1")}
   AND (h.ends_before IS NULL OR h.ends_before >= {first_day("j.first_month + 1")})
OFFSET 0
"""
# How many reports fall into those months, and the months that these cover, which begin before them.
_REPORTING = f"""
SELECT b.*, b.last_month / b.every - (b.first_month - 1) / b.every AS reports,
       b.last_month / b.every * b.every AS last_report,
       greatest((b.first_month - 1) / b.every * b.every + 1, j.plan_start) AS covers_from,
       {first_day("b.first_month")} AS first_day, {first_day("b.last_month")} AS last_day
  FROM ({_READINGS}) b
OFFSET 0
"""
_REALIZED = f"""
SELECT count(r.amount) AS amounts, count(r.numerator) AS ratios, sum(r.amount) AS amount,
       sum(r.numerator)::numeric AS numerator, sum(r.denominator)::numeric AS denominator
  FROM {{realizations}} r
 WHERE r.agency = j.agency AND r.target_id = j.target_id AND r.counts
   AND r.month BETWEEN s.first_day AND s.last_day AND (s.every = 1 OR mod({month("r.month")}, s.every) = 0)
"""
# What a cumulative target was to reach follows its readings in all the months that the reports cover.
_PLANNED = f"""
SELECT sum(e.amount * (least(s.last_report, coalesce({month("e.ends_before")} - 1, s.last_report))
                       - greatest(s.covers_from, {month("e.effective_on")}) + 1)) AS amount_months
  FROM {{targets}} e
 WHERE s.cumulative AND e.agency = j.agency AND e.id = j.target_id
   AND e.effective_on < {first_day("s.last_report + 1")}
   AND (e.ends_before IS NULL OR e.ends_before >= {first_day("s.covers_from + 1")})
"""
_UNDER = "CASE WHEN s.lower_is_better THEN 2 * c.planned - c.reached ELSE c.reached END"


def segments(judged: str) -> str:
    """For each target that is judged, its readings in the span: months, reports asked and given, the raw value.

    ``judged``: rows with ``agency``, ``plan_id``, ``target_id``, ``first_month`` and ``last_month`` of the span,
    ``plan_start`` and ``plan_months`` of the plan, all counted by ``month``; its other columns come along.
    """
    return f"""
SELECT j.*, s.last_month - s.first_month + 1 AS months, s.reports, c.given,
       round(100 * {_UNDER}, {_DIGITS}) / nullif(c.planned, 0) AS raw
  FROM {judged} j
 CROSS JOIN LATERAL ({_REPORTING}) s
 CROSS JOIN LATERAL ({_REALIZED}) r
 CROSS JOIN LATERAL ({_PLANNED}) p
 CROSS JOIN LATERAL (
       SELECT CASE WHEN s.ratio THEN r.ratios ELSE r.amounts END AS given,
              CASE WHEN s.ratio THEN 100 * r.numerator WHEN s.cumulative THEN r.amount * j.plan_months
                   ELSE r.amount END AS reached,
              CASE WHEN s.ratio THEN s.amount * r.denominator WHEN s.cumulative THEN p.amount_months
                   ELSE s.amount * s.reports END AS planned) c
"""
