"""What a measurement of a service counted (C3)."""

from kinerja.domain.service_vocabulary import Figure
from kinerja.graphql.views.view import View
from kinerja.projections.complaints import COMPLAINT_STEPS
from kinerja.projections.progress import MEASUREMENTS
from kinerja.projections.tables import flag, number, uuid
from kinerja.projections.tallies import ENCOUNTER_COUNTS

_OF_COMPLAINTS = ", ".join(f"'{figure}'" for figure in Figure if figure.is_about_complaints)
_OF_OTHERS = ", ".join(f"'{figure}'" for figure in Figure if figure.is_of_unit or figure.is_of_answers)
"""Figures that count no visits. Of answers of citizens no case is told: their cells are."""
# A count stands until another of the same visit in the same tally; what came after the position was not counted.
_COUNTED = f"""
SELECT m.agency, m.id AS measurement_id, c.encounter_id AS counted_id, m.plan_id, c.encounter_id,
       NULL::uuid AS complaint_id, c.minutes, c.days, c.working_days, c.within
  FROM {{measurements}} m
  JOIN {{encounter_counts}} c ON c.agency = m.agency AND c.service_id = m.service_id
       AND c.month BETWEEN m.first_month AND m.last_month AND c.counted_at <= m.at_position
       AND (m.employee_id IS NULL OR (c.employee_id = m.employee_id AND c.position_id = m.position_id))
 WHERE m.figure NOT IN ({_OF_OTHERS}) AND c.outcome = 'FINISHED'
   AND (m.figure <> 'ENCOUNTERS_WITHIN_LIMIT' OR c.within IS NOT NULL)
   AND (m.figure <> 'ENCOUNTER_WORKING_DAYS_MEAN' OR c.working_days IS NOT NULL)
   AND NOT EXISTS (SELECT FROM {{encounter_counts}} d
        WHERE d.agency = c.agency AND d.service_id = c.service_id AND d.month = c.month
          AND d.encounter_id = c.encounter_id AND d.employee_id = c.employee_id AND d.position_id = c.position_id
          AND d.counted_at > c.counted_at AND d.counted_at <= m.at_position)
"""
# Which step of a complaint a figure counts by; the time shown is that of the answer, or of the resolution.
_COUNTED_COMPLAINTS = f"""
SELECT m.agency, m.id, c.complaint_id, m.plan_id, NULL::uuid, c.complaint_id,
       a.minutes, a.days, a.working_days, a.within
  FROM {{measurements}} m
  JOIN {{complaint_steps}} c ON c.agency = m.agency AND c.service_id = m.service_id
       AND c.month BETWEEN m.first_month AND m.last_month AND c.counted_at <= m.at_position AND c.counts
       AND c.step = CASE m.figure WHEN 'COMPLAINTS_ANSWERED_WITHIN' THEN 'RECEIVED'
                                  WHEN 'COMPLAINTS_RESOLVED' THEN 'RESOLVED' ELSE 'ANSWERED' END
  LEFT JOIN LATERAL (
       SELECT e.minutes, e.days, e.working_days, e.within FROM {{complaint_steps}} e
        WHERE e.agency = c.agency AND e.complaint_id = c.complaint_id AND e.counted_at <= m.at_position
          AND e.step = CASE c.step WHEN 'RECEIVED' THEN 'ANSWERED' ELSE c.step END
        ORDER BY e.counted_at DESC LIMIT 1) a ON true
 WHERE m.figure IN ({_OF_COMPLAINTS})
   AND (m.figure <> 'COMPLAINTS_ANSWERED_WITHIN' OR (c.limited AND c.complaint_id <> ALL (m.running)))
   AND (m.figure <> 'COMPLAINT_ANSWER_WORKING_DAYS_MEAN' OR c.working_days IS NOT NULL)
   AND NOT EXISTS (SELECT FROM {{complaint_steps}} d
        WHERE d.agency = c.agency AND d.complaint_id = c.complaint_id AND d.step = c.step
          AND d.counted_at > c.counted_at AND d.counted_at <= m.at_position)
"""
COUNTED_CASES = View(
    "counted_cases",
    key=(uuid("measurement_id"), uuid("counted_id")),
    columns=(
        uuid("plan_id"),
        uuid("encounter_id", nullable=True),
        uuid("complaint_id", nullable=True),
        number("minutes", nullable=True),
        number("days", nullable=True),
        number("working_days", nullable=True),
        flag("within", nullable=True),
    ),
    of=(MEASUREMENTS, ENCOUNTER_COUNTS, COMPLAINT_STEPS),
    sql=f"{_COUNTED} UNION ALL {_COUNTED_COMPLAINTS}",
)
