"""Which rules a command can be refused by, besides those that hold for every command (``rulebook.commands``).

Descriptions in GraphQL and ``docs/rules.md`` show it; the tests fail when a command is refused by another.
"""

from collections.abc import Mapping

from kinerja.domain.refusals import Rule
from kinerja.domain.rulebook import (
    accomplishments,
    agency,
    anonymity,
    batches,
    calendars,
    cascade,
    daily_progress,
    dialogues,
    disclosures,
    disseminations,
    evaluation_teams,
    evaluations,
    evidence,
    feedback,
    indicators,
    leaves,
    organisation,
    periods,
    plan_revisions,
    plan_templates,
    plans,
    progress,
    proposals,
    public_feedback,
    rating_requests,
    ratings,
    services,
    shared_targets,
    standards,
    surveys,
)

_MANUAL = (
    indicators.MANUAL_INCOMPLETE, indicators.FORMULA_TERM_UNKNOWN, indicators.RATIO_HALF, indicators.CUMULATIVE_RATIO,
    indicators.MEASURED_OTHERWISE,
)  # fmt: skip
_REVISION = (
    indicators.REVISION_WITHOUT_REASON, indicators.REVISION_WITHOUT_BASIS, indicators.REVISION_BACKDATED,
    indicators.INDICATOR_WITHDRAWN,
)  # fmt: skip
_TARGET = (
    plans.RESULT_UNKNOWN, plans.TARGET_ZERO, indicators.INDICATOR_UNKNOWN_ON, indicators.INDICATOR_WITHDRAWN,
)  # fmt: skip
_RESULT = (
    plans.HALF_SUPPORT, plans.WEIGHT_OF_KIND, plans.PERSPECTIVE_OF_LEADERS, cascade.NOT_IN_CHAIN,
    cascade.OTHER_PERIOD, cascade.SUPPORTS_ITSELF,
    *_TARGET,
)  # fmt: skip
_FROZEN = (periods.PERIOD_CLOSED, plans.PLAN_FROZEN, plans.PLAN_CLOSED)
_MEASURE = (plans.STANDARD_UNAPPROVED, plans.STANDARD_ENDED)
_COMPLETE = (plans.WEIGHTS, plans.RESULT_WITHOUT_TARGET)
_ACCEPTING = (shared_targets.SHARE_UNKNOWN, shared_targets.SHARE_OF_THE_UNIT)
_REPORT = (periods.PERIOD_CLOSED, plans.NOT_APPROVED, progress.REPORT_MONTH)
_TOLD = (
    *_REPORT, progress.REPORT_EARLY, progress.REPORT_TARGET, progress.TARGET_TWICE, progress.RATIO_TERMS,
    progress.AMOUNT_MISSING, progress.REALIZATION_NEGATIVE, progress.REPORT_VERIFIED, progress.NUMBERS_OF_MEASURED,
    progress.NOTHING_MEASURED, progress.MEASURED_EARLY, progress.REPORTED_LATER, progress.NEVER_REPORTED,
    calendars.NO_CALENDAR,
)  # fmt: skip
_ENTRY = (
    periods.PERIOD_CLOSED, plans.NOT_APPROVED, plans.RESULT_UNKNOWN, daily_progress.ENTRY_AHEAD,
    daily_progress.ENTRY_OUTSIDE_PLAN, daily_progress.ENTRY_EMPTY, daily_progress.EFFORT_OF_A_DAY,
)  # fmt: skip
_PLAN_REVISION = (
    periods.PERIOD_CLOSED, plans.NOT_APPROVED, plans.PLAN_CLOSED, plans.REVISION_WITHOUT_REASON,
    plans.REVISION_WITHOUT_BASIS, plans.REVISION_DATE, plans.REVISED_TWICE, plan_revisions.SHARE_BINDS, *_RESULT,
    *_COMPLETE,
)  # fmt: skip
_STAGES = (standards.STAGE_SKIPPED, standards.STANDARD_RETIRED)
_RATING = (evaluations.EVALUATION_WITHDRAWN, evaluations.ALREADY_RATED, ratings.NOT_ASKED)
_OFFERED = (
    anonymity.COLLECTION_DAYS, anonymity.BELOW_THE_POLICY, anonymity.READER_OF_ANSWERS, anonymity.BEYOND_THE_READERS,
    anonymity.TOO_MANY_TOGETHER,
)  # fmt: skip
_REQUESTED = (
    rating_requests.PEERS_NOT_ASKED, rating_requests.REQUEST_UNKNOWN, rating_requests.REQUEST_ANSWERED,
)  # fmt: skip
_SERVICE = (services.POSITION_OF_ANOTHER_UNIT, services.LIMITS_DIFFER, services.LIMIT_NOT_POSITIVE)
_TIMES = (services.IN_THE_FUTURE, services.ENDED_BEFORE_RECEIVED, calendars.NO_CALENDAR)
_RECEIPT = (services.NIK_IN_REFERENCE, services.IN_THE_FUTURE, services.RECORDED_OTHERWISE)
_OPENING = (
    periods.PERIOD_CLOSED, plans.NOT_APPROVED, periods.WINDOW_UNKNOWN, evaluations.WINDOW_RUNS,
    evaluations.WINDOW_NOT_COVERED, evaluations.EVALUATION_WITHDRAWN,
)  # fmt: skip

