"""Evaluation teams, their reviews and findings."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    ALL_EMPLOYEES,
    ANSWERABLE,
    EMPLOYEE,
    OF_PERSON,
    OVERSIGHT,
    TEAM,
    TypeRights,
    cells,
)
from kinerja.identity.visible_rows import FINDING_ROWS, REVIEW_ROWS

RIGHTS: Mapping[str, TypeRights] = {
    "EvaluationTeam": TypeRights(
        {**ALL_EMPLOYEES, **dict.fromkeys(OVERSIGHT, "true")},
        cells(
            "id code name units chair members starts_on ends_on letter_number letter_issuer letter_date dissolved_on"
            " version",
            (EMPLOYEE, *OVERSIGHT),
        )
        | cells("reason", OVERSIGHT),
    ),
    "TeamMember": TypeRights(ALL_EMPLOYEES, cells("employee starts_on ends_on letter_number", [EMPLOYEE])),
    "TeamReview": TypeRights(
        # Who is reviewed knows it before: which unit and when is no secret in the agency.
        {**ALL_EMPLOYEES, **REVIEW_ROWS},
        cells("id team unit planned_on state held_on scheduled_by version", (EMPLOYEE, TEAM, *OVERSIGHT))
        | cells("topic summary reason present", (TEAM, *OVERSIGHT)),
    ),
    "TeamFinding": TypeRights(
        FINDING_ROWS,
        cells(
            "id team review unit position employee standard indicator severity category state text recommendation"
            " recorded_at recorded_by answer answered_at answered_by result note closed_at closed_by version",
            (*OF_PERSON, ANSWERABLE, TEAM),
        ),
    ),
}
