"""Evaluation teams as they are read."""

from kinerja.domain.evaluation_teams import (
    EvaluationTeamAppointed,
    EvaluationTeamDissolved,
    TeamChairNamed,
    TeamMemberJoined,
    TeamMemberLeft,
)
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, number, sealed, text, uuid, uuids

EVALUATION_TEAMS = Table(
    "evaluation_teams",
    key=(ID,),
    columns=(
        text("code"),
        text("name"),
        uuids("units"),
        uuid("chair_id"),
        date("starts_on"),
        date("ends_on"),
        text("letter_number", nullable=True),
        text("letter_issuer", nullable=True),
        date("letter_date", nullable=True),
        date("dissolved_on", nullable=True),
        sealed("reason", nullable=True),
        number("version"),
    ),
    indexes=(("code", "id"),),
)
TEAM_UNITS = Table(
    "team_units",
    key=(uuid("team_id"), uuid("unit_id")),
    columns=(),
    indexes=(("unit_id", "team_id"),),
)
TEAM_MEMBERS = Table(
    "team_members",
    key=(uuid("team_id"), uuid("employee_id"), date("starts_on")),
    columns=(date("ends_on", nullable=True), text("letter_number", nullable=True)),
    indexes=(("employee_id", "team_id"),),
)
TABLES = (EVALUATION_TEAMS, TEAM_UNITS, TEAM_MEMBERS)


def _appoint(rows: Rows, fact: EvaluationTeamAppointed) -> None:
    letter = fact.act.letter
    rows.insert(
        EVALUATION_TEAMS,
        id=fact.originator_id,
        code=fact.code,
        name=fact.name,
        units=fact.unit_ids,
        chair_id=fact.chair_id,
        starts_on=fact.starts_on,
        ends_on=fact.ends_on,
        letter_number=letter.number if letter else None,
        letter_issuer=letter.issuer if letter else None,
        letter_date=letter.issued_on if letter else None,
        dissolved_on=None,
        reason=None,
        version=fact.originator_version,
    )
    for unit_id in fact.unit_ids:
        rows.insert(TEAM_UNITS, team_id=fact.originator_id, unit_id=unit_id)
    for employee_id in fact.member_ids:
        _put_member(rows, fact, employee_id)


def _join(rows: Rows, fact: TeamMemberJoined) -> None:
    _put_member(rows, fact, fact.employee_id)
    _count(rows, fact)


def _put_member(rows: Rows, fact: EvaluationTeamAppointed | TeamMemberJoined, employee_id: object) -> None:
    rows.put(
        TEAM_MEMBERS,
        team_id=fact.originator_id,
        employee_id=employee_id,
        starts_on=fact.starts_on,
        ends_on=None,
        letter_number=fact.act.letter.number if fact.act.letter else None,
    )


def _leave(rows: Rows, fact: TeamMemberLeft) -> None:
    of = {"team_id": fact.originator_id, "employee_id": fact.employee_id, "starts_on": fact.starts_on}
    rows.update(TEAM_MEMBERS, of, ends_on=fact.last_day)
    _count(rows, fact)


def _name_chair(rows: Rows, fact: TeamChairNamed) -> None:
    of = {"id": fact.originator_id}
    rows.update(EVALUATION_TEAMS, of, chair_id=fact.employee_id, version=fact.originator_version)


def _dissolve(rows: Rows, fact: EvaluationTeamDissolved) -> None:
    rows.update(
        EVALUATION_TEAMS,
        {"id": fact.originator_id},
        ends_on=fact.last_day,
        dissolved_on=fact.last_day,
        reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


def _count(rows: Rows, fact: TeamMemberJoined | TeamMemberLeft) -> None:
    rows.update(EVALUATION_TEAMS, {"id": fact.originator_id}, version=fact.originator_version)


ON: Handlers = {
    EvaluationTeamAppointed: _appoint,
    TeamMemberJoined: _join,
    TeamMemberLeft: _leave,
    TeamChairNamed: _name_chair,
    EvaluationTeamDissolved: _dissolve,
}
NOT_SHOWN = ()
