"""Daily progress as it is read."""

from typing import Any

from kinerja.domain.daily_progress import DailyProgressCorrected, DailyProgressRecorded
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, uuid

DAILY_PROGRESS = Table(
    "daily_progress",
    key=(ID,),
    columns=(
        uuid("plan_id"),
        uuid("employee_id"),
        date("day"),
        uuid("result_id", nullable=True),
        sealed("activity"),
        number("effort_minutes", nullable=True),
        sealed("obstacle", nullable=True),
        moment("recorded_at"),
        moment("corrected_at", nullable=True),
        sealed("reason", nullable=True),
    ),
    indexes=(("plan_id", "day", "id"), ("employee_id", "day", "id"), ("day", "id")),
)
TABLES = (DAILY_PROGRESS,)


def _record(rows: Rows, fact: DailyProgressRecorded) -> None:
    rows.insert(
        DAILY_PROGRESS,
        id=fact.entry_id,
        plan_id=fact.plan_id,
        employee_id=fact.employee_id,
        recorded_at=fact.act.at,
        corrected_at=None,
        reason=None,
        **_said(fact),
    )


def _correct(rows: Rows, fact: DailyProgressCorrected) -> None:
    rows.update(
        DAILY_PROGRESS,
        {"id": fact.entry_id},
        corrected_at=fact.act.at,
        reason=text_of(fact, "act.reason"),
        **_said(fact),
    )


def _said(fact: DailyProgressRecorded | DailyProgressCorrected) -> dict[str, Any]:
    return {
        "day": fact.entry.day,
        "result_id": fact.entry.result_id,
        "activity": text_of(fact, "entry.activity"),
        "effort_minutes": fact.entry.effort_minutes,
        "obstacle": text_of(fact, "entry.obstacle"),
    }


ON: Handlers = {DailyProgressRecorded: _record, DailyProgressCorrected: _correct}
NOT_SHOWN = ()
