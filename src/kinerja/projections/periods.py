"""Periods and their windows as they are read."""

from datetime import datetime

from kinerja.domain.evaluation_years import PeriodEntered
from kinerja.domain.periods import PeriodClosed, PeriodOpened, PeriodReopened, windows_of
from kinerja.domain.vocabulary import PeriodState
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, uuid

PERIODS = Table(
    "periods",
    key=(ID,),
    columns=(
        text("code"),
        text("name"),
        date("starts_on"),
        date("ends_on"),
        text("cadence"),
        text("rules_id"),
        text("rules_hash"),
        text("state"),
        moment("closed_at", nullable=True),
        sealed("reason", nullable=True),
        number("version"),
    ),
    indexes=(("code",), ("starts_on", "id")),
)
PERIOD_WINDOWS = Table(
    "period_windows",
    key=(uuid("period_id"), text("code")),
    columns=(number("number"), text("kind"), date("starts_on"), date("ends_on")),
    indexes=(("period_id", "number"),),
)
PERIOD_UNITS = Table(
    "period_units",
    key=(uuid("period_id"), uuid("unit_id")),
    columns=(),
    indexes=(("unit_id", "period_id"),),
)
TABLES = (PERIODS, PERIOD_WINDOWS, PERIOD_UNITS)


def _open(rows: Rows, fact: PeriodOpened) -> None:
    rows.insert(
        PERIODS,
        id=fact.originator_id,
        code=fact.code,
        name=fact.name,
        starts_on=fact.starts_on,
        ends_on=fact.ends_on,
        cadence=fact.cadence,
        rules_id=fact.rules.id,
        rules_hash=fact.rules.hash,
        state=PeriodState.OPEN,
        closed_at=None,
        reason=None,
        version=fact.originator_version,
    )
    for place, window in enumerate(windows_of(fact.period)):
        rows.insert(
            PERIOD_WINDOWS,
            period_id=fact.originator_id,
            code=window.code,
            number=place,
            kind=window.kind,
            starts_on=window.starts_on,
            ends_on=window.ends_on,
        )
    for unit_id in fact.units:
        rows.insert(PERIOD_UNITS, period_id=fact.originator_id, unit_id=unit_id)


def _close(rows: Rows, fact: PeriodClosed) -> None:
    _turn(rows, fact, PeriodState.CLOSED, fact.act.at)


def _reopen(rows: Rows, fact: PeriodReopened) -> None:
    _turn(rows, fact, PeriodState.OPEN, None)


def _turn(rows: Rows, fact: PeriodClosed | PeriodReopened, state: PeriodState, closed_at: datetime | None) -> None:
    rows.update(
        PERIODS,
        {"id": fact.originator_id},
        state=state,
        closed_at=closed_at,
        reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


ON: Handlers = {PeriodOpened: _open, PeriodClosed: _close, PeriodReopened: _reopen}
NOT_SHOWN = (PeriodEntered,)
"""What the year knows of a period, the period says too."""
