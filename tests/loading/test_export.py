"""``kinerja export``: the same files, byte for byte, however often they go in and out."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from rich.console import Console

from kinerja.application.commands import Request
from kinerja.application.organisation import CorrectAssignment
from kinerja.application.work import Actor
from kinerja.demo.folder import Folder
from kinerja.demo.run import examples_folder
from kinerja.loading.export import export
from kinerja.loading.writing import Format
from kinerja.operating import OperatorError
from kinerja.service import Service, service_on
from tests.conftest import Cluster, Databases, TestClock
from tests.loading.folders import city, loaded, put
from tests.people import LETTER

QUIET = Console(quiet=True)
LATER = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)


def exported(service: Service, folder: Path, format: Format = "csv") -> dict[str, bytes]:
    """The files of an export."""
    export(service, "SWL", folder, QUIET, format)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_what_was_exported_is_loaded_and_exported_again_byte_for_byte(
    format: Format, service: Service, databases: Databases, empty_template: str, cluster: Cluster, tmp_path: Path
) -> None:
    """The second time half a year later, so that nothing depends on the day of the load."""
    folder = city(tmp_path / "sawahlunto")
    put(folder, "progress", 2, note='=1+1, "kutip"; baris\nkedua')
    loaded(service, folder)
    first = exported(service, tmp_path / "first", format)
    assert len(first) == 14
    with databases(empty_template) as database, service_on(database, cluster.secrets, TestClock(LATER)) as other:
        loaded(other, tmp_path / "first")
        second = exported(other, tmp_path / "second", format)
    assert second == first


def test_an_export_holds_what_the_files_said(service: Service, tmp_path: Path) -> None:
    folder = city(tmp_path / "sawahlunto")
    loaded(service, folder)
    files = exported(service, tmp_path / "out")
    assert (
        b";Berkas diperiksa (1 WORKING_DAYS);Lapangan ditinjau bila diperlukan (2.5 WORKING_DAYS);"
        in files["standards.csv"]
    )
    for name in ("org_units", "positions", "plans", "work_results", "targets", "expectations", "progress"):
        assert files[f"{name}.csv"] == (folder / f"{name}.csv").read_bytes(), name


def test_an_agency_that_lived_is_exported_and_loaded(
    sawahlunto: Service, databases: Databases, empty_template: str, cluster: Cluster, tmp_path: Path
) -> None:
    """Also what was revised: the files hold the baseline, and the export says what it leaves out."""
    with (tmp_path / "said").open("w") as said:
        export(sawahlunto, "SWL", tmp_path / "out", Console(file=said, width=200), "csv")
    text = (tmp_path / "said").read_text()
    assert "left out: 1 revisions of indicators" in text
    assert "left out: 1 revisions of plans" in text
    assert "left out: 1 proposals on indicators" in text
    assert "left out: 1 plans whose assignment ended before they did" in text, "a transfer in the middle of the year"
    assert "shared targets" not in text, "there is none"
    with databases(empty_template) as database, service_on(database, cluster.secrets, TestClock(LATER)) as other:
        assert sum(loaded(other, tmp_path / "out").loaded.new.values()) > 300


def test_only_the_owner_reads_what_was_exported(service: Service, tmp_path: Path) -> None:
    loaded(service, city(tmp_path / "sawahlunto", only=["employees"]))
    formats: tuple[Format, ...] = ("csv", "xlsx", "json")
    for format in formats:
        exported(service, tmp_path / format, format)
        assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / format).iterdir())
        assert (tmp_path / format).stat().st_mode & 0o077 == 0


def test_a_folder_that_holds_something_and_an_agency_that_is_not_there_are_refused(
    service: Service, tmp_path: Path
) -> None:
    loaded(service, city(tmp_path / "sawahlunto", only=["employees"]))
    with pytest.raises(OperatorError, match="new folder"):
        export(service, "SWL", tmp_path / "sawahlunto", QUIET, "csv")
    with pytest.raises(OperatorError, match="no agency"):
        export(service, "XYZ", tmp_path / "out", QUIET, "csv")
    assert {path.name for path in tmp_path.iterdir()} == {"sawahlunto"}


def test_what_was_recorded_in_error_and_what_rests_on_it_is_left_out(
    sawahlunto: Service, databases: Databases, empty_template: str, cluster: Cluster, tmp_path: Path
) -> None:
    cast = Folder(examples_folder() / "sawahlunto", sawahlunto.logs)
    wrong = cast.plans["P07"]["assignment"]
    position = cast.codes.named("Position", cast.assignments[wrong]["position"])
    correction = CorrectAssignment(
        position_id=position, assignment_id=cast.codes.assignment(wrong), letter=LETTER, reason="keliru"
    )
    sawahlunto.commands.execute(Request("SWL", Actor(cast.employees["E02"]), uuid4(), correction))
    with (tmp_path / "said").open("w") as said:
        export(sawahlunto, "SWL", tmp_path / "out", Console(file=said, width=200), "csv")
    text = (tmp_path / "said").read_text()
    assert "left out: 1 assignments that were recorded in error" in text
    assert "left out: 1 plans that rest on them" in text
    with databases(empty_template) as database, service_on(database, cluster.secrets, TestClock(LATER)) as other:
        new = loaded(other, tmp_path / "out").loaded.new
    assert new["assignments"] == len(cast.assignments) - 1 + 1, "without the wrong one, with that of a transfer"
    assert new["plans"] == 3 * (len(cast.plans) - 1) + 1, "drafted, submitted and approved; one is a draft"
