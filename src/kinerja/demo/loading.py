"""Everything a city's files say, as commands in the order of their days, each by the one who gave it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.evaluations import AcceptEvaluation, DeliverEvaluation, OpenEvaluation, RateEvaluation
from kinerja.application.feedback import GiveFeedback
from kinerja.application.ratings import BehaviorRatingInput, FinalizeRating, SaveRating
from kinerja.application.work import Actor
from kinerja.demo.folder import Folder
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.vocabulary import CoreValue, RatingLevel
from kinerja.loading import agency, organisation, plans
from kinerja.loading.format import Row
from kinerja.loading.order import STAGES
from kinerja.loading.stages import Stage, as_day


@dataclass(frozen=True)
class Step:
    """One command of a load: on which day, by whom. Both are made when its turn comes."""

    day: date
    stage: int
    command_id: UUID
    actor: Callable[[], Actor]
    command: Callable[[], Command]
    what: str


def steps(folder: Folder) -> list[Step]:
    """Everything the folder says, as commands in the order of their days."""
    loaded = [step for number, stage in enumerate((agency.FOUND, *STAGES)) for step in _loaded(folder, number, stage)]
    spoken = [step for speaker in (_feedback, _evaluations, _ratings) for step in speaker(folder)]
    return sorted([*loaded, *spoken], key=lambda step: (step.day, step.stage))


# ── what a load could do as well ─────────────────────────────────────────────────────────────────────


def _loaded(folder: Folder, number: int, stage: Stage) -> Iterator[Step]:
    """The lines of a stage: the same commands as in a load, but on their days and by their people."""
    rows = [row for row in folder.rows(stage.file.name) if stage.when(folder.codes, row)]
    for key, found in groupby(rows, key=stage.key):
        lines = list(found)
        day = _day(folder, stage, lines[0])
        yield Step(
            day,
            number,
            folder.codes.command_id(*key),
            _actor(folder, stage, lines[0], day),
            _command(folder, stage, lines),
            " ".join(key),
        )


def _actor(folder: Folder, stage: Stage, row: Row, day: date) -> Callable[[], Actor]:
    return lambda: folder.actor(stage.whose, row, day)


def _command(folder: Folder, stage: Stage, rows: list[Row]) -> Callable[[], Command]:
    return lambda: stage.make(folder.codes, rows)


def _day(folder: Folder, stage: Stage, row: Row) -> date:
    """The day of a line; where its file names none, that of what it belongs to."""
    if stage.on is not None:
        return as_day(row[stage.on])
    if stage in (plans.ADD_RESULT, plans.SET_TARGET, plans.EXPECT):
        return as_day(folder.plans[row["plan"]]["drafted_on"])
    begun = as_day(folder.founding["founded_on"])
    if stage is organisation.ASSIGN:
        begun = as_day(folder.registered[row["employee"]]["registered_on"])
    return max(begun, as_day(row["letter_date"])) if "letter_date" in row else begun


# ── what people say of each other ────────────────────────────────────────────────────────────────────

_FEEDBACK, _OPENED, _RATINGS, _RATED, _DELIVERED, _ACCEPTED = range(len(STAGES) + 1, len(STAGES) + 7)


def _by(folder: Folder, employee: str, day: date, stage: int, key: tuple[str, ...], command: Command) -> Step:
    """A step by an employee whom the file names."""
    actor = folder.employee(employee)
    return Step(day, stage, folder.codes.command_id(*key), lambda: actor, lambda: command, " ".join(key))


def _feedback(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("feedback"):
        value = line["about"] if line["about"] in CoreValue.__members__ else None
        command = GiveFeedback(
            plan_id=folder.codes.plan(line["plan"]),
            result_id=None if value else folder.codes.result(line["plan"], line["about"]),
            value=CoreValue[value] if value else None,
            text=line["text"],
        )
        yield _by(folder, line["by"], as_day(line["given_on"]), _FEEDBACK, ("feedback", line["feedback"]), command)


def _evaluations(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("evaluations"):
        plan, window = line["plan"], line["window"]
        id, key = folder.evaluation(plan, window), ("evaluations", plan, window)
        opened = OpenEvaluation(plan_id=folder.codes.plan(plan), window=window)
        administrator = folder.codes.administrator
        yield _by(folder, administrator, as_day(line["opened_on"]), _OPENED, (*key, "opened"), opened)
        yield _of_officer(folder, line, "rated", _RATED, _judgement(line, id))
        yield _of_officer(folder, line, "delivered", _DELIVERED, DeliverEvaluation(evaluation_id=id))
        yield _accepted(folder, line, id)


def _judgement(line: Row, id: UUID) -> RateEvaluation:
    return RateEvaluation(
        evaluation_id=id,
        results_rating=RatingLevel[line["results_rating"]],
        behavior_rating=RatingLevel[line["behavior_rating"]],
        innovation=line["innovation"] == "yes",
        reason=line["reason"] or None,
    )


def _of_officer(folder: Folder, line: Row, what: str, stage: int, command: Command) -> Step:
    """A step of an evaluation by the officer of its day."""
    plan, day = line["plan"], as_day(line[f"{what}_on"])
    key = ("evaluations", plan, line["window"], what)
    id = folder.codes.command_id(*key)
    return Step(day, stage, id, lambda: folder.officer(plan, day), lambda: command, " ".join(key))


def _accepted(folder: Folder, line: Row, id: UUID) -> Step:
    key = ("evaluations", line["plan"], line["window"], "accepted")
    return Step(
        as_day(line["accepted_on"]),
        _ACCEPTED,
        folder.codes.command_id(*key),
        lambda: folder.owner(line["plan"]),
        _acceptance(folder, id),
        " ".join(key),
    )


def _acceptance(folder: Folder, id: UUID) -> Callable[[], Command]:
    """What the employee accepts is the content as it reads on that day."""

    def make() -> Command:
        evaluation = folder.logs.of(folder.agency).load(Evaluation, id)
        return AcceptEvaluation(evaluation_id=id, expected_content_hash=evaluation.content_hash or "")

    return make


def _ratings(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("ratings"):
        plan, window = line["plan"], line["window"]
        id = folder.evaluation(plan, window)
        levels = tuple(
            BehaviorRatingInput(value=value, level=RatingLevel[line[value.lower()]]) for value in CoreValue
        )
        key = ("ratings", plan, window, line["relation"])
        saved = SaveRating(evaluation_id=id, levels=levels, note=line["note"] or None)
        for what, command in (("saved", saved), ("final", FinalizeRating(evaluation_id=id))):
            yield _by(folder, line["rater"], as_day(line["rated_on"]), _RATINGS, (*key, what), command)
