"""What happens at the desk of a service: visits, complaints, and what is measured of them."""

from collections.abc import Callable
from decimal import Decimal

from kinerja.application.plan_inputs import TargetInput
from kinerja.application.plans import SetTarget
from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.application.services import ReviseService
from kinerja.domain.ids import made_by
from kinerja.domain.service_vocabulary import Figure, MeasureScope
from kinerja.domain.vocabulary import Aspect
from tests.laws.moves.move import Move
from tests.people import Town
from tests.services import Desk, at

KINDS = (
    "visit", "visit", "list", "hand_over", "end_visit", "correct_visit", "complain", "answer", "resolve",
    "correct_complaint", "revise_service", "plan_measured", "measure", "measure_complaints",
)  # fmt: skip


def begin(town: Town) -> None:
    """A service that is open."""
    Desk(town).open()


def set_measured_targets(town: Town, who: str) -> None:
    """Targets of somebody's draft that are measured of the service."""
    finished = Desk(town).measure("MEASURED", Figure.ENCOUNTERS_FINISHED)
    resolved = Desk(town).measure("RESOLVED", Figure.COMPLAINTS_RESOLVED, MeasureScope.UNIT)
    for key, indicator in (("measured", finished), ("resolved", resolved)):
        target = TargetInput(indicator_id=indicator, aspect=Aspect.QUANTITY, amount=Decimal(9))
        command = SetTarget(plan_id=town.plan(who), result_id=town.result(who), target=target)
        town.give(command, who, f"{key}-{who}")


def moves(town: Town, move: Move, key: str) -> dict[str, Callable[[], object]]:
    """Each kind as what it does; visits and complaints are few, so that moves meet."""
    desk, who, reference = Desk(town), move.who, f"A-{move.number % 4}"
    day, colleague = f"{move.month}-0{1 + move.number % 9}", "second" if who == "member" else "member"
    ended = f"{day} 09:{move.number % 60:02}"
    measured = RealizationInput(target_id=made_by(town.command_id(f"measured-{who}"), "target"))
    resolved = RealizationInput(target_id=made_by(town.command_id(f"resolved-{who}"), "target"))
    revised = ReviseService(
        service_id=desk.service, name=f"KTP {move.number}", position_ids=(town.named("Position", who.upper()),)
    )
    return {
        "visit": lambda: desk.receive(reference, f"{move.month}-01 08:00", who, key),
        "list": lambda: desk.record(
            *(desk.line(f"{reference}-{n}", f"{day} 08:00", ended, who) for n in range(3)), by=who, key=key
        ),
        "hand_over": lambda: desk.hand_over(reference, colleague, who, key),
        "end_visit": lambda: desk.finish(reference, ended, who, key=key),
        "correct_visit": lambda: desk.correct(
            reference,
            who,
            key,
            ended_at=at(f"{day} 10:00"),
            counts=move.number % 3 > 0,
            officer_id=town.ids[colleague] if move.number % 2 else None,
        ),
        "complain": lambda: desk.complain(reference, f"{day} 11:00", by=who),
        "answer": lambda: desk.answer(reference, f"{day} 12:00", who),
        "resolve": lambda: desk.resolve(reference, f"{day} 13:00", who, key),
        "correct_complaint": lambda: desk.correct_complaint(
            reference, who, key, received_at=at(f"{day} 10:30"), counts=move.number % 3 > 0
        ),
        "plan_measured": lambda: set_measured_targets(town, who),
        "revise_service": lambda: town.give(revised, "admin", key),
        "measure_complaints": lambda: town.give(
            ReportProgress(plan_id=town.plan(who), month=move.month, lines=(resolved,)), who, key
        ),
        "measure": lambda: town.give(
            ReportProgress(plan_id=town.plan(who), month=move.month, lines=(measured,)), who, key
        ),
    }
