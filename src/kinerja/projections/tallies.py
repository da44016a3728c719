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
        flag("within", nullable=True),
    ),
    append_only=True,
)
"""What was counted, and what was taken out again (without an outcome), each at a position of the log."""
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
        limited=totals.limited,
        within=totals.within,
    )
    for each in fact.counted:
        said = {"outcome": each.outcome, "minutes": each.minutes, "days": each.days, "within": each.within}
        _add_count(rows, fact, each.encounter_id, said)
    for encounter_id in fact.dropped:
        _add_count(rows, fact, encounter_id, dict.fromkeys(("outcome", "minutes", "days", "within")))


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