_ASSIGNED = (
    organisation.ASSIGNMENT_WINDOW, organisation.POST_OCCUPIED, organisation.ACTING_WITHOUT_END,
    organisation.ACTING_BEYOND_LETTER,
)  # fmt: skip
_HELD = (organisation.ASSIGNMENT_UNKNOWN, organisation.ASSIGNMENT_IN_ERROR)
_ENDED = (*_HELD, organisation.ASSIGNMENT_WINDOW, organisation.ASSIGNMENT_PROLONGED)

COMMAND_RULES: Mapping[str, tuple[Rule, ...]] = {
    "foundAgency": (agency.AGENCY_FOUNDED_TWICE, organisation.NIP_FORM, organisation.NIP_TAKEN),
    "grantRole": (agency.ROLE_WINDOW, agency.MANDATE_WITHOUT_END, agency.ROLE_BEYOND_LETTER),
    "revokeRole": (agency.ROLE_UNKNOWN, agency.ROLE_PROLONGED),
    "establishOrgUnit": (organisation.CODE_TAKEN,),
    "establishPosition": (organisation.CODE_TAKEN, organisation.LEVEL_OF_FUNCTIONAL),
    "registerEmployee": (organisation.NIP_FORM, organisation.NIP_TAKEN),
    "startAssignment": _ASSIGNED,
    "endAssignment": _ENDED,
    "correctAssignment": (*_HELD, organisation.CORRECTION_WITHOUT_REASON, *_ASSIGNED),
    "transferEmployee": (
        *_ENDED, organisation.POST_OCCUPIED, organisation.TRANSFER_OF_DEFINITIVE, organisation.TRANSFER_TO_SAME,
        organisation.TRANSFER_TOGETHER,
    ),
    "transferEmployees": (
        batches.BATCH_EMPTY, batches.BATCH_COMPLETE, batches.BATCH_OF_ANOTHER, organisation.TRANSFERRED_TWICE,
    ),
    "grantLeave": (leaves.LEAVE_WINDOW, leaves.LEAVE_OVERLAPS),
    "endLeave": (leaves.LEAVE_UNKNOWN, leaves.LEAVE_WINDOW, leaves.LEAVE_PROLONGED),
    "beginStandard": (organisation.CODE_TAKEN,),
    "collectStandardData": (*_STAGES, standards.COLLECTION_OVER),
    "draftStandard": (
        organisation.CODE_TAKEN, *_STAGES, standards.STANDARD_NOT_BEGUN, standards.NOTHING_COLLECTED,
        standards.STANDARD_APPLIES_TO_NOBODY, standards.STEP_WITHOUT_NAME, standards.HALF_TIME_LIMIT,
        standards.LISTED_TWICE,
    ),
    "openConsultation": _STAGES,
    "holdConsultationSession": (
        standards.CONSULTATION_CLOSED, standards.NOBODY_TOOK_PART, standards.SESSION_OUTSIDE,
    ),
    "giveConsultationInput": (
        standards.CONSULTATION_CLOSED, standards.SESSION_UNKNOWN, standards.SPOKEN_FOR,
        standards.NOT_A_SUPERIOR, standards.NOT_RENDERING,
    ),
    "disposeConsultationInput": (
        standards.CONSULTATION_CLOSED, standards.INPUT_UNKNOWN, standards.DECLINED_WITHOUT_REASON,
    ),
    "checkFeasibility": (*_STAGES, standards.KIND_NOT_HEARD),
    "approveStandard": (*_STAGES, standards.INPUT_OPEN),
    "bringStandardIntoForce": (
        *_STAGES, standards.IN_FORCE_SINCE, standards.STANDARD_BACKDATED,
    ),
    "evaluateStandard": (*_STAGES, standards.NOT_YET_IN_FORCE),
    "reviseStandard": (*_STAGES, standards.REVISION_WITHOUT_REASON),
    "retireStandard": (
        *_STAGES, standards.REVISION_WITHOUT_REASON, standards.STANDARD_BACKDATED,
    ),
    "startDissemination": (disseminations.NOT_IN_FORCE, disseminations.QUESTION_MALFORMED),
    "acknowledgeStandard": (disseminations.NOT_ADDRESSED, disseminations.ANSWERS_INCOMPLETE),
    "registerService": (organisation.CODE_TAKEN, *_SERVICE),
    "reviseService": _SERVICE,
    "receiveEncounter": (services.NOT_AN_OFFICER, *_RECEIPT),
    "handOverEncounter": (services.NOT_AN_OFFICER, services.ALREADY_ENDED),
    "finishEncounter": (*_TIMES, services.ALREADY_ENDED, services.GROUND_OF_REFUSAL),
    "recordEncounters": (
        services.LIST_SIZE, services.REFERENCE_TWICE, services.NOT_AN_OFFICER, *_RECEIPT,
        services.ENDED_BEFORE_RECEIVED, services.ALREADY_ENDED, services.GROUND_OF_REFUSAL, calendars.NO_CALENDAR,
    ),
    "correctEncounter": (*_TIMES, services.NOT_AN_OFFICER, services.GROUND_OF_REFUSAL),
    "receiveComplaint": (*_RECEIPT, services.OF_ANOTHER_SERVICE),
    "answerComplaint": (*_TIMES, services.NOT_AN_OFFICER, services.COMPLAINT_COUNTS_NOWHERE),
    "resolveComplaint": (
        *_TIMES, services.COMPLAINT_UNANSWERED, services.COMPLAINT_RESOLVED, services.COMPLAINT_COUNTS_NOWHERE,
    ),
    "correctComplaint": (
        *_TIMES, services.NOT_AN_OFFICER, services.OF_ANOTHER_SERVICE, services.COMPLAINT_UNANSWERED,
        services.COMPLAINT_UNRESOLVED,
    ),
    "defineIndicator": (organisation.CODE_TAKEN, *_MANUAL),
    "reviseIndicator": (*_MANUAL, *_REVISION),
    "proposeIndicatorChange": (
        proposals.NOT_CONCERNED, proposals.PROPOSAL_WITHOUT_REASON, proposals.PROPOSES_NOTHING, *_MANUAL,
    ),
    "decideIndicatorProposal": (
        proposals.PROPOSAL_DECIDED, proposals.PROPOSAL_OUTDATED, proposals.DECLINED_WITHOUT_REASON,
        *_MANUAL, *_REVISION,
    ),
    "openPeriod": (
        periods.PERIOD_EXISTS, periods.PERIOD_WHOLE_MONTHS, periods.PERIOD_WHOLE_QUARTERS, periods.CODE_IS_A_WINDOWS,
        periods.RULES_UNKNOWN, periods.CADENCE_CLASHES, periods.DEADLINE_DAYS, calendars.NO_CALENDAR,
    ),
    "closePeriod": (periods.PERIOD_RUNS, periods.EVALUATIONS_UNFINISHED),
    "reopenPeriod": (periods.REOPENED_WITHOUT_REASON,),
    "takeNationalHolidays": (calendars.NO_CALENDAR,),
    "declareHoliday": (calendars.DAY_DECLARED,),
    "withdrawHoliday": (calendars.DAY_NOT_DECLARED,),
    "extendDeadline": (
        periods.PERIOD_CLOSED, calendars.DEADLINE_PASSED, calendars.DEADLINE_NOT_LATER,
        calendars.EXTENDED_WITHOUT_REASON, calendars.NO_CALENDAR, feedback.REQUEST_NOT_EXTENDED,
    ),
    "passDeadline": (calendars.DEADLINE_RUNS,),
    "draftPlan": (
        organisation.ASSIGNMENT_UNKNOWN, periods.PERIOD_CLOSED, periods.UNIT_NOT_IN_PERIOD, plans.PLAN_SPAN,
        plans.PLAN_EXISTS, plan_revisions.INHERITS_NOTHING,
    ),
    "addWorkResult": (*_FROZEN, *_RESULT),
    "removeWorkResult": _FROZEN,
    "setTarget": (*_FROZEN, *_TARGET, plans.PLAN_TARGET_UNKNOWN),
    "removeTarget": _FROZEN,
    "setBehaviorExpectation": _FROZEN,
    "setPlanAnnex": _FROZEN,
    "submitPlan": (*_FROZEN, *_COMPLETE),
    "returnPlan": (periods.PERIOD_CLOSED, plans.PLAN_CLOSED, plans.NOT_SUBMITTED, plans.RETURN_WITHOUT_REASON),
    "approvePlan": (
        periods.PERIOD_CLOSED, plans.PLAN_CLOSED, plans.NOT_SUBMITTED, plans.LEADER_UNAPPROVED, cascade.RESULT_GONE,
        plans.OUTLASTS_ASSIGNMENT, *_MEASURE,
    ),
    "revisePlan": (
        plans.LEADER_UNAPPROVED, cascade.RESULT_GONE, plan_revisions.OWNER_DISAGREES, plans.PLAN_TARGET_UNKNOWN,
        *_PLAN_REVISION, *_MEASURE,
    ),
    "proposePlanRevision": (*_PLAN_REVISION, plans.PLAN_TARGET_UNKNOWN, plan_revisions.REVISION_EMPTY),
    "answerPlanRevision": (
        periods.PERIOD_CLOSED, plan_revisions.REVISION_DECIDED, plan_revisions.NOT_ASKED_TO_AGREE,
        plan_revisions.ANSWER_WITHOUT_REASON,
    ),
    "decidePlanRevision": (
        plan_revisions.REVISION_DECIDED, plan_revisions.REVISION_OUTDATED, plan_revisions.OWNER_DISAGREES,
        plan_revisions.ANSWER_WITHOUT_REASON, plans.LEADER_UNAPPROVED, cascade.RESULT_GONE, *_PLAN_REVISION,
        *_MEASURE,
    ),
    "definePlanTemplate": (
        plans.WEIGHT_OF_KIND, plans.RESULT_WITHOUT_TARGET, plans.TARGET_ZERO, plans.WEIGHTS,
        plan_templates.EXPECTED_TWICE,
    ),
    "draftPlanFromTemplate": (
        periods.PERIOD_CLOSED, periods.UNIT_NOT_IN_PERIOD, plan_templates.NOBODY_HOLDS,
        plans.PLAN_SPAN, plans.PLAN_EXISTS, plans.TARGET_ZERO, indicators.INDICATOR_UNKNOWN_ON,
        indicators.INDICATOR_WITHDRAWN,
    ),
    "recordDialogue": (periods.PERIOD_CLOSED, dialogues.DIALOGUE_AHEAD, dialogues.DIALOGUE_WITHOUT_SUMMARY),
    "acknowledgeDialogue": (),
    "closePlan": (
        periods.PERIOD_CLOSED, plans.PLAN_CLOSED, plans.CLOSING_DATE, plans.CLOSING_WITHOUT_REASON,
        plans.CLOSED_WITHOUT_LEAVE,
    ),
    "shareTarget": (
        periods.PERIOD_CLOSED, plans.PLAN_CLOSED, plans.NOT_APPROVED,
        *(rule for rule in shared_targets.RULES if rule not in _ACCEPTING),
    ),
    "acceptShare": (
        periods.PERIOD_CLOSED, plans.PLAN_CLOSED, *_ACCEPTING, shared_targets.SHARED_TWICE,
        shared_targets.SHARE_OF_OTHER_PERIOD,
    ),
    "reportProgress": (*_TOLD, progress.REPORT_EMPTY),
    "saveReport": (*_REPORT, progress.REPORT_EMPTY, progress.REPORT_TARGET, progress.TARGET_TWICE),
    "submitReport": (*_TOLD, progress.DRAFT_MISSING),
    "recordDailyProgress": _ENTRY,
    "correctDailyProgress": (*_ENTRY, daily_progress.ENTRY_UNKNOWN, daily_progress.CORRECTION_WITHOUT_REASON),
    "returnReport": (*_REPORT, progress.REPORT_MISSING, progress.RETURN_WITHOUT_REASON),
    "verifyReport": (*_REPORT, progress.REPORT_MISSING),
    "attachEvidence": (
        periods.PERIOD_CLOSED, progress.REPORT_MISSING, evidence.EVIDENCE_OF_ONE, evidence.LINK_OR_FILE,
        evidence.LINK_HTTPS, evidence.SIZE_NEGATIVE, evidence.UPLOAD_UNKNOWN, evidence.UPLOAD_OLD,
        evidence.LINE_UNKNOWN, evidence.TOO_MUCH,
        evidence.ATTACHED_ALREADY, evidence.CUSTODIAN_TWICE,
    ),
    "withdrawEvidence": (evidence.WITHDRAWN_WITHOUT_REASON, evidence.ONLY_PROOF),
    "recordAccomplishment": (
        periods.PERIOD_CLOSED, plans.NOT_APPROVED, plans.RESULT_UNKNOWN, accomplishments.ACHIEVED_OUTSIDE,
        accomplishments.ACHIEVED_LATER,
    ),
    "acknowledgeAccomplishment": (periods.PERIOD_CLOSED, accomplishments.INNOVATION_UNPROVEN),
    "declineAccomplishment": (periods.PERIOD_CLOSED, accomplishments.DECLINED_WITHOUT_REASON),
    "giveFeedback": (
        periods.PERIOD_CLOSED, plans.RESULT_UNKNOWN, feedback.FEEDBACK_ABOUT, feedback.OWN_FEEDBACK,
        feedback.POST_NOT_HELD, feedback.REQUEST_OVER, feedback.NOT_ASKED, feedback.OF_ANOTHER_REQUEST,
        feedback.FEEDBACK_ON_ONE_PLAN,
    ),
    "answerFeedback": (periods.PERIOD_CLOSED, feedback.ANSWERED_ONCE),
    "requestFeedback": (
        periods.PERIOD_CLOSED, plans.RESULT_UNKNOWN, feedback.FEEDBACK_ABOUT, feedback.ASKED_ONESELF,
        feedback.REQUEST_DAY,
    ),
    "declineFeedbackRequest": (feedback.REQUEST_OVER, feedback.REQUEST_DECLINED_WITHOUT_REASON),
    "openEvaluation": _OPENING,
    "openEvaluations": (batches.BATCH_EMPTY,),
    "draftPlansFromTemplate": (
        periods.PERIOD_CLOSED, batches.BATCH_EMPTY, batches.BATCH_COMPLETE, batches.BATCH_OF_ANOTHER,
    ),
    "saveRating": (*_RATING, ratings.RATING_FINAL, ratings.RATING_TWICE),
    "finalizeRating": (*_RATING, ratings.RATING_MISSING, ratings.RATING_INCOMPLETE),
    "openRatingCollection": (
        evaluations.EVALUATION_WITHDRAWN, evaluations.ALREADY_RATED, ratings.NOBODY_TO_ASK, ratings.NOT_COLLECTED,
        anonymity.COLLECTED_OTHERWISE, *_OFFERED,
    ),
    "tightenContract": (
        anonymity.CONTRACT_LOOSENED, anonymity.TOO_MANY_TOGETHER, anonymity.ONLY_WHILE_OPEN, anonymity.NOT_OF_ONESELF,
    ),
    "closeCollection": (anonymity.NOT_OF_ONESELF,),
    "passCollection": (anonymity.STILL_RUNS,),
    "releaseAnswers": (anonymity.RELEASED_OTHERWISE,),
    "setCommentAside": (anonymity.ASIDE_WITHOUT_REASON, anonymity.NOT_OF_ONESELF),
    "breakGlass": (
        disclosures.DISCLOSED_WITHOUT_REASON, disclosures.LETTER_OF_CASE, disclosures.DISCLOSED_TO_THE_SIDE,
    ),
    "requestRating": (
        anonymity.COLLECTION_CLOSED, rating_requests.PEERS_NOT_ASKED, rating_requests.ASKED_ONESELF,
        rating_requests.MOST_REQUESTS,
    ),
    "acceptRatingRequest": (anonymity.COLLECTION_CLOSED, *_REQUESTED),
    "declineRatingRequest": _REQUESTED,
    "giveRating": (
        anonymity.COLLECTION_CLOSED, anonymity.NOT_AMONG_RATERS, ratings.RATING_TWICE,
        ratings.LEVEL_MISSING,
    ),
    "issueFeedbackToken": (
        public_feedback.TOKEN_ISSUED, public_feedback.VISIT_BY_MISTAKE, public_feedback.FEEDBACK_CLOSED,
    ),
    "givePublicFeedback": (public_feedback.SATISFACTION_RANGE, public_feedback.TOKEN_NOT_VALID),
    "erasePublicFeedback": (public_feedback.NOTHING_TO_ERASE,),
    "eraseComment": (public_feedback.NOT_A_CITIZENS, public_feedback.ERASED_WITHOUT_REASON),
    "openSurvey": (
        surveys.OPENED_OTHERWISE, surveys.POPULATION_TOO_SMALL, anonymity.COLLECTED_OTHERWISE, *_OFFERED,
    ),
    "recordSurveyForms": (
        anonymity.COLLECTION_CLOSED, surveys.FORM_COUNT, surveys.ELEMENT_MISSING, surveys.ELEMENT_TWICE,
        surveys.SCORE_UNKNOWN,
    ),
    "publishFollowUpPlan": (
        surveys.SURVEY_NOT_RELEASED, surveys.FOLLOW_UP_EMPTY, surveys.FOLLOW_UP_PAST,
        surveys.FOLLOW_UP_WITHOUT_REASON,
    ),
    "rateEvaluation": (
        anonymity.NOT_RELEASED_YET,
        evaluations.EVALUATION_WITHDRAWN, evaluations.ALREADY_RATED, evaluations.SUPERIOR_ABSENT,
        evaluations.DEPARTURE_WITHOUT_REASON,
    ),
    "deliverEvaluation": (evaluations.EVALUATION_WITHDRAWN, evaluations.EVALUATION_STEP),
    "acceptEvaluation": (
        evaluations.EVALUATION_WITHDRAWN, evaluations.EVALUATION_STEP, evaluations.CONTENT_STALE,
    ),
    "appointEvaluationTeam": (
        organisation.CODE_TAKEN, evaluation_teams.MANDATE_WITHOUT_END, evaluation_teams.CHAIR_IS_A_MEMBER,
        evaluation_teams.SCOPE_EMPTY,
    ),
    "changeEvaluationTeam": (
        evaluation_teams.TEAM_DISSOLVED, evaluation_teams.OUTSIDE_THE_MANDATE, evaluation_teams.ALREADY_A_MEMBER,
        evaluation_teams.NOT_A_MEMBER, evaluation_teams.CHAIR_IS_A_MEMBER, evaluation_teams.CHAIR_LEAVES,
        evaluation_teams.CHANGES_NOTHING,
    ),
    "dissolveEvaluationTeam": (
        evaluation_teams.TEAM_DISSOLVED, evaluation_teams.OUTSIDE_THE_MANDATE,
        evaluation_teams.DISSOLVED_WITHOUT_REASON,
    ),
    "scheduleTeamReview": (
        evaluation_teams.UNIT_OUT_OF_SCOPE, evaluation_teams.OUTSIDE_THE_MANDATE, evaluation_teams.REVIEW_TOO_EARLY,
    ),
    "holdTeamReview": (
        evaluation_teams.REVIEW_NOT_SCHEDULED, evaluation_teams.OUTSIDE_THE_MANDATE, evaluation_teams.HELD_AHEAD,
        evaluation_teams.NOBODY_PRESENT, evaluation_teams.NOT_A_MEMBER,
    ),
    "cancelTeamReview": (evaluation_teams.REVIEW_NOT_SCHEDULED, evaluation_teams.CANCELLED_WITHOUT_REASON),
    "recordTeamFinding": (
        evaluation_teams.REVIEW_NOT_HELD, evaluation_teams.POST_NOT_REVIEWED, evaluation_teams.POST_OF_ANOTHER,
        evaluation_teams.FINDING_ABOUT_ONE, evaluation_teams.JUDGES_ONESELF, evaluation_teams.STANDARD_OF_OTHERS,
    ),
    "answerTeamFinding": (evaluation_teams.ANSWERED_ALREADY,),
    "closeTeamFinding": (evaluation_teams.JUDGES_ONESELF, evaluation_teams.FINDING_CLOSED),
    "reportBatchItems": (),
    "refuseBatchItem": (),
    "finishBatch": (),
}  # fmt: skip
