"""Plans, their revisions, templates and dialogues."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    ALL_EMPLOYEES,
    APPRAISER,
    AUTHORITY,
    EMPLOYEE,
    OF_PERSON,
    OVERSIGHT,
    RATER,
    RESULT_OWNER,
    REVIEWER,
    SUPPORTER,
    TEAM,
    TypeRights,
    cells,
)
from kinerja.identity.visible_rows import (
    ASKED_ABOUT,
    LED_ROWS,
    OF_PLAN,
    OF_PLAN_AND_TEAM,
    PLAN_ROWS_AND_TEAM,
    SUPPORTED,
    of_revision,
)

RIGHTS: Mapping[str, TypeRights] = {
    "PerformancePlan": TypeRights(
        PLAN_ROWS_AND_TEAM,
        cells(
            "id employee position unit period starts_on ends_on state newest_version drafted_at submitted_at"
            " approved_at approved_by template_version closed_on closing_cause results versions balance"
            " achievements accomplishments expectations annex version",
            (*OF_PERSON, TEAM),
        )
        | cells("return_reason closing_reason", OF_PERSON),
    ),
    "PlanAnnex": TypeRights(OF_PLAN, cells("part content", OF_PERSON)),
    "PlanTemplate": TypeRights(
        ALL_EMPLOYEES, cells("id code title defined_at defined_by results expectations version", [EMPLOYEE])
    ),
    "PlanTemplateResult": TypeRights(ALL_EMPLOYEES, cells("number kind title weight held_by targets", [EMPLOYEE])),
    "PlanTemplateTarget": TypeRights(ALL_EMPLOYEES, cells("indicator aspect amount", [EMPLOYEE])),
    "PlanTemplateExpectation": TypeRights(ALL_EMPLOYEES, cells("value expectation", [EMPLOYEE])),
    "PerformanceDialogue": TypeRights(
        OF_PLAN,
        cells(
            "id plan employee held_on topic values summary recorded_by recorded_at employee_acknowledged_at"
            " officer_acknowledged_at officer remark acknowledged_at version",
            OF_PERSON,
        ),
    ),
    "PlanRevisionProposal": TypeRights(
        of_revision("id"),
        cells(
            "id plan employee plan_version effective_on proposed_by reason legal_basis proposed_at lines agreements"
            " disposition answer decided_at decided_by version",
            (*OF_PERSON, RESULT_OWNER),
        ),
    ),
    "PlanRevisionLine": TypeRights(
        of_revision("proposal_id"),
        cells(
            "number kind result title result_kind weight target_id indicator aspect amount supports",
            (*OF_PERSON, RESULT_OWNER),
        ),
    ),
    "PlanRevisionAgreement": TypeRights(
        of_revision("proposal_id"),
        cells("plan owner agreed answered_at answered_by reason", (*OF_PERSON, RESULT_OWNER)),
    ),
    "FamilyBalance": TypeRights(OF_PLAN_AND_TEAM, cells("family targets share warning", (*OF_PERSON, TEAM))),
    "UnitFamilyBalance": TypeRights(
        LED_ROWS,
        cells("period family plans targets share warnings", (APPRAISER, REVIEWER, *OVERSIGHT, AUTHORITY)),
    ),
    "PlanVersion": TypeRights(
        OF_PLAN_AND_TEAM,
        cells(
            "number effective_on decided_at decided_by capacity letter_number reason legal_basis decided_position",
            (*OF_PERSON, TEAM),
        ),
    ),
    "WorkResult": TypeRights(
        {**OF_PLAN_AND_TEAM, SUPPORTER: SUPPORTED, RATER: ASKED_ABOUT},
        cells(
            "id number kind title weight supported_result held_by perspective ends_before",
            (*OF_PERSON, TEAM, SUPPORTER, RATER),
        )
        | cells("plan targets inherited_from", (*OF_PERSON, TEAM)),
    ),
    "Target": TypeRights(
        OF_PLAN_AND_TEAM,
        cells(
            "target_id number indicator indicator_version aspect amount effective_on ends_before is_newest"
            " achievement",
            (*OF_PERSON, TEAM),
        ),
    ),
    "TargetAchievement": TypeRights(
        OF_PLAN_AND_TEAM,
        cells("target_id number indicator through reported missing raw achievement", (*OF_PERSON, TEAM)),
    ),
    "BehaviorExpectation": TypeRights(OF_PLAN_AND_TEAM, cells("value expectation", (*OF_PERSON, TEAM))),
}
