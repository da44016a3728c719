"""Proposed revisions of plans, with those who have to agree (B8)."""

import strawberry

from kinerja.application.plan_revision_proposals import AnswerPlanRevision, DecidePlanRevision, ProposePlanRevision
from kinerja.domain.plan_vocabulary import RevisionLineKind, WorkResultKind
from kinerja.domain.vocabulary import Aspect, Disposition
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable, text
from kinerja.graphql.filtering import empty, of
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan, WorkResult
from kinerja.graphql.scalars import Date, DateTime, DecimalString
from kinerja.projections.plan_revisions import (
    PLAN_REVISION_AGREEMENTS,
    PLAN_REVISION_LINES,
    PLAN_REVISION_PROPOSALS,
)

_BY_TIME = Ordering(("proposed_at", "id"), ("timestamptz", "uuid"))


@readable(PLAN_REVISION_LINES, "One thing that a proposed revision changes.")
class PlanRevisionLine:
    """A result that is added or removed, a target that is set or removed, a weight, or which leader's result is
    supported."""

    number: int = column("Order within the proposal.")
    kind: RevisionLineKind = column("What changes.")
    result: WorkResult | None = edge(
        "result_id", "The result; null for one that is added, until the revision is adopted."
    )
    title: str | None = text("Title of the added result; null for other lines, or when it is erased.")
    result_kind: WorkResultKind | None = column("Kind of the added result; null for other lines.")
    weight: DecimalString | None = column("Weight in percent of the result; null but for added results and weights.")
    target_id: strawberry.ID | None = node_id(
        "target_id", "The target, a new one or one that the plan has or had; null for other lines.", kind="Target"
    )
    indicator: Indicator | None = edge("indicator_id", "What the target is measured by; null for other lines.")
    aspect: Aspect | None = column("Aspect of the target that is set; null for other lines.")
    amount: DecimalString | None = column(
        "What is to be reached, in the indicator's unit, where a target is set; null for other lines."
    )
    supports: WorkResult | None = edge(
        "supports_result_id",
        "The leader's result that an added result supports, or one of the plan from then on; null: none, not for this"
        " viewer, or another line.",
    )


@readable(PLAN_REVISION_AGREEMENTS, "The agreement of somebody whose result is supported by what would move.")
class PlanRevisionAgreement:
    """One for each plan that is supported."""

    plan: PerformancePlan | None = edge("owner_plan_id", "The plan that is supported; null when not for this viewer.")
    owner: Employee | None = edge(
        "owner_id",
        "Who was asked: who held the post of that plan, or the next above, on that day. A successor may answer.",
    )
    agreed: bool | None = column("Whether the owner agrees; null: no answer yet.")
    answered_at: DateTime | None = column("When it was answered; null: not yet.")
    answered_by: Employee | None = edge("answered_by", "Who answered: who held the post then; null: not yet.")
    reason: str | None = text("What was said to it; null: nothing, or it is erased.")


@readable(PLAN_REVISION_PROPOSALS, "That an approved plan is to read otherwise from a day on.")
class PlanRevisionProposal(Node):
    """Proposed, agreed to by those whose results it supports, adopted or declined by the officer."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan; null when not for this viewer.")
    employee: Employee | None = edge("employee_id", "Whose plan it is.")
    plan_version: int = column("Number of the version that it is about.", "number")
    effective_on: Date = column("First day of the revised plan.")
    proposed_by: Employee | None = edge("proposed_by", "Who proposed it.")
    reason: str | None = text("Why; null when it is erased.")
    legal_basis: str = column("The regulation or letter it rests on.")
    proposed_at: DateTime = column("When it was proposed.")
    lines: list[PlanRevisionLine] = many("proposal_id", ("number",), "What would change.")
    agreements: list[PlanRevisionAgreement] = many(
        "proposal_id", ("owner_plan_id",), "Who has to agree; empty: nobody's result is supported by what moves."
    )
    disposition: Disposition | None = column("What became of it; null while it is open.")
    answer: str | None = text("Why it was adopted or declined; null while it is open, without, or when it is erased.")
    decided_at: DateTime | None = column("When it was decided; null while it is open.")
    decided_by: Employee | None = edge("decided_by", "Who decided it; null while it is open.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which proposed revisions.")
class PlanRevisionProposalFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    employee_id: strawberry.ID | None = of("Employee", "Of the plans of this employee.")
    open: bool | None = empty("disposition", "true: only those that are not decided; false: only those decided.")


@strawberry.type(description="Proposed revisions.")
class PlanRevisionsQuery:
    """Root fields."""

    plan_revision_proposals: Connection[PlanRevisionProposal] = list_field(
        PlanRevisionProposal, "Proposed revisions of plans, oldest first.", _BY_TIME, PlanRevisionProposalFilter
    )


MUTATIONS = (
    Mutation(ProposePlanRevision, PlanRevisionProposal, "proposal", lambda made: made.id("proposal")),
    *(
        Mutation(command, PlanRevisionProposal, "proposal", lambda made: made.command.proposal_id)
        for command in (AnswerPlanRevision, DecidePlanRevision)
    ),
)
