"""The file of a backup: a ZIP of one part per table of the log, as COPY writes it, of the files of evidence as they
are kept, and of a manifest at its end.
"""

import contextlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

import msgspec

from kinerja.operating import OperatorError

FORMAT = 2
"""Raised when an older ``restore`` could not read the file any more."""
_MANIFEST = "manifest.json"
_EVIDENCE = "evidence/"
_MANIFEST_LIMIT = 2**20
_BLOCK = 2**18
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError)


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table: its columns in the order of the file, how many rows, bytes before compression, their SHA-256."""

    table: str
    columns: tuple[str, ...]
    rows: int
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name of the part in the file."""
        return part_name(self.table)


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup holds: one agency's log up to a position.

    ``recorded_us`` is that of the head, ``last_leaf`` the hash of the last fact in hex, None without facts.
    ``secrets`` are the fingerprints of those that the texts, claims and receipts in it were made with; ``files`` says
    how many files of evidence it holds, and ``missing`` how many the log names that were not there to be backed up.
    """

    format: int
    made_by: str
    agency: str
    position: int
    recorded_us: int
    taken_at: datetime
    last_leaf: str | None
    secrets: dict[str, str]
    parts: tuple[Part, ...]
    files: int
    missing: int


class _Format(msgspec.Struct, frozen=True):
    format: int


class Writer:
    """Writes a file. Nothing stands under its name until all of it is there."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def part(self, table: str, columns: tuple[str, ...], blocks: Iterable[bytes], rows: Callable[[], int]) -> Part:
        """Write a table block by block; ``rows`` is asked behind the last one."""
        digest, size = sha256(), 0
        with self._file.open(part_name(table), "w", force_zip64=True) as entry:
            for block in blocks:
                digest.update(block)
                size += len(block)
                entry.write(block)
        return Part(table=table, columns=columns, rows=rows(), size=size, sha256=digest.hexdigest())

    def evidence(self, key: str, blocks: Iterable[bytes]) -> None:
        """Write a file of evidence, sealed as it is, which does not get smaller."""
        entry = zipfile.ZipInfo(f"{_EVIDENCE}{key}")
        with self._file.open(entry, "w", force_zip64=True) as opened:
            for block in blocks:
                opened.write(block)

    def manifest(self, manifest: Manifest) -> None:
        """Write what the file holds; the last thing to be written."""
        self._file.writestr(_MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2))


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A new file that only we can read. Raises OperatorError when there is one of that name."""
    if path.exists():
        raise OperatorError(f"{path} is there already: a backup replaces no file.")
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as file:
                yield Writer(file)
            handle.flush()
            os.fsync(handle.fileno())
        os.link(draft, path)  # unlike a renaming it replaces nothing
    except FileExistsError:
        raise OperatorError(f"{path} is there already: a backup replaces no file.") from None
    finally:
        draft.unlink()


class Reader:
    """Reads a file; what is broken in it is an OperatorError that names the part."""

    def __init__(self, file: zipfile.ZipFile, path: Path) -> None:
        self._file = file
        self._path = path
        self.manifest = self._manifest()

    def blocks(self, part: Part) -> Iterator[bytes]:
        """The blocks of a part. Raises OperatorError at the end when they are not what the manifest says."""
        digest, size = sha256(), 0
        try:
            with self._file.open(part.name) as entry:
                while block := entry.read(_BLOCK):
                    digest.update(block)
                    size += len(block)
                    yield block
        except _BROKEN:
            raise self._broken(part.name) from None
        if (size, digest.hexdigest()) != (part.size, part.sha256):
            raise self._broken(part.name)

    def evidence(self) -> list[str]:
        """The keys of the files of evidence."""
        names = self._file.namelist()
        return [name.removeprefix(_EVIDENCE) for name in names if name.startswith(_EVIDENCE)]

    def blocks_of_evidence(self, key: str) -> Iterator[bytes]:
        """The blocks of one of them, whose hash is its key."""
        with self._within(f"{_EVIDENCE}{key}") as entry:
            while block := entry.read(_BLOCK):
                yield block

    def _manifest(self) -> Manifest:
        with self._within(_MANIFEST) as entry:
            content = entry.read(_MANIFEST_LIMIT)
        try:
            found = msgspec.json.decode(content, type=_Format).format
            if found != FORMAT:
                raise OperatorError(
                    f"{self._path} has format {found}, this version reads {FORMAT}: use the version of it."
                )
            return msgspec.json.decode(content, type=Manifest)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise self._broken(_MANIFEST) from None

    @contextlib.contextmanager
    def _within(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._file.open(name) as entry:
                yield entry
        except _BROKEN:
            raise self._broken(name) from None

    def _broken(self, name: str) -> OperatorError:
        return OperatorError(
            f"{self._path} is broken at {name}: take another copy of the backup. Nothing was written."
        )


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """A file of a backup. Raises OperatorError when it is none, or not whole."""
    try:
        file = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise OperatorError(
            f"{path} is no backup, or only the beginning of one: take another copy of it. Nothing was written."
        ) from None
    with file:
        yield Reader(file, path)


def part_name(table: str) -> str:
    """What the part of a table is called."""
    return f"{table}.copy"
