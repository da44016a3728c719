"""How satisfied citizens are with services, as far as it is released (D5)."""

from kinerja.graphql.views.view import View
from kinerja.projections.collections import COLLECTIONS
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
