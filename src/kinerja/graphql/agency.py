"""The agency, the roles it grants, and who is asking."""

from uuid import UUID

import strawberry

from kinerja.application.agency import GrantRole, RevokeRole
from kinerja.domain.vocabulary import AgencyLevel, Role
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, linked, node_id, readable, text, without_table
from kinerja.graphql.filtering import having, of, when_true
from kinerja.graphql.listing import list_field, only_field, viewer_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import WITHIN, Employee, OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime
from kinerja.graphql.viewer_fields import of_viewer, roles_of_viewer, viewer_edge
from kinerja.projections.agency import AGENCIES, ROLE_GRANT_UNITS, ROLE_GRANTS

_BY_ROLE = Ordering(("role", "starts_on", "id"), ("text", "date", "uuid"))


@readable(AGENCIES, "An agency (instansi): the tenant.")
class Agency(Node):
    """One agency, one log."""

    id: strawberry.ID = node_id()
    code: str = column("Code of the agency, part of its address.")
    name: str = column("Official name.")
    level: AgencyLevel = column("Level of government.")
    time_zone: str = column("IANA name of the zone in which its dates are local.")
    founded_at: DateTime = column("When its log began.")


@readable(ROLE_GRANTS, "A role that somebody has by letter, for a time and a scope.")
class RoleGrant(Node):
    """A grant and its window."""

    id: strawberry.ID = node_id()
    holder: Employee | None = edge("holder_id", "The employee who has the role; null for somebody from outside.")
    holder_name: str | None = text("Name of a holder from outside, such as an auditor; null for an employee.")
    token_subject: UUID | None = column(
        "What `sub` of the holder's tokens has to name; null for who is no performance administrator.", of="holder_id"
    )
    role: Role = column("The role.")
    units: list[OrgUnit] = linked(
        ROLE_GRANT_UNITS,
        "grant_id",
        "unit_id",
        ("code", "id"),
        "The units in scope, each with all below it; empty: the whole agency.",
    )
    starts_on: Date = column("First day.")
    ends_on: Date | None = column("Last day; null: open.")
    letter_number: str | None = column("Number of the letter that grants it; null without one.")
    letter_issuer: str | None = column("Who issued the letter; null without one.")
    letter_date: Date | None = column("Date of the letter; null without one.")


@without_table("Who is asking, and with which standings.")
class Viewer:
    """The token's subject as the service sees it today."""

    employee: Employee | None = viewer_edge("The viewer as an employee; null for outsiders.")
    roles: list[Role] = roles_of_viewer(
        lambda viewer: sorted(Role[role.name] for role in viewer.roles),
        "Roles that are valid today: in the whole agency, and mandates of inspectors and auditors in any scope.",
    )
    appraises: int = of_viewer(
        "cardinality(%(appraised)s::uuid[]) + cardinality(%(raised_employees)s::uuid[])",
        lambda viewer: len(viewer.appraised) + len(viewer.raised),
        "How many positions the viewer appraises today.",
    )


@strawberry.input(description="Which grants.")
class RoleGrantFilter:
    """All conditions together."""

    holder_id: strawberry.ID | None = of("Employee", "Of this employee.")
    role: Role | None = having("Of this role.")
    valid: bool = when_true("Only those that may be used on `validOn`.", WITHIN)


@strawberry.type(description="The agency.")
class AgencyQuery:
    """Root fields."""

    agency: Agency | None = only_field(Agency, "The agency of this address or token; null when it is not known.")

    viewer: Viewer | None = viewer_field(Viewer, "Who is asking; null without a token.")
    role_grants: Connection[RoleGrant] = list_field(
        RoleGrant, "Who has which role, by role and first day.", _BY_ROLE, RoleGrantFilter
    )


MUTATIONS = (
    Mutation(GrantRole, RoleGrant, "role_grant", lambda made: made.id("grant")),
    Mutation(RevokeRole, RoleGrant, "role_grant", lambda made: made.command.grant_id),
)
