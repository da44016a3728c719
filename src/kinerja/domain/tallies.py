"""What an officer ended of a service in a month: counted once it ended, so that nobody searches the log (C7)."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.service_vocabulary import EncounterOutcome


class CountedEncounter(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that ended: how, after how long, and whether within what was promised (None: nothing was).

    ``working_days`` None: none were counted when it ended.
    """

    encounter_id: UUID
    outcome: EncounterOutcome
    minutes: int
    days: int
    within: bool | None
    working_days: int | None = None


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """How many visits ended how. Minutes, days and working days are sums over the finished ones.

    ``limited``: finished ones to which a time was promised; ``within``: those of them that kept it;
    ``in_working_days``: finished ones whose working days are known, over which those are summed.
    """

    finished: int = 0
    refused: int = 0
    withdrawn: int = 0
    minutes: int = 0
    days: int = 0
    limited: int = 0
    within: int = 0
    working_days: int = 0
    in_working_days: int = 0


class TallyOf(msgspec.Struct, frozen=True, kw_only=True):
    """Whose tally: of which service, by whom in which position, in which month (its first day)."""

    service_id: UUID
    unit_id: UUID
    officer: ServiceOfficer
    month: date


class EncountersCounted(Fact, frozen=True, kw_only=True):
    """Visits that ended in a month were counted to the officer, others taken out; the totals are those after it."""

    label_id: ClassVar[str] = "Kunjungan layanan dihitung"
    label_en: ClassVar[str] = "Encounters counted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("service_id", "Service"),
        About("employee_id", "Employee"),
        About("position_id", "Position"),
    )
    unlisted: ClassVar[frozenset[str]] = frozenset({"counted", "dropped"})

    service_id: UUID
    unit_id: UUID
    employee_id: UUID
    position_id: UUID
    month: date
    counted: tuple[CountedEncounter, ...]
    dropped: tuple[UUID, ...]
    totals: Totals

    def apply(self, aggregate: "EncounterTally") -> None:
        for encounter_id in self.dropped:
            aggregate.counted.pop(encounter_id, None)
        aggregate.counted.update({each.encounter_id: each for each in self.counted})
        aggregate.totals = self.totals


class EncounterTally(Aggregate):
    """The visits that an officer ended of a service in a month."""

    totals = Totals()

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.counted: dict[UUID, CountedEncounter] = {}

    def count(
        self, *, act: Act, of: TallyOf, counted: Iterable[CountedEncounter] = (), dropped: Iterable[UUID] = ()
    ) -> None:
        """Count visits, or take them out; what stands there so already is left alone."""
        news = tuple(each for each in counted if self.counted.get(each.encounter_id) != each)
        gone = tuple(id for id in dropped if id in self.counted)
        if not news and not gone:
            return
        replaced = [self.counted[id] for id in (*(each.encounter_id for each in news), *gone) if id in self.counted]
        self.trigger_event(
            EncountersCounted,
            act=act,
            service_id=of.service_id,
            unit_id=of.unit_id,
            employee_id=of.officer.employee_id,
            position_id=of.officer.position_id,
            month=of.month,
            counted=news,
            dropped=gone,
            totals=_added(_added(self.totals, news, 1), replaced, -1),
        )


def _added(totals: Totals, entries: Iterable[CountedEncounter], sign: int) -> Totals:
    values = msgspec.structs.asdict(totals)
    for entry in entries:
        values[_COUNTED_AS[entry.outcome]] += sign
        if entry.outcome == EncounterOutcome.FINISHED:
            values["minutes"] += sign * entry.minutes
            values["days"] += sign * entry.days
            values["limited"] += sign * (entry.within is not None)
            values["within"] += sign * bool(entry.within)
            values["working_days"] += sign * (entry.working_days or 0)
            values["in_working_days"] += sign * (entry.working_days is not None)
    return Totals(**values)


_COUNTED_AS = {
    EncounterOutcome.FINISHED: "finished",
    EncounterOutcome.REFUSED: "refused",
    EncounterOutcome.WITHDRAWN: "withdrawn",
}
