"""Replay of evaluations from the command line: recomputed, recorded, equal (H3)."""

from collections.abc import Iterator
from uuid import UUID

from rich.console import Console

from kinerja.application.agency_log import AgencyLog
from kinerja.application.replay import Replay, replay_evaluation
from kinerja.domain.evaluation_facts import EvaluationRated
from kinerja.graphql.ids import parse_global_id
from kinerja.operating import OperatorError
from kinerja.service import must_be_there, running_service
from kinerja.settings import Settings

_PAGE = 10


def replay_all(settings: Settings, agency: str, evaluation: str | None, console: Console) -> int:
    """Replay one or all judged evaluations of an agency, print a line for each; gives how many differ.

    Lines are printed as they come, so that memory does not grow with the log.
    """
    replayed = differing = 0
    asked = [_uuid(evaluation)] if evaluation else None
    must_be_there(settings)
    with running_service(settings) as service:
        log = service.logs.of(agency)
        console.print("evaluation  rules  recorded  recomputed  equal  first difference", highlight=False)
        for id in asked or judged_evaluations(log):
            replay = replay_evaluation(log, id)
            replayed += 1
            differing += replay is not None and not replay.equal
            console.print(_line(id, replay), highlight=False, soft_wrap=True)
    console.print(f"{replayed} evaluations, {differing} differ.")
    return differing


def judged_evaluations(log: AgencyLog) -> Iterator[UUID]:
    """Every evaluation of an agency that was judged, in the order of judgement."""
    start = 1
    while page := log.recorder.select_notifications(start, _PAGE, topics=[EvaluationRated.__name__]):
        yield from (UUID(str(notification.originator_id)) for notification in page)
        start = page[-1].id + 1


def _line(id: UUID, replay: Replay | None) -> str:
    if replay is None:
        return f"{id}  not judged"
    said = (replay.recorded.rules.id, replay.recorded.predicate, replay.recomputed.predicate)
    return "  ".join((str(id), *said, "yes" if replay.equal else "NO", replay.difference or ""))


def _uuid(text: str) -> UUID:
    parsed = parse_global_id(text)
    try:
        return parsed.id if parsed is not None else UUID(text)
    except ValueError:
        raise OperatorError(f"{text} is no id of an evaluation: give a global id or a UUID") from None
