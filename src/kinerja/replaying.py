"""Replay of evaluations from the command line: recomputed, recorded, equal (H3)."""

from uuid import UUID

from rich.console import Console
from rich.table import Table

from kinerja.application.agency_log import AgencyLog
from kinerja.application.replay import replay_evaluation
from kinerja.domain.evaluations import EvaluationRated
from kinerja.graphql.ids import parse_global_id
from kinerja.operating import OperatorError
from kinerja.service import running_service
from kinerja.settings import Settings

_PAGE = 10


def replay_all(settings: Settings, agency: str, evaluation: str | None, console: Console) -> int:
    """Replay one or all judged evaluations of an agency, print a line for each; gives how many differ."""
    table = Table("evaluation", "rules", "recorded", "recomputed", "equal", "first difference")
    differing = 0
    asked = [_uuid(evaluation)] if evaluation else None
    with running_service(settings) as service:
        log = service.logs.of(agency)
        for id in asked or judged_evaluations(log):
            replay = replay_evaluation(log, id)
            if replay is None:
                table.add_row(str(id), "", "not judged", "", "", "")
                continue
            differing += not replay.equal
            table.add_row(
                str(id),
                replay.recorded.rules.id,
                replay.recorded.predicate,
                replay.recomputed.predicate,
                "yes" if replay.equal else "NO",
                replay.difference or "",
            )
    console.print(table)
    console.print(f"{table.row_count} evaluations, {differing} differ.")
    return differing


def judged_evaluations(log: AgencyLog) -> list[UUID]:
    """Every evaluation of an agency that was judged, in the order of judgement."""
    judged: list[UUID] = []
    start = 1
    while page := log.recorder.select_notifications(start, _PAGE, topics=[EvaluationRated.__name__]):
        judged += [UUID(str(notification.originator_id)) for notification in page]
        start = page[-1].id + 1
    return judged


def _uuid(text: str) -> UUID:
    parsed = parse_global_id(text)
    try:
        return parsed.id if parsed is not None else UUID(text)
    except ValueError:
        raise OperatorError(f"{text} is no id of an evaluation: give a global id or a UUID") from None
