"""Which rules a command can be refused by, besides those that hold for every command (``rulebook.commands``).

Descriptions in GraphQL and ``docs/rules.md`` show it; the tests fail when a command is refused by another.
"""

from collections.abc import Mapping

from kinerja.domain.refusals import Rule
from kinerja.domain.rulebook import (
    agency,
    batches,
    calendars,
    disseminations,
    evaluations,
    feedback,
    indicators,
    organisation,
    periods,
    plans,
    progress,
    proposals,
    ratings,
    standards,
)

_MANUAL = (
    indicators.MANUAL_INCOMPLETE, indicators.FORMULA_TERM_UNKNOWN, indicators.RATIO_HALF, indicators.CUMULATIVE_RATIO,
)  # fmt: skip
_REVISION = (
    indicators.REVISION_WITHOUT_REASON, indicators.REVISION_WITHOUT_BASIS, indicators.REVISION_BACKDATED,
    indicators.INDICATOR_WITHDRAWN,
)  # fmt: skip
_TARGET = (
    plans.RESULT_UNKNOWN, plans.TARGET_ZERO, indicators.INDICATOR_UNKNOWN_ON, indicators.INDICATOR_WITHDRAWN,
)  # fmt: skip
_RESULT = (plans.HALF_SUPPORT, plans.WEIGHT_OF_KIND, *_TARGET)
_COMPLETE = (plans.WEIGHTS, plans.RESULT_WITHOUT_TARGET)
_REPORT = (periods.PERIOD_CLOSED, plans.NOT_APPROVED, progress.REPORT_MONTH)
_RATING = (evaluations.ALREADY_RATED, ratings.NOT_ASKED)
_OPENING = (
    periods.PERIOD_CLOSED, plans.NOT_APPROVED, periods.WINDOW_UNKNOWN, evaluations.WINDOW_RUNS,
    evaluations.WINDOW_NOT_COVERED,
)  # fmt: skip

