"""Evaluation teams (D7)."""

import strawberry

from kinerja.application.evaluation_teams import (
    AppointEvaluationTeam,
    ChangeEvaluationTeam,
    DissolveEvaluationTeam,
)
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, edge, linked, many, node_id, readable, text
from kinerja.graphql.filtering import Asking, Condition, having, id_in, that
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date
from kinerja.graphql.statements import relation
from kinerja.projections.evaluation_teams import EVALUATION_TEAMS, TEAM_MEMBERS, TEAM_UNITS

_BY_CODE = Ordering(("code", "id"), ("text", "uuid"))


@readable(TEAM_MEMBERS, "That somebody belongs to an evaluation team, from a day on.")
class TeamMember:
    """By the letter of the team, or the one by which the employee joined."""

    employee: Employee | None = edge("employee_id", "The member.")
    starts_on: Date = column("First day.")
    ends_on: Date | None = column("Last day; null: as long as the team is there.")
    letter_number: str | None = column("Number of the letter it rests on; null without one.")


@readable(EVALUATION_TEAMS, "An evaluation team (tim evaluasi): it reviews units by a letter and records findings.")
class EvaluationTeam(Node):
    """Known to every employee."""

    id: strawberry.ID = node_id()
    code: str = column("The agency's own code.")
    name: str = column("Name, in the agency's language.")
    units: list[OrgUnit] = linked(
        TEAM_UNITS, "team_id", "unit_id", ("code", "id"), "The units in scope, each with all below it."
    )
    chair: Employee | None = edge("chair_id", "The chair.")
    members: list[TeamMember] = many(
        "team_id", ("starts_on", "employee_id"), "Everybody who belongs or belonged to it.", key="id"
    )
    starts_on: Date = column("First day of its mandate.")
    ends_on: Date = column("Last day of its mandate.")
    letter_number: str | None = column("Number of the letter that appoints it; null without one.")
    letter_issuer: str | None = column("Who issued the letter; null without one.")
    letter_date: Date | None = column("Date of the letter; null without one.")
    dissolved_on: Date | None = column("Its last day, where it was dissolved before its letter ended; else null.")
    reason: str | None = text("Why it was dissolved; null unless it was, when it is erased, or not for this viewer.")
    version: int = column("Version of the object.")


def _with_member(_name: str, value: str, asking: Asking) -> Condition:
    found = f"SELECT FROM {relation(TEAM_MEMBERS, past=asking.past, alias='m')}"
    found += " WHERE m.agency = t.agency AND m.team_id = t.id AND m.employee_id = %(member)s"
    return (f"EXISTS ({found})", {"member": id_in(value, "Employee", asking.agency)})


@strawberry.input(description="Which evaluation teams.")
class EvaluationTeamFilter:
    """All conditions together."""

    code: str | None = having("With this code.")
    member_id: strawberry.ID | None = that("To which this employee belongs or belonged.", _with_member)


@strawberry.type(description="Evaluation teams.")
class EvaluationTeamsQuery:
    """Root fields."""

    evaluation_teams: Connection[EvaluationTeam] = list_field(
        EvaluationTeam, "Evaluation teams, by code.", _BY_CODE, EvaluationTeamFilter
    )


MUTATIONS = (
    Mutation(AppointEvaluationTeam, EvaluationTeam, "team", lambda made: made.named("EvaluationTeam")),
    *(
        Mutation(command, EvaluationTeam, "team", lambda made: made.command.team_id)
        for command in (ChangeEvaluationTeam, DissolveEvaluationTeam)
    ),
)
