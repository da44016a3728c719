"""Who is looking, and from where: the viewer's standings as of now, as parameters of SQL predicates.

Rights are of now, also when the data is of then: everything here is read from the current tables.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from kinerja.identity.relations import Standing

RIGHTS_REST_ON = frozenset({"agencies", "assignments", "org_units", "positions", "role_grants"})
"""The read models that everything here is read from: while they stay as they are, so do everybody's standings."""

_UNITS_BELOW = """
WITH RECURSIVE scope (id) AS (
    SELECT unnest(%(units)s::uuid[])
    UNION
    SELECT u.id FROM org_units u JOIN scope s ON u.parent_id = s.id WHERE u.agency = %(agency)s
)
SELECT id FROM scope
"""
# OFFSET 0 keeps the planner to looking rows up one by one, in an agency of any size: it cannot know that hardly
# anybody leads more than a few, and would read all positions of the agency for everybody.
_HELD = """
EXISTS (SELECT FROM assignments h WHERE h.agency = %(agency)s AND h.position_id = {position}
           AND NOT h.recorded_in_error AND h.starts_on <= %(today)s
           AND (h.ends_on IS NULL OR h.ends_on >= %(today)s) {others} OFFSET 0)
"""
_BELOW = "LATERAL (SELECT id FROM positions WHERE agency = %(agency)s AND reports_to = {above}.id OFFSET 0) p"
# What everybody is asked first; the positions below are looked up for those only who have some.
_STANDINGS = """
SELECT EXISTS (SELECT FROM assignments m JOIN positions p ON p.agency = m.agency AND p.reports_to = m.position_id
                WHERE m.agency = %(agency)s AND m.employee_id = %(viewer)s
                  AND NOT m.recorded_in_error AND m.starts_on <= %(today)s
                  AND (m.ends_on IS NULL OR m.ends_on >= %(today)s)) AS leads,
       (SELECT coalesce(json_agg(json_build_array(role, units)), '[]') FROM role_grants
         WHERE agency = %(agency)s AND holder_id = %(viewer)s
           AND starts_on <= %(today)s AND (ends_on IS NULL OR ends_on >= %(today)s)) AS roles,
       ARRAY(SELECT position_id FROM assignments
              WHERE agency = %(agency)s AND employee_id = %(viewer)s AND NOT recorded_in_error
                AND starts_on <= %(today)s AND (ends_on IS NULL OR ends_on >= %(today)s)) AS held,
       set_config('plan_cache_mode', 'auto', true) AS planning
"""
_ANOTHER_DEFINITIVE = "AND h.employee_id <> own.employee_id AND h.kind = 'DEFINITIVE'"
_HOLDER = _HELD.format(position="b.id", others="")
_POSITIONS_BELOW = f"""
WITH RECURSIVE mine (id) AS (
    SELECT position_id FROM assignments
     WHERE agency = %(agency)s AND employee_id = %(viewer)s
       AND NOT recorded_in_error AND starts_on <= %(today)s AND (ends_on IS NULL OR ends_on >= %(today)s)
), appraised (id) AS (
    SELECT p.id FROM mine m, {_BELOW.format(above="m")}
    UNION
    SELECT p.id FROM appraised b, {_BELOW.format(above="b")} WHERE NOT {_HOLDER}
), reviewed (id) AS (
    SELECT p.id FROM appraised b, {_BELOW.format(above="b")}
    UNION
    SELECT p.id FROM reviewed b, {_BELOW.format(above="b")} WHERE NOT {_HOLDER}
)
SELECT ARRAY(SELECT id FROM appraised) AS appraised, ARRAY(SELECT id FROM reviewed) AS reviewed
"""
_ONE_LEVEL_HIGHER = f"""
SELECT own.employee_id, own.position_id
  FROM assignments own JOIN positions p ON p.agency = own.agency AND p.id = own.position_id
  JOIN positions above ON above.agency = own.agency AND above.id = p.reports_to
 WHERE own.agency = %(agency)s AND above.id = ANY(%(appraised)s)
   AND NOT own.recorded_in_error AND own.starts_on <= %(today)s AND (own.ends_on IS NULL OR own.ends_on >= %(today)s)
   AND {_HELD.format(position="above.id", others="")}
   AND NOT {_HELD.format(position="above.id", others=_ANOTHER_DEFINITIVE)}
"""

_OF_EVERY_EMPLOYEE = {
    Standing.PUBLIC, Standing.EMPLOYEE, Standing.SELF, Standing.RATER, Standing.SUPPORTER, Standing.SERVICE_OFFICER,
    Standing.HOLDER, Standing.RESULT_OWNER,
}  # fmt: skip
_OVERSIGHT = {Standing.PERFORMANCE_ADMINISTRATOR, Standing.INSPECTOR, Standing.AUDITOR}


