"""Performance dialogues (dialog kinerja): expectations clarified and acknowledged by both (B6)."""

import strawberry

from kinerja.application.dialogues import AcknowledgeDialogue, RecordDialogue
from kinerja.domain.plan_vocabulary import DialogueSide, DialogueTopic
from kinerja.domain.vocabulary import CoreValue
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.filtering import empty, having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.plans import PerformancePlan
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.dialogues import PERFORMANCE_DIALOGUES

_BY_DAY = Ordering(("held_on", "id"), ("date", "uuid"))


@readable(PERFORMANCE_DIALOGUES, "A dialogue between the employee and the officer about a plan.")
class PerformanceDialogue(Node):
    """It stays as it was recorded."""

    id: strawberry.ID = node_id()
    plan: PerformancePlan | None = edge("plan_id", "The plan.")
    employee: Employee | None = edge("employee_id", "Whose plan it is.")
    held_on: Date = column("Day on which it was held.")
    topic: DialogueTopic = column("What it was about.")
    values: list[CoreValue] = column("The behaviours that were clarified in particular.", "core_values")
    summary: str | None = text("What was clarified and agreed; null when it is erased.")
    recorded_by: DialogueSide = column("Which of the two recorded it.")
    recorded_at: DateTime = column("When it was recorded.")
    employee_acknowledged_at: DateTime | None = column("When the employee acknowledged it; null: not yet.")
    officer_acknowledged_at: DateTime | None = column("When the officer acknowledged it; null: not yet.")
    officer: Employee | None = edge("officer_id", "Which officer recorded or acknowledged it; null: none yet.")
    remark: str | None = text("What the other one remarked; null: nothing, not yet, or it is erased.")
    acknowledged_at: DateTime | None = column("When both had acknowledged it; null: one of them has not.")
    version: int = column("Version of the object.")


@strawberry.input(description="Which dialogues.")
class PerformanceDialogueFilter:
    """All conditions together."""

    plan_id: strawberry.ID | None = of("PerformancePlan", "About this plan.")
    employee_id: strawberry.ID | None = of("Employee", "With this employee.")
    topic: DialogueTopic | None = having("About this.")
    open: bool | None = empty(
        "acknowledged_at", "true: only those that one of the two has not acknowledged; false: the others."
    )


@strawberry.type(description="Performance dialogues.")
class DialoguesQuery:
    """Root fields."""

    performance_dialogues: Connection[PerformanceDialogue] = list_field(
        PerformanceDialogue, "Dialogues that are for this viewer, by day.", _BY_DAY, PerformanceDialogueFilter
    )


MUTATIONS = (
    Mutation(RecordDialogue, PerformanceDialogue, "dialogue", lambda made: made.id("dialogue")),
    Mutation(AcknowledgeDialogue, PerformanceDialogue, "dialogue", lambda made: made.command.dialogue_id),
)
