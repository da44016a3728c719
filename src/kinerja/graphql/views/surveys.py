"""What surveys of services say: sums over released cells, and never anything else (D6).

A view gives the sums; what they come to is counted in exact fractions by the rules (``domain.satisfaction``).
"""

from kinerja.graphql.views.view import View
from kinerja.projections.collections import COLLECTIONS, RELEASED_LINES
from kinerja.projections.organisation import ORG_UNITS
from kinerja.projections.surveys import SURVEYS
from kinerja.projections.tables import decimal, document, number, text, uuid, uuids

_SUMS = "json_build_object('policy', {0}.policy, 'answers', {0}.answers, 'totals', {0}.totals)"
_KIND = "regexp_replace({0}.round, '[0-9]', '0', 'g')"
"""What rounds of one kind have in common: months, quarters, half-years and years are each written in one form."""
_NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid"
"""Stands for the whole agency among units."""

SURVEY_SUMS = View(
    "survey_sums",
    key=(uuid("survey_id"),),
    columns=(
        uuid("collection_id"),
        uuid("service_id"),
        uuid("unit_id"),
        text("round"),
        number("population", nullable=True),
        text("policy"),
        number("answers"),
        document("totals"),
    ),
    of=(SURVEYS, RELEASED_LINES),
    sql="""
SELECT s.agency, s.id AS survey_id, s.collection_id, s.service_id, s.unit_id, s.round, s.population,
       s.policy, t.answers, t.totals
  FROM {surveys} s
 CROSS JOIN LATERAL (
       SELECT max(q.answers)::bigint AS answers, json_object_agg(q.question, q.total::text) AS totals
         FROM (SELECT l.question, sum(l.answers) AS answers, sum(l.total) AS total FROM {released_lines} l
                WHERE l.agency = s.agency AND l.collection_id = s.collection_id GROUP BY l.question) q) t
 WHERE t.answers IS NOT NULL
""",
)
SURVEY_RESULTS = View(
    "survey_results",
    key=(uuid("survey_id"),),
    columns=(
        uuid("collection_id"),
        number("answers"),
        document("sums"),
        document("sample", nullable=True),
        text("previous_round", nullable=True),
        uuid("previous_collection_id", nullable=True),
        document("trend", nullable=True),
    ),
    of=(SURVEY_SUMS,),
    sql=f"""
SELECT s.agency, s.survey_id, s.collection_id, s.answers, {_SUMS.format("s")} AS sums,
       CASE WHEN s.population IS NOT NULL THEN json_build_object('policy', s.policy, 'answers', s.answers,
            'population', s.population) END AS sample,
       p.round AS previous_round, p.collection_id AS previous_collection_id,
       CASE WHEN p.survey_id IS NOT NULL THEN json_build_array({_SUMS.format("s")}, {_SUMS.format("p")}) END AS trend
  FROM {{survey_sums}} s
  LEFT JOIN LATERAL (
       SELECT b.survey_id, b.collection_id, b.round, b.policy, b.answers, b.totals FROM {{survey_sums}} b
        WHERE b.agency = s.agency AND b.service_id = s.service_id
          AND {_KIND.format("b")} = {_KIND.format("s")} AND b.round < s.round
        ORDER BY b.round DESC LIMIT 1) p ON true
""",
)
SURVEY_ELEMENTS = View(
    "survey_elements",
    key=(uuid("survey_id"), number("place")),
    columns=(uuid("collection_id"), text("element"), number("answers"), decimal("mean")),
    of=(SURVEYS, COLLECTIONS, RELEASED_LINES),
    sql="""
SELECT s.agency, s.id AS survey_id, array_position(c.questions, l.question) AS place, s.collection_id,
       l.question AS element, sum(l.answers) AS answers, round(sum(l.total) / sum(l.answers), 2) AS mean
  FROM {surveys} s
  JOIN {collections} c ON c.agency = s.agency AND c.id = s.collection_id
  JOIN {released_lines} l ON l.agency = s.agency AND l.collection_id = s.collection_id
 GROUP BY s.agency, s.id, c.questions, l.question, s.collection_id
""",
)
# Each survey counts at its unit, at every unit above, and for the whole agency.
SATISFACTION_INDICES = View(
    "satisfaction_indices",
    key=(text("round"), uuid("scope_id")),
    columns=(
        uuid("unit_id", nullable=True),
        uuids("collections"),
        number("services"),
        number("answers"),
        document("sums"),
    ),
    of=(SURVEY_SUMS, ORG_UNITS),
    sql=f"""
SELECT s.agency, s.round, g.scope_id, nullif(g.scope_id, {_NOBODY}) AS unit_id,
       array_agg(s.collection_id ORDER BY s.collection_id) AS collections, count(*) AS services,
       sum(s.answers)::bigint AS answers, json_agg({_SUMS.format("s")} ORDER BY s.survey_id) AS sums
  FROM {{survey_sums}} s
 CROSS JOIN LATERAL (
       WITH RECURSIVE up (id) AS (
         SELECT s.unit_id
         UNION
         SELECT u.parent_id FROM up JOIN {{org_units}} u ON u.agency = s.agency AND u.id = up.id
          WHERE u.parent_id IS NOT NULL)
       SELECT up.id AS scope_id FROM up UNION ALL SELECT {_NOBODY}) g
 GROUP BY s.agency, s.round, g.scope_id
""",
)
