"""Who is asked in a collection, what of it is told, and what all sides say of somebody (D2, D8)."""

from kinerja.domain.rules.bundles import bundles
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.vocabulary import RatingLevel
from kinerja.graphql.views.view import View
from kinerja.projections.collections import COLLECTIONS, RELEASED_CELLS, RELEASED_LINES
from kinerja.projections.evaluations import EVALUATIONS
from kinerja.projections.organisation import ASSIGNMENTS, POSITIONS
from kinerja.projections.rating_requests import RATING_REQUESTS
from kinerja.projections.ratings import RATING_LEVELS, RATINGS
from kinerja.projections.tables import decimal, flag, number, text, uuid

ASKED_RATERS = View(
    "asked_raters",
    key=(uuid("collection_id"), uuid("rater_id")),
    columns=(text("relation"), uuid("position_id", nullable=True), flag("by_request")),
    of=(COLLECTIONS, POSITIONS, ASSIGNMENTS, RATING_REQUESTS),
    # As the command decides it: by posts on the day on which it was opened, or by an accepted request, which makes
    # nobody a colleague who holds the post above or one below.
    sql="""
SELECT DISTINCT ON (c.agency, c.id, r.rater_id)
       c.agency, c.id AS collection_id, r.rater_id, r.relation, r.position_id, r.position_id IS NULL AS by_request
  FROM {collections} c
 CROSS JOIN LATERAL (
       SELECT g.rater_id, 'PEER' AS relation, NULL::uuid AS position_id FROM {rating_requests} g
        WHERE g.agency = c.agency AND g.collection_id = c.id AND g.state = 'ACCEPTED'
          AND NOT EXISTS (
              SELECT FROM {positions} q
                JOIN {positions} p ON p.agency = q.agency AND (p.id = q.reports_to OR p.reports_to = q.id)
                JOIN {assignments} a ON a.agency = p.agency AND a.position_id = p.id AND NOT a.recorded_in_error
                     AND a.starts_on <= c.opened_on AND (a.ends_on IS NULL OR a.ends_on >= c.opened_on)
               WHERE q.agency = c.agency AND q.id = c.position_id AND a.employee_id = g.rater_id)
       UNION ALL
       SELECT a.employee_id, CASE WHEN p.reports_to = q.id THEN 'SUBORDINATE' ELSE 'PEER' END, p.id
         FROM {positions} q
         JOIN {positions} p ON p.agency = q.agency
              AND (p.reports_to = q.id OR (p.reports_to = q.reports_to AND p.id <> q.id))
         JOIN {assignments} a ON a.agency = p.agency AND a.position_id = p.id AND NOT a.recorded_in_error
              AND a.starts_on <= c.opened_on AND (a.ends_on IS NULL OR a.ends_on >= c.opened_on)
        WHERE q.agency = c.agency AND q.id = c.position_id AND a.employee_id <> c.employee_id) r
 WHERE c.kind = 'RATING' AND r.relation = ANY (c.relations)
 ORDER BY c.agency, c.id, r.rater_id, r.position_id IS NOT NULL, r.relation, r.position_id
""",
)
COLLECTED_GROUPS = View(
    "collected_groups",
    key=(uuid("collection_id"), text("of_group")),
    columns=(text("status"), number("asked", nullable=True), number("answers", nullable=True)),
    of=(COLLECTIONS, RELEASED_CELLS, ASKED_RATERS),
    sql="""
SELECT c.agency, c.id AS collection_id, g.of_group,
       CASE WHEN t.answers IS NOT NULL THEN 'TOLD' WHEN c.state = 'RELEASED' THEN 'SUPPRESSED' ELSE 'PENDING' END
           AS status,
       CASE c.kind WHEN 'RATING' THEN (SELECT count(*) FROM {asked_raters} r WHERE r.agency = c.agency
            AND r.collection_id = c.id AND r.relation = g.of_group) END AS asked,
       t.answers
  FROM {collections} c
 CROSS JOIN LATERAL (
       SELECT unnest(c.relations) AS of_group
       UNION
       SELECT d.of_group FROM {released_cells} d WHERE d.agency = c.agency AND d.collection_id = c.id) g
 CROSS JOIN LATERAL (
       SELECT sum(d.answers) AS answers FROM {released_cells} d
        WHERE d.agency = c.agency AND d.collection_id = c.id AND d.of_group = g.of_group) t
""",
)
COLLECTED_MEANS = View(
    "collected_means",
    key=(uuid("collection_id"), text("of_group"), text("question")),
    columns=(number("answers"), decimal("mean")),
    of=(RELEASED_LINES,),
    sql="""
SELECT l.agency, l.collection_id, l.of_group, l.question, sum(l.answers) AS answers,
       round(sum(l.total) / sum(l.answers), 2) AS mean
  FROM {released_lines} l
 GROUP BY l.agency, l.collection_id, l.of_group, l.question
""",
)


