"""The permission matrix of reads: type × field × standing × moment, as data. What has no cell is refused.

A row of a type is visible to a standing when its predicate holds; a field of it when the field has a cell for
that standing, from the moment on that the cell names. Predicates are composed into every statement that reads
the type.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kinerja.identity.relations import Standing
from kinerja.identity.visible_rows import (
    ALWAYS,
    AUDIT_SCOPE,
    COMPLAINT_ROWS,
    DISCLOSED,
    ENCOUNTER_ROWS,
    IS_DELIVERED,
    LEAVE_ROWS,
    LED_ROWS,
    MANDATED,
    MATRIX_ROWS,
    OF_BATCH,
    OF_ENTRY,
    OF_PLAN,
    OF_SHARED,
    PLAN_ROWS,
    RATING_OF_LEVEL,
    RATING_ROWS,
    RECIPIENT_ROWS,
    SERVICE_MONTH_ROWS,
    SHARED_ROWS,
    SUPPORTED,
    counted_rows,
    in_scope,
    of_person,
    of_revision,
    supported,
)

PUBLIC, EMPLOYEE, SELF = Standing.PUBLIC, Standing.EMPLOYEE, Standing.SELF
APPRAISER, REVIEWER, RATER = Standing.APPRAISER, Standing.REVIEWER, Standing.RATER
SUPPORTER, HOLDER, OFFICER = Standing.SUPPORTER, Standing.HOLDER, Standing.SERVICE_OFFICER
ADMINISTRATOR, AUTHORITY = Standing.PERFORMANCE_ADMINISTRATOR, Standing.STANDARD_AUTHORITY
INSPECTOR, AUDITOR = Standing.INSPECTOR, Standing.AUDITOR


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


_OVERSIGHT = (ADMINISTRATOR, INSPECTOR, AUDITOR)
_OF_PERSON = (SELF, APPRAISER, REVIEWER, *_OVERSIGHT)
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
            "id holder holder_name role units starts_on ends_on letter_number letter_issuer letter_date",
            [EMPLOYEE],
        )
        | cells("token_subject", [ADMINISTRATOR]),
    ),
    "OrgUnit": TypeRights(
        _ALL_PUBLIC,
        cells("id code name kind parent children positions version", [PUBLIC])
        | cells("members member_count balance", [EMPLOYEE]),
    ),
    "Position": TypeRights(
        _ALL_PUBLIC,
        cells("id code title kind functional_level unit superior version", [PUBLIC])
        | cells("assignments", [EMPLOYEE]),
    ),
    "Employee": TypeRights(
        _ALL_EMPLOYEES,
        cells("id name employment assignments leaves newest_evaluation version", [EMPLOYEE])
        | cells("token_subject", [ADMINISTRATOR])
        | {
            "nip": {
                SELF: "t.id = %(viewer)s",
                ADMINISTRATOR: ALWAYS,
                INSPECTOR: in_scope("id"),
                AUDITOR: in_scope("id"),
            }
        },
    ),
    "Assignment": TypeRights(
        _ALL_EMPLOYEES,
        cells(
            "id employee position unit kind starts_on ends_on letter_number letter_issuer letter_date"
            " letter_valid_from letter_valid_to transferred_from corrects recorded_in_error corrected_by officers",
            [EMPLOYEE],
        )
        | {"correction_reason": of_person("employee_id")},
    ),
    "AppraisingOfficer": TypeRights(
        _ALL_EMPLOYEES,
        cells(
            "employee position kind letter_number letter_issuer letter_date letter_valid_from letter_valid_to"
            " assignment",
            [EMPLOYEE],
        ),
    ),
    "Leave": TypeRights(
        LEAVE_ROWS,
        cells(
            "id employee kind starts_on ends_on granted_until taken letter_number letter_issuer letter_date",
            _OF_PERSON,
        ),
    ),
    "PerformanceStandard": TypeRights(
        _ALL_PUBLIC,
        cells(
            "id code title service stage newest_version begun_at effective_on last_day newest in_force versions data"
            " evaluations version",
            [PUBLIC],
        ),
    ),
    "StandardVersion": TypeRights(
        _ALL_PUBLIC,
        cells(
            "id standard number title service legal_basis steps taken_over drafted_at feasibility"
            " feasibility_position approved_at effective_on ends_before positions targets sessions",
            [PUBLIC],
        )
        | cells("approved_by inputs", [EMPLOYEE])
        | cells("past_results", (AUTHORITY, *_OVERSIGHT)),
    ),
    "PastResult": TypeRights(
        {AUTHORITY: ALWAYS, ADMINISTRATOR: ALWAYS, INSPECTOR: MANDATED, AUDITOR: MANDATED},
        cells("indicator unit starts_on people met share", (AUTHORITY, *_OVERSIGHT)),
    ),
    "ProcedureStep": TypeRights(_ALL_PUBLIC, cells("number name limit limit_unit", [PUBLIC])),
    "StandardTarget": TypeRights(_ALL_PUBLIC, cells("indicator amount", [PUBLIC])),
    "StandardDatum": TypeRights(
        _ALL_PUBLIC,
        cells("number datum source finding collected_at", [PUBLIC]) | cells("collected_by", [EMPLOYEE]),
    ),
    "StandardEvaluation": TypeRights(
        _ALL_PUBLIC,
        cells("number finding recommendation evaluated_at evaluated_position", [PUBLIC])
        | cells("evaluated_by", [EMPLOYEE]),
    ),
    "ConsultationSession": TypeRights(
        _ALL_PUBLIC, cells("id standard version held_on place employees superiors representatives", [PUBLIC])
    ),
    "ConsultationInput": TypeRights(
        _ALL_EMPLOYEES,
        cells("id standard version session kind text given_at disposition reason disposed_at disposed_by", [EMPLOYEE])
        | {name: of_person("giver_id") for name in ("giver", "giver_name")},
    ),
    "Dissemination": TypeRights(
        _ALL_EMPLOYEES,
        cells("id standard number title due_on started_at questions acknowledgements reach", [EMPLOYEE]),
    ),
    "ComprehensionQuestion": TypeRights(
        _ALL_EMPLOYEES, cells("number text options", [EMPLOYEE]) | cells("right", [ADMINISTRATOR])
    ),
    "DisseminationReach": TypeRights(
        counted_rows("recipients"),
        cells("unit recipients acknowledged pending", (EMPLOYEE, *_OVERSIGHT, AUTHORITY)),
    ),
    "DisseminationRecipient": TypeRights(
        RECIPIENT_ROWS,
        cells("dissemination employee position unit due_on acknowledged_at", (*_OF_PERSON, AUTHORITY))
        | cells("answers", (SELF, ADMINISTRATOR)),
    ),
    "Acknowledgement": TypeRights(
        of_person("employee_id"),
        cells("id dissemination employee acknowledged_at", (SELF, *_OVERSIGHT, AUTHORITY))
        | cells("answers", (SELF, ADMINISTRATOR)),
    ),
    "Service": TypeRights(
        _ALL_PUBLIC,
        cells(
            "id code name unit standard positions time_limit limit_unit complaint_limit complaint_limit_unit version",
            [PUBLIC],
        )
        | cells("statistics", [EMPLOYEE]),
    ),
    "ServiceEncounter": TypeRights(
        ENCOUNTER_ROWS,
        cells(
            "id service unit reference received_at outcome ground ended_at counts corrected version",
            (OFFICER, *_OF_PERSON),
        )
        | cells("hands minutes days within", _OF_PERSON)
        | also(cells("officer", _OF_PERSON), (OFFICER,), "t.ended_at IS NULL"),
    ),
    "EncounterHand": TypeRights(PLAN_ROWS, cells("number officer position since", _OF_PERSON)),
    "Complaint": TypeRights(
        COMPLAINT_ROWS,
        cells(
            "id service unit reference encounter element received_at state answered_at answer_minutes answer_days"
            " answered_within resolved_at resolution_minutes resolution_days outcome version",
            (OFFICER, APPRAISER, REVIEWER, *_OVERSIGHT),
        ),
    ),
    "ServiceMonth": TypeRights(
        SERVICE_MONTH_ROWS,
        cells(
            "service unit month officers received finished refused withdrawn mean_minutes median_minutes mean_days"
            " limited within share complaints complaints_answered complaints_limited complaints_within",
            (EMPLOYEE, APPRAISER, REVIEWER, *_OVERSIGHT, AUTHORITY),
        ),
    ),
    "OfficerMonth": TypeRights(
        PLAN_ROWS,
        cells(
            "service unit month officer position finished refused withdrawn mean_minutes mean_days limited within"
            " share",
            _OF_PERSON,
        ),
    ),
    "Indicator": TypeRights(
        _ALL_PUBLIC,
        cells("id code standard name family newest_version last_day manual versions blame version", [PUBLIC]),
    ),
    "IndicatorVersion": TypeRights(
        _ALL_PUBLIC,
        cells(
            "number effective_on ends_before decided_at capacity letter_number legal_basis decided_position name"
            " family purpose definition formula unit data_source reporting_period direction cumulative numerator"
            " denominator control task terms changes indicator measured_service measured_figure measured_scope",
            [PUBLIC],
        )
        | cells("decided_by reason", [EMPLOYEE]),
    ),
    "IndicatorProposal": TypeRights(
        _ALL_EMPLOYEES,
        cells("id indicator indicator_version kind changes proposed_at disposition decided_at version", [EMPLOYEE])
        | {name: of_person("proposed_by") for name in ("proposed_by", "reason", "answer", "decided_by")},
    ),
    "IndicatorChange": TypeRights(_ALL_PUBLIC, cells("number field before after", [PUBLIC])),
    "Period": TypeRights(
        _ALL_PUBLIC,
        cells(
            "id code name starts_on ends_on cadence rules_id rules_hash state closed_at units windows deadlines"
            " version",
            [PUBLIC],
        )
        | cells("reason", [EMPLOYEE]),
    ),
    "Deadline": TypeRights(
        _ALL_PUBLIC,  # of a period, so of nobody in particular: a clock of a person needs predicates of its own
        cells(
            "id period kind window first_due_on due_on grace_until passes_at extended_at passed_at version", [PUBLIC]
        )
        | cells("reason", [EMPLOYEE]),
    ),
    "HolidayCalendar": TypeRights(_ALL_PUBLIC, cells("id year source taken_at holidays version", [PUBLIC])),
    "Holiday": TypeRights(
        _ALL_PUBLIC,
        cells("id calendar day name kind origin legal_basis declared_at", [PUBLIC])
        | cells("declared_by", [EMPLOYEE]),
    ),
    "PeriodWindow": TypeRights(_ALL_PUBLIC, cells("code kind starts_on ends_on", [PUBLIC])),
    "PerformancePlan": TypeRights(
        PLAN_ROWS,
        cells(
            "id employee position unit period starts_on ends_on state newest_version drafted_at submitted_at"
            " approved_at approved_by return_reason template_version closed_on"
            " closing_cause closing_reason results versions balance"
            " achievements accomplishments expectations annex version",
            _OF_PERSON,
        ),
    ),
    "PlanAnnex": TypeRights(OF_PLAN, cells("part content", _OF_PERSON)),
    "PlanTemplate": TypeRights(
        _ALL_EMPLOYEES, cells("id code title defined_at defined_by results expectations version", [EMPLOYEE])
    ),
    "PlanTemplateResult": TypeRights(_ALL_EMPLOYEES, cells("number kind title weight held_by targets", [EMPLOYEE])),
    "PlanTemplateTarget": TypeRights(_ALL_EMPLOYEES, cells("indicator aspect amount", [EMPLOYEE])),
    "PlanTemplateExpectation": TypeRights(_ALL_EMPLOYEES, cells("value expectation", [EMPLOYEE])),
    "PerformanceDialogue": TypeRights(
        OF_PLAN,
        cells(
            "id plan employee held_on topic values summary recorded_by recorded_at employee_acknowledged_at"
            " officer_acknowledged_at officer remark acknowledged_at version",
            _OF_PERSON,
        ),
    ),
    "PlanRevisionProposal": TypeRights(
        of_revision("id"),
        cells(
            "id plan employee plan_version effective_on proposed_by reason legal_basis proposed_at lines agreements"
            " disposition answer decided_at decided_by version",
            (*_OF_PERSON, SUPPORTER),
        ),
    ),
    "PlanRevisionLine": TypeRights(
        of_revision("proposal_id"),
        cells(
            "number kind result title result_kind weight target_id indicator aspect amount", (*_OF_PERSON, SUPPORTER)
        ),
    ),
    "PlanRevisionAgreement": TypeRights(
        of_revision("proposal_id"), cells("plan owner agreed answered_at reason", (*_OF_PERSON, SUPPORTER))
    ),
    "FamilyBalance": TypeRights(OF_PLAN, cells("family targets share warning", _OF_PERSON)),
    "UnitFamilyBalance": TypeRights(
        counted_rows("plans"),
        cells("period family plans targets share warnings", (EMPLOYEE, *_OVERSIGHT, AUTHORITY)),
    ),
    "PlanVersion": TypeRights(
        OF_PLAN,
        cells(
            "number effective_on decided_at decided_by capacity letter_number reason legal_basis decided_position",
            _OF_PERSON,
        ),
    ),
    "WorkResult": TypeRights(
        {**OF_PLAN, SUPPORTER: SUPPORTED},
        cells("id number kind title weight supported_result held_by perspective", (*_OF_PERSON, SUPPORTER))
        | cells("plan targets inherited_from", _OF_PERSON),
    ),
    "Target": TypeRights(
        OF_PLAN,
        cells(
            "target_id number indicator indicator_version aspect amount effective_on ends_before is_newest"
            " achievement",
            _OF_PERSON,
        ),
    ),
    "TargetAchievement": TypeRights(
        OF_PLAN, cells("target_id number indicator through reported missing raw achievement", _OF_PERSON)
    ),
    "RoleResultMatrix": TypeRights(_ALL_EMPLOYEES, cells("unit period leader columns rows", [EMPLOYEE])),
    "RoleResultRow": TypeRights(
        MATRIX_ROWS, cells("unit period position employee plan supports_nothing cells", _OF_PERSON)
    ),
    "RoleResultCell": TypeRights(OF_PLAN, cells("result support supports", _OF_PERSON)),
    "RoleResultColumn": TypeRights(
        {**OF_PLAN, SUPPORTER: supported("result_id")},
        cells("result plan", (*_OF_PERSON, SUPPORTER)) | cells("supporters achievements", _OF_PERSON),
    ),
    "SupportAchievement": TypeRights(
        OF_PLAN, cells("result window supporting reported absent status achievement", _OF_PERSON)
    ),
    "UnitAchievement": TypeRights(
        LED_ROWS,
        cells(
            "unit period window people expected planned approved reported absent status members",
            (EMPLOYEE, APPRAISER, REVIEWER, *_OVERSIGHT, AUTHORITY),
        )
        | cells("achievement", (APPRAISER, REVIEWER, *_OVERSIGHT, AUTHORITY)),
    ),
    "PersonAchievement": TypeRights(
        PLAN_ROWS,
        cells("counted_in unit position employee plan period window presence achievement", _OF_PERSON),
    ),
    "SharedTarget": TypeRights(
        SHARED_ROWS,
        cells(
            "id target_id plan unit period result indicator amount difference newest_version shared_at in_force"
            " versions version",
            (*_OF_PERSON, HOLDER),
        ),
    ),
    "TargetSharing": TypeRights(
        OF_SHARED,
        cells(
            "number effective_on ends_before amount decided_at decided_by capacity reason decided_position shares",
            (*_OF_PERSON, HOLDER),
        ),
    ),
    "TargetShare": TypeRights(
        OF_SHARED,
        cells(
            "shared_target number place unit plan share amount held_by accepted_at accepted_by planned realized",
            (*_OF_PERSON, HOLDER),
        ),
    ),
    "BehaviorExpectation": TypeRights(OF_PLAN, cells("value expectation", _OF_PERSON)),
    "MonthlyReport": TypeRights(
        OF_PLAN,
        cells(
            "id plan employee month state reported_at due_on late verified_at verified_by reason evidence lines"
            " version",
            _OF_PERSON,
        ),
    ),
    "SupervisionItem": TypeRights(
        PLAN_ROWS,
        cells("kind plan employee unit period month target_id indicator achievement since", _OF_PERSON),
    ),
    "Realization": TypeRights(
        OF_PLAN,
        cells("month target_id amount numerator denominator note measurement evidence evidence_count", _OF_PERSON),
    ),
    "Evidence": TypeRights(
        OF_PLAN,
        cells(
            "id plan employee report month target_id accomplishment number kind title link url file_name media_type"
            " size sha256 stored_as custodian_unit custodian attached_at attached_by withdrawn_at reason version",
            _OF_PERSON,
        ),
    ),
    "Accomplishment": TypeRights(
        OF_PLAN,
        cells(
            "id plan employee kind state happened_on result title text evidence evidence_count recorded_at decided_at"
            " decided_by reason version",
            _OF_PERSON,
        ),
    ),
    "DailyProgressEntry": TypeRights(
        OF_PLAN,
        cells(
            "id plan employee day result activity effort_minutes obstacle recorded_at corrected_at reason", _OF_PERSON
        ),
    ),
    "Measurement": TypeRights(
        OF_PLAN,
        cells(
            "id month target_id service figure officer first_month last_month at_position counted hash cases",
            _OF_PERSON,
        ),
    ),
    "CountedCase": TypeRights(OF_PLAN, cells("measurement encounter complaint minutes days within", _OF_PERSON)),
    "Feedback": TypeRights(
        OF_PLAN,
        cells("id plan employee giver relation capacity result value text given_at", _OF_PERSON),
    ),
    "Rating": TypeRights(
        RATING_ROWS,
        cells(
            "id evaluation plan employee rater relation state note saved_at finalized_at levels version",
            (RATER, *_OF_PERSON),
        ),
    ),
    "BehaviorRating": TypeRights(RATING_OF_LEVEL, cells("value level", (RATER, *_OF_PERSON))),
    "Evaluation": TypeRights(
        PLAN_ROWS,
        cells(
            "id employee plan position unit period window kind starts_on ends_on state asked rules_id"
            " rules_hash opened_at delivered_at accepted_at ratings version",
            _OF_PERSON,
        )
        | also(_JUDGEMENT, (SELF, REVIEWER), IS_DELIVERED),
    ),
    "EvaluationScore": TypeRights(PLAN_ROWS, also(_SCORE, (SELF, REVIEWER), IS_DELIVERED)),
    "AuditEntry": TypeRights(
        {
            SELF: f"(t.subject_id = %(viewer)s AND {DISCLOSED})",
            INSPECTOR: AUDIT_SCOPE,
            AUDITOR: AUDIT_SCOPE,
        },
        cells(
            "position kind label version recorded_at actor capacity subject letter_number letter_issuer letter_date"
            " reason legal_basis command_id cause valid_on content links",
            (SELF, INSPECTOR, AUDITOR),
        ),
    ),
    "AuditLink": TypeRights(
        dict.fromkeys((SELF, INSPECTOR, AUDITOR), OF_ENTRY),
        cells("object_kind object_id", (SELF, INSPECTOR, AUDITOR)),
    ),
    "Batch": TypeRights(
        {SELF: "t.requested_by = %(viewer)s", **dict.fromkeys(_OVERSIGHT, ALWAYS)},
        cells(
            "id command items complete finished waiting done refused accepted_at finished_at refusals version",
            (SELF, *_OVERSIGHT),
        ),
    ),
    "BatchRefusal": TypeRights(
        dict.fromkeys((SELF, *_OVERSIGHT), OF_BATCH), cells("item concerns refusals", (SELF, *_OVERSIGHT))
    ),
    "BatchItem": TypeRights(
        dict.fromkeys((SELF, *_OVERSIGHT), OF_BATCH),
        cells("batch item concerns command_id outcome refusals", (SELF, *_OVERSIGHT)),
    ),
}
