"""With what the files of a process are kept: keys, secrets, store and limits."""

from dataclasses import dataclass
from pathlib import Path

from kinerja.files.store import FolderStore, Store
from kinerja.log.sealing import KeyRing, Secrets
from kinerja.settings import Settings

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Keeping:
    """``folder`` is where a file waits, sealed and nameless, while it comes in; ``most`` its size in bytes."""

    keys: KeyRing
    secrets: Secrets
    store: Store
    folder: Path
    most: int
    types: frozenset[str]


def keeping_of(settings: Settings, keys: KeyRing, secrets: Secrets) -> Keeping:
    """As the settings say."""
    types = frozenset(each.strip().lower() for each in settings.evidence_types.split(",") if each.strip())
    path = settings.evidence_path
    return Keeping(keys, secrets, FolderStore(path), path, settings.evidence_megabytes * _MEGABYTE, types)
