"""Where sealed files are kept: by agency, under the SHA-256 of their bytes. What is there is never changed."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol

_BLOCK = 256 * 1024
_KEY = re.compile(r"[0-9a-f]{64}")


class Store(Protocol):
    """What a place for files has to do; an object store has calls for each."""

    def put(self, agency: str, key: str, blocks: Iterable[bytes]) -> None:
        """Keep bytes under their hash; nothing stands there until all of it does. Raises ValueError for another's."""

    def get(self, agency: str, key: str) -> Iterator[bytes]:
        """The bytes, block by block. Raises FileNotFoundError, before the first."""

    def exists(self, agency: str, key: str) -> bool:
        """Whether something is kept under a key."""

    def delete(self, agency: str, key: str) -> None:
        """Keep it no longer; nothing happens when it is not there."""

    def agencies(self) -> list[str]:
        """The agencies of which something is kept."""

    def before(self, agency: str, moment: datetime) -> list[str]:
        """The keys of what was put before a moment."""


class FolderStore:
    """A folder, the same for all processes: ``<agency>/<first two digits>/<key>``, readable by our account alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, agency: str, key: str, blocks: Iterable[bytes]) -> None:
        """Write beside its place, and move it there once it is whole and on the disk."""
        path = self._path(agency, key)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(exist_ok=True, mode=0o700)
        digest = sha256()
        with self._draft(path) as draft:
            with draft.open("wb") as file:
                for block in blocks:
                    digest.update(block)
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            if digest.hexdigest() != key:
                raise ValueError("the bytes do not have the hash that they are to be kept under")
            draft.replace(path)
        _to_disk(path.parent)

    def get(self, agency: str, key: str) -> Iterator[bytes]:
        """Opened at once, read as it is asked for."""
        return _blocks(self._path(agency, key).open("rb"))

    def exists(self, agency: str, key: str) -> bool:
        """Whether there is such a file."""
        return self._path(agency, key).is_file()

    def delete(self, agency: str, key: str) -> None:
        """Remove the file."""
        self._path(agency, key).unlink(missing_ok=True)

    def agencies(self) -> list[str]:
        """By the names of the folders."""
        return sorted(each.name for each in self.folder.glob("*/") if not each.name.startswith("."))

    def before(self, agency: str, moment: datetime) -> list[str]:
        """By the times of the files. Drafts that a process left behind when it died go on the way."""
        old = [path for path in (self.folder / agency).glob("*/*") if _changed(path) < moment.timestamp()]
        for path in old:
            if not _KEY.fullmatch(path.name):
                path.unlink(missing_ok=True)
        return sorted(path.name for path in old if _KEY.fullmatch(path.name))

    @contextlib.contextmanager
    def _draft(self, path: Path) -> Iterator[Path]:
        """A new file, gone at the end unless it was moved."""
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        os.close(descriptor)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _path(self, agency: str, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a key has 64 hex digits")
        return self.folder / agency / key[:2] / key


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process was faster
        return float("inf")


def _to_disk(folder: Path) -> None:
    """Make a renaming last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
