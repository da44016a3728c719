"""Reports, evidence, daily progress, and what needs an officer."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import OF_PERSON, RATER, SELF, TEAM, TypeRights, cells
from kinerja.identity.visible_rows import GAVE_FEEDBACK, OF_PLAN, OF_PLAN_AND_TEAM, PLAN_ROWS, REPORT_EVIDENCE

_WRITTEN = {SELF: "t.employee_id = %(viewer)s"}
"""What is written and not yet submitted: for nobody but its writer."""
RIGHTS: Mapping[str, TypeRights] = {
    "MonthlyReport": TypeRights(
        OF_PLAN_AND_TEAM,
        cells(
            "id plan employee month state reported_at due_on late verified_at verified_by reason evidence lines"
            " version",
            (*OF_PERSON, TEAM),
        ),
    ),
    "MonthlyReportDraft": TypeRights(_WRITTEN, cells("id plan employee month saved_at lines version", (SELF,))),
    "DraftRealization": TypeRights(_WRITTEN, cells("number target_id amount numerator denominator note", (SELF,))),
    "SupervisionItem": TypeRights(
        PLAN_ROWS,
        cells("kind plan employee unit period month target_id indicator achievement since", OF_PERSON),
    ),
    "Realization": TypeRights(
        OF_PLAN_AND_TEAM,
        cells("month target_id amount numerator denominator note evidence evidence_count", (*OF_PERSON, TEAM))
        | cells("measurement", OF_PERSON),
    ),
    "Evidence": TypeRights(
        {**OF_PLAN, RATER: GAVE_FEEDBACK, TEAM: REPORT_EVIDENCE},
        cells(
            "id plan employee report month target_id accomplishment feedback_id number kind title link url file_name"
            " media_type size sha256 stored_as custodian_unit custodian attached_at attached_by withdrawn_at reason"
            " version",
            (*OF_PERSON, RATER, TEAM),
        ),
    ),
    "Accomplishment": TypeRights(
        OF_PLAN,
        cells(
            "id plan employee kind state happened_on result title text evidence evidence_count recorded_at decided_at"
            " decided_by reason version",
            OF_PERSON,
        ),
    ),
    "DailyProgressEntry": TypeRights(
        OF_PLAN,
        cells(
            "id plan employee day result activity effort_minutes obstacle recorded_at corrected_at reason", OF_PERSON
        ),
    ),
    "Measurement": TypeRights(
        OF_PLAN,
        cells(
            "id month target_id service figure officer first_month last_month at_position counted hash cases",
            OF_PERSON,
        ),
    ),
    "CountedCase": TypeRights(
        OF_PLAN, cells("measurement encounter complaint minutes days working_days within", OF_PERSON)
    ),
}
