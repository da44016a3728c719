"""Which lines are bad, and which others wait for them; which keys a file has shown already."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from kinerja.loading.format import FileFormat
from kinerja.loading.naming import Key
from kinerja.loading.order import stages_of
from kinerja.loading.reading import Line
from kinerja.loading.rehearsal import Rehearsal

_BAD = "bad"
Origin = tuple[str, int]
"""The file and the number of a line that others wait for."""


def joined(key: Key) -> str:
    """A key as one text."""
    return "\x1f".join(key)


class Marks:
    """The marks that a rehearsal leaves on lines, in its temporary tables."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self._newest: dict[str, Origin] = {}
        self._report: str | None = None
        self._lost: dict[str, Origin] = {}

    @contextmanager
    def page(self) -> Iterator[None]:
        """All that is marked in a page is written at once."""
        with self._rehearsal.connection.transaction():
            yield

    def remember(self, kind: str, keys: Mapping[str, int], file: str) -> Mapping[str, int]:
        """Remember the lines of keys; gives the lines of those that were there before."""
        return {key: line for key, (_, line) in self._rehearsal.remember(kind, keys, file).items()}

    def begins(self, report: str) -> bool:
        """Whether a line begins another report than the line before it."""
        begins, self._report = report != self._report, report
        return begins

    def bad(self, form: FileFormat, file: str, line: Line, origin: Origin | None = None) -> bool:
        """Mark a line, and all that it would give, as bad; whether it was not bad before. ``origin``: it waits."""
        given = {joined(key) for stage in stages_of(form) for key in stage.gives(line.row)}
        because = origin or (file, line.number)
        own = joined(("line", form.name, str(line.number)))
        again = self._rehearsal.remember(_BAD, {own: because[1]}, because[0])
        self._rehearsal.remember(_BAD, dict.fromkeys(given, because[1]), because[0])
        self._newest |= dict.fromkeys({own, *given}, because)
        return not again

    def look_up(self, keys: Iterable[str]) -> None:
        """Look up which of the keys of a page are bad, for ``origin``."""
        self._newest = dict(self._rehearsal.remembered(_BAD, set(keys)))

    def origin(self, keys: Iterable[str]) -> Origin | None:
        """The line that is to blame for the first of the keys that is bad; None when none is."""
        for key in keys:
            blamed = self._newest.get(key) or self._lost.get(key.split("\x1f")[0])
            if blamed is not None:
                return blamed
        return None

    def lose(self, form: FileFormat, file: str) -> None:
        """A file cannot be read: whatever its lines would give is waited for."""
        empty = dict.fromkeys(form.names, "")
        given = {key[0] for stage in stages_of(form) for key in stage.gives(empty)}
        self._lost |= dict.fromkeys({form.name, *given}, (file, 0))

    def is_lost(self, form: FileFormat) -> bool:
        """Whether a file cannot be read."""
        return form.name in self._lost
