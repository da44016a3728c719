"""Units, positions, employees and assignments."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from kinerja.application.organisation import (
    CorrectAssignment,
    EndAssignment,
    EstablishOrgUnit,
    EstablishPosition,
    RegisterEmployee,
    StartAssignment,
)
from kinerja.application.transfers import TransferEmployee
from kinerja.domain.transfers import transferred_id
from kinerja.domain.vocabulary import AssignmentKind, Employment, FunctionalLevel, OrgUnitKind, PositionKind
from kinerja.graphql.balance import UnitFamilyBalance
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, counted, edge, first, many, node_id, readable, text
from kinerja.graphql.filtering import Condition, having, of, when_true
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date
from kinerja.graphql.views.officers import OFFICERS
from kinerja.projections.organisation import ASSIGNMENTS, EMPLOYEES, ORG_UNITS, POSITIONS

if TYPE_CHECKING:
    from kinerja.graphql.evaluations import Evaluation
    from kinerja.graphql.leaves import Leave

WITHIN: Condition = ("t.starts_on <= %(valid_on)s AND (t.ends_on IS NULL OR t.ends_on >= %(valid_on)s)", {})
"""That the day of the basis lies within the days of a dated row."""
HOLDS: Condition = (f"NOT t.recorded_in_error AND {WITHIN[0]}", {})
"""That an assignment holds on the day of the basis."""

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))
_BY_ID = Ordering(("id",), ("uuid",))
_BY_START = Ordering(("starts_on", "id"), ("date", "uuid"))


@readable(ORG_UNITS, "An organisational unit (unit kerja, OPD) of the agency's tree.")
class OrgUnit(Node):
    """A unit."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    name: str = column("Official name.")
    kind: OrgUnitKind = column("Kind of unit.")
    parent: "OrgUnit | None" = edge("parent_id", "The unit above; null for the root.")
    children: list["OrgUnit"] = many("parent_id", ("code",), "The units directly below.")
    positions: list["Position"] = many("unit_id", ("code",), "The positions of the unit.")
    members: list["Assignment"] | None = many(
        "unit_id",
        ("position_id", "starts_on", "id"),
        "The assignments to its own positions that hold on `validOn`, acting ones too; not those of units below. Null"
        " without a token.",
        condition=HOLDS[0],
    )
    member_count: int | None = counted(
        lambda: Assignment,
        "unit_id",
        "How many `members` there are: assignments, so that who holds two positions counts twice."
        " Null without a token.",
        condition=HOLDS[0],
    )
    balance: list[UnitFamilyBalance] | None = many(
        "unit_id",
        ("period_id", "place"),
        "The share of each family of indicators in its approved plans, by period; null without a token.",
    )
    version: int = column("Version of the object.")


