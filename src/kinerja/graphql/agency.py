"""The agency, the roles it grants, and who is asking."""

from typing import Annotated
from uuid import UUID

import strawberry

from kinerja.application.agency import GrantRole, RevokeRole
from kinerja.domain.vocabulary import AgencyLevel, Role
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.listing import Listing, list_field, root_field
from kinerja.graphql.node import Node, only
from kinerja.graphql.organisation import HOLDS, Employee
from kinerja.graphql.paging import Ordering
from kinerja.graphql.reads import equals
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.agency import AGENCIES, ROLE_GRANTS

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
    token_subject: UUID | None = column("What `sub` of the holder's tokens has to name.", of="holder_id")
    role: Role = column("The role.")
    starts_on: Date = column("First day.")
    ends_on: Date | None = column("Last day; null: open.")
    letter_number: str | None = column("Number of the letter that grants it.")
    letter_issuer: str | None = column("Who issued the letter.")
    letter_date: Date | None = column("Date of the letter.")


@strawberry.type(description="Who is asking, and with which standings.")
class Viewer:
    """The token's subject as the service sees it today."""

    employee: Employee | None = strawberry.field(description="The viewer as an employee; null for outsiders.")
    roles: list[Role] = strawberry.field(description="Roles that are valid today.")
    appraises: int = strawberry.field(description="How many positions the viewer appraises today.")


@strawberry.input(description="Which grants.")
class RoleGrantFilter:
    """All conditions together."""

    holder_id: strawberry.ID | None = strawberry.field(default=None, description="Of this employee.")
    role: Role | None = strawberry.field(default=None, description="Of this role.")
    valid: bool = strawberry.field(default=False, description="Only those that may be used on `validOn`.")


RoleGrantWhere = Annotated[RoleGrantFilter | None, strawberry.argument(description="Which ones; null: all.")]


@strawberry.type(description="The agency.")
class AgencyQuery:
    """Root fields."""

    @root_field("The agency of this address or token.")
    async def agency(self, info: Info) -> Agency | None:
        found = await info.context.reads.select(Agency, [], "t.code", 1)
        return found[0] if found else None

    @root_field("Who is asking; null without a token.")
    async def viewer(self, info: Info) -> Viewer | None:
        viewer = info.context.reads.viewer
        if viewer.subject is None:
            return None
        return Viewer(
            employee=await info.context.reads.one(Employee, viewer.subject),
            roles=sorted(Role[role.name] for role in viewer.roles),
            appraises=len(viewer.appraised) + len(viewer.raised),
        )

    @list_field(RoleGrant, "Who has which role, by role and first day.")
    async def role_grants(self, info: Info, where: RoleGrantWhere = None) -> Listing:
        wanted = where or RoleGrantFilter()
        conditions = [
            only("holder_id", wanted.holder_id, "Employee", info),
            equals("role", wanted.role, "text"),
            HOLDS if wanted.valid else ("true", {}),
        ]
        return Listing(RoleGrant, conditions, _BY_ROLE)


NODES = (Agency, RoleGrant)
MUTATIONS = (
    Mutation(GrantRole, RoleGrant, "role_grant", lambda made: made.id("grant")),
    Mutation(RevokeRole, RoleGrant, "role_grant", lambda made: made.command.grant_id),
)
