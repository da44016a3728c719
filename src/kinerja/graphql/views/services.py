"""What is measured of services: by month, by officer, and what a measurement counted (C7, C3)."""

from kinerja.graphql.views.view import View
from kinerja.projections.complaints import COMPLAINTS
from kinerja.projections.encounters import ENCOUNTERS
from kinerja.projections.services import SERVICES
from kinerja.projections.tables import date, decimal, number, uuid, uuids
from kinerja.projections.tallies import ENCOUNTER_TALLIES

# The months are found by jumping from one to the next in the index: visits are not read for it.
_MONTHS = """
WITH RECURSIVE jump (month) AS (
  (SELECT e.received_month FROM {service_encounters} e WHERE e.agency = s.agency AND e.service_id = s.id
    ORDER BY e.received_month LIMIT 1)
  UNION ALL
  SELECT (SELECT e.received_month FROM {service_encounters} e WHERE e.agency = s.agency AND e.service_id = s.id
             AND e.received_month > jump.month ORDER BY e.received_month LIMIT 1)
    FROM jump WHERE jump.month IS NOT NULL)
SELECT jump.month FROM jump WHERE jump.month IS NOT NULL
UNION SELECT y.month FROM {encounter_tallies} y WHERE y.agency = s.agency AND y.service_id = s.id
UNION SELECT d.month FROM {complaints} c CROSS JOIN LATERAL
       (VALUES (c.received_month), (c.answered_month), (c.resolved_month)) d (month)
 WHERE c.agency = s.agency AND c.service_id = s.id AND d.month IS NOT NULL
"""
_FINISHED = "e.agency = s.agency AND e.service_id = s.id AND e.ended_month = m.month AND e.counts"
_MEDIAN = f"""
SELECT round((percentile_disc(0.5) WITHIN GROUP (ORDER BY e.minutes)
        + percentile_disc(0.5) WITHIN GROUP (ORDER BY e.minutes DESC)) / 2.0, 1)
  FROM {{service_encounters}} e WHERE {_FINISHED} AND e.outcome = 'FINISHED'
"""
"""The middle one, or the mean of the two in the middle: exact."""
_COMPLAINTS = """
SELECT {what} FROM {{complaints}} c
 WHERE c.agency = s.agency AND c.service_id = s.id AND c.counts AND c.{when} = m.month{also}
"""


def _of_complaints(what: str = "count(*)", when: str = "received_month", also: str = "") -> str:
    """A number of the complaints with which something happened in the month."""
    return f"({_COMPLAINTS.format(what=what, when=when, also=also)})"


SERVICE_MONTHS = View(
    "service_months",
    key=(uuid("service_id"), date("month")),
    columns=(
        uuid("unit_id"),
        uuids("positions"),
        number("officers"),
        number("received"),
        number("finished"),
        number("refused"),
        number("withdrawn"),
        decimal("mean_minutes", nullable=True),
        decimal("median_minutes", nullable=True),
        decimal("mean_days", nullable=True),
        decimal("mean_working_days", nullable=True),
        number("limited"),
        number("within"),
        decimal("share", nullable=True),
        number("complaints"),
        number("complaints_answered"),
        number("complaints_limited"),
        number("complaints_within"),
        number("complaints_resolved"),
        decimal("mean_answer_days", nullable=True),
        decimal("mean_answer_working_days", nullable=True),
    ),
    of=(SERVICES, ENCOUNTERS, ENCOUNTER_TALLIES, COMPLAINTS),
    sql=f"""
SELECT s.agency, s.id AS service_id, m.month, s.unit_id, y.positions, y.officers, y.finished, y.refused, y.withdrawn,
       (SELECT count(*) FROM {{service_encounters}} e WHERE e.agency = s.agency AND e.service_id = s.id
           AND e.received_month = m.month AND e.counts) AS received,
       round(y.minutes / nullif(y.finished, 0), 2) AS mean_minutes, ({_MEDIAN}) AS median_minutes,
       round(y.days / nullif(y.finished, 0), 2) AS mean_days,
       round(y.working_days / nullif(y.in_working_days, 0), 2) AS mean_working_days, y.limited, y.within,
       round(100 * y.within / nullif(y.limited, 0), 2) AS share,
       {_of_complaints()} AS complaints,
       {_of_complaints(also=" AND c.answered_at IS NOT NULL")} AS complaints_answered,
       {_of_complaints(also=" AND c.limited")} AS complaints_limited,
       {_of_complaints(also=" AND c.answered_within")} AS complaints_within,
       {_of_complaints(when="resolved_month")} AS complaints_resolved,
       {_of_complaints("round(avg(c.answer_days), 2)", "answered_month")} AS mean_answer_days,
       {_of_complaints("round(avg(c.answer_working_days), 2)", "answered_month")} AS mean_answer_working_days
  FROM {{services}} s
 CROSS JOIN LATERAL ({_MONTHS}) m
 CROSS JOIN LATERAL (
       SELECT coalesce(array_agg(DISTINCT t.position_id), ARRAY[]::uuid[]) AS positions,
              count(DISTINCT t.employee_id) FILTER (WHERE t.finished > 0) AS officers,
              coalesce(sum(t.finished), 0) AS finished, coalesce(sum(t.refused), 0) AS refused,
              coalesce(sum(t.withdrawn), 0) AS withdrawn, sum(t.minutes) AS minutes, sum(t.days) AS days,
              sum(t.working_days) AS working_days, sum(t.in_working_days) AS in_working_days,
              coalesce(sum(t.limited), 0) AS limited, coalesce(sum(t.within), 0) AS within
         FROM {{encounter_tallies}} t
        WHERE t.agency = s.agency AND t.service_id = s.id AND t.month = m.month) y
""",
)
OFFICER_MONTHS = View(
    "officer_months",
    key=(uuid("service_id"), date("month"), uuid("employee_id"), uuid("position_id")),
    columns=(
        uuid("unit_id"),
        number("finished"),
        number("refused"),
        number("withdrawn"),
        decimal("mean_minutes", nullable=True),
        decimal("mean_days", nullable=True),
        decimal("mean_working_days", nullable=True),
        number("limited"),
        number("within"),
        decimal("share", nullable=True),
    ),
    of=(ENCOUNTER_TALLIES,),
    sql="""
SELECT y.agency, y.service_id, y.month, y.employee_id, y.position_id, y.unit_id, y.finished, y.refused, y.withdrawn,
       round(y.minutes::numeric / nullif(y.finished, 0), 2) AS mean_minutes,
       round(y.days::numeric / nullif(y.finished, 0), 2) AS mean_days,
       round(y.working_days::numeric / nullif(y.in_working_days, 0), 2) AS mean_working_days, y.limited, y.within,
       round(100.0 * y.within / nullif(y.limited, 0), 2) AS share
  FROM {encounter_tallies} y
""",
)
