"""The permission matrix of commands: who may give which, by standing. What has no row is refused to all.

The operator has a cell where the files of a load lead to the command; GraphQL never acts as the operator.
"""

from collections.abc import Mapping

from kinerja.identity.relations import Standing

S = Standing

COMMAND_RIGHTS: Mapping[str, frozenset[S]] = {
    "foundAgency": frozenset({S.OPERATOR}),
    "grantRole": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.OPERATOR}),
    "revokeRole": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "establishOrgUnit": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.OPERATOR}),
    "establishPosition": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.OPERATOR}),
    "registerEmployee": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.OPERATOR}),
    "startAssignment": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.OPERATOR}),
    "endAssignment": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "beginStandard": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "collectStandardData": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "draftStandard": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY, S.OPERATOR}),
    "openConsultation": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "holdConsultationSession": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "giveConsultationInput": frozenset({S.EMPLOYEE, S.PERFORMANCE_ADMINISTRATOR}),
    "disposeConsultationInput": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "checkFeasibility": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "approveStandard": frozenset({S.STANDARD_AUTHORITY, S.OPERATOR}),
    "bringStandardIntoForce": frozenset({S.STANDARD_AUTHORITY, S.OPERATOR}),
    "evaluateStandard": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "reviseStandard": frozenset({S.STANDARD_AUTHORITY}),
    "retireStandard": frozenset({S.STANDARD_AUTHORITY}),
    "startDissemination": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "acknowledgeStandard": frozenset({S.EMPLOYEE}),
    "defineIndicator": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY, S.OPERATOR}),
    "reviseIndicator": frozenset({S.STANDARD_AUTHORITY}),
    "proposeIndicatorChange": frozenset({S.EMPLOYEE}),
    "decideIndicatorProposal": frozenset({S.STANDARD_AUTHORITY}),
    "openPeriod": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.OPERATOR}),
    "draftPlan": frozenset({S.SELF, S.APPRAISER, S.OPERATOR}),
    "addWorkResult": frozenset({S.SELF, S.APPRAISER, S.OPERATOR}),
    "removeWorkResult": frozenset({S.SELF, S.APPRAISER}),
    "setTarget": frozenset({S.SELF, S.APPRAISER, S.OPERATOR}),
    "setBehaviorExpectation": frozenset({S.APPRAISER, S.OPERATOR}),
    "submitPlan": frozenset({S.SELF, S.OPERATOR}),
    "returnPlan": frozenset({S.APPRAISER}),
    "approvePlan": frozenset({S.APPRAISER, S.OPERATOR}),
    "revisePlan": frozenset({S.APPRAISER}),
    "shareTarget": frozenset({S.SELF, S.APPRAISER}),
    "acceptShare": frozenset({S.SELF, S.APPRAISER}),
    "reportProgress": frozenset({S.SELF, S.OPERATOR}),
    "returnReport": frozenset({S.APPRAISER}),
    "verifyReport": frozenset({S.APPRAISER}),
    "giveFeedback": frozenset({S.APPRAISER}),
    "openEvaluation": frozenset({S.APPRAISER, S.PERFORMANCE_ADMINISTRATOR}),
    "refuseBatchItem": frozenset({S.OPERATOR}),
    "finishBatch": frozenset({S.OPERATOR}),
    "openEvaluations": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "saveRating": frozenset({S.SELF, S.APPRAISER}),
    "finalizeRating": frozenset({S.SELF, S.APPRAISER}),
    "rateEvaluation": frozenset({S.APPRAISER}),
    "deliverEvaluation": frozenset({S.APPRAISER}),
    "acceptEvaluation": frozenset({S.SELF}),
}
