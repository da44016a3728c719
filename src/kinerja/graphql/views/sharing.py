"""Shared targets beside the target as it reads, and shares beside what their holders planned and realised (B7)."""

from kinerja.graphql.views.view import View
from kinerja.projections.plan_tables import PLANS, TARGETS
from kinerja.projections.progress import REALIZATIONS
from kinerja.projections.shared_targets import SHARED_TARGETS, TARGET_SHARES
from kinerja.projections.tables import ID, decimal, flag, moment, number, uuid

SHARED_BALANCE = View(
    "shared_balance",
    key=(ID,),
    columns=(
        uuid("target_id"),
        uuid("plan_id"),
        uuid("unit_id"),
        uuid("period_id"),
        uuid("result_id"),
        uuid("indicator_id"),
        decimal("amount"),
        decimal("difference", nullable=True),
        number("newest_version"),
        moment("shared_at"),
        number("version"),
    ),
    of=(SHARED_TARGETS, TARGETS, PLANS),
    sql="""
SELECT s.agency, s.id, s.target_id, s.plan_id, p.unit_id, s.period_id, s.result_id, s.indicator_id, s.amount,
       s.amount - g.amount AS difference, s.newest_version, s.shared_at, s.version
  FROM {shared_targets} s
  JOIN {plans} p ON p.agency = s.agency AND p.id = s.plan_id
  LEFT JOIN {targets} g ON g.agency = s.agency AND g.id = s.target_id AND g.is_newest
""",
)
SHARE_PROGRESS = View(
    "share_progress",
    key=(uuid("shared_target_id"), number("number"), number("place")),
    columns=(
        uuid("unit_id"),
        uuid("named_plan_id", nullable=True),
        decimal("share"),
        decimal("amount"),
        uuid("held_by", nullable=True),
        moment("accepted_at", nullable=True),
        uuid("accepted_by", nullable=True),
        decimal("planned", nullable=True),
        decimal("realized", nullable=True),
        flag("is_newest"),
    ),
    of=(SHARED_TARGETS, TARGET_SHARES, TARGETS, REALIZATIONS),
    # Of the plan that holds the share: its targets in the same indicator, and what was reported of them to date.
    sql="""
SELECT h.agency, h.shared_target_id, h.number, h.place, h.unit_id, h.plan_id AS named_plan_id,
       coalesce(h.share, round(100 * h.amount / h.of_amount, 2)) AS share, h.amount, h.held_by, h.accepted_at,
       h.accepted_by, c.planned, c.realized, h.number = s.newest_version AS is_newest
  FROM {target_shares} h
  JOIN {shared_targets} s ON s.agency = h.agency AND s.id = h.shared_target_id
 CROSS JOIN LATERAL (
  SELECT sum(g.amount) AS planned,
         sum((SELECT sum(r.amount)
                FROM {realizations} r
               WHERE r.agency = g.agency AND r.target_id = g.id AND r.counts)) AS realized
    FROM {targets} g
   WHERE g.agency = h.agency AND g.plan_id = coalesce(h.held_by, h.plan_id) AND g.indicator_id = h.indicator_id
     AND g.is_newest) c
""",
)