@readable(POSITIONS, "A position (jabatan).")
class Position(Node):
    """A position and who holds it when."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    title: str = column("Official title.")
    kind: PositionKind = column("Kind of position.")
    functional_level: FunctionalLevel | None = column("Level; null unless the position is functional.")
    unit: OrgUnit = edge("unit_id", "The unit it belongs to.", always=True)
    superior: "Position | None" = edge("reports_to", "The position above; null at the top.")
    assignments: list["Assignment"] | None = many(
        "position_id",
        ("starts_on", "id"),
        "Everybody who held, holds or will hold it, by first day, and what was recorded in error."
        " Null for the public.",
    )
    version: int = column("Version of the object.")


@readable(EMPLOYEES, "A civil servant (pegawai ASN).")
class Employee(Node):
    """A person, by an id that says nothing about the person."""

    id: strawberry.ID = node_id()
    name: str | None = text("Full name; null when it is erased.")
    token_subject: UUID | None = column(
        "What `sub` of this person's tokens has to name; null for who is no performance"
        " administrator and somebody else.",
        of="id",
    )
    nip: str | None = text("NIP, 18 digits; null when it is erased or not for this viewer.")
    employment: Employment = column("PNS or PPPK.")
    assignments: list["Assignment"] = many(
        "employee_id",
        ("starts_on", "id"),
        "Every position held, past, present and to come, by first day, and what was recorded in error.",
    )
    leaves: list[Annotated["Leave", strawberry.lazy("kinerja.graphql.leaves")]] = many(
        "employee_id", ("starts_on", "id"), "The leaves that are for this viewer, by first day; else empty."
    )
    newest_evaluation: Annotated["Evaluation", strawberry.lazy("kinerja.graphql.evaluations")] | None = first(
        "employee_id",
        "t.ends_on DESC, t.starts_on, t.id",
        "Of the judged evaluations that are for this viewer, the one whose window ended last; the annual before the"
        " periodic one. Null when there is none.",
        condition="t.rated_at IS NOT NULL",
    )
    version: int = column("Version of the object.")


@readable(OFFICERS, "Somebody who may appraise another on `validOn`: the appraising officer, or who acts for one.")
class AppraisingOfficer:
    """By the assignment in force; what was judged says by whom it was."""

    employee: Employee | None = edge("employee_id", "Who it is.")
    position: Position | None = edge("position_id", "The position that is held or acted in.")
    kind: AssignmentKind = column("How it is held: definitively, or as acting official (Plt, Plh).")
    letter_number: str | None = column("Number of the letter of assignment; null without one.")
    letter_issuer: str | None = column("Who issued the letter; null without one.")
    letter_date: Date | None = column("Date of the letter; null without one.")
    letter_valid_from: Date | None = column("First day of the letter's validity; null: from its date, or no letter.")
    letter_valid_to: Date | None = column("Last day of the letter's validity; null: open, or no letter.")
    assignment: "Assignment | None" = edge(
        "officer_assignment_id", "The officer's own assignment: whose officers are the reviewing officers."
    )


@readable(ASSIGNMENTS, "That somebody holds a position, from a first to a last day.")
class Assignment(Node):
    """An assignment, effective-dated."""

    id: strawberry.ID = node_id()
    employee: Employee | None = edge("employee_id", "Who holds the position.")
    position: Position | None = edge("position_id", "The position.")
    unit: OrgUnit | None = edge("unit_id", "The unit of the position.")
    kind: AssignmentKind = column("How the position is held.")
    starts_on: Date = column("First day.")
    ends_on: Date | None = column("Last day; null: open.")
    letter_number: str | None = column("Number of the letter of assignment; null without one.")
    letter_issuer: str | None = column("Who issued the letter; null without one.")
    letter_date: Date | None = column("Date of the letter; null without one.")
    letter_valid_from: Date | None = column("First day of the letter's validity; null: from its date, or no letter.")
    letter_valid_to: Date | None = column("Last day of the letter's validity; null: open, or no letter.")
    transferred_from: "Assignment | None" = edge(
        "transferred_from", "The assignment it continues; null unless it began with a transfer."
    )
    recorded_in_error: bool = column(
        "Whether it was recorded in error: it holds on no day, for what is asked from the correction on."
    )
    corrected_by: "Assignment | None" = edge(
        "corrected_by", "The assignment that is right; null unless this one is wrong, and where there is none."
    )
    corrects: "Assignment | None" = edge("corrects", "The wrong assignment that it corrects; null unless it does.")
    correction_reason: str | None = text(
        "Why it is wrong; null unless it is, when it is erased or not for this viewer."
    )
    officers: list[AppraisingOfficer] = many(
        "assignment_id",
        ("place", "officer_assignment_id"),
        "Who may appraise the holder on `validOn`, the appraising officer proper first: the holders of the nearest"
        " position above that is held. Empty at the top, and on a day on which this assignment does not hold.",
    )


@strawberry.input(description="Which assignments.")
class AssignmentFilter:
    """All conditions together."""

    employee_id: strawberry.ID | None = of("Employee", "Of this employee.")
    position_id: strawberry.ID | None = of("Position", "Of this position.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of positions of this unit.")
    valid: bool = when_true("Only those that hold on `validOn`; else all, past and future.", HOLDS)


@strawberry.input(description="Which positions.")
class PositionFilter:
    """All conditions together."""

    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit.")
    code: str | None = having("With this code.")


@strawberry.input(description="Which units.")
class OrgUnitFilter:
    """All conditions together."""

    parent_id: strawberry.ID | None = of("OrgUnit", "Directly below this unit.")
    code: str | None = having("With this code.")


@strawberry.type(description="Organisation.")
class OrganisationQuery:
    """Root fields."""

    org_units: Connection[OrgUnit] = list_field(OrgUnit, "Units, by code.", _BY_CODE, OrgUnitFilter)
    positions: Connection[Position] = list_field(Position, "Positions, by code.", _BY_CODE, PositionFilter)
    employees: Connection[Employee] = list_field(
        Employee, "Employees, in a fixed order that says nothing about them.", _BY_ID
    )
    assignments: Connection[Assignment] = list_field(
        Assignment, "Who holds which position when, by first day.", _BY_START, AssignmentFilter
    )


MUTATIONS = (
    Mutation(EstablishOrgUnit, OrgUnit, "org_unit", lambda made: made.named("OrgUnit")),
    Mutation(EstablishPosition, Position, "position", lambda made: made.named("Position")),
    Mutation(RegisterEmployee, Employee, "employee", lambda made: made.id("employee")),
    Mutation(StartAssignment, Assignment, "assignment", lambda made: made.id("assignment")),
    Mutation(EndAssignment, Assignment, "assignment", lambda made: made.command.assignment_id),
    Mutation(CorrectAssignment, Assignment, "assignment", lambda made: made.command.assignment_id),
    Mutation(
        TransferEmployee,
        Assignment,
        "assignment",
        lambda made: transferred_id(made.command.transfer, made.command.starts_on),
    ),
)
