"""Who is looking, and from where: the viewer's standings as of now, as parameters of SQL predicates.

Rights are of now, also when the data is of then: everything here is read from the current tables.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from kinerja.identity.relations import Standing

RIGHTS_REST_ON = frozenset(
    {"agencies", "assignments", "evaluation_teams", "org_units", "positions", "role_grants", "team_members"}
)
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
_HOLDER = """
EXISTS (SELECT FROM assignments h WHERE h.agency = %(agency)s AND h.position_id = b.id
           AND NOT h.recorded_in_error AND h.starts_on <= %(today)s
           AND (h.ends_on IS NULL OR h.ends_on >= %(today)s) OFFSET 0)
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
       (SELECT coalesce(json_agg(json_build_array(t.id, t.units)), '[]')
          FROM team_members m JOIN evaluation_teams t ON t.agency = m.agency AND t.id = m.team_id
         WHERE m.agency = %(agency)s AND m.employee_id = %(viewer)s
           AND m.starts_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on >= %(today)s)
           AND t.starts_on <= %(today)s AND t.ends_on >= %(today)s) AS teams,
       ARRAY(SELECT position_id FROM assignments
              WHERE agency = %(agency)s AND employee_id = %(viewer)s AND NOT recorded_in_error
                AND starts_on <= %(today)s AND (ends_on IS NULL OR ends_on >= %(today)s)) AS held,
       set_config('plan_cache_mode', 'auto', true) AS planning
"""
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
_HELD_TODAY = "NOT h.recorded_in_error AND h.starts_on <= %(today)s AND (h.ends_on IS NULL OR h.ends_on >= %(today)s)"
_HELD_BY = "LATERAL (SELECT {what} FROM assignments h WHERE h.agency = %(agency)s AND {which} AND " + _HELD_TODAY
_HELD_BY += " OFFSET 0) {alias}"
# Who holds a position of the viewer's or one right below, and another one: of those the rule is asked that commands
# are permitted by (domain: ``officers_over``), as somebody who acts above himself is judged one level higher.
_OF_TWO_POSTS = f"""
WITH RECURSIVE two (employee_id, position_id) AS MATERIALIZED (
    SELECT DISTINCT own.employee_id, own.position_id
      FROM unnest(%(near)s::uuid[]) AS near (id),
           {_HELD_BY.format(what="h.employee_id", which="h.position_id = near.id", alias="there")},
           {_HELD_BY.format(what="h.*", which="h.employee_id = there.employee_id", alias="own")}
     WHERE own.position_id <> near.id AND own.employee_id <> %(viewer)s
), above (employee_id, position_id, level, id) AS (
    SELECT two.employee_id, two.position_id, 0, two.position_id FROM two
    UNION ALL
    SELECT above.employee_id, above.position_id, above.level + 1, p.reports_to
      FROM above JOIN positions p ON p.agency = %(agency)s AND p.id = above.id
     WHERE p.reports_to IS NOT NULL
), judging AS (
    SELECT above.employee_id, above.position_id, above.level, bool_or(held.employee_id = %(viewer)s) AS judged
      FROM above, {_HELD_BY.format(what="h.employee_id, h.kind", which="h.position_id = above.id", alias="held")}
     WHERE above.level > 0
     GROUP BY above.employee_id, above.position_id, above.level
    HAVING bool_or(held.employee_id <> above.employee_id)
       AND (bool_or(held.employee_id <> above.employee_id AND held.kind = 'DEFINITIVE')
            OR NOT bool_or(held.employee_id = above.employee_id AND held.kind = 'ACTING'))
)
SELECT two.employee_id, two.position_id, coalesce(
       (SELECT j.judged FROM judging j WHERE j.employee_id = two.employee_id AND j.position_id = two.position_id
         ORDER BY j.level LIMIT 1), false) AS judged
  FROM two ORDER BY two.employee_id, two.position_id
