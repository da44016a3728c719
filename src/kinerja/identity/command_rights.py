"""The permission matrix of commands: who may give which, by standing. What has no row is refused to all."""

from collections.abc import Mapping

from kinerja.identity.relations import Standing

S = Standing

COMMAND_RIGHTS: Mapping[str, frozenset[S]] = {
    "foundAgency": frozenset({S.OPERATOR}),
    "grantRole": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "revokeRole": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "establishOrgUnit": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "establishPosition": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "registerEmployee": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "startAssignment": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "endAssignment": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "draftStandard": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "approveStandard": frozenset({S.STANDARD_AUTHORITY}),
    "bringStandardIntoForce": frozenset({S.STANDARD_AUTHORITY}),
    "defineIndicator": frozenset({S.PERFORMANCE_ADMINISTRATOR, S.STANDARD_AUTHORITY}),
    "reviseIndicator": frozenset({S.STANDARD_AUTHORITY}),
    "openPeriod": frozenset({S.PERFORMANCE_ADMINISTRATOR}),
    "draftPlan": frozenset({S.SELF, S.APPRAISER}),
    "addWorkResult": frozenset({S.SELF, S.APPRAISER}),
    "removeWorkResult": frozenset({S.SELF, S.APPRAISER}),
    "setTarget": frozenset({S.SELF, S.APPRAISER}),
    "setBehaviorExpectation": frozenset({S.APPRAISER}),
    "submitPlan": frozenset({S.SELF}),
    "returnPlan": frozenset({S.APPRAISER}),
    "approvePlan": frozenset({S.APPRAISER}),
    "revisePlan": frozenset({S.APPRAISER}),
    "reportProgress": frozenset({S.SELF}),
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
