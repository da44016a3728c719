"""Evidence (bukti dukung): links, and files that are kept encrypted (C2)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from kinerja.application.evidence import AttachEvidence, WithdrawEvidence
from kinerja.domain.plan_vocabulary import EvidenceKind
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.filtering import Asking, Condition, having, of, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.evidence import EVIDENCE

if TYPE_CHECKING:
    from kinerja.graphql.accomplishments import Accomplishment
    from kinerja.graphql.progress import MonthlyReport

_BY_TIME = Ordering(("attached_at", "id"), ("timestamptz", "uuid"))
COUNTS = "t.withdrawn_at IS NULL"
"""What was withdrawn proves nothing."""


@readable(EVIDENCE, "A piece of evidence (bukti dukung) of a report or a line of it, an accomplishment or feedback.")
class Evidence(Node):
    """A link or a file."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan.")
    employee: Employee | None = edge("employee_id", "Whose plan it is.")
    report: Annotated["MonthlyReport", strawberry.lazy("kinerja.graphql.progress")] | None = edge(
        "report_id", "The monthly report; null for what else it proves."
    )
    month: Date | None = column("First day of the month of the report; null for what else it proves.")
    target_id: strawberry.ID | None = node_id(
        "target_id",
        "The line of the report, by its target; null: all of it, or what else it proves.",
        kind="Target",
    )
    accomplishment: Annotated["Accomplishment", strawberry.lazy("kinerja.graphql.accomplishments")] | None = edge(
        "accomplishment_id", "The accomplishment; null for what else it proves."
    )
    feedback_id: strawberry.ID | None = node_id(
        "feedback_id", "The feedback; null for what else it proves.", kind="Feedback"
    )
    number: int = column("Its number among the evidence of the report, accomplishment or feedback, from 1.")
    kind: EvidenceKind = column("Link or file.")
    title: str | None = text("What it shows; null when it is erased.")
    link: str | None = text(
        "The https address, as it was given; nobody looked at what is there. Null for a file, or when it is erased."
    )
    url: str | None = column(
        "Path of the file in this service, to be asked for with the same token; null for a link. An erased file"
        " answers 410."
    )
    file_name: str | None = text("Name of the file; null for a link, or when it is erased.")
    media_type: str | None = column(
        "Media type of the file; of a link as stated by its sender, null when it was not."
    )
    size: int | None = column("Size of the file in bytes; of a link as stated by its sender, null when it was not.")
    sha256: str | None = text(
        "SHA-256 of the file, hex; of a link as stated by its sender. Null when it was not, or when it is erased."
    )
    stored_as: str | None = column(
        "SHA-256 of the encrypted bytes, hex: under which the service keeps them; null for a link."
    )
    custodian_unit: OrgUnit | None = edge("custodian_unit_id", "The unit that keeps the original; null: an employee.")
    custodian: Employee | None = edge("custodian_employee_id", "Who keeps the original; null: a unit.")
    attached_at: DateTime = column("When it was attached.")
    attached_by: Employee | None = edge("attached_by", "Who attached it.")
    withdrawn_at: DateTime | None = column("When it was withdrawn; null: it counts.")
    reason: str | None = text("Why it was withdrawn; null unless it was, or when it is erased.")
    version: int = column("Version of the object.")


def _withdrawn(_name: str, value: Any, _asking: Asking) -> Condition:
    return ("true" if value is None else f"t.withdrawn_at IS {'NOT ' if value else ''}NULL", {})


@strawberry.input(description="Which evidence.")
class EvidenceFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "Of this plan.")
    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    report_id: strawberry.ID | None = of("MonthlyReport", "Of this monthly report.")
    accomplishment_id: strawberry.ID | None = of("Accomplishment", "Of this accomplishment.")
    feedback_id: strawberry.ID | None = of("Feedback", "Of this feedback.")
    kind: EvidenceKind | None = having("Of this kind.")
    withdrawn: bool | None = that("true: only withdrawn; false: only what counts.", _withdrawn)


@strawberry.type(description="Evidence.")
class EvidenceQuery:
    """Root fields."""

    evidence: Connection[Evidence] = list_field(
        Evidence, "Evidence that is for this viewer, oldest first, withdrawn ones among it.", _BY_TIME, EvidenceFilter
    )


def _attached(made: Made) -> Sequence[Condition]:
    return [("t.command_id = %(command)s", {"command": made.command_id})]


MUTATIONS = (
    Mutation(AttachEvidence, Evidence, "evidence", _attached),
    Mutation(WithdrawEvidence, Evidence, "evidence", lambda made: made.command.evidence_id),
)