@dataclass(frozen=True)
class Viewer:
    """Who asks, in which agency. ``subject`` None: nobody logged in, who sees only what is public.

    ``held`` are the positions the viewer holds; ``appraised`` and ``reviewed`` are positions whose holders the
    viewer judges, directly or as the judge's superior; ``raised`` are pairs of an employee and a position judged
    one level higher, because the employee acts for the own superior; all of it on ``today`` in the agency.
    ``mandated_units`` is the scope of an inspector or auditor; None: the agency.
    """

    agency: str
    subject: UUID | None
    today: date
    roles: frozenset[Standing] = frozenset()
    mandated_units: tuple[UUID, ...] | None = ()
    appraised: tuple[UUID, ...] = ()
    reviewed: tuple[UUID, ...] = ()
    raised: tuple[tuple[UUID, UUID], ...] = ()
    held: tuple[UUID, ...] = ()

    @property
    def standings(self) -> frozenset[Standing]:
        """Every standing this viewer can have towards anything."""
        if self.subject is None:
            return frozenset({Standing.PUBLIC})
        standings = set(_OF_EVERY_EMPLOYEE | self.roles)
        if self.appraised or self.raised:
            standings.add(Standing.APPRAISER)
        if self.reviewed:
            standings.add(Standing.REVIEWER)
        return frozenset(standings)

    @property
    def parameters(self) -> dict[str, Any]:
        """What predicates of the permission matrix may name."""
        return {
            "agency": self.agency,
            "viewer": self.subject,
            "today": self.today,
            "held": list(self.held),
            "appraised": list(self.appraised),
            "reviewed": list(self.reviewed),
            "raised_employees": [employee for employee, _ in self.raised],
            "raised_positions": [position for _, position in self.raised],
            "mandated": list(self.mandated_units or ()),
            "whole_agency": self.mandated_units is None,
            "oversight": bool(self.roles & _OVERSIGHT),
        }


@dataclass
class _Found:
    roles: set[Standing] = field(default_factory=set)
    units: set[UUID] = field(default_factory=set)
    whole_agency: bool = False


async def look_up(connection: AsyncConnection[Any], agency: str, subject: UUID | None, today: date) -> Viewer:
    """The viewer's standings on a day, from the current tables of the agency."""
    if subject is None:
        return Viewer(agency, None, today)
    asked = {"agency": agency, "viewer": subject, "today": today}
    row = await (await connection.execute(_STANDINGS, asked)).fetchone()
    assert row is not None  # noqa: S101 - the statement gives one row whatever is there
    found = await _roles(connection, asked, row["roles"])
    appraised, reviewed = await _positions_below(connection, asked) if row["leads"] else ([], [])
    raised = []
    if appraised:
        pairs = await connection.execute(_ONE_LEVEL_HIGHER.encode(), {**asked, "appraised": appraised})
        raised = [(pair["employee_id"], pair["position_id"]) for pair in await pairs.fetchall()]
    return Viewer(
        agency=agency,
        subject=subject,
        today=today,
        roles=frozenset(found.roles),
        mandated_units=None if found.whole_agency else tuple(sorted(found.units)),
        appraised=tuple(appraised),
        reviewed=tuple(reviewed),
        raised=tuple(raised),
        held=tuple(row["held"]),
    )


async def _positions_below(connection: AsyncConnection[Any], asked: dict[str, Any]) -> tuple[list[UUID], list[UUID]]:
    """The positions whose holders the viewer judges, directly and as the judge's superior."""
    row = await (await connection.execute(_POSITIONS_BELOW.encode(), asked)).fetchone()
    assert row is not None  # noqa: S101 - the statement gives one row whatever is there
    return row["appraised"], row["reviewed"]


async def _roles(connection: AsyncConnection[Any], asked: dict[str, Any], granted: list[Any]) -> _Found:
    """What the grants of today give. A role that is limited to units reads by it only where it is a mandate."""
    found = _Found()
    for role, units in granted:
        if role in (Standing.INSPECTOR, Standing.AUDITOR):
            found.roles.add(Standing[role])
            found.whole_agency |= not units
            found.units |= {UUID(unit) for unit in units}
        elif not units:
            found.roles.add(Standing[role])
    if found.units and not found.whole_agency:
        below = await connection.execute(_UNITS_BELOW.encode(), {**asked, "units": list(found.units)})
        found.units |= {row["id"] for row in await below.fetchall()}
    return found