COMMAND_RULES: Mapping[str, tuple[Rule, ...]] = {
    "foundAgency": (agency.AGENCY_FOUNDED_TWICE, organisation.NIP_FORM, organisation.NIP_TAKEN),
    "grantRole": (agency.ROLE_WINDOW,),
    "revokeRole": (agency.ROLE_UNKNOWN, agency.ROLE_PROLONGED),
    "establishOrgUnit": (organisation.CODE_TAKEN,),
    "establishPosition": (organisation.CODE_TAKEN, organisation.LEVEL_OF_FUNCTIONAL),
    "registerEmployee": (organisation.NIP_FORM, organisation.NIP_TAKEN),
    "startAssignment": (organisation.ASSIGNMENT_WINDOW, organisation.POST_OCCUPIED),
    "endAssignment": (
        organisation.ASSIGNMENT_UNKNOWN, organisation.ASSIGNMENT_WINDOW, organisation.ASSIGNMENT_PROLONGED,
    ),
    "beginStandard": (organisation.CODE_TAKEN,),
    "collectStandardData": (standards.STAGE_SKIPPED,),
    "draftStandard": (
        organisation.CODE_TAKEN, standards.STAGE_SKIPPED, standards.NOTHING_COLLECTED,
        standards.STANDARD_APPLIES_TO_NOBODY, standards.STEP_WITHOUT_NAME, standards.HALF_TIME_LIMIT,
    ),
    "openConsultation": (standards.STAGE_SKIPPED,),
    "holdConsultationSession": (standards.CONSULTATION_CLOSED, standards.NOBODY_TOOK_PART),
    "giveConsultationInput": (
        standards.CONSULTATION_CLOSED, standards.SESSION_UNKNOWN, standards.SPOKEN_FOR,
    ),
    "disposeConsultationInput": (
        standards.CONSULTATION_CLOSED, standards.INPUT_UNKNOWN, standards.DECLINED_WITHOUT_REASON,
    ),
    "checkFeasibility": (standards.STAGE_SKIPPED, standards.KIND_NOT_HEARD),
    "approveStandard": (standards.STAGE_SKIPPED, standards.INPUT_OPEN),
    "bringStandardIntoForce": (
        standards.STAGE_SKIPPED, standards.IN_FORCE_SINCE, standards.STANDARD_BACKDATED,
    ),
    "evaluateStandard": (standards.STAGE_SKIPPED,),
    "reviseStandard": (standards.STAGE_SKIPPED, standards.REVISION_WITHOUT_REASON),
    "retireStandard": (
        standards.STAGE_SKIPPED, standards.REVISION_WITHOUT_REASON, standards.STANDARD_BACKDATED,
    ),
    "startDissemination": (disseminations.NOT_IN_FORCE, disseminations.QUESTION_MALFORMED),
    "acknowledgeStandard": (disseminations.NOT_ADDRESSED, disseminations.ANSWERS_INCOMPLETE),
    "defineIndicator": (organisation.CODE_TAKEN, *_MANUAL),
    "reviseIndicator": (*_MANUAL, *_REVISION),
    "proposeIndicatorChange": (
        proposals.NOT_CONCERNED, proposals.PROPOSAL_WITHOUT_REASON, proposals.PROPOSES_NOTHING,
    ),
    "decideIndicatorProposal": (
        proposals.PROPOSAL_DECIDED, proposals.PROPOSAL_OUTDATED, proposals.DECLINED_WITHOUT_REASON,
        *_MANUAL, *_REVISION,
    ),
    "openPeriod": (
        periods.PERIOD_EXISTS, periods.PERIOD_WHOLE_MONTHS, periods.PERIOD_WHOLE_QUARTERS, periods.CODE_IS_A_WINDOWS,
        periods.RULES_UNKNOWN, periods.CADENCE_CLASHES, periods.DEADLINE_DAYS, calendars.NO_CALENDAR,
    ),
    "closePeriod": (periods.EVALUATIONS_UNFINISHED,),
    "reopenPeriod": (periods.REOPENED_WITHOUT_REASON,),
    "takeNationalHolidays": (calendars.NO_CALENDAR,),
    "declareHoliday": (calendars.DAY_DECLARED,),
    "withdrawHoliday": (calendars.DAY_NOT_DECLARED,),
    "extendDeadline": (
        periods.PERIOD_CLOSED, calendars.DEADLINE_PASSED, calendars.DEADLINE_NOT_LATER,
        calendars.EXTENDED_WITHOUT_REASON, calendars.NO_CALENDAR,
    ),
    "passDeadline": (calendars.DEADLINE_RUNS,),
    "draftPlan": (
        organisation.ASSIGNMENT_UNKNOWN, periods.PERIOD_CLOSED, periods.UNIT_NOT_IN_PERIOD, plans.PLAN_SPAN,
        plans.PLAN_EXISTS,
    ),
    "addWorkResult": (periods.PERIOD_CLOSED, plans.PLAN_FROZEN, *_RESULT),
    "removeWorkResult": (periods.PERIOD_CLOSED, plans.PLAN_FROZEN),
    "setTarget": (periods.PERIOD_CLOSED, plans.PLAN_FROZEN, *_TARGET),
    "setBehaviorExpectation": (periods.PERIOD_CLOSED, plans.PLAN_FROZEN),
    "submitPlan": (periods.PERIOD_CLOSED, plans.PLAN_FROZEN, *_COMPLETE),
    "returnPlan": (periods.PERIOD_CLOSED, plans.NOT_SUBMITTED, plans.RETURN_WITHOUT_REASON),
    "approvePlan": (periods.PERIOD_CLOSED, plans.NOT_SUBMITTED, plans.LEADER_UNAPPROVED),
    "revisePlan": (
        periods.PERIOD_CLOSED, plans.NOT_APPROVED, plans.REVISION_WITHOUT_REASON, plans.REVISION_WITHOUT_BASIS,
        plans.REVISION_DATE, plans.REVISED_TWICE, plans.LEADER_UNAPPROVED, *_RESULT, *_COMPLETE,
    ),
    "reportProgress": (
        *_REPORT, progress.REPORT_EARLY, progress.REPORT_EMPTY, progress.REPORT_TARGET, progress.TARGET_TWICE,
        progress.RATIO_TERMS, progress.AMOUNT_MISSING, progress.REALIZATION_NEGATIVE, progress.REPORT_VERIFIED,
    ),
    "returnReport": (*_REPORT, progress.REPORT_MISSING, progress.RETURN_WITHOUT_REASON),
    "verifyReport": (*_REPORT, progress.REPORT_MISSING),
    "giveFeedback": (plans.RESULT_UNKNOWN, feedback.FEEDBACK_ABOUT),
    "openEvaluation": _OPENING,
    "openEvaluations": (batches.BATCH_EMPTY,),
    "saveRating": (*_RATING, ratings.RATING_FINAL, ratings.RATING_TWICE),
    "finalizeRating": (*_RATING, ratings.RATING_MISSING, ratings.RATING_INCOMPLETE),
    "rateEvaluation": (
        evaluations.ALREADY_RATED, evaluations.SUPERIOR_ABSENT, evaluations.DEPARTURE_WITHOUT_REASON,
    ),
    "deliverEvaluation": (evaluations.EVALUATION_STEP,),
    "acceptEvaluation": (evaluations.EVALUATION_STEP, evaluations.CONTENT_STALE),
    "refuseBatchItem": (),
    "finishBatch": (),
}  # fmt: skip
