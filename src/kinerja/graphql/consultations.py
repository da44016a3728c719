"""Consultations on a standard: who was heard, what was said, what became of it (A3)."""

import strawberry

from kinerja.application.consultations import (
    DisposeConsultationInput,
    GiveConsultationInput,
    HoldConsultationSession,
)
from kinerja.domain.standard_vocabulary import Participant
from kinerja.domain.vocabulary import Disposition
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.filtering import empty, having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime
from kinerja.graphql.standards import PerformanceStandard, StandardVersion
from kinerja.projections.consultations import CONSULTATION_INPUTS, CONSULTATION_SESSIONS

_BY_TIME = Ordering(("given_at", "id"), ("timestamptz", "uuid"))


@readable(CONSULTATION_SESSIONS, "A session of the consultation on a version of a standard.")
class ConsultationSession(Node):
    """How many were heard, by kind; never who."""

    id: strawberry.ID = node_id()
    standard: PerformanceStandard | None = edge("standard_id", "The standard.")
    version: StandardVersion | None = edge("version_id", "The version that was consulted on.")
    round: int = column("In which round, from 1: a draft that is changed after its check is laid open once more.")
    held_on: Date = column("The day of the session.")
    place: str = column("Where it was held.")
    employees: int = column("How many employees took part.")
    superiors: int = column("How many superiors took part.")
    representatives: int = column("How many representatives of the public took part.")


@readable(CONSULTATION_INPUTS, "What somebody said about a version of a standard.")
class ConsultationInput(Node):
    """Attributed and answered."""

    id: strawberry.ID = node_id()
    standard: PerformanceStandard | None = edge("standard_id", "The standard.")
    version: StandardVersion | None = edge("version_id", "The version that it is about.")
    round: int = column("In which round, from 1: a draft that is changed after its check is laid open once more.")
    session: ConsultationSession | None = edge("session_id", "In which session it was said; null outside of any.")
    kind: Participant = column("As whom it was said.")
    giver: Employee | None = edge(
        "giver_id", "Who said it; null for a representative of the public, or when it is not for this viewer."
    )
    giver_name: str | None = text(
        "Name of a representative of the public; null for an employee, when it is erased or not for this viewer."
    )
    given_at: DateTime = column("When it was said or recorded.")
    disposition: Disposition | None = column("What became of it; null while it is open.")
    reason: str | None = text("Why; null when none was given, or when it is erased.")
    disposed_at: DateTime | None = column("When it was disposed of; null while it is open.")
    disposed_by: Employee | None = edge("disposed_by", "Who disposed of it; null while it is open.")
    text: str | None = text("What was said; null when it is erased.", of="said")


@strawberry.input(description="Which inputs.")
class ConsultationInputFilter:
    """All conditions together."""

    standard_id: strawberry.ID | None = of("PerformanceStandard", "About this standard.")
    version_id: strawberry.ID | None = of("StandardVersion", "About this version of a standard.")
    kind: Participant | None = having("Said as such a participant.")
    open: bool | None = empty(
        "disposition", "true: only those without a disposition, which block the approval; false: the others."
    )


@strawberry.type(description="Consultations.")
class ConsultationsQuery:
    """Root fields."""

    consultation_inputs: Connection[ConsultationInput] = list_field(
        ConsultationInput, "What was said about standards, oldest first.", _BY_TIME, ConsultationInputFilter
    )


MUTATIONS = (
    Mutation(HoldConsultationSession, ConsultationSession, "session", lambda made: made.id("session")),
    Mutation(GiveConsultationInput, ConsultationInput, "consultation_input", lambda made: made.id("input")),
    Mutation(DisposeConsultationInput, ConsultationInput, "consultation_input", lambda made: made.command.input_id),
)
