"""Which entries of the audit trail and which batches a standing sees: predicates over the row ``t``."""

from kinerja.identity.visible_rows import (
    ADMINISTRATOR,
    ALWAYS,
    AUDITOR,
    DELIVERED_STATES,
    IN_SCOPE,
    INSPECTOR,
    SELF,
    Predicate,
)

DISCLOSED = (
    "(t.kind NOT IN ('EvaluationRated', 'RatingSaved', 'RatingFinalized') OR t.actor_id = %(viewer)s"
    " OR EXISTS (SELECT FROM audit_links l JOIN evaluations e ON e.agency = l.agency AND e.id = l.object_id"
    f" WHERE l.agency = t.agency AND l.entry = t.entry AND e.state IN {DELIVERED_STATES}))"
)
_LINKED = "SELECT FROM audit_links l JOIN {table} o ON o.agency = l.agency AND o.id = l.object_id"
_LINKED += " WHERE l.agency = t.agency AND l.entry = t.entry AND l.object_kind = '{kind}'"
_PLAN_LINK = _LINKED.format(table="plans", kind="PerformancePlan")
_POSITION_LINK = _LINKED.format(table="positions", kind="Position")
_COMPLAINT_LINK = _LINKED.format(table="complaints", kind="Complaint")
_DISCLOSURE_LINK = _LINKED.format(table="disclosures", kind="Disclosure")
_COLLECTION_LINK = _LINKED.format(table="collections", kind="Collection")
_BATCH_LINK = _LINKED.format(table="batches", kind="Batch")
_REVIEW_LINK = _LINKED.format(table="team_reviews", kind="TeamReview")
_FINDING_LINK = _LINKED.format(table="team_findings", kind="TeamFinding")
# A fact about a plan or a post is in scope with that plan's or post's unit; one about a person only, with the
# units the person was ever assigned to; a complaint with the unit of its service, a review or finding of an
# evaluation team with the unit it is of, what is of a collection with the unit of whom or what it is about. A batch
# concerns whoever its items do: it is in the scope of the whole agency. That glass was broken is in the scope of the
# collection's unit, but not for whom the collection is about, where the mandate is over units. What else is about no
# single person is in every scope.
AUDIT_SCOPE = Predicate(
    f"(%(whole_agency)s OR (t.subject_id IS NULL AND NOT EXISTS ({_COMPLAINT_LINK}) AND NOT EXISTS ({_BATCH_LINK})"
    f" AND NOT EXISTS ({_REVIEW_LINK}) AND NOT EXISTS ({_FINDING_LINK}) AND NOT EXISTS ({_COLLECTION_LINK})"
    " AND t.kind <> 'GlassBroken')"
    f" OR (t.kind <> 'GlassBroken' AND EXISTS ({_COLLECTION_LINK} AND o.unit_id = ANY(%(mandated)s)))"
    f" OR EXISTS ({_REVIEW_LINK} AND o.unit_id = ANY(%(mandated)s))"
    f" OR EXISTS ({_FINDING_LINK} AND o.unit_id = ANY(%(mandated)s))"
    f" OR EXISTS ({_DISCLOSURE_LINK} AND o.unit_id = ANY(%(mandated)s)"
    " AND o.employee_id IS DISTINCT FROM %(viewer)s)"
    f" OR EXISTS ({_COMPLAINT_LINK} AND o.unit_id = ANY(%(mandated)s))"
    f" OR EXISTS ({_PLAN_LINK} AND o.unit_id = ANY(%(mandated)s))"
    f" OR EXISTS ({_POSITION_LINK} AND o.unit_id = ANY(%(mandated)s))"
    f" OR (NOT EXISTS ({_PLAN_LINK}) AND NOT EXISTS ({_POSITION_LINK})"
    f" AND EXISTS (SELECT FROM assignments a {IN_SCOPE.format(employee='t.subject_id')})))",
    whole=True,
)
OF_ENTRY = Predicate(
    "EXISTS (SELECT FROM audit_entries t2 WHERE t2.agency = t.agency AND t2.entry = t.entry)",
    parent="AuditEntry",
    key="entry",
)
WHOLE_AGENCY = Predicate("%(whole_agency)s", whole=True)
BATCH_ROWS = {
    # The items of a batch are of any unit, so a mandate over units holds none.
    SELF: "t.requested_by = %(viewer)s",
    ADMINISTRATOR: ALWAYS,
    INSPECTOR: WHOLE_AGENCY,
    AUDITOR: WHOLE_AGENCY,
}
OF_BATCH = {
    **BATCH_ROWS,
    SELF: "EXISTS (SELECT FROM batches b WHERE b.agency = t.agency AND b.id = t.batch_id"
    " AND b.requested_by = %(viewer)s)",
}
