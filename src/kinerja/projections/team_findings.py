"""Findings of evaluation teams as they are read."""

from kinerja.domain.team_findings import TeamFindingAnswered, TeamFindingClosed, TeamFindingRecorded
from kinerja.domain.team_vocabulary import FindingState
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, moment, number, sealed, text, uuid

TEAM_FINDINGS = Table(
    "team_findings",
    key=(ID,),
    columns=(
        uuid("team_id"),
        uuid("review_id"),
        uuid("position_id"),
        uuid("unit_id"),
        uuid("employee_id", nullable=True),
        uuid("standard_id", nullable=True),
        uuid("indicator_id", nullable=True),
        text("severity"),
        text("category"),
        text("state"),
        sealed("text"),
        sealed("recommendation"),
        moment("recorded_at"),
        uuid("recorded_by", nullable=True),
        sealed("answer", nullable=True),
        moment("answered_at", nullable=True),
        uuid("answered_by", nullable=True),
        text("result", nullable=True),
        sealed("note", nullable=True),
        moment("closed_at", nullable=True),
        uuid("closed_by", nullable=True),
        number("version"),
    ),
    indexes=(
        ("recorded_at", "id"),
        ("team_id", "recorded_at", "id"),
        ("review_id", "recorded_at", "id"),
        ("employee_id", "recorded_at", "id"),
        ("position_id", "recorded_at", "id"),
        ("unit_id", "recorded_at", "id"),
    ),
)
TABLES = (TEAM_FINDINGS,)


def _record(rows: Rows, fact: TeamFindingRecorded) -> None:
    rows.insert(
        TEAM_FINDINGS,
        id=fact.originator_id,
        team_id=fact.team_id,
        review_id=fact.review_id,
        position_id=fact.position_id,
        unit_id=fact.unit_id,
        employee_id=fact.employee_id,
        standard_id=fact.standard_id,
        indicator_id=fact.indicator_id,
        severity=fact.severity,
        category=fact.category,
        state=FindingState.OPEN,
        text=text_of(fact, "text"),
        recommendation=text_of(fact, "recommendation"),
        recorded_at=fact.act.at,
        recorded_by=fact.act.by,
        answer=None,
        answered_at=None,
        answered_by=None,
        result=None,
        note=None,
        closed_at=None,
        closed_by=None,
        version=fact.originator_version,
    )


def _answer(rows: Rows, fact: TeamFindingAnswered) -> None:
    rows.update(
        TEAM_FINDINGS,
        {"id": fact.originator_id},
        state=FindingState.ANSWERED,
        answer=text_of(fact, "text"),
        answered_at=fact.act.at,
        answered_by=fact.act.by,
        version=fact.originator_version,
    )


def _close(rows: Rows, fact: TeamFindingClosed) -> None:
    rows.update(
        TEAM_FINDINGS,
        {"id": fact.originator_id},
        state=FindingState.CLOSED,
        result=fact.result,
        note=text_of(fact, "note"),
        closed_at=fact.act.at,
        closed_by=fact.act.by,
        version=fact.originator_version,
    )


ON: Handlers = {TeamFindingRecorded: _record, TeamFindingAnswered: _answer, TeamFindingClosed: _close}
NOT_SHOWN = ()
