"""On whose authority somebody gives a command: for each standing of the permission matrix, whether it is theirs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from kinerja.application.actors import Actor, Authority, Named, Ratee, Reported
from kinerja.application.units import Loads, units_above
from kinerja.domain.act import Capacity
from kinerja.domain.agency import Grant, RoleHolder
from kinerja.domain.ids import stream_id
from kinerja.domain.organisation import Employee
from kinerja.domain.positions import Officer, Position, officers_over
from kinerja.domain.vocabulary import Role
from kinerja.identity.relations import Standing

if TYPE_CHECKING:
    from kinerja.application.work import Work


_BY_NAME = frozenset(
    {
        Standing.SERVICE_OFFICER,
        Standing.RESULT_OWNER,
        Standing.RATER,
        Standing.EVALUATION_TEAM,
        Standing.ANSWERABLE,
    }
)
"""Standings of those whom a command names."""


def authority_of(
    work: "Work", actor: Actor, standing: Standing, ratee: Ratee | None, named: Mapping[UUID, Officer | Named],
    unit_id: UUID | None = None,
) -> Authority | None:  # fmt: skip
    """The authority that a standing gives the actor today; None: it is not theirs.

    ``named``: who gives the service that the command is about, answers for the result or unit that it is about, gave
    or is asked for the feedback that it is about, or belongs to the team that it is for.
    ``unit_id``: the unit that it is about, where that is not the one of the ratee's post.
    """
    subject = actor.subject
    if standing == Standing.PUBLIC or subject is None:
        return _without_token(work, actor, standing, ratee)
    if standing == Standing.SELF:
        own = ratee is not None and ratee.employee_id == subject
        return Authority(Capacity.DEFINITIVE) if own else None
    if standing == Standing.APPRAISER:
        return _as_one_of(officers_on(work, ratee, work.today) if ratee is not None else [], subject)
    if standing in _BY_NAME:
        return _as_one_of(named.values(), subject)
    if standing == Standing.EMPLOYEE:
        return Authority(Capacity.DEFINITIVE) if work.find(Employee, subject).exists else None
    grant = _grant(work, subject, standing, ratee, unit_id)
    return Authority(Capacity.MANDATED, grant.letter) if grant else None


def officers_on(work: "Work", ratee: Ratee, day: date) -> list[Officer]:
    """Who may judge somebody on a day, the appraising officer proper first."""
    return list(officers_over(ratee.employee_id, chain_above(work, ratee.position_id), day))


def chain_above(work: "Work", position_id: UUID) -> Iterator[Position]:
    """The positions above one, from the next to the top."""
    above = work.load(Position, position_id).reports_to
    while above is not None:
        position = work.load(Position, above)
        yield position
        above = position.reports_to


def _without_token(work: "Work", actor: Actor, standing: Standing, ratee: Ratee | None) -> Authority | None:
    """What needs no token: what everybody may do, and what the operator does at the command line."""
    if standing == Standing.PUBLIC:
        return Authority(Capacity.PUBLIC)
    if actor.public or standing != Standing.OPERATOR:
        return None
    return _as_operator(work, actor.reported, ratee)


def _as_operator(work: "Work", reported: Reported | None, ratee: Ratee | None) -> Authority:
    """The operator acts as the service; where a load reports somebody's act, it says whose."""
    if reported is None or ratee is None or reported.whose is None:
        return Authority(Capacity.SYSTEM)
    if reported.whose == Standing.SELF:
        return Authority(Capacity.SYSTEM, on_behalf_of=ratee.employee_id)
    officers = officers_on(work, ratee, reported.on or work.today)
    return Authority(Capacity.SYSTEM, on_behalf_of=officers[0].employee_id if officers else None)


def _as_one_of(officers: Iterable[Officer | Named], subject: UUID) -> Authority | None:
    found = next((officer for officer in officers if officer.employee_id == subject), None)
    return Authority(found.capacity, found.letter) if found is not None else None


def _grant(
    work: "Work", subject: UUID, standing: Standing, ratee: Ratee | None, unit_id: UUID | None
) -> Grant | None:
    """A grant of the role that reaches whom, or the unit that, the command concerns."""
    if standing not in Role.__members__:
        return None
    holder = work.find(RoleHolder, stream_id(work.agency, "RoleHolder", subject))
    valid = holder.grants_on(Role[standing.name], work.today)
    return next((grant for grant in valid if _reaches(work, grant, ratee, unit_id)), None)


def _reaches(work: "Work", grant: Grant, ratee: Ratee | None, unit_id: UUID | None) -> bool:
    """Whether the unit, or else the ratee's post, is in scope; what concerns neither only in that of the agency."""
    if grant.units and unit_id is None and ratee is not None:
        unit_id = work.load(Position, ratee.position_id).unit_id
    return covers_unit(work, grant, unit_id)


def covers_unit(of: Loads, grant: Grant, unit_id: UUID | None) -> bool:
    """Whether a unit is in the scope of a grant; None, the agency itself, is only where that is the agency."""
    return not grant.units or not units_above(of, unit_id).isdisjoint(grant.units)
