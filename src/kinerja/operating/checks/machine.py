"""The machine: Python and libraries against their pins, free disk."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from kinerja.operating.checks.finding import Finding, ok, warning, wrong
from kinerja.settings import Settings

_PACKAGE = "kinerja"
_LITTLE_BYTES = 5 * 2**30
_LEAST_BYTES = 2**30


def machine(settings: Settings) -> Iterator[Finding]:
    """Everything about the machine."""
    described = metadata.metadata(_PACKAGE)
    yield python(".".join(map(str, sys.version_info[:3])), described["Requires-Python"])
    yield libraries(metadata.requires(_PACKAGE) or [])
    folder = _existing(settings.data_dir)
    yield disk(folder, shutil.disk_usage(folder).free)


def python(version: str, wanted: str) -> Finding:
    """The version of Python against the one that the package asks for."""
    if version in SpecifierSet(wanted):
        return ok("python", version)
    return wrong("python", f"{version}, wanted {wanted}", "Install that Python and make the environment anew.")


def libraries(requirements: Iterable[str]) -> Finding:
    """The installed version of every library against its pin."""
    parsed = [Requirement(line) for line in requirements]
    needed = [each for each in parsed if each.marker is None or each.marker.evaluate({"extra": ""})]
    others = [
        f"{each.name} {_version(each.name) or 'missing'}, wanted {each.specifier}" for each in needed if _off(each)
    ]
    if not others:
        return ok("libraries", f"{len(needed)} as pinned")
    return wrong("libraries", "; ".join(others), "Install requirements.lock again ('make install').")


def disk(folder: Path, free: int) -> Finding:
    """The free bytes where the data folder lies."""
    seen = f"{free / 2**30:.1f} GiB free at {folder}"
    to_do = "Make room: a rebuild needs the space of all read models once more."
    if free < _LEAST_BYTES:
        return wrong("disk", seen, to_do)
    return warning("disk", seen, to_do) if free < _LITTLE_BYTES else ok("disk", seen)


def _off(wanted: Requirement) -> bool:
    version = _version(wanted.name)
    return version is None or not wanted.specifier.contains(version, prereleases=True)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
