"""Periods and their windows as they are read."""

from kinerja.domain.periods import NewPeriod, PeriodOpened, windows_of
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, date, number, text, uuid

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
TABLES = (PERIODS, PERIOD_WINDOWS)


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
        version=fact.originator_version,
    )
    period = NewPeriod(
        code=fact.code,
        name=fact.name,
        starts_on=fact.starts_on,
        ends_on=fact.ends_on,
        cadence=fact.cadence,
        rules=fact.rules,
    )
    for place, window in enumerate(windows_of(period)):
        rows.insert(
            PERIOD_WINDOWS,
            period_id=fact.originator_id,
            code=window.code,
            number=place,
            kind=window.kind,
            starts_on=window.starts_on,
            ends_on=window.ends_on,
        )


ON: Handlers = {PeriodOpened: _open}
NOT_SHOWN = ()
