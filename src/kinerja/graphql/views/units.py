"""Who counts at a unit: its positions but for its head's, and the heads of the units directly below (B5)."""

from kinerja.graphql.views.view import View
from kinerja.projections.organisation import ORG_UNITS, POSITIONS
from kinerja.projections.tables import uuid

UNIT_HEADS = View(
    "unit_heads",
    key=(uuid("unit_id"),),
    columns=(uuid("parent_id", nullable=True), uuid("position_id", nullable=True), uuid("led_by", nullable=True)),
    of=(ORG_UNITS, POSITIONS),
    # The head's is the one position that is not functional and reports to none of the same unit. A unit without
    # such a one is led by the one position beyond it that all who report beyond it report to.
    sql="""
SELECT u.agency, u.id AS unit_id, u.parent_id, h.position_id, coalesce(h.position_id, h.above) AS led_by
  FROM {org_units} u
 CROSS JOIN LATERAL (
  SELECT CASE WHEN count(*) FILTER (WHERE q.kind <> 'FUNCTIONAL') = 1
              THEN (array_agg(q.id) FILTER (WHERE q.kind <> 'FUNCTIONAL'))[1] END AS position_id,
         CASE WHEN count(DISTINCT q.reports_to) = 1 THEN (array_agg(q.reports_to))[1] END AS above
    FROM {positions} q
    LEFT JOIN {positions} s ON s.agency = q.agency AND s.id = q.reports_to
   WHERE q.agency = u.agency AND q.unit_id = u.id AND s.unit_id IS DISTINCT FROM q.unit_id) h
""",
)
UNIT_POSITIONS = View(
    "unit_positions",
    key=(uuid("unit_id"), uuid("position_id")),
    columns=(uuid("own_unit_id"),),
    of=(UNIT_HEADS, POSITIONS),
    # The head of the whole agency counts where everybody else does who has nobody above.
    sql="""
SELECT h.agency, h.unit_id, q.id AS position_id, q.unit_id AS own_unit_id
  FROM {unit_heads} h
  JOIN {positions} q ON q.agency = h.agency AND q.unit_id = h.unit_id
 WHERE h.parent_id IS NULL OR h.position_id IS DISTINCT FROM q.id
 UNION ALL
SELECT c.agency, c.parent_id, c.position_id, c.unit_id
  FROM {unit_heads} c
 WHERE c.parent_id IS NOT NULL AND c.position_id IS NOT NULL
""",
)
