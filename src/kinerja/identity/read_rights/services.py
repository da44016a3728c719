"""Services, visits and complaints."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    ALL_PUBLIC,
    APPRAISER,
    AUTHORITY,
    EMPLOYEE,
    OF_PERSON,
    OFFICER,
    OVERSIGHT,
    PUBLIC,
    REVIEWER,
    SELF,
    TypeRights,
    also,
    cells,
)
from kinerja.identity.visible_rows import (
    ALWAYS,
    ANSWERED_BY_SUBORDINATE,
    COMPLAINT_ROWS,
    ENCOUNTER_OPEN,
    ENCOUNTER_ROWS,
    PLAN_ROWS,
    SERVICE_MONTH_ROWS,
)

RIGHTS: Mapping[str, TypeRights] = {
    "Service": TypeRights(
        ALL_PUBLIC,
        cells(
            "id code name unit standard positions time_limit limit_unit complaint_limit complaint_limit_unit version",
            [PUBLIC],
        )
        | cells("statistics", [EMPLOYEE]),
    ),
    "ServiceEncounter": TypeRights(
        ENCOUNTER_ROWS,
        cells(
            "id service unit reference received_at outcome ground ended_at counts corrected token_issued_at version",
            (OFFICER, *OF_PERSON),
        )
        | cells("hands minutes days working_days within", OF_PERSON)
        | also(cells("officer", OF_PERSON), (OFFICER,), ENCOUNTER_OPEN),
    ),
    "EncounterHand": TypeRights(PLAN_ROWS, cells("number officer position since", OF_PERSON)),
    "Complaint": TypeRights(
        COMPLAINT_ROWS,
        cells(
            "id service unit reference encounter element received_at state answered_at answer_minutes answer_days"
            " answer_working_days answered_within resolved_at resolution_minutes resolution_days"
            " resolution_working_days outcome counts corrected version",
            (SELF, OFFICER, APPRAISER, REVIEWER, *OVERSIGHT),
        )
        | {"answered_by": dict.fromkeys((SELF, *OVERSIGHT), ALWAYS) | ANSWERED_BY_SUBORDINATE},
    ),
    "ServiceMonth": TypeRights(
        SERVICE_MONTH_ROWS,
        cells(
            "service unit month officers received finished refused withdrawn mean_minutes median_minutes mean_days"
            " mean_working_days limited within share complaints complaints_answered complaints_limited"
            " complaints_within complaints_resolved mean_answer_days mean_answer_working_days",
            (APPRAISER, REVIEWER, *OVERSIGHT, AUTHORITY),
        ),
    ),
    "OfficerMonth": TypeRights(
        PLAN_ROWS,
        cells(
            "service unit month officer position finished refused withdrawn mean_minutes mean_days mean_working_days"
            " limited within share",
            OF_PERSON,
        ),
    ),
}
