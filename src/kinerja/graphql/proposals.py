"""Proposals on indicators by those whom they measure (A8)."""

import strawberry

from kinerja.application.proposals import DecideIndicatorProposal, ProposeIndicatorChange
from kinerja.domain.standard_vocabulary import ProposalKind
from kinerja.domain.vocabulary import Disposition
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, item, items, node_id, readable, text, without_table
from kinerja.graphql.filtering import empty, having, of
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import DateTime
from kinerja.projections.proposals import INDICATOR_PROPOSALS

_BY_TIME = Ordering(("proposed_at", "id"), ("timestamptz", "uuid"))


@without_table("One field of a manual as it reads and as it is proposed.")
class ProposedChange:
    """Only what differs."""

    field: str = item("Name of the field in the manual.")
    before: str | None = item("What it says; null when it says nothing.")
    after: str | None = item("What it should say; null when nothing.")


@readable(INDICATOR_PROPOSALS, "That an indicator does not fit, said by somebody whom it measures.")
class IndicatorProposal(Node):
    """Proposed, reviewed, adopted or declined."""

    id: strawberry.ID = node_id()
    indicator: Indicator | None = edge("indicator_id", "The indicator.")
    indicator_version: int = column("Number of the version that it is about.")
    kind: ProposalKind = column("What is proposed.")
    changes: list[ProposedChange] = items("What should read otherwise; empty when the indicator should go.")
    proposed_by: Employee | None = edge("proposed_by", "Who proposed it.")
    reason: str | None = text("Why it was proposed; null when it is erased.")
    proposed_at: DateTime = column("When it was proposed.")
    disposition: Disposition | None = column("What became of it; null while it is reviewed.")
    answer: str | None = text("Why it was adopted or declined; null while it is reviewed, or when it is erased.")
    decided_at: DateTime | None = column("When it was decided; null while it is reviewed.")
    decided_by: Employee | None = edge("decided_by", "Who decided it; null while it is reviewed.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which proposals.")
class IndicatorProposalFilter:
    """All conditions together."""

    indicator_id: strawberry.ID | None = of("Indicator", "On this indicator.")
    proposed_by_id: strawberry.ID | None = of("Employee", "By this employee.", column="proposed_by")
    kind: ProposalKind | None = having("Of this kind.")
    open: bool | None = empty("disposition", "true: only those under review; false: only those decided.")


@strawberry.type(description="Proposals.")
class ProposalsQuery:
    """Root fields."""

    indicator_proposals: Connection[IndicatorProposal] = list_field(
        IndicatorProposal, "Proposals on indicators, oldest first.", _BY_TIME, IndicatorProposalFilter
    )


MUTATIONS = (
    Mutation(ProposeIndicatorChange, IndicatorProposal, "proposal", lambda made: made.id("proposal")),
    Mutation(DecideIndicatorProposal, IndicatorProposal, "proposal", lambda made: made.command.proposal_id),
)
