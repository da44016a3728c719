"""What officers ended of services, month by month, as it is read."""

from uuid import UUID

from kinerja.domain.tallies import EncountersCounted
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import Table, date, flag, number, text, uuid

ENCOUNTER_TALLIES = Table(
    "encounter_tallies",
    key=(uuid("service_id"), date("month"), uuid("employee_id"), uuid("position_id")),
    columns=(
        uuid("unit_id"),
        number("finished"),
        number("refused"),
        number("withdrawn"),
        number("minutes"),
        number("days"),
        number("working_days"),
        number("in_working_days"),
        number("limited"),
        number("within"),
    ),
    indexes=(("employee_id", "month"),),
)
ENCOUNTER_COUNTS = Table(
    "encounter_counts",
    key=(uuid("service_id"), date("month"), uuid("encounter_id"), number("counted_at")),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        text("outcome", nullable=True),
        number("minutes", nullable=True),
        number("days", nullable=True),
        number("working_days", nullable=True),
        flag("within", nullable=True),
    ),
    append_only=True,
)
"""What was counted, and what was taken out again (without an outcome), each at a position of the log."""
_COUNTED = ("outcome", "minutes", "days", "working_days", "within")
TABLES = (ENCOUNTER_TALLIES, ENCOUNTER_COUNTS)


def _count(rows: Rows, fact: EncountersCounted) -> None:
    totals = fact.totals
    rows.put(
        ENCOUNTER_TALLIES,
        service_id=fact.service_id,
        month=fact.month,
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        unit_id=fact.unit_id,
        finished=totals.finished,
        refused=totals.refused,
        withdrawn=totals.withdrawn,
        minutes=totals.minutes,
        days=totals.days,
        working_days=totals.working_days,
        in_working_days=totals.in_working_days,
        limited=totals.limited,
        within=totals.within,
    )
    for each in fact.counted:
        _add_count(rows, fact, each.encounter_id, {name: getattr(each, name) for name in _COUNTED})
    for encounter_id in fact.dropped:
        _add_count(rows, fact, encounter_id, dict.fromkeys(_COUNTED))


def _add_count(rows: Rows, fact: EncountersCounted, encounter_id: UUID, said: dict[str, object]) -> None:
    rows.insert(
        ENCOUNTER_COUNTS,
        service_id=fact.service_id,
        month=fact.month,
        encounter_id=encounter_id,
        counted_at=rows.position,
        employee_id=fact.employee_id,
        position_id=fact.position_id,
        **said,
    )


ON: Handlers = {EncountersCounted: _count}
NOT_SHOWN = ()
