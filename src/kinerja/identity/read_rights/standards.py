"""Standards, their consultation and dissemination."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    ADMINISTRATOR,
    ALL_EMPLOYEES,
    ALL_PUBLIC,
    AUDITOR,
    AUTHORITY,
    EMPLOYEE,
    INSPECTOR,
    OF_PERSON,
    OVERSIGHT,
    PUBLIC,
    SELF,
    TypeRights,
    cells,
)
from kinerja.identity.visible_rows import ALWAYS, COUNT_ROWS, MANDATED, RECIPIENT_ROWS, of_person

RIGHTS: Mapping[str, TypeRights] = {
    "PerformanceStandard": TypeRights(
        ALL_PUBLIC,
        cells(
            "id code title service stage newest_version begun_at effective_on last_day newest in_force versions data"
            " evaluations version",
            [PUBLIC],
        ),
    ),
    "StandardVersion": TypeRights(
        ALL_PUBLIC,
        cells(
            "id standard number title service legal_basis steps taken_over drafted_at feasibility"
            " feasibility_position approved_at effective_on ends_before positions targets sessions",
            [PUBLIC],
        )
        | cells("approved_by inputs", [EMPLOYEE])
        | cells("past_results", (AUTHORITY, *OVERSIGHT)),
    ),
    "PastResult": TypeRights(
        {AUTHORITY: ALWAYS, ADMINISTRATOR: ALWAYS, INSPECTOR: MANDATED, AUDITOR: MANDATED},
        cells("indicator unit starts_on people met share", (AUTHORITY, *OVERSIGHT)),
    ),
    "ProcedureStep": TypeRights(ALL_PUBLIC, cells("number name limit limit_unit", [PUBLIC])),
    "StandardTarget": TypeRights(ALL_PUBLIC, cells("indicator amount", [PUBLIC])),
    "StandardDatum": TypeRights(
        ALL_PUBLIC,
        cells("number datum source finding collected_at", [PUBLIC]) | cells("collected_by", [EMPLOYEE]),
    ),
    "StandardEvaluation": TypeRights(
        ALL_PUBLIC,
        cells("number finding recommendation evaluated_at evaluated_position", [PUBLIC])
        | cells("evaluated_by", [EMPLOYEE]),
    ),
    "ConsultationSession": TypeRights(
        ALL_PUBLIC, cells("id standard version round held_on place employees superiors representatives", [PUBLIC])
    ),
    "ConsultationInput": TypeRights(
        ALL_EMPLOYEES,
        cells(
            "id standard version round session kind text given_at disposition reason disposed_at disposed_by",
            [EMPLOYEE],
        )
        | {name: of_person("giver_id") for name in ("giver", "giver_name")},
    ),
    "Dissemination": TypeRights(
        ALL_EMPLOYEES,
        cells("id standard number title due_on started_at questions acknowledgements reach", [EMPLOYEE]),
    ),
    "ComprehensionQuestion": TypeRights(
        ALL_EMPLOYEES, cells("number text options", [EMPLOYEE]) | cells("right", [ADMINISTRATOR])
    ),
    "DisseminationReach": TypeRights(
        COUNT_ROWS, cells("unit recipients acknowledged pending", (*OVERSIGHT, AUTHORITY))
    ),
    "DisseminationRecipient": TypeRights(
        RECIPIENT_ROWS,
        cells("dissemination employee position unit due_on acknowledged_at", (*OF_PERSON, AUTHORITY))
        | cells("answers", (SELF, ADMINISTRATOR)),
    ),
    "Acknowledgement": TypeRights(
        of_person("employee_id"),
        cells("id dissemination employee acknowledged_at", (SELF, *OVERSIGHT, AUTHORITY))
        | cells("answers", (SELF, ADMINISTRATOR)),
    ),
}
