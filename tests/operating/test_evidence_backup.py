"""Backup, restore and doctor of files of evidence (C2)."""

import zipfile
from pathlib import Path

import pytest

from kinerja.database.connections import Database
from kinerja.files.keeping import keeping_of
from kinerja.files.sealing import opened
from kinerja.files.store import FolderStore
from kinerja.files.uploads import key_of
from kinerja.operating import OperatorError
from kinerja.operating.backup import back_up
from kinerja.operating.checks.finding import State
from kinerja.operating.doctor import examine
from kinerja.operating.restore import restore
from kinerja.service import service_on
from kinerja.settings import Settings
from tests.conftest import Cluster, TestClock
from tests.files.uploaded import PDF, with_evidence
from tests.laws.test_as_of import catch_up
from tests.operating.test_backup import log_of, settings_of, target
from tests.people import Town

__all__ = ["target"]


def at(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(update={"evidence_dir": folder})


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_c2_a_backup_holds_the_files_and_a_restore_brings_them_back(
    town: Town, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    key = with_evidence(town, here)
    FolderStore(here).put("TST", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", [b"x"])
    taken = back_up(at(settings_of(town.service.database, cluster.folder), here), "TST", tmp_path / "file")
    assert (taken.files, taken.missing) == (1, 0), "what was not attached is not in it"
    restored = at(settings_of(target, cluster.folder), there)
    restore(restored, tmp_path / "file")
    assert files(there) == [key]
    with service_on(target, cluster.secrets, TestClock()) as service:
        keeping = keeping_of(restored, service.logs.keys, service.secrets)
        chunks = opened(keeping.keys, key_of("TST", town.ids["member"]), keeping.store.get("TST", key))
        assert chunks is not None
        assert b"".join(chunks) == PDF


def test_c2_a_backup_without_some_files_says_so(
    town: Town, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    with_evidence(town, tmp_path / "here")
    elsewhere = at(settings_of(town.service.database, cluster.folder), tmp_path / "elsewhere")
    taken = back_up(elsewhere, "TST", tmp_path / "file")
    assert (taken.files, taken.missing) == (0, 1)
    assert restore(at(settings_of(target, cluster.folder), tmp_path / "there"), tmp_path / "file") == taken


@pytest.mark.parametrize("how", ["changed", "left out", "another"])
def test_c2_a_restore_with_other_files_writes_nothing(
    town: Town, target: Database, cluster: Cluster, tmp_path: Path, how: str
) -> None:
    key = with_evidence(town, tmp_path / "here")
    back_up(at(settings_of(town.service.database, cluster.folder), tmp_path / "here"), "TST", tmp_path / "file")
    _changed(tmp_path / "file", f"evidence/{key}", how)
    there = tmp_path / "there"
    with pytest.raises(OperatorError, match="Nothing was written"):
        restore(at(settings_of(target, cluster.folder), there), tmp_path / "file")
    assert files(there) == []
    assert not any(log_of(target, "TST").values())


def _changed(path: Path, name: str, how: str) -> None:
    with zipfile.ZipFile(path) as file:
        entries = {entry: file.read(entry) for entry in file.namelist()}
    content = entries.pop(name)
    if how == "changed":
        entries[name] = content[:-1] + b"x"
    if how == "another":
        entries["evidence/" + "a" * 64] = content
    with zipfile.ZipFile(path, "w") as file:
        for entry, written in entries.items():
            file.writestr(entry, written)


def _found(settings: Settings) -> tuple[State, str]:
    (found,) = [finding for finding in examine(settings) if finding.check == "TST: evidence"]
    return found.state, found.seen


def test_c2_the_doctor_sees_that_each_file_is_there_and_whole(town: Town, cluster: Cluster, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    settings = at(settings_of(town.service.database, cluster.folder), folder)
    assert not [finding for finding in examine(settings) if finding.check == "TST: evidence"]
    key = with_evidence(town, folder)
    catch_up(town.service)
    assert _found(settings) == (State.OK, "1 files are there; 1 were read and are whole")
    path = folder / "TST" / key[:2] / key
    path.write_bytes(path.read_bytes() + b"x")
    assert _found(settings) == (State.WRONG, f"1 of 1 files that were read were changed: {key[:12]}…")
    path.unlink()
    assert _found(settings) == (State.WRONG, f"1 of 1 files are not at {folder}: {key[:12]}…")
