"""Who appraises whom on a day: the holders of the nearest position above that is held (B1)."""

from kinerja.graphql.views.view import View
from kinerja.projections.organisation import ASSIGNMENTS, POSITIONS
from kinerja.projections.tables import date, number, text, uuid

_HOLDS = (
    "NOT {0}.recorded_in_error AND {0}.starts_on <= %(valid_on)s"
    " AND ({0}.ends_on IS NULL OR {0}.ends_on >= %(valid_on)s)"
)
_HIGHEST = 50
"""Levels that are climbed at most."""
OFFICERS = View(
    "officers",
    key=(uuid("assignment_id"), number("place"), uuid("officer_assignment_id")),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        text("kind"),
        text("letter_number", nullable=True),
        text("letter_issuer", nullable=True),
        date("letter_date", nullable=True),
        date("letter_valid_from", nullable=True),
        date("letter_valid_to", nullable=True),
    ),
    of=(ASSIGNMENTS, POSITIONS),
    # A vacancy goes up, and so does a vacant position in which the ratee acts (domain: ``officers_over``).
    sql=f"""
SELECT a.agency, a.id AS assignment_id, o.place, o.id AS officer_assignment_id, o.employee_id, o.position_id, o.kind,
       o.letter_number, o.letter_issuer, o.letter_date, o.letter_valid_from, o.letter_valid_to
  FROM {{assignments}} a
  JOIN {{positions}} p ON p.agency = a.agency AND p.id = a.position_id
 CROSS JOIN LATERAL (
  WITH RECURSIVE above AS (
    SELECT p.reports_to AS id, 1 AS level WHERE p.reports_to IS NOT NULL
    UNION ALL
    SELECT q.reports_to, above.level + 1 FROM above
      JOIN {{positions}} q ON q.agency = a.agency AND q.id = above.id
     WHERE q.reports_to IS NOT NULL AND above.level < {_HIGHEST}),
  held AS (
    SELECT above.level, h.* FROM above
      JOIN {{assignments}} h ON h.agency = a.agency AND h.position_id = above.id AND {_HOLDS.format("h")}),
  judging AS (
    SELECT held.level FROM held GROUP BY held.level
    HAVING bool_or(held.employee_id <> a.employee_id)
       AND (bool_or(held.employee_id <> a.employee_id AND held.kind = 'DEFINITIVE')
            OR NOT bool_or(held.employee_id = a.employee_id AND held.kind = 'ACTING')))
  SELECT held.*, array_position(ARRAY['DEFINITIVE', 'ACTING', 'DAILY_ACTING'], held.kind) AS place FROM held
   WHERE held.level = (SELECT min(judging.level) FROM judging) AND held.employee_id <> a.employee_id) o
 WHERE {_HOLDS.format("a")}
""",
)
