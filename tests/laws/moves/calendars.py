"""What concerns the whole agency: its days, its periods and their deadlines."""

from datetime import date

from kinerja.application.deadlines import ExtendDeadline, PassDeadline
from kinerja.application.holidays import DeclareHoliday, TakeNationalHolidays, WithdrawHoliday
from kinerja.application.periods import ClosePeriod, OpenPeriod, ReopenPeriod
from kinerja.domain.ids import deadline_id
from kinerja.domain.vocabulary import Cadence, DayKind, DeadlineKind
from tests.laws.moves.move import Given, Move
from tests.people import Town

KINDS = (
    "declare_day", "withdraw_day", "take_days", "extend", "pass", "pass", "open_ended", "judge_many",
    "close_period",
    "reopen", "open_period",
)  # fmt: skip


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to."""
    period, day = town.named("Period", "2025"), date(2025, 6, 1 + move.number % 3)
    kind = (DayKind.OFF, DayKind.WORKING)[move.number % 2]
    deadline = deadline_id(town.agency, DeadlineKind.REPORT, period, move.month)
    until = date(2025, 6, 2 + move.number % 20)
    units = (town.named("OrgUnit", "ROOT"),) if move.number % 2 else ()
    year = 2026 + move.number % 2
    return {
        "declare_day": Given("admin", DeclareHoliday(day=day, name=f"hari {move.number % 5}", kind=kind)),
        "withdraw_day": Given("admin", WithdrawHoliday(day=day, reason="batal")),
        "take_days": Given("admin", TakeNationalHolidays(year=2025 + move.number % 4)),
        "extend": Given("admin", ExtendDeadline(deadline_id=deadline, due_on=until, reason="bencana")),
        "pass": Given(None, PassDeadline(deadline_id=deadline)),
        "open_ended": Given(
            "admin",
            OpenPeriod(
                code="AWAL",
                name="Triwulan pertama",
                starts_on=date(2025, 1, 1),
                ends_on=date(2025, 3, 31),
                cadence=Cadence.QUARTERLY,
                rules="indonesia-2025",
            ),
        ),
        "close_period": Given("admin", ClosePeriod(period_id=town.named("Period", "AWAL"), reason="selesai")),
        "reopen": Given("admin", ReopenPeriod(period_id=town.named("Period", "AWAL"), reason="keliru")),
        "open_period": Given(
            "admin",
            OpenPeriod(
                code=f"P{year}-{move.number % 3}",
                name="Periode lain",
                starts_on=date(year, 1, 1),
                ends_on=date(year, 12, 31),
                cadence=tuple(Cadence)[move.number % len(Cadence)],
                rules="indonesia-2025",
                unit_ids=units,
                grace_days=move.number % 5,
            ),
        ),
    }
