"""Whom a dissemination addresses and reaches, by person and by unit (A5)."""

from kinerja.graphql.views.view import View
from kinerja.projections.disseminations import ACKNOWLEDGEMENTS, DISSEMINATIONS
from kinerja.projections.organisation import ASSIGNMENTS, ORG_UNITS, POSITIONS
from kinerja.projections.tables import date, moment, number, sealed, uuid

_WITHIN = """
(d.units = '{{}}' OR EXISTS (
  WITH RECURSIVE above AS (
    SELECT p.unit_id AS id
    UNION ALL
    SELECT o.parent_id FROM {org_units} o JOIN above ON o.id = above.id
     WHERE o.agency = d.agency AND o.parent_id IS NOT NULL)
  SELECT FROM above WHERE above.id = ANY(d.units)))
"""
"""Whether a position is in one of the units that are addressed, or below one."""
RECIPIENTS = View(
    "dissemination_recipients",
    key=(uuid("dissemination_id"), uuid("employee_id"), uuid("position_id")),
    columns=(
        uuid("unit_id"),
        date("due_on", nullable=True),
        moment("acknowledged_at", nullable=True),
        sealed("answers", nullable=True),
    ),
    of=(DISSEMINATIONS, ASSIGNMENTS, POSITIONS, ORG_UNITS, ACKNOWLEDGEMENTS),
    sql=f"""
SELECT DISTINCT d.agency, d.id AS dissemination_id, a.employee_id, a.position_id, p.unit_id, d.due_on,
       k.acknowledged_at, k.answers
  FROM {{disseminations}} d
  JOIN {{assignments}} a ON a.agency = d.agency AND a.position_id = ANY(d.positions)
       AND NOT a.recorded_in_error AND a.starts_on <= %(valid_on)s
       AND (a.ends_on IS NULL OR a.ends_on >= %(valid_on)s)
  JOIN {{positions}} p ON p.agency = a.agency AND p.id = a.position_id
  LEFT JOIN {{acknowledgements}} k ON k.agency = d.agency AND k.dissemination_id = d.id
       AND k.employee_id = a.employee_id
 WHERE {_WITHIN}
""",
)
REACH = View(
    "dissemination_reach",
    key=(uuid("dissemination_id"), uuid("unit_id")),
    columns=(number("recipients"), number("acknowledged"), number("pending")),
    of=(RECIPIENTS,),
    sql="""
SELECT r.agency, r.dissemination_id, r.unit_id, count(DISTINCT r.employee_id) AS recipients,
       count(DISTINCT r.employee_id) FILTER (WHERE r.acknowledged_at IS NOT NULL) AS acknowledged,
       count(DISTINCT r.employee_id) FILTER (WHERE r.acknowledged_at IS NULL) AS pending
  FROM {dissemination_recipients} r
 GROUP BY r.agency, r.dissemination_id, r.unit_id
""",
)
