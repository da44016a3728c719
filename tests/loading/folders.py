"""Folders of files for tests: the cities of the examples, changed line by line, and the load of them."""

import csv
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from kinerja.demo.run import examples_folder
from kinerja.loading.faults import Fault, collected
from kinerja.loading.folder import open_folder
from kinerja.loading.load import Load
from kinerja.loading.order import FILES
from kinerja.service import Service

Change = Callable[[list[dict[str, str]]], None]


def city(folder: Path, name: str = "sawahlunto", only: Sequence[str] = ()) -> Path:
    """The files of a city that can be loaded, or only some of them beside agency.csv."""
    folder.mkdir(parents=True)
    for form in FILES:
        if not only or form.name in (*only, "agency"):
            shutil.copy(examples_folder() / name / f"{form.name}.csv", folder)
    return folder


def change(folder: Path, file: str, changed: Change) -> None:
    """Change the lines of a file."""
    path = folder / f"{file}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    names = list(lines[0])
    changed(lines)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def put(folder: Path, file: str, number: int, **cells: str) -> None:
    """Write cells of a line by its number; the header is line 1."""

    def changed(lines: list[dict[str, str]]) -> None:
        lines[number - 2] |= cells

    change(folder, file, changed)


def loaded(service: Service, folder: Path, *, dry_run: bool = False, errors: Path | None = None) -> Load:
    """Load a folder, which has to come out well."""
    with collected() as faults:
        load = Load(service, open_folder(folder, faults), Console(quiet=True), faults)
        assert load.run(dry_run=dry_run, errors=errors) == 0, [fault.cells for fault in faults.first]
    return load


def refused(service: Service, folder: Path, errors: Path | None = None) -> tuple[list[Fault], Load]:
    """Load a folder in which something is wrong; gives what is."""
    with collected() as faults:
        load = Load(service, open_folder(folder, faults), Console(quiet=True), faults)
        assert load.run(errors=errors) == 1
        return faults.first, load


def said(faults: Sequence[Fault]) -> list[tuple[str, int, str, str]]:
    """Where the faults are, and by which rule."""
    return [(fault.file, fault.line, fault.column, fault.rule.id) for fault in faults]


def facts(service: Service, agency: str = "SWL") -> list[tuple[str, int, str]]:
    """The facts of a log without what depends on the clock: stream, version and kind in their order."""
    with service.logs.datastore.scoped(agency) as connection:
        rows = connection.execute(
            "SELECT originator_id, originator_version, topic FROM log.facts WHERE agency = %s ORDER BY position",
            [agency],
        ).fetchall()
    return [(str(row["originator_id"]), row["originator_version"], row["topic"]) for row in rows]
