"""How satisfied citizens are with services, as far as it is released (D5), and with whom an evaluation is of (D8)."""

from kinerja.graphql.views.view import View
from kinerja.projections.collections import COLLECTIONS
from kinerja.projections.evaluations import EVALUATIONS
from kinerja.projections.public_feedback import OFFICER_CELLS, SERVICE_CELLS
from kinerja.projections.tables import decimal, number, text, uuid

# A collection of feedback is opened in the quarter that it is of.
_QUARTER = """to_char(c.opened_on, 'YYYY-"Q"Q')"""
SERVICE_SATISFACTIONS = View(
    "service_satisfactions",
    key=(uuid("service_id"), text("quarter")),
    columns=(
        uuid("unit_id"),
        uuid("collection_id"),
        text("status"),
        number("answers", nullable=True),
        decimal("mean", nullable=True),
    ),
    of=(COLLECTIONS, SERVICE_CELLS),
    sql=f"""
SELECT c.agency, c.service_id, {_QUARTER} AS quarter, c.unit_id, c.id AS collection_id,
       CASE WHEN w.answers IS NOT NULL THEN 'TOLD' WHEN c.state = 'RELEASED' THEN 'SUPPRESSED' ELSE 'PENDING' END
           AS status,
       w.answers, round(w.total / w.answers, 2) AS mean
  FROM {{collections}} c
 CROSS JOIN LATERAL (
       SELECT sum(s.answers) AS answers, sum(s.total) AS total FROM {{service_cells}} s
        WHERE s.agency = c.agency AND s.collection_id = c.id) w
 WHERE c.kind = 'ENCOUNTERS'
""",
)
OFFICER_SATISFACTIONS = View(
    "officer_satisfactions",
    key=(uuid("service_id"), text("quarter"), uuid("employee_id"), uuid("position_id")),
    columns=(uuid("unit_id"), uuid("collection_id"), number("answers"), decimal("mean")),
    of=(COLLECTIONS, OFFICER_CELLS),
    sql=f"""
SELECT c.agency, c.service_id, {_QUARTER} AS quarter, o.employee_id, o.position_id, c.unit_id, c.id AS collection_id,
       o.answers, round(o.total / o.answers, 2) AS mean
  FROM {{collections}} c
 CROSS JOIN LATERAL (
       SELECT s.employee_id, s.position_id, sum(s.answers) AS answers, sum(s.total) AS total FROM {{officer_cells}} s
        WHERE s.agency = c.agency AND s.collection_id = c.id
        GROUP BY s.employee_id, s.position_id) o
 WHERE c.kind = 'ENCOUNTERS'
""",
)
# Of the quarters that lie within the window of an evaluation, in the post that it is of.
PUBLIC_SIDES = View(
    "public_sides",
    key=(uuid("evaluation_id"), uuid("collection_id")),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("service_id"),
        text("quarter"),
        number("answers"),
        decimal("mean"),
    ),
    of=(EVALUATIONS, COLLECTIONS, OFFICER_CELLS),
    sql=f"""
SELECT e.agency, e.id AS evaluation_id, c.id AS collection_id, e.employee_id, e.position_id, c.unit_id, c.service_id,
       {_QUARTER} AS quarter, sum(o.answers) AS answers, round(sum(o.total) / sum(o.answers), 2) AS mean
  FROM {{evaluations}} e
  JOIN {{officer_cells}} o ON o.agency = e.agency AND o.employee_id = e.employee_id AND o.position_id = e.position_id
  JOIN {{collections}} c ON c.agency = o.agency AND c.id = o.collection_id
 WHERE c.kind = 'ENCOUNTERS' AND date_trunc('quarter', c.opened_on::timestamp) >= e.starts_on
   AND date_trunc('quarter', c.opened_on::timestamp) + interval '3 months' <= e.ends_on + 1
 GROUP BY e.agency, e.id, c.id, e.employee_id, e.position_id, c.unit_id, c.service_id, c.opened_on
""",
)
