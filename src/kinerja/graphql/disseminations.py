"""Dissemination of standards: whom each addresses, who took note, who did not (A5)."""

from typing import Any

import strawberry

from kinerja.application.disseminations import AcknowledgeStandard, StartDissemination
from kinerja.domain.ids import acknowledgement_id
from kinerja.graphql.commanding import Made, Mutation
from kinerja.graphql.declaring import column, edge, many, node_id, readable, text
from kinerja.graphql.filtering import empty, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime
from kinerja.graphql.standards import PerformanceStandard
from kinerja.graphql.views.dissemination import REACH, RECIPIENTS
from kinerja.projections.disseminations import ACKNOWLEDGEMENTS, DISSEMINATION_QUESTIONS, DISSEMINATIONS

_NEWEST = Ordering(("started_at", "id"), ("timestamptz", "uuid"), descending=True)
_BY_UNIT = Ordering(("unit_id", "employee_id", "position_id", "dissemination_id"), ("uuid", "uuid", "uuid", "uuid"))


@readable(DISSEMINATION_QUESTIONS, "A question of the comprehension check.")
class ComprehensionQuestion:
    """One of its options is right."""

    number: int = column("Its place in the check, from 1: `answers` follow this order.")
    text: str = column("The question.", "question")
    options: list[str] = column("What can be answered; an answer is the place of one of them, from 1.")
    right: int | None = column("The option that is right; null: for all but administrators.", "right_option")


@readable(REACH, "How many people a dissemination addresses in a unit, and how many took note.")
class DisseminationReach:
    """By the holders of `validOn`; who holds two positions in a unit counts once."""

    unit: OrgUnit | None = edge("unit_id", "The unit of the positions.")
    recipients: int = column("How many people are addressed.")
    acknowledged: int = column("How many of them took note.")
    pending: int = column("How many did not yet.")


@readable(DISSEMINATIONS, "A campaign that makes a version of a standard known to those who hold its positions.")
class Dissemination(Node):
    """A campaign."""

    id: strawberry.ID = node_id()
    standard: PerformanceStandard | None = edge("standard_id", "The standard.")
    number: int = column("The version of it that is made known.")
    title: str = column("Title of the campaign.")
    due_on: Date | None = column("By when it is to be acknowledged; null: no date.")
    started_at: DateTime = column("When it was started.")
    questions: list[ComprehensionQuestion] = many(
        "dissemination_id", ("number",), "The comprehension check; empty: none."
    )
    acknowledgements: list["Acknowledgement"] = many(
        "dissemination_id", ("employee_id",), "Who took note, as far as it is for this viewer."
    )
    reach: list[DisseminationReach] = many(
        "dissemination_id",
        ("unit_id",),
        "How many people it addresses and reached, by unit, as far as it is for this viewer.",
    )


@readable(RECIPIENTS, "Somebody whom a dissemination addresses, by a position held on `validOn`.")
class DisseminationRecipient:
    """Once for each position."""

    dissemination: Dissemination | None = edge("dissemination_id", "The dissemination.")
    employee: Employee | None = edge("employee_id", "Who is addressed.")
    position: Position | None = edge("position_id", "By which position.")
    unit: OrgUnit | None = edge("unit_id", "The unit of the position.")
    due_on: Date | None = column("By when; null: no date.")
    acknowledged_at: DateTime | None = column("When the employee took note; null: not yet.")
    answers: str | None = text(
        "Right answers of all, and the options chosen; null without a check, when it is erased, and for all but the"
        " employee and administrators."
    )


@readable(ACKNOWLEDGEMENTS, "That an employee took note of a standard.")
class Acknowledgement(Node):
    """Once for each dissemination."""

    id: strawberry.ID = node_id()
    dissemination: Dissemination | None = edge("dissemination_id", "The dissemination.")
    employee: Employee | None = edge("employee_id", "Who took note.")
    acknowledged_at: DateTime = column("When.")
    answers: str | None = text(
        "Right answers of all, and the options chosen; null without a check, when it is erased, and for all but the"
        " employee and administrators."
    )


@strawberry.input(description="Which disseminations.")
class DisseminationFilter:
    """All conditions together."""

    standard_id: strawberry.ID | None = of("PerformanceStandard", "Of this standard.")


@strawberry.input(description="Which recipients.")
class DisseminationRecipientFilter:
    """All conditions together."""

    dissemination_id: strawberry.ID | None = of("Dissemination", "Of this dissemination.")
    employee_id: strawberry.ID | None = of("Employee", "This employee.")
    unit_id: strawberry.ID | None = of("OrgUnit", "In this unit.")
    pending: bool | None = empty("acknowledged_at", "true: only who did not take note yet; false: only who did.")


@strawberry.type(description="Disseminations.")
class DisseminationsQuery:
    """Root fields."""

    disseminations: Connection[Dissemination] = list_field(
        Dissemination, "Disseminations, newest first.", _NEWEST, DisseminationFilter
    )
    dissemination_recipients: Connection[DisseminationRecipient] = list_field(
        DisseminationRecipient,
        "Whom disseminations address, by unit: who has not taken note is one query.",
        _BY_UNIT,
        DisseminationRecipientFilter,
    )


def _acknowledged(made: Made) -> Any:
    return acknowledgement_id(made.agency, made.command.dissemination_id, made.subject)


MUTATIONS = (
    Mutation(StartDissemination, Dissemination, "dissemination", lambda made: made.id("dissemination")),
    Mutation(AcknowledgeStandard, Acknowledgement, "acknowledgement", _acknowledged),
)
