"""All figures: ``python -m bench`` for the short form, ``python -m bench --large`` on a large agency."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import psycopg
import typer
from rich.console import Console

from bench.agencies import generated
from bench.batches import batch_figures
from bench.commands import command_figures
from bench.figures import Figure, machine, show, write
from bench.limits import limit_figures
from bench.reading import as_of_figures, growth_figures
from bench.rebuild import rebuild_figure, year_of_jakarta
from bench.resting import growth_of_memory, start_and_rest_figures
from bench.subscribers import subscriber_figures
from bench.surveys import survey_figures
from kinerja.database.embedded import EmbeddedPostgres
from kinerja.settings import default_data_folder

_RUNS = 3
_SMALL_RESULTS, _LARGE_RESULTS = Path("bench/results.json"), Path("bench/results-large.json")
console = Console(width=200)
Measure = tuple[str, Callable[[], list[Figure]]]


def small(folder: Path) -> Iterator[Measure]:
    """Each figure in its short form."""
    year = generated(folder / "year", "YEAR", 200, 12)
    draft = generated(folder / "draft", "DRAFT", 400, 0)
    yield "limits", limit_figures
    yield "subscribers", lambda: subscriber_figures(year)
    yield "rebuild", lambda: [rebuild_figure(year, _RUNS)]
    yield "commands", lambda: command_figures(draft, _RUNS, 240)
    yield "as_of", lambda: as_of_figures(year, _RUNS)
    yield "surveys", lambda: survey_figures(folder / "surveys")
    yield "rest", lambda: start_and_rest_figures(year, _RUNS)


def large(folder: Path, employees: int) -> Iterator[Measure]:
    """What only a large log shows. The data stays in the folder and is used again; ``jakarta`` builds upon it."""
    yield "batches", lambda: batch_figures(folder / "crowd")
    many = generated(folder / "many", "BIG", employees, 12, built=False)
    few = generated(folder / "few", "FEW", 1_000, 12)
    medium = generated(folder / "medium", "MEDIUM", 10_000, 12)
    yield "jakarta", lambda: year_of_jakarta(many)
    yield "growth", lambda: growth_figures(few, many, _RUNS)
    yield "memory", lambda: growth_of_memory(few, medium)


def main(
    in_large: Annotated[bool, typer.Option("--large", help="On 100,000 employees; takes hours.")] = False,
    only: Annotated[str | None, typer.Option(help="Only one of: rebuild, commands, as_of, rest; growth, ...")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where generated agencies lie.")] = None,
    employees: Annotated[int, typer.Option(help="Size of the large agency.")] = 100_000,
) -> None:
    """Measure, print a table, write the file of results: all of it, or with ``--only`` those among the others."""
    with tempfile.TemporaryDirectory(prefix="kinerja-bench-") as temporary:
        folder = data_dir or (default_data_folder() / "bench" if in_large else Path(temporary))
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        figures: list[Figure] = []
        for name, measure in large(folder, employees) if in_large else small(folder):
            if only in (None, name):
                began = time.perf_counter()
                figures += measure()
                console.print(f"{name}: measured in {time.perf_counter() - began:.0f} s")
            if only == name:
                break
        about = _machine(next(folder.glob("*/postgres")))
        show(console, about, figures)
        write(_LARGE_RESULTS if in_large else _SMALL_RESULTS, about, figures, among=only is not None)
    raise typer.Exit(0 if all(figure.met is not False for figure in figures) else 1)


def _machine(folder: Path) -> dict[str, object]:
    server = EmbeddedPostgres(folder)
    server.start()
    try:
        with psycopg.connect(server.database("kinerja").owner) as connection:
            return machine(connection)
    finally:
        server.stop()


if __name__ == "__main__":
    typer.run(main)
