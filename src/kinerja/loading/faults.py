"""What is wrong with a line of a file, and where all that is wrong is kept until it is shown."""

import csv
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TextIO

from kinerja.domain.refusals import Rule
from kinerja.loading.format import Words

_SHOWN = 100
HEADER = ("file", "line", "column", "value", "rule", "sentence_en", "hint_en", "sentence_id", "hint_id")
OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. ``line`` counts from 1, 0: the file as a whole. ``column`` may be empty."""

    file: str
    line: int
    column: str
    value: str
    rule: Rule
    parameters: dict[str, Any] = field(default_factory=dict)

    def said(self, template: str, language: Literal["en", "id"] = "en") -> str:
        """A sentence of the rule with its parameters, in its language."""
        given = {"value": self.value, "column": self.column, **self.parameters}
        words = {name: getattr(each, language) for name, each in given.items() if isinstance(each, Words)}
        return template.format_map({**given, **words})

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return self.said(self.rule.sentence_en)

    @property
    def hint(self) -> str:
        """What to do next, in English."""
        return self.said(self.rule.hint_en)

    @property
    def cells(self) -> tuple[str, ...]:
        """As a line of the file of errors."""
        here = (self.file, str(self.line or ""), self.column, self.value, self.rule.id)
        in_indonesian = (self.said(each, "id") for each in (self.rule.sentence_id, self.rule.hint_id))
        return (*here, self.sentence, self.hint, *in_indonesian)


class Faults:
    """Everything that is wrong in a folder: the first of it in memory, all of it in a file of nobody else's."""

    def __init__(self, spool: TextIO) -> None:
        self.first: list[Fault] = []
        self.count = 0
        self._spool = spool
        self._writer = csv.writer(spool, lineterminator="\n")
        self._writer.writerow(HEADER)

    def add(self, fault: Fault) -> None:
        """Keep one more."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(fault)
        self._writer.writerow(fault.cells)

    def write_to(self, path: Path) -> None:
        """Write all of it as CSV, for the owner's eyes only: it quotes cells."""
        self._spool.seek(0)
        with new_file(path) as handle:
            for line in self._spool:
                handle.write(line)


@contextmanager
def collected() -> Iterator[Faults]:
    """An empty collection; its file vanishes at the end."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool:
        yield Faults(spool)


@contextmanager
def new_file(path: Path) -> Iterator[TextIO]:
    """A text file that only its owner may read, written anew."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as handle:
        yield handle
