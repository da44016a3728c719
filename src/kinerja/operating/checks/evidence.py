"""Files of evidence: whether each that is named is there, and has the hash that it is kept under."""

import random
import time
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from kinerja.files.store import FolderStore
from kinerja.operating.checks.finding import Finding, Scene, ok, wrong

_NAMED = "SELECT DISTINCT agency, stored_as FROM read.evidence WHERE stored_as IS NOT NULL ORDER BY agency"
_SECONDS = 5.0
"""So long are files read; all are looked for, whatever their number."""
_SHOWN = 3


def evidence(scene: Scene) -> Iterator[Finding]:
    """A line for each agency that has files."""
    store = FolderStore(scene.settings.evidence_path)
    named: dict[str, list[str]] = defaultdict(list)
    for agency, key in scene.owner.execute(_NAMED):
        named[agency].append(key)
    for agency, keys in named.items():
        yield _of_agency(store, agency, keys)


def _of_agency(store: FolderStore, agency: str, keys: list[str]) -> Finding:
    check = f"{agency}: evidence"
    missing = [key for key in keys if not store.exists(agency, key)]
    to_do = "Put these files back from a backup: nothing else holds them."
    if missing:
        return wrong(check, f"{len(missing)} of {len(keys)} files are not at {store.folder}: {_some(missing)}", to_do)
    read, broken = _read(store, agency, keys)
    if broken:
        return wrong(check, f"{len(broken)} of {read} files that were read were changed: {_some(broken)}", to_do)
    return ok(check, f"{len(keys)} files are there; {read} were read and are whole")


def _read(store: FolderStore, agency: str, keys: list[str]) -> tuple[int, list[str]]:
    """How many were read, in a new order each time, and which of them do not have their hash."""
    ends, read, broken = time.monotonic() + _SECONDS, 0, []
    for key in random.sample(keys, len(keys)):
        digest = sha256()
        for block in store.get(agency, key):
            digest.update(block)
        read += 1
        if digest.hexdigest() != key:
            broken.append(key)
        if time.monotonic() > ends:
            break
    return read, broken


def _some(keys: list[str]) -> str:
    shown = ", ".join(f"{key[:12]}…" for key in sorted(keys)[:_SHOWN])
    return shown if len(keys) <= _SHOWN else f"{shown} and others"
