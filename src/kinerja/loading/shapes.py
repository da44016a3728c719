"""The first look at a folder: the shape of every cell of every line, and keys that are there twice."""

from collections.abc import Iterator, Sequence

from kinerja.loading.checking import faults_of
from kinerja.loading.faults import Fault, Faults
from kinerja.loading.folder import Folder
from kinerja.loading.format import FileFormat
from kinerja.loading.marks import Marks
from kinerja.loading.order import FILES
from kinerja.loading.pages import paged
from kinerja.loading.reading import Line, Unreadable
from kinerja.loading.rules import KEY_TWICE, REPORT_SPLIT
from kinerja.loading.tally import Bar, Tally


def look_over(folder: Folder, marks: Marks, faults: Faults, tally: Tally, bar: Bar) -> None:
    """Look at every file of a folder; whatever is wrong is a fault, and its line is marked as bad."""
    for form in FILES:
        try:
            for page in paged(folder.lines(form)):
                with marks.page():
                    _Page(form, folder.file_name(form), marks, faults).look_over(page)
                tally.lines[form.name] += len(page)
                bar.advance(len(page))
        except Unreadable as unreadable:
            marks.lose(form, folder.file_name(form))
            for fault in unreadable.faults:
                faults.add(fault)


class _Page:
    """A page of a file under the first look."""

    def __init__(self, form: FileFormat, file: str, marks: Marks, faults: Faults) -> None:
        self._form = form
        self._file = file
        self._marks = marks
        self._faults = faults

    def look_over(self, page: Sequence[Line]) -> None:
        """Find what is wrong with each line, then with its key."""
        wrong = {line.number: faults_of(line, self._form, self._file) for line in page}
        for fault in [*self._twice(page), *self._split(page)]:
            wrong[fault.line].append(fault)
        for line in page:
            for fault in wrong[line.number]:
                self._faults.add(fault)
            if wrong[line.number]:
                self._marks.bad(self._form, self._file, line)

    def _twice(self, page: Sequence[Line]) -> Iterator[Fault]:
        """Lines whose key another line has."""
        keyed = [(self._key(line, self._form.key), line) for line in page]
        return self._clashes(f"key {self._form.name}", [(key, line) for key, line in keyed if key.strip("\x1f")])

    def _split(self, page: Sequence[Line]) -> Iterator[Fault]:
        """Lines of a report that do not stand together, or say different things of it."""
        if not self._form.together:
            return iter(())
        starts = [line for line in page if self._marks.begins(self._key(line, self._form.together))]
        keyed = [(self._key(line, self._form.together), line) for line in starts]
        return self._clashes(f"report {self._form.name}", keyed)

    def _clashes(self, kind: str, keyed: Sequence[tuple[str, Line]]) -> Iterator[Fault]:
        first: dict[str, int] = {}
        again = [(key, line) for key, line in keyed if first.setdefault(key, line.number) != line.number]
        before = self._marks.remember(kind, first, self._file)
        for key, line in keyed:
            if key in before:
                yield self._twice_fault(line, key, before[key])
        for key, line in again:
            if key not in before:
                yield self._twice_fault(line, key, first[key])

    def _twice_fault(self, line: Line, key: str, other: int) -> Fault:
        shown = " ".join(key.split("\x1f"))
        return Fault(self._file, line.number, self._form.key[0], shown, KEY_TWICE, {"key": shown, "other": other})

    @staticmethod
    def _key(line: Line, names: Sequence[str]) -> str:
        return "\x1f".join(line.row[name] for name in names)


def differing(form: FileFormat, file: str, lines: Sequence[Line]) -> Iterator[Fault]:
    """The lines of one report that do not say of it what its first line says."""
    shared = [name for name in form.names if name in _OF_REPORT]
    for line in lines[1:]:
        for name in shared:
            if line.row[name] != lines[0].row[name]:
                yield Fault(file, line.number, name, line.row[name], REPORT_SPLIT)


_OF_REPORT = ("reported_on",)
