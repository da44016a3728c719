"""The permission matrix of reads: type × field × standing × moment, as data. What has no cell is refused.

A row of a type is visible to a standing when its predicate holds; a field of it when the field has a cell for
that standing, from the moment on that the cell names. Predicates are SQL over the row ``t`` and parameters of
the viewer; they are composed into every statement that reads the type.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kinerja.identity.relations import Standing

PUBLIC, EMPLOYEE, SELF = Standing.PUBLIC, Standing.EMPLOYEE, Standing.SELF
APPRAISER, REVIEWER, RATER = Standing.APPRAISER, Standing.REVIEWER, Standing.RATER
SUPPORTER = Standing.SUPPORTER
ADMINISTRATOR, AUTHORITY = Standing.PERFORMANCE_ADMINISTRATOR, Standing.STANDARD_AUTHORITY
INSPECTOR, AUDITOR = Standing.INSPECTOR, Standing.AUDITOR

ALWAYS = "true"
_DELIVERED_STATES = "('DELIVERED', 'ACCEPTED')"


@dataclass(frozen=True)
class TypeRights:
    """Who sees which rows of a type (predicate per standing) and which of its fields (moment per standing)."""

    rows: Mapping[Standing, str]
    fields: Mapping[str, Mapping[Standing, str]] = field(default_factory=dict)


def cells(names: str, standings: Iterable[Standing], moment: str = ALWAYS) -> dict[str, dict[Standing, str]]:
    """The same cells for several fields, named in one string."""
    return {name: dict.fromkeys(standings, moment) for name in names.split()}


def also(
    rights: Mapping[str, Mapping[Standing, str]], standings: Iterable[Standing], moment: str
) -> dict[str, dict[Standing, str]]:
    """The same fields for further standings, from a moment on."""
    return {name: {**given, **dict.fromkeys(standings, moment)} for name, given in rights.items()}


_JUDGED = "(t.position_id = ANY(%(appraised)s) OR (t.employee_id, t.position_id) IN"
_JUDGED += " (SELECT * FROM unnest(%(raised_employees)s::uuid[], %(raised_positions)s::uuid[])))"
_MANDATED = "(%(whole_agency)s OR t.unit_id = ANY(%(mandated)s))"
_OVERSIGHT = (ADMINISTRATOR, INSPECTOR, AUDITOR)
_OF_PERSON = (SELF, APPRAISER, REVIEWER, *_OVERSIGHT)

_PLAN_ROWS = {
    SELF: "t.employee_id = %(viewer)s",
    APPRAISER: f"(t.employee_id <> %(viewer)s AND {_JUDGED})",
    REVIEWER: "(t.employee_id <> %(viewer)s AND t.position_id = ANY(%(reviewed)s))",
    ADMINISTRATOR: ALWAYS,
    INSPECTOR: _MANDATED,
    AUDITOR: _MANDATED,
}


def _through(parent: str, key: str) -> dict[Standing, str]:
    """The rows of those whose parent row is visible: the parent's predicates on the parent's current row."""
    return {
        standing: f"EXISTS (SELECT FROM {parent} t2 WHERE t2.agency = t.agency AND t2.id = t.{key}"
        f" AND {predicate.replace('t.', 't2.')})"
        for standing, predicate in _PLAN_ROWS.items()
    }


_OF_PLAN = _through("plans", "plan_id")
_OF_EVALUATION = _through("evaluations", "evaluation_id")
_EVALUATION_DELIVERED = (
    "EXISTS (SELECT FROM evaluations e WHERE e.agency = t.agency AND e.id = t.evaluation_id"
    f" AND e.state IN {_DELIVERED_STATES})"
)
_FINAL_RATING = {standing: f"(t.state = 'FINAL' AND {rows})" for standing, rows in _OF_EVALUATION.items()}
_RATING_ROWS = {
    # What is only saved is the rater's own. The superior's rating is neither the employee's nor the reviewing
    # officer's to read before the evaluation is delivered.
    RATER: "t.rater_id = %(viewer)s",
    **_FINAL_RATING,
    SELF: f"(t.employee_id = %(viewer)s AND t.state = 'FINAL' AND {_EVALUATION_DELIVERED})",
    REVIEWER: f"({_FINAL_RATING[REVIEWER]} AND {_EVALUATION_DELIVERED})",
}
_RATING_OF_LEVEL = {
    standing: "EXISTS (SELECT FROM ratings t3 WHERE t3.agency = t.agency AND t3.id = t.rating_id AND "
    + predicate.replace("t.", "t3.").replace("t32.", "t2.")
    + ")"
    for standing, predicate in _RATING_ROWS.items()
}
_DISCLOSED = (
    "(t.kind NOT IN ('EvaluationRated', 'RatingSaved', 'RatingFinalized') OR t.actor_id = %(viewer)s"
    " OR EXISTS (SELECT FROM audit_links l JOIN evaluations e ON e.agency = l.agency AND e.id = l.object_id"
    f" WHERE l.agency = t.agency AND l.entry = t.entry AND e.state IN {_DELIVERED_STATES}))"
)
_IN_SCOPE = "WHERE a.agency = t.agency AND a.employee_id = {employee} AND a.unit_id = ANY(%(mandated)s)"
_LINKED = "SELECT FROM audit_links l JOIN {table} o ON o.agency = l.agency AND o.id = l.object_id"
_LINKED += " WHERE l.agency = t.agency AND l.entry = t.entry AND l.object_kind = '{kind}'"
_PLAN_LINK = _LINKED.format(table="plans", kind="PerformancePlan")
_POSITION_LINK = _LINKED.format(table="positions", kind="Position")
# A fact about a plan or a post is in scope with that plan's or post's unit; one about a person only, with the
# units the person was ever assigned to; one about no single person always.
_AUDIT_SCOPE = (
    "(%(whole_agency)s OR t.subject_id IS NULL"
    f" OR EXISTS ({_PLAN_LINK} AND o.unit_id = ANY(%(mandated)s))"
    f" OR EXISTS ({_POSITION_LINK} AND o.unit_id = ANY(%(mandated)s))"
    f" OR (NOT EXISTS ({_PLAN_LINK}) AND NOT EXISTS ({_POSITION_LINK})"
    f" AND EXISTS (SELECT FROM assignments a {_IN_SCOPE.format(employee='t.subject_id')})))"
)
_NIP_SCOPE = f"(%(whole_agency)s OR EXISTS (SELECT FROM assignments a {_IN_SCOPE.format(employee='t.id')}))"
_SUPPORTED = (
    "EXISTS (SELECT FROM work_results w JOIN plans p ON p.agency = w.agency AND p.id = w.plan_id"
    " WHERE w.agency = t.agency AND w.supports_result_id = t.id AND p.employee_id = %(viewer)s)"
)
_OF_ENTRY = "EXISTS (SELECT FROM audit_entries t2 WHERE t2.agency = t.agency AND t2.entry = t.entry)"
_OF_BATCH = (
    "EXISTS (SELECT FROM batches b WHERE b.agency = t.agency AND b.id = t.batch_id"
    " AND (b.requested_by = %(viewer)s OR %(oversight)s))"
)
_ALL_PUBLIC = {PUBLIC: ALWAYS}
_ALL_EMPLOYEES = {EMPLOYEE: ALWAYS}

_JUDGEMENT = cells(
    "rated_at rated_by capacity results_rating behavior_rating innovation predicate reason score basis_position"
    " content_hash",
    (APPRAISER, *_OVERSIGHT),
)
_SCORE = cells(
    "results behavior number number_class suggested_results suggested_behavior suggested_predicate derivation",
    (APPRAISER, *_OVERSIGHT),
)

READ_RIGHTS: Mapping[str, TypeRights] = {
    "Agency": TypeRights(_ALL_PUBLIC, cells("id code name level time_zone founded_at", [PUBLIC])),
    "RoleGrant": TypeRights(
        _ALL_EMPLOYEES,
        cells(
            "id holder holder_name role starts_on ends_on letter_number letter_issuer letter_date",
            [EMPLOYEE],
        )
        | cells("token_subject", [ADMINISTRATOR]),
    ),
    "OrgUnit": TypeRights(_ALL_PUBLIC, cells("id code name kind parent children positions version", [PUBLIC])),
    "Position": TypeRights(
        _ALL_PUBLIC,
        cells("id code title kind functional_level unit superior version", [PUBLIC])
        | cells("assignments", [EMPLOYEE]),
    ),
    "Employee": TypeRights(
        _ALL_EMPLOYEES,
        cells("id name employment assignments version", [EMPLOYEE])
        | cells("token_subject", [ADMINISTRATOR])
        | {"nip": {SELF: "t.id = %(viewer)s", ADMINISTRATOR: ALWAYS, INSPECTOR: _NIP_SCOPE, AUDITOR: _NIP_SCOPE}},
    ),
    "Assignment": TypeRights(
        _ALL_EMPLOYEES,
        cells("id employee position unit kind starts_on ends_on letter_number letter_issuer letter_date", [EMPLOYEE]),
    ),
    "PerformanceStandard": TypeRights(
        _ALL_PUBLIC,
        cells(
            "id code title service procedure legal_basis stage drafted_at approved_at effective_on positions version",
            [PUBLIC],
        ),
    ),
    "Indicator": TypeRights(
        _ALL_PUBLIC,
        cells("id code standard name family newest_version manual versions blame version", [PUBLIC]),
    ),
    "IndicatorVersion": TypeRights(
        _ALL_PUBLIC,
        cells(
            "number effective_on ends_before decided_at capacity letter_number legal_basis decided_position name"
            " family purpose definition formula unit data_source reporting_period direction cumulative numerator"
            " denominator control task changes indicator",
            [PUBLIC],
        )
        | cells("decided_by reason", [EMPLOYEE]),
    ),
    "IndicatorChange": TypeRights(_ALL_PUBLIC, cells("number field before after", [PUBLIC])),
    "Period": TypeRights(
        _ALL_PUBLIC,
        cells("id code name starts_on ends_on cadence rules_id rules_hash windows version", [PUBLIC]),
    ),
    "PeriodWindow": TypeRights(_ALL_PUBLIC, cells("code kind starts_on ends_on", [PUBLIC])),
    "PerformancePlan": TypeRights(
        _PLAN_ROWS,
        cells(
            "id employee position unit period starts_on ends_on state newest_version drafted_at submitted_at"
            " approved_at approved_by return_reason results versions expectations version",
            _OF_PERSON,
        ),
    ),
    "PlanVersion": TypeRights(
        _OF_PLAN,
        cells(
            "number effective_on decided_at decided_by capacity letter_number reason legal_basis decided_position",
            _OF_PERSON,
        ),
    ),
    "WorkResult": TypeRights(
        {**_OF_PLAN, SUPPORTER: _SUPPORTED},
        cells("id number kind title weight supported_result", (*_OF_PERSON, SUPPORTER))
        | cells("plan targets", _OF_PERSON),
    ),
    "Target": TypeRights(
        _OF_PLAN,
        cells(
            "id number indicator indicator_version aspect amount effective_on ends_before is_newest",
            _OF_PERSON,
        ),
    ),
    "BehaviorExpectation": TypeRights(_OF_PLAN, cells("value expectation", _OF_PERSON)),
    "MonthlyReport": TypeRights(
        _OF_PLAN,
        cells("id plan employee month state reported_at verified_at verified_by reason lines version", _OF_PERSON),
    ),
    "Realization": TypeRights(_OF_PLAN, cells("month target_id amount numerator denominator note", _OF_PERSON)),
    "Feedback": TypeRights(
        _OF_PLAN,
        cells("id plan employee giver relation capacity result value text given_at", _OF_PERSON),
    ),
    "Rating": TypeRights(
        _RATING_ROWS,
        cells(
            "id plan employee rater relation state note saved_at finalized_at levels version",
            (RATER, *_OF_PERSON),
        ),
    ),
    "BehaviorRating": TypeRights(_RATING_OF_LEVEL, cells("value level", (RATER, *_OF_PERSON))),
    "Evaluation": TypeRights(
        _PLAN_ROWS,
        cells(
            "id employee plan position unit period window kind starts_on ends_on state asked rules_id"
            " rules_hash opened_at delivered_at accepted_at ratings version",
            _OF_PERSON,
        )
        | also(_JUDGEMENT, (SELF, REVIEWER), f"t.state IN {_DELIVERED_STATES}"),
    ),
    "EvaluationScore": TypeRights(_PLAN_ROWS, also(_SCORE, (SELF, REVIEWER), f"t.state IN {_DELIVERED_STATES}")),
    "AuditEntry": TypeRights(
        {
            SELF: f"(t.subject_id = %(viewer)s AND {_DISCLOSED})",
            INSPECTOR: _AUDIT_SCOPE,
            AUDITOR: _AUDIT_SCOPE,
        },
        cells(
            "position kind version recorded_at actor capacity subject letter_number letter_issuer letter_date reason"
            " legal_basis command_id cause valid_on content links",
            (SELF, INSPECTOR, AUDITOR),
        ),
    ),
    "AuditLink": TypeRights(
        dict.fromkeys((SELF, INSPECTOR, AUDITOR), _OF_ENTRY),
        cells("object_kind object_id", (SELF, INSPECTOR, AUDITOR)),
    ),
    "Batch": TypeRights(
        {SELF: "t.requested_by = %(viewer)s", **dict.fromkeys(_OVERSIGHT, ALWAYS)},
        cells("id command items finished done refused accepted_at finished_at refusals version", (SELF, *_OVERSIGHT)),
    ),
    "BatchRefusal": TypeRights(
        dict.fromkeys((SELF, *_OVERSIGHT), _OF_BATCH), cells("item concerns refusals", (SELF, *_OVERSIGHT))
    ),
}
