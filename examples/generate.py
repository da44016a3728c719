"""Generate an agency of any size, through the aggregates and the recorder: a year of facts in a seeded order.

Run from the project's folder: ``python -m examples.generate CODE --employees 1000``.
"""

import contextlib
import gc
import random
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from examples.generating.evaluations import WINDOWS, Evaluating
from examples.generating.organisation import appoint, found
from examples.generating.plans import Planning
from examples.generating.reports import Reporting
from examples.generating.shape import Shape
from examples.generating.writing import Calendar, Writer
from kinerja.log.installation import installed_secrets
from kinerja.operating import OperatorError
from kinerja.service import make_tables, open_database, service_on
from kinerja.settings import Settings

_WAVE = 5_000
_FACTS_OF_EMPLOYEE = 101
console = Console()


def generate(shape: Shape, writer: Writer, months: int) -> None:
    """Found the agency, appoint its people, plan, and let months go by."""
    ground = found(shape, writer)
    for people in _waves(0, shape):
        appoint(shape, writer, people)
        writer.flush()
    writer.calendar.go_to(2025, 1, 2)
    planning = Planning(shape, ground, {})
    for people in _waves(0, shape):
        planning.write(writer, people)
    reporting = Reporting(planning)
    evaluating = Evaluating(planning, reporting)
    for month in range(1, months + 1):
        for people in _waves(1, shape):
            reporting.write_month(writer, people, month)
        if month in WINDOWS:
            for people in _waves(1, shape):
                evaluating.write(writer, people, WINDOWS[month])


def _waves(first: int, shape: Shape) -> list[range]:
    """People at work at the same time. Heads come first, a level at a time, for whom they lead."""
    levels = [0, 1, 1 + shape.offices, 1 + shape.offices + shape.divisions, shape.heads, shape.employees]
    spans = [range(max(first, start), end) for start, end in pairwise(levels)]
    return [span[start : start + _WAVE] for span in spans for start in range(0, len(span), _WAVE)]


def main(
    agency: Annotated[str, typer.Argument(help="Code of the new agency, such as GEN.")],
    employees: Annotated[int, typer.Option(help="How many employees; 100 facts each and year.", min=60)] = 1000,
    members: Annotated[int, typer.Option(help="How many members a section has.", min=1)] = 25,
    months: Annotated[int, typer.Option(help="How many months are reported.", min=0, max=12)] = 12,
    seed: Annotated[int, typer.Option(help="Another seed: other people and figures.")] = 1,
    data_dir: Annotated[Path | None, typer.Option(help="Folder of database, keys and secrets.")] = None,
) -> None:
    """Write a generated agency into the log; the next start of the service builds its read models."""
    settings = Settings() if data_dir is None else Settings(data_dir=data_dir)
    shape = Shape(agency, employees, seed, members)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    gc.disable()  # facts form no cycles; looking for some takes a third of the time
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(open_database(settings))
        make_tables(database)
        secrets = installed_secrets(settings, database.owner)
        calendar = Calendar()
        service = stack.enter_context(service_on(database, secrets, lambda: calendar.now))
        if agency in service.logs.agencies():
            raise OperatorError(f"{agency} exists already: choose another code")
        service.logs.open(agency)
        bar = stack.enter_context(Progress(*columns, TimeRemainingColumn(), console=console))
        task = bar.add_task(f"facts of {agency}", total=_FACTS_OF_EMPLOYEE * employees)
        chance = random.Random(seed)  # noqa: S311 - command ids of invented data
        log = service.logs.of(agency)
        writer = Writer(log, calendar, chance, lambda facts: bar.advance(task, facts))
        generate(shape, writer, months)
        writer.close()
    console.print(f"{agency}: {writer.position:,} facts of {employees:,} employees.")


if __name__ == "__main__":
    typer.run(main)