def _number(level: str) -> str:
    """The number of a level by the rule version of an evaluation ``e``."""
    cases = []
    for name, bundle in sorted(bundles().items()):
        said = bundle.sets["behavior"]["levels"]
        levels = " ".join(f"WHEN '{each}' THEN {said[each.name]}" for each in RatingLevel)
        cases.append(f"WHEN '{name}' THEN CASE {level} {levels} END")
    return f"CASE e.rules_id {' '.join(cases)} END"


# By name, as far as it is final; anonymously, as far as it is released. The collection of an evaluation stands beside
# each of its sides: its contract says who sees them together.
SIDE_RATINGS = View(
    "side_ratings",
    key=(uuid("evaluation_id"), text("value"), text("relation")),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("collection_id", nullable=True),
        number("raters"),
        decimal("exact"),
        decimal("mean"),
    ),
    of=(EVALUATIONS, RATINGS, RATING_LEVELS, COLLECTIONS, RELEASED_LINES),
    sql=f"""
SELECT e.agency, e.id AS evaluation_id, s.value, s.relation, e.employee_id, e.position_id, e.unit_id,
       (SELECT c.id FROM {{collections}} c WHERE c.agency = e.agency AND c.evaluation_id = e.id) AS collection_id,
       s.raters, s.exact, round(s.exact, 2) AS mean
  FROM {{evaluations}} e
 CROSS JOIN LATERAL (
       SELECT l.value, r.relation, count(*) AS raters, avg({_number("l.level")}::numeric) AS exact
         FROM {{ratings}} r
         JOIN {{rating_levels}} l ON l.agency = r.agency AND l.rating_id = r.id
        WHERE r.agency = e.agency AND r.evaluation_id = e.id AND r.state = 'FINAL'
        GROUP BY l.value, r.relation
       UNION ALL
       SELECT d.question, d.of_group, sum(d.answers)::bigint, sum(d.total) / sum(d.answers)
         FROM {{collections}} c
         JOIN {{released_lines}} d ON d.agency = c.agency AND d.collection_id = c.id
        WHERE c.agency = e.agency AND c.evaluation_id = e.id
        GROUP BY d.question, d.of_group) s
""",
)
RATING_VIEWS = View(
    "rating_views",
    key=(uuid("evaluation_id"), text("value")),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("collection_id", nullable=True),
        decimal("superior", nullable=True),
        decimal("own", nullable=True),
        decimal("own_gap", nullable=True),
        decimal("spread", nullable=True),
        text("concord", nullable=True),
    ),
    of=(SIDE_RATINGS, COLLECTIONS),
    sql=f"""
SELECT v.agency, v.evaluation_id, v.value, v.employee_id, v.position_id, v.unit_id, v.collection_id,
       round(v.superior, 2) AS superior, round(v.own, 2) AS own, round(v.own - v.superior, 2) AS own_gap,
       round(v.spread, 2) AS spread,
       CASE WHEN v.spread >= coalesce(c.divergence, {voice_policy().divergence}) THEN 'DIVERGENCE'
            WHEN v.spread IS NOT NULL THEN 'AGREEMENT' END AS concord
  FROM (SELECT s.agency, s.evaluation_id, s.value, s.employee_id, s.position_id, s.unit_id, s.collection_id,
               max(s.exact) FILTER (WHERE s.relation = 'SUPERIOR') AS superior,
               max(s.exact) FILTER (WHERE s.relation = 'SELF') AS own,
               CASE WHEN count(*) FILTER (WHERE s.relation <> 'SELF') > 1
                    THEN max(s.exact) FILTER (WHERE s.relation <> 'SELF')
                       - min(s.exact) FILTER (WHERE s.relation <> 'SELF') END AS spread
          FROM {{side_ratings}} s
         GROUP BY s.agency, s.evaluation_id, s.value, s.employee_id, s.position_id, s.unit_id, s.collection_id) v
  LEFT JOIN {{collections}} c ON c.agency = v.agency AND c.id = v.collection_id
""",
)