"""

_OF_EVERY_EMPLOYEE = {
    Standing.PUBLIC, Standing.EMPLOYEE, Standing.SELF, Standing.RATER, Standing.SUPPORTER, Standing.SERVICE_OFFICER,
    Standing.HOLDER, Standing.RESULT_OWNER, Standing.ANSWERABLE,
}  # fmt: skip


@dataclass(frozen=True)
class Viewer:
    """Who asks, in which agency. ``subject`` None: nobody logged in, who sees only what is public.

    ``held`` are the positions the viewer holds; ``appraised`` and ``reviewed`` are positions whose holders the
    viewer judges, directly or as the judge's superior; ``raised`` are pairs of an employee and a position judged
    one level higher, because the employee acts for the own superior, and ``spared`` are those that the viewer
    judges not although the position is among ``appraised``; all of it on ``today`` in the agency.
    ``mandated_units`` is the scope of an inspector or auditor; None: the agency. ``teams`` are the evaluation teams
    the viewer belongs to, and ``team_units`` the units in the scope of any of them, with all below.
    """

    agency: str
    subject: UUID | None
    today: date
    roles: frozenset[Standing] = frozenset()
    mandated_units: tuple[UUID, ...] | None = ()
    appraised: tuple[UUID, ...] = ()
    reviewed: tuple[UUID, ...] = ()
    raised: tuple[tuple[UUID, UUID], ...] = ()
    spared: tuple[tuple[UUID, UUID], ...] = ()
    held: tuple[UUID, ...] = ()
    teams: tuple[UUID, ...] = ()
    team_units: tuple[UUID, ...] = ()

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
        if self.teams:
            standings.add(Standing.EVALUATION_TEAM)
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
            "spared_employees": [employee for employee, _ in self.spared],
            "spared_positions": [position for _, position in self.spared],
            "mandated": list(self.mandated_units or ()),
            "whole_agency": self.mandated_units is None,
            "teams": list(self.teams),
            "team_units": list(self.team_units),
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
    teams, team_units = await _teams(connection, asked, row["teams"])
    near = {*row["held"], *appraised} if appraised else set()
    raised, spared = await _of_two_posts(connection, asked, near, set(appraised)) if near else ([], [])
    return Viewer(
        agency=agency,
        subject=subject,
        today=today,
        roles=frozenset(found.roles),
        mandated_units=None if found.whole_agency else tuple(sorted(found.units)),
        appraised=tuple(appraised),
        reviewed=tuple(reviewed),
        raised=tuple(raised),
        spared=tuple(spared),
        held=tuple(row["held"]),
        teams=teams,
        team_units=team_units,
    )


async def _positions_below(connection: AsyncConnection[Any], asked: dict[str, Any]) -> tuple[list[UUID], list[UUID]]:
    """The positions whose holders the viewer judges, directly and as the judge's superior."""
    row = await (await connection.execute(_POSITIONS_BELOW.encode(), asked)).fetchone()
    assert row is not None  # noqa: S101 - the statement gives one row whatever is there
    return row["appraised"], row["reviewed"]


_Pairs = list[tuple[UUID, UUID]]


async def _of_two_posts(
    connection: AsyncConnection[Any], asked: dict[str, Any], near: set[UUID], appraised: set[UUID]
) -> tuple[_Pairs, _Pairs]:
    """Pairs of an employee and a position: those judged beyond ``appraised``, and those of it not judged."""
    found = await connection.execute(_OF_TWO_POSTS.encode(), {**asked, "near": list(near)})
    raised: _Pairs = []
    spared: _Pairs = []
    for row in await found.fetchall():
        pair = (row["employee_id"], row["position_id"])
        if row["judged"] != (row["position_id"] in appraised):
            (raised if row["judged"] else spared).append(pair)
    return raised, spared


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
        found.units |= await _below(connection, asked, found.units)
    return found


async def _teams(
    connection: AsyncConnection[Any], asked: dict[str, Any], joined: list[Any]
) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """The teams of today and the units of their scopes. Hardly anybody has any: then nothing is asked."""
    if not joined:
        return (), ()
    named = {UUID(unit) for _, units in joined for unit in units}
    scope = await _below(connection, asked, named)
    return tuple(sorted(UUID(team) for team, _ in joined)), tuple(sorted(scope))


async def _below(connection: AsyncConnection[Any], asked: dict[str, Any], units: set[UUID]) -> set[UUID]:
    """Units and all below them."""
    below = await connection.execute(_UNITS_BELOW.encode(), {**asked, "units": list(units)})
    return {row["id"] for row in await below.fetchall()}
