"""The matrix, the roll-up and shared targets."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    ALL_EMPLOYEES,
    APPRAISER,
    AUTHORITY,
    EMPLOYEE,
    HOLDER,
    OF_PERSON,
    OVERSIGHT,
    REVIEWER,
    SUPPORTER,
    TypeRights,
    also,
    cells,
)
from kinerja.identity.visible_rows import (
    HOLDS_SHARE,
    LED_ROWS,
    MATRIX_ROWS,
    OF_PLAN,
    OF_SHARED,
    PLAN_ROWS,
    SHARED_ROWS,
    supported,
)

RIGHTS: Mapping[str, TypeRights] = {
    "RoleResultMatrix": TypeRights(ALL_EMPLOYEES, cells("unit period leader columns rows", [EMPLOYEE])),
    "RoleResultRow": TypeRights(
        MATRIX_ROWS, cells("unit period position employee plan supports_nothing cells", OF_PERSON)
    ),
    "RoleResultCell": TypeRights(OF_PLAN, cells("result support supports", OF_PERSON)),
    "RoleResultColumn": TypeRights(
        {**OF_PLAN, SUPPORTER: supported("result_id")},
        cells("result plan", (*OF_PERSON, SUPPORTER)) | cells("supporters achievements", OF_PERSON),
    ),
    "SupportAchievement": TypeRights(
        OF_PLAN, cells("result window supporting reported absent status achievement", OF_PERSON)
    ),
    "UnitAchievement": TypeRights(
        LED_ROWS,
        cells(
            "unit period window people expected planned approved reported absent status achievement members",
            (APPRAISER, REVIEWER, *OVERSIGHT, AUTHORITY),
        ),
    ),
    "PersonAchievement": TypeRights(
        PLAN_ROWS,
        cells("counted_in unit position employee plan period window presence achievement", OF_PERSON),
    ),
    "SharedTarget": TypeRights(
        SHARED_ROWS,
        cells(
            "id target_id plan unit period result indicator amount difference newest_version shared_at in_force"
            " versions version",
            (*OF_PERSON, HOLDER),
        ),
    ),
    "TargetSharing": TypeRights(
        OF_SHARED,
        cells(
            "number effective_on ends_before amount decided_at decided_by capacity reason decided_position shares",
            (*OF_PERSON, HOLDER),
        ),
    ),
    "TargetShare": TypeRights(
        OF_SHARED,
        cells("shared_target number place unit plan share amount held_by accepted_at", (*OF_PERSON, HOLDER))
        | also(cells("accepted_by planned realized", OF_PERSON), (HOLDER,), HOLDS_SHARE),
    ),
}
