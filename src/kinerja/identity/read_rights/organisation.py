"""The agency, its units, posts, people and their leave."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    ADMINISTRATOR,
    ALL_EMPLOYEES,
    ALL_PUBLIC,
    AUDITOR,
    EMPLOYEE,
    INSPECTOR,
    OF_PERSON,
    PUBLIC,
    SELF,
    TypeRights,
    cells,
)
from kinerja.identity.visible_rows import ALWAYS, LEAVE_ROWS, in_scope, of_person

RIGHTS: Mapping[str, TypeRights] = {
    "Agency": TypeRights(ALL_PUBLIC, cells("id code name level time_zone founded_at", [PUBLIC])),
    "RoleGrant": TypeRights(
        ALL_EMPLOYEES,
        cells(
            "id holder holder_name role units starts_on ends_on letter_number letter_issuer letter_date",
            [EMPLOYEE],
        )
        | cells("token_subject", [ADMINISTRATOR]),
    ),
    "OrgUnit": TypeRights(
        ALL_PUBLIC,
        cells("id code name kind parent children positions version", [PUBLIC])
        | cells("members member_count balance", [EMPLOYEE]),
    ),
    "Position": TypeRights(
        ALL_PUBLIC,
        cells("id code title kind functional_level unit superior version", [PUBLIC])
        | cells("assignments", [EMPLOYEE]),
    ),
    "Employee": TypeRights(
        ALL_EMPLOYEES,
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
        ALL_EMPLOYEES,
        cells(
            "id employee position unit kind starts_on ends_on letter_number letter_issuer letter_date"
            " letter_valid_from letter_valid_to transferred_from corrects recorded_in_error corrected_by officers",
            [EMPLOYEE],
        )
        | {"correction_reason": of_person("employee_id")},
    ),
    "AppraisingOfficer": TypeRights(
        ALL_EMPLOYEES,
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
            OF_PERSON,
        ),
    ),
}
