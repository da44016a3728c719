"""Commands on the agency and the roles it grants."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import Name, Reason
from kinerja.application.organisation import NewEmployee, register
from kinerja.application.work import Work
from kinerja.domain.act import Act, Letter
from kinerja.domain.agency import Agency, NewGrant, RoleHolder
from kinerja.domain.ids import stream_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.refusals import inputs_named, refused_within
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import AgencyLevel, Role


class FoundAgency(Command, frozen=True, kw_only=True):
    """Begin the log of an agency and register its first performance administrator.

    Given by the operator at the command line: before it, there is nobody who could.
    """

    action: ClassVar[str] = "foundAgency"

    name: Name
    level: Annotated[AgencyLevel, says("Level of government.")]
    time_zone: Annotated[str, says("IANA name of the zone in which its dates are local.")]
    administrator: Annotated[NewEmployee, says("The first performance administrator.")]
    letter: Annotated[Letter, says("The letter that names the administrator.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), letter=self.letter)
        agency = work.find(Agency, stream_id(work.agency, "Agency"))
        with inputs_named({"code": ()}):
            agency.found(act=act, code=work.agency, name=self.name, level=self.level, time_zone=self.time_zone)
        with refused_within("administrator"):
            employee_id = register(work, act, self.administrator)
        grant = NewGrant(role=Role.PERFORMANCE_ADMINISTRATOR, starts_on=self.letter.issued_on, ends_on=None, units=())
        _give(work, act, employee_id, grant)


class GrantRole(Command, frozen=True, kw_only=True):
    """Give somebody a role by letter, for a time and a scope."""

    action: ClassVar[str] = "grantRole"

    holder_id: Annotated[
        UUID | None, refers("Employee", "The employee who gets the role; null for somebody from outside.")
    ] = None
    holder_name: Annotated[str | None, says("Name of somebody from outside, such as an auditor.", 1, 200)] = None
    role: Annotated[Role, says("The role.")]
    starts_on: Annotated[date, says("First day.")]
    ends_on: Annotated[
        date | None,
        says("Last day; null: that of the letter, or open. The mandate of an inspector or auditor has one."),
    ] = None
    unit_ids: Annotated[
        tuple[UUID, ...],
        refers(
            "OrgUnit",
            "The units in scope, with all below them; empty: the whole agency. What a role gives beyond reading, it"
            " gives within a scope only towards employees in posts there.",
        ),
    ] = ()
    letter: Annotated[Letter, says("The letter that grants the role.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), letter=self.letter)
        holder_id = self.holder_id or work.made("holder")
        grant = NewGrant(role=self.role, starts_on=self.starts_on, ends_on=self.ends_on, units=self.unit_ids)
        name = Text(self.holder_name) if self.holder_name else None
        _give(work, act, holder_id, grant, name)


class RevokeRole(Command, frozen=True, kw_only=True):
    """Take a role back after a last day."""

    action: ClassVar[str] = "revokeRole"

    holder_id: Annotated[UUID, refers("Employee", "Whose role it is.")]
    grant_id: Annotated[UUID, refers("RoleGrant", "The grant that ends.")]
    last_day: Annotated[date, says("The last day on which the role may be used.")]
    reason: Reason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason)
        holder = work.load(RoleHolder, stream_id(work.agency, "RoleHolder", self.holder_id), "holderId")
        holder.revoke(act=act, grant_id=self.grant_id, holder_id=self.holder_id, last_day=self.last_day)


def _give(work: Work, act: Act, holder_id: UUID, grant: NewGrant, holder_name: Text | None = None) -> None:
    holder = work.find(RoleHolder, stream_id(work.agency, "RoleHolder", holder_id))
    holder.grant(act=act, grant_id=work.made("grant"), holder_id=holder_id, holder_name=holder_name, grant=grant)
