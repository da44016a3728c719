"""The folder that is loaded: which of its files are read, and that they stay the same meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kinerja.loading.faults import Fault, Faults
from kinerja.loading.format import FileFormat
from kinerja.loading.order import FILES, SPOKEN
from kinerja.loading.reading import SUFFIXES, Line, lines_of
from kinerja.loading.rules import FILE_TWICE, FILE_UNKNOWN
from kinerja.operating import OperatorError

_State = tuple[int, int, int]


@dataclass(frozen=True)
class Folder:
    """The files of an agency by their names, as they were when the folder was opened."""

    path: Path
    files: dict[str, Path]
    states: dict[str, _State]

    def lines(self, form: FileFormat) -> Iterator[Line]:
        """The lines of a file; none when the folder does not have it. Raises Unreadable, OperatorError if changed."""
        path = self.files.get(form.name)
        if path is None:
            return
        if _state(path) != self.states[form.name]:
            raise OperatorError(f"{path} was changed while it was loaded: load the folder again")
        yield from lines_of(path, form)

    def file_name(self, form: FileFormat) -> str:
        """How the file is called in this folder."""
        return self.files[form.name].name if form.name in self.files else f"{form.name}.csv"


def open_folder(path: Path, faults: Faults) -> Folder:
    """The files of a folder; what does not belong there is a fault. Raises OperatorError without agency.*."""
    if not path.is_dir():
        raise OperatorError(f"{path} is no folder: give the folder that holds agency.csv and the other files")
    known = {form.name for form in FILES}
    files: dict[str, Path] = {}
    for found in sorted(each for each in path.iterdir() if each.suffix in SUFFIXES and each.stem not in SPOKEN):
        if found.stem not in known:
            faults.add(Fault(found.name, 0, "", "", FILE_UNKNOWN, {"known": ", ".join(form.name for form in FILES)}))
        elif found.stem in files:
            faults.add(Fault(found.name, 0, "", "", FILE_TWICE, {"other": files[found.stem].name}))
        else:
            files[found.stem] = found
    if "agency" not in files:
        raise OperatorError(f"{path} holds no agency.csv, agency.xlsx or agency.json: it names the agency")
    return Folder(path, files, {name: _state(each) for name, each in files.items()})


def _state(path: Path) -> _State:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns
