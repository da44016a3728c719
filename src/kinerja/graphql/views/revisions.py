"""What was decided on indicators after their definition: revisions of the manual, and withdrawals (A7)."""

from kinerja.graphql.views.view import View
from kinerja.projections.indicators import DECISION, INDICATOR_VERSIONS, INDICATOR_WITHDRAWALS
from kinerja.projections.tables import date, number, text, uuid

_DECISION = ", ".join(f"d.{column.name}" for column in DECISION)
INDICATOR_REVISIONS = View(
    "indicator_revisions",
    key=(uuid("indicator_id"), number("decided_position")),
    columns=(
        text("kind"),
        number("number"),
        number("changes_of"),
        date("effective_on"),
        date("ends_before", nullable=True),
        *DECISION,
    ),
    of=(INDICATOR_VERSIONS, INDICATOR_WITHDRAWALS),
    # ``changes_of`` is the version whose changes it made: none of a withdrawal.
    sql=f"""
SELECT d.agency, d.indicator_id, d.decided_position, 'REVISED' AS kind, d.number, d.number AS changes_of,
       d.effective_on, d.ends_before, {_DECISION}
  FROM {{indicator_versions}} d
 WHERE d.number > 1
UNION ALL
SELECT d.agency, d.indicator_id, d.decided_position, 'WITHDRAWN', d.number, 0, d.effective_on, NULL::date, {_DECISION}
  FROM {{indicator_withdrawals}} d
""",
)
