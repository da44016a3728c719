"""The folder that files are kept in (C2)."""

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from kinerja.files.store import FolderStore

CONTENT = b"isi yang tersegel" * 50_000
KEY = sha256(CONTENT).hexdigest()
NOW = datetime(2025, 5, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


def put(store: FolderStore) -> Path:
    store.put("TST", KEY, iter([CONTENT[:1000], CONTENT[1000:]]))
    return store.folder / "TST" / KEY[:2] / KEY


def files(store: FolderStore) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_c2_what_is_put_is_there_under_its_hash(store: FolderStore) -> None:
    path = put(store)
    assert store.exists("TST", KEY)
    assert b"".join(store.get("TST", KEY)) == CONTENT
    assert (path.stat().st_mode & 0o777, store.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    put(store)
    assert files(store) == [path], "the same twice is there once"


def test_c2_each_agency_has_its_own(store: FolderStore) -> None:
    put(store)
    assert store.agencies() == ["TST"]
    assert not store.exists("LAIN", KEY)
    with pytest.raises(FileNotFoundError):
        store.get("LAIN", KEY)


def test_c2_what_does_not_have_its_hash_is_not_kept(store: FolderStore) -> None:
    with pytest.raises(ValueError, match="hash"):
        store.put("TST", KEY, iter([CONTENT, b"!"]))
    assert files(store) == []


def test_c2_what_breaks_off_leaves_nothing(store: FolderStore) -> None:
    def breaking() -> object:
        yield CONTENT[:1000]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        store.put("TST", KEY, breaking())  # type: ignore[arg-type]  # it gives bytes until it breaks
    assert files(store) == []


@pytest.mark.parametrize("key", ["../../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_c2_a_key_is_a_hash_and_no_path(store: FolderStore, key: str) -> None:
    with pytest.raises(ValueError, match="hex"):
        store.exists("TST", key)


def test_c2_what_is_deleted_is_gone_and_may_be_deleted_again(store: FolderStore) -> None:
    put(store)
    store.delete("TST", KEY)
    store.delete("TST", KEY)
    assert not store.exists("TST", KEY)


def test_c2_old_files_are_named_and_old_drafts_go(store: FolderStore) -> None:
    path = put(store)
    draft = path.parent / ".left-behind"
    draft.write_bytes(b"half")
    for each in (path, draft):
        os.utime(each, (NOW.timestamp(), NOW.timestamp()))
    assert store.before("TST", NOW) == []
    assert store.before("TST", NOW + timedelta(seconds=1)) == [KEY]
    assert files(store) == [path]
